package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/remedybot/remedy/internal/postmortem"
)

// actions lists what people took on, in the order of rank: kept promises last, the strongest open ones first.
func (b *builder) actions() {
	list := slices.Clone(b.all[postmortem.Action])
	slices.SortStableFunc(list, func(x, y item) int {
		return cmp.Or(cmp.Compare(rank(x.Action), rank(y.Action)), cmp.Compare(y.Strength, x.Strength), cmp.Compare(x.Number, y.Number))
	})
	for _, it := range list {
		a := Action{
			Text: it.text, Type: it.Type, Strength: it.Strength, State: string(cmp.Or(it.Action, postmortem.Offered)),
			Cites: it.cites, Corrected: it.fixed, Hand: it.hand, number: it.Number, proposed: it.state() == proposed, entries: it.ids(),
		}
		if it.Owner != "" {
			owner := it.Owner
			if b.o.Owner != nil {
				owner = b.o.Owner(it.Owner)
			}
			a.Owner, a.ownerName = &owner, cmp.Or(oneLine(b.s.People[it.Owner].Name), b.roster.role(it.Owner))
		}
		if !it.Due.IsZero() {
			due := day(it.Due)
			a.Due = &due
		}
		if it.HasDone {
			a.DoneWhen = b.text(b.s.Text(it.DoneKey()))
		}
		if it.Action == postmortem.Dropped {
			a.dropped = b.text(b.s.Text(it.WhyKey()))
		}
		b.r.Actions = append(b.r.Actions, a)
	}
}

func rank(s postmortem.ActionState) int {
	switch s {
	case postmortem.Done:
		return 1
	case postmortem.Dropped:
		return 2
	}
	return 0
}

// open reports whether it is still to be done.
func (a Action) open() bool {
	return a.State == string(postmortem.Offered) || a.State == string(postmortem.Owned)
}

// label is the action's name, such as "AI-2".
func (a Action) label() string { return "AI-" + strconv.Itoa(a.number) }

// promise says how far the action has come, for people.
func (a Action) promise() string {
	switch {
	case a.State == string(postmortem.Owned):
		return "accepted"
	case a.dropped != "":
		return a.State + ": " + a.dropped
	case a.State != string(postmortem.Offered):
		return a.State
	case a.Owner != nil:
		return "offered, not accepted yet"
	}
	return "open, no owner"
}

// missing says what keeps an open action from being a promise, or "".
func (a Action) missing() string {
	owned, dated := a.State == string(postmortem.Owned), a.Due != nil
	switch {
	case !a.open() || owned && dated:
		return ""
	case !owned && !dated:
		return "has no owner who accepted it and no date"
	case !owned:
		return "has no owner who accepted it"
	}
	return "has no date"
}

// gap says what is missing as a sentence.
func (a Action) gap() string { return a.label() + " " + a.missing() + "." }

// by is the day it is due, for people.
func (a Action) by() string {
	if a.Due != nil {
		return *a.Due
	}
	if a.open() {
		return "open, no date"
	}
	return ""
}

// sort says what the action does and how strongly, on a ladder from 0 to 4.
func (a Action) sort() string {
	var parts []string
	if a.Type != "" {
		parts = append(parts, a.Type)
	}
	if a.Strength > 0 {
		parts = append(parts, "strength "+strconv.Itoa(a.Strength))
	}
	return strings.Join(parts, ", ")
}

const (
	groupActions = "Actions"
	groupRisks   = "What we live with"
	groupIdeas   = "Ideas, not chosen"
)

func (b *builder) preventionSection() Section {
	sec := Section{ID: SectionPrevention, Title: "Prevention"}
	for _, a := range b.r.Actions {
		text := a.label() + ": " + sentence(a.Text)
		if a.Due != nil {
			text += " Due " + *a.Due + "."
		}
		if a.DoneWhen != "" {
			text += " Done when " + sentence(a.DoneWhen)
		}
		state := confirmed
		if a.proposed {
			state = proposed
		}
		sec.Sentences = append(sec.Sentences, Sentence{
			Text: text, Cites: a.Cites, Entries: a.entries, State: state, Machine: a.proposed, Corrected: a.Corrected, Hand: a.Hand, Group: groupActions, row: true,
		})
	}
	if len(sec.Sentences) == 0 {
		sec.Sentences = append(sec.Sentences, nothing("who does what, and by when", postmortem.Prevention))
	}
	for _, it := range b.items(postmortem.Risk) {
		sec.Sentences = append(sec.Sentences, b.risk(it))
	}
	for _, it := range b.items(postmortem.Idea) {
		sec.Sentences = append(sec.Sentences, b.idea(it))
	}
	return sec
}

// risk is the decision to live with causes: why, whose it was, and when it is looked
// at again. It rests on what those causes rest on.
func (b *builder) risk(it item) Sentence {
	var refs []postmortem.Ref
	text, ids := sentence(it.text), it.ids()
	for _, id := range it.Addresses {
		if c, ok := b.s.Entry(id); ok && c.Live() && c.Kind == postmortem.Cause {
			refs = append(refs, c.Sources...)
			text += " About: " + sentence(b.text(b.s.Text(id)))
			ids = append(ids, id)
		}
	}
	s := it.say(groupRisks, "decided by "+b.roster.role(it.Author)+", to be looked at again on "+day(it.Due))
	s.Text, s.Cites, s.Entries = text, b.cite(refs), ids
	return s
}

// idea is what was not chosen, and why.
func (b *builder) idea(it item) Sentence {
	s := it.say(groupIdeas, "")
	switch why := b.text(b.s.Text(it.WhyKey())); {
	case it.Declined:
		s.Label = "declined: " + strings.TrimSuffix(why, ".")
	case why != "":
		s.Label = "considered: " + strings.TrimSuffix(why, ".")
	case it.state() == confirmed:
		s.Label = "considered"
	}
	return s
}
