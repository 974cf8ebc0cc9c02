package postmortem

// warm tells the facilitator, without author, words or category, what a message of the
// highest severity may need: once that a person may have to see to it, where it threatens
// somebody or is hostile, and at the second of them that a pause may help. What falls
// due together is said together. Of their own words they hear as an author does.
func (t *turn) warm(author, category string) {
	p := t.private()
	p.Hot++
	if p.Authors[t.s.Facilitator].Muted {
		return
	}
	var parts []Part
	if harm := category == "threat" || category == "hostile"; harm && !p.Called && author != t.s.Facilitator {
		p.Called = true
		parts = append(parts, Part{Kind: Body, Text: t.g.Words.Say("person", map[string]any{"contact": t.g.Contact})})
	}
	if p.Hot == 2 {
		parts = append(parts, Part{Kind: Body, Text: t.g.Words.Say("temperature", nil)})
	}
	if len(parts) > 0 {
		t.event(Whispered{})
		t.whisperTo(t.s.Facilitator, append(parts, Part{Kind: Quiet, Text: t.g.Words.Say("only_you", nil)})...)
	}
}
