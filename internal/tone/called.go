package tone

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// called takes the names of those who take part for what they are, as if they had
// been mentioned: no list of first names is complete, and many a name is a word in
// some language. A name counts where it is written with a capital; one that is an
// ordinary word too, such as Will or Mark, not where a capital stands anyway.
func (l *Local) called(m Message, s *sentence) {
	if len(m.Names) == 0 {
		return
	}
	opens := true
	for i := range s.out {
		w := &s.out[i]
		if w.class == 0 && w.from < w.to {
			s.work += len(m.Names)
			if word, owner := strings.CutSuffix(strings.ReplaceAll(m.Text[w.start:w.end], "’", "'"), "'s"); isNameOf(m.Names, word) && !(opens && l.ordinary(strings.ToLower(word))) {
				if w.class, w.to = isMention, w.from; owner {
					w.class |= isOwner
				}
			}
		}
		opens = w.class&(isStop|isQuote) != 0
	}
}

// isNameOf reports whether word, written with a capital, is one of the words of a name.
func isNameOf(names []string, word string) bool {
	if first, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(first) || utf8.RuneCountInString(word) < 3 {
		return false
	}
	for _, name := range names {
		for part := range strings.FieldsSeq(name) {
			if strings.EqualFold(part, word) {
				return true
			}
		}
	}
	return false
}

// ordinary reports whether a language that can be read has the word for something
// other than a name.
func (l *Local) ordinary(word string) bool {
	if l.languages.words[word]&(1<<len(readable)-1) != 0 {
		return true
	}
	for _, t := range l.tongues {
		if n := t.index[word]; n != 0 && t.dictionary[n].class&t.names == 0 {
			return true
		}
	}
	return false
}
