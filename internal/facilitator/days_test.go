package facilitator_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

// Three places whose clocks change on other days, of which two lie in these days:
// Berlin on 25 October, San Francisco on 1 November.
var (
	eva = postmortem.Person{ID: "U5", Role: "Review lead", Zone: "Europe/Berlin"}
	sam = postmortem.Person{ID: "U6", Role: "Database engineer", Zone: "America/Los_Angeles"}
	aro = postmortem.Person{ID: "U7", Role: "Network engineer", Zone: "Pacific/Auckland"}
)

// at sleeps until a moment, and lets what falls due on the way happen.
func (r *room) at(moment string) {
	r.t.Helper()
	t, err := time.Parse("2006-01-02 15:04:05", moment)
	if err != nil {
		r.t.Fatal(err)
	}
	if !t.After(time.Now()) {
		r.t.Fatalf("%s is over", moment)
	}
	r.pass(time.Until(t))
}

// must is does, where nobody is refused.
func (r *room) must(by postmortem.Person, body postmortem.InputBody) {
	r.t.Helper()
	if _, err := r.does(by, body); err != nil {
		r.t.Fatal(err)
	}
}

// met reports whether a criterion is met.
func (r *room) met(id string) bool {
	s := r.session()
	return slices.ContainsFunc(s.Gate(s.Phase), func(c postmortem.Criterion) bool { return c.ID == id && c.State == postmortem.GateMet })
}

// toAll are the bot's posts but for those that ask one person, and since are those
// from the nth on.
func (r *room) toAll() []string {
	return slices.DeleteFunc(r.slack.said(), func(s string) bool { return strings.HasPrefix(s, "PM-1 · ") })
}

func (r *room) since(n int) []string { return r.toAll()[n:] }

// TestOverDaysAcrossTheWorld holds a review in Auckland, Berlin and San Francisco
// while two of their clocks change. The bot is started anew once, and once it is
// down for two days.
func TestOverDaysAcrossTheWorld(t *testing.T) {
	meet(t, func(r *room) {
		r.at("2026-10-23 10:00:00") // a Friday: noon in Berlin, 3 in San Francisco, 23 in Auckland
		r.must(eva, postmortem.Start{Title: "Checkout failed", Facilitator: eva.ID, Mode: postmortem.Async,
			Began: time.Date(2026, 10, 21, 9, 12, 0, 0, time.UTC), Ended: time.Date(2026, 10, 21, 9, 58, 0, 0, time.UTC)})
		r.pass(time.Minute)

		// Each tells their own, in private; the bot is started anew in between.
		opening := func(text string) postmortem.Account {
			return postmortem.Account{Phase: postmortem.Opening, Text: text}
		}
		r.must(sam, opening("12% of the customers could not pay, from 09:12 to 09:58 UTC"))
		r.must(aro, opening("We noticed when a customer wrote to support at 09:20 UTC"))
		r.must(eva, postmortem.Holiday{From: "2026-10-26", Zone: "Pacific/Auckland"}) // Labour Day
		posts := len(r.toAll())
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		r.open()
		r.pass(time.Minute)
		for _, d := range r.slack.done() {
			if strings.Contains(d.what, sam.ID) || strings.Contains(d.what, "could not pay") {
				t.Fatalf("a sealed account is told: %+v", d)
			}
		}
		r.must(eva, postmortem.NothingToAdd{Phase: postmortem.Opening})
		r.pass(time.Minute)
		if n := len(r.toAll()) - posts; n != 2 {
			t.Fatalf("%d accounts are shown: %q", n, r.since(posts))
		}
		if n := len(r.session().Live()); n == 0 {
			t.Error("nothing was read from the accounts")
		}

		// Eva has nothing to add, so it is Auckland that is waited for: its Tuesday is
		// over at four, by the summer time that it has already. Monday was a holiday.
		r.at("2026-10-27 03:59:59")
		if r.met("W1") {
			t.Error("the opening is over before the day in Auckland is")
		}
		r.at("2026-10-27 04:00:01")
		if !r.met("W1") {
			t.Error("the day in Auckland does not end")
		}
		r.pass(time.Minute)
		if phase := r.session().Phase; phase != postmortem.Opening || !r.session().Suggested[phase] {
			t.Fatalf("in %s: nothing was proposed", phase)
		}

		// Nobody objects within a working day of Sam and Aro, so it goes on by itself.
		r.at("2026-10-28 03:59:59")
		if phase := r.session().Phase; phase != postmortem.Opening {
			t.Errorf("in %s before everybody could object", phase)
		}
		posts = len(r.toAll())
		r.at("2026-10-28 04:00:30")
		if phase, n := r.session().Phase, len(r.toAll())-posts; phase != postmortem.Timeline || n != 1 {
			t.Errorf("in %s, with %d messages: %q", phase, n, r.since(posts))
		}

		// There is much to ask when the day is over; the bot is not there to see it.
		for _, text := range []string{"hello all", "good morning", "good evening", "what a day", "it was a long one"} {
			r.says(sam, text)
		}
		r.pass(time.Minute)
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		posts = len(r.toAll())
		time.Sleep(48 * time.Hour)
		r.open()
		r.pass(time.Minute)
		if n := len(r.toAll()) - posts; n != 1 {
			t.Errorf("after two days the bot says %d things: %q", n, r.since(posts))
		}
		posts = len(r.toAll())
		r.at("2026-10-30 19:59:00")
		if n := len(r.toAll()) - posts; n != 0 {
			t.Errorf("and then: %q", r.since(posts))
		}

		// The clocks of San Francisco change on the first of November.
		r.at("2026-10-30 20:00:00")
		r.must(eva, postmortem.Advance{})
		r.at("2026-11-03 00:59:59")
		if r.met("W3") {
			t.Error("it is four in San Francisco, not five")
		}
		r.at("2026-11-03 01:00:01")
		if !r.met("W3") {
			t.Error("the day in San Francisco does not end")
		}

		r.openLongEnough(eva, sam, aro)
		r.nothingTwice()
	})
}

