package tone

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// longestMessage is how many characters Slack takes in one message.
const longestMessage = 40000

// shapes are what a message could consist of, over and over, to make a careless
// reader slow.
var shapes = []string{
	"at 14:02 we restarted the primary and the queue drained, ", "you broke prod again and they never test anything. ", "why did you not. ", "get over it. ",
	"so ok well lol and but ", "you they he she dev ", "i ", "im ", "u. ", "is there any reason you you you keep. ", "just actually accept it ",
	"\"'`“„« ", "\"", "'a", "'a ", "a'", "``", "```\n", "“\n", "c'est l'a'a'a'", "nous avons l'", "&gt; x\n", "&gt;", "&amp;", "&quot;",
	"<@U1<<", "<@U1>", "<https://a.example|b> ", "<", "<<!here>", "[(", "[[]]", "{", "://", "http:", "a/b.", ":a:", ":aa:", "::", "@channel ", "#", "*_~",
	"a", "a ", "é", "éaabb", "aabb", "a\n", "a. ", "— ", "—", "- ", "a-b\n", "...", "?!", ",", " ", "\t", "\n",
	"🙄", "👏🏽 ", "👩‍👩‍👧‍👦", "e\u0301", "\u0301", "\u200b", "a\u200b", "\u202e", "ﬁ\n", "𝕒\n", "ⓐ ", "İ, ",
	"中", "中文 ", "中\n", "это. ", "ты\n", "ก\n", "א ", "1", "1:2 ", "1. ", "ERROR x: ", "a=b c=d\n", "$ a\n", "2024-01-01T10:00 ERROR\n", "\xff", "\xf0\x9f",
	"das war so nicht okay. you broke it. ", "no fue yo. ", "n'est pas moi. ", "non sono stato io. ", "não fui eu. ",
}

// filled repeats unit until the text has so many characters, or as many as fit.
func filled(unit string, characters int) string {
	return strings.Repeat(unit, max(1, characters/utf8.RuneCountInString(unit)))
}

// effort reads a message as for the first time, and returns with what was found
// how many letters, items of patterns and features were looked at on the way.
func (l *Local) effort(m Message) (Report, int) {
	s := new(sentence)
	r, _ := l.listen(m, s)
	return r, s.work + s.run.work
}

// A byte of a message costs so much at most, in the steps that effort counts, and
// so much a message does whatever its length.
const (
	perByte    = 200
	perMessage = 4000
)

// The effort grows with a message's length and no faster, whatever it consists of.
// It is counted, since a clock would tell of the machine.
func TestLongMessages(t *testing.T) {
	l := NewLocal()
	for _, unit := range shapes {
		quarter := filled(unit, longestMessage/4)
		whole := filled(unit, longestMessage)
		_, some := l.effort(Message{Text: quarter})
		_, all := l.effort(Message{Text: whole})
		if all > 5*some+perMessage {
			t.Errorf("%q: four times the length is %.1f times the effort, %d", unit, float64(all)/float64(some), all)
		}
		if all > perByte*len(whole)+perMessage {
			t.Errorf("%q: %d steps for %d bytes", unit, all, len(whole))
		}
	}
}

// through carries all runs of a word at once; this does it bit by bit.
func TestThrough(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		runs := (random.Uint64() | random.Uint64()>>random.IntN(64)) &^ 1 // the lowest bit is a first item
		d := random.Uint64() & random.Uint64() & random.Uint64()
		want := d
		for add := want << 1 & runs &^ want; add != 0; add = want << 1 & runs &^ want {
			want |= add
		}
		if got := through(d, runs); got != want {
			t.Fatalf("through %b from %b: %b, want %b", runs, d, got, want)
		}
	}
}

// No word of a dictionary is longer than what is looked for.
func TestLongestWord(t *testing.T) {
	l := NewLocal()
	for name, tg := range l.tongues {
		for _, e := range tg.dictionary {
			if len(e.word) > longestWord {
				t.Errorf("%s: %q is never found", name, e.word)
			}
		}
		for w := range tg.spell {
			if len(w) > longestWord {
				t.Errorf("%s: %q is never read otherwise", name, w)
			}
		}
	}
	if drawn := bytes.Repeat([]byte("o"), 1000); l.tongues["en"].number(new(sentence), append([]byte("s"), drawn...)) == 0 {
		t.Error("a word drawn out far is not found")
	}
}

// What is said over and over is heard four times, be it a word, a mark or a few of
// them; what differs in between is heard as often as it is said.
func TestChant(t *testing.T) {
	l := NewLocal()
	s := new(sentence)
	for unit, once := range map[string]int{"im ": 2, "no ": 1, ", ": 1, "you they he ": 3, "no, ": 2, "what the hell you ": 0, "you said you know ": 0} {
		if l.read(Message{Text: "we saw " + strings.Repeat(unit, 30)}, s) == nil {
			t.Fatalf("%q is in no language", unit)
		}
		want := 2 + heard*once
		if once == 0 {
			want = 2 + 30*len(strings.Fields(unit))
		}
		got := 0
		for i := range s.ts {
			if s.ts[i].class&isStop == 0 { // a long clause is cut
				got++
			}
		}
		if got != want {
			t.Errorf("%q: %d tokens are left of 30 times, want %d", unit, got, want)
		}
	}
}
