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
		if s.Part == Head || s.Part == Summary || s.Part == Timeline || s.Part == Impact {
			if d, ok := dayIn(s.Title); ok {
				r.Day = d
			}
			for _, b := range s.Blocks {
				text := b.Text
				for _, row := range b.Rows {
					text += "\n" + strings.Join(row.Cells, " ")
				}
				if d, ok := dayIn(markdown.Plain(text)); ok && r.Day.IsZero() {
					r.Day = d
				}
			}
		}
	}
}

// fromFront reports whether a field is one of the front matter, where a date is that of the post.
func (r *Review) fromFront(f Field) bool {
	return len(r.Sections) > 0 && f.Line < r.Sections[0].Line || len(r.Sections) > 0 && r.Sections[0].Line == 0 && len(r.Sections[0].Blocks) > 0 && f.Line < r.Sections[0].Blocks[0].Line
}
