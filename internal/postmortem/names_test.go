package postmortem

import "testing"

// A name that is typed, in whatever way something gets into the review, stands there as the seat that is recorded.
func TestTypedNamesBecomeSeats(t *testing.T) {
	s := newStage(t)
	for _, line := range []string{
		"10:00 ana /start the disk outage",
		"10:00 bo: hello", "10:00 sam: hello", "10:00 di: hello", "10:00 aro: hello",
		"10:01 ana /next",
		"10:02 bo /add timeline 09:30 UTC nothing was known",
	} {
		s.play(line)
	}
	for in, want := range map[string]string{
		"we called Sam. Sam knew it":                 "We called the database engineer. The database engineer knew it.",
		"Aro's shell, sam’s shell":                   "The network engineer's shell, the database engineer’s shell.",
		"di told Ana":                                "Di told the review lead.",
		"Di told <@UBO> and Bo":                      "A participant told the on-call engineer and another on-call engineer.",
		"sam-prod-01, `sam` and https://sam.example": "Sam-prod-01, `sam` and https://sam.example.",
		"Cy was away":                                "Cy was away.", // who is not known to the review
		"<https://x.example/sam|the graph> of Sam":   "the graph of the database engineer",
	} {
		s.play("10:03 bo /reword E1 " + in)
		if got := s.s.Text("E1"); got != want && got != sentence(want) {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
	s.s.People["UDI"] = Person{ID: "UDI", Name: "Sam D.", RealName: "Dinah Dee"}
	if got := s.s.plain("Sam, dinah and UBO"); got != "a participant, another participant and UBO" {
		t.Errorf("%q", got)
	}
	s.s.People["UDI"] = Person{ID: "UDI", Name: "Sam D.", Role: "database engineer"}
	if got := s.s.plain("we asked Sam"); got != "we asked the database engineer" {
		t.Errorf("one seat of two people: %q", got)
	}
}
