package evidence

import "testing"

func TestHeadingsThatAsk(t *testing.T) {
	for text, want := range map[string]string{
		"how it spread: each consumer retried at once":                        "cause amplifier spread: Each consumer retried at once.",
		"how it got worse: the mail server queued every bounce again":         "cause amplifier spread: The mail server queued every bounce again.",
		"what made it worse: all phones reconnected within a minute":          "cause amplifier spread: All phones reconnected within a minute.",
		"how it started: the certificate was not in the renewal job":          "cause condition start: The certificate was not in the renewal job.",
		"what caused it: the switch has no second power supply":               "cause condition start: The switch has no second power supply.",
		"what triggered it: the new image has no CA bundle":                   "cause trigger start: The new image has no CA bundle.",
		"why nobody noticed: the graph shows the mean only":                   "cause detection_gap unnoticed: The graph shows the mean only.",
		"how it stayed unseen: no alert looks at the age of the oldest order": "cause detection_gap unnoticed: No alert looks at the age of the oldest order.",
		"what hid it: the cache answers for a day":                            "cause detection_gap unnoticed: The cache answers for a day.",
		"why it took so long: the failover needs a second approval":           "cause recovery_hindrance recovery: The failover needs a second approval.",
		"what slowed us down: the runbook ends at the old cluster":            "cause recovery_hindrance recovery: The runbook ends at the old cluster.",
		"what we know: the lock is held by the vacuum job":                    "cause condition start: The lock is held by the vacuum job.",
	} {
		got := findings(Read(statement("root_cause | DBA | " + text)))
		if len(got) != 1 || got[0] != want {
			t.Errorf("%q gave %q, want %q", text, got, want)
		}
	}
	for _, text := range []string{
		"why did nobody see the queue: was it hidden?", "how did it spread to the second region?", "what made it worse?", "where did it start: the proxy or the pool?",
		"where else do we keep a single key", "where else the same default is set", "what else had to be true", "who else has that pattern in the code", "how else can a key be lost",
		"when else was the pool full", "which else", "who else saw this on the dashboard",
	} {
		if got := findings(Read(statement("root_cause | DBA | " + text))); len(got) != 0 {
			t.Errorf("%q asks, and gave %q", text, got)
		}
	}
}
