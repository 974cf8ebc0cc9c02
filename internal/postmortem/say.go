package postmortem

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/remedybot/remedy/prompts"
)

// Some would rather not write in front of everybody. They give the bot a line in
// private, see it as it will stand, and the bot posts it under their name. From
// then on it is a message of theirs like any other: evidence, with them as its
// author, until they take it back.

// SlotSay is the nth line that the bot posts for somebody. Until it stands its text
// is kept under the same name.
func SlotSay(n int) string { return "say/" + strconv.Itoa(n) }

// voiceOf is whose line a slot holds.
func (s *Session) voiceOf(slot string) (author string, ok bool) {
	number, is := strings.CutPrefix(slot, "say/")
	n, err := strconv.Atoi(number)
	if !is || err != nil || n < 1 || n > len(s.Voices) {
		return "", false
	}
	return s.Voices[n-1], true
}

// voiced reports whether a message is a line that the bot posted for its author.
func (s *Session) voiced(r Ref) bool {
	for n := range s.Voices {
		if s.Posts[SlotSay(n+1)] == r {
			return true
		}
	}
	return false
}

// twice reports whether a line is one that its author has just had posted: a button
// is pressed twice sooner than somebody repeats themselves.
func (t *turn) twice(text string) bool {
	for n, who := range t.s.Voices {
		slot := SlotSay(n + 1)
		r := t.s.Posts[slot]
		if who == t.in.By.ID && (t.s.Text(slot) == text || t.s.Text(r.Key()) == text && t.in.At.Before(t.s.Messages[r].At.Add(time.Minute))) {
			return true
		}
	}
	return false
}

// longestLine is how many bytes such a line may have: until it is posted it
// travels in a button, whose value holds 2,000 characters
// (https://docs.slack.dev/reference/block-kit/block-elements/button-element).
const longestLine = 1800

// line is a line that somebody would have posted, or why it cannot be.
func (g Guide) line(text string) (string, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return "", Refusal{Text: g.Words.Say("refusal/no_line", nil)}.at("line")
	case utf8.RuneCountInString(text) > LongestEntry || len(text) > longestLine:
		return "", Refusal{Text: g.Words.Say("refusal/long_line", map[string]any{"most": LongestEntry})}.at("line")
	}
	return text, nil
}

// sayFor has the bot post a line, in the name of whoever gives it.
func (t *turn) sayFor(b SayFor) error {
	if !t.s.Running() {
		return t.over()
	}
	if t.in.By.Bot {
		return t.takesPart()
	}
	text, err := t.g.line(b.Text)
	if err != nil {
		return err
	}
	if t.twice(text) {
		t.d.Reply = t.g.Words.Say("say/posted", nil)
		return nil
	}
	t.meet(t.in.By)
	t.event(Voiced{})
	slot := SlotSay(len(t.s.Voices))
	t.keep(slot, text)
	t.post(slot)
	t.d.Reply = t.g.Words.Say("say/posted", nil)
	return nil
}

// spokenFor takes in a line that now stands in the thread as what its author said.
func (t *turn) spokenFor(slot string, r Ref) {
	author, ok := t.s.voiceOf(slot)
	text := t.s.Text(slot)
	if !ok {
		return
	}
	t.keep(slot, "")
	defer t.readTheRest()
	if !t.known(r) && t.s.UnderWay() {
		t.listen(Line{Ref: r, Author: t.s.People[author], Text: text}, t.s.Place.Thread)
	}
}

// voiceLost gives a line up that could not be posted. Its author gets it back.
func (t *turn) voiceLost(slot, author, reason string) {
	if text := t.s.Text(slot); text != "" && t.s.Status != Cancelled {
		t.whisperTo(author, Part{Kind: Body, Text: t.g.Words.Say("say/lost", map[string]any{"reason": reason})},
			Part{Kind: Body, Text: string(cited(text))}, Part{Kind: Quiet, Text: t.g.Words.Say("only_you", nil)})
	}
	t.keep(slot, "")
	t.readTheRest()
}

