package picture

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Timeline is what the chart of a timeline is drawn from. Times are shown in UTC.
type Timeline struct {
	Title      string
	Began      time.Time // of the impact; zero: not known
	Ended      time.Time
	Moments    []Moment // whose time is known
	WithoutOne int      // how many there are beside them
}

// A Moment is an entry of the timeline.
type Moment struct {
	At     time.Time
	To     time.Time // of a span; else zero
	Kind   string    // change, signal, action, decision, comms, impact or recovery
	Approx bool
}

// lanes are the kinds in the order of the chart.
var lanes = []struct {
	kind, title string
	hue         colour
}{
	{"change", "Changes", spread}, {"signal", "Signals", unnoticed}, {"impact", "Impact", start},
	{"decision", "Decisions", recovery}, {"action", "Actions", recovery}, {"comms", "Communication", other}, {"recovery", "Recovery", recovery},
}

// Kinds are the kinds of moments that have a lane.
func Kinds() []string {
	var out []string
	for _, l := range lanes {
		out = append(out, l.kind)
	}
	return out
}

const (
	laneHeight = 34.0
	laneTitles = 112.0
	axisHeight = 30.0
	dotSize    = 9.0
)

// Chart draws the moments on a lane for each kind, along one axis of time. Lanes
// without a moment are left out.
func Chart(t Timeline) Drawing {
	d := Drawing{Width: treeWidth, Title: "Timeline of " + t.Title, Alt: t.alt()}
	ms := slices.SortedStableFunc(slices.Values(t.Moments), func(a, b Moment) int { return a.At.Compare(b.At) })
	if len(ms) == 0 {
		return d
	}
	from, to := ms[0].At, ms[len(ms)-1].At
	for _, m := range ms {
		if m.To.After(to) {
			to = m.To
		}
	}
	for _, at := range []time.Time{t.Began, t.Ended} {
		if !at.IsZero() && at.Before(from) {
			from = at
		}
		if at.After(to) {
			to = at
		}
	}
	if pad := to.Sub(from) / 40; pad > 0 {
		from, to = from.Add(-pad), to.Add(pad)
	} else {
		from, to = from.Add(-30*time.Minute), to.Add(30*time.Minute)
	}
	left, right := margin+laneTitles, treeWidth-margin-dotSize
	x := func(at time.Time) float64 {
		return left + (right-left)*float64(at.Sub(from))/float64(to.Sub(from))
	}
	top := margin + axisHeight
	y := top
	for _, l := range lanes {
		y = d.lane(l.title, l.hue, l.kind, ms, x, y)
	}
	// What lies below the dots can be drawn only now that its height is known.
	dots := slices.Clone(d.shapes)
	d.shapes = d.shapes[:0]
	affected := !t.Began.IsZero() && t.Ended.After(t.Began)
	if affected {
		d.add(shape{kind: box, x: x(t.Began), y: top, w: x(t.Ended) - x(t.Began), h: y - top, round: 4, fill: window})
	}
	d.axis(from, to, x, top, y)
	d.shapes = append(d.shapes, dots...)
	d.Height = d.legend(affected, slices.ContainsFunc(dots, func(s shape) bool { return s.kind == text && s.anchor == middle }), slices.ContainsFunc(ms, func(m Moment) bool { return m.Approx }), y) + margin/2
	return d
}

// lane draws the moments of a kind below y. Those that would lie upon each other
// become one mark with their number.
func (d *Drawing) lane(title string, hue colour, kind string, ms []Moment, x func(time.Time) float64, y float64) float64 {
	var marks []mark
	for _, m := range ms {
		if m.Kind != kind {
			continue
		}
		from := x(m.At)
		to := from
		if !m.To.IsZero() {
			to = max(x(m.To), from)
		}
		if n := len(marks); n > 0 && from-2*dotSize < marks[n-1].to {
			last := &marks[n-1]
			last.to, last.n, last.approx = max(last.to, to), last.n+1, last.approx && m.Approx
			continue
		}
		marks = append(marks, mark{from, to, 1, m.Approx})
	}
	if len(marks) == 0 {
		return y
	}
	d.write(margin, y+laneHeight/2+5, title, smallSize+1, true, hue, begin)
	for _, m := range marks {
		m.draw(d, hue, y+laneHeight/2)
	}
	d.add(shape{kind: line, x: margin, y: y + laneHeight, w: treeWidth - 2*margin, stroke: rule})
	return y + laneHeight
}

