package postmortem

import (
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/prompts"
)

// deepest is how many causes may stand below one another: what lies deeper has
// seldom any evidence, and becomes an open question instead.
const deepest = 5

// Leaves are the causes below which nothing stands: those at which the story ends.
// What went well, what was luck, and another view end nothing.
func (s *Session) Leaves() []Entry {
	var out []Entry
	for _, stem := range append(Stems(), "") {
		for _, n := range s.Tree(stem) {
			if n.Children == 0 && n.Cause != "safeguard_that_worked" && n.Cause != "luck" && s.against(n.Entry) == "" {
				out = append(out, n.Entry)
			}
		}
	}
	return out
}

// endsAtPerson are the branches that stop at what somebody did or lacked: there the
// enquiry begins.
func endsAtPerson(s *Session, _ Guide) iter.Seq2[string, time.Time] {
	return func(yield func(string, time.Time) bool) {
		for _, e := range s.Leaves() {
			if e.Act && !yield(e.ID, s.lastEntry().Add(time.Minute)) {
				return
			}
		}
	}
}

// whichBranch tells a second such branch from the first: the question names neither.
func whichBranch(_ *prompts.Words, s *Session, about string) map[string]any {
	i := slices.IndexFunc(s.Inquiries, func(q Inquiry) bool { return q.Name == "at_person" && q.Phase == s.Phase })
	return map[string]any{"another": i >= 0 && s.Inquiries[i].About != about}
}

// singleChain is one cause behind the other, and none beside it.
func singleChain(s *Session, _ Guide) (string, time.Time, bool) {
	return "", s.lastEntry().Add(2 * time.Minute), len(s.Live(Cause)) >= 2 && !s.branches() && s.sides() < 2
}

// sides counts the stems on which a cause stands.
func (s *Session) sides() int {
	n := 0
	for _, stem := range Stems() {
		if len(s.Tree(stem)) > 0 {
			n++
		}
	}
	return n
}

// lopsided is a branch of three or more, while on another side there is nothing
// yet: breadth comes before depth.
func lopsided(s *Session, _ Guide) (string, time.Time, bool) {
	deep := false
	for _, stem := range Stems() {
		deep = deep || slices.ContainsFunc(s.Tree(stem), func(n Node) bool { return n.Depth >= 2 })
	}
	empty := s.emptyStem()
	return empty, s.lastEntry().Add(time.Minute), deep && empty != ""
}

// emptyStem is the first side on which no cause stands and which nobody has left
// open on purpose, or "".
func (s *Session) emptyStem() string {
	for _, stem := range Stems() {
		if len(s.Tree(stem)) == 0 && !s.Waivers["C1"].covers(stem) && !(stem == "unnoticed" && s.timely()) {
			return stem
		}
	}
	return ""
}

func emptyStem(w *prompts.Words, _ *Session, about string) map[string]any {
	return map[string]any{"side": w.Say("gate/C1_"+about, nil)}
}

// oneAuthor is a tree that one person has told, while others were there.
func oneAuthor(s *Session, _ Guide) (string, time.Time, bool) {
	return "", s.lastEntry().Add(2 * time.Minute), len(s.Live(Cause)) >= 3 && s.voices(Cause) == 1 && s.spoke() >= 3
}

// oneTeam is a tree in which every cause speaks of the same team, and of no other.
func oneTeam(s *Session, _ Guide) (string, time.Time, bool) {
	team, n := "", 0
	for e := range s.each(Cause) {
		named := evidence.Teams(s.Text(e.ID))
		if len(named) != 1 || team != "" && named[0] != team {
			return "", time.Time{}, false
		}
		team, n = named[0], n+1
	}
	return "", s.lastEntry().Add(2 * time.Minute), n >= 3
}

// oneLens is a tree that looks at everything from one side.
func oneLens(s *Session, _ Guide) (string, time.Time, bool) {
	seen := map[string]bool{}
	causes := s.Live(Cause)
	for _, e := range causes {
		if len(e.Lens) == 0 {
			return "", time.Time{}, false // nobody can tell
		}
		for _, l := range e.Lens {
			seen[l] = true
		}
	}
	return "", s.lastEntry().Add(2 * time.Minute), len(causes) >= 3 && len(seen) == 1
}

// bareCause are the causes that rest on no message and on one person's word.
func bareCause(s *Session, _ Guide) iter.Seq2[string, time.Time] {
	return func(yield func(string, time.Time) bool) {
		for e := range s.each(Cause) {
			if !e.Hypothesis && !s.evidenced(*e) && s.against(*e) == "" && !yield(e.ID, e.Written.Add(3*time.Minute)) {
				return
			}
		}
	}
}

// evidenced reports whether something besides its author's word stands behind an
// entry: a message, a link, or somebody else's hand.
func (s *Session) evidenced(e Entry) bool {
	return len(e.Sources) > 0 || e.Linked || e.State == Confirmed && e.By != e.Author
}

// nobodyDisagrees is a large round that is of one mind: perhaps somebody is not.
func nobodyDisagrees(s *Session, g Guide) (string, time.Time, bool) {
	causes := s.Live(Cause)
	doubted := slices.ContainsFunc(causes, func(e Entry) bool { return e.Hypothesis || s.against(e) != "" })
	return "", g.into(s, 0.6), len(causes) >= 2 && !doubted && !s.async() && s.spoke() >= 6
}

