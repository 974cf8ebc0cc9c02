package slackapp

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/workspace"
)

// A canvas is empty and unseen until it is written and shared, the second time as
// the first, and gone when it is dropped, once or twice.
func TestACanvasFromEmptyToGone(t *testing.T) {
	s := newStage(t)
	ctx := t.Context()
	id, err := s.client.MakeCanvas(ctx, "PM-1: post-mortem")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.client.Post(ctx, postmortem.Place{Channel: s.channel}, says("<"+s.client.CanvasLink(id)+"|PM-1>"), "k"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ana.Canvas(id); err == nil {
		t.Error("it can be read before it is shared")
	}
	for _, text := range []string{"# first", "# second"} {
		if err := errors.Join(s.client.FillCanvas(ctx, id, text), s.client.ShareCanvas(ctx, id, s.channel)); err != nil {
			t.Fatal(err)
		}
		if got, err := s.ana.Canvas(id); err != nil || got.Markdown != text || got.Title != "PM-1: post-mortem" {
			t.Errorf("it is %+v, %v", got, err)
		}
	}
	for range 2 {
		if err := s.client.DropCanvas(ctx, id); err != nil {
			t.Fatal(err)
		}
	}
	err = s.client.FillCanvas(ctx, id, "x")
	if no, ok := errors.AsType[Refused](err); !ok || !CanvasGone(no) {
		t.Errorf("writing into one that is gone: %v", err)
	}
}

// Each of Slack's answers is one that people understand, or a pause.
func TestWhatCanvasesAreRefusedFor(t *testing.T) {
	s := newStage(t)
	ctx := t.Context()
	id, err := s.client.MakeCanvas(ctx, "x")
	if err != nil {
		t.Fatal(err)
	}
	deeds := map[string]func() error{
		"canvases.create":     func() error { _, err := s.client.MakeCanvas(ctx, "x"); return err },
		"canvases.edit":       func() error { return s.client.FillCanvas(ctx, id, "x") },
		"canvases.access.set": func() error { return s.client.ShareCanvas(ctx, id, s.channel) },
	}
	for _, c := range []struct{ method, code, want string }{
		{"canvases.create", "free_teams_cannot_create_standalone_canvases", "Slack makes canvases of their own only"},
		{"canvases.create", "free_teams_cannot_create_non_tabbed_canvases", "Slack makes canvases of their own only"},
		{"canvases.create", "canvas_disabled_user_team", "Canvases are switched off"},
		{"canvases.create", "canvas_globally_disabled", "Canvases are switched off"},
		{"canvases.create", "restricted_action", "Canvases are switched off"},
		{"canvases.create", "canvas_creation_failed", "Slack could not take the review"},
		{"canvases.create", "missing_scope", "Remedy lacks the Slack permission"},
		{"canvases.create", "token_revoked", "Remedy's token was revoked"},
		{"canvases.edit", "free_teams_cannot_edit_standalone_canvases", "Slack makes canvases of their own only"},
		{"canvases.edit", "canvas_disabled_file_team", "Canvases are switched off"},
		{"canvases.edit", "canvas_editing_failed", "Slack could not take the review"},
		{"canvases.edit", "canvas_too_large", "The review is too long"},
		{"canvases.edit", "canvas_editing_locked", "later 10s"},
		{"canvases.access.set", "failed_to_update_channel_ids", "Slack did not let those of the channel"},
		{"canvases.access.set", "channel_not_found", "Slack did not let those of the channel"},
	} {
		clear := s.Fault(workspace.Fault{Method: c.method, Kind: workspace.Refuse, Code: c.code})
		err := deeds[c.method]()
		clear()
		got := "uncertain"
		if later, ok := errors.AsType[Later](err); ok {
			got = "later " + later.After.String()
		} else if no, ok := errors.AsType[Refused](err); ok {
			got = no.Text
		}
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s: %q, want %q", c.method, c.code, got, c.want)
		}
	}
	began := len(s.calls("canvases.edit"))
	if no, ok := errors.AsType[Refused](s.client.FillCanvas(ctx, id, strings.Repeat("é", maxCanvas+1))); !ok || no.Code != "canvas_too_large" || len(s.calls("canvases.edit")) != began {
		t.Errorf("more than fits: %v", no)
	}
	s.Fault(workspace.Fault{Method: "canvases.create", Kind: workspace.RateLimited, RetryAfter: 3, Times: 1})
	if later, ok := errors.AsType[Later](deeds["canvases.create"]()); !ok || later.After != 3*time.Second {
		t.Errorf("limited: %v", later)
	}
}
