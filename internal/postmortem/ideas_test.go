package postmortem

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// The ideas that the project began with, each held to what the bot does about it:
// docs/ideas.md is their table. A test of an idea is a short meeting.

// idea is such a meeting: what was said to all, and to whom alone.
type idea struct {
	*stage
	public  []string             // slots of what the bot said to everybody
	private map[string][]Whisper // by user id
}

func anIdea(t *testing.T, lines ...string) *idea {
	t.Helper()
	i := &idea{stage: newStage(t), private: map[string][]Whisper{}}
	i.posted = func(slot string, _ Card) { i.public = append(i.public, slot) }
	i.whispered = func(w Whisper) { i.private[w.To] = append(i.private[w.To], w) }
	i.play("10:00 ana /start the checkout outage")
	i.public = nil
	i.meet(lines...)
	return i
}

func (i *idea) meet(lines ...string) {
	for _, l := range lines {
		i.play(l)
	}
}

// said reports whether the bot put a question of that name to everybody.
func (i *idea) said(name string) bool {
	return slices.ContainsFunc(i.public, func(slot string) bool { return strings.HasPrefix(slot, "ask/"+name+"/") })
}

// open reports whether a criterion is still to be established.
func (i *idea) open(id string) bool {
	c, ok := i.s.criterion(id)
	return ok && c.State == GateOpen
}

func TestIdeaARemedyIsFoundNotAFault(t *testing.T) {
	i := anIdea(t)
	if words := i.g.Render(i.s, SlotScript).Plain(); !strings.Contains(words, "a remedy, not a culprit") {
		t.Errorf("the opening says %q", words)
	}
	for n := range 20 {
		i.meet(fmt.Sprintf("10:%02d:00 mo: Bo B. broke it again, and it was him alone {blame S2}", n+1), fmt.Sprintf("10:%02d:08 .", n+1))
	}
	i.meet("10:30:00 cy: 09:12 UTC the error rate rose to 12%", "10:30:08 .")
	if len(i.s.Live()) == 0 {
		t.Error("the fact is not in the review")
	}
	for _, e := range i.s.Live() {
		if strings.Contains(i.s.Text(e.ID), "Bo B.") {
			t.Errorf("%s names somebody: %s", e.ID, i.s.Text(e.ID))
		}
	}
}

func TestIdeaTheAccusedIsAskedAloneAndSoIsTheAccuser(t *testing.T) {
	i := anIdea(t, "10:01 mo: hello", "10:01 bo: hello", "10:02:00 .",
		"10:05:00 bo: who is the leader of this department? {cross_exam S2}", "10:05:08 .",
		"10:09:00 mo: I am the leader of the department, I know what I am doing {defensive S1}", "10:09:08 .")
	if len(i.private["UBO"]) != 1 || len(i.private["UMO"]) != 1 || len(i.public) > 0 {
		t.Errorf("to Bo %d, to Mo %d, to all %v; want one each and nothing to all", len(i.private["UBO"]), len(i.private["UMO"]), i.public)
	}
}

func TestIdeaAProblemEndsInASolution(t *testing.T) {
	i := anIdea(t, "10:01 bo /add cause the limit was never set", "10:02 cy /confirm E1", "10:03 ana /next", "10:03 ana /next", "10:03 ana /next", "10:03 ana /next")
	if !i.open("P1") {
		t.Error("a cause without an action is taken for answered")
	}
	i.meet("10:04 bo /add action remove the retry path by 2026-04-10", "10:05 ana /about E2 E1")
	if i.open("P1") {
		t.Errorf("an action about the cause does not answer it: %s", i.gate(Prevention))
	}
}

