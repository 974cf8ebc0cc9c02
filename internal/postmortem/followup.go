package postmortem

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/remedybot/remedy/prompts"
)

// An action that somebody took on is followed until it is done: its owner is
// reminded in private, and only when that has brought nothing is it asked about in
// the review's thread, without a wall of shame anywhere else. When that is due
// follows from the session, so a bot that was away for a month says it once.

// reminders are the days, counted from the due date, on which the owner of an
// action is reminded of it.
var reminders = []int{-7, 0, 3}

// askOverdue is how many days past its date an action is asked about in the thread.
const askOverdue = 7

// SlotReminder is the nth message to an owner about their actions. It stands in
// the bot's conversation with them, not in the thread.
func SlotReminder(owner string, n int) string { return "remind/" + owner + "/" + strconv.Itoa(n) }

// SlotEnded is the message to an owner that somebody else has said that their action
// is done.
func SlotEnded(owner string, n int) string { return "ended/" + owner + "/" + strconv.Itoa(n) }

// SlotOverdue is the nth question to the thread about actions past their date.
func SlotOverdue(n int) string { return "overdue/" + strconv.Itoa(n) }

// SlotRisk is the nth question to the thread whether what it lives with is still
// right.
func SlotRisk(n int) string { return "risk/" + strconv.Itoa(n) }

// Reader is who alone reads the message in a slot, in the bot's conversation with
// them; ok is false for what stands in the channel.
func Reader(slot string) (user string, ok bool) {
	kind, rest, _ := strings.Cut(slot, "/")
	if kind != "remind" && kind != "publish" && kind != "remark" && kind != "ended" {
		return "", false
	}
	user, _, _ = strings.Cut(rest, "/")
	return user, true
}

// ended reports whether an action was done, or will not be.
func (e Entry) ended() bool { return e.Action == Done || e.Action == Dropped }

// OpenAction reports whether somebody has taken an action on and not ended it yet.
func (e Entry) OpenAction() bool {
	return e.Kind == Action && e.Live() && e.Action == Owned
}

// followed reports whether an entry has dates on which people are told of it: an
// open action, or a risk that people live with until they look at it again.
func (e Entry) followed() bool {
	return !e.Due.IsZero() && (e.OpenAction() || e.Kind == Risk && e.Live())
}

// follows is how the session follows an action: how many of its dates have been
// used, and since when they count.
type follows struct {
	Used  int
	Since time.Time // when it was taken on, or got another owner or date
}

// dates are when an action's owner is reminded, and last when the thread is asked:
// in the morning where the owner is, on the next day on which they work. A risk has
// one date, in the facilitator's morning.
func (s *Session) dates(e Entry) []time.Time {
	who, dates := e.Owner, append(slices.Clone(reminders), askOverdue)
	if e.Kind == Risk {
		who, dates = s.Facilitator, []int{0}
	}
	owner, known := s.People[who]
	if !known {
		owner.ID = who
	}
	owner = s.zoneOf(owner)
	off := s.off(owner)
	var out []time.Time
	for _, days := range dates {
		day := dayOf(e.Due.AddDate(0, 0, days), time.UTC)
		for range longestAway {
			if !day.weekend() && !free(day, off) {
				break
			}
			day = day.next()
		}
		out = append(out, day.hour(opens, owner.Location()))
	}
	return out
}

// nextDate is the next of an entry's dates, if it is followed and has one left.
// What was past already when it was taken on is left out.
func (s *Session) nextDate(e Entry) (n int, at time.Time, ok bool) {
	if !s.Drafted() || !e.followed() {
		return 0, at, false
	}
	since := latest(s.EndedAt, s.Follows[e.ID].Since)
	for i, at := range s.dates(e) {
		if i >= s.Follows[e.ID].Used && at.After(since) {
			return i, at, true
		}
	}
	return 0, at, false
}

// reminds is when somebody is next to be reminded of something.
func (s *Session) reminds() (next time.Time, ok bool) {
	for _, e := range s.Entries {
		if _, at, due := s.nextDate(e); due && (!ok || at.Before(next)) {
			next, ok = at, true
		}
	}
	return next, ok
}

// inOne is how many entries one reminder is about at most: a message of Slack holds
// 50 blocks, and each takes two.
const inOne = 20

