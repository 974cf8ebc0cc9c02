package facilitator

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/store"
)

// A fault is a bug that showed itself while one input or item was worked on. It
// ends nothing else: the store has rolled back, and the other reviews go on.
type fault struct {
	what  string
	stack []byte
}

func (e fault) Error() string { return "a fault in " + e.what }

// decide is Guide.Decide with a net under it.
func (f *Facilitator) decide(s *postmortem.Session, in postmortem.Input) (d postmortem.Decision, err error) {
	defer f.net(fmt.Sprintf("deciding on %T", in.Body), &err)
	return f.c.Guide.Decide(s, in)
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

// tryItem is do, for an item whose result the program cannot take in: it is put
// aside for an hour, and its lane with it, rather than tried again at once.
func (f *Facilitator) tryItem(ctx context.Context, i store.Item) error {
	err := f.do(ctx, i)
	if !isFault(err) {
		return err
	}
	i.NotBefore = f.c.Clock.Now().Add(time.Hour)
	return f.c.Store.Note(i)
}
