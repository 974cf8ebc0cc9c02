package workspace

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// A place is where an element stands.
type place int

const (
	inSection place = iota
	inActions
	inInput
)

// element checks what can be clicked, chosen or filled in.
func (k *checker) element(v any, in place, block object, at string) {
	e, ok := v.(object)
	if !ok {
		k.fail(at, "must provide an object")
		return
	}
	kind, _ := e["type"].(string)
	if !fits(kind, in) {
		k.fail(at+"/type", "unsupported type: %s", kind)
		return
	}
	if kind == "image" {
		k.image(e, at)
		return
	}
	action, _ := e["action_id"].(string)
	if action == "" {
		action = k.made.from(mixedDigits, 5)
		e["action_id"] = action
	}
	blockID, _ := block["block_id"].(string)
	if id := blockID + "/" + action; k.actions[id] {
		k.fail(at+"/action_id", "action_id %q already exists", action)
	} else {
		k.actions[id] = true
	}
	k.length(e, "action_id", 255, at)
	k.text(e, "placeholder", 150, true, false, at)
	if c, ok := e["confirm"].(object); ok {
		k.text(c, "title", 100, true, true, at+"/confirm")
		k.text(c, "text", 300, false, true, at+"/confirm")
		k.text(c, "confirm", 30, true, true, at+"/confirm")
		k.text(c, "deny", 30, true, true, at+"/confirm")
	}
	switch kind {
	case "button":
		k.button(e, at)
	case "overflow":
		k.options(e, 1, 5, at)
	case "checkboxes", "radio_buttons":
		k.options(e, 1, 10, at)
	case "static_select", "multi_static_select":
		if e["option_groups"] == nil {
			k.options(e, 1, 100, at)
		}
		k.groups(e, at)
	case "plain_text_input":
		k.number(e, "min_length", 0, 3000, at)
		k.number(e, "max_length", 1, 3000, at)
	}
}

// fits tells whether a type of element may stand in a place.
func fits(kind string, in place) bool {
	switch kind {
	case "button", "overflow", "workflow_button":
		return in != inInput
	case "image":
		return in == inSection
	case "plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input", "file_input":
		return in == inInput
	case "datetimepicker":
		return in != inSection
	case "datepicker", "timepicker", "checkboxes", "radio_buttons":
		return true
	}
	kind = strings.TrimPrefix(kind, "multi_")
	return slices.Contains([]string{
		"static_select", "external_select", "users_select", "conversations_select", "channels_select",
	}, kind)
}

func (k *checker) button(e object, at string) {
	k.text(e, "text", 75, true, true, at)
	k.length(e, "value", 2000, at)
	k.length(e, "url", 3000, at)
	k.length(e, "accessibility_label", 75, at)
	if v, given := e["value"]; given {
		if _, ok := v.(string); !ok {
			k.fail(at+"/value", "must provide a string")
		}
	}
	if style, given := e["style"]; given && style != "primary" && style != "danger" {
		k.fail(at+"/style", "must be a valid enum value")
	}
}

func (k *checker) options(e object, least, most int, at string) {
	seen := make(map[string]bool)
	for i, v := range k.items(e, "options", least, most, at) {
		here := at + "/options/" + strconv.Itoa(i)
		o, ok := v.(object)
		if !ok {
			k.fail(here, "must provide an object")
			continue
		}
		k.text(o, "text", 75, e["type"] != "checkboxes" && e["type"] != "radio_buttons", true, here)
		k.text(o, "description", 75, false, false, here)
		value, _ := o["value"].(string)
		if value == "" {
			k.fail(here, "missing required field: value")
		} else if seen[value] {
			k.fail(here+"/value", "value %q already exists", value)
		}
		seen[value] = true
		k.length(o, "value", 150, here)
	}
}

func (k *checker) groups(e object, at string) {
	for i, v := range k.items(e, "option_groups", 0, 100, at) {
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

// number checks a whole number within bounds, if it is given.
func (k *checker) number(e object, name string, least, most int64, at string) {
	v, given := e[name]
	if !given {
		return
	}
	n, ok := v.(json.Number)
	value, err := strconv.ParseInt(string(n), 10, 64)
	switch {
	case !ok || err != nil:
		k.fail(at+"/"+name, "must provide a number")
	case value < least:
		k.fail(at+"/"+name, "must be greater than or equal to %d", least)
	case value > most:
		k.fail(at+"/"+name, "must be less than %d", most+1)
	}
}
