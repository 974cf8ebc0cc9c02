package slackapp

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

// maxCanvas is how many characters one edit may bring
// (https://docs.slack.dev/reference/methods/canvases.edit).
const maxCanvas = 1 << 20

// pauseLocked is how long to wait while somebody else's edit is being applied.
const pauseLocked = 10 * time.Second

// MakeCanvas makes an empty canvas that nobody but the bot can see. It cannot be
// looked for, so doing it again makes another one.
func (c *Client) MakeCanvas(ctx context.Context, title string) (id string, err error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	id, err = c.api.CreateCanvasContext(ctx, title, slack.DocumentContent{})
	return id, c.toldOfCanvas("canvases.create", err)
}

// FillCanvas replaces all that a canvas says. Repeating it does no harm.
func (c *Client) FillCanvas(ctx context.Context, id, markdown string) error {
	if utf8.RuneCountInString(markdown) > maxCanvas {
		return c.toldOfCanvas("canvases.edit", slack.SlackErrorResponse{Err: "canvas_too_large"})
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	err := c.api.EditCanvasContext(ctx, slack.EditCanvasParams{CanvasID: id, Changes: []slack.CanvasChange{{
		Operation: "replace", DocumentContent: slack.DocumentContent{Type: "markdown", Markdown: markdown},
	}}})
	return c.toldOfCanvas("canvases.edit", err)
}

// ShareCanvas lets the members of a channel read a canvas. Slack wants its link to
// stand there first (https://docs.slack.dev/reference/methods/canvases.access.set).
// Repeating it does no harm.
func (c *Client) ShareCanvas(ctx context.Context, id, channel string) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	err := c.api.SetCanvasAccessContext(ctx, slack.SetCanvasAccessParams{CanvasID: id, AccessLevel: "read", ChannelIDs: []string{channel}})
	return c.toldOfCanvas("canvases.access.set", err)
}

// DropCanvas deletes a canvas for good. Repeating it does no harm.
func (c *Client) DropCanvas(ctx context.Context, id string) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	err := c.toldOfCanvas("canvases.delete", c.api.DeleteCanvasContext(ctx, id))
	return alreadyGone(err, goneCanvas()...)
}

// CanvasLink is the address of a canvas. It is built without asking Slack.
func (c *Client) CanvasLink(id string) string {
	own := c.self()
	return own.workspace + "docs/" + own.team + "/" + id
}

// CanvasGone reports whether a refusal says that a canvas is not there any more.
func CanvasGone(no Refused) bool { return slices.Contains(goneCanvas(), no.Code) }

func goneCanvas() []string { return []string{"canvas_not_found", "canvas_deleted"} }

// toldOfCanvas is told for the methods of canvases, whose codes are many for few things that people can do.
func (c *Client) toldOfCanvas(method string, err error) error {
	err = c.told(method, err)
	no, ok := errors.AsType[Refused](err)
	if !ok {
		return err
	}
	word := ""
	switch code := no.Code; {
	case code == "canvas_editing_locked":
		return Later{After: pauseLocked, What: method}
	case strings.HasPrefix(code, "free_team"):
		word = "canvas_free"
	case strings.HasPrefix(code, "restricted_action"), strings.HasPrefix(code, "canvas_disabled"), code == "canvas_globally_disabled":
		word = "canvas_disabled"
	case code == "canvas_creation_failed", code == "canvas_editing_failed":
		word = "canvas_failed"
	case code == "canvas_too_large":
		word = code
	case method == "canvases.access.set" && code != "missing_scope":
		word = "canvas_unshared"
	default:
		return err
	}
	no.Text = c.config.Words.Say("slack/"+word, nil)
	return no
}
