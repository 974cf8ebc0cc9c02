package postmortem

import (
	"maps"
	"strings"

	"github.com/remedybot/remedy/prompts"
)

// shownLacking is how many of the things that are missing are named.
const shownLacking = 3

// Named is what a criterion asks for, as the beginning of a sentence, with the entries
// that it asks it of: nobody can answer for "two decisions" without knowing which. It
// quotes, so it is shown and never kept in an event.
func (s *Session) Named(w *prompts.Words, c Criterion) string { return upper(s.named(w, c)) }

// NamedFor is Named for one reader: of what waits for a second person they read what
// they told themselves, since that is not theirs to confirm.
func (s *Session) NamedFor(w *prompts.Words, c Criterion, user string) string {
	if c.ID != "C10" || c.State != GateOpen {
		return s.Named(w, c)
	}
	yours := 0
	for _, id := range c.Lacks {
		if e, ok := s.Entry(id); ok && e.Author == user && !s.Waivers[c.ID].covers(id) {
			yours++
		}
	}
	data := maps.Clone(c.Wants[0].Data)
	data["yours"] = yours
	c.Wants = []Want{{Key: c.Wants[0].Key, Data: data}}
	return s.Named(w, c)
}

// named is Named as the middle of a sentence.
func (s *Session) named(w *prompts.Words, c Criterion) string {
	what := c.phrase(w)
	var of []string
	for _, id := range c.Lacks {
		if c.State == GateOpen && s.Waivers[c.ID].covers(id) {
			continue
		}
		if text := s.Text(id); text != "" && c.State != GateMet {
			of = append(of, strings.TrimSuffix(shortened(text, 50), "."))
		}
	}
	if len(of) == 0 || c.ID == "C10" { // what waits to be confirmed says so where it stands
		return what
	}
	return w.Say("gate/named", map[string]any{"what": prompts.Marked(what), "of": of[:min(len(of), shownLacking)], "more": max(0, len(of)-shownLacking)})
}
