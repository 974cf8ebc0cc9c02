package stage

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/secret"
	"github.com/remedybot/remedy/internal/slackapp"
	"github.com/remedybot/remedy/internal/workspace"
)

// scene is the real bot in a workspace, with people who do as they like.
type scene struct {
	*Player
	t  *testing.T
	b  *bot.Bot
	at string // the channel of the review

	told map[string]bool // what only one person was shown and that was looked at

	config bot.Config
	leave  func() // stops the bot, as the end of its process does
}

// enter sets up a scene over sockets; over HTTP when signed is true.
func enter(t *testing.T, signed bool, change ...func(*bot.Config)) *scene {
	t.Helper()
	return enterWith(t, load(t, "testdata/checkout.jsonl").Cast, signed, change...)
}

// enterWith is enter with other people, or another day.
func enterWith(t *testing.T, cast rehearsal.Cast, signed bool, change ...func(*bot.Config)) *scene {
	t.Helper()
	cast.Channels = append(cast.Channels,
		rehearsal.Channel{Name: "elsewhere", Members: []string{"lead", "oncall"}},
		rehearsal.Channel{Name: "hidden", Private: true, Members: []string{"lead"}})
	now := clock.NewManual(cast.Review.StartsAt)
	st, err := New(cast, Config{Clock: now, Seed: 3, Unlimited: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	c := bot.Config{Data: t.TempDir(), Clock: now, Slack: st.Slack()}
	if signed {
		c.Slack.AppToken, c.Slack.SigningSecret = "", secret.String(st.Workspace.Credentials().SigningSecret)
	}
	for _, f := range change {
		f(&c)
	}
	sc := &scene{t: t, at: st.Channel(cast.Review.ReviewChannel), told: map[string]bool{}, config: c}
	sc.Player = &Player{Stage: st, Clock: now, Bot: func() Bot { return sc.b }}
	sc.arrive()
	t.Cleanup(func() { sc.leave() })
	for _, u := range cast.Users {
		if !u.Bot {
			t.Cleanup(st.As(u.ID).Open())
		}
	}
	if signed {
		door := httptest.NewServer(sc.b.Handler())
		t.Cleanup(door.Close)
		if err := st.Workspace.DeliverHTTP(t.Context(), workspace.Endpoints{Events: door.URL, Commands: door.URL, Interactions: door.URL}); err != nil {
			t.Fatal(err)
		}
	}
	sc.pass(time.Second)
	return sc
}

// arrive starts the bot, for the first time or again.
func (sc *scene) arrive() {
	sc.t.Helper()
	b, err := bot.Open(sc.t.Context(), sc.config)
	if err != nil {
		sc.t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := b.Run(ctx); err != nil {
			sc.t.Errorf("the bot stopped: %v", err)
		}
	})
	sc.b, sc.leave = b, func() { stop(); running.Wait(); b.Close() }
}

// pass lets time pass on the scene's clock.
func (sc *scene) pass(d time.Duration) {
	sc.t.Helper()
	ctx, cancel := context.WithTimeout(sc.t.Context(), 30*time.Second)
	defer cancel()
	if err := sc.Until(ctx, sc.Clock.Now().Add(d)); err != nil {
		sc.t.Fatal(err)
	}
}

// does does something as somebody, and lets the bot answer.
func (sc *scene) does(err error) {
	sc.t.Helper()
	if err != nil {
		sc.t.Fatal(err)
	}
	sc.pass(2 * time.Second)
}

func (sc *scene) types(role, line string) {
	sc.t.Helper()
	sc.does(sc.Stage.As(role).Command(sc.at, "", "/postmortem "+line))
}

func (sc *scene) says(role, text string) (ts string) {
	sc.t.Helper()
	ts, err := sc.Stage.As(role).Say(sc.at, sc.review().Place.Thread, text)
	sc.does(err)
	return ts
}

// starts holds a review that lead facilitates.
func (sc *scene) starts(title string) {
	sc.t.Helper()
	sc.types("lead", "start "+title)
	sc.submits("lead", nil)
	sc.pass(10 * time.Second)
	if sc.review().Place.Thread == "" {
		sc.t.Fatal("the review has no thread")
	}
}

// submits sends off the form that somebody has before them.
func (sc *scene) submits(role string, values map[string]any) {
	sc.t.Helper()
	views := sc.Stage.As(role).Views()
	if len(views) == 0 {
		sc.t.Fatalf("%s has no form: %q", role, sc.heard(role))
	}
	sc.does(sc.Stage.As(role).Submit(views[len(views)-1].ID, values))
}

// review is the newest.
func (sc *scene) review() *postmortem.Session {
	sc.t.Helper()
	all := sc.b.Store.Sessions("", nil)
	if len(all) == 0 {
		sc.t.Fatal("there is no review")
	}
	return all[0]
}

// heard is what only somebody was shown since they were last asked, in all
// channels, and the only thing anybody was: others must have heard nothing.
func (sc *scene) heard(role string) []string {
	sc.t.Helper()
	fresh := map[string][]string{}
	for _, u := range sc.Stage.Cast.Users {
		if u.Bot {
			continue
		}
		who := sc.Stage.As(u.ID)
		for _, c := range who.Channels() {
			all := who.Ephemerals(c.ID, "")
			for _, s := range sc.b.Store.Sessions("", nil) {
				if s.Place.Channel == c.ID && s.Place.Thread != "" {
					all = append(all, who.Ephemerals(c.ID, s.Place.Thread)...)
				}
			}
			for _, m := range all {
				if key := u.ID + c.ID + m.TS; !sc.told[key] {
					sc.told[key] = true
					fresh[u.ID] = append(fresh[u.ID], m.Text)
				}
			}
		}
	}
	for other, texts := range fresh {
		if other != role {
			sc.t.Errorf("%s was told %q, which was for %s", other, texts, role)
		}
	}
	return fresh[role]
}

// tells checks that somebody, and nobody else, was told one thing, that it is a
// plain sentence, and that it holds what it should.
func (sc *scene) tells(role string, parts ...string) {
	sc.t.Helper()
	got := sc.heard(role)
	if len(got) != 1 {
		sc.t.Fatalf("%s was told %d things: %q", role, len(got), got)
	}
	for _, part := range parts {
		if !strings.Contains(got[0], part) {
			sc.t.Errorf("%s was told %q, want %q in it", role, got[0], part)
		}
	}
	if strings.Contains(got[0], "not your doing") || len(got[0]) > 500 {
		sc.t.Errorf("%s was told %q", role, got[0])
	}
}

// board is the message of a phase.
func (sc *scene) board(p postmortem.Phase) workspace.Message {
	sc.t.Helper()
	s := sc.review()
	all, err := sc.Stage.As("lead").Messages(sc.at, s.Place.Thread, "", 1000)
	if err != nil {
		sc.t.Fatal(err)
	}
	for _, m := range all {
		if m.TS == s.Posts[postmortem.SlotBoard(p)].TS {
			return m
		}
	}
	sc.t.Fatalf("there is no board of %s", p)
	return workspace.Message{}
}

// presses uses a control of a board, without waiting.
func (sc *scene) presses(role string, p postmortem.Phase, verb string) error {
	m := sc.board(p)
	for _, b := range buttons(m.Blocks) {
		if b.Verb() == verb {
			return sc.Stage.As(role).Press(sc.at, m.TS, workspace.Press{BlockID: b.Block, ActionID: b.ActionID})
		}
	}
	return errNotOffered
}

// sound checks that nothing the bot did was refused, and that nothing is lost.
func (sc *scene) sound() {
	sc.t.Helper()
	for _, r := range sc.Stage.Workspace.Journal() {
		if r.Kind == workspace.Request && strings.Contains(string(r.Answer), `"ok":false`) {
			sc.t.Errorf("%s was refused: %s", r.Method, r.Answer)
		}
	}
	if lost, err := sc.b.Store.Lost(); err != nil || len(lost) > 0 {
		sc.t.Errorf("lost: %v, %v", lost, err)
	}
	if items, err := sc.b.Store.Outbox(); err != nil || len(items) > 0 {
		sc.t.Errorf("waiting: %v, %v", items, err)
	}
}

func TestStartRefused(t *testing.T) {
	sc := enter(t, false)
	for _, name := range []string{"elsewhere", "hidden"} {
		sc.does(sc.Stage.As("lead").Command(sc.Stage.Channel(name), "", "/postmortem start"))
		sc.tells("lead", "/invite")
	}
	sc.starts("Checkout failed")
	sc.heard("lead")
	sc.types("oncall", "start once more")
	sc.tells("oncall", "PM-1 already runs in this channel", "thread_ts="+sc.review().Place.Thread)
	if len(sc.b.Store.Sessions("", nil)) != 1 || len(sc.Stage.As("oncall").Views()) > 0 {
		t.Error("a second review was begun")
	}
}

func TestBadWords(t *testing.T) {
	sc := enter(t, false)
	sc.starts("Checkout failed")
	sc.heard("lead")
	bot := "<@" + sc.Stage.Workspace.Credentials().BotUserID + "> "
	for _, c := range []struct {
		line string
		want []string
	}{
		{"marmalade", []string{"I do not know “marmalade”", "`help more` lists"}},
		{"nxet", []string{"did you mean `next`?"}},
		{"add action", []string{"Say what to add", "`add action`"}},
		{"add action   ", []string{"Say what to add"}},
		{"add", []string{"Say what to add"}},
		{"add soup of the day", []string{"I do not know “soup”"}},
		{"add action alert on the queue due 2026-03-01", []string{"has passed"}},
		{"add action alert on the queue due when pigs fly", []string{"not a date I can read"}},
		{"next", []string{"Only the facilitator", "<@" + sc.Stage.User("lead") + ">"}},
		{"finish", []string{"Only the facilitator"}},
		{"<!channel> </script>", []string{"I do not know"}},
	} {
		sc.types("oncall", c.line)
		sc.tells("oncall", c.want...)
		sc.says("oncall", bot+c.line)
		sc.tells("oncall", c.want...)
	}
	if s := sc.review(); len(s.Entries) != 0 || s.Phase != postmortem.Opening {
		t.Errorf("something was done: %d entries, %s", len(s.Entries), s.Phase)
	}
	sc.sound()
}

func TestBadForm(t *testing.T) {
	sc := enter(t, false)
	sc.types("lead", "start Checkout failed")
	lead := sc.Stage.As("lead")
	changes := watch(t, lead)
	began := sc.Clock.Now().Add(-2 * time.Hour).Unix()
	sc.submits("lead", map[string]any{slackapp.FieldBegan: began, slackapp.FieldEnded: began - 600})
	if errs := changes(); len(errs) != 1 || !strings.Contains(errs["ended"], "The end lies before the beginning") {
		t.Errorf("the form says %v", errs)
	}
	if len(lead.Views()) != 1 || len(sc.b.Store.Sessions("", nil)) != 0 {
		t.Fatal("the form did not stay open, or a review was begun")
	}
	sc.submits("lead", map[string]any{slackapp.FieldEnded: began + 600})
	sc.pass(10 * time.Second)
	if s := sc.review(); len(lead.Views()) != 0 || s.Place.Thread == "" || s.Ended.Unix() != began+600 {
		t.Errorf("corrected, it gives %+v", s.Opened)
	}
	sc.sound()
}

func TestButtonOfAReviewThatIsOver(t *testing.T) {
	sc := enter(t, false)
	sc.starts("Checkout failed")
	old := sc.board(postmortem.Opening)
	sc.types("lead", "cancel")
	sc.heard("lead")
	// Somebody's page still shows what stood there before.
	if err := sc.presses("lead", postmortem.Opening, postmortem.DoNext); err == nil {
		t.Error("the board of a cancelled review still offers to move on")
	}
	if len(buttons(old.Blocks)) == 0 {
		t.Fatal("the board had no buttons")
	}
	sc.types("lead", "next")
	sc.tells("lead", "No review runs in this channel")
	sc.sound()
}

func TestTwoPressAtOnce(t *testing.T) {
	sc := enter(t, false)
	sc.starts("Checkout failed")
	sc.heard("lead")
	for _, role := range []string{"lead", "oncall", "lead"} { // a colleague, and a double click
		if err := sc.presses(role, postmortem.Opening, postmortem.DoNext); err != nil {
			t.Fatal(err)
		}
	}
	sc.pass(10 * time.Second)
	if s := sc.review(); s.Phase != postmortem.Timeline || len(s.Moves) != 1 {
		t.Errorf("the review is in %s after %d moves", s.Phase, len(s.Moves))
	}
	sc.tells("oncall", "Only the facilitator")
	sc.sound()
}

// hostile is what must be shown as it was typed, and never taken for more.
var hostile = []string{
	"at 09:12 <!channel> the error rate rose to 12%",
	"at 09:13 <@USLACKBOT> &lt;!here&gt; and <!everyone> saw errors",
	"at 09:14 </script><script>alert(1)</script> the queue grew",
	"at 09:15 " + strings.Repeat("x", 150) + " was in the log",
	"at 09:16 the \u202eflow was reversed\u202c and \u05e9\u05dc\u05d5\u05dd failed",
	"at 09:17 a null\x00byte *bold* _it_ `code` ```fence was logged",
	"at 09:18 <https://evil.example|https://good.example> was down",
}

func TestHostileTexts(t *testing.T) {
	sc := enter(t, false)
	sc.types("lead", "start")
	sc.submits("lead", map[string]any{slackapp.FieldTitle: "<!channel> </script> <@" + sc.Stage.User("manager") + "> failed"})
	sc.pass(10 * time.Second)
	for _, text := range hostile {
		sc.says("oncall", text)
		sc.pass(10 * time.Second)
	}
	sc.types("lead", "next")
	sc.pass(10 * time.Second)
	if s := sc.review(); len(s.Live(postmortem.Event)) < 4 {
		t.Errorf("of %d messages %d gave an entry", len(hostile), len(s.Live(postmortem.Event)))
	}
	sc.types("lead", "finish")
	sc.pass(2 * time.Minute)
	if s := sc.review(); s.Status != postmortem.Draft {
		t.Fatalf("the review is %s", s.Status)
	}
	for _, r := range sc.Stage.Workspace.Journal() {
		if r.Kind != workspace.Request || !strings.HasPrefix(r.Method, "chat.") {
			continue
		}
		for _, live := range []string{"<!channel", "<!here", "<!everyone", "<script", "<@" + sc.Stage.User("manager"), "<@USLACKBOT"} {
			if said := markup(t, r.Args); strings.Contains(said, live) {
				t.Errorf("%s says %s live: %.600s", r.Method, live, said)
			}
		}
	}
	doc := sc.b.Meetings.Review(sc.review())
	if html := string(doc.HTML()); strings.Contains(html, "<script>alert") || strings.Contains(html, "</script> <@") {
		t.Error("the page of the review holds a script of somebody's")
	}
	sc.sound()
}

// markup is all of a request that Slack reads as markup.
func markup(t *testing.T, args map[string]any) string {
	t.Helper()
	blocks := args["blocks"]
	if text, ok := blocks.(string); ok {
		if err := json.Unmarshal([]byte(text), &blocks); err != nil {
			t.Fatal(err)
		}
	}
	said := []string{fmt.Sprint(args["text"])}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			if v["type"] == "mrkdwn" {
				said = append(said, fmt.Sprint(v["text"]))
			}
			for _, e := range v {
				walk(e)
			}
		}
	}
	walk(blocks)
	return strings.Join(said, "\n")
}

