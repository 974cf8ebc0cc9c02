package workspace_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"github.com/remedybot/remedy/internal/workspace"
)

// refused asks Slack's API to show blocks on a surface, and returns all that it
// says against them.
func (s *stage) refused(surface, block string) string {
	s.t.Helper()
	var a map[string]any
	switch surface {
	case "message":
		s.clock.Move(time.Second)
		a, _ = s.ask("chat.postMessage", values("channel", s.channel, "text", "x", "blocks", "["+block+"]"))
	case "home":
		a, _ = s.ask("views.publish", values("user_id", s.ann.ID(), "view", `{"type":"home","blocks":[`+block+`]}`))
	default: // a view is read before its trigger is looked at
		a, _ = s.ask("views.open", values("trigger_id", "none", "view",
			`{"type":"modal","title":{"type":"plain_text","text":"t"},"submit":{"type":"plain_text","text":"s"},"blocks":[`+block+`]}`))
		if a["error"] == "invalid_trigger_id" {
			return ""
		}
	}
	if a["ok"] == true {
		return ""
	}
	said := fmt.Sprint(a["error"], a["response_metadata"])
	return strings.NewReplacer("/view/blocks/", "/", "/blocks/", "/").Replace(said)
}

// interaction is the next interaction among what arrives.
func (s *stage) interaction(from <-chan got) slack.InteractionCallback {
	s.t.Helper()
	g := s.next(from)
	for g.Type != socketmode.EventTypeInteractive {
		g = s.next(from)
	}
	return s.callback(g)
}

func TestB34EveryBlockIsChecked(t *testing.T) {
	s := newStage(t)
	table, err := os.ReadFile("testdata/blocks.txt")
	if err != nil {
		t.Fatal(err)
	}
	surface := ""
	for n, line := range strings.Split(string(table), "\n") {
		if where, ok := strings.CutPrefix(line, "= "); ok {
			surface = where
		}
		want, block, ok := strings.Cut(line, " | ")
		if !ok {
			continue
		}
		switch said := s.refused(surface, block); {
		case want == "ok" && said != "":
			t.Errorf("line %d: %s", n+1, said)
		case want != "ok" && !strings.Contains(said, want):
			t.Errorf("line %d: %q, want %s", n+1, said, want)
		}
	}
}

func TestB34WholeMessages(t *testing.T) {
	s := newStage(t)
	table := `{"type":"table","rows":[[{"type":"raw_text","text":"a"}]]}`
	data := `{"type":"data_table","caption":"c","rows":[[{"type":"raw_text","text":"a"}],[{"type":"raw_text","text":"%s"}]]}`
	pie := `{"type":"data_visualization","title":"t","chart":{"type":"pie","segments":[{"label":"a","value":1}]}}`
	half := fmt.Sprintf(`{"type":"markdown","text":"%s"}`, strings.Repeat("x", 6001))
	for name, c := range map[string]struct{ blocks, want string }{
		"two tables":       {table + "," + fmt.Sprintf(data, "b"), "only_one_table_allowed"},
		"a long table":     {fmt.Sprintf(data, strings.Repeat("x", 20_000)), "must have less than 20001 characters in all cells"},
		"three charts":     {pie + "," + pie + "," + pie, "no more than 2 data_visualization blocks allowed"},
		"two markdowns":    {half + "," + half, "must be less than 12001 characters [json-pointer:/1/text]"},
		"ids of the inner": {`{"type":"carousel","elements":[{"type":"card","block_id":"a","title":{"type":"mrkdwn","text":"t"}}]},{"type":"divider","block_id":"a"}`, "already exists"},
	} {
		if said := s.refused("message", c.blocks); !strings.Contains(said, c.want) {
			t.Errorf("%s: %q", name, said)
		}
	}
}

// A picture that was uploaded can be shown by its id.
func TestB34OwnPictures(t *testing.T) {
	s := newStage(t)
	gif := []byte("GIF89a\x03\x00\x02\x00\x00\x00\x00;")
	f, err := s.ann.Upload("dot.gif", gif)
	if err != nil || f.OriginalW != 3 || f.OriginalH != 2 {
		t.Fatal(f, err)
	}
	if said := s.refused("message", `{"type":"image","alt_text":"a","slack_file":{"id":"`+f.ID+`"}}`); said != "" {
		t.Error(said)
	}
	notes, err := s.ann.Upload("notes.md", []byte("# x"))
	if err != nil {
		t.Fatal(err)
	}
	if said := s.refused("message", `{"type":"image","alt_text":"a","slack_file":{"id":"`+notes.ID+`"}}`); !strings.Contains(said, "invalid slack file") {
		t.Error(said)
	}
}

// Blocks without an id of their own get a new one at each update. A press that was
// on its way then means the same button, if there still is that button.
func TestB26PressesOutliveAnUpdate(t *testing.T) {
	s := newStage(t)
	arrived := s.serve()
	button := func(action, value string) string {
		return `{"type":"actions","elements":[{"type":"button","action_id":"` + action + `","value":"` + value + `","text":{"type":"plain_text","text":"x"}}]}`
	}
	a, _ := s.ask("chat.postMessage", values("channel", s.channel, "text", "x", "blocks", "["+button("go", "1")+"]"))
	ts := a["ts"].(string)
	blockID := func() string {
		list, err := s.ann.Messages(s.channel, "", "", 1)
		if err != nil {
			t.Fatal(err)
		}
		var blocks []struct {
			ID string `json:"block_id"`
		}
		if err := json.Unmarshal(list[0].Blocks, &blocks); err != nil {
			t.Fatal(err)
		}
		return blocks[0].ID
	}
	drawn := workspace.Press{BlockID: blockID(), ActionID: "go", Value: "1"}
	for name, c := range map[string]struct{ blocks, want string }{
		"the same button":    {button("go", "1"), ""},
		"another value":      {button("go", "2"), "action_not_found"},
		"two of them":        {button("go", "1") + "," + button("go", "1"), "action_not_found"},
		"another button":     {button("stop", "1"), "action_not_found"},
		"no buttons anymore": {`{"type":"divider"}`, "action_not_found"},
	} {
		s.clock.Move(time.Second)
		if a, _ := s.ask("chat.update", values("channel", s.channel, "ts", ts, "text", "x", "blocks", "["+c.blocks+"]")); a["ok"] != true {
			t.Fatal(a)
		}
		err := s.ann.Press(s.channel, ts, drawn)
		if c.want != "" {
			if refusal(err) != c.want {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := s.interaction(arrived).ActionCallback.BlockActions[0]; got.BlockID != blockID() || got.Value != "1" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
