// Package prompts holds the words: people/ is said to people, model/ is asked of
// a model. They are Markdown-like files, so that somebody who facilitates can
// edit them without reading Go.
package prompts

import (
	"embed"
	"fmt"
	"path"
	"strings"
)

//go:embed people model
var files embed.FS

// Model returns a text for a model, such as "tone". It panics on an unknown
// name: the names are part of the program.
func Model(name string) string { return read(path.Join("model", name+".md")) }

func read(name string) string {
	b, err := files.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("prompts: no words at %s", name))
	}
	return strings.TrimSpace(string(b))
}
