package picture

import "unicode/utf8"

// A Drawing is a picture that is laid out, in units of CSS pixels.
type Drawing struct {
	Width, Height float64
	Title         string // in a few words
	Alt           string // what it shows, for those who do not see it; at most 1,000 characters
	shapes        []shape
}

// A shape is one thing to draw: a box, a line, a dot or a text.
type shape struct {
	kind       kind
	x, y, w, h float64 // of a line from x, y to x+w, y+h; of a dot its centre and radius w; of a text its baseline
	round      float64 // of the corners of a box
	fill       colour
	stroke     colour
	dashed     bool
	text       string
	size       float64
	bold       bool
	anchor     anchor
}

type kind int

const (
	box kind = iota
	line
	dot
	text
)

type anchor int

const (
	begin anchor = iota
	middle
	end
)

// mostAlt is how long an alternative text may be; Slack takes 2,000 characters for
// an image block and 1,000 for a file.
const mostAlt = 1000

func (d *Drawing) add(s shape) { d.shapes = append(d.shapes, s) }

// write puts a text of one line.
func (d *Drawing) write(x, y float64, s string, size float64, bold bool, c colour, a anchor) {
	d.add(shape{kind: text, x: x, y: y, text: s, size: size, bold: bold, fill: c, anchor: a})
}

// Legible reports whether the fonts have every letter of the picture.
func (d Drawing) Legible() bool {
	for _, s := range d.shapes {
		if s.kind == text && !face(s.bold).has(s.text) {
			return false
		}
	}
	return true
}

// cut shortens a text to n characters.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}
