package tone

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"unicode/utf8"
)

// inputsPerBlock is how many inputs are made from one seed.
const inputsPerBlock = 1000

// Whatever is written is read without a panic, in steps that grow with its length
// and no faster; what is said of it stands in it, and is the same each time. There
// are a million inputs with REMEDY_MILLION=1, and the first of them without.
func TestMillion(t *testing.T) {
	blocks := 20
	switch {
	case os.Getenv("REMEDY_MILLION") != "":
		blocks = 1000
	case testing.Short():
		blocks = 5
	}
	l := NewLocal()
	g := newGenerator(t, l)
	var next, flagged, wrong atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for {
				block := int(next.Add(1)) - 1
				if block >= blocks || wrong.Load() > 20 {
					return
				}
				random := rand.New(rand.NewPCG(13, uint64(block)))
				for range inputsPerBlock {
					m := g.message(random)
					r, complaint := l.scrutinise(t, m)
					if complaint != "" {
						wrong.Add(1)
						t.Errorf("%q in %q after %q: %s: %+v", m.Text, m.Phase, m.Before, complaint, r)
					}
					if r.Flag {
						flagged.Add(1)
					}
				}
			}
		})
	}
	workers.Wait()
	t.Logf("%d inputs, %d of them flagged", blocks*inputsPerBlock, flagged.Load())
	if flagged.Load() < int64(blocks*inputsPerBlock/100) {
		t.Error("hardly an input is flagged: they no longer look like messages")
	}
}

// scrutinise reads m, and says what is wrong with what was found.
func (l *Local) scrutinise(t *testing.T, m Message) (r Report, complaint string) {
	r, _ = l.Check(t.Context(), m)
	again, effort := l.effort(m) // with nothing left of an earlier message
	again = worded(again, m.factless)
	from, to := r.Span[0], r.Span[1]
	switch {
	case r != again:
		complaint = "it is read in two ways"
	case effort > perByte*len(m.Text)+perMessage:
		complaint = "it takes too many steps"
	case !(r.Confidence >= 0 && r.Confidence <= 1):
		complaint = "no probability"
	case !r.Flag && (r.Category != "" || r.Severity != "" || r.Span != [2]int{} || r.Wording != "" || r.Reason != ""):
		complaint = "nothing is found, and something is said"
	case r.Flag && (from < 0 || from >= to || to > len(m.Text)):
		complaint = "the words meant do not stand in it"
	case r.Flag && utf8.ValidString(m.Text) && !utf8.ValidString(m.Text[from:to]):
		complaint = "the words meant cut a letter"
	case r.Flag && (!slices.Contains(Categories[:], r.Category) || r.Severity == "" || r.Reason == "" || r.Confidence < enough):
		complaint = "the finding is not complete"
	case r.Flag && r.Category == SelfBlame && (r.Severity != Care || r.Wording != ""):
		complaint = "somebody who needs care is corrected"
	case r.Wording != "" && !keepsFacts(m.Text, r.Wording):
		complaint = "the wording drops a fact"
	}
	return r, complaint
}

// A generator makes messages: labelled ones and talk with something changed in
// them, words and signs that patterns are made of, and any characters.
type generator struct {
	texts []string
	words [][]string // by language
	bits  []string
}

func newGenerator(t *testing.T, l *Local) *generator {
	t.Helper()
	g := &generator{bits: append(strings.Fields(`< > & &lt; &gt; &amp; &quot; <@U1> <@U1>'s <!here> <https://x.example|y> :clap: :a: " ' “ ” „ « » ’ — … ? ! . ; ( ) [ ] { } `+
		"` ``` _ * ~ / \\ = % # @ - 14:02 #4821 42 v1.2 a=b ERROR $ >>> 🙄 👏🏽 👩‍👩‍👧‍👦 中 это א ก"), "\n", " ", ", ", ". ", "\u200b", "\u0301", "\u202e", "\u00ad", "\xff", "\x00", "\t")}
	names, err := filepath.Glob("testdata/*.jsonl")
	if err != nil || len(names) < 5 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, name := range names {
		for _, it := range labelled(t, filepath.Base(name)) {
			g.texts = append(g.texts, it.Text)
		}
	}
	for _, name := range readable {
		tg, words := l.tongues[name], []string(nil)
		for _, e := range tg.dictionary[1:] {
			words = append(words, e.word)
		}
		for w := range tg.spell {
			words = append(words, w)
		}
		slices.Sort(words) // a map has no order
		g.words = append(g.words, words)
	}
	return g
}

