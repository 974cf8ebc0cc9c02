package postmortem

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/prompts"
)

// questions lists what the bot may ask by itself, the more pressing first.
var questions = []ask{
	{name: "heat", phases: Phases(), most: 1, since: tense, data: goingOn, offer: aBreak},
	{name: "closure", phases: stillOpen(), most: 1, since: hurried},
	{name: "zone", phases: []Phase{Opening, Timeline, RootCause, Remedy}, most: 1, since: clashing, data: hoursApart, offer: zoneButtons},
	{name: "impact_numbers", phases: []Phase{Opening}, most: 1, since: unmet("O3", 0.6)},
	{name: "detection", phases: []Phase{Opening, Timeline}, most: 1, since: undetected},
	{name: "gap", phases: []Phase{Timeline}, most: 3, each: silence, data: between},
	{name: "second_seat", phases: []Phase{Timeline}, most: 1, since: oneSeat},
	{name: "conflict", phases: []Phase{Timeline, RootCause}, most: 2, since: conflicting, data: accounts, offer: apartButton},
	{name: "parked", phases: []Phase{Opening, Timeline, RootCause}, most: 1, since: parked, data: ideas},
	{name: "one_person", phases: []Phase{Timeline, RootCause}, most: 1, since: onePerson},
	{name: "at_person", phases: []Phase{RootCause}, most: 2, kin: "tunnel", each: endsAtPerson, data: whichBranch},
	{name: "single_cause", phases: []Phase{RootCause}, most: 2, kin: "tunnel", since: singleCause},
	{name: "first_cause", phases: []Phase{RootCause}, most: 2, kin: "tunnel", since: firstCause},
	{name: "one_stem", phases: []Phase{RootCause}, most: 2, kin: "tunnel", since: oneStem, data: stems},
	{name: "chain", phases: []Phase{RootCause}, most: 2, kin: "tunnel", since: singleChain},
	{name: "breadth", phases: []Phase{RootCause}, most: 2, kin: "tunnel", since: lopsided, data: emptyStem},
	{name: "one_author", phases: []Phase{RootCause}, most: 2, kin: "tunnel", since: oneAuthor},
	{name: "one_team", phases: []Phase{RootCause}, most: 2, kin: "tunnel", since: oneTeam},
	{name: "one_lens", phases: []Phase{RootCause}, most: 2, kin: "tunnel", since: oneLens},
	{name: "beyond", phases: []Phase{RootCause}, most: 1, each: outOfReach, data: quoted, offer: addCause},
	{name: "bare_cause", phases: []Phase{RootCause}, most: 2, kin: "tunnel", each: bareCause, data: quoted},
	{name: "dissent", phases: []Phase{RootCause}, most: 1, since: nobodyDisagrees},
	{name: "no_moment", phases: []Phase{RootCause}, most: 2, each: noMoment, data: quoted, offer: aStub},
	{name: "older", phases: []Phase{RootCause}, most: 2, kin: "node", each: shallow, data: quoted},
	{name: "safeguard", phases: []Phase{RootCause}, most: 2, kin: "node", each: unguarded, data: quoted},
	{name: "moved", phases: []Phase{Timeline, RootCause, Remedy, Prevention, Close}, most: 1, since: movesTheFrame, data: whatMoves, offer: aWayBack},
	{name: "helped", phases: []Phase{Remedy, Close}, most: 1, since: nothingHelped},
	{name: "to_graph", phases: []Phase{Remedy}, most: 2, each: notInTheTree, data: luckOrHindrance, offer: aNode},
	{name: "revisit", phases: []Phase{Prevention}, most: 1, since: disputedLate, data: views},
	{name: "leaf", phases: []Phase{Prevention}, most: 3, each: leavesWithoutAnswer, data: quoted, offer: livingWithIt},
	{name: "promise", phases: []Phase{Prevention, Close}, most: 1, since: unpromised, data: actionNames(func(_ *Session, e Entry) bool { return !e.promised() })},
	{name: "done_when", phases: []Phase{Prevention}, most: 2, since: unverifiable, data: endlessNames, offer: endButtons},
	{name: "protects", phases: []Phase{Prevention}, most: 1, since: unlinked, data: actionNames(loose), offer: aLink},
	{name: "only_repairs", phases: []Phase{Prevention}, most: 1, since: onlyToday},
	{name: "only_care", phases: []Phase{Prevention}, most: 1, since: weak("P5")},
	{name: "too_many", phases: []Phase{Prevention, Close}, most: 1, since: weak("P6"), data: tooMany},
	{name: "ends", phases: []Phase{Prevention, Close}, most: 1, since: endsUnsaid, data: endlessNames, offer: endButtons},
	{name: "last_call", phases: []Phase{Prevention}, most: 1, since: onlyPromises, data: actionNames(unfinished), offer: endButtons},
	{name: "round", phases: []Phase{Opening, Timeline, RootCause, Remedy, Prevention}, most: 1, since: oneVoice},
	{name: "unanswered", phases: Phases(), most: 2, since: unanswered, data: openQuestions},
	{name: "jargon", phases: []Phase{Opening, Timeline, RootCause, Remedy, Prevention}, most: 1, since: jargon, data: acronym},
	{name: "stuck", phases: Phases(), most: 2, since: stuck, data: stall},
	{name: "overrun", phases: Phases(), most: 1, since: overrun, data: minutes, offer: restOverDays},
	{name: "elsewhere", phases: []Phase{RootCause}, most: 1, since: elsewhereUnsaid},
	{name: "new_risk", phases: []Phase{Prevention}, most: 1, since: riskUnsaid},
}

