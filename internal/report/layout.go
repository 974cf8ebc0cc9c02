package report

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

// The layout is what Markdown and HTML share: the document cut into blocks, with numbered citations.

// A page is the document, ready to be written down.
type page struct {
	Title, Severity, Status, When  string
	Audience                       string
	Facts                          []fact
	Aim, Facing, Assembled, Legend string
	Glance                         []fact // what wants attention: the id of a section, and what it holds
	Parts                          []part
	Sources                        []link
}

// Style is what the document looks like, its pictures included.
func (p page) Style() template.CSS { return template.CSS(Style()) }

// Foot are the facts that the top of the page does not show.
func (p page) Foot() []fact {
	return slices.DeleteFunc(slices.Clone(p.Facts), func(f fact) bool {
		return f.Name == "Impact" || f.Name == "Severity" || f.Name == "Status"
	})
}

// A part is a section with its number; the header is none.
type part struct {
	ID, Title string
	Number    int
	Blocks    []block
	Rows      []row     // of the timeline
	Differ    []dispute // below the timeline
	Promises  []promise
	Picture   template.HTML // inline SVG, or ""
}

// Stated reports whether the part says anything but notes.
func (p part) Stated() bool {
	for _, b := range p.Blocks {
		if len(b.Said()) > 0 {
			return true
		}
	}
	return false
}

// A block is a heading, which may be empty, and what stands under it.
type block struct {
	Title string
	Lines []line
}

// Said are the block's statements.
func (b block) Said() []line {
	return slices.DeleteFunc(slices.Clone(b.Lines), func(l line) bool { return l.aside })
}

// Notes are what it says about the document.
func (b block) Notes() []line {
	return slices.DeleteFunc(slices.Clone(b.Lines), func(l line) bool { return !l.aside })
}

// A line is a sentence to be shown.
type line struct {
	Sentence
	Cites   []link
	Remarks string // on how it came to be
	aside   bool   // a note that stands outside of any list
}

// Doubt is what a reader is told of where the line comes from, or "".
func (l line) Doubt() string {
	if l.Machine && l.State == confirmed {
		return machineWording
	}
	return l.backing().doubt()
}

// machineWording marks a model's words for what people confirmed, until somebody accepts them.
const machineWording = "machine wording"

// reworded reports whether a model's words stand in the document that nobody has accepted.
func (r Review) reworded() bool {
	return slices.ContainsFunc(r.Sections, func(sec Section) bool {
		return slices.ContainsFunc(sec.Sentences, func(st Sentence) bool { return st.Machine && st.State == confirmed })
	})
}

// A row is a row of the timeline, or a mark between rows.
type row struct {
	Day, Clock, Mark string // Day where it changes
	Text, Kind       string
	Differs          string
	Proposed         bool
	Doubt, Remarks   string
	Cites            []link
}

// A dispute is an event of which accounts differ.
type dispute struct {
	About    string
	Accounts []view
}

// A view is one account.
type view struct {
	Text     string
	Cites    []link
	Proposed bool
	Doubt    string
}

// A promise is an action as people read it.
type promise struct {
	Label, Text, Owner, Promise, Due, Done, Sort string
	Remarks                                      string
	OwnerOpen, DueOpen                           bool // nobody has accepted it; no date
	Over                                         bool // done or dropped
	Proposed                                     bool
	Doubt                                        string
	Cites                                        []link
}

// A link is a citation: the source's number and where it is.
type link struct {
	Number     int
	ID, URL    string
	When       string
	Role, Text string // of the message; only where the page shows it
	Here       bool   // the page shows the message itself
}

