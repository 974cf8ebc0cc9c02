package postmortem

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/remedybot/remedy/prompts"
)

// Standing is how a criterion stands.
type Standing string

// The standings of a criterion.
const (
	GateMet    Standing = "met"
	GateOpen   Standing = "open"
	GateWaived Standing = "waived" // left open on purpose, for a reason that stands in the review
)

// A Criterion is something that a phase should establish before it is left. It
// is computed from the entries, so it is never out of date. A phase can always
// be left: what is open then stands in the review as a gap.
type Criterion struct {
	ID    string // such as "O2"; of one action "P2-3"
	Phase Phase
	Must  bool   // what is only desirable is shown, and keeps nobody from moving on
	Wants []Want // what is to be established, or what of it is missing
	State Standing
	By    string // user id of who waived it
}

// A Want is one of the things that a criterion asks for: what people/gate.md has
// under the key.
type Want struct {
	Key  string
	Data map[string]any
}

// What names what a criterion asks for, as the beginning of a sentence.
func (c Criterion) What(w *prompts.Words) string { return upper(c.phrase(w)) }

// phrase is What as the middle of a sentence.
func (c Criterion) phrase(w *prompts.Words) string {
	var all []string
	for _, want := range c.Wants {
		all = append(all, w.Say("gate/"+want.Key, want.Data))
	}
	return strings.Join(all, ", ")
}

// ReasonKey is where the reason for leaving a criterion open is kept in Session.Texts.
func ReasonKey(criterion string) string { return "waiver/" + criterion }

// Gate returns the criteria of a phase, in the order in which they are asked for.
func (s *Session) Gate(p Phase) []Criterion {
	g := gate{s: s, phase: p}
	switch p {
	case Opening:
		g.opening()
	case Timeline:
		g.timeline()
	case RootCause:
		g.rootCause()
	case Remedy:
		g.remedy()
	case Prevention:
		g.prevention()
	case Close:
		g.close()
	}
	g.byTime()
	return g.all
}

// Open returns what a phase must establish and has not, waivers apart.
func (s *Session) Open(p Phase) []Criterion {
	return slices.DeleteFunc(s.Gate(p), func(c Criterion) bool { return !c.Must || c.State != GateOpen })
}

// Missing is what phases leave open, on purpose or not, in words.
func (s *Session) Missing(w *prompts.Words, phases ...Phase) []Gap {
	var out []Gap
	for _, p := range phases {
		for _, c := range s.Gate(p) {
			if c.Must && c.State != GateMet {
				out = append(out, Gap{p, c.What(w), c.ID})
			}
		}
	}
	return out
}

// A gate is the criteria of one phase in the making.
type gate struct {
	s     *Session
	phase Phase
	all   []Criterion
}

func (g *gate) add(id string, must, met bool, wants ...Want) {
	c := Criterion{ID: id, Phase: g.phase, Must: must, Wants: wants, State: GateOpen}
	if met {
		c.State = GateMet
	} else if by, ok := g.s.Waivers[id]; ok {
		c.State, c.By = GateWaived, by
	}
	g.all = append(g.all, c)
}

// must and should ask for what people/gate.md has under the id.
func (g *gate) must(id string, met bool)   { g.add(id, true, met, Want{Key: id}) }
func (g *gate) should(id string, met bool) { g.add(id, false, met, Want{Key: id}) }

// mustHave is met when every part is there; it names those that are not.
func (g *gate) mustHave(id string, parts ...part) {
	var all, missing []Want
	for _, p := range parts {
		all = append(all, p.want)
		if !p.there {
			missing = append(missing, p.want)
		}
	}
	if len(missing) == 0 {
		g.add(id, true, true, all...)
		return
	}
	g.add(id, true, false, missing...)
}

// A part is one of several things that a criterion asks for.
type part struct {
	there bool
	want  Want
}

func needs(there bool, key string) part { return part{there, Want{Key: key}} }

func atLeast(n, have int, key string) part {
	return part{have >= n, Want{key, map[string]any{"n": n}}}
}

