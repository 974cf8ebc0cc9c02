package stage

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/report"
	"github.com/remedybot/remedy/internal/report/reporttest"
	"github.com/remedybot/remedy/internal/workspace"
)

// Every bundled review, and one of people who write what canvases do not take, is
// taken by the workspace as a canvas.
func TestReviewsFitIntoCanvases(t *testing.T) {
	w := workspace.New(workspace.Config{App: App(), Rates: workspace.Rates{Off: true}})
	defer w.Close()
	srv := httptest.NewServer(w.Handler())
	defer srv.Close()
	all := reporttest.Sessions(t)
	said := []string{
		"14:02 #### a deep heading | with a bar", "14:03 > - a list in a quotation", "14:04 see [^1] and ![](@U012AB3CD) or ![x](javascript:alert(1))",
		"14:05 <script>alert(1)</script> &lt;b&gt; <!channel>", "14:06 `<code>` and ``` and ~~~", "- [ ] 14:07 a task", "| 14:08 | a table |", "| --- | --- |",
	}
	all["what canvases do not take"] = reporttest.Held(t, "UTC", said)
	for name, s := range all {
		r := report.Build(s, report.Options{Cite: func(ref postmortem.Ref) (string, string) {
			return ref.TS, "https://example.slack.com/archives/" + ref.Channel + "/p" + strings.Replace(ref.TS, ".", "", 1)
		}})
		content, err := json.Marshal(map[string]string{"type": "markdown", "markdown": r.Canvas()})
		if err != nil {
			t.Fatal(err)
		}
		res, err := http.PostForm(srv.URL+"/api/canvases.create", url.Values{"token": {w.Credentials().BotToken}, "document_content": {string(content)}})
		if err != nil {
			t.Fatal(err)
		}
		var answer struct {
			OK            bool
			Error, Detail string
		}
		err = json.NewDecoder(res.Body).Decode(&answer)
		res.Body.Close()
		if err != nil || !answer.OK {
			t.Errorf("%s: %s %s, %v", name, answer.Error, answer.Detail, err)
		}
	}
}
