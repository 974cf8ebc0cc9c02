package postmortem

import (
	"cmp"
	"fmt"
	"time"

	"github.com/remedybot/remedy/prompts"
)

// Decide says what follows from an input. It changes nothing, and in.At is its
// only clock. For Start, s is an empty session that carries nothing but the ID
// it would get. An error is a [Refusal] for the person who asked.
func (g Guide) Decide(s *Session, in Input) (Decision, error) {
	t := &turn{g: g, s: s.Clone(), in: in, since: s.Seq}
	proposing := t.s.proposing()
	err := t.take()
	if err != nil {
		return Decision{}, err
	}
	t.reckonAnew()
	t.unwordChanged()
	t.staleEnd(s)
	if t.s.Phase == s.Phase && t.s.proposing() != proposing {
		t.stale(SlotReady(s.Phase)) // whether it stands by itself is what it says
	}
	return t.d, nil
}

// A turn is one Decide in the making: a copy of the session that takes in each
// event at once, so that the next step sees what the one before decided.
type turn struct {
	g  Guide
	s  *Session
	in Input
	d  Decision

	since int // Seq of the last event before it
}

func (t *turn) take() error {
	switch b := t.in.Body.(type) {
	case Start:
		return t.start(b)
	case Heard:
		return t.heard(b)
	case Edited:
		return t.edited(b)
	case Retracted:
		return t.retracted(b.Ref)
	case Advance:
		return t.advance(b)
	case GoBack:
		return t.goBack(b)
	case Waive:
		return t.waive(b)
	case HandOver:
		return t.handOver(b)
	case SeatPeople:
		return t.seat(b)
	case Greet:
		return t.greet(b)
	case Nod:
		return t.nod(b)
	case Unreact:
		return t.unreact(b)
	case Entrust:
		return t.entrust(b)
	case Carry:
		return t.carries(b)
	case SetAim:
		return t.aim(b)
	case SetZone:
		return t.setZone(b)
	case SayFor:
		return t.sayFor(b)
	case Abstain:
		return t.abstain(b)
	case Ballot:
		return t.ballot(b)
	case Narrate:
		return t.narrate(b)
	case Pause:
		return t.pause()
	case Resume:
		return t.resume()
	case Turn:
		return t.turnTo(b)
	case Away:
		return t.away(b)
	case Holiday:
		return t.holiday(b)
	case NothingToAdd:
		return t.nothingToAdd(b)
	case Account:
		return t.giveAccount(b)
	case Unseal:
		return t.openAccounts()
	case TakeBack:
		return t.takeBack(b)
	case Object:
		return t.object(b)
	case Finish:
		return t.finish()
	case Cancel:
		return t.cancel()
	case Add:
		return t.add(b)
	case Hush:
		return t.hush(b)
	case Quieten:
		return t.quieten(b)
	case Confirm:
		return t.judge(b.Entries, Confirmed)
	case LeaveOut:
		return t.judge(b.Entries, LeftOut)
	case Edit:
		return t.edit(b)
	case Merge:
		return t.merge(b)
	case Dispute:
		return t.dispute(b)
	case ConfirmAll:
		return t.confirmAll(b)
	case Stub:
		return t.stub(b)
	case Graft:
		return t.graft(b)
	case Look:
		return t.look(b)
	case Weigh:
		return t.weigh(b)
	case AcceptRisk:
		return t.acceptRisk(b)
	case Settle:
		return t.settleIdea(b)
	case Split:
		return t.split(b)
	case Drop:
		return t.drop(b)
	case Retime:
		return t.retime(b)
	case Timeless:
		return t.timeless(b)
	case TellApart:
		return t.tellApart(b)
	case Recalled:
		return t.recalled(b)
	case Pass:
		return t.pass(b)
	case TellEnds:
		return t.tellEnds(b)
	case Accept:
		return t.accept(b)
	case Complete:
		return t.complete(b)
	case Reopen:
		return t.reopen(b)
	case Postpone:
		return t.postpone(b)
	case UseWording:
		return t.useWording(b)
	case NotNow:
		return t.notNow(b)
	case Mute:
		return t.mute(b)
	case Agree:
		return t.agree()
	case MakeRemark:
		return t.remark(b)
	case SettleRemark:
		return t.settleRemark(b)
	case Uncite:
		return t.uncite(b)
	case Write:
		return t.write(b)
	case Dismiss:
		return t.dismiss(b)
	case Restate:
		return t.restate(b)
	case Publish:
		return t.publish(b)
	case ChecksRead:
		return t.checksRead(b)
	case Tick:
		return t.tick()
	case Woke:
		return t.woke()
	case Delivered:
		return t.delivered(b)
	case GaveUp:
		return t.gaveUp(b)
	case ToneRead:
		return t.toneRead(b)
	case Retitle:
		return t.retitle(b)
	case CanvasMade:
		return t.canvasMade(b)
	case CanvasRefused:
		return t.canvasRefused(b)
	case CanvasMissing:
		return t.canvasMissing(b)
	case Reworded:
		return t.wordedAnew(b)
	case AcceptWording:
		return t.judgeWording(b.Section, true)
	case UseAssembled:
		return t.judgeWording(b.Section, false)
	case HistoryRead:
		return t.historyRead(b)
	case ThreadRead:
		return t.threadRead(b)
	case Acquainted:
		t.acquainted(b.Named)
		return nil
	}
	return fmt.Errorf("postmortem: no decision for %T", t.in.Body)
}

