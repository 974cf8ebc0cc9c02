package workspace_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/workspace"
)

func TestB40History(t *testing.T) {
	s := newStage(t)
	var said []string
	for i := range 7 {
		said = append(said, s.say("", fmt.Sprint(i)))
	}
	s.say(said[0], "a reply is not in the channel")
	var got []string
	p := slack.GetConversationHistoryParameters{ChannelID: s.channel, Limit: 3}
	for pages := 1; ; pages++ {
		r, err := s.api.GetConversationHistory(&p)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range r.Messages {
			got = append(got, m.Timestamp)
		}
		if !r.HasMore {
			if pages != 3 || r.ResponseMetaData.NextCursor != "" {
				t.Errorf("%d pages, cursor %q", pages, r.ResponseMetaData.NextCursor)
			}
			break
		}
		p.Cursor = r.ResponseMetaData.NextCursor
	}
	slices.Reverse(got)
	if !slices.Equal(got, said) {
		t.Errorf("%v, want %v", got, said)
	}
	p.Cursor = "strange"
	if _, err := s.api.GetConversationHistory(&p); code(err) != "invalid_cursor" {
		t.Error(err)
	}
	for inclusive, want := range map[bool]int{true: 3, false: 1} {
		r, err := s.api.GetConversationHistory(&slack.GetConversationHistoryParameters{
			ChannelID: s.channel, Oldest: said[2], Latest: said[4], Inclusive: inclusive,
		})
		if err != nil || len(r.Messages) != want {
			t.Errorf("inclusive %v: %d messages, %v", inclusive, len(r.Messages), err)
		}
	}
}

