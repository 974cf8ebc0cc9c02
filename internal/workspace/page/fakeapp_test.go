package page_test

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

// A fakeApp is a small app that uses the workspace as any app would, through
// Socket Mode and the Web API.
type fakeApp struct {
	t         *testing.T
	api       *slack.Client
	socket    *socketmode.Client
	ready     chan struct{}
	submitted chan map[string]map[string]slack.BlockAction
	shortcuts chan string          // texts of the messages they were used on
	deaf      atomic.Bool          // takes interactions and never acks them
	modal     func(trigger string) // opens the window of "/postmortem gallery"
}

func (p *place) app(t *testing.T) *fakeApp {
	t.Helper()
	c := p.w.Credentials()
	api := slack.New(c.BotToken, slack.OptionAPIURL(p.url+"/api/"), slack.OptionAppLevelToken(c.AppToken))
	a := &fakeApp{
		t: t, api: api, socket: socketmode.New(api), ready: make(chan struct{}),
		submitted: make(chan map[string]map[string]slack.BlockAction, 4), shortcuts: make(chan string, 4),
	}
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { a.socket.RunContext(ctx) })
	running.Go(func() { a.loop(ctx) })
	t.Cleanup(func() {
		cancel()
		running.Wait()
	})
	<-a.ready
	return a
}

func (a *fakeApp) loop(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-a.socket.Events:
			a.take(ctx, e)
		}
	}
}

func (a *fakeApp) take(ctx context.Context, e socketmode.Event) {
	ack := func(payload any) { a.socket.AckCtx(ctx, e.Request.EnvelopeID, payload) }
	switch data := e.Data.(type) {
	case slack.SlashCommand:
		a.command(ctx, data, ack)
	case slack.InteractionCallback:
		a.interaction(ctx, data, ack)
	case slackevents.EventsAPIEvent:
		ack(nil)
		switch inner := data.InnerEvent.Data.(type) {
		case *slackevents.MessageEvent:
			a.heard(ctx, inner)
		case *slackevents.AppHomeOpenedEvent:
			a.home(ctx, inner.User)
		}
	default:
		if e.Type == socketmode.EventTypeHello {
			close(a.ready)
		}
	}
}

func (a *fakeApp) command(ctx context.Context, c slack.SlashCommand, ack func(any)) {
	word, rest, _ := strings.Cut(c.Text, " ")
	switch word {
	case "start":
		ack(nil)
		_, ts, err := a.api.PostMessageContext(ctx, c.ChannelID,
			slack.MsgOptionText("Review: "+rest, false), slack.MsgOptionBlocks(reviewBlocks(rest)...))
		if err == nil {
			a.api.PostMessageContext(ctx, c.ChannelID, slack.MsgOptionTS(ts),
				slack.MsgOptionText("*Opening.* What happened, in one sentence? Write it here.", false))
		}
	case "modal":
		ack(nil)
		a.api.OpenViewContext(ctx, c.TriggerID, modalView(""))
	case "gallery":
		ack(nil)
		a.modal(c.TriggerID)
	case "slow": // never acked: the person reads why nothing happens
	default:
		ack(map[string]any{"response_type": "ephemeral", "text": "Use `/postmortem start [title]` in the channel of the incident."})
	}
}

