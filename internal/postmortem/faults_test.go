package postmortem

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// Each of these was a fault once.

func opened(t *testing.T, lines ...string) *stage {
	t.Helper()
	st := newStage(t)
	st.play("10:00 ana /start the checkout outage")
	for _, l := range lines {
		st.play(l)
	}
	return st
}

func (st *stage) text(part string) bool {
	for _, text := range st.s.Texts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

func TestAnEntryAddedByMentionOutlivesTheReadingOfTheThread(t *testing.T) {
	st := opened(t)
	ref := Ref{"C1", "1774432900.000001"}
	st.give(cast["bo"], Add{Kind: Action, Text: "alert on lag", Source: ref, Thread: st.s.Place.Thread})
	st.give(Person{}, ThreadRead{Lines: []Line{
		{Ref: ref, Author: cast["bo"], Text: "<@UBOT> add action alert on lag", Command: true},
		{Ref: Ref{"C1", "1774432901.000001"}, Author: cast["ana"], Text: "<@UBOT> next", Command: true},
	}})
	if e, ok := st.s.Entry("E1"); !ok || !e.Live() {
		t.Errorf("the entry is gone: %+v", e)
	}
	if len(st.s.Messages) != 1 {
		t.Errorf("an order was taken for speech: %v", st.s.Messages)
	}
}

func TestFinishReadsTheLastWordsThoughTheThreadIsBeingRead(t *testing.T) {
	st := opened(t, "10:01 bo: hello")
	st.s.Apply(EventRecord{Seq: st.s.Seq + 1, Body: Asked{}}) // its reading is still under way
	st.log = append(st.log, EventRecord{Seq: st.s.Seq, Body: Asked{}})
	st.say(cast["bo"], "09:12 the error rate rose to 12%")
	d, err := st.g.Decide(st.s, Input{At: st.now, By: cast["ana"], Session: st.s.ID, Body: Finish{}})
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, e := range d.Effects {
		switch e.(type) {
		case CheckTone:
			order = append(order, "read")
		case CatchUp:
			order = append(order, "thread")
		}
	}
	if got := strings.Join(order, " "); got != "read read thread" {
		t.Errorf("finish orders %q", got)
	}
	st.take(Input{At: st.now, By: cast["ana"]}, d)
	st.give(Person{}, ThreadRead{Lines: st.thread()}) // the old one
	if st.s.Status != Closing {
		t.Errorf("the draft did not wait for the second reading: %s", st.s.Status)
	}
}

func TestADeletedMessageTakesItsWordsAlongWhoeverCompletedThem(t *testing.T) {
	st := opened(t, "10:01 ana /next", "10:02 ana /next", "10:03 ana /next", "10:04 ana /next",
		"10:05 bo: somebody should write a test for the rollback", "10:05:08 .",
		"10:06 cy: I take it, until 2026-04-10", "10:06:08 .")
	if e, _ := st.s.Entry("E1"); e.Owner != "UCY" || len(e.Sources) != 2 {
		t.Fatalf("nobody took it: %+v", e)
	}
	st.play("10:07 cy /delete m2")
	if e, _ := st.s.Entry("E1"); e.Owner != "" || !e.Due.IsZero() || !e.Live() {
		t.Errorf("what the deleted message gave is still there: %+v", e)
	}
	st.play("10:08 bo /delete m1")
	if st.text("rollback") {
		t.Error("the words of a deleted message are kept")
	}
}

func TestALeftOutEntryDoesNotComeBackAfterItsMessageIsGone(t *testing.T) {
	st := opened(t, "10:01 ana /next", "10:02 bo: 09:12 the error rate rose to 12%", "10:02:08 .",
		"10:03 bo /leaveout E1", "10:04 bo /delete m1")
	if told := strings.Join(st.play("10:05 cy /confirm E1"), "\n"); !strings.Contains(told, "gone") {
		t.Errorf("confirming it says %q", told)
	}
	if st.text("error rate") {
		t.Error("its words are kept")
	}
}

func TestOtherThreadsAreForgotten(t *testing.T) {
	st := newStage(t)
	st.play("10:00 ana /start the checkout outage")
	root := st.s.Place.Thread
	// The same, but the root message is still on its way when people talk.
	s := &Session{}
	for _, e := range st.log[:1] {
		s.Apply(e)
	}
	st.s = s
	st.give(cast["bo"], Heard{Ref: Ref{"C1", "1774432801.000001"}, Text: "lunch somewhere?"})
	in := Input{At: st.now, By: cast["bo"], Place: Place{"T1", "C1", "1774430000.000001"}, Session: "PM-1",
		Body: Heard{Ref: Ref{"C1", "1774432802.000001"}, Text: "private plans"}}
	d, err := st.g.Decide(st.s, in)
	if err != nil {
		t.Fatal(err)
	}
	st.take(in, d)
	st.give(Person{}, Delivered{Effect: Post{Slot: SlotRoot}, Ref: Ref{"C1", root}})
	if st.text("private plans") {
		t.Error("the words of another thread are kept")
	}
}

func TestNothingIsKeptOfWhatArrivesAfterTheEnd(t *testing.T) {
	st := opened(t, "10:01 bo: hello", "10:02 bo: who broke this", "10:03 ana /cancel")
	st.give(Person{}, ToneRead{Ref: st.refs["m2"], Flag: true, Category: "blame", Severity: S2, Wording: "w"})
	st.give(Person{}, ThreadRead{Lines: []Line{{Ref: st.refs["m1"], Author: cast["bo"], Text: "hello"}}})
	if len(st.s.Private.Whispers) > 0 || st.text("hello") {
		t.Errorf("kept: %+v, %v", st.s.Private, st.s.Texts)
	}
}

func TestAPersonForWhomAnAppOncePostedStaysAPerson(t *testing.T) {
	st := opened(t, "10:01 bo: hello")
	st.give(Person{ID: "UBO", Name: "poster", Bot: true}, Heard{Ref: Ref{"C1", "1774432950.000001"}, Text: "posted for me"})
	if st.s.People["UBO"].Bot {
		t.Error("a human is taken for a bot")
	}
}

func TestGraceIsForTheFirstMessageHoweverQuickTheSecond(t *testing.T) {
	st := opened(t, "10:01:00 bo: who did this {blame S2}", "10:01:03 bo: hello all")
	if told := strings.Join(st.play("10:01:11 ."), "\n"); !strings.Contains(told, string(HeldGrace)) {
		t.Errorf("the first message had no grace: %s", told)
	}
}

func TestMuteWorksAfterTheMessageWasMended(t *testing.T) {
	st := opened(t, "10:01 bo: hello", "10:02:00 bo: who did this {blame S2}", "10:02:08 .",
		"10:02:20 bo /edit m2 what happened here", "10:02:30 .")
	st.play("10:02:40 bo /mute m2")
	if !st.s.Private.Authors["UBO"].Muted {
		t.Error("pressing Mute did nothing")
	}
}

func TestAReviewNeverHoldsItsChannelForEver(t *testing.T) {
	st := newStage(t)
	st.play("10:00 ana /start the checkout outage")
	st.s.Facilitator = "UGONE"
	if told := strings.Join(st.play("10:05 bo /cancel"), ""); !strings.Contains(told, "Only the facilitator") {
		t.Errorf("anybody may cancel at once: %s", told)
	}
	in := Input{At: st.now.AddDate(0, 0, 2), By: cast["bo"], Session: "PM-1", Body: Cancel{}}
	if _, err := st.g.Decide(st.s, in); err != nil {
		t.Errorf("after two days of silence: %v", err)
	}
	in = Input{At: st.now, By: cast["ana"], Session: "PM-1", Body: Cancel{}}
	if _, err := st.g.Decide(st.s, in); err != nil {
		t.Errorf("who started it may not end it: %v", err)
	}
}

func TestOnlyAMessageOfTheIncidentStandsAtItsOwnTime(t *testing.T) {
	st := opened(t)
	st.give(cast["bo"], Add{Kind: Event, Text: "somebody restarted the workers", Source: Ref{"C1", "1774432900.000001"}, Thread: st.s.Place.Thread})
	if e, _ := st.s.Entry("E1"); !e.At.IsZero() {
		t.Errorf("the time of a command became the time of the event: %+v", e)
	}
	st.give(cast["bo"], Add{Kind: Event, Text: "workers restarted", Source: Ref{"C1", "1774400000.000001"}})
	if e, _ := st.s.Entry("E2"); e.At.IsZero() || e.Precision != "exact" {
		t.Errorf("a message of the incident has no time: %+v", e)
	}
}

func TestWhatIsAddedHasTheTimeThatWasGivenForIt(t *testing.T) {
	st := opened(t)
	st.give(cast["bo"], Add{Kind: Event, Text: "the disk had room", When: "2026-03-24 09:00 UTC"})
	if e, _ := st.s.Entry("E1"); e.At.UTC().Format("2006-01-02 15:04") != "2026-03-24 09:00" {
		t.Errorf("the time that was typed beside it is lost: %+v", e)
	}
	_, err := st.g.Decide(st.s, Input{ID: "x", At: st.now, By: cast["bo"], Place: st.s.Place, Body: Add{Kind: Event, Text: "the fan stopped", When: "25:99"}})
	if refusal, ok := errors.AsType[Refusal](err); !ok || refusal.Field != "when" {
		t.Errorf("25:99 is taken for a time: %v", err)
	}
	st.give(cast["bo"], Add{Kind: Cause, Text: "the pool was never limited", When: "25:99"}) // a field of another kind
	if e, ok := st.s.Entry("E2"); !ok || !e.At.IsZero() {
		t.Errorf("a cause has a time: %+v", e)
	}
}

func TestWordsAddedByHandAreKeptAsPeopleReadThem(t *testing.T) {
	st := opened(t)
	st.give(cast["bo"], Add{Kind: Cause, Text: "a queue &gt; 5k &amp; growing, as <@UCY> said"})
	if got := st.s.Text("E1"); strings.ContainsAny(got, "<&") && !strings.Contains(got, "> 5k & growing") || strings.Contains(got, "UCY") {
		t.Errorf("kept as %q", got)
	}
}

func TestNobodyIsAskedTwiceInARow(t *testing.T) {
	st := opened(t, "10:01 ana /next", "10:02 ana /next",
		"10:02 bo /add cause how it started: the connection pool was never limited", "10:02 bo /add cause how it started: the test database was too small")
	for n := range 30 {
		st.play(fmt.Sprintf("10:%02d:%02d %s: it looked odd to me, as %d graphs said", 3+n/6, n%6*10, []string{"bo", "cy", "mo"}[n%3], n))
	}
	row := 0
	for m := range 60 {
		for _, told := range st.play(fmt.Sprintf("11:%02d .", m)) {
			if strings.HasPrefix(told, "bot, ask/") {
				row++
			}
		}
	}
	if row != 1 {
		t.Errorf("%d questions went to people who said nothing in between", row)
	}
}

func TestAPassOfAnEarlierPhaseIsNoneOfThisOne(t *testing.T) {
	st := newStage(t)
	st.play("10:00 ana /start-async the outage")
	st.play("10:01 ana /next")
	st.play("10:02 ana /next")
	st.give(cast["bo"], Abstain{Phase: Timeline})
	if who := st.s.Content[RootCause]; len(who) > 0 {
		t.Errorf("nobody waits for %v in a phase they were not asked about", who)
	}
	st.give(cast["bo"], Abstain{Phase: RootCause})
	if len(st.s.Content[RootCause]) != 1 {
		t.Error("who passes is waited for")
	}
}

func TestALineIsPostedOnceHoweverOftenItIsPressed(t *testing.T) {
	st := opened(t, "10:01:00 bo /say the queue grew from 09:12", "10:01:02 bo /say the queue grew from 09:12")
	if len(st.s.Voices) != 1 {
		t.Errorf("it was posted %d times", len(st.s.Voices))
	}
	st.play("10:09 bo /say the queue grew from 09:12")
	if len(st.s.Voices) != 2 {
		t.Error("nobody may say later what they said before")
	}
}

// waiting is a review that ends while a line is on its way into the thread.
func waiting(t *testing.T) *stage {
	st := opened(t, "10:01 bo: hello")
	in := Input{At: st.now, By: cast["bo"], Place: Place{"T1", "C1", st.s.Place.Thread}, Session: "PM-1", Body: SayFor{Text: "the queue grew"}}
	for _, in := range []Input{in, {At: st.now, By: cast["ana"], Session: "PM-1", Body: Finish{}}} {
		d, err := st.g.Decide(st.s, in)
		if err != nil {
			t.Fatal(err)
		}
		st.take(in, d)
	}
	return st
}

func TestALineThatIsGoneBeforeItWasKnownToStandHoldsNothingUp(t *testing.T) {
	st := waiting(t)
	ref := Ref{"C1", "1774440000.000001"}
	st.take(Input{At: st.now}, Decision{Events: []EventBody{Unsaid{ref}}})
	st.give(Person{}, ThreadRead{})
	st.give(Person{}, Delivered{Effect: Post{SlotSay(1)}, Ref: ref})
	if st.s.Status != Draft || st.text("the queue grew") {
		t.Errorf("the review is %s, with %v", st.s.Status, st.s.Texts)
	}
}

func TestNoDraftBeforeWhatIsOnItsWayThoughTheThreadCannotBeRead(t *testing.T) {
	st := waiting(t)
	st.give(Person{}, GaveUp{Effect: CatchUp{}, Reason: "Slack did not answer."})
	if st.s.Status != Closing {
		t.Fatalf("the review is %s already", st.s.Status)
	}
	ref := Ref{"C1", "1774440000.000001"}
	st.give(Person{}, Delivered{Effect: Post{SlotSay(1)}, Ref: ref})
	if st.s.Status != Draft || st.s.Messages[ref].Author != "UBO" {
		t.Errorf("the review is %s, and the line %+v", st.s.Status, st.s.Messages[ref])
	}
}

func TestALineThatCannotBePostedGoesBackToItsAuthor(t *testing.T) {
	st := waiting(t)
	back := ""
	st.whispered = func(w Whisper) { back += w.To + ": " + w.Card.Plain() }
	st.give(Person{}, GaveUp{Effect: Post{SlotSay(1)}, Reason: "It was refused."})
	if !strings.Contains(back, "UBO: ") || !strings.Contains(back, "the queue grew") || st.text("the queue grew") {
		t.Errorf("%s; kept: %v", back, st.s.Texts)
	}
}

func TestWhoeverIsOfferedAnActionCanPressWhatTheyAreOffered(t *testing.T) {
	st := opened(t, "10:01 ana /add action alert on the lag of replicas", "10:02 ana /offer E1 bo")
	var pressed []string
	for _, b := range ownerButtons(st.g.Words, st.s, "E1") {
		pressed = append(pressed, b.Action)
	}
	if !slices.Equal(pressed, []string{DoAccept, DoPass, DoPostpone}) {
		t.Fatalf("offered: %v", pressed)
	}
	for _, body := range []InputBody{Accept{"E1"}, Pass{"E1"}, Postpone{"E1", "next friday"}} {
		if _, err := st.g.Decide(st.s, Input{At: st.now, By: cast["bo"], Session: "PM-1", Body: body}); err != nil {
			t.Errorf("%T: %v", body, err)
		}
	}
}

func TestAnActionThatWasEndedIsNotTakenOnByAnOldButton(t *testing.T) {
	st := opened(t, "10:01 ana /add action alert on the lag of replicas", "10:02 ana /drop E1 the replicas go")
	for _, body := range []InputBody{Accept{"E1"}, Pass{"E1"}} {
		st.give(cast["bo"], body)
		if e, _ := st.s.Entry("E1"); e.Action != Dropped {
			t.Errorf("%T makes it %s", body, e.Action)
		}
	}
}

func TestNothingIsAskedOfAnActionThatWasEnded(t *testing.T) {
	st := opened(t, "10:01 ana /next", "10:01 ana /next", "10:01 ana /next", "10:01 ana /next",
		"10:02 bo /add action improve the dashboards", "10:03 bo /drop E1 the tool goes away",
		"10:04 bo /add action improve the runbook", "10:05 bo /accept E2", "10:06 bo /done E2")
	for _, a := range questions {
		if slices.Contains([]string{"promise", "done_when", "protects", "last_call"}, a.name) {
			if _, _, open := a.since(st.s, st.g); open {
				t.Errorf("%s is asked", a.name)
			}
		}
	}
	for _, c := range st.s.Gate(Prevention) {
		if strings.HasPrefix(c.ID, "P2-") && c.State != GateMet {
			t.Errorf("%s is %s: %s", c.ID, c.State, c.What(st.g.Words))
		}
	}
}

func TestNobodyIsAskedForAnAccountAfterTheTalk(t *testing.T) {
	st := opened(t, "10:01 ana /next", "10:02 bo: the queue grew", "10:03 ana /mode async")
	if st.s.Sealed() {
		t.Error("accounts are asked for before a talk that has been held")
	}
	st.play("10:04 ana /back")
	if !st.s.Sealed() {
		t.Error("nobody has talked there, and no accounts are asked for")
	}
	st.play("10:05 ana /mode live")
	for _, l := range []string{"10:05 bo: good morning", "10:06 ana /next", "10:07 ana /mode async", "10:08 ana /back"} {
		st.play(l)
	}
	if st.s.Sealed() {
		t.Error("the way back leads to a round that is over")
	}
}

func TestAFacilitatorWhoIsLeftInPeaceHearsOfNoTemperature(t *testing.T) {
	for _, quiet := range []bool{false, true} {
		st := opened(t)
		if quiet {
			st.play("10:01 ana /quiet")
		}
		told := 0
		st.whispered = func(w Whisper) {
			if w.To == "UANA" {
				told++
			}
		}
		for _, l := range []string{"10:02 bo: keep out of it {shutdown S3}", "10:02:09 .", "10:03 cy: you keep out {shutdown S3}", "10:03:09 ."} {
			st.play(l)
		}
		if told == 1 == quiet {
			t.Errorf("quiet %t: told %d times", quiet, told)
		}
	}
}

func TestAQuestionToSomebodyByNameIsNotRepeatedToAll(t *testing.T) {
	for _, text := range []string{"<@UMO> what did the status page say then?", "what did the status page say then, <@UMO>?"} {
		st := opened(t, "10:01 ana /next", "10:02 bo: "+text)
		for n := range 12 {
			st.play(fmt.Sprintf("10:%02d %s: the workers had been restarted by somebody else and nobody wrote anything down", 3+n, []string{"sam", "cy"}[n%2]))
			st.play(fmt.Sprintf("10:%02d:30 .", 3+n))
		}
		if _, _, open := unanswered(st.s, st.g); open {
			t.Errorf("%q is put to everybody", text)
		}
	}
}

func TestNobodyIsAskedTwoThingsAloneAtATime(t *testing.T) {
	st := opened(t, "10:01 ana /seat mo participant", "10:02 ana /next")
	when := map[string][]int{}
	st.whispered = func(w Whisper) { when[w.To] = append(when[w.To], st.now.Hour()*60+st.now.Minute()) }
	for m := 3; m < 60; m++ {
		if m == 8 {
			st.play("10:08 ana: what did the phones look like to customers, <@UMO>?")
		}
		st.play(fmt.Sprintf("10:%02d:30 .", m))
	}
	if len(when["UMO"]) == 0 {
		t.Fatal("nothing is asked at all")
	}
	for who, at := range when {
		for i := range at[1:] {
			if at[i+1]-at[i] < 10 {
				t.Errorf("%s was spoken to at %v", who, at)
			}
		}
	}
}

// A time without a day is one of the incident, whose day the title may say; it was
// once taken for one of the day before the review.
func TestTheTitleSaysTheDay(t *testing.T) {
	for title, want := range map[string]string{
		"the outage of 2026-03-20": "2026-03-20 08:48", "the outage": "2026-03-25 08:48", "the outage of 2026-99-99": "2026-03-25 08:48",
	} {
		st := newStage(t)
		for _, line := range []string{"10:00 ana /start " + title, "10:00 ana /next", "10:01 bo: 08:48 UTC the fix was live", "10:02 ."} {
			st.play(line)
		}
		events := st.s.Live(Event)
		if len(events) != 1 || events[0].At.Format("2006-01-02 15:04") != want {
			t.Errorf("%s: %+v, want %s", title, events, want)
		}
	}
}

func TestTwoThingsToldOfOneMomentAreTwo(t *testing.T) {
	st := opened(t)
	line := Line{Ref: Ref{"C2", "1774430000.000001"}, Author: cast["bo"], At: st.now.Add(-2 * time.Hour), Text: "The queue is empty again. Every label came twice"}
	for range 2 { // A page that is read again gives nothing new.
		st.give(Person{}, HistoryRead{Channel: "C2", Lines: []Line{line}})
	}
	var told []string
	for _, e := range st.s.Live(Event) {
		told = append(told, st.s.Text(e.ID))
	}
	if len(told) != 2 {
		t.Errorf("one message of two sentences gave %q", told)
	}
}
