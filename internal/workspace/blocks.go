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
// with a json-pointer to it. Lengths count code points. The limits are those of
// https://docs.slack.dev/reference/block-kit and, where its pages are silent, of
// the types in @slack/types.
type checker struct {
	surface  surface
	problems []string
	blockIDs map[string]bool
	actions  map[string]bool // block_id/action_id
	inputs   bool            // there is an input block
	focused  bool            // an element asked for the focus
	markdown int             // code points of all markdown blocks
	tables   int             // table and data_table blocks
	charts   int
	made     *source                       // of the ids that were left out
	anything bool                          // fields that Slack does not know are passed over
	numbers  bool                          // a table takes raw_number cells
	file     func(id, address string) bool // whether a slack_file can be shown
}

func (k *checker) fail(at, format string, a ...any) {
	k.problems = append(k.problems, fmt.Sprintf(format, a...)+" [json-pointer:"+at+"]")
}

// checks is a checker for a surface of this workspace.
func (w *Workspace) checks(s surface) *checker {
	return &checker{
		surface: s, made: w.random, numbers: w.config.Lenient.TableNumbers, anything: w.config.Lenient.OtherFields,
		file: func(id, address string) bool { return w.picture(id, address) != nil },
	}
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
		return blockRule{check: func(k *checker, b object, at string) { k.elements(b, "elements", 25, inActions, at) }}, true
	case "input":
		return blockRule{check: (*checker).input}, true
	case "image":
		return blockRule{check: (*checker).image}, true
	case "rich_text":
		return blockRule{check: (*checker).richText}, true
	case "markdown":
		return blockRule{messagesOnly, (*checker).markdownBlock}, true
	case "table":
		return blockRule{messagesOnly, (*checker).table}, true
	case "data_table":
		return blockRule{messagesOnly, (*checker).dataTable}, true
	case "data_visualization":
		return blockRule{messagesOnly, (*checker).chart}, true
	case "context_actions":
		return blockRule{messagesOnly, func(k *checker, b object, at string) { k.elements(b, "elements", 5, inContext, at) }}, true
	case "alert":
		return blockRule{[]surface{onModal}, (*checker).alert}, true
	case "card":
		return blockRule{check: (*checker).card}, true
	case "carousel":
		return blockRule{[]surface{onMessage, onHome}, (*checker).carousel}, true
	case "container":
		return blockRule{messagesOnly, (*checker).container}, true
	case "task_card":
		return blockRule{messagesOnly, (*checker).taskCard}, true
	case "plan":
		return blockRule{messagesOnly, (*checker).plan}, true
	case "video":
		return blockRule{check: (*checker).video}, true
	case "file":
		return blockRule{messagesOnly, (*checker).remoteFile}, true
	case "divider":
		return blockRule{}, true
	}
	return blockRule{}, false
}

// block checks a block; where others are named, only those may stand.
func (k *checker) block(v any, at string, only ...string) {
	b, ok := v.(object)
	if !ok {
		k.fail(at, "must provide an object")
		return
	}
	kind := kindOf(b)
	rule, known := ruleOf(kind)
	switch {
	case !known,
		rule.on != nil && !slices.Contains(rule.on, k.surface),
		len(only) > 0 && !slices.Contains(only, kind):
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
	k.only(b, at, "type block_id", blockProperties[kind])
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
	k.flags(b, at, "expand")
	if beside, ok := b["accessory"]; ok {
		k.element(beside, inSection, b, at+"/accessory")
	}
}

func (k *checker) context(b object, at string) {
	for i, v := range k.items(b, "elements", 1, 10, at) {
		here := at + "/elements/" + strconv.Itoa(i)
		if kindOf(v) == "image" {
			k.image(v.(object), here)
			continue
		}
		k.textAt(v, 3000, false, here)
	}
}

func (k *checker) elements(b object, name string, most int, place place, at string) {
	for i, v := range k.items(b, name, 1, most, at) {
		k.element(v, place, b, at+"/"+name+"/"+strconv.Itoa(i))
	}
}

func (k *checker) input(b object, at string) {
	k.inputs = true
	k.text(b, "label", 2000, true, true, at)
	k.text(b, "hint", 2000, true, false, at)
	k.flags(b, at, "optional", "dispatch_action")
	element, ok := b["element"]
	if !ok {
		k.fail(at, "missing required field: element")
		return
	}
	if kindOf(element) == "file_input" && b["dispatch_action"] == true {
		k.fail(at+"/dispatch_action", "must not be true for a file_input")
	}
	k.element(element, inInput, b, at+"/element")
}

// image is a block or an element: an address, or a picture of this workspace.
func (k *checker) image(b object, at string) {
	own, given := b["slack_file"].(object)
	switch {
	case b["image_url"] == nil && b["slack_file"] == nil:
		k.fail(at, "missing required field: image_url")
	case b["image_url"] != nil && b["slack_file"] != nil:
		k.fail(at, "must provide only one of image_url and slack_file")
	case given:
		id, address := text(own, "id"), text(own, "url")
		if (id == "") == (address == "") || !k.file(id, address) {
			k.fail(at+"/slack_file", "invalid slack file")
		}
	case b["slack_file"] != nil:
		k.fail(at+"/slack_file", "must provide an object")
	}
	k.length(b, "image_url", 3000, at)
	k.str(b, "alt_text", 2000, true, at)
	k.text(b, "title", 2000, true, false, at)
}

func (k *checker) markdownBlock(b object, at string) {
	k.str(b, "text", 1<<20, true, at) // the limit holds for all of them together
	k.markdown += utf8.RuneCountInString(text(b, "text"))
	if k.markdown > 12000 {
		k.fail(at+"/text", "must be less than 12001 characters")
	}
}

// refusal is the answer to a message whose blocks were refused; nil if none was.
func (k *checker) refusal() *apiError {
	if len(k.problems) == 0 {
		return nil
	}
	e := &apiError{code: "invalid_blocks", extra: object{"errors": k.problems}}
	for _, p := range k.problems {
		e.more = append(e.more, "[ERROR] "+p)
	}
	return e
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
	k := w.checks(onMessage)
	list := k.blocks(raw, "/blocks")
	if e := k.refusal(); e != nil {
		return nil, nil, e
	}
	if k.tables > 1 {
		return nil, nil, refuse("invalid_attachments", "[ERROR] only_one_table_allowed [json-pointer:/blocks]")
	}
	if len(list) == 0 {
		return nil, nil, nil
	}
	return mustJSON(list), list, nil
}
