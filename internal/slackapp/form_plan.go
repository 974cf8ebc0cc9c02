package slackapp

import (
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/prompts"
)

// The forms about the whole of causes and actions.
const (
	formLook  = "look_from"
	formWeigh = "weigh_recurrence"
	formRisk  = "accept_risk"
	formIdeas = "settle_ideas"
	formEnds  = "tell_ends"
)

// maxIdeas is how many parked ideas one form shows: more is not weighed at once.
const maxIdeas = 10

// maxEnds is how many actions one form asks for their ends: a review ends with fewer.
const maxEnds = 10

// boxes are groups of checkboxes under one label: a group holds ten
// (https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element).
func (f forms) boxes(name string, options []*slack.OptionBlockObject, ticked func(id string) bool, hints ...string) []slack.Block {
	var blocks []slack.Block
	for group := range slices.Chunk(options, maxOptions) {
		e := slack.NewCheckboxGroupsBlockElement(value)
		e.Options = group
		for _, o := range group {
			if ticked(o.Value) {
				e.InitialOptions = append(e.InitialOptions, o)
			}
		}
		b := f.input(name, e)
		if len(blocks) == 0 {
			hintBelow(b, hints...)
		} else {
			b.BlockID = name + "_" + string(rune('1'+len(blocks)))
			b.Label = plainText(f.words.Say("form/go_on", map[string]any{"label": prompts.Marked(b.Label.Text)}))
		}
		b.Optional = true
		blocks = append(blocks, b)
	}
	return blocks
}

// look is the form in which people tick from which sides they have looked; those
// that the causes show are ticked already.
func (f forms) look(s *postmortem.Session, place postmortem.Place) slack.ModalViewRequest {
	var options []*slack.OptionBlockObject
	for _, l := range evidence.Lenses() {
		options = append(options, longOption(l, f.words.Say("option/lens_"+l, nil)))
	}
	seen := s.Seen()
	return f.modal(formLook, "save", formState{Place: place, Session: s.ID}, nil, f.boxes("lenses", options, func(l string) bool { return seen[l] })...)
}

// weigh is the form that asks whether it could happen again today.
func (f forms) weigh(s *postmortem.Session, place postmortem.Place) slack.ModalViewRequest {
	var pairs [][2]string
	for _, r := range postmortem.Recurrences() {
		pairs = append(pairs, [2]string{r, f.words.Say("option/recurs_"+r, nil)})
	}
	return f.modal(formWeigh, "save", formState{Place: place, Session: s.ID}, nil, f.hinted("recurrence", choose(s.Recurs, pairs...)))
}

// risk is the form in which people decide to live with causes.
func (f forms) risk(s *postmortem.Session, place postmortem.Place) slack.ModalViewRequest {
	open := map[string]bool{}
	var pairs [][2]string
	for _, e := range s.Leaves() {
		if open[e.ID] = len(s.AnswersTo(e)) == 0; open[e.ID] {
			pairs = append(pairs, [2]string{e.ID, s.Text(e.ID)})
		}
	}
	blocks := f.boxes("causes", optionsOf(pairs...), func(string) bool { return false })
	return f.modal(formRisk, "save", formState{Place: place, Session: s.ID}, nil,
		append(blocks, f.hinted("risk_reason", textInput("", true)), f.hinted("review", textInput("", false)))...)
}

// ideas is the form in which people say what becomes of what was parked.
func (f forms) ideas(s *postmortem.Session, place postmortem.Place) slack.ModalViewRequest {
	state := formState{Place: place, Session: s.ID}
	fates := [][2]string{}
	for _, as := range []string{postmortem.AsAction, postmortem.AsConsidered, postmortem.AsDeclined} {
		fates = append(fates, [2]string{as, f.words.Say("option/idea_"+as, nil)})
	}
	var blocks []slack.Block
	for _, e := range s.Undecided() {
		if len(state.Entries) == maxIdeas {
			break
		}
		state.Entries = append(state.Entries, e.ID)
		b := slack.NewInputBlock("fate_"+e.ID, plainText(cut(s.Text(e.ID), maxInputLabel)), nil, choose("", fates...))
		blocks = append(blocks, b.WithOptional(true))
	}
	blocks = append(blocks, f.hinted("why_not", textInput("", true)).WithOptional(true))
	return f.modal(formIdeas, "save", state, nil, blocks...)
}

