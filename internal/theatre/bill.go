package theatre

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/stage"
	"github.com/remedybot/remedy/internal/workspace/page"
)

// show puts up a playbill, and lets the pages know if it is another one. What a set
// that is gone has still to say is nobody's concern: pages would take it for a new one.
func (t *Theatre) show(b page.Playbill) {
	t.look.Lock()
	defer t.look.Unlock()
	if b.World < t.bill.World || reflect.DeepEqual(b, t.bill) {
		return
	}
	t.bill = b
	close(t.changed)
	t.changed = make(chan struct{})
}

// bill is what the page has to show of the set.
func (s *set) bill() page.Playbill {
	review, channel := s.review(), s.stage.Channel(s.piece.Script.Cast.Review.ReviewChannel)
	b := page.Playbill{World: s.world, Choices: s.t.offers(), Incident: s.piece.Script.Name}
	s.mu.Lock()
	k := knowledge{script: s.piece.Script, channel: channel, now: s.clock.Now(), review: review,
		early: s.early, whispered: s.whispers > 0, skipped: maps.Clone(s.skipped)}
	if s.steer != nil && s.whispers > 0 {
		b.Whisper = &page.Whisper{Number: s.whispers, User: s.told}
	}
	s.mu.Unlock()
	if s.steer == nil {
		b.Welcome = review == nil
		b.Hint = k.free()
		return b
	}
	p := s.steer.Progress()
	b.Play = &page.Play{Part: string(s.piece.Part), Speed: p.Speed, Paused: p.Paused,
		Said: p.Said, Of: p.Of, Over: p.Over,
		Channel: channel}
	if review != nil {
		b.Play.Channel, b.Play.Thread = review.Place.Channel, review.Place.Thread
	}
	b.Hint = k.playing(p, s.piece.Part)
	return b
}

// review is the newest review that was not cancelled, or nil.
func (s *set) review() *postmortem.Session {
	b := s.bot.Load()
	if b == nil {
		return nil
	}
	if _, r := stage.Newest(b, s.known); r != nil && r.Status != postmortem.Cancelled {
		return r
	}
	return nil
}

// offers are the incidents that can be chosen.
func (t *Theatre) offers() []page.Choice {
	var all []page.Choice
	for _, s := range t.choices {
		c := page.Choice{Name: s.Name, Title: s.Cast.Title, Story: s.Cast.Story, People: s.Cast.People(),
			Minutes: int(s.Length().Round(time.Minute).Minutes())}
		if c.Title == "" {
			c.Title, c.Story = s.Name, "A script of your own."
		}
		all = append(all, c)
	}
	return all
}

// A notPossible is a wish that cannot be met, in a sentence for the visitor.
type notPossible string

func (e notPossible) Error() string { return string(e) }

// Do carries out what a visitor asks for.
func (t *Theatre) Do(_ context.Context, d page.RehearsalDeed) error {
	s := t.onStage.Load()
	if s == nil {
		return notPossible("The workspace is being set up. Please try again.")
	}
	if d.Do == "open" || d.Do == "restart" {
		p, err := t.piece(s, d)
		if err != nil {
			return err
		}
		return t.change(p)
	}
	if err := s.do(d); err != nil {
		return err
	}
	t.show(s.bill())
	return nil
}

// piece is what a visitor wants to be set up.
func (t *Theatre) piece(s *set, d page.RehearsalDeed) (Piece, error) {
	if d.Do == "restart" {
		p := s.piece
		if s.steer != nil {
			p.Speed = s.steer.Progress().Speed
		}
		return p, nil
	}
	p := Piece{Script: s.piece.Script, Part: Part(d.Part), Speed: d.Speed}
	if !slices.Contains([]Part{Free, Facilitate, Watch}, p.Part) {
		return p, notPossible("There is no such part: facilitate or watch.")
	}
	if p.Part != Free && !slices.Contains(Speeds(), p.Speed) {
		return p, notPossible("There is no such speed.")
	}
	if d.Name != "" {
		i := slices.IndexFunc(t.choices, func(s *rehearsal.Script) bool { return s.Name == d.Name })
		if i < 0 {
			return p, notPossible("There is no such incident.")
		}
		p.Script = t.choices[i]
	}
	return p, nil
}

// do steers the play.
func (s *set) do(d page.RehearsalDeed) error {
	if d.Do == "skip" {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.skipped[d.Name] = true
		return nil
	}
	if s.steer == nil {
		return notPossible("Nothing is played.")
	}
	switch d.Do {
	case "pause":
		s.steer.Pause()
	case "play":
		s.steer.Play()
	case "step":
		s.steer.Step()
	case "speed":
		if !slices.Contains(Speeds(), d.Speed) {
			return notPossible("There is no such speed.")
		}
		s.steer.Speed(d.Speed)
	default:
		return notPossible("This page does not know how to do that.")
	}
	return nil
}
