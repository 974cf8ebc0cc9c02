package manifest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// lines are those of a document that have not been read yet.
type lines struct {
	all []string
	at  int // index of the next one
}

// readYAML reads a document into maps, lists, strings, numbers, booleans and nil.
func readYAML(source string) (any, error) {
	l := &lines{all: strings.Split(strings.ReplaceAll(source, "\r\n", "\n"), "\n")}
	if l.more() && before(l.all[l.at]) == "---" {
		l.at++
	}
	v, err := l.below(-1)
	if err != nil {
		return nil, err
	}
	if l.more() {
		return nil, l.wrong("this does not belong to what is above it")
	}
	return v, nil
}

// more skips what says nothing, and tells whether anything is left.
func (l *lines) more() bool {
	for ; l.at < len(l.all); l.at++ {
		if said := strings.TrimSpace(l.all[l.at]); said != "" && said[0] != '#' {
			return true
		}
	}
	return false
}

// wrong is a complaint about the next line.
func (l *lines) wrong(format string, a ...any) error {
	return fmt.Errorf("line %d: %s", l.at+1, fmt.Sprintf(format, a...))
}

// next is the next line that says something: how far it is indented, and the rest.
func (l *lines) next() (indent int, said string, ok bool) {
	if !l.more() {
		return 0, "", false
	}
	said = strings.TrimLeft(l.all[l.at], " ")
	return len(l.all[l.at]) - len(said), strings.TrimRight(said, " "), true
}

// isItem tells whether a line begins an item of a list.
func isItem(said string) bool { return said == "-" || strings.HasPrefix(said, "- ") }

// below reads what is indented further than its parent; a list may stand right
// below its key as well.
func (l *lines) below(parent int) (any, error) {
	indent, said, ok := l.next()
	switch {
	case !ok, indent < parent, indent == parent && !isItem(said):
		return nil, nil
	case isItem(said):
		return l.list(indent)
	}
	return l.mapping(indent)
}

// list reads the items that begin at an indentation.
func (l *lines) list(at int) (any, error) {
	all := []any{}
	for {
		indent, said, ok := l.next()
		if !ok || indent < at || indent == at && !isItem(said) {
			return all, nil
		}
		if indent > at {
			return nil, l.wrong("it is indented further than the items above it")
		}
		rest := strings.TrimLeft(said[1:], " ")
		inner := at + len(said) - len(rest)
		var item any
		var err error
		switch _, _, pair := pairOf(rest); {
		case rest == "" || rest[0] == '#':
			l.at++
			item, err = l.below(at + 1)
		case pair, isItem(rest): // a mapping or a list that begins on the line of its item
			l.all[l.at] = strings.Repeat(" ", inner) + rest
			item, err = l.below(at)
		default:
			item, err = l.scalar(rest, at)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, item)
	}
}

// mapping reads the pairs that begin at an indentation.
func (l *lines) mapping(at int) (any, error) {
	all := map[string]any{}
	for {
		indent, said, ok := l.next()
		if !ok || indent < at {
			return all, nil
		}
		if indent > at {
			return nil, l.wrong("it is indented further than the keys above it")
		}
		key, rest, pair := pairOf(said)
		if !pair {
			return nil, l.wrong("want a key, a colon and a value")
		}
		if _, twice := all[key]; twice {
			return nil, l.wrong("there are two of %q", key)
		}
		var err error
		if rest == "" || rest[0] == '#' {
			l.at++
			all[key], err = l.below(at)
		} else {
			all[key], err = l.scalar(rest, at)
		}
		if err != nil {
			return nil, err
		}
	}
}

var plainKey = regexp.MustCompile(`^([A-Za-z0-9_./-]+|"[^"\\]*"|'[^']*'):(?: +(.*))?$`)

// pairOf splits a line into a key and what stands behind it.
func pairOf(said string) (key, rest string, ok bool) {
	parts := plainKey.FindStringSubmatch(said)
	if parts == nil {
		return "", "", false
	}
	return strings.Trim(parts[1], `"'`), parts[2], true
}

