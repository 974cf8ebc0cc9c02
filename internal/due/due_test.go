package due

import (
	"errors"
	"testing"
	"time"
)

// wednesday is four days before the clocks change in Berlin.
func wednesday(t *testing.T) (time.Time, *time.Location) {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no zone data here")
	}
	return time.Date(2026, 3, 25, 15, 0, 0, 0, berlin), berlin
}

func TestParse(t *testing.T) {
	now, zone := wednesday(t)
	for phrase, want := range map[string]string{
		"today": "2026-03-25", "tonight": "2026-03-25", "eod": "2026-03-25", "end of day": "2026-03-25",
		"tomorrow": "2026-03-26", "tomorrow morning": "2026-03-26", "day after tomorrow": "2026-03-27", "by the day after tomorrow": "2026-03-27",
		"friday": "2026-03-27", "by Friday": "2026-03-27", "fri": "2026-03-27", "this friday": "2026-03-27", "next friday": "2026-04-03",
		"next wednesday": "2026-04-01", "next mon": "2026-03-30", "monday": "2026-03-30", "coming sunday": "2026-03-29",
		"friday next week": "2026-04-03", "friday of next week": "2026-04-03", "friday in two weeks": "2026-04-10",
		"end of day friday": "2026-03-27", "by eod friday please": "2026-03-27", "cob tomorrow": "2026-03-26", "friday noon": "2026-03-27",
		"end of the week": "2026-03-27", "end of next week": "2026-04-03", "eow": "2026-03-27",
		"end of march": "2026-03-31", "end of march?": "2026-03-31", "the end of the month": "2026-03-31", "end of next month": "2026-04-30",
		"end of february": "2027-02-28", "end of february 2028": "2028-02-29", "end of q2": "2026-06-30", "end of quarter": "2026-03-31",
		"end of next quarter": "2026-06-30", "end of year": "2026-12-31", "eoy": "2026-12-31", "end of 2027": "2027-12-31",
		"in two weeks": "2026-04-08", "in 2 weeks": "2026-04-08", "within ten days": "2026-04-04", "in a month": "2026-04-25",
		"in a fortnight": "2026-04-08", "three days from now": "2026-03-28", "a week from friday": "2026-04-03",
		"in 3 working days": "2026-03-30", "within the next 5 days": "2026-03-30",
		"2026-04-15": "2026-04-15", "due: 2026-04-15": "2026-04-15", "until 2026-04-15.": "2026-04-15", "2026/04/15": "2026-04-15",
		"2026-04-15T23:30:00Z": "2026-04-16", "15.4.2026": "2026-04-15", "15.04.": "2026-04-15", "15/04/2026": "2026-04-15",
		"04/15/2026": "2026-04-15", "04/04/2026": "2026-04-04",
		"15 april": "2026-04-15", "15th of April 2026": "2026-04-15", "April 15": "2026-04-15", "apr 15th, 2026": "2026-04-15",
		"wed 15 april": "2026-04-15", "Wednesday, April 15": "2026-04-15", "by the 15th of april at the latest": "2026-04-15",
		"the 27th": "2026-03-27", "the 3rd": "2026-04-03", "friday the 27th": "2026-03-27", "3 jan": "2027-01-03",
		"24/4": "2026-04-24", "4/24": "2026-04-24", "till 24/4": "2026-04-24", "wed tonight": "2026-03-25", "this week, friday": "2026-03-27", "next week tuesday": "2026-03-31",
		"next wednesday, 8th": "2026-04-08", "next friday the 27th": "2026-03-27", "before end of march": "2026-03-31", "before the end of next week": "2026-04-03",
		"by 2026-04-15 at 14:00": "2026-04-15", "no later than 1 may": "2026-05-01", "29 feb 2028": "2028-02-29",
	} {
		got, err := Parse(phrase, now, zone)
		if err != nil || got.String() != want {
			t.Errorf("Parse(%q) = %v, %v; want %s", phrase, got, err, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	now, zone := wednesday(t)
	for phrase, want := range map[string]Reason{
		"": NotUnderstood, "whenever": NotUnderstood, "friday or so": NotUnderstood, "3 reviewers": NotUnderstood, "friday and monday": NotUnderstood,
		"2026-04-15 banana": NotUnderstood, "24/7": NotUnderstood, "3/4": NotUnderstood, "40/2": NotUnderstood, "version 2.4.2026 of it": NotUnderstood,
		"03/04/2026": Ambiguous, "wednesday": Ambiguous, "next week": Ambiguous, "next month": Ambiguous, "asap": Ambiguous, "april": Ambiguous,
		"before friday": Ambiguous, "friday 28 march": Ambiguous,
		"31 June": Impossible, "2026-02-30": Impossible, "2026-13-01": Impossible, "32.1.2027": Impossible, "29 feb": Impossible,
		"2026-03-24": Past, "this monday": Past, "24 march": Past, "1 february": Past, "2019-11-08": Past,
	} {
		got, err := Parse(phrase, now, zone)
		no, ok := errors.AsType[*Refusal](err)
		if !ok || no.Reason != want || !got.IsZero() {
			t.Errorf("Parse(%q) = %v, %v; want a refusal: %s", phrase, got, err, want)
			continue
		}
		if s := no.Error(); len(s) < 20 || s[len(s)-1] != '.' {
			t.Errorf("Parse(%q) refuses with %q, which is no sentence", phrase, s)
		}
	}
}

func TestFind(t *testing.T) {
	now, zone := wednesday(t)
	for text, want := range map[string]struct{ day, phrase string }{
		"I take it, until 2026-11-08. done when green":          {"2026-11-08", "until 2026-11-08"},
		"I write it. done by friday 27 mar":                     {"2026-03-27", "done by friday 27 mar"},
		"end of march? 2026-03-31":                              {"2026-03-31", "end of march"},
		"I can do it tonight and we are done":                   {"2026-03-25", "tonight"},
		"me, 2026-04-13. name in the log":                       {"2026-04-13", "2026-04-13"},
		"answer by friday, then we see":                         {"2026-03-27", "by friday"},
		"I'll have it in two weeks":                             {"2026-04-08", "in two weeks"},
		"let us do it next monday":                              {"2026-03-30", "next monday"},
		"(due 15 april)":                                        {"2026-04-15", "due 15 april"},
		"looked at it on friday, 3 days before":                 {},
		"on 2026-03-20 it failed, nobody was paged":             {},
		"alert when 3 of 5 fail for 10 minutes":                 {},
		"it fills up in the next room":                          {},
		"by 03/04/2026":                                         {},
		"chrony is off on 11/18 hosts, 24/7":                    {},
		"the drill, first one before end of april":              {"2026-04-30", "before end of april"},
		"the 2.4.2026-rc1 release may 1 break":                  {"2026-05-01", "may 1"},
		"it failed on 2026-03-20, fixed for good by 2026-04-01": {"2026-04-01", "by 2026-04-01"},
	} {
		got, span, ok := Find(text, now, zone)
		if got.String() != want.day || ok != (want.day != "") || text[span[0]:span[1]] != want.phrase {
			t.Errorf("Find(%q) = %v, %q, %t; want %s, %q", text, got, text[span[0]:span[1]], ok, want.day, want.phrase)
		}
	}
}

func TestMidnightBelongsToTheZone(t *testing.T) {
	now := time.Date(2026, 3, 25, 23, 30, 0, 0, time.UTC)
	auckland := time.FixedZone("", 13*3600)
	for zone, want := range map[*time.Location]string{nil: "2026-03-26", auckland: "2026-03-27"} {
		if d, err := Parse("tomorrow", now, zone); err != nil || d.String() != want {
			t.Errorf("tomorrow in %v is %v, %v; want %s", zone, d, err, want)
		}
	}
}

func TestDateText(t *testing.T) {
	var d Date
	if err := d.UnmarshalText([]byte("2026-04-15")); err != nil || d.String() != "2026-04-15" || d.Weekday() != time.Wednesday {
		t.Errorf("got %v, %v", d, err)
	}
	if err := d.UnmarshalText([]byte("15 april")); err == nil {
		t.Error("a date in words was taken for a stored one")
	}
	if err := d.UnmarshalText(nil); err != nil || !d.IsZero() {
		t.Errorf("no text gave %v, %v", d, err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"friday 25 oct", "in two weeks", "31 june", "2026-04-15T23:30:00Z", "the 31st", "25.10.", "end of q4 2027"} {
		f.Add(s)
	}
	now := time.Date(2026, 3, 25, 15, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s, now, nil)
		if err == nil && d.Before(On(now)) {
			t.Errorf("Parse(%q) = %v, which has passed", s, d)
		}
		if err == nil && On(d.In(nil)) != d {
			t.Errorf("Parse(%q) = %v, which is not in the calendar", s, d)
		}
		if got, span, ok := Find(s, now, nil); ok && (got.IsZero() || span[0] >= span[1] || span[1] > len(s)) {
			t.Errorf("Find(%q) = %v at %v", s, got, span)
		}
	})
}
