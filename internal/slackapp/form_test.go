package slackapp

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/workspace"
)

// ours draws forms in our words.
var ours forms

// form is the form that stands open before somebody.
func (s *stage) form(p *workspace.Person) workspace.View {
	s.t.Helper()
	all := p.Views()
	if len(all) != 1 {
		s.t.Fatalf("%d forms are open; said %q\n%s", len(all), s.whispers(p, ""), s.log)
	}
	return all[0]
}

func (s *stage) submit(p *workspace.Person, values map[string]any) {
	s.t.Helper()
	if err := p.Submit(s.form(p).ID, values); err != nil {
		s.t.Fatal(err)
	}
	s.settle()
}

func TestStartByCommand(t *testing.T) {
	s := newStage(t).listen()
	s.command("start async: Checkout failed & more")
	s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) {
		return postmortem.Answer{Session: "PM-1", Text: "PM-1 is open."}, nil
	})
	v := s.form(s.ana)
	began := noon.Add(-3 * time.Hour)
	s.submit(s.ana, map[string]any{
		"severity/value": "SEV2", "began/value": began.Unix(), "zone/value": "UTC", "incident/value": s.outside, "facilitator/value": s.ben.ID(),
	})
	in := s.only()
	want := postmortem.Start{
		Title: "Checkout failed & more", Severity: "SEV2", Began: began, Facilitator: s.ben.ID(), Incident: s.outside, Zone: "UTC", Mode: postmortem.Async,
		Host: s.client.Person(t.Context(), s.ben.ID()),
	}
	if diff := cmp.Diff(want, in.Body); diff != "" {
		t.Error(diff)
	}
	if !strings.HasPrefix(in.ID, "view/"+v.ID+"/") || in.By.ID != s.ana.ID() || in.Place != (postmortem.Place{Team: s.team(), Channel: s.channel}) {
		t.Errorf("%+v", in)
	}
	if n := len(s.ana.Views()); n != 0 {
		t.Errorf("%d forms stay open", n)
	}
	s.whispered(s.ana, "", "PM-1 is open.")
}

func TestStartFormDefaults(t *testing.T) {
	s := newStage(t).listen()
	s.command("start")
	s.submit(s.ana, map[string]any{"title/value": "  Checkout failed "})
	want := postmortem.Start{Title: "Checkout failed", Facilitator: s.ana.ID(), Incident: s.channel, Host: s.client.Person(t.Context(), s.ana.ID())}
	if diff := cmp.Diff(want, s.only().Body); diff != "" {
		t.Error(diff)
	}
}

func TestRefusalsAppearAtTheirField(t *testing.T) {
	s := newStage(t).listen()
	s.command("start x")
	var errs map[string]string
	ctx := t.Context()
	changes := s.ana.Watch(ctx)
	for _, c := range []struct {
		err   error
		field string
		text  string
	}{
		{postmortem.Refusal{Text: "The end lies before the beginning.", Field: "ended"}, "ended", "The end lies before the beginning."},
		{postmortem.Refusal{Text: "Ask <@" + s.ana.ID() + "> &amp; wait.", Field: "no such field"}, "title", "Ask Ana & wait."},
		{postmortem.Refusal{Text: "PM-1 already runs."}, "title", "PM-1 already runs."},
		{errDisk, "title", s.client.say("answer/sorry", nil)},
	} {
		s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) { return postmortem.Answer{}, c.err })
		s.submit(s.ana, nil)
		errs = nil
		s.wait("the errors", func() bool {
			select {
			case ch := <-changes:
				errs = ch.Errors
			default:
			}
			return errs != nil
		})
		if diff := cmp.Diff(map[string]string{c.field: c.text}, errs); diff != "" {
			t.Error(diff)
		}
	}
}