// openLongEnough looks whether each phase that was left was open from nine to five
// on a weekday of each person, by their own clock, but for Labour Day in Auckland
// and for who had nothing to add.
func (r *room) openLongEnough(people ...postmortem.Person) {
	r.t.Helper()
	s := r.session()
	from, phase := s.StartedAt, postmortem.Opening
	for _, m := range s.Moves {
		for _, p := range people {
			if slices.Contains(s.Content[phase], p.ID) {
				continue
			}
			whole := false
			for h := from; !h.After(m.At); h = h.Add(time.Hour) { // any hour of a day stands for it
				day := h.In(p.Location())
				y, mo, d := day.Date()
				holiday := p.ID == aro.ID && mo == time.October && d == 26
				weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
				nine, five := time.Date(y, mo, d, 9, 0, 0, 0, p.Location()), time.Date(y, mo, d, 17, 0, 0, 0, p.Location())
				whole = whole || !holiday && !weekend && !nine.Before(from) && !five.After(m.At)
			}
			if !whole {
				r.t.Errorf("%s, open from %s to %s, held no working day in %s", phase, from, m.At, p.Zone)
			}
		}
		from, phase = m.At, m.To
	}
}

// nothingTwice looks whether any message of the bot stands twice.
func (r *room) nothingTwice() {
	r.t.Helper()
	seen := map[string]bool{}
	for _, m := range r.slack.stands {
		if seen[m.key] {
			r.t.Errorf("%q stands twice", m.what)
		}
		seen[m.key] = true
	}
}

