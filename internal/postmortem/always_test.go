package postmortem

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// always is one random meeting, and what was seen of it so far.
type always struct {
	rt *rapid.T
	st *stage

	whispers map[string][]time.Time // what was said to each about their words, and when
	asked    map[string]Day         // when each was last asked something in their conversation with the bot
	about    map[Ref]int            // how often somebody was spoken to about a message
	replayed *Session               // what the log alone gives
	events   []string               // the log as it is kept
	texts    map[string]string      // that were looked for in the log
	said     int                    // texts that were made up
	byHand   map[Ref]bool           // messages that somebody added, whatever was found in them
}

func newAlways(t *testing.T, rt *rapid.T) *always {
	a := &always{rt: rt, st: newStage(t), whispers: map[string][]time.Time{}, asked: map[string]Day{}, about: map[Ref]int{}, replayed: &Session{}, texts: map[string]string{}, byHand: map[Ref]bool{}}
	a.st.whispered = func(w Whisper) {
		if w.Ask != nil {
			a.ask(w)
		}
		if w.About == (Ref{}) {
			return // it is about who takes part, and how
		}
		a.whispers[w.To] = append(a.whispers[w.To], a.st.now)
		if a.about[w.About]++; a.about[w.About] > 1 {
			rt.Fatalf("somebody was spoken to twice about %s", w.About.TS)
		}
		if author := a.st.s.Messages[w.About].Author; author != w.To {
			rt.Fatalf("%s was spoken to about a message of %s", w.To, author)
		}
	}
	a.st.posted = a.post
	a.st.g.Rewords = rapid.Bool().Draw(rt, "a model words the draft")
	return a
}

// ask looks at what somebody is asked in their conversation with the bot: nothing
// that is answered, and of the bot's own one thing a day.
func (a *always) ask(w Whisper) {
	s := a.st.s
	if a.st.g.Answered(s, w) {
		a.rt.Fatalf("%s is asked %q, which is answered", w.To, w.Ask.Name)
	}
	if w.Ask.Name == askOwner || w.Ask.Name == askAgree {
		return // a person asked
	}
	day := dayOf(a.st.now, s.zoneOf(s.People[w.To]).Location())
	if a.asked[w.To] == day {
		a.rt.Fatalf("%s is asked twice on %s", w.To, day)
	}
	a.asked[w.To] = day
}

// wait lets some time pass: seconds as a rule, and hours now and then.
func (a *always) wait() {
	seconds := rapid.OneOf(rapid.IntRange(1, 400), rapid.IntRange(1, 400), rapid.IntRange(3600, 20*3600)).Draw(a.rt, "seconds")
	a.st.now = a.st.now.Add(time.Duration(seconds) * time.Second)
	a.st.day = a.st.now.Format(time.DateOnly)
}

// play plays a line, give offers an input, and both look at what became of it.
func (a *always) play(line string) {
	a.st.play(line)
	a.check()
	if strings.Contains(line, "{") && rapid.IntRange(0, 2).Draw(a.rt, "read in time") > 0 {
		a.st.now = a.st.now.Add(9 * time.Second) // so that a whisper is not too late
		a.give(Person{}, Tick{})
	}
}

func (a *always) give(who Person, body InputBody) {
	if add, ok := body.(Add); ok {
		a.byHand[add.Source] = true
	}
	a.st.told = nil
	a.st.give(who, body)
	a.check()
}

// TestAlways holds random meetings and checks, after every step, what must hold
// in all of them.
func TestAlways(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		a := newAlways(t, rt)
		a.play("10:00 ana /start the checkout outage")
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			at := a.st.now.Add(time.Duration(rapid.IntRange(1, 400).Draw(rt, "seconds")) * time.Second)
			who := rapid.SampledFrom([]string{"ana", "bo", "cy", "mo"}).Draw(rt, "who")
			a.play(at.Format("15:04:05") + " " + step(rt, a.st, who))
		}
		a.ends()
	})
}

