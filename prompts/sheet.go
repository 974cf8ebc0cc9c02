package prompts

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"strings"
)

// A section is one text of a sheet: a file that holds several short ones, each
// under a line with its key. That under "# gone" in people/refusal.md is named
// "refusal/gone".
type section struct{ key, text string }

var keyLine = regexp.MustCompile(`(?m)^# +(.*?)[ \t]*$`)

// sections splits a file at its keys; above is what stands before the first.
func sections(file string) (above string, all []section) {
	at := keyLine.FindAllStringSubmatchIndex(file, -1)
	if len(at) == 0 {
		return strings.TrimSpace(file), nil
	}
	for i, m := range at {
		end := len(file)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		all = append(all, section{file[m[2]:m[3]], strings.TrimSpace(file[m[1]:end])})
	}
	return strings.TrimSpace(file[:at[0][0]]), all
}

// A shelf is our own texts as the files hold them.
type shelf struct {
	texts  map[string]string   // by name
	sheets map[string][]string // the keys of a sheet, in its order, by the name of the file
}

var own = shelve(files)

func shelve(files fs.FS) shelf {
	s := shelf{map[string]string{}, map[string][]string{}}
	// An embedded tree can always be walked and read.
	_ = fs.WalkDir(files, "people", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(files, p)
		name, text := strings.TrimSuffix(strings.TrimPrefix(p, "people/"), ".md"), string(b)
		if !strings.HasPrefix(text, "# ") {
			s.texts[name] = strings.TrimSpace(text)
			return err
		}
		_, all := sections(text)
		for _, sec := range all {
			s.texts[name+"/"+sec.key] = sec.text
			s.sheets[name] = append(s.sheets[name], sec.key)
		}
		return err
	})
	return s
}

// inSheet finds the sheet and the key of a text; ok is false if it has a file of
// its own.
func inSheet(name string) (file, key string, ok bool) {
	file, key = path.Split(name)
	file = strings.TrimSuffix(file, "/")
	_, ok = own.sheets[file]
	return file, key, ok
}

// Sheet is the file that holds a text beside others, each under a line # and its
// key, such as "refusal.md"; "" for a text with a file of its own.
func Sheet(name string) string {
	if file, _, ok := inSheet(name); ok {
		return file + ".md"
	}
	return ""
}

// stands is where a text stands, as the first words of a sentence.
func stands(name string) string {
	if file, key, ok := inSheet(name); ok {
		return file + ".md under # " + key
	}
	return name + ".md"
}

// sheet lists the texts of a sheet for the table: those that are filled with
// something by their samples, and all others of the file.
func sheet(file, group string, kind Kind, filled map[string][]Sample) []Text {
	var all []Text
	rest := maps.Clone(filled)
	for _, key := range own.sheets[file] {
		samples, ok := rest[key]
		if !ok {
			samples = nothing
		}
		delete(rest, key)
		all = append(all, Text{file + "/" + key, group, kind, samples})
	}
	for key, samples := range rest { // a test says that these are not there
		all = append(all, Text{file + "/" + key, group, kind, samples})
	}
	return all
}