// followUp reminds everybody of what has become due, each in one message, however
// long nobody was told; what one message cannot hold stands in another.
func (t *turn) followUp() {
	owners, overdue, risks := map[string]map[string]int{}, map[string]int{}, map[string]int{}
	for _, e := range t.s.Entries {
		n, at, ok := t.s.nextDate(e)
		if !ok || t.in.At.Before(at) {
			continue
		}
		for i, at := range t.s.dates(e) {
			if !t.in.At.Before(at) {
				n = i
			}
		}
		if e.Kind == Risk {
			risks[e.ID] = n + 1
			continue
		}
		if n == len(reminders) {
			overdue[e.ID] = n + 1
			continue
		}
		if owners[e.Owner] == nil {
			owners[e.Owner] = map[string]int{}
		}
		owners[e.Owner][e.ID] = n + 1
	}
	for _, owner := range slices.Sorted(maps.Keys(owners)) {
		t.remind(func(n int) string { return SlotReminder(owner, n) }, owners[owner])
	}
	t.remind(SlotOverdue, overdue)
	t.remind(SlotRisk, risks)
}

// remind posts what is due; slot names the nth of all messages about that.
func (t *turn) remind(slot func(n int) string, used map[string]int) {
	for ids := range slices.Chunk(byNumber(used), inOne) {
		part := map[string]int{}
		for _, id := range ids {
			part[id] = used[id]
		}
		at := slot(len(t.s.Reminders) + 1)
		t.event(Reminded{Slot: at, Used: part})
		t.post(at)
	}
}

// byNumber are the ids of entries, E2 before E10.
func byNumber(used map[string]int) []string {
	return slices.SortedFunc(maps.Keys(used), func(x, y string) int {
		return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(x, y))
	})
}

// reminded takes in that a reminder was decided upon.
func (s *Session) reminded(b Reminded) {
	for id, n := range b.Used {
		f := s.Follows[id]
		f.Used = n
		s.Follows[id] = f
	}
	s.Reminders[b.Slot] = byNumber(b.Used)
}

// promised takes in a change of an entry: another owner or date begins anew.
func (s *Session) promised(old, now Entry, at time.Time) {
	if now.Kind == Action && (old.Owner != now.Owner || !old.Due.Equal(now.Due) || old.Action != now.Action) {
		s.Follows[now.ID] = follows{Since: at}
	}
}

// complete marks an action as done.
func (t *turn) complete(b Complete) error {
	e, err := t.promisedAction(b.Entry)
	if err != nil || e.Action == Done {
		return err
	}
	if t.s.Running() && e.Owner != "" && !(e.Action == Owned && t.in.By.ID == e.Owner) {
		return t.refuse("done_by_owner", map[string]any{"action": e.Tag(), "owner": mention(e.Owner)})
	}
	owner := e.Owner
	e.Action, e.Ended = Done, t.in.At
	t.endAction(e, "action_done")
	if owner != "" && owner != t.in.By.ID {
		slot := SlotEnded(owner, len(t.s.Reminders)+1)
		t.event(Reminded{Slot: slot, Used: map[string]int{e.ID: t.s.Follows[e.ID].Used}})
		t.post(slot)
		t.reply("action_done_told", map[string]any{"action": e.Tag(), "owner": mention(owner)})
		t.d.Seen = false
	}
	return nil
}

// drop ends an action that will not be done. With a reason that is a result too.
func (t *turn) drop(b Drop) error {
	e, err := t.promisedAction(b.Entry)
	if err != nil || e.Action == Dropped {
		return err
	}
	reason, err := t.reason(b.Reason, "no_drop_reason", "drop")
	if err != nil {
		return err
	}
	if e.Action == Offered {
		e.Owner = "" // it was never theirs, and is not if it is taken up again
	}
	t.keep(e.WhyKey(), sentence(t.plain(reason)))
	e.Action, e.Ended, e.State, e.By = Dropped, t.in.At, Confirmed, t.in.By.ID
	t.endAction(e, "action_dropped")
	return nil
}

// reopen takes back that an action was ended.
func (t *turn) reopen(b Reopen) error {
	e, err := t.promisedAction(b.Entry)
	if err != nil || e.Action != Done && e.Action != Dropped {
		return err
	}
	e.Action, e.Ended = Offered, time.Time{}
	if e.Owner != "" {
		e.Action = Owned
	}
	if t.s.Text(e.WhyKey()) != "" {
		t.keep(e.WhyKey(), "")
	}
	t.endAction(e, "action_reopened")
	return nil
}

// postpone gives an action another date.
func (t *turn) postpone(b Postpone) error {
	e, err := t.promisedAction(b.Entry)
	if err != nil {
		return err
	}
	day, err := dueDay(b.Due, "due", t.in)
	if err != nil {
		return err
	}
	e.Due = day
	t.endAction(e, "action_postponed")
	return nil
}

// endAction writes down what became of an action, and shows it wherever it is shown.
func (t *turn) endAction(e Entry, reply string) {
	t.event(Changed{e})
	t.stale(t.boardOf(e))
	t.staleDraft()
	for _, slot := range slices.Sorted(maps.Keys(t.s.Reminders)) {
		if slices.Contains(t.s.Reminders[slot], e.ID) && t.s.Posts[slot].TS != "" {
			t.stale(slot)
		}
	}
	t.reply(reply, map[string]any{"action": e.Tag(), "day": e.Due.Format("Monday 2 January 2006")})
	t.d.Seen = t.in.Place.Channel == t.s.Place.Channel
}

