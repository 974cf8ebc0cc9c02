package slackapp

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/workspace"
)

func TestVocabulary(t *testing.T) {
	add := func(k postmortem.Kind, text string) postmortem.InputBody { return postmortem.Add{Kind: k, Text: text} }
	for typed, want := range map[string]said{
		"":                                    {word: "help"},
		"  Help ":                             {word: "help"},
		"status":                              {word: "status"},
		"status.":                             {word: "status"},
		"actions":                             {word: "actions"},
		"people":                              {word: "people"},
		"hello":                               {word: "hello"},
		"role on-call, R&amp;D":               {word: "role", body: postmortem.SeatPeople{Seatings: []postmortem.Seating{{Role: "on-call, R&D"}}}},
		"role":                                {word: "role", body: postmortem.SeatPeople{Seatings: []postmortem.Seating{{}}}},
		"draft who broke <it> <@U1>":          {word: "draft", line: "who broke &lt;it&gt; <@U1>"},
		"say <!here> it was me":               {word: "say", line: "&lt;!here&gt; it was me"},
		"owner <@U1|ana>":                     {word: "owner", body: postmortem.Entrust{To: postmortem.Person{ID: "U1"}}},
		"owner":                               {word: "owner", body: postmortem.Entrust{}},
		"narrate <@U1>":                       {word: "narrate", body: postmortem.Narrate{To: postmortem.Person{ID: "U1"}}},
		"title Uploads &amp; searches failed": {word: "title", body: postmortem.Retitle{Title: "Uploads & searches failed"}},
		"zone":                                {word: "zone", body: postmortem.SetZone{Zone: "UTC"}},
		"zone utc":                            {word: "zone", body: postmortem.SetZone{Zone: "UTC"}},
		"help more":                           {word: "help", more: true},
		"zone own":                            {word: "zone", body: postmortem.SetZone{}},
		"zone mine":                           {word: "zone", body: postmortem.SetZone{Own: true}},
		"zone Europe/Berlin":                  {word: "zone", body: postmortem.SetZone{Zone: "Europe/Berlin"}},
		"aim we see it <first>":               {word: "aim", body: postmortem.SetAim{Text: "we see it &lt;first&gt;"}},
		"list":                                {word: "list"},
		"start":                               {word: "start"},
		"start Checkout &amp; <":              {word: "start", title: "Checkout & <"},
		"next":                                {word: "next", body: postmortem.Advance{}},
		"NEXT please":                         {word: "next", body: postmortem.Advance{}},
		"back":                                {word: "back", body: postmortem.GoBack{}},
		"back to Timeline":                    {word: "back", body: postmortem.GoBack{To: postmortem.Timeline}},
		"back root":                           {word: "back", body: postmortem.GoBack{To: postmortem.RootCause}},
		"finish":                              {word: "finish", body: postmortem.Finish{}},
		"quiet":                               {word: "quiet", body: postmortem.Quieten{}},
		"Mute":                                {word: "quiet", body: postmortem.Quieten{}},
		"quiet off":                           {word: "quiet", body: postmortem.Quieten{Off: true}},
		"unmute":                              {word: "quiet", body: postmortem.Quieten{Off: true}},
		"cancel":                              {word: "cancel", body: postmortem.Cancel{}},
		"add timeline 14:02 it failed":        {word: "add", body: add(postmortem.Event, "14:02 it failed")},
		"add Cause: no limit":                 {word: "add", body: add(postmortem.Cause, "no limit")},
		"add remedy a restart":                {word: "add", body: add(postmortem.RemedyItem, "a restart")},
		"add learning queues\nlie":            {word: "add", body: add(postmortem.Learning, "queues\nlie")},
		"add impact 5 < 6 & <!channel> <https://a.example|b>":  {word: "add", body: add(postmortem.Impact, "5 &lt; 6 &amp; &lt;!channel&gt; <https://a.example|b>")},
		"add timeline <@U1> looked by friday":                  {word: "add", body: add(postmortem.Event, "<@U1> looked by friday")},
		"add action alert on lag":                              {word: "add", body: add(postmortem.Action, "alert on lag")},
		"add action document the failover by hand":             {word: "add", body: add(postmortem.Action, "document the failover by hand")},
		"add action alert on lag <@U1|ana> by next friday":     {word: "add", body: postmortem.Add{Kind: postmortem.Action, Text: "alert on lag", Owner: "U1", Due: "next friday"}},
		"add action alert on lag by next friday <@U1>":         {word: "add", body: postmortem.Add{Kind: postmortem.Action, Text: "alert on lag", Owner: "U1", Due: "next friday"}},
		"add action alert on lag, due 2026-04-30":              {word: "add", body: postmortem.Add{Kind: postmortem.Action, Text: "alert on lag", Due: "2026-04-30"}},
		"add action alert on lag due by friday":                {word: "add", body: postmortem.Add{Kind: postmortem.Action, Text: "alert on lag", Due: "friday"}},
		"add action alert on lag due soonish":                  {word: "add", body: postmortem.Add{Kind: postmortem.Action, Text: "alert on lag", Due: "soonish"}},
		"add action alert by 2020-01-01":                       {word: "add", body: postmortem.Add{Kind: postmortem.Action, Text: "alert", Due: "2020-01-01"}},
		"add action ask <@U2> about the limits <@U1>":          {word: "add", body: postmortem.Add{Kind: postmortem.Action, Text: "ask <@U2> about the limits", Owner: "U1"}},
		"add action ask <@U2> about the limits":                {word: "add", body: add(postmortem.Action, "ask <@U2> about the limits")},
		"add action read <https://a.example/due by friday|it>": {word: "add", body: add(postmortem.Action, "read <https://a.example/due by friday|it>")},
	} {
		got, err := new(Listener{Client: new(Client)}).understand(typed, noon, nil)
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(said{})); diff != "" || err != nil {
			t.Errorf("%q: %v\n%s", typed, err, diff)
		}
	}
}

