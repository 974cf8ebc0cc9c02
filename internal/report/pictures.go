package report

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/picture"
	"github.com/remedybot/remedy/internal/postmortem"
)

// fewCauses is how many causes make a tree, and mostDrawn how many make a forest:
// fewer are read faster than looked at, more are not looked at.
const (
	fewCauses = 3
	mostDrawn = 60
)

// CausesPicture draws the causes as the tree they form, by picture.Tree or picture.Sheet;
// ok is false where a list says as much, or where the fonts lack letters of it.
func (r Review) CausesPicture(draw func(picture.Causes) picture.Drawing) (d picture.Drawing, ok bool) {
	if len(r.Causes) < fewCauses || len(r.Causes) > mostDrawn {
		return d, false
	}
	c := picture.Causes{Title: r.Title}
	for _, sec := range r.Sections {
		if i := slices.IndexFunc(sec.Sentences, func(st Sentence) bool { return !st.Note }); sec.ID == SectionBrief && i >= 0 {
			c.Impact = uncoded(sec.Sentences[i].Text)
		}
	}
	for _, stem := range append(postmortem.Stems(), "") {
		side := picture.Side{Title: postmortem.StemTitle(stem), Kind: stem}
		r.below("", stem, 0, &side)
		c.Sides = append(c.Sides, side)
	}
	d = draw(c)
	return d, d.Legible()
}

// below puts the causes that stand below one, or directly under a stem, into a side.
func (r Review) below(parent, stem string, depth int, side *picture.Side) {
	for _, c := range r.Causes {
		up := ""
		if len(c.Parents) > 0 {
			up = c.Parents[0]
		}
		here := c.Stem == stem || stem == "" && !slices.Contains(postmortem.Stems(), c.Stem)
		if up != parent || parent == "" && !here || depth > len(r.Causes) {
			continue
		}
		side.Nodes = append(side.Nodes, picture.Cause{
			Text: uncoded(c.Text), Depth: depth, Kind: inWords(c.Kind), Confidence: c.Confidence, Other: c.other, Proposed: c.State == proposed,
		})
		r.below(c.ID, stem, depth+1, side)
	}
}

// fewMoments is how many entries with a time make a chart.
const fewMoments = 4

// TimelinePicture draws the timeline as a chart; ok is false where the table says as
// much.
func (r Review) TimelinePicture() (d picture.Drawing, ok bool) {
	t := picture.Timeline{Title: r.Title}
	if r.Impact.From != nil {
		t.Began = *r.Impact.From
	}
	if r.Impact.To != nil {
		t.Ended = *r.Impact.To
	}
	for _, m := range r.Timeline {
		if m.At == nil || m.Precision == unknown || !slices.Contains(picture.Kinds(), m.Kind) {
			t.WithoutOne++
			continue
		}
		t.Moments = append(t.Moments, picture.Moment{At: *m.At, Kind: m.Kind, Approx: m.Precision == approx})
	}
	if len(t.Moments) < fewMoments {
		return d, false
	}
	// Days of silence before the incident would push it into a corner.
	t.Moments = slices.DeleteFunc(t.Moments, func(m picture.Moment) bool {
		far := !t.Began.IsZero() && t.Ended.After(t.Began) && m.At.Before(t.Began.Add(-max(3*t.Ended.Sub(t.Began), 2*time.Hour)))
		if far {
			t.WithoutOne++
		}
		return far
	})
	d = picture.Chart(t)
	return d, d.Legible() && len(t.Moments) >= fewMoments
}

// figures are the pictures of the document, by section.
func (r Review) figures() map[string]template.HTML {
	out := map[string]template.HTML{}
	if d, ok := r.CausesPicture(picture.Tree); ok {
		out[SectionRootCause] = template.HTML(d.SVG()) // SVG escapes every text
	}
	if d, ok := r.TimelinePicture(); ok {
		out[SectionTimeline] = template.HTML(d.SVG())
	}
	return out
}

// uncoded is a text without the marks of code, which a picture does not set apart.
func uncoded(s string) string {
	var b strings.Builder
	for _, r := range runs(s) {
		b.WriteString(r.Text)
	}
	return b.String()
}
