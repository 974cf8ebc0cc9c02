package postmortem

import (
	"cmp"
	"slices"
	"strings"
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
	By    string   // user id of who waived it
	Lacks []string // what is missing, by keys: a waiver covers what was missing then, and nothing more
}

// A Want is one of the things that a criterion asks for: what people/gate.md has
// under the key.
type Want struct {
	Key  string
	Data map[string]any
	Of   string // which of several it is, such as the id of an entry
}

// key tells one thing that may be missing from another.
func (w Want) key() string { return cmp.Or(w.Of, w.Key) }

// ByHand reports whether it asks people for their hand or their word, which nobody
// has to leave open for want of knowing.
func (c Criterion) ByHand() bool {
	return slices.Contains([]string{"O1", "T5", "T7", "C7", "C10", "L1", "L5"}, c.ID)
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
func (s *Session) Gate(p Phase) []Criterion { return s.gate(p, false) }

// gate is Gate, or of it only what a phase must establish.
func (s *Session) gate(p Phase, musts bool) []Criterion {
	g := gate{s: s, phase: p, musts: musts}
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
	return slices.DeleteFunc(s.gate(p, true), func(c Criterion) bool { return !c.Must || c.State != GateOpen })
}

// Missing is what phases leave open, on purpose or not, in words.
func (s *Session) Missing(w *prompts.Words, phases ...Phase) []Gap {
	var out []Gap
	for _, p := range phases {
		for _, c := range s.gate(p, true) {
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
	musts bool // only what must be
	all   []Criterion
}

func (g *gate) add(id string, must, met bool, wants ...Want) {
	c := Criterion{ID: id, Phase: g.phase, Must: must, Wants: wants, State: GateMet}
	if !met {
		left := g.s.Waivers[id]
		for _, w := range wants {
			c.Lacks = append(c.Lacks, w.key())
		}
		c.State, c.By = GateWaived, left.By
		if open := slices.DeleteFunc(slices.Clone(wants), func(w Want) bool { return left.covers(w.key()) }); len(open) > 0 {
			c.State, c.By, c.Wants = GateOpen, "", open
		}
	}
	g.all = append(g.all, c)
}

// each asks one thing of several entries; lacking are those that are without it. A
// key such as "R2_end" belongs to the criterion R2.
func (g *gate) each(key string, must bool, lacking []Entry) {
	id, _, _ := strings.Cut(key, "_")
	c := Criterion{ID: id, Phase: g.phase, Must: must, State: GateMet}
	n := 0
	for _, e := range lacking {
		c.Lacks = append(c.Lacks, e.ID)
		if !g.s.Waivers[id].covers(e.ID) {
			n++
		}
	}
	switch {
	case n > 0:
		c.State = GateOpen
	case len(lacking) > 0:
		c.State, c.By, n = GateWaived, g.s.Waivers[id].By, len(lacking)
	}
	c.Wants = []Want{{Key: key, Data: map[string]any{"n": n}}}
	g.all = append(g.all, c)
}

// must asks for what people/gate.md has under the id.
func (g *gate) must(id string, met bool) { g.add(id, true, met, Want{Key: id}) }

// should asks for what is only desirable; whether it is there may be looked for in all
// that was said, so that is done only where somebody wants to know.
func (g *gate) should(id string, met func() bool) {
	if !g.musts {
		g.add(id, false, met(), Want{Key: id})
	}
}

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

// join makes one criterion of the last two, which ask for parts of the same.
func (g *gate) join() {
	n := len(g.all)
	a, b := g.all[n-2], g.all[n-1]
	a.Lacks = slices.Concat(a.Lacks, b.Lacks)
	switch {
	case a.State == GateMet, a.State == GateWaived && b.State == GateOpen:
		a.State, a.By, a.Wants = b.State, b.By, b.Wants
	case a.State == b.State:
		a.Wants = slices.Concat(a.Wants, b.Wants)
	}
	g.all = append(g.all[:n-2], a)
}

// A part is one of several things that a criterion asks for.
type part struct {
	there bool
	want  Want
}

func needs(there bool, key string) part { return part{there, Want{Key: key}} }

// needsStem is a part that the questions on causes also know by its stem.
func needsStem(there bool, stem string) part {
	return part{there, Want{Key: "C1_" + stem, Of: stem}}
}

func atLeast(n, have int, key string) part {
	return part{have >= n, Want{Key: key, Data: map[string]any{"n": n}}}
}

func (g *gate) has(k Kind, test func(Entry) bool) bool {
	for e := range g.s.each(k) {
		if test(*e) {
			return true
		}
	}
	return false
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

// lacks says what keeps an action from being a promise: an owner who accepted it,
// or a date. What was ended lacks nothing.
func (e Entry) lacks() (owner, date bool) {
	return e.Action != Owned && !e.ended(), e.Due.IsZero() && !e.ended()
}

// promised reports whether an action has both.
func (e Entry) promised() bool {
	owner, date := e.lacks()
	return !owner && !date
}

// low reports whether little was at stake, severe whether much was.
func (s *Session) low() bool    { return s.Severity == "SEV4" || s.Severity == "SEV5" }
func (s *Session) severe() bool { return s.Severity == "SEV1" || s.Severity == "SEV2" }

// few is the number needed: less is asked of an incident of low severity.
func (s *Session) few(usual, low int) int {
	if s.low() {
		return low
	}
	return usual
}

// voices counts the people whom entries of a kind come from.
func (s *Session) voices(k Kind) int {
	who := map[string]bool{}
	for e := range s.each(k) {
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

// several reports whether more than one person has said something in the review.
func (s *Session) several() bool {
	first := ""
	for _, m := range s.Messages {
		if m.Phase == "" || m.Gone || !s.Counts(m.Author) {
			continue
		}
		if first != "" && m.Author != first {
			return true
		}
		first = m.Author
	}
	return false
}

// Waits reports whether an entry waits for somebody's hand: one that is proposed,
// or a cause that only its author stands behind though others take part. Another
// view needs no second: it stands as one person's view.
func (s *Session) Waits(e Entry) bool {
	return e.State == Proposed ||
		e.State == Confirmed && e.Kind == Cause && !e.Hypothesis && s.against(e) == "" && e.By == e.Author && s.several()
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

// lowered makes the middle of a sentence.
func lowered(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}
