package picture

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image/color"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// tree is one with n causes, four levels deep, on all sides.
func tree(n int) Causes {
	c := Causes{Title: "the checkout outage", Impact: "4% of customers could not pay from 09:12 to 09:58 UTC"}
	for i, s := range []Side{{Title: "How it started", Kind: "start"}, {Title: "How it spread", Kind: "spread"},
		{Title: "How it stayed unnoticed", Kind: "unnoticed"}, {Title: "How recovery took the time it took", Kind: "recovery"}} {
		for j := i; j < n; j += 4 {
			s.Nodes = append(s.Nodes, Cause{Depth: len(s.Nodes) % 4, Kind: "condition", Confidence: "likely", Other: j%7 == 6, Proposed: j%5 == 4,
				Text: "The pool of connections was never limited, since the service was copied from one that had a limit of its own in the proxy." + strings.Repeat(" x", j%3)})
		}
		c.Sides = append(c.Sides, s)
	}
	return c
}

func timeline(n int) Timeline {
	began := time.Date(2026, 3, 25, 9, 12, 0, 0, time.UTC)
	t := Timeline{Title: "the checkout outage", Began: began, Ended: began.Add(46 * time.Minute), WithoutOne: 2}
	for i := range n {
		m := Moment{At: began.Add(time.Duration(i*i%61-7) * time.Minute), Kind: lanes[i%len(lanes)].kind, Approx: i%6 == 5}
		if i%9 == 4 {
			m.To = m.At.Add(9 * time.Minute)
		}
		t.Moments = append(t.Moments, m)
	}
	return t
}

func pictures() map[string]Drawing {
	return map[string]Drawing{
		"causes-5": Tree(tree(5)), "causes-40": Tree(tree(40)), "causes-0": Tree(Causes{Title: "t"}),
		"sheet-5": Sheet(tree(5)), "sheet-40": Sheet(tree(40)), "sheet-0": Sheet(Causes{Title: "t"}),
		"timeline-7": Chart(timeline(7)), "timeline-40": Chart(timeline(40)), "timeline-1": Chart(timeline(1)), "timeline-0": Chart(Timeline{Title: "t"}),
	}
}

