package evidence

import (
	"slices"
	"testing"
	"time"
)

// answered reads a message of the timeline that follows another.
func answered(before, text string) []string {
	s := statement("timeline | DBA | " + text)
	s.Before = []string{before}
	return findings(Read(s))
}

func TestCounteredTimes(t *testing.T) {
	for _, c := range [][3]string{
		{"the fix was live at 14:20 I think", "no, 14:26 says the deploy channel", "timeline change 14T14:26: The fix was live at 14:26, according to the deploy channel."},
		{"the certificate was renewed at 06:30", "hm, my log says 06:38", "timeline action 14T06:38: The certificate was renewed at 06:38, according to the DBA's log."},
		{"the uplink came back at 09:02", "I have 09:12 for that", "timeline recovery 14T09:12: The uplink came back at 09:12."},
		{"13:10 the flag was switched off", "more like 13:15", "timeline change 14T13:15 approx: The flag was switched off at 13:15."},
		{"we restarted the mail gateway at 07:40", "nope, 07:55 according to the pager", "timeline action 14T07:55: The team restarted the mail gateway at 07:55, according to the pager."},
		{"the printer was replaced at 11:00", "it was 11:20", "timeline change 14T11:20: The printer was replaced at 11:20."},
		{"first payment failed at 22:14", "22:09 in my notes", "timeline impact 14T22:09: The first payment failed at 22:09, according to the DBA's notes."},
		{"the queue was drained at 03:00", "for us it was 03:25", "timeline action 14T03:25: The queue was drained at 03:25."},
		{"at 16:00 the store approved the hotfix", "16:40 says the mail", "timeline decision 14T16:40: The store approved the hotfix at 16:40, according to the mail."},
		{"the rollback finished at 10:00 UTC", "no, 10:12 UTC in the audit log", "timeline recovery 14T10:12: The rollback finished at 10:12 UTC, according to the audit log."},
	} {
		if got := answered(c[0], c[1]); !slices.Equal(got, []string{c[2]}) {
			t.Errorf("%q after %q gave %q, want %q", c[1], c[0], got, c[2])
		}
	}
	for _, c := range [][2]string{
		{"the fix was live at 14:20", "ok 14:20 then"},
		{"the fix was live at 14:20", "14:20, yes"},
		{"the fix was live at 14:20", "why 14:26?"},
		{"the fix was live at 14:20", "14:26?"},
		{"the fix was live", "no, 14:26"},
		{"when was the fix live?", "14:26"},
		{"the fix was live at 14:20", "no, 23:50"},
		{"13:10 the flag was on, 13:20 it crashed, 13:30 the flag was off", "no, 13:25"},
		{"the fix was live at 14:20", "let us meet at 14:26"},
		{"the fix was live at 14:20", "not 14:26"},
		{"for support the shop was back at 14:20", "14:26 says the dashboard"},
		{"thanks", "14:26 says the dashboard"},
	} {
		if got := answered(c[0], c[1]); len(got) != 0 {
			t.Errorf("%q after %q gave %q", c[1], c[0], got)
		}
	}
	if got := answered("the fix was live at 14:20", "14:26 the tests were green"); len(got) != 1 || got[0] != "timeline recovery 14T14:26: The tests were green." {
		t.Errorf("an event of its own gave %q", got)
	}
}

func TestHabitsAreNoMoments(t *testing.T) {
	for _, text := range []string{
		"the acquirer loads certificates once a day at 02:00", "the bank file arrives every morning at 06:30", "the import runs nightly at 01:15", "their desk answers the phone only at night, 22:00", "spool files are purged every night at 03:00",
		"the store reviews builds once a day at 17:00", "the vendor opens each morning at 08:00", "the rotation job starts daily at 04:00", "mail is pulled every evening at 19:30", "the ups tests its battery every week at 05:00",
		"the change window was moved to 02:00", "the backup was set to 23:00",
	} {
		for _, f := range Read(statement("timeline | DBA | " + text)) {
			if !f.At.IsZero() {
				t.Errorf("%q tells no moment, and gave %q", text, findings([]Finding{f}))
			}
		}
	}
	for _, text := range []string{
		"the nightly backup started at 02:00", "02:00 the nightly job failed", "at 02:00 the daily import stopped", "07:30 scheduled rollover, runs every monday", "01:10 the purge that runs every night failed, queue full",
		"I was paged at 03:10", "03:10 the night shift called the vendor", "the weekly restart happened at 04:00", "the store approved the daily build at 17:20", "14:02 every worker retried",
	} {
		dated := false
		for _, f := range Read(statement("timeline | DBA | " + text)) {
			dated = dated || !f.At.IsZero()
		}
		if !dated {
			t.Errorf("%q tells a moment", text)
		}
	}
}

