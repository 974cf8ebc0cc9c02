package workspace

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxCanvas is how many characters one change of a canvas may bring
// (https://docs.slack.dev/reference/methods/canvases.edit).
const maxCanvas = 1 << 20

// A Canvas is a document, as a person reads it.
type Canvas struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Markdown string `json:"markdown"`
}

// A canvas is one of the app's, and who may read it.
type canvas struct {
	Canvas
	levels map[string]string // "read", "write" or "owner", by the id of a channel or user
}

var canvasesWrite = []string{"canvases:write"}

// document reads a document_content.
func document(raw []byte) (markdown string, err error) {
	var d struct {
		Type     string  `json:"type"`
		Markdown *string `json:"markdown"`
	}
	if decode(raw, &d) != nil || d.Type != "markdown" || d.Markdown == nil {
		return "", refuse("invalid_arguments", "[ERROR] must be a document of type markdown [json-pointer:/document_content]")
	}
	return *d.Markdown, nil
}

// unfit is the refusal of Markdown that a canvas does not take, with Slack's way of
// saying where.
func unfit(code, markdown string) error {
	if utf8.RuneCountInString(markdown) > maxCanvas {
		return refuse("canvas_too_large")
	}
	if fault := canvasFault(markdown); fault != "" {
		return &apiError{code: code, extra: object{"detail": "'content' error: " + fault}}
	}
	return nil
}

// canvasCreate makes a canvas of the app's own. Nobody else sees it, unless it
// becomes a tab of a channel (https://docs.slack.dev/reference/methods/canvases.create).
func canvasCreate(c *call) (object, error) {
	made := &canvas{Canvas: Canvas{Title: c.args.str("title")}, levels: map[string]string{c.cred.BotUserID: "owner"}}
	if c.args.has("document_content") {
		var err error
		if made.Markdown, err = document(c.args.raw("document_content")); err == nil {
			err = unfit("canvas_creation_failed", made.Markdown)
		}
		if err != nil {
			return nil, err
		}
	}
	if c.args.has("channel_id") {
		ch, err := c.writable("channel_id")
		if err != nil {
			return nil, err
		}
		made.levels[ch.ID] = "write"
	}
	made.ID = c.random.id("F")
	c.canvases[made.ID] = made
	c.effect.File = made.ID
	return object{"canvas_id": made.ID}, nil
}

// written finds a canvas that the app may change.
func (c *call) written() (*canvas, error) {
	one := c.canvases[c.args.str("canvas_id")]
	if one == nil {
		return nil, refuse("canvas_not_found")
	}
	c.effect.File = one.ID
	return one, nil
}

// canvasEdit changes a canvas by one operation. Sections are not kept, so what names
// one fails (https://docs.slack.dev/reference/methods/canvases.edit).
func canvasEdit(c *call) (object, error) {
	one, err := c.written()
	if err != nil {
		return nil, err
	}
	var changes []struct {
		Operation string          `json:"operation"`
		Section   string          `json:"section_id"`
		Document  json.RawMessage `json:"document_content"`
		Title     json.RawMessage `json:"title_content"`
	}
	if decode(c.args.raw("changes"), &changes) != nil || len(changes) != 1 {
		return nil, refuse("invalid_arguments", "[ERROR] must provide exactly one change [json-pointer:/changes]")
	}
	change := changes[0]
	switch change.Operation {
	case "rename":
		title, err := document(change.Title)
		if err != nil {
			return nil, err
		}
		one.Title = title
		return object{}, nil
	case "replace", "insert_at_start", "insert_at_end":
		if change.Section == "" {
			break
		}
		fallthrough
	case "insert_after", "insert_before", "delete":
		return nil, &apiError{code: "canvas_editing_failed", extra: object{"detail": "section not found"}}
	default:
		return nil, refuse("invalid_arguments", "[ERROR] unknown operation [json-pointer:/changes/0/operation]")
	}
	markdown, err := document(change.Document)
	if err != nil {
		return nil, err
	}
	switch change.Operation {
	case "insert_at_start":
		markdown += "\n\n" + one.Markdown
	case "insert_at_end":
		markdown = one.Markdown + "\n\n" + markdown
	}
	if err := unfit("canvas_editing_failed", markdown); err != nil {
		return nil, err
	}
	one.Markdown = markdown
	for id := range one.levels {
		if ch := c.channels[id]; ch != nil {
			c.tell(ch, Change{Type: "canvas", TS: one.ID})
		}
	}
	return object{}, nil
}

// canvasShare says who may read a canvas, or write in it. Its link must have been
// sent there before; Slack says so of people, and the harsher reading says so of
// channels too (https://docs.slack.dev/reference/methods/canvases.access.set).
func canvasShare(c *call) (object, error) {
	one, err := c.written()
	if err != nil {
		return nil, err
	}
	level := c.args.str("access_level")
	var channels, users []string
	bad := c.args.has("channel_ids") && decode(c.args.raw("channel_ids"), &channels) != nil || c.args.has("user_ids") && decode(c.args.raw("user_ids"), &users) != nil
	switch {
	case bad, !slices.Contains([]string{"read", "write", "owner"}, level), level == "owner" && len(channels) > 0:
		return nil, refuse("invalid_arguments")
	case (len(channels) == 0) == (len(users) == 0):
		return nil, refuse("invalid_parameters")
	}
	var rooms []*channel
	for _, id := range channels {
		ch := c.channels[id]
		if ch == nil || !ch.visible(c.cred.BotUserID) || ch.kind() != "channel" && ch.kind() != "group" {
			return nil, refuse("channel_not_found")
		}
		rooms = append(rooms, ch)
	}
	for _, id := range users {
		if c.users[id] == nil {
			return nil, refuse("user_not_found")
		}
		rooms = append(rooms, c.direct(c.cred.BotUserID, id))
	}
	if i := slices.IndexFunc(rooms, func(ch *channel) bool { return !ch.holdsLink(one.ID) }); i >= 0 {
		to := "channel_ids"
		if len(users) > 0 {
			to = "user_ids"
		}
		return nil, &apiError{code: "failed_to_update_" + to, extra: object{"failed_to_update_" + to: slices.Concat(channels, users)[i : i+1]}}
	}
	for _, id := range slices.Concat(channels, users) {
		one.levels[id] = level
	}
	return object{}, nil
}

// holdsLink reports whether the app has sent the link to a canvas to a conversation.
func (c *channel) holdsLink(canvas string) bool {
	return slices.ContainsFunc(c.messages, func(m *message) bool {
		return !m.gone() && strings.Contains(m.Text, "/docs/") && strings.Contains(m.Text, "/"+canvas)
	})
}

// canvasDelete takes a canvas away for good.
func canvasDelete(c *call) (object, error) {
	one, err := c.written()
	if err != nil {
		return nil, err
	}
	delete(c.canvases, one.ID)
	return object{}, nil
}

// Canvas returns a canvas that the person may read.
func (p *Person) Canvas(id string) (Canvas, error) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	one := p.w.canvases[id]
	if one == nil || p.w.users[p.id] == nil {
		return Canvas{}, errNoCanvas
	}
	for who := range one.levels {
		if ch := p.w.channels[who]; who == p.id || ch != nil && ch.visible(p.id) {
			return one.Canvas, nil
		}
	}
	return Canvas{}, errNoCanvas
}

// Canvases are the ids of all that there are, whoever may read them.
func (w *Workspace) Canvases() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []string
	for id := range w.canvases {
		all = append(all, id)
	}
	slices.Sort(all)
	return all
}

// DropCanvas deletes one, as a person can who may write in it.
func (w *Workspace) DropCanvas(id string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.canvases, id)
}
