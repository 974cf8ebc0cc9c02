package llm_test

import (
	"context"
	"net/http"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/llm/llmtest"
	"github.com/remedybot/remedy/internal/store"
)

// A line is a Client without sockets, on the simulated clock, and how often the
// endpoint was reached.
type line struct {
	*llm.Client
	handler http.Handler
	reached atomic.Int64
}

func open(t *testing.T, limits llm.Limits) *line {
	t.Helper()
	return openWith(t, llm.Config{Limits: limits})
}

func openWith(t *testing.T, conf llm.Config) *line {
	t.Helper()
	l := new(line)
	c, err := llm.New(llm.Config{BaseURL: "http://endpoint/v1", Model: "m", Limits: conf.Limits, Ledger: conf.Ledger, Attempts: 1,
		Transport: llmtest.Direct(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			l.reached.Add(1)
			l.handler.ServeHTTP(w, r)
		}))})
	if err != nil {
		t.Fatal(err)
	}
	l.Client = c
	return l
}

func (l *line) ask(t *testing.T, account string) llm.Reason {
	t.Helper()
	_, err := l.Complete(t.Context(), llm.Request{Name: "t", Data: "d", MaxTokens: 60, Account: account})
	return reason(err)
}

// An endpoint in trouble is left alone, and asked again by one before all.
func TestBreaker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := open(t, llm.Limits{})
		l.handler = llmtest.Status(500)
		for range 3 {
			if got := l.ask(t, ""); got != llm.Broken {
				t.Fatal(got)
			}
		}
		for range 10 {
			if got := l.ask(t, ""); got != llm.Resting {
				t.Fatal(got)
			}
		}
		if l.reached.Load() != 3 {
			t.Fatalf("it was reached %d times", l.reached.Load())
		}
		// Still in trouble: twice as long.
		time.Sleep(31 * time.Second)
		if got := l.ask(t, ""); got != llm.Broken || l.ask(t, "") != llm.Resting {
			t.Fatalf("after a rest: %s", got)
		}
		time.Sleep(31 * time.Second)
		if got := l.ask(t, ""); got != llm.Resting {
			t.Fatalf("it is asked after half of the second rest: %s", got)
		}
		// While one question tries, the others rest.
		time.Sleep(31 * time.Second)
		l.handler = llmtest.Late(time.Second, good)
		first := make(chan llm.Reason)
		go func() { first <- l.ask(t, "") }()
		synctest.Wait()
		if got := l.ask(t, ""); got != llm.Resting {
			t.Errorf("a second question got through: %s", got)
		}
		if got := <-first; got != "" {
			t.Error(got)
		}
		if got := l.ask(t, ""); got != "" {
			t.Errorf("it has come back: %s", got)
		}
	})
}

// What one question gets wrong is not the endpoint's trouble; nor is one that
// nobody waits for any more.
func TestBreakerStaysShut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, h := range map[string]http.Handler{
			"refusal": llmtest.Finishes("", "stop", "no"), "garbled": llmtest.Raw(200, "<"), "withheld": llmtest.Finishes("", "content_filter", ""),
		} {
			l := open(t, llm.Limits{})
			l.handler = h
			for range 9 {
				if l.ask(t, "") == llm.Resting {
					t.Errorf("%s: it rests", name)
				}
			}
		}
		l := open(t, llm.Limits{})
		l.handler = llmtest.Hangs()
		for range 9 {
			ctx, cancel := context.WithCancel(t.Context())
			go cancel()
			if _, err := l.Complete(ctx, llm.Request{Name: "t"}); reason(err) != llm.Stopped {
				t.Errorf("stopped: %v", err)
			}
		}
	})
}

// A wrong key does not get better by asking.
func TestBreakerWithoutHope(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := open(t, llm.Limits{})
		l.handler = llmtest.Status(401)
		l.ask(t, "")
		time.Sleep(9 * time.Minute)
		if got := l.ask(t, ""); got != llm.Resting {
			t.Error(got)
		}
		time.Sleep(2 * time.Minute)
		if got := l.ask(t, ""); got != llm.Denied {
			t.Error(got)
		}
	})
}

