package llm_test

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/llm/llmtest"
)

// A form is what of a question differs between endpoints.
type form struct {
	MaxTokens   int     `json:"max_tokens"`
	Newer       int     `json:"max_completion_tokens"`
	Temperature float64 `json:"temperature"`
	Effort      string  `json:"reasoning_effort"`
	Format      struct {
		Type string `json:"type"`
	} `json:"response_format"`
}

// takes is an endpoint that answers a question in a form it likes, and complains
// of any other in the words of the real one.
func takes(t *testing.T, complain func(form) string) *llmtest.Endpoint {
	var e *llmtest.Endpoint
	e = llmtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked := e.Asked()
		var f form
		json.Unmarshal([]byte(asked[len(asked)-1]), &f)
		if body := complain(f); body != "" {
			w.WriteHeader(http.StatusBadRequest)
			io.WriteString(w, body)
			return
		}
		good.ServeHTTP(w, r)
	}))
	return e
}

// Each endpoint ends up with a form it takes, and is asked in it at once the
// next time. The complaints are those of the real ones.
func TestDialects(t *testing.T) {
	const noSuch = `{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}`
	const warm = `{"error":{"message":"Unsupported value: 'temperature' does not support 0.0001 with this model. Only the default (1) value is supported.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}`
	old := form{MaxTokens: 300, Temperature: 1e-4}
	for name, tt := range map[string]struct {
		model    string
		complain func(form) string
		want     form // of the last question
		rung     llm.Rung
		calls    int // of the first question
	}{
		"takes all": {"small", func(form) string { return "" }, old, llm.BySchema, 1},
		"a model that thinks, by name": {"openai/gpt-5-mini", func(f form) string {
			if f.MaxTokens > 0 {
				return noSuch
			}
			if f.Temperature > 0 {
				return warm
			}
			return ""
		}, form{Newer: 300 + 2048, Effort: "low"}, llm.BySchema, 1},
		"the same behind another name": {"our-deployment", func(f form) string {
			if f.MaxTokens > 0 {
				return noSuch
			}
			if f.Temperature > 0 {
				return warm
			}
			return ""
		}, form{Newer: 300 + 2048, Effort: "low"}, llm.BySchema, 3},
		"LiteLLM before one that thinks": {"our-alias", func(f form) string {
			if f.Temperature > 0 {
				return `{"error":{"message":"litellm.UnsupportedParamsError: gpt-5 models don't support temperature=0.0001. Only temperature=1 is supported. To drop unsupported params set litellm.drop_params = True","type":"None","param":"None","code":"400"}}`
			}
			return ""
		}, form{MaxTokens: 300 + 2048, Effort: "low"}, llm.BySchema, 2},
		"no temperature, and no effort": {"our-alias", func(f form) string {
			switch {
			case f.Temperature > 0:
				return warm
			case f.Effort != "":
				return `{"error":{"message":"\"small\" does not support thinking","type":"api_error","param":null,"code":null}}`
			}
			return ""
		}, form{MaxTokens: 300 + 2048}, llm.BySchema, 3},
		"LM Studio, schema or text": {"small", func(f form) string {
			if f.Format.Type == "json_object" {
				return `{"error":"'response_format.type' must be 'json_schema' or 'text'"}`
			}
			return ""
		}, old, llm.BySchema, 1},
		"objects only": {"small", func(f form) string {
			if f.Format.Type == "json_schema" {
				return `{"error":{"message":"Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.","type":"invalid_request_error","param":"response_format","code":null}}`
			}
			return ""
		}, old, llm.ByObject, 2},
		"LiteLLM before a model without formats": {"small", func(f form) string {
			if f.Format.Type != "" {
				return `{"error":{"message":"litellm.UnsupportedParamsError: x does not support parameters: ['response_format'], for model=y. To drop these, set litellm.drop_params=True","type":"None","param":"None","code":"400"}}`
			}
			return ""
		}, old, llm.ByText, 3},
		"no temperature, and says nothing": {"small", func(f form) string {
			if f.Temperature > 0 {
				return "Bad Request"
			}
			return ""
		}, form{MaxTokens: 300}, llm.ByText, 4},
		"no effort": {"o1-mini", func(f form) string {
			if f.Effort != "" {
				return `{"error":{"message":"Unrecognized request argument supplied: reasoning_effort","type":"invalid_request_error","param":null,"code":null}}`
			}
			return ""
		}, form{Newer: 300 + 2048}, llm.BySchema, 2},
	} {
		t.Run(name, func(t *testing.T) {
			e := takes(t, tt.complain)
			c, _ := client(t, e, func(c *llm.Config) { c.Model = tt.model })
			for i, calls := range []int{tt.calls, tt.calls + 1} {
				got, err := c.Complete(t.Context(), llm.Request{Name: "t", Data: "d", Schema: schema, MaxTokens: 300})
				if err != nil || len(e.Asked()) != calls || got.Rung != tt.rung {
					t.Fatalf("question %d: %v after %d calls on rung %s; want %d on %s", i+1, err, len(e.Asked()), got.Rung, calls, tt.rung)
				}
			}
			var last form
			if err := json.Unmarshal([]byte(e.Asked()[tt.calls]), &last); err != nil {
				t.Fatal(err)
			}
			tt.want.Format.Type = map[llm.Rung]string{llm.BySchema: "json_schema", llm.ByObject: "json_object"}[tt.rung]
			if d := cmp.Diff(tt.want, last); d != "" {
				t.Error(d)
			}
		})
	}
}

