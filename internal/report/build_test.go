package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/internal/postmortem"
)

var update = flag.Bool("update", false, "rewrite the documents in testdata")

// golden compares a document with the one people have read.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s reads otherwise (-update rewrites it):\n%s", name, diff)
	}
}

func TestDocuments(t *testing.T) {
	bare := &postmortem.Session{Opened: postmortem.Opened{ID: "PM-1", Title: "Login was slow"}, Status: postmortem.Running, Phase: postmortem.Opening}
	for name, s := range map[string]*postmortem.Session{"search": search(), "empty": bare, "hostile": hostile()} {
		r := build(s, options(), plainReading)
		golden(t, name+".md", r.Markdown())
		golden(t, name+".canvas.md", []byte(r.Canvas()))
		golden(t, name+".html", r.HTML())
		golden(t, name+".card", []byte(r.Card(0).Plain()+"\n"))
		j, err := json.MarshalIndent(r, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name+".json", append(j, '\n'))
	}
}

// hostile is a review in which every text tries to be more than text.
func hostile() *postmortem.Session {
	const p = postmortem.Proposed
	bad := []string{
		`<script>alert(1)</script>`, `</style><img src=x onerror=alert(1)>`, `[click](javascript:alert(1))`, "| a | b |\n| --- | --- |",
		"# not a heading\n\n---\n- not a list", `<!channel> <@U2> <https://evil.example/?a=1|good link> <#C9|general>`,
		"`code | with <b> bars` and an odd ` quote", "1. not a list &lt;b&gt; &amp; &copy; *bold* _soft_ ~~gone~~", "left\u202eright\u200b\x07 @here [^1]: x",
	}
	kinds := []postmortem.Entry{
		{Kind: postmortem.Impact, At: at("09:00")}, {Kind: postmortem.Event, Event: "signal", At: at("09:00"), Precision: exact},
		{Kind: postmortem.Cause, Cause: "trigger", State: p}, {Kind: postmortem.RemedyItem, Item: "restored"},
		{Kind: postmortem.Action, Owner: "U2", Action: postmortem.Owned}, {Kind: postmortem.Learning}, {Kind: postmortem.Question}, {Kind: postmortem.Idea},
		{Kind: postmortem.Detection},
	}
	var list []told
	for i := range bad {
		for j, k := range kinds {
			list = append(list, told{by: "U2", entry: k, text: bad[(i+j)%len(bad)], words: bad[(i+j)%len(bad)], done: bad[i]})
		}
	}
	s := meeting(list)
	s.Title = bad[0] + " " + bad[3]
	s.Gaps = []postmortem.Gap{{Phase: postmortem.Opening, What: bad[1]}}
	p2 := s.People["U2"]
	p2.Name, p2.Role = `<b onclick="x">Tariq</b>`, `|`+bad[2]
	s.People["U2"] = p2
	return s
}

func TestHostileTextsStayTexts(t *testing.T) {
	r := build(hostile(), options(), plainReading)
	page := string(r.HTML())
	for _, sign := range []string{"<script", "<img", "<b ", "href=\"javascript", "\u202e", "\x07"} {
		if strings.Contains(page, sign) {
			t.Errorf("the page holds %q", sign)
		}
	}
	if n := strings.Count(page, "</style>"); n != 1 {
		t.Errorf("the page closes its style %d times", n)
	}
	md := string(r.Markdown())
	for _, sign := range []string{" <script", "](javascript", "\n# not", "\n- not", "<img", "\n[^1]: x"} {
		if strings.Contains(strings.NewReplacer(`\<`, "_", `\]`, "_").Replace(md), sign) {
			t.Errorf("the Markdown holds %q", sign)
		}
	}
	for _, p := range r.Card(0).Parts {
		for _, sign := range []string{"<", "@here"} {
			if strings.Contains(p.Text, sign) {
				t.Errorf("the card holds %q in %q", sign, p.Text)
			}
		}
	}
}

func TestOnlyWebAddressesBecomeLinks(t *testing.T) {
	for url, want := range map[string]string{
		"https://example.slack.com/archives/C1/p1": "https://example.slack.com/archives/C1/p1",
		"javascript:alert(1)":                      "", "data:text/html,x": "", "https://x/) [y](z": "", "": "",
	} {
		if got := webLink(url); got != want {
			t.Errorf("webLink(%q) = %q, want %q", url, got, want)
		}
	}
}

