package writeup

import (
	"regexp"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/markdown"
)

var someDate = regexp.MustCompile(`(?i)\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{4}-(?:` + monthNames + `)-\d{1,2}\b|\b(?:` + monthNames + `)\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b|\b\d{1,2}(?:st|nd|rd|th|er|º|\.)?\s+(?:of\s+|de\s+)?(?:` + monthNames + `)\.?,?\s+(?:de\s+)?\d{4}\b|\b\d{1,2}\.\d{1,2}\.\d{4}\b`)

// dayIn finds the first whole date in a text.
func dayIn(text string) (time.Time, bool) {
	for _, m := range someDate.FindAllString(text, 8) {
		var s Stamp
		if n := s.date(m); n > 0 && s.dated() && s.Year > 0 && s.Wrong == "" && s.slash == "" {
			return time.Date(s.Year, time.Month(s.Month), s.Day, 0, 0, 0, 0, time.UTC), true
		}
	}
	return time.Time{}, false
}

// dates finds when the incident was and when the text was published.
func (r *Review) dates() {
	for _, f := range r.Fields {
		d, ok := dayIn(f.Value)
		if !ok || f.Part == Timeline {
			continue
		}
		if at := released.FindStringIndex(f.Value); at != nil && r.Released.IsZero() {
			if on, ok := dayIn(f.Value[at[0]:]); ok {
				r.Released = on
				continue
			}
		}
		switch {
		case strings.Contains(f.Name, "publish") || strings.Contains(f.Name, "posted") || strings.Contains(f.Name, "released on") || f.Name == "path" || f.Name == "date" && f.Part == Head && r.blocks != nil && r.fromFront(f):
			if r.Released.IsZero() {
				r.Released = d
			}
		case strings.Contains(f.Name, "incident date") || strings.Contains(f.Name, "date of") || f.Name == "date" || f.Name == "when" || f.Name == "dates" || strings.HasPrefix(f.Name, "start") || strings.HasPrefix(f.Name, "impact") || strings.HasPrefix(f.Name, "begin"):
			if r.Day.IsZero() {
				r.Day = d
			}
		}
	}
	if d, ok := dayIn(r.Title); ok && r.Day.IsZero() {
		r.Day = d
	}
	for _, s := range r.Sections {
		if !r.Day.IsZero() {
			break
		}
		if d, ok := dayIn(s.Title); ok {
			r.Day = d
		} else if s.Part == Head || s.Part == Summary || s.Part == Timeline || s.Part == Impact {
			r.Day = dayOf(s)
		}
	}
}

// dayOf is the first whole date in the blocks of a section, but for lines that say when the text itself was written.
func dayOf(s Section) time.Time {
	for _, b := range s.Blocks {
		for line := range strings.SplitSeq(b.Text, "\n") {
			if line = markdown.Plain(line); ofText.MatchString(line) {
				continue
			}
			if d, ok := dayIn(line); ok {
				return d
			}
		}
		for _, row := range b.Rows {
			if d, ok := dayIn(markdown.Plain(strings.Join(row.Cells, " "))); ok {
				return d
			}
		}
	}
	return time.Time{}
}

var (
	// ofText begins a line that dates the text, not the incident.
	ofText = regexp.MustCompile(`(?i)^\W*(?:assigned|created|published|posted|last[- ](?:updated|modified|reviewed|edited)|updated|modified|version|review(?:ed)?(?: date| on| held)?|meeting|report date|printed|due)\b`)
	// released says on which day a text was made public, inside of a line on something else.
	released = regexp.MustCompile(`(?i)\b(?:published|publicly posted|released to the public)\b.{0,16}`)
)

// fromFront reports whether a field is one of the front matter, where a date is that of the post.
func (r *Review) fromFront(f Field) bool {
	return len(r.Sections) > 0 && f.Line < r.Sections[0].Line || len(r.Sections) > 0 && r.Sections[0].Line == 0 && len(r.Sections[0].Blocks) > 0 && f.Line < r.Sections[0].Blocks[0].Line
}