func TestStartIsRefusedWhereItCannotBe(t *testing.T) {
	s := newStage(t).listen()
	if err := s.ana.Command(s.outside, "", "/postmortem start"); err != nil {
		t.Fatal(err)
	}
	s.settle()
	all := s.ana.Ephemerals(s.outside, "")
	if len(all) != 1 || !strings.Contains(all[0].Text, "I am not in this channel yet. Type `/invite @") {
		t.Errorf("%+v", all)
	}
	private := s.AddChannel(workspace.Channel{Name: "secret", Private: true, Members: []string{s.ana.ID()}})
	if err := s.ana.Command(private, "", "/postmortem start"); err != nil {
		t.Fatal(err)
	}
	s.settle()
	if all := s.ana.Ephemerals(private, ""); len(all) != 1 || !strings.Contains(all[0].Text, "I am not in this channel yet.") {
		t.Errorf("%+v", all)
	}
	s.review()
	s.command("start")
	s.whispered(s.ana, "", "PM-1 already runs in this channel", "/archives/"+s.channel)
	d, err := s.ana.Direct(s.Credentials().BotUserID)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ana.Command(d, "", "/postmortem start"); err != nil {
		t.Fatal(err)
	}
	s.settle()
	if all := s.ana.Ephemerals(d, ""); len(all) != 1 || !strings.Contains(all[0].Text, "Reviews are held in channels") {
		t.Errorf("%+v", all)
	}
	if n := len(s.ana.Views()); n != 0 {
		t.Errorf("%d forms", n)
	}
}

func TestAFormThatCannotOpenIsExplained(t *testing.T) {
	s := newStage(t, func(c *workspace.Config) { c.Rates.Off = true }).listen()
	for _, c := range []struct {
		fault workspace.Fault
		want  string
	}{
		{workspace.Fault{Kind: workspace.Refuse, Code: "expired_trigger_id"}, "The form took too long to open."},
		{workspace.Fault{Kind: workspace.Refuse, Code: "trigger_exchanged"}, "The form took too long to open."},
		{workspace.Fault{Kind: workspace.RateLimited, RetryAfter: 5}, "The form took too long to open."},
		{workspace.Fault{Kind: workspace.ServerError}, "That did not work"},
	} {
		c.fault.Method, c.fault.Times = "views.open", 1
		s.Fault(c.fault)
		before := len(s.calls("views.open"))
		s.command("start")
		s.whispered(s.ana, "", c.want)
		if n := len(s.calls("views.open")) - before; n != 1 {
			t.Errorf("%d tries: a trigger serves once", n)
		}
	}
}

func TestTheFormOpensWhenTheChannelCannotBeLookedAt(t *testing.T) {
	s := newStage(t).listen()
	s.Fault(workspace.Fault{Kind: workspace.ServerError, Method: "conversations.info", Times: 1})
	s.command("start")
	s.form(s.ana)
}

func TestStartByMention(t *testing.T) {
	s := newStage(t).listen()
	s.say(s.ana, "", "<@"+s.Credentials().BotUserID+"> start Checkout & more")
	all := s.ana.Ephemerals(s.channel, "")
	if len(all) != 1 {
		t.Fatalf("%+v\n%s", all, s.log)
	}
	if err := s.ana.Press(s.channel, all[0].TS, workspace.Press{ActionID: "start"}); err != nil {
		t.Fatal(err)
	}
	s.settle()
	s.submit(s.ana, nil)
	if start, ok := s.only().Body.(postmortem.Start); !ok || start.Title != "Checkout & more" {
		t.Errorf("%+v", s.only())
	}
}

