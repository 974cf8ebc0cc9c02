package postmortem

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// A draft is corrected by the same deeds as the talk before it. What is changed
// then is noted, and once the review is published, so is how it read before: its
// readers are told what is different.

// How an entry reads otherwise than in the draft.
const (
	HowReworded = "reworded"
	HowAdded    = "added"
	HowRemoved  = "removed"   // somebody left it out
	HowApart    = "apart"     // it tells another thing than those that it was held for
	HowTakenOut = "taken_out" // its message was deleted, or its author took it out; it is not said which
	HowExposed  = "exposed"   // its author has put it in other words, or it stands without what they said; how it read before is shown nowhere
)

// An Amendment is a change of the document after the draft.
type Amendment struct {
	Entry   string // id of the entry, the name of a section of the owner's, [AmendedTitle] or [AmendedFacts]
	How     string
	By      string // user id
	At      time.Time
	Version int // that it is a part of, once that is published
}

// BeforeKey is where in Session.Texts it is kept how an entry read before a version.
func BeforeKey(version int, entry string) string {
	return "before/" + strconv.Itoa(version) + "/" + entry
}

// amend notes that the document reads otherwise now. What its owner changes after
// somebody has checked it is to be checked again. before is how it read, if that may
// be shown.
func (t *turn) amend(e Entry, how, before string) {
	if !t.s.Drafted() {
		return
	}
	p := t.s.Publication
	version := p.Version() + 1
	first := !slices.ContainsFunc(p.Amended, func(a Amendment) bool { return a.Entry == e.ID && a.Version == version })
	if first && version > 1 && before != "" {
		t.keep(BeforeKey(version, e.ID), before)
	}
	if how == HowTakenOut || how == HowExposed {
		t.forgetBefore(e.ID)
	}
	t.event(Amended{Entry: e.ID, How: how})
	if t.in.By.ID == t.s.Carrier() && t.s.Status == Checked {
		t.event(Became{Status: Draft})
		t.stale(SlotRoot)
	}
	t.staleDraft()
}

// forgetBefore erases how an entry once read, and what checks quoted.
func (t *turn) forgetBefore(entry string) {
	for key := range t.s.Texts {
		if strings.HasPrefix(key, FindingKey("")) || strings.HasPrefix(key, "before/") && strings.HasSuffix(key, "/"+entry) {
			t.keep(key, "")
		}
	}
}

// AmendedAt is when an entry was last changed after the draft; the zero time if it
// was not.
func (s *Session) AmendedAt(entry string) (at time.Time) {
	for _, a := range s.Publication.Amended {
		if a.Entry == entry {
			at = a.At
		}
	}
	return at
}

// A Change is what a version says otherwise than the one before.
type Change struct {
	Entry         Entry  // its ID alone, of a section of the owner's
	How           string // as of an [Amendment]
	Before, After string // empty where it may not be shown any more, or there was nothing
}

// Changes are what a version changed, in the order of the first change of each
// entry. The first version has none: nobody had read another.
func (s *Session) Changes(version int) []Change {
	var out []Change
	if version < 2 {
		return nil
	}
	done := map[string]bool{}
	for _, a := range s.Publication.Amended {
		if a.Version != version || done[a.Entry] {
			continue
		}
		done[a.Entry] = true
		if c, ok := s.change(version, a.Entry); ok {
			out = append(out, c)
		}
	}
	return out
}

// change is what became of one entry in a version; ok is false where it came and
// went in it.
func (s *Session) change(version int, id string) (c Change, ok bool) {
	var all []Amendment
	later := false
	was, next := "", ""
	for _, a := range s.Publication.Amended {
		switch {
		case a.Entry != id:
		case a.Version < version:
			was = a.How
		case a.Version == version:
			all = append(all, a)
		case !later:
			later, next = true, s.Text(BeforeKey(a.Version, id))
		}
	}
	c = Change{Entry: Entry{ID: id}, How: all[len(all)-1].How, Before: s.Text(BeforeKey(version, id))}
	if e, known := s.Entry(id); known {
		c.Entry = e
	}
	if was == HowRemoved && c.How == HowTakenOut {
		return c, false // it had left the document before
	}
	gone := c.How == HowRemoved || c.How == HowTakenOut
	if all[0].How == HowAdded {
		c.How = HowAdded
		if gone {
			return c, false
		}
	}
	switch {
	case gone:
	case later:
		c.After = next
	default:
		c.After = s.reads(c.Entry)
	}
	return c, true
}

// reads is how an entry reads in a list of changes: its words, and the time or the
// date that belongs to them.
func (s *Session) reads(e Entry) string {
	text := s.Text(e.ID)
	switch {
	case e.ID == AmendedTitle:
		return s.Title
	case text == "" || e.Kind != "" && !e.Live():
		return ""
	case e.Kind == Event && !e.At.IsZero():
		return e.At.UTC().Format("2006-01-02 15:04 UTC") + " " + text
	case e.Kind == Action && !e.Due.IsZero():
		return text + " (" + e.Due.Format(time.DateOnly) + ")"
	}
	return text
}

// corrects refuses whoever may not change an entry after the draft.
func (t *turn) corrects(e Entry) error {
	if t.s.MayChange(t.in.By.ID, e) {
		return nil
	}
	return t.refuse("corrects_not", map[string]any{"owner": mention(t.s.Carrier())})
}

// mayCorrect is MayChange after the draft.
func (s *Session) mayCorrect(id string, e Entry) bool {
	return id == s.Carrier() || id == s.Facilitator || !s.Published() && (id == e.Author || e.State == Proposed)
}
