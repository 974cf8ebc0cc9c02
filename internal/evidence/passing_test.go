package evidence

import (
	"slices"
	"testing"
)

// TestToldInPassing: what holds for good, told in the incident channel beside what was done.
func TestToldInPassing(t *testing.T) {
	for text, want := range map[string]string{
		"mail sent to the two directors, they need to flag the ticket by hand":            "The ticket has to be flagged by hand.",
		"called the bank, they have to release each payment manually":                     "Each payment has to be released manually.",
		"pinged the registrar, somebody there has to lift the hold on the domain by hand": "The hold on the domain has to be lifted by hand.",
		"paged the DBA, only the DBA can unlock the account":                              "Only the DBA can unlock the account.",
		"opened a ticket, only finance has the login for the bank portal":                 "Only finance has the login for the bank portal.",
		"asked the plant, the shift lead has to restart every scanner by hand":            "Every scanner has to be restarted by hand.",
		"wrote to the store, only they can pull the release":                              "",
		"told support, the desk has to close each ticket by hand":                         "Each ticket has to be closed by hand.",
		"moved the queue, but ops has to replay the dead letters manually":                "The dead letters have to be replayed manually.",
		"paged network, only the night shift may touch the core switch":                   "Only the night shift may touch the core switch.",
		"called the mail provider, they have to raise the limit manually":                 "The limit has to be raised manually.",
		"sent the csr, only security can issue a certificate":                             "Only security can issue a certificate.",
		"restarted it, but the team has to enter the password by hand":                    "The password has to be entered by hand.",
		"told the carrier, they need to reset the modem by hand":                          "The modem has to be reset by hand.",
	} {
		var got []string
		for _, f := range Read(statement("history | SRE | " + text)) {
			if f.Kind == KindCause {
				got = append(got, f.Text)
				if f.Stem != "recovery" {
					t.Errorf("%q stands under %q", text, f.Stem)
				}
			}
		}
		if want == "" && len(got) > 0 || want != "" && !slices.Equal(got, []string{want}) {
			t.Errorf("%q gave %q, want %q", text, got, want)
		}
	}
	for _, text := range []string{
		"restarted it, we need to look at the logs", "called them, they need to call back", "rolled back, they have to wait", "disk is full, I need to clean it by hand", "only the first node is back, still waiting", "checked twice, only the export failed",
		"moved on, only we saw that", "sent the mail, it needs a reply", "paged ops, they have it", "done, only the tests are red", "deployed, only half of the pods came up",
	} {
		for _, f := range Read(statement("history | SRE | " + text)) {
			if f.Kind == KindCause {
				t.Errorf("%q gave %q", text, f.Text)
			}
		}
	}
}

// TestWhoLeadsMayTestify: what the leader of the talk did and saw counts; what leads the talk does not.
func TestWhoLeadsMayTestify(t *testing.T) {
	for _, text := range []string{
		"10:31 I restarted the proxy", "at 09:12 I got the page", "I paged the network team at 16:10", "I switched the flag off at 17:52 UTC", "14:05 I called the vendor", "I found the lock at 10:31", "at 02:41 I renewed the certificate",
		"my pager went off at 03:12", "I rolled back checkout at 10:51", "at 11:40 CET I drained the node",
	} {
		if got := Read(statement("timeline | review lead | " + text)); len(got) == 0 {
			t.Errorf("%q gave nothing", text)
		}
	}
	for _, text := range []string{
		"so 09:27 UTC. can we all write UTC in here please", "what I hear is two hours without payments, from 09:12", "let's move on", "who else saw this", "I note 14:02 for the deploy", "I hear 14:02 and 14:09", "the pool was set to 10, let's move on",
		"10:31 then. next?", "thanks. at 10:31 the proxy was restarted, what then?", "I would say 10:31", "we stay with 10:31", "two accounts, 10:31 and 10:40",
	} {
		for _, role := range []string{"review lead", "facilitator"} {
			if got := findings(Read(statement("timeline | " + role + " | " + text))); len(got) != 0 {
				t.Errorf("%q leads the talk, and gave %q", text, got)
			}
		}
	}
}
