package postmortem

import (
	"strings"
	"time"
)

// check looks at a meeting after a step.
func (a *always) check() {
	rt, st := a.rt, a.st
	a.log()
	// What was deleted is gone.
	for r, m := range st.s.Messages {
		if m.Gone && st.s.Texts[r.Key()] != "" {
			rt.Fatalf("the text of deleted %s is kept", r.TS)
		}
	}
	// What rests on a finding is in no review.
	for _, e := range st.s.Live() {
		for _, r := range e.Sources {
			if w, found := st.s.Private.Whispers[r.Key()]; found && !w.Mended && !a.byHand[r] {
				rt.Fatalf("%s rests on a message whose author was spoken to", e.ID)
			}
		}
	}
	// A sealed account is nowhere but where it is kept, and who gave one is not said.
	for _, p := range st.s.sealedIn() {
		for _, user := range st.s.Accounts[p] {
			text := st.s.Texts[SlotAccount(p, user)]
			if text == "" && st.s.Running() {
				rt.Fatalf("an account is lost")
			}
			for _, slot := range []string{SlotRoot, SlotBoard(st.s.Phase), SlotReady(st.s.Phase)} {
				if shown := st.g.Render(st.s, slot).Plain(); wordy(text) && strings.Contains(shown, text) {
					rt.Fatalf("%s shows a sealed account: %s", slot, shown)
				}
			}
		}
	}
	// What was taken out, or put in other words, is in no list of changes.
	for _, am := range st.s.Publication.Amended {
		if am.How != HowTakenOut && am.How != HowExposed {
			continue
		}
		for v := range am.Version {
			if text := st.s.Texts[BeforeKey(v+1, am.Entry)]; text != "" {
				rt.Fatalf("how %s read before it was taken out is kept", am.Entry)
			}
		}
	}
	// What is published was confirmed by somebody besides its owner, or says why not.
	if st.s.Status == Published && st.s.Publication.Version() == 0 || st.s.Status == Corrected && st.s.Publication.Version() < 2 {
		rt.Fatalf("it is %s, as version %d", st.s.Status, st.s.Publication.Version())
	}
	// A review that is over keeps nothing private.
	if !st.s.Running() && (len(st.s.Private.Authors) > 0 || len(st.s.Private.Whispers) > 0) {
		rt.Fatal("private notes outlive the review")
	}
	for key := range st.s.Texts {
		if over := st.s.Drafted() || st.s.Status == Cancelled; over && (strings.HasPrefix(key, "account/") || strings.HasPrefix(key, "objection/")) {
			rt.Fatalf("%s outlives the review", key)
		}
	}
	// A model's words tell nothing that was changed or taken out.
	for _, section := range Wordable() {
		for _, r := range st.s.Wording(section) {
			for _, id := range r.Entries {
				if e, _ := st.s.Entry(id); !e.Live() || !strings.HasSuffix(r.Text, st.s.Text(id)) {
					rt.Fatalf("%s is still told in a model's words: %q", id, r.Text)
				}
			}
		}
		if st.s.Wordings[section] == WordingDeclined && st.s.Text(WordingKey(section)) != "" {
			rt.Fatalf("the words for %s were declined and are kept", section)
		}
	}
	// The caps hold.
	for who, at := range a.whispers {
		if len(at) > max(st.g.Caps.AuthorTotal, st.g.Async.AuthorTotal) {
			rt.Fatalf("%s heard %d whispers", who, len(at))
		}
		for i := 1; i < len(at); i++ {
			if at[i].Sub(at[i-1]) < min(st.g.Caps.PerAuthor, st.g.Async.PerAuthor) {
				rt.Fatalf("%s heard two whispers within %s", who, at[i].Sub(at[i-1]))
			}
		}
	}
	for id, a := range st.s.Private.Authors {
		if a.Asides > mostAsides {
			rt.Fatalf("%s was asked %d things alone", id, a.Asides)
		}
	}
	// The bot's own questions are few, far between, and name nobody.
	for i, q := range st.s.Inquiries {
		if together := i > 0 && q.At.Equal(st.s.Inquiries[i-1].At); together && st.s.TurnedAt.IsZero() && !st.s.Mode.OverDays(q.Phase) {
			rt.Fatalf("two questions at once in a sitting, at %s", q.At)
		} else if i > 0 && !together && q.At.Sub(st.s.Inquiries[i-1].At) < st.g.Caps.Public {
			rt.Fatalf("two questions within %s", q.At.Sub(st.s.Inquiries[i-1].At))
		}
		if i >= perHour && q.At.Sub(st.s.Inquiries[i-perHour].At) < time.Hour {
			rt.Fatalf("more than %d questions in an hour", perHour)
		}
		words := st.s.askCard(st.g.Words, SlotAsk(q.Name, i+1)).Plain()
		for _, p := range cast {
			if strings.Contains(words, p.ID) || strings.Contains(words, p.Name) {
				rt.Fatalf("the question %q names somebody: %s", q.Name, words)
			}
		}
	}
	// People are led to one canvas at most, and to none that is not there.
	for slot, ref := range st.s.Posts {
		if c := st.s.Canvas; IsCanvas(slot) && ref.TS != "" && !c.linked(slot) {
			rt.Fatalf("%s leads to a canvas, and the review is in %+v", slot, c)
		}
	}
	if c := st.s.Canvas; c.Made > mostCanvases || c.Off && c.ID != "" || c.ID != "" && st.s.Publication.Version() == 0 {
		rt.Fatalf("the canvas is %+v", c)
	}
	// What is due does not stay due: a tick takes it away.
	if due, ok := st.g.Due(st.s); ok && !due.After(st.now) {
		d, err := st.g.Decide(st.s, Input{At: st.now, Session: st.s.ID, Body: Tick{}})
		if err != nil || len(d.Events) == 0 {
			rt.Fatalf("a tick that is due changes nothing: %v", err)
		}
	}
}