// onePerson is a tree of which more than half turns on what one person did, or talk
// of which more than six of ten messages do.
func onePerson(s *Session, _ Guide) (string, time.Time, bool) {
	const last = 15
	causes := s.Live(Cause)
	acts := map[string]int{}
	for _, e := range causes {
		if e.Act {
			acts[s.actor(e)]++
		}
	}
	for _, n := range acts {
		if len(causes) >= 3 && n*2 > len(causes) {
			return string(s.Phase), s.lastEntry().Add(time.Minute), true
		}
	}
	refs := s.spoken()
	if len(refs) < last {
		return "", time.Time{}, false
	}
	about := map[string]int{}
	for _, r := range refs[len(refs)-last:] {
		if m := s.Messages[r]; m.Phase == s.Phase {
			for id := range s.People {
				if id != m.Author && strings.Contains(s.Text(r.Key()), "<@"+id) {
					about[id]++
				}
			}
		}
	}
	for _, n := range about {
		if n*10 > last*6 {
			return string(s.Phase), s.lastWord(), true
		}
	}
	return "", time.Time{}, false
}

// actor is whom an act is told of, as far as its words say: a user id where one person
// has the role that they name, or its author does; else that role, or "" where the words
// name nobody.
func (s *Session) actor(e Entry) string {
	role := evidence.Actor(s.Text(e.ID), s.roles()...)
	var of []string
	for id, p := range s.People {
		if p.Role != "" && strings.EqualFold(p.Role, role) {
			of = append(of, id)
		}
	}
	switch {
	case slices.Contains(of, e.Author):
		return e.Author
	case len(of) == 1:
		return of[0]
	}
	return role
}

// noMoment are the triggers that the timeline does not hold.
func noMoment(s *Session, _ Guide) iter.Seq2[string, time.Time] {
	return func(yield func(string, time.Time) bool) {
		for e := range s.each(Cause) {
			if e.Cause == "trigger" && !e.Hypothesis && s.against(*e) == "" && !s.inTimeline(*e) && !yield(e.ID, e.Written.Add(2*time.Minute)) {
				return
			}
		}
	}
}

func (s *Session) inTimeline(cause Entry) bool {
	text := s.Text(cause.ID)
	return slices.ContainsFunc(s.Live(Event), func(e Entry) bool {
		return slices.ContainsFunc(e.Sources, func(r Ref) bool { return slices.Contains(cause.Sources, r) }) ||
			evidence.Alike(s.Text(e.ID), text) >= 2
	})
}

// shallow are the leaves that could go one step deeper, once every side has something.
func shallow(s *Session, _ Guide) iter.Seq2[string, time.Time] {
	return func(yield func(string, time.Time) bool) {
		if s.emptyStem() != "" {
			return
		}
		for _, stem := range Stems() {
			for _, n := range s.Tree(stem) {
				if n.Children == 0 && n.Depth+1 < deepest && n.Cause == "condition" && !n.Act && !s.foreign(n.Entry) && s.against(n.Entry) == "" && n.State == Confirmed &&
					!yield(n.ID, s.lastEntry().Add(3*time.Minute)) {
					return
				}
			}
		}
	}
}

// unguarded are the triggers of which nobody has said what usually stops them.
func unguarded(s *Session, _ Guide) iter.Seq2[string, time.Time] {
	return func(yield func(string, time.Time) bool) {
		if s.emptyStem() != "" || slices.ContainsFunc(s.Live(Cause), func(e Entry) bool { return e.Cause == "safeguard_that_worked" }) {
			return
		}
		for e := range s.each(Cause) {
			if e.Cause == "trigger" && e.State == Confirmed && s.against(*e) == "" && !yield(e.ID, s.lastEntry().Add(3*time.Minute)) {
				return
			}
		}
	}
}

// elsewhereUnsaid is a tree near the end of its time of which nobody has asked where
// else the same holds.
func elsewhereUnsaid(s *Session, g Guide) (string, time.Time, bool) {
	at := latest(g.into(s, 0.8), s.lastEntry().Add(time.Minute))
	return "", at, len(s.Live(Cause)) >= 3 && !s.wasSaidIn(RootCause, evidence.Elsewhere)
}

// quoted is the entry that a question is about, in the words of the review.
func quoted(w *prompts.Words, s *Session, about string) map[string]any {
	return map[string]any{"what": said(s.Text(about))}
}

// said is an entry's text as a quotation within a sentence.
func said(text string) string {
	return strings.TrimSuffix(shortened(text, 120), ".")
}

// shortened cuts a text at a word, so that a question stays readable.
func shortened(text string, most int) string {
	r := []rune(text)
	if len(r) <= most {
		return text
	}
	cut := string(r[:most])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + "…"
}

func aStub(w *prompts.Words, s *Session, about string) []Button {
	return []Button{{Action: DoStub, Value: s.value(about), Label: w.Say("button/stub", nil), Reader: w.Say("button/stub_reader", nil)}}
}

// disputedLate is another view of a cause that comes up while actions are chosen.
func disputedLate(s *Session, _ Guide) (string, time.Time, bool) {
	for _, e := range s.Live(Cause) {
		if e.Phase == Prevention && s.against(e) != "" {
			return e.ID, e.Written.Add(30 * time.Second), true
		}
	}
	return "", time.Time{}, false
}

func views(w *prompts.Words, s *Session, about string) map[string]any {
	e, _ := s.Entry(about)
	return map[string]any{"one": said(s.Text(e.Against)), "other": said(s.Text(about))}
}
