package tone

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/llm/llmtest"
)

// thoughtful takes a second for an answer, and counts the questions.
type thoughtful struct {
	mu     sync.Mutex
	n      int
	answer string
}

func (a *thoughtful) Complete(ctx context.Context, _ llm.Request) (llm.Answer, error) {
	a.mu.Lock()
	a.n++
	a.mu.Unlock()
	select {
	case <-time.After(time.Second):
		return llm.Answer{Text: a.answer}, nil
	case <-ctx.Done():
		return llm.Answer{}, &llm.Error{Reason: llm.TimedOut}
	}
}

// A message is asked about once a day, however often and by however many at once.
func TestVerdictsAreRemembered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const text = "interesting how <@U1> was nowhere to be seen"
		ask := &thoughtful{answer: llmtest.Verdict(true, "blame", "S2", "nowhere to be seen", "We could not reach <@U1>, and were seen by nobody.")}
		m := NewModel(ask, instructed, NewLocal(), 0)
		var group sync.WaitGroup
		for range 5 {
			group.Go(func() {
				if got, _ := m.Check(t.Context(), Message{Text: text}); !got.Flag || got.By != ByModel || got.Wording == "" {
					t.Errorf("at once: %+v", got)
				}
			})
		}
		group.Wait()
		again := func(hours int, questions int, msg Message) Report {
			t.Helper()
			time.Sleep(time.Duration(hours) * time.Hour)
			got, _ := m.Check(t.Context(), msg)
			if ask.n != questions {
				t.Errorf("%+v: %d questions, want %d", msg, ask.n, questions)
			}
			return got
		}
		// What is remembered is the verdict, and no text made of the message.
		if got := again(23, 1, Message{Text: text}); !got.Flag || got.Category != Blame || got.Span != [2]int{26, 44} || got.Reason == "" || got.Wording != "" {
			t.Errorf("remembered %+v", got)
		}
		if held := fmt.Sprintf("%+v", m.verdicts.held); len(m.verdicts.held) != 1 || strings.Contains(held, "nowhere") || strings.Contains(held, "reach") {
			t.Errorf("it holds %s", held)
		}
		again(0, 2, Message{Text: text, Phase: "timeline"})
		again(0, 3, Message{Text: text, Before: []string{"and then?"}})
		again(0, 3, Message{Text: text, Review: "PM-2"})
		again(2, 4, Message{Text: text})
		m.words.Tone = "other instructions"
		again(0, 5, Message{Text: text})
		if got := m.Counts(); got.Asked != 5 || got.Cached != 2 {
			t.Errorf("%+v", got)
		}
	})
}

// What did not come is not remembered, and nobody waits longer than they said.
func TestFailuresAreNotRemembered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ask := &thoughtful{answer: "no"}
		m := NewModel(ask, instructed, NewLocal(), 0)
		msg := Message{Text: "at 14:02 we restarted the primary"}
		began := time.Now()
		for i := range 2 { // one answer and half of its repair
			if got, _ := m.Check(t.Context(), msg); got.By != ByLocal || ask.n != 2*(i+1) {
				t.Errorf("%+v after %d questions", got, ask.n)
			}
		}
		if took := time.Since(began); took != 2*patience {
			t.Errorf("it took %v", took)
		}
		// A second one, who has less time than the first.
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		go m.Check(t.Context(), msg)
		synctest.Wait()
		began = time.Now()
		if got, _ := m.Check(ctx, msg); got.By != ByLocal || time.Since(began) != time.Millisecond {
			t.Errorf("%+v after %v", got, time.Since(began))
		}
		time.Sleep(time.Minute)
	})
}

func TestVerdictsAreBounded(t *testing.T) {
	var vs verdicts
	now := time.Now()
	k := func(n int) key { return key{byte(n), byte(n >> 8), byte(n >> 16)} }
	for n := range mostVerdicts + 10 {
		vs.put(k(n), verdict{confidence: float64(n)}, now)
	}
	_, first := vs.at(k(9), now)
	v, last := vs.at(k(mostVerdicts+9), now)
	if len(vs.held) != mostVerdicts || len(vs.order) != mostVerdicts || first || !last || v.confidence != mostVerdicts+9 {
		t.Errorf("%d held, %d in order, the first is there %t, the last %t", len(vs.held), len(vs.order), first, last)
	}
}

// What looks the same is not the same: a span counts in the bytes of its message.
func TestVerdictsBelongToTheirText(t *testing.T) {
	const text = "interesting how somebody was nowhere to be seen"
	m := NewModel(told(llmtest.Verdict(true, "blame", "S2", "words nobody wrote", "")), instructed, NewLocal(), 0)
	for _, asked := range []string{text + "\u200b\u200b", text, "\u200b" + text} {
		if r, _ := m.Check(t.Context(), Message{Text: asked}); r.Span != [2]int{0, len(asked)} {
			t.Errorf("the span in %q is %v", asked, r.Span)
		}
	}
}
