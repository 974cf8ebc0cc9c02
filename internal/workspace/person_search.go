package workspace

import (
	"cmp"
	"slices"
	"strings"
)

// Found is a message that a search came upon.
type Found struct {
	Channel string  `json:"channel"`
	Message Message `json:"message"`
}

// Search finds messages in conversations that the person can read, the newest
// first, and tells whether there are more than limit. A message fits when it
// holds every word of the query, in any case; "from:NAME" and "in:NAME" narrow
// it to a person's handle and to a channel. What is only visible to somebody is
// never found, as in Slack.
func (p *Person) Search(query string, limit int) (found []Found, more bool) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	q := parseQuery(query)
	found = []Found{}
	if p.w.users[p.id] == nil || q.empty() {
		return found, false
	}
	for _, id := range p.w.order {
		c := p.w.channels[id]
		if !c.visible(p.id) || q.in != "" && !strings.EqualFold(c.Name, q.in) {
			continue
		}
		for _, m := range c.messages {
			if p.w.fits(m, q) {
				found = append(found, Found{c.ID, *m.copied()})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Found) int { return cmp.Compare(b.Message.TS, a.Message.TS) })
	if len(found) > limit {
		return found[:limit], true
	}
	return found, false
}

// A query is what somebody looks for.
type query struct {
	words    []string // lower case
	from, in string
}

func (q query) empty() bool { return len(q.words) == 0 && q.from == "" && q.in == "" }

func parseQuery(typed string) query {
	var q query
	for _, word := range strings.Fields(strings.ToLower(typed)) {
		if name, ok := strings.CutPrefix(word, "from:"); ok && name != "" {
			q.from = strings.TrimPrefix(name, "@")
		} else if name, ok := strings.CutPrefix(word, "in:"); ok && name != "" {
			q.in = strings.TrimPrefix(name, "#")
		} else {
			q.words = append(q.words, word)
		}
	}
	return q
}

// notSearched are messages that nobody wrote.
var notSearched = []string{"tombstone", "channel_join", "channel_topic"}

func (w *Workspace) fits(m *message, q query) bool {
	if slices.Contains(notSearched, m.Subtype) {
		return false
	}
	if q.from != "" {
		who := w.users[m.User]
		if who == nil || !strings.EqualFold(who.Name, q.from) {
			return false
		}
	}
	if len(q.words) == 0 {
		return true
	}
	text := strings.ToLower(w.readable(m))
	return !slices.ContainsFunc(q.words, func(word string) bool { return !strings.Contains(text, word) })
}

var unescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// readable is what a person reads of a message: its text with names for ids,
// what an app's blocks say, and the names of its files.
func (w *Workspace) readable(m *message) string {
	text := m.Text
	var blocks []any
	if m.BotID != "" && len(m.Blocks) > 0 && decode(m.Blocks, &blocks) == nil {
		text += "\n" + spoken(blocks)
	}
	text = unescaper.Replace(w.named(text, ""))
	for _, f := range m.Files {
		text += "\n" + f.Name
	}
	return text
}

// Files are those posted in a conversation, the newest first.
func (p *Person) Files(channel string) ([]File, error) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	c, err := p.seen(channel)
	if err != nil {
		return nil, err
	}
	all := []File{}
	for _, m := range slices.Backward(c.messages) {
		all = append(all, m.Files...)
	}
	return all, nil
}
