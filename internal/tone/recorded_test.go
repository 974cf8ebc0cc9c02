package tone

import (
	"context"
	"flag"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/llm/llmtest"
	"github.com/remedybot/remedy/prompts"
)

var record = flag.Bool("record", false, "ask the stand-in again, and write down what was said")

// TestRecorded asks the question of the program as it is, and plays the answers
// from testdata/recorded. A changed question fails it; with -record it is asked
// anew, and the diff shows what endpoints are sent. Nobody but the stand-in has
// answered so far, and every recording says so.
func TestRecorded(t *testing.T) {
	const text = "interesting how <@U1A> was nowhere to be seen at 14:02, mail ops@example.com about it"
	flagged := llmtest.Says(llmtest.Verdict(true, "blame", "S2", "nowhere to be seen", "@person-1 was not seen at 14:02. How do we reach each other then? Mail @email-1 about it."))
	nagging := Report{Flag: true, Category: Blame, Severity: S2, Span: [2]int{27, 45}, Confidence: .97, Reason: reasons[Blame], By: ByModel,
		Wording: "<@U1A> was not seen at 14:02. How do we reach each other then? Mail ops@example.com about it."}
	alone, _ := NewLocal().Check(t.Context(), Message{Text: text})
	for _, c := range []struct {
		name    string
		conf    llm.Config
		answers []http.Handler // of the stand-in
		want    Report
		counts  Counts
	}{
		{"by_schema", llm.Config{BaseURL: "https://api.openai.com/v1", Model: "stand-in"}, []http.Handler{flagged}, nagging, Counts{Asked: 1}},
		{"fine", llm.Config{BaseURL: "https://api.openai.com/v1", Model: "stand-in"}, []http.Handler{llmtest.Says(fine)}, Report{Confidence: .03, By: ByModel}, Counts{Asked: 1}},
		{"azure", llm.Config{BaseURL: "https://name.openai.azure.com", APIVersion: "2024-10-21", Model: "stand-in"}, []http.Handler{flagged}, nagging, Counts{Asked: 1}},
		{"azure_withheld", llm.Config{BaseURL: "https://name.openai.azure.com", APIVersion: "2024-10-21", Model: "stand-in"},
			[]http.Handler{llmtest.Raw(400, `{"error":{"message":"The response was filtered.","type":null,"param":"prompt","code":"content_filter","status":400}}`)}, alone, Counts{Asked: 1, Failed: 1}},
		{"text_only", llm.Config{BaseURL: "http://127.0.0.1:1234/v1", Model: "stand-in"}, []http.Handler{
			llmtest.Raw(400, `{"error":"'response_format.type' must be 'text'"}`), llmtest.Raw(400, `{"error":"'response_format.type' must be 'text'"}`),
			llmtest.Says("Here you are:\n```json\n" + llmtest.Verdict(true, "blame", "S2", "nowhere to be seen", "") + "\n```"),
		}, func() Report { r := nagging; r.Wording = ""; return r }(), Counts{Asked: 1}},
		{"thinks_first", llm.Config{BaseURL: "http://127.0.0.1:11434/v1", Model: "stand-in"}, []http.Handler{llmtest.Finishes("", "length", ""), flagged}, nagging, Counts{Asked: 1}},
		{"wants_a_pause", llm.Config{BaseURL: "http://127.0.0.1:4000/v1", Model: "stand-in"}, []http.Handler{llmtest.Status(429, "Retry-After", "1"), flagged}, nagging, Counts{Asked: 1}},
		{"repaired", llm.Config{BaseURL: "http://127.0.0.1:8000/v1", Model: "stand-in"}, []http.Handler{llmtest.Says(`{"nudge":true}`), flagged}, nagging, Counts{Asked: 1, Repaired: 1}},
		{"refused", llm.Config{BaseURL: "https://api.openai.com/v1", Model: "stand-in"}, []http.Handler{llmtest.Finishes("", "stop", "I would rather not.")}, alone, Counts{Asked: 1, Failed: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join("testdata", "recorded", c.name+".json")
			r := &llmtest.Recording{From: llmtest.StandIn}
			if *record {
				c.conf.Transport = r.Record(llmtest.Direct(llmtest.InTurn(c.answers...)))
			} else {
				var err error
				if r, err = llmtest.Load(file); err != nil {
					t.Fatal(err)
				}
				c.conf.Transport = r.Replay()
			}
			c.conf.Key = "hunter2"
			c.conf.Wait = func(context.Context, time.Duration) error { return nil }
			client, err := llm.New(c.conf)
			if err != nil {
				t.Fatal(err)
			}
			m := NewModel(client, Instructions{Tone: prompts.Model("tone"), Again: prompts.Model("again")}, NewLocal(), time.Minute)
			got, err := m.Check(t.Context(), Message{Text: text, Before: []string{"who was on call?"}, Phase: "timeline"})
			if d := cmp.Diff(c.want, got); d != "" || err != nil || m.Counts() != c.counts {
				t.Errorf("%v, %+v, want %+v; if the question was changed on purpose: go test ./internal/tone -run TestRecorded -record\n%s", err, m.Counts(), c.counts, d)
			}
			if *record && !t.Failed() {
				if err := r.Save(file); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}
