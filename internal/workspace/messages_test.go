package workspace_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/workspace"
)

func TestB34BlockLimits(t *testing.T) {
	s := newStage(t)
	section := func(text string) string {
		return `{"type":"section","text":{"type":"mrkdwn","text":"` + text + `"}}`
	}
	x := func(n int) string { return strings.Repeat("ü", n) }
	for name, c := range map[string]struct{ blocks, want string }{
		"fine":           {"[" + section(x(3000)) + "]", ""},
		"long section":   {"[" + section(x(3001)) + "]", "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"},
		"51 blocks":      {"[" + strings.Repeat(`{"type":"divider"},`, 50) + `{"type":"divider"}]`, "no more than 50 items allowed [json-pointer:/blocks]"},
		"long header":    {`[{"type":"header","text":{"type":"plain_text","text":"` + x(151) + `"}}]`, "[json-pointer:/blocks/0/text/text]"},
		"mrkdwn header":  {`[{"type":"header","text":{"type":"mrkdwn","text":"x"}}]`, "[json-pointer:/blocks/0/text/type]"},
		"unknown block":  {`[{"type":"blink"}]`, "unsupported type: blink [json-pointer:/blocks/0/type]"},
		"alert":          {`[{"type":"alert"}]`, "[json-pointer:/blocks/0/type]"},
		"same block_id":  {`[{"type":"divider","block_id":"a"},{"type":"divider","block_id":"a"}]`, "[json-pointer:/blocks/1/block_id]"},
		"11 in context":  {`[{"type":"context","elements":[` + strings.Repeat(`{"type":"mrkdwn","text":"x"},`, 10) + `{"type":"mrkdwn","text":"x"}]}]`, "no more than 10 items allowed [json-pointer:/blocks/0/elements]"},
		"long button":    {`[{"type":"actions","elements":[{"type":"button","action_id":"a","text":{"type":"plain_text","text":"` + x(76) + `"}}]}]`, "[json-pointer:/blocks/0/elements/0/text/text]"},
		"long value":     {`[{"type":"actions","elements":[{"type":"button","value":"` + x(2001) + `","text":{"type":"plain_text","text":"x"}}]}]`, "[json-pointer:/blocks/0/elements/0/value]"},
		"same action_id": {`[{"type":"actions","elements":[{"type":"button","action_id":"a","text":{"type":"plain_text","text":"x"}},{"type":"button","action_id":"a","text":{"type":"plain_text","text":"y"}}]}]`, "[json-pointer:/blocks/0/elements/1/action_id]"},
		"no option":      {`[{"type":"actions","elements":[{"type":"static_select","options":[]}]}]`, "no less than 1 items allowed [json-pointer:/blocks/0/elements/0/options]"},
		"empty text":     {"[" + section("") + "]", "[json-pointer:/blocks/0/text/text]"},
		"image":          {`[{"type":"image","image_url":"https://example.org/x.png"}]`, "missing required field: alt_text [json-pointer:/blocks/0]"},
		"group":          {`[{"type":"section","text":{"type":"mrkdwn","text":"x"},"accessory":{"type":"static_select","option_groups":[{"label":{"type":"plain_text","text":"g"},"options":[{"text":{"type":"plain_text","text":"x"}}]}]}}]`, "missing required field: value [json-pointer:/blocks/0/accessory/option_groups/0/options/0]"},
		"no object":      {`[7]`, "must provide an object [json-pointer:/blocks/0]"},
		"input button":   {`[{"type":"input","label":{"type":"plain_text","text":"x"},"element":{"type":"button"}}]`, "[json-pointer:/blocks/0/element/type]"},
		"bad confirm":    {`[{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"x"},"confirm":{}}]}]`, "missing required field: title [json-pointer:/blocks/0/elements/0/confirm]"},
		"same option":    {`[{"type":"actions","elements":[{"type":"overflow","options":[{"text":{"type":"plain_text","text":"x"},"value":"v"},{"text":{"type":"plain_text","text":"y"},"value":"v"}]}]}]`, "[json-pointer:/blocks/0/elements/0/options/1/value]"},
		"ragged table":   {`[{"type":"table","rows":[[{"type":"raw_text","text":"a"}],[]]}]`, "[json-pointer:/blocks/0/rows/1]"},
		"long markdown":  {`[{"type":"markdown","text":"` + x(12001) + `"}]`, "[json-pointer:/blocks/0/text]"},
	} {
		s.clock.Move(time.Second)
		a, _ := s.ask("chat.postMessage", values("channel", s.channel, "text", "x", "blocks", c.blocks))
		if c.want == "" {
			if a["ok"] != true {
				t.Errorf("%s: %v", name, a)
			}
			continue
		}
		if a["error"] != "invalid_blocks" || !strings.Contains(fmt.Sprint(a["errors"]), c.want) || !strings.Contains(fmt.Sprint(a["response_metadata"]), c.want) {
			t.Errorf("%s: %v", name, a)
		}
	}
	if a, _ := s.ask("chat.postMessage", values("channel", s.channel, "blocks", "{")); a["error"] != "invalid_blocks_format" {
		t.Errorf("%v", a)
	}
}

