package postmortem

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/prompts"
)

// An action is a promise once somebody else can tell that it was kept. What tells them is
// asked for while those who know are there: publishing needs it of every action.

// TellEnds says of actions how anybody will tell that they are done: of all of them, or of none.
type TellEnds struct{ Ends []End }

// An End is how anybody will tell that an action is done, in words as Slack marks them.
type End struct{ Entry, Done string }

func (TellEnds) input() {}

// Endless are the actions of which nobody has said how to tell that they are done.
func (s *Session) Endless() []Entry {
	return without(s.plan(), func(e Entry) bool { return !endless(e) })
}

func endless(e Entry) bool { return !e.HasDone && !e.ended() }

// EndField is the field of a form in which the end of an action stands.
func EndField(id string) string { return "ends_" + id }

func (t *turn) tellEnds(b TellEnds) error {
	if len(b.Ends) == 0 {
		return t.refuse("no_end", nil)
	}
	var told []string
	for _, end := range b.Ends {
		if e, ok := t.s.Entry(end.Entry); ok {
			told = append(told, e.Tag())
		}
		err := t.tellEnd(end)
		if no, ok := errors.AsType[Refusal](err); ok {
			return no.at(EndField(end.Entry))
		}
		if err != nil {
			return err
		}
	}
	if len(told) > 1 || t.d.Reply == "" {
		t.reply("end_told", map[string]any{"actions": told})
	}
	t.d.Seen = true
	return nil
}

// tellEnd takes nothing from anybody where no end was told, so whoever takes part may;
// any other end is for those who may change the action.
func (t *turn) tellEnd(b End) error {
	if e, ok := t.s.Entry(b.Entry); t.s.Drafted() || ok && e.HasDone {
		return t.edit(Edit{Entry: b.Entry, Done: b.Done})
	}
	e, err := t.standing(b.Entry, Action)
	if err != nil {
		return err
	}
	done := strings.TrimSpace(b.Done)
	switch {
	case done == "":
		return t.refuse("no_end", nil)
	case utf8.RuneCountInString(done) > LongestEntry:
		return t.refuse("long_text", map[string]any{"most": LongestEntry})
	case e.ended():
		return t.refuse("action_ended", map[string]any{"action": e.Tag()})
	}
	t.meet(t.in.By)
	e.HasDone, e.Hand = true, t.in.By.ID
	t.keep(e.DoneKey(), t.plain(done))
	t.event(Changed{e})
	t.stale(t.boardOf(e))
	return nil
}

// endTold is an end as people tell it in the thread: "AI-2 is done when a test alert pages".
var endTold = regexp.MustCompile(`(?im)(?:^|[.!;]\s+)\W*(?:for\s+)?AI-?(\d+)[\s:,–-]+` +
	`(?:(?:is|counts\s+as)\s+)?(?:(?:done|finished|complete|ready)\s+)?` +
	`(?:when|once|as\s+soon\s+as)\s+(.+?)[.!;]?(?:$|[.!;]\s)`)

// readEnds takes the ends of actions from a message that names them by their number.
func (t *turn) readEnds(r Ref, m Message) {
	if m.Phase != Prevention && m.Phase != Close {
		return
	}
	for _, told := range endTold.FindAllStringSubmatch(t.s.Text(r.Key()), -1) {
		number, _ := strconv.Atoi(told[1]) // digits only; too many are no action's number
		i := slices.IndexFunc(t.s.plan(), func(e Entry) bool { return e.Number == number })
		if i < 0 || strings.HasSuffix(told[2], "?") || utf8.RuneCountInString(told[2]) > LongestEntry {
			continue
		}
		e := t.s.plan()[i]
		if e.ended() || e.HasDone && e.Owner != m.Author && !t.s.MayChange(m.Author, e) {
			continue
		}
		e.HasDone = true
		t.keep(e.DoneKey(), strings.TrimSpace(t.plain(told[2])))
		if !slices.Contains(e.Sources, r) {
			e.Sources = append(slices.Clone(e.Sources), r)
			e.Gave = append(slices.Clone(e.Gave), Gave{Ref: r, Done: true})
		}
		t.event(Changed{e})
		t.stale(t.boardOf(e))
	}
}

// unverifiable are actions whose words promise no more than effort: soon after the last of
// them, and with them any other that says no end, since all are asked about at once.
func unverifiable(s *Session, _ Guide) (string, time.Time, bool) {
	var vague time.Time
	about, _ := s.endsUnasked()
	for _, e := range about {
		if _, weak := evidence.Weak(s.Text(e.ID)); weak {
			vague = latest(vague, e.Written)
		}
	}
	return strings.Join(idsOf(about), " "), vague.Add(time.Minute), !vague.IsZero()
}

// endsUnsaid are all other actions that say no end, once no new one has come for a while:
// what protects, who does it and by when are talked about first.
func endsUnsaid(s *Session, g Guide) (string, time.Time, bool) {
	about, last := s.endsUnasked()
	return strings.Join(idsOf(about), " "), latest(last, s.Phased).Add(g.pondering(s)), len(about) > 0
}

// endsUnasked are the actions of which nobody has said, and nobody was asked, how to tell
// that they are done, and when the last of them came.
func (s *Session) endsUnasked() (about []Entry, last time.Time) {
	about = without(s.Endless(), func(e Entry) bool {
		return slices.ContainsFunc(s.Inquiries, func(q Inquiry) bool {
			return (q.Name == "done_when" || q.Name == "ends") && slices.Contains(strings.Fields(q.About), e.ID)
		})
	})
	for _, e := range about {
		last = latest(last, e.Written)
	}
	return about, last
}

// endlessNames names the actions that such a question is about.
func endlessNames(w *prompts.Words, s *Session, about string) map[string]any {
	return actionNames(func(_ *Session, e Entry) bool {
		return e.Action != Dropped && endless(e) && slices.Contains(strings.Fields(about), e.ID)
	})(w, s, about)
}

// endButtons lead to the form in which the ends of all of them are told.
func endButtons(w *prompts.Words, s *Session, _ string) []Button {
	if len(s.Endless()) == 0 {
		return nil
	}
	return []Button{s.button(w, DoEnds, "ends", string(Prevention))}
}
