package tone

import "testing"

// Who is spoken of decides what is said: care is for who speaks of themselves, and
// what somebody did or was this once is no pattern.
func TestWhoIsSpokenOf(t *testing.T) {
	l := NewLocal()
	for _, c := range []struct {
		text string
		want Category
	}{
		{"Ilse should have known better, this was her fault", Blame},
		{"she let the team down", Blame},
		{"this is Ilses fault, she was careless", Blame},
		{"it is Marcos fault that the queue filled", Blame},
		{"Ilse should have cleaned up that folder long ago, that was just careless", Blame},
		{"he was careless with the migration", Blame},
		{"<@U1> should have known better, that was reckless", Blame},
		{"the team was negligent", Blame},
		{"she should have known better", Hindsight},
		{"I told Priya that she should have known better", Hindsight},
		{"I think Marco should have known better", Hindsight},
		{"the vendor should have known better", Hindsight},
		{"Marco should have rotated the key weeks ago", Hindsight},
		{"she is always careless", Absolute},
		{"<@U1> is careless every single time", Absolute},
		{"I should have known better", SelfBlame},
		{"I pushed it without a review, should have known better", SelfBlame},
		{"I should have known better, this was my fault", SelfBlame},
		{"it's all my fault, I can't stop thinking about it", SelfBlame},
		{"can't stop thinking about that night", SelfBlame},
		{"I let everybody down", SelfBlame},
		{"she can't stop thinking about it", ""},
		{"he cannot stop thinking about it since sunday", ""},
		{"the whole team cannot stop thinking about the outage", ""},
		{"they feel terrible about it", ""},
		{"she is burned out since the migration", ""},
		{"it is not that she was careless", ""},
		{"we were careless with the key", ""},
		{"i was careless", ""},
		{"her fault tree analysis is attached", ""},
		{"it wasn't his fault at all", ""},
		{"I don't think this is Ilse's fault", ""},
		{"that one is on me", ""},
	} {
		if r, _ := l.Check(t.Context(), Message{Text: c.text}); r.Category != c.want {
			t.Errorf("%q is taken for %q, want %q", c.text, r.Category, c.want)
		}
	}
}
