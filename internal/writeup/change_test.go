package writeup

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/rubric"
)

// A sound review, one thing about it changed, and what is then open: that, and nothing else.
func TestOneChange(t *testing.T) {
	for _, c := range []struct{ name, file, old, new, open string }{
		{"nothing", "search", "", "", ""},
		{"rows swapped", "search", "| 2024-05-14 09:20 | The disk alert fired |\n| 2024-05-14 09:31", "| 2024-05-14 09:35 | The disk alert fired |\n| 2024-05-14 09:31", "Q32:50"},
		{"a year too long", "search", "| 2024-05-14 09:51", "| 20244-05-14 09:51", "Q32:51"},
		{"another year", "search", "| 2024-05-14 09:51", "| 2023-05-14 09:51", "Q32:51"},
		{"no zone", "search", "All times in UTC.\n", "", "Q30:40"},
		{"no time", "search", "| 2024-05-14 09:20 |", "| 2024-05-14 |", "Q30:49"},
		{"no clock at all", "queue", "- 22:40 – the first", "- the first", "Q30:22"},
		{"the alert first", "search", "| 2024-05-14 08:40 | A new mapping was merged |\n| 2024-05-14 09:05 | A full reindex was started |\n| 2024-05-14 09:12 | Searches began to return errors |\n", "", "Q33:46"},
		{"no owner", "search", "| P1 | Ines Falk |", "| P1 | |", "Q47:78"},
		{"a team", "search", "| P1 | Ines Falk |", "| P1 | Search team |", "Q47:78"},
		{"two owners", "search", "| P1 | Ines Falk |", "| P1 | Ines Falk and Bo Lind |", "Q47:78"},
		{"no date", "search", "Ines Falk | 2024-05-28 |", "Ines Falk | TBD |", "Q47:78"},
		{"no owner in a list", "queue", "automatic renewal, @jonas,", "automatic renewal,", "Q47:63"},
		{"no date in a list", "queue", "@jonas, due 2024-11-15 (ORD-881)", "@jonas", "Q47:63"},
		{"vague", "queue", "Alert when the oldest message in the queue is older than 10 minutes.", "Improve the monitoring of the queue.", "Q48:64"},
		{"care as an action", "queue", "Alert when the oldest message in the queue is older than 10 minutes.", "Be more careful with certificates.", "Q48:64 Q50:64"},
		{"not done when", "search", "a fired test page is linked", "", "Q49:79"},
		{"a person as a cause", "queue", "2. The consumer restarts", "2. The on-call engineer forgot the renewal and restarts", "Q37:36"},
		{"human error", "search", "- The volume had 38% free space, and", "- Human error: the volume had 38% free space, and", "Q22:29 Q37:29"},
		{"two causes, low severity", "queue", "3. The age of the queue is not measured.\n", "", ""},
		{"two causes, high severity", "search", "- The volume had 38% free space, and nothing compared that with the size of the index.\n- The disk alert was one of 64 alerts in its channel in that hour.\n", "", "Q36:25"},
		{"one cause", "queue", "2. The consumer restarts when the gateway refuses it, and reports itself as healthy in between.\n3. The age of the queue is not measured.\n", "", "Q36:33"},
		{"a name", "search", "The on-call engineer noticed it", "Tariq noticed it, then Stefan looked; the on-call engineer noticed it", "Q16:34"},
		{"a mention", "queue", "support forwarded three complaints to the on-call engineer\n", "support forwarded three complaints to @mina\n", "Q16:23"},
		{"hindsight", "search", "The reindex was stopped at 09:51, which", "It should have been stopped earlier. The reindex was stopped at 09:51, which", "Q21:38"},
		{"a label", "search", "The reindex was stopped at 09:51, which", "It was started carelessly. The reindex was stopped at 09:51, which", "Q22:38"},
		{"judged", "search", "The reindex was stopped at 09:51, which", "Unfortunately the reindex ran until 09:51, which", "Q23:38"},
		{"called out", "queue", "so none was lost.", "so none was lost!", "Q23:43"},
		{"cross-examined", "queue", "- The consumer's health check was green throughout.", "- Why didn't the operator look at the queue?", "Q24:47"},
		{"no numbers", "queue", "4,100 customers got their confirmation up to 2 h 45 min late.", "Customers got their confirmation late.", ""}, // the summary has them
		{"no summary", "search", "## Summary\n", "## Reading guide\n", "Q1:0 Q8:0"},
		{"no lessons", "search", "### What went well\n\n- The dashboard of the volume showed the copy growing.\n- Browsing and checkout did not depend on the volume.\n", "", "Q43:54 Q45:57"},
		{"no luck", "queue", "### Luck\n\n- It was a Sunday night; on a Monday ten times as many orders come in.\n", "", "Q43:39"},
		{"no causes", "queue", "## Contributing factors\n", "## Details\n", "Q1:0 Q36:0"},
		{"nothing under a heading", "search", "The reindex was stopped at 09:51, which freed the space of the copy. The error rate was back to its usual level at 10:04. Until the check of free space is in place, the nightly reindex stays off.\n", "", "Q1:36 Q39:36"},
		{"a template's hint", "search", "None known.", "[link similar incidents here]", "Q1:70 Q42:0"},
		{"to be done", "search", "None known.", "TODO: look for some.", "Q1:72"},
		{"no severity", "search", "| Severity | 2 |\n", "", "Q2:0"},
		{"several owners", "search", "| Owner | Search lead |", "| Owner | Search lead, Data lead |", "Q2:13"},
		{"late", "search", "date: 2024-05-16", "date: 2024-06-16", "Q7:0"},
		{"among the team", "queue", "**Audience:** the whole company", "**Audience:** orders team", "Q6:5"},
		{"a vague amount", "queue", "4,100 customers got their confirmation up to 2 h 45 min late.", "Some customers got no confirmation.", "Q27:31"},
		{"a password", "queue", "so none was lost.", "so none was lost. The password: " + "hunter2024x.", "Q18:43"},
		{"nobody looked for others", "search", "## Similar incidents\n\nNone known.\n", "", "Q42:0"},
		{"no tags", "search", "tags: [search, disk, sev2]\n", "", "Q5:0"},
		{"a long summary", "search", "Stopping the job freed the copy.", strings.Repeat("Stopping the job freed the copy. ", 20), "Q8:17"},
		{"an acronym", "queue", "A new certificate was issued and rolled", "The KXQ of the KXQS was read, then the KXQ again. A new certificate was issued and rolled", "Q9:55"},
		{"durations", "search", "| Status | Final |", "| Status | Final |\n| Time to detection | 42 minutes |", "Q31:15"},
		{"all of one priority", "search", "| detect | P2 | Tariq Noor | 2024-06-04 | a fired test page is linked |\n| Write the space a reindex needs into the runbook | mitigate | P3 |",
			"| detect | P1 | Tariq Noor | 2024-06-04 | a fired test page is linked |\n| Write the space a reindex needs into the runbook | mitigate | P1 |", "Q53:74"},
		{"none prevents", "search", "| prevent | P1 |", "| mitigate | P1 |", "Q53:74"},
	} {
		b, err := os.ReadFile("testdata/good_" + c.file + ".md")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(b), c.old) {
			t.Errorf("%s: %q does not stand in %s", c.name, c.old, c.file)
		}
		var open []string
		for _, f := range checked(t, strings.Replace(string(b), c.old, c.new, 1)) {
			if f.Result == rubric.Open {
				open = append(open, f.ID+":"+strconv.Itoa(f.Line))
			}
		}
		if diff := cmp.Diff(c.open, strings.Join(open, " ")); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
