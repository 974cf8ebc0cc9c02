package postmortem

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A Floor is somebody whom the facilitator asked to tell their part of the story.
type Floor struct {
	Who string
	At  time.Time
}

// roundOf is how many of the last messages are looked at for one voice among many.
const roundOf = 20

// fairShare is how many times their fair share of the last messages somebody says
// before it counts as one voice; more than half of them does in any case.
const fairShare = 2.5

// voice is who has said most of the last n messages between two moments, as far as
// they belong to the present phase, if it is more than one voice among many. Who
// facilitates, who only reads along and who was asked to tell is never meant, and
// among fewer than four it is a conversation. A zero moment is no bound.
func (s *Session) voice(since, until time.Time, n int) (string, bool) {
	all := s.spoken()
	last := slices.DeleteFunc(slices.Clone(all), func(r Ref) bool {
		at := s.Messages[r].At
		return at.Before(since) || !until.IsZero() && at.After(until)
	})
	active := s.spoke()
	if len(last) < n || active < 4 {
		return "", false
	}
	told, count := s.told(all), map[string]int{}
	for _, r := range last[len(last)-n:] {
		m := s.Messages[r]
		if m.Phase == s.Phase && m.Author != s.Facilitator && s.Counts(m.Author) && !told[r] {
			count[m.Author]++
		}
	}
	most := ""
	for _, author := range slices.Sorted(maps.Keys(count)) {
		if count[author] > count[most] {
			most = author
		}
	}
	share := min(0.5, fairShare/float64(active))
	return most, float64(count[most]) > share*float64(n)
}

// told are the messages in which people tell what they were asked to tell: by the
// facilitator, with `narrate` or in a message that mentions them, or by a question
// of anybody that does. The floor is theirs until it is given to somebody else, or
// the phase ends.
func (s *Session) told(refs []Ref) map[Ref]bool {
	out := map[Ref]bool{}
	var floor []string
	var phase Phase
	given := s.Floors
	for _, r := range refs {
		m := s.Messages[r]
		if m.Phase != phase {
			phase, floor = m.Phase, nil
		}
		for ; len(given) > 0 && !given[0].At.After(m.At); given = given[1:] {
			if s.phaseAt(given[0].At) == phase {
				floor = []string{given[0].Who}
			}
		}
		if slices.Contains(floor, m.Author) {
			out[r] = true
		}
		if to := s.addressees(r); len(to) > 0 {
			floor = to
		}
	}
	return out
}

var mentions = regexp.MustCompile(`<@([A-Z0-9]+)[^>]*>`)

// addressees are the people to whom a message gives the floor.
func (s *Session) addressees(r Ref) []string {
	text := s.Text(r.Key())
	if !strings.Contains(text, "<@") || s.Messages[r].Author != s.Facilitator && !strings.Contains(text, "?") {
		return nil
	}
	var to []string
	for _, m := range mentions.FindAllStringSubmatch(text, -1) {
		to = append(to, m[1])
	}
	return to
}

// lingers is the one voice that is heard still after the round of the present
// phase, and when it would be asked, privately and once in a review, to hold for a bit.
func (s *Session) lingers(g Guide) (who string, at time.Time, ok bool) {
	if !s.Running() || s.Hushed || s.OnPause || s.Private.Held {
		return "", at, false
	}
	i := slices.IndexFunc(s.Inquiries, func(q Inquiry) bool { return q.Name == "round" && q.Phase == s.Phase })
	if i < 0 {
		return "", at, false
	}
	round := s.Inquiries[i].At
	before, _ := s.voice(time.Time{}, round, roundOf)
	who, ok = s.voice(round, time.Time{}, roundOf/2)
	return who, s.lastWord().Add(g.Quiet), ok && who == before && !s.Private.Authors[who].Muted
}

// holdBack asks the voice that lingers to hold for a bit.
func (t *turn) holdBack() {
	who, at, ok := t.s.lingers(t.g)
	if !ok || t.in.At.Before(at) {
		return
	}
	t.private().Held = true
	t.event(Whispered{})
	t.tell(who, t.g.Words.Say("hold", nil))
}

// narrate gives somebody the floor: however much they say, it is what they were
// asked for.
func (t *turn) narrate(b Narrate) error {
	if err := t.steers(); err != nil {
		return err
	}
	if b.To.ID == "" || b.To.Bot {
		return t.refuse("whom_to_narrate", nil)
	}
	t.meet(b.To)
	t.event(Narrating{b.To.ID})
	if b.To.ID != t.in.By.ID {
		t.tell(b.To.ID, t.g.Words.Say("narrate", nil))
	}
	t.d.Reply = t.g.Words.Say("seats/narrates", map[string]any{"who": mention(b.To.ID)})
	return nil
}
