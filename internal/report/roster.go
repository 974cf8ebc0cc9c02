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
	roles map[string]string // by user id
	calls map[string]string // by name in lower case, what stands instead
	names *regexp.Regexp    // nil: nobody has a name
}

const somebody = "a participant"

// newRoster numbers people who share a role in the order of their user ids, which says nothing about them.
func newRoster(people map[string]postmortem.Person) roster {
	r := roster{roles: map[string]string{}, calls: map[string]string{}}
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
	titles := map[string]bool{} // the words of all roles, which are nobody's name
	for _, id := range ids {
		maps.Copy(titles, tokens(people[id].Role))
	}
	var all []string
	for _, id := range ids {
		if people[id].Bot {
			continue
		}
		for _, n := range namesOf(people[id], titles) {
			key := strings.ToLower(n)
			if have, ok := r.calls[key]; ok {
				if have != r.roles[id] {
					r.calls[key] = somebody // two people answer to it
				}
				continue
			}
			r.calls[key] = r.roles[id]
			all = append(all, n)
		}
	}
	if len(all) > 0 {
		slices.SortFunc(all, func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
		for i, n := range all {
			all[i] = regexp.QuoteMeta(n)
		}
		r.names = regexp.MustCompile(`(?i)@?(?:` + strings.Join(all, "|") + `)`)
	}
	return r
}

// namesOf lists what a person may be called: all of their display name, and each part of it that is no word of a role.
func namesOf(p postmortem.Person, titles map[string]bool) []string {
	name := oneLine(p.Name)
	if utf8.RuneCountInString(name) < 2 || strings.EqualFold(name, oneLine(p.Role)) {
		return nil
	}
	out := []string{name}
	parts := strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".,()[]/|_", r) })
	for _, part := range parts {
		part = strings.Trim(part, "'’\"")
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

// hide puts roles in the place of names.
func (r roster) hide(s string) string {
	var b strings.Builder
	last := 0
	for _, m := range r.find(s) {
		b.WriteString(s[last:m[0]])
		b.WriteString(r.calls[strings.ToLower(strings.TrimPrefix(s[m[0]:m[1]], "@"))])
		last = m[1]
	}
	b.WriteString(s[last:])
	return b.String()
}

// find returns where names of people stand in a text.
func (r roster) find(s string) [][]int {
	if r.names == nil {
		return nil
	}
	var out [][]int
	for from := 0; from < len(s); {
		m := r.names.FindStringIndex(s[from:])
		if m == nil {
			break
		}
		m[0], m[1] = m[0]+from, m[1]+from
		if r.isName(s, m[0], m[1]) {
			out = append(out, m)
			from = m[1]
			continue
		}
		_, n := utf8.DecodeRuneInString(s[m[0]:])
		from = m[0] + n
	}
	return out
}

// isName reports whether s[i:j], which reads like a name, is one: a word of its own, and, where the name is also a word
// of the language, written as a name.
func (r roster) isName(s string, i, j int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, n := utf8.DecodeRuneInString(s[j:])
	beyond, _ := utf8.DecodeRuneInString(s[j+n:])
	wordly := func(c rune) bool {
		return c != utf8.RuneError && (unicode.IsLetter(c) || unicode.IsDigit(c) || c == '_')
	}
	joined := strings.ContainsRune("-.", after) && wordly(beyond) // sam-prod-01 is a host
	if wordly(before) || wordly(after) || joined || (before == '-' || before == '.') && i > 1 && s[i] != '@' {
		return false
	}
	got := s[i:j]
	if got[0] == '@' || !ordinary[strings.ToLower(got)] {
		return true
	}
	if c, _ := utf8.DecodeRuneInString(got); !unicode.IsUpper(c) {
		return false
	}
	return !(months[strings.ToLower(got)] && (dayAfter.MatchString(s[j:]) || dayBefore.MatchString(s[:i])))
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
