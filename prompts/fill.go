package prompts

import (
	"strings"
	"text/template"
)

// Marked is text that is already mrkdwn, such as a mention made by the program.
type Marked string

func compile(text string) (*template.Template, error) {
	return template.New("text").Option("missingkey=error").Parse(text)
}

func fill(text string, data map[string]any) (string, error) {
	safe := make(map[string]any, len(data))
	for k, v := range data {
		safe[k] = escape(v)
	}
	t, err := compile(text)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if err := t.Execute(&b, safe); err != nil {
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
