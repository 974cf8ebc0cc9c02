package slackapp

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/prompts"
)

// The forms. A field's block_id is its name, as in postmortem.Refusal, and its
// action_id is always "value".
const (
	formStart   = "start_review"
	formAdd     = "add_entry"
	formSort    = "sort_entries"
	formWaive   = "waive_criteria"
	formEdit    = "edit_entry"
	formView    = "see_differently"
	formSeat    = "seat_people"
	formOwnSeat = "own_seat"
	formTell    = "give_account"
	formStay    = "object"
	formLater   = "postpone_action"
	formDrop    = "drop_action"
	formDraft   = "draft"
	formSay     = "say_for_me"
	formPoll    = "poll"

	value = "value"
)

// formState travels with a form and comes back with what was filled in.
type formState struct {
	Place   postmortem.Place     `json:"place"`
	Session postmortem.SessionID `json:"session,omitempty"`
	Source  postmortem.Ref       `json:"source,omitzero"`
	Author  postmortem.Person    `json:"author,omitzero"`
	Phase   postmortem.Phase     `json:"phase,omitempty"`   // that an account or an objection is about
	Entries []string             `json:"entries,omitempty"` // that were shown to be sorted, or the one that is changed
	// Considered says that whoever fills it in has read what comes to mind about their words.
	Considered bool `json:"considered,omitempty"`
	// Answer is where whoever sent the form is told what became of it, if not in
	// Place: a message can be added from a channel that the bot is not in.
	Answer string `json:"answer,omitempty"`
	// List is where the private list of what is missing stands, which follows what the form does.
	List string `json:"list,omitempty"`
}

// entry is the one that a form is about.
func (s formState) entry() string {
	if len(s.Entries) != 1 {
		return ""
	}
	return s.Entries[0]
}

// forms draws the forms in somebody's words: their titles are in
// prompts/people/window.md, under the form's callback id, what stands at a field
// in form.md, and what can be chosen in option.md.
type forms struct {
	words *prompts.Words
	zone  *time.Location // of the reader, in which lists write times; nil: UTC
}

func (f forms) modal(callback, submit string, state formState, title map[string]any, blocks ...slack.Block) slack.ModalViewRequest {
	b, err := json.Marshal(state)
	if err != nil {
		panic(err) // strings and slices of strings only
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: callback, PrivateMetadata: string(b),
		Title:  plainText(cut(f.words.Say("window/"+callback, title), maxTitle)),
		Submit: plainText(f.words.Say("button/"+submit, nil)), Close: plainText(f.words.Say("button/cancel", nil)),
		Blocks: slack.Blocks{BlockSet: blocks},
	}
}

// input is a field that is labelled after its name.
func (f forms) input(name string, element slack.BlockElement) *slack.InputBlock {
	return slack.NewInputBlock(name, plainText(f.words.Say("form/"+name, nil)), nil, element)
}

// hinted is a field with a hint below it.
func (f forms) hinted(name string, element slack.BlockElement) *slack.InputBlock {
	b := f.input(name, element)
	b.Hint = plainText(f.words.Say("form/"+name+"_hint", nil))
	return b
}

// options are value, label pairs for choose: what people/option.md says of each.
func (f forms) options(values ...string) [][2]string {
	var pairs [][2]string
	for _, v := range values {
		pairs = append(pairs, [2]string{v, f.words.Say("option/"+v, nil)})
	}
	return pairs
}

func textInput(initial string, multiline bool) *slack.PlainTextInputBlockElement {
	e := slack.NewPlainTextInputBlockElement(nil, value)
	e.InitialValue, e.Multiline, e.MaxLength = cut(initial, maxInput), multiline, maxInput
	return e
}

// choose is a list of value, label pairs; chosen is preselected if it is one of them.
func choose(chosen string, pairs ...[2]string) *slack.SelectBlockElement {
	e := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, value)
	e.Options = optionsOf(pairs...)
	for _, o := range e.Options {
		if o.Value == chosen {
			e.InitialOption = o
		}
	}
	return e
}

// start is the form that opens a review. text is a title as typed, and the mode
// before it; where that names none, the usual one is chosen, if there is one.
func (f forms) start(place postmortem.Place, by postmortem.Person, text string, usual postmortem.Mode, zone string) slack.ModalViewRequest {
	mode, title := modeAndTitle(text)
	who := slack.NewOptionsSelectBlockElement(slack.OptTypeUser, nil, value)
	who.InitialUser = by.ID
	where := slack.NewOptionsSelectBlockElement(slack.OptTypeConversations, nil, value)
	where.InitialConversation = place.Channel
	where.Filter = &slack.SelectBlockElementFilter{Include: []string{"public", "private"}, ExcludeBotUsers: true}
	return f.modal(formStart, "start", formState{Place: place}, nil,
		f.hinted("title", textInput(title, false)),
		f.severity(""),
		f.began(slack.NewDateTimePickerBlockElement(value), by.Zone),
		f.input("ended", slack.NewDateTimePickerBlockElement(value)).WithOptional(true),
		f.hinted("facilitator", who),
		f.hinted("incident", where),
		f.hinted("mode", choose(cmp.Or(string(mode), string(usual), asSeverity), f.modes()...)).WithOptional(true),
		f.hinted("zone", f.zones(by, zone)).WithOptional(true),
	)
}