func TestB35Content(t *testing.T) {
	s := newStage(t, func(c *workspace.Config) { c.Rates.Off = true })
	for name, c := range map[string]struct {
		form []string
		want string
	}{
		"nothing":          {nil, "no_text"},
		"two texts":        {[]string{"text", "x", "markdown_text", "y"}, "markdown_text_conflict"},
		"metadata":         {[]string{"text", "x", "metadata", `{"event_type":"t"}`}, "invalid_metadata_format"},
		"deep metadata":    {[]string{"text", "x", "metadata", `{"event_type":"t","event_payload":{"a":{"b":{"c":1}}}}`}, "invalid_metadata_format"},
		"plain list":       {[]string{"text", "x", "metadata", `{"event_type":"t","event_payload":{"a":["b"]}}`}, "invalid_metadata_format"},
		"fine metadata":    {[]string{"text", "x", "metadata", `{"event_type":"t","event_payload":{"a":"b","n":1,"o":{"x":true},"l":[{"y":"z"}]}}`}, ""},
		"a lot of it":      {[]string{"text", "x", "metadata", `{"event_type":"t","event_payload":{"k":"` + strings.Repeat("x", 9000) + `"}}`}, "metadata_too_large"},
		"white space":      {[]string{"text", " \n"}, "no_text"},
		"empty blocks":     {[]string{"blocks", "[]"}, "no_text"},
		"text and blocks":  {[]string{"markdown_text", "x", "blocks", `[{"type":"divider"}]`}, "markdown_text_conflict"},
		"long markdown":    {[]string{"markdown_text", strings.Repeat("ü", 12_001)}, "msg_too_long"},
		"no object":        {[]string{"text", "x", "metadata", "[]"}, "invalid_metadata_format"},
		"blocks in a list": {[]string{"blocks", `[{"type":"divider"}]`}, ""},
		"markdown":         {[]string{"markdown_text", strings.Repeat("ü", 12_000)}, ""},
	} {
		a, _ := s.ask("chat.postMessage", values(append(c.form, "channel", s.channel)...))
		if got, _ := a["error"].(string); got != c.want {
			t.Errorf("%s: %v", name, a)
		}
	}
	for said, kept := range map[int]int{40_000: 40_000, 40_001: 40_000} {
		s.post("", strings.Repeat("ü", said))
		if m := must(s.ann.Messages(s.channel, "", "", 1)); len([]rune(m[0].Text)) != kept {
			t.Errorf("%d characters of %d", len([]rune(m[0].Text)), said)
		}
	}
	if a, _ := s.ask("chat.update", values("channel", s.channel, "ts", s.post("", "x"))); a["error"] != "no_text" {
		t.Errorf("an update to nothing: %v", a)
	}
}

func TestB36Threads(t *testing.T) {
	s := newStage(t)
	parent := s.say("", "parent")
	reply := s.post(parent, "reply")
	lone := s.say("", "lone")
	if err := s.ann.Delete(s.channel, lone); err != nil {
		t.Fatal(err)
	}
	if err := s.ann.Delete(s.channel, parent); err != nil {
		t.Fatal(err)
	}
	for _, ts := range []string{lone, parent, reply, "1700000000.000100"} {
		s.clock.Move(time.Second)
		a, _ := s.ask("chat.postMessage", values("channel", s.channel, "text", "stray", "thread_ts", ts))
		if _, in := a["message"].(map[string]any)["thread_ts"]; in || a["ok"] != true {
			t.Errorf("%v", a)
		}
	}
	r := s.records(workspace.Request, "chat.postMessage")
	if last := r[len(r)-1]; last.Effect.ThreadTS != "" || last.Args["thread_ts"] == nil {
		t.Errorf("%+v", last)
	}
	if got := s.texts(s.ben, s.channel, ""); len(got) != 5 { // the tombstone and four strays
		t.Errorf("%q", got)
	}
}

