package prompts

import (
	"strings"
	"testing"
)

func TestLint(t *testing.T) {
	long := strings.Repeat("word ", mostWords)
	for _, c := range []struct {
		name, text string
		want       string // a part of what is found; empty: nothing is
	}{
		{"nudge/blame", "What was on the screen, and what made that step possible?", ""},
		{"nudge/blame", "It happened at 14:02.", "asks nothing"},
		{"nudge/blame", long + "what?", "has 61 words"},
		{"nudge/blame", strings.TrimSpace(long) + "?", ""},
		{"nudge/blame", "Good point! What was on the screen?", "exclamation mark"},
		{"nudge/blame", "You  *should* say what was on the screen?", "“you should”"},
		{"nudge/blame", "What should have been on the screen?", "“should”"},
		{"nudge/blame", "Why didn’t you look at the screen?", "“why didn't you”"},
		{"nudge/blame", "Just a note: what was on the screen?", "“just a note”"},
		{"nudge/blame", "This sounds like blaming. What happened?", "“blaming”"},
		{"nudge/blame", "Blamelessness aside, what happened?", ""},
		{"nudge/blame", "I'm sorry to ask: what happened?", "the bot has no feelings"},
		{"nudge/blame", "What did she see?", "nobody else"},
		{"nudge/blame", "What was on her screen?", "“her”"},
		{"nudge/blame", "Vom Ende her gesehen: was war sichtbar?", ""},
		{"nudge/blame", "No lo he visto: ¿qué se veía?", ""},
		{"nudge/blame", "What did <@U1> see?", "mentions somebody"},
		{"nudge/de/blame", "Warum hast du das getan?", "“warum hast du”"},
		{"nudge/de/blame", "Beruhige dich. Was war zu sehen?", "“beruhige dich”"},
		{"nudge/de/blame", "Ihr müsst sagen, was zu sehen war?", "“ihr müsst”"},
		{"nudge/de/blame", "Was war zu sehen, und was hat den Schritt möglich gemacht?", ""},
		{"nudge/es/blame", "¿Por qué hiciste eso?", "“por qué hiciste”"},
		{"nudge/es/blame", "Lo siento: ¿qué se veía?", "no feelings"},
		{"nudge/es/blame", "¡Qué bien! ¿Qué se veía?", "exclamation mark"},
		{"nudge/fr/blame", "Vous devriez dire ce qui se voyait ?", "“vous devriez”"},
		{"nudge/fr/blame", "Calmez-vous. Que voyait-on ?", "“calmez vous”"},
		{"nudge/it/blame", "Di chi è la colpa?", "“di chi è la colpa”"},
		{"nudge/it/blame", "Mi dispiace, che cosa si vedeva?", "no feelings"},
		{"nudge/pt/blame", "Por que você fez isso?", "“por que você”"},
		{"nudge/pt/blame", "Você deveria contar o que se via?", "“você deveria”"},
		{"nudge/blame", "Du solltest sagen, was zu sehen war?", "“du solltest”"}, // any language in any text
		{"ask/helped", "What kept this from being worse?", ""},
		{"ask/helped", "Tell us what helped.", "asks nothing"},
		{"ask/helped", "The root cause is the limit. What helped?", "proposes no cause"},
		{"ask/helped", "Let's add an alert. What else?", "no action"},
		{"ask/parked", "{{if eq .n 1}}One idea is kept.{{else}}Some are kept. What next?{{end}}", "asks nothing"},
		{"ask/parked", "{{if gt .n 99}}Calm down.{{end}} What next?", "“calm down”"}, // no sample leads there
		{"muted", "Muted.", ""},
		{"muted", "Muted. It should stay so.", ""},
		{"muted", "Muted, and you should know why.", "“you should”"},
		{"help", strings.Repeat("a", mostLetters+1), "2501 characters"},
	} {
		got := strings.Join(Lint(c.name, c.text), "; ")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s, %q: found %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

// TestEveryLanguageHasItsList checks that each language forbids something of each
// kind, in the spelling in which texts are compared.
func TestEveryLanguageHasItsList(t *testing.T) {
	var have []string
	for _, n := range never() {
		have = append(have, n.language)
		for kind, list := range map[string][]string{"pushes": n.pushes, "judges": n.judges, "feels": n.feels,
			"solves": n.solves, "names": n.names, "others": n.others} {
			if len(list) == 0 {
				t.Errorf("%s has no list of what %s", n.language, kind)
			}
			for _, w := range list {
				if plain(w) != " "+w+" " {
					t.Errorf("%s: %q is never found; write it as%s", n.language, w, plain(w))
				}
			}
		}
	}
	if got := strings.Join(have, " "); got != "en de es fr it pt" {
		t.Errorf("there are lists for %s", got)
	}
}