func (f forms) severity(chosen string) slack.Block {
	return f.input("severity", choose(chosen, f.severities()...)).WithOptional(true)
}

// began is the field of when the impact began, which Slack shows in the zone of the
// reader's profile.
func (f forms) began(picker *slack.DateTimePickerBlockElement, zone string) slack.Block {
	b := f.input("began", picker)
	b.Hint = plainText(f.words.Say("form/began_hint", map[string]any{"zone": zone}))
	return b.WithOptional(true)
}

// eachOwn stands for no zone of the review's own; an option needs a value.
const eachOwn = "own"

// asSeverity stands for the mode that a severity asks for.
const asSeverity = "severity"

func (f forms) modes() [][2]string {
	out := [][2]string{{asSeverity, f.words.Say("option/as_severity", nil)}}
	for _, m := range postmortem.Modes() {
		out = append(out, [2]string{string(m), f.words.Say("option/"+string(m), nil)})
	}
	return out
}

// severities are said with which end is the worse: not everybody counts the same way.
func (f forms) severities() [][2]string {
	var out [][2]string
	for _, s := range []string{"SEV1", "SEV2", "SEV3", "SEV4", "SEV5"} {
		out = append(out, [2]string{s, f.words.Say("option/"+strings.ToLower(s), nil)})
	}
	return out
}

// zones are those in which clock times may be meant; usual is chosen, if there is one.
func (f forms) zones(by postmortem.Person, usual string) *slack.SelectBlockElement {
	pairs := [][2]string{{eachOwn, f.words.Say("option/each_own", nil)}, {"UTC", "UTC"}}
	for _, z := range []string{by.Zone, usual} {
		if z != "" && !slices.Contains(pairs, [2]string{z, z}) {
			pairs = append(pairs, [2]string{z, z})
		}
	}
	return choose(cmp.Or(usual, eachOwn), pairs...)
}

// add is the form that puts something into a review by hand. text is as typed.
func (f forms) add(state formState, kind postmortem.Kind, text string) slack.ModalViewRequest {
	var kinds [][2]string
	for _, a := range addable {
		kinds = append(kinds, [2]string{string(a.kind), f.words.Say("option/"+a.word, nil)})
	}
	return f.modal(formAdd, "add_entry", state, nil,
		f.input("kind", choose(string(kind), kinds...)),
		f.hinted("text", textInput(text, true)),
		f.hinted("when", textInput("", false)).WithOptional(true),
		f.hinted("exactly", choose("", append(f.sorts("event_", postmortem.Events()), f.sorts("item_", postmortem.Items())...)...)).WithOptional(true),
		f.hinted("owner", slack.NewOptionsSelectBlockElement(slack.OptTypeUser, nil, value)).WithOptional(true),
		f.hinted("due", textInput("", false)).WithOptional(true),
		f.hinted("done", textInput("", false)).WithOptional(true),
	)
}

// maxSorted is how many entries one form shows; a select takes as many options
// (https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element).
const maxSorted = 100

// What becomes of entries that were not ticked.
const (
	othersStay = "stay"
	othersOut  = "leave_out"
)

// sort is the form in which proposed entries are confirmed or left out.
func (f forms) sort(s *postmortem.Session, phase postmortem.Phase, entries []postmortem.Entry, place postmortem.Place) slack.ModalViewRequest {
	return f.sorting(formSort, s, formState{Place: place, Session: s.ID}, map[string]any{"phase": phase.Title()}, entries)
}

// sorting is such a form under a title of its own.
func (f forms) sorting(callback string, s *postmortem.Session, state formState, title map[string]any, entries []postmortem.Entry) slack.ModalViewRequest {
	var blocks []slack.Block
	if over := len(entries) - maxSorted; over > 0 {
		entries = entries[:maxSorted]
		blocks = append(blocks, slack.NewContextBlock("", mrkdwn(f.words.Say("form/more", map[string]any{"shown": maxSorted, "more": over}))))
	}
	for group := range slices.Chunk(optionsOf(f.entryPairs(s, entries, f.clockOf(entries))...), maxOptions) {
		boxes := slack.NewCheckboxGroupsBlockElement(value, group...)
		field := f.input("entries", boxes)
		if len(state.Entries) == 0 {
			hintBelow(field, f.clockHint(entries))
		} else {
			field = f.input("more_entries", boxes)
			field.BlockID = fmt.Sprintf("entries_%d", len(state.Entries)/maxOptions+1)
		}
		for _, o := range group {
			state.Entries = append(state.Entries, o.Value)
		}
		blocks = append(blocks, field.WithOptional(true))
	}
	blocks = append(blocks, f.hinted("others", choose(othersStay, f.options(othersStay, othersOut)...)))
	return f.modal(callback, "save", state, title, blocks...)
}

