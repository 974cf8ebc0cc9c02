package postmortem

import (
	"time"

	"github.com/remedybot/remedy/prompts"
)

// warm tells the facilitator, without author, words or category, what a message of the
// highest severity may need: that a person may have to see to it, where somebody is
// insulted, and at the second of any kind that a pause may help. Pressure, as a hunt for a
// name is, harms the talk, which a pause can mend; it needs no third person. What falls
// due together is said together.
func (t *turn) warm(author, category string) {
	p := t.private()
	p.Hot++
	var pause []Part
	if p.Hot == 2 && !p.Authors[t.s.Facilitator].Muted {
		pause = []Part{{Kind: Body, Text: t.g.Words.Say("temperature", nil)}}
	}
	switch {
	case category == "hostile" && !p.Called && author != t.s.Facilitator:
		p.Called = true
		t.callFor(t.s.Facilitator, "person", pause...)
	case len(pause) > 0:
		t.event(Whispered{})
		t.whisperTo(t.s.Facilitator, append(pause, Part{Kind: Quiet, Text: t.g.Words.Say("only_you", nil)})...)
	}
}

// endanger tells the facilitator once, without author or words, that a message may be
// about harm that is meant, or somebody who may not be safe: a review is no place for
// that, and a person takes over.
func (t *turn) endanger(r Ref, m Message) {
	if p := t.s.Private; p.Harm || !t.s.Running() || m.Phase == "" || m.Gone || !atRisk(t.s.Text(r.Key())) {
		return
	}
	to := t.s.Facilitator
	if m.Author == to {
		to = t.s.Carrier() // who needs help themselves, or threatens, is not who gives it
	}
	if m.Author == to {
		return
	}
	p := t.private()
	p.Harm, p.Called = true, true
	t.callFor(to, "harm")
}

// callFor says to whoever leads the review that a person is needed. It reaches them whatever
// they muted, and whether or not they look just now: in their conversation with the bot.
func (t *turn) callFor(to, words string, more ...Part) {
	w := t.g.Words
	parts := append([]Part{{Kind: Body, Text: w.Say(words, map[string]any{"contact": t.g.Contact})}}, more...)
	parts = append(parts, Part{Kind: Quiet, Text: w.Say("direct", map[string]any{
		"review": string(t.s.ID), "title": t.s.Title, "channel": prompts.Marked("<#" + t.s.Place.Channel + ">")})})
	t.event(Whispered{})
	t.effect(Whisper{To: to, Channel: t.s.Place.Channel, Card: Card{Parts: parts}, Ask: &Ask{Name: askPerson}, Before: t.in.At.Add(calledFor)})
}

// calledFor is how long it is tried to reach them.
const calledFor = 24 * time.Hour
