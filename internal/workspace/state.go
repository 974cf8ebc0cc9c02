package workspace

import (
	"encoding/json"
	"fmt"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// State is what has been entered: values[block_id][action_id].
type State struct {
	Values map[string]map[string]json.RawMessage `json:"values"`
}

// complete checks what a client checks before it submits: that nothing is missing,
// and that what is there has the form its input asks for.
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
		if s, ok := value.(string); ok {
			if problem := u.malformed(s); problem != "" {
				problems[u.blockID()] = problem
			}
		}
	}
	return problems
}

// malformed says what is wrong with a text for an input; empty if nothing is.
func (u used) malformed(s string) string {
	bound := func(name string) (float64, bool) {
		n, err := strconv.ParseFloat(fmt.Sprint(u.element[name]), 64)
		return n, err == nil
	}
	switch u.kind() {
	case "plain_text_input":
		n := float64(utf8.RuneCountInString(s))
		if least, ok := bound("min_length"); ok && n < least {
			return fmt.Sprintf("Must have at least %v characters.", least)
		}
		if most, ok := bound("max_length"); ok && n > most {
			return fmt.Sprintf("Must have at most %v characters.", most)
		}
	case "email_text_input":
		if a, err := mail.ParseAddress(s); err != nil || a.Address != s {
			return "Must be an email address."
		}
	case "url_text_input":
		if a, err := url.Parse(s); err != nil || a.Host == "" {
			return "Must be a web address."
		}
	case "number_input":
		n, err := strconv.ParseFloat(s, 64)
		if err != nil || u.element["is_decimal_allowed"] != true && strings.ContainsAny(s, ".eE") {
			return "Must be a number that fits here."
		}
		if least, ok := bound("min_value"); ok && n < least {
			return fmt.Sprintf("Must be at least %v.", u.element["min_value"])
		}
		if most, ok := bound("max_value"); ok && n > most {
			return fmt.Sprintf("Must be at most %v.", u.element["max_value"])
		}
	}
	return ""
}
