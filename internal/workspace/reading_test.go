package workspace_test

import (
	"slices"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/workspace"
)

// A thread is followed by whoever began it, answered in it, or was called into it.
func TestB46ThreadsOneTakesPartIn(t *testing.T) {
	s := newStage(t)
	zed := s.As(s.AddUser(workspace.User{Name: "zed"}))
	if err := zed.Join(s.channel); err != nil {
		t.Fatal(err)
	}
	first := s.say("", "first")
	second := s.say("", "second, without replies")
	third := must(s.ben.Say(s.channel, "", "third"))
	must(s.ben.Say(s.channel, first, "one"))
	must(s.ben.Say(s.channel, first, "two, <@"+s.ann.ID()+">"))
	must(s.ben.Say(s.channel, third, "only Ben"))

	type row struct {
		thread           string
		unread, mentions int
	}
	rows := func(p *workspace.Person) (all []row) {
		for _, one := range p.Threads() {
			all = append(all, row{one.Parent.TS, one.Unread, one.Mentions})
		}
		return all
	}
	check := func(when string, p *workspace.Person, want ...row) {
		t.Helper()
		if got := rows(p); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", when, got, want)
		}
	}
	check("Ann began the first", s.ann, row{first, 2, 1})
	check("Ben has read what he wrote", s.ben, row{third, 0, 0}, row{first, 0, 0})
	check("Zed takes no part", zed)

	must(s.ben.Say(s.channel, third, "come in, <@"+zed.ID()+">"))
	check("Zed was called", zed, row{third, 2, 1})
	must(s.ben.Say(s.channel, first, "three"))
	must(s.ann.Say(s.channel, first, "an answer"))
	check("Ann answered", s.ann, row{first, 0, 0})
	four := must(s.ben.Say(s.channel, first, "four"))
	must(s.ben.Say(s.channel, "", "beside the thread"))
	check("another reply", s.ann, row{first, 1, 0})
	if err := s.ann.MarkThreadRead(s.channel, first, four); err != nil {
		t.Fatal(err)
	}
	check("Ann has read", s.ann, row{first, 0, 0})
	if n := s.room(s.ann, s.channel).Unread; n != 1 {
		t.Errorf("reading a thread marked the channel: %d unread", n)
	}
	if err := s.ann.MarkThreadRead(s.channel, second+"9", four); err == nil {
		t.Error("a thread that never was is marked")
	}
	if err := s.ben.MarkThreadRead(s.private, first, four); err == nil {
		t.Error("a stranger marks a thread of a private channel")
	}
	if err := s.ann.Leave(s.channel); err != nil {
		t.Fatal(err)
	}
	check("who left follows nothing", s.ann)
}

func TestB46MentionsAreCounted(t *testing.T) {
	s := newStage(t)
	s.say("", "nobody in particular")
	s.say("", "<@"+s.ben.ID()+"> please")
	s.say("", "<!here> all of you")
	s.say("", "<@"+s.ann.ID()+"> is not Ben")
	if c := s.room(s.ben, s.channel); c.Unread != 4 || c.Mentions != 2 {
		t.Errorf("%d unread, %d mentions", c.Unread, c.Mentions)
	}
	dm := must(s.ann.Direct(s.ben.ID()))
	must(s.ann.Say(dm, "", "between us"))
	if c := s.room(s.ben, dm); c.Unread != 1 || c.Mentions != 1 {
		t.Errorf("direct: %d unread, %d mentions", c.Unread, c.Mentions)
	}
}

// A search finds what its person can read, and nothing else.
func TestB49SearchStaysInOnesOwnWorld(t *testing.T) {
	s := newStage(t)
	defer s.ben.Open()()
	say := func(p *workspace.Person, channel, thread, text string) string {
		s.clock.Move(time.Second) // so that the order is the same in all channels together
		return must(p.Say(channel, thread, text))
	}
	zed := s.As(s.AddUser(workspace.User{Name: "zed"}))
	plain := s.say("", "The *Queue* was <old> & slow, <@"+s.ben.ID()+">")
	reply := say(s.ben, s.channel, plain, "a queue in a reply")
	gone := s.say("", "this queue will be deleted")
	if err := s.ann.Delete(s.channel, gone); err != nil {
		t.Fatal(err)
	}
	secret := say(s.ann, s.private, "", "a secret queue")
	dm := must(s.ann.Direct(s.ben.ID()))
	direct := say(s.ann, dm, "", "the queue between us")
	s.clock.Move(time.Second)
	if _, err := s.api.PostEphemeral(s.channel, s.ben.ID(), slack.MsgOptionText("a whispered queue", false)); err != nil {
		t.Fatal(err)
	}
	_, blocks, err := s.api.PostMessage(s.channel, slack.MsgOptionText("Review", false),
		slack.MsgOptionBlocks(slack.NewHeaderBlock(slack.NewTextBlockObject("plain_text", "Queue of builds", false, false))))
	if err != nil {
		t.Fatal(err)
	}
	shared := must(s.ben.Share(s.channel, "", "queue.md", []byte("x"), "notes"))

	for _, c := range []struct {
		name  string
		who   *workspace.Person
		query string
		want  []string
	}{
		{"in any case, newest first", s.ann, "QUEUE", []string{shared, blocks, direct, secret, reply, plain}},
		{"not the private channel", s.ben, "queue", []string{shared, blocks, direct, reply, plain}},
		{"nor a foreign direct message", zed, "queue", []string{shared, blocks, reply, plain}},
		{"all words", s.ann, "slow queue", []string{plain}},
		{"what was typed, not how it is stored", s.ann, "<old> &", []string{plain}},
		{"a name, not an id", s.ann, "@ben", []string{plain}},
		{"ids are not words", s.ann, s.ben.ID(), nil},
		{"from somebody", s.ann, "from:@ben queue", []string{shared, reply}},
		{"in a channel", s.ann, "in:#secret queue", []string{secret}},
		{"in a channel one cannot see", s.ben, "in:secret", nil},
		{"a whisper", s.ben, "whispered", nil},
		{"nothing asked", s.ann, "  ", nil},
		{"nothing there", s.ann, "nowhere", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, more := c.who.Search(c.query, 50)
			var got []string
			for _, f := range found {
				got = append(got, f.Message.TS)
			}
			if !slices.Equal(got, c.want) || more {
				t.Errorf("found %v (more: %v), want %v", got, more, c.want)
			}
		})
	}
	if found, more := s.ann.Search("queue", 2); len(found) != 2 || !more {
		t.Errorf("%d found, more: %v", len(found), more)
	}
}

func TestB49FilesOfAConversation(t *testing.T) {
	s := newStage(t)
	must(s.ann.Share(s.private, "", "old.txt", []byte("x"), ""))
	must(s.ann.Share(s.private, "", "new.txt", []byte("x"), ""))
	files, err := s.ann.Files(s.private)
	if err != nil || len(files) != 2 || files[0].Name != "new.txt" {
		t.Errorf("%v, %v", files, err)
	}
	if _, err := s.ben.Files(s.private); err == nil {
		t.Error("a stranger lists the files of a private channel")
	}
}
