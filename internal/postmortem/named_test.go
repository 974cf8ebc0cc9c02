package postmortem

import (
	"strings"
	"testing"
)

// What is still open names the entries it is asked of, up to three, and the log holds
// none of their words.
func TestWhatIsOpenIsNamed(t *testing.T) {
	s := newStage(t)
	for _, line := range []string{
		"10:00 ana /start the checkout outage",
		"10:01 ana /next",
		"10:02 bo /add timeline We decided to wait & see",
		"10:02 bo /add timeline We decided to restart the queue",
		"10:02 bo /add timeline We decided to call the vendor",
		"10:02 bo /add timeline We decided to tell the customers",
	} {
		s.play(line)
	}
	c, ok := s.s.criterion("T3")
	if !ok || c.State != GateOpen {
		t.Fatalf("T3 is %s", c.State)
	}
	want := "a time for 4 entries, or that nobody knows it (“We decided to wait &amp; see”, “We decided to restart the queue”, “We decided to call the vendor”, and one more)"
	if got := s.s.named(s.g.Words, c); got != strings.Replace(want, "one more", "1 more", 1) {
		t.Errorf("%q", got)
	}
	if board := s.g.Render(s.s, SlotBoard(Timeline)).Plain(); !strings.Contains(board, "(“We decided to wait &amp; see”, ") {
		t.Errorf("the board does not name them:\n%s", board)
	}
	s.play("10:03 ana /next")
	for _, e := range s.log {
		if b, err := e.MarshalJSON(); err != nil || strings.Contains(string(b), "call the vendor") {
			t.Errorf("the log holds words: %s, %v", b, err)
		}
	}
	s.play("10:04 ana /backto timeline")
	s.play("10:04 ana /waive T3 the logs are gone")
	s.play("10:05 bo /add timeline We decided to go home")
	c, _ = s.s.criterion("T3")
	if got := s.s.named(s.g.Words, c); !strings.HasSuffix(got, "(“We decided to go home”)") {
		t.Errorf("what was left open is named again: %q", got)
	}
}
