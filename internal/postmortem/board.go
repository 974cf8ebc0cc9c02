package postmortem

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/prompts"
)

// shownEntries is how many entries a board lists, latest last; Slack allows 50
// blocks in a message (https://docs.slack.dev/reference/block-kit/blocks).
const shownEntries = 20

// shownMissing is how much of what is missing a board names, and fewMore how much more
// it names rather than counts; `status` has it all.
const shownMissing, fewMore = 4, 2

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
		return s.rootCard(g)
	case slot == SlotScript:
		return Card{Parts: append([]Part{{Kind: Body, Text: g.Words.Say("script", map[string]any{
			"title": s.Title, "severity": s.Severity, "command": "quiet", "contact": g.Contact}) + s.longScript(g.Words)}}, append(g.aimPart(s), s.helpButtons(g.Words))...)}
	case strings.HasPrefix(slot, "board/"):
		return g.boardCard(s, Phase(strings.TrimPrefix(slot, "board/")))
	case strings.HasPrefix(slot, "ready/"):
		return s.readyCard(g.Words, Phase(strings.TrimPrefix(slot, "ready/")))
	case strings.HasPrefix(slot, "account/"):
		return s.accountCard(g.Words, slot)
	case strings.HasPrefix(slot, "pause/"):
		return s.pauseCard(g.Words, slot)
	case strings.HasPrefix(slot, "ask/"):
		return s.askCard(g.Words, slot)
	case strings.HasPrefix(slot, "digest/"):
		return g.digestCard(s, slot)
	case strings.HasPrefix(slot, "remind/"):
		return s.actionsCard(g.Words, slot, "reminder")
	case strings.HasPrefix(slot, "ended/"):
		return s.actionsCard(g.Words, slot, "ended")
	case strings.HasPrefix(slot, "risk/"):
		return s.risksCard(g.Words, slot)
	case strings.HasPrefix(slot, "overdue/"):
		return s.actionsCard(g.Words, slot, "overdue")
	case slot == SlotWording:
		return s.wordingCard(g.Words)
	case slot == SlotPoll:
		return s.pollCard(g.Words)
	case strings.HasPrefix(slot, "say/"):
		return s.sayCard(g.Words, slot)
	case slot == SlotCheck:
		return g.checkCard(s)
	case strings.HasPrefix(slot, "publish/"):
		return g.publishCard(s)
	case strings.HasPrefix(slot, "published/"):
		return g.publishedCard(s, slot)
	case strings.HasPrefix(slot, "remark/"):
		return g.remarkCard(s, slot)
	case strings.HasPrefix(slot, "again/"):
		p := Phase(strings.TrimPrefix(slot, "again/"))
		return Card{Parts: append(s.consented(g.Words, p),
			Part{Kind: Body, Text: g.Words.Say("again", map[string]any{"phase": p.Title()})},
			Part{Kind: Buttons, Buttons: s.boardButtons(g.Words, p, 0)},
		)}
	}
	return Card{}
}

// value is what a button carries: the session, then what it is about.
func (s *Session) value(about ...string) string {
	return strings.Join(append([]string{string(s.ID)}, about...), "|")
}

