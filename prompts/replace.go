package prompts

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// Replace reads a folder whose files replace those of people/ by the same path,
// such as nudge/blame.md; of a sheet, whose texts stand under their keys, those it
// has. What begins with a dot is passed over. Its error has one sentence for every
// text that cannot be used, and what to do about it.
func Replace(folder fs.FS) (*Words, error) {
	r := replacing{folder: folder, files: map[string]bool{}, folders: map[string]bool{".": true}, found: map[string]string{}}
	for _, n := range Names() {
		file, _, ok := inSheet(n)
		if !ok {
			file = n
		}
		r.files[file+".md"] = true
		for d := path.Dir(file); d != "."; d = path.Dir(d) {
			r.folders[d] = true
		}
	}
	r.read(".")
	w := Words{map[string][]way{}}
	for _, name := range slices.Sorted(maps.Keys(r.found)) {
		for _, wrong := range check(name, r.found[name]) {
			r.refuse(stands(name), wrong)
		}
		w.replaced[name], _ = compileAll(r.found[name]) // check has said what is wrong
	}
	if len(r.wrong) > 0 {
		return nil, errors.Join(r.wrong...)
	}
	return &w, nil
}

type replacing struct {
	folder         fs.FS
	files, folders map[string]bool // what there may be
	found          map[string]string
	wrong          []error
}

func (r *replacing) refuse(file, wrong string) {
	r.wrong = append(r.wrong, fmt.Errorf("%s %s", file, wrong))
}

// read reads one folder, and those in it that we have too. Links are followed:
// what is mounted into a container often consists of them.
func (r *replacing) read(dir string) {
	all, err := fs.ReadDir(r.folder, dir)
	if err != nil {
		r.refuse(dir, "cannot be read; name a folder that the bot may read")
		return
	}
	for _, e := range all {
		p := path.Join(dir, e.Name())
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		info, err := fs.Stat(r.folder, p)
		switch {
		case err != nil:
			r.refuse(p, "cannot be read; let the bot read it, or take it away")
		case info.IsDir() && r.folders[p]:
			r.read(p)
		case info.IsDir() && own.sheets[p] != nil:
			r.refuse(p, fmt.Sprintf("is a folder; write these texts into one file, %s.md, each under a line # and its key", p))
		case info.IsDir(), !r.files[p]:
			r.refuse(p, "is none of the bot's texts; give it the name of one that `bot words` shows, with .md, or take it away")
		default:
			b, err := fs.ReadFile(r.folder, p)
			if err != nil {
				r.refuse(p, "cannot be read; let the bot read it, or take it away")
				continue
			}
			r.take(strings.TrimSuffix(p, ".md"), strings.ReplaceAll(string(b), "\r\n", "\n"))
		}
	}
}

// take takes in a file: one text, or those of a sheet.
func (r *replacing) take(name, text string) {
	if _, ok := own.sheets[name]; !ok {
		r.found[name] = strings.TrimSpace(text)
		return
	}
	above, all := sections(text)
	if above != "" || len(all) == 0 {
		r.refuse(name+".md", "says something under no key; begin each of its texts with a line such as # "+own.sheets[name][0])
	}
	for _, s := range all {
		full := name + "/" + s.key
		_, twice := r.found[full]
		switch {
		case !slices.Contains(own.sheets[name], s.key):
			r.refuse(name+".md", fmt.Sprintf("has a text under # %s, which is none of the bot's; `bot words %s` shows the keys there are", s.key, name))
		case twice:
			r.refuse(name+".md", fmt.Sprintf("has # %s twice; keep one of the two", s.key))
		default:
			r.found[full] = s.text
		}
	}
}

// check says what is wrong with a text that is to be said as NAME, each as the
// rest of a sentence that begins with its file.
func check(name, text string) []string {
	if !utf8.ValidString(text) {
		return []string{"is not in UTF-8; save it in that encoding"}
	}
	ways := split(text)
	if len(ways) == 0 {
		return []string{"is empty; write something into it, or take it away"}
	}
	var wrong []string
	for i, way := range ways {
		which := ""
		if len(ways) > 1 {
			which = fmt.Sprintf(" in its text %d of %d", i+1, len(ways))
		}
		if w := fills(describe(name), way); w != "" {
			wrong = append(wrong, w+which)
			continue
		}
		for _, f := range Lint(name, way) {
			wrong = append(wrong, f+which)
		}
	}
	return wrong
}

// fills says what keeps a text from being filled with any of its samples, or "".
func fills(t Text, text string) string {
	parsed, err := compile(text)
	if err != nil {
		return fmt.Sprintf("has a mistake between its {{ }} (%s); compare it with ours", strings.TrimPrefix(err.Error(), "template: text:"))
	}
	have := slices.Sorted(maps.Keys(t.Samples[0]))
	for _, field := range fields(parsed.form.Root) {
		if !slices.Contains(have, field) {
			has := "it has none"
			if len(have) > 0 {
				has = "it has {{." + strings.Join(have, "}}, {{.") + "}}"
			}
			return fmt.Sprintf("names the field {{.%s}}, which is not there; %s", field, has)
		}
	}
	for _, s := range t.Samples {
		if filled, err := fill(parsed, s); err != nil {
			return "cannot be filled as it is written between its {{ }}; compare it with ours"
		} else if filled == "" {
			return "says nothing with some of the data it gets; write something for every case"
		}
	}
	return ""
}