func TestAddByButton(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	ref, err := s.client.Post(t.Context(), r.Place, buttons(postmortem.Button{Action: postmortem.DoAdd, Value: "PM-1|prevention", Label: "Add"}), "k")
	if err != nil {
		t.Fatal(err)
	}
	press := func() {
		if err := s.ben.Press(s.channel, ref.TS, workspace.Press{ActionID: "add"}); err != nil {
			t.Fatal(err)
		}
		s.settle()
	}
	press()
	s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) {
		return postmortem.Answer{Text: "In the review."}, nil
	})
	v := s.form(s.ben)
	s.submit(s.ben, map[string]any{"text/value": "alert if lag > 5 & <!here> rings", "owner/value": s.ana.ID(), "due/value": " next friday ", "when/value": " about 14:05 ", "done/value": " a <test> pages "})
	in := s.only()
	want := postmortem.Add{Kind: postmortem.Action, Text: "alert if lag &gt; 5 &amp; &lt;!here&gt; rings", Owner: s.ana.ID(), Due: "next friday", When: "about 14:05", Done: "a &lt;test&gt; pages", Author: in.By}
	if diff := cmp.Diff(want, in.Body); diff != "" {
		t.Error(diff)
	}
	if !strings.HasPrefix(in.ID, "view/"+v.ID+"/") || in.By.ID != s.ben.ID() || in.Session != "PM-1" || in.Place != r.Place {
		t.Errorf("%+v", in)
	}
	s.whispered(s.ben, r.Place.Thread, "In the review.")

	press()
	s.submit(s.ben, map[string]any{"kind/value": "cause", "text/value": "no limit", "owner/value": s.ana.ID(), "due/value": "x", "done/value": "y"})
	if add := s.meeting.heard()[1].Body.(postmortem.Add); add.Kind != postmortem.Cause || add.Owner != "" || add.Due != "" || add.Done != "" {
		t.Errorf("only actions have owners, dates and ends: %+v", add)
	}
}

func TestAddByShortcut(t *testing.T) {
	s := newStage(t).listen()
	top := s.say(s.ben, "", "alerts & <pages> fired")
	if err := s.ana.Shortcut("add_to_review", s.channel, top); err != nil {
		t.Fatal(err)
	}
	s.settle()
	s.whispered(s.ana, "", "No review is running for this channel.")

	r := s.review()
	if err := s.ana.Shortcut("add_to_review", s.channel, top); err != nil {
		t.Fatal(err)
	}
	s.settle()
	s.submit(s.ana, nil)
	in := s.only()
	add := in.Body.(postmortem.Add)
	if add.Kind != postmortem.Event || add.Text != "alerts &amp; &lt;pages&gt; fired" || add.Author.ID != s.ben.ID() ||
		!add.Author.Outsider || add.Source != (postmortem.Ref{Channel: s.channel, TS: top}) || in.Session != "PM-1" || in.By.ID != s.ana.ID() {
		t.Errorf("%+v", in)
	}

	root, err := s.client.Post(t.Context(), r.Place, says("mine"), "k")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ana.Shortcut("add_to_review", s.channel, root.TS); err != nil {
		t.Fatal(err)
	}
	s.settle()
	s.whispered(s.ana, "", "That message is my own.")

	long := s.say(s.ana, "", strings.Repeat("long ", 1000))
	if err := s.ana.Shortcut("add_to_review", s.channel, long); err != nil {
		t.Fatal(err)
	}
	s.settle()
	s.form(s.ana)
}

func TestShortcutWhereTheIncidentWas(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	r.Incident = s.outside
	ts, err := s.ben.Say(s.outside, "", "it broke")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ana.Shortcut("add_to_review", s.outside, ts); err != nil {
		t.Fatal(err)
	}
	s.settle()
	s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) {
		return postmortem.Answer{Text: "In the review."}, nil
	})
	s.submit(s.ana, nil)
	// The bot is not in that channel, so it may whisper nothing there.
	if got := s.ana.Ephemerals(s.outside, ""); len(got) != 1 || got[0].Text != "In the review." {
		t.Errorf("answered %+v", got)
	}
	if calls := s.calls("chat.postEphemeral"); len(calls) > 0 {
		t.Errorf("chat.postEphemeral was tried: %+v", calls)
	}
}

