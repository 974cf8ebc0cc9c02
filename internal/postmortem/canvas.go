package postmortem

import (
	"strconv"
	"strings"

	"github.com/remedybot/remedy/prompts"
)

// A published review can be read as a canvas, too, where Slack has them. To make one cannot be repeated safely, so it is made
// empty, when nobody but the bot sees it, and its id is noted before anything else: a crash in between leaves at most an empty
// canvas that nobody sees. All that follows may be repeated: its whole content is replaced, its link is posted as all posts
// are, and then those of the channel may read it. Where there is none the files in the thread hold the same.

// A Canvas is how far that has come.
type Canvas struct {
	ID      string // empty: none is known
	Awaited bool   // one is being made
	Made    int    // how many were: one that somebody deletes is made anew, once
	Filled  bool   // it says what the review said, and its link is posted
	Off     bool   // there is none, and none is tried again
}

// mostCanvases is how often a review is made into a canvas.
const mostCanvases = 2

// SlotCanvas is the message in the thread that leads to the nth canvas of a review.
func SlotCanvas(n int) string { return "canvas/" + strconv.Itoa(n) }

// IsCanvas reports whether a slot is of such a message.
func IsCanvas(slot string) bool { return strings.HasPrefix(slot, "canvas/") }

// The effects by which a review comes into a canvas. What it says is rendered when it is done, so one waiting FillCanvas
// serves many changes.
type (
	// MakeCanvas makes an empty one that nobody sees. What comes of it returns as CanvasMade or CanvasRefused.
	MakeCanvas struct{}
	// FillCanvas has it say what the review says.
	FillCanvas struct {
		ID string `json:"id"`
	}
	// ShareCanvas lets those of the review's channel read it. Its link must stand there by then.
	ShareCanvas struct {
		ID string `json:"id"`
	}
	// DropCanvas deletes it.
	DropCanvas struct {
		ID string `json:"id"`
	}
)

// Lane of the canvas is its own: nothing in the thread waits for it.
func (MakeCanvas) Lane() string  { return Shows }
func (FillCanvas) Lane() string  { return Shows }
func (ShareCanvas) Lane() string { return Shows }
func (DropCanvas) Lane() string  { return Shows }

// What became of a canvas.
type (
	// CanvasMade says that there is one, empty and seen by nobody.
	CanvasMade struct{ ID string }
	// CanvasRefused says that none can be made. Quiet: it is not wanted here, so nobody is told.
	CanvasRefused struct {
		Reason string // one plain sentence
		Quiet  bool
	}
	// CanvasMissing says that it is not there any more: somebody deleted it.
	CanvasMissing struct{ ID string }
)

func (CanvasMade) input()    {}
func (CanvasRefused) input() {}
func (CanvasMissing) input() {}

type (
	// CanvasAwaited says that a canvas is being made.
	CanvasAwaited struct{}
	// CanvasNoted is one that was made, and is empty.
	CanvasNoted struct {
		ID string `json:"id"`
	}
	// CanvasFilled says that it says what the review says, for the first time.
	CanvasFilled struct{}
	// CanvasGone says that there is none any more, or none at all. Off: nor is one tried again.
	CanvasGone struct {
		Off    bool   `json:"off,omitempty"`
		Reason string `json:"reason,omitempty"`
	}
)

func (CanvasAwaited) event() {}
func (CanvasNoted) event()   {}
func (CanvasFilled) event()  {}
func (CanvasGone) event()    {}

func (c *Canvas) apply(e EventBody) {
	switch b := e.(type) {
	case CanvasAwaited:
		c.Awaited = true
	case CanvasNoted:
		*c = Canvas{ID: b.ID, Made: c.Made + 1}
	case CanvasFilled:
		c.Filled = true
	case CanvasGone:
		*c = Canvas{Made: c.Made, Off: b.Off}
	}
}

// linked reports whether a slot leads to the canvas that there is.
func (c Canvas) linked(slot string) bool { return c.ID != "" && slot == SlotCanvas(c.Made) }

// showCanvas has the canvas say what the review says, and one made where there is none.
func (t *turn) showCanvas() {
	switch c := t.s.Canvas; {
	case c.Off || t.s.Publication.Version() == 0:
	case c.ID != "":
		t.effect(FillCanvas{c.ID})
	case !c.Awaited:
		t.event(CanvasAwaited{})
		t.effect(MakeCanvas{})
	}
}

func (t *turn) canvasMade(b CanvasMade) error {
	if t.s.Canvas.Awaited && b.ID != "" {
		t.event(CanvasNoted(b))
		t.effect(FillCanvas(b))
	}
	return nil
}

func (t *turn) canvasRefused(b CanvasRefused) error {
	if t.s.Canvas.Awaited {
		t.noCanvas(b.Reason, b.Quiet)
	}
	return nil
}

// canvasFilled posts the link to a canvas that has something to read in it, once.
func (t *turn) canvasFilled(id string) {
	if c := t.s.Canvas; c.ID == id && id != "" && !c.Filled {
		t.event(CanvasFilled{})
		t.post(SlotCanvas(c.Made))
	}
}

// canvasLinked opens the canvas to those who read its link. A link to one that has gone meanwhile is taken away.
func (t *turn) canvasLinked(slot string) {
	if t.s.Canvas.linked(slot) {
		t.effect(ShareCanvas{t.s.Canvas.ID})
		return
	}
	t.takeAway(slot)
}

// canvasMissing makes one that somebody deleted anew, once: then they do not want it.
func (t *turn) canvasMissing(b CanvasMissing) error {
	c := t.s.Canvas
	if b.ID != c.ID || b.ID == "" {
		return nil
	}
	t.event(CanvasGone{Off: c.Made >= mostCanvases})
	t.takeAway(SlotCanvas(c.Made))
	t.showCanvas()
	return nil
}

// noCanvas leaves the review to its files, and says so to whoever carries it. What stands in a canvas that cannot be changed
// may have been taken out of the review since, so it goes.
func (t *turn) noCanvas(reason string, quiet bool) {
	c := t.s.Canvas
	t.event(CanvasGone{Off: true, Reason: reason})
	t.takeAway(SlotCanvas(c.Made))
	if c.ID != "" {
		t.effect(DropCanvas{c.ID})
	}
	if !quiet {
		t.whisperTo(t.s.Carrier(), Part{Kind: Body, Text: t.g.Words.Say("publish/no_canvas", map[string]any{"review": string(t.s.ID), "reason": reason})})
	}
}

// canvasLost is an effect on a canvas that was given up. One that is of another canvas by now does not matter.
func (t *turn) canvasLost(id, reason string) {
	if t.s.Canvas.ID == id && (id != "" || t.s.Canvas.Awaited) {
		t.noCanvas(reason, false)
	}
}

// CanvasCard leads to the canvas, whose address is link. It says nothing that changes.
func (g Guide) CanvasCard(s *Session, link string) Card {
	return Card{Parts: []Part{{Kind: Body, Text: g.Words.Say("publish/canvas", map[string]any{"review": string(s.ID), "link": prompts.Marked(link)})}}}
}