// scalar reads a value from the next line on, where it stands as rest.
func (l *lines) scalar(rest string, parent int) (any, error) {
	if rest[0] == '|' || rest[0] == '>' {
		return l.block(rest, parent)
	}
	v, err := scalarOf(rest)
	if err != nil {
		return nil, l.wrong("%s", err)
	}
	l.at++
	if indent, _, ok := l.next(); ok && indent > parent+1 {
		return nil, l.wrong("a text of several lines begins with > or |")
	}
	return v, nil
}

// block reads a text of several lines, each line as such (|) or joined with spaces
// (>).
func (l *lines) block(header string, parent int) (any, error) {
	header, _, _ = strings.Cut(header, " ")
	if len(header) > 2 || len(header) == 2 && header[1] != '-' && header[1] != '+' {
		return nil, l.wrong("a text of several lines begins with >, >-, | or |-")
	}
	l.at++
	indent := -1
	var said []string
	for ; l.at < len(l.all); l.at++ {
		line := strings.TrimRight(l.all[l.at], " ")
		deep := len(line) - len(strings.TrimLeft(line, " "))
		switch {
		case line == "":
			said = append(said, "")
			continue
		case indent < 0 && deep > parent:
			indent = deep
		}
		if indent < 0 || deep < indent {
			break
		}
		said = append(said, line[indent:])
	}
	text := strings.TrimRight(strings.Join(said, "\n"), "\n")
	if header[0] == '>' {
		text = folded.ReplaceAllString(text, "$1 $2")
	}
	if len(header) == 1 && text != "" {
		text += "\n"
	}
	return text, nil
}

// folded finds single line ends within a text; those of empty lines stay.
var folded = regexp.MustCompile(`([^\n])\n([^\n])`)

var number = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?$`)

// scalarOf is the value of a text on one line.
func scalarOf(said string) (any, error) {
	switch said[0] {
	case '"', '\'':
		return quoted(said)
	case '[', '{', '&', '*', '!', '%', '@', '`':
		if bare := strings.TrimSpace(before(said)); bare == "[]" {
			return []any{}, nil
		} else if bare == "{}" {
			return map[string]any{}, nil
		}
		return nil, fmt.Errorf("%c is not read here; write lists and mappings one below the other, and texts in quotes", said[0])
	}
	switch bare := before(said); {
	case strings.Contains(bare, ": ") || strings.HasSuffix(bare, ":"):
		return nil, fmt.Errorf("a text with a colon in it stands in quotes")
	case bare == "true", bare == "false":
		return bare == "true", nil
	case bare == "null", bare == "~":
		return nil, nil
	case number.MatchString(bare):
		return strconv.ParseFloat(bare, 64)
	default:
		return bare, nil
	}
}

// before is a line without the comment at its end.
func before(said string) string {
	if at := strings.Index(said, " #"); at >= 0 {
		said = said[:at]
	}
	return strings.TrimRight(said, " ")
}

// quoted reads a text in quotes that ends on its line.
func quoted(said string) (any, error) {
	end := 1
	for ; end < len(said); end++ {
		switch {
		case said[end] == '\\' && said[0] == '"', said[end] == '\'' && said[0] == '\'' && strings.HasPrefix(said[end+1:], "'"):
			end++ // and what follows
			continue
		}
		if said[end] == said[0] {
			break
		}
	}
	if end >= len(said) || before("x"+said[end+1:]) != "x" {
		return nil, fmt.Errorf("the quotes do not end with the text")
	}
	if said[0] == '\'' {
		return strings.ReplaceAll(said[1:end], "''", "'"), nil
	}
	text, err := strconv.Unquote(strings.ReplaceAll(said[:end+1], `\/`, "/"))
	if err != nil {
		return nil, fmt.Errorf("the text in quotes has an escape that is not read here")
	}
	return text, nil
}
