package postmortem

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/prompts"
)

// Held is why nothing was whispered about a finding. It never names a person.
type Held string

// The reasons, in the order in which they are looked at.
const (
	HeldLate    Held = "too_late"       // the moment has passed
	HeldAccount Held = "account"        // it was given in private, and stands; nothing of it becomes an entry
	HeldTwice   Held = "already_judged" // one message, one remark at most
	HeldMuted   Held = "muted"
	HeldPaused  Held = "not_now"
	HeldGrace   Held = "first_message"
	HeldTotal   Held = "author_total"
	HeldKind    Held = "same_category"
	HeldAuthor  Held = "author_lately"
	HeldChannel Held = "channel_lately"
	HeldDay     Held = "channel_day"
	HeldBreaker Held = "circuit_breaker"
	HeldProcess Held = "question_for_the_thread" // it concerns the process, not a person
)

// Severities of findings.
const (
	S1   = "S1"
	S2   = "S2"
	S3   = "S3"
	Care = "CARE"
)

// toneRead takes in what the checker found: a clean message is read for what it
// says; of any other nothing but the whisper follows.
func (t *turn) toneRead(b ToneRead) error {
	m, ok := t.s.Messages[b.Ref]
	if !ok || m.Gone || m.Version != b.Version || !t.s.UnderWay() {
		return nil // it reads otherwise by now and will be looked at again, or all is over
	}
	t.acquainted(b.Named)
	key := b.Ref.Key()
	w, before := t.s.Private.Whispers[key]
	if !b.Flag || b.Category == "closure" {
		if b.Flag {
			t.closes(m, b, before)
			w, before = t.s.Private.Whispers[key]
		}
		if before {
			w.Mended = true // its buttons still work
			t.private().Whispers[key] = w
		}
		t.read(b.Ref)
		if !b.Flag {
			t.wishes(b.Ref)
		}
		if b.Flag || t.s.concludes(b.Ref) || evidence.Concludes(t.s.Text(key)) {
			t.goLast(b.Ref)
		}
		return nil
	}
	t.withdraw(b.Ref) // somebody may have pointed at it before it was read
	p := t.private()
	if b.Severity == S3 && t.s.Running() && !before {
		t.warm(m.Author, b.Category)
	}
	if (b.Severity == S2 || b.Severity == S3) && t.s.Running() && !before {
		p.Tense = append(slices.DeleteFunc(p.Tense, func(x Tense) bool { return x.At.Add(warmth).Before(m.At) }), Tense{m.At, m.Author})
	}
	if before {
		w.Mended = false
		p.Whispers[key] = w
		t.d.Held = HeldTwice
		return nil
	}
	if t.s.voiced(b.Ref) {
		t.d.Held = HeldTwice // they were asked before it was posted
		p.Whispers[key] = Whispery{Author: m.Author}
		return nil
	}
	w = t.askAuthor(m, b)
	if b.Category == "absolute" && !w.Said { // one message, one remark
		t.goLast(b.Ref)
	}
	return nil
}

// askAuthor whispers to an author, unless there is a reason to leave them in peace.
func (t *turn) askAuthor(m Message, b ToneRead) Whispery {
	p := t.private()
	w := Whispery{Author: m.Author, Wording: b.Wording}
	if t.d.Held = t.hold(m, b); t.d.Held == "" {
		w.Said = true
		t.count(m.Author, b.Category)
		if w.Nth = p.Spoken; b.Severity != Care {
			p.Nudged = append(p.Nudged, Tense{t.in.At, m.Author})
		}
		t.event(Whispered{})
		t.effect(Whisper{To: m.Author, About: b.Ref, Channel: t.s.Place.Channel,
			Card: t.whisper(b), Before: m.At.Add(t.caps().Latest)})
	}
	p.Whispers[b.Ref.Key()] = w
	return w
}

