//go:build unix

package nodetest_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"os"
	"strings"

	"github.com/remedybot/remedy/internal/workspace"
)

// gallery shows every block and every input that there is, those which the page is
// tested with, and uses some that stand nowhere else.
func (r *tour) gallery() {
	r.t.Helper()
	var pixel bytes.Buffer
	r.do(png.Encode(&pixel, image.NewGray(image.Rect(0, 0, 1, 1))))
	picture, err := r.ann.Upload("errors.png", pixel.Bytes())
	r.do(err)
	source, err := os.ReadFile("../page/testdata/gallery.json")
	r.do(err)
	source = []byte(strings.NewReplacer(`"PICTURE"`, `"`+picture.ID+`"`, `"ANA"`, `"`+r.ann.ID()+`"`, `"OUTAGE"`, `"`+r.channel+`"`).Replace(string(source)))
	var g struct {
		Messages []struct {
			Name, Text string
			Blocks     []any
		}
		Modal, Home any
	}
	r.do(json.Unmarshal(source, &g))

	posted := make(map[string]string)
	for _, m := range g.Messages {
		posted[m.Name] = r.app.does("chat.postMessage", args{"channel": r.channel, "text": m.Text, "blocks": m.Blocks})["ts"].(string)
	}
	press := func(message, action string, value any) (trigger any) {
		at := r.app.now()
		r.do(r.ann.Press(r.channel, posted[message], workspace.Press{ActionID: action, Value: value}))
		return r.app.latest("interactive/block_actions", at)["trigger_id"]
	}
	press("presses", "feedback", "up")
	press("presses", "icon", nil)
	press("presses", "danger", nil)
	press("data", "row", nil)

	r.app.does("views.publish", args{"user_id": r.ben.ID(), "view": g.Home})
	r.app.does("views.open", args{"trigger_id": press("presses", "plain", nil), "view": g.Modal})
	modal := r.shows("gallery")
	r.do(r.ann.PressView(modal.ID, workspace.Press{ActionID: "typed", Value: "Platform"}))
	r.do(r.ann.Submit(modal.ID, map[string]any{"line": "Checkout", "rich": "two words", "number": "41", "static": "1", "radio": "live",
		"checks": []string{"kind"}, "files": []string{picture.ID}}))
	r.until("the modal is gone", func() bool { return len(r.ann.Views()) == 0 })
}
