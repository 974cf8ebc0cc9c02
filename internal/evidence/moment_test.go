package evidence

import (
	"testing"
	"time"
)

func TestMomentOf(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		want string // empty: no time
		how  Precision
		bare bool
	}{
		{"14:05 UTC", "2026-03-25 14:05", Exact, false},
		{"14:05", "2026-03-25 13:05", Exact, true},
		{"14:05 my time", "2026-03-25 13:05", Exact, false},
		{"about 14:05 UTC", "2026-03-25 14:05", Approx, false},
		{"14:05 UTC or so", "2026-03-25 14:05", Approx, false},
		{"2026-03-24 23:50 UTC", "2026-03-24 23:50", Exact, false},
		{"on 24 March at 23:50 UTC", "2026-03-24 23:50", Exact, false},
		{"1405Z", "2026-03-25 14:05", Exact, false},
		{"2pm", "2026-03-25 13:00", Exact, true},
		{"25:99", "", "", false},
		{"14:05 UTC the fan stopped", "", "", false},
		{"14:05 and 14:10 UTC", "", "", false},
		{"soon", "", "", false},
		{"", "", "", false},
	} {
		m, ok := MomentOf(Statement{Text: c.text, At: time.Date(2026, 3, 26, 9, 0, 0, 0, time.UTC), Clock: berlin, Zone: berlin,
			Day: time.Date(2026, 3, 25, 0, 0, 0, 0, time.UTC)})
		got := ""
		if ok {
			got = m.At.Format("2006-01-02 15:04")
		}
		if got != c.want || m.Precision != c.how || m.Bare != c.bare {
			t.Errorf("%q: %q, %q, bare %t; want %q, %q, bare %t", c.text, got, m.Precision, m.Bare, c.want, c.how, c.bare)
		}
	}
	m, ok := MomentOf(Statement{Text: "14:05 to 14:20 UTC", Day: time.Date(2026, 3, 25, 0, 0, 0, 0, time.UTC)})
	if !ok || m.To.Sub(m.At) != 15*time.Minute {
		t.Errorf("a span: %v, %t", m, ok)
	}
}

func TestNoTime(t *testing.T) {
	for text, want := range map[string]string{
		"25:99 the fan stopped":           "25:99",
		"the fan stopped (at 7:75, say)":  "7:75",
		"the fan stopped at 23:59.":       "",
		"24:30 the fan stopped":           "24:30",
		"10.0.0.1:80 was closed":          "",
		"build 12:345 failed":             "",
		"it was 3:1 for the other option": "",
		"at 14:05:33 UTC":                 "",
	} {
		if got := NoTime(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