func between(_ *prompts.Words, s *Session, about string) map[string]any {
	var x span
	for _, y := range s.silences() {
		if y.from.Format(time.RFC3339) == about {
			x = y
		}
	}
	return x.shown()
}

func ideas(_ *prompts.Words, s *Session, _ string) map[string]any {
	return map[string]any{"n": len(s.Live(Idea))}
}

func tooMany(_ *prompts.Words, s *Session, _ string) map[string]any {
	return map[string]any{"n": len(s.plan()), "day": s.Phased.AddDate(0, 1, 0).Format("2 January")}
}

func stall(w *prompts.Words, s *Session, _ string) map[string]any {
	open := s.stuckOn()
	what := Criterion{Wants: []Want{{Key: "nothing"}}}
	if len(open) > 0 {
		what = open[0]
	}
	return map[string]any{"have": s.have(s.Phase), "missing": what.phrase(w)}
}

func minutes(_ *prompts.Words, s *Session, _ string) map[string]any {
	return map[string]any{"minutes": int(s.lastWord().Sub(s.sittingSince()).Minutes())}
}

// restOverDays lets those who are tired finish the rest another day, and another.
func restOverDays(w *prompts.Words, s *Session, _ string) []Button {
	return []Button{{Action: DoTurn, Value: s.value(string(Async)), Label: w.Say("button/turn", nil), Reader: w.Say("button/turn_reader", nil)}}
}

// Reasons to ask.

// unmet is a criterion that is still open when a part of the phase's time is over.
func unmet(id string, part float64) func(*Session, Guide) (string, time.Time, bool) {
	return func(s *Session, g Guide) (string, time.Time, bool) {
		c, ok := s.criterion(id)
		return string(s.Phase), g.into(s, part), ok && c.State == GateOpen
	}
}

// undetected is that half of O5 which the question is about; it is asked once.
func undetected(s *Session, g Guide) (string, time.Time, bool) {
	_, at, open := unmet("O5", 0.6)(s, g)
	return "O5", at, open && len(s.Live(Detection)) == 0
}

// nothingHelped is that half of R3 which the question is about, and L2 when that was
// passed over.
func nothingHelped(s *Session, g Guide) (string, time.Time, bool) {
	if s.Phase == Close {
		return unmet("L2", 0.6)(s, g)
	}
	about, at, open := unmet("R3", 0.6)(s, g)
	return about, at, open && !slices.ContainsFunc(s.Live(RemedyItem), func(e Entry) bool { return e.Item == "helped" })
}

