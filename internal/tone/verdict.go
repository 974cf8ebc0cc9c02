package tone

import (
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
