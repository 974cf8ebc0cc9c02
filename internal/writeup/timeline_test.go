package writeup

import (
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/rubric"
)

// Timelines as people write them, and what is to be said of their order (Q32) and their times (Q30): m for met, o for open
// and u for unknown, with the line in question.
func TestTimelines(t *testing.T) {
	for _, c := range []struct {
		name, text string
		order      rubric.Result
		orderLine  int
		times      rubric.Result
	}{
		{"a table", "## Timeline (UTC)\n\n| Time | Event |\n|---|---|\n| 2024-05-06 14:02 | a |\n| 2024-05-06 14:05 | b |\n| 2024-05-06 14:09 | c |", rubric.Met, 0, rubric.Met},
		{"the event first", "## Timeline\nAll times UTC.\n\n| What | When |\n|---|---|\n| a | 6 May 2024 14:02 |\n| b | 6 May 2024 14:05 |\n| c | 6 May 2024 14:01 |", rubric.Open, 8, rubric.Met},
		{"date and time apart", "## Timeline\n\n| Date | Time (CET) | Event |\n|---|---|---|\n| 2024-05-06 | 23:50 | a |\n| 2024-05-07 | 00:10 | b |", rubric.Met, 0, rubric.Met},
		{"a row across for the day", "## Timeline (UTC)\n\n| Time | Event |\n|---|---|\n| 2024-05-06 | |\n| 23:50 | a |\n| 2024-05-07 | |\n| 00:10 | b |", rubric.Met, 0, rubric.Met},
		{"dashes", "# 2024-05-06 outage\n## Timeline\n- 14:02 UTC – a\n- 14:05 UTC – b\n- 14:04 UTC – c", rubric.Open, 5, rubric.Met},
		{"bold", "# 2024-05-06 outage\n## Timeline, UTC\n\n**14:02** a\n\n**14:05** b\n\n**14:04** c", rubric.Open, 8, rubric.Met},
		{"colons", "## Timeline\nTimes are UTC\n\n2020-05-06 14:02: a\n2020-05-06 14:05: b\n2020-05-06 14:03: c", rubric.Open, 6, rubric.Met},
		{"ISO", "## Timeline\n* 2020-05-06T14:02:11Z a\n* 2020-05-06T14:02:09Z b", rubric.Open, 3, rubric.Met},
		{"midnight", "# 2024-05-06\n## Timeline (UTC)\n- 23:50 a\n- 23:58 b\n- 00:03 c\n- 01:00 d", rubric.Met, 0, rubric.Met},
		{"a night", "# 2024-05-06\n## Timeline (UTC)\n- 17:50 a\n- 09:03 b\n- 09:10 c", rubric.Met, 0, rubric.Met},
		{"half days", "# 2024-05-06\n## Timeline (PST)\n- 11:50 AM a\n- 12:10 PM b\n- 1:05 pm c", rubric.Met, 0, rubric.Met},
		{"half days, swapped", "# 2024-05-06\n## Timeline (PST)\n- 11:50 AM a\n- 1:10 PM b\n- 12:55 p.m. c", rubric.Open, 5, rubric.Met},
		{"half days without a zone", "# 2024-05-06\n## Timeline\n- 11:50 AM a\n- 12:10 PM b\n- 1:05 pm c", rubric.Met, 0, rubric.Open},
		{"ranges", "# 2024-05-06\n## Timeline (UTC)\n- 14:02–14:10: a\n- 14:05 - 14:20 b\n- from 14:21 to 14:30 c", rubric.Met, 0, rubric.Met},
		{"two zones in a row", "# 2024-05-06\n## Timeline\n- 14:02 UTC (16:02 CEST) a\n- 14:05 UTC (16:05 CEST) b", rubric.Met, 0, rubric.Met},
		{"two zones in turn", "# 2024-05-06\n## Timeline\n- 14:02 UTC a\n- 16:05 CEST b\n- 14:09 UTC c", rubric.Met, 0, rubric.Open},
		{"days as headings", "## Timeline (UTC)\n### 6 May 2024\n- 21:17: a\n- 21:30: b\n### 7 May 2024\n- 09:27: c", rubric.Met, 0, rubric.Met},
		{"days as items", "## Timeline (UTC)\n- 6 May 2024\n  - 21:17: a\n  - 21:30: b\n- 7 May 2024\n  - 09:27: c", rubric.Met, 0, rubric.Met},
		{"times as headings", "## Timeline (UTC)\n### May 6, 2024, 12:42 PM\na\n### 12:49 PM\nb\n### 12:45 PM\nc", rubric.Open, 6, rubric.Met},
		{"days first", "## Timeline (UTC)\n- 06.05.2024 14:02 a\n- 06.05.2024 14:05 b\n- 05.05.2024 14:09 c", rubric.Open, 4, rubric.Met},
		{"a date of two readings", "## Timeline (UTC)\n- 03/04/2024 14:02 a\n- 02/05/2024 14:05 b", rubric.Met, 0, rubric.Met},
		{"no year", "# Outage of 31 December 2023\n## Timeline (UTC)\n- Dec 31 23:50 a\n- Jan 1 00:10 b", rubric.Met, 0, rubric.Met},
		{"a year of five digits", "## Timeline (UTC)\n- 20202-05-06 14:02 a\n- 2020-05-06 14:05 b", rubric.Open, 2, rubric.Met},
		{"a year too early", "## Timeline (UTC)\n- 2023-05-06 14:02 a\n- 2022-05-06 14:05 b\n- 2023-05-06 14:09 c", rubric.Open, 3, rubric.Met},
		{"a year too late", "## Timeline (UTC)\n- 2023-05-06 14:02 a\n- 2024-05-06 14:05 b\n- 2024-05-06 14:09 c", rubric.Open, 2, rubric.Met},
		{"a lead-up years before", "## Timeline (UTC)\n- 2019-01-20 10:00 the code is written\n- 2024-05-06 14:05 b\n- 2024-05-06 14:09 c", rubric.Met, 0, rubric.Met},
		{"the new year", "## Timeline (UTC)\n- 2023-12-20 10:00 a\n- 2024-01-04 14:05 b", rubric.Met, 0, rubric.Met},
		{"no such day", "## Timeline (UTC)\n- 2023-02-30 10:00 a\n- 2023-03-01 14:05 b", rubric.Open, 2, rubric.Met},
		{"no such time", "## Timeline (UTC)\n- 2023-02-20 10:00 a\n- 2023-02-20 10:75 b", rubric.Open, 3, rubric.Met},
		{"stages", "## Key events (UTC)\n- First detected 2021-06-09 13:15\n- Repaired 2021-06-09 13:46\n- Incident declared 2021-06-09 13:20\n- Resolved 2021-06-09 13:58", rubric.Met, 0, rubric.Met},
		{"stages, a year off", "## Key events (UTC)\n- First detected 2021-06-09 13:15\n- Repaired 2021-06-09 13:46\n- Incident declared 2020-06-09 13:54\n- Resolved 2021-06-09 13:58", rubric.Open, 4, rubric.Met},
		{"unknown minutes", "# 2024-05-06\n## Timeline (UTC)\n- 14:02 a\n- 14:?? b\n- --:-- c\n- 14:30 d", rubric.Met, 0, rubric.Met},
		{"about", "# 2024-05-06\n## Timeline (UTC)\n- 14:02 a\n- ~14:00 b\n- about 14:10 c", rubric.Met, 0, rubric.Met},
		{"no time in one", "# 2024-05-06\n## Timeline (UTC)\n- 14:02 a\n- then the cache filled\n- 14:30 d", rubric.Met, 0, rubric.Open},
		{"details below an entry", "# 2024-05-06\n## Timeline (UTC)\n- 14:02 a\n  - the cache filled\n- 14:30 d", rubric.Met, 0, rubric.Met},
		{"no zone", "# 2024-05-06\n## Timeline\n- 14:02 a\n- 14:30 d", rubric.Met, 0, rubric.Open},
		{"a zone elsewhere", "# 2024-05-06\nAll times in this document are in UTC.\n## Timeline\n- 14:02 a\n- 14:30 d", rubric.Met, 0, rubric.Met},
		{"no day anywhere", "# Outage\n## Timeline (UTC)\n- 14:02 a\n- 14:30 d", rubric.Met, 0, rubric.Open},
		{"two tables", "# 2024-05-06\n## Timeline (UTC)\n\n| Time | A |\n|---|---|\n| 14:02 | a |\n| 14:30 | b |\n\n| Time | B |\n|---|---|\n| 14:10 | a |\n| 14:20 | b |", rubric.Met, 0, rubric.Met},
		{"backwards", "# 2024-05-06\n## Timeline (UTC)\n- 14:30 d\n- 14:20 c\n- 14:10 b\n- 14:02 a", rubric.Open, 4, rubric.Met},
		{"in code", "# 2024-05-06\n## Timeline (UTC)\n```\n14:02 a\n14:20 b\n14:10 c\n```", rubric.Open, 6, rubric.Met},
		{"without a heading", "# 2024-05-06\n\nIn UTC it went so; times are UTC:\n\n- 14:02 a\n- 14:20 b\n- 14:10 c", rubric.Open, 7, rubric.Met},
		{"relative", "# 2024-05-06\n## Timeline\n- T+0 a\n- T+5 b", rubric.Unknown, 0, rubric.Unknown},
		{"none", "# 2024-05-06\n## Summary\nIt went down.", rubric.Unknown, 0, rubric.Open},
	} {
		for _, text := range []string{c.text, "\ufeff" + strings.ReplaceAll(c.text, "\n", "\r\n")} {
			found := checked(t, text)
			if f := of(t, found, "Q32"); f.Result != c.order || f.Line != c.orderLine {
				t.Errorf("%s: the order is %s at line %d, want %s at %d: %s", c.name, f.Result, f.Line, c.order, c.orderLine, f.Why)
			}
			if f := of(t, found, "Q30"); f.Result != c.times {
				t.Errorf("%s: the times are %s, want %s: %s", c.name, f.Result, c.times, f.Why)
			}
		}
	}
}

