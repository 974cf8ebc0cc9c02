package writeup

import (
	"regexp"
	"strings"

	"github.com/remedybot/remedy/internal/markdown"
)

// An Entry is an entry of the timeline.
type Entry struct {
	Stamp
	Text  string // plain
	Line  int
	Bare  bool // it has no time, where the others have
	Chain int  // entries of one chain follow each other; another table is another chain
	Stage bool // a name with a time behind it, such as "Resolved 14:02"; these need not be in order
}

// timeline reads the entries, from the sections of that name or, where there is none, from what looks like one.
func (r *Review) timeline() {
	sections := r.in(Timeline)
	for _, s := range sections {
		if r.clock == 0 {
			r.clock = s.Line
		}
		if r.zone == "" {
			r.zone = zoneIn(s.Title)
		}
		r.entries(s, true)
	}
	if len(r.Entries) == 0 {
		for i := range r.Sections {
			if s := &r.Sections[i]; !s.echo && s.Part != Actions && s.Part != Timeline {
				r.entries(s, false)
			}
		}
	}
	if r.zone == "" {
		r.zone = r.allZone()
	}
	if len(r.Entries) > 0 && r.clock == 0 {
		r.clock = r.Entries[0].Line
	}
}

var allTimes = regexp.MustCompile(`(?i)\b(?:all (?:of the )?)?(?:times?|timestamps?|dates?|zeiten|uhrzeiten|clock)\b[^.\n]{0,60}`)

// allZone finds a sentence such as "All times are in UTC", wherever it stands.
func (r *Review) allZone() string {
	for _, b := range r.blocks {
		if b.Kind == markdown.Table || b.Kind == markdown.Code {
			continue
		}
		for _, m := range allTimes.FindAllString(markdown.Plain(b.Text), -1) {
			if z := zoneIn(m); z != "" && !strings.ContainsAny(m, "0123456789") {
				return z
			}
		}
	}
	for _, f := range r.Fields {
		if strings.Contains(f.Name, "zone") && f.Value != "" {
			return f.Value
		}
	}
	return ""
}

// A gatherer collects the entries of one section.
type gatherer struct {
	r     *Review
	day   Stamp // what a heading or an item of only a date says of those below
	sure  bool  // the section is called timeline
	chain int
	found []Entry
}

func (r *Review) entries(s *Section, sure bool) {
	g := gatherer{r: r, sure: sure, chain: len(r.Entries)*2 + s.Line}
	if d, n := readStamp(s.Title); n > 0 && d.dated() {
		if d.timed() { // a heading as an entry
			g.found = append(g.found, Entry{Stamp: d, Text: below(s, n), Line: s.Line, Chain: -1})
		} else {
			g.day = d
		}
	} else if n > 0 && d.timed() && sure {
		g.found = append(g.found, Entry{Stamp: d, Text: below(s, n), Line: s.Line, Chain: -1})
	}
	for _, b := range s.Blocks {
		switch b.Kind {
		case markdown.Table:
			g.table(b)
		case markdown.Item:
			g.item(b)
		case markdown.Paragraph:
			g.paragraph(b)
		case markdown.Code:
			if sure {
				g.paragraph(b)
			}
		}
	}
	timed := 0
	for _, e := range g.found {
		if e.timed() {
			timed++
		}
	}
	if !sure && timed < 3 {
		return
	}
	r.Entries = append(r.Entries, g.found...)
}

// below is what stands behind the time in a heading or, where there is nothing, under it.
func below(s *Section, n int) string {
	if rest := strings.TrimLeft(s.Title[n:], " \t:–—-*|"); rest != "" || len(s.Blocks) == 0 {
		return rest
	}
	return oneLine(markdown.Plain(s.Blocks[0].Text))
}

