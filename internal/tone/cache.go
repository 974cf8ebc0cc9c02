package tone

import (
	"context"
	"crypto/sha256"
	"sync"
	"time"
)

// How long and how many verdicts are remembered.
const (
	remembered   = 24 * time.Hour
	mostVerdicts = 4096
)

// A key stands for a message and what it was judged by.
type key [sha256.Size]byte

// A verdict is what of a Report may be remembered: no text, neither the
// message's nor a wording made of it. A message can be deleted, and nothing is
// to remember it then.
type verdict struct {
	flag       bool
	category   Category
	severity   Severity
	span       [2]int
	confidence float64
}

func verdictOf(r Report) verdict {
	return verdict{r.Flag, r.Category, r.Severity, r.Span, r.Confidence}
}

func (v verdict) report() Report {
	r := Report{Flag: v.flag, Category: v.category, Severity: v.severity, Span: v.span, Confidence: v.confidence, By: ByModel}
	if v.flag {
		r.Reason = reasons[v.category]
	}
	return r
}

// verdicts remembers what was judged lately. The zero value is ready.
type verdicts struct {
	mu    sync.Mutex
	held  map[key]verdict
	order []dated // oldest first
}

type dated struct {
	key key
	at  time.Time
}

func (vs *verdicts) at(k key, now time.Time) (verdict, bool) {
	vs.mu.Lock()
	defer vs.mu.Unlock()
	vs.forget(now)
	v, ok := vs.held[k]
	return v, ok
}

func (vs *verdicts) put(k key, v verdict, now time.Time) {
	vs.mu.Lock()
	defer vs.mu.Unlock()
	if vs.held == nil {
		vs.held = make(map[key]verdict)
	}
	if _, ok := vs.held[k]; !ok {
		vs.order = append(vs.order, dated{k, now})
	}
	vs.held[k] = v
	vs.forget(now)
}

// forget drops what is too old or too much.
func (vs *verdicts) forget(now time.Time) {
	n := max(0, len(vs.order)-mostVerdicts)
	for n < len(vs.order) && now.Sub(vs.order[n].at) > remembered {
		n++
	}
	for _, d := range vs.order[:n] {
		delete(vs.held, d.key)
	}
	vs.order = vs.order[n:]
}

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

// Counts are what has become of the questions put to a model.
type Counts struct {
	Asked    int // questions, a repair not counted again
	Cached   int // answered from memory instead
	Repaired int // answered in the right form at the second attempt
	Unusable int // answered in a wrong form twice
	Failed   int // not answered: why is the endpoint's business
	Reworded int // wordings that were not offered, since they did not hold
}

type tally struct {
	mu  sync.Mutex
	now Counts
}

func (t *tally) add(c Counts) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := &t.now
	n.Asked, n.Cached, n.Repaired = n.Asked+c.Asked, n.Cached+c.Cached, n.Repaired+c.Repaired
	n.Unusable, n.Failed, n.Reworded = n.Unusable+c.Unusable, n.Failed+c.Failed, n.Reworded+c.Reworded
}

func (t *tally) counts() Counts {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.now
}
