package report_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/report"
	"github.com/remedybot/remedy/internal/report/reporttest"
)

// played are the sessions of the bundled scripts, played once.
var played struct {
	sync.Once
	all map[string]*postmortem.Session
}

func sessions(t *testing.T) map[string]*postmortem.Session {
	played.Do(func() { played.all = reporttest.Sessions(t) })
	return played.all
}

// told are the sentences of a review about the incident.
func told(r report.Review) []report.Sentence {
	var out []report.Sentence
	for _, sec := range r.Sections {
		for _, st := range sec.Sentences {
			if len(st.Entries) > 0 {
				out = append(out, st)
			}
		}
	}
	return out
}

func verdict(r report.Review, id string) string {
	for _, c := range r.Checks {
		if c.ID == id {
			return string(c.Result) + ": " + c.Why
		}
	}
	return ""
}

// Every sentence that is assembled of the bundled talks stands in what it cites.
func TestAssembledIsSupported(t *testing.T) {
	for name, s := range sessions(t) {
		r := report.Build(s, report.Options{})
		n := 0
		for _, st := range told(r) {
			n++
			if len(st.Unsupported) > 0 {
				t.Errorf("%s: %q lacks %q", name, st.Text, st.Unsupported)
			}
		}
		if n < 50 || !strings.HasPrefix(verdict(r, "Q13"), "met") {
			t.Errorf("%s: %d sentences, Q13 is %s", name, n, verdict(r, "Q13"))
		}
		t.Logf("%s: %d sentences, %s", name, n, verdict(r, "Q13"))
	}
}

var aFigure = regexp.MustCompile(`\d+`)

// Whoever changes the figures of entries by hand is told, and so is the reader.
func TestChangedFiguresAreFound(t *testing.T) {
	for name, s := range sessions(t) {
		s = s.Clone()
		changed := map[string]bool{}
		for _, e := range s.Live() {
			text := s.Text(e.ID)
			if e.Kind == postmortem.Action || e.Kind == postmortem.Risk || len(e.Sources) == 0 || !aFigure.MatchString(text) {
				continue
			}
			s.Texts[e.ID] = aFigure.ReplaceAllStringFunc(text, func(d string) string { return "97" + d })
			changed[e.ID] = true
		}
		n := 0
		for _, st := range told(report.Build(s, report.Options{})) {
			if changed[st.Entries[0]] && strings.Contains(st.Text, "97") {
				if n++; len(st.Unsupported) == 0 {
					t.Errorf("%s: %q passes", name, st.Text)
				}
			}
		}
		if n < 5 {
			t.Errorf("%s: only %d sentences were looked at", name, n)
		}
	}
}

// What is assembled of any talk stands in what it cites, whatever shapes its facts have.
func TestRandomTalkIsSupported(t *testing.T) {
	sentences := 0
	rapid.Check(t, func(rt *rapid.T) {
		var said []string
		for range rapid.IntRange(6, 36).Draw(rt, "messages") {
			said = append(said, message(rt))
		}
		zone := rapid.SampledFrom([]string{"", "UTC", "America/New_York", "Europe/Berlin"}).Draw(rt, "zone")
		r := report.Build(reporttest.Held(t, zone, said), report.Options{})
		for _, st := range told(r) {
			sentences++
			if len(st.Unsupported) > 0 {
				rt.Errorf("%q lacks %q", st.Text, st.Unsupported)
			}
		}
	})
	t.Logf("%d sentences", sentences)
	if sentences < 50 {
		t.Errorf("only %d sentences were assembled", sentences)
	}
}

