package tone

import "strings"

// apart reads each sentence of a message in which several languages meet by
// itself, and returns what it is sure of in one of them: a sentence does not
// become unreadable by another that somebody puts before it. What is in the
// language in which the whole was read, if it was, has been read. Sentences that
// hold reported speech are left out, since where it ends may lie outside. The
// tongue is that of the sentence, nil if there is none such.
func (l *Local) apart(m Message, s *sentence, whole *tongue) (Report, *tongue) {
	all := s.out
	defer func() { s.out = all }()
	for from := 0; from < len(all); {
		to, quoted := from, false
		for to < len(all) {
			to++
			quoted = quoted || all[to-1].class&isQuote != 0
			if endsSentence(m.Text, &all[to-1]) {
				break
			}
		}
		if from == 0 && to == len(all) {
			break // there is but one
		}
		s.out = all[from:to]
		from = to
		if quoted {
			continue
		}
		t := l.tongues[l.languages.of(s)]
		if t == nil || t == whole {
			continue
		}
		t.understand(s)
		t.find(s)
		if r := l.report(t, m, s); r.Flag && !r.Unsure && r.Confidence >= sure {
			r.Wording = "" // it would stand for the sentence alone
			return r, t
		}
	}
	return Report{}, nil
}

// endsSentence reports whether a sentence of text ends with the token: with its
// line, or with a full stop or the like and the space that follows.
func endsSentence(text string, w *token) bool {
	switch text[w.start] {
	case '\n':
		return true
	case '.', '!', '?':
		return w.class&isStop != 0 && int(w.end) < len(text) && strings.IndexByte(" \n\t", text[w.end]) >= 0
	}
	return false
}