// ends is the form in which people say how anybody will tell that actions are done.
func (f forms) ends(s *postmortem.Session, place postmortem.Place) slack.ModalViewRequest {
	state := formState{Place: place, Session: s.ID}
	var blocks []slack.Block
	for _, e := range s.Endless() {
		if len(state.Entries) == maxEnds {
			break
		}
		state.Entries = append(state.Entries, e.ID)
		b := slack.NewInputBlock(postmortem.EndField(e.ID), plainText(cut(e.Tag()+": "+s.Text(e.ID), maxInputLabel)), nil, textInput("", false))
		if len(blocks) == 0 {
			hintBelow(b, f.words.Say("form/ends_hint", nil))
		}
		blocks = append(blocks, b.WithOptional(true))
	}
	return f.modal(formEnds, "save", state, nil, blocks...)
}

// maxInputLabel is how long the label of a field may be
// (https://docs.slack.dev/reference/block-kit/blocks/input-block).
const maxInputLabel = 2000

// details are the fields of an entry beside its words.
func (f forms) details(s *postmortem.Session, e postmortem.Entry) []slack.Block {
	var blocks []slack.Block
	optional := func(b *slack.InputBlock) { blocks = append(blocks, b.WithOptional(true)) }
	user := func(id string) *slack.SelectBlockElement {
		who := slack.NewOptionsSelectBlockElement(slack.OptTypeUser, nil, value)
		who.InitialUser = id
		return who
	}
	switch e.Kind {
	case postmortem.Event:
		optional(f.input("sort", choose(e.Event, f.sorts("event_", postmortem.Events())...)))
		optional(f.hinted("link", textInput(s.Text(e.LinkKey()), false)))
	case postmortem.Cause:
		optional(f.hinted("link", textInput(s.Text(e.LinkKey()), false)))
		optional(f.hinted("second", textInput("", true)))
	case postmortem.RemedyItem:
		optional(f.input("sort", choose(e.Item, f.sorts("item_", postmortem.Items())...)))
		optional(f.hinted("keeper", user(e.Owner)))
	case postmortem.Action:
		keeper := f.input("keeper", user(e.Owner))
		hintBelow(keeper, f.words.Say("form/owner_hint", nil))
		optional(keeper)
		optional(f.hinted("due", textInput(e.DueDay(), false)))
		optional(f.hinted("done", textInput(s.Text(e.DoneKey()), false)))
		blocks = append(blocks, f.boxes("about", f.aboutOptions(s), func(id string) bool { return slices.Contains(e.Addresses, id) }, f.words.Say("form/about_hint", nil))...)
		optional(f.hinted("drop", textInput("", false)))
	}
	if apart := f.apartOptions(s, e); len(apart) > 0 {
		blocks = append(blocks, f.boxes("apart", apart, func(string) bool { return false }, f.words.Say("form/apart_hint", nil))...)
	}
	out := slack.NewCheckboxGroupsBlockElement(value, longOption("out", f.words.Say("option/take_out", nil)))
	optional(f.hinted("leave", out))
	return blocks
}

// apartOptions are what an entry is held for the same as, though accounts may differ.
func (f forms) apartOptions(s *postmortem.Session, e postmortem.Entry) []*slack.OptionBlockObject {
	var pairs [][2]string
	for _, group := range s.Together(e) {
		var others []string
		for _, id := range group {
			if o, ok := s.Entry(id); ok && id != e.ID {
				text := s.Text(id)
				if !o.At.IsZero() {
					text = o.At.UTC().Format("15:04") + " " + text
				}
				others = append(others, text)
			}
		}
		id := strings.Join(group, " ")
		if len(id) <= maxOptionValue {
			pairs = append(pairs, [2]string{id, f.words.Say("option/apart", map[string]any{"others": strings.Join(others, " / ")})})
		}
	}
	return optionsOf(pairs...)
}

// maxOptionValue is how long the value of an option may be
// (https://docs.slack.dev/reference/block-kit/composition-objects/option-object).
const maxOptionValue = 150

// aboutOptions are what an action can be about: the causes at which the story ends, or
// else the harm; none where nothing asks for it.
func (f forms) aboutOptions(s *postmortem.Session) []*slack.OptionBlockObject {
	var pairs [][2]string
	for _, c := range s.Leaves() {
		pairs = append(pairs, [2]string{c.ID, s.Text(c.ID)})
	}
	if len(pairs) > 0 {
		pairs = append(pairs, [2]string{postmortem.TheHarm, f.words.Say("option/the_harm", nil)})
	}
	return optionsOf(pairs...)
}

// sorts are the kinds of an entry, under their labels.
func (f forms) sorts(prefix string, of []string) [][2]string {
	var pairs [][2]string
	for _, s := range of {
		pairs = append(pairs, [2]string{s, f.words.Say("option/"+prefix+s, nil)})
	}
	return pairs
}