// TestWhenItWasOver: for somebody it took longer, or less, than what was recorded.
func TestWhenItWasOver(t *testing.T) {
	day := time.Date(2024, 5, 14, 0, 0, 0, 0, time.UTC)
	when := func(s string) time.Time {
		c, _ := readClock(s)
		return day.Add(time.Duration(c.Hour())*time.Hour + time.Duration(c.Minute())*time.Minute)
	}
	record := func(at, text string) Account {
		return Account{ID: "r" + at, At: when(at), Text: text, Event: "recovery", Author: "bot", Written: when(at)}
	}
	told := func(at, text string) Account {
		return Account{ID: "m", At: when(at), Text: text, Author: "x", Written: day.AddDate(0, 0, 2)}
	}
	for _, text := range []string{
		"On the team's side the last refused payment was 09:58, so not 09:52.", "For the team's customers it was over, phones retry late.", "For support it was over at 09:58.", "For the shops it was over only at 09:58.",
		"On the partners' side the last failed transfer was 09:58.", "For the team it was over at 09:58, not 09:52.", "For the drivers it was over at 09:58.", "For the readers the site was back at 09:58, not before.",
		"On the warehouse side the last lost label was at 09:58.", "For the members it was over.",
	} {
		got := Conflicts([]Account{record("08:10", "Ok: first node ready."), record("09:52", "Resolved: success rate 98%."), told("09:58", text)})
		if len(got) != 1 || !slices.Equal(got[0].Accounts, []string{"r09:52", "m"}) {
			t.Errorf("%q: found %+v", text, got)
		}
	}
	for _, text := range []string{
		"For the team the logs were back at 09:58.", "The platform engineer saw first streams on the team's side.", "The team was back in the room.", "For support the phones rang.", "It was over.",
		"On the team's side the printer was restarted.", "For the team the second region was fine.", "The last release was fine.", "The team went over the list.", "For the team the deploy was out.",
	} {
		if got := Conflicts([]Account{record("09:52", "Resolved: success rate 98%."), told("09:58", text)}); len(got) != 0 {
			t.Errorf("%q: found %+v, want none", text, got)
		}
	}
	if got := Conflicts([]Account{record("09:52", "Resolved: success rate 98%."), told("13:58", "For the team's customers it was over.")}); len(got) != 0 {
		t.Errorf("four hours later is another end: %+v", got)
	}
}

// TestNamesOfThingsAreNoEvents: "the cleanup script" has cleaned nothing yet.
func TestNamesOfThingsAreNoEvents(t *testing.T) {
	day := time.Date(2024, 5, 14, 0, 0, 0, 0, time.UTC)
	for _, c := range [][2]string{
		{"The DNS engineer ran the cleanup script.", "The script removed 41 records."}, {"The removal job was started.", "The job deleted the mailbox."}, {"The restart button was found.", "The button was restarted."},
		{"The report mail was opened.", "The mail reported a fault."}, {"The release notes were sent.", "The notes were released."},
	} {
		got := Conflicts([]Account{{ID: "a", Author: "x", Text: c[0], At: day.Add(13 * time.Hour), Written: day.AddDate(0, 0, 2)}, {ID: "b", Author: "y", Text: c[1], At: day.Add(13*time.Hour + 20*time.Minute), Written: day.AddDate(0, 0, 2)}})
		if len(got) != 0 {
			t.Errorf("%q and %q: found %+v", c[0], c[1], got)
		}
	}
}

// TestBetteredAccounts: who tells the same again at once is taken at the later word, and still differs from others.
func TestBetteredAccounts(t *testing.T) {
	day := time.Date(2024, 5, 14, 0, 0, 0, 0, time.UTC)
	account := func(id, author string, minute, told int) Account {
		return Account{ID: id, Author: author, Text: "The failover was started.", At: day.Add(time.Duration(minute) * time.Minute), Written: day.AddDate(0, 0, 2).Add(time.Duration(told) * time.Minute)}
	}
	got := Conflicts([]Account{account("a", "x", 498, 0), account("b", "x", 504, 1), account("c", "y", 520, 7)})
	if len(got) != 1 || !slices.Equal(got[0].Accounts, []string{"b", "c"}) {
		t.Errorf("found %+v", got)
	}
	if got := Conflicts([]Account{account("a", "x", 498, 0), account("b", "x", 504, 1)}); len(got) != 0 {
		t.Errorf("a correction: found %+v", got)
	}
	if got := Conflicts([]Account{account("a", "x", 498, 0), account("b", "y", 504, 1)}); len(got) != 1 {
		t.Errorf("two people: found %+v", got)
	}
}
