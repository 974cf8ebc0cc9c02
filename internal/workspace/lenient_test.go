package workspace_test

import (
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/workspace"
)

// Each switch opens one door and no other.
func TestLenientSwitches(t *testing.T) {
	doors := map[string]struct {
		open func(*workspace.Lenient)
		goes func(*stage) bool
	}{
		"mentions outside": {
			func(l *workspace.Lenient) { l.MentionsOutside = true },
			func(s *stage) bool {
				must(s.ann.Say(s.foreign, "", "<@"+s.Credentials().BotUserID+"> hello"))
				return len(s.records(workspace.Frame, "events_api/app_mention")) > 0
			},
		},
		"other fields": {
			func(l *workspace.Lenient) { l.OtherFields = true },
			func(s *stage) bool { return s.refused("message", `{"type":"divider","colour":"red"}`) == "" },
		},
		"numbers in tables": {
			func(l *workspace.Lenient) { l.TableNumbers = true },
			func(s *stage) bool {
				return s.refused("message", `{"type":"table","rows":[[{"type":"raw_number","value":1}]]}`) == ""
			},
		},
		"reply to tombstone": {
			func(l *workspace.Lenient) { l.ReplyToTombstone = true },
			func(s *stage) bool {
				parent := s.say("", "parent")
				s.say(parent, "reply")
				if err := s.ann.Delete(s.channel, parent); err != nil {
					s.t.Fatal(err)
				}
				_, err := s.ann.Say(s.channel, parent, "x")
				return err == nil
			},
		},
		"reply to reply": {
			func(l *workspace.Lenient) { l.ReplyToReply = true },
			func(s *stage) bool {
				reply := s.say(s.say("", "parent"), "reply")
				a, _ := s.ask("chat.postMessage", values("channel", s.channel, "text", "x", "thread_ts", reply))
				return a["message"].(map[string]any)["thread_ts"] != nil
			},
		},
		"plain deletions": {
			func(l *workspace.Lenient) { l.PlainDeletions = true },
			func(s *stage) bool {
				parent := s.say("", "parent")
				s.say(parent, "reply")
				if err := s.ann.Delete(s.channel, parent); err != nil {
					s.t.Fatal(err)
				}
				told := s.frames("events_api/message")
				return strings.Contains(string(told[len(told)-1].Answer), "message_deleted")
			},
		},
		"direct to bots": {
			func(l *workspace.Lenient) { l.DirectToBots = true },
			func(s *stage) bool {
				bot := s.AddUser(workspace.User{Name: "deploys", Bot: true})
				_, _, _, err := s.api.OpenConversation(&slack.OpenConversationParameters{Users: []string{bot}})
				return err == nil
			},
		},
		"replies outside": {
			func(l *workspace.Lenient) { l.RepliesOutside = true },
			func(s *stage) bool {
				ts := must(s.ann.Say(s.foreign, "", "x"))
				_, _, _, err := s.api.GetConversationReplies(&slack.GetConversationRepliesParameters{ChannelID: s.foreign, Timestamp: ts})
				return err == nil
			},
		},
	}
	for opened, door := range doors {
		s := newStage(t, func(c *workspace.Config) { door.open(&c.Lenient) })
		for name, other := range doors {
			if got, want := other.goes(s), name == opened; got != want {
				t.Errorf("with %q open, %q goes: %v", opened, name, got)
			}
		}
	}
}