func TestB37UpdateAndDelete(t *testing.T) {
	s := newStage(t, func(c *workspace.Config) { c.EditWindow = time.Hour })
	theirs := s.say("", "theirs")
	mine := s.post("", "mine", slack.MsgOptionBlocks(button("Go", "go")))
	if _, _, _, err := s.api.UpdateMessage(s.channel, theirs, slack.MsgOptionText("x", false)); code(err) != "cant_update_message" {
		t.Errorf("%v", err)
	}
	if _, _, err := s.api.DeleteMessage(s.channel, theirs); code(err) != "cant_delete_message" {
		t.Errorf("%v", err)
	}
	if _, _, _, err := s.api.UpdateMessage(s.channel, "1700000000.000100", slack.MsgOptionText("x", false)); code(err) != "message_not_found" {
		t.Errorf("%v", err)
	}
	if _, _, _, err := s.api.UpdateMessage(s.channel, mine, slack.MsgOptionText("new", false)); err != nil {
		t.Error(err)
	}
	if m := must(s.ann.Messages(s.channel, "", "", 1))[0]; m.Text != "new" || len(m.Blocks) == 0 || m.Edited == nil {
		t.Errorf("a new text changes no blocks: %+v", m)
	}
	if _, _, _, err := s.api.UpdateMessage(s.channel, mine, slack.MsgOptionText("new", false), slack.MsgOptionBlocks()); err != nil {
		t.Error(err)
	}
	if m := must(s.ann.Messages(s.channel, "", "", 1))[0]; len(m.Blocks) != 0 {
		t.Errorf("empty blocks do not clear them: %s", m.Blocks)
	}
	s.clock.Move(2 * time.Hour)
	if _, _, _, err := s.api.UpdateMessage(s.channel, mine, slack.MsgOptionText("late", false)); code(err) != "edit_window_closed" {
		t.Errorf("%v", err)
	}
}

func TestB38Permalinks(t *testing.T) {
	s := newStage(t)
	parent := s.say("", "parent")
	reply := s.say(parent, "reply")
	link, err := s.api.GetPermalink(&slack.PermalinkParameters{Channel: s.channel, Ts: parent})
	if want := s.srv.URL + "/archives/" + s.channel + "/p" + strings.Replace(parent, ".", "", 1); link != want || err != nil {
		t.Errorf("%s, %v, want %s", link, err, want)
	}
	link, _ = s.api.GetPermalink(&slack.PermalinkParameters{Channel: s.channel, Ts: reply})
	if !strings.HasSuffix(link, "?thread_ts="+parent+"&cid="+s.channel) {
		t.Error(link)
	}
	if _, err := s.api.GetPermalink(&slack.PermalinkParameters{Channel: s.channel, Ts: "1700000000.000100"}); code(err) != "message_not_found" {
		t.Error(err)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp := must(client.Get(link))
	if to := resp.Header.Get("Location"); !strings.Contains(to, "ts="+reply) || !strings.Contains(to, "thread="+parent) {
		t.Error(to)
	}
}

func TestB39Files(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		events := s.serve()
		parent := s.say("", "parent")
		s.next(events)
		f, err := s.api.UploadFile(slack.UploadFileParameters{
			Reader: strings.NewReader("# Review"), FileSize: 8, Filename: "review.md", Title: "The review",
			Channel: s.channel, ThreadTimestamp: parent, InitialComment: "here it is",
		})
		if err != nil {
			t.Fatal(err)
		}
		m := s.messages(events, 2)[0]
		if m.SubType != "file_share" || m.ThreadTimeStamp != parent || m.Text != "here it is" || len(m.Message.Files) != 1 || m.Message.Files[0].ID != f.ID {
			t.Errorf("%+v", m)
		}
		if _, content, ok := s.FileContent(f.ID); !ok || string(content) != "# Review" {
			t.Errorf("%q", content)
		}
		if file, content, err := s.ben.File(f.ID); err != nil || string(content) != "# Review" || file.Title != "The review" {
			t.Errorf("%q %v", content, err)
		}
		var b bytes.Buffer
		if err := s.api.GetFile(m.Message.Files[0].URLPrivate, &b); err != nil || b.String() != "# Review" {
			t.Errorf("%q %v", b.String(), err)
		}

		u, err := s.api.GetUploadURLExternalContext(t.Context(), slack.GetUploadURLExternalParameters{FileName: "x.md", FileSize: 5})
		if err != nil {
			t.Fatal(err)
		}
		resp := must(http.Post(u.UploadURL, "application/octet-stream", strings.NewReader("123456")))
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		if resp.StatusCode == 200 {
			t.Error("bytes of another length were taken")
		}
		complete := func(id, channel string) error {
			_, err := s.api.CompleteUploadExternalContext(t.Context(), slack.CompleteUploadExternalParameters{Files: []slack.FileSummary{{ID: id}}, Channel: channel})
			return err
		}
		for what, id := range map[string]string{"without bytes": u.FileID, "unknown": "F0NOWHERE00"} {
			if err := complete(id, s.channel); code(err) != "file_not_found" {
				t.Errorf("%s: %v", what, err)
			}
		}
		if !strings.HasPrefix(u.UploadURL, s.srv.URL+"/") {
			t.Errorf("the bytes go to %s", u.UploadURL)
		}
		resp = must(http.Post(u.UploadURL, "application/octet-stream", strings.NewReader("12345")))
		resp.Body.Close()
		for channel, want := range map[string]string{s.foreign: "not_in_channel", s.private: "channel_not_found"} {
			if err := complete(u.FileID, channel); code(err) != want {
				t.Errorf("%v, want %s", err, want)
			}
		}
		if _, _, err := s.ben.File(u.FileID); refusal(err) != "file_not_found" {
			t.Errorf("Ben sees a file that was never posted: %v", err)
		}
	})
}