// waive is the form in which things are left open on purpose.
func (f forms) waive(s *postmortem.Session, phase postmortem.Phase, place postmortem.Place) slack.ModalViewRequest {
	var options []*slack.OptionBlockObject
	unknown := map[string]bool{} // most often one reason holds for all that nobody knows
	for _, c := range s.Open(phase) {
		options = append(options, longOption(c.ID, plain(s.Named(f.words, c))))
		unknown[c.ID] = !c.ByHand()
	}
	return f.modal(formWaive, "waive", formState{Place: place, Session: s.ID}, map[string]any{"phase": phase.Title()},
		f.leftOpen("criteria", options, func(id string) bool { return unknown[id] }, f.words.Say("form/criteria_hint", nil))...)
}

// leftOpen are boxes of what is left open, and the reason. With one group of them something has to be ticked; of several,
// each alone may be empty.
func (f forms) leftOpen(name string, options []*slack.OptionBlockObject, ticked func(id string) bool, hints ...string) []slack.Block {
	blocks := f.boxes(name, options, ticked, hints...)
	if len(blocks) == 1 {
		blocks[0].(*slack.InputBlock).Optional = false
	}
	reason := textInput("", true)
	reason.Placeholder = plainText(f.words.Say("form/reason_example", nil))
	return append(blocks, f.hinted("reason", reason))
}

// edit is the form that changes an entry; a cause is also put in its place there.
func (f forms) edit(s *postmortem.Session, e postmortem.Entry, place postmortem.Place) slack.ModalViewRequest {
	text := textInput(s.Text(e.ID), true)
	if utf8.RuneCountInString(text.InitialValue) <= postmortem.LongestEntry {
		text.MaxLength = postmortem.LongestEntry // Slack opens no form whose text is longer than its field
	}
	sentence := f.input("text", text)
	sentence.Hint = plainText(f.words.Say("form/edit_hint", nil))
	blocks := []slack.Block{sentence}
	if e.Timed() {
		blocks = append(blocks, f.hinted("when", textInput(e.When(), false)).WithOptional(true))
	}
	if e.Kind == postmortem.Cause {
		under, others := []([2]string){}, []([2]string){}
		for _, stem := range postmortem.Stems() {
			under = append(under, [2]string{stem, postmortem.StemTitle(stem)})
		}
		for _, o := range s.Live(postmortem.Cause) {
			if o.ID != e.ID && o.Against == "" && len(under) < maxSorted {
				under = append(under, [2]string{o.ID, f.words.Say("option/below", map[string]any{"cause": prompts.Marked(s.Text(o.ID))})})
				others = append(others, [2]string{o.ID, s.Text(o.ID)})
			}
		}
		at := s.SideOf(e)
		if len(e.Parents) > 0 {
			at = e.Parents[0]
		}
		sure := postmortem.Likely
		if e.Hypothesis {
			sure = postmortem.Hypothesis
		}
		blocks = append(blocks,
			f.hinted("under", choose(at, under...)).WithOptional(true),
			f.input("cause", choose(e.Cause, f.options(postmortem.Causes()...)...)).WithOptional(true),
			f.input("sure", choose(string(sure), f.options(string(postmortem.Likely), string(postmortem.Hypothesis))...)).WithOptional(true))
		if len(others) > 0 {
			blocks = append(blocks, f.hinted("same", choose("", others...)).WithOptional(true))
		}
		blocks = append(blocks, f.hinted("view", textInput("", true)).WithOptional(true))
	}
	blocks = append(blocks, f.details(s, e)...)
	return f.modal(formEdit, "save", formState{Place: place, Session: s.ID, Entries: []string{e.ID}}, nil, blocks...)
}

// view is the form in which somebody puts another view beside a cause that is not
// theirs to change.
func (f forms) view(s *postmortem.Session, e postmortem.Entry, place postmortem.Place) slack.ModalViewRequest {
	return f.about(formView, "save", s, e, place, nil, f.hinted("view", textInput("", true)))
}

// postpone is the form that gives an action another date, and drop the one that
// ends it.
func (f forms) postpone(s *postmortem.Session, e postmortem.Entry, place postmortem.Place) slack.ModalViewRequest {
	return f.about(formLater, "save", s, e, place, map[string]any{"action": e.Tag()}, f.hinted("new_due", textInput("", false)))
}

func (f forms) drop(s *postmortem.Session, e postmortem.Entry, place postmortem.Place) slack.ModalViewRequest {
	return f.about(formDrop, "drop_action", s, e, place, map[string]any{"action": e.Tag()}, f.hinted("why_dropped", textInput("", true)))
}

// about is a form with one field about an entry, which stands above it.
func (f forms) about(callback, submit string, s *postmortem.Session, e postmortem.Entry, place postmortem.Place, title map[string]any, field slack.Block) slack.ModalViewRequest {
	what := slack.NewContextBlock("", mrkdwn(postmortem.Escape(cut(s.Text(e.ID), postmortem.LongestEntry))))
	return f.modal(callback, submit, formState{Place: place, Session: s.ID, Entries: []string{e.ID}},
		title, what, field)
}