// hurtful reports whether a text is, word for word, that of a message of which the
// checker thinks that it may hurt somebody: whoever points at it, that is not how the
// review tells it.
func (t *turn) hurtful(r Ref, text string) bool {
	w, flagged := t.s.Private.Whispers[r.Key()]
	same := func(s string) string { return strings.Join(strings.Fields(t.plain(s)), " ") }
	return flagged && !w.Mended && same(text) == same(t.s.Text(r.Key()))
}

// hold says why this author is left in peace just now, or "".
func (t *turn) hold(m Message, b ToneRead) Held {
	c, a, p := t.caps(), t.s.Private.Authors[m.Author], t.s.Private
	care := b.Severity == Care
	switch {
	case m.Account:
		return HeldAccount
	case !t.s.Running() || t.in.At.After(m.At.Add(c.Latest)):
		return HeldLate
	case a.Muted:
		return HeldMuted
	case t.in.At.Before(a.Paused):
		return HeldPaused
	case c.Grace && a.First == b.Ref.Key() && b.Severity != S3 && !care:
		return HeldGrace
	case a.Whispers >= c.AuthorTotal:
		return HeldTotal
	case a.ByKind[b.Category] >= c.SameKind:
		return HeldKind
	case !a.Last.IsZero() && t.in.At.Before(a.Last.Add(c.PerAuthor)):
		return HeldAuthor
	case !care && !a.Aside.IsZero() && t.in.At.Before(a.Aside.Add(c.PerChannel)):
		return HeldAuthor // they have just been asked something alone
	// Care is no correction: somebody who is hurting is not kept waiting because
	// somebody else has just been spoken to.
	case !care && !p.Last.IsZero() && t.in.At.Before(p.Last.Add(c.PerChannel)):
		return HeldChannel
	case !care && c.PerDay > 0 && len(p.Lately) >= c.PerDay && t.in.At.Before(p.Lately[len(p.Lately)-c.PerDay].Add(24*time.Hour)):
		return HeldDay
	case b.Severity == S1 && p.Tripped:
		return HeldBreaker
	}
	return ""
}

// trips notes when so many of the last whispers were turned away that the lightest
// ones stop for this review.
func (p *Private) trips(c Caps) {
	n := 0
	for _, dismissed := range p.Outcomes {
		if dismissed {
			n++
		}
	}
	p.Tripped = p.Tripped || len(p.Outcomes) >= c.BreakerLast && float64(n) > c.BreakerShare*float64(len(p.Outcomes))
}

func (t *turn) count(author, category string) {
	p := t.private()
	a := p.Authors[author]
	if a.ByKind == nil {
		a.ByKind = map[string]int{}
	}
	a.Whispers++
	a.ByKind[category]++
	a.Last = t.in.At
	p.Authors[author] = a
	p.Last = t.in.At
	p.Lately = append(p.Lately, t.in.At)
	if over := len(p.Lately) - max(t.caps().PerDay, 1); over > 0 {
		p.Lately = p.Lately[over:]
	}
	p.Spoken++
	p.Outcomes = append(p.Outcomes, false)
	if over := len(p.Outcomes) - t.caps().BreakerLast; over > 0 {
		p.Outcomes = p.Outcomes[over:]
	}
	p.trips(t.caps())
}

// whisper is what the author, and nobody else, reads.
func (t *turn) whisper(b ToneRead) Card {
	value := strings.Join([]string{string(t.s.ID), b.Ref.Channel, b.Ref.TS}, "|")
	var parts []Part
	if t.outrun(b.Ref) {
		parts = append(parts, Part{Kind: Quiet, Text: t.g.Words.Say("reply/about_yours", map[string]any{"time": prompts.Marked(slackDate(t.s.Messages[b.Ref].At, "{time}"))})})
	}
	parts = append(parts, Part{Kind: Body, Text: t.g.Nudge(b.words(), b.Ref.TS)})
	var buttons []Button
	if b.Wording != "" && b.Severity != Care {
		parts = append(parts, Part{Kind: Body, Text: t.g.Words.Say("wording", map[string]any{"wording": prompts.Marked(b.Wording)})})
		buttons = append(buttons, Button{Action: DoUse, Value: value, Label: t.g.Words.Say("button/use_wording", nil), Style: "primary"})
	}
	buttons = append(buttons,
		Button{Action: DoNotNow, Value: value, Label: t.g.Words.Say("button/not_now", nil)},
		Button{Action: DoMute, Value: value, Label: t.g.Words.Say("button/mute", nil)})
	return Card{Parts: append(parts, Part{Kind: Buttons, Buttons: buttons},
		Part{Kind: Quiet, Text: t.g.Words.Say("only_you", nil)})}
}

