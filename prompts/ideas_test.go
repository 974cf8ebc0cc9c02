package prompts

import (
	"strings"
	"testing"
)

// TestIdeaLeadersAskAndDoNotTell holds every text that is not logistics to a
// question or a request one may decline, without a cause or an action of the bot's.
func TestIdeaLeadersAskAndDoNotTell(t *testing.T) {
	asking := 0
	for _, name := range Names() {
		if !describe(name).Kind.asks() {
			continue
		}
		asking++
		for _, text := range (*Words)(nil).Samples(name) {
			if !strings.ContainsAny(text, "?？") {
				t.Errorf("%s tells, and asks nothing: %q", name, text)
			}
		}
		for _, way := range (*Words)(nil).Variants(name) {
			for _, found := range Lint(name, way) {
				t.Errorf("%s %s", name, found)
			}
		}
	}
	if asking < 50 {
		t.Errorf("only %d texts ask anything", asking)
	}
}
