package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/remedybot/remedy/internal/postmortem"
)

// head is what the top of the document shows at a glance.
type head struct {
	aim       string // in one sentence, or ""
	facts     []fact
	proposed  int // entries that nobody has confirmed
	total     int
	assembled string
	standing  string // its status, in words
	facing    string // what the state of the meeting means for a reader, or ""
}

// A fact is a name and a value.
type fact struct{ Name, Value string }

// header says what the document is about and how it came to be. Its sentences are notes: they come from the form the
// review was opened with, and from counting.
func (b *builder) header() []Sentence {
	used, left := b.counted()
	b.r.head.assembled = "Assembled by the bot from " + plural(used, "message", "messages") + " (" + strconv.Itoa(left) +
		" left out); people write “What this means to us” and “What we chose not to do”."
	b.r.head.total, b.r.head.proposed = len(b.s.Told()), len(b.s.Unseen())
	switch b.s.Status {
	case postmortem.Running:
		b.r.head.facing = "The meeting is still going on, in the phase " + b.s.Phase.Title() + "."
	case postmortem.Closing:
		b.r.head.facing = "The meeting has ended; late messages are still being read."
	case postmortem.Cancelled:
		b.r.head.facing = "This review was cancelled; what was recorded until then is below."
	}
	add := func(name, value string) {
		if value != "" {
			b.r.head.facts = append(b.r.head.facts, fact{name, value})
		}
	}
	b.r.head.aim = sentence(b.text(b.s.Text(postmortem.AimKey)))
	add("Aim", b.r.head.aim)
	add("Impact", span(b.from, b.to))
	if b.from.IsZero() && b.to.IsZero() {
		add("Impact", b.told())
	}
	severity := b.r.Severity
	if severity == "" {
		severity = "not given"
	}
	add("Severity", severity)
	b.r.head.standing = b.standingNow()
	add("Status", b.r.head.standing)
	b.publication(add)
	if !b.s.StartedAt.IsZero() {
		add("Reviewed", span(b.s.StartedAt, b.s.EndedAt))
	}
	if b.s.Facilitator != "" {
		add("Facilitator", b.roster.role(b.s.Facilitator))
	}
	if owner := b.s.Carrier(); owner != b.s.Facilitator {
		add("Owner", b.roster.role(owner))
	}
	add("Took part", b.present())
	add("Review", b.r.ID)

	out := []Sentence{note(sentence(b.r.Title))}
	for _, f := range b.r.head.facts {
		out = append(out, note(f.Name+": "+sentence(f.Value)))
	}
	if b.r.head.facing != "" {
		out = append(out, note(b.r.head.facing))
	}
	return append(out, note(b.r.head.assembled))
}

// standingNow is the status in words: a draft that somebody has confirmed says how many of how many have.
func (b *builder) standingNow() string {
	n, all := b.s.Agreement()
	if b.r.Status != string(postmortem.Checked) || n == 0 {
		return b.r.Status
	}
	return "draft, confirmed by " + strconv.Itoa(n) + " of " + plural(all, "person", "people")
}

// told says what is known of the time where the begin and the end of the impact are not.
func (b *builder) told() string {
	var dated []Moment
	for _, m := range b.r.Timeline {
		if m.At != nil {
			dated = append(dated, m)
		}
	}
	if len(dated) == 0 {
		return "date not recorded"
	}
	days := day(*dated[0].At)
	if last := day(*dated[len(dated)-1].At); last != days {
		days += " to " + last
	}
	return "begin and end not recorded; the timeline tells of " + days
}

// present lists by role who spoke in the review.
func (b *builder) present() string {
	spoke := map[string]bool{}
	for _, m := range b.s.Messages {
		if m.Phase != "" && m.Thread == "" && !b.s.People[m.Author].Bot && m.Author != b.s.Facilitator {
			spoke[b.roster.role(m.Author)] = true
		}
	}
	others := 0
	var roles []string
	for role := range spoke {
		if role != somebody {
			roles = append(roles, role)
		}
	}
	slices.Sort(roles)
	counted := map[string]bool{}
	for _, m := range b.s.Messages {
		if m.Phase != "" && m.Thread == "" && m.Author != b.s.Facilitator && !counted[m.Author] && b.roster.role(m.Author) == somebody {
			counted[m.Author] = true
			others++
		}
	}
	if others > 0 {
		roles = append(roles, plural(others, "person", "people")+" without a known role")
	}
	return strings.Join(roles, "; ")
}

// Title is a review's title as its document shows it.
func Title(s *postmortem.Session) string {
	b := builder{roster: newRoster(s.Everybody())}
	return b.text(s.Title)
}
