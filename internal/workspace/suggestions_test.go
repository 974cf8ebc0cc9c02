package workspace_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/workspace"
)

// external is a modal with a select that the app fills, from two characters on.
func external(s *stage, arrived <-chan got) string {
	least := 2
	e := slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, plain("Service"), "service")
	e.MinQueryLength = &least
	return s.opened(arrived, modal("M", slack.NewInputBlock("b", plain("Service"), nil, e)))
}

func TestB32TheAppSuggestsOptions(t *testing.T) {
	s := newStage(t)
	arrived := s.connect()
	view := external(s, arrived)
	spot := workspace.Spot{View: view}
	if _, err := s.ann.Suggest(t.Context(), spot, "b", "service", "c"); refusal(err) != "query_too_short" {
		t.Errorf("%v", err)
	}
	for name, c := range map[string]struct {
		answer any
		want   string // what Ann is offered, as JSON
	}{
		"options": {
			map[string]any{"options": []any{map[string]any{"text": plain("Checkout"), "value": "co"}}},
			`{"options":[{"text":{"emoji":false,"text":"Checkout","type":"plain_text"},"value":"co"}]}`,
		},
		"groups": {
			map[string]any{"option_groups": []any{map[string]any{"label": plain("Shop"), "options": []any{map[string]any{"text": plain("Cart"), "value": "ca"}}}}},
			`{"option_groups":[{"label":{"emoji":false,"text":"Shop","type":"plain_text"},"options":[{"text":{"emoji":false,"text":"Cart","type":"plain_text"},"value":"ca"}]}]}`,
		},
		"none":      {map[string]any{"options": []any{}}, `{}`},
		"no value":  {map[string]any{"options": []any{map[string]any{"text": plain("Checkout")}}}, ""},
		"no answer": {nil, ""},
	} {
		type outcome struct {
			workspace.Suggested
			err error
		}
		done := make(chan outcome, 1)
		go func() {
			offered, err := s.ann.Suggest(t.Context(), spot, "b", "service", "ch")
			done <- outcome{offered, err}
		}()
		g := s.next(arrived)
		cb := s.callback(g)
		if cb.Type != slack.InteractionTypeBlockSuggestion || cb.ActionID != "service" || cb.BlockID != "b" || cb.Value != "ch" ||
			cb.View.ID != view || cb.User.ID != s.ann.ID() || cb.TriggerID != "" {
			t.Errorf("%s: %s", name, g.Request.Payload)
		}
		if c.answer != nil {
			g.ack(c.answer)
		} else {
			s.clock.Move(3 * time.Second)
		}
		got := <-done
		if c.want == "" {
			if refusal(got.err) != "options_load_error" {
				t.Errorf("%s: %v", name, got.err)
			}
			continue
		}
		if said, err := json.Marshal(got.Suggested); err != nil || got.err != nil || string(said) != c.want {
			t.Errorf("%s: %s %v", name, said, got.err)
		}
	}
	if err := s.ann.Submit(view, map[string]any{"service": "nothing"}); refusal(err) != "invalid_value" {
		t.Errorf("%v", err)
	}
	if err := s.ann.Submit(view, map[string]any{"service": "co"}); err != nil {
		t.Fatal(err)
	}
	if got := s.callback(s.next(arrived)).View.State.Values["b"]["service"].SelectedOption; got.Value != "co" || got.Text.Text != "Checkout" {
		t.Errorf("%+v", got)
	}
}

