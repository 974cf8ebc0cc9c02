package slackapp

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

// shownAtOnce is how many reviews or actions an answer lists.
const shownAtOnce = 20

// status says how far the review here has come.
func (l *Listener) status(o order) (postmortem.Card, error) {
	s, ok := l.reviewAt(o.place)
	if !ok {
		s, ok = l.meeting.Running(o.place.Team, o.place.Channel)
	}
	if !ok {
		return l.noReview(), nil
	}
	lines := []string{fmt.Sprintf("*%s: %s*", s.ID, postmortem.Escape(s.Title))}
	if s.Running() {
		phases := postmortem.Phases()
		lines = append(lines, fmt.Sprintf("Phase %d of %d: %s, since %s. The facilitator is <@%s>.",
			slices.Index(phases, s.Phase)+1, len(phases), s.Phase.Title(), clockTime(s.Phased), s.Facilitator))
		lines = append(lines, l.gateLines(s)...)
	} else {
		lines = append(lines, "It is "+standing(s)+".")
	}
	live, waiting := s.Live(), 0
	for _, e := range live {
		if s.Waits(e) {
			waiting++
		}
	}
	lines = append(lines, fmt.Sprintf("Entries: %d, of which %d wait to be confirmed. Actions: %d.", len(live), waiting, len(s.Live(postmortem.Action))))
	if link := l.linkTo(s); link != "" {
		lines = append(lines, link)
	}
	return says(strings.Join(lines, "\n")), nil
}

// gateLines show what each phase has established: the present one in full, the
// others in a line. Words rather than signs, for those who listen.
func (l *Listener) gateLines(s *postmortem.Session) []string {
	var lines []string
	for _, p := range postmortem.Phases() {
		gate := s.Gate(p)
		met := 0
		for _, c := range gate {
			if c.State == postmortem.GateMet {
				met++
			}
		}
		lines = append(lines, fmt.Sprintf("*%s*: %d of %d established", p.Title(), met, len(gate)))
		if p != s.Phase {
			continue
		}
		for _, c := range gate {
			lines = append(lines, "• "+l.criterionLine(s, c))
		}
	}
	return lines
}

func (l *Listener) criterionLine(s *postmortem.Session, c postmortem.Criterion) string {
	line := fmt.Sprintf("`%s` %s: %s", c.ID, c.State, c.What(l.config.Words))
	switch {
	case c.State == postmortem.GateWaived:
		line = fmt.Sprintf("`%s` left open by <@%s>: %s. %s", c.ID, c.By, c.What(l.config.Words), postmortem.Escape(s.Text(postmortem.ReasonKey(c.ID))))
	case c.State == postmortem.GateOpen && !c.Must:
		line += " (would be good)"
	}
	return line
}

// actions lists the actions of the review here, or of the last one held here.
func (l *Listener) actions(o order) (postmortem.Card, error) {
	s, ok := l.reviewAt(o.place)
	if !ok {
		s, ok = l.meeting.Running(o.place.Team, o.place.Channel)
	}
	if !ok {
		all, err := l.meeting.Reviews(o.place.Team)
		if err != nil {
			return says(sorry), err
		}
		i := slices.IndexFunc(all, func(s *postmortem.Session) bool {
			return s.Place.Channel == o.place.Channel && s.Status != postmortem.Cancelled
		})
		if i < 0 {
			return l.noReview(), nil
		}
		s = all[i]
	}
	items := s.Live(postmortem.Action)
	if len(items) == 0 {
		return says(fmt.Sprintf("%s has no actions yet. Add one with `add action`, or by the button in the thread.", s.ID)), nil
	}
	lines := []string{fmt.Sprintf("*Actions of %s: %s*", s.ID, postmortem.Escape(s.Title))}
	for _, e := range items[:min(len(items), shownAtOnce)] {
		lines = append(lines, actionLine(e, s.Text(e.ID)))
	}
	return says(strings.Join(append(lines, more(len(items))...), "\n")), nil
}

func actionLine(e postmortem.Entry, text string) string {
	line := fmt.Sprintf("• AI-%d: %s", e.Number, postmortem.Escape(cmp.Or(text, "its text was deleted")))
	switch {
	case e.Action == postmortem.Done:
		line += " (done)"
	case e.Action == postmortem.Dropped:
		line += " (dropped)"
	case e.Action == postmortem.Owned:
		line += fmt.Sprintf(" (<@%s>)", e.Owner)
	case e.Owner != "":
		line += fmt.Sprintf(" (proposed to <@%s>)", e.Owner)
	default:
		line += " (no owner yet)"
	}
	if !e.Due.IsZero() {
		line += ", due " + e.Due.UTC().Format("Mon 2 Jan 2006")
	}
	return line
}

// list names the reviews that were held here, and those that the person took
// part in: a title from somebody else's private channel is none of theirs.
func (l *Listener) list(o order) (postmortem.Card, error) {
	all, err := l.meeting.Reviews(o.place.Team)
	if err != nil {
		return says(sorry), err
	}
	var mine []*postmortem.Session
	for _, s := range all {
		if s.Place.Channel == o.place.Channel || tookPart(s, o.by.ID) {
			mine = append(mine, s)
		}
	}
	if len(mine) == 0 {
		return says("There is no review here yet, and none that you took part in."), nil
	}
	lines := []string{"*Reviews held here, or that you took part in*"}
	for _, s := range mine[:min(len(mine), shownAtOnce)] {
		lines = append(lines, l.reviewLine(s))
	}
	return says(strings.Join(append(lines, more(len(mine))...), "\n")), nil
}

func (l *Listener) reviewLine(s *postmortem.Session) string {
	line := fmt.Sprintf("• %s: %s (%s)", s.ID, postmortem.Escape(s.Title), standing(s))
	if link := l.linkTo(s); link != "" {
		line += " " + link
	}
	return line
}

func tookPart(s *postmortem.Session, user string) bool {
	_, ok := s.People[user]
	return ok || s.Facilitator == user
}

func more(n int) []string {
	if n <= shownAtOnce {
		return nil
	}
	return []string{fmt.Sprintf("And %d more.", n-shownAtOnce)}
}

func standing(s *postmortem.Session) string {
	switch s.Status {
	case postmortem.Running:
		return "running, in " + s.Phase.Title()
	case postmortem.Closing:
		return "being written down"
	case postmortem.Draft:
		return "a draft"
	case postmortem.Cancelled:
		return "cancelled"
	}
	return string(s.Status)
}

// linkTo is a link to the thread of a review; "" while it has none.
func (l *Listener) linkTo(s *postmortem.Session) string {
	if s.Place.Thread == "" {
		return ""
	}
	return fmt.Sprintf("<%s|Open the thread>", l.Permalink(postmortem.Ref{Channel: s.Place.Channel, TS: s.Place.Thread}, ""))
}

func (l *Listener) noReview() postmortem.Card {
	return says(fmt.Sprintf("No review runs here. Type `%s start` to begin one.", l.config.Command))
}

// clockTime is shown by Slack in the reader's own zone.
func clockTime(t time.Time) string {
	return fmt.Sprintf("<!date^%d^{time}|%s>", t.Unix(), t.UTC().Format("15:04 UTC"))
}
