package report

import (
	"slices"
	"strings"
	"testing"
)

// A table that is too large for a canvas goes on in another one, with all its rows.
func TestALargeTableGoesOnInAnother(t *testing.T) {
	r := build(search(), options(), plainReading)
	r.Timeline = slices.Repeat(r.Timeline, 1+250/len(r.Timeline))
	r.Actions = slices.Repeat(r.Actions, 1+120/len(r.Actions))
	rows := func(doc string) (n, largest int) {
		cells := 0
		for line := range strings.Lines(doc) {
			switch {
			case !strings.HasPrefix(line, "|"):
				cells = 0
			case !strings.HasPrefix(line, "| ---"):
				cells += strings.Count(strings.ReplaceAll(line, `\|`, ""), "|") - 1
				n++
			}
			largest = max(largest, cells)
		}
		return n, largest
	}
	whole, large := rows(string(r.Markdown()))
	split, largest := rows(r.Canvas())
	if large <= 2*maxCanvasCells || largest > maxCanvasCells {
		t.Errorf("of tables with %d cells the largest in the canvas has %d", large, largest)
	}
	if heads := split - whole; heads < 4 {
		t.Errorf("%d rows in one table are %d in several", whole, split)
	}
	for _, m := range r.Timeline {
		if !strings.Contains(r.Canvas(), markdown(m.Text, true)) {
			t.Fatalf("%q is missing", m.Text)
		}
	}
}

// What a footnote says in Markdown, a link says in a canvas, where there is one.
func TestACanvasHasNoFootnotes(t *testing.T) {
	r := build(search(), options(), plainReading)
	if doc := r.Canvas(); strings.Contains(doc, "[^") || strings.Count(doc, "](https://example.slack.com/") < len(r.sources) {
		t.Errorf("the canvas cites as follows:\n%s", doc)
	}
	for i := range r.sources {
		r.sources[i].url = ""
	}
	if doc := r.Canvas(); strings.Contains(doc, "](") || !strings.Contains(doc, " (1)") {
		t.Errorf("without links the canvas cites as follows:\n%s", doc)
	}
}
