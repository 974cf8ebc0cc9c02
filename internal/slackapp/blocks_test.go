package slackapp

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/slack-go/slack"
	"pgregory.net/rapid"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/workspace"
)

func TestACardInBlocks(t *testing.T) {
	card := postmortem.Card{Parts: []postmortem.Part{
		{Kind: postmortem.Header, Text: "Cause &amp; effect"},
		{Kind: postmortem.Body, Text: "*It* broke.", Side: &postmortem.Button{Action: postmortem.DoConfirm, Value: "PM-1|E1", Label: "Confirm", Reader: "Confirm: it broke"}},
		{Kind: postmortem.Rule},
		{Kind: postmortem.Quiet, Text: "small"},
		{Kind: postmortem.Body},
		{Kind: postmortem.Buttons, Buttons: []postmortem.Button{
			{Action: postmortem.DoFinish, Value: "PM-1", Label: "Finish", Style: "danger", Ask: "Close the meeting?"},
			{Action: postmortem.DoConfirm, Value: "PM-1|E2", Label: "Confirm"},
			{Action: postmortem.DoNext, Value: strings.Repeat("x", 2001), Label: "Too much to say"},
		}},
	}}
	b, err := json.Marshal(blocksOf(nil, card, maxBlocks))
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"type":"header","text":{"type":"plain_text","text":"Cause \u0026 effect","emoji":false}},` +
		`{"type":"section","text":{"type":"mrkdwn","text":"*It* broke."},"accessory":{"type":"button","text":{"type":"plain_text","text":"Confirm","emoji":false},"action_id":"confirm","value":"PM-1|E1","accessibility_label":"Confirm: it broke"}},` +
		`{"type":"divider"},{"type":"context","elements":[{"type":"mrkdwn","text":"small"}]},` +
		`{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Finish","emoji":false},"action_id":"finish","value":"PM-1","confirm":` +
		`{"title":{"type":"plain_text","text":"Please confirm","emoji":false},"text":{"type":"plain_text","text":"Close the meeting?","emoji":false},"confirm":{"type":"plain_text","text":"Finish","emoji":false},"deny":{"type":"plain_text","text":"Go back","emoji":false}},"style":"danger"},` +
		`{"type":"button","text":{"type":"plain_text","text":"Confirm","emoji":false},"action_id":"confirm:2","value":"PM-1|E2"}]}]`
	if got := string(b); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := textOf(card); got != "*Cause &amp; effect*\n\n*It* broke.\n\nsmall" {
		t.Errorf("%q", got)
	}
}

