package prompts

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestSayEscapesWhatPeopleWrote(t *testing.T) {
	var w *Words
	got := w.Say("no_thread", map[string]any{"command": "/postmortem", "reason": "<!channel> & <@U1>"})
	if strings.Contains(got, "<!channel>") || !strings.Contains(got, "&lt;!channel&gt; &amp; &lt;@U1&gt;") {
		t.Errorf("Say did not escape: %q", got)
	}
	got = w.Say("wording", map[string]any{"wording": Marked("<@U1>")})
	if !strings.Contains(got, "<@U1>") {
		t.Errorf("Say escaped what the program marked itself: %q", got)
	}
}

// TestEveryTextIsInTheTable checks that each file has samples that fill it, and
// each line of the table its file.
func TestEveryTextIsInTheTable(t *testing.T) {
	var seen []string
	for _, name := range Names() {
		about, ok := Describe(name)
		if !ok {
			t.Errorf("people/%s.md is not in the table of texts.go; give it a group, a kind and a sample", name)
			continue
		}
		seen = append(seen, about.Name)
		for _, wrong := range check(name, own.texts[name]) {
			t.Errorf("people/%s %s", stands(name), wrong)
		}
	}
	for _, about := range texts {
		if !slices.Contains(seen, about.Name) {
			t.Errorf("the table has %s, and there is no such file", about.Name)
		}
		for _, s := range about.Samples {
			if err := about.takes(s); err != nil {
				t.Errorf("the samples of %s differ: %v", about.Name, err)
			}
		}
	}
}

// TestSampleHasEveryForm checks that each branch of a text is seen in a sample.
func TestSampleHasEveryForm(t *testing.T) {
	for _, name := range Names() {
		for _, way := range ours(name) {
			n := strings.Count(way.text, "{{if") + strings.Count(way.text, "{{- if")
			var w *Words
			forms := w.Samples(name)
			slices.Sort(forms)
			if forms = slices.Compact(forms); n > 0 && len(forms) < 2 {
				t.Errorf("%s has %d conditions, and its samples show it in one form only", name, n)
			}
		}
	}
}

func TestSayTakesOnlyWhatTheSampleHas(t *testing.T) {
	for name, data := range map[string]map[string]any{
		"a name too many": {"n": 1, "m": 2}, "none at all": nil, "another type": {"n": "1"},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if said := fmt.Sprint(recover()); !strings.Contains(said, "its sample has {n int}") {
					t.Errorf("Say ended with %s", said)
				}
			}()
			var w *Words
			w.Say("ask/parked", data)
		})
	}
}

// TestVariant checks that a seed always gives the same way, and that all are used.
func TestVariant(t *testing.T) {
	var w *Words
	said := map[string]bool{}
	for i := range 60 {
		seed := fmt.Sprint(i)
		once := w.Variant("nudge/blame", seed, nil)
		if again := w.Variant("nudge/blame", seed, nil); again != once {
			t.Errorf("seed %s gave %q, then %q", seed, once, again)
		}
		said[once] = true
	}
	if all := len(w.Variants("nudge/blame")); len(said) != all {
		t.Errorf("%d of %d ways were used", len(said), all)
	}
}
