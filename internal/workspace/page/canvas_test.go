package page_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"

	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
)

// asks calls a method as the app, and returns its answer.
func (p *place) asks(t *testing.T, method string, with ...string) map[string]any {
	t.Helper()
	form := url.Values{"token": {p.w.Credentials().BotToken}}
	for i := 0; i < len(with); i += 2 {
		form.Set(with[i], with[i+1])
	}
	res, err := http.PostForm(p.url+"/api/"+method, form)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var answer map[string]any
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil || answer["ok"] != true {
		t.Fatalf("%s: %v, %v", method, answer, err)
	}
	return answer
}

// writes has the app put a text into a canvas.
func (p *place) writes(t *testing.T, canvas, markdown string) {
	t.Helper()
	changes, err := json.Marshal([]any{map[string]any{"operation": "replace", "document_content": map[string]any{"type": "markdown", "markdown": markdown}}})
	if err != nil {
		t.Fatal(err)
	}
	p.asks(t, "canvases.edit", "canvas_id", canvas, "changes", string(changes))
}

const written = `# Checkout was down

- **Impact:** 09:12 to 10:04 UTC
- **Status:** published

## 1. Timeline

| Time (UTC) | What | Kind |
| --- | --- | --- |
| 09:12 | The error rate rose to 12% [1](https://example.slack.com/archives/C1/p1) | signal |
| 10:04 | The error rate was at its usual level *proposed* | recovery |

### Where accounts differ

A hostile line: \<script> and \!\[x](y).`

// A link to a canvas opens it inside the page, for those who may read it; it follows
// what the app writes, and the way back leads where one was.
func TestACanvasIsRead(t *testing.T) {
	p := newPlace(t, func(c *workspace.Config) { c.App.Scopes = append(c.App.Scopes, "canvases:write") })
	id, _ := p.asks(t, "canvases.create", "title", "PM-1: post-mortem")["canvas_id"].(string)
	p.writes(t, id, written)
	address := "/docs/" + p.w.Credentials().TeamID + "/" + id
	p.asks(t, "chat.postMessage", "channel", p.outage, "text", "Read it here: <"+p.url+address+"|PM-1>")
	b := pagetest.New(t)
	b.Open(p.url + address)
	b.Sees("canvas-pane", "There is no such canvas, or you cannot see it.")
	p.asks(t, "canvases.access.set", "canvas_id", id, "access_level", "read", "channel_ids", `["`+p.outage+`"]`)

	b.Open(p.url)
	b.Sees("message", "Read it here")
	b.Wait("no link", `(document.querySelector("[data-testid=message] a[href*='/docs/']")?.click(), !!document.querySelector("[data-testid=message] a"))`)
	b.Sees("canvas-pane", "Where accounts differ")
	b.Sees("canvas-pane", "A hostile line: <script> and ![x](y).")
	b.Sees("channel-title", "PM-1: post-mortem")
	b.Wait("no address of its own", `location.pathname === "`+address+`"`)
	b.Wait("no table", `document.querySelectorAll("[data-testid=canvas-pane] tbody tr").length === 2`)
	for _, size := range []struct {
		name  string
		width int64
	}{{"390", 390}, {"1280", 1280}} {
		b.Size(size.width, 900)
		b.Wait("the page is wider than the window", `document.documentElement.scrollWidth <= innerWidth`)
		for _, scheme := range []string{"light", "dark"} {
			b.Scheme(scheme)
			b.Shot("50-canvas-" + size.name + "-" + scheme)
			t.Run("by everybody, "+size.name+" "+scheme, func(t *testing.T) {
				for _, v := range b.For(t).Violations(pagetest.Axe(t)) {
					t.Error(v)
				}
			})
		}
	}
	p.writes(t, id, "# Checkout was down\n\nNothing is left.")
	b.Sees("canvas-pane", "Nothing is left.")
	b.Never("canvas-pane", "Where accounts differ")
	pagetest.Eval[bool](b, "(history.back(), true)")
	b.Sees("message", "Read it here")
	b.Wait("the canvas stays before the channel", `document.querySelector("[data-testid=canvas-pane]").hidden`)
}