func (a *fakeApp) interaction(ctx context.Context, c slack.InteractionCallback, ack func(any)) {
	if a.deaf.Load() {
		return
	}
	switch c.Type {
	case slack.InteractionTypeViewSubmission:
		if c.View.State.Values["title"]["title"].Value == "bad" {
			ack(map[string]any{"response_action": "errors", "errors": map[string]string{"title": "Say what broke, not who."}})
			return
		}
		ack(nil)
		a.submitted <- c.View.State.Values
	case slack.InteractionTypeBlockSuggestion:
		ack(services(c.Value))
	case slack.InteractionTypeMessageAction:
		ack(nil)
		a.shortcuts <- c.Message.Text
	case slack.InteractionTypeBlockActions:
		ack(nil)
		action := c.ActionCallback.BlockActions[0]
		switch {
		case action.ActionID == "severity" && c.View.ID != "":
			a.api.UpdateViewContext(ctx, modalView("Severity "+action.SelectedOption.Value+": tell the support team."), "", "", c.View.ID)
		case action.ActionID == "deeper":
			view := modalView("")
			view.Title.Text, view.Blocks.BlockSet = "What counts as an outage", view.Blocks.BlockSet[:1]
			a.api.PushViewContext(ctx, c.TriggerID, view)
		case action.ActionID == "confirm":
			a.api.UpdateMessageContext(ctx, c.Channel.ID, c.Message.Timestamp, slack.MsgOptionText("Confirmed by <@"+c.User.ID+">", false), slack.MsgOptionBlocks())
		case action.ActionID == "use" && c.Container.IsEphemeral:
			slack.PostWebhookContext(ctx, c.ResponseURL, &slack.WebhookMessage{ReplaceOriginal: true, Text: "Thank you. It was not sent anywhere."})
		}
	}
}

// services are what the app suggests for a query, in two groups.
func services(query string) map[string]any {
	plain := func(s string) map[string]any { return map[string]any{"type": "plain_text", "text": s} }
	groups := []any{}
	for _, g := range []struct {
		label string
		names []string
	}{{"Shop", []string{"checkout", "cart"}}, {"Accounts", []string{"login", "checks"}}} {
		var options []any
		for _, name := range g.names {
			if strings.Contains(name, query) {
				options = append(options, map[string]any{"text": plain(name + "-api"), "value": name})
			}
		}
		if len(options) > 0 {
			groups = append(groups, map[string]any{"label": plain(g.label), "options": options})
		}
	}
	if len(groups) == 0 {
		return map[string]any{"options": []any{}}
	}
	return map[string]any{"option_groups": groups}
}

// heard whispers to somebody who blames, in the thread where it was said.
func (a *fakeApp) heard(ctx context.Context, m *slackevents.MessageEvent) {
	if m.BotID != "" || !strings.Contains(m.Text, "fault") {
		return
	}
	section := slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn",
		"That sentence looks for *somebody*. Would this say it too?\n> The deploy went out without its migration.", false, false), nil, nil)
	use := slack.NewButtonBlockElement("use", "1", slack.NewTextBlockObject("plain_text", "Use this wording", false, false)).WithStyle(slack.StylePrimary)
	keep := slack.NewButtonBlockElement("keep", "1", slack.NewTextBlockObject("plain_text", "Keep mine", false, false))
	a.api.PostEphemeralContext(ctx, m.Channel, m.User, slack.MsgOptionTS(m.ThreadTimeStamp), slack.MsgOptionText("A quieter wording?", false),
		slack.MsgOptionBlocks(section, slack.NewActionBlock("tone", use, keep)))
}

func (a *fakeApp) home(ctx context.Context, user string) {
	text := func(s string) *slack.TextBlockObject { return slack.NewTextBlockObject("mrkdwn", s, false, false) }
	a.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: user, View: slack.HomeTabViewRequest{
		Type: slack.VTHomeTab,
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			slack.NewHeaderBlock(slack.NewTextBlockObject("plain_text", "Your actions", false, false)),
			slack.NewSectionBlock(text("*Alert when the queue is older than 5 minutes*\nfrom <#"+"C0000000"+"|outage>, due Friday"), nil,
				slack.NewAccessory(slack.NewButtonBlockElement("done", "1", slack.NewTextBlockObject("plain_text", "Mark done", false, false)))),
			slack.NewDividerBlock(),
			slack.NewContextBlock("", text("Only you see this page.")),
		}},
	}})
}

