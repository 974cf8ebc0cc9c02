package workspace

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

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

// object is an object in a field; nil if there is none.
func (k *checker) object(b object, name string, required bool, at string) object {
	v, given := b[name]
	if !given {
		if required {
			k.fail(at, "missing required field: %s", name)
		}
		return nil
	}
	o, ok := v.(object)
	if !ok {
		k.fail(at+"/"+name, "must provide an object")
	}
	return o
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
	if kind == "mrkdwn" {
		k.only(t, at, "type text verbatim")
	} else {
		k.only(t, at, "type text emoji")
	}
	k.str(t, "text", most, true, at)
}

// str checks a string, which may not be empty.
func (k *checker) str(o object, name string, most int, required bool, at string) {
	v, given := o[name]
	if !given {
		if required {
			k.fail(at, "missing required field: %s", name)
		}
		return
	}
	s, ok := v.(string)
	switch {
	case !ok:
		k.fail(at+"/"+name, "must provide a string")
	case s == "":
		k.fail(at+"/"+name, "must be more than 0 characters")
	}
	k.length(o, name, most, at)
}

// length checks that a string is not too long.
func (k *checker) length(o object, name string, most int, at string) {
	if s, _ := o[name].(string); utf8.RuneCountInString(s) > most {
		k.fail(at+"/"+name, "must be less than %d characters", most+1)
	}
}

// oneOf checks a word of a fixed list.
func (k *checker) oneOf(o object, name string, required bool, at string, words ...string) {
	v, given := o[name]
	if !given {
		if required {
			k.fail(at, "missing required field: %s", name)
		}
		return
	}
	if s, ok := v.(string); !ok || !slices.Contains(words, s) {
		k.fail(at+"/"+name, "must be a valid enum value")
	}
}

// flags checks fields that are true or false.
func (k *checker) flags(o object, at string, names ...string) {
	for _, name := range names {
		if v, given := o[name]; given {
			if _, ok := v.(bool); !ok {
				k.fail(at+"/"+name, "must provide a boolean")
			}
		}
	}
}

// number checks a whole number within bounds, if it is given.
func (k *checker) number(o object, name string, least, most int64, at string) {
	v, given := o[name]
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

// address checks a web address, if it is given.
func (k *checker) address(o object, name string, required bool, at string, schemes ...string) {
	k.str(o, name, 3000, required, at)
	s, _ := o[name].(string)
	if s == "" {
		return
	}
	if u, err := url.Parse(s); err != nil || u.Host == "" || !slices.Contains(schemes, strings.ToLower(u.Scheme)) {
		k.fail(at+"/"+name, "must be a valid URL")
	}
}

// kindOf is the type of a block, element or object; empty if it has none.
func kindOf(v any) string {
	o, _ := v.(object)
	return text(o, "type")
}