// A mark stands for one moment or for several.
type mark struct {
	from, to float64
	n        int
	approx   bool
}

func (m mark) draw(d *Drawing, hue colour, y float64) {
	d.add(shape{kind: box, x: m.from - dotSize, y: y - dotSize, w: m.to - m.from + 2*dotSize, h: 2 * dotSize, round: dotSize, fill: hue})
	label := paper
	if m.approx {
		d.add(shape{kind: box, x: m.from - dotSize + 2, y: y - dotSize + 2, w: m.to - m.from + 2*dotSize - 4, h: 2*dotSize - 4, round: dotSize - 2, fill: paper})
		label = ink
	}
	if m.n > 1 {
		d.write((m.from+m.to)/2, y+4, strconv.Itoa(m.n), 11, true, label, middle)
	}
}

// legend says what is not said beside it, and returns where it ends.
func (d *Drawing) legend(affected, counted, approx bool, y float64) float64 {
	var parts []string
	if affected {
		parts = append(parts, "coloured ground: users were affected")
	}
	if counted {
		parts = append(parts, "a number: so many at about that time")
	}
	if approx {
		parts = append(parts, "ring: its time is not exact")
	}
	if len(parts) == 0 {
		return y
	}
	words := strings.Join(parts, "; ")
	for _, l := range regular().wrap(strings.ToUpper(words[:1])+words[1:]+".", smallSize, treeWidth-2*margin) {
		y += 20
		d.write(margin, y, l, smallSize, false, soft, begin)
	}
	return y + 6
}

// steps are the distances between the marks of an axis.
var steps = []time.Duration{time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour,
	2 * time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour, 48 * time.Hour, 7 * 24 * time.Hour}

// axis marks the times, at most six of them, with the day where it changes.
func (d *Drawing) axis(from, to time.Time, x func(time.Time) float64, top, bottom float64) {
	step := steps[len(steps)-1]
	for _, s := range steps {
		if to.Sub(from)/s <= 6 {
			step = s
			break
		}
	}
	day := ""
	for at := from.UTC().Truncate(step); !at.After(to); at = at.Add(step) {
		if at.Before(from) {
			continue
		}
		label := at.Format("15:04")
		if today := at.Format("2 Jan"); today != day {
			day = today
			d.write(x(at), top-axisHeight+8, today, smallSize-1, false, soft, middle)
		}
		d.write(x(at), top-8, label, smallSize, false, soft, middle)
		d.add(shape{kind: line, x: x(at), y: top - 4, h: bottom - top + 4, stroke: rule, dashed: true})
	}
	d.write(margin, top-8, "UTC", smallSize, false, soft, begin)
}

// alt tells the chart in words.
func (t Timeline) alt() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Timeline of %s with %d entries", strings.TrimRight(t.Title, "."), len(t.Moments))
	if n := len(t.Moments); n > 0 {
		first := slices.MinFunc(t.Moments, func(a, b Moment) int { return a.At.Compare(b.At) })
		last := slices.MaxFunc(t.Moments, func(a, b Moment) int { return a.At.Compare(b.At) })
		fmt.Fprintf(&b, " from %s to %s UTC", first.At.UTC().Format("2 Jan 2006 15:04"), last.At.UTC().Format("2 Jan 15:04"))
	}
	b.WriteString(".")
	if !t.Began.IsZero() && t.Ended.After(t.Began) {
		fmt.Fprintf(&b, " Users were affected from %s to %s.", t.Began.UTC().Format("15:04"), t.Ended.UTC().Format("15:04"))
	}
	for _, l := range lanes {
		if n := len(slices.DeleteFunc(slices.Clone(t.Moments), func(m Moment) bool { return m.Kind != l.kind })); n > 0 {
			fmt.Fprintf(&b, " %s: %d.", l.title, n)
		}
	}
	if t.WithoutOne > 0 {
		fmt.Fprintf(&b, " %d more are without a time.", t.WithoutOne)
	}
	b.WriteString(" The table below tells each.")
	return cut(b.String(), mostAlt)
}
