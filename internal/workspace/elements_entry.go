package workspace

import (
	"encoding/json"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"
)

// entry checks an element that keeps what is chosen or written.
func (k *checker) entry(e object, kind, at string) {
	if strings.HasPrefix(kind, "multi_") {
		k.number(e, "max_selected_items", 1, 1<<31, at)
	}
	switch strings.TrimPrefix(kind, "multi_") {
	case "overflow":
		k.options(e, 1, 5, at)
	case "checkboxes", "radio_buttons":
		k.options(e, 1, 10, at)
		k.initial(e, kind, at)
	case "static_select":
		k.static(e, at)
		k.initial(e, kind, at)
	case "external_select":
		k.number(e, "min_query_length", 0, 3000, at)
	case "conversations_select":
		k.filter(e, at)
		k.flags(e, at, "default_to_current_conversation", "response_url_enabled")
	case "channels_select":
		k.flags(e, at, "response_url_enabled")
	case "datepicker":
		k.moment(e, "initial_date", time.DateOnly, at)
	case "timepicker":
		k.moment(e, "initial_time", "15:04", at)
		k.str(e, "timezone", 255, false, at)
	case "datetimepicker":
		k.number(e, "initial_date_time", 1_000_000_000, 9_999_999_999, at)
	case "plain_text_input":
		k.number(e, "min_length", 0, 3000, at)
		k.number(e, "max_length", 1, 3000, at)
		k.ordered(e, "min_length", "max_length", at)
		k.flags(e, at, "multiline")
		k.written(e, at)
	case "number_input":
		if e["is_decimal_allowed"] == nil {
			k.fail(at, "missing required field: is_decimal_allowed")
		}
		k.flags(e, at, "is_decimal_allowed")
		k.ordered(e, "min_value", "max_value", at)
		k.written(e, at)
	case "email_text_input", "url_text_input":
		k.written(e, at)
	case "rich_text_input":
		k.number(e, "min_lines", 1, 100, at)
		k.number(e, "max_lines", 1, 100, at)
		k.dispatches(e, at)
		if o := k.object(e, "initial_value", false, at); o != nil {
			k.oneOf(o, "type", true, at+"/initial_value", "rich_text")
			k.richText(o, at+"/initial_value")
		}
	case "file_input":
		k.number(e, "max_files", 1, 10, at)
		k.items(e, "filetypes", 0, 100, at)
	}
}

// written is what text inputs have in common.
func (k *checker) written(e object, at string) {
	if v, given := e["initial_value"]; given {
		if _, ok := v.(string); !ok {
			k.fail(at+"/initial_value", "must provide a string")
		}
	}
	k.dispatches(e, at)
}

// dispatches says when typing tells the app.
func (k *checker) dispatches(e object, at string) {
	c := k.object(e, "dispatch_action_config", false, at)
	if c == nil {
		return
	}
	at += "/dispatch_action_config"
	for i, v := range k.items(c, "trigger_actions_on", 1, 2, at) {
		if v != "on_enter_pressed" && v != "on_character_entered" {
			k.fail(at+"/trigger_actions_on/"+strconv.Itoa(i), "must be a valid enum value")
		}
	}
}

// ordered checks that a bound is not below the other. Numbers of an input come as
// strings, lengths as numbers.
func (k *checker) ordered(e object, low, high, at string) {
	bound := func(name string) *big.Rat {
		var s string
		switch v := e[name].(type) {
		case nil:
			return nil
		case json.Number:
			s = v.String()
		case string:
			s = v
		}
		r, ok := new(big.Rat).SetString(s)
		if !ok {
			k.fail(at+"/"+name, "must provide a number")
			return nil
		}
		return r
	}
	if l, h := bound(low), bound(high); l != nil && h != nil && l.Cmp(h) > 0 {
		k.fail(at+"/"+low, "must not be greater than %s", high)
	}
}

// moment checks a date or a time of day.
func (k *checker) moment(e object, name, layout, at string) {
	v, given := e[name]
	if !given {
		return
	}
	s, _ := v.(string)
	if _, err := time.Parse(layout, s); err != nil {
		k.fail(at+"/"+name, "must have the form %s", layout)
	}
}

func (k *checker) options(e object, least, most int, at string) {
	kind := kindOf(e)
	seen := make(map[string]bool)
	for i, v := range k.items(e, "options", least, most, at) {
		here := at + "/options/" + strconv.Itoa(i)
		o, ok := v.(object)
		if !ok {
			k.fail(here, "must provide an object")
			continue
		}
		k.only(o, here, "text value description url")
		k.text(o, "text", 75, kind != "checkboxes" && kind != "radio_buttons", true, here)
		k.text(o, "description", 75, false, false, here)
		value, _ := o["value"].(string)
		if value == "" {
			k.fail(here, "missing required field: value")
		} else if seen[value] {
			k.fail(here+"/value", "value %q already exists", value)
		}
		seen[value] = true
		k.length(o, "value", 150, here)
		if o["url"] != nil && kind != "overflow" {
			k.fail(here+"/url", "only allowed in an overflow menu")
		}
		k.length(o, "url", 3000, here)
	}
}

// static has options, or groups of them.
func (k *checker) static(e object, at string) {
	if e["option_groups"] == nil {
		k.options(e, 1, 100, at)
		return
	}
	if e["options"] != nil {
		k.fail(at, "must provide only one of options and option_groups")
	}
	k.groups(e, at)
}

func (k *checker) groups(e object, at string) {
	for i, v := range k.items(e, "option_groups", 1, 100, at) {
		here := at + "/option_groups/" + strconv.Itoa(i)
		g, ok := v.(object)
		if !ok {
			k.fail(here, "must provide an object")
			continue
		}
		k.text(g, "label", 75, true, true, here)
		k.options(g, 1, 100, here)
	}
}

// initial checks that what is chosen at first is among the options.
func (k *checker) initial(e object, kind, at string) {
	_, name := field(kind)
	v, given := e[name]
	if !given {
		return
	}
	list, several := v.([]any)
	if several != many(kind) || several && len(list) == 0 {
		k.fail(at+"/"+name, "must provide options")
		return
	}
	if !several {
		list = []any{v}
	}
	for _, one := range list {
		o, _ := one.(object)
		if option, ok := (used{element: e}).listed(text(o, "value")); !ok || wordsOf(option) != wordsOf(o) {
			k.fail(at+"/"+name, "must match one of the options")
		}
	}
}

// wordsOf is the text of an option.
func wordsOf(o object) string {
	t, _ := o["text"].(object)
	return text(t, "text")
}

// filter says which conversations can be chosen.
func (k *checker) filter(e object, at string) {
	f := k.object(e, "filter", false, at)
	if f == nil {
		return
	}
	at += "/filter"
	if len(f) == 0 {
		k.fail(at, "must provide at least one field")
	}
	k.flags(f, at, "exclude_external_shared_channels", "exclude_bot_users")
	if f["include"] == nil {
		return
	}
	for i, v := range k.items(f, "include", 1, 4, at) {
		if s, _ := v.(string); !slices.Contains([]string{"im", "mpim", "private", "public"}, s) {
			k.fail(at+"/include/"+strconv.Itoa(i), "must be a valid enum value")
		}
	}
}
