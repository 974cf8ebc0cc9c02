package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/llm/llmtest"
)

// A kind is an endpoint as its makers document it: where it listens, how it takes
// the key, and what it refuses, in its own words.
type kind struct {
	name     string
	base     string // behind the address
	version  string
	model    string
	key      string
	path     string // that is asked
	header   string // that brings the key; "" for none
	refuses  func(q question) (status int, body string)
	answered string // the rung
}

// A question is what of a request some endpoints refuse.
type question struct {
	MaxTokens   int     `json:"max_tokens"`
	Newer       int     `json:"max_completion_tokens"`
	Temperature float64 `json:"temperature"`
	Effort      string  `json:"reasoning_effort"`
	Format      struct {
		Type string `json:"type"`
	} `json:"response_format"`
}

// thinks is how OpenAI and Azure refuse what their models that think do not take.
func thinks(q question) (int, string) {
	switch {
	case q.MaxTokens > 0:
		return 400, `{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}`
	case q.Temperature > 0:
		return 400, `{"error":{"message":"Unsupported value: 'temperature' does not support 0.0001 with this model. Only the default (1) value is supported.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}`
	}
	return 0, ""
}

func takesAll(question) (int, string) { return 0, "" }

var kinds = []kind{
	{"OpenAI", "/v1", "", "gpt-small", "k", "/v1/chat/completions", "Bearer k", takesAll, "json_schema"},
	{"OpenAI, a model that thinks", "/v1", "", "o4-mini", "k", "/v1/chat/completions", "Bearer k", thinks, "json_schema"},
	{"Azure", "/openai/v1", "", "our-deployment", "k", "/openai/v1/chat/completions", "Bearer k", thinks, "json_schema"},
	{"Azure, older", "", "2024-10-21", "our-deployment", "k", "/openai/deployments/our-deployment/chat/completions?api-version=2024-10-21", "k", takesAll, "json_schema"},
	{"Azure, older, before there were schemas", "", "2024-02-01", "our-deployment", "k", "/openai/deployments/our-deployment/chat/completions?api-version=2024-02-01", "k", func(q question) (int, string) {
		if q.Format.Type == "json_schema" {
			return 400, `{"error":{"message":"response_format value as json_schema is enabled only for api versions 2024-08-01-preview and later","type":"invalid_request_error","param":"response_format","code":null}}`
		}
		return 0, ""
	}, "json_object"},
	{"Ollama", "/v1", "", "llama3.2", "", "/v1/chat/completions", "", takesAll, "json_schema"},
	{"vLLM", "/v1", "", "org/model", "k", "/v1/chat/completions", "Bearer k", func(q question) (int, string) {
		if q.Format.Type == "json_schema" { // an older one, and no error of OpenAI's form
			return 400, `{"object":"error","message":"[{'type': 'literal_error', 'loc': ('body', 'response_format', 'type')}]","type":"BadRequestError","param":null,"code":400}`
		}
		return 0, ""
	}, "json_object"},
	{"LM Studio", "/v1", "", "some-model", "", "/v1/chat/completions", "", func(q question) (int, string) {
		if q.Format.Type == "json_object" {
			return 400, `{"error":"'response_format.type' must be 'json_schema' or 'text'"}`
		}
		return 0, ""
	}, "json_schema"},
	{"LiteLLM", "/v1", "", "our-alias", "k", "/v1/chat/completions", "Bearer k", func(q question) (int, string) {
		if q.Format.Type != "" {
			return 400, `{"error":{"message":"litellm.UnsupportedParamsError: x does not support parameters: ['response_format'], for model=y. To drop these, set litellm.drop_params=True","type":"None","param":"None","code":"400"}}`
		}
		return 0, ""
	}, "text"},
}

// serve answers as the endpoint does, and complains of what it would not take.
func (k kind) serve(t *testing.T) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		key := r.Header.Get("Authorization") + r.Header.Get("Api-Key")
		if got := r.URL.RequestURI(); got != k.path || key != k.header {
			t.Errorf("%s is asked at %s with the key %q", k.name, got, key)
		}
		var q question
		if err := json.Unmarshal(body, &q); err != nil {
			t.Error(err)
		}
		if status, complaint := k.refuses(q); status != 0 {
			w.WriteHeader(status)
			io.WriteString(w, complaint)
			return
		}
		if bytes.Contains(body, []byte("Count from 1")) {
			llmtest.Finishes("1 2 3", "length", "").ServeHTTP(w, r)
			return
		}
		llmtest.Says(llmtest.Verdict(true, "blame", "S2", "", "")).ServeHTTP(w, r)
	})
}

// Every kind of endpoint works by configuration alone, and the doctor says by
// which form it answers.
func TestDoctorOnEveryKind(t *testing.T) {
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			e := llmtest.Serve(t, k.serve(t))
			settings := map[string]string{"LLM_BASE_URL": strings.TrimSuffix(e.URL, "/v1") + k.base, "LLM_MODEL": k.model}
			if k.key != "" {
				settings["LLM_API_KEY"] = k.key
			}
			if k.version != "" {
				settings["LLM_API_VERSION"] = k.version
			}
			got := runs(t, settings, "doctor", "--json", "--data", t.TempDir())
			var all []check
			if err := json.Unmarshal([]byte(got.out), &all); err != nil {
				t.Fatalf("%v: %s", err, got.out)
			}
			for name, saw := range map[string]string{"model": "answers by " + k.answered + " in ", "masking": "masked", "limits": "kept"} {
				i := slices.IndexFunc(all, func(c check) bool { return c.Name == name })
				if i < 0 || all[i].Result != "ok" || !strings.Contains(all[i].Saw, saw) {
					t.Errorf("%s: want %q: %s", name, saw, fmt.Sprint(all))
				}
			}
		})
	}
}