// TestAlwaysOverDays holds random meetings that go on over days, with hours
// between two deeds, and changes of mode.
func TestAlwaysOverDays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		a := newAlways(t, rt)
		a.play("10:00 ana " + rapid.SampledFrom([]string{"/start-async", "/start-hybrid", "/start"}).Draw(rt, "mode") + " the checkout outage")
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			a.wait()
			who := rapid.SampledFrom([]string{"ana", "bo", "cy", "aro", "sam"}).Draw(rt, "who")
			deed := step(rt, a.st, who)
			if rapid.IntRange(0, 3).Draw(rt, "of days") == 0 {
				deed = overDays(rt, a.st, who)
			}
			a.play(a.st.now.Format("15:04:05") + " " + deed)
		}
		a.ends()
	})
}

// TestDraftsAlways has random people do anything to a draft, and to what is
// published of it.
func TestDraftsAlways(t *testing.T) {
	t.Parallel()
	reached, told, drafts := map[Status]bool{}, map[reflect.Type]bool{}, 0
	rapid.Check(t, func(rt *rapid.T) {
		drafts++
		a := newAlways(t, rt)
		a.st.heard = func(body InputBody) { told[reflect.TypeOf(body)] = true }
		a.play("10:00 ana /start the checkout outage")
		a.play("10:01 bo: 09:12 the error rate rose to 12%")
		a.play("10:01 cy: 09:20 the first customer wrote to us")
		a.play("10:02 mo: the retry limit was never set")
		a.play("10:03 .")
		a.play("10:03 ana /confirmall")
		a.play("10:04 ana /finish")
		a.st.fails = func() bool { return rapid.IntRange(0, 30).Draw(rt, "fails") == 0 }
		if rapid.Bool().Draw(rt, "its owner has written") {
			a.play("10:05 ana /write means We look at the error rate first now.")
			a.play("10:05 ana /write not_done We did not add a second region.")
		}
		for range rapid.IntRange(1, 40).Draw(rt, "steps") {
			a.wait()
			who := rapid.SampledFrom([]string{"ana", "bo", "cy", "mo", "di"}).Draw(rt, "who")
			a.play(a.st.now.Format("15:04:05") + " " + afterDraft(rt, a.st, who))
			reached[a.st.s.Status] = true
		}
		a.publishes()
	})
	for _, s := range []Status{Draft, Checked, Published, Corrected} {
		if !reached[s] && drafts >= 1000 && !t.Failed() { // fewer may miss one
			t.Errorf("no review was ever %s", s)
		}
	}
	for _, body := range shown {
		if !told[reflect.TypeOf(body)] && drafts >= 1000 && !t.Failed() {
			t.Errorf("the world never said %T", body)
		}
	}
}

// afterDraft draws something somebody might do to a draft.
func afterDraft(rt *rapid.T, st *stage, who string) string {
	m := fmt.Sprintf("m%d", rapid.IntRange(1, len(st.refs)).Draw(rt, "message"))
	e := fmt.Sprintf("E%d", rapid.IntRange(1, len(st.s.Entries)+1).Draw(rt, "entry"))
	return rapid.SampledFrom([]string{
		".", ".", who + " /agree", who + " /agree", "bo /agree", "ana /publish", "ana /publish company", who + " /publish team",
		"ana /nocanvas Canvases are switched off.", "ana /nocanvas", "ana /canvasgone", "ana /canvasgone",
		"ana /title the search outage " + m, who + " /title",
		"ana /write means we look at the rate before the balancer " + m, "ana /write not_done a second region fails the same way " + m, "ana /write means", who + " /write means it is all said",
		who + " /remark the second hour is missing from it " + m, "ana /settled 1", who + " /settled 2",
		who + " /uncite " + e, who + " /uncite " + e + " the primary database was restarted at that time",
		who + " /reword " + e + " 09:14 the error rate rose to 13% " + m, "ana /reword " + e + " the limit was never set anywhere " + m, who + " /leaveout " + e, "ana /leaveout " + e,
		"ana /add timeline 09:50 the rate was at its usual level " + m, who + " /add learning the limit is read from one place " + m,
		"ana /finds Q31 Q23/ab", "ana /finds", "ana /finds", "ana /waive Q31 nobody kept the times of that hour", "ana /waive Q3 everybody else has left us", "ana /dismiss Q23/ab it quotes an alarm of the time",
		who + " /edit " + m + " 09:13 it rose later", who + " /delete " + m, "ana /owner mo", "mo /owner ana", "mo /carry mo", "ana /carry ana", who + " /accept " + e, who + " /confirm " + e,
	}).Draw(rt, "deed after the draft")
}

