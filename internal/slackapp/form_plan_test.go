package slackapp

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/workspace"
)

// The forms about causes and actions as a whole ask for what people filled in, and
// open with what is known already.
func TestPlanForms(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	r.Entries, r.Texts = causes().Entries, causes().Texts
	entry := func(id string, kind postmortem.Kind, text string) {
		r.Entries = append(r.Entries, postmortem.Entry{ID: id, Kind: kind, State: postmortem.Proposed, Number: 1, Action: postmortem.Offered})
		r.Texts[id] = text
	}
	entry("E20", postmortem.Idea, "A limit for each customer.")
	entry("E21", postmortem.Idea, "Rewrite the shop.")
	entry("E22", postmortem.Action, "Limit the pool.")
	entry("E23", postmortem.Event, "The pool was full.")
	entry("E24", postmortem.RemedyItem, "The cache is off.")
	twin := postmortem.Entry{ID: "E25", Kind: postmortem.Event, State: postmortem.LeftOut, Same: "E23"}
	r.Entries, r.Texts["E25"] = append(r.Entries, twin), "The pool of the shop was full."
	leaf := r.Leaves()[0].ID
	cases := []struct {
		verb, about string
		values      map[string]any
		want        []postmortem.InputBody
	}{
		{postmortem.DoLook, "root_cause", map[string]any{"lenses/value": []string{"load", "change"}, "lenses_2/value": []string{"pressure"}},
			[]postmortem.InputBody{postmortem.Look{Lenses: []string{"change", "load", "pressure"}}}},
		{postmortem.DoWeigh, "remedy", map[string]any{"recurrence/value": "partly"}, []postmortem.InputBody{postmortem.Weigh{Recurrence: "partly"}}},
		{postmortem.DoRisk, "prevention", map[string]any{"causes/value": []string{leaf}, "risk_reason/value": "It goes <away>", "review/value": "in 3 months"},
			[]postmortem.InputBody{postmortem.AcceptRisk{Causes: []string{leaf}, Reason: "It goes &lt;away&gt;", Review: "in 3 months"}}},
		{postmortem.DoIdeas, "prevention", map[string]any{"fate_E20/value": "action", "fate_E21/value": "declined", "why_not/value": "A year of work"},
			[]postmortem.InputBody{postmortem.Settle{Entry: "E21", As: "declined", Reason: "A year of work"}, postmortem.Settle{Entry: "E20", As: "action"}}},
		{postmortem.DoEnds, "prevention", map[string]any{"ends_E22/value": "a test is <refused>"},
			[]postmortem.InputBody{postmortem.TellEnds{Ends: []postmortem.End{{Entry: "E22", Done: "a test is &lt;refused&gt;"}}}}},
		{postmortem.DoEnds, "prevention", map[string]any{}, nil},
		{postmortem.DoEdit, "E22", map[string]any{"due/value": "next friday", "done/value": "a test is refused", "about/value": []string{leaf}},
			[]postmortem.InputBody{postmortem.Edit{Entry: "E22", Text: "Limit the pool.", Due: "next friday", Done: "a test is refused", About: []string{leaf}}}},
		{postmortem.DoEdit, "E22", map[string]any{"drop/value": "not needed"}, []postmortem.InputBody{postmortem.Drop{Entry: "E22", Reason: "not needed"}}},
		{postmortem.DoEdit, "E23", map[string]any{"sort/value": "signal", "link/value": "https://graphs.example/7"},
			[]postmortem.InputBody{postmortem.Edit{Entry: "E23", Text: "The pool was full.", Sort: "signal", Link: "https://graphs.example/7"}}},
		{postmortem.DoEdit, "E23", map[string]any{"apart/value": []string{"E23 E25"}}, []postmortem.InputBody{postmortem.TellApart{Entries: []string{"E23", "E25"}}}},
		{postmortem.DoEdit, "E23", map[string]any{"leave/value": []string{"out"}}, []postmortem.InputBody{postmortem.LeaveOut{Entries: []string{"E23"}}}},
		{postmortem.DoEdit, "E24", map[string]any{"sort/value": "temporary", "keeper/value": s.ana.ID()},
			[]postmortem.InputBody{postmortem.Edit{Entry: "E24", Text: "The cache is off.", Sort: "temporary", Owner: s.ana.ID()}}},
		{postmortem.DoEdit, "E2", map[string]any{"text/value": "No limit.", "second/value": "No alert."},
			[]postmortem.InputBody{postmortem.Split{Entry: "E2", First: "No limit.", Second: "No alert."}}},
		{postmortem.DoEdit, "E23", map[string]any{"when/value": "about 14:05 UTC"},
			[]postmortem.InputBody{postmortem.Edit{Entry: "E23", Text: "The pool was full.", When: "about 14:05 UTC"}}},
		{postmortem.DoPick, "timeline", map[string]any{"entry/value": "E23", "correct_how/value": asLeftOut},
			[]postmortem.InputBody{postmortem.LeaveOut{Entries: []string{"E23"}}}},
	}
	var row []postmortem.Button
	for _, c := range cases {
		row = append(row, postmortem.Button{Action: c.verb, Value: "PM-1|" + c.about, Label: "Open…"})
	}
	ref, err := s.client.Post(t.Context(), r.Place, buttons(row...), "k")
	if err != nil {
		t.Fatal(err)
	}
	d := drawing{used: map[string]int{}}
	for _, c := range cases {
		before := len(s.meeting.heard())
		if err := s.ana.Press(s.channel, ref.TS, workspace.Press{ActionID: d.actionID(c.verb)}); err != nil {
			t.Fatal(err)
		}
		s.settle()
		s.submit(s.ana, c.values)
		var got []postmortem.InputBody
		for _, in := range s.meeting.heard()[before:] {
			got = append(got, in.Body)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s %s:\n%s", c.verb, c.about, diff)
		}
	}
}