func pick[T any](random *rand.Rand, all []T) T { return all[random.IntN(len(all))] }

func (g *generator) message(random *rand.Rand) Message {
	m := Message{Text: g.text(random), Phase: pick(random, []string{"", "timeline", "close"})}
	if random.IntN(4) == 0 {
		m.Before = []string{g.text(random)}
	}
	return m
}

func (g *generator) text(random *rand.Rand) string {
	switch n := random.IntN(20); {
	case n < 10:
		return g.changed(random, pick(random, g.texts))
	case n < 17:
		return g.soup(random)
	case n < 19:
		return g.noise(random)
	}
	return filled(pick(random, shapes), random.IntN(300))
}

// changed changes a text in some places.
func (g *generator) changed(random *rand.Rand, text string) string {
	for range random.IntN(5) {
		at, to := random.IntN(len(text)+1), random.IntN(len(text)+1)
		at, to = min(at, to), max(at, to)
		switch random.IntN(7) {
		case 0:
			text = text[:at] + text[to:]
		case 1:
			text = text[:at] + pick(random, g.bits) + text[at:]
		case 2:
			text = text[:at] + pick(random, pick(random, g.words)) + " " + text[at:]
		case 3:
			text = text[:at] + text[at:to] + text[at:]
		case 4:
			text += pick(random, []string{" ", "\n", ". ", ", "}) + pick(random, g.texts)
		case 5:
			text = strings.ToUpper(text[:at]) + text[at:]
		case 6:
			text = text[:at] + pick(random, g.bits) + text[at:to] + pick(random, g.bits) + text[to:]
		}
		text = text[:min(len(text), 1000)]
	}
	return text
}

// soup is words of a language, and now and then of another, with signs between.
func (g *generator) soup(random *rand.Rand) string {
	var b strings.Builder
	words := pick(random, g.words)
	if random.IntN(2) == 0 {
		words = g.words[0]
	}
	for range random.IntN(30) {
		switch random.IntN(12) {
		case 0:
			b.WriteString(pick(random, g.bits))
		case 1:
			b.WriteString(pick(random, pick(random, g.words)))
		default:
			b.WriteString(pick(random, words))
		}
		if random.IntN(8) > 0 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// noise is any characters, and bytes that are none.
func (g *generator) noise(random *rand.Rand) string {
	var b []byte
	for range random.IntN(60) {
		switch random.IntN(6) {
		case 0:
			b = append(b, byte(random.IntN(256)))
		case 1:
			b = utf8.AppendRune(b, rune(random.IntN(0x2070)))
		case 2:
			b = utf8.AppendRune(b, rune(random.IntN(0x110000)))
		case 3:
			b = append(b, pick(random, g.bits)...)
		default:
			b = append(b, byte(' '+random.IntN(95)))
		}
	}
	return string(b)
}

// FuzzCheck looks for what no generator thinks of.
func FuzzCheck(f *testing.F) {
	for _, s := range []string{"<@U1> broke prod", "```x", "\"a", "it's 'x' &gt; <", ":a:", "\xff\xfe who broke this", "w/o telling anyone", "&gt;&gt;&gt;"} {
		f.Add(s)
	}
	l := NewLocal()
	f.Fuzz(func(t *testing.T, text string) {
		if r, complaint := l.scrutinise(t, Message{Text: text}); complaint != "" {
			t.Errorf("%s: %+v", complaint, r)
		}
	})
}