func TestIdeaTodayAndTomorrow(t *testing.T) {
	i := anIdea(t, "10:01 ana /next", "10:01 ana /next", "10:01 ana /next", "10:01 ana /next",
		"10:02 bo /add action restore the deleted rows by 2026-04-10", "10:02 cy /add action repair the broken index by 2026-04-10")
	if !i.open("P4") {
		t.Error("repairs alone are taken for a plan")
	}
	for n := range 12 {
		i.meet(fmt.Sprintf("10:%02d:00 mo: and then I looked at one more graph", 3+n), fmt.Sprintf("10:%02d:30 .", 3+n), fmt.Sprintf("10:%02d:40 .", 3+n))
	}
	if !i.said("only_repairs") {
		t.Errorf("nobody is asked about tomorrow: %v", i.public)
	}
	i.meet("10:20 bo /add action alert when the queue is older than 5 minutes by 2026-04-10")
	if i.open("P4") {
		t.Error("an alert is not for tomorrow")
	}
}

func TestIdeaPeopleCooperateAndTheBotCommandsNothing(t *testing.T) {
	i := anIdea(t, "10:01 bo: 09:12 UTC the error rate rose", "11:00 .", "13:00 .", "15:00 .")
	if i.s.Phase != Opening {
		t.Errorf("the bot moved the review to %s", i.s.Phase)
	}
	i.meet("15:01 ana /add action alert on the queue <@UBO> by 2026-04-10", "15:01 ana /offer E2 bo")
	if e := i.s.Live(Action)[0]; e.Action != Offered {
		t.Errorf("an action was laid on somebody: %s", e.Action)
	}
	i.meet("15:02 bo /accept " + i.s.Live(Action)[0].ID)
	if e := i.s.Live(Action)[0]; e.Action != Owned || e.Owner != "UBO" {
		t.Errorf("who accepts does not own: %+v", e)
	}
}

func TestIdeaManyVoicesAreHeardBeforeTheyAreSwayed(t *testing.T) {
	i := &idea{stage: newStage(t)}
	i.meet("2026-10-19", "07:00 ana /start-async the checkout outage", "07:01 cy: hello", "07:02 bo /account The alert fired at 09:14 UTC, and nobody saw it")
	for slot := range i.s.Posts {
		if words := i.g.Render(i.s, slot).Plain(); strings.Contains(words, "nobody saw it") {
			t.Errorf("%s shows an account before all are shown", slot)
		}
	}
	told := i.play("07:03 ana /unseal")
	if !slices.ContainsFunc(told, func(s string) bool { return strings.Contains(s, "The alert fired at 09:14") }) {
		t.Errorf("the account was not shown: %q", told)
	}
}

func TestIdeaInfluenceIsNoPressure(t *testing.T) {
	i := anIdea(t, "10:01 mo: hello", "10:02 .", "10:05:00 mo: somebody was asleep again {blame S2}", "10:05:08 .")
	if len(i.private["UMO"]) != 1 {
		t.Fatalf("%d whispers", len(i.private["UMO"]))
	}
	labels := buttonsOf(i.private["UMO"][0].Card)
	if !slices.Contains(labels, DoNotNow) || !slices.Contains(labels, DoMute) {
		t.Errorf("there is no way out of it: %v", labels)
	}
	i.meet("10:06 .", "10:40 .", "11:30 .", "14:00 .")
	if len(i.private["UMO"]) != 1 || i.s.Text(i.refs["m2"].Key()) != "somebody was asleep again" {
		t.Error("who took no notice is pressed")
	}
}

func buttonsOf(c Card) []string {
	var all []string
	for _, p := range c.Parts {
		for _, b := range p.Buttons {
			all = append(all, b.Action)
		}
	}
	return all
}

func TestIdeaTheBotListens(t *testing.T) {
	i := anIdea(t)
	at := time.Date(2026, 3, 25, 10, 1, 0, 0, time.UTC)
	for n := range 60 {
		i.meet(at.Format("15:04:05")+" "+[]string{"bo", "cy", "mo"}[n%3]+": and then I looked at one more graph of the queue", at.Add(25*time.Second).Format("15:04:05")+" .", at.Add(30*time.Second).Format("15:04:05")+" .")
		at = at.Add(50 * time.Second)
	}
	if len(i.public) == 0 || len(i.public) > 10 {
		t.Errorf("to 60 messages of people the bot says %d: %v", len(i.public), i.public)
	}
	for _, q := range i.s.Inquiries {
		for r, m := range i.s.Messages {
			if since := q.At.Sub(m.At); since >= 0 && since < 20*time.Second {
				t.Errorf("%s was asked %s after %s", q.Name, since, r.TS)
			}
		}
	}
}