func TestALongEntryFitsItsField(t *testing.T) {
	for _, n := range []int{10, postmortem.LongestEntry, postmortem.LongestEntry + 1, maxInput, 2 * maxInput} {
		e := postmortem.Entry{ID: "E1", Kind: postmortem.Learning, State: postmortem.Confirmed}
		r := &postmortem.Session{Entries: []postmortem.Entry{e}, Texts: map[string]string{"E1": strings.Repeat("é", n)}}
		text := ours.edit(r, e, postmortem.Place{}).Blocks.BlockSet[0].(*slack.InputBlock).Element.(*slack.PlainTextInputBlockElement)
		if got := utf8.RuneCountInString(text.InitialValue); got > text.MaxLength || n <= maxInput && got != n {
			t.Errorf("%d characters: the field begins with %d and takes %d", n, got, text.MaxLength)
		}
	}
}

func proposals(r *postmortem.Session, n int) {
	r.Phase = postmortem.Timeline
	r.Texts = map[string]string{}
	for i := range n {
		id := fmt.Sprintf("E%d", i+1)
		r.Entries = append(r.Entries, postmortem.Entry{ID: id, Kind: postmortem.Event, State: postmortem.Proposed, Phase: postmortem.Timeline})
		r.Texts[id] = fmt.Sprintf("At 09:%02d the queue of the payment workers in the second region grew past ten thousand, and nobody was told.", i%60)
	}
}

func TestSort(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	proposals(r, 23)
	r.Entries = append(r.Entries,
		postmortem.Entry{ID: "E90", Kind: postmortem.Event, State: postmortem.Confirmed},
		postmortem.Entry{ID: "E91", Kind: postmortem.Cause, State: postmortem.Proposed, Phase: postmortem.Timeline})
	ref, err := s.client.Post(t.Context(), r.Place, buttons(postmortem.Button{Action: postmortem.DoSort, Value: "PM-1|timeline", Label: "Sort"}), "k")
	if err != nil {
		t.Fatal(err)
	}
	press := func() {
		if err := s.ana.Press(s.channel, ref.TS, workspace.Press{ActionID: "sort_entries"}); err != nil {
			t.Fatal(err)
		}
		s.settle()
	}
	press()
	v := s.form(s.ana)
	if strings.Contains(string(v.Blocks), "E90") || strings.Contains(string(v.Blocks), "E91") {
		t.Error("shows what is not waiting on this board")
	}
	s.submit(s.ana, map[string]any{"entries/value": []string{"E2", "E1"}, "entries_3/value": []string{"E23"}})
	in := s.only()
	if diff := cmp.Diff(postmortem.Confirm{Entries: []string{"E1", "E2", "E23"}}, in.Body); diff != "" {
		t.Error(diff)
	}
	if !strings.HasPrefix(in.ID, "view/"+v.ID+"/") || in.Session != "PM-1" {
		t.Errorf("%+v", in)
	}

	press()
	s.submit(s.ana, map[string]any{"entries/value": []string{"E1"}, "others/value": "leave_out"})
	all := s.meeting.heard()
	if len(all) != 3 {
		t.Fatalf("%+v", all)
	}
	out, confirm := all[1], all[2]
	if len(out.Body.(postmortem.LeaveOut).Entries) != 22 || confirm.Body.(postmortem.Confirm).Entries[0] != "E1" || out.ID != confirm.ID+"/rest" {
		t.Errorf("%+v\n%+v", out, confirm)
	}

	press()
	s.submit(s.ana, nil)
	if n := len(s.meeting.heard()); n != 3 {
		t.Error("nothing ticked, nothing left out, yet something was done")
	}
}