func TestWordsThatAreNotKnown(t *testing.T) {
	for typed, want := range map[string]string{
		"stauts":                  "did you mean `status`",
		"nxt":                     "did you mean `next`",
		"finsh":                   "did you mean `finish`",
		"add tiemline x":          "did you mean `timeline`",
		"add acton x":             "did you mean `action`",
		"add":                     "Say what to add",
		"add cause":               "`add cause` and then a sentence",
		"add action <@U1> due x":  "`add action` and then a sentence",
		"<!channel> wake up":      "&lt;!channel&gt;",
		"xylophone":               "`help more` lists",
		strings.Repeat("x", 9000): "…",
	} {
		_, err := new(Listener{Client: new(Client)}).understand(typed, noon, nil)
		no, ok := err.(postmortem.Refusal)
		if !ok || !strings.Contains(no.Text, want) || strings.Contains(no.Text, "<!") || len(no.Text) > 400 {
			t.Errorf("%.40q: %v, without %q", typed, err, want)
		}
	}
}

func TestAddressed(t *testing.T) {
	for text, want := range map[string]string{
		"<@UBOT> next":              "next",
		"<@UBOT|remedy>: next":      "next",
		"hey <@UBOT>, next":         "next",
		"dear little <@UBOT> next":  "next",
		"<@UBOT>":                   "",
		"<@UBOT2> next":             "not addressed",
		"so I asked <@UBOT> to go":  "not addressed",
		"next":                      "not addressed",
		"<@UBOT":                    "not addressed",
		"":                          "not addressed",
		"<@UBOTTOM> and <@UBOT> go": "not addressed",
	} {
		got, ok := addressed(text, "UBOT")
		if !ok {
			got = "not addressed"
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if _, ok := addressed("<@> x", ""); ok {
		t.Error("addressed before we know who we are")
	}
}

func TestCommandsBecomeInputs(t *testing.T) {
	s := newStage(t).listen()
	s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) {
		return postmortem.Answer{Text: "Done & dusted."}, nil
	})
	s.command("add action alert on lag <@" + s.ben.ID() + "> by next friday")
	in := s.only()
	want := postmortem.Add{Kind: postmortem.Action, Text: "alert on lag", Owner: s.ben.ID(), Due: "next friday", Author: in.By}
	if diff := cmp.Diff(want, in.Body); diff != "" {
		t.Error(diff)
	}
	if !strings.HasPrefix(in.ID, "cmd/") || len(in.ID) < 8 || in.By.ID != s.ana.ID() || in.At != noon ||
		in.Place != (postmortem.Place{Team: s.team(), Channel: s.channel}) {
		t.Errorf("%+v", in)
	}
	s.whispered(s.ana, "", "Done & dusted.")
	if got := s.whispers(s.ben, ""); len(got) != 0 {
		t.Errorf("somebody else reads %q", got)
	}
}

