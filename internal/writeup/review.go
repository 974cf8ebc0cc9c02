package writeup

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/markdown"
)

// A Review is a post-mortem as far as it is understood.
type Review struct {
	Title    string
	Sections []Section
	Fields   []Field
	Entries  []Entry // of the timeline, as they stand
	Actions  []Action
	Day      time.Time // of the incident; zero if no date is found
	Released time.Time // when it was published; zero if that is not said

	blocks []markdown.Block
	zone   string       // that of the timeline, where it is said once for all
	clock  int          // line of the timeline's heading, or 0
	group  map[int]bool // lines of actions that stand below a title of their own
}

// A Section is a heading and what stands below it, up to the next one.
type Section struct {
	Part   Part
	Title  string
	Line   int
	Level  int
	Blocks []markdown.Block

	echo bool // its blocks stand in another section too, beside a label
}

// A Field is a value beside its name, such as "Severity: 2".
type Field struct {
	Name  string // in small letters
	Value string
	Line  int
	Part  Part // of the section it stands in
}

// Most is the most bytes that are read; no post-mortem is as long, and a log is none.
const Most = 2 << 20

// Read reads a post-mortem. Its errors are sentences for whoever named the file.
func Read(text string) (*Review, error) {
	switch {
	case len(text) > Most:
		return nil, fmt.Errorf("it has more than %d MB, and no post-mortem is as long", Most>>20)
	case strings.TrimSpace(strings.TrimPrefix(text, "\ufeff")) == "":
		return nil, errors.New("it is empty")
	case strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff"):
		return nil, errors.New("it is saved as UTF-16; save it as UTF-8")
	case binary(text):
		return nil, errors.New("it is not text; save the post-mortem as Markdown")
	}
	doc := markdown.Read(text)
	r := &Review{blocks: doc.Blocks, group: map[int]bool{}}
	for _, f := range doc.Front {
		r.Fields = append(r.Fields, Field{Name: f.Name, Value: f.Value, Line: f.Line, Part: Head})
		if f.Name == "title" {
			r.Title = f.Value
		}
	}
	r.outline()
	r.labels()
	if f, ok := r.field("title"); ok && r.Title == "" && f.Part == Head {
		r.Title = f.Value
	}
	r.dates()
	r.timeline()
	r.actions()
	return r, nil
}

// binary reports whether a text is none: it holds a zero, or is largely no valid letters.
func binary(text string) bool {
	if strings.IndexByte(text, 0) >= 0 {
		return true
	}
	sample := text[:min(len(text), 64<<10)]
	odd, n := 0, 0
	for i, c := range sample {
		n++
		if c == utf8.RuneError || unicode.IsControl(c) && !strings.ContainsRune("\n\r\t\f", c) {
			if i < len(sample)-utf8.UTFMax { // the sample may end within a letter
				odd++
			}
		}
	}
	return odd*20 > n
}

// Recognised reports whether anything in the text is named as a part of a post-mortem is.
func (r *Review) Recognised() bool {
	return len(r.in(Summary, Impact, Timeline, Causes, Actions, Lessons, WentWell, WentPoorly, Detection, Response)) > 0 || len(r.Entries) > 0
}

// in returns the sections of the parts.
func (r *Review) in(parts ...Part) []*Section {
	var out []*Section
	for i := range r.Sections {
		for _, p := range parts {
			if r.Sections[i].Part == p {
				out = append(out, &r.Sections[i])
			}
		}
	}
	return out
}

// line is where the first section of a part stands, or 0.
func (r *Review) line(parts ...Part) int {
	if s := r.in(parts...); len(s) > 0 {
		return s[0].Line
	}
	return 0
}

// field returns the first field with one of the names.
func (r *Review) field(names ...string) (Field, bool) {
	for _, n := range names {
		for _, f := range r.Fields {
			if f.Name == n {
				return f, true
			}
		}
	}
	return Field{}, false
}