// publishes sees to it that whoever carries a draft can publish it from wherever it
// is, once others have confirmed it and nothing is found.
func (a *always) publishes() {
	st := *a.st
	st.fails, st.s = nil, st.s.Clone()
	owner := Person{ID: st.s.Carrier()}
	st.finds("")
	st.give(owner, Write{SectionMeans, "We look at the error rate first now."})
	st.give(owner, Write{SectionNotDone, "Nothing was left."})
	for _, id := range st.s.checkers() {
		st.give(Person{ID: id}, Agree{})
	}
	if len(st.s.checkers()) == 0 { // all others have deleted what they said
		st.give(owner, Waive{Criteria: []string{"q3"}, Reason: "nobody else is left"})
	}
	for n := range st.s.Publication.Remarks {
		st.give(owner, SettleRemark{n + 1})
	}
	for _, e := range st.s.plan() {
		if _, date := e.lacks(); date {
			st.give(owner, Postpone{e.ID, "next friday"})
		}
		st.give(owner, Accept{e.ID})
	}
	st.told = nil
	st.give(owner, Publish{})
	if !st.s.Published() || st.s.Pending() {
		a.rt.Fatalf("whoever carries it cannot publish it: it is %s, %v: %s", st.s.Status, st.publishable(), st.told)
	}
}

// log looks at what was written down since the last step: it gives the state
// again, holds no text that anybody wrote, and says of no whisper to whom.
func (a *always) log() {
	fresh := a.st.log[len(a.events):]
	for _, e := range fresh {
		a.replayed.Apply(e)
		b, err := e.MarshalJSON()
		if err != nil {
			a.rt.Fatal(err)
		}
		a.events = append(a.events, string(b))
		for _, text := range a.texts {
			a.holds(string(b), text)
		}
		if _, ok := e.Body.(Whispered); ok && (e.By != "" || strings.Contains(string(b), "UMO")) {
			a.rt.Fatalf("a whisper's event names somebody: %s", b)
		}
	}
	for key, text := range a.st.s.Texts {
		if a.texts[key] != text {
			a.texts[key] = text
			for _, e := range a.events {
				a.holds(e, text)
			}
		}
	}
	a.replayed.Texts, a.replayed.Private = a.st.s.Texts, a.st.s.Private
	if diff := differ(a.st.s, a.replayed); diff != "" {
		a.rt.Fatalf("the log does not give the state again:\n%s", diff)
	}
}

func (a *always) holds(event, text string) {
	if wordy(text) && strings.Contains(event, text) {
		a.rt.Fatalf("an event holds a text: %s", event)
	}
}

// wordy reports whether a text is one that stands nowhere else by chance.
func wordy(text string) bool { return strings.Count(text, " ") > 3 }

// post looks at what is said to all: of those who have been spoken to in private
// it says nothing, and a question names nobody.
func (a *always) post(slot string, c Card) {
	kind, _, _ := strings.Cut(slot, "/")
	if kind != "ask" && kind != "ready" && kind != "pause" && kind != "again" {
		return
	}
	for _, p := range cast {
		if words := c.Plain(); strings.Contains(words, p.ID) || strings.Contains(words, p.Name) {
			a.rt.Fatalf("%s names somebody: %s", slot, words)
		}
	}
}

// ends sees to it that a human can end the meeting from wherever it is: who
// facilitates may cancel it, and may finish it once sealed accounts are opened,
// and then there is a draft.
func (a *always) ends() {
	st := *a.st
	st.fails, st.heard, st.whispered, st.posted = nil, nil, nil, nil
	if st.s.Status != Running {
		return
	}
	lead := Person{ID: st.s.Facilitator}
	if d, err := st.g.Decide(st.s, Input{At: st.now, By: lead, Session: st.s.ID, Body: Cancel{}}); err != nil || len(d.Events) == 0 {
		a.rt.Fatalf("the facilitator cannot cancel: %v", err)
	}
	st.s = st.s.Clone()
	st.give(lead, Unseal{})
	st.give(lead, Finish{})
	for range 60 { // what was said last is read, in its time
		if st.s.Drafted() {
			return
		}
		st.now = st.now.Add(time.Minute)
		st.give(Person{}, Tick{})
	}
	a.rt.Fatalf("the facilitator finished, and the review is %s: %s", st.s.Status, st.told)
}
