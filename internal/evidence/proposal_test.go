package evidence

import (
	"testing"
	"time"
)

// What people propose and promise in pieces, and what becomes of it: text, owner of the author, day and done-when.
func TestProposals(t *testing.T) {
	at := time.Date(2024, 5, 28, 15, 0, 0, 0, time.UTC) // A Tuesday.
	for _, c := range []struct {
		before []string
		says   string
		text   string
		own    bool
		due    string
	}{
		{nil, "the card for the night shift is still missing. I write it by 2024-06-07", "Write the card for the night shift.", true, "2024-06-07"},
		{nil, "nightly export check. I can set it up, 2024-06-07", "Set up nightly export check.", true, "2024-06-07"},
		{nil, "spare switch? somebody should order it", "Order spare switch.", false, ""},
		{nil, "third probe? someone should at least price it", "Price third probe.", false, ""},
		{nil, "should we not retry on timeouts of the ledger? somebody should look", "Decide whether the team should not retry on timeouts of the ledger.", false, ""},
		{nil, "spare disks: 4 of them, I order this week", "Order spare disks: 4 of them.", true, "2024-05-31"},
		{nil, "the answer of the vendor, I ask for it tomorrow", "Ask for the answer of the vendor.", true, "2024-05-29"},
		{nil, "the report you get tomorrow", "Provide the report.", true, "2024-05-29"},
		{[]string{"I write to them, need the table of hosts"}, "table you get tomorrow", "Provide the table of hosts.", true, "2024-05-29"},
		{nil, "we set the default to off, tomorrow, me", "Set the default to off.", true, "2024-05-29"},
		{nil, "the pipeline could ask for a second approval on the ledger", "Let the pipeline ask for a second approval on the ledger.", false, ""},
		{nil, "fresh test data, anyone please?", "Find somebody for fresh test data.", false, ""},
		{nil, "Please a bigger screen for the ops room", "Add a bigger screen for the ops room.", false, ""},
		{nil, "switch for whoever is on duty. pls", "Add switch for whoever is on duty.", false, ""},
		{nil, "missing = stop. and the importer keeps the file for 7 days. me, 7 june", "Missing = stop, and the importer keeps the file for 7 days.", true, "2024-06-07"},
		{nil, "I could do the import report.. list of 10 rows with reasons. 2024-06-07", "Add the import report: list of 10 rows with reasons.", true, "2024-06-07"},
		{nil, "failover drill twice a year, the first one before end of june, I own it", "Do failover drill twice a year.", true, "2024-06-30"},
		{nil, "heartbeat on the cron host, me, also 14/6", "Add heartbeat on the cron host.", true, "2024-06-14"},
		{nil, "quota alert at 80%, mine. this week, friday", "Add quota alert at 80%.", true, "2024-05-31"},
	} {
		fs := Read(Statement{Text: c.says, At: at, Zone: time.UTC, Phase: Prevention, Role: "SRE", Before: c.before})
		if len(fs) != 1 || fs[0].Text != c.text || (fs[0].Owner == OwnerAuthor) != c.own || !fs[0].Due.IsZero() != (c.due != "") || c.due != "" && fs[0].Due.String() != c.due {
			t.Errorf("%q gave %+v, want %q %v %s", c.says, fs, c.text, c.own, c.due)
		}
	}
}

// A promise without words of its own completes the proposal before it.
func TestPromisesOfWhatWasProposed(t *testing.T) {
	at := time.Date(2024, 5, 28, 15, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		before []string
		says   string
		refers int
		due    string
	}{
		{[]string{"we need a limit on the export queue"}, "That is my service. I change it. by friday", 0, "2024-05-31"},
		{[]string{"Please a phone for the late shift. Who has one?"}, "I can. next monday 3rd you have it", 0, "2024-06-03"},
		{[]string{"a graph for retries by client"}, "graph I can try, no promise on a date", 0, ""},
		{[]string{"someone should clean up the old keys", "owner?"}, "robin and me, date later", 0, ""},
		{[]string{"we need a limit on the export queue"}, "can take that one, 2 weeks", 0, "2024-06-11"},
		{[]string{"someone should clean up the old keys"}, "that would be me. friday", 0, "2024-05-31"},
		{[]string{"I can write the importer check", "date?"}, "6 june", -1, "2024-06-06"},
	} {
		fs := Read(Statement{Text: c.says, At: at, Zone: time.UTC, Phase: Prevention, Role: "SRE", Before: c.before})
		if len(fs) != 1 || !fs[0].Refines || fs[0].Refers != c.refers || !fs[0].Due.IsZero() != (c.due != "") || c.due != "" && fs[0].Due.String() != c.due {
			t.Errorf("%q after %q gave %+v, want it to complete %d by %s", c.says, c.before, fs, c.refers, c.due)
		}
	}
}

