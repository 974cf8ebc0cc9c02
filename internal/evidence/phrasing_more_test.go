package evidence

import (
	"strings"
	"testing"
)

// TestShapesOfTelling: ways to say something that name no word of their own, in fresh sentences, and what is none of them.
func TestShapesOfTelling(t *testing.T) {
	for _, c := range []struct {
		phase, want string
		texts       []string
	}{
		{"opening", "impact", []string{
			"scanning and picking went on the whole time", "card payments kept on working as usual", "the web shop stayed up", "calls carried on as normal", "deliveries from plant 2 never stopped",
			"bank transfers went on as usual", "the old app ran on", "mail inside the company went on", "the other two lines kept on printing labels", "reads never stopped for partners",
			"the lab interface was not touched, it uses fixed addresses", "220 appointments were typed in later",
		}},
		{"opening", "detection", []string{
			"we only learned it from the floor", "we heard of it from a partner", "we found out through the forum at 09:12", "support learned of it from the drivers", "we learned it from our own customers at 08:00",
			"we heard from outside first, at 06:12", "we knew it from the phone", "we heard it through the account manager", "support heard it from the shops", "we learned of it from the press",
		}},
		{"prevention", "action", []string{
			"on-call needs sudo on the broker hosts again", "the probe needs to check the expiry from outside", "support needs a number at night for the vendor", "the relay certificate needs an owner on the team", "the store release needs a second approval step",
			"the mail gateway needs its own queue", "each truck needs a spare modem", "the ups needs a battery test every month", "finance needs access to the bank portal", "the pool needs a limit",
		}},
		{"root_cause", "cause", []string{
			"logs and queue data share one partition on the hosts", "the app and the api disagree on the default", "mail and calendar depend on the same certificate", "both switches and the router draw power from one ups",
			"the sites have no number for IT at night", "the vendor has no desk on sundays", "support has no view of the queue", "the terminals have no second sim card", "the print service trusts the broker to deliver once", "the parser treats null as zero",
		}},
		{"remedy", "remedy/communication", []string{
			"all site managers were called by 07:00", "drivers were texted at once", "partners got a mail and were called", "all stores were told by phone", "members were informed on the status page",
			"the merchants were called one by one", "staff were told by phone", "customers were mailed on friday", "everybody was told by 10:00", "users were informed in the app", "I wrote to the clinics on wednesday", "we spoke to the schools by phone",
		}},
	} {
		for _, text := range c.texts {
			if got := kindsOf(statement(c.phase + " | SRE | " + text)); !strings.Contains(got, c.want) {
				t.Errorf("%s: %q gave %q, want %q", c.phase, text, got, c.want)
			}
		}
	}
	for _, c := range []struct {
		phase, not string
		texts      []string
	}{
		{"opening", "impact", []string{
			"the talk went on the whole time", "we carried on", "I never stopped", "let us carry on", "the whole time I was in a train", "it went on", "business as usual", "as usual", "we stayed up until three", "this kept on and on",
		}},
		{"opening", "detection", []string{
			"we learned a lot from this", "I heard a noise", "we found it", "I knew it", "we learned nothing new", "from the floor up", "we heard you", "learning is good", "through the night", "I found my keys",
		}},
		{"prevention", "action", []string{
			"he needs a break", "that needs a decision", "nobody needs a second server", "it needs time", "they need a rest", "she needs it", "what needs doing?", "no team needs the queue", "who needs the graph?", "you need a pause",
		}},
		{"root_cause", "cause", []string{
			"we have no idea", "I have no problem with the queue", "they had no answer", "we have no more questions", "I have no opinion on the switch", "nobody has a clue", "she has no time", "we had no choice", "and so on", "the team and me",
		}},
		{"remedy", "remedy/communication", []string{
			"I called it a day", "the vendor was called into the room", "the queue called for it", "everybody was tired", "the job called the api twice", "staff went home", "the site was slow", "users could not log in", "the meeting was called off", "sites are fine",
		}},
	} {
		for _, text := range c.texts {
			if got := kindsOf(statement(c.phase + " | SRE | " + text)); strings.Contains(got, c.not) {
				t.Errorf("%s: %q gave %q", c.phase, text, got)
			}
		}
	}
}

func TestOnesOwnTail(t *testing.T) {
	for text, want := range map[string]string{
		"separate partition for logs on all broker hosts, I have it done by 2024-06-27":      "Separate partition for logs on all broker hosts.",
		"a card with the night number at every line, I print them this week":                 "Print a card with the night number at every line.",
		"remove the second relay, I will do it myself":                                       "Remove the second relay.",
		"new battery for each scanner, I order them today":                                   "",
		"a test for the expired chain, I write it by 2024-06-14":                             "Write a test for the expired chain.",
		"alert on the age of the oldest mail, I can add that next week":                      "Alert on the age of the oldest mail.",
		"shorten the session timeout, I set it":                                              "Shorten the session timeout.",
		"limit the bulk jobs, I think it helps":                                              "-",
		"replace the core switch, I hope it arrives":                                         "-",
		"raise the quota, I know it is late":                                                 "-",
		"check the fuse in rack 4, I want it to be safe":                                     "-",
		"document the failover, I read it twice and it was fine":                             "-",
		"move the queue to the new host, I saw it crash and I like it less than the old one": "-",
	} {
		fs := Read(statement("prevention | SRE | " + text))
		owned := len(fs) == 1 && fs[0].Owner == OwnerAuthor
		switch want {
		case "":
		case "-":
			if owned {
				t.Errorf("%q promises nothing, and gave %+v", text, fs)
			}
		default:
			if !owned || fs[0].Text != want {
				t.Errorf("%q gave %+v, want %q", text, fs, want)
			}
		}
	}
}