func TestIdeaEmpathy(t *testing.T) {
	i := anIdea(t, "10:01 bo: hello", "10:02 .", "10:05:00 bo: I ruined it for everybody {self_blame CARE}", "10:05:08 .")
	if len(i.private) != 1 || len(i.private["UBO"]) != 1 || len(i.public) > 0 {
		t.Fatalf("it was said to %v, and to all %v", i.private, i.public)
	}
	if slices.Contains(buttonsOf(i.private["UBO"][0].Card), DoUse) {
		t.Error("another wording is offered to somebody who needs none")
	}
}

func TestIdeaItIsSafeToFail(t *testing.T) {
	i := anIdea(t, "10:01 bo: hello", "10:02 .", "10:03:00 bo: 09:12 UTC I ran the script on the wrong host", "10:03:08 .", "10:04:00 bo: they never listen {absolute S2}", "10:04:08 .")
	if n := len(i.s.Live(Event)); n != 1 {
		t.Fatalf("%d entries from a plain account", n)
	}
	i.meet("10:05 bo /delete m2")
	if n := len(i.s.Live(Event)); n != 0 || i.text("wrong host") {
		t.Error("what somebody took back still stands")
	}
	i.meet("10:06 ana /finish")
	if i.s.Status != Draft || len(i.s.Private.Authors)+len(i.s.Private.Whispers) > 0 {
		t.Errorf("%s, and kept about people: %+v", i.s.Status, i.s.Private)
	}
}

func TestIdeaLeadsSpeakLast(t *testing.T) {
	i := anIdea(t, "10:00 ana /seat mo lead", "10:01 mo: what did the alert say?", "10:01:08 .")
	if len(i.private["UMO"]) != 0 {
		t.Error("a lead who asks is told to wait")
	}
	i.meet("10:03 mo: that settles it, the release was it {closure S1}", "10:03:08 .")
	if len(i.private["UMO"]) != 1 || len(i.public) > 0 {
		t.Errorf("a lead who concludes first hears %d, and all %v", len(i.private["UMO"]), i.public)
	}
}

func TestIdeaResultsAreFollowed(t *testing.T) {
	i := anIdea(t, "10:01 bo /add action cap the retries at 5 due 2026-04-15", "10:02 bo /accept E1", "10:03 ana /finish", "10:04 .")
	i.public = nil
	for day := time.Date(2026, 3, 26, 0, 0, 0, 0, time.UTC); day.Before(time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)); day = day.AddDate(0, 0, 1) {
		i.meet(day.Format(time.DateOnly), "08:00 .")
	}
	if len(i.public) < 3 {
		t.Errorf("of an action that nobody did, people are reminded %d times: %v", len(i.public), i.public)
	}
	done := anIdea(t, "10:01 bo /add action cap the retries at 5 due 2026-04-15", "10:02 bo /accept E1", "10:03 ana /finish", "10:04 .", "10:05 bo /done E1")
	done.meet("2026-03-30", "08:00 .") // the draft was checked until then
	done.public = nil
	done.meet("2026-04-08", "08:00 .", "2026-04-15", "08:00 .", "2026-04-20", "08:00 .")
	if len(done.public) > 0 {
		t.Errorf("of what is done somebody is reminded: %v", done.public)
	}
}

func TestIdeaNotAllFactsAreNeeded(t *testing.T) {
	i := anIdea(t, "10:01 ana /waive O3 the logs of that hour are gone", "10:02 ana /next", "10:02 ana /waive T1 nobody remembers", "10:03 ana /finish", "10:04 .")
	if i.s.Status != Draft {
		t.Fatalf("the review is %s", i.s.Status)
	}
	for _, id := range []string{"O3", "T1"} {
		if !slices.ContainsFunc(i.s.Missing(nil, Opening, Timeline), func(g Gap) bool { return g.ID == id }) {
			t.Errorf("%s is not among what is missing", id)
		}
		if i.s.Text(ReasonKey(id)) == "" {
			t.Errorf("why %s is open is lost", id)
		}
	}
}

