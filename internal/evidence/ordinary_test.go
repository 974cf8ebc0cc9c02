package evidence

import "testing"

// TestWhatWasNormalIsTold begins a timeline with what was as always, and takes nothing else for it.
func TestWhatWasNormalIsTold(t *testing.T) {
	const asked = "What was normal that day, before it began? Then forward in time."
	for _, c := range []struct{ question, text, want string }{
		{"", "a normal sunday night, no deploy", "A normal sunday night, no deploy."},
		{"", "an ordinary Tuesday, the batch ran at its hour", "An ordinary Tuesday, the batch ran at its hour."},
		{"", "what was normal: a quiet weekend and no change to the gateway that we know of", "Normal: a quiet weekend and no change to the gateway that the team knew of."},
		{asked, "no release that week, traffic was as usual", "No release that week, traffic was as usual."},
		{asked, "nothing was deployed on the day", "Nothing was deployed on the day."},
		{asked, "it was a normal day, nothing was deployed", "It was a normal day, nothing was deployed."},
		{asked, "a normal deploy does the same", ""},
		{asked, "do you want the normal hour or the UTC one for the log", ""},
		{"", "traffic was back to normal load", ""},
		{"", "a failed job is normal (bad input)", ""},
	} {
		got := ""
		if fs := Read(Statement{Text: c.text, Question: c.question, Phase: Timeline, Role: "SRE"}); len(fs) == 1 && fs[0].Kind == KindTimeline && fs[0].At.IsZero() && fs[0].Event == "signal" {
			got = fs[0].Text
		}
		if got != c.want {
			t.Errorf("%q asked %q gave %q, want %q", c.text, c.question, got, c.want)
		}
		if got != "" && !Usual(got) {
			t.Errorf("%q is asked for a time", got)
		}
	}
}

// TestMomentsAreNotUsual keeps asking for the time of what happened at one.
func TestMomentsAreNotUsual(t *testing.T) {
	for _, text := range []string{"The DBA updated the certificate.", "The error rate was back to normal.", "The proxy was restarted during normal hours."} {
		if Usual(text) {
			t.Errorf("%q is not asked for a time", text)
		}
	}
}

// TestKindsOfDeeds tells what may be done, what was read and what was decided apart.
func TestKindsOfDeeds(t *testing.T) {
	for text, want := range map[string]string{
		"I know of nobody on shift who can change the switch":                  "signal",
		"The DBA knew of nobody who could update the certificate.":             "signal",
		"The DBA updated the certificate.":                                     "change",
		"One question on the forum.":                                           "signal",
		"The DBA saw the volume full and decided to grow it.":                  "decision",
		"The backup contact proposed to grow it because they expected errors.": "decision",
		"We put the outage on the status page.":                                "comms",
		"I put it on our status page":                                          "comms",
		"A user posted a screenshot on the forum.":                             "signal",
		"We put the host back into the pool.":                                  "action",
	} {
		if got := EventKind(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"I put it on the status page at 01:55 UTC": "The SRE put it on the status page.",
		"ok, we put it in the list at 15:20":       "",
	} {
		got := ""
		if fs := Read(Statement{Text: text, Phase: Timeline, Role: "SRE"}); len(fs) > 0 {
			got = fs[0].Text
		}
		if got != want {
			t.Errorf("%q gave %q, want %q", text, got, want)
		}
	}
}

// TestTheLeadTellsWhatStillWorked takes it from whoever leads as well, and no word about the meeting.
func TestTheLeadTellsWhatStillWorked(t *testing.T) {
	for text, want := range map[string]int{
		"search and the mobile app worked all the time, only checkout was gone": 1,
		"the registry and the mirror still worked":                              1,
		"an hour works fine for today":                                          0,
	} {
		if got := len(Read(Statement{Text: text, Phase: Opening, Leads: true, Role: "Product owner"})); got != want {
			t.Errorf("%q gave %d, want %d", text, got, want)
		}
	}
}