// A proposal does not become a decision in the first moment after the bot was
// away: nobody could object meanwhile.
func TestNoConsentWhileTheBotIsAway(t *testing.T) {
	meet(t, func(r *room) {
		r.at("2026-10-19 08:00:00")
		began := time.Now().Add(-2 * time.Hour)
		r.must(eva, postmortem.Start{Title: "Checkout failed", Facilitator: eva.ID, Mode: postmortem.Async, Began: began, Ended: began.Add(time.Hour)})
		r.pass(time.Minute)
		r.must(eva, postmortem.Unseal{})
		for _, add := range []postmortem.Add{
			{Kind: postmortem.Impact, Text: "12% of checkouts failed"}, {Kind: postmortem.Detection, Text: "An alert woke us at 06:05 UTC"},
		} {
			r.must(sam, add)
		}
		r.says(sam, "that is all from me")
		r.at("2026-10-21 09:00:00")
		if !r.session().Suggested[postmortem.Opening] {
			t.Fatalf("nothing was proposed; open: %+v", r.session().Open(postmortem.Opening))
		}
		if err := r.stop(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(72 * time.Hour)
		r.open()
		r.pass(3*time.Hour + 59*time.Minute)
		if phase := r.session().Phase; phase != postmortem.Opening {
			t.Fatalf("in %s within hours of the start", phase)
		}
		r.must(sam, postmortem.Object{Phase: postmortem.Opening, Reason: "I was about to say something"})
		r.pass(2 * time.Hour)
		if phase := r.session().Phase; phase != postmortem.Opening {
			t.Errorf("in %s for all that Sam would rather stay", phase)
		}
		r.nothingTwice()
	})
}

// TestAwayHoldsEverywhere holds that days on which somebody says they do not work hold
// in all reviews they take part in, and what a facilitator says of somebody else in one.
func TestAwayHoldsEverywhere(t *testing.T) {
	meet(t, func(r *room) {
		r.at("2026-10-23 10:00:00")
		r.must(eva, postmortem.Start{Title: "Checkout failed", Facilitator: eva.ID, Mode: postmortem.Async})
		r.pass(time.Minute)
		r.says(sam, "hello")
		place := channel
		place.Channel = "C0OTHER"
		other, err := r.f.Handle(r.t.Context(), postmortem.Input{ID: "start/2", At: time.Now(), By: eva, Place: place,
			Body: postmortem.Start{Title: "Search failed", Facilitator: eva.ID, Mode: postmortem.Async, Host: eva}})
		if err != nil {
			t.Fatal(err)
		}
		r.pass(time.Minute)
		s, err := r.f.Session(other.Session)
		if err != nil {
			t.Fatal(err)
		}
		place.Thread = s.Place.Thread
		for id, by := range map[string]postmortem.Person{"msg/2": sam, "msg/3": aro} {
			if _, err := r.f.Handle(r.t.Context(), postmortem.Input{ID: id, At: time.Now(), By: by, Place: place, Session: other.Session,
				Body: postmortem.Heard{Ref: postmortem.Ref{Channel: place.Channel, TS: r.slack.ref().TS}, Text: "hello"}}); err != nil {
				t.Fatal(err)
			}
		}
		off := func(id postmortem.SessionID) int {
			s, err := r.f.Session(id)
			if err != nil {
				t.Fatal(err)
			}
			return len(s.DaysOff)
		}
		told, err := r.does(sam, postmortem.Away{From: "2026-10-26", To: "2026-10-28"})
		if err != nil || !strings.Contains(told, "the other review") || off("PM-1") != 1 || off(other.Session) != 1 {
			t.Errorf("%q, %v: %d and %d spans of days", told, err, off("PM-1"), off(other.Session))
		}
		place.Channel, place.Thread = "C0THIRD", ""
		third, err := r.f.Handle(r.t.Context(), postmortem.Input{ID: "start/3", At: time.Now(), By: eva, Place: place,
			Body: postmortem.Start{Title: "Login failed", Facilitator: eva.ID, Mode: postmortem.Async, Host: eva}})
		if err != nil || off(third.Session) != 1 {
			t.Errorf("a review that begins later knows %d spans of days, %v", off(third.Session), err)
		}
		r.must(eva, postmortem.Away{Who: sam, From: "2026-10-29"})
		if off("PM-1") != 2 || off(other.Session) != 1 {
			t.Errorf("somebody else's word: %d and %d spans of days", off("PM-1"), off(other.Session))
		}
		r.must(sam, postmortem.Away{None: true})
		if off(third.Session) != 0 {
			t.Error("what was taken back holds still")
		}
		if told, err = r.does(aro, postmortem.Away{From: "2026-10-26"}); err != nil || off("PM-1") != 1 || off(other.Session) != 1 {
			t.Errorf("%q, %v: %d and %d spans of days", told, err, off("PM-1"), off(other.Session))
		}
		// Offered again, it is not told again; and where the bot died between the reviews, it
		// holds in the others all the same.
		place.Channel = "C0OTHER"
		again := postmortem.Input{ID: "away", At: time.Now(), By: sam, Place: place, Body: postmortem.Away{From: "2026-11-02"}}
		if _, err := r.store.Commit(again, 0, postmortem.DefaultGuide().Decide); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			before := off("PM-1")
			if a, err := r.f.Handle(r.t.Context(), again); err != nil || a.Text != "" || off("PM-1") != 2 || off(other.Session) != 2 {
				t.Errorf("%q, %v: %d, then %d, and %d spans of days", a.Text, err, before, off("PM-1"), off(other.Session))
			}
		}
	})
}