func TestSortWithNothingToSort(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	for value, want := range map[string]string{"PM-1|timeline": "Nothing is waiting", "PM-7|timeline": "There is no such review."} {
		ref, err := s.client.Post(t.Context(), r.Place, buttons(postmortem.Button{Action: postmortem.DoSort, Value: value, Label: "Sort"}), "k")
		if err != nil {
			t.Fatal(err)
		}
		if err := s.ana.Press(s.channel, ref.TS, workspace.Press{ActionID: "sort_entries"}); err != nil {
			t.Fatal(err)
		}
		s.settle()
		s.whispered(s.ana, r.Place.Thread, want)
	}
	r.Place.Team = "T0ELSEWHERE"
	q := ask{place: postmortem.Place{Team: s.team()}}
	if got, no := s.l.review(q, "PM-1"); got != nil || no == "" {
		t.Error("a review of another workspace")
	}
}

func TestSortFormsStayWithinLimits(t *testing.T) {
	r := &postmortem.Session{}
	proposals(r, 500)
	v := ours.sort(r, postmortem.RootCause, r.Waiting(""), postmortem.Place{})
	if n := len(v.Blocks.BlockSet); n > 100 { // of a view (https://docs.slack.dev/reference/views)
		t.Errorf("%d blocks", n)
	}
	if n := len(v.PrivateMetadata); n > 3000 {
		t.Errorf("private_metadata of %d", n)
	}
	b, _ := json.Marshal(v)
	if !strings.Contains(string(b), "400 more") {
		t.Error("does not say that there are more")
	}
}

func TestLeaveOpen(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	r.Phase = postmortem.Opening
	ref, err := s.client.Post(t.Context(), r.Place, buttons(postmortem.Button{Action: postmortem.DoWaive, Value: "PM-1|opening", Label: "Leave open…"}), "k")
	if err != nil {
		t.Fatal(err)
	}
	press := func() {
		if err := s.ana.Press(s.channel, ref.TS, workspace.Press{ActionID: postmortem.DoWaive}); err != nil {
			t.Fatal(err)
		}
		s.settle()
	}
	press()
	v := s.form(s.ana)
	if !strings.Contains(string(v.Blocks), "When the impact began and ended") {
		t.Errorf("the form does not name what is missing: %s", v.Blocks)
	}
	if _, ticked, _ := strings.Cut(string(v.Blocks), "initial_options"); strings.Contains(string(v.Blocks), `"value":"O1"`) && strings.Contains(ticked[:strings.Index(ticked, "]")], `"O1"`) {
		t.Errorf("what waits for people's word is left open by a careless press: %s", v.Blocks)
	}
	s.submit(s.ana, map[string]any{"criteria/value": []string{"O2", "O3"}, "reason/value": "The logs of that hour are gone."})
	want := postmortem.Waive{Criteria: []string{"O2", "O3"}, Reason: "The logs of that hour are gone."}
	if diff := cmp.Diff(want, s.only().Body); diff != "" {
		t.Error(diff)
	}

	s.command("waive O2, nobody <logged> it")
	all := s.meeting.heard()
	want = postmortem.Waive{Criteria: []string{"O2"}, Reason: "nobody <logged> it"}
	if diff := cmp.Diff(want, all[len(all)-1].Body); diff != "" {
		t.Error(diff)
	}

	whole := postmortem.Waiver{By: "U1", Whole: true}
	r.Waivers = map[string]postmortem.Waiver{"O1": whole, "O9": whole, "O2": whole, "O3": whole, "O4": whole, "O5": whole}
	press()
	s.whispered(s.ana, r.Place.Thread, "Nothing is missing here any more.")
}