func TestCommandsAreAlwaysAnswered(t *testing.T) {
	s := newStage(t).listen()
	s.command("help")
	s.whispered(s.ana, "", "Remedy guides a review", "/postmortem start")
	s.command("")
	s.whispered(s.ana, "", "Remedy guides a review")
	s.command("stauts")
	s.whispered(s.ana, "", "did you mean `status`")
	s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) {
		return postmortem.Answer{}, postmortem.Refusal{Text: "Only the facilitator can do this."}
	})
	s.command("finish")
	s.whispered(s.ana, "", "Only the facilitator can do this.")
	s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) { return postmortem.Answer{}, errDisk })
	s.command("cancel")
	s.whispered(s.ana, "", "That did not work, and it is not your doing. It has been logged.")
	if !strings.Contains(s.log.String(), "disk full") || !strings.Contains(s.log.String(), "Cancel") {
		t.Errorf("the log does not say what failed: %s", s.log)
	}
}

func TestMentionsAreCommands(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	bot := "<@" + s.Credentials().BotUserID + ">"
	s.say(s.ana, r.Place.Thread, "what happened")
	s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) { return postmortem.Answer{Text: "Moved on."}, nil })
	ts := s.say(s.ana, r.Place.Thread, bot+" next")
	all := s.meeting.heard()
	if len(all) != 2 {
		t.Fatalf("a mention is told twice, handled once: %+v", all)
	}
	in := all[1]
	if in.Body != (postmortem.Advance{}) || in.ID != "msg/"+s.channel+"/"+ts || in.Session != r.ID || in.Place.Thread != r.Place.Thread {
		t.Errorf("%+v", in)
	}
	s.whispered(s.ana, r.Place.Thread, "Moved on.")

	ts = s.say(s.ana, r.Place.Thread, "ok "+bot+": add cause no limit & no alert")
	in = s.meeting.heard()[2]
	add, ok := in.Body.(postmortem.Add)
	if !ok || add.Source != (postmortem.Ref{Channel: s.channel, TS: ts}) || add.Text != "no limit &amp; no alert" || add.Author.ID != s.ana.ID() {
		t.Errorf("%+v", in.Body)
	}

	s.say(s.ana, r.Place.Thread, bot+" well done")
	s.whispered(s.ana, r.Place.Thread, "I do not know “well”")
	s.say(s.ana, r.Place.Thread, "so I went and asked "+bot+" about next")
	if all := s.meeting.heard(); len(all) != 4 {
		t.Errorf("%d inputs", len(all))
	} else if _, ok := all[3].Body.(postmortem.Heard); !ok {
		t.Errorf("speech that names the bot is still speech: %+v", all[3])
	}
}

func TestMentionsOutsideAReview(t *testing.T) {
	s := newStage(t).listen()
	bot := "<@" + s.Credentials().BotUserID + ">"
	s.say(s.ana, "", bot+" next")
	s.whispered(s.ana, "", "the thread of a review")
	root := s.say(s.ana, "", "something else")
	s.say(s.ana, root, bot+" finish")
	s.whispered(s.ana, root, "the thread of a review")
	s.say(s.ana, "", bot)
	s.whispered(s.ana, "", "Remedy guides a review")
	s.say(s.ana, "", bot+" status")
	s.whispered(s.ana, "", "No review runs here")
	if all := s.meeting.heard(); len(all) != 0 {
		t.Errorf("%+v", all)
	}
}

func TestAMentionThatIsNotWrittenComesAgain(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) { return postmortem.Answer{}, errDisk })
	if _, err := s.ana.Say(s.channel, r.Place.Thread, "<@"+s.Credentials().BotUserID+"> next"); err != nil {
		t.Fatal(err)
	}
	s.untilHeard(2)
}

