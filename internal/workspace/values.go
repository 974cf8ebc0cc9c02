package workspace

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// A taker turns what a person entered into what Slack would send.
type taker struct {
	w    *Workspace
	user string
}

// convert is the value of an element in a payload. An empty one becomes null, or an
// empty list.
func (t taker) convert(u used, v any) (any, error) {
	wrong := &Refusal{"invalid_value", fmt.Sprintf("%q does not take that.", u.actionID())}
	var value any
	var ok bool
	switch name, _ := field(u.kind()); {
	case many(u.kind()):
		value, ok = t.list(u, v)
	case v == nil || v == "":
		return nil, nil
	case name == "selected_date_time":
		value, ok = seconds(v)
	case u.kind() == "rich_text_input":
		value, ok = richValue(v)
	case u.kind() == "number_input":
		value, ok = fmt.Sprint(v), true
	default:
		s, isString := v.(string)
		if !isString {
			return nil, wrong
		}
		value, ok = t.one(u, s)
	}
	if !ok {
		return nil, wrong
	}
	return value, nil
}

// one is a single choice, a date, a time or a text.
func (t taker) one(u used, s string) (any, bool) {
	switch name, _ := field(u.kind()); name {
	case "selected_option", "selected_options":
		return t.option(u, s)
	case "selected_user", "selected_users":
		return s, t.w.users[s] != nil
	case "selected_conversation", "selected_conversations":
		c := t.w.channels[s]
		return s, c != nil && c.visible(t.user)
	case "selected_channel", "selected_channels":
		c := t.w.channels[s]
		return s, c != nil && c.kind() == "channel"
	case "selected_date":
		_, err := time.Parse(time.DateOnly, s)
		return s, err == nil
	case "selected_time":
		_, err := time.Parse("15:04", s)
		return s, err == nil
	case "files":
		f := t.w.files[s]
		if f == nil || f.User != t.user || f.content == nil {
			return nil, false
		}
		f.given = true
		return f.File, true
	}
	return s, true
}

// list is what was chosen where more than one thing can be.
func (t taker) list(u used, v any) (any, bool) {
	given, err := stringsOf(v)
	if err != nil {
		return nil, false
	}
	for _, name := range []string{"max_selected_items", "max_files"} {
		if most, err := strconv.Atoi(fmt.Sprint(u.element[name])); err == nil && len(given) > most {
			return nil, false
		}
	}
	chosen := make([]any, 0, len(given))
	for _, s := range given {
		one, ok := t.one(u, s)
		if !ok {
			return nil, false
		}
		chosen = append(chosen, one)
	}
	return chosen, true
}

// option is one that the element came with, or one that the app has suggested.
func (t taker) option(u used, value string) (object, bool) {
	if o, ok := u.option(value); ok {
		return o, true
	}
	o, ok := t.w.offers[t.offer(u, value)]
	return o, ok
}

// offer is where a suggested option is kept.
func (t taker) offer(u used, value string) string {
	return t.user + "/" + u.blockID() + "/" + u.actionID() + "/" + value
}

func seconds(v any) (any, bool) {
	if f, ok := v.(float64); ok {
		return int64(f), true
	}
	n, err := strconv.ParseInt(fmt.Sprint(v), 10, 64)
	return n, err == nil
}

// richValue is rich text as Slack would send it. A string is one line of it.
func richValue(v any) (any, bool) {
	if s, ok := v.(string); ok {
		return object{"type": "rich_text", "elements": []any{
			object{"type": "rich_text_section", "elements": []any{object{"type": "text", "text": s}}},
		}}, true
	}
	var o object
	if decode(mustJSON(v), &o) != nil || o["type"] != "rich_text" {
		return nil, false
	}
	k := checker{}
	k.richText(o, "")
	return o, len(k.problems) == 0
}

func stringsOf(v any) ([]string, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case string:
		if v == "" {
			return nil, nil
		}
		return []string{v}, nil
	case []string:
		return v, nil
	case []any:
		var list []string
		for _, one := range v {
			s, ok := one.(string)
			if !ok {
				return nil, fmt.Errorf("not a string")
			}
			list = append(list, s)
		}
		return list, nil
	}
	return nil, fmt.Errorf("not a list")
}

// fill computes what stands in all inputs: what was entered now, else what stood
// there before, else the initial value.
func (t taker) fill(blocks []any, before State, entered map[string]any) (State, error) {
	s := State{Values: make(map[string]map[string]json.RawMessage)}
	for u := range inputs(blocks) {
		name, initial := field(u.kind())
		if name == "" || initial == "" {
			continue
		}
		entry := object{"type": u.kind()}
		if u.kind() == "timepicker" && u.element["timezone"] != nil {
			entry["timezone"] = u.element["timezone"]
		}
		v, now := u.given(entered)
		old, stood := before.Values[u.blockID()][u.actionID()]
		switch {
		case now:
			value, err := t.convert(u, v)
			if err != nil {
				return s, err
			}
			entry[name] = value
		case stood:
			if err := decode(old, &entry); err != nil {
				return s, err
			}
		default:
			entry[name] = u.element[initial]
			if entry[name] == nil && many(u.kind()) {
				entry[name] = []any{}
			}
		}
		if s.Values[u.blockID()] == nil {
			s.Values[u.blockID()] = make(map[string]json.RawMessage)
		}
		s.Values[u.blockID()][u.actionID()] = mustJSON(entry)
	}
	return s, nil
}

// action is how the use of an element stands in a payload.
func (t taker) action(u used, v any, at string) (object, error) {
	a := object{
		"type": u.kind(), "action_id": u.actionID(), "block_id": u.blockID(), "action_ts": at,
	}
	carry := func(parts ...string) {
		for _, part := range parts {
			if p, ok := u.element[part]; ok {
				a[part] = p
			}
		}
	}
	switch u.kind() {
	case "workflow_button":
		return nil, &Refusal{"workflow_not_found", "This workspace runs no workflows, so this button starts nothing."}
	case "button", "icon_button":
		carry("text", "value", "url", "icon", "style", "accessibility_label", "confirm")
		return a, nil
	case "feedback_buttons":
		for _, thumb := range []string{"positive_button", "negative_button"} {
			if b, _ := u.element[thumb].(object); b != nil && b["value"] == v {
				a["text"], a["value"] = b["text"], b["value"]
				return a, nil
			}
		}
		return nil, errNoElement
	}
	value, err := t.convert(u, v)
	if err != nil {
		return nil, err
	}
	name, initial := field(u.kind())
	a[name] = value
	if !slices.Contains([]string{"value", "rich_text_value"}, name) {
		carry("placeholder", "confirm", "timezone", initial)
	}
	return a, nil
}
