package due

import "fmt"

// A Reason says why a phrase was refused.
type Reason string

// The reasons.
const (
	NotUnderstood Reason = "not understood"
	Ambiguous     Reason = "ambiguous"
	Impossible    Reason = "impossible"
	Past          Reason = "past"
)

// A Refusal is the error of Parse. Its text is one plain sentence that says what to write instead.
type Refusal struct {
	Reason Reason
	say    string
}

// Error returns the sentence.
func (r *Refusal) Error() string { return r.say }

func refuse(why Reason, format string, args ...any) *Refusal {
	return &Refusal{Reason: why, say: fmt.Sprintf(format, args...)}
}