// table reads a table one of whose columns holds times.
func (g *gatherer) table(b markdown.Block) {
	if b = headed(b); len(b.Rows) < 2 {
		return
	}
	head := b.Rows[0].Cells
	when, date, zone := -1, -1, -1
	for i, c := range head {
		switch name := title(markdown.Plain(c)); {
		case strings.Contains(name, "zone"):
			zone = i
		case strings.Contains(name, "date") && !strings.Contains(name, "time") || name == "day":
			date = i
		case when < 0 && (strings.HasPrefix(name, "time") || strings.Contains(name, " time") || strings.HasPrefix(name, "when") || name == "utc" || strings.HasPrefix(name, "start") || strings.HasPrefix(name, "zeit") || strings.HasPrefix(name, "uhrzeit") || strings.HasPrefix(name, "hora") || strings.HasPrefix(name, "heure") || strings.Contains(name, "utc") || strings.Contains(name, "date")):
			when = i
		}
	}
	if when < 0 {
		if when, date = date, -1; when < 0 {
			for col := range head {
				hits := 0
				for _, row := range b.Rows[1:] {
					if col < len(row.Cells) {
						cell := strings.TrimSpace(markdown.Plain(row.Cells[col]))
						if s, n := readStamp(cell); n > 0 && s.timed() && len(cell)-n < 4 { // a time and nothing else
							hits++
						}
					}
				}
				if 2*hits > len(b.Rows)-1 {
					when = col
					break
				}
			}
		}
	}
	if when < 0 {
		return
	}
	if z := zoneIn(strings.Join(head[:min(len(head), max(when, date)+1)], " ")); z != "" && (g.sure || g.r.zone == "") {
		g.r.zone = z
	}
	g.chain++
	first := len(g.found)
	for _, row := range b.Rows[1:] {
		cell := func(i int) string {
			if i < 0 || i >= len(row.Cells) {
				return ""
			}
			return strings.TrimSpace(markdown.Plain(row.Cells[i]))
		}
		text := ""
		for i := range row.Cells {
			if i != when && i != date && i != zone {
				text = strings.TrimSpace(text + " " + cell(i))
			}
		}
		at := strings.TrimSpace(cell(date) + " " + cell(when))
		if at == "" && text == "" {
			continue
		}
		s, n := readStamp(at)
		if s.Zone == "" && zone >= 0 {
			s.Zone = cell(zone)
		}
		e := Entry{Stamp: s, Text: text, Line: row.Line, Chain: g.chain, Bare: n == 0}
		if n > 0 && !s.timed() && s.dated() && text == "" { // a row across, with the day of those below
			g.day = s
			continue
		}
		if s.timed() && !s.dated() && g.day.dated() {
			e.take(g.day)
			g.day = Stamp{}
		}
		g.found = append(g.found, e)
	}
	timed := 0
	for _, e := range g.found[first:] {
		if e.timed() {
			timed++
		}
	}
	if !g.sure && 2*timed < len(g.found)-first || timed == 0 && !g.sure {
		g.found = g.found[:first]
	}
}

// take gives an entry the day of a heading above.
func (e *Entry) take(day Stamp) {
	e.Year, e.Month, e.Day, e.slash = day.Year, day.Month, day.Day, day.slash
	if e.Wrong == "" {
		e.Wrong = day.Wrong
	}
}

// item reads an item that begins with a time.
func (g *gatherer) item(b markdown.Block) {
	plain := markdown.Plain(b.Text)
	s, n := readStamp(plain)
	rest := strings.TrimLeft(plain[n:], " \t:–—-*|)]→>,")
	switch {
	case n == 0 && g.sure && g.stage(plain, b.Line):
		return
	case n == 0:
		if g.sure && b.Level == 0 && len(g.found) > 0 && g.found[len(g.found)-1].Chain == g.chain {
			g.found = append(g.found, Entry{Stamp: s, Text: oneLine(plain), Line: b.Line, Chain: g.chain, Bare: true})
		}
		return
	case s.dated() && !s.timed() && !s.About && !s.Blank && len(strings.Fields(rest)) == 0:
		g.day = s
		return
	case s.About && !s.timed() && !s.dated() && !g.sure:
		return
	}
	g.put(s, rest, b.Line)
}

var stageName = regexp.MustCompile(`^([\pL][\pL -]{2,40}?)\s*(?::|\bat\b|\bon\b|[–—-])?\s+(\S*\d.*)$`)

// stage reads an item such as "First detected 2021-06-09 13:15".
func (g *gatherer) stage(plain string, line int) bool {
	m := stageName.FindStringSubmatch(oneLine(plain))
	if m == nil {
		return false
	}
	s, n := readStamp(m[2])
	if n == 0 || len(strings.Fields(m[2][n:])) > 3 || !s.timed() && !s.dated() {
		return false
	}
	g.r.Fields = append(g.r.Fields, Field{Name: title(m[1]), Value: m[2], Line: line, Part: Timeline})
	s.About = s.About || !s.timed() && len(m[2]) > n
	g.found = append(g.found, Entry{Stamp: s, Text: m[1], Line: line, Chain: g.chain, Stage: true})
	return true
}

func (g *gatherer) put(s Stamp, rest string, line int) {
	e := Entry{Stamp: s, Text: oneLine(rest), Line: line, Chain: g.chain}
	if s.timed() && !s.dated() && g.day.dated() {
		e.take(g.day)
		g.day = Stamp{}
	}
	g.found = append(g.found, e)
}

// paragraph reads each line that begins with a time.
func (g *gatherer) paragraph(b markdown.Block) {
	if g.sure && g.r.zone == "" && b.Kind == markdown.Paragraph && len(g.found) == 0 {
		g.r.zone = zoneIn(markdown.Plain(b.Text))
	}
	line := b.Line - 1
	above := ""
	for text := range strings.SplitSeq(b.Text, "\n") {
		line++
		plain := markdown.Plain(text)
		s, n := readStamp(plain)
		if n > 0 && n == len(strings.TrimRight(plain, " .")) && s.dated() && s.timed() && above != "" { // as pages of the status put it
			g.put(s, above, line)
			above = ""
			continue
		}
		above = plain
		if n == 0 || !s.timed() && !s.dated() && !s.Blank {
			continue
		}
		rest := strings.TrimLeft(plain[n:], " \t:–—-*|)]→>")
		if s.dated() && !s.timed() {
			if rest == "" {
				g.day = s
			}
			continue
		}
		if !g.sure && !strings.HasPrefix(strings.TrimSpace(text), "*") && !digit(strings.TrimSpace(text)[0]) {
			continue // prose that begins with "At 14:02"
		}
		if line == b.Line || g.sure {
			g.put(s, rest, line)
		}
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
