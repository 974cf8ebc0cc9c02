package evidence

import "testing"

// TestTriggerBelongsToTheStart files by what a statement says it is, whatever was asked last.
func TestTriggerBelongsToTheStart(t *testing.T) {
	const spread = "How did it spread?"
	for _, c := range []struct{ question, text, stem, cause string }{
		{spread, "The trigger was the nightly export that took the last connection", "start", "trigger"},
		{spread, "the trigger was a config push to every edge node", "start", "trigger"},
		{spread, "What set it off was the certificate that ran out on Sunday", "start", "trigger"},
		{spread, "the leap second was the trigger", "start", "trigger"},
		{spread, "every client opened a new connection at once", "spread", "amplifier"},
		{spread, "the full queue triggered retries in all clients", "spread", "amplifier"},
		{"How did it start?", "Tickets about missing invoices do not reach the billing team", "unnoticed", "detection_gap"},
		{"How did it start?", "the packets do not reach the second router because the route was withdrawn", "start", "condition"},
	} {
		fs := Read(Statement{Text: c.text, Question: c.question, Phase: RootCause, Role: "SRE"})
		if len(fs) != 1 || fs[0].Stem != c.stem || fs[0].Cause != c.cause {
			t.Errorf("%q gave %+v, want %s %s", c.text, fs, c.stem, c.cause)
		}
	}
}

// TestTopicThatRepeatsTheHeadingGoes holds what is left of an answer that begins with its question.
func TestTopicThatRepeatsTheHeadingGoes(t *testing.T) {
	for text, want := range map[string]string{
		"What brought it back: the DBA promoted the replica":      "restored The DBA promoted the replica.",
		"what fixed it was the rollback of the proxy":             "restored The rollback of the proxy.",
		"What got in the way: the console login had expired":      "hindered The console login had expired.",
		"what brought it down: the full disk stopped the replica": "",
		"what restored it was not the restart of the replica":     "restored What restored it was not the restart of the replica.",
	} {
		got := ""
		if fs := Read(Statement{Text: text, Phase: Remedy, Role: "SRE"}); len(fs) == 1 {
			got = fs[0].Item + " " + fs[0].Text
		}
		if got != want {
			t.Errorf("%q gave %q, want %q", text, got, want)
		}
	}
}

// TestItOfAQuestion stands for what was asked about, and for nothing that was only named before the question.
func TestItOfAQuestion(t *testing.T) {
	for _, c := range []struct{ question, text, want string }{
		{"How old is the message?", "it was written in 2017 by the vendor", "The message was written in 2017 by the vendor."},
		{"The form says 01:38 to 02:06, is that right?", "yes, it was written at 2:06 by the monitor", ""},
		{"The draft has two hours of outage, does that fit?", "it was written by the old tool", ""},
	} {
		got := ""
		if fs := Read(Statement{Text: c.text, Question: c.question, Phase: RootCause, Role: "SRE"}); len(fs) > 0 {
			got = fs[0].Text
		}
		if got != c.want {
			t.Errorf("%q asked %q gave %q, want %q", c.text, c.question, got, c.want)
		}
	}
}
