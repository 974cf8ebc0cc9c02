package evidence

// ForHarmed reports whether an action is a word to those who were harmed ("tell the customers that …"): it is about what
// happened to them, and about no cause. What shall happen by itself, or each time, is about how they are told.
func ForHarmed(action string) bool {
	ts := actionTokens(action)
	if len(ts) == 0 || hasAny(ts, "automatically automatic always every each whenever when template templates policy process alert alerts page pages") {
		return false
	}
	switch first := ts[0].low; {
	case oneOf(first, "tell inform notify apologise apologize email mail thank answer refund compensate credit reimburse"),
		oneOf(first, "write reply speak talk get reach"), oneOf(first, "send post publish"):
		return hasAny(ts, "customer customers user users client clients partner partners merchant merchants seller sellers buyer buyers subscriber subscribers member members reader readers patient patients passenger passengers author authors reporter reporters")
	}
	return false
}
