package picture

import (
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// A path is an outline in the units of a drawing, on its way to pixels.
type path struct {
	z     *vector.Rasterizer
	x, y  float64 // of the rasterizer's corner, in pixels
	scale float64
}

func (p *path) at(x, y float64) (float32, float32) {
	return float32(x*p.scale - p.x), float32(y*p.scale - p.y)
}

func (p *path) move(x, y float64) { p.z.MoveTo(p.at(x, y)) }
func (p *path) line(x, y float64) { p.z.LineTo(p.at(x, y)) }

func (p *path) curve(x1, y1, x2, y2, x, y float64) {
	a, b := p.at(x1, y1)
	c, d := p.at(x2, y2)
	e, f := p.at(x, y)
	p.z.CubeTo(a, b, c, d, e, f)
}

// arc is how far the handles of a cubic curve lie from a corner that it rounds as a
// quarter of a circle.
const arc = 0.4477

// box is a rectangle with round corners.
func (p *path) box(x, y, w, h, r float64) {
	r = min(r, w/2, h/2)
	k := r * arc
	p.move(x+r, y)
	p.line(x+w-r, y)
	p.curve(x+w-k, y, x+w, y+k, x+w, y+r)
	p.line(x+w, y+h-r)
	p.curve(x+w, y+h-k, x+w-k, y+h, x+w-r, y+h)
	p.line(x+r, y+h)
	p.curve(x+k, y+h, x, y+h-k, x, y+h-r)
	p.line(x, y+r)
	p.curve(x, y+k, x+k, y, x+r, y)
	p.z.ClosePath()
}

// hole is a box that goes round the other way, and so is left out of the one
// around it.
func (p *path) hole(x, y, w, h, r float64) {
	r = min(r, w/2, h/2)
	k := r * arc
	p.move(x+r, y)
	p.curve(x+k, y, x, y+k, x, y+r)
	p.line(x, y+h-r)
	p.curve(x, y+h-k, x+k, y+h, x+r, y+h)
	p.line(x+w-r, y+h)
	p.curve(x+w-k, y+h, x+w, y+h-k, x+w, y+h-r)
	p.line(x+w, y+r)
	p.curve(x+w, y+k, x+w-k, y, x+w-r, y)
	p.z.ClosePath()
}

// glyph is the outline of a letter.
func (p *path) glyph(segments sfnt.Segments, at func(fixed.Point26_6) (float64, float64)) {
	point := func(q fixed.Point26_6) (float32, float32) { return p.at(at(q)) }
	for i, s := range segments {
		x, y := point(s.Args[0])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				p.z.ClosePath()
			}
			p.z.MoveTo(x, y)
		case sfnt.SegmentOpLineTo:
			p.z.LineTo(x, y)
		case sfnt.SegmentOpQuadTo:
			x2, y2 := point(s.Args[1])
			p.z.QuadTo(x, y, x2, y2)
		case sfnt.SegmentOpCubeTo:
			x2, y2 := point(s.Args[1])
			x3, y3 := point(s.Args[2])
			p.z.CubeTo(x, y, x2, y2, x3, y3)
		}
	}
	p.z.ClosePath()
}
