package main

import (
	"strings"
	"testing"
)

// An explanation is read by who mends a pattern: what was said and why, what
// fired, and what a model would be asked for.
func TestToneExplain(t *testing.T) {
	for text, want := range map[string][]string{
		"so who pushed this?": {"blame, S2, 0.", "  since      what fired is sure enough", "  offered    What did the change contain", "  a model    would not be asked",
			"  read as    en: so who pushed this ?", "  fired      blame.", ` at "who pushed this"`, "             by  ", "  the linear model hears 0.", "who +"},
		"at 14:02 we restarted the primary":    {"nothing, 0.", "  since      no pattern fired, and the linear model is not sure enough alone", "at TIME we restarted the primary"},
		"jullie testen nooit iets met je team": {"nothing, 0.00", "  since      its language cannot be told", "  a model    would decide, if there was one"},
	} {
		got := runs(t, nil, "tone", "check", "--explain", text)
		for _, part := range want {
			if got.code != exitDone || !strings.Contains(got.out, part) {
				t.Errorf("%q is not said:\n%s%s", part, got.out, got.errout)
			}
		}
	}
	if got := runs(t, nil, "tone", "check", "--explain", "--json", "so who pushed this?"); !strings.HasPrefix(got.out, `{"flag":true,`) || !strings.Contains(got.out, `"why":"`) {
		t.Errorf("%s", got.out)
	}
}
