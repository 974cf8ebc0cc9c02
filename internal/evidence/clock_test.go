package evidence

import (
	"fmt"
	"testing"
	"time"
)

// TestTimes holds the ways in which people write when something was. The incident began at 08:40 UTC on the 14th; the writer
// is in Berlin, on the 17th.
func TestTimes(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 4, 14, 0, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"14:02 the failover started":                "14T14:02 exact",
		"at 14:02 UTC the failover started":         "14T14:02 exact",
		"2:02pm the failover started":               "14T14:02 exact",
		"2:02 pm PST the failover started":          "14T22:02 exact",
		"2:02pm PST the failover started":           "14T22:02 exact",
		"14:02 my time the failover started":        "14T12:02 exact",
		"around 14:02 the failover started":         "14T14:02 approx",
		"around noon the failover started":          "14T12:00 approx",
		"at noon the failover started":              "14T12:00 exact",
		"about midnight the failover started":       "15T00:00 approx",
		"yesterday 23:50 the failover started":      "16T23:50 exact",
		"yesterday at 23:50 the failover started":   "16T23:50 exact",
		"T+12m the failover started":                "14T08:52 exact",
		"T+1h the failover started":                 "14T09:40 exact",
		"T+1h30m the failover started":              "14T10:10 exact",
		"T+90 the failover started":                 "14T10:10 exact",
		"T-5m the release went out":                 "14T08:35 exact",
		"in the afternoon the failover was started": "none",
	} {
		s := Statement{Text: text, At: day.Add(82 * time.Hour), Zone: berlin, Role: "SRE", Phase: Timeline, Day: day,
			From: day.Add(8*time.Hour + 40*time.Minute), To: day.Add(20 * time.Hour)}
		got := "none"
		for _, f := range Read(s) {
			if f.Kind == KindTimeline && !f.At.IsZero() {
				got = f.At.Format("02T15:04") + " " + string(f.Precision)
			}
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

// TestDayOfTheWeek: a day of the week is the one that lies nearest to the incident, of those that had come when it was told. The
// incident was on Tuesday, the 14th; it is told on Friday, the 17th.
func TestDayOfTheWeek(t *testing.T) {
	day := time.Date(2026, 4, 14, 0, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"wednesday 09:12 the failover was undone":   "15T09:12",
		"monday 09:12 the failover was tested":      "13T09:12",
		"friday 09:12 the failover was tested":      "10T09:12", // That of the telling is as near, but most is told of what came before.
		"thursday 09:12 the failover was undone":    "16T09:12",
		"saturday at 09:12 the failover was tested": "11T09:12",
	} {
		got := "none"
		for _, f := range Read(Statement{Text: text, At: day.Add(82 * time.Hour), Role: "SRE", Phase: Timeline, Day: day}) {
			if f.Kind == KindTimeline && !f.At.IsZero() {
				got = f.At.Format("02T15:04")
			}
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

// TestNoTimeWithoutADay holds it that a time is left out rather than made up where nothing says when the incident was.
func TestNoTimeWithoutADay(t *testing.T) {
	told := time.Date(2026, 4, 17, 10, 0, 0, 0, time.UTC)
	for _, text := range []string{
		"The release went out 2:20pm, and then the interview at half past two sat right on top of it.",
		"T+12m the failover started",
		"The failover started T+12m, and the queue was empty at T+40m.",
		"0000-01-01 0:00 the failover started",
	} {
		for _, day := range []time.Time{{}, told.AddDate(0, 0, -1)} {
			for _, f := range Read(Statement{Text: text, At: told, Role: "SRE", Phase: Timeline, Day: day}) {
				for _, at := range []time.Time{f.At, f.To} {
					if !at.IsZero() && at.Year() != 2026 {
						t.Errorf("%q gave %q at %v", text, f.Text, at)
					}
				}
			}
		}
	}
}

// TestWhoseTimeItWasIsNamed holds it that an entry does not say "our time": whoever reads it later knows no zone of ours.
func TestWhoseTimeItWasIsNamed(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	fixed := time.FixedZone("+0530", 5*3600+1800)
	for text, want := range map[string]string{
		"Logins failed from 12:50 to 13:36 our time.":   "Logins failed from 12:50 to 13:36 %s.",
		"Logins failed from 12:50 to 13:36 (our time).": "Logins failed from 12:50 to 13:36 (%s).",
	} {
		for zone, name := range map[*time.Location]string{berlin: "CEST", fixed: "UTC+05:30", time.UTC: "UTC"} {
			day := time.Date(2026, 9, 8, 0, 0, 0, 0, time.UTC)
			all := Read(Statement{Text: text, At: day.Add(48 * time.Hour), Zone: zone, Role: "SRE", Phase: Opening, Day: day})
			if len(all) == 0 || all[0].Text != fmt.Sprintf(want, name) || !all[0].At.Equal(time.Date(2026, 9, 8, 12, 50, 0, 0, zone)) {
				t.Errorf("%q in %s gave %+v", text, zone, all)
			}
		}
	}
}

// TestWhichClockWasMeant holds it which times are told as people say them, and which message says itself by which clock.
func TestWhichClockWasMeant(t *testing.T) {
	lisbon, err := time.LoadLocation("Europe/Lisbon")
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 7, 8, 0, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"at 14:02 the mixer was restarted":                            "14:02 bare",
		"at 2:02pm the mixer was restarted":                           "14:02 bare spoken",
		"at 2:02 p.m. the mixer was restarted":                        "14:02 bare spoken",
		"at half past two the mixer was restarted":                    "14:30 bare spoken",
		"at 14:02Z the mixer was restarted":                           "14:02",
		"15:02 the mixer was restarted. so 14:02 UTC":                 "14:02",
		"the mixer was restarted at 15:02, that is 14:02 UTC":         "14:02",
		"the mixer was restarted at 15:02 lisbon":                     "14:02",
		"the mixer was restarted at 19:32 pune":                       "14:02",
		"the mixer was restarted at 15:02 lisbon / 19:32 pune":        "14:02",
		"the mixer was restarted at 14:02 again":                      "14:02 bare",
		"the mixer was restarted at 14:02 troll":                      "14:02 bare",
		"at 15:02 the mixer was restarted, the alert came 14:40 UTC":  "15:02 bare",
		"15:02 the mixer was restarted, 30 min after 14:02 for Porto": "15:02 bare",
	} {
		got := "none"
		for _, f := range Read(Statement{Text: text, At: day.Add(82 * time.Hour), Zone: lisbon, Role: "SRE", Phase: Timeline, Day: day, From: day.Add(13 * time.Hour), To: day.Add(16 * time.Hour)}) {
			if f.Kind == KindTimeline && !f.At.IsZero() {
				got = f.At.Format("15:04")
				if f.Bare {
					got += " bare"
				}
				if f.Spoken {
					got += " spoken"
				}
				break
			}
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}