func TestStatusActionsList(t *testing.T) {
	s := newStage(t, func(c *workspace.Config) { c.Rates.Off = true }).listen()
	for _, w := range []string{"status", "actions"} {
		s.command(w)
		s.whispered(s.ana, "", "No review runs here. Type `/postmortem start` to begin one.")
	}
	r := s.review()
	s.command("actions")
	s.whispered(s.ana, "", "PM-1 has no actions yet")
	r.Entries = []postmortem.Entry{
		{ID: "E1", Kind: postmortem.Action, Number: 1, State: postmortem.Confirmed, Action: postmortem.Owned, Owner: s.ana.ID(), Due: noon},
		{ID: "E2", Kind: postmortem.Action, Number: 2, State: postmortem.Proposed, Action: postmortem.Offered},
		{ID: "E3", Kind: postmortem.Event, State: postmortem.LeftOut},
	}
	r.Texts = map[string]string{"E1": "Alert on <lag>.", "E2": "Set a limit."}
	s.command("status")
	s.whispered(s.ana, "", "*PM-1: Checkout &amp; &lt;payments&gt;*", "Step 1 of 6: Opening", "<@"+s.ana.ID()+">",
		"`O2` open: When the impact began", "Entries: 2, of which nobody has confirmed 1 yet", "Actions: 2", "/archives/"+s.channel)
	s.command("actions")
	s.whispered(s.ana, "", "AI-1: Alert on &lt;lag&gt;. (<@"+s.ana.ID()+">), due Wed 25 Mar 2026", "AI-2: Set a limit. (no owner yet)")

	other := *r
	other.ID, other.Place.Channel, other.Title, other.Facilitator = "PM-2", "C0PRIVATE", "A secret", s.ben.ID()
	s.meeting.sessions = append(s.meeting.sessions, &other)
	s.command("list")
	s.whispered(s.ana, "", "PM-1: Checkout &amp; &lt;payments&gt; (running, in Opening)")
	if all := s.whispers(s.ana, ""); strings.Contains(all[len(all)-1], "A secret") {
		t.Error("a title from a channel that she may not be in")
	}
	other.People = map[string]postmortem.Person{s.ana.ID(): {}}
	s.command("list")
	s.whispered(s.ana, "", "PM-2: A secret")

	r.Status = postmortem.Draft
	s.command("actions")
	s.whispered(s.ana, "", "Actions of PM-1")
	s.say(s.ana, r.Place.Thread, "<@"+s.Credentials().BotUserID+"> status")
	s.whispered(s.ana, r.Place.Thread, "is a draft: its talk is over")
}

// The button below a list of what is missing says all of it, to whoever presses it.
func TestTheButtonThatShowsAll(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	r.Phase = postmortem.RootCause
	s.presses(s.ben, r, postmortem.DoStatus, string(r.ID))
	s.whispered(s.ben, r.Place.Thread, "Step 3 of 6: Root cause", "`C1` open", "`C2` open")
	if got := s.whispers(s.ana, r.Place.Thread); len(got) != 0 {
		t.Errorf("somebody else reads %q", got)
	}
}

func TestLongAnswersDoNotTravelInTheAcknowledgement(t *testing.T) {
	s := newStage(t).listen()
	r := s.review()
	r.Texts = map[string]string{}
	for i := range 18 {
		id := string(rune('a' + i))
		r.Entries = append(r.Entries, postmortem.Entry{ID: id, Kind: postmortem.Action, Number: i + 1, State: postmortem.Confirmed})
		r.Texts[id] = strings.Repeat("word ", 120)
	}
	s.command("actions")
	s.whispered(s.ana, "", "AI-18:")
	if n := len(s.calls("response_url")); n != 1 {
		t.Errorf("%d uses of the response_url", n)
	}
}

func TestHandOver(t *testing.T) {
	s := newStage(t).listen()
	s.review()
	s.command("handover <@" + s.ben.ID() + ">")
	in := s.only()
	got, ok := in.Body.(postmortem.HandOver)
	if !ok || got.To.ID != s.ben.ID() || got.To.Name == "" {
		t.Errorf("%+v", in.Body)
	}
	s.command("handover @nobody")
	s.whispered(s.ana, "", "I know nobody called “@nobody” here")
	s.command("handover")
	all := s.meeting.heard()
	if diff := cmp.Diff(postmortem.HandOver{}, all[len(all)-1].Body); diff != "" {
		t.Error(diff)
	}
}

func TestWhatCanBeAddedHasAWord(t *testing.T) {
	words := map[postmortem.Kind]bool{}
	for _, a := range addable {
		words[a.kind] = true
	}
	for _, k := range postmortem.Addable() {
		if !words[k] {
			t.Errorf("nobody can add %s by hand, so its criterion may stay open", k)
		}
	}
}
