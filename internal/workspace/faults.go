package workspace

import (
	"math/rand/v2"
	"slices"
	"time"
)

// FaultKind is a way in which a call goes wrong.
type FaultKind string

// The ways in which a call goes wrong.
const (
	RateLimited FaultKind = "rate_limited" // 429 before anything is applied, with Retry-After if set
	ServerError FaultKind = "server_error" // 5xx before anything is applied
	LostAnswer  FaultKind = "lost_answer"  // applied, then the connection is cut
	Refuse      FaultKind = "refuse"       // ok:false with Code before anything is applied
	Slow        FaultKind = "slow"         // applied and answered only after Delay, even if the caller has left
	Timeout     FaultKind = "timeout"      // neither applied nor answered, until the caller leaves
	Revoked     FaultKind = "revoked"      // token_revoked from now on, and the tokens_revoked event
)

// Fault makes calls of one method misbehave.
type Fault struct {
	Method     string // empty: every method
	Times      int    // how many calls it strikes; 0: all until cleared
	Percent    int    // of the calls, by chance; 0: every call
	Seed       uint64 // of that chance: the same calls in the same order meet the same faults
	Kind       FaultKind
	Status     int           // of ServerError; 0: 500
	Code       string        // of Refuse
	RetryAfter int           // seconds, of RateLimited; 0: no header
	Delay      time.Duration // of Slow, and before the cut of LostAnswer, on the workspace's clock
}

// Fault sets a fault; clear takes it away. Clearing Revoked makes the token valid
// again.
func (w *Workspace) Fault(f Fault) (clear func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	set := &fault{Fault: f, left: f.Times, chance: rand.New(rand.NewPCG(f.Seed, 0xfa17))}
	if f.Times == 0 {
		set.left = -1
	}
	w.faults = append(w.faults, set)
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.faults = slices.DeleteFunc(w.faults, func(o *fault) bool { return o == set })
		if f.Kind == Revoked {
			w.revoked = false
		}
	}
}

// A fault is one that is set.
type fault struct {
	Fault
	left   int // calls that it still strikes; negative: all
	chance *rand.Rand
}

func (f *fault) status() int {
	if f.Status == 0 {
		return 500
	}
	return f.Status
}

// strike finds the fault that a call of a method meets, and uses it up. The one
// that was set first comes first.
func (w *Workspace) strike(name string) *fault {
	for _, f := range w.faults {
		if f.Method != "" && f.Method != name || f.left == 0 {
			continue
		}
		if f.Percent > 0 && f.chance.IntN(100) >= f.Percent {
			continue
		}
		f.left--
		if f.Kind == Revoked {
			w.revoked = true
			w.emitAnywhere(nil, "tokens_revoked", object{
				"type": "tokens_revoked", "tokens": object{"oauth": []string{}, "bot": []string{w.cred.BotUserID}},
			})
			f.left = 0
			return &fault{Fault: Fault{Kind: Refuse, Code: "token_revoked"}}
		}
		return f
	}
	return nil
}