func TestSeedIsSilentAndUnique(t *testing.T) {
	s := newStage(t)
	at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	a := must(s.Seed(s.channel, workspace.Seeded{User: s.ann.ID(), Text: "a < b", At: at, Reactions: map[string][]string{"eyes": {s.ben.ID()}}}))
	b := must(s.Seed(s.channel, workspace.Seeded{User: s.ben.ID(), Text: "reply", At: at, ThreadTS: a}))
	if a != "1735689600.000000" || b != "1735689600.000001" {
		t.Errorf("%s, %s", a, b)
	}
	m := must(s.ann.Messages(s.channel, a, "", 0))
	if len(m) != 2 || m[0].Text != "a &lt; b" || m[0].ReplyCount != 1 || m[0].Reactions[0].Count != 1 {
		t.Errorf("%+v", m)
	}
	own := must(s.Seed(s.channel, workspace.Seeded{User: s.Credentials().BotUserID, Text: "long ago", At: at.Add(time.Hour)}))
	if len(s.records(workspace.Frame, "")) != 0 || !s.Idle() {
		t.Error("seeding sends events")
	}
	if _, _, _, err := s.api.UpdateMessage(s.channel, own, slack.MsgOptionText("x", false)); err != nil {
		t.Errorf("the bot's own message of the past: %v", err)
	}
	if ts := s.say("", "now"); ts <= b {
		t.Error("a new message is older than the seeds")
	}
}

func TestB49OthersCannotBeReached(t *testing.T) {
	s := newStage(t)
	ts := must(s.ann.Say(s.private, "", "secret"))
	if _, err := s.ben.Messages(s.private, "", "", 0); refusal(err) != "channel_not_found" {
		t.Error(err)
	}
	for _, c := range s.ben.Channels() {
		if c.ID == s.private {
			t.Error("Ben sees the private channel")
		}
	}
	if err := s.ben.React(s.private, ts, "eyes"); refusal(err) != "channel_not_found" {
		t.Error(err)
	}
	if err := s.ben.Join(s.private); refusal(err) != "channel_not_found" {
		t.Error(err)
	}
	shared := must(s.ann.Share(s.private, "", "a.txt", []byte("x"), ""))
	file := must(s.ann.Messages(s.private, shared, "", 0))[0].Files[0].ID
	if _, _, err := s.ben.File(file); refusal(err) != "file_not_found" {
		t.Error(err)
	}
	if found, _ := s.ben.Search("secret", 10); len(found) != 0 {
		t.Errorf("Ben finds %+v", found)
	}
	watch := s.ben.Watch(t.Context())
	must(s.ann.Say(s.private, "", "more"))
	must(s.ann.Say(s.channel, "", "public"))
	if c := s.change(watch, "message"); c.Message.Text != "public" {
		t.Errorf("Ben's page was told %q", c.Message.Text)
	}
}
