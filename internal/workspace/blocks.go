package workspace

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"
)

// A surface is where blocks are shown.
type surface string

const (
	onMessage surface = "message"
	onModal   surface = "modal"
	onHome    surface = "home"
)

// A checker looks through blocks and writes down what Slack would refuse, each
// with a json-pointer to it. Lengths count code points.
type checker struct {
	surface  surface
	problems []string
	blockIDs map[string]bool
	actions  map[string]bool // block_id/action_id
	inputs   bool            // there is an input block
	markdown int             // code points of all markdown blocks
	made     *source         // of the ids that were left out
}

func (k *checker) fail(at, format string, a ...any) {
	k.problems = append(k.problems, fmt.Sprintf(format, a...)+" [json-pointer:"+at+"]")
}

// blocks reads and checks the blocks of a message or view, and fills in the ids
// that were left out.
func (k *checker) blocks(raw json.RawMessage, at string) []any {
	var list []any
	if decode(raw, &list) != nil {
		k.fail(at, "must provide an array of blocks")
		return nil
	}
	most := 50
	if k.surface != onMessage {
		most = 100
	}
	if len(list) > most {
		k.fail(at, "no more than %d items allowed", most)
	}
	k.blockIDs, k.actions = make(map[string]bool), make(map[string]bool)
	for i, v := range list {
		k.block(v, at+"/"+strconv.Itoa(i))
	}
	return list
}

// A blockRule says where a block may stand and what must hold of it.
type blockRule struct {
	on    []surface // nil: everywhere
	check func(k *checker, b object, at string)
}

var messagesOnly = []surface{onMessage}

// ruleOf is what holds of a type of block.
func ruleOf(kind string) (rule blockRule, known bool) {
	switch kind {
	case "section":
		return blockRule{check: (*checker).section}, true
	case "header":
		return blockRule{check: func(k *checker, b object, at string) { k.text(b, "text", 150, true, true, at) }}, true
	case "context":
		return blockRule{check: (*checker).context}, true
	case "actions":
		return blockRule{check: func(k *checker, b object, at string) { k.elements(b, 25, inActions, at) }}, true
	case "input":
		return blockRule{check: (*checker).input}, true
	case "image":
		return blockRule{check: (*checker).image}, true
	case "markdown":
		return blockRule{messagesOnly, (*checker).markdownBlock}, true
	case "table":
		return blockRule{messagesOnly, (*checker).table}, true
	case "context_actions":
		return blockRule{messagesOnly, func(k *checker, b object, at string) { k.items(b, "elements", 1, 5, at) }}, true
	case "alert":
		return blockRule{on: []surface{onModal}}, true
	case "carousel":
		return blockRule{on: []surface{onMessage, onHome}}, true
	case "data_table", "data_visualization", "container", "plan", "task_card", "file":
		return blockRule{on: messagesOnly}, true
	case "divider", "rich_text", "video", "card":
		return blockRule{}, true
	}
	return blockRule{}, false
}

func (k *checker) block(v any, at string) {
	b, ok := v.(object)
	if !ok {
		k.fail(at, "must provide an object")
		return
	}
	kind, _ := b["type"].(string)
	rule, known := ruleOf(kind)
	if !known {
		k.fail(at+"/type", "unsupported type: %s", kind)
		return
	}
	if rule.on != nil && !slices.Contains(rule.on, k.surface) {
		k.fail(at+"/type", "unsupported type: %s", kind)
		return
	}
	id, _ := b["block_id"].(string)
	switch {
	case id == "":
		id = k.made.from(mixedDigits, 5)
		b["block_id"] = id
	case k.blockIDs[id]:
		k.fail(at+"/block_id", "block_id %q already exists", id)
	}
	k.blockIDs[id] = true
	k.length(b, "block_id", 255, at)
	if rule.check != nil {
		rule.check(k, b, at)
	}
}

// section has a text, or fields, and perhaps something beside it.
func (k *checker) section(b object, at string) {
	fields := k.items(b, "fields", 0, 10, at)
	k.text(b, "text", 3000, false, fields == nil, at)
	for i := range fields {
		k.textAt(fields[i], 2000, false, at+"/fields/"+strconv.Itoa(i))
	}
	if beside, ok := b["accessory"]; ok {
		k.element(beside, inSection, b, at+"/accessory")
	}
}

func (k *checker) context(b object, at string) {
	for i, v := range k.items(b, "elements", 1, 10, at) {
		here := at + "/elements/" + strconv.Itoa(i)
		if o, ok := v.(object); ok && o["type"] == "image" {
			k.image(o, here)
			continue
		}
		k.textAt(v, 3000, false, here)
	}
}

