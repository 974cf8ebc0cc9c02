package workspace

import (
	"encoding/json"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// args are the arguments of a call: strings from a form, anything from JSON.
type args map[string]any

// readArgs reads the arguments of a request, and the token from wherever it is.
func readArgs(rw http.ResponseWriter, r *http.Request) (a args, token string, inHeader bool, err error) {
	a = make(args)
	token, inHeader = strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !inHeader {
		token = ""
	}
	fill := func(form url.Values) {
		for name, values := range form {
			if len(values) > 0 {
				a[name] = values[0]
			}
		}
	}
	r.Body = http.MaxBytesReader(rw, r.Body, maxRequest)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		body, err := readBody(rw, r, maxRequest)
		if err != nil {
			return a, token, inHeader, refuse("request_timeout")
		}
		if len(body) > 0 && decode(body, &a) != nil {
			return args{}, token, inHeader, refuse("invalid_json")
		}
		delete(a, "token") // beside JSON only the header counts
		if a == nil {
			a = make(args)
		}
	case "multipart/form-data":
		if r.ParseMultipartForm(maxRequest) != nil {
			return a, token, inHeader, refuse("invalid_form_data")
		}
		fill(r.Form)
	default:
		if r.ParseForm() != nil {
			return a, token, inHeader, refuse("invalid_form_data")
		}
		fill(r.Form)
	}
	if t, ok := a["token"].(string); ok && token == "" {
		token = t
	}
	delete(a, "token")
	return a, token, inHeader, nil
}

// journalled are the arguments for the journal, those that are JSON within a
// string as what they mean.
func (a args) journalled() map[string]any {
	j := maps.Clone(a)
	for name, value := range j {
		s, ok := value.(string)
		if ok && s != "" && (s[0] == '[' || s[0] == '{') {
			var v any
			if decode([]byte(s), &v) == nil {
				j[name] = v
			}
		}
	}
	return j
}

// has tells whether an argument was given and is not empty.
func (a args) has(name string) bool {
	v, ok := a[name]
	return ok && v != nil && v != ""
}

// str is an argument as a string; a number keeps the digits that were sent.
func (a args) str(name string) string {
	switch v := a[name].(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

func (a args) yes(name string) bool {
	s := a.str(name)
	return s == "true" || s == "1"
}

// number is an argument as a number, or otherwise what stands for nothing.
func (a args) number(name string, otherwise int) int {
	n, err := strconv.Atoi(a.str(name))
	if err != nil {
		return otherwise
	}
	return n
}

// raw is an argument that is JSON: as such, or in a string.
func (a args) raw(name string) json.RawMessage {
	switch v := a[name].(type) {
	case nil:
		return nil
	case string:
		return json.RawMessage(v)
	default:
		return mustJSON(v)
	}
}
