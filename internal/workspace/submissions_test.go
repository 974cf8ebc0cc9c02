package workspace_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/workspace"
)

func TestB32SubmissionState(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		arrived := s.serve()
		option := slack.NewOptionBlockObject("sev1", plain("SEV1"), nil)
		optional := input("notes", "notes")
		optional.Optional = true
		id := s.opened(arrived, modal("M", input("title", "title"), optional,
			slack.NewInputBlock("sev", plain("Severity"), nil, slack.NewOptionsSelectBlockElement("static_select", nil, "sev", option)),
			slack.NewInputBlock("when", plain("When"), nil, slack.NewDateTimePickerBlockElement("when")),
			slack.NewInputBlock("day", plain("Day"), nil, slack.NewDatePickerBlockElement("day")),
			slack.NewInputBlock("who", plain("Who"), nil, slack.NewOptionsMultiSelectBlockElement("multi_users_select", nil, "who")),
			slack.NewInputBlock("ok", plain("OK"), nil, slack.NewCheckboxGroupsBlockElement("ok", option)),
		))
		if err := s.ann.Submit(id, map[string]any{"notes": "x"}); refusal(err) != "invalid_input" {
			t.Errorf("required fields are missing: %v", err)
		}
		if err := s.ben.Submit(id, nil); refusal(err) != "view_not_found" {
			t.Errorf("Ben submits Ann's modal: %v", err)
		}
		err := s.ann.Submit(id, map[string]any{
			"title/title": "Outage", "notes": "", "sev": "sev1", "when": int64(1772442000), "day": "2026-03-02",
			"who": []string{s.ben.ID()}, "ok": []any{"sev1"},
		})
		if err != nil {
			t.Fatal(err)
		}
		cb := s.callback(s.next(arrived))
		v := cb.View.State.Values
		if cb.Type != slack.InteractionTypeViewSubmission || cb.View.CallbackID != "form" || cb.View.PrivateMetadata != "pm" || cb.View.ID != id {
			t.Errorf("%+v", cb.View)
		}
		if v["title"]["title"].Value != "Outage" || v["notes"]["notes"].Value != "" || v["sev"]["sev"].SelectedOption.Value != "sev1" ||
			v["when"]["when"].SelectedDateTime != 1772442000 || v["day"]["day"].SelectedDate != "2026-03-02" ||
			!slices.Equal(v["who"]["who"].SelectedUsers, []string{s.ben.ID()}) || len(v["ok"]["ok"].SelectedOptions) != 1 {
			t.Errorf("%+v", v)
		}
		s.settle()
		if len(s.ann.Views()) != 0 {
			t.Error("an empty ack leaves it open")
		}
	})
}

func TestB32AnswersToSubmissions(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		arrived := s.connect()
		page := s.ann.Watch(t.Context())
		open := func() string {
			t.Helper()
			g, c := s.command(arrived, "/postmortem start")
			g.ack()
			s.settle()
			r, err := s.api.OpenView(c.TriggerID, modal("M", input("b", "a")))
			if err != nil {
				t.Fatal(err)
			}
			return r.View.ID
		}
		submit := func(id string, answer ...any) {
			t.Helper()
			if err := s.ann.Submit(id, map[string]any{"a": "text"}); err != nil {
				t.Fatal(err)
			}
			s.next(arrived).ack(answer...)
			s.settle()
		}
		id := open()
		submit(id, slack.NewErrorsViewSubmissionResponse(map[string]string{"b": "too short"}))
		for c := s.change(page, "view"); c.Errors["b"] != "too short"; {
			c = s.change(page, "view")
		}
		next := modal("N", input("b", "a"), input("b2", "a2"))
		submit(id, slack.NewUpdateViewSubmissionResponse(&next))
		views := s.ann.Views()
		if len(views) != 1 || views[0].ID != id || !strings.Contains(string(views[0].State.Values["b"]["a"]), "text") {
			t.Fatalf("after update: %+v", views)
		}
		if err := s.ann.Submit(id, map[string]any{"a2": "x"}); err != nil {
			t.Fatal(err)
		}
		third := modal("O", input("b", "a"))
		s.next(arrived).ack(slack.NewPushViewSubmissionResponse(&third))
		s.settle()
		views = s.ann.Views()
		if len(views) != 2 || *views[1].PreviousViewID != id || views[1].RootViewID != id {
			t.Fatalf("after push: %+v", views)
		}
		submit(views[1].ID, slack.NewClearViewSubmissionResponse())
		if len(s.ann.Views()) != 0 {
			t.Error("clear leaves views open")
		}

		id = open()
		if err := s.ann.Submit(id, map[string]any{"a": "kept"}); err != nil {
			t.Fatal(err)
		}
		late := s.next(arrived)
		s.clock.Move(3 * time.Second)
		s.settle()
		if n := s.change(page, "notice"); n.Level != "error" || !strings.Contains(n.Text, "trouble connecting") {
			t.Errorf("%+v", n)
		}
		late.ack()
		s.clock.Move(time.Hour)
		s.settle()
		if views := s.ann.Views(); len(views) != 1 || !strings.Contains(string(views[0].State.Values["b"]["a"]), "kept") {
			t.Errorf("after no ack: %+v", views)
		}
		if len(arrived) != 0 {
			t.Error("the submission was sent again")
		}
		submit(id, slack.NewErrorsViewSubmissionResponse(map[string]string{"no such block": "x"}))
		if n := s.change(page, "notice"); n.Level != "error" || len(s.ann.Views()) != 1 {
			t.Errorf("errors for a block that is not there: %+v", n)
		}
		submit(id, map[string]any{"response_action": "dance"})
		s.change(page, "notice")
		submit(id) // an empty ack closes the top view
		if len(s.ann.Views()) != 0 {
			t.Error("an empty ack leaves it open")
		}
	})
}