func TestEverySentenceCites(t *testing.T) {
	r := build(search(), options(), plainReading)
	told := []string{SectionBrief, SectionImpact, SectionTimeline, SectionRootCause, SectionRemedy, SectionPrevention, SectionLearnings}
	n := 0
	for _, sec := range r.Sections {
		for _, s := range sec.Sentences {
			if slices.Contains(told, sec.ID) && !s.Note && !s.ByPeople {
				if n++; len(s.Cites) == 0 {
					t.Errorf("%s: %q cites nothing", sec.ID, s.Text)
				}
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d sentences were looked at", n)
	}
}

// TestNothingIsComposed looks for every figure of the document in what people wrote and recorded, and in the lengths of time
// between two moments of it.
func TestNothingIsComposed(t *testing.T) {
	s := search()
	r := build(s, options(), plainReading)
	var known []string
	for _, text := range s.Texts {
		known = append(known, text)
	}
	for _, e := range s.Entries {
		for _, at := range []time.Time{e.At, e.To, e.Due} {
			known = append(known, fullTime(at))
		}
		known = append(known, fmt.Sprint(e.Number))
	}
	for _, a := range s.Entries {
		for _, b := range s.Entries {
			known = append(known, spans([]postmortem.Entry{a, b}))
		}
	}
	all := " " + strings.NewReplacer("-", " ", "%", " ").Replace(figures(strings.Join(known, " "))) + " "
	r.statementsFor(func(text string) {
		for _, f := range figure.FindAllString(strings.ReplaceAll(text, "-", " "), -1) {
			if !strings.Contains(all, " "+bare(f)+" ") {
				t.Errorf("%q holds %s, which nobody wrote", text, f)
			}
		}
	})
}

func (r Review) statementsFor(look func(string)) {
	b := builder{r: r}
	b.statements(func(_ Section, s Sentence) bool { look(s.Text); return true })
}

func TestNamesStayOut(t *testing.T) {
	s := search()
	s.Title = "Ines Falk's search review"
	for i := range s.Entries {
		id := s.Entries[i].ID
		s.Texts[id] += " with Mara, mara.quist and Mara Quist; ask @Oda, <@U2> or Tariq's team; Will will do it"
	}
	s.Gaps = append(s.Gaps, postmortem.Gap{Phase: postmortem.Remedy, What: "What Quist said"})
	r := build(s, options(), plainReading)
	j, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	for where, doc := range map[string]string{"json": string(j), "card": r.Card(0).Plain(), "markdown": string(r.Markdown()), "html": string(r.HTML())} {
		if where != "json" { // the names of owners are promises
			doc = strings.NewReplacer("Will Stone", "", "Tariq Noor", "").Replace(doc)
		}
		for _, name := range []string{"Ines", "Falk", "Tariq", "Noor", "Mara", "Quist", "Oda", "Will ", "Stone", "U2", "mara.quist"} {
			if where == "json" && name == "U2" {
				continue // in role-U2, how the options name an owner
			}
			if i := strings.Index(doc, name); i >= 0 {
				t.Errorf("%s holds %q: …%s…", where, name, doc[max(0, i-40):min(len(doc), i+40)])
			}
		}
	}
	if !strings.Contains(string(j), "will do it") {
		t.Error("a word that is also a name was taken for one")
	}
}

func TestTheSameCauseThreeTimes(t *testing.T) {
	const first, second = "The volume of the index was full since the reindex wrote a second copy", "The reindex wrote a second copy and the volume of the index was full"
	var list []told
	for _, text := range []string{first, second, second} {
		list = append(list, told{by: "U3", text: text, words: text, entry: entry{Kind: postmortem.Cause}})
	}
	if r := build(meeting(list), options(), plainReading); len(r.Causes) != 1 || len(r.Causes[0].Cites) != 3 {
		t.Errorf("the causes are %+v", r.Causes)
	}
}

func TestPrivateNotesAreNotRead(t *testing.T) {
	s := search()
	before := build(s, options(), plainReading).Markdown()
	s.Private = postmortem.Private{Authors: map[string]postmortem.Author{"U2": {First: "C1/1.0", Muted: true}}, Whispers: map[string]postmortem.Whispery{"x": {Wording: "softer"}}}
	if after := build(s, options(), plainReading).Markdown(); !bytes.Equal(before, after) {
		t.Error("the document depends on the private notes")
	}
}

func TestErasedTextsAreNotShown(t *testing.T) {
	s := search()
	n := len(build(s, options(), plainReading).Timeline)
	gone := slices.IndexFunc(s.Entries, func(e entry) bool { return s.Texts[e.ID] == "The error rate was at its usual level" })
	delete(s.Texts, s.Entries[gone].ID)
	if got := len(build(s, options(), plainReading).Timeline); got != n-1 {
		t.Errorf("%d rows after a text was erased, want %d", got, n-1)
	}
	ref := s.Entries[0].Sources[0]
	s.Messages[ref] = postmortem.Message{Author: "U4", Gone: true}
	r := build(s, options(), plainReading)
	if c := r.section(SectionImpact).Sentences[0].Cites; len(c) > 0 {
		t.Errorf("a deleted message is cited: %v", c)
	}
}

func TestBuildIsPureAndSteady(t *testing.T) {
	s := search()
	before := s.Clone()
	first := build(s, options(), plainReading)
	for range 20 {
		again := build(search(), options(), plainReading)
		if !bytes.Equal(first.HTML(), again.HTML()) || !bytes.Equal(first.Markdown(), again.Markdown()) || first.Card(0).Plain() != again.Card(0).Plain() {
			t.Fatal("the same session gave another document")
		}
	}
	if diff := cmp.Diff(before, s); diff != "" {
		t.Errorf("building changed the session:\n%s", diff)
	}
}

// huge is a review of 2,000 entries.
func huge() *postmortem.Session {
	var list []told
	for i := range 2000 {
		e := entry{Kind: postmortem.Event, Event: "action", At: at("09:00").Add(time.Duration(i/5) * time.Minute), Precision: exact}
		if i%4 == 0 {
			e = entry{Kind: []postmortem.Kind{postmortem.Impact, postmortem.Cause, postmortem.Action, postmortem.RemedyItem, postmortem.Learning}[i%5]}
		}
		text := fmt.Sprintf("Step %d of the long night moved shard %d to node-%d and waited for the lag", i, i*7, i%13)
		list = append(list, told{by: "U2", text: text, words: text, entry: e})
	}
	return meeting(list)
}

func TestHugeReview(t *testing.T) {
	s := huge()
	r := build(s, options(), plainReading)
	r.Markdown()
	card := r.Card(12000)
	if n := len(card.Plain()); n > 14000 {
		t.Errorf("the card has %d bytes", n)
	}
}

func BenchmarkBuild(b *testing.B) {
	s := huge()
	for b.Loop() {
		build(s, options(), plainReading)
	}
}

var figure = regexp.MustCompile(`\d+(?:[.:,]\d+)*`)

// figures are the numbers of a text, in one form; a time such as 01:38:12 also counts as 01:38.
func figures(s string) string {
	var out []string
	for _, f := range figure.FindAllString(s, -1) {
		out = append(out, bare(f))
		if parts := strings.Split(f, ":"); len(parts) == 3 {
			out = append(out, bare(parts[0]+":"+parts[1]))
		}
	}
	return strings.Join(out, " ")
}

// bare drops what groups the digits of a number, and leading zeros of an hour.
func bare(f string) string {
	f = strings.ReplaceAll(f, ",", "")
	if strings.Contains(f, ":") {
		f = strings.TrimPrefix(f, "0")
	}
	return f
}

// long is a review of 2,000 messages, of which 300 gave an entry.
func long() *postmortem.Session {
	s := huge()
	s.Entries = s.Entries[:300]
	return s
}

// BenchmarkLongReview is how long a long review takes, from the session to every form of it.
func BenchmarkLongReview(b *testing.B) {
	s := long()
	if len(s.Messages) != 2000 || len(s.Entries) != 300 {
		b.Fatal(len(s.Messages), len(s.Entries))
	}
	for b.Loop() {
		r := build(s, options(), reading{evidence.Conflicts, evidence.Weak})
		r.Markdown()
		r.HTML()
		r.Card(0)
		if _, err := json.Marshal(r); err != nil {
			b.Fatal(err)
		}
	}
}
