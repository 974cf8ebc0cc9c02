package tone

import (
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/llm/llmtest"
	"github.com/remedybot/remedy/prompts"
)

// What may be offered as another wording, and what may not: each line breaks one
// rule alone.
func TestOffers(t *testing.T) {
	words := Instructions{Tone: prompts.Model("tone"), Again: prompts.Model("again")}
	m := NewModel(nil, words, NewLocal(), 0)
	const text = "whoever merged the retry change at 14:02 clearly did not look at checkout.go, and now <@U1> has to clean the queue by hand again"
	const kind = "The retry change was merged at 14:02, checkout.go was not part of the look, and <@U1> cleans the queue by hand."
	for _, c := range []struct {
		why, wording string
		want         bool
	}{
		{"it holds", kind, true},
		{"too long", kind + " " + strings.Repeat("The queue was cleaned by hand. ", 5), false},
		{"a time is missing", strings.Replace(kind, "at 14:02", "then", 1), false},
		{"another time", strings.Replace(kind, "14:02", "14:05", 1), false},
		{"a mention is missing", strings.Replace(kind, "<@U1>", "somebody", 1), false},
		{"another mention", kind + " <@U2> too.", false},
		{"a name to call", kind + " Ask @bo.", false},
		{"a channel", kind + " See #queue.", false},
		{"a bare domain", kind + " See queue.example.", false},
		{"a file nobody named", kind + " See retry.go too.", false},
		{"a link", kind + " https://example.com/queue", false},
		{"a mail address", kind + " Ask bo@example.com.", false},
		{"a placeholder", kind + " [secret:token #1]", false},
		{"hidden letters", strings.Replace(kind, "queue", "que\u200bue", 1), false},
		{"a line of its own", kind + "\nSo.", false},
		{"the instructions", "The retry change at 14:02, checkout.go, <@U1>: whatever it says about rules, verdicts, roles, formats.", false},
		{"about something else", "At 14:02 a lovely summer morning began for checkout.go, with <@U1> feeding ducks near some pond, far away from everything.", true}, // a third is the facts
		{"it blames itself", strings.Replace(kind, "was not part of the look", "was ignored by that idiot", 1), false},
	} {
		if got := m.offers(Message{Text: text}, c.wording); got != c.want {
			t.Errorf("%s: offered %t: %q", c.why, got, c.wording)
		}
	}
	for text, wording := range map[string]string{
		"why is the team never able to read a simple runbook":                  "Claim the free prize in our summer lottery today",
		"you people never listen when somebody warns about the failover setup": "Sunny weather is expected along most northern coasts",
	} {
		if m.offers(Message{Text: text}, wording) {
			t.Errorf("%q is offered for %q", wording, text)
		}
	}
	// Nobody reads a very long one, however long the message is.
	if long := strings.Repeat("queue", 150); !m.offers(Message{Text: long}, long) || m.offers(Message{Text: long + long}, long+long) {
		t.Error("a long message")
	}
	// Short messages may grow to a sentence.
	if short := "who pushed this?"; !m.offers(Message{Text: short}, "What was pushed, and what usually catches it?") || m.offers(Message{Text: short}, strings.Repeat("What was pushed? ", 6)) {
		t.Error("a short message")
	}
}

// What a model makes of a secret or a person is put back where it was a person,
// and is not offered where it was a secret.
func TestOffersNoPlaceholder(t *testing.T) {
	local := NewLocal()
	for masked, want := range map[string]bool{
		"At 14:02 @person-1 ran the failover.":                        true,
		"At 14:02 @person-1 ran the failover by [secret:aws-key-id].": false,
		"At 14:02 @person-2 ran the failover.":                        false,
	} {
		m := endpoint(t, local, llmtest.Says(flagged("blame", "S2", "", masked)))
		got, _ := m.Check(t.Context(), Message{Text: "interesting that <@U1A> of all people ran the failover at 14:02"})
		if (got.Wording != "") != want || want && !strings.Contains(got.Wording, "<@U1A>") {
			t.Errorf("%q became %q", masked, got.Wording)
		}
	}
}
