package facilitator

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/store"
)

// A fault is a bug that showed itself while one input, tick or item was worked on. It
// ends nothing else: the store has rolled back, and the other reviews go on. An input
// is offered again, a tick comes again, an item is tried again a few times; a post is
// looked for before, and a whisper not repeated.
type fault struct {
	what  string
	stack []byte
}

func (e fault) Error() string { return "a fault in " + e.what }

// decide is Guide.Decide with a net of its own: a panic must not look like the store's.
func (f *Facilitator) decide(s *postmortem.Session, in postmortem.Input) (d postmortem.Decision, err error) {
	defer f.net(fmt.Sprintf("deciding on %T", in.Body), &err)
	return f.decision(s, in)
}

// net turns a panic into a fault. What was being said is not logged: a panic's
// own words may hold it.
func (f *Facilitator) net(what string, err *error) {
	if recover() == nil {
		return
	}
	bug := fault{what, debug.Stack()}
	f.c.Log.Error("a fault", "what", what, "stack", string(bug.stack))
	*err = bug
}

func isFault(err error) bool {
	_, ok := errors.AsType[fault](err)
	return ok
}

// mostFaults is how many faults an item is worth: a bug that showed itself so often
// will again, and others wait behind it.
const mostFaults = 3

// tryItem is do, and deals with a fault in it. What is known of an attempt stays: it
// may have been made, so it is settled like any other before it is made again.
func (f *Facilitator) tryItem(ctx context.Context, i store.Item) error {
	err := f.do(ctx, &i)
	if !isFault(err) {
		return err
	}
	if i.Faults++; i.Faults >= mostFaults {
		return f.giveUp(i, f.say("our_fault", nil))
	}
	i.NotBefore = f.c.Clock.Now().Add(backoff(i.Faults))
	return f.c.Store.Note(i)
}
