package slackapp

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/prompts"
)

// The forms. A field's block_id is its name, as in postmortem.Refusal, and its
// action_id is always "value".
const (
	formStart = "start_review"
	formAdd   = "add_entry"
	formSort  = "sort_entries"
	formWaive = "waive_criteria"
	formEdit  = "edit_entry"

	value = "value"
)

// formState travels with a form and comes back with what was filled in.
type formState struct {
	Place   postmortem.Place     `json:"place"`
	Session postmortem.SessionID `json:"session,omitempty"`
	Source  postmortem.Ref       `json:"source,omitzero"`
	Author  postmortem.Person    `json:"author,omitzero"`
	Entries []string             `json:"entries,omitempty"` // that were shown to be sorted, or the one that is changed
	// Answer is where whoever sent the form is told what became of it, if not in
	// Place: a message can be added from a channel that the bot is not in.
	Answer string `json:"answer,omitempty"`
}

func modal(callback, title, submit string, state formState, blocks ...slack.Block) slack.ModalViewRequest {
	b, err := json.Marshal(state)
	if err != nil {
		panic(err) // strings and slices of strings only
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: callback, Title: plainText(title), Submit: plainText(submit), Close: plainText("Cancel"),
		Blocks: slack.Blocks{BlockSet: blocks}, PrivateMetadata: string(b),
	}
}

func input(name, label, hint string, element slack.BlockElement) *slack.InputBlock {
	var h *slack.TextBlockObject
	if hint != "" {
		h = plainText(hint)
	}
	return slack.NewInputBlock(name, plainText(label), h, element)
}

func optional(name, label, hint string, element slack.BlockElement) *slack.InputBlock {
	return input(name, label, hint, element).WithOptional(true)
}

func textInput(initial string, multiline bool) *slack.PlainTextInputBlockElement {
	e := slack.NewPlainTextInputBlockElement(nil, value)
	e.InitialValue, e.Multiline, e.MaxLength = cut(initial, maxInput), multiline, maxInput
	return e
}

// choose is a list of value, label pairs; chosen is preselected if it is one of them.
func choose(chosen string, pairs ...[2]string) *slack.SelectBlockElement {
	e := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, value)
	for _, p := range pairs {
		o := slack.NewOptionBlockObject(p[0], plainText(cut(p[1], maxOption)), nil)
		e.Options = append(e.Options, o)
		if p[0] == chosen {
			e.InitialOption = o
		}
	}
	return e
}

// startView is the form that opens a review.
func startView(place postmortem.Place, by postmortem.Person, title string) slack.ModalViewRequest {
	who := slack.NewOptionsSelectBlockElement(slack.OptTypeUser, nil, value)
	who.InitialUser = by.ID
	where := slack.NewOptionsSelectBlockElement(slack.OptTypeConversations, nil, value)
	where.InitialConversation = place.Channel
	where.Filter = &slack.SelectBlockElementFilter{Include: []string{"public", "private"}, ExcludeBotUsers: true}
	return modal(formStart, "Start a review", "Start", formState{Place: place},
		input("title", "What happened?", "As users saw it, such as: checkout failed for one hour.", textInput(title, false)),
		optional("severity", "Severity", "", choose("", [2]string{"SEV1", "SEV1"}, [2]string{"SEV2", "SEV2"},
			[2]string{"SEV3", "SEV3"}, [2]string{"SEV4", "SEV4"}, [2]string{"SEV5", "SEV5"})),
		optional("began", "The impact began", "Shown in your own time zone.", slack.NewDateTimePickerBlockElement(value)),
		optional("ended", "The impact ended", "", slack.NewDateTimePickerBlockElement(value)),
		input("facilitator", "Facilitator", "Keeps the time and moves the review on.", who),
		input("incident", "Channel of the incident", "What was written there is read for the timeline.", where),
		optional("zone", "Clock times are written in", "", zones(by)),
	)
}

// eachOwn stands for no zone of the review's own; an option needs a value.
const eachOwn = "own"

func zones(by postmortem.Person) *slack.SelectBlockElement {
	pairs := [][2]string{{eachOwn, "Each writer's own time zone"}, {"UTC", "UTC"}}
	if by.Zone != "" && by.Zone != "UTC" {
		pairs = append(pairs, [2]string{by.Zone, by.Zone})
	}
	return choose(eachOwn, pairs...)
}

// addView is the form that puts something into a review by hand. text is as typed.
func addView(state formState, kind postmortem.Kind, text string) slack.ModalViewRequest {
	var kinds [][2]string
	for _, a := range addable {
		kinds = append(kinds, [2]string{string(a.kind), a.label})
	}
	return modal(formAdd, "Add to the review", "Add", state,
		input("kind", "What is it?", "", choose(string(kind), kinds...)),
		input("text", "In one sentence", "What and how, rather than who and why.", textInput(text, true)),
		optional("owner", "Owner of an action", "", slack.NewOptionsSelectBlockElement(slack.OptTypeUser, nil, value)),
		optional("due", "Due date of an action", "Such as: next friday, or 2026-03-31.", textInput("", false)),
	)
}

// maxSorted is how many entries one form shows; a select takes as many options
// (https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element).
const maxSorted = 100

// maxEntry is the longest text of an entry.
const maxEntry = 600

// What becomes of entries that were not ticked.
const (
	othersStay = "stay"
	othersOut  = "leave_out"
)