// message is something that somebody may say in a review.
func message(rt *rapid.T) string {
	pick := func(list ...string) string { return rapid.SampledFrom(list).Draw(rt, "part") }
	n := func() string { return fmt.Sprint(rapid.IntRange(2, 59).Draw(rt, "n")) }
	at := func() string {
		h, m := rapid.IntRange(1, 12).Draw(rt, "hour"), rapid.IntRange(0, 59).Draw(rt, "minute")
		return pick(fmt.Sprintf("%02d:%02d", h, m), fmt.Sprintf("%d:%02d pm", h, m), fmt.Sprintf("%d:%02dam", h, m), fmt.Sprintf("%02d:%02d UTC", h, m),
			fmt.Sprintf("%02d:%02d CET", h, m), fmt.Sprintf("%dpm", h), fmt.Sprintf("around %02d:%02d", h, m), fmt.Sprintf("%02d:%02d:17", h, m))
	}
	thing := pick("the booking service", "`db-2`", "host web-14.eu", "the nightly job", "Kafka", "the checkout page", "PR #4711", "release v2.14.0", "/var/log on cache-1", "the <https://ci.example.com/b/7|build>")
	amount := pick(n()+"%", n()+" %", "1,2"+n()+" orders", n()+" minutes", n()+"min", "2."+n()+"k requests", "$"+n()+"00", n()+"GB", "a third of the users", "two of "+n()+" nodes")
	return pick(
		fmt.Sprintf("at %s %s was down, %s hit", at(), thing, amount),
		fmt.Sprintf("%s alert for %s fired, %s", at(), thing, amount),
		fmt.Sprintf("users could not book from %s to %s, %s", at(), at(), amount),
		fmt.Sprintf("%s failed because the disk of %s was full", thing, pick("`db-2`", "web-14.eu")),
		fmt.Sprintf("nobody was paged, the alert only looks at %s", thing),
		fmt.Sprintf("I restarted %s at %s and the errors were gone", thing, at()),
		fmt.Sprintf("<@U%d> rolled back %s, that brought it back at %s", rapid.IntRange(1, 4).Draw(rt, "who"), thing, at()),
		fmt.Sprintf("i will add an alert at %s for %s by friday", amount, thing),
		fmt.Sprintf("Tariq will write a runbook for %s until 3 april, done when somebody else has used it", thing),
		fmt.Sprintf("we learned that %s keeps only %s", thing, amount),
		fmt.Sprintf("luckily %s still had %s free", thing, amount),
		fmt.Sprintf("the page said \"try again in %s minutes\" & nothing else", n()),
		fmt.Sprintf("it took %s until somebody saw it, and yesterday %s again", amount, at()),
		"no idea why", "ok", "+1")
}

// What somebody typed over what was said rests on their hand, and readers are told what no message says.
func TestByHand(t *testing.T) {
	const said = "31% of bookings failed from 09:12 to 10:04 UTC"
	for _, c := range []struct{ hand, text, mark, q13 string }{
		{"", said, "", "met"},
		{"", "47% of bookings failed from 09:12 to 10:04 UTC", "not supported by its source: 47%", "open"},
		{"U2", "47% of bookings failed from 09:12 to 10:04 UTC", "by hand, in no message: 47%", "met"},
		{"U2", said, "", "met"},
		{"U2", "47% of bookings failed from 09:12 to 11:04 UTC", "by hand, in no message: 47% and 1 more", "met"},
	} {
		s := reporttest.Held(t, "UTC", append([]string{"ok", said}, slices.Repeat([]string{"ok"}, 10)...))
		if len(s.Entries) == 0 || s.Entries[0].Kind != postmortem.Impact {
			t.Fatalf("%+v", s.Entries)
		}
		s.Texts[s.Entries[0].ID], s.Entries[0].Hand = c.text, c.hand
		r := report.Build(s, report.Options{})
		if got := verdict(r, "Q13"); !strings.HasPrefix(got, c.q13) {
			t.Errorf("%q by %q: Q13 is %s", c.text, c.hand, got)
		}
		for name, doc := range map[string]string{"Markdown": string(r.Markdown()), "HTML": string(r.HTML()), "card": r.Card(0).Plain()} {
			if c.mark == "" && (strings.Contains(doc, "not supported") || strings.Contains(doc, "in no message")) || !strings.Contains(doc, c.mark) {
				t.Errorf("%s of %q by %q lacks the mark %q, or has another", name, c.text, c.hand, c.mark)
			}
		}
	}
}
