package llm

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/leak"
)

// Know has the Masker mask these names of people as well, such as "Ana Gomez":
// whole, joined as in a handle, and each part by itself. A part that is also a
// word is masked only where it is written as a name.
func (m *Masker) Know(names ...string) {
	for _, name := range names {
		parts := strings.FieldsFunc(name, func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune(".,()[]/|_", c) })
		for _, part := range parts {
			m.know(part)
		}
		if len(parts) < 2 {
			continue
		}
		for _, joint := range [...]string{" ", ".", "-", "_", ""} {
			m.know(strings.Join(parts, joint))
		}
	}
	// Longest first, so that a whole name is not taken apart.
	slices.SortFunc(m.names, func(a, b string) int { return len(b) - len(a) })
	m.names = slices.Compact(m.names)
}

func (m *Masker) know(name string) {
	letters := strings.IndexFunc(name, unicode.IsLetter) >= 0
	if utf8.RuneCountInString(name) >= 2 && letters && !slices.Contains(m.names, name) {
		m.names = append(m.names, name)
	}
}

// maskNames puts placeholders in the place of the known names.
func (m *Masker) maskNames(text string) string {
	if len(m.names) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for i := 0; i < len(text); {
		if n := m.nameAt(text, i); n > 0 {
			b.WriteString(text[at:i])
			b.WriteString(m.placeholder(leak.Shape{Kind: "person"}, text[i:i+n]))
			i += n
			at = i
			continue
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	b.WriteString(text[at:])
	return b.String()
}

// nameAt returns the length of the known name that begins at i, a word of its
// own; 0 if there is none.
func (m *Masker) nameAt(text string, i int) int {
	if before, _ := utf8.DecodeLastRuneInString(text[:i]); i > 0 && (wordly(before) || before == '-') {
		return 0 // the middle of a word, a host, or a placeholder
	}
	for _, name := range m.names {
		n := len(name)
		if i+n > len(text) || !strings.EqualFold(text[i:i+n], name) {
			continue
		}
		after, _ := utf8.DecodeRuneInString(text[i+n:])
		if i+n < len(text) && (wordly(after) || after == '-') {
			continue
		}
		if first, _ := utf8.DecodeRuneInString(text[i:]); words[strings.ToLower(name)] && !unicode.IsUpper(first) {
			continue
		}
		return n
	}
	return 0
}

func wordly(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) || c == '_' }

// words are names that are also words of the talk about incidents.
var words = func() map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(`may april june august will mark bill art grant rob sue pat jack page hope grace joy faith rose dean
		chase drew guy ray frank chip max min case king field rush lock long lang young short sharp price cook wood stone reed park lane
		hall bell ball banks bush bond carter hunter mason parker porter potter smith taylor turner walker ward weaver wright green brown
		black white gray grey gold dale glen heath jade penny red rich robin rusty sandy sky star summer autumn dawn eve victor vic wade
		way wells major rod stack trace root branch hook key post so an in on do go my me no yes day job hand`) {
		m[w] = true
	}
	return m
}()
