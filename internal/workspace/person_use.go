package workspace

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// Press is a click or a choice in a message or view.
type Press struct {
	BlockID  string         `json:"block_id"` // empty: the first of that action_id
	ActionID string         `json:"action_id"`
	Value    any            `json:"value"` // what was chosen, see Submit; of a button, the value it was shown with
	State    map[string]any `json:"state"` // what stands in the other inputs, by action_id or block_id/action_id, see Submit
}

// Command types a slash command such as "/postmortem start the outage". In a
// thread it is refused. What the app answers arrives at the person's pages; when
// it does not answer within 3 s, a notice does.
func (p *Person) Command(channel, threadTS, line string) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	c, err := p.seen(channel)
	if err != nil {
		return err
	}
	name, text, _ := strings.Cut(strings.TrimSpace(line), " ")
	if threadTS != "" {
		refusal := &Refusal{"thread_not_supported", name + " is not supported in threads. Sorry!"}
		p.w.notice(p.id, c.ID, "error", refusal.Text)
		return refusal
	}
	var known *Command
	for i, cmd := range p.w.config.App.Commands {
		if cmd.Name == name {
			known = &p.w.config.App.Commands[i]
		}
	}
	if known == nil {
		return &Refusal{"unknown_command", name + " is not a command of this workspace."}
	}
	who := p.w.users[p.id]
	text = strings.TrimSpace(text)
	if known.Escape {
		text, _ = p.w.composed(text)
	} else {
		text = p.w.named(text, p.id)
	}
	answer := &responseURL{user: p.id, channel: c, command: true}
	p.w.deliver(&delivery{
		kind: "slash_commands", name: name,
		body: object{
			"token": p.w.token, "team_id": p.w.cred.TeamID, "team_domain": handleOf(p.w.config.Name),
			"channel_id": c.ID, "channel_name": c.nameInPayload(), "user_id": p.id, "user_name": who.Name,
			"command": name, "text": text, "api_app_id": p.w.cred.AppID, "is_enterprise_install": "false",
			"response_url": p.w.responseURL(answer), "trigger_id": p.w.trigger(p.id, ""),
		},
		acked: func(payload json.RawMessage) Effect {
			var said args
			if len(payload) == 0 || decode(payload, &said) != nil || len(said) == 0 {
				return Effect{}
			}
			effect, err := p.w.respond(answer, said)
			if err != nil {
				p.w.notice(p.id, c.ID, "error", fmt.Sprintf("%s failed with the error %q", name, "invalid_command_response"))
			}
			return effect
		},
		failed: func(reason string) {
			word := "dispatch_failed" // it never arrived
			if reason == "timeout" {
				word = "operation_timeout"
			}
			p.w.notice(p.id, c.ID, "error", fmt.Sprintf("%s failed with the error %q", name, word))
		},
	})
	return nil
}

var mention = regexp.MustCompile(`<([@#])([A-Z0-9]+)(?:\|[^>]*)?>`)

// named turns mentions into the names that were typed, as a command without
// escaping gets them. A channel that its writer cannot see has no name.
func (w *Workspace) named(text, by string) string {
	return mention.ReplaceAllStringFunc(text, func(found string) string {
		part := mention.FindStringSubmatch(found)
		if m := w.users[part[2]]; m != nil {
			return "@" + m.Name
		}
		if c := w.channels[part[2]]; c != nil && c.visible(by) {
			return "#" + c.Name
		}
		return found
	})
}

// Press uses an element of a message, or of an ephemeral one.
func (p *Person) Press(channel, ts string, pr Press) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	payload := p.w.interaction("block_actions", p.id, "")
	blocks, err := p.spot(Spot{Channel: channel, TS: ts}, payload)
	if err != nil {
		return err
	}
	u, err := elementAt(blocks, pr)
	if err != nil {
		return err
	}
	t := taker{p.w, p.id}
	action, err := t.action(u, pr.Value, formatTS(p.w.clock.Now().UnixMicro()))
	if err != nil {
		return err
	}
	state, err := t.fill(blocks, State{}, withPressed(pr, u))
	if err != nil {
		return err
	}
	payload["state"], payload["actions"] = state, []any{action}
	payload["response_url"] = p.w.responseURL(&responseURL{user: p.id, channel: p.w.channels[channel], source: ts})
	p.w.interact(payload, p.id, channel, ts)
	return nil
}

// pressed finds a message of the app that the person can use, and tells whether it
// is ephemeral.
func (p *Person) pressed(id, ts string) (*channel, *message, bool, error) {
	c, err := p.seen(id)
	if err != nil {
		return nil, nil, false, err
	}
	m := c.find(ts)
	e := p.w.whispered(p.id, id, ts)
	if e != nil {
		m = &e.message
	}
	switch {
	case m == nil || m.gone():
		return nil, nil, false, errNoMessage
	case m.BotID != p.w.cred.BotID:
		return nil, nil, false, errNoElement
	}
	return c, m, e != nil, nil
}

// withPressed is what stands in the inputs with what was chosen just now.
func withPressed(pr Press, u used) map[string]any {
	entered := make(map[string]any, len(pr.State)+1)
	for id, v := range pr.State {
		entered[id] = v
	}
	if _, initial := field(u.kind()); initial != "" {
		entered[u.blockID()+"/"+u.actionID()] = pr.Value
	}
	return entered
}

// Shortcut uses a message shortcut on a message, or a global one with channel
// and ts empty.
func (p *Person) Shortcut(callbackID, channel, ts string) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	kind := "message"
	if ts == "" {
		kind = "global"
	}
	known := false
	for _, s := range p.w.config.App.Shortcuts {
		known = known || s.CallbackID == callbackID && s.Type == kind
	}
	if !known {
		return &Refusal{"unknown_shortcut", "The app has no such shortcut."}
	}
	at := formatTS(p.w.clock.Now().UnixMicro())
	if kind == "global" {
		payload := p.w.interaction("shortcut", p.id, "")
		payload["callback_id"], payload["action_ts"] = callbackID, at
		p.w.interact(payload, p.id, "", "")
		return nil
	}
	c, m, err := p.message(channel, ts)
	if err != nil {
		return err
	}
	payload := p.w.interaction("message_action", p.id, "")
	payload["callback_id"], payload["action_ts"] = callbackID, at
	payload["message_ts"], payload["message"] = m.TS, p.w.wire(m, false)
	payload["channel"] = object{"id": c.ID, "name": c.nameInPayload()}
	payload["response_url"] = p.w.responseURL(&responseURL{user: p.id, channel: c, source: m.TS})
	p.w.interact(payload, p.id, c.ID, m.TS)
	return nil
}
