package workspace

import "strconv"

// richText checks a rich_text block, or one in a field or cell: parts, each of
// them a run of leaves, or a list of such runs.
func (k *checker) richText(b object, at string) {
	v, given := b["elements"]
	list, ok := v.([]any)
	switch {
	case !given:
		k.fail(at, "missing required field: elements")
	case !ok:
		k.fail(at+"/elements", "must provide an array")
	}
	for i, v := range list {
		here := at + "/elements/" + strconv.Itoa(i)
		part, _ := v.(object)
		switch kind := kindOf(v); kind {
		case "rich_text_section", "rich_text_quote", "rich_text_preformatted":
			k.leaves(part, kind == "rich_text_preformatted", here)
		case "rich_text_list":
			k.oneOf(part, "style", true, here, "bullet", "ordered")
			k.number(part, "indent", 0, 8, here)
			k.number(part, "offset", 0, 1_000_000, here)
			for j, item := range k.items(part, "elements", 1, 1_000, here) {
				at := here + "/elements/" + strconv.Itoa(j)
				if kind := kindOf(item); kind != "rich_text_section" {
					k.fail(at+"/type", "unsupported type: %s", kind)
					continue
				}
				k.leaves(item.(object), false, at)
			}
		default:
			k.fail(here+"/type", "unsupported type: %s", kind)
			continue
		}
		k.number(part, "border", 0, 1, here)
	}
}

// leaves checks a run of texts, links, mentions and the like. Preformatted text
// holds texts and links alone.
func (k *checker) leaves(part object, preformatted bool, at string) {
	list, ok := part["elements"].([]any)
	if !ok {
		k.fail(at+"/elements", "must provide an array")
	}
	for i, v := range list {
		here := at + "/elements/" + strconv.Itoa(i)
		leaf, _ := v.(object)
		kind := kindOf(v)
		if preformatted && kind != "text" && kind != "link" {
			k.fail(here+"/type", "unsupported type: %s", kind)
			continue
		}
		k.leaf(leaf, kind, here)
		if style := k.object(leaf, "style", false, here); style != nil {
			k.flags(style, here+"/style", "bold", "italic", "strike", "underline", "code", "highlight", "client_highlight", "unlink")
		}
	}
}

func (k *checker) leaf(leaf object, kind, at string) {
	const most = 40_000
	switch kind {
	case "text":
		k.str(leaf, "text", most, true, at)
	case "link":
		k.str(leaf, "url", 3000, true, at)
		k.str(leaf, "text", most, false, at)
	case "user":
		k.str(leaf, "user_id", 255, true, at)
	case "channel":
		k.str(leaf, "channel_id", 255, true, at)
	case "usergroup":
		k.str(leaf, "usergroup_id", 255, true, at)
	case "team":
		k.str(leaf, "team_id", 255, true, at)
	case "emoji":
		k.str(leaf, "name", 255, true, at)
	case "broadcast":
		k.oneOf(leaf, "range", true, at, "here", "channel", "everyone")
	case "color":
		k.str(leaf, "value", 255, true, at)
	case "date":
		k.number(leaf, "timestamp", 0, 1<<40, at)
		if leaf["timestamp"] == nil {
			k.fail(at, "missing required field: timestamp")
		}
		k.str(leaf, "format", 3000, true, at)
		k.str(leaf, "url", 3000, false, at)
		k.str(leaf, "fallback", 3000, false, at)
	default:
		k.fail(at+"/type", "unsupported type: %s", kind)
	}
}
