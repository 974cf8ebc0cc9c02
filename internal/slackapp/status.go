package slackapp

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/prompts"
)

// shownAtOnce is how many reviews or actions an answer lists.
const shownAtOnce = 20

// status says how far the review here has come.
func (l *Listener) status(o order) (postmortem.Card, error) {
	if card, ok := l.draftAtHand(o); ok {
		return card, nil
	}
	s, ok := l.reviewAt(o.place)
	if !ok {
		s, ok = l.meeting.Running(o.place.Team, o.place.Channel)
	}
	if !ok {
		return l.noReview(), nil
	}
	lines := []string{l.say("status/title", titled(s))}
	if s.Running() {
		phases := postmortem.Phases()
		lines = append(lines, l.say("status/phase", map[string]any{
			"n": slices.Index(phases, s.Phase) + 1, "all": len(phases), "phase": s.Phase.Title(),
			"since": clockTime(s.Phased), "facilitator": mentionOf(s.Facilitator)}))
		lines = append(lines, s.ModeLine(l.config.Words))
		lines = append(lines, s.OffLines(l.config.Words, l.clock.Now())...)
		lines = append(lines, l.gateLines(s, o.by.ID)...)
	} else {
		lines = append(lines, l.say("status/standing", map[string]any{"standing": l.standing(s)}))
		lines = append(lines, l.publishLines(s, o.by.ID)...)
	}
	lines = append(lines, l.say("status/entries", map[string]any{
		"n": len(s.Told()), "waiting": len(s.Unseen()), "second": len(s.Unseconded()), "actions": len(s.Live(postmortem.Action))}))
	if link := l.linkTo(s); link != "" {
		lines = append(lines, string(link))
	}
	return says(strings.Join(lines, "\n")), nil
}

// statusButton says so to whoever presses it.
func (l *Listener) statusButton(q ask) reply {
	card, err := l.status(order{by: q.by, place: q.place})
	if err != nil {
		l.failed(postmortem.DoStatus, err)
	}
	return reply{then: func(ctx context.Context) { q.say(ctx, card) }}
}

// gateLines show what each phase has established: the present one in full, the
// others in a line. Words rather than signs, for those who listen.
func (l *Listener) gateLines(s *postmortem.Session, reader string) []string {
	var lines []string
	for _, p := range postmortem.Phases() {
		gate := s.Gate(p)
		met := 0
		for _, c := range gate {
			if c.State == postmortem.GateMet {
				met++
			}
		}
		lines = append(lines, l.say("status/gate", map[string]any{"phase": p.Title(), "met": met, "all": len(gate)}))
		if p != s.Phase {
			continue
		}
		for _, c := range gate {
			lines = append(lines, "• "+l.criterionLine(s, c, reader))
		}
	}
	return lines
}

// publishLines show how far a draft is from being published.
func (l *Listener) publishLines(s *postmortem.Session, reader string) []string {
	if !s.Drafted() {
		return nil
	}
	var lines []string
	for _, c := range s.Publishable() {
		lines = append(lines, "• "+l.criterionLine(s, c, reader))
	}
	return lines
}

// draftAtHand speaks of the draft that waits here to be published, with what whoever
// asks can do about it, where no review runs. ok is false where none waits.
func (l *Listener) draftAtHand(o order) (card postmortem.Card, ok bool) {
	if _, running := l.meeting.Running(o.place.Team, o.place.Channel); running {
		return card, false
	}
	s, ok := l.lastHere(o.place)
	if !ok || !s.Drafted() || s.Published() && !s.Pending() {
		return card, false
	}
	about := titled(s)
	about["link"] = l.linkTo(s)
	card = says(l.say("answer/draft_here", about))
	card.Parts = append(card.Parts, l.guide().PublishCard(s, o.by.ID).Parts...)
	return card, true
}

// publication is how far the draft here is from being published, with what whoever
// asks can do about it.
func (l *Listener) publication(o order) postmortem.Card {
	s, ok := l.lastHere(o.place)
	if !ok {
		return l.noReview()
	}
	if !s.Drafted() {
		return says(l.say("refusal/no_draft_yet", nil))
	}
	return l.guide().PublishCard(s, o.by.ID)
}

func (l *Listener) criterionLine(s *postmortem.Session, c postmortem.Criterion, reader string) string {
	about := map[string]any{"id": c.ID, "what": prompts.Marked(s.NamedFor(l.config.Words, c, reader))}
	key := string(c.State)
	switch {
	case c.State == postmortem.GateWaived:
		about["by"], about["reason"] = mentionOf(c.By), s.Text(postmortem.ReasonKey(c.ID))
	case c.State == postmortem.GateOpen && !c.Must:
		key = "desirable"
	}
	return l.say("status/"+key, about)
}

