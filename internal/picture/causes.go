package picture

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Causes is what the tree of causes is drawn from.
type Causes struct {
	Title  string // of the review
	Impact string // the root; empty: the title stands for it
	Sides  []Side
}

// A Side is one of the stems of the tree.
type Side struct {
	Title string
	Kind  string // start, spread, unnoticed or recovery; anything else is drawn in grey
	Nodes []Cause
}

// A Cause is a node; one follows the node that it stands below.
type Cause struct {
	Text       string
	Depth      int    // 0 directly under its side
	Kind       string // such as "trigger"
	Confidence string // such as "likely"
	Other      bool   // another view of the cause above it
	Proposed   bool   // nobody has confirmed it yet
}

// The measures of the tree.
const (
	treeWidth = 520.0 // of one column, with its margins
	margin    = 16.0
	indent    = 20.0
	deepest   = 8 // further levels are drawn at this one
	padding   = 12.0
	textSize  = 15.0
	smallSize = 12.5
	leading   = 21.0
	between   = 12.0
)

// Tree draws the causes as an indented tree in one column, the impact on top: it stays
// legible on a phone, however many there are.
func Tree(c Causes) Drawing { return c.draw(1) }

// Sheet draws the same tree with its sides in columns beside each other, as many as
// bring it nearest to the shape of a screen: for a picture that is shown whole, which
// would make a narrow strip of a tall one. A small tree has one column.
func Sheet(c Causes) Drawing {
	best := c.draw(1)
	for columns := 2; columns <= len(c.sides()); columns++ {
		if d := c.draw(columns); d.shrunk() > best.shrunk() {
			best = d
		}
	}
	return best
}

// The size of a screen on which a picture is shown whole.
const screenWidth, screenHeight = 1400.0, 900.0

// shrunk is how large a picture is shown on a screen that it has to fit: 1 is as drawn.
func (d Drawing) shrunk() float64 {
	return min(1, screenWidth/d.Width, screenHeight/d.Height)
}

// sides are those that have causes.
func (c Causes) sides() []Side {
	return slices.DeleteFunc(slices.Clone(c.Sides), func(s Side) bool { return len(s.Nodes) == 0 })
}

// draw draws the tree with its sides in columns, in their order, so that the longest
// column is as short as can be.
func (c Causes) draw(columns int) Drawing {
	step := treeWidth - margin
	d := Drawing{Width: margin + step*float64(columns), Title: "Causes of " + c.Title, Alt: c.alt()}
	root := c.Impact
	if root == "" {
		root = c.Title
	}
	top := d.node(margin, margin, d.Width-2*margin, ink, "Impact", root, true, false)
	d.Height = top
	for i, column := range split(c.sides(), columns) {
		y := top
		for _, side := range column {
			y = d.side(side, step*float64(i), y+between)
		}
		d.Height = max(d.Height, y)
	}
	d.Height += margin
	return d
}

// split puts sides into columns, none of which is empty unless there are too few.
func split(sides []Side, columns int) [][]Side {
	if columns <= 1 || len(sides) <= 1 {
		return [][]Side{sides}
	}
	var best [][]Side
	for n := 1; n < len(sides); n++ {
		all := append([][]Side{sides[:n]}, split(sides[n:], columns-1)...)
		if best == nil || longest(all) < longest(best) {
			best = all
		}
	}
	return best
}

// longest is the height of the longest column.
func longest(columns [][]Side) (most float64) {
	for _, column := range columns {
		var d Drawing
		y := 0.0
		for _, side := range column {
			y = d.side(side, 0, y+between)
		}
		most = max(most, y)
	}
	return most
}

// side draws one side in the column that begins at left, below y, and returns where it
// ends.
func (d *Drawing) side(s Side, left, y float64) float64 {
	hue := sideColour(s.Kind)
	trunk := left + margin + 9
	y += 18
	d.add(shape{kind: dot, x: trunk, y: y - 5, w: 5, fill: hue})
	d.write(trunk+16, y, s.Title, textSize, true, hue, begin)
	y += between
	ends := map[int]float64{} // at which height the last node of a depth has its line
	ends[-1] = y - between
	for _, n := range s.Nodes {
		depth := min(n.Depth, deepest)
		x := left + margin + indent*float64(depth+1)
		from := x - indent + 9
		top := y
		y = d.node(x, y, left+treeWidth-margin-x, hue, n.caption(), n.Text, false, n.Other || n.Proposed)
		bend := top + padding + 9
		d.add(shape{kind: line, x: from, y: ends[depth-1], h: bend - ends[depth-1], stroke: rule})
		d.add(shape{kind: line, x: from, y: bend, w: x - from, stroke: rule})
		ends[depth] = y
		for deeper := depth + 1; deeper <= deepest; deeper++ {
			delete(ends, deeper)
		}
		y += between
	}
	return y - between
}

// node draws a box with its text, and returns where it ends.
func (d *Drawing) node(x, y, width float64, hue colour, caption, words string, heavy, dashed bool) float64 {
	lines := face(heavy).wrap(cut(words, 400), textSize, width-2*padding-6)
	height := 2*padding + 16 + leading*float64(len(lines)) - 2
	d.add(shape{kind: box, x: x, y: y, w: width, h: height, round: 8, fill: raised, stroke: rule, dashed: dashed})
	d.add(shape{kind: box, x: x, y: y + 8, w: 4, h: height - 16, round: 2, fill: hue})
	d.write(x+padding+6, y+padding+10, caption, smallSize, false, soft, begin)
	for i, l := range lines {
		d.write(x+padding+6, y+padding+16+leading*float64(i+1)-6, l, textSize, heavy, ink, begin)
	}
	return y + height
}

// caption says what a node is.
func (c Cause) caption() string {
	parts := []string{c.Kind, c.Confidence}
	if c.Other {
		parts = append([]string{"seen differently"}, parts...)
	}
	if c.Proposed {
		parts = append(parts, "not confirmed")
	}
	return strings.Join(parts, ", ")
}

func sideColour(kind string) colour {
	switch kind {
	case "start":
		return start
	case "spread":
		return spread
	case "unnoticed":
		return unnoticed
	case "recovery":
		return recovery
	}
	return other
}

// alt tells the tree in words: all of it where it fits, else its upper levels, and how
// many causes that leaves to the text.
func (c Causes) alt() string {
	for level := deepest; level > 0; level-- {
		if all := c.told(level); utf8.RuneCountInString(all) <= mostAlt {
			return all
		}
	}
	return cut(c.told(0), mostAlt)
}

// told is the tree down to a level in words; each side says how many causes it has.
func (c Causes) told(level int) string {
	var b strings.Builder
	n, left := 0, 0
	for _, s := range c.Sides {
		n += len(s.Nodes)
	}
	fmt.Fprintf(&b, "Tree of %d causes of %s.", n, strings.TrimRight(c.Title, "."))
	for _, s := range c.Sides {
		if len(s.Nodes) > 0 {
			fmt.Fprintf(&b, " %s (%d):", s.Title, len(s.Nodes))
		}
		for _, node := range s.Nodes {
			switch {
			case node.Depth > level:
				left++
				continue
			case node.Depth > 0:
				fmt.Fprintf(&b, " Level %d:", node.Depth+1)
			}
			b.WriteString(" " + strings.TrimRight(cut(node.Text, 100), ".") + " (" + node.caption() + ").")
		}
	}
	if left > 0 {
		fmt.Fprintf(&b, " %d more below these.", left)
	}
	return b.String()
}

func fields(s string) []string { return strings.Fields(s) }
