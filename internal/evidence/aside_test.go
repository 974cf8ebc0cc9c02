package evidence

import (
	"strings"
	"testing"
	"time"
)

func TestCorrectedTimes(t *testing.T) {
	for text, want := range map[string]string{
		"not 08:18 UTC, the failover finished at 08:24":                                  "14T08:24: The failover finished, not 08:18 UTC.",
		"the certificate expired at 08:24, not 08:18":                                    "14T08:24: The certificate expired at 08:24, not 08:18.",
		"it was not 08:18, the queue was full at 08:02":                                  "14T08:02: The queue was full, not 08:18.",
		"no, 08:18 is only the mail. the certificate expired at 08:00":                   "14T08:00: The certificate expired, 08:18 was only the mail.",
		"14:31 is when the bank's page said so. our payments broke at 14:17":             "14T14:17: The team's payments broke, 14:31 was when the bank's page said so.",
		"14:31 was when the alert came, the pool was full at 14:12":                      "14T14:12: The pool was full, 14:31 was when the alert came.",
		"06:10 is when support opened. the first device went offline at 05:48":           "14T05:48: The first device went offline, 06:10 was when support opened.",
		"11:05 was only the second restart; the proxy was restarted at 10:58":            "14T10:58: The proxy was restarted, 11:05 was only the second restart.",
		"not at 23:10, the mailbox was full at 22:40":                                    "14T22:40: The mailbox was full, not at 23:10.",
		"16:00 UTC is what the vendor wrote. the switch rebooted at 15:52 UTC":           "14T15:52: The switch rebooted, 16:00 UTC was what the vendor wrote.",
		"I restarted the printer at 09:12, not 09:20":                                    "14T09:12: The DBA restarted the printer at 09:12, not 09:20.",
		"07:30 is when they told us, the store pulled the app at 06:55, after a warning": "14T06:55: The store pulled the app, after a warning, 07:30 was when they told the team.",
	} {
		got := findings(Read(statement("timeline | DBA | " + text)))
		if len(got) != 1 || !strings.HasSuffix(got[0], want) {
			t.Errorf("%q gave %q, want %q", text, got, want)
		}
	}
	for _, text := range []string{
		"sorry, 02:10 not 02:20", "it was not 08:18, it was 08:24", "14:00 was when their dashboard showed it", "not 08:18", "08:18 is what the mail says",
		"the mail says 08:18", "it was 08:24", "08:18 or 08:24", "not at 10:00 but at 11:00", "09:00 is the standup",
	} {
		if got := findings(Read(statement("timeline | DBA | " + text))); len(got) != 0 {
			t.Errorf("%q tells no event, and gave %q", text, got)
		}
	}
	for text, want := range map[string]int{
		"14:02 the replica was behind, 14:09 the standby was promoted": 2,
		"14:02 was the deploy, 14:09 the first alert fired":            1,
		"from 14:02 to 14:09 the queue was full, not before":           1,
		"the queue was full at 14:02 and at 14:09 it was not":          1,
		"at 14:02 the pool was not full, at 14:09 it was":              1,
		"14:02 the vendor said no, 14:09 we switched to the other":     2,
	} {
		if got := findings(Read(statement("timeline | DBA | " + text))); len(got) != want {
			t.Errorf("%q gave %q, want %d", text, got, want)
		}
	}
}

// TestRebuttals: somebody takes up another's time and gives one of their own.
func TestRebuttals(t *testing.T) {
	day := time.Date(2024, 5, 14, 0, 0, 0, 0, time.UTC)
	when := func(s string) time.Time {
		c, _ := readClock(s)
		return day.Add(time.Duration(c.Hour())*time.Hour + time.Duration(c.Minute())*time.Minute)
	}
	review := day.AddDate(0, 0, 2)
	pair := func(at, text, at2, text2 string) []Account {
		return []Account{{ID: "a", At: when(at), Text: text, Author: "x", Written: review},
			{ID: "b", At: when(at2), Text: text2, Author: "y", Written: review.Add(time.Minute)}}
	}
	for _, in := range [][]Account{
		pair("21:31", "The provider went down.", "21:17", "The team's three uploads broke, 21:31 was when their status page said so."),
		pair("08:18", "The certificate ran out.", "08:00", "The mail gateway refused logins, 08:18 was only the mail."),
		pair("10:40", "The pool was exhausted.", "10:22", "First timeouts on checkout, 10:40 was the alert."),
		pair("06:10", "The devices lost the network.", "05:48", "The first scanner was offline, 06:10 was when support opened."),
		pair("14:31", "The bank had an outage.", "14:17", "Card payments came back empty, 14:31 was what their page said."),
		pair("09:20", "The printer was restarted.", "09:12", "The queue moved again, not 09:20."),
		pair("23:10", "The app crashed on start.", "22:40", "The flag was switched on, not at 23:10."),
		pair("12:00", "The switch rebooted.", "11:52", "The uplink flapped, 12:00 UTC was when the vendor wrote."),
		pair("16:05", "The broker ran out of disk.", "15:50", "Consumers stopped, 16:05 was the page."),
		pair("03:30", "The backup filled the volume.", "02:55", "Writes were refused, 03:30 was when the DBA looked."),
	} {
		if got := Conflicts(in); len(got) != 1 || len(got[0].Accounts) != 2 {
			t.Errorf("%q and %q: found %+v", in[0].Text, in[1].Text, got)
		}
	}
	same := pair("08:18", "The certificate ran out.", "08:00", "The gateway refused logins, 08:18 was only the mail.")
	same[1].Author = "x"
	late := pair("08:18", "The certificate ran out.", "08:00", "The gateway refused logins, 08:18 was only the mail.")
	late[1].Written = review.Add(time.Hour)
	record := pair("08:18", "The certificate ran out.", "08:00", "The gateway refused logins, 08:18 was only the mail.")
	record[0].Written = when("08:19")
	for _, in := range [][]Account{
		same, late, record,
		pair("08:18", "The certificate ran out.", "08:00", "The gateway refused logins until 08:18."),
		pair("08:18", "The certificate ran out.", "08:00", "The gateway refused logins, 08:30 was only the mail."),
		pair("08:18", "The certificate ran out.", "08:00", "The gateway refused logins, and 08:18 the mail came."),
		pair("08:18", "The certificate ran out.", "08:18", "08:18 was when the mail came."),
		pair("08:18", "The certificate ran out.", "", "08:18 was only the mail."),
		pair("08:18", "The certificate ran out.", "13:00", "The gateway refused logins, 08:18 was only the mail."),
		pair("08:18", "The certificate ran out.", "08:00", "The gateway refused logins, 17 hosts, not 18."),
		pair("", "The certificate ran out.", "08:00", "The gateway refused logins, not 08:18."),
	} {
		if got := Conflicts(in); len(got) != 0 {
			t.Errorf("%q and %q: found %+v, want none", in[0].Text, in[1].Text, got)
		}
	}
}