func hurried(s *Session, _ Guide) (string, time.Time, bool) {
	enough := len(s.Live(Cause)) >= enoughCauses
	return string(s.Phase), s.Hurried, !s.Hurried.IsZero() && s.Hurried.After(s.Phased) && !enough
}

// silence are the gaps in the timeline that nobody has left open on purpose, the longest
// first, once there is a timeline around them.
func silence(s *Session, g Guide) iter.Seq2[string, time.Time] {
	return func(yield func(string, time.Time) bool) {
		if len(s.Live(Event)) < 3 {
			return
		}
		all := slices.DeleteFunc(s.silences(), func(x span) bool { return s.Waivers["T4"].covers(x.key()) })
		slices.SortStableFunc(all, func(a, b span) int { return cmp.Compare(b.to.Sub(b.from), a.to.Sub(a.from)) })
		for _, x := range all {
			if !yield(x.from.Format(time.RFC3339), g.into(s, 0.4)) {
				return
			}
		}
	}
}

func oneSeat(s *Session, g Guide) (string, time.Time, bool) {
	return "", g.into(s, 0.6), len(s.Live(Event)) >= 3 && !s.perspectives() && len(s.unsaid()) > 0
}

func parked(s *Session, _ Guide) (string, time.Time, bool) {
	for _, e := range s.Live(Idea) {
		if e.Phase == s.Phase {
			return string(s.Phase), e.Written, true
		}
	}
	return "", time.Time{}, false
}

func singleCause(s *Session, g Guide) (string, time.Time, bool) {
	return "", g.into(s, 0.5), len(s.Live(Cause)) == 1 && !s.inquired("first_cause")
}

// atOnce is how soon after it was said agreement on the first cause is hasty.
const atOnce = 5 * time.Minute

// firstCause is the first cause that somebody told, agreed on at once, with talk going
// on and nothing beside it. Over days there is a day for somebody to tell of another.
func firstCause(s *Session, _ Guide) (string, time.Time, bool) {
	causes := s.Live(Cause)
	if len(causes) != 1 || s.async() || s.inquired("single_cause", "closure") {
		return "", time.Time{}, false
	}
	c := causes[0]
	first := !slices.ContainsFunc(s.Entries, func(e Entry) bool {
		return e.Kind == Cause && e.State == LeftOut && e.Same == "" && e.Written.Before(c.Written)
	})
	hasty := c.Phase == RootCause && !c.Agreed.IsZero() && !c.Agreed.After(c.Written.Add(atOnce))
	return "", c.Agreed.Add(time.Minute), first && hasty && !c.Hypothesis && s.lastWord().After(c.Agreed)
}

// inquired reports whether one of these questions was asked in the present phase.
func (s *Session) inquired(names ...string) bool {
	return slices.ContainsFunc(s.Inquiries, func(q Inquiry) bool { return q.Phase == s.Phase && slices.Contains(names, q.Name) })
}

func oneStem(s *Session, g Guide) (string, time.Time, bool) {
	causes := s.Live(Cause)
	same := len(causes) >= 3
	for _, e := range causes {
		same = same && s.SideOf(e) == s.SideOf(causes[0])
	}
	return "", s.lastEntry().Add(time.Minute), same
}

// stems says what the factors are about, and what else could be asked about.
func stems(_ *prompts.Words, s *Session, _ string) map[string]any {
	stem := ""
	if causes := s.Live(Cause); len(causes) > 0 {
		stem = s.SideOf(causes[0])
	}
	return map[string]any{"stem": stem}
}

// unpromised are actions that have had no owner or date for a while: minutes, or over
// days some hours, since the last of them came.
func unpromised(s *Session, g Guide) (string, time.Time, bool) {
	var since time.Time
	for _, e := range s.Live(Action) {
		if !e.promised() {
			since = latest(since, e.Written)
		}
	}
	return string(s.Phase), latest(since, s.Phased).Add(g.pondering(s)), !since.IsZero()
}