// outrun reports whether something else was written in the thread since a message was: what is
// said about it then stands below the wrong one.
func (t *turn) outrun(r Ref) bool {
	for other, m := range t.s.Messages {
		if other.Channel == r.Channel && other.TS > r.TS && !m.Gone && m.At.Before(t.in.At) {
			return true
		}
	}
	return false
}

// words names what is said: in the language of the message, where it is known.
func (b ToneRead) words() string { return cmp.Or(b.Words, b.Category) }

// Nudge is the question that goes with a category, or with the words of a
// finding. The same seed gives the same one.
func (g Guide) Nudge(words, seed string) string {
	return g.Words.Variant("nudge/"+words, seed, nil)
}

// whispered finds the whisper that somebody answers, and refuses anybody but its reader.
func (t *turn) whispered(r Ref) (Whispery, error) {
	w, ok := t.s.Private.Whispers[r.Key()]
	if !ok || !w.Said || w.Author != t.in.By.ID {
		return w, t.refuse("answered", nil)
	}
	return w, nil
}

func (t *turn) useWording(b UseWording) error {
	w, err := t.whispered(b.Message)
	if err != nil {
		return err
	}
	t.answer(b.Message, w, nil)
	t.d.Reply = t.g.Words.Say("use_wording", map[string]any{"wording": prompts.Marked(w.Wording)})
	return nil
}

func (t *turn) notNow(b NotNow) error {
	w, err := t.whispered(b.Message)
	if err != nil {
		return err
	}
	t.answer(b.Message, w, func(a *Author) {
		a.Dismissed++
		a.Paused = t.in.At.Add(t.caps().AfterNotNow)
		a.Muted = a.Muted || a.Dismissed >= t.caps().NotNows
	})
	t.d.Reply = t.g.Words.Say("not_now", map[string]any{"minutes": int(t.caps().AfterNotNow.Minutes()), "hours": int(t.caps().AfterNotNow.Hours())})
	return nil
}

// quieten turns whispers off for whoever says so, without a reason and before
// there was any.
func (t *turn) quieten(b Quieten) error {
	if !t.s.Running() {
		return t.over()
	}
	p := t.private()
	a := p.Authors[t.in.By.ID]
	a.Muted = !b.Off
	p.Authors[t.in.By.ID] = a
	t.d.Reply = t.g.Words.Say("muted", nil)
	if b.Off {
		t.reply("unmuted", nil)
	}
	return nil
}

func (t *turn) mute(b Mute) error {
	w, err := t.whispered(b.Message)
	if err != nil {
		return err
	}
	t.answer(b.Message, w, func(a *Author) { a.Muted = true })
	t.d.Reply = t.g.Words.Say("muted", nil)
	return nil
}

// answer notes that a whisper was answered; a second click changes nothing.
func (t *turn) answer(r Ref, w Whispery, dismiss func(*Author)) {
	if w.Closed {
		return
	}
	p := t.private()
	w.Closed = true
	p.Whispers[r.Key()] = w
	if dismiss == nil {
		return
	}
	a := p.Authors[w.Author]
	dismiss(&a)
	p.Authors[w.Author] = a
	if i := len(p.Outcomes) - 1 - (p.Spoken - w.Nth); i >= 0 {
		p.Outcomes[i] = true
		p.trips(t.caps())
	}
}
