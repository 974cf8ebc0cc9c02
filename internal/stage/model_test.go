package stage

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/llm/llmtest"
)

// The bot put together with a model: what the rules do not hear is whispered to
// its author alone, with the model's wording; a wording that brings a call along
// is not shown; and when the endpoint fails, the review goes on.
func TestWithAModel(t *testing.T) {
	// A language that the rules do not know is always asked about.
	const text = "iemand was om 14:02 natuurlijk weer nergens te bekennen"
	const wording = "Om 14:02 was er niemand te bekennen. Hoe vinden wij elkaar dan?"
	var answer atomic.Value
	endpoint := llmtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer.Load().(http.Handler).ServeHTTP(w, r)
	}))
	answer.Store(llmtest.Says(llmtest.Fine()))
	sc := enter(t, false, func(c *bot.Config) {
		c.Model = llm.Config{BaseURL: endpoint.URL, Model: "stand-in", Timeout: 10 * time.Second}
	})
	sc.starts("Checkout failed")
	sc.heard("lead")
	sc.says("oncall", "at 14:00 the error rate rose to 12%") // the first message is never whispered about
	sc.pass(time.Minute)
	for _, c := range []struct {
		name   string
		dutch  string
		answer http.Handler
		want   bool // is there a whisper
		shown  bool // and in it the wording
	}{
		{"all is well", "zo gaat het", llmtest.Says(llmtest.Fine()), false, false},
		{"flagged", "", llmtest.Says(llmtest.Verdict(true, "blame", "S2", "nergens te bekennen", wording)), true, true},
		{"with a call", "zoals altijd", llmtest.Says(llmtest.Verdict(true, "hostile", "S2", "nergens te bekennen", wording+" <!channel>")), true, false},
		{"out of order", "nou ja", llmtest.Status(http.StatusInternalServerError), false, false},
	} {
		answer.Store(c.answer)
		said := text
		if c.name != "flagged" {
			said += ", " + c.dutch // another message, or the verdict would be remembered
		}
		sc.says("oncall", said)
		sc.pass(10 * time.Second)
		got := sc.heard("oncall")
		if (len(got) == 1) != c.want || len(got) > 1 {
			t.Errorf("%s: oncall was told %q", c.name, got)
		}
		all := sc.Stage.As("oncall").Ephemerals(sc.at, sc.review().Place.Thread)
		if c.want && len(all) > 0 {
			last := string(all[len(all)-1].Blocks)
			if strings.Contains(last, wording) != c.shown || strings.Contains(last, "<!") {
				t.Errorf("%s: the whisper is %s", c.name, last)
			}
		}
		sc.pass(30 * time.Minute) // until somebody may be whispered to again
	}
	if len(endpoint.Asked()) < 4 {
		t.Errorf("the model was asked %d times", len(endpoint.Asked()))
	}
	// What that took is remembered by the bot that comes after this one.
	used := func() int {
		n, err := sc.b.Store.Tokens(string(sc.review().ID))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := used()
	if before < 3*530 {
		t.Errorf("%d tokens are noted for the review", before)
	}
	sc.leave()
	sc.arrive()
	if after := used(); after != before {
		t.Errorf("%d tokens were noted, %d after a restart", before, after)
	}
	sc.types("lead", "next")
	sc.sound()
}