// lastHere is the review whose thread this is, the one that runs in this channel, or
// the last one that was held here.
func (l *Listener) lastHere(p postmortem.Place) (*postmortem.Session, bool) {
	if s, ok := l.reviewAt(p); ok {
		return s, true
	}
	if s, ok := l.meeting.Running(p.Team, p.Channel); ok {
		return s, true
	}
	return l.meeting.Newest(p.Team, func(s *postmortem.Session) bool {
		return s.Place.Channel == p.Channel && s.Status != postmortem.Cancelled
	})
}

// actions lists the actions of the review here, or of the last one held here.
func (l *Listener) actions(o order) (postmortem.Card, error) {
	s, ok := l.lastHere(o.place)
	if !ok {
		return l.noReview(), nil
	}
	items := s.Live(postmortem.Action)
	if len(items) == 0 {
		return says(l.say("answer/no_actions", map[string]any{"review": string(s.ID)})), nil
	}
	lines := []string{l.say("status/actions", titled(s))}
	for _, e := range items[:min(len(items), shownAtOnce)] {
		lines = append(lines, "• "+l.actionLine(e, s.Text(e.ID)))
	}
	return says(strings.Join(append(lines, l.more(len(items))...), "\n")), nil
}

func (l *Listener) actionLine(e postmortem.Entry, text string) string {
	about := map[string]any{"action": e.Tag(), "text": text, "state": string(e.Action), "owner": prompts.Marked(""), "due": ""}
	if e.Owner != "" {
		about["owner"] = mentionOf(e.Owner)
	}
	if !e.Due.IsZero() {
		about["due"] = e.Due.UTC().Format("Mon 2 Jan 2006")
	}
	return l.say("status/action", about)
}

// list names the reviews that were held here, and those that the person took
// part in: a title from somebody else's private channel is none of theirs.
func (l *Listener) list(o order) postmortem.Card {
	mine := l.meeting.Find(o.place.Team, func(s *postmortem.Session) bool {
		return s.Place.Channel == o.place.Channel || tookPart(s, o.by.ID)
	})
	if len(mine) == 0 {
		return says(l.say("answer/none_held", nil))
	}
	lines := []string{l.say("status/reviews", nil)}
	for _, s := range mine[:min(len(mine), shownAtOnce)] {
		lines = append(lines, l.reviewLine(s))
	}
	return says(strings.Join(append(lines, l.more(len(mine))...), "\n"))
}

func (l *Listener) reviewLine(s *postmortem.Session) string {
	about := titled(s)
	about["standing"], about["link"] = l.standing(s), l.linkTo(s)
	return "• " + l.say("status/review", about)
}

func tookPart(s *postmortem.Session, user string) bool {
	_, ok := s.People[user]
	return ok || s.Facilitator == user
}

func (l *Listener) more(n int) []string {
	if n <= shownAtOnce {
		return nil
	}
	return []string{l.say("status/more", map[string]any{"n": n - shownAtOnce})}
}

func (l *Listener) standing(s *postmortem.Session) string {
	if s.Running() {
		return l.say("status/running", map[string]any{"phase": s.Phase.Title()})
	}
	return l.say("status/"+string(s.Status), nil)
}

// titled is what the head of an answer about a review is filled with.
func titled(s *postmortem.Session) map[string]any {
	return map[string]any{"review": string(s.ID), "title": s.Title}
}

func mentionOf(user string) prompts.Marked { return prompts.Marked("<@" + user + ">") }

// linkTo is a link into the thread of a review, to the card of the present step while it
// runs; "" while it has none.
func (l *Listener) linkTo(s *postmortem.Session) prompts.Marked {
	if s.Place.Thread == "" {
		return ""
	}
	at := postmortem.Ref{Channel: s.Place.Channel, TS: s.Place.Thread}
	if card := s.Posts[postmortem.SlotBoard(s.Phase)]; s.Running() && card.TS != "" {
		at = card
	}
	link := l.Permalink(at, s.Place.Thread)
	return prompts.Marked("<" + link + "|" + l.say("status/thread", nil) + ">")
}

func (l *Listener) noReview() postmortem.Card {
	return says(l.say("answer/no_review", map[string]any{"command": l.config.Command}))
}

// clockTime is shown by Slack in the reader's own zone.
func clockTime(t time.Time) prompts.Marked {
	return prompts.Marked(fmt.Sprintf("<!date^%d^{time}|%s>", t.Unix(), t.UTC().Format("15:04 UTC")))
}