// pondering is how long an action may be without what makes it a promise before anybody
// is asked for it: minutes, or over days some hours.
func (g Guide) pondering(s *Session) time.Duration {
	if s.async() {
		return g.Lull
	}
	return 5 * time.Minute
}

// soon is within how many days all of a plan is done that looks at today alone.
const soon = 7

// onlyToday is a plan that repairs only, or one of alerts and documents that is done within
// the week: it holds today.
func onlyToday(s *Session, g Guide) (string, time.Time, bool) {
	_, at, repairs := weak("P4")(s, g)
	plan := s.plan()
	light := !slices.ContainsFunc(plan, func(e Entry) bool {
		return e.Strength > 2 || e.Due.IsZero() || !e.Due.Before(s.Phased.AddDate(0, 0, soon))
	})
	return "", at, repairs || light && len(plan) >= 2
}

// weak is a criterion on the actions as a whole, asked about once there are some
// and no new ones come; where there is but one, towards the end of the phase.
func weak(id string) func(*Session, Guide) (string, time.Time, bool) {
	return func(s *Session, g Guide) (string, time.Time, bool) {
		c, ok := s.criterion(id)
		at, n := s.lastEntry().Add(2*time.Minute), len(s.plan())
		if n == 1 {
			at = latest(at, g.into(s, 0.6))
		}
		return "", at, ok && c.State == GateOpen && n > 0
	}
}

// oneVoice is one person with far more of the last twenty messages than their
// share, where at least four people take part.
func oneVoice(s *Session, _ Guide) (string, time.Time, bool) {
	_, ok := s.voice(time.Time{}, time.Time{}, roundOf)
	return string(s.Phase), s.lastWord(), ok
}

// stuck is a phase in which talk has brought nothing new for a while. Where nobody
// talks at all, people may be having a pause; over days that is what stuck looks like.
func stuck(s *Session, g Guide) (string, time.Time, bool) {
	last := latest(s.lastEntry(), s.openSince())
	talk := s.async() || s.lastWord().After(last)
	at := g.stalled(s, last)
	if !s.async() {
		if t, many := s.talkedPast(last, idle); many && t.Before(at) {
			at = t
		}
	}
	return last.Format(time.RFC3339Nano), at, len(s.stuckOn()) > 0 && talk
}

// idle is after how many messages that brought nothing new a phase counts as stuck.
const idle = 15

// talkedPast is when the nth message after a moment was written, and whether there are
// so many.
func (s *Session) talkedPast(since time.Time, n int) (at time.Time, many bool) {
	for _, r := range s.spoken() {
		if m := s.Messages[r]; m.At.After(since) {
			if n--; n == 0 {
				return m.At, true
			}
		}
	}
	return at, false
}

// stuckOn is what is asked for where a phase is stuck; what single actions lack is
// asked about by itself.
func (s *Session) stuckOn() []Criterion {
	return slices.DeleteFunc(s.unsaid(), func(c Criterion) bool { return strings.HasPrefix(c.ID, "P2-") })
}

// unsaid is what somebody would have to say for the present phase to be complete;
// the rest is a matter of waiting.
func (s *Session) unsaid() []Criterion {
	return slices.DeleteFunc(s.Open(s.Phase), Criterion.byTime)
}

// overrun is talk that still goes on when its time and a fifth are over: a review that rests for a day tires nobody.
func overrun(s *Session, g Guide) (string, time.Time, bool) {
	at := s.sittingSince().Add(min(g.Longest, g.Boxes.sum()*6/5))
	return "", at, !s.async() && !s.lastWord().Before(at)
}

// actionNames names the actions for which test holds.
func actionNames(test func(*Session, Entry) bool) func(*prompts.Words, *Session, string) map[string]any {
	return func(_ *prompts.Words, s *Session, _ string) map[string]any {
		var names []string
		for _, e := range s.Live(Action) {
			if test(s, e) {
				names = append(names, e.Tag())
			}
		}
		return map[string]any{"actions": listing(names), "n": len(names)}
	}
}

// listing is "a", "a and b", "a, b and c".
func listing(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
