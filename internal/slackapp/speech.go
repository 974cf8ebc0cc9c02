package slackapp

import (
	"cmp"
	"context"
	"strings"

	"github.com/remedybot/remedy/internal/postmortem"
)

// speech is a message as Slack tells of it, whether heard or read.
type speech struct {
	Subtype  string `json:"subtype"`
	User     string `json:"user"`
	BotID    string `json:"bot_id"`
	Username string `json:"username"`
	Text     string `json:"text"`
	TS       string `json:"ts"`
	ThreadTS string `json:"thread_ts"`

	BotProfile struct {
		Name string `json:"name"`
	} `json:"bot_profile"`
	Attachments []attachment `json:"attachments"`
}

type attachment struct {
	Fallback string `json:"fallback"`
	Text     string `json:"text"`
}

// spoken reports whether somebody said this, rather than joined or changed a topic.
func (s speech) spoken() bool {
	switch s.Subtype {
	case "", "thread_broadcast", "file_share", "me_message", "bot_message":
		return true
	}
	return false
}

// words are what was said. Alerts of other apps often have no text but attachments.
func (s speech) words() string {
	if strings.TrimSpace(s.Text) != "" {
		return s.Text
	}
	var all []string
	for _, a := range s.Attachments {
		if t := strings.TrimSpace(cmp.Or(a.Text, a.Fallback)); t != "" {
			all = append(all, escaped(t))
		}
	}
	return strings.Join(all, "\n")
}

// author resolves who said it. An app is not looked up: it is no participant.
func (c *Client) author(ctx context.Context, s speech) postmortem.Person {
	if s.BotID != "" || s.Subtype == "bot_message" {
		return postmortem.Person{ID: cmp.Or(s.User, s.BotID), Name: cmp.Or(s.Username, s.BotProfile.Name), Bot: true}
	}
	p := c.Person(ctx, s.User)
	p.Bot = p.Bot || s.User == slackbot
	return p
}

// slackbot is Slack's own helper, which users.info does not call a bot.
const slackbot = "USLACKBOT"

// escaped brings text into the form in which Slack sends messages, whether it
// was in that form already (commands) or not (forms): mentions, channels and
// links stay, and every other & < > is an entity. So nothing that a person types
// can become a mention of everybody.
func escaped(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		switch rest := s[i:]; s[i] {
		case '&':
			if e := entity(rest); e != "" {
				b.WriteString(e)
				i += len(e)
				continue
			}
			b.WriteString("&amp;")
		case '<':
			if t := token(rest); t != "" {
				b.WriteString(t)
				i += len(t)
				continue
			}
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		default:
			b.WriteByte(s[i])
		}
		i++
	}
	return b.String()
}

func entity(s string) string {
	for _, e := range []string{"&amp;", "&lt;", "&gt;"} {
		if strings.HasPrefix(s, e) {
			return e
		}
	}
	return ""
}

// token returns the mention, channel or link at the beginning of s, or "".
func token(s string) string {
	end := strings.IndexByte(s, '>')
	if end < 0 || strings.ContainsAny(s[1:end], "<\n") {
		return ""
	}
	for _, lead := range []string{"<@U", "<@W", "<#C", "<http://", "<https://", "<mailto:"} {
		if strings.HasPrefix(s, lead) {
			return s[:end+1]
		}
	}
	return ""
}
