package main

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/llm/llmtest"
)

// What the doctor says of a model, by what the model does.
func TestDoctorAsksTheModel(t *testing.T) {
	blame := llmtest.Says(llmtest.Verdict(true, "blame", "S2", "", ""))
	counts, cut := llmtest.Says("1 2 3 4 5 6"), llmtest.Finishes("1 2 3", "length", "")
	endless := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, `{"choices":[{"finish_reason":"stop","message":{"content":"1 2 3"}}],"usage":{"prompt_tokens":20,"completion_tokens":900}}`)
	})
	object := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		io.WriteString(w, `{"error":"'response_format.type' must be something else"}`)
	})
	for _, c := range []struct {
		name     string
		answers  []http.Handler
		settings map[string]string
		want     map[string]string // check → its result and a part of what it saw
	}{
		{"it does well", []http.Handler{blame, cut}, nil, map[string]string{"model": "ok answers by json_schema in ", "masking": "ok masked", "limits": "ok a review may use up 300000 tokens, a day 3000000 tokens"}},
		{"it wants a lower rung", []http.Handler{object, object, blame, cut}, nil, map[string]string{"model": "ok answers by text in "}},
		{"without limits", []http.Handler{blame, cut}, map[string]string{"LLM_DAY_TOKENS": "none", "LLM_REVIEW_TOKENS": "9_000"}, map[string]string{"limits": "ok a review may use up 9000 tokens, a day any number"}},
		{"it finds nothing", []http.Handler{llmtest.Says(llmtest.Fine()), cut}, nil, map[string]string{"model": "warn finds nothing in a sentence that blames"}},
		{"it is slow", []http.Handler{llmtest.Late(5*time.Millisecond, blame), cut}, map[string]string{"LLM_TIMEOUT": "1ms"}, map[string]string{"model": "warn later than a review waits (1ms)"}},
		{"it does not keep its form", []http.Handler{llmtest.Says("fine"), llmtest.Says("fine"), cut}, nil, map[string]string{"model": "warn not in the form asked for"}},
		{"it has no end", []http.Handler{blame, endless}, nil, map[string]string{"limits": "warn 900 where 16 were allowed"}},
		{"it counts no tokens", []http.Handler{blame, counts}, nil, map[string]string{"limits": "ok kept"}},
		{"a wrong key", []http.Handler{llmtest.Status(401)}, nil, map[string]string{"model": "warn does not let us in"}},
		{"no such model", []http.Handler{llmtest.Status(404)}, nil, map[string]string{"model": "warn does not take the question"}},
		{"no quota", []http.Handler{llmtest.Raw(429, `{"error":{"message":"m","type":"insufficient_quota","code":null}}`)}, nil, map[string]string{"model": "warn no quota left"}},
		{"a pause", []http.Handler{llmtest.Status(429)}, nil, map[string]string{"model": "warn asks us to wait"}},
		{"a timeout that is too long", []http.Handler{blame}, map[string]string{"LLM_TIMEOUT": "20s"}, map[string]string{"settings": "fail one cannot be used"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := llmtest.Serve(t, c.answers...)
			settings := map[string]string{"LLM_BASE_URL": e.URL, "LLM_MODEL": "m", "LLM_API_KEY": "hunter2"}
			for k, v := range c.settings {
				settings[k] = v
			}
			got := runs(t, settings, "doctor", "--json", "--data", t.TempDir())
			var all []check
			if err := json.Unmarshal([]byte(got.out), &all); err != nil {
				t.Fatalf("%v: %s", err, got.out)
			}
			for name, want := range c.want {
				i := slices.IndexFunc(all, func(a check) bool { return a.Name == name })
				result, saw, _ := strings.Cut(want, " ")
				if i < 0 || all[i].Result != result || !strings.Contains(all[i].Saw, saw) || (all[i].Do == "") != (result == "ok") {
					t.Errorf("%s: want %q, got %+v", name, want, all)
				}
			}
			if sent := strings.Join(e.Asked(), ""); strings.Contains(sent, "U0CANARY") || strings.Contains(sent, "canary@") || strings.Contains(sent, "xoxb") || strings.Contains(got.out+sent, "hunter2") {
				t.Errorf("something private was sent: %s", sent)
			}
		})
	}
}
