package workspace

import (
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
	inContext // among context_actions
)

// element checks what can be clicked, chosen or filled in.
func (k *checker) element(v any, in place, block object, at string) {
	e, ok := v.(object)
	if !ok {
		k.fail(at, "must provide an object")
		return
	}
	kind := kindOf(e)
	if !fits(kind, in) || kind == "file_input" && k.surface != onModal {
		k.fail(at+"/type", "unsupported type: %s", kind)
		return
	}
	if kind == "image" {
		k.only(e, at, "type", elementProperties[kind])
		k.image(e, at)
		return
	}
	k.only(e, at, "type action_id", elementProperties[kind])
	action, _ := e["action_id"].(string)
	if action == "" {
		if kind == "rich_text_input" || kind == "workflow_button" {
			k.fail(at, "missing required field: action_id")
		}
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
	k.confirm(e, at)
	k.focus(e, at)
	switch kind {
	case "button", "workflow_button":
		k.button(e, at)
	case "feedback_buttons":
		k.feedback(e, "positive_button", at)
		k.feedback(e, "negative_button", at)
	case "icon_button":
		k.iconButton(e, at)
	default:
		k.entry(e, kind, at)
	}
}

// fits tells whether a type of element may stand in a place.
func fits(kind string, in place) bool {
	switch kind {
	case "button", "overflow", "workflow_button":
		return in == inSection || in == inActions
	case "feedback_buttons", "icon_button":
		return in == inContext
	case "image":
		return in == inSection
	case "plain_text_input", "number_input", "email_text_input", "url_text_input", "file_input":
		return in == inInput
	case "datetimepicker", "rich_text_input":
		return in == inActions || in == inInput
	case "datepicker", "timepicker", "checkboxes", "radio_buttons":
		return in != inContext
	}
	kind = strings.TrimPrefix(kind, "multi_")
	return in != inContext && slices.Contains([]string{
		"static_select", "external_select", "users_select", "conversations_select", "channels_select",
	}, kind)
}

// confirm is the question that comes before what an element does.
func (k *checker) confirm(e object, at string) {
	c := k.object(e, "confirm", false, at)
	if c == nil {
		return
	}
	at += "/confirm"
	k.only(c, at, "title text confirm deny style")
	k.text(c, "title", 100, true, true, at)
	k.text(c, "text", 300, false, true, at)
	k.text(c, "confirm", 30, true, true, at)
	k.text(c, "deny", 30, true, true, at)
	k.oneOf(c, "style", false, at, "primary", "danger")
}

// focus is asked for by one element of a view at most.
func (k *checker) focus(e object, at string) {
	k.flags(e, at, "focus_on_load")
	if e["focus_on_load"] != true {
		return
	}
	if k.focused {
		k.fail(at+"/focus_on_load", "only one element can have the focus")
	}
	k.focused = true
}

func (k *checker) button(e object, at string) {
	k.text(e, "text", 75, true, true, at)
	k.length(e, "accessibility_label", 75, at)
	k.oneOf(e, "style", false, at, "primary", "danger")
	if e["type"] == "workflow_button" {
		workflow := k.object(e, "workflow", true, at)
		if workflow == nil {
			return
		}
		if trigger := k.object(workflow, "trigger", true, at+"/workflow"); trigger != nil {
			k.address(trigger, "url", true, at+"/workflow/trigger", "https")
		}
		return
	}
	k.length(e, "value", 2000, at)
	k.length(e, "url", 3000, at)
	if v, given := e["value"]; given {
		if _, ok := v.(string); !ok {
			k.fail(at+"/value", "must provide a string")
		}
	}
}

// feedback is one of two thumbs.
func (k *checker) feedback(e object, name, at string) {
	if b := k.object(e, name, true, at); b != nil {
		at += "/" + name
		k.text(b, "text", 75, true, true, at)
		k.str(b, "value", 2000, true, at)
		k.length(b, "accessibility_label", 75, at)
	}
}

func (k *checker) iconButton(e object, at string) {
	k.oneOf(e, "icon", true, at, "trash") // the one that Slack documents
	k.text(e, "text", 75, true, true, at)
	k.length(e, "value", 2000, at)
	k.length(e, "accessibility_label", 75, at)
	for i, v := range k.items(e, "visible_to_user_ids", 0, 1000, at) {
		if _, ok := v.(string); !ok {
			k.fail(at+"/visible_to_user_ids/"+strconv.Itoa(i), "must provide a string")
		}
	}
}