// event takes in what became true.
func (t *turn) event(b EventBody) {
	t.d.Events = append(t.d.Events, b)
	t.s.Apply(EventRecord{Seq: t.s.Seq + 1, At: t.in.At, By: t.in.By.ID, Body: b})
}

// effect orders a deed.
func (t *turn) effect(e Effect) { t.d.Effects = append(t.d.Effects, e) }

// keep stores a text; "" erases it.
func (t *turn) keep(key, text string) {
	if t.d.Texts == nil {
		t.d.Texts = map[string]string{}
	}
	t.d.Texts[key] = text
	if text == "" {
		delete(t.s.Texts, key)
		return
	}
	t.s.Texts[key] = text
}

// private returns the private notes for changing.
func (t *turn) private() *Private {
	p := &t.s.Private
	if p.Authors == nil {
		p.Authors = map[string]Author{}
	}
	if p.Whispers == nil {
		p.Whispers = map[string]Whispery{}
	}
	t.d.Private = p
	return p
}

// post orders a message of the bot in the review's thread.
func (t *turn) post(slot string) {
	t.effect(Post{Slot: slot})
}

// stale marks a message of the bot as no longer true, and has it refreshed
// unless that is already under way.
func (t *turn) stale(slot string) {
	if t.s.Stale[slot] {
		if slot == SlotReview && t.s.Overtaken <= t.since {
			t.event(Stale{slot}) // its redraw may be under way, with what it said before
		}
		return
	}
	t.event(Stale{slot})
	t.effect(Refresh{Slot: slot})
}

// meet takes note of a person who is new or has changed.
func (t *turn) meet(p Person) {
	if p.ID == "" {
		return
	}
	old := t.s.People[p.ID]
	// A look-up that failed brings only the id; it must not erase what is known.
	now := Person{ID: p.ID, Name: cmp.Or(p.Name, old.Name), RealName: cmp.Or(p.RealName, old.RealName), Role: cmp.Or(t.s.Roles[p.ID], p.Role, old.Role),
		Zone: cmp.Or(p.Zone, old.Zone), Bot: p.Bot, Outsider: p.Outsider}
	if old.ID != "" && (p.Name == "" || p.Bot) {
		// Not looked up, or an app that speaks for somebody: they are who they were.
		now.Bot, now.Outsider = old.Bot, old.Outsider
	}
	if now == old {
		return
	}
	before, _ := t.s.OpenUntil()
	t.event(Met{now})
	if until, ok := t.s.OpenUntil(); ok && until != before {
		t.staleTimes()
	}
}

// steers reports whether the person may move the review, and refuses otherwise:
// the facilitator may, who started it may, and once nobody has said anything for
// a day anybody may, so that no review holds its channel for ever. Over days that
// is a working day of everybody.
func (t *turn) steers() error {
	if !t.s.Running() {
		return t.over()
	}
	if err := t.takesPart(); err != nil {
		return err
	}
	if t.in.By.ID == t.s.Facilitator || t.in.By.ID == t.s.Starter || t.in.At.After(t.s.orphaned()) {
		return nil
	}
	return t.refuse("facilitator_only", map[string]any{"facilitator": mention(t.s.Facilitator)})
}

// orphaned is when a review in which nothing more is said belongs to anybody.
func (s *Session) orphaned() time.Time {
	last := s.lastWord()
	if s.async() {
		return s.everybody(last, 1)
	}
	return last.Add(24 * time.Hour)
}

// over is the refusal for a review that does not run any more.
func (t *turn) over() error {
	key := "finished"
	switch t.s.Status {
	case Cancelled:
		return t.refuse("cancelled", map[string]any{"review": string(t.s.ID), "command": t.g.Command})
	case Closing:
		key = "closing"
	}
	return t.refuse(key, map[string]any{"review": string(t.s.ID)})
}

// takesPart refuses bots and people from outside.
func (t *turn) takesPart() error {
	if t.in.By.Bot || t.in.By.Outsider || t.s.People[t.in.By.ID].Outsider {
		return t.refuse("outsider", nil)
	}
	return t.unsure(t.in.By)
}

// unsure refuses what is for members alone where nobody can tell now whether somebody is
// one, and the review does not know them from before.
func (t *turn) unsure(p Person) error {
	if p.Unsure && t.s.People[p.ID].Name == "" {
		return t.refuse("unsure", map[string]any{"who": mention(p.ID)})
	}
	return nil
}

// refuse says what people/refusal.md has under the key.
func (t *turn) refuse(key string, data map[string]any) Refusal {
	return Refusal{Text: t.g.Words.Say("refusal/"+key, data)}
}

// reply answers the person who asked, with what people/reply.md has under the key.
func (t *turn) reply(key string, data map[string]any) {
	t.d.Reply = t.g.Words.Say("reply/"+key, data)
}

// mention is a person as Slack shows them by name.
func mention(user string) prompts.Marked { return prompts.Marked("<@" + user + ">") }
