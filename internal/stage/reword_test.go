package stage

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/llm/llmtest"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/workspace"
)

// wording is a model that joins what stands under the same, tells a lie beside it, and finds no fault with anybody's tone.
func wording(lie string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Messages []struct{ Content string }
		}
		var q struct {
			Entries []struct{ ID, Text, Under string }
		}
		if json.NewDecoder(r.Body).Decode(&body) != nil || len(body.Messages) < 2 || json.Unmarshal([]byte(body.Messages[1].Content), &q) != nil || len(q.Entries) == 0 {
			llmtest.Says(llmtest.Fine()).ServeHTTP(w, r)
			return
		}
		type sentence struct {
			Text string   `json:"text"`
			Of   []string `json:"of"`
		}
		var said []sentence
		for i := 0; i+1 < len(q.Entries); i += 2 {
			if a, b := q.Entries[i], q.Entries[i+1]; a.Under == b.Under {
				said = append(said, sentence{strings.TrimSuffix(a.Text, ".") + "; also " + strings.ToLower(b.Text[:1]) + b.Text[1:], []string{a.ID, b.ID}})
			}
		}
		said = append(said, sentence{lie, []string{q.Entries[len(q.Entries)-1].ID}})
		answer, err := json.Marshal(map[string]any{"sentences": said})
		if err != nil {
			panic(err) // strings always marshal
		}
		llmtest.Says(string(answer)).ServeHTTP(w, r)
	})
}

// The bot put together with a model that words the draft: what holds is marked in the thread and the files until somebody
// presses a button, and nothing of its lie is ever there.
func TestAModelWordsTheDraft(t *testing.T) {
	endpoint := llmtest.Serve(t, wording("4711 orders were lost because Mallory slept, see https://evil.example <!channel>"))
	sc := enter(t, false, func(c *bot.Config) {
		c.Model, c.Draft = llm.Config{BaseURL: endpoint.URL, Model: "stand-in", Timeout: 10 * time.Second}, 10*time.Second
	})
	sc.starts("Checkout failed")
	sc.says("oncall", "from 14:02 to 14:40 UTC 4% of checkouts failed")
	sc.says("support", "users could not log in from 14:05 to 14:30 UTC")
	sc.says("oncall", "we noticed it at 14:03 UTC from the alert")
	sc.pass(15 * time.Second)
	sc.does(sc.presses("lead", postmortem.Opening, postmortem.DoConfirmAll))
	sc.types("lead", "finish")
	sc.pass(time.Minute)

	all := func() string {
		docs := strings.Join(sc.thread(), "\n")
		for _, content := range sc.files() {
			docs += content
		}
		return docs
	}
	if docs := all(); strings.Count(docs, "machine wording") < 4 || !strings.Contains(docs, "; also ") {
		t.Errorf("the draft reads\n%s\nasked %d times", docs, len(endpoint.Asked()))
	}
	s := sc.review()
	var offered []string
	for _, section := range postmortem.Wordable() {
		if s.WordingOf(section) == postmortem.WordingOffered {
			offered = append(offered, section)
		}
	}
	if len(offered) == 0 {
		t.Fatal("nothing is offered")
	}
	for i := range offered {
		verb := postmortem.DoAcceptWording
		if i > 0 {
			verb = postmortem.DoUseAssembled
		}
		sc.does(sc.Stage.As("oncall").Press(sc.at, sc.slot(postmortem.SlotWording).TS, workspace.Press{ActionID: verb}))
		sc.pass(10 * time.Second)
	}
	sc.pass(5 * time.Minute) // until the files are put there anew
	s = sc.review()
	if states := []postmortem.WordingState{s.WordingOf(offered[0]), s.WordingOf(offered[len(offered)-1])}; slices.Contains(states, postmortem.WordingOffered) {
		t.Errorf("after the buttons the wordings are %v", states)
	}
	docs := all()
	if strings.Contains(strings.ReplaceAll(docs, "marked *machine wording*", ""), "machine wording") {
		t.Errorf("something is still marked:\n%s", docs)
	}
	for _, sign := range []string{"4711", "Mallory", "evil.example", "slept"} {
		if strings.Contains(docs, sign) {
			t.Errorf("the thread or a file holds %q", sign)
		}
	}
	sc.sound()
}
