package evidence

import (
	"strings"
	"testing"
)

// TestAnnounced: what is planned, or is to be said to others, is not told as done; a question is told as nothing.
func TestAnnounced(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"plan from here: I drain rack four into the spare pool, then restart the spooler", "decision: The SRE proposed to drain rack four into the spare pool, then restart the spooler."},
		{"next steps: restart the spooler on rack four", "decision: The SRE proposed to restart the spooler on rack four."},
		{"the plan says nothing about the spooler: it was off", ""},
		{"ok I restart the spooler, 2 min", "decision: The SRE restarts the spooler, 2 min."},
		{"I restarted the spooler, 2 min", "The SRE restarted the spooler, 2 min."},
		{"say: the labels are late, we refund by tonight", ""},
		{"tell the couriers: the labels are late and we refund by tonight", ""},
		{"so what do we have on the spare pool", ""},
		{"and when goes the courier file out", ""},
		{"the courier file went out at 14:10", "The courier file went out."},
	} {
		var out []string
		for _, f := range Read(statement("history | SRE | " + c.text)) {
			switch {
			case f.Kind == KindTimeline && f.Event == "decision":
				out = append(out, "decision: "+f.Text)
			case f.Kind == KindTimeline:
				out = append(out, f.Text)
			}
		}
		if got := strings.Join(out, " / "); got != c.want && !(c.want == "" && strings.HasPrefix(c.text, "the plan") && !strings.Contains(got, "proposed")) {
			t.Errorf("%q gave %q, want %q", c.text, got, c.want)
		}
	}
}

// TestPointingBack: a word that points back is filled in where it is plain what it means, and stays as it was said elsewhere.
func TestPointingBack(t *testing.T) {
	for _, c := range []struct{ text, has, not string }{
		{"14:05 I drained the proxy, and at 14:20 I restarted it", "restarted the proxy", ""},
		{"14:05 the proxy was drained. it came back at 14:20", "The proxy came back", ""},
		{"14:05 I restarted the proxy. Nobody got it twice at 14:10", "", "Nobody got the proxy"},
		{"at 14:05 someone lowered it in the spring cleanup. raising it takes a ticket with the vendor", "", "aising the spring cleanup"},
		{"14:05 we paged the network team, they joined at 14:25", "The network team joined", ""},
		{"at 14:05 the pager woke me as the SRE", "woke the SRE", "as the SRE"},
		{"you waited, you wrote at 14:05 and set the limit to 84 at 14:15", "", "The SRE set"},
		{"I waited and set the limit to 84 at 14:15", "The SRE", ""},
	} {
		got := told("timeline", "SRE", c.text)
		if !strings.Contains(got, c.has) || c.not != "" && strings.Contains(got, c.not) {
			t.Errorf("%q gave %q; it has to say %q and not %q", c.text, got, c.has, c.not)
		}
	}
	kept := told("root_cause", "SRE", "The carrier does offer a receipt, we just never asked for it. And it went on because a retry looks like work from outside.")
	if strings.Contains(kept, "The receipt went on") {
		t.Errorf("gave %q", kept)
	}
}

// TestContradicted: what denies what was said before stands without the denial.
func TestContradicted(t *testing.T) {
	for text, want := range map[string]string{
		"no 31 were the failed logins at the beginning":  "31 were the failed logins at the beginning.",
		"no, 31 were the failed logins at the beginning": "31 were the failed logins at the beginning.",
		"no 2 hosts were alike":                          "No 2 hosts were alike.",
		"yes but the orders of 31 hosts were late":       "The orders of 31 hosts were late.",
	} {
		if got := told("opening", "SRE", text); !strings.Contains(got, want) && !(got == "" && strings.HasPrefix(want, "No")) {
			t.Errorf("%q gave %q, want %q", text, got, want)
		}
	}
}

// TestSettledTimes: a rough time gives way to the exact one that somebody else has; an exact one is countered.
func TestSettledTimes(t *testing.T) {
	for _, c := range []struct {
		before, text, want string
		settles            bool
	}{
		{"the spooler restarted around 14:20", "no, 14:26 UTC", "The spooler restarted.", true},
		{"the spooler restarted at noon or so", "no 12:15 UTC, quarter past 1 here", "The spooler restarted.", true},
		{"the spooler restarted at 14:20", "no, 14:26 UTC", "The spooler restarted at 14:26 UTC.", false},
		{"the spooler restarted around 14:20", "around 14:26 I think", "", false},
	} {
		s := statement("timeline | SRE | " + c.text)
		s.Before = []string{c.before}
		got := Read(s)
		if c.want == "" {
			for _, f := range got {
				if f.Settles {
					t.Errorf("%q after %q settles: %+v", c.text, c.before, f)
				}
			}
			continue
		}
		if len(got) != 1 || got[0].Settles != c.settles || !strings.HasPrefix(got[0].Text, strings.TrimSuffix(c.want, ".")) {
			t.Errorf("%q after %q gave %+v, want %q", c.text, c.before, got, c.want)
		}
	}
}
