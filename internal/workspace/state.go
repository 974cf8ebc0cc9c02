package workspace

import (
	"encoding/json"
	"fmt"
	"iter"
	"strconv"
	"time"
	"unicode/utf8"
)

// used is an element of a block that somebody can use.
type used struct {
	block, element object
}

func (u used) kind() string     { return text(u.element, "type") }
func (u used) blockID() string  { return text(u.block, "block_id") }
func (u used) actionID() string { return text(u.element, "action_id") }

// text is a field of unknown JSON, if it is a string.
func text(o object, name string) string {
	s, _ := o[name].(string)
	return s
}

// inputs walks over all elements that can be clicked, chosen or filled in.
func inputs(blocks []any) iter.Seq[used] {
	return func(yield func(used) bool) {
		for _, v := range blocks {
			b, _ := v.(object)
			list, _ := b["elements"].([]any)
			for _, one := range []any{b["accessory"], b["element"]} {
				list = append(list[:len(list):len(list)], one)
			}
			for _, e := range list {
				o, ok := e.(object)
				if !ok || text(o, "action_id") == "" {
					continue
				}
				if !yield(used{b, o}) {
					return
				}
			}
		}
	}
}

// elementAt finds what stands under a block_id and an action_id. An empty block_id
// finds the first of that action_id.
func elementAt(blocks []any, blockID, actionID string) (used, bool) {
	for u := range inputs(blocks) {
		if u.actionID() == actionID && (blockID == "" || u.blockID() == blockID) {
			return u, true
		}
	}
	return used{}, false
}

// given looks up what was entered for an element.
func (u used) given(values map[string]any) (any, bool) {
	if v, ok := values[u.blockID()+"/"+u.actionID()]; ok {
		return v, true
	}
	v, ok := values[u.actionID()]
	return v, ok
}

// field is where the value of a type of element stands in a payload, and under
// which name its element keeps the initial one. Buttons have neither.
func field(kind string) (value, initial string) {
	switch kind {
	case "plain_text_input", "number_input", "email_text_input", "url_text_input":
		return "value", "initial_value"
	case "rich_text_input":
		return "rich_text_value", "initial_value"
	case "static_select", "external_select", "radio_buttons":
		return "selected_option", "initial_option"
	case "overflow":
		return "selected_option", ""
	case "multi_static_select", "multi_external_select", "checkboxes":
		return "selected_options", "initial_options"
	case "users_select":
		return "selected_user", "initial_user"
	case "conversations_select":
		return "selected_conversation", "initial_conversation"
	case "channels_select":
		return "selected_channel", "initial_channel"
	case "multi_users_select":
		return "selected_users", "initial_users"
	case "multi_conversations_select":
		return "selected_conversations", "initial_conversations"
	case "multi_channels_select":
		return "selected_channels", "initial_channels"
	case "datepicker":
		return "selected_date", "initial_date"
	case "timepicker":
		return "selected_time", "initial_time"
	case "datetimepicker":
		return "selected_date_time", "initial_date_time"
	}
	return "", ""
}

// many tells whether an element takes more than one choice.
func many(kind string) bool {
	return kind == "checkboxes" || len(kind) > 6 && kind[:6] == "multi_"
}