func TestB40Replies(t *testing.T) {
	s := newStage(t, func(c *workspace.Config) { c.PageLimit = 2 })
	parent := s.say("", "parent")
	want := []string{"parent"}
	for i := range 5 {
		s.say(parent, fmt.Sprint(i))
		want = append(want, fmt.Sprint(i))
	}
	var got []string
	p := slack.GetConversationRepliesParameters{ChannelID: s.channel, Timestamp: parent, Limit: 1000}
	for more := true; more; {
		messages, hasMore, next, err := s.api.GetConversationReplies(&p)
		if err != nil || messages[0].Timestamp != parent {
			t.Fatalf("%v, %+v", err, messages)
		}
		if len(got) > 0 {
			messages = messages[1:]
		}
		for _, m := range messages {
			got = append(got, m.Text)
		}
		more, p.Cursor = hasMore, next
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if _, _, _, err := s.api.GetConversationReplies(&slack.GetConversationRepliesParameters{ChannelID: s.channel, Timestamp: "1700000000.000100"}); code(err) != "thread_not_found" {
		t.Error(err)
	}
}

func TestB40OddLimitsArePutRight(t *testing.T) {
	for most, want := range map[int]map[string]int{
		0:  {"": 20, "7": 7, "0": 1, "-3": 1, "5000": 20, "many": 20},
		15: {"": 15, "7": 7, "0": 1, "5000": 15, "100": 15},
	} {
		s := newStage(t, func(c *workspace.Config) { c.PageLimit = most })
		parent := s.say("", "parent")
		for range 19 {
			s.say("", "x")
		}
		for range 20 {
			s.say(parent, "x")
		}
		for limit, n := range want {
			a, _ := s.ask("conversations.history", values("channel", s.channel, "limit", limit))
			if got, _ := a["messages"].([]any); len(got) != n || a["has_more"] != (n < 20) {
				t.Errorf("history, limit %q of %d: %d messages, more: %v", limit, most, len(got), a["has_more"])
			}
			a, _ = s.ask("conversations.replies", values("channel", s.channel, "ts", parent, "limit", limit))
			if got, _ := a["messages"].([]any); len(got) != n+1 { // the parent comes on top
				t.Errorf("replies, limit %q of %d: %d messages", limit, most, len(got))
			}
		}
	}
}

// At the end the cursor is empty, null or missing, one as good as the other.
func TestB40EndsOfPages(t *testing.T) {
	s := newStage(t)
	ends := make(map[string]bool)
	for range 40 {
		a, _ := s.ask("conversations.history", values("channel", s.channel))
		meta, given := a["response_metadata"].(map[string]any)
		switch {
		case !given:
			ends["missing"] = true
		case meta["next_cursor"] == nil:
			ends["null"] = true
		case meta["next_cursor"] == "":
			ends["empty"] = true
		default:
			t.Fatalf("%v", a)
		}
	}
	if len(ends) != 3 {
		t.Errorf("only %v", ends)
	}
	for _, method := range []string{"conversations.history", "conversations.members", "conversations.list", "users.list"} {
		for _, cursor := range []string{"strange", "bmV4dF9vdGhlcjp4"} {
			if a, _ := s.ask(method, values("channel", s.channel, "cursor", cursor)); a["error"] != "invalid_cursor" {
				t.Errorf("%s, cursor %s: %v", method, cursor, a)
			}
		}
	}
}

func TestB40RepliesWithin(t *testing.T) {
	s := newStage(t)
	parent := s.say("", "parent")
	var replies []string
	for range 4 {
		replies = append(replies, s.say(parent, "x"))
	}
	for _, c := range []struct {
		oldest, latest, inclusive string
		want                      int
	}{
		{replies[0], "", "", 3}, {replies[0], "", "true", 4}, {"", replies[2], "", 2}, {"", replies[2], "1", 3}, {"0", "", "", 4},
	} {
		a, _ := s.ask("conversations.replies", values("channel", s.channel, "ts", parent, "oldest", c.oldest, "latest", c.latest, "inclusive", c.inclusive))
		got := a["messages"].([]any)
		if first := got[0].(map[string]any); first["ts"] != parent || len(got) != c.want+1 {
			t.Errorf("%+v: %d messages", c, len(got))
		}
	}
	events := s.frames("events_api")
	a, _ := s.ask("conversations.replies", values("channel", s.channel, "ts", replies[1]))
	if got, _ := a["messages"].([]any); len(got) != 1 || len(s.frames("events_api")) != len(events) {
		t.Errorf("a reply has a thread of its own: %v", a)
	}
}

func TestB40Metadata(t *testing.T) {
	s := newStage(t)
	events := s.serve()
	meta := slack.SlackMetadata{EventType: "remedy", EventPayload: map[string]any{"key": "K1"}}
	ts := s.post("", "x", slack.MsgOptionMetadata(meta))
	for all, want := range map[bool]any{true: "K1", false: nil} {
		messages, _, _, err := s.api.GetConversationReplies(&slack.GetConversationRepliesParameters{ChannelID: s.channel, Timestamp: ts, IncludeAllMetadata: all})
		if err != nil || messages[0].Metadata.EventType != "remedy" || messages[0].Metadata.EventPayload["key"] != want {
			t.Errorf("all %v: %+v, %v", all, messages, err)
		}
	}
	for all, want := range map[bool]any{true: "K1", false: nil} {
		r, err := s.api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: s.channel, IncludeAllMetadata: all})
		if err != nil || r.Messages[0].Metadata.EventPayload["key"] != want {
			t.Errorf("history, all %v: %+v, %v", all, r, err)
		}
	}
	if m := s.message(events); m.TimeStamp != ts {
		t.Errorf("%+v", m)
	}
	if b := must(s.ann.Messages(s.channel, "", "", 1)); strings.Contains(fmt.Sprintf("%+v", b), "K1") {
		t.Error("a page got the metadata")
	}
}

func TestB41MembersArePaged(t *testing.T) {
	s := newStage(t)
	var members []string
	for range 20 {
		members = append(members, s.AddUser(workspace.User{Name: "p"}))
	}
	big := s.AddChannel(workspace.Channel{Name: "big", Members: members})
	p := slack.GetUsersInConversationParameters{ChannelID: big, Limit: 3}
	var got []string
	short := false
	for {
		page, next, err := s.api.GetUsersInConversation(&p)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, page...)
		if next == "" {
			break
		}
		short = short || len(page) < 3
		p.Cursor = next
	}
	if !slices.Equal(got, members) || !short {
		t.Errorf("%v, short pages: %v", got, short)
	}
	for _, limit := range []string{"5000", "0", "-1"} {
		if a, _ := s.ask("conversations.members", values("channel", big, "limit", limit)); a["error"] != "invalid_limit" {
			t.Errorf("limit %s: %v", limit, a)
		}
	}
}
