package tone

import (
	"context"
	"sync"
)

// flights lets several who ask the same at the same time wait for one answer.
// The zero value is ready.
type flights struct {
	mu    sync.Mutex
	under map[key]*flight
}

type flight struct {
	landed chan struct{}
	report Report
	ok     bool
}

// share returns what ask returns, of its own call or of one under way.
func (fs *flights) share(ctx context.Context, k key, ask func() (Report, bool)) (Report, bool) {
	fs.mu.Lock()
	if f, ok := fs.under[k]; ok {
		fs.mu.Unlock()
		select {
		case <-f.landed:
			return f.report, f.ok
		case <-ctx.Done():
			return Report{}, false
		}
	}
	if fs.under == nil {
		fs.under = make(map[key]*flight)
	}
	f := &flight{landed: make(chan struct{})}
	fs.under[k] = f
	fs.mu.Unlock()
	defer func() {
		fs.mu.Lock()
		delete(fs.under, k)
		fs.mu.Unlock()
		close(f.landed)
	}()
	f.report, f.ok = ask()
	return f.report, f.ok
}
