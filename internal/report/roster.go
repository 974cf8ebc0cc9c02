package report

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/internal/postmortem"
)

// A roster knows what the document calls everybody, and finds their names in texts.
type roster struct {
	roles  map[string]string // by user id
	people evidence.People
	titles map[string]bool // the words of all roles
}

const somebody = "a participant"

// newRoster numbers people who share a role in the order of their user ids, which says nothing about them.
func newRoster(people map[string]postmortem.Person) roster {
	r := roster{roles: map[string]string{}, titles: map[string]bool{}}
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
	r.people = evidence.NewPeople(postmortem.Known(people))
	return r
}

// role is what the document calls a user.
func (r roster) role(user string) string { return cmp.Or(r.roles[user], somebody) }

// empty reports whether nobody's name is known.
func (r roster) empty() bool { return r.people.Empty() }

// hide puts roles in the place of names.
func (r roster) hide(s string) string {
	var b strings.Builder
	last := 0
	for _, f := range r.find(s) {
		b.WriteString(s[last:f.From])
		b.WriteString(r.calls(f.Who))
		last = f.To
	}
	b.WriteString(s[last:])
	return b.String()
}

// calls is what stands for people who answer to one name: their role, where it is the same.
func (r roster) calls(who []string) string {
	for _, id := range who[1:] {
		if r.role(id) != r.role(who[0]) {
			return somebody
		}
	}
	return r.role(who[0])
}

// find returns where names of people stand in a text.
func (r roster) find(s string) []evidence.Named { return r.people.Find(s) }
