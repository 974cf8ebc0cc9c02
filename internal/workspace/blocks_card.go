package workspace

import "strconv"

func (k *checker) alert(b object, at string) {
	k.text(b, "text", 200, false, true, at)
	k.oneOf(b, "level", false, at, "default", "info", "warning", "error", "success")
}

// card has a picture, a title, a text or buttons.
func (k *checker) card(b object, at string) {
	if b["hero_image"] == nil && b["title"] == nil && b["body"] == nil && b["actions"] == nil {
		k.fail(at, "must provide one of hero_image, title, body and actions")
	}
	k.text(b, "title", 150, false, false, at)
	k.text(b, "subtitle", 150, false, false, at)
	k.text(b, "body", 200, false, false, at)
	k.text(b, "subtext", 200, false, false, at)
	for _, name := range []string{"hero_image", "icon"} {
		k.picture(b, name, at)
	}
	if o := k.object(b, "slack_icon", false, at); o != nil {
		k.oneOf(o, "type", true, at+"/slack_icon", "icon")
		k.str(o, "name", 255, true, at+"/slack_icon")
		if b["icon"] != nil {
			k.fail(at+"/slack_icon", "must provide only one of icon and slack_icon")
		}
	}
	if b["actions"] == nil {
		return
	}
	for i, v := range k.items(b, "actions", 1, 3, at) {
		here := at + "/actions/" + strconv.Itoa(i)
		if kind := kindOf(v); kind != "button" {
			k.fail(here+"/type", "unsupported type: %s", kind)
			continue
		}
		k.element(v, inActions, b, here)
	}
}

// picture is an image element in a field of a block.
func (k *checker) picture(b object, name, at string) {
	if o := k.object(b, name, false, at); o != nil {
		k.oneOf(o, "type", true, at+"/"+name, "image")
		k.image(o, at+"/"+name)
	}
}

func (k *checker) carousel(b object, at string) {
	for i, v := range k.items(b, "elements", 1, 10, at) {
		k.block(v, at+"/elements/"+strconv.Itoa(i), "card")
	}
}

// container groups other blocks under a title.
func (k *checker) container(b object, at string) {
	rich := k.object(b, "rich_text_title", false, at)
	if rich != nil {
		k.oneOf(rich, "type", true, at+"/rich_text_title", "rich_text")
		k.richText(rich, at+"/rich_text_title")
	}
	k.text(b, "title", 150, true, rich == nil, at)
	k.text(b, "subtitle", 150, false, false, at)
	k.picture(b, "icon", at)
	k.oneOf(b, "width", false, at, "narrow", "standard", "wide", "full")
	k.flags(b, at, "is_collapsible", "default_collapsed", "has_header_divider")
	if b["default_collapsed"] == true && b["is_collapsible"] != true {
		k.fail(at+"/default_collapsed", "requires is_collapsible")
	}
	if b["has_header_divider"] == true && b["is_collapsible"] == true {
		k.fail(at+"/has_header_divider", "must not be used with is_collapsible")
	}
	for i, v := range k.items(b, "child_blocks", 1, 10, at) {
		k.block(v, at+"/child_blocks/"+strconv.Itoa(i),
			"actions", "context", "divider", "file", "header", "image", "input", "rich_text", "section", "table", "video")
	}
}

// taskCard is one step of what an agent does.
func (k *checker) taskCard(b object, at string) {
	k.str(b, "task_id", 255, true, at)
	k.str(b, "title", 3000, true, at)
	k.oneOf(b, "status", true, at, "pending", "in_progress", "complete", "error")
	for _, name := range []string{"details", "output"} {
		if o := k.object(b, name, false, at); o != nil {
			k.oneOf(o, "type", true, at+"/"+name, "rich_text")
			k.richText(o, at+"/"+name)
		}
	}
	for i, v := range k.items(b, "sources", 0, 100, at) {
		here := at + "/sources/" + strconv.Itoa(i)
		o, ok := v.(object)
		if !ok {
			k.fail(here, "must provide an object")
			continue
		}
		k.oneOf(o, "type", true, here, "url")
		k.address(o, "url", true, here, "http", "https")
		k.str(o, "text", 3000, true, here)
	}
}

func (k *checker) plan(b object, at string) {
	k.str(b, "title", 3000, true, at)
	for i, v := range k.items(b, "tasks", 0, 50, at) {
		k.block(v, at+"/tasks/"+strconv.Itoa(i), "task_card")
	}
}

func (k *checker) video(b object, at string) {
	k.address(b, "video_url", true, at, "https")
	k.address(b, "thumbnail_url", true, at, "http", "https")
	k.str(b, "alt_text", 2000, true, at)
	k.text(b, "title", 199, true, true, at)
	k.address(b, "title_url", false, at, "https")
	k.str(b, "author_name", 49, false, at)
	k.str(b, "provider_name", 3000, false, at)
	k.address(b, "provider_icon_url", false, at, "http", "https")
	k.text(b, "description", 3000, true, false, at)
}

// remoteFile stands for a file that lives elsewhere.
func (k *checker) remoteFile(b object, at string) {
	k.oneOf(b, "source", true, at, "remote")
	k.str(b, "external_id", 255, true, at)
}