func (s *Session) rootCard(g Guide) Card {
	w := g.Words
	var at map[string]any
	if s.Status == Running {
		at = map[string]any{"n": place(s.Phase), "all": len(Phases()), "phase": s.Phase.Title()}
	}
	facts := []string{string(s.ID)}
	if s.Severity != "" {
		facts = append(facts, s.Severity)
	}
	facts = append(facts, w.Say("board/facilitated", map[string]any{"facilitator": mention(s.Facilitator)}))
	if s.Carrier() != s.Facilitator {
		facts = append(facts, w.Say("board/carried", map[string]any{"owner": mention(s.Carrier())}))
	}
	if s.Status == Checked {
		n, all := s.Agreement()
		at = map[string]any{"n": n, "all": all}
	}
	text := w.Say("board/"+string(s.Status), at)
	switch live := s.Mode != Async && s.Mode != Hybrid; {
	case live:
		facts = append(facts, w.Say("days/live", nil))
	case s.Running():
		text += "\n" + s.ModeLine(w)
	}
	parts := append([]Part{{Kind: Header, Text: w.Say("board/title", map[string]any{"title": s.Title})}}, g.aimPart(s)...)
	return Card{Parts: append(parts,
		Part{Kind: Body, Text: text},
		Part{Kind: Quiet, Text: strings.Join(facts, " · ")})}
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
	case Action, Idea, Risk:
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
func (g Guide) boardCard(s *Session, p Phase) Card {
	w := g.Words
	ideas := []string{}
	for _, e := range s.Undecided() {
		ideas = append(ideas, s.Text(e.ID))
	}
	parts := []Part{
		{Kind: Header, Text: w.Say("board/phase", map[string]any{"n": place(p), "phase": p.Title()})},
		{Kind: Body, Text: w.Say("phase/"+string(p), map[string]any{"title": s.Title, "ideas": ideas})},
	}
	if s.Running() && s.Phase == p {
		parts = slices.Insert(parts, 1, s.framePart(w, SlotBoard(p))...)
	}
	if p == Prevention {
		parts = append(parts, slices.Concat(g.aimPart(s), s.wishesPart(w))...)
	}
	parts = append(parts, slices.Concat(s.consented(w, p), s.roundParts(w, p))...)
	mine := s.Shown(p)
	proposed := len(without(mine, func(e Entry) bool { return !s.Waits(e) }))
	if p == Timeline {
		mine = s.Timeline()
	}
	if len(mine) > 0 {
		parts = append(parts, Part{Kind: Rule})
	}
	if hidden := len(mine) - shownAtMost(p); hidden > 0 {
		parts = append(parts, Part{Kind: Quiet, Text: w.Say("board/more", map[string]any{"n": hidden, "waiting": proposed > 0 && s.Running()})})
		mine = mine[hidden:]
	}
	if p == RootCause && len(mine) > 0 {
		parts = append(parts, s.treeParts(w, mine)...)
		parts = append(parts, Part{Kind: Quiet, Text: w.Say("board/legend", nil)})
	} else {
		for _, e := range mine {
			parts = append(parts, s.entryPart(w, e))
		}
	}
	if p == Timeline {
		parts = slices.Concat(parts, s.differParts(w), s.zonePart(w))
	}
	if p == Prevention {
		parts = append(parts, s.answersPart(w)...)
	}
	if buttons := s.boardButtons(w, p, proposed); len(buttons) > 0 {
		buttons[0].Ask = s.askToLeave(w, p)
		parts = append(parts, Part{Kind: Buttons, Buttons: buttons})
	}
	if s.Running() && place(p) < place(s.Phase) {
		parts = append(parts, Part{Kind: Quiet, Text: w.Say("board/gone_on", nil)})
	}
	parts = append(parts, s.stillOpen(w, p)...)
	if proposed > 0 && s.Running() {
		parts = append(parts, Part{Kind: Quiet, Text: w.Say("proposed", map[string]any{"n": proposed, "second": len(without(s.Unseconded(), func(e Entry) bool { return e.Board() != p }))})})
	}
	return Card{Parts: parts}
}

// Shown are the entries that stand on the board of a phase; parked ideas stand above them.
func (s *Session) Shown(p Phase) []Entry {
	return slices.DeleteFunc(s.Live(), func(e Entry) bool { return e.Board() != p || s.Text(e.ID) == "" || e.Kind == Idea })
}

// entryPart is one line of a board.
func (s *Session) entryPart(w *prompts.Words, e Entry) Part {
	text := Escape(s.Text(e.ID))
	if e.Kind == Event {
		text = "*" + s.clock(w, e) + "*  " + text
	}
	if e.Kind == Action {
		text = fmt.Sprintf("*%s*  %s\n%s", e.Tag(), text, s.promise(w, e))
	}
	part := Part{Kind: Body, Text: text}
	switch {
	case e.Kind == Action && e.Action == Offered && s.Status != Cancelled:
		part.Side = new(s.takeButton(w, e))
	case e.Kind == Action && e.ended() && s.Status != Cancelled:
		part.Side = new(s.reopenButton(w, e))
	case e.State == Proposed && s.Running():
		part.Text = text + "  " + w.Say("board/proposed", nil)
		part.Side = new(s.button(w, DoConfirm, "confirm", e.ID))
	case e.State == Proposed:
		part.Text = text + "  " + w.Say("board/proposed", nil)
	case s.Waits(e) && s.Running():
		part.Text = text + "  " + w.Say("board/second", nil)
		part.Side = new(s.button(w, DoConfirm, "confirm", e.ID))
	case s.Running() && e.Board() == s.Phase:
		part.Side = new(s.button(w, DoEdit, "edit", e.ID))
	}
	return part
}

// clock shows when something happened, in UTC with a date Slack turns into the reader's own time.
func (s *Session) clock(w *prompts.Words, e Entry) string {
	if e.At.IsZero() && !e.Held.At.IsZero() {
		return w.Say("board/held", map[string]any{"time": e.Face()})
	}
	if e.At.IsZero() {
		return w.Say("board/no_time", nil)
	}
	text := moment(e.At)
	if e.Precision == "approx" {
		text = w.Say("board/about", map[string]any{"time": prompts.Marked(text)})
	}
	if s.otherClock(e) {
		// As its author wrote it: by another clock than the one Slack shows them.
		text += " (" + e.At.In(Person{Zone: e.Clock}.Location()).Format("15:04") + " " + inWords(e.Clock) + ")"
	}
	return text
}

// moment is shown by Slack in the reader's own zone, always with its date: "yesterday"
// beside a date is one list in two ways, and soon wrong
// (https://docs.slack.dev/messaging/formatting-message-text#date-formatting).
func moment(t time.Time) string { return slackDate(t, "{date_short} {time}") }

// deadline is a moment to come, which Slack calls tomorrow where it is.
func deadline(t time.Time) string { return slackDate(t, "{date_short_pretty} {time}") }

func slackDate(t time.Time, form string) string {
	return fmt.Sprintf("<!date^%d^%s|%s>", t.Unix(), form, t.UTC().Format("2006-01-02 15:04 UTC"))
}

// promise says who does an action, and by when.
func (s *Session) promise(w *prompts.Words, e Entry) string {
	who := w.Say("board/no_owner", nil)
	switch {
	case e.Owner != "" && (e.Action == Owned || e.ended()):
		who = string(mention(e.Owner))
	case e.Owner != "":
		who = w.Say("board/offered", map[string]any{"owner": mention(e.Owner)})
	}
	when := w.Say("board/no_date", nil)
	if !e.Due.IsZero() {
		when = w.Say("board/due", map[string]any{"day": e.Due.Format("Mon 2 Jan 2006")})
	}
	line := who + " · " + when
	if e.ended() {
		line = s.outcome(w, e)
		if e.Owner != "" {
			line = who + " · " + line
		}
	}
	if done := s.Text(e.DoneKey()); e.HasDone && done != "" {
		line += " · " + w.Say("board/done_when", map[string]any{"done": done})
	}
	return line
}

func (s *Session) boardButtons(w *prompts.Words, p Phase, proposed int) []Button {
	if !s.Running() || p != s.Phase {
		return nil
	}
	var out []Button
	if next, ok := p.step(1); ok {
		out = append(out, s.nextButton(w, p, next))
	} else {
		out = append(out, s.finishButton(w))
	}
	if proposed > 0 {
		out = append(out, s.confirmButtons(w, p, proposed)...)
	} else if len(s.Shown(p)) > withButton(p) {
		out = append(out, s.button(w, DoPick, "pick", string(p))) // of those that have no button beside them
	}
	if len(s.Open(p)) > 0 {
		out = append(out, s.button(w, DoWaive, "leave_open", string(p)))
	}
	if s.async() {
		out = append(out, s.button(w, DoNothing, "nothing", string(p)))
	}
	out = append(out, s.button(w, DoAdd, "add", string(p)))
	switch {
	case p == Opening && !s.known():
		out = append(out, s.button(w, DoSeat, "take_part", ""))
	case p == RootCause && len(s.Live(Cause)) > 0:
		out = append(out, s.button(w, DoLook, "sides", string(p)))
	case p == Remedy:
		out = append(out, s.button(w, DoWeigh, "weigh", string(p)))
	case p == Prevention:
		out = append(out, endButtons(w, s, "")...)
		if len(s.Undecided()) > 0 {
			out = append(out, s.button(w, DoIdeas, "ideas", string(p)))
		}
		out = append(out, s.button(w, DoRisk, "risk", string(p)))
	}
	if prev, ok := p.step(-1); ok {
		out = append(out, Button{Action: DoBack, Value: s.value(string(p)), Label: w.Say("button/back", map[string]any{"phase": prev.Title()})})
	}
	return out
}

// confirmButtons confirm what waits in a phase, choose among it, or put it right.
func (s *Session) confirmButtons(w *prompts.Words, p Phase, proposed int) []Button {
	all := Button{Action: DoConfirmAll, Value: s.value(string(p)), Label: w.Say("button/confirm_all", map[string]any{"n": proposed})}
	if most := shownAtMost(p); len(s.Shown(p)) > most {
		all.Ask = w.Say("board/confirm_hidden", map[string]any{"n": proposed, "shown": most})
	}
	return []Button{all, s.button(w, DoSort, "choose", string(p)), s.button(w, DoPick, "pick", string(p))}
}

// stillOpen names what the present phase has not established yet. Where that is too
// long to be read there, a button shows all of it.
func (s *Session) stillOpen(w *prompts.Words, p Phase) []Part {
	open := s.Open(p)
	if !s.Running() || p != s.Phase || len(open) == 0 {
		return nil
	}
	shown := open
	if len(open) > shownMissing+fewMore {
		shown = open[:shownMissing]
	}
	var what []string
	for _, c := range shown {
		what = append(what, s.named(w, c.shown()))
	}
	more := len(open) - len(shown)
	parts := []Part{{Kind: Quiet, Text: w.Say("missing", map[string]any{"what": prompts.Marked(strings.Join(what, "; ")), "more": more})}}
	if more > 0 {
		parts = append(parts, Part{Kind: Buttons, Buttons: []Button{{Action: DoStatus, Value: s.value(),
			Label: w.Say("button/status", map[string]any{"n": len(open)}), Reader: w.Say("button/status_reader", nil)}}})
	}
	return parts
}

// readyCard proposes to move on; a human presses.
func (s *Session) readyCard(w *prompts.Words, p Phase) Card {
	next, more := p.step(1)
	if more && s.Mode.OverDays(p) {
		return s.readyOverDays(w, p, next)
	}
	name, data := "ready", map[string]any{"phase": p.Title(), "next": next.Title(), "have": s.have(p)}
	button := s.nextButton(w, p, next)
	if !more {
		name, button = "ready_to_finish", s.finishButton(w)
	}
	parts := []Part{{Kind: Body, Text: w.Say(name, data)}}
	if s.Running() && s.Phase == p { // else it has done its work
		parts = append(parts, Part{Kind: Buttons, Buttons: []Button{button}})
	}
	return Card{Parts: parts}
}

// button has the label and the words for a screen reader that people/button.md has
// under the key.
func (s *Session) button(w *prompts.Words, action, key, about string) Button {
	return Button{Action: action, Value: s.value(about), Label: w.Say("button/"+key, nil), Reader: w.Say("button/"+key+"_reader", nil)}
}

func (s *Session) nextButton(w *prompts.Words, from, to Phase) Button {
	return Button{Action: DoNext, Value: s.value(string(from)), Label: w.Say("button/next", map[string]any{"phase": to.Title()}), Style: "primary"}
}

func (s *Session) finishButton(w *prompts.Words) Button {
	return Button{Action: DoFinish, Value: s.value(), Label: w.Say("button/finish", nil), Style: "primary", Ask: s.askToFinish(w)}
}

// takeButton is for whoever makes an action theirs.
func (s *Session) takeButton(w *prompts.Words, e Entry) Button {
	return Button{Action: DoAccept, Value: s.value(e.ID), Label: w.Say("button/take", nil), Reader: w.Say("button/take_reader", map[string]any{"action": e.Tag()})}
}