// overDays draws something somebody might do in a review that goes on over days.
func overDays(rt *rapid.T, st *stage, who string) string {
	day := func(name string) string {
		return st.now.AddDate(0, 0, rapid.IntRange(-3, 20).Draw(rt, name)).Format(time.DateOnly)
	}
	return rapid.SampledFrom([]string{
		who + " /nothing " + string(st.s.Phase), who + " /nothing", "ana /mode async", "ana /mode live", "ana /mode hybrid",
		who + " /away " + day("from") + " to " + day("to"), who + " /away none", "ana /holiday " + day("holiday") + " Europe/Berlin",
		who + " /account At 09:12 UTC the error rate rose, said " + who, who + " /account who broke it this time {blame S2}", who + " /account", "ana /unseal",
		who + " /takeback opening " + who, who + " /object the network side has not said a word", who + " /object", "ana /next",
		"ana /waive W1 nobody is in", "ana /waive R8 the rooms are booked",
	}).Draw(rt, "deed of days")
}

// step draws something somebody might do.
func step(rt *rapid.T, st *stage, who string) string {
	m := fmt.Sprintf("m%d", rapid.IntRange(1, max(1, len(st.refs))).Draw(rt, "message"))
	e := fmt.Sprintf("E%d", rapid.IntRange(1, max(1, len(st.s.Entries))).Draw(rt, "entry"))
	deeds := []string{
		who + " /stub " + e, who + " /graft " + e, who + " /look load tool", who + " /weigh partly", who + " /risk " + e + " in 3 months: the old path goes away",
		who + " /idea " + e + " action", who + " /idea " + e + " declined: it costs too much", who + " /split " + e + " the limit was low / and nobody knew it",
		who + " /drop " + e + " it is not needed any more", who + " /notmine " + e, who + " /timeless " + e, who + " /recalled " + e,
		who + " /about " + e + " E3", "ana /backto timeline", who + ": I restarted the database", who + " /offer " + e + " mo",
		".", ".", ".", ".",
		who + ": 09:12 the error rate rose to 12%",
		who + ": the retry limit was never set",
		who + ": I add an alert by 2026-04-10",
		who + ": who broke it this time {blame S2}",
		who + ": keep out of it {shutdown S3}",
		who + ": I ruin everything {self_blame CARE}",
		who + " /next", "ana /next", "ana /back", who + " /confirm " + e, who + " /leaveout " + e, who + " /accept " + e,
		"ana /confirmall", who + " /waive T1 nobody kept the logs of that hour", who + " /add timeline 09:30 it was over", who + " /add cause the limit was never set", who + " /under " + e + " spread", who + " /under " + e + " E3", "ana /under E3 " + e,
		who + " /merge " + e + " E3", who + " /dispute " + e + " it was set and nobody knew", who + " /reword " + e + " the limit was set too late",
		who + " /seat " + who + " observer", "ana /seat mo lead", "ana /seat cy fresh_eyes", who + " /role " + who + " second line", who + " /react",
		who + " /say 09:14 the queue grew", who + " /say who did that {blame S2}", who + " /unsay say/1", who + " /pass", who + " /ballot " + who + " 3 true true", who + " /owner mo", "mo /carry mo", "ana /carry " + who, "ana /aim nobody finds out from a customer again", "ana /narrate " + who,
		who + ": and then I looked at one more graph", who + ": and then I looked at one more graph", who + ": the queue grew because the limit was never set",
		who + " /pause", who + " /resume", "ana /handover bo", "bo /handover ana", who + " /hush", who + " /ask", who + " /quiet",
		who + ": that settles it, the release was it {closure S1}", who + ": let's add a limit next time", who + " /add action write the test",
		who + " /done " + e, who + " /drop " + e + " it is switched off", who + " /reopen " + e, who + " /later " + e + " 2026-04-02",
	}
	if len(st.refs) > 0 {
		deeds = append(deeds, who+" /edit "+m+" 09:13 it rose later", who+" /delete "+m, who+" /notnow "+m, who+" /mute "+m, who+" /use "+m)
	}
	if rapid.IntRange(0, 40).Draw(rt, "ending") == 0 {
		deeds = []string{"ana /finish", "ana /cancel"}
	}
	return rapid.SampledFrom(deeds).Draw(rt, "deed")
}
