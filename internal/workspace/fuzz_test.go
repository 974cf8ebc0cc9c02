package workspace_test

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/workspace"
)

// Whatever an app sends as blocks, it gets an answer, and people can go on using
// the workspace.
func FuzzBlocks(f *testing.F) {
	for _, seed := range []string{
		`[]`, `{}`, `[null]`, `[{"type":"section"}]`, `[{"type":"section","element":{"action_id":"a"}}]`,
		`[{"type":"actions","elements":[{"type":"button","action_id":"a","text":{"type":"plain_text","text":"x"}}]}]`,
		`[{"type":"actions","block_id":1,"elements":[{"type":"checkboxes","action_id":"a","options":[{"text":{"type":"plain_text","text":"x"},"value":"v"}],"initial_options":7}]}]`,
		`[{"type":"input","label":{"type":"plain_text","text":"x"},"element":{"type":"plain_text_input","action_id":"a","max_length":1e99}}]`,
		`[{"type":"context","elements":[{"type":"mrkdwn","text":"x","action_id":"a"}]}]`,
		`[{"type":"table","rows":[7,[]]},{"type":"markdown","text":7}]`,
	} {
		f.Add(seed)
	}
	table, err := os.ReadFile("testdata/blocks.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(table)) {
		if _, block, ok := strings.Cut(line, " | "); ok {
			f.Add("[" + block + "]")
		}
	}
	f.Fuzz(func(t *testing.T, blocks string) {
		w := workspace.New(workspace.Config{
			App: workspace.App{Name: "Remedy", Scopes: allScopes, Events: allEvents}, Rates: workspace.Rates{Off: true},
		})
		defer w.Close()
		c := w.Credentials()
		ann := w.As(w.AddUser(workspace.User{Name: "ann"}))
		room := w.AddChannel(workspace.Channel{Name: "c", Members: []string{ann.ID(), c.BotUserID}})
		ask := func(method string, args map[string]any) map[string]any {
			body, _ := json.Marshal(args)
			r := httptest.NewRequest("POST", "/api/"+method, strings.NewReader(string(body)))
			r.Header.Set("Authorization", "Bearer "+c.BotToken)
			r.Header.Set("Content-Type", "application/json")
			rec := httptest.NewRecorder()
			w.Handler().ServeHTTP(rec, r)
			var a map[string]any
			if rec.Code != 200 || json.Unmarshal(rec.Body.Bytes(), &a) != nil {
				t.Fatalf("%s: %d %s", method, rec.Code, rec.Body)
			}
			return a
		}
		a := ask("chat.postMessage", map[string]any{"channel": room, "text": "x", "blocks": blocks})
		if ts, ok := a["ts"].(string); ok {
			ann.Press(room, ts, workspace.Press{ActionID: "a"})
			ann.Press(room, ts, workspace.Press{ActionID: "a", Value: "v", State: map[string]any{"a": 7}})
		}
		var list any
		if json.Unmarshal([]byte(blocks), &list) != nil {
			return
		}
		ask("views.publish", map[string]any{"user_id": ann.ID(), "view": map[string]any{"type": "home", "blocks": list}})
		if v, ok := ann.Home(); ok {
			ann.PressView(v.ID, workspace.Press{ActionID: "a", Value: []any{"v"}})
		}
		if _, err := ann.Say(room, "", "still here"); err != nil {
			t.Fatal(err)
		}
	})
}
