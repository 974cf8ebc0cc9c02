package llmtest_test

import (
	"bytes"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/llm/llmtest"
)

// The parts of a made-up token stand apart, for scanners of this repository.
var token = "xox" + "b-12345678901-abcdefABCDEF"

// ask sends one question through transport, as a client with a key does.
func ask(t *testing.T, transport http.RoundTripper, body string) (*http.Response, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://somebody.example/v1/chat/completions?api-version=1", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Authorization", "Api-Key", "Cookie", "OpenAI-Organization"} {
		r.Header.Set(name, "hunter2")
	}
	return transport.RoundTrip(r)
}

func TestRecordAndReplay(t *testing.T) {
	answers := llmtest.InTurn(
		http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Set-Cookie", "session=hunter2")
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusTooManyRequests)
			io.WriteString(w, "not JSON, but "+token)
		}),
		llmtest.Says("hello"),
	)
	r := &llmtest.Recording{From: llmtest.StandIn}
	live := r.Record(llmtest.Direct(answers))
	questions := []string{`{"say":"` + token + `"}`, `{"say": "hello"}`}
	for _, q := range questions {
		if _, err := ask(t, live, q); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "r.json")
	if err := r.Save(file); err != nil {
		t.Fatal(err)
	}
	saved, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, private := range []string{"hunter2", token, "somebody.example"} {
		if bytes.Contains(saved, []byte(private)) {
			t.Errorf("%q is in the recording:\n%s", private, saved)
		}
	}
	loaded, err := llmtest.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	played := loaded.Replay()
	if _, err := ask(t, played, `{"say": "something else"}`); err == nil {
		t.Error("what was not recorded is answered")
	}
	for i, want := range []string{"not JSON, but [secret:slack-token #1]", `"content":"hello"`} {
		resp, err := ask(t, played, questions[i])
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		if err != nil || !strings.Contains(strings.ReplaceAll(string(body), `": "`, `":"`), want) {
			t.Errorf("answer %d: %s, %v", i+1, body, err)
		}
		if i == 0 && (resp.StatusCode != http.StatusTooManyRequests || resp.Header.Get("Retry-After") != "7" || resp.Header.Get("Set-Cookie") != "") {
			t.Errorf("status %d, %v", resp.StatusCode, resp.Header)
		}
	}
	if _, err := ask(t, played, questions[0]); err == nil {
		t.Error("the end of the recording goes unnoticed")
	}
	if err := os.WriteFile(file, []byte(`{"exchanges":[]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := llmtest.Load(file); err == nil {
		t.Error("a recording need not say who answered")
	}
}

// Every recording of the module says who answered, and holds nothing that looks
// like a key, nor a header that may carry one.
func TestNoKeyInAnyRecording(t *testing.T) {
	found := 0
	err := filepath.WalkDir("../../..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git"):
			return fs.SkipDir
		case d.IsDir() || filepath.Base(filepath.Dir(path)) != "recorded" || filepath.Ext(path) != ".json":
			return nil
		}
		found++
		r, err := llmtest.Load(path)
		if err != nil {
			t.Error(err)
			return nil
		}
		if r.From != llmtest.StandIn {
			t.Errorf("%s was answered by %q: say so in README.md and in this test", path, r.From)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if masked := new(llm.Masker).Mask(string(b)); strings.Count(masked, "[secret:") != strings.Count(string(b), "[secret:") {
			t.Errorf("%s holds something like a secret", path)
		}
		small := strings.ToLower(string(b))
		for _, name := range []string{"authorization", "bearer", "api-key", "cookie", "hunter2", "http://", "https://"} {
			if strings.Contains(small, name) {
				t.Errorf("%s holds %q", path, name)
			}
		}
		for _, e := range r.Exchanges {
			for name := range e.Header {
				if name != "Content-Type" && name != "Retry-After" {
					t.Errorf("%s keeps the header %s", path, name)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 5 {
		t.Errorf("only %d recordings were found", found)
	}
}