// A question that is rejected in every form leaves the next one as it was.
func TestOneBadQuestion(t *testing.T) {
	bad := llmtest.Status(http.StatusBadRequest)
	e := llmtest.Serve(t, bad, bad, bad, bad, good)
	c, _ := client(t, e)
	if _, err := c.Complete(t.Context(), llm.Request{Name: "t", Data: "d", Schema: schema}); reason(err) != llm.Rejected {
		t.Fatal(err)
	}
	if got, err := c.Complete(t.Context(), llm.Request{Name: "t", Data: "d", Schema: schema}); err != nil || got.Rung != llm.BySchema {
		t.Errorf("then it is asked by %s: %v", got.Rung, err)
	}
	// And one for text says nothing about schemas.
	e = llmtest.Serve(t, bad, good)
	c, _ = client(t, e)
	c.Complete(t.Context(), llm.Request{Name: "t", Data: "d"})
	if got, err := c.Complete(t.Context(), llm.Request{Name: "t", Data: "d", Schema: schema}); err != nil || got.Rung != llm.BySchema {
		t.Errorf("after a text it is asked by %s: %v", got.Rung, err)
	}
}

// A model that turns out to think gets room for it from then on.
func TestRoomToThink(t *testing.T) {
	e := llmtest.Serve(t, llmtest.Finishes("", "length", ""), good)
	c, _ := client(t, e)
	for range 2 {
		if _, err := c.Complete(t.Context(), llm.Request{Name: "t", Data: "d", Schema: schema, MaxTokens: 300}); err != nil {
			t.Fatal(err)
		}
	}
	var limits []int
	for _, body := range e.Asked() {
		var f form
		json.Unmarshal([]byte(body), &f)
		limits = append(limits, f.MaxTokens)
	}
	if !slices.Equal(limits, []int{300, 2348, 2348}) {
		t.Errorf("limits %v", limits)
	}
	e = llmtest.Serve(t, llmtest.Finishes("", "length", ""))
	c, _ = client(t, e)
	if _, err := c.Complete(t.Context(), llm.Request{Name: "t", Data: "d", MaxTokens: 16, Exact: true}); reason(err) != llm.CutShort || len(e.Asked()) != 1 {
		t.Errorf("an exact limit: %v after %d calls", err, len(e.Asked()))
	}
}

// Where and how the key is sent.
func TestAddresses(t *testing.T) {
	var path, auth, key string
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, auth, key = r.URL.RequestURI(), r.Header.Get("Authorization"), r.Header.Get("Api-Key")
		good.ServeHTTP(w, r)
	})
	for _, tt := range []struct {
		base, version, model string
		path, auth, key      string
	}{
		{"https://api.openai.com/v1", "", "m", "/v1/chat/completions", "Bearer k", ""},
		{"http://127.0.0.1:11434/v1/", "", "m", "/v1/chat/completions", "Bearer k", ""},
		{"https://x.openai.azure.com/openai/v1/", "", "m", "/openai/v1/chat/completions", "Bearer k", ""},
		{"https://x.openai.azure.com", "2024-10-21", "gpt-3.5:a", "/openai/deployments/gpt-3.5:a/chat/completions?api-version=2024-10-21", "", "k"},
	} {
		c, err := llm.New(llm.Config{BaseURL: tt.base, APIVersion: tt.version, Model: tt.model, Key: "k", Transport: llmtest.Direct(h)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Complete(t.Context(), llm.Request{Name: "t", Schema: schema}); err != nil {
			t.Fatal(err)
		}
		if path != tt.path || auth != tt.auth || key != tt.key {
			t.Errorf("%s: %s, Authorization %q, api-key %q", tt.base, path, auth, key)
		}
	}
	c, _ := llm.New(llm.Config{BaseURL: "http://127.0.0.1:1/v1", Model: "m", Transport: llmtest.Direct(h)})
	if c.Complete(t.Context(), llm.Request{Name: "t"}); strings.Contains(auth, "Bearer") {
		t.Errorf("without a key it sends %q", auth)
	}
}