func reviewBlocks(title string) []slack.Block {
	plain := func(s string) *slack.TextBlockObject { return slack.NewTextBlockObject("plain_text", s, true, false) }
	mrkdwn := func(s string) *slack.TextBlockObject { return slack.NewTextBlockObject("mrkdwn", s, false, false) }
	drop := slack.NewButtonBlockElement("drop", "1", plain("Cancel the review")).WithStyle(slack.StyleDanger).
		WithConfirm(slack.NewConfirmationBlockObject(plain("Cancel the review?"), plain("What was said stays in the thread."), plain("Cancel it"), plain("Keep it")))
	more := slack.NewOverflowBlockElement("more", slack.NewOptionBlockObject("pause", plain("Pause"), nil), slack.NewOptionBlockObject("back", plain("Go back"), nil))
	return []slack.Block{
		slack.NewHeaderBlock(plain(title)),
		slack.NewSectionBlock(mrkdwn("Nobody is on trial here. We look for _what_ happened, and for what to change."), nil, slack.NewAccessory(more)),
		slack.NewSectionBlock(nil, []*slack.TextBlockObject{mrkdwn("*Severity*\nSEV-2"), mrkdwn("*Phase*\nOpening, 1 of 6")}, nil),
		slack.NewActionBlock("acts",
			slack.NewButtonBlockElement("confirm", "1", plain("Confirm the header")).WithStyle(slack.StylePrimary),
			slack.NewButtonBlockElement("later", "1", plain("Not yet")), drop),
		slack.NewContextBlock("", mrkdwn("<!date^1700000000^Started {date_short_pretty} at {time}|Started earlier> · `PM-12`")),
	}
}

func modalView(note string) slack.ModalViewRequest {
	plain := func(s string) *slack.TextBlockObject { return slack.NewTextBlockObject("plain_text", s, false, false) }
	option := func(v, s string) *slack.OptionBlockObject { return slack.NewOptionBlockObject(v, plain(s), nil) }
	title := slack.NewInputBlock("title", plain("Title"), plain("A few words that name what broke."), slack.NewPlainTextInputBlockElement(plain("Checkout was down"), "title"))
	severity := slack.NewInputBlock("severity", plain("Severity"), nil, slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, plain("How bad was it?"), "severity",
		option("1", "SEV-1, everybody"), option("2", "SEV-2, many"), option("3", "SEV-3, few")))
	severity.DispatchAction = true
	who := slack.NewInputBlock("who", plain("Facilitator"), nil, slack.NewOptionsSelectBlockElement(slack.OptTypeUser, nil, "who")).WithOptional(true)
	from := slack.NewInputBlock("from", plain("Began"), nil, slack.NewDateTimePickerBlockElement("from")).WithOptional(true)
	async := slack.NewInputBlock("how", plain("How"), nil, slack.NewRadioButtonsBlockElement("how", option("live", "Together, now"), option("async", "Over a few days"))).WithOptional(true)
	notes := slack.NewPlainTextInputBlockElement(nil, "notes")
	notes.Multiline = true
	more := slack.NewInputBlock("notes", plain("What is known so far"), nil, notes).WithOptional(true)
	deeper := slack.NewActionBlock("help", slack.NewButtonBlockElement("deeper", "1", plain("What counts as an outage?")))
	set := []slack.Block{title, severity}
	if note != "" {
		set = append(set, slack.NewContextBlock("note", slack.NewTextBlockObject("mrkdwn", note, false, false)))
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: plain("Start a review"), Submit: plain("Start"), Close: plain("Cancel"), CallbackID: "start",
		Blocks: slack.Blocks{BlockSet: append(set, who, from, async, more, deeper)},
	}
}

// actionIn finds an action in a block_actions payload.
func actionIn(payload json.RawMessage, id string) map[string]any {
	var p struct {
		Actions []map[string]any `json:"actions"`
	}
	if json.Unmarshal(payload, &p) != nil {
		return nil
	}
	for _, a := range p.Actions {
		if a["action_id"] == id {
			return a
		}
	}
	return nil
}