// Whatever a card holds, Slack's own rules, as the workspace enforces them, accept it.
func TestAnyCardCanBePosted(t *testing.T) {
	s := newStage(t)
	long := strings.Repeat("é", 200) + strings.Repeat(" word", 3000)
	for name, card := range map[string]postmortem.Card{
		"long paragraphs": {Parts: []postmortem.Part{
			{Kind: postmortem.Header, Text: long}, {Kind: postmortem.Body, Text: long}, {Kind: postmortem.Quiet, Text: long},
		}},
		"many rules": {Parts: manyParts(60, postmortem.Part{Kind: postmortem.Rule}, postmortem.Part{Kind: postmortem.Body, Text: "x"})},
		"many paragraphs and buttons": {Parts: append(manyParts(80, postmortem.Part{Kind: postmortem.Body, Text: "x", Side: &postmortem.Button{Action: "confirm", Value: "v", Label: strings.Repeat("L", 90)}}),
			postmortem.Part{Kind: postmortem.Buttons, Buttons: manyButtons(60)})},
		"many rows": {Parts: manyParts(70, postmortem.Part{Kind: postmortem.Buttons, Buttons: manyButtons(1)})},
		"long labels": buttons(postmortem.Button{Action: "next", Value: "v", Label: strings.Repeat("L", 200),
			Reader: strings.Repeat("R", 200), Ask: strings.Repeat("A", 900), Style: "primary"}),
		"nothing but buttons": {Parts: []postmortem.Part{{Kind: postmortem.Buttons, Buttons: manyButtons(3)}, {Kind: postmortem.Body, Text: "x"}}},
	} {
		if _, err := s.client.Post(t.Context(), postmortem.Place{Channel: s.AddChannel(channelOf(s, name))}, card, "k"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, r := range s.calls("chat.postMessage") { // the fallback to mere text was not needed
		if !strings.Contains(string(r.Answer), `"ok":true`) {
			t.Errorf("refused at first: %.300s", r.Answer)
		}
	}
}

func manyParts(n int, parts ...postmortem.Part) []postmortem.Part {
	var out []postmortem.Part
	for range n {
		out = append(out, parts...)
	}
	return out
}

func manyButtons(n int) []postmortem.Button {
	out := make([]postmortem.Button, n)
	for i := range out {
		out[i] = postmortem.Button{Action: postmortem.DoConfirm, Value: fmt.Sprint(i), Label: fmt.Sprint("Button ", i)}
	}
	return out
}

func TestACardThatIsTooLongKeepsItsButtons(t *testing.T) {
	card := postmortem.Card{Parts: append(manyParts(90, postmortem.Part{Kind: postmortem.Body, Text: "x"}),
		postmortem.Part{Kind: postmortem.Buttons, Buttons: manyButtons(2)})}
	blocks := blocksOf(nil, card, maxBlocks)
	if len(blocks) != maxBlocks {
		t.Fatalf("%d blocks", len(blocks))
	}
	if last := blocks[maxBlocks-1]; last.BlockType() != slack.MBTAction {
		t.Errorf("the last is %s", last.BlockType())
	}
	b, _ := json.Marshal(blocks[maxBlocks-3]) // above the words that the buttons are about
	if !strings.Contains(string(b), "There is more") {
		t.Errorf("does not say that something is left out: %s", b)
	}
}

// What has a button is kept as long as there is room, a Home tab has more of it, and what is missing is said where it
// begins to be missing.
func TestWhatIsLeftOutOfACard(t *testing.T) {
	words, rule := postmortem.Part{Kind: postmortem.Body, Text: "words"}, postmortem.Part{Kind: postmortem.Rule}
	side := postmortem.Part{Kind: postmortem.Body, Text: "an action", Side: &postmortem.Button{Action: "confirm", Value: "v", Label: "Confirm"}}
	row := postmortem.Part{Kind: postmortem.Buttons, Buttons: manyButtons(1)}
	head := postmortem.Part{Kind: postmortem.Header, Text: "Head"}
	for _, c := range []struct {
		name  string
		parts []postmortem.Part
		most  int
		want  string // h: a header, w: words, b: words with a button, r: a row of buttons, m: more, M: more, buttons too
	}{
		{"all fits", manyParts(2, head, side, words, row), 8, "hbwrhbwr"},
		{"rules go first", manyParts(2, words, rule, row), 4, "wrwr"},
		{"words before what has a button", slices.Concat([]postmortem.Part{head}, manyParts(2, words, side), []postmortem.Part{row}), 5, "hmbbr"},
		{"the end before the begin", manyParts(3, words, side), 5, "wbmbb"},
		{"what has a button before rows", slices.Concat(manyParts(4, side), []postmortem.Part{row, row}), 5, "bbMrr"},
		{"what a row is about stays with it", manyParts(3, words, row), 5, "wrwrM"},
		{"rows last", slices.Concat(manyParts(60, row)), 5, "rrrrM"},
		{"sixty things to confirm", slices.Concat([]postmortem.Part{head}, manyParts(60, side), []postmortem.Part{row}), maxBlocks, "h" + strings.Repeat("b", 47) + "Mr"},
		{"the same in a Home tab", slices.Concat([]postmortem.Part{head}, manyParts(60, side), []postmortem.Part{row}), maxHome, "h" + strings.Repeat("b", 60) + "r"},
	} {
		got := ""
		for _, b := range blocksOf(nil, postmortem.Card{Parts: c.parts}, c.most) {
			switch b := b.(type) {
			case *slack.HeaderBlock:
				got += "h"
			case *slack.ActionBlock:
				got += "r"
			case *slack.SectionBlock:
				if b.Accessory != nil {
					got += "b"
				} else {
					got += "w"
				}
			case *slack.ContextBlock:
				if text, _ := json.Marshal(b); strings.Contains(string(text), "buttons") {
					got += "M"
				} else {
					got += "m"
				}
			}
		}
		if got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		in   string
		n    int
		want string
	}{
		{"short", 10, "short"},
		{"exactly ten", 11, "exactly ten"},
		{"éééééééééééééééé", 12, "ééééééé…"},
		{"one two three four five", 16, "one two…"},
		{"a &amp; b &amp; c and so on", 12, "a &amp;…"},
		{"go <https://a.example|there> or elsewhere", 20, "go…"},
		{"```code block\nof some lines\nand more```", 24, "```code block\n```…"},
	} {
		got := cut(c.in, c.n)
		if got != c.want || utf8.RuneCountInString(got) > c.n {
			t.Errorf("cut(%q, %d) = %q, want %q", c.in, c.n, got, c.want)
		}
	}
}

// A code block before a token that never ends once came off as nothing, for ever.
func TestSplitComesToAnEnd(t *testing.T) {
	long := "```\n<" + strings.Repeat("x", 200) + ">"
	if got := split(long, 40); len(got) > 10 || bones(strings.Join(got, "")) != bones(long) {
		t.Errorf("%d pieces: %q", len(got), got)
	}
}

// Nothing that is cut is torn, nothing that is split is lost.
func TestSplitProperty(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", "word ", "é", "\n", " ", "&amp;", "&lt;", "<@U12345>", "<https://a.example|a b>", "```", "😀", "<", ">", "&"})
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(piece, 0, 120).Draw(t, "pieces"), "")
		n := rapid.IntRange(40, 90).Draw(t, "n")
		var words strings.Builder
		for _, p := range split(s, n) {
			if utf8.RuneCountInString(p) > n {
				t.Fatalf("a piece of %d runes, over %d: %q", utf8.RuneCountInString(p), n, p)
			}
			if !utf8.ValidString(p) {
				t.Fatalf("a torn rune: %q", p)
			}
			words.WriteString(p)
		}
		if got, want := bones(words.String()), bones(s); got != want {
			t.Fatalf("split changed the words\ngot  %q\nwant %q", got, want)
		}
		if c := cut(s, n); utf8.RuneCountInString(c) > n {
			t.Fatalf("cut to %d runes, over %d", utf8.RuneCountInString(c), n)
		}
	})
}

