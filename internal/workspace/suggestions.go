package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// Suggested is what the app offers in an external select: options, or groups of
// them, as Slack writes them.
type Suggested struct {
	Options      []any `json:"options,omitempty"`
	OptionGroups []any `json:"option_groups,omitempty"`
}

// A Spot is where an element stands: in a view, or in a message of a channel.
type Spot struct {
	View        string
	Channel, TS string
}

var errNoSuggestions = &Refusal{"options_load_error", "The app did not send any options. Please try again."}

// shortestQuery is how much has to be typed before the app is asked, unless the
// element says otherwise (min_query_length).
const shortestQuery = 3

// Suggest opens an external select, or types into it, and waits for what the app
// offers (https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload).
// Like any interaction it has three seconds to answer. What has been offered can
// be chosen by its value.
func (p *Person) Suggest(ctx context.Context, at Spot, blockID, actionID, query string) (Suggested, error) {
	answers := make(chan Suggested, 1)
	if err := p.suggest(at, Press{BlockID: blockID, ActionID: actionID}, query, answers); err != nil {
		return Suggested{}, err
	}
	select {
	case s, ok := <-answers:
		if ok {
			return s, nil
		}
	case <-p.w.closed:
	case <-ctx.Done():
	}
	return Suggested{}, errNoSuggestions
}

// suggest asks the app; answers is closed if nothing useful comes back.
func (p *Person) suggest(at Spot, pr Press, query string, answers chan<- Suggested) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	payload := p.w.interaction("block_suggestion", p.id, "")
	delete(payload, "trigger_id")
	blocks, err := p.spot(at, payload)
	if err != nil {
		return err
	}
	u, err := elementAt(blocks, pr)
	if err != nil {
		return err
	}
	if u.kind() != "external_select" && u.kind() != "multi_external_select" {
		return errNoElement
	}
	least := shortestQuery
	if n, err := strconv.Atoi(fmt.Sprint(u.element["min_query_length"])); err == nil {
		least = n
	}
	if utf8.RuneCountInString(query) < least {
		return &Refusal{"query_too_short", "Type at least " + strconv.Itoa(least) + " characters."}
	}
	payload["block_id"], payload["action_id"], payload["value"] = u.blockID(), u.actionID(), query
	p.w.deliver(&delivery{
		kind: "interactive", name: "block_suggestion", body: payload,
		acked: func(answer json.RawMessage) Effect {
			if s, ok := p.offered(u, answer); ok {
				answers <- s
			}
			close(answers)
			return Effect{User: p.id}
		},
		failed: func(string) { close(answers) },
	})
	return nil
}

// spot finds the blocks that somebody uses, and says in a payload where they are.
func (p *Person) spot(at Spot, payload object) ([]any, error) {
	if at.View != "" {
		v, err := p.view(at.View)
		if err != nil {
			return nil, err
		}
		payload["container"] = object{"type": "view", "view_id": v.ID}
		payload["view"] = v.shown()
		return v.blocks, nil
	}
	c, m, e, err := p.pressed(at.Channel, at.TS)
	if err != nil {
		return nil, err
	}
	container := object{"type": "message", "message_ts": m.TS, "channel_id": c.ID, "is_ephemeral": e}
	if m.ThreadTS != "" {
		container["thread_ts"] = m.ThreadTS
	}
	payload["container"] = container
	if !e { // Slack keeps no ephemeral message that it could show
		payload["message"] = p.w.wire(m, false)
	}
	payload["channel"] = object{"id": c.ID, "name": c.nameInPayload()}
	var blocks []any
	if len(m.Blocks) > 0 && decode(m.Blocks, &blocks) != nil {
		return nil, errNoElement
	}
	return blocks, nil
}

// offered checks what the app sent and remembers it.
func (p *Person) offered(u used, answer json.RawMessage) (Suggested, bool) {
	var o object
	if decode(answer, &o) != nil || (o["options"] == nil) == (o["option_groups"] == nil) {
		return Suggested{}, false
	}
	var s Suggested
	k := checker{}
	if o["options"] != nil {
		k.options(o, 0, 100, "")
		s.Options, _ = o["options"].([]any)
	} else {
		k.groups(o, "")
		s.OptionGroups, _ = o["option_groups"].([]any)
	}
	if len(k.problems) > 0 {
		p.w.log.Warn("the app's suggestions were refused", "problems", len(k.problems))
		return Suggested{}, false
	}
	if len(p.w.offers) > manyLeft {
		clear(p.w.offers)
	}
	keep := func(list any) {
		options, _ := list.([]any)
		for _, v := range options {
			option := v.(object)
			p.w.offers[taker{p.w, p.id}.offer(u, text(option, "value"))] = option
		}
	}
	keep(o["options"])
	for _, g := range s.OptionGroups {
		keep(g.(object)["options"])
	}
	return s, true
}