func TestIdeaTheVisionIsCommunicated(t *testing.T) {
	i := anIdea(t, "10:01 ana /aim nobody finds out from a customer again")
	for _, slot := range []string{SlotRoot, SlotScript, SlotBoard(Prevention)} {
		if words := i.g.Render(i.s, slot).Plain(); !strings.Contains(words, "nobody finds out from a customer again") {
			t.Errorf("%s does not say the aim", slot)
		}
	}
}

func TestIdeaWhatPeopleWantComesBack(t *testing.T) {
	i := anIdea(t, "10:00:30 cy: hello", "10:01 bo: good morning. I'd like to understand why the alert came so late. I saw it at noon", "10:01:10 cy: how many customers were hit by it?",
		"10:01:20 mo: I hope that Bo is more careful next time", "10:01:30 di: we want to know who slept again {blame S2}", "10:02 .",
		"10:03 ana /next", "10:03 ana /next", "10:03 ana /next", "10:04 bo: I want to know when lunch is", "10:04:08 .", "10:05 ana /next")
	wants := func() string {
		for line := range strings.Lines(i.g.Render(i.s, SlotBoard(Prevention)).Plain()) {
			if strings.HasPrefix(line, "At the start") {
				return strings.TrimSpace(line)
			}
		}
		return ""
	}
	if got, want := wants(), "At the start somebody wanted: “I'd like to understand why the alert came so late”. Does what is planned help with that?"; got != want {
		t.Errorf("before actions are chosen people read %q, want %q", got, want)
	}
	i.meet("10:06 bo /edit m2 good morning")
	if got := wants(); got != "" {
		t.Errorf("what nobody wants any more is still shown: %q", got)
	}
	if words := i.g.Render(i.s, SlotBoard(Opening)).Plain(); !strings.Contains(words, "like to understand, or have easier") {
		t.Errorf("the Opening does not ask what people want: %q", words)
	}
}

func TestIdeaLeadershipDevelopsPeople(t *testing.T) {
	i := anIdea(t, "10:01 bo /add learning a slow queue looks like an empty one")
	if !i.open("L1") {
		t.Error("one person's learning is enough")
	}
	i.meet("10:02 cy /add learning support sees it first")
	if i.open("L1") {
		t.Error("two people's learning is not enough")
	}
	fresh := anIdea(t, "10:01 ana /seat cy fresh_eyes", "10:02 ana /next", "10:02 ana /next", "10:12 .")
	if n := len(fresh.private[cast["cy"].ID]); n != 1 {
		t.Errorf("whoever comes with fresh eyes was asked %d times what they would ask", n)
	}
}

func TestIdeaPresentForTheLongRun(t *testing.T) {
	i := anIdea(t, "10:01 bo /add cause the limit was never set", "10:02 cy /confirm E1", "10:03 ana /risk E1 in 3 months: it fails twice a year")
	risks := i.s.Live(Risk)
	if len(risks) != 1 || !risks[0].Due.After(i.now.AddDate(0, 2, 0)) {
		t.Errorf("a risk is accepted without a day to look at it again: %+v", risks)
	}
	i.play("11:00 ana /finish")
	i.meet("2026-03-30", "08:00 .") // the draft was checked until then
	day := risks[0].Due
	if i.play(day.AddDate(0, 0, -1).Format(time.DateOnly)); len(i.play("23:00 .")) > 0 {
		t.Error("it is brought up before its day")
	}
	i.play(day.AddDate(0, 0, 3).Format(time.DateOnly)) // its day may be a Saturday
	if said := strings.Join(i.play("12:00 ."), "\n"); !strings.Contains(said, "does the reason still hold") && !strings.Contains(said, "bot, risk/1") {
		t.Errorf("when its day has come the thread reads %q", said)
	}
	if said := i.play("13:00 ."); len(said) > 0 {
		t.Errorf("and then again: %q", said)
	}
}
