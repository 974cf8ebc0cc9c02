package main

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/tone"
)

// A meter passes questions on and keeps what they took.
type meter struct {
	ask   tone.Asker
	model *tone.Model

	took      []time.Duration
	in, out   int
	estimated bool
	failures  map[llm.Reason]int
	rungs     map[string]int
}

// Complete is a tone.Asker.
func (m *meter) Complete(ctx context.Context, r llm.Request) (llm.Answer, error) {
	began := time.Now()
	a, err := m.ask.Complete(ctx, r)
	m.in, m.out, m.estimated = m.in+a.In, m.out+a.Out, m.estimated || a.Estimated
	if m.failures == nil {
		m.failures, m.rungs = map[llm.Reason]int{}, map[string]int{}
	}
	if e, ok := errors.AsType[*llm.Error](err); ok {
		m.failures[e.Reason]++
	} else if err == nil {
		m.took = append(m.took, time.Since(began))
		m.rungs[a.Rung.String()]++
	}
	return a, err
}

func (m *meter) cost(p price) float64 { return p.of(m.in, m.out) }

// A modelUse says which model had a say in some verdicts, and what that took.
type modelUse struct {
	Name     string `json:"name"`
	Endpoint string `json:"endpoint"`
	// Whose verdicts they are: what the model did not answer, or was not asked,
	// the local checker decided.
	ByModel   int                `json:"verdicts_by_model"`
	ByRules   int                `json:"verdicts_by_rules"`
	Questions tone.Counts        `json:"questions"`
	Failures  map[llm.Reason]int `json:"failures"`
	Rungs     map[string]int     `json:"rungs"`
	Latency   speed              `json:"latency"`
	In        int                `json:"tokens_in"`
	Out       int                `json:"tokens_out"`
	Estimated bool               `json:"tokens_estimated"`
	Priced    bool               `json:"priced"`
	Cost      float64            `json:"usd"`

	took []time.Duration
}

func (u *modelUse) by(who string) {
	if who == tone.ByModel {
		u.ByModel++
		return
	}
	u.ByRules++
}

// add adds what one run took.
func (u *modelUse) add(m *meter, p price) {
	c := m.model.Counts()
	q := &u.Questions
	*q = tone.Counts{Asked: q.Asked + c.Asked, Cached: q.Cached + c.Cached, Repaired: q.Repaired + c.Repaired,
		Unusable: q.Unusable + c.Unusable, Failed: q.Failed + c.Failed, Reworded: q.Reworded + c.Reworded}
	for reason, n := range m.failures {
		u.Failures[reason] += n
	}
	if u.Rungs == nil {
		u.Rungs = map[string]int{}
	}
	for rung, n := range m.rungs {
		u.Rungs[rung] += n
	}
	u.In, u.Out, u.Estimated, u.Cost = u.In+m.in, u.Out+m.out, u.Estimated || m.estimated, u.Cost+m.cost(p)
	u.took = append(u.took, m.took...)
	u.Latency = speedOf(u.took)
}

// A speed is how long something takes, in microseconds.
type speed struct {
	P50 float64 `json:"p50_us"`
	P95 float64 `json:"p95_us"`
	P99 float64 `json:"p99_us"`
}

func speedOf(took []time.Duration) speed {
	if len(took) == 0 {
		return speed{}
	}
	sorted := slices.Sorted(slices.Values(took))
	at := func(share float64) float64 {
		return float64(sorted[min(int(share*float64(len(sorted))), len(sorted)-1)].Nanoseconds()) / 1000
	}
	return speed{at(.5), at(.95), at(.99)}
}

// rung is by which form of answer the model answered, where it was one.
func (m *meter) rung() string {
	return strings.Join(slices.Sorted(maps.Keys(m.rungs)), ", then ")
}
