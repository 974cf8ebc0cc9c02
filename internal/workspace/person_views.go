package workspace

import (
	"encoding/json"
	"maps"
	"slices"
)

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
	u, ok := elementAt(v.blocks, pr.BlockID, pr.ActionID)
	if !ok {
		return errNoElement
	}
	action, err := u.action(pr.Value, formatTS(p.w.clock.Now().UnixMicro()))
	if err != nil {
		return err
	}
	if v.State, err = fill(v.blocks, v.State, withPressed(pr, u)); err != nil {
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
	state, err := fill(v.blocks, v.State, values)
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
	payload["view"], payload["response_urls"] = v.shown(), []any{}
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