// promisedAction finds an action of which the person may say what became: its owner
// may, the facilitator, and whoever proposed it while nobody has taken it.
func (t *turn) promisedAction(id string) (Entry, error) {
	if err := t.takesPart(); err != nil {
		return Entry{}, err
	}
	if t.s.Status == Cancelled {
		return Entry{}, t.over()
	}
	e, ok := t.s.action(id)
	switch {
	case !ok || !e.Live():
		return e, t.refuse("action_gone", nil)
	case t.in.By.ID != e.Owner && t.in.By.ID != t.s.Facilitator && (t.in.By.ID != e.Author || e.Action == Owned):
		return e, t.refuse("action_whose", map[string]any{"action": e.Tag()})
	}
	t.meet(t.in.By)
	return e, nil
}

// action finds an action by its entry's id, such as "E7", or by what people call
// it, such as "AI-2".
func (s *Session) action(id string) (Entry, bool) {
	for _, e := range s.Entries {
		if e.Kind == Action && (e.ID == id || strings.EqualFold(e.Tag(), id)) {
			return e, true
		}
	}
	return Entry{}, false
}

// actionsCard is what an owner, or the thread, reads about actions that are due. It
// shows how things stand now, so an action that was ended says so.
func (s *Session) actionsCard(w *prompts.Words, slot, words string) Card {
	ids := s.Reminders[slot]
	about := map[string]any{"n": len(ids)}
	if words == "ended" {
		about["facilitator"] = mention(s.Facilitator)
	}
	if words == "reminder" || words == "ended" { // the thread knows which review it is
		about["review"] = string(s.ID)
	}
	parts := []Part{{Kind: Body, Text: w.Say(words, about)}}
	for _, id := range ids {
		if e, ok := s.Entry(id); ok && e.Live() {
			parts = append(parts, s.ActionParts(w, e)...)
		}
	}
	return Card{Parts: parts}
}

// risksCard asks whether what people live with is still right.
func (s *Session) risksCard(w *prompts.Words, slot string) Card {
	ids := s.Reminders[slot]
	parts := []Part{{Kind: Body, Text: w.Say("risks", map[string]any{"n": len(ids)})}}
	for _, id := range ids {
		if e, ok := s.Entry(id); ok && e.Live() {
			parts = append(parts, Part{Kind: Body, Text: Escape(s.Text(id))})
		}
	}
	return Card{Parts: parts}
}

// ActionParts show an action that was taken on, with what its owner may press.
func (s *Session) ActionParts(w *prompts.Words, e Entry) []Part {
	text := "*" + e.Tag() + "*  " + Escape(s.Text(e.ID)) + "\n"
	name := map[string]any{"action": e.Tag()}
	if e.Action == Done || e.Action == Dropped {
		return []Part{{Kind: Body, Text: text + s.outcome(w, e), Side: new(s.reopenButton(w, e))}}
	}
	return []Part{{Kind: Body, Text: text + s.promise(w, e)}, {Kind: Buttons, Buttons: []Button{
		{Action: DoComplete, Value: s.value(e.ID), Label: w.Say("button/done", nil), Style: "primary", Reader: w.Say("button/done_reader", name)},
		{Action: DoPostpone, Value: s.value(e.ID), Label: w.Say("button/postpone", nil), Reader: w.Say("button/postpone_reader", name)},
		{Action: DoDrop, Value: s.value(e.ID), Label: w.Say("button/drop", nil), Reader: w.Say("button/drop_reader", name)},
	}}}
}

// outcome says what became of an action that was ended.
func (s *Session) outcome(w *prompts.Words, e Entry) string {
	if e.Action == Dropped {
		return w.Say("board/dropped", map[string]any{"reason": s.Text(e.WhyKey())})
	}
	return w.Say("board/done", nil)
}

// reopenButton takes back that an action was ended.
func (s *Session) reopenButton(w *prompts.Words, e Entry) Button {
	return Button{Action: DoReopen, Value: s.value(e.ID), Label: w.Say("button/reopen", nil), Reader: w.Say("button/reopen_reader", map[string]any{"action": e.Tag()})}
}

// mootReminder reports whether nothing of what a reminder is about is open any more.
func (s *Session) mootReminder(slot string) bool {
	ids, ok := s.Reminders[slot]
	if strings.HasPrefix(slot, "ended/") {
		return false
	}
	return ok && !slices.ContainsFunc(ids, func(id string) bool {
		e, ok := s.Entry(id)
		return ok && e.followed()
	})
}
