//go:build unix

package nodetest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/internal/workspace/nodetest"
)

// TestApps has apps that are made with Slack's own software take the way that every
// app takes: with Bolt and without, over Socket Mode and over HTTP.
func TestApps(t *testing.T) {
	if testing.Short() {
		t.Skip("not in a short run: it starts four Node programs")
	}
	for _, program := range []string{"bolt.mjs", "plain.mjs"} {
		for _, transport := range []string{"socket", "http"} {
			t.Run(strings.TrimSuffix(program, ".mjs")+" over "+transport, func(t *testing.T) {
				t.Parallel()
				s := newScene(t)
				app := s.join(program, transport)
				s.command()
				dinner := s.says(s.channel, "", "Potluck: soup").TS
				s.thread()
				s.mention()
				s.buttons(dinner)
				s.modal(dinner)
				s.homeTab()
				s.shortcuts()
				s.redelivery(app, map[string]string{"socket": "timeout", "http": "http_timeout"}[transport])
				if transport == "socket" {
					s.reconnect(app)
					s.cut(app)
				}
				s.nothingWrong()
				s.limited()
			})
		}
	}
}

// TestForeignSecret shows that the apps check the signatures, and so that those of
// the other test were right.
func TestForeignSecret(t *testing.T) {
	for _, program := range []string{"bolt.mjs", "plain.mjs"} {
		t.Run(program, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			app := nodetest.Start(t, program, "http", append(s.settings, "SLACK_SIGNING_SECRET=of another app")...)
			if err := s.DeliverHTTP(t.Context(), workspace.Endpoints{Events: app.URL}); err == nil {
				t.Error("the app answered a challenge with a wrong signature")
			}
		})
	}
}

func (s *scene) command() {
	s.t.Helper()
	s.do(s.ann.Command(s.channel, "", "/potluck"))
	s.whispers("Say what we eat: /potluck soup")
	s.later()
	s.do(s.ann.Command(s.channel, "", "/potluck soup"))
	s.whispers("Planning soup.")
}

// thread has the app answer a message in a thread, and what is said in there too.
func (s *scene) thread() {
	s.t.Helper()
	s.later()
	parent, err := s.ann.Say(s.channel, "", "hello, who cooks?")
	s.do(err)
	s.says(s.channel, parent, "Hello <@"+s.ann.ID()+">")
	s.later()
	_, err = s.ben.Say(s.channel, parent, "hello, I do")
	s.do(err)
	answer := s.says(s.channel, parent, "Hello <@"+s.ben.ID()+">")
	if answer.ThreadTS != parent || answer.BotID != s.Credentials().BotID {
		s.t.Errorf("the answer is %+v, want one of the app in the thread %s", answer, parent)
	}
}

// mention has the app page through the members.
func (s *scene) mention() {
	s.t.Helper()
	s.later()
	bot := s.Credentials().BotUserID
	ts, err := s.ann.Say(s.channel, "", "<@"+bot+"> who is in here?")
	s.do(err)
	members := []string{s.ann.ID(), s.ben.ID(), bot}
	slices.Sort(members)
	want := "In here:"
	for _, m := range members {
		want += " <@" + m + ">"
	}
	got := strings.Fields(strings.TrimPrefix(s.says(s.channel, ts, "In here:").Text, "In here:"))
	if diff := cmp.Diff(members, got); diff != "" {
		s.t.Errorf("%s, but the app found others:\n%s", want, diff)
	}
}

