package postmortem

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/remedybot/remedy/prompts"
)

// shownEntries is how many entries a board lists, latest last; Slack allows 50
// blocks in a message (https://docs.slack.dev/reference/block-kit/blocks).
const shownEntries = 20

// shownMissing is how much of what is missing a board names; `status` has it all.
const shownMissing = 4

// Digest tells two cards apart.
func (c Card) Digest() string {
	b, err := json.Marshal(c)
	if err != nil {
		panic(err) // strings and slices of them always marshal
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}

// Render shows what a message of the bot says about the present state.
func (g Guide) Render(s *Session, slot string) Card {
	switch {
	case slot == SlotRoot:
		return s.rootCard()
	case slot == SlotScript:
		return Card{Parts: []Part{{Kind: Body, Text: g.Words.Say("script", map[string]any{
			"title": s.Title, "severity": s.Severity, "command": "quiet"})}}}
	case strings.HasPrefix(slot, "board/"):
		return s.boardCard(g.Words, Phase(strings.TrimPrefix(slot, "board/")))
	case strings.HasPrefix(slot, "ready/"):
		return s.readyCard(g.Words, Phase(strings.TrimPrefix(slot, "ready/")))
	case strings.HasPrefix(slot, "pause/"):
		return s.pauseCard(g.Words, slot)
	case strings.HasPrefix(slot, "ask/"):
		name, _, _ := strings.Cut(strings.TrimPrefix(slot, "ask/"), "/")
		return s.askCard(g.Words, name)
	case strings.HasPrefix(slot, "again/"):
		p := Phase(strings.TrimPrefix(slot, "again/"))
		return Card{Parts: []Part{
			{Kind: Body, Text: g.Words.Say("again", map[string]any{"phase": p.Title()})},
			{Kind: Buttons, Buttons: s.boardButtons(p, 0)},
		}}
	}
	return Card{}
}

// value is what a button carries: the session, then what it is about.
func (s *Session) value(about ...string) string {
	return strings.Join(append([]string{string(s.ID)}, about...), "|")
}

func (s *Session) rootCard() Card {
	var state string
	switch s.Status {
	case Running:
		state = fmt.Sprintf("Step %d of %d: *%s*. Everything happens in this thread.", place(s.Phase), len(Phases()), s.Phase.Title())
	case Closing:
		state = "The talk is over; the draft is being written."
	case Draft:
		state = "The draft is in the thread."
	case Cancelled:
		state = "Cancelled. What people wrote stays in the thread."
	}
	facts := []string{string(s.ID)}
	if s.Severity != "" {
		facts = append(facts, s.Severity)
	}
	facts = append(facts, fmt.Sprintf("facilitated by <@%s>", s.Facilitator))
	return Card{Parts: []Part{
		{Kind: Header, Text: "Review: " + Escape(s.Title)},
		{Kind: Body, Text: state},
		{Kind: Quiet, Text: strings.Join(facts, " · ")},
	}}
}

func place(p Phase) int {
	for i, q := range Phases() {
		if p == q {
			return i + 1
		}
	}
	return 0
}

// Board is the phase on whose message an entry is shown: that of its kind,
// whenever it was said.
func (e Entry) Board() Phase {
	switch e.Kind {
	case Impact, Detection:
		return Opening
	case Event:
		return Timeline
	case Cause:
		return RootCause
	case RemedyItem:
		return Remedy
	case Action, Idea:
		return Prevention
	case Learning:
		return Close
	}
	if e.Phase == "" {
		return Timeline
	}
	return e.Phase
}

// boardOf is the message that shows an entry: its own phase's board once that
// stands, else the present one's, so that everything proposed can be seen.
func (t *turn) boardOf(e Entry) string {
	if slot := SlotBoard(e.Board()); t.s.Posts[slot].TS != "" {
		return slot
	}
	return SlotBoard(t.s.Phase)
}

// boardCard opens a phase with its questions and shows what it has gathered.
func (s *Session) boardCard(w *prompts.Words, p Phase) Card {
	ideas := []string{}
	for _, e := range s.Live(Idea) {
		ideas = append(ideas, s.Text(e.ID))
	}
	parts := []Part{
		{Kind: Header, Text: fmt.Sprintf("%d. %s", place(p), p.Title())},
		{Kind: Body, Text: w.Say("phase/"+string(p), map[string]any{"title": s.Title, "ideas": ideas})},
	}
	var mine []Entry
	proposed := 0
	for _, e := range s.Live() {
		if e.Board() == p && s.Text(e.ID) != "" {
			mine = append(mine, e)
			if s.Waits(e) {
				proposed++
			}
		}
	}
	if p == Timeline {
		mine = s.Timeline()
	}
	if len(mine) > 0 {
		parts = append(parts, Part{Kind: Rule})
	}
	if hidden := len(mine) - shownEntries; hidden > 0 {
		parts = append(parts, Part{Kind: Quiet, Text: plural(hidden, "entry more is in the review.", "entries more are in the review.")})
		mine = mine[hidden:]
	}
	if p == RootCause && len(mine) > 0 {
		parts = append(parts, s.treeParts(mine)...)
	} else {
		for _, e := range mine {
			parts = append(parts, s.entryPart(e))
		}
	}
	if buttons := s.boardButtons(p, proposed); len(buttons) > 0 {
		parts = append(parts, Part{Kind: Buttons, Buttons: buttons})
	}
	if what := s.stillOpen(w, p); what != "" {
		parts = append(parts, Part{Kind: Quiet, Text: what})
	}
	if proposed > 0 && s.Running() {
		parts = append(parts, Part{Kind: Quiet, Text: w.Say("proposed", map[string]any{"n": proposed})})
	}
	return Card{Parts: parts}
}

// entryPart is one line of a board.
func (s *Session) entryPart(e Entry) Part {
	text := Escape(s.Text(e.ID))
	if e.Kind == Event {
		text = "*" + s.clock(e) + "*  " + text
	}
	if e.Kind == Action {
		text = fmt.Sprintf("*AI-%d*  %s\n%s", e.Number, text, s.promise(e))
	}
	part := Part{Kind: Body, Text: text}
	switch {
	case e.Kind == Action && e.Action == Offered && s.Status != Cancelled:
		part.Side = &Button{Action: DoAccept, Value: s.value(e.ID), Label: "I take it",
			Reader: fmt.Sprintf("Take action AI-%d", e.Number)}
	case e.State == Proposed && s.Running():
		part.Text = text + "  _(proposed)_"
		part.Side = &Button{Action: DoConfirm, Value: s.value(e.ID), Label: "Confirm", Reader: "Confirm this entry"}
	case e.State == Proposed:
		part.Text = text + "  _(proposed)_"
	case s.Running() && e.Board() == s.Phase:
		part.Side = &Button{Action: DoEdit, Value: s.value(e.ID), Label: "Edit…", Reader: "Change this entry"}
	}
	return part
}

// treeParts shows causes as the tree they form, under the four sides.
func (s *Session) treeParts(shown []Entry) []Part {
	var out []Part
	for _, stem := range append(Stems(), "") {
		titled := false
		for _, n := range s.Tree(stem) {
			if !slices.ContainsFunc(shown, func(e Entry) bool { return e.ID == n.ID }) {
				continue
			}
			if !titled {
				out = append(out, Part{Kind: Quiet, Text: "*" + StemTitle(stem) + "*"})
				titled = true
			}
			part := s.entryPart(n.Entry)
			if s.against(n.Entry) != "" {
				part.Text = "_Seen differently:_ " + part.Text
			}
			if n.Depth > 0 {
				part.Text = strings.Repeat("\u2003", n.Depth-1) + "↳ " + part.Text
			}
			part.Text += fmt.Sprintf("  _%s, %s_", strings.ReplaceAll(cmp.Or(n.Cause, "condition"), "_", " "), s.Confidence(n.Entry))
			out = append(out, part)
		}
	}
	return out
}

// clock shows when something happened, in UTC with a date Slack turns into the reader's own time.
func (s *Session) clock(e Entry) string {
	if e.At.IsZero() {
		return "time not known"
	}
	form := "{date_short_pretty} {time}"
	text := fmt.Sprintf("<!date^%d^%s|%s>", e.At.Unix(), form, e.At.UTC().Format("2006-01-02 15:04 UTC"))
	if e.Precision == "approx" {
		return "about " + text
	}
	return text
}

// promise says who does an action, and by when.
func (s *Session) promise(e Entry) string {
	who := "_no owner yet_"
	switch {
	case e.Owner != "" && e.Action == Owned:
		who = fmt.Sprintf("<@%s>", e.Owner)
	case e.Owner != "":
		who = fmt.Sprintf("_offered by <@%s>, not accepted yet_", e.Owner)
	}
	when := "_no date yet_"
	if !e.Due.IsZero() {
		when = "by " + e.Due.Format("Mon 2 Jan 2006")
	}
	line := who + " · " + when
	if done := s.Text(e.DoneKey()); e.HasDone && done != "" {
		line += " · done when " + Escape(done)
	}
	return line
}

func (s *Session) boardButtons(p Phase, proposed int) []Button {
	if !s.Running() || p != s.Phase {
		return nil
	}
	var out []Button
	if next, ok := p.step(1); ok {
		out = append(out, Button{Action: DoNext, Value: s.value(string(p)), Label: "Next: " + next.Title(), Style: "primary"})
	} else {
		out = append(out, finishButton(s))
	}
	if proposed > 0 {
		out = append(out, Button{Action: DoConfirmAll, Value: s.value(string(p)), Label: fmt.Sprintf("Confirm all %d", proposed)})
		out = append(out, Button{Action: DoSort, Value: s.value(string(p)), Label: "Choose…", Reader: "Choose which entries to confirm and which to leave out"})
	}
	if len(s.Open(p)) > 0 {
		out = append(out, Button{Action: DoWaive, Value: s.value(string(p)), Label: "Leave open…", Reader: "Leave open what cannot be established, with a reason"})
	}
	out = append(out, Button{Action: DoAdd, Value: s.value(string(p)), Label: "Add…", Reader: "Add an entry to the review"})
	if prev, ok := p.step(-1); ok {
		out = append(out, Button{Action: DoBack, Value: s.value(string(p)), Label: "Back to " + prev.Title()})
	}
	return out
}

// stillOpen names what the present phase has not established yet.
func (s *Session) stillOpen(w *prompts.Words, p Phase) string {
	open := s.Open(p)
	if !s.Running() || p != s.Phase || len(open) == 0 {
		return ""
	}
	var what []string
	for _, c := range open[:min(len(open), shownMissing)] {
		what = append(what, c.phrase(w))
	}
	return w.Say("missing", map[string]any{"what": strings.Join(what, "; "), "more": len(open) - len(what)})
}

// readyCard proposes to move on; a human presses.
func (s *Session) readyCard(w *prompts.Words, p Phase) Card {
	next, more := p.step(1)
	name, data := "ready", map[string]any{"phase": p.Title(), "next": next.Title(), "have": s.have(p)}
	button := Button{Action: DoNext, Value: s.value(string(p)), Label: "Next: " + next.Title(), Style: "primary"}
	if !more {
		name, button = "ready_to_finish", finishButton(s)
	}
	return Card{Parts: []Part{
		{Kind: Body, Text: w.Say(name, data)},
		{Kind: Buttons, Buttons: []Button{button}},
	}}
}

func finishButton(s *Session) Button {
	return Button{Action: DoFinish, Value: s.value(), Label: "Finish", Style: "primary",
		Ask: "Finish the review? The bot then posts the draft in this thread."}
}
