package postmortem

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
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
	What  string // what is to be established, or what of it is missing
	State Standing
	By    string // user id of who waived it
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
	return g.all
}

// Open returns what a phase must establish and has not, waivers apart.
func (s *Session) Open(p Phase) []Criterion {
	return slices.DeleteFunc(s.Gate(p), func(c Criterion) bool { return !c.Must || c.State != GateOpen })
}

// Missing is what phases leave open, on purpose or not.
func (s *Session) Missing(phases ...Phase) []Gap {
	var out []Gap
	for _, p := range phases {
		for _, c := range s.Gate(p) {
			if c.Must && c.State != GateMet {
				out = append(out, Gap{p, c.What, c.ID})
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

func (g *gate) add(id string, must, met bool, what string) {
	c := Criterion{ID: id, Phase: g.phase, Must: must, What: what, State: GateOpen}
	if met {
		c.State = GateMet
	} else if by, ok := g.s.Waivers[id]; ok {
		c.State, c.By = GateWaived, by
	}
	g.all = append(g.all, c)
}

func (g *gate) must(id string, met bool, what string)   { g.add(id, true, met, what) }
func (g *gate) should(id string, met bool, what string) { g.add(id, false, met, what) }

// mustHave is met when every part is there; it names those that are not.
func (g *gate) mustHave(id string, parts ...part) {
	var all, missing []string
	for _, p := range parts {
		all = append(all, p.what)
		if !p.there {
			missing = append(missing, p.what)
		}
	}
	if len(missing) == 0 {
		g.must(id, true, upper(strings.Join(all, ", ")))
		return
	}
	g.must(id, false, upper(strings.Join(missing, ", ")))
}

// A part is one of several things that a criterion asks for.
type part struct {
	there bool
	what  string
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
	from, to := g.s.window()
	g.must("O2", !from.IsZero() && !to.IsZero(), "When the impact began and ended")
	g.must("O3", g.has(Impact, func(e Entry) bool { return strings.ContainsAny(g.s.Text(e.ID), "0123456789") }), "How many, how long, or what share")
	g.must("O4", len(g.s.Live(Impact)) > 0, "What users could not do")
	g.must("O5", len(g.s.Live(Detection)) > 0, "How we came to know of it")
}

func (g *gate) timeline() {
	from, to := g.s.window()
	n := g.s.few(5, 3)
	before := from.IsZero() || g.has(Event, func(e Entry) bool { return !e.At.IsZero() && e.At.Before(from) })
	g.mustHave("T1",
		part{len(g.s.Live(Event)) >= n, fmt.Sprintf("at least %d timeline entries", n)},
		part{before, "one from before the impact began"})
	g.mustHave("T2",
		part{g.event("change"), "what had changed"},
		part{g.event("signal") || len(g.s.Live(Detection)) > 0, "the first sign"},
		part{g.event("action", "decision"), "the first thing we did"},
		part{g.event("recovery") || !to.IsZero(), "the recovery"})
	if !from.IsZero() && !to.IsZero() {
		what := "What happened all through the impact"
		a, b := g.s.silence()
		if !a.IsZero() {
			what = fmt.Sprintf("What happened between %s and %s UTC", a.Format("15:04"), b.Format("15:04"))
		}
		g.must("T4", a.IsZero(), what)
	}
	g.must("T5", g.s.voices(Event) >= 2, "A second point of view on what happened")
	g.should("T8", g.item("helped") || g.cause("safeguard_that_worked"), "Something that helped")
}

func (g *gate) rootCause() {
	n := g.s.few(3, 2)
	stem := func(name string) bool { return g.has(Cause, func(e Entry) bool { return g.s.SideOf(e) == name }) }
	g.mustHave("C1",
		part{len(g.s.Live(Cause)) >= n, fmt.Sprintf("at least %d contributing factors", n)},
		part{stem("start"), "how it started"}, part{stem("spread"), "how it spread"},
		part{stem("unnoticed"), "how it stayed unnoticed, or that it did not"}, part{stem("recovery"), "how recovery took the time it took"})
	g.mustHave("C2",
		part{g.cause("trigger"), "a trigger"},
		part{g.cause("condition", "amplifier"), "a condition that was there before"})
	if len(g.s.Live(Cause)) == 0 {
		return
	}
	g.must("C3", g.s.branches(), "What else had to be true: two causes side by side, rather than one chain")
	g.must("C10", !g.has(Cause, func(e Entry) bool { return !e.Hypothesis && g.s.Waits(e) }),
		"A confirmation of each factor by somebody besides its author")
}

func (g *gate) remedy() {
	g.must("R1", g.item("restored"), "What brought the service back")
	g.must("R2", g.item("temporary"), "What only holds for now, or that nothing does")
	g.mustHave("R3", part{g.item("helped"), "what helped"}, part{g.item("hindered"), "what hindered"})
	g.must("R4", g.item("luck") || g.cause("luck"), "Where we were lucky, or that we were not")
	g.should("R6", g.item("communication"), "Who was told, and who still needs to hear of it")
}

func (g *gate) prevention() {
	actions := slices.DeleteFunc(g.s.Live(Action), func(e Entry) bool { return e.Action == Dropped })
	g.must("P1", len(actions) > 0, "At least one action, or the decision to take none")
	for _, e := range actions {
		lacks := e.lacks()
		g.must(fmt.Sprintf("P2-%d", e.Number), lacks == "", fmt.Sprintf("AI-%d has %s", e.Number, cmp.Or(lacks, "an owner and a date")))
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
		g.must("P3", count(func(e Entry) bool { return e.Strength >= 3 }) > 0,
			"One action that holds when nobody pays attention: something removed, blocked or limited")
		g.must("P4", count(func(e Entry) bool { return e.Type == "prevent" || e.Type == "detect" }) > 0,
			"One action for tomorrow, beside the repairs: one that prevents or detects")
		g.must("P5", count(func(e Entry) bool { return e.Strength == 0 }) == 0 && count(func(e Entry) bool { return e.Strength == 1 })*2 <= n,
			"Actions of which at most half rest on documents and memory")
		g.must("P6", n <= MostActions, fmt.Sprintf("A choice of at most %d actions", MostActions))
	}
	if len(g.s.Live(Idea)) > 0 {
		g.must("P10", !g.has(Idea, func(e Entry) bool { return e.State == Proposed }), "A yes or no to each parked idea")
	}
}

// MostActions is how many actions a review ends with before it is asked to choose.
const MostActions = 7

func (g *gate) close() {
	g.must("L1", g.s.voices(Learning) >= 2, "What two people know now that they did not know before")
	g.must("L2", g.item("helped") || g.cause("safeguard_that_worked"), "One thing that went well")
}

// lacks says what keeps an action from being a promise; "" when nothing does.
func (e Entry) lacks() string {
	switch owned := e.Action == Owned || e.Action == Done; {
	case !owned && e.Due.IsZero():
		return "no owner who accepted it and no date"
	case !owned:
		return "no owner who accepted it"
	case e.Due.IsZero():
		return "no date"
	}
	return ""
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
		who[e.Author] = true
	}
	return len(who)
}

// spoke counts the people who have said something in the review.
func (s *Session) spoke() int {
	who := map[string]bool{}
	for _, m := range s.Messages {
		if m.Phase != "" && !m.Gone && !s.People[m.Author].Bot {
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

// have says in words what a phase has gathered, as the middle of a sentence.
func (s *Session) have(p Phase) string {
	n := 0
	for _, e := range s.Live() {
		if e.Board() == p {
			n++
		}
	}
	return strings.ToLower(plural(n, "entry", "entries"))
}

// upper makes the beginning of a sentence, lower the middle of one.
func upper(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

func lower(s string) string {
	first, _, _ := strings.Cut(s, " ")
	r, n := utf8.DecodeRuneInString(s)
	if strings.ContainsFunc(first[n:], func(r rune) bool { return unicode.IsUpper(r) || r == '-' }) {
		return s // AI-3
	}
	return string(unicode.ToLower(r)) + s[n:]
}