func TestStamps(t *testing.T) {
	for text, want := range map[string]string{
		"14:02 the disk":             "the disk",
		"**14:02** the disk":         "the disk",
		"14h02: the disk":            "the disk",
		"1402 UTC the disk":          "the disk",
		"2 pm the disk":              "the disk",
		"[14:02] the disk":           "the disk",
		"14:02 - 3 hosts":            "3 hosts",
		"Wed, May 6 2024 14:02 x":    "x",
		"2024-May-06, 14:02 x":       "x",
		"6th of May 2024 at 14:02 x": "x",
		"14:02 UTC+2 x":              "x",
		"14:02 (UTC) x":              "x",
		"2024/05/06 14:02:03.123 x":  "x",
		"400 requests failed":        "400 requests failed",
		"3.2 was released":           "3.2 was released",
		"May be slow":                "May be slow",
		"10 minutes later":           "10 minutes later",
		"2 nodes left":               "2 nodes left",
	} {
		_, n := readStamp(text)
		if got := strings.TrimLeft(text[n:], " :*-])"); got != want {
			t.Errorf("behind the time of %q stands %q, want %q", text, got, want)
		}
	}
}

func TestDurationsAndStages(t *testing.T) {
	const rows = "# 2024-05-06\n## Timeline (UTC)\n- 14:00 a\n- 14:08 b\n- 14:25 c\n"
	for _, c := range []struct {
		name, text string
		want       rubric.Result
		line       int
	}{
		{"they fit", rows + "## Stats\n- Time to detection: 8 minutes\n- Time to recovery: 25 min", rubric.Met, 0},
		{"one does not", rows + "## Stats\n- Time to detection: 8 minutes\n- Time to recovery: 40 minutes", rubric.Open, 8},
		{"hours are coarse", "# 2024-05-06\n## Timeline (UTC)\n- 14:00 a\n- 14:08 b\n- 15:50 c\n## Stats\n- Time to recovery: 2 hours", rubric.Met, 0},
		{"a question mark", rows + "## Stats\n- Time to detection: ?", rubric.Open, 7},
		{"not known, as is said", rows + "## Stats\n- Time to detection: not known, the log was gone", rubric.Unknown, 0},
		{"it ends behind an alert", "# 2024-05-06\n## Timeline (UTC)\n- 14:00 a is deployed\n- 14:08 the queue alert fires\n- 14:25 work begins\n## Stats\n- Time to detection: 25 minutes", rubric.Open, 7},
		{"it ends where somebody saw it", "# 2024-05-06\n## Timeline (UTC)\n- 14:00 a is deployed\n- 14:08 the queue alert fires\n- 14:25 the alert is noticed\n## Stats\n- Time to detection: 25 minutes", rubric.Met, 0},
		{"the summary counts otherwise", "# 2024-05-06\n## Summary\nUploads failed for ninety minutes.\n## Timeline (UTC)\n- 14:00 a\n- 16:10 b\n- 16:20 c\n## Stats\n- Time to recovery: 130 minutes", rubric.Open, 3},
		{"the summary rounds", "# 2024-05-06\n## Summary\nUploads failed for two hours, or for 120 minutes.\n## Timeline (UTC)\n- 14:00 a\n- 16:10 b\n- 16:20 c\n## Stats\n- Time to recovery: 130 minutes", rubric.Met, 0},
		{"stages in order", "# A\n- **Start:** 2024-05-06 14:00\n- **Detected:** 2024-05-06 14:08\n- **Resolved:** 2024-05-06 15:00", rubric.Met, 0},
		{"resolved before detected", "# A\n- **Detected:** 2024-05-06 14:08\n- **Resolved:** 2024-05-06 13:00", rubric.Open, 3},
		{"the whole fits", "# A\n- Start: 2024-05-06 14:00\n- End: 2024-05-06 15:10\n- Duration: 1h 10m", rubric.Met, 0},
		{"the whole does not", "# A\n- Start: 2024-05-06 14:00\n- End: 2024-05-06 15:10\n- Duration: 90 minutes", rubric.Open, 4},
		{"about", "# A\n- Start: 2024-05-06 14:00\n- End: 2024-05-06 15:10\n- Duration: about 90 minutes", rubric.Met, 0},
		{"over midnight, the whole", "# A\n- Start: 23:50\n- End: 00:40\n- Duration: 50 minutes", rubric.Met, 0},
		{"over midnight", "# A\n- **Detected:** 23:50\n- **Resolved:** 00:40", rubric.Met, 0},
	} {
		if f := of(t, checked(t, c.text), "Q31"); f.Result != c.want || f.Line != c.line {
			t.Errorf("%s: %s at line %d, want %s at %d: %s", c.name, f.Result, f.Line, c.want, c.line, f.Why)
		}
	}
}