func TestHugeMessage(t *testing.T) {
	sc := enter(t, false)
	sc.starts("Checkout failed")
	sc.types("lead", "next")
	huge := strings.Repeat("at 09:12 the error rate rose to 12% and <b> & we saw the queue grow. ", 40_000/68)
	sc.says("oncall", huge)
	sc.pass(20 * time.Second)
	sc.says("support", strings.Repeat("9", 40_000))
	sc.pass(20 * time.Second)
	for _, m := range sc.review().Messages {
		if !m.Settled {
			t.Error("a message was not read")
		}
	}
	sc.types("lead", "finish")
	sc.pass(2 * time.Minute)
	if s := sc.review(); s.Status != postmortem.Draft {
		t.Errorf("the review is %s", s.Status)
	}
	sc.sound()
}

func TestDeletedAfterTheDraft(t *testing.T) {
	sc := enter(t, false)
	sc.starts("Checkout failed")
	sc.types("lead", "next")
	gone := sc.says("oncall", "at 09:12 the error rate rose to 12% on the zebra host")
	mended := sc.says("oncall", "at 09:20 we restarted the giraffe host")
	sc.pass(20 * time.Second)
	sc.does(sc.presses("lead", postmortem.Timeline, postmortem.DoConfirmAll))
	for range 3 {
		sc.types("lead", "next")
	}
	promised := sc.says("support", "I add an alert on the walrus host by 2026-04-10")
	sc.pass(20 * time.Second)
	sc.types("lead", "finish")
	sc.pass(2 * time.Minute)
	posted := func(only string) string { // one message of the bot, or all
		s := sc.review()
		all, err := sc.Stage.As("lead").Messages(sc.at, s.Place.Thread, "", 1000)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, m := range all {
			if m.BotID != "" && (only == "" || m.TS == only) {
				b.WriteString(m.Text + string(m.Blocks))
			}
		}
		return b.String()
	}
	if text := posted(""); !strings.Contains(text, "zebra") || !strings.Contains(text, "giraffe") {
		t.Fatal("the thread does not hold what was said")
	}
	if text := posted(sc.review().Posts[postmortem.SlotReview].TS); !strings.Contains(text, "walrus") {
		t.Fatalf("the draft does not hold the action: %s", text)
	}
	who := sc.Stage.As("oncall")
	sc.does(who.Delete(sc.at, gone))
	sc.does(sc.Stage.As("support").Delete(sc.at, promised))
	sc.does(who.Edit(sc.at, mended, "at 09:20 we restarted the other host"))
	sc.pass(time.Minute)
	doc := sc.b.Meetings.Review(sc.review())
	for name, text := range map[string]string{"the thread": posted(""), "the Markdown": string(doc.Markdown()), "the page": string(doc.HTML())} {
		for _, word := range []string{"zebra", "giraffe", "walrus"} {
			if strings.Contains(text, word) {
				t.Errorf("%s still holds %q", name, word)
			}
		}
	}
	for key, text := range sc.review().Texts {
		if strings.Contains(text, "zebra") || strings.Contains(text, "giraffe") {
			t.Errorf("the database still holds it under %s", key)
		}
	}
}

