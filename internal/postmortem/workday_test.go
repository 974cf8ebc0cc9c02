package postmortem

import (
	"testing"
	"time"
)

// Nine to five lies wholly inside, 24 hours have passed, and the clocks of the
// place decide, also in the weeks in which they change.
func TestAFullWorkingDay(t *testing.T) {
	const berlin, sf, auckland = "Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland"
	for _, c := range []struct {
		what, zone, since string
		n                 int
		off               []DaysOff
		want              string
	}{
		{"from before nine: the same day is whole, and 24 hours come after it", berlin, "2026-10-20T05:00:00Z", 1, nil, "2026-10-21T05:00:00Z"},
		{"exactly from nine", berlin, "2026-10-20T07:00:00Z", 1, nil, "2026-10-21T07:00:00Z"},
		{"just after nine: the next day", berlin, "2026-10-20T07:00:01Z", 1, nil, "2026-10-21T15:00:00Z"},
		{"from Friday noon: all of Monday, in winter time by then", berlin, "2026-10-23T10:00:00Z", 1, nil, "2026-10-26T16:00:00Z"},
		{"a week before, in summer time", berlin, "2026-10-16T10:00:00Z", 1, nil, "2026-10-19T15:00:00Z"},
		{"from Friday noon by the Pacific, over its own change", sf, "2026-10-30T19:00:00Z", 1, nil, "2026-11-03T01:00:00Z"},
		{"a week before", sf, "2026-10-23T19:00:00Z", 1, nil, "2026-10-27T00:00:00Z"},
		{"Auckland loses an hour on its Sunday", auckland, "2026-09-25T00:00:00Z", 1, nil, "2026-09-28T04:00:00Z"},
		{"a week before", auckland, "2026-09-18T00:00:00Z", 1, nil, "2026-09-21T05:00:00Z"},
		{"its Friday is our Thursday", auckland, "2026-10-22T18:00:00Z", 1, nil, "2026-10-23T18:00:00Z"},
		{"two days, one before the weekend", berlin, "2026-10-22T12:00:00Z", 2, nil, "2026-10-26T16:00:00Z"},
		{"two days that follow each other", berlin, "2026-10-19T12:00:00Z", 2, nil, "2026-10-21T15:00:00Z"},
		{"leave, weekend and a holiday", berlin, "2026-12-23T12:00:00Z", 1,
			[]DaysOff{{From: "2026-12-24", To: "2026-12-24"}, {From: "2026-12-25", To: "2026-12-28"}}, "2026-12-29T16:00:00Z"},
		{"the year ends on the way", berlin, "2026-12-31T12:00:00Z", 1, []DaysOff{{From: "2027-01-01", To: "2027-01-01"}}, "2027-01-04T16:00:00Z"},
		{"a zone of half hours", "Asia/Kolkata", "2026-10-20T03:31:00Z", 1, nil, "2026-10-21T11:30:00Z"},
		{"a Saturday in Honolulu", "Pacific/Honolulu", "2026-10-24T20:00:00Z", 1, nil, "2026-10-27T03:00:00Z"},
	} {
		l, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		since, err := time.Parse(time.RFC3339, c.since)
		if err != nil {
			t.Fatal(err)
		}
		at, ok := worked(since, c.n, l, c.off)
		if got := at.Format(time.RFC3339); !ok || got != c.want {
			t.Errorf("%s: since %s in %s it is over at %s (%t), want %s", c.what, c.since, c.zone, got, ok, c.want)
		}
	}
}

// Every moment of a year, in zones that change their clocks: nine to five of a
// weekday lies inside, and no more than it takes is waited for.
func TestAFullWorkingDayAtAnyMoment(t *testing.T) {
	for _, zone := range []string{"Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"} {
		l, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		for since := time.Date(2026, 1, 1, 0, 7, 0, 0, time.UTC); since.Year() == 2026; since = since.Add(97 * time.Minute) {
			at, ok := worked(since, 1, l, nil)
			if !ok || at.Sub(since) < 24*time.Hour || at.Sub(since) > 5*24*time.Hour {
				t.Fatalf("%s: from %s to %s", zone, since.In(l), at.In(l))
			}
			whole := false
			for d := since.In(l); !d.After(at.Add(24 * time.Hour)); d = d.AddDate(0, 0, 1) {
				y, m, n := d.Date()
				from, to := time.Date(y, m, n, 9, 0, 0, 0, l), time.Date(y, m, n, 17, 0, 0, 0, l)
				whole = whole || d.Weekday() != time.Saturday && d.Weekday() != time.Sunday && !from.Before(since) && !to.After(at)
			}
			if !whole {
				t.Fatalf("%s: no working day lies between %s and %s", zone, since.In(l), at.In(l))
			}
		}
	}
}

func TestWhoIsAwayForLongIsNotWaitedFor(t *testing.T) {
	if at, ok := worked(time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC), 1, time.UTC, []DaysOff{{From: "2026-01-01", To: "2026-12-31"}}); ok {
		t.Errorf("waited for until %s", at)
	}
	s := &Session{Opened: Opened{Mode: Async}, People: map[string]Person{
		"U1": {ID: "U1", Zone: "Etc/UTC"}, "U2": {ID: "U2", Zone: "Etc/UTC"},
	}, DaysOff: []DaysOff{{Who: "U2", From: "2026-03-01", To: "2026-12-31"}}}
	since := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	if at := s.everybody(since, 1); !at.Equal(time.Date(2026, 3, 3, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("everybody had a day at %s", at)
	}
}

func TestAHolidayOfAZone(t *testing.T) {
	s := &Session{People: map[string]Person{"U1": {ID: "U1", Zone: "Europe/Berlin"}, "U2": {ID: "U2"}}}
	s.Zone = "Etc/UTC" // whose zone Slack does not tell lives by the review's clock
	since := time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)
	if at := s.everybody(since, 1); !at.Equal(time.Date(2026, 10, 2, 17, 0, 0, 0, time.UTC)) {
		t.Errorf("without it: %s", at)
	}
	s.DaysOff = []DaysOff{{Zone: "Europe/Berlin", From: "2026-10-02", To: "2026-10-02"}}
	if at := s.everybody(since, 1); !at.Equal(time.Date(2026, 10, 5, 15, 0, 0, 0, time.UTC)) {
		t.Errorf("with it: %s", at)
	}
}
