package report

import (
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/postmortem"
)

// Beside a sentence stands the message behind it, but for one of another channel, and one that is not fit to be shown.
func TestShownMessages(t *testing.T) {
	s := clean()
	s.Place.Channel = channel
	all := func(o Options) (texts string) {
		for _, l := range Build(s, o).page(true).Sources {
			texts += l.Text + "\n"
		}
		return texts
	}
	const marked = "a word that nobody should read twice"
	ref := s.Entries[0].Sources[0]
	s.Texts[ref.Key()] += " " + marked
	o := options()
	if !strings.Contains(all(o), marked) {
		t.Fatal("no message is shown")
	}
	o.Shown = func(text string) bool { return !strings.Contains(text, marked) }
	if got := all(o); strings.Contains(got, marked) || strings.TrimSpace(got) == "" {
		t.Error("what is not fit to be shown is, or nothing is")
	}
	o.Shown = nil
	s.Publication.Amended = append(s.Publication.Amended, postmortem.Amendment{Entry: s.Entries[0].ID, How: postmortem.HowExposed, By: s.Messages[ref].Author})
	if got := all(o); strings.Contains(got, marked) || strings.TrimSpace(got) == "" {
		t.Error("what its author has put in other words is shown, or nothing is")
	}
	s.Place = postmortem.Place{Channel: "C0OTHER"}
	if got := strings.TrimSpace(all(o)); got != "" {
		t.Errorf("messages of another channel are shown: %q", got)
	}
}
