package workspace

import "time"

// FaultKind is a way in which a call goes wrong.
type FaultKind string

// The ways in which a call goes wrong.
const (
	RateLimited FaultKind = "rate_limited" // 429 before anything is applied, with Retry-After if set
	ServerError FaultKind = "server_error" // 5xx before anything is applied
	LostAnswer  FaultKind = "lost_answer"  // applied, then the connection is cut
	Refuse      FaultKind = "refuse"       // ok:false with Code before anything is applied
	Slow        FaultKind = "slow"         // applied and answered only after Delay, even if the caller has left
	Revoked     FaultKind = "revoked"      // token_revoked from now on, and the tokens_revoked event
)

// Fault makes calls of one method misbehave.
type Fault struct {
	Method     string // empty: every method
	Times      int    // how many calls; 0: all until cleared
	Kind       FaultKind
	Status     int           // of ServerError; 0: 500
	Code       string        // of Refuse
	RetryAfter int           // seconds, of RateLimited; 0: no header
	Delay      time.Duration // of Slow, and before the cut of LostAnswer, on the workspace's clock
}

// Fault sets a fault; clear takes it away.
func (w *Workspace) Fault(f Fault) (clear func()) { return func() {} }

// Disconnect sends a disconnect frame to every socket: "warning",
// "refresh_requested" (which also closes), or "link_disabled".
func (w *Workspace) Disconnect(reason string) {}

// Cut closes every socket without a word.
func (w *Workspace) Cut() {}

// Mute makes the open sockets take deliveries and never pass them on, like a
// half-open connection, until they are closed.
func (w *Workspace) Mute() {}
