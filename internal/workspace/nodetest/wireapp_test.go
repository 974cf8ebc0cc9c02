//go:build unix

package nodetest_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/gorilla/websocket"

	"github.com/remedybot/remedy/internal/workspace"
)

// A wireApp is an app without any library: it keeps whatever it gets as it came.
type wireApp struct {
	s    *scene
	base string // of the API

	mu      sync.Mutex
	frames  []json.RawMessage // that came over its socket
	answers map[string]any    // to a submission, by the view's callback_id
}

// join opens a socket and acknowledges what comes over it.
func (a *wireApp) join() {
	a.s.t.Helper()
	opened := a.call("apps.connections.open", nil)
	ws, _, err := websocket.DefaultDialer.Dial(opened["url"].(string), nil)
	if err != nil {
		a.s.t.Fatal(err)
	}
	a.s.t.Cleanup(func() { ws.Close() })
	before := len(a.received())
	go func() {
		for {
			_, frame, err := ws.ReadMessage()
			if err != nil {
				return
			}
			a.mu.Lock()
			a.frames = append(a.frames, frame)
			answers := a.answers
			a.mu.Unlock()
			var f struct {
				ID      string `json:"envelope_id"`
				Payload struct {
					Type string
					View struct {
						CallbackID string `json:"callback_id"`
					}
				}
			}
			if json.Unmarshal(frame, &f) != nil || f.ID == "" {
				continue
			}
			ack := map[string]any{"envelope_id": f.ID}
			switch answer := answers[f.Payload.View.CallbackID]; {
			case f.Payload.Type == "block_suggestion":
				ack["payload"] = map[string]any{"options": options()}
			case f.Payload.Type == "view_submission" && answer != nil:
				ack["payload"] = answer
			}
			if ws.WriteJSON(ack) != nil {
				return
			}
		}
	}()
	a.s.until("hello", func() bool { return len(a.received()) > before })
}

func (a *wireApp) received() []json.RawMessage {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.frames)
}

// answering sets what the app answers to the submissions of a kind of view.
func (a *wireApp) answering(callbackID string, answer any) {
	a.mu.Lock()
	defer a.mu.Unlock()
	answers := map[string]any{callbackID: answer}
	for id, old := range a.answers {
		if id != callbackID {
			answers[id] = old
		}
	}
	a.answers = answers
}

// args are the arguments of a call.
type args map[string]any

// call asks the Web API, and does not mind being refused.
func (a *wireApp) call(method string, with args) map[string]any {
	a.s.t.Helper()
	body, err := json.Marshal(with)
	if err != nil {
		a.s.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(a.s.t.Context(), http.MethodPost, a.base+method, bytes.NewReader(body))
	if err != nil {
		a.s.t.Fatal(err)
	}
	token := a.s.Credentials().BotToken
	if strings.HasPrefix(method, "apps.") {
		token = a.s.Credentials().AppToken
	}
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		a.s.t.Fatal(err)
	}
	defer response.Body.Close()
	var answer map[string]any
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		a.s.t.Fatal(err)
	}
	return answer
}

// does is a call that has to succeed.
func (a *wireApp) does(method string, with args) map[string]any {
	a.s.t.Helper()
	answer := a.call(method, with)
	if answer["ok"] != true {
		a.s.t.Fatalf("%s was refused: %v", method, answer)
	}
	return answer
}

// latest is the newest delivery of a kind, once the app has been sent one that was
// not there before.
func (a *wireApp) latest(method string, after int) (payload map[string]any) {
	a.s.t.Helper()
	a.s.until("a delivery: "+method, func() bool {
		for _, r := range slices.Backward(a.s.Journal()) {
			if r.Seq > after && r.Kind == workspace.Frame && r.Method == method {
				return json.Unmarshal(r.Answer, &payload) == nil
			}
		}
		return false
	})
	return payload
}

// now is how far the journal has come.
func (a *wireApp) now() int {
	all := a.s.Journal()
	if len(all) == 0 {
		return 0
	}
	return all[len(all)-1].Seq
}