func (r Review) page(here bool) page {
	links := map[string]link{}
	p := page{Audience: string(r.audience), Title: r.Title, Severity: r.Severity, Status: r.Status, Facts: r.head.facts, Aim: r.head.aim, Facing: r.head.facing, Assembled: r.head.assembled}
	for i, src := range r.sources {
		l := link{Number: i + 1, ID: src.id, URL: src.url, Here: here}
		if here {
			l.Role, l.Text = src.role, src.text
		}
		if !src.at.IsZero() {
			l.When = fullTime(src.at)
		}
		links[src.id] = l
		p.Sources = append(p.Sources, l)
	}
	for _, f := range r.head.facts {
		if f.Name == "Impact" {
			p.When = f.Value
		}
	}
	if n := r.head.proposed; n > 0 && r.audience != Customer {
		verb := " are"
		if n == 1 {
			verb = " is"
		}
		p.Legend = strconv.Itoa(n) + " of " + strconv.Itoa(r.head.total) + " entries" + verb +
			" not confirmed. What is marked proposed was put forward by the bot, and nobody has confirmed it yet."
	}
	if r.reworded() {
		p.Legend = strings.TrimLeft(p.Legend+" What is marked "+machineWording+" was put into words by a language model. Each such sentence was held against what "+
			"people confirmed, and nobody has accepted its wording yet.", " ")
	}
	cites := func(ids []string) []link {
		var out []link
		for _, id := range ids {
			if l, ok := links[id]; ok {
				out = append(out, l)
			}
		}
		return out
	}
	pictures := r.figures()
	for n, sec := range r.Sections {
		if sec.ID == SectionHeader {
			continue
		}
		pt := part{ID: sec.ID, Title: sec.Title, Number: n, Picture: pictures[sec.ID]}
		for _, st := range sec.Sentences {
			if st.row {
				continue
			}
			if k := len(pt.Blocks); k == 0 || pt.Blocks[k-1].Title != st.Group {
				pt.Blocks = append(pt.Blocks, block{Title: st.Group})
			}
			last := &pt.Blocks[len(pt.Blocks)-1]
			l := line{Sentence: st, Cites: cites(st.Cites), Remarks: remarks(st.Corrected, st.Hand, st.Cites), aside: st.Note && st.Group == ""}
			if sec.ID == SectionSources && st.Note {
				l.Cites = nil // listed below
			}
			last.Lines = append(last.Lines, l)
		}
		switch sec.ID {
		case SectionTimeline:
			pt.Rows = r.rows(cites)
			for _, d := range r.Disagreements {
				x := dispute{About: d.About}
				for _, a := range d.Accounts {
					x.Accounts = append(x.Accounts, view{a.Text, cites(a.Cites), a.state == proposed, a.backing.doubt()})
				}
				pt.Differ = append(pt.Differ, x)
			}
		case SectionPrevention:
			for _, a := range r.Actions {
				pt.Promises = append(pt.Promises, promise{
					Label: a.label(), Text: a.Text, Owner: a.ownerName, Promise: a.promise(), Due: a.by(), Done: a.DoneWhen, Sort: a.sort(),
					OwnerOpen: a.State == string(postmortem.Offered), DueOpen: a.open() && a.Due == nil,
					Over: !a.open(), Proposed: a.proposed, Doubt: a.backing.doubt(), Remarks: remarks(a.Corrected, a.Hand, a.Cites), Cites: cites(a.Cites),
				})
			}
		}
		p.Parts = append(p.Parts, pt)
	}
	p.Glance = r.glance()
	return p
}

// glance counts what a reader may want to go to first.
func (r Review) glance() []fact {
	var out []fact
	open, loose := 0, 0
	for _, a := range r.Actions {
		if a.open() {
			open++
		}
		if a.missing() != "" {
			loose++
		}
	}
	if open > 0 {
		text := plural(open, "open action", "open actions")
		if loose > 0 {
			text += ", " + strconv.Itoa(loose) + " without an owner or a date"
		}
		out = append(out, fact{SectionPrevention, text})
	}
	if n := len(r.Disagreements); n > 0 {
		out = append(out, fact{SectionTimeline, plural(n, "point on which accounts differ", "points on which accounts differ")})
	}
	if n := len(r.Gaps); n > 0 {
		out = append(out, fact{SectionGaps, plural(n, "open question or gap", "open questions and gaps")})
	}
	return out
}

// rows writes the day only where it changes, and marks where the impact begins and ends.
func (r Review) rows(cites func([]string) []link) []row {
	var out []row
	said := ""
	add := func(at *time.Time, x row) {
		if at != nil && day(*at) != said {
			said = day(*at)
			x.Day = said
		}
		out = append(out, x)
	}
	type edge struct {
		at   *time.Time
		text string
		late bool // stands after rows of the same time
	}
	marks := slices.DeleteFunc([]edge{{r.Impact.From, "Impact begins", false}, {r.Impact.To, "Impact ends", true}},
		func(e edge) bool { return e.at == nil })
	mark := func(before *time.Time) {
		for len(marks) > 0 {
			e := marks[0]
			if before != nil && (e.at.After(*before) || e.late && e.at.Equal(*before)) {
				return
			}
			add(e.at, row{Clock: clockTime(*e.at), Mark: e.text})
			marks = marks[1:]
		}
	}
	if len(r.Timeline) == 0 {
		return nil
	}
	for _, m := range r.Timeline {
		mark(m.At)
		x := row{Text: m.Text, Kind: m.Kind, Differs: m.differs(), Proposed: m.State == proposed, Doubt: m.backing.doubt(), Remarks: remarks(m.Corrected, m.Hand, m.Cites), Cites: cites(m.Cites), Clock: "unknown"}
		if m.At == nil && m.Told != "" {
			x.Clock = m.Told + ", clock not settled"
		}
		if m.At != nil {
			x.Clock = about(m.Precision, clockTime(*m.At))
		}
		if x.Kind == "event" {
			x.Kind = ""
		}
		add(m.At, x)
	}
	mark(nil)
	return out
}
