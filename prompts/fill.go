package prompts

import (
	"strings"
	"text/template"
)

// Marked is text that is already mrkdwn, such as a mention made by the program.
type Marked string

// A way is one way to say a text.
type way struct {
	text string // unfilled
	form *template.Template
}

func compile(text string) (way, error) {
	t, err := template.New("text").Option("missingkey=error").Parse(text)
	return way{text, t}, err
}

// compileAll reads each of the ways to say a text.
func compileAll(text string) ([]way, error) {
	var all []way
	for _, v := range split(text) {
		w, err := compile(v)
		if err != nil {
			return nil, err
		}
		all = append(all, w)
	}
	return all, nil
}

func fill(w way, data map[string]any) (string, error) {
	safe := make(map[string]any, len(data))
	for k, v := range data {
		safe[k] = escape(v)
	}
	var b strings.Builder
	if err := w.form.Execute(&b, safe); err != nil {
		return "", err
	}
	return strings.TrimSpace(b.String()), nil
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func escape(v any) any {
	switch v := v.(type) {
	case string:
		return escaper.Replace(v)
	case []string:
		out := make([]string, len(v))
		for i, s := range v {
			out[i] = escaper.Replace(s)
		}
		return out
	case Marked:
		return string(v)
	}
	return v
}
