package exam

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

// A Meter passes questions on to a model and keeps what they took.
type Meter struct {
	ask   tone.Asker
	model *tone.Model

	took      []time.Duration
	in, out   int
	estimated bool
	Failures  map[llm.Reason]int // how often there was no answer, and why
	rungs     map[string]int
}

// NewMeter measures whoever is asked.
func NewMeter(ask tone.Asker) *Meter {
	return &Meter{ask: ask, Failures: map[llm.Reason]int{}, rungs: map[string]int{}}
}

// Complete is a tone.Asker.
func (m *Meter) Complete(ctx context.Context, r llm.Request) (llm.Answer, error) {
	began := time.Now()
	a, err := m.ask.Complete(ctx, r)
	m.in, m.out, m.estimated = m.in+a.In, m.out+a.Out, m.estimated || a.Estimated
	if e, ok := errors.AsType[*llm.Error](err); ok {
		m.Failures[e.Reason]++
	} else if err == nil {
		m.took = append(m.took, time.Since(began))
		m.rungs[a.Rung.String()]++
	}
	return a, err
}

func (m *Meter) cost(p Price) float64 { return p.Of(m.in, m.out) }

// A ModelUse says which model had a say in some verdicts, and what that took.
type ModelUse struct {
	Name     string `json:"name"`
	Endpoint string `json:"endpoint"`
	// Whose verdicts they are: what the model did not answer, or was not asked,
	// the local checker decided.
	ByModel   int                `json:"verdicts_by_model"`
	ByRules   int                `json:"verdicts_by_rules"`
	Questions tone.Counts        `json:"questions"`
	Failures  map[llm.Reason]int `json:"failures"`
	Rungs     map[string]int     `json:"rungs"`
	Latency   Speed              `json:"latency"`
	In        int                `json:"tokens_in"`
	Out       int                `json:"tokens_out"`
	Estimated bool               `json:"tokens_estimated"`
	Priced    bool               `json:"priced"`
	Cost      float64            `json:"usd"`

	took []time.Duration
}

func (u *ModelUse) by(who string) {
	if who == tone.ByModel {
		u.ByModel++
		return
	}
	u.ByRules++
}

// add adds what one run took.
func (u *ModelUse) add(m *Meter, p Price) {
	c := m.model.Counts()
	q := &u.Questions
	*q = tone.Counts{Asked: q.Asked + c.Asked, Cached: q.Cached + c.Cached, Repaired: q.Repaired + c.Repaired,
		Unusable: q.Unusable + c.Unusable, Failed: q.Failed + c.Failed, Reworded: q.Reworded + c.Reworded}
	for reason, n := range m.Failures {
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

// A Speed is how long something takes, in microseconds.
type Speed struct {
	P50 float64 `json:"p50_us"`
	P95 float64 `json:"p95_us"`
	P99 float64 `json:"p99_us"`
}

func speedOf(took []time.Duration) Speed {
	if len(took) == 0 {
		return Speed{}
	}
	sorted := slices.Sorted(slices.Values(took))
	at := func(share float64) float64 {
		return float64(sorted[min(int(share*float64(len(sorted))), len(sorted)-1)].Nanoseconds()) / 1000
	}
	return Speed{at(.5), at(.95), at(.99)}
}

// Rung is by which form of answer the model answered, where it was one.
func (m *Meter) Rung() string {
	return strings.Join(slices.Sorted(maps.Keys(m.rungs)), ", then ")
}
