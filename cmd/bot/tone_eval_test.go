package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/llm/llmtest"
	"github.com/remedybot/remedy/internal/tone/eval"
	"github.com/remedybot/remedy/internal/tone/exam"
)

const labelled = `{"id":"a","text":"you broke prod again, did you even test it","label":"hostile","flag":true,"ambiguous":false,"source":"written","lang":"en","context":{"phase":"timeline"}}
{"id":"b","text":"14:02 first 5xx in the logs","label":"none","flag":false,"ambiguous":false,"source":"written","lang":"en","context":{"phase":"timeline"}}
{"id":"c","text":"ah, <@U1> and the golden touch","label":"blame","flag":true,"ambiguous":false,"source":"real:x","lang":"en","context":{"phase":"timeline","prev":"who saw it?"}}
{"id":"d","text":"i think <@U1> was the first to notice","label":"none","flag":false,"ambiguous":false,"source":"real:x","lang":"en","context":{"phase":"timeline","prev":"who saw it?"}}
`

// examined runs `tone eval` with an endpoint that answers so, and a price.
func examined(t *testing.T, answers []http.Handler, args ...string) (outcome, *llmtest.Endpoint) {
	t.Helper()
	e := llmtest.Serve(t, answers...)
	settings := map[string]string{"LLM_BASE_URL": e.URL, "LLM_MODEL": "stand-in", "LLM_API_KEY": "hunter2", "LLM_PRICE": "100/1000", "LLM_TIMEOUT": "10s"}
	return runs(t, settings, append([]string{"tone", "eval"}, args...)...), e
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestToneEval(t *testing.T) {
	data, pred := file(t, "labelled.jsonl", labelled), filepath.Join(t.TempDir(), "pred.jsonl")
	got := runs(t, nil, "tone", "eval", "--data", data, "--pred", pred, "--json")
	var found exam.Evaluation
	if err := json.Unmarshal([]byte(got.out), &found); err != nil || got.code != exitDone {
		t.Fatalf("%+v, %v", got, err)
	}
	r := found.Results[0]
	if len(found.Results) != 1 || r.Checker != "local" || r.Model != nil || r.Judged != 4 || r.Figures == nil || r.Figures.Slices[0].Count != (eval.Count{TP: 1, FN: 1, TN: 2}) {
		t.Errorf("%s", got.out)
	}
	if found.Triage.Calling != 2 || found.Triage.Of != 4 || found.Triage.Opinions+found.Triage.Wordings == 0 || found.Triage.Reached == 0 {
		t.Errorf("%+v", found.Triage)
	}
	want := []string{`{"id":"a","flag":true,"label":"hostile",`, `{"id":"b","flag":false,"label":"none",`, `{"id":"c","flag":false,`, `{"id":"d","flag":false,`}
	lines := strings.Split(strings.TrimSpace(read(t, pred)), "\n")
	for i, l := range lines {
		if len(lines) != len(want) || !strings.HasPrefix(l, want[i]) || !strings.Contains(l, `"score":`) || !strings.Contains(l, `"span":"`) {
			t.Errorf("line %d: %s", i+1, l)
		}
	}
	// A stream has no names.
	got = runs(t, nil, "tone", "eval", "--stream", data, "--pred", pred)
	if got.code != exitDone || !strings.Contains(got.out, "flagged 1, a share of 0.2500") || strings.Contains(read(t, pred), `"id"`) {
		t.Errorf("%+v\n%s", got, read(t, pred))
	}
}

// What a model had a say in says so, and what the model did not answer is not
// taken for its own.
func TestToneEvalWithAModel(t *testing.T) {
	data := file(t, "labelled.jsonl", labelled)
	fine, blame := llmtest.Says(llmtest.Fine()), llmtest.Says(llmtest.Verdict(true, "blame", "S2", "", ""))
	got, e := examined(t, []http.Handler{blame, fine, blame, llmtest.Finishes("", "stop", "no")}, "--data", data, "--checker", "llm", "--json")
	var found exam.Evaluation
	if err := json.Unmarshal([]byte(got.out), &found); err != nil || got.code != exitDone {
		t.Fatalf("%+v, %v", got, err)
	}
	r := found.Results[0]
	u := r.Model
	if r.Figures.Slices[0].Count != (eval.Count{TP: 2, TN: 2}) || u.ByModel != 3 || u.ByRules != 1 || u.Name != "stand-in" || u.Failures["refused"] != 1 || u.Rungs["json_schema"] != 3 {
		t.Errorf("%s", got.out)
	}
	if u.In != 2000 || u.Out != 120 || u.Cost < .319 || u.Cost > .321 || u.Latency.P50 <= 0 || len(e.Asked()) != 4 {
		t.Errorf("%d questions: %+v", len(e.Asked()), u)
	}
	// Both ask about what the rules leave open, and say what is whose.
	got, e = examined(t, []http.Handler{blame}, "--data", data, "--checker", "local,both")
	for _, want := range []string{
		"local: the checker of this program alone", "both: the checker of this program, and the model stand-in at http://127.0.0.1", "These figures belong to that model",
		"2 verdicts are the model's, 2 the local checker's", "asked 3 times", "1500 tokens sent, 90 received; 0.2400 USD",
	} {
		if !strings.Contains(got.out, want) || len(e.Asked()) != 3 {
			t.Errorf("%q is not said:\n%s", want, got.out)
		}
	}
	if strings.Contains(got.out+got.errout, "hunter2") {
		t.Error("the key is shown")
	}
	// The money is spent after two answers.
	pred := filepath.Join(t.TempDir(), "pred.jsonl")
	got, e = examined(t, []http.Handler{fine}, "--data", data, "--checker", "llm", "--max-cost", "0.1", "--pred", pred)
	if len(e.Asked()) != 2 || !strings.Contains(got.out, "Stopped by --max-cost: the figures are those of the first 2 messages") || strings.Count(read(t, pred), "\n") != 2 {
		t.Errorf("%d questions:\n%s", len(e.Asked()), got.out)
	}
	// A model that changes its mind.
	got, _ = examined(t, []http.Handler{fine, fine, fine, fine, fine, blame, fine, fine}, "--data", data, "--checker", "llm", "--runs", "2")
	if !strings.Contains(got.out, "in 2 runs 1 of 4 messages got more than one verdict") {
		t.Errorf("%s", got.out)
	}
}

func TestToneEvalRefuses(t *testing.T) {
	data := file(t, "labelled.jsonl", labelled)
	model := map[string]string{"LLM_BASE_URL": "http://127.0.0.1:1/v1", "LLM_MODEL": "m"}
	for _, c := range []struct {
		settings map[string]string
		args     []string
		code     int
		err      string
	}{
		{nil, nil, exitUsage, "--data"},
		{nil, []string{"--data", data, "--stream", data}, exitUsage, "--data"},
		{nil, []string{"--data", "nowhere.jsonl"}, exitWrong, "nowhere.jsonl"},
		{nil, []string{"--data", t.TempDir()}, exitWrong, "is a directory"},
		{nil, []string{"--data", file(t, "broken.jsonl", "{\"text\":\"a\"}\n{")}, exitWrong, "line 2 is no JSON object"},
		{nil, []string{"--data", file(t, "talk.jsonl", "{\"text\":\"a\"}\n")}, exitWrong, "use --stream"},
		{nil, []string{"--data", data, "--pred", filepath.Join(t.TempDir(), "no", "where")}, exitWrong, "verdicts cannot be written to"},
		{nil, []string{"--data", file(t, "empty.jsonl", "")}, exitWrong, "no messages"},
		{nil, []string{"--data", data, "--checker", "gpt"}, exitUsage, "local, llm or both"},
		{nil, []string{"--data", data, "--checker", "both"}, exitWrong, "LLM_BASE_URL"},
		{nil, []string{"--data", data, "--runs", "0"}, exitUsage, "from 1 to 20"},
		{model, []string{"--data", data, "--checker", "local,both", "--pred", "p"}, exitUsage, "one checker"},
		{model, []string{"--data", data, "--checker", "llm", "--max-cost", "1"}, exitUsage, "LLM_PRICE"},
		{map[string]string{"LLM_BASE_URL": "http://127.0.0.1:1/v1", "LLM_MODEL": "m", "LLM_PRICE": "free"}, []string{"--data", data, "--checker", "llm"}, exitWrong, "0.15/0.60"},
		{map[string]string{"LLM_BASE_URL": "http://127.0.0.1:1/v1", "LLM_MODEL": "m", "LLM_TIMEOUT": "1m"}, []string{"--data", data, "--checker", "llm"}, exitWrong, "LLM_TIMEOUT"},
		{map[string]string{"LLM_BASE_URL": "http://127.0.0.1:1/v1", "LLM_MODEL": "m", "LLM_DAY_TOKENS": "-1"}, []string{"--data", data, "--checker", "llm"}, exitWrong, "LLM_DAY_TOKENS"},
	} {
		if got := runs(t, c.settings, append([]string{"tone", "eval"}, c.args...)...); got.code != c.code || !strings.Contains(got.errout, c.err) {
			t.Errorf("%v: %d, %s", c.args, got.code, got.errout)
		}
	}
}
