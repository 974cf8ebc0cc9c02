package picture

import (
	"sync"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// A typeface is one of the two Go fonts, which come with the program, so that a
// picture is the same on every machine.
type typeface struct {
	font *sfnt.Font
	em   fixed.Int26_6
}

var regular, bold = sync.OnceValue(func() typeface { return parse(goregular.TTF) }), sync.OnceValue(func() typeface { return parse(gobold.TTF) })

func parse(ttf []byte) typeface {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic(err) // it is part of the program: it fails always or never
	}
	return typeface{f, fixed.Int26_6(f.UnitsPerEm()) << 6}
}

func face(heavy bool) typeface {
	if heavy {
		return bold()
	}
	return regular()
}

// has reports whether the font has every letter of a text.
func (t typeface) has(s string) bool {
	var b sfnt.Buffer
	for _, r := range s {
		if g, err := t.font.GlyphIndex(&b, r); err != nil || g == 0 {
			return false
		}
	}
	return true
}

// width is how wide a text is at a size, in pixels.
func (t typeface) width(s string, size float64) float64 {
	var b sfnt.Buffer
	var units fixed.Int26_6
	for _, r := range s {
		g, err := t.font.GlyphIndex(&b, r)
		if err != nil {
			continue
		}
		w, err := t.font.GlyphAdvance(&b, g, t.em, 0)
		if err == nil {
			units += w
		}
	}
	return float64(units) / float64(t.em) * size
}

// wrap breaks a text into lines of at most width pixels. A word that is wider than
// a line is broken where it has to be.
func (t typeface) wrap(s string, size, width float64) []string {
	var lines []string
	current := ""
	for _, word := range fields(s) {
		with := word
		if current != "" {
			with = current + " " + word
		}
		if t.width(with, size) <= width {
			current = with
			continue
		}
		if current != "" {
			lines = append(lines, current)
		}
		for current = word; t.width(current, size) > width; {
			n := t.fitting(current, size, width)
			lines = append(lines, current[:n])
			current = current[n:]
		}
	}
	return append(lines, current)
}

// fitting is how many bytes of a text fit, at least one letter.
func (t typeface) fitting(s string, size, width float64) int {
	last := 0
	for i := range s {
		if i > 0 && t.width(s[:i], size) > width {
			return max(last, 1)
		}
		if i > 0 {
			last = i
		}
	}
	return len(s)
}
