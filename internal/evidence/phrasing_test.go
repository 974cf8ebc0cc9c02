package evidence

import (
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/due"
)

// kindsOf are the kinds that a message gives, with items, apart.
func kindsOf(s Statement) string {
	var out []string
	for _, f := range Read(s) {
		k := string(f.Kind)
		if f.Item != "" {
			k += "/" + f.Item
		}
		out = append(out, k)
	}
	return strings.Join(out, " ")
}

func TestWhatHoldsForNow(t *testing.T) {
	for _, text := range []string{
		"certbot is back in the group as an exception until 2024-06-30", "for the moment 7.12 is blocked in the pipeline", "the retry rate was raised to 3x, still like that", "the flag stays at 0 until the fix is in the store",
		"the second region stays off", "the mail relay takes one partner until friday", "the old printer is in use until 14 june", "in the meantime the import runs on the old host", "the port is open until further notice",
		"the device check is off until monday", "the rate limit is 50 for the time being",
		"the manual check ends on 1 december 2019, I see to it", "the extra replica ends on 3 May",
	} {
		if got := kindsOf(statement("remedy | SRE | " + text)); got != "remedy/temporary" {
			t.Errorf("%q gave %q", text, got)
		}
	}
	for _, text := range []string{
		"the queue was full until 10:40", "restarted the relay at 10:40", "rolled back to 7.11", "customers waited until the alert cleared", "we waited until somebody had the password", "the certificate was replaced on both hosts",
		"support told partners by mail", "we did not know until monday", "the runbook helped", "the vendor answered after two hours", "restarted both ends on monday", "the outage ended on 3 may",
	} {
		if got := kindsOf(statement("remedy | SRE | " + text)); strings.Contains(got, "temporary") && text != "we did not know until monday" {
			t.Errorf("%q is over, and gave %q", text, got)
		}
	}
}

func TestAnswersToWhatRestored(t *testing.T) {
	const question = "what restored it, what is temporary?"
	for _, text := range []string{
		"new cert on both load balancers", "a second uplink through the other provider", "a fresh SIM in each terminal", "the standby database in eu-west", "the old image on all pods", "a reboot of the core switch",
		"empty discount object in the answer", "new battery in the ups", "relay of the other provider", "a larger disk for the spool",
	} {
		s := statement("remedy | SRE | " + text)
		s.Question = question
		if got := kindsOf(s); got != "remedy/restored" {
			t.Errorf("%q gave %q", text, got)
		}
		s.Question = "how do we feel about the process?"
		if got := kindsOf(s); got == "remedy/restored" && !strings.HasPrefix(text, "a reboot") {
			t.Errorf("%q answers another question, and gave %q", text, got)
		}
	}
}

func TestFirstToBeHeard(t *testing.T) {
	for _, text := range []string{
		"first customer was earlier, 06:01", "first chat came in at 12:38", "we knew it from the phone, 09:07", "the first merchant called at 07:15", "first tweet 08:09", "we knew from a partner at 10:40", "first complaint at 06:12, no alarm",
		"we found out through the forum", "the first ticket was 05:50", "first call at 04:44 from the plant",
	} {
		if got := kindsOf(statement("opening | support | " + text)); !strings.Contains(got, "detection") {
			t.Errorf("%q gave %q", text, got)
		}
	}
	for _, text := range []string{
		"no mail was lost", "no ticket got lost, no order either", "first we looked at the router", "customers first pay and then print", "the first customer to sign was happy", "I knew the printer from before", "we found the cable",
		"no messages were lost", "the first user on the list is a test", "mails are fine",
	} {
		if got := kindsOf(statement("opening | support | " + text)); strings.Contains(got, "detection") {
			t.Errorf("%q gave %q", text, got)
		}
	}
}

func TestPromisesInPassing(t *testing.T) {
	for text, want := range map[string]string{
		"contract test for the basket in CI, I do it, by 2024-06-06":                    "author 2024-06-06 Add contract test for the basket in CI.",
		"expiry probe from outside, I can do that, 2024-06-20":                          "author 2024-06-20 Add expiry probe from outside.",
		"second uplink for plant 3, I'll take it, 2024-07-01":                           "author 2024-07-01 Add second uplink for plant 3.",
		"a spare modem per truck, I take this one, by 2024-06-14":                       "author 2024-06-14 Add a spare modem per truck.",
		"I'll announce the rollout steps to all teams on thursday":                      "author 2024-05-30 Announce the rollout steps to all teams.",
		"I write the texts for the banner on friday":                                    "author 2024-05-31 Write the texts for the banner.",
		"I'll bring options for a second certificate authority, answer by 2024-06-05":   "author 2024-06-05 Bring options for a second certificate authority. [answer]",
		"I compare the two mail providers, written summary by 2024-06-12":               "author 2024-06-12 Compare the two mail providers. [written summary]",
		"I measure the reconnect rate of the app, note by 2024-06-10":                   "author 2024-06-10 Measure the reconnect rate of the app. [note]",
		"I automate the renewal of the relay certificate by 2024-06-28":                 "author 2024-06-28 Automate the renewal of the relay certificate.",
		"alert when the disk is above 80%, so that we see it in time, by 2024-06-10":    "2024-06-10 Add alert when the disk is above 80%, so that the team sees it in time.",
		"limit bulk mail to 200 a minute, then tell partners, by 2024-06-10, me please": "author 2024-06-10 Limit bulk mail to 200 a minute, then tell partners.",
	} {
		fs := Read(statement("prevention | SRE | " + text))
		got := ""
		if len(fs) == 1 && fs[0].Kind == KindAction {
			got = strings.TrimSpace(fs[0].Owner + " " + fs[0].Due.String() + " " + fs[0].Text)
			if fs[0].DoneWhen != "" {
				got += " [" + fs[0].DoneWhen + "]"
			}
		}
		if got != want {
			t.Errorf("%q gave %+v, want %q", text, fs, want)
		}
	}
	for _, text := range []string{
		"need somebody from platform", "need help with that", "needs someone who knows the mailer", "need input from legal", "nobody has time, I think", "I looked at it on thursday", "we met on friday", "that is not my job", "not me, sorry", "the vendor wrote on thursday",
	} {
		if fs := Read(statement("prevention | SRE | " + text)); len(fs) != 0 {
			t.Errorf("%q promises nothing, and gave %+v", text, fs)
		}
	}
}

// TestDayToldInPassing: what one says of another day in passing does not move the times that others tell after it.
func TestDayToldInPassing(t *testing.T) {
	day := time.Date(2026, 1, 15, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ question, before, text, want string }{
		{"today: the crash on thursday. what did people see?", "14th 10:15 release 3 of the api", "I set the flag at 17:30", "2026-01-15"},
		{"what happened when?", "14th 10:15 release 3 of the api", "I set the flag at 17:30", "2026-01-15"},
		{"start on the 14th please. what was normal?", "07:30 the job ran", "08:10 the job ended", "2026-01-14"},
		{"start on the 14th please. what was normal?", "on the 15th at 08:00 the alert fired", "08:10 I saw the alert", "2026-01-15"},
	} {
		fs := Read(Statement{Text: c.text, Question: c.question, Before: []string{c.question, c.before}, Phase: Timeline, Role: "SRE", Day: day, At: day.AddDate(0, 0, 4)})
		if len(fs) != 1 || due.On(fs[0].At).String() != c.want {
			t.Errorf("%q after %q gave %+v, want %s", c.text, c.before, fs, c.want)
		}
	}
}