// sortView is the form in which proposed entries are confirmed or left out.
func sortView(s *postmortem.Session, phase postmortem.Phase, entries []postmortem.Entry, place postmortem.Place) slack.ModalViewRequest {
	state := formState{Place: place, Session: s.ID}
	var blocks []slack.Block
	if over := len(entries) - maxSorted; over > 0 {
		entries = entries[:maxSorted]
		blocks = append(blocks, slack.NewContextBlock("", mrkdwn(fmt.Sprintf("These are the first %d; %d more come afterwards.", maxSorted, over))))
	}
	for group := range slices.Chunk(entries, maxOptions) {
		boxes := slack.NewCheckboxGroupsBlockElement(value)
		for _, e := range group {
			state.Entries = append(state.Entries, e.ID)
			boxes.Options = append(boxes.Options, longOption(e.ID, s.Text(e.ID)))
		}
		name, label := "entries", "Tick what belongs into the review"
		if len(state.Entries) > maxOptions {
			name, label = fmt.Sprintf("entries_%d", (len(state.Entries)-1)/maxOptions+1), "More entries"
		}
		blocks = append(blocks, optional(name, label, "", boxes))
	}
	blocks = append(blocks, input("others", "The others", "What is left out can still be read in the thread.",
		choose(othersStay, [2]string{othersStay, "Leave them as proposed"}, [2]string{othersOut, "Leave them out"})))
	return modal(formSort, cut("Sort: "+phase.Title(), 24), "Save", state, blocks...)
}

// waiveView is the form in which things are left open on purpose.
func waiveView(s *postmortem.Session, phase postmortem.Phase, place postmortem.Place, w *prompts.Words) slack.ModalViewRequest {
	boxes := slack.NewCheckboxGroupsBlockElement(value)
	open := s.Open(phase)
	for _, c := range open[:min(len(open), maxOptions)] {
		boxes.Options = append(boxes.Options, longOption(c.ID, c.What(w)))
	}
	reason := textInput("", true)
	reason.Placeholder = plainText("The logs of that hour are gone.")
	return modal(formWaive, cut("Leave open: "+phase.Title(), 24), "Leave open", formState{Place: place, Session: s.ID},
		input("criteria", "What nobody can say today", "It stands in the review as not established. Said later, it counts all the same.", boxes),
		input("reason", "Why it stays open", "The review shows it.", reason))
}

// causeKinds are the kinds of causes as people read them.
var causeKinds = [][2]string{
	{"trigger", "Trigger: what set it off"}, {"condition", "Condition: what had been so before"},
	{"amplifier", "Amplifier: what made it larger"}, {"detection_gap", "Detection gap: what kept it unnoticed"},
	{"recovery_hindrance", "Hindrance: what made recovery take longer"}, {"safeguard_that_worked", "Safeguard that worked"}, {"luck", "Luck"},
}

// editView is the form that changes an entry; a cause is also put in its place there.
func editView(s *postmortem.Session, e postmortem.Entry, place postmortem.Place) slack.ModalViewRequest {
	hint := "The message it comes from stays its source."
	if e.Kind == postmortem.Event {
		hint = "To move it, begin with a time: 14:05 UTC, and then what happened. " + hint
	}
	text := textInput(s.Text(e.ID), true)
	if utf8.RuneCountInString(text.InitialValue) <= maxEntry {
		text.MaxLength = maxEntry // Slack opens no form whose text is longer than its field
	}
	blocks := []slack.Block{input("text", "In one sentence", hint, text)}
	if e.Kind == postmortem.Cause {
		under, others := []([2]string){}, []([2]string){}
		for _, stem := range postmortem.Stems() {
			under = append(under, [2]string{stem, postmortem.StemTitle(stem)})
		}
		for _, o := range s.Live(postmortem.Cause) {
			if o.ID != e.ID && o.Against == "" && len(under) < maxSorted {
				under = append(under, [2]string{o.ID, "Below: " + s.Text(o.ID)})
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
			optional("under", "Where it belongs", "What does it answer: how it started, or how one of the others came to be so?", choose(at, under...)),
			optional("cause", "What kind", "", choose(e.Cause, causeKinds...)),
			optional("sure", "How sure are we", "", choose(string(sure), [2]string{string(postmortem.Likely), "As the evidence says"}, [2]string{string(postmortem.Hypothesis), "A hypothesis for now"})))
		if len(others) > 0 {
			blocks = append(blocks, optional("same", "Says the same as", "Both become one, with both messages as sources.", choose("", others...)))
		}
		blocks = append(blocks, optional("view", "I saw it differently", "Your view stands beside it; neither wins.", textInput("", true)))
	}
	return modal(formEdit, "Change the entry", "Save", formState{Place: place, Session: s.ID, Entries: []string{e.ID}}, blocks...)
}

// longOption shows a text in the 75 characters of an option, and the next 75 below.
func longOption(id, text string) *slack.OptionBlockObject {
	if strings.TrimSpace(text) == "" {
		text = id
	}
	var more *slack.TextBlockObject
	if r := []rune(text); len(r) > maxOption {
		at := strings.LastIndex(string(r[:maxOption]), " ")
		if at <= 0 {
			at = len(string(r[:maxOption]))
		}
		more = plainText(cut(strings.TrimSpace(text[at:]), maxOption))
		text = text[:at]
	}
	return slack.NewOptionBlockObject(id, plainText(text), more)
}

// sortable are the entries of a phase that wait for a human's hand.
func sortable(s *postmortem.Session, phase postmortem.Phase) []postmortem.Entry {
	var out []postmortem.Entry
	for _, e := range s.Live() {
		if s.Waits(e) && (phase == "" || e.Board() == phase) {
			out = append(out, e)
		}
	}
	return out
}
