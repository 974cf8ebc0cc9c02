package evidence

import (
	"strings"
	"testing"
)

// promisesOf is what a message of Prevention proposes: each action with its owner, its day and what it is done by.
func promisesOf(s Statement) string {
	var out []string
	for _, f := range Read(s) {
		text := f.Text
		if f.Kind != KindAction {
			text = string(f.Kind) + ": " + text
		}
		if f.Owner == OwnerAuthor {
			text += " <me>"
		}
		if !f.Due.IsZero() {
			text += " <" + f.Due.String() + ">"
		}
		if !f.Instead.IsZero() {
			text += " <not " + f.Instead.String() + ">"
		}
		if f.DoneWhen != "" {
			text += " <" + f.DoneWhen + ">"
		}
		out = append(out, text)
	}
	return strings.Join(out, " / ")
}

// TestTaking: what is promised in pieces is one action, and what is no promise is none. It is Tuesday, the 28th of May.
func TestTaking(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"swap out both feeds by hand. me, friday", "Swap out both feeds by hand. <me> <2024-05-31>"},
		{"spoolerd reconnect for good. mine. done: unplug 3 printers, all come back", "Spoolerd reconnect for good. <me> <unplug 3 printers, all come back>"},
		{"forms: the unit is required in the order sheet. me, 7 june", "Forms: the unit is required in the order sheet. <me> <2024-06-07>"},
		{"it broke twice. me, friday", " <me> <2024-05-31>"}, // Nothing to be done is told.
		{"fair point. me, friday", " <me> <2024-05-31>"},
		{"I take that. a second dispatcher on weekends", "Add a second dispatcher on weekends. <me>"},
		{"I take that. and a second dispatcher would be good", " <me>"},
		{"I take that. also a second dispatcher on weekends", " <me>"},
		{"the belt stops by itself at night, and a line in the runbook. me 21st.. no wait I am away. 30th", "The belt stops by itself at night, and a line in the runbook. <me> <2024-05-30>"},
		{"so the 16th rather than the 9th", " <2024-06-16> <not 2024-06-09>"},
		{"friday instead of thursday", " <2024-05-31> <not 2024-05-30>"},
		{"the lease I carry to legal, by friday", "Carry the lease to legal. <me> <2024-05-31>"},
		{"I do not want to be the one", ""},
		{"I would rather not add another alert", ""},
		{"spreadsheet yes, wiki no", ""},
		{"add an alert on the queue, wiki no", "Add an alert on the queue, wiki no."},
		{"open for now, nobody has time", ""},
		{"someone should be able to halt the belt at night", "Let somebody halt the belt at night."},
		{"I ask the vendor for a test account, no date yet", "Ask the vendor for a test account. <me>"},
		{"I add a test account, no login by date", "Add a test account, no login by date. <me>"},
	} {
		if got := promisesOf(statement("prevention | SRE | " + c.text)); got != c.want {
			t.Errorf("%q proposes %q, want %q", c.text, got, c.want)
		}
	}
}

// TestWhoLeadsAsks: whoever leads asks for actions and says what an answer holds; a promise of theirs is one like any other.
func TestWhoLeadsAsks(t *testing.T) {
	for text, want := range map[string]string{
		"now what changes. one owner and one date each":      "",
		"next: alarms, drills, the runbook":                  "",
		"what do we change? one owner, one date each please": "",
		"export the logs please":                             "Export the logs.",
		"I write the runbook for couriers by friday":         "Write the runbook for couriers. <me> <2024-05-31>",
		"action: an alert for the night shift":               "Add an alert for the night shift.",
		"I take that. a second dispatcher on weekends":       "Add a second dispatcher on weekends. <me>",
		"the drill for the night shift, by friday please":    "Do the drill for the night shift. <2024-05-31>",
	} {
		s := statement("prevention | SRE | " + text)
		s.Leads = true
		if got := promisesOf(s); got != want {
			t.Errorf("%q of whoever leads proposes %q, want %q", text, got, want)
		}
	}
	led := statement("prevention | SRE | me, friday")
	led.Before, led.Led = []string{"next: alarms, drills, the runbook"}, []bool{true}
	if got := promisesOf(led); got != "" && strings.Contains(got, "larm") {
		t.Errorf("what whoever leads asked for is no proposal that is taken: %q", got)
	}
}

// TestJests: one word takes a proposal back, and only that.
func TestJests(t *testing.T) {
	for text, want := range map[string]bool{
		"joke": true, "just kidding :)": true, "that was a joke, sorry": true, "jk": true,
		"not a joke": false, "joke or action?": false, "the joke was on the load balancer": false, "no joke, it ran for 3 days": false, "ok": false,
	} {
		if got := Jest(text); got != want {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
	}
}

// TestConcedes: who gives in to a figure begins with it.
func TestConcedes(t *testing.T) {
	for text, want := range map[string]bool{
		"yes, quite right. 14 were hit": true, "right, 14": true, "sorry, 14 it is": true, "ok. 14 then": true, "true": true,
		"yes but 19 were queued": false, "yes, but 19 were queued": false, "right after the deploy 14 were hit": false, "ok?": false, "14 were hit": false,
	} {
		if got := Concedes(text); got != want {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
	}
	if got := strings.Join(Figures("at 14:20 the first 3 of 1,240 orders, then 19 400 and 212"), " "); got != "1240 19 400 212" && got != "1240 19400 212" {
		t.Errorf("figures are %q", got)
	}
}
