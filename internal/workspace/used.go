package workspace

import "iter"

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

// inputs walks over all elements that can be clicked, chosen or filled in,
// through the blocks that hold others too.
func inputs(blocks []any) iter.Seq[used] {
	return func(yield func(used) bool) {
		for _, v := range blocks {
			b, _ := v.(object)
			for u := range inputsOf(b) {
				if !yield(u) {
					return
				}
			}
		}
	}
}

func inputsOf(b object) iter.Seq[used] {
	return func(yield func(used) bool) {
		found := []any{b["accessory"], b["element"]}
		var inner []any
		for _, name := range []string{"elements", "actions"} {
			list, _ := b[name].([]any)
			found = append(found, list...)
		}
		rows, _ := b["rows"].([]any)
		for _, row := range rows {
			cells, _ := row.([]any)
			for _, cell := range cells {
				if o, ok := cell.(object); ok {
					found = append(found, o["element"])
				}
			}
		}
		for _, e := range found {
			o, ok := e.(object)
			switch {
			case ok && o["type"] == "card": // in a carousel
				inner = append(inner, o)
			case ok && text(o, "action_id") != "":
				if !yield(used{b, o}) {
					return
				}
			}
		}
		children, _ := b["child_blocks"].([]any)
		for u := range inputs(append(inner, children...)) {
			if !yield(u) {
				return
			}
		}
	}
}

// elementAt finds what a person pressed. An empty block_id finds the first of that
// action_id. Blocks without a block_id of their own get new ones at each update, so
// a press may name one that is gone: it then means the only element of that
// action_id, if that still stands for the same thing.
func elementAt(blocks []any, pr Press) (used, error) {
	var alike []used
	stale := true
	for u := range inputs(blocks) {
		stale = stale && u.blockID() != pr.BlockID
		if u.actionID() != pr.ActionID {
			continue
		}
		if pr.BlockID == "" || u.blockID() == pr.BlockID {
			return u, nil
		}
		alike = append(alike, u)
	}
	switch {
	case !stale || len(alike) == 0:
		return used{}, errNoElement
	case len(alike) > 1 || alike[0].kind() == "button" && alike[0].element["value"] != pr.Value:
		return used{}, errChanged
	}
	return alike[0], nil
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
	case "file_input":
		return "files", "initial_files" // which no app can give
	}
	return "", ""
}

// many tells whether an element takes more than one choice.
func many(kind string) bool {
	return kind == "checkboxes" || kind == "file_input" || len(kind) > 6 && kind[:6] == "multi_"
}

// option finds the option with a value among those that an element has, or had
// chosen at first.
func (u used) option(value string) (object, bool) {
	if o, ok := u.listed(value); ok {
		return o, true
	}
	return optionIn([]any{u.element["initial_options"], []any{u.element["initial_option"]}}, value)
}

// listed finds the option with a value in an element's options or groups of them.
func (u used) listed(value string) (object, bool) {
	lists := []any{u.element["options"]}
	groups, _ := u.element["option_groups"].([]any)
	for _, g := range groups {
		o, _ := g.(object)
		lists = append(lists, o["options"])
	}
	return optionIn(lists, value)
}

func optionIn(lists []any, value string) (object, bool) {
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
