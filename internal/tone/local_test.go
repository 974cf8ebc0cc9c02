package tone

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestReportedSpeech(t *testing.T) {
	l := NewLocal()
	for _, text := range []string{
		"a user wrote \"you people are idiots\" in the form", "the mail says “your team is incompetent”", "&gt; who broke this?\nlooking into it",
		"> you are useless\nthat line should go", "```\nyou broke prod, idiot\n```", "the log has `operator error: you are an idiot`",
		"2024-01-01T10:00:00Z ERROR operator error: wrong cluster, you broke it", "see <https://x.example/you-broke-prod|who broke prod>",
		"&gt;&gt;&gt; all of this\nyou broke it, you idiot", "he asked 'why did you not roll back' and we had no answer",
	} {
		if r, _ := l.Check(t.Context(), Message{Text: text}); r.Flag {
			t.Errorf("%q is flagged as %s at %q", text, r.Category, text[r.Span[0]:r.Span[1]])
		}
	}
}

// Languages that cannot be read, and mixtures, are left alone.
func TestOtherLanguages(t *testing.T) {
	l := NewLocal()
	for _, text := range []string{
		"это ваша вина, идиоты", "都是你们的错", "jullie testen nooit iets, altijd hetzelfde met jullie team", "to wasza wina, nigdy nic nie testujecie",
		"det er jeres skyld, I tester aldrig noget", "bu tamamen senin suçun", "das war so nicht okay, you broke it again and again",
		"die Pods waren die ganze Zeit down, wir haben sie neu gestartet", "le master est mort, on a promu le slave",
	} {
		if r, _ := l.Check(t.Context(), Message{Text: text}); r.Flag {
			t.Errorf("%q is flagged as %s", text, r.Category)
		}
	}
}

// The JSON of a Report is a surface that scripts depend on.
func TestReportJSON(t *testing.T) {
	r, _ := NewLocal().Check(t.Context(), Message{Text: "so who pushed this?"})
	if r.Confidence < sure {
		t.Errorf("confidence %v", r.Confidence)
	}
	r.Confidence = .9 // it changes with what was learned
	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"flag":true,"category":"blame","severity":"S2","span":[3,18],"confidence":0.9,` +
		`"reason":"places fault on somebody rather than on what made it possible",` +
		`"wording":"What did the change contain, and how did it reach production?"}`
	if string(raw) != want {
		t.Errorf("got  %s\nwant %s", raw, want)
	}
}

// What is offered calls for no word itself.
func TestWordingsAreKind(t *testing.T) {
	l := NewLocal()
	var rules []rule
	for _, name := range readable {
		rules = append(rules, l.tongues[name].rules...)
	}
	for _, r := range rules {
		if got, _ := l.Check(t.Context(), Message{Text: r.wording}); got.Flag {
			t.Errorf("%s offers what is itself flagged: %q", r.id, r.wording)
		}
		if fs := facts(r.wording); len(fs) > 0 {
			t.Errorf("%s offers %q whatever the message says", r.id, fs)
		}
		if r.severity == Care && r.wording != "" {
			t.Errorf("%s corrects somebody who needs care", r.id)
		}
	}
}

// forbidden are the words no question to an author may hold.
var forbidden = []string{
	"you should", "you must", "please refrain", "inappropriate", "unprofessional", "violates", "toxic", "policy", "calm down", "your tone",
	"just a note", "friendly reminder", "blam", "defensive", "hostile", "threat", "hindsight", "absolute", "dismiss", "motive", "shutdown",
	"human error", "cross-exam", "closure", "why did you", "why didn't you", "!", "<@", "i feel", "i am sorry", "i'm sorry", "i'm glad",
}

func TestNudges(t *testing.T) {
	l := NewLocal()
	for _, language := range readable {
		for _, c := range Categories {
			for _, r := range []Report{{Category: c, Language: language}, {Category: c, Language: language, Distress: true}} {
				if r.Distress && c != SelfBlame {
					continue
				}
				name := r.Words()
				raw, err := os.ReadFile("../../prompts/people/nudge/" + name + ".md")
				if err != nil {
					t.Errorf("no question for %s", name)
					continue
				}
				variants := strings.Split(string(raw), "\n---\n")
				if len(variants) < 2 || len(variants) > 4 {
					t.Errorf("%s has %d variants", name, len(variants))
				}
				for _, v := range variants {
					nudge(t, l, name, v)
				}
			}
		}
	}
}

// nudge sees to one thing that is said to an author.
func nudge(t *testing.T, l *Local, name, v string) {
	t.Helper()
	low := strings.ToLower(v)
	if n := len(strings.Fields(v)); n > 60 || !strings.Contains(v, "?") {
		t.Errorf("%s: %d words, or no question: %q", name, n, v)
	}
	for _, w := range forbidden {
		if strings.Contains(low, w) {
			t.Errorf("%s says %q: %q", name, w, v)
		}
	}
	lang, _, foreign := strings.Cut(name, "/")
	for w := range strings.FieldsFuncSeq(low, func(r rune) bool { return r < 'a' || r > 'z' }) {
		if !foreign && slices.Contains([]string{"he", "she", "him", "her", "his", "hers"}, w) {
			t.Errorf("%s speaks of a third person: %q", name, v)
		}
	}
	if r, _ := l.Check(t.Context(), Message{Text: v}); r.Flag {
		t.Errorf("%s is itself flagged as %s: %q", name, r.Category, v)
	}
	if foreign && l.language(v) != lang {
		t.Errorf("%s is read as %q: %q", name, l.language(v), v)
	}
}

func TestUsualWordingsPassTheChecker(t *testing.T) {
	l := NewLocal()
	for _, c := range Categories {
		w := usual[c]
		if (w == "") != (c == SelfBlame || c == Closure) {
			t.Errorf("%s: wording %q", c, w)
		}
		if len(facts(w)) > 0 {
			t.Errorf("%s: the wording has facts of its own: %q", c, w)
		}
		if r, _ := l.Check(t.Context(), Message{Text: w}); r.Flag {
			t.Errorf("the wording for %s is itself found to be %s: %s", c, r.Category, w)
		}
	}
}

func TestAWordingNeverDropsAFact(t *testing.T) {
	l := NewLocal()
	for text, offered := range map[string]bool{
		"who broke this, was it you again?":                  true,
		"who broke this at 14:02, was it <@U0000001> again?": false,
		"lack of discipline is the root cause of PR 1234":    false,
	} {
		r, err := l.Check(t.Context(), Message{Text: text})
		if err != nil || !r.Flag {
			t.Errorf("%q is not found: %+v, %v", text, r, err)
			continue
		}
		if (r.Wording != "") != offered {
			t.Errorf("%q is offered %q", text, r.Wording)
		}
	}
}

// Who speaks of themselves alone owns their part: the linear model alone does not
// take that for a word about others.
func TestOwning(t *testing.T) {
	l := NewLocal()
	for _, text := range []string{"i should have checked that, my bad", "i should have caught that in review", "we did it to speed up the process"} {
		if r, _ := l.Check(t.Context(), Message{Text: text}); r.Flag {
			t.Errorf("%q is flagged as %s", text, r.Category)
		}
	}
}