// Where more is missing than a group of checkboxes holds, all of it is shown.
func TestMuchIsLeftOpenAtOnce(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	r.Phase = postmortem.Prevention
	for n := range 12 {
		e := postmortem.Entry{ID: fmt.Sprintf("E%d", n+1), Kind: postmortem.Action, State: postmortem.Confirmed, Number: n + 1, Action: postmortem.Offered}
		r.Entries, r.Texts[e.ID] = append(r.Entries, e), fmt.Sprintf("Do this, and then %d more.", n)
	}
	ref, err := s.client.Post(t.Context(), r.Place, buttons(postmortem.Button{Action: postmortem.DoWaive, Value: "PM-1|prevention", Label: "Leave open…"}), "k")
	if err != nil {
		t.Fatal(err)
	}
	s.pressesAt(s.ana, ref, postmortem.DoWaive)
	s.submit(s.ana, map[string]any{"criteria/value": []string{"P2-1"}, "criteria_2/value": []string{"P2-12"}, "reason/value": "Nobody is here to say."})
	want := postmortem.Waive{Criteria: []string{"P2-1", "P2-12"}, Reason: "Nobody is here to say."}
	if diff := cmp.Diff(want, s.only().Body); diff != "" {
		t.Error(diff)
	}
}

// causes is a review with two causes, of which the second stands below the first.
func causes() *postmortem.Session {
	return &postmortem.Session{Opened: postmortem.Opened{ID: "PM-1"}, Status: postmortem.Running, Phase: postmortem.RootCause, Entries: []postmortem.Entry{
		{ID: "E1", Kind: postmortem.Cause, Stem: "spread", State: postmortem.Confirmed},
		{ID: "E2", Kind: postmortem.Cause, Parents: []string{"E1"}, State: postmortem.Confirmed},
	}, Texts: map[string]string{"E1": "The pool was never limited.", "E2": "The limits were left out."}}
}

func TestEditACause(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	r.Entries, r.Texts = causes().Entries, causes().Texts
	ref, err := s.client.Post(t.Context(), r.Place, buttons(postmortem.Button{Action: postmortem.DoEdit, Value: "PM-1|E2", Label: "Edit…"}), "k")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		values map[string]any
		want   postmortem.InputBody
	}{
		{nil, postmortem.Edit{Entry: "E2", Text: "The limits were left out.", Under: "E1", Sure: postmortem.Likely}},
		{map[string]any{"text/value": "No <limits>", "under/value": "recovery", "cause/value": "luck", "sure/value": "hypothesis"},
			postmortem.Edit{Entry: "E2", Text: "No &lt;limits&gt;", Under: "recovery", Cause: "luck", Sure: postmortem.Hypothesis}},
		{map[string]any{"same/value": "E1"}, postmortem.Merge{Entry: "E2", Into: "E1"}},
		{map[string]any{"view/value": "They were there."}, postmortem.Dispute{Entry: "E2", Text: "They were there."}},
	} {
		if err := s.ana.Press(s.channel, ref.TS, workspace.Press{ActionID: postmortem.DoEdit}); err != nil {
			t.Fatal(err)
		}
		s.settle()
		s.submit(s.ana, c.values)
		all := s.meeting.heard()
		if diff := cmp.Diff(c.want, all[len(all)-1].Body); diff != "" {
			t.Error(diff)
		}
	}
	before := len(s.meeting.heard())
	if err := s.ana.Press(s.channel, ref.TS, workspace.Press{ActionID: postmortem.DoEdit}); err != nil {
		t.Fatal(err)
	}
	s.settle()
	s.submit(s.ana, map[string]any{"text/value": "No limits.", "view/value": "They were there."})
	both := s.meeting.heard()[before:]
	if len(both) != 2 || !cmp.Equal(both[0].Body, any(postmortem.Edit{Entry: "E2", Text: "No limits."})) ||
		!cmp.Equal(both[1].Body, any(postmortem.Dispute{Entry: "E2", Text: "They were there."})) || both[0].ID == both[1].ID {
		t.Errorf("other words and another view gave %+v", both)
	}
	// Who may not change it can see it differently; where nobody can, no form opens.
	if err := s.ben.Press(s.channel, ref.TS, workspace.Press{ActionID: postmortem.DoEdit}); err != nil {
		t.Fatal(err)
	}
	s.settle()
	s.submit(s.ben, map[string]any{"view/value": "It was the <cache>."})
	all := s.meeting.heard()
	if diff := cmp.Diff(postmortem.InputBody(postmortem.Dispute{Entry: "E2", Text: "It was the &lt;cache&gt;."}), all[len(all)-1].Body); diff != "" {
		t.Error(diff)
	}
	r.Entries[1].Kind = postmortem.Event
	if err := s.ben.Press(s.channel, ref.TS, workspace.Press{ActionID: postmortem.DoEdit}); err != nil {
		t.Fatal(err)
	}
	s.settle()
	s.whispered(s.ben, r.Place.Thread, "It is confirmed, so only the facilitator")
	r.Entries[1].State = postmortem.Withdrawn
	if err := s.ana.Press(s.channel, ref.TS, workspace.Press{ActionID: postmortem.DoEdit}); err != nil {
		t.Fatal(err)
	}
	s.settle()
	s.whispered(s.ana, r.Place.Thread, "That entry is gone")
}