// The form of an action shows what it has, says of what can wait when it is needed, and
// offers the harm beside the causes.
func TestTheFormOfAnAction(t *testing.T) {
	r := causes()
	e := postmortem.Entry{ID: "E22", Kind: postmortem.Action, State: postmortem.Confirmed, Due: time.Date(2026, 4, 10, 0, 0, 0, 0, time.UTC), Addresses: []string{postmortem.TheHarm}}
	r.Entries, r.Texts["E22"] = append(r.Entries, e), "Tell the customers."
	b, err := json.Marshal(forms{words: postmortem.DefaultGuide().Words}.edit(r, e, postmortem.Place{}))
	if err != nil {
		t.Fatal(err)
	}
	var view struct {
		Blocks []struct {
			ID      string `json:"block_id"`
			Hint    struct{ Text string }
			Element struct {
				Value   string   `json:"initial_value"`
				Options []option `json:"options"`
				Chosen  []option `json:"initial_options"`
			}
		}
	}
	if err := json.Unmarshal(b, &view); err != nil {
		t.Fatal(err)
	}
	waits := []string{}
	for _, f := range view.Blocks {
		if strings.Contains(f.Hint.Text, "publishing needs") {
			waits = append(waits, f.ID)
		}
		switch f.ID {
		case "due":
			if f.Element.Value != "2026-04-10" {
				t.Errorf("it is due %q", f.Element.Value)
			}
		case "about":
			if n := len(f.Element.Options); n < 2 || f.Element.Options[n-1].Value != postmortem.TheHarm || len(f.Element.Chosen) != 1 {
				t.Errorf("it can be about %v and is about %v", f.Element.Options, f.Element.Chosen)
			}
		}
	}
	if diff := cmp.Diff([]string{"keeper", "due", "done", "about"}, waits); diff != "" {
		t.Error(diff)
	}
}