// bones is a text without gaps and fences, which splitting may add or take away.
func bones(s string) string {
	return strings.NewReplacer(" ", "", "\n", "", "`", "").Replace(s)
}

func TestEscaped(t *testing.T) {
	for in, want := range map[string]string{
		"a & b < c > d":                  "a &amp; b &lt; c &gt; d",
		"a &amp; b &lt; c":               "a &amp; b &lt; c",
		"<@U1> <@W1|x> <#C1|general>":    "<@U1> <@W1|x> <#C1|general>",
		"<!channel> <!here|x>":           "&lt;!channel&gt; &lt;!here|x&gt;",
		"<!subteam^S1> <!date^1^x|y>":    "&lt;!subteam^S1&gt; &lt;!date^1^x|y&gt;",
		"<https://a.example|b> <ftp://x": "<https://a.example|b> &lt;ftp://x",
		"<https://a <!channel>>":         "&lt;https://a &lt;!channel&gt;&gt;",
		"<javascript:alert(1)|x>":        "&lt;javascript:alert(1)|x&gt;",
		"<":                              "&lt;",
		"":                               "",
	} {
		if got := escaped(in); got != want {
			t.Errorf("escaped(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestEscapedIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		once := escaped(s)
		if twice := escaped(once); twice != once {
			t.Fatalf("%q became %q", once, twice)
		}
		if strings.Contains(once, "<!") {
			t.Fatalf("%q can call everybody", once)
		}
	})
}

func TestNewRefusesWhatCannotWork(t *testing.T) {
	for _, c := range []Config{{}, {BotToken: "xoxb-1", APIURL: "slack.com/api"}, {BotToken: "xoxb-1", APIURL: "ftp://slack.com"}, {BotToken: "xoxb-1", APIURL: "://"}} {
		if _, err := New(c); err == nil {
			t.Errorf("%+v", c)
		}
	}
	c, err := New(Config{BotToken: "xoxb-1", Command: "review"})
	if err != nil || c.config.Command != "/review" || c.config.APIURL != "https://slack.com/api/" {
		t.Errorf("%+v %v", c.config, err)
	}
}

func channelOf(s *stage, name string) workspace.Channel {
	return workspace.Channel{Name: strings.ReplaceAll(name, " ", "-"), Members: []string{s.ana.ID(), s.Credentials().BotUserID}}
}

func TestWhatIsSeenIsInWhatIsHeard(t *testing.T) {
	for _, c := range []struct{ label, reader, want string }{
		{"Confirm", "Confirm this entry", "Confirm this entry"},
		{"Edit…", "Change this entry", "Edit: Change this entry"},
		{"It's right", "Confirm that this draft is right", "It's right: Confirm that this draft is right"},
		{"Go", "Going on", "Go: Going on"},
		{"Next: Timeline", "Go on; next: Timeline", "Go on; next: Timeline"},
	} {
		if got := named(c.label, c.reader); got != c.want {
			t.Errorf("%q, %q: %q, want %q", c.label, c.reader, got, c.want)
		}
	}
}
