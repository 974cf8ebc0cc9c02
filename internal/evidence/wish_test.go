package evidence_test

import (
	"testing"

	"github.com/remedybot/remedy/internal/evidence"
)

func TestWish(t *testing.T) {
	for text, want := range map[string]string{
		"hello. I'd like to understand why the alert came so late, v2.1 had it. thanks": "I'd like to understand why the alert came so late, v2.1 had it",
		"we hope that on-call can sleep after this":                                     "we hope that on-call can sleep after this",
		"It would be easier if there was one dashboard!":                                "It would be easier if there was one dashboard",
		"why did nobody see the queue grow?":                                            "why did nobody see the queue grow?",
		"how does on-call find the runbook at night?":                                   "how does on-call find the runbook at night?",
		"how many customers were hit by it?":                                            "",
		"when did it begin for them?":                                                   "",
		"the error rate rose to 12%":                                                    "",
		"&gt; I hope that on-call can sleep":                                            "",
		"I hope so":                                                                     "",
		"":                                                                              "",
	} {
		if got := evidence.Wish(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