func (g *gate) has(k Kind, test func(Entry) bool) bool {
	return slices.ContainsFunc(g.s.Live(k), test)
}

func (g *gate) event(kinds ...string) bool {
	return g.has(Event, func(e Entry) bool { return slices.Contains(kinds, e.Event) })
}

func (g *gate) item(kinds ...string) bool {
	return g.has(RemedyItem, func(e Entry) bool { return slices.Contains(kinds, e.Item) })
}

func (g *gate) cause(kinds ...string) bool {
	return g.has(Cause, func(e Entry) bool { return slices.Contains(kinds, e.Cause) })
}

func (g *gate) opening() {
	g.must("O1", g.s.welcomed())
	from, to := g.s.window()
	g.must("O2", !from.IsZero() && !to.IsZero())
	g.must("O3", g.has(Impact, func(e Entry) bool { return strings.ContainsAny(g.s.Text(e.ID), "0123456789") }))
	g.must("O4", len(g.s.Live(Impact)) > 0)
	g.must("O5", len(g.s.Live(Detection)) > 0)
	g.must("O9", g.s.known())
}

func (g *gate) timeline() {
	from, to := g.s.window()
	n := g.s.few(5, 3)
	before := from.IsZero() || g.has(Event, func(e Entry) bool { return !e.At.IsZero() && e.At.Before(from) })
	g.mustHave("T1",
		atLeast(n, len(g.s.Live(Event)), "T1_entries"),
		needs(before, "T1_before"))
	g.mustHave("T2",
		needs(g.event("change"), "T2_change"),
		needs(g.event("signal") || len(g.s.Live(Detection)) > 0, "T2_sign"),
		needs(g.event("action", "decision"), "T2_deed"),
		needs(g.event("recovery") || !to.IsZero(), "T2_recovery"))
	if !from.IsZero() && !to.IsZero() {
		between := map[string]any{"from": "", "to": ""}
		a, b := g.s.silence()
		if !a.IsZero() {
			between = map[string]any{"from": a.Format("15:04"), "to": b.Format("15:04")}
		}
		g.add("T4", true, a.IsZero(), Want{"T4", between})
	}
	g.must("T5", g.s.voices(Event) >= 2)
	g.should("T8", g.item("helped") || g.cause("safeguard_that_worked"))
}

func (g *gate) rootCause() {
	n := g.s.few(3, 2)
	stem := func(name string) bool { return g.has(Cause, func(e Entry) bool { return g.s.SideOf(e) == name }) }
	g.mustHave("C1",
		atLeast(n, len(g.s.Live(Cause)), "C1_factors"),
		needs(stem("start"), "C1_start"), needs(stem("spread"), "C1_spread"),
		needs(stem("unnoticed"), "C1_unnoticed"), needs(stem("recovery"), "C1_recovery"))
	g.mustHave("C2",
		needs(g.cause("trigger"), "C2_trigger"),
		needs(g.cause("condition", "amplifier"), "C2_condition"))
	if len(g.s.Live(Cause)) == 0 {
		return
	}
	g.must("C3", g.s.branches())
	g.must("C10", !g.has(Cause, func(e Entry) bool { return !e.Hypothesis && g.s.Waits(e) }))
}

func (g *gate) remedy() {
	g.must("R1", g.item("restored"))
	g.must("R2", g.item("temporary"))
	g.mustHave("R3", needs(g.item("helped"), "R3_helped"), needs(g.item("hindered"), "R3_hindered"))
	g.must("R4", g.item("luck") || g.cause("luck"))
	g.should("R6", g.item("communication"))
}

