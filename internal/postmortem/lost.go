package postmortem

// DecideLost is what is written down of a [GaveUp] where a fault in Guide.Decide leaves
// unknown what should follow from it: that it was not done, for people to see, and that
// nobody waits for it any more.
func DecideLost(_ *Session, in Input) (Decision, error) {
	b := in.Body.(GaveUp)
	lost := Lost{b.Key, "deed", b.Reason}
	switch e := b.Effect.(type) {
	case Whisper, Acquaint:
		return Decision{}, nil // the log is no record of who was spoken to; names are noted nowhere
	case Refresh:
		return Decision{Events: []EventBody{Shown{e.Slot}}}, nil
	case Post:
		lost.What = e.Slot
	case Upload:
		lost.What = e.Slot()
	case CheckTone:
		lost.What = "message"
	case ReadHistory:
		lost.What = "history"
	case CatchUp:
		lost.What = "thread"
		return Decision{Events: []EventBody{lost, Heeded{}}}, nil
	}
	return Decision{Events: []EventBody{lost}}, nil
}