func TestBotRemovedAndInvitedAgain(t *testing.T) {
	sc := enter(t, false)
	sc.starts("Checkout failed")
	me := sc.Stage.Workspace.Credentials().BotUserID
	if err := sc.Stage.Workspace.Remove(sc.at, me); err != nil {
		t.Fatal(err)
	}
	sc.pass(time.Minute)
	missed, err := sc.Stage.As("oncall").Say(sc.at, sc.review().Place.Thread, "at 09:12 the error rate rose to 12%")
	sc.does(err)
	sc.types("lead", "next")
	sc.pass(time.Minute)
	sc.does(sc.Stage.As("lead").Invite(sc.at, me))
	sc.pass(time.Minute)
	for _, phase := range []string{"next", "back"} {
		sc.types("lead", phase)
		sc.pass(10 * time.Second)
	}
	sc.types("lead", "finish")
	sc.pass(2 * time.Minute)
	s := sc.review()
	if s.Status != postmortem.Draft || s.Posts[postmortem.SlotReview].TS == "" {
		t.Errorf("the review is %s, and was lost: %v", s.Status, s.Lost)
	}
	if _, ok := s.Messages[postmortem.Ref{Channel: sc.at, TS: missed}]; !ok {
		t.Error("what was said while the bot was away is not in the review")
	}
}