func TestPictures(t *testing.T) {
	for name, d := range pictures() {
		t.Run(name, func(t *testing.T) {
			inside(t, d)
			dec := xml.NewDecoder(strings.NewReader(d.SVG()))
			for {
				if _, err := dec.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatalf("the SVG is no XML: %v", err)
				}
			}
			if n := utf8.RuneCountInString(d.Alt); n == 0 || n > mostAlt {
				t.Errorf("an alternative text of %d characters", n)
			}
			if !d.Legible() {
				t.Error("letters are missing")
			}
			if d.Height == 0 {
				return // nothing to draw
			}
			for theme, suffix := range map[Theme]string{Light: "light", Dark: "dark", Either: "either"} {
				var b bytes.Buffer
				if err := d.PNG(&b, theme, 2); err != nil {
					t.Fatal(err)
				}
				img, err := png.Decode(bytes.NewReader(b.Bytes()))
				if err != nil || float64(img.Bounds().Dx()) != 2*d.Width {
					t.Errorf("%v, %v", err, img.Bounds())
				}
				if b.Len() > 2<<20 {
					t.Errorf("%d bytes", b.Len())
				}
				if dir := os.Getenv("REMEDY_SHOTS"); dir != "" {
					if err := os.WriteFile(filepath.Join(dir, "picture-"+name+"-"+suffix+".png"), b.Bytes(), 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
		})
	}
}

// inside checks that nothing is drawn outside the picture, and that no two texts lie
// upon each other.
func inside(t *testing.T, d Drawing) {
	t.Helper()
	type rect struct{ x1, y1, x2, y2 float64 }
	var texts []rect
	for _, s := range d.shapes {
		r := rect{s.x, s.y, s.x + s.w, s.y + s.h}
		switch s.kind {
		case dot:
			r = rect{s.x - s.w, s.y - s.w, s.x + s.w, s.y + s.w}
		case text:
			w := face(s.bold).width(s.text, s.size)
			r = rect{s.x, s.y - 0.7*s.size, s.x + w, s.y + 0.2*s.size}
			switch s.anchor {
			case middle:
				r.x1, r.x2 = r.x1-w/2, r.x2-w/2
			case end:
				r.x1, r.x2 = r.x1-w, r.x2-w
			}
			for _, o := range texts {
				if r.x1 < o.x2 && o.x1 < r.x2 && r.y1 < o.y2 && o.y1 < r.y2 {
					t.Errorf("%q lies upon another text", s.text)
				}
			}
			texts = append(texts, r)
		}
		if min(r.x1, r.x2) < 0 || max(r.x1, r.x2) > d.Width || min(r.y1, r.y2) < 0 || max(r.y1, r.y2) > d.Height {
			t.Errorf("%+v lies outside of %g × %g", s, d.Width, d.Height)
		}
	}
}

// A picture says the same each time.
func TestSame(t *testing.T) {
	a, b := pictures(), pictures()
	for name := range a {
		if a[name].SVG() != b[name].SVG() {
			t.Errorf("%s differs from itself", name)
		}
	}
}

func TestWhatPeopleWroteIsNoMarkup(t *testing.T) {
	c := tree(1)
	c.Sides[0].Nodes[0].Text = `<script>alert("x")</script> & ]]>`
	if svg := Tree(c).SVG(); strings.Contains(svg, "<script") {
		t.Error("markup got through")
	}
}

// Letters that the fonts lack are noticed, so that a text can take the picture's place.
func TestLegible(t *testing.T) {
	for s, want := range map[string]bool{"Grüße, naïve café – “ok” → 5 µs": true, "Ελληνικά и кириллица": true, "接続プール": false, "العربية": false, "🔥": false} {
		c := tree(1)
		c.Sides[0].Nodes[0].Text = s
		if got := Tree(c).Legible(); got != want {
			t.Errorf("%q is legible: %t", s, got)
		}
	}
}

func TestWrap(t *testing.T) {
	long := strings.Repeat("W", 300)
	for _, s := range []string{"", "a", "two words", long, "a " + long + " b", strings.Repeat("word ", 99)} {
		lines := regular().wrap(s, textSize, 200)
		for _, l := range lines {
			if w := regular().width(l, textSize); w > 200 {
				t.Errorf("a line of %g pixels", w)
			}
		}
		if got, want := strings.Join(strings.Fields(strings.Join(lines, "")), ""), strings.Join(strings.Fields(s), ""); got != want {
			t.Errorf("%q became %q", want, got)
		}
	}
}

func BenchmarkTreePNG(b *testing.B) {
	for _, n := range []int{5, 40} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if err := Tree(tree(n)).PNG(io.Discard, Light, 2); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// What a tree says to those who do not see it names every side, also where it has more
// causes than fit, and says what stands below what.
func TestAltTellsTheWholeTree(t *testing.T) {
	c := tree(5)
	if alt := Tree(c).Alt; !strings.Contains(alt, "Level 2: ") || !strings.Contains(alt, "Tree of 5 causes") || strings.Contains(alt, "more below") {
		t.Errorf("of five it says %q", alt)
	}
	c = tree(12)
	for i := range c.Sides {
		for j := range c.Sides[i].Nodes {
			c.Sides[i].Nodes[j].Text = "The limit of the pool was never set."
		}
	}
	for range 9 {
		c.Sides[0].Nodes = append(c.Sides[0].Nodes, Cause{Text: "The copy of the service had no limit either.", Depth: 3, Kind: "condition", Confidence: "likely"})
	}
	alt := Tree(c).Alt
	for _, s := range c.Sides {
		if !strings.Contains(alt, s.Title) {
			t.Errorf("of %d it leaves out %q: %q", 21, s.Title, alt)
		}
	}
	if !strings.Contains(alt, "more below these.") {
		t.Errorf("it does not say how many it leaves out: %q", alt)
	}
}

func TestASheetFitsAScreen(t *testing.T) {
	for _, n := range []int{3, 5, 20, 40} {
		tall, sheet := Tree(tree(n)), Sheet(tree(n))
		if sheet.shrunk() < tall.shrunk() {
			t.Errorf("%d causes are shown at %.2f, and at %.2f in one column", n, sheet.shrunk(), tall.shrunk())
		}
		if n == 40 && sheet.shrunk() < 0.6 {
			t.Errorf("forty causes are shown at %.2f of their size, %.0f by %.0f", sheet.shrunk(), sheet.Width, sheet.Height)
		}
		if sheet.Alt != tall.Alt {
			t.Errorf("%d causes are told otherwise: %s", n, sheet.Alt)
		}
	}
	one := Causes{Title: "t", Sides: []Side{{Title: "How it started", Nodes: tree(40).Sides[0].Nodes}}}
	if d := Sheet(one); d.Width != treeWidth {
		t.Errorf("one side takes %.0f", d.Width)
	}
}

// Texts, bars and dots are read on their ground in each theme, and the card for either ground
// is seen on white and on the black of Slack, through whose corners the ground shows.
func TestContrast(t *testing.T) {
	light := func(c color.RGBA) float64 {
		part := func(v uint8) float64 {
			x := float64(v) / 255
			if x <= 0.03928 {
				return x / 12.92
			}
			return math.Pow((x+0.055)/1.055, 2.4)
		}
		return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
	}
	contrast := func(a, b color.RGBA) float64 {
		x, y := light(a), light(b)
		return (max(x, y) + 0.05) / (min(x, y) + 0.05)
	}
	for theme, p := range palettes {
		for c := ink; c <= other; c++ {
			if c == rule || c == raised {
				continue // neither is read
			}
			for _, ground := range []colour{paper, raised} {
				if got := contrast(p[c], p[ground]); got < 4.5 {
					t.Errorf("theme %d: %s on %s is %.1f to 1", theme, names[c], names[ground], got)
				}
			}
		}
	}
	for _, ground := range []color.RGBA{{0xff, 0xff, 0xff, 0xff}, {0x1a, 0x1d, 0x21, 0xff}} {
		if got := contrast(palettes[Either][edge], ground); got < 3 {
			t.Errorf("the edge on %v is %.1f to 1", ground, got)
		}
	}
	var b bytes.Buffer
	if err := Tree(tree(3)).PNG(&b, Either, 2); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	_, _, _, corner := img.At(0, 0).RGBA()
	_, _, _, within := img.At(img.Bounds().Dx()/2, img.Bounds().Dy()-8).RGBA()
	if corner != 0 || within != 0xffff {
		t.Errorf("its corner covers %x, what is within %x", corner, within)
	}
}