// What proposes nothing.
func TestNoProposals(t *testing.T) {
	at := time.Date(2024, 5, 28, 15, 0, 0, 0, time.UTC)
	for _, says := range []string{
		"I'd say yes. nobody reads those mails", "I would argue we leave it", "whoever did that should get a written warning", "the importer could not be stopped",
		"I change it", "7 hosts not 9 pls", "support has no screen for that", "port 22 is still open", "same for the other cluster", "customers could see the old price", "please", "maybe I can try",
	} {
		if fs := Read(Statement{Text: says, At: at, Zone: time.UTC, Phase: Prevention, Role: "SRE"}); len(fs) > 0 {
			t.Errorf("%q proposes %+v", says, fs)
		}
	}
}

// What holds for now, also in answer to a question for it.
func TestMakeshift(t *testing.T) {
	at := time.Date(2024, 5, 28, 15, 0, 0, 0, time.UTC)
	for _, c := range []struct{ asked, says, item, text string }{
		{"", "the importer is frozen since monday", "temporary", "The importer is frozen since monday."},
		{"what only holds for now?", "the backup job still waits for the old disk", "temporary", "The backup job still waits for the old disk."},
		{"", "nothing is frozen any more", "", ""},
		{"anything held by hand?", "no. the new key runs until 30 august", "restored", "The new key runs until 30 august."},
		{"", "old index on again since 11:00. for now, we check it weekly", "temporary", "The old index on again since 11:00, for now, the team checks it weekly."},
	} {
		got := Read(Statement{Text: c.says, At: at, Zone: time.UTC, Phase: Remedy, Role: "SRE", Question: c.asked})
		if c.item == "" {
			for _, f := range got {
				if f.Item == "temporary" {
					t.Errorf("%q holds for now: %+v", c.says, f)
				}
			}
			continue
		}
		if len(got) != 1 || got[0].Item != c.item || got[0].Text != c.text {
			t.Errorf("%q after %q gave %+v, want %s %q", c.says, c.asked, got, c.item, c.text)
		}
	}
}

// What went well is no cause, nor is the answer to a question for a wish.
func TestNoCauses(t *testing.T) {
	at := time.Date(2024, 5, 28, 15, 0, 0, 0, time.UTC)
	for _, c := range []struct{ asked, says, item string }{
		{"", "good thing: the read path is separate. and the switch took 5 sec because the commands were in the runbook", "helped"},
		{"", "good news: nobody turned the checks off", "helped"},
		{"what would the reviewer have needed to see?", "a test with the old client. one run is enough, 3 min in ci", ""},
		{"did the approval cost time?", "honestly no. waiting for the disk was slower anyway", ""},
		{"", "the small cluster first was a good idea", "helped"},
		{"", "the small cluster first would be better", ""},
		{"", "card payments went through the whole time", ""},
		{"", "no sales asked for the monday, not for the hour", ""},
		{"", "bad disk vendor, we can write that and go home", ""},
	} {
		helped := false
		for _, f := range Read(Statement{Text: c.says, At: at, Phase: RootCause, Role: "SRE", Question: c.asked}) {
			if f.Kind == KindCause {
				t.Errorf("%q after %q is no cause: %+v", c.says, c.asked, f)
			}
			helped = helped || f.Item == c.item
		}
		if c.item != "" && !helped {
			t.Errorf("%q tells of nothing that %s", c.says, c.item)
		}
	}
	if fs := Read(Statement{Text: "bad: the disk alert goes to a mailbox nobody reads", At: at, Phase: RootCause, Role: "SRE"}); len(fs) != 1 || fs[0].Kind != KindCause {
		t.Errorf("a cause under a heading is lost: %+v", fs)
	}
}

// Learnings in words of no trade, and what is none.
func TestMaxims(t *testing.T) {
	at := time.Date(2024, 5, 28, 15, 0, 0, 0, time.UTC)
	for says, want := range map[string]string{
		"never believe a green light":             "Never believe a green light.",
		"silence is not an answer":                "Silence is not an answer.",
		"replicated != backed up":                 "Replicated != backed up.",
		"that asking is cheap. It costs a minute": "Asking is cheap; it costs a minute.",
		"thanks all, feels lighter":               "",
		"all is fine":                             "",
		"found the letter, it was in the drawer":  "",
		"never mind":                              "",
		"it was a long day":                       "",
	} {
		got := ""
		if fs := Read(Statement{Text: says, At: at, Phase: Close, Role: "SRE"}); len(fs) > 0 {
			got = fs[0].Text
		}
		if got != want {
			t.Errorf("%q is learnt as %q, want %q", says, got, want)
		}
	}
}