func TestGarbageOverHTTP(t *testing.T) {
	sc := enter(t, true)
	door := httptest.NewServer(sc.b.Handler())
	defer door.Close()
	secret := sc.Stage.Workspace.Credentials().SigningSecret
	send := func(kind, signed string, body string) int {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, door.URL, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", kind)
		if signed != "" {
			sign(r, signed, body, sc.Clock.Now())
		}
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		io.Copy(io.Discard, res.Body)
		return res.StatusCode
	}
	const asJSON, asForm = "application/json", "application/x-www-form-urlencoded"
	for _, c := range []struct {
		name, kind, signed, body string
		least, most              int
	}{
		{"unsigned", asJSON, "", `{"type":"event_callback"}`, 401, 401},
		{"wrongly signed", asJSON, "guess", `{"type":"event_callback"}`, 401, 401},
		{"huge", asJSON, secret, strings.Repeat("x", 20<<20), 413, 413},
		{"cut short", asJSON, secret, `{"type":"event_callback","event":{"type":"mess`, 200, 200},
		{"of other types", asJSON, secret, `{"type":7,"event":[]}`, 200, 200},
		{"event of other types", asJSON, secret, `{"type":"event_callback","event":{"type":"message","text":{"a":1},"channel":[]}}`, 200, 200},
		{"event of nothing", asJSON, secret, `{"type":"event_callback","event":null}`, 200, 200},
		{"neither", "text/plain", secret, "hello", 415, 415},
		{"no form", asForm, secret, "%zz", 400, 400},
		{"form cut short", asForm, secret, "payload=%7B%22type%22%3A%22block_act", 200, 200},
		{"click on nothing", asForm, secret, "payload=" + `{"type":"block_actions","actions":[{}],"user":{"id":"U1"}}`, 200, 200},
		{"form without state", asForm, secret, "payload=" + `{"type":"view_submission","view":{"callback_id":"start_review"}}`, 200, 200},
		{"command of nobody", asForm, secret, "command=%2Fpostmortem", 200, 200},
		{"null bytes", asForm, secret, "command=%00&user_id=%00&channel_id=%00&text=%00", 200, 200},
	} {
		if got := send(c.kind, c.signed, c.body); got < c.least || got > c.most {
			t.Errorf("%s: answered %d", c.name, got)
		}
	}
	sc.pass(time.Minute)
	sc.starts("Checkout failed")
	sc.says("oncall", "at 09:12 the error rate rose to 12%")
	sc.pass(10 * time.Second)
	if s := sc.review(); len(s.Messages) != 1 || len(s.Live()) == 0 {
		t.Errorf("afterwards the bot hears %d messages: %+v", len(s.Messages), s.Live())
	}

}

// sign signs a request as Slack does.
func sign(r *http.Request, secret, body string, now time.Time) {
	at := strconv.FormatInt(now.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	io.WriteString(mac, "v0:"+at+":"+body)
	r.Header.Set("X-Slack-Request-Timestamp", at)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
}

// watch gathers the errors that a form shows; each look takes them away.
func watch(t *testing.T, p *workspace.Person) func() map[string]string {
	changes := p.Watch(t.Context())
	return func() map[string]string {
		out := map[string]string{}
		for {
			select {
			case c := <-changes:
				maps.Copy(out, c.Errors)
			default:
				return out
			}
		}
	}
}