func (g *gate) prevention() {
	actions := slices.DeleteFunc(g.s.Live(Action), func(e Entry) bool { return e.Action == Dropped })
	g.must("P1", len(actions) > 0)
	for _, e := range actions {
		owner, date := e.lacks()
		g.add(fmt.Sprintf("P2-%d", e.Number), true, !owner && !date,
			Want{"P2", map[string]any{"action": e.Tag(), "owner": owner, "date": date}})
	}
	if n := len(actions); n > 0 {
		count := func(test func(Entry) bool) (k int) {
			for _, e := range actions {
				if test(e) {
					k++
				}
			}
			return k
		}
		g.must("P3", count(func(e Entry) bool { return e.Strength >= 3 }) > 0)
		g.must("P4", count(func(e Entry) bool { return e.Type == "prevent" || e.Type == "detect" }) > 0)
		g.must("P5", count(func(e Entry) bool { return e.Strength == 0 }) == 0 && count(func(e Entry) bool { return e.Strength == 1 })*2 <= n)
		g.add("P6", true, n <= MostActions, Want{"P6", map[string]any{"most": MostActions}})
	}
	if len(g.s.Live(Idea)) > 0 {
		g.must("P10", !g.has(Idea, func(e Entry) bool { return e.State == Proposed }))
	}
}

// MostActions is how many actions a review ends with before it is asked to choose.
const MostActions = 7

func (g *gate) close() {
	g.must("L1", g.s.voices(Learning) >= 2)
	g.must("L2", g.item("helped") || g.cause("safeguard_that_worked"))
}

// lacks says what keeps an action from being a promise: an owner who accepted it,
// or a date.
func (e Entry) lacks() (owner, date bool) {
	return e.Action != Owned && e.Action != Done, e.Due.IsZero()
}

// promised reports whether an action has both.
func (e Entry) promised() bool {
	owner, date := e.lacks()
	return !owner && !date
}

// window is when the impact began and ended: as the start form says, else as an
// entry does.
func (s *Session) window() (from, to time.Time) {
	from, to = s.Began, s.Ended
	for _, e := range s.Live(Impact) {
		if from.IsZero() && !e.At.IsZero() {
			from = e.At
		}
		if to.IsZero() && !e.To.IsZero() {
			to = e.To
		}
	}
	return from, to
}

// silence is the longest time within the impact of which nothing is known, if it
// is longer than a quarter of an hour and than a fifth of the whole; else zero.
func (s *Session) silence() (from, to time.Time) {
	began, ended := s.window()
	if began.IsZero() || !ended.After(began) {
		return time.Time{}, time.Time{}
	}
	least := max(15*time.Minute, ended.Sub(began)/5)
	last := began
	look := func(t time.Time) {
		if gap := t.Sub(last); gap > least && gap > to.Sub(from) {
			from, to = last, t
		}
	}
	for _, e := range s.Timeline() {
		if e.At.IsZero() || e.At.Before(began) || e.At.After(ended) {
			continue
		}
		look(e.At)
		if last = e.At; e.To.After(last) {
			last = e.To
		}
	}
	look(ended)
	return from, to
}

// few is the number needed: less is asked of an incident of low severity.
func (s *Session) few(usual, low int) int {
	if s.Severity == "SEV4" || s.Severity == "SEV5" {
		return low
	}
	return usual
}

// voices counts the people whom entries of a kind come from.
func (s *Session) voices(k Kind) int {
	who := map[string]bool{}
	for _, e := range s.Live(k) {
		if s.Seat(e.Author) != SeatObserver {
			who[e.Author] = true
		}
	}
	return len(who)
}

// spoke counts the people who have said something in the review.
func (s *Session) spoke() int {
	who := map[string]bool{}
	for _, m := range s.Messages {
		if m.Phase != "" && !m.Gone && s.Counts(m.Author) {
			who[m.Author] = true
		}
	}
	return len(who)
}

// Waits reports whether an entry waits for somebody's hand: one that is proposed,
// or a cause that only its author stands behind though others take part. Another
// view needs no second: it stands as one person's view.
func (s *Session) Waits(e Entry) bool {
	return e.State == Proposed ||
		e.State == Confirmed && e.Kind == Cause && !e.Hypothesis && s.against(e) == "" && e.By == e.Author && s.spoke() > 1
}

// have counts what a phase has gathered.
func (s *Session) have(p Phase) int {
	n := 0
	for _, e := range s.Live() {
		if e.Board() == p {
			n++
		}
	}
	return n
}

// upper makes the beginning of a sentence.
func upper(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
