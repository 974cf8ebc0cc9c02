package evidence

import (
	"strings"
	"testing"
)

func TestAcronyms(t *testing.T) {
	for text, want := range map[string]string{
		"the MDB was full, and the MDBs replica too":           "MDB",
		"HTTP errors on the API, CPU at 100%, 14:02 UTC":       "",
		"the PXC node left, then PXC and GTID disagreed":       "PXC GTID",
		"`MDB` in code, <https://x.example/MDB|MDB> in a link": "",
		"INC-12 and PM-3 and AI-2 are numbers":                 "",
		"THIS WAS NOT FUN AT ALL":                              "",
		"set MAX_CONN=5 for it":                                "",
		"OK, LGTM, FYI the PR is in":                           "",
		"the DBA's view of `a b MDB c` and the VIPs":           "VIP",
		"the Frankfurt one":                                    "",
	} {
		if got := strings.Join(Acronyms(text), " "); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestTerm(t *testing.T) {
	for text, want := range map[string]string{
		"MDB: the master database":       "MDB = the master database",
		"MDB is the master database.":    "MDB = the master database.",
		"MDB stands for master database": "MDB = master database",
		"MDB = master database":          "MDB = master database",
		"MDB: ?":                         "",
		"MDB was full":                   "",
		"the MDB: it was full":           "",
		"Note: it was full":              "",
		"MDB: which one do you mean?":    "",
	} {
		short, meaning, ok := Term(text)
		got := ""
		if ok {
			got = short + " = " + meaning
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestPersonal(t *testing.T) {
	for _, text := range []string{
		"Human error.", "The on-call engineer picked the wrong cluster.", "Lack of training.", "The runbook was not followed.",
		"Somebody forgot the second step.", "The DBA never tested the backup.", "The release engineer did not announce the change.", "The support lead closed the ticket.",
		"It was an operator error in the console.", "An operator mistake in the console.", "Insufficient training of those on call.",
	} {
		if !Personal(text, "support lead", "on-call engineer") {
			t.Errorf("%q ends at a person", text)
		}
	}
	for _, text := range []string{
		"The retry limit was never set.", "It was not possible for the on-call engineer to reach the console.", "Both tabs have the same colour.",
		"The on-call engineer could not see the lag.", "The on-call engineer was paged 14 times that night.", "The error rate had no alert.", "The release contained a slow query.",
		"The team depends on one disk.", "Nobody got an alert for the full disk.", "The DBA did not know of the switch.", "The engineer rota has one name.", "User errors were not logged.",
	} {
		if Personal(text, "support lead", "on-call engineer") {
			t.Errorf("%q is a condition", text)
		}
	}
}

func TestLensesOf(t *testing.T) {
	for text, want := range map[string]string{
		"The retry limit was never set.":                    "design",
		"No alert looks at the age of the queue.":           "load detection",
		"The runbook was never tested, and nobody owns it.": "process handover knowledge",
		"A release changed the schema.":                     "change data",
		"Nothing.":                                          "",
	} {
		if got := strings.Join(LensesOf(text), " "); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestAsked(t *testing.T) {
	for text, want := range map[string]string{
		"<@U1> what did the status page say at that time?":     "what did the status page say at that time?",
		"hm. <@U1>, <@U2|cy>: when did the alert fire?":        "when did the alert fire?",
		"how long did the failover take?":                      "how long did the failover take?",
		"I saw the lag. What did the dashboard show then?":     "What did the dashboard show then?",
		"shall we go on to the causes?":                        "",
		"really?":                                              "",
		"it was slow, right?":                                  "",
		"can you share the graph of that hour?":                "",
		"&gt; how long did the failover take?":                 "",
		"see <https://x.example/?a=b|this page and the graph>": "",
		"when was the pool last changed? I remember spring":    "when was the pool last changed?",
	} {
		if got := Asked(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestAlike(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"The retry limit was never set.", "Set a limit for retries", 2},
		{"Alert on the age of the queue", "No alert looks at the queue's age", 3},
		{"The release contained a slow query", "Write a runbook", 0},
	} {
		if got := Alike(c.a, c.b); got != c.want {
			t.Errorf("%q and %q share %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestAnswered(t *testing.T) {
	causes := []string{
		"The account of the release engineer had no rights to change the instance.", // 0
		"The scratch directory is never cleaned.",                                   // 1
		"No alert looks at the age of the queue.",                                   // 2
		"The certificate of the mail gateway was renewed by hand.",                  // 3
		"The gateway retries without a limit.",                                      // 4
		"The runbook of the gateway names a host that is gone.",                     // 5
	}
	for action, want := range map[string]int{
		"Change the importer so that it cleans the scratch directory itself":  1,
		"Add an alert on the age of the queue":                                2,
		"Renew the certificate of the mail gateway from a job":                3,
		"Set a limit for the retries of the gateway":                          4,
		"Write the host that answers today into the runbook of the gateway":   5,
		"Give the release engineer's account the rights it needs":             0,
		"Change the calendar so that nobody releases on a Friday":             -1,
		"Never change two gateways at once":                                   -1,
		"Have the vendor write down which of the ports may be used by whom":   -1,
		"Add a second person to the rota for the nights before a public fair": -1,
	} {
		if got := Answered(action, causes); got != want {
			t.Errorf("%q answers %d, want %d", action, got, want)
		}
	}
}

func TestLoaded(t *testing.T) {
	for _, text := range []string{"We should have rolled back.", "It was obviously the cache.", "The on-call engineer failed to escalate.", "Unfortunately the disk was full."} {
		if !Loaded(text) {
			t.Errorf("%q judges", text)
		}
	}
	for _, text := range []string{"The team rolled back.", "The script failed at step 3.", "The disk was full.", "It could not have been reached."} {
		if Loaded(text) {
			t.Errorf("%q tells what was", text)
		}
	}
}

func TestCheckable(t *testing.T) {
	for _, text := range []string{"see <https://graphs.example/7|graph>", "`disk full` in the log", "#4821 was merged", "rolled back to 4.12.3", "PR 88 went in", "release 41 went out", "INC-12 was opened", "reverted 3f9c2ab"} {
		if !Checkable(text) {
			t.Errorf("%q can be checked", text)
		}
	}
	for _, text := range []string{"I restarted the database", "the error rate rose to 12%", "at 09:12 it was slow", "about 1,200 orders", "from 09:12-09:58"} {
		if Checkable(text) {
			t.Errorf("%q names nothing to check it against", text)
		}
	}
}

func TestShows(t *testing.T) {
	for _, c := range []struct {
		text string
		sign Sign
		want bool
	}{
		{"search still worked", StillWorked, true}, {"nothing worked", StillWorked, false},
		{"Nothing holds only for now.", Nothing, true}, {"there was nothing to see", Nothing, false},
		{"we rolled back because the graph kept rising", Reasoned, true}, {"we rolled back", Reasoned, false},
		{"the cache is off until Friday", Ends, true}, {"the cache is off", Ends, false},
	} {
		if got := Shows(c.text, c.sign); got != c.want {
			t.Errorf("%q: %v", c.text, got)
		}
	}
}
