// Package prompts holds the words: people/ is said to people, model/ is asked of
// a model. They are Markdown-like files, so that somebody who facilitates can
// edit them without reading Go.
package prompts

import (
	"embed"
	"fmt"
	"hash/fnv"
	"io/fs"
	"path"
	"strings"
	"text/template"
)

//go:embed people model
var files embed.FS

// Files is the tree of all words: people/… and model/….
func Files() fs.FS { return files }

// Model returns a text for a model, such as "tone". It panics on an unknown
// name: the names are part of the program.
func Model(name string) string { return read(path.Join("model", name+".md")) }

// Say fills the words people/NAME.md with data. Every string in data is escaped
// for Slack's mrkdwn first, so that it can hold no mention, link or command;
// a value of type Marked is taken as it is. It panics on an unknown name or
// field, since both are part of the program, and a test fills every file.
func Say(name string, data map[string]any) string {
	return fill(name, read(path.Join("people", name+".md")), data)
}

// Variant is Say for a file that holds several ways to say the same, separated
// by lines of "---". The same seed gives the same one.
func Variant(name, seed string, data map[string]any) string {
	all := Variants(name)
	h := fnv.New32a()
	h.Write([]byte(seed))
	return fill(name, all[int(h.Sum32()%uint32(len(all)))], data)
}

// Variants returns the ways to say people/NAME.md, unfilled.
func Variants(name string) []string {
	var all []string
	for v := range strings.SplitSeq(read(path.Join("people", name+".md")), "\n---\n") {
		if v = strings.TrimSpace(v); v != "" {
			all = append(all, v)
		}
	}
	return all
}

// Marked is text that is already mrkdwn, such as a mention made by the program.
type Marked string

func read(name string) string {
	b, err := files.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("prompts: no words at %s", name))
	}
	return strings.TrimSpace(string(b))
}

func fill(name, text string, data map[string]any) string {
	safe := make(map[string]any, len(data))
	for k, v := range data {
		safe[k] = escape(v)
	}
	t := template.Must(template.New(name).Option("missingkey=error").Parse(text))
	var b strings.Builder
	if err := t.Execute(&b, safe); err != nil {
		panic(fmt.Sprintf("prompts: %s: %v", name, err))
	}
	return strings.TrimSpace(b.String())
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