// What was entered stays over an update, where block_id and action_id stay too.
func TestB32InputsKeepTheirValues(t *testing.T) {
	s := newStage(t)
	arrived := s.serve()
	entry := input("b", "a")
	entry.DispatchAction = true
	id := s.opened(arrived, modal("M", entry))
	if err := s.ann.PressView(id, workspace.Press{ActionID: "a", Value: "typed"}); err != nil {
		t.Fatal(err)
	}
	s.next(arrived)
	for blockID, want := range map[string]bool{"b": true, "other": false} {
		r, err := s.api.UpdateView(modal("N", input(blockID, "a")), "", "", id)
		if err != nil {
			t.Fatal(err)
		}
		if kept := r.View.State.Values[blockID]["a"].Value == "typed"; kept != want {
			t.Errorf("block %s: %+v", blockID, r.View.State.Values)
		}
		if _, err := s.api.UpdateView(modal("M", entry), "", "", id); err != nil {
			t.Fatal(err)
		}
		if err := s.ann.PressView(id, workspace.Press{ActionID: "a", Value: "typed"}); err != nil {
			t.Fatal(err)
		}
		s.next(arrived)
	}
}

func TestB32ViewClosed(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		arrived := s.serve()
		told := func(want ...bool) { // is_cleared of each view_closed
			t.Helper()
			var got []bool
			for _, g := range s.drain(arrived) {
				if cb, ok := g.Data.(slack.InteractionCallback); ok && cb.Type == slack.InteractionTypeViewClosed {
					got = append(got, cb.IsCleared)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("is_cleared: %v, want %v", got, want)
			}
		}
		quiet := modal("M", input("b", "a"))
		if err := s.ann.CloseView(s.opened(arrived, quiet)); err != nil {
			t.Fatal(err)
		}
		told()
		loud := modal("M", button("More", "more"))
		loud.NotifyOnClose = true
		if err := s.ann.CloseView(s.opened(arrived, loud)); err != nil {
			t.Fatal(err)
		}
		told(false)
		stack := func(second slack.ModalViewRequest) string {
			t.Helper()
			if err := s.ann.PressView(s.opened(arrived, loud), workspace.Press{ActionID: "more"}); err != nil {
				t.Fatal(err)
			}
			r, err := s.api.PushView(s.callback(s.next(arrived)).TriggerID, second)
			if err != nil {
				t.Fatal(err)
			}
			return r.View.ID
		}
		if err := s.ann.CloseView(stack(loud)); err != nil || len(s.ann.Views()) != 1 {
			t.Errorf("%v, %d are open", err, len(s.ann.Views()))
		}
		told(false)
		stack(loud)
		if err := s.ann.CloseAll(); err != nil || len(s.ann.Views()) != 0 { // the x
			t.Errorf("%v, %d are open", err, len(s.ann.Views()))
		}
		told(true, true)
		all := loud
		all.ClearOnClose = true
		if err := s.ann.CloseView(stack(all)); err != nil || len(s.ann.Views()) != 0 {
			t.Errorf("%v, %d are open", err, len(s.ann.Views()))
		}
		told(true)
	})
}

// Nobody waits for the answer to a view_closed: nothing is said, nothing sent again.
func TestB32ViewClosedIsNeverRetried(t *testing.T) {
	overBoth(t, func(t *testing.T, s *stage) {
		arrived := s.connect()
		g, c := s.command(arrived, "/postmortem start")
		g.ack()
		loud := modal("M", input("b", "a"))
		loud.NotifyOnClose = true
		r, err := s.api.OpenView(c.TriggerID, loud)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.ann.CloseView(r.View.ID); err != nil {
			t.Fatal(err)
		}
		s.next(arrived)
		s.forget()
		if n := len(s.frames("interactive/view_closed")); n != 1 || len(arrived) != 0 {
			t.Errorf("it was sent %d times", n)
		}
	})
}