func (k *checker) elements(b object, most int, place place, at string) {
	for i, v := range k.items(b, "elements", 1, most, at) {
		k.element(v, place, b, at+"/elements/"+strconv.Itoa(i))
	}
}

func (k *checker) input(b object, at string) {
	k.inputs = true
	k.text(b, "label", 2000, true, true, at)
	k.text(b, "hint", 2000, true, false, at)
	element, ok := b["element"]
	if !ok {
		k.fail(at, "missing required field: element")
		return
	}
	k.element(element, inInput, b, at+"/element")
}

func (k *checker) image(b object, at string) {
	if b["image_url"] == nil && b["slack_file"] == nil {
		k.fail(at, "missing required field: image_url")
	}
	k.length(b, "image_url", 3000, at)
	if s, _ := b["alt_text"].(string); s == "" {
		k.fail(at, "missing required field: alt_text")
	}
	k.length(b, "alt_text", 2000, at)
	k.text(b, "title", 2000, true, false, at)
}

func (k *checker) markdownBlock(b object, at string) {
	text, _ := b["text"].(string)
	if text == "" {
		k.fail(at, "missing required field: text")
	}
	if k.markdown += utf8.RuneCountInString(text); k.markdown > 12000 {
		k.fail(at+"/text", "must be less than 12001 characters")
	}
}

func (k *checker) table(b object, at string) {
	width := -1
	for i, v := range k.items(b, "rows", 1, 100, at) {
		here := at + "/rows/" + strconv.Itoa(i)
		row, ok := v.([]any)
		switch {
		case !ok:
			k.fail(here, "must provide an array")
		case len(row) > 20:
			k.fail(here, "no more than 20 items allowed")
		case width >= 0 && len(row) != width:
			k.fail(here, "must have as many cells as the first row")
		}
		if width < 0 {
			width = len(row)
		}
	}
}

// items is a list of a block, checked for its size; nil if there is none.
func (k *checker) items(b object, name string, least, most int, at string) []any {
	v, given := b[name]
	if !given {
		if least > 0 {
			k.fail(at, "missing required field: %s", name)
		}
		return nil
	}
	list, ok := v.([]any)
	switch at += "/" + name; {
	case !ok:
		k.fail(at, "must provide an array")
	case len(list) < least:
		k.fail(at, "no less than %d items allowed", least)
	case len(list) > most:
		k.fail(at, "no more than %d items allowed", most)
	}
	return list
}

// text checks a text object of a block or element.
func (k *checker) text(b object, name string, most int, plain, required bool, at string) {
	v, given := b[name]
	if !given {
		if required {
			k.fail(at, "missing required field: %s", name)
		}
		return
	}
	k.textAt(v, most, plain, at+"/"+name)
}

func (k *checker) textAt(v any, most int, plain bool, at string) {
	t, ok := v.(object)
	if !ok {
		k.fail(at, "must provide an object")
		return
	}
	kind, _ := t["type"].(string)
	if kind != "plain_text" && (plain || kind != "mrkdwn") {
		k.fail(at+"/type", "unsupported type: %s", kind)
	}
	s, ok := t["text"].(string)
	switch {
	case !ok:
		k.fail(at, "missing required field: text")
	case s == "":
		k.fail(at+"/text", "must be more than 0 characters")
	}
	k.length(t, "text", most, at)
}

// length checks that a string is not too long.
func (k *checker) length(o object, name string, most int, at string) {
	if s, _ := o[name].(string); utf8.RuneCountInString(s) > most {
		k.fail(at+"/"+name, "must be less than %d characters", most+1)
	}
}

// messageBlocks checks the blocks of a message and returns them with all ids
// filled in.
func (w *Workspace) messageBlocks(raw json.RawMessage) (json.RawMessage, []any, error) {
	if len(raw) == 0 {
		return nil, nil, nil
	}
	var shape []any
	if decode(raw, &shape) != nil {
		return nil, nil, refuse("invalid_blocks_format")
	}
	k := checker{surface: onMessage, made: w.random}
	list := k.blocks(raw, "/blocks")
	if len(k.problems) > 0 {
		e := &apiError{code: "invalid_blocks", extra: object{"errors": k.problems}}
		for _, p := range k.problems {
			e.more = append(e.more, "[ERROR] "+p)
		}
		return nil, nil, e
	}
	if len(list) == 0 {
		return nil, nil, nil
	}
	return mustJSON(list), list, nil
}
