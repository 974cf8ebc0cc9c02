package postmortem

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// TestAlways holds random meetings and checks, after every step, what must hold
// in all of them.
func TestAlways(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		st := newStage(t)
		st.play("10:00 ana /start the checkout outage")
		names := []string{"ana", "bo", "cy", "mo"}
		at := time.Date(2026, 3, 25, 10, 0, 0, 0, time.UTC)
		var whispers []whisperSeen
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			at = at.Add(time.Duration(rapid.IntRange(1, 400).Draw(rt, "seconds")) * time.Second)
			if at.Day() != 25 {
				break // a story is told within a day
			}
			who := rapid.SampledFrom(names).Draw(rt, "who")
			line := at.Format("15:04:05") + " " + step(rt, st, who)
			for _, told := range st.play(line) {
				if !aboutWords(told) {
					continue
				}
				if to, _, ok := strings.Cut(strings.TrimPrefix(told, "bot whispers to "), ":"); ok && strings.HasPrefix(told, "bot whispers") {
					whispers = append(whispers, whisperSeen{to, at})
				}
			}
			check(rt, st, whispers)
		}
	})
}

// TestAlwaysOverDays holds random meetings that go on over days, with hours
// between two deeds, and changes of mode.
func TestAlwaysOverDays(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		st := newStage(t)
		st.play("10:00 ana " + rapid.SampledFrom([]string{"/start-async", "/start-hybrid", "/start"}).Draw(rt, "mode") + " the checkout outage")
		names := []string{"ana", "bo", "cy", "aro", "sam"}
		at := time.Date(2026, 3, 25, 10, 0, 0, 0, time.UTC)
		var whispers []whisperSeen
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			at = at.Add(time.Duration(rapid.OneOf(rapid.IntRange(1, 400), rapid.IntRange(3600, 20*3600)).Draw(rt, "seconds")) * time.Second)
			st.play(at.Format(time.DateOnly))
			who := rapid.SampledFrom(names).Draw(rt, "who")
			deed := step(rt, st, who)
			if rapid.IntRange(0, 3).Draw(rt, "of days") == 0 {
				deed = overDays(rt, st, who)
			}
			for _, told := range st.play(at.Format("15:04:05") + " " + deed) {
				if to, _, ok := strings.Cut(strings.TrimPrefix(told, "bot whispers to "), ":"); ok && strings.HasPrefix(told, "bot whispers") && aboutWords(told) {
					whispers = append(whispers, whisperSeen{to, at})
				}
			}
			check(rt, st, whispers)
		}
	})
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

type whisperSeen struct {
	to string
	at time.Time
}

// aboutWords reports whether a whisper is about what somebody wrote.
func aboutWords(told string) bool {
	for _, begins := range []string{"The temperature", "You facilitate", "You have not had a turn", "You come to this", "You lead people",
		"You have given us", "We would like to hear", "Would you carry", "<@", "“", "A question was put", "AI-", "You hold"} {
		if strings.Contains(told, ": "+begins) {
			return false // it is about who takes part, and how
		}
	}
	return true
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

func check(rt *rapid.T, st *stage, whispers []whisperSeen) {
	// The log gives the state again.
	replayed := &Session{}
	for _, e := range st.log {
		replayed.Apply(e)
	}
	replayed.Texts, replayed.Private = st.s.Texts, st.s.Private
	if diff := cmp.Diff(st.s, replayed, cmpopts.EquateEmpty()); diff != "" {
		rt.Fatalf("the log does not give the state again:\n%s", diff)
	}
	// The log holds no text that anybody wrote, and says of no whisper to whom.
	for _, e := range st.log {
		b, err := e.MarshalJSON()
		if err != nil {
			rt.Fatal(err)
		}
		for _, text := range st.s.Texts {
			if len(text) > 10 && strings.Contains(string(b), text) {
				rt.Fatalf("event %d holds a text: %s", e.Seq, b)
			}
		}
		if _, ok := e.Body.(Whispered); ok && (e.By != "" || strings.Contains(string(b), "UMO")) {
			rt.Fatalf("a whisper's event names somebody: %s", b)
		}
	}
	// What was deleted is gone.
	for r, m := range st.s.Messages {
		if m.Gone && st.s.Texts[r.Key()] != "" {
			rt.Fatalf("the text of deleted %s is kept", r.TS)
		}
	}
	// What rests on a finding is in no review.
	for _, e := range st.s.Live() {
		for _, r := range e.Sources {
			if w, found := st.s.Private.Whispers[r.Key()]; found && !w.Mended {
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
				if shown := st.g.Render(st.s, slot).Plain(); text != "" && strings.Contains(shown, text) {
					rt.Fatalf("%s shows a sealed account: %s", slot, shown)
				}
			}
		}
	}
	// A review that is over keeps nothing private.
	if !st.s.Running() && (len(st.s.Private.Authors) > 0 || len(st.s.Private.Whispers) > 0) {
		rt.Fatal("private notes outlive the review")
	}
	for key := range st.s.Texts {
		if over := st.s.Status == Draft || st.s.Status == Cancelled; over && (strings.HasPrefix(key, "account/") || strings.HasPrefix(key, "objection/")) {
			rt.Fatalf("%s outlives the review", key)
		}
	}
	// The caps hold.
	each := map[string][]time.Time{}
	for _, w := range whispers {
		each[w.to] = append(each[w.to], w.at)
	}
	for who, at := range each {
		if len(at) > st.g.Caps.AuthorTotal {
			rt.Fatalf("%s heard %d whispers", who, len(at))
		}
		for i := 1; i < len(at); i++ {
			if at[i].Sub(at[i-1]) < st.g.Caps.PerAuthor {
				rt.Fatalf("%s heard two whispers within %s", who, at[i].Sub(at[i-1]))
			}
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
	// What is due does not stay due: a tick takes it away.
	if due, ok := st.g.Due(st.s); ok && !due.After(st.now) {
		d, err := st.g.Decide(st.s, Input{At: st.now, Session: st.s.ID, Body: Tick{}})
		if err != nil || len(d.Events) == 0 {
			rt.Fatalf("a tick that is due changes nothing: %v", err)
		}
	}
}
