package report

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/postmortem"
)

// A roster knows what the document calls everybody, and finds their names in texts.
type roster struct {
	roles  map[string]string   // by user id
	calls  map[string]string   // by name in lower case, what stands instead
	names  map[string][]string // by their first word, all in lower case, the longest first
	titles map[string]bool     // the words of all roles, which are nobody's name
}

const somebody = "a participant"

// newRoster numbers people who share a role in the order of their user ids, which says nothing about them.
func newRoster(people map[string]postmortem.Person) roster {
	r := roster{roles: map[string]string{}, calls: map[string]string{}, names: map[string][]string{}, titles: map[string]bool{}}
	ids := slices.Sorted(maps.Keys(people))
	shared := map[string]int{}
	for _, id := range ids {
		if !people[id].Bot {
			shared[oneLine(people[id].Role)]++
		}
	}
	seen := map[string]int{}
	for _, id := range ids {
		p := people[id]
		role := oneLine(p.Role)
		switch {
		case p.Bot:
			r.roles[id] = cmp.Or(oneLine(p.Name), "another app")
			continue
		case role == "":
			role = somebody
		case shared[role] > 1:
			seen[role]++
			role += " (" + strconv.Itoa(seen[role]) + ")"
		}
		r.roles[id] = role
	}
	for _, id := range ids {
		maps.Copy(r.titles, tokens(people[id].Role))
	}
	for _, id := range ids {
		if people[id].Bot {
			continue
		}
		for _, n := range namesOf(people[id], r.titles) {
			key := strings.ToLower(n)
			if have, ok := r.calls[key]; ok {
				if have != r.roles[id] {
					r.calls[key] = somebody // two people answer to it
				}
				continue
			}
			r.calls[key] = r.roles[id]
			first := firstWord([]rune(key))
			r.names[first] = append(r.names[first], key)
		}
	}
	for _, list := range r.names {
		slices.SortFunc(list, func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
	}
	return r
}

// namesOf lists what a person may be called: all of their display name, its parts joined as handles are, and each part
// that is no word of a role.
func namesOf(p postmortem.Person, titles map[string]bool) []string {
	name := oneLine(p.Name)
	if utf8.RuneCountInString(name) < 2 || strings.EqualFold(name, oneLine(p.Role)) {
		return nil
	}
	out := []string{name}
	parts := strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".,()[]/|_", r) })
	if len(parts) > 1 {
		for _, sep := range []string{".", "-", "_", ""} {
			out = append(out, strings.Join(parts, sep))
		}
	}
	for _, part := range parts {
		part = strings.TrimFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if utf8.RuneCountInString(part) < 2 || strings.EqualFold(part, name) || strings.IndexFunc(part, unicode.IsLetter) < 0 {
			continue
		}
		if t := tokens(part); len(t) == 0 || overlap(t, titles) > 0 {
			continue
		}
		out = append(out, part)
	}
	return out
}

// role is what the document calls a user.
func (r roster) role(user string) string { return cmp.Or(r.roles[user], somebody) }

// empty reports whether nobody's name is known.
func (r roster) empty() bool { return len(r.names) == 0 }

// hide puts roles in the place of names.
func (r roster) hide(s string) string {
	found := r.find(s)
	if len(found) == 0 {
		return s
	}
	text := []rune(s)
	var b strings.Builder
	last := 0
	for _, f := range found {
		b.WriteString(string(text[last:f.from]))
		b.WriteString(r.calls[f.name])
		last = f.to
	}
	b.WriteString(string(text[last:]))
	return b.String()
}

// A mention is a name in a text: its runes from and to, with an @ that stands before it.
type mention struct {
	from, to int
	name     string
}

// find returns where names of people stand in a text.
func (r roster) find(s string) []mention {
	if r.empty() {
		return nil
	}
	text := []rune(s)
	small := make([]rune, len(text))
	for i, c := range text {
		small[i] = unicode.ToLower(c)
	}
	var out []mention
	for i := 0; i < len(text); i++ {
		if !wordly(text[i]) || i > 0 && wordly(text[i-1]) {
			continue
		}
		for _, name := range r.names[firstWord(small[i:])] {
			j := i + utf8.RuneCountInString(name)
			if j > len(text) || string(small[i:j]) != name || !isName(text, i, j, name) {
				continue
			}
			m := mention{i, j, name}
			if i > 0 && text[i-1] == '@' {
				m.from--
			}
			out = append(out, m)
			i = j - 1
			break
		}
	}
	return out
}

func wordly(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) || c == '_' }

// firstWord is a text up to what is no letter or digit; of one that begins otherwise, its first character.
func firstWord(text []rune) string {
	n := slices.IndexFunc(text, func(c rune) bool { return !wordly(c) })
	if n < 0 {
		n = len(text)
	}
	return string(text[:min(max(n, 1), len(text))])
}

// isName reports whether text[i:j], which reads like a name, is one: a word of its own, and, where the name is also a word
// of the language, written as a name.
func isName(text []rune, i, j int, name string) bool {
	at := func(k int) rune {
		if k < 0 || k >= len(text) {
			return ' '
		}
		return text[k]
	}
	called := at(i-1) == '@'
	joined := (at(j) == '-' || at(j) == '.') && wordly(at(j+1)) || (at(i-1) == '-' || at(i-1) == '.') && wordly(at(i-2))
	if wordly(at(j)) || joined && !called { // sam-prod-01 is a host
		return false
	}
	if called || !ordinary[name] {
		return true
	}
	if !unicode.IsUpper(text[i]) {
		return false
	}
	return !(months[name] && (dayAfter.MatchString(string(text[j:])) || dayBefore.MatchString(string(text[:i]))))
}

var (
	dayAfter  = regexp.MustCompile(`^\.?,? ?\d`)
	dayBefore = regexp.MustCompile(`(?i)(\d(st|nd|rd|th)?|in|by|of|until|since|early|mid|late|next|last) $`)
	months    = setOf("april august may june")
	// ordinary lists names that are words too; in small letters they are taken for the word.
	ordinary = setOf(`may april june august will mark bill art grant rob sue pat jack page hope grace joy faith rose dean chase
		drew guy ray frank chip max min case king field rush lock long lang young short sharp price cook wood stone reed
		park lane hall bell ball banks bush bond carter fisher hunter mason miller parker porter potter smith taylor
		turner walker ward weaver wright green brown black white gray grey gold dale glen heath ivy jade jay jean ken
		lee miles nick norm opal pearl penny pierce randy red rich robin ruby rusty sandy sky skip star sterling summer
		autumn dawn eve victor vic wade way wells major rod stack trace root branch hook key post so an in on do go my me
		no yes day job hand`)
)
