package slackapp

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/workspace"
)

func TestPostIsFoundByItsKey(t *testing.T) {
	s := newStage(t)
	ctx, at := t.Context(), s.clock.Now()
	root, err := s.client.Post(ctx, postmortem.Place{Channel: s.channel}, says("root"), "k1")
	if err != nil {
		t.Fatal(err)
	}
	in := postmortem.Place{Channel: s.channel, Thread: root.TS}
	reply, err := s.client.Post(ctx, in, says("reply"), "k2")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		in   postmortem.Place
		key  string
		want postmortem.Ref
	}{
		{postmortem.Place{Channel: s.channel}, "k1", root},
		{in, "k2", reply},
		{in, "k1", postmortem.Ref{}}, // the root is not in the thread
		{in, "k3", postmortem.Ref{}},
	} {
		got, ok, err := s.client.Find(ctx, c.in, c.key, at)
		if err != nil || got != c.want || ok != (c.want != postmortem.Ref{}) {
			t.Errorf("Find(%v, %s) = %v, %v, %v", c.in, c.key, got, ok, err)
		}
	}
	if got, ok, _ := s.client.Find(ctx, in, "k2", at.Add(time.Hour)); ok {
		t.Errorf("found %v before the time it was looked for", got)
	}
	args := s.calls("chat.postMessage")[0].Args
	if args["unfurl_links"] != "false" || args["unfurl_media"] != "false" {
		t.Errorf("links unfurl: %v", args)
	}
}