// Forms hold more than words: files of the person, numbers in bounds, and
// conversations into which the app may answer.
func TestB32WhatAFormHolds(t *testing.T) {
	s := newStage(t)
	arrived := s.serve()
	where := slack.NewOptionsSelectBlockElement(slack.OptTypeConversations, nil, "where")
	where.ResponseURLEnabled = true
	count := slack.NewNumberInputBlockElement(nil, "count", false)
	count.MinValue = "1"
	optional := func(id string, e slack.BlockElement) *slack.InputBlock {
		return slack.NewInputBlock(id, plain("L"), nil, e).WithOptional(true)
	}
	view := s.opened(arrived, modal("M",
		optional("files", slack.NewFileInputBlockElement("files").WithMaxFiles(1)),
		optional("mail", slack.NewEmailTextInputBlockElement(nil, "mail")),
		optional("url", slack.NewURLTextInputBlockElement(nil, "url")),
		optional("count", count), optional("where", where),
		optional("who", slack.NewOptionsSelectBlockElement(slack.OptTypeUser, nil, "who")),
		optional("rich", slack.NewRichTextInputBlockElement(nil, "rich")),
	))
	f, err := s.ann.Upload("notes.md", []byte("# What I saw"))
	if err != nil {
		t.Fatal(err)
	}
	others, err := s.ben.Upload("secret.md", []byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		value any
		code  string
	}{
		"files": {[]string{f.ID, f.ID}, "invalid_value"},
		"mail":  {"nobody", "invalid_input"},
		"url":   {"nowhere", "invalid_input"},
		"count": {"0", "invalid_input"},
		"where": {s.ben.ID(), "invalid_value"},
		"who":   {"U0000", "invalid_value"},
		"rich":  {map[string]any{"type": "section"}, "invalid_value"},
	} {
		if err := s.ann.Submit(view, map[string]any{name: c.value}); refusal(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
		if err := s.ann.Submit(view, map[string]any{name: nil, "count": "1.5"}); refusal(err) != "invalid_input" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.ann.Submit(view, map[string]any{"files": []string{others.ID}}); refusal(err) != "invalid_value" {
		t.Errorf("somebody else's file: %v", err)
	}
	err = s.ann.Submit(view, map[string]any{
		"files": []string{f.ID}, "mail": "ann@example.com", "url": "https://a.example/x", "count": "3", "where": s.channel,
		"who": s.ben.ID(), "rich": "one line",
	})
	if err != nil {
		t.Fatal(err)
	}
	cb := s.interaction(arrived)
	v := cb.View.State.Values
	if got := fmt.Sprint(v["mail"]["mail"].Value, v["url"]["url"].Value, v["count"]["count"].Value, v["where"]["where"].SelectedConversation,
		v["who"]["who"].SelectedUser); got != "ann@example.comhttps://a.example/x3"+s.channel+s.ben.ID() {
		t.Error(got)
	}
	if got := v["rich"]["rich"].RichTextValue; len(got.Elements) != 1 {
		t.Errorf("%+v", got)
	}
	if got := v["files"]["files"].Files; len(got) != 1 || got[0].ID != f.ID {
		t.Errorf("%+v", got)
	}
	if len(cb.ResponseURLs) != 1 || cb.ResponseURLs[0].ChannelID != s.channel || cb.ResponseURLs[0].BlockID != "where" {
		t.Fatalf("%+v", cb.ResponseURLs)
	}
	if status := s.respond(cb.ResponseURLs[0].ResponseURL, map[string]any{"text": "sent", "response_type": "in_channel"}); status != 200 {
		t.Error(status)
	}
	if got := s.texts(s.ben, s.channel, ""); !strings.Contains(strings.Join(got, " "), "sent") {
		t.Error(got)
	}
	var read strings.Builder
	if err := s.api.GetFile(f.URLPrivate, &read); err != nil || read.String() != "# What I saw" {
		t.Errorf("the app reads %q: %v", read.String(), err)
	}
}

func TestB26WhatAPressTells(t *testing.T) {
	s := newStage(t)
	arrived := s.serve()
	blocks := `[{"type":"context_actions","block_id":"c","elements":[
		{"type":"feedback_buttons","action_id":"f","positive_button":{"text":{"type":"plain_text","text":"Good"},"value":"up"},"negative_button":{"text":{"type":"plain_text","text":"Bad"},"value":"down"}},
		{"type":"icon_button","action_id":"i","icon":"trash","value":"v","text":{"type":"plain_text","text":"Delete"}}]},
		{"type":"carousel","elements":[{"type":"card","block_id":"k","actions":[{"type":"button","action_id":"b","value":"in a card","text":{"type":"plain_text","text":"x"}}]}]},
		{"type":"container","title":{"type":"plain_text","text":"t"},"child_blocks":[{"type":"actions","block_id":"d","elements":[{"type":"datepicker","action_id":"p"}]}]},
		{"type":"data_table","block_id":"t","caption":"c","rows":[[{"type":"raw_text","text":"a"}],[{"type":"action_cell","element":{"type":"button","action_id":"row","value":"in a cell","text":{"type":"plain_text","text":"x"}}}]]},
		{"type":"actions","block_id":"w","elements":[{"type":"workflow_button","action_id":"w","text":{"type":"plain_text","text":"x"},"workflow":{"trigger":{"url":"https://slack.example/1"}}}]}]`
	a, _ := s.ask("chat.postMessage", values("channel", s.channel, "text", "x", "blocks", blocks))
	ts, _ := a["ts"].(string)
	for _, c := range []struct {
		press workspace.Press
		want  string
	}{
		{workspace.Press{BlockID: "c", ActionID: "f", Value: "down"}, "c f down"},
		{workspace.Press{BlockID: "c", ActionID: "i"}, "c i v"},
		{workspace.Press{BlockID: "k", ActionID: "b"}, "k b in a card"},
		{workspace.Press{BlockID: "d", ActionID: "p", Value: "2026-07-14"}, "d p 2026-07-14"},
		{workspace.Press{BlockID: "t", ActionID: "row"}, "t row in a cell"},
	} {
		if err := s.ann.Press(s.channel, ts, c.press); err != nil {
			t.Errorf("%s: %v", c.want, err)
			continue
		}
		got := s.interaction(arrived).ActionCallback.BlockActions[0]
		if said := got.BlockID + " " + got.ActionID + " " + got.Value + got.SelectedDate; said != c.want {
			t.Errorf("%s, want %s", said, c.want)
		}
	}
	if err := s.ann.Press(s.channel, ts, workspace.Press{BlockID: "c", ActionID: "f", Value: "sideways"}); refusal(err) != "action_not_found" {
		t.Errorf("%v", err)
	}
	if err := s.ann.Press(s.channel, ts, workspace.Press{BlockID: "w", ActionID: "w"}); refusal(err) != "workflow_not_found" {
		t.Errorf("%v", err)
	}
}
