package postmortem

import "testing"

// What was only offered to somebody is not theirs when it is taken up again.
func TestAnOfferThatWasDroppedIsNobodys(t *testing.T) {
	st := newStage(t)
	st.play("10:00 ana /start the checkout outage")
	st.give(cast["bo"], Add{Kind: Action, Text: "Alert on the queue", Owner: cast["cy"].ID})
	st.play("10:03 ana /drop E1 it is switched off in May")
	st.play("10:04 ana /reopen E1")
	e, ok := st.s.Entry("E1")
	if !ok || e.Kind != Action || e.Action != Offered {
		t.Fatalf("%+v", e)
	}
	if e.Owner != "" {
		t.Errorf("it is %s's, who never took it", e.Owner)
	}
}

// Of what was left out nothing stays when the review ends, neither its sentence nor
// what was said about it.
func TestNothingStaysOfWhatWasLeftOut(t *testing.T) {
	st := newStage(t)
	for _, line := range []string{
		"10:00 ana /start the checkout outage", "10:01 bo /add action alert on the queue, done when it fires in a drill", "10:02 ana /drop E1 it is switched off in May",
		"10:03 bo /leaveout E1", "10:05 ana /finish",
	} {
		st.play(line)
	}
	for key := range st.s.Texts {
		if key == "E1" || key == "E1/done" || key == "E1/why" {
			t.Errorf("%s is still kept", key)
		}
	}
}