func TestFindReadsAllPages(t *testing.T) {
	s := newStage(t, func(c *workspace.Config) { c.PageLimit = 15; c.Rates.Off = true })
	ctx := t.Context()
	root, err := s.client.Post(ctx, postmortem.Place{Channel: s.channel}, says("root"), "root")
	if err != nil {
		t.Fatal(err)
	}
	in := postmortem.Place{Channel: s.channel, Thread: root.TS}
	for i := range 40 {
		if _, err := s.client.Post(ctx, in, says("x"), fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.ana.Say(s.channel, "", "noise"); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok, err := s.client.Find(ctx, in, "39", s.clock.Now()); !ok || err != nil {
		t.Errorf("the last reply was not found: %v", err)
	}
	if _, ok, err := s.client.Find(ctx, postmortem.Place{Channel: s.channel}, "root", s.clock.Now()); !ok || err != nil {
		t.Errorf("the oldest message was not found: %v", err)
	}
	if lines, err := s.client.Thread(ctx, in); err != nil || len(lines) != 40 {
		t.Errorf("the thread has %d lines: %v", len(lines), err)
	}
}

func TestFindIgnoresOthersWithTheSameKey(t *testing.T) {
	s := newStage(t)
	if _, ok, err := s.client.find(t.Context(), postmortem.Place{Channel: s.channel}, s.clock.Now(), nil); ok || err != nil {
		t.Fatal(ok, err)
	}
	s.say(s.ana, "", "mine") // would call the nil func if it were taken for ours
	if _, ok, err := s.client.find(t.Context(), postmortem.Place{Channel: s.channel}, s.clock.Now(), nil); ok || err != nil {
		t.Error(ok, err)
	}
}

func TestReplyToAThreadThatIsGoneIsTakenBack(t *testing.T) {
	s := newStage(t)
	ts := s.say(s.ana, "", "root")
	if err := s.ana.Delete(s.channel, ts); err != nil {
		t.Fatal(err)
	}
	_, err := s.client.Post(t.Context(), postmortem.Place{Channel: s.channel, Thread: ts}, says("hello"), "k")
	no, ok := errors.AsType[Refused](err)
	if !ok || no.Code != "thread_gone" || no.Text == "" {
		t.Errorf("Post: %v", err)
	}
	if all, _ := s.ana.Messages(s.channel, "", "", 0); len(all) != 0 {
		t.Errorf("a stray stands in the channel: %v", all)
	}
}

func TestErrorsSayWhetherItWasDone(t *testing.T) {
	place := func(s *stage) postmortem.Place { return postmortem.Place{Channel: s.channel} }
	for name, c := range map[string]struct {
		fault workspace.Fault
		check func(error) bool
		there int // messages afterwards
	}{
		"limited": {workspace.Fault{Kind: workspace.RateLimited, RetryAfter: 30},
			func(err error) bool { e, ok := errors.AsType[Later](err); return ok && e.After == 30*time.Second }, 0},
		"limited without a pause": {workspace.Fault{Kind: workspace.RateLimited},
			func(err error) bool { e, ok := errors.AsType[Later](err); return ok && e.After > 0 }, 0},
		"refused": {workspace.Fault{Kind: workspace.Refuse, Code: "is_archived"},
			func(err error) bool {
				e, ok := errors.AsType[Refused](err)
				return ok && e.Code == "is_archived" && strings.Contains(e.Text, "archived")
			}, 0},
		"unknown refusal": {workspace.Fault{Kind: workspace.Refuse, Code: "new_in_2030"},
			func(err error) bool {
				e, ok := errors.AsType[Refused](err)
				return ok && strings.Contains(e.Text, "new_in_2030")
			}, 0},
		"perhaps": {workspace.Fault{Kind: workspace.Refuse, Code: "fatal_error"}, uncertain, 0},
		"server":  {workspace.Fault{Kind: workspace.ServerError}, uncertain, 0},
		"lost":    {workspace.Fault{Kind: workspace.LostAnswer}, uncertain, 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			c.fault.Method, c.fault.Times = "chat.postMessage", 1
			s.Fault(c.fault)
			_, err := s.client.Post(t.Context(), place(s), says("x"), "k")
			if err == nil || !c.check(err) {
				t.Errorf("Post: %#v", err)
			}
			if all, _ := s.ana.Messages(s.channel, "", "", 0); len(all) != c.there {
				t.Errorf("%d messages, want %d", len(all), c.there)
			}
			if n := len(s.calls("chat.postMessage")); n != 1 {
				t.Errorf("%d calls: there are no retries inside", n)
			}
		})
	}
}

func uncertain(err error) bool {
	_, later := errors.AsType[Later](err)
	_, no := errors.AsType[Refused](err)
	return err != nil && !later && !no
}

func TestUnreachableIsCertainlyNotDone(t *testing.T) {
	c, err := New(Config{BotToken: "xoxb-x", APIURL: "http://127.0.0.1:1/api/"})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := errors.AsType[Later](c.Connect(t.Context())); !ok {
		t.Error("a connection that was never made is not certain")
	}
}

func TestBadBlocksFallBackToText(t *testing.T) {
	s := newStage(t)
	for _, code := range []string{"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"} {
		s.Fault(workspace.Fault{Kind: workspace.Refuse, Code: code, Method: "chat.postMessage", Times: 1})
		ref, err := s.client.Post(t.Context(), postmortem.Place{Channel: s.channel}, says("words "+code), "k")
		if err != nil {
			t.Fatal(code, err)
		}
		all, _ := s.ana.Messages(s.channel, "", "", 1)
		if all[0].TS != ref.TS || all[0].Text != "words "+code || strings.Contains(string(all[0].Blocks), "section") {
			t.Errorf("%s: %+v", code, all[0])
		}
	}
}

func TestUpdate(t *testing.T) {
	s := newStage(t)
	ref, err := s.client.Post(t.Context(), postmortem.Place{Channel: s.channel}, says("before"), "k")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.client.Update(t.Context(), ref, says("after")); err != nil {
		t.Fatal(err)
	}
	all, _ := s.ana.Messages(s.channel, "", "", 0)
	if all[0].Text != "after" || !strings.Contains(string(all[0].Blocks), "after") {
		t.Errorf("%+v", all[0])
	}
	if _, ok, _ := s.client.Find(t.Context(), postmortem.Place{Channel: s.channel}, "k", s.clock.Now()); !ok {
		t.Error("an update took the key away")
	}
	err = s.client.Update(t.Context(), postmortem.Ref{Channel: s.channel, TS: "1.000001"}, says("x"))
	if no, ok := errors.AsType[Refused](err); !ok || no.Code != "message_not_found" {
		t.Errorf("Update of nothing: %v", err)
	}
}

func TestWhisperIsSeenByOnePerson(t *testing.T) {
	s := newStage(t)
	root := s.say(s.ana, "", "root")
	s.say(s.ana, root, "reply")
	err := s.client.Whisper(t.Context(), postmortem.Place{Channel: s.channel, Thread: root}, s.ana.ID(), says("between us"))
	if err != nil {
		t.Fatal(err)
	}
	s.whispered(s.ana, root, "between us")
	if got := s.whispers(s.ben, root); len(got) != 0 {
		t.Errorf("somebody else reads %q", got)
	}
	stranger := s.AddUser(workspace.User{Name: "cleo"})
	err = s.client.Whisper(t.Context(), postmortem.Place{Channel: s.channel}, stranger, says("x"))
	if no, ok := errors.AsType[Refused](err); !ok || no.Code != "user_not_in_channel" {
		t.Errorf("Whisper to a stranger: %v", err)
	}
}

func TestUpload(t *testing.T) {
	s := newStage(t)
	root := s.say(s.ana, "", "root")
	in := postmortem.Place{Channel: s.channel, Thread: root}
	at := s.clock.Now()
	ref, err := s.client.Upload(t.Context(), in, File{Name: "PM-1.md", Title: "The draft", Alt: "what it shows", Content: []byte("# Draft")})
	if err != nil || ref.TS == "" {
		t.Fatal(ref, err)
	}
	all, _ := s.ana.Messages(s.channel, root, "", 0)
	last := all[len(all)-1]
	if len(last.Files) != 1 || last.Files[0].Name != "PM-1.md" || last.Files[0].Title != "The draft" || last.TS != ref.TS {
		t.Errorf("%+v", last)
	}
	if found, ok, err := s.client.FindFile(t.Context(), in, "PM-1.md", at); !ok || found != ref || err != nil {
		t.Errorf("FindFile = %v %v %v", found, ok, err)
	}
	if _, ok, _ := s.client.FindFile(t.Context(), in, "PM-2.md", at); ok {
		t.Error("found a file that is not there")
	}
}

func TestUploadIsUncertainOnlyAtItsLastStep(t *testing.T) {
	for method, unsure := range map[string]bool{
		"files.getUploadURLExternal": false, "files.completeUploadExternal": true,
	} {
		s := newStage(t)
		s.Fault(workspace.Fault{Kind: workspace.LostAnswer, Method: method, Times: 1})
		_, err := s.client.Upload(t.Context(), postmortem.Place{Channel: s.channel}, File{Name: "a.md", Title: "a", Content: []byte("x")})
		if err == nil || uncertain(err) != unsure {
			t.Errorf("%s lost: %#v", method, err)
		}
	}
}

func TestHistory(t *testing.T) {
	s := newStage(t, func(c *workspace.Config) { c.PageLimit = 3; c.Rates.Off = true })
	ci := s.AddUser(workspace.User{Name: "ci", RealName: "CI", Bot: true})
	if err := s.ana.Invite(s.channel, ci); err != nil { // leaves a channel_join message
		t.Fatal(err)
	}
	for i, who := range []string{s.ana.ID(), ci, s.ben.ID(), s.ana.ID()} {
		at := noon.Add(time.Duration(i-10) * time.Minute)
		if _, err := s.Seed(s.channel, workspace.Seeded{User: who, Text: fmt.Sprintf("line %d & more", i), At: at}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.client.Post(t.Context(), postmortem.Place{Channel: s.channel}, says("ours"), "k"); err != nil {
		t.Fatal(err)
	}
	var lines []postmortem.Line
	for cursor, first := "", true; first || cursor != ""; first = false {
		page, next, err := s.client.History(t.Context(), s.channel, cursor, noon.Add(-9*time.Minute), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		lines, cursor = append(lines, page...), next
	}
	if len(lines) != 4 {
		t.Fatalf("%d lines: %+v", len(lines), lines)
	}
	if l := lines[0]; !l.Ours || !l.Author.Bot {
		t.Errorf("the newest is ours: %+v", l)
	}
	if l := lines[1]; l.Text != "line 3 &amp; more" || l.Author.Role != "on-call, payments" || l.Author.Zone != "Europe/Lisbon" ||
		l.Author.Name != "Ana" || !l.At.Equal(noon.Add(-7*time.Minute)) || l.Ref.Channel != s.channel {
		t.Errorf("%+v", l)
	}
	if !lines[2].Author.Outsider {
		t.Errorf("a guest is no outsider: %+v", lines[2].Author)
	}
	if !lines[3].Author.Bot || lines[3].Ours {
		t.Errorf("another bot: %+v", lines[3])
	}
	if n := len(s.calls("users.info")); n != 2 {
		t.Errorf("%d look-ups for two people", n)
	}
}

func TestPermalink(t *testing.T) {
	s := newStage(t)
	root := s.say(s.ana, "", "root")
	reply := s.say(s.ana, root, "reply")
	base := s.client.self().workspace + "archives/" + s.channel
	for _, c := range []struct{ ts, thread, want string }{
		{root, "", base + "/p" + strings.Replace(root, ".", "", 1)},
		{root, root, base + "/p" + strings.Replace(root, ".", "", 1)},
		{reply, root, base + "/p" + strings.Replace(reply, ".", "", 1) + "?thread_ts=" + root + "&cid=" + s.channel},
	} {
		if got := s.client.Permalink(postmortem.Ref{Channel: s.channel, TS: c.ts}, c.thread); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
	if s.client.Team() != s.team() {
		t.Error("another team")
	}
}

func TestPeopleAreRememberedForAWhile(t *testing.T) {
	s := newStage(t)
	ctx := t.Context()
	for range 3 {
		s.client.Person(ctx, s.ana.ID())
	}
	if n := len(s.calls("users.info")); n != 1 {
		t.Errorf("%d look-ups", n)
	}
	s.clock.Move(personFor)
	s.Fault(workspace.Fault{Kind: workspace.ServerError, Method: "users.info", Times: 1})
	if p := s.client.Person(ctx, s.ana.ID()); p != (postmortem.Person{ID: s.ana.ID(), Unsure: true}) {
		t.Errorf("after a failed look-up: %+v", p)
	}
	s.clock.Move(strangerFor)
	if p := s.client.Person(ctx, s.ana.ID()); p.Name != "Ana" {
		t.Errorf("a failure was remembered too long: %+v", p)
	}
	s.clock.Move(personFor)
	s.Fault(workspace.Fault{Kind: workspace.Refuse, Method: "users.info", Times: 1, Code: "missing_scope"})
	if p := s.client.Person(ctx, s.ana.ID()); p != (postmortem.Person{ID: s.ana.ID()}) {
		t.Errorf("without the scope nobody is ever known: %+v", p)
	}
	if p := s.client.Person(ctx, ""); p != (postmortem.Person{}) {
		t.Errorf("nobody is %+v", p)
	}
}