// Each answer of the stand-in takes 530 tokens, and before it is there, 61 are
// set aside.
func TestBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2026, 3, 25, 14, 0, 0, 0, time.UTC)))
		l := open(t, llm.Limits{Day: 2000, Account: 1000})
		l.handler = good
		for i, want := range []llm.Reason{"", "", llm.Spent} {
			if got := l.ask(t, "PM-1"); got != want {
				t.Errorf("question %d of PM-1: %q", i+1, got)
			}
		}
		for i, want := range []llm.Reason{"", "", llm.Spent} {
			if got := l.ask(t, []string{"PM-2", "", "PM-3"}[i]); got != want {
				t.Errorf("question %d of that day: %q", i+1, got)
			}
		}
		time.Sleep(10 * time.Hour)
		if got := l.ask(t, "PM-2"); got != "" {
			t.Errorf("on the next day: %q", got)
		}
		if got := l.ask(t, "PM-1"); got != llm.Spent {
			t.Errorf("PM-1 has its tokens back: %q", got)
		}
		if l.reached.Load() != 5 {
			t.Errorf("it was reached %d times", l.reached.Load())
		}
		time.Sleep(8 * 24 * time.Hour)
		if got := l.ask(t, "PM-1"); got != "" {
			t.Errorf("after a week: %q", got)
		}
		// What never arrived is not counted.
		l.handler = llmtest.Status(400)
		for range 40 {
			if got := l.ask(t, "PM-9"); got != llm.Rejected {
				t.Fatalf("a rejected question used up tokens: %q", got)
			}
		}
	})
}

// A question that is under way at midnight belongs to the day on which it was asked:
// nothing of it is counted on the next, nor taken off what that one has used.
func TestBudgetOverMidnight(t *testing.T) {
	for _, c := range []struct {
		name string
		late http.Handler
		day  int
	}{{"answered", good, 1000}, {"failed", llmtest.Status(500), 1100}} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(time.Date(2026, 3, 25, 23, 59, 59, 0, time.UTC)))
				l := open(t, llm.Limits{Day: c.day})
				l.handler = llmtest.Late(2*time.Second, c.late)
				late := make(chan llm.Reason)
				go func() { late <- l.ask(t, "") }()
				time.Sleep(1500 * time.Millisecond)
				synctest.Wait() // the handler has been read
				l.handler = good
				for n, want := range []llm.Reason{"", "", llm.Spent} { // 530, 1060
					if n == 1 {
						<-late
					}
					if got := l.ask(t, ""); got != want {
						t.Errorf("question %d of the new day: %q, want %q", n+1, got, want)
					}
				}
			})
		})
	}
}

// What was used up before a restart is used up after it; the next day is another.
func TestBudgetOverARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2026, 3, 25, 14, 0, 0, 0, time.UTC)))
		path := filepath.Join(t.TempDir(), "remedy.db")
		start := func() (*line, *store.Store) {
			st, err := store.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			l := openWith(t, llm.Config{Limits: llm.Limits{Day: 2000, Account: 1000}, Ledger: st})
			l.handler = good
			return l, st
		}
		for i, asked := range [][]struct {
			account string
			want    llm.Reason
		}{
			{{"PM-1", ""}, {"PM-1", ""}, {"PM-1", llm.Spent}},
			{{"PM-1", llm.Spent}, {"PM-2", ""}, {"", ""}},
			{{"PM-3", llm.Spent}, {"", llm.Spent}},
		} {
			l, st := start()
			for _, q := range asked {
				if got := l.ask(t, q.account); got != q.want {
					t.Errorf("start %d: asked for %q: %q, want %q", i+1, q.account, got, q.want)
				}
			}
			if err := st.Close(); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(10*time.Hour + time.Second) // over midnight in UTC
		l, st := start()
		defer st.Close()
		if got := l.ask(t, "PM-1"); got != llm.Spent {
			t.Errorf("PM-1 has its tokens back: %q", got)
		}
		if got := l.ask(t, "PM-3"); got != "" {
			t.Errorf("on the next day: %q", got)
		}
	})
}

// A ledger that cannot be read stops nobody: limits hold in memory alone.
func TestBudgetWithoutItsLedger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st, err := store.Open(filepath.Join(t.TempDir(), "remedy.db"))
		if err != nil {
			t.Fatal(err)
		}
		st.Close()
		l := openWith(t, llm.Config{Limits: llm.Limits{Day: 1000}, Ledger: st})
		l.handler = good
		for i, want := range []llm.Reason{"", "", llm.Spent} {
			if got := l.ask(t, ""); got != want {
				t.Errorf("question %d: %q", i+1, got)
			}
		}
	})
}
