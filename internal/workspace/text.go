package workspace

import (
	"encoding/json"
	"regexp"
	"strings"
	"unicode/utf8"
)

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// special finds what does not stay literal in typed text: a mention of a user or
// channel, a call to everybody, an address, an emoji.
var special = regexp.MustCompile(
	`<@([UW][A-Z0-9]+)>|<#([CGD][A-Z0-9]+)(?:\|[^>]*)?>|<!(here|channel|everyone)>|(https?://[^\s<>|]+)|:([a-z0-9_+'-]+):`)

// typed is a message as Slack makes it of what somebody types: escaped, with
// mentions and addresses marked up, and the same once more as a rich_text block.
// What another integration posts is a bot_message without a user.
func (w *Workspace) typed(who *member, literal string) *message {
	text, block := w.composed(literal)
	m := &message{Message: Message{Text: text, Team: w.cred.TeamID}}
	if who.ID == w.cred.BotUserID { // only in the past: see Seed
		m.User, m.BotID, m.AppID = who.ID, who.botID, w.cred.AppID
		return m
	}
	if who.Bot {
		m.Subtype, m.BotID, m.Username, m.Team = "bot_message", who.botID, who.RealName, ""
		return m
	}
	m.User = who.ID
	m.ClientMsgID = w.random.uuid()
	m.Blocks = block
	return m
}

// composed is the text and the blocks of what was typed.
func (w *Workspace) composed(literal string) (text string, blocks json.RawMessage) {
	var b strings.Builder
	var elements []any
	plain := func(s string) {
		if s != "" {
			b.WriteString(escaper.Replace(s))
			elements = append(elements, object{"type": "text", "text": s})
		}
	}
	rest := 0
	for _, at := range special.FindAllStringSubmatchIndex(literal, -1) {
		group := func(n int) string {
			if at[2*n] < 0 {
				return ""
			}
			return literal[at[2*n]:at[2*n+1]]
		}
		markup, element := "", object(nil)
		end := at[1]
		switch {
		case group(1) != "" && w.users[group(1)] != nil:
			markup, element = "<@"+group(1)+">", object{"type": "user", "user_id": group(1)}
		case group(2) != "" && w.channels[group(2)] != nil:
			c, name := w.channels[group(2)], ""
			if !c.Private { // whoever reads it may not know that one
				name = c.Name
			}
			markup, element = "<#"+c.ID+"|"+name+">", object{"type": "channel", "channel_id": c.ID}
		case group(3) != "":
			markup, element = "<!"+group(3)+">", object{"type": "broadcast", "range": group(3)}
		case group(4) != "":
			url := strings.TrimRight(group(4), ".,;:!?)'\"")
			end = at[0] + len(url)
			markup, element = "<"+strings.ReplaceAll(url, "&", "&amp;")+">", object{"type": "link", "url": url}
		case group(5) != "":
			markup, element = ":"+group(5)+":", object{"type": "emoji", "name": group(5)}
		default:
			continue // nobody of that name: it stays literal
		}
		plain(literal[rest:at[0]])
		b.WriteString(markup)
		elements = append(elements, element)
		rest = end
	}
	plain(literal[rest:])
	if len(elements) == 0 { // a file without a comment
		return "", nil
	}
	return b.String(), mustJSON([]any{object{
		"type": "rich_text", "block_id": w.random.secret(5),
		"elements": []any{object{"type": "rich_text_section", "elements": elements}},
	}})
}

// mentions tells whether a text calls on a user.
func mentions(text, user string) bool {
	return strings.Contains(text, "<@"+user+">") || strings.Contains(text, "<@"+user+"|")
}

// everybody finds a call on all members of a channel.
var everybody = regexp.MustCompile(`<!(here|channel|everyone)>`)

// cut shortens a text to at most n code points.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n])
}

// spoken builds the text of a message that has only blocks.
func spoken(blocks []any) string {
	var lines []string
	for _, b := range blocks {
		block, _ := b.(object)
		for _, part := range []string{"text", "title"} {
			switch t := block[part].(type) {
			case object:
				if s, ok := t["text"].(string); ok {
					lines = append(lines, s)
				}
			case string:
				lines = append(lines, t)
			}
		}
		for _, list := range []string{"fields", "elements"} {
			items, _ := block[list].([]any)
			for _, item := range items {
				o, _ := item.(object)
				if s, ok := o["text"].(string); ok {
					lines = append(lines, s)
				}
			}
		}
	}
	return strings.Join(lines, "\n")
}

var address = regexp.MustCompile(`<(https?://[^>|]+)`)

// preview attaches what Slack shows of an address. The app is told of a change
// in which the text is the same.
func (w *Workspace) preview(c *channel, m *message) {
	found := address.FindStringSubmatch(m.Text)
	if found == nil {
		return
	}
	w.change(c, m, func() {
		m.Attachments = mustJSON([]any{object{
			"id": 1, "from_url": found[1], "original_url": found[1], "fallback": found[1], "title": found[1], "title_link": found[1],
		}})
	})
}
