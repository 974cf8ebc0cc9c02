package markdown

import "strings"

// front reads the front matter, between lines of --- or +++.
func (r *reader) front() {
	if len(r.lines) == 0 {
		return
	}
	mark := strings.TrimSpace(r.lines[0])
	if mark != "---" && mark != "+++" {
		return
	}
	for i, line := range r.lines[1:] {
		if strings.TrimSpace(line) == mark {
			r.at = i + 2
			return
		}
		if name, value, ok := cutField(line); ok {
			r.doc.Front = append(r.doc.Front, Field{Name: name, Value: value, Line: i + 2})
		}
	}
	r.doc.Front = nil // it was never closed, so it was a line across the page
}

// cutField reads "name: value" and "name = value".
func cutField(line string) (name, value string, ok bool) {
	i := strings.IndexAny(line, ":=")
	if i <= 0 || line[0] == ' ' || line[0] == '-' || line[0] == '#' {
		return "", "", false
	}
	name = strings.ToLower(strings.TrimSpace(line[:i]))
	value = strings.Trim(strings.TrimSpace(line[i+1:]), `"'`)
	return name, value, !strings.ContainsAny(name, "[]{}")
}
