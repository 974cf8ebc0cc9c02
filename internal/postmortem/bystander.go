package postmortem

import (
	"maps"
	"slices"

	"github.com/remedybot/remedy/internal/evidence"
)

// People tell of others who say nothing themselves: "Tomás restarted it". The names of all
// who are in the channel are known to the adapter alone, and to nobody here but those of
// them who are named: they are called by their seat, as everybody is, and take part in
// nothing.

// Acquaint has the names of those who are in the channel of the review and of the incident
// learnt, however long that takes. Who of them is named so far comes back as Acquainted.
type Acquaint struct{}

// Lane is one of its own: nothing waits for it.
func (Acquaint) Lane() string { return Learns }

// Learns is the lane in which names are learnt.
const Learns = "learns"

// Acquainted tells who of the members of the channels is named in what was said.
type Acquainted struct{ Named []Person }

func (Acquainted) input() {}

// Named says that somebody is named who has said nothing.
type Named struct {
	People []Person `json:"people"`
}

func (Named) event() {}

// acquainted takes note of people who are named. What was told of them already is read by
// whoever assembles the document.
func (t *turn) acquainted(named []Person) {
	fresh := slices.DeleteFunc(slices.Clone(named), func(p Person) bool {
		_, knows := t.s.Everybody()[p.ID]
		return knows || p.ID == "" || p.Bot
	})
	if len(fresh) == 0 {
		return
	}
	t.event(Named{fresh})
	if t.s.Drafted() {
		t.staleDraft()
	}
}

// Everybody are the people whom the review knows: who takes part, and who is named.
func (s *Session) Everybody() map[string]Person {
	if len(s.Bystanders) == 0 {
		return s.People
	}
	all := maps.Clone(s.Bystanders)
	maps.Copy(all, s.People)
	return all
}

// person is somebody whom the review knows.
func (s *Session) person(id string) Person {
	if p, ok := s.People[id]; ok {
		return p
	}
	return s.Bystanders[id]
}

// NamedIn are those of the people in a channel who are named in a text, and whom the review
// does not know yet. Without a text it looks at all that is kept.
func (s *Session) NamedIn(members []Person, text string) []Person {
	strangers := map[string]Person{}
	for _, p := range members {
		if _, knows := s.People[p.ID]; !knows && s.Bystanders[p.ID].ID == "" && !p.Bot {
			strangers[p.ID] = p
		}
	}
	if len(strangers) == 0 {
		return nil
	}
	people := evidence.NewPeople(Known(strangers))
	found := map[string]bool{}
	look := func(text string) {
		for _, f := range people.Find(text) {
			if !untouched(text, f) {
				for _, id := range f.Who {
					found[id] = true
				}
			}
		}
	}
	if look(text); text == "" {
		for _, text := range s.Texts {
			look(text)
		}
	}
	var out []Person
	for _, id := range slices.Sorted(maps.Keys(found)) {
		out = append(out, strangers[id])
	}
	return out
}