// convert turns what a person entered into the value that Slack would send. An
// empty one becomes null, or an empty list.
func (u used) convert(v any) (any, error) {
	name, _ := field(u.kind())
	wrong := &Refusal{"invalid_value", fmt.Sprintf("%q does not take that.", u.actionID())}
	if many(u.kind()) {
		list, err := stringsOf(v)
		if err != nil {
			return nil, wrong
		}
		chosen := make([]any, 0, len(list))
		for _, s := range list {
			if name != "selected_options" {
				chosen = append(chosen, s)
				continue
			}
			o, ok := u.option(s)
			if !ok {
				return nil, wrong
			}
			chosen = append(chosen, o)
		}
		return chosen, nil
	}
	if name == "selected_date_time" {
		n, err := strconv.ParseInt(fmt.Sprint(v), 10, 64)
		if v == nil || v == "" {
			return nil, nil
		}
		if f, ok := v.(float64); ok {
			n, err = int64(f), nil
		}
		if err != nil {
			return nil, wrong
		}
		return n, nil
	}
	s, ok := v.(string)
	switch {
	case v == nil || s == "" && ok:
		return nil, nil
	case u.kind() == "rich_text_input" && !ok:
		return v, nil
	case u.kind() == "number_input" && !ok:
		return fmt.Sprint(v), nil
	case !ok:
		return nil, wrong
	}
	switch name {
	case "selected_option":
		o, ok := u.option(s)
		if !ok && u.kind() != "external_select" {
			return nil, wrong
		}
		return o, nil
	case "selected_date":
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			return nil, wrong
		}
	case "selected_time":
		if _, err := time.Parse("15:04", s); err != nil {
			return nil, wrong
		}
	}
	return s, nil
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

// option finds the option with a value.
func (u used) option(value string) (object, bool) {
	lists := []any{u.element["options"]}
	groups, _ := u.element["option_groups"].([]any)
	for _, g := range groups {
		o, _ := g.(object)
		lists = append(lists, o["options"])
	}
	for _, l := range lists {
		options, _ := l.([]any)
		for _, v := range options {
			if o, ok := v.(object); ok && o["value"] == value {
				return o, true
			}
		}
	}
	return nil, false
}

// fill computes what stands in all inputs: what was entered now, else what stood
// there before, else the initial value.
func fill(blocks []any, before State, entered map[string]any) (State, error) {
	s := State{Values: make(map[string]map[string]json.RawMessage)}
	for u := range inputs(blocks) {
		name, initial := field(u.kind())
		if name == "" || initial == "" {
			continue
		}
		entry := object{"type": u.kind()}
		v, now := u.given(entered)
		old, stood := before.Values[u.blockID()][u.actionID()]
		switch {
		case now:
			value, err := u.convert(v)
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

// complete checks what a client checks before it submits: that nothing is missing
// and that texts have the right length.
func complete(blocks []any, s State) map[string]string {
	problems := make(map[string]string)
	for u := range inputs(blocks) {
		if u.block["type"] != "input" {
			continue
		}
		name, _ := field(u.kind())
		var entry object
		if decode(s.Values[u.blockID()][u.actionID()], &entry) != nil {
			continue
		}
		value := entry[name]
		list, isList := value.([]any)
		if value == nil || value == "" || isList && len(list) == 0 {
			if u.block["optional"] != true {
				problems[u.blockID()] = "Please complete this required field."
			}
			continue
		}
		text, ok := value.(string)
		if !ok {
			continue
		}
		n := utf8.RuneCountInString(text)
		if least, err := strconv.Atoi(fmt.Sprint(u.element["min_length"])); err == nil && n < least {
			problems[u.blockID()] = fmt.Sprintf("Must have at least %d characters.", least)
		}
		if most, err := strconv.Atoi(fmt.Sprint(u.element["max_length"])); err == nil && n > most {
			problems[u.blockID()] = fmt.Sprintf("Must have at most %d characters.", most)
		}
	}
	return problems
}

// action is how the use of an element stands in a payload.
func (u used) action(v any, at string) (object, error) {
	a := object{
		"type": u.kind(), "action_id": u.actionID(), "block_id": u.blockID(), "action_ts": at,
	}
	name, _ := field(u.kind())
	if name == "" {
		for _, part := range []string{"text", "value", "style", "accessibility_label"} {
			if p, ok := u.element[part]; ok {
				a[part] = p
			}
		}
		return a, nil
	}
	value, err := u.convert(v)
	if err != nil {
		return nil, err
	}
	a[name] = value
	return a, nil
}
