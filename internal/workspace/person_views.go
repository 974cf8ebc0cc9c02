package workspace

import (
	"encoding/json"
	"maps"
	"slices"
)

// mostInForm is how large a file in a form may be
// (https://docs.slack.dev/reference/block-kit/block-elements/file-input-element).
const mostInForm = 10 << 20

var errFileSize = &Refusal{"file_size", "A file needs some content, and 10 MB at most."}

// view finds one that is open before the person: the top modal, or their Home.
func (p *Person) view(id string) (*view, error) {
	v := p.w.views[id]
	if v == nil || v.user != p.id || v.Type == "modal" && p.w.top(p.id) != v {
		return nil, errNoView
	}
	return v, nil
}

// PressView uses an element of an open modal or of the Home tab. An input tells
// the app only if it has dispatch_action; what was entered is kept either way.
func (p *Person) PressView(viewID string, pr Press) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	v, err := p.view(viewID)
	if err != nil {
		return err
	}
	u, err := elementAt(v.blocks, pr)
	if err != nil {
		return err
	}
	t := taker{p.w, p.id}
	action, err := t.action(u, pr.Value, formatTS(p.w.clock.Now().UnixMicro()))
	if err != nil {
		return err
	}
	if v.State, err = t.fill(v.blocks, v.State, withPressed(pr, u)); err != nil {
		return err
	}
	if u.block["type"] == "input" && u.block["dispatch_action"] != true {
		return nil
	}
	payload := p.w.interaction("block_actions", p.id, v.ID)
	payload["container"] = object{"type": "view", "view_id": v.ID}
	payload["view"], payload["actions"] = v.shown(), []any{action}
	p.w.interact(payload, p.id, "", "")
	return nil
}

// Submit sends a modal off. Values are by action_id, or block_id/action_id where
// two blocks share an action_id: strings for texts, dates ("2006-01-02"), times
// ("15:04") and single choices (the option's value, or a user or channel id),
// []string (or []any) for many choices, numbers (unix seconds) for date-times.
// What is not given keeps its state or initial value. Submit waits for nothing:
// the outcome arrives at the person's pages and in Views.
func (p *Person) Submit(viewID string, values map[string]any) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	v, err := p.view(viewID)
	if err != nil {
		return err
	}
	if v.Type != "modal" || len(v.View.Submit) == 0 {
		return &Refusal{"view_not_submittable", "This window has nothing to send."}
	}
	state, err := taker{p.w, p.id}.fill(v.blocks, v.State, values)
	if err != nil {
		return err
	}
	v.State = state
	if problems := complete(v.blocks, state); len(problems) > 0 {
		p.w.tellUser(p.id, Change{Type: "view", View: v.shown(), Errors: problems})
		first := slices.Sorted(maps.Keys(problems))[0]
		return &Refusal{"invalid_input", first + ": " + problems[first]}
	}
	payload := p.w.interaction("view_submission", p.id, v.ID)
	payload["view"], payload["response_urls"] = v.shown(), p.responseURLs(v)
	trouble := func(string) {
		p.w.notice(p.id, "", "error", "We had some trouble connecting. Try again?")
	}
	p.w.deliver(&delivery{
		kind: "interactive", name: "view_submission", body: payload, failed: trouble,
		acked: func(answer json.RawMessage) Effect {
			if err := p.w.submitted(v, answer); err != nil {
				p.w.log.Warn("the app's answer to a submission was refused", "error", err.Error())
				trouble("invalid answer")
			}
			return Effect{View: v.ID, User: p.id}
		},
	})
	return nil
}

// responseURLs are the addresses by which the app can answer into conversations
// that were chosen in a form (response_url_enabled).
func (p *Person) responseURLs(v *view) []any {
	all := []any{}
	for u := range inputs(v.blocks) {
		if u.element["response_url_enabled"] != true {
			continue
		}
		name, _ := field(u.kind())
		var entry object
		if decode(v.State.Values[u.blockID()][u.actionID()], &entry) != nil {
			continue
		}
		if c := p.w.channels[text(entry, name)]; c != nil {
			all = append(all, object{
				"block_id": u.blockID(), "action_id": u.actionID(), "channel_id": c.ID,
				"response_url": p.w.responseURL(&responseURL{user: p.id, channel: c, command: true}),
			})
		}
	}
	return all
}

// Upload puts a file into a form, for a file_input to be filled in with its id. The
// app can read it once the form was sent.
func (p *Person) Upload(name string, content []byte) (File, error) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	switch {
	case p.w.users[p.id] == nil:
		return File{}, errNoUser
	case len(content) == 0 || len(content) > mostInForm:
		return File{}, errFileSize
	}
	f := p.w.newFile(name, p.id, p.w.base, len(content))
	f.ticket = ""
	f.keep(content)
	return f.File, nil
}

// CloseView cancels the top modal and shows the one below.
func (p *Person) CloseView(viewID string) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	v, err := p.view(viewID)
	if err != nil {
		return err
	}
	if v.Type != "modal" {
		return errNoView
	}
	p.closed(v, v.ClearOnClose)
	if v.ClearOnClose {
		p.w.clear(p.id)
	} else {
		p.w.pop(p.id)
	}
	return nil
}

// CloseAll closes the whole stack of modals with the x in the corner.
func (p *Person) CloseAll() error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	stack := p.w.stacks[p.id]
	if len(stack) == 0 {
		return errNoView
	}
	for _, v := range slices.Backward(stack) {
		p.closed(v, true)
	}
	p.w.clear(p.id)
	return nil
}

// closed tells the app that a modal was closed, if it wants to know.
func (p *Person) closed(v *view, cleared bool) {
	if !v.NotifyOnClose {
		return
	}
	payload := p.w.interaction("view_closed", p.id, "")
	delete(payload, "trigger_id")
	payload["view"], payload["is_cleared"] = v.shown(), cleared
	p.w.deliver(&delivery{kind: "interactive", name: "view_closed", body: payload})
}

// Views is the stack of open modals, the top one last.
func (p *Person) Views() []View {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	var all []View
	for _, v := range p.w.stacks[p.id] {
		all = append(all, v.View)
	}
	return all
}

// Home is what the app has published for this person.
func (p *Person) Home() (View, bool) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	if v := p.w.homes[p.id]; v != nil {
		return v.View, true
	}
	return View{}, false
}

// OpenHome opens a tab of the app's home: "home" or "messages".
func (p *Person) OpenHome(tab string) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	if p.w.users[p.id] == nil {
		return errNoUser
	}
	if tab == "messages" && !p.w.config.App.MessagesTab {
		return errMessagesOff
	}
	c := p.w.direct(p.id, p.w.cred.BotUserID)
	event := object{"type": "app_home_opened", "user": p.id, "channel": c.ID, "tab": tab}
	if v := p.w.homes[p.id]; v != nil && tab == "home" {
		event["view"] = v.shown()
	}
	p.w.emitAnywhere(nil, "app_home_opened", event)
	return nil
}
