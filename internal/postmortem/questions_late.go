package postmortem

import (
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/prompts"
)

// movesTheFrame is a fact said late that moves when the impact began or ended, how
// it was noticed, or what changed before it.
func movesTheFrame(s *Session, _ Guide) (string, time.Time, bool) {
	for _, e := range s.Live(Impact, Detection, Event) {
		if e.Phase == s.Phase && s.moves(e) != "" && (s.Phase != Timeline || e.harms()) { // facts are what the timeline is for
			return e.ID, e.Written.Add(time.Minute), true
		}
	}
	return "", time.Time{}, false
}

// moves says what an entry moves: "began", "ended", "noticed", "change", or "".
func (s *Session) moves(e Entry) string {
	from, to := s.window()
	earlier := func(test func(*Entry) bool) bool { // said before, and later in time
		for o := range s.each(e.Kind) {
			if o.ID != e.ID && o.Written.Before(e.Written) && test(o) {
				return true
			}
		}
		return false
	}
	switch {
	case e.At.IsZero():
	case e.harms() && !from.IsZero() && e.At.Add(e.slack()).Before(from):
		return "began"
	case e.harms() && !to.IsZero() && (e.To.After(to.Add(e.slack())) || e.At.After(to.Add(e.slack()))):
		return "ended"
	case e.Kind == Detection && earlier(func(o *Entry) bool { return o.At.After(e.At) }) && !earlier(func(o *Entry) bool { return o.At.Before(e.At) && !o.At.IsZero() }):
		return "noticed"
	case e.Kind == Event && e.Event == "change" && !from.IsZero() && e.At.Before(from) &&
		!earlier(func(o *Entry) bool { return o.Event == "change" && !o.At.Before(e.At) && o.At.Before(from) }):
		return "change"
	}
	return ""
}

// rough is how far "about 14:05" may lie from what it is held against.
const rough = 10 * time.Minute

// slack is how far an entry's time may be off.
func (e Entry) slack() time.Duration {
	if e.Precision == "approx" {
		return rough
	}
	return 0
}

// framed is the step that says what an entry moves.
func framed(e Entry) Phase {
	if e.harms() {
		return Opening
	}
	return e.Board()
}

func whatMoves(w *prompts.Words, s *Session, about string) map[string]any {
	e, _ := s.Entry(about)
	return map[string]any{"what": s.moves(e), "phase": framed(e).Title()}
}

func aWayBack(w *prompts.Words, s *Session, about string) []Button {
	e, ok := s.Entry(about)
	if !ok || framed(e) == s.Phase {
		return nil
	}
	return []Button{{Action: DoBack, Value: s.value(string(s.Phase), string(framed(e))), Label: w.Say("button/back", map[string]any{"phase": framed(e).Title()})}}
}

// notInTheTree is what hindered, or was luck, and is no cause yet.
func notInTheTree(s *Session, _ Guide) iter.Seq2[string, time.Time] {
	return func(yield func(string, time.Time) bool) {
		for e := range s.each(RemedyItem) {
			if (e.Item == "hindered" || e.Item == "luck") && !evidence.Shows(s.Text(e.ID), evidence.Nothing) && !s.amongCauses(*e) &&
				!yield(e.ID, e.Written.Add(time.Minute)) {
				return
			}
		}
	}
}

// amongCauses reports whether a cause rests on the same message as an entry, or says the same.
func (s *Session) amongCauses(e Entry) bool {
	return slices.ContainsFunc(s.Live(Cause), func(c Entry) bool {
		return slices.ContainsFunc(c.Sources, func(r Ref) bool { return slices.Contains(e.Sources, r) }) || evidence.Alike(s.Text(c.ID), s.Text(e.ID)) >= 2
	})
}

// luckOrHindrance says what such a question is about: what was luck is no cause, and may hide one.
func luckOrHindrance(_ *prompts.Words, s *Session, about string) map[string]any {
	e, _ := s.Entry(about)
	return map[string]any{"what": said(s.Text(about)), "luck": e.Item == "luck"}
}

func aNode(w *prompts.Words, s *Session, about string) []Button {
	return []Button{{Action: DoGraft, Value: s.value(about), Label: w.Say("button/graft", nil)}}
}

// leavesWithoutAnswer are the causes at which the story ends, and of which nobody has
// said yet what to do about them: each in its turn, once no new action comes.
func leavesWithoutAnswer(s *Session, _ Guide) iter.Seq2[string, time.Time] {
	return func(yield func(string, time.Time) bool) {
		at := latest(s.Phased, s.lastEntry()).Add(2 * time.Minute)
		for _, e := range s.Leaves() {
			if !e.Act && len(s.AnswersTo(e)) == 0 && !s.Waivers["P1"].covers(e.ID) && !yield(e.ID, at) {
				return
			}
		}
	}
}

// livingWithIt is the other answer to a cause, beside an action.
func livingWithIt(w *prompts.Words, s *Session, _ string) []Button {
	return []Button{s.button(w, DoRisk, "risk", string(Prevention))}
}

// loose reports whether an action protects from nothing that the review knows.
func loose(s *Session, e Entry) bool {
	return len(s.Live(Cause)) > 0 && len(s.causesOf(e)) == 0 && !slices.Contains(e.Addresses, TheHarm) && e.Action != Dropped
}

func unlinked(s *Session, _ Guide) (string, time.Time, bool) {
	for _, e := range s.Live(Action) {
		if loose(s, e) {
			return string(s.Phase), e.Written.Add(2 * time.Minute), true
		}
	}
	return "", time.Time{}, false
}

func aLink(w *prompts.Words, s *Session, _ string) []Button {
	for _, e := range s.Live(Action) {
		if loose(s, e) {
			of := map[string]any{"action": e.Tag()}
			return []Button{{Action: DoEdit, Value: s.value(e.ID), Label: w.Say("button/link", of), Reader: w.Say("button/link_reader", of)}}
		}
	}
	return nil
}

// riskUnsaid is a plan of which nobody has said yet what it could bring with it.
func riskUnsaid(s *Session, g Guide) (string, time.Time, bool) {
	at := latest(g.into(s, 0.8), s.lastEntry().Add(time.Minute))
	return "", at, len(s.plan()) > 0 && !s.wasSaidIn(Prevention, evidence.NewRisk)
}

// unfinished reports whether an action is no whole promise yet.
func unfinished(s *Session, e Entry) bool { return e.Action != Dropped && len(s.wants(e)) > 0 }

// onlyPromises is a plan in which nothing is open but what single actions lack: the
// last moment to fill it in. It does not come before, or together with, the questions for
// owners and dates, and for ends.
func onlyPromises(s *Session, g Guide) (string, time.Time, bool) {
	open := s.Open(Prevention)
	for _, c := range open {
		if !strings.HasPrefix(c.ID, "P2-") {
			return "", time.Time{}, false
		}
	}
	at := latest(s.lastEntry(), s.Phased).Add(3 * time.Minute)
	after := func(name string) bool {
		i := slices.IndexFunc(s.Inquiries, func(q Inquiry) bool { return q.Name == name && q.Phase == s.Phase })
		if i >= 0 {
			at = latest(at, s.Inquiries[i].At.Add(g.CapsOf(s).Public))
		}
		return i >= 0
	}
	if _, _, lacks := unpromised(s, g); lacks && !after("promise") {
		return "", time.Time{}, false
	}
	if about, _ := s.endsUnasked(); len(about) > 0 {
		return "", time.Time{}, false
	}
	after("done_when")
	after("ends")
	return "", at, len(open) > 0
}