// buttons have a message updated and an ephemeral one come and go.
func (s *scene) buttons(dinner string) {
	s.t.Helper()
	s.later()
	s.do(s.ann.Press(s.channel, dinner, workspace.Press{ActionID: "join"}))
	noted := s.whispers("You are expected.")
	changed := s.says(s.channel, "", "Potluck: soup, <@"+s.ann.ID()+">")
	if changed.TS != dinner || changed.Edited == nil {
		s.t.Errorf("%+v is not the message of %s changed", changed, dinner)
	}
	if others := s.ben.Ephemerals(s.channel, ""); len(others) > 0 {
		s.t.Errorf("ben sees what ann was whispered: %+v", others)
	}
	s.later()
	s.do(s.ann.Press(s.channel, noted.TS, workspace.Press{ActionID: "undo"}))
	s.until("the ephemeral message is taken away", func() bool {
		return !slices.ContainsFunc(s.ann.Ephemerals(s.channel, ""), func(m workspace.Message) bool { return m.TS == noted.TS })
	})
}

// modal takes a modal through an error, an update and a close, and ends in a file.
func (s *scene) modal(dinner string) {
	s.t.Helper()
	open := func() workspace.View {
		s.t.Helper()
		s.later()
		s.do(s.ann.Press(s.channel, dinner, workspace.Press{ActionID: "change"}))
		return s.shows("dish")
	}
	s.do(s.ann.CloseView(open().ID))
	s.says(s.home, "", "It stays as it is.")

	asked := open()
	s.do(s.ann.Submit(asked.ID, map[string]any{"name": "nothing"}))
	s.until("the error at the input", func() bool {
		return s.told(func(c workspace.Change) bool { return c.Errors["dish"] == "Nothing is not a dish." })
	})
	offered, err := s.ann.Suggest(s.t.Context(), workspace.Spot{View: asked.ID}, "", "side", "b")
	s.do(err)
	if len(offered.Options) != 2 {
		s.t.Errorf("the app offers %v, want bread and butter", offered.Options)
	}
	s.do(s.ann.Submit(asked.ID, map[string]any{"name": "stew", "side": "bread"}))
	confirm := s.shows("confirm")
	if confirm.ID != asked.ID || confirm.Hash == asked.Hash {
		s.t.Errorf("the second step is view %s with hash %s; want view %s with another hash", confirm.ID, confirm.Hash, asked.ID)
	}
	s.do(s.ann.Submit(confirm.ID, nil))
	shared := s.says(s.channel, dinner, "The menu")
	if len(shared.Files) != 1 || len(s.ann.Views()) != 0 {
		s.t.Fatalf("want one file and no modal, got %+v and %d modals", shared.Files, len(s.ann.Views()))
	}
	f, content, err := s.ben.File(shared.Files[0].ID)
	if err != nil || f.Name != "menu.txt" || string(content) != "stew with bread" {
		s.t.Errorf("the file is %q with %q in it, %v; want menu.txt with stew with bread", f.Name, content, err)
	}
}

func (s *scene) homeTab() {
	s.t.Helper()
	shown := func(text string) (home workspace.View) {
		s.t.Helper()
		s.until("Home says "+text, func() (ok bool) {
			home, ok = s.ann.Home()
			return ok && strings.Contains(string(home.Blocks), text)
		})
		return home
	}
	s.later()
	s.do(s.ann.OpenHome("home"))
	home := shown("Welcome")
	s.later()
	s.do(s.ann.PressView(home.ID, workspace.Press{ActionID: "refresh"}))
	shown("Seen again")
}

func (s *scene) shortcuts() {
	s.t.Helper()
	s.later()
	ts, err := s.ben.Say(s.channel, "", "bread, too")
	s.do(err)
	s.later()
	s.do(s.ann.Shortcut("note", s.channel, ts))
	s.says(s.channel, ts, "Noted for Ann Lee")
	all, err := s.ann.Messages(s.channel, ts, "", 0)
	s.do(err)
	if want := []workspace.Reaction{{Name: "memo", Users: []string{s.Credentials().BotUserID}, Count: 1}}; !cmp.Equal(want, all[0].Reactions) {
		s.t.Errorf("the reactions are %+v, want %+v", all[0].Reactions, want)
	}
	s.later()
	s.do(s.ann.Shortcut("plan", "", ""))
	s.shows("dish")
	s.do(s.ann.CloseAll())
	s.until("the app hears of the modal that was closed", func() bool {
		all, err := s.ann.Messages(s.home, "", "", 0)
		return err == nil && len(all) == 2
	})
}

