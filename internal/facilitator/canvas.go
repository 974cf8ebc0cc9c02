package facilitator

import (
	"context"
	"errors"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/slackapp"
	"github.com/remedybot/remedy/internal/store"
)

// canvas does one of the deeds by which a review comes into a canvas. Where none can be made, and where it was deleted, is no
// failure: the meeting decides what follows.
func (f *Facilitator) canvas(ctx context.Context, s *postmortem.Session, i store.Item) (postmortem.InputBody, error) {
	id, err := "", error(nil)
	switch e := i.Effect.(type) {
	case postmortem.MakeCanvas:
		// Its title says no more than the review's name: it is seen by whoever looks at the link, and cannot be taken back.
		id, err = f.c.Slack.MakeCanvas(ctx, f.c.Guide.Words.Say("board/file_canvas", map[string]any{"review": string(s.ID)}))
		if no, ok := errors.AsType[slackapp.Refused](err); ok {
			return postmortem.CanvasRefused{Reason: no.Text, Quiet: no.Code == "missing_scope"}, nil
		}
		return postmortem.CanvasMade{ID: id}, err
	case postmortem.FillCanvas:
		id, err = e.ID, f.c.Slack.FillCanvas(ctx, e.ID, f.Review(s).Canvas())
	case postmortem.ShareCanvas:
		id, err = e.ID, f.c.Slack.ShareCanvas(ctx, e.ID, s.Place.Channel)
	case postmortem.DropCanvas:
		return postmortem.Delivered{Key: i.Key, Effect: e}, f.c.Slack.DropCanvas(ctx, e.ID)
	}
	if no, ok := errors.AsType[slackapp.Refused](err); ok && slackapp.CanvasGone(no) {
		return postmortem.CanvasMissing{ID: id}, nil
	}
	return postmortem.Delivered{Key: i.Key, Effect: i.Effect}, err
}

// otherCanvas reports whether an effect is on a canvas that is not the review's any more.
func otherCanvas(s *postmortem.Session, e postmortem.Effect) bool {
	switch e := e.(type) {
	case postmortem.FillCanvas:
		return e.ID != s.Canvas.ID
	case postmortem.ShareCanvas:
		return e.ID != s.Canvas.ID
	}
	return false
}