// A form that was refused comes back under its id, and is not taken for a repeat when
// it says something else by then.
func TestAFormKeyTellsWhatWasFilledIn(t *testing.T) {
	key := func(id, text string) string {
		var p interaction
		p.View.ID = id
		p.View.State.Values = map[string]map[string]field{"text": {value: {Value: text}}}
		return p.formKey()
	}
	one, again := key("V1", "one"), key("V1", "one")
	if one != again || one == key("V1", "another") || one == key("V2", "one") {
		t.Error("the key does not tell forms apart")
	}
}

// promised is an action that Ana took on.
func promised() *postmortem.Session {
	return &postmortem.Session{
		Entries: []postmortem.Entry{{ID: "E1", Kind: postmortem.Action, Number: 4, Action: postmortem.Owned, State: postmortem.Confirmed}},
		Texts:   map[string]string{"E1": "Alert on the age of the queue."},
	}
}

func TestWhatBecameOfAnAction(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	r.Status, r.Entries, r.Texts = postmortem.Draft, promised().Entries, promised().Texts
	direct, err := s.client.Direct(t.Context(), s.ana.ID())
	if err != nil {
		t.Fatal(err)
	}
	card := postmortem.Card{Parts: r.ActionParts(nil, r.Entries[0])}
	ref, err := s.client.Post(t.Context(), postmortem.Place{Team: r.Place.Team, Channel: direct}, card, "k")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		verb   string
		fields map[string]any // of its form; nil: it has none
		want   postmortem.InputBody
	}{
		{postmortem.DoComplete, nil, postmortem.Complete{Entry: "E1"}},
		{postmortem.DoPostpone, map[string]any{"new_due/value": "next friday"}, postmortem.Postpone{Entry: "E1", Due: "next friday"}},
		{postmortem.DoDrop, map[string]any{"why_dropped/value": "It is <off> in May."}, postmortem.Drop{Entry: "E1", Reason: "It is &lt;off&gt; in May."}},
	} {
		if err := s.ana.Press(direct, ref.TS, workspace.Press{ActionID: c.verb}); err != nil {
			t.Fatal(err)
		}
		s.settle()
		if c.fields != nil {
			if v := s.form(s.ana); !strings.Contains(string(v.Blocks), "Alert on the age of the queue.") {
				t.Errorf("%s: the form does not say what it is about: %s", c.verb, v.Blocks)
			}
			s.submit(s.ana, c.fields)
		}
		all := s.meeting.heard()
		if diff := cmp.Diff(c.want, all[len(all)-1].Body); diff != "" || all[len(all)-1].Session != "PM-1" {
			t.Errorf("%s: %s", c.verb, diff)
		}
	}
	s.command("later AI-4 next friday")
	all := s.meeting.heard()
	if diff := cmp.Diff(postmortem.Postpone{Entry: "AI-4", Due: "next friday"}, all[len(all)-1].Body); diff != "" || all[len(all)-1].Session != "PM-1" {
		t.Errorf("a review that is over is not found in its channel: %s", diff)
	}
}
