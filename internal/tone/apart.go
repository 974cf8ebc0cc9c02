package tone

import (
	"slices"
	"strings"
)

// apart reads each sentence of a message in which several languages meet by
// itself, and returns what it is sure of in one of them: a sentence does not
// become unreadable by another that somebody puts before it. Sentences that hold
// reported speech are left out, since where it ends may lie outside.
func (l *Local) apart(m Message) (Report, bool) {
	masked := mask(m.Text)
	for from := 0; from < len(m.Text); {
		to := from + sentenceEnd(m.Text[from:])
		if from == 0 && to == len(m.Text) {
			break // there is but one
		}
		if !slices.Contains(masked[from:to], true) {
			part := m
			part.Text = m.Text[from:to]
			if r, _ := l.look(part); r.Flag && r.Confidence >= sure {
				r.Span[0], r.Span[1] = r.Span[0]+from, r.Span[1]+from
				r.Wording = "" // it would stand for the sentence alone
				return r, true
			}
		}
		from = to
	}
	return Report{}, false
}

// sentenceEnd is where the first sentence of text ends: behind a line, or behind
// a full stop or the like and the space that follows.
func sentenceEnd(text string) int {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\n':
			return i + 1
		case '.', '!', '?':
			if i+1 < len(text) && strings.IndexByte(" \n\t", text[i+1]) >= 0 {
				return i + 2
			}
		}
	}
	return len(text)
}