// saidFor is in whose name the bot posted what stands in a slot: a line or an account.
func (s *Session) saidFor(slot string) (author string, ok bool) {
	if _, user, is := accountOf(slot); is {
		return user, true
	}
	return s.voiceOf(slot)
}

// takeBack erases what the bot posted in somebody's name, at their word.
func (t *turn) takeBack(b TakeBack) error {
	author, ok := t.s.saidFor(b.Slot)
	r, stands := t.s.Posts[b.Slot]
	if !ok || !stands || author != t.in.By.ID {
		return t.refuse("not_your_line", nil)
	}
	if !t.s.Messages[r].Gone {
		if err := t.retracted(r); err != nil {
			return err
		}
		t.stale(b.Slot)
	}
	t.d.Reply, t.d.Seen = t.g.Words.Say("say/taken_back", nil), true
	return nil
}

// sayCard is a line as it stands in the thread.
func (s *Session) sayCard(w *prompts.Words, slot string) Card {
	author, ok := s.voiceOf(slot)
	text := s.Text(slot)
	if r, stands := s.Posts[slot]; stands {
		text = s.Text(r.Key())
	}
	if !ok || text == "" {
		return Card{Parts: []Part{{Kind: Quiet, Text: w.Say("say/gone", nil)}}}
	}
	return Card{Parts: []Part{
		{Kind: Body, Text: w.Say("say/adds", map[string]any{"who": mention(author), "text": cited(text)})},
		{Kind: Buttons, Buttons: []Button{s.button(w, DoTakeBack, "take_back", slot)}},
	}}
}

// cited marks every line of a text as a quotation. The text is as Slack sends
// messages, so it holds no markup but mentions, channels and links.
func cited(text string) prompts.Marked {
	return prompts.Marked("> " + strings.ReplaceAll(text, "\n", "\n> "))
}

// SayPreview shows somebody, and nobody else, how their line would stand, and what
// could be asked about it. An error is a [Refusal].
func (g Guide) SayPreview(s *Session, by Person, text string, a Advice) (Card, error) {
	if !s.Running() {
		return Card{}, (&turn{g: g, s: s}).over()
	}
	text, err := g.line(text)
	if err != nil {
		return Card{}, err
	}
	otherwise := text
	if a.Wording != "" {
		otherwise = a.Wording
	}
	parts := []Part{{Kind: Body, Text: g.Words.Say("say/preview", map[string]any{"who": mention(by.ID), "text": cited(text)})}}
	return Card{Parts: append(append(parts, g.advice(a)...),
		Part{Kind: Buttons, Buttons: []Button{
			{Action: DoVoice, Value: s.value(text), Label: g.Words.Say("button/voice", nil), Style: "primary"},
			{Action: DoSay, Value: s.value(otherwise), Label: g.Words.Say("button/say_otherwise", nil)},
			{Action: DoDiscard, Value: s.value(), Label: g.Words.Say("button/discard", nil)},
		}},
		Part{Kind: Quiet, Text: g.Words.Say("say/only_you", nil)})}, nil
}

// abstain is somebody who would rather not say anything in this phase, and is not
// asked again in it, nor waited for.
func (t *turn) abstain(b Abstain) error {
	if !t.s.Running() {
		return t.over()
	}
	phase := cmp.Or(b.Phase, t.s.Phase)
	p := t.private()
	a := p.Authors[t.in.By.ID]
	if !slices.Contains(a.Passed, phase) {
		a.Passed = append(a.Passed, phase)
		p.Authors[t.in.By.ID] = a
	}
	if phase == t.s.Phase && t.s.async() && !t.in.By.Bot {
		t.waitNoLonger()
	}
	t.d.Reply = t.g.Words.Say("say/passed", nil)
	return nil
}