// redelivery has the app miss the three seconds: the event comes once more, with
// the same id.
func (s *scene) redelivery(app *nodetest.App, reason string) {
	s.t.Helper()
	s.later()
	app.Freeze()
	ts, err := s.ann.Say(s.channel, "", "hello, are you asleep?")
	s.do(err)
	s.clock.Move(3 * time.Second)
	var sent []workspace.Record
	s.until("the second attempt", func() bool {
		sent = s.attempts(ts)
		return len(sent) == 2
	})
	app.Thaw()
	first, second := sent[0], sent[1]
	if second.Attempt != 1 || first.EventID != second.EventID || first.Envelope == second.Envelope || string(first.Answer) != string(second.Answer) {
		s.t.Errorf("the second attempt %d is event %s in %s; want 1, and the first's event %s, but not its envelope %s, and the same body",
			second.Attempt, second.EventID, second.Envelope, first.EventID, first.Envelope)
	}
	s.says(s.channel, ts, fmt.Sprintf("Hello <@%s> (%s, attempt 1, %s)", s.ann.ID(), first.EventID, reason))
	s.until("an ack of the second attempt", func() bool {
		return slices.ContainsFunc(s.Journal(), func(r workspace.Record) bool {
			return r.Kind == workspace.Ack && r.Envelope == second.Envelope && r.Attempt == 1
		})
	})
}

// reconnect has Slack ask for a new connection, in both ways.
func (s *scene) reconnect(app *nodetest.App) {
	s.t.Helper()
	for _, reason := range []string{"warning", "refresh_requested"} {
		s.later()
		s.Disconnect(reason)
		app.Says("connected")
		ts, err := s.ann.Say(s.channel, "", "hello after "+reason)
		s.do(err)
		s.says(s.channel, ts, "attempt 0)")
	}
}

// cut ends the connection without a word, and something is said before the app is
// back: it hears of it a minute later.
func (s *scene) cut(app *nodetest.App) {
	s.t.Helper()
	s.later()
	s.Cut()
	ts, err := s.ann.Say(s.channel, "", "hello, is the line dead?")
	s.do(err)
	app.Says("connected")
	s.clock.Move(time.Minute)
	s.says(s.channel, ts, "attempt 2, connection_failed)")
}

// nothingWrong tells whether anybody saw an error, or the app was refused anything.
func (s *scene) nothingWrong() {
	s.t.Helper()
	s.until("everything is at rest", s.Idle)
	if s.told(func(c workspace.Change) bool { return c.Type == "notice" || c.Type == "resync" }) {
		s.t.Error("ann was shown an error, or missed something")
	}
	for _, r := range s.Journal() {
		if r.Kind == workspace.Request && (r.Status != 200 || strings.Contains(string(r.Answer), `"ok":false`)) || r.Kind == workspace.Dropped {
			s.t.Errorf("%s %s: status %d, answer %s", r.Kind, r.Method, r.Status, r.Answer)
		}
	}
}

// limited has Slack's client wait as long as it is told to, one second of its own
// time, and ask again.
func (s *scene) limited() {
	s.t.Helper()
	s.clock.Move(time.Second)
	s.Fault(workspace.Fault{Method: "chat.postMessage", Kind: workspace.RateLimited, Times: 1, RetryAfter: 1})
	ts, err := s.ann.Say(s.channel, "", "hello, are you busy?")
	s.do(err)
	s.says(s.channel, ts, "attempt 0")
	posts := slices.DeleteFunc(s.Journal(), func(r workspace.Record) bool { return r.Method != "chat.postMessage" })
	if last := posts[len(posts)-2:]; last[0].Status != 429 || last[1].Status != 200 {
		s.t.Errorf("the app was answered %d and %d, want 429 and 200", last[0].Status, last[1].Status)
	}
}
