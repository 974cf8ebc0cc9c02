package picture

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// SVG writes the picture for a browser, as a part of a page that holds [Style]. It
// needs no font of ours: each text is held to the width it was laid out for.
func (d Drawing) SVG() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" viewBox="0 0 %s %s" width="%s" height="%s" aria-label="%s">`,
		number(d.Width), number(d.Height), number(d.Width), number(d.Height), escape(d.Alt))
	fmt.Fprintf(&b, `<title>%s</title>`, escape(d.Title))
	fmt.Fprintf(&b, `<rect width="%s" height="%s" class="f-paper"/>`, number(d.Width), number(d.Height))
	for _, s := range d.shapes {
		s.svg(&b)
	}
	b.WriteString("</svg>")
	return b.String()
}

func (s shape) svg(b *strings.Builder) {
	var class []string
	if s.fill != none {
		class = append(class, "f-"+names[s.fill])
	} else {
		class = append(class, "f-none")
	}
	if s.stroke != none {
		class = append(class, "s-"+names[s.stroke])
	}
	if s.dashed {
		class = append(class, "dashed")
	}
	as := strings.Join(class, " ")
	switch s.kind {
	case box:
		fmt.Fprintf(b, `<rect x="%s" y="%s" width="%s" height="%s" rx="%s" class="%s"/>`, number(s.x), number(s.y), number(s.w), number(s.h), number(s.round), as)
	case line:
		fmt.Fprintf(b, `<path d="M%s %sl%s %s" class="%s"/>`, number(s.x), number(s.y), number(s.w), number(s.h), as)
	case dot:
		fmt.Fprintf(b, `<circle cx="%s" cy="%s" r="%s" class="%s"/>`, number(s.x), number(s.y), number(s.w), as)
	case text:
		if s.text == "" {
			return
		}
		weight := ""
		if s.bold {
			weight = ` font-weight="700"`
		}
		fmt.Fprintf(b, `<text x="%s" y="%s" font-size="%s"%s text-anchor="%s" textLength="%s" lengthAdjust="spacingAndGlyphs" class="%s">%s</text>`,
			number(s.x), number(s.y), number(s.size), weight, [...]string{"start", "middle", "end"}[s.anchor],
			number(face(s.bold).width(s.text, s.size)), as, escape(s.text))
	}
}

// Style is the style sheet of all pictures: light or dark, as the reader prefers.
func Style() string {
	var b strings.Builder
	b.WriteString(`.picture text{font-family:system-ui,"Segoe UI",Roboto,sans-serif}.picture .f-none{fill:none}.picture .dashed{stroke-dasharray:5 4}`)
	for i, palette := range palettes[:Either] {
		if Theme(i) == Dark {
			b.WriteString(`@media (prefers-color-scheme:dark){`)
		}
		for c := paper; c < edge; c++ {
			rgb := palette[c]
			hex := fmt.Sprintf("#%02x%02x%02x", rgb.R, rgb.G, rgb.B)
			fmt.Fprintf(&b, `.picture .f-%s{fill:%s}.picture .s-%s{stroke:%s;stroke-width:1.5}`, names[c], hex, names[c], hex)
		}
	}
	b.WriteString(`}`)
	return b.String()
}

// number writes a length to a hundredth of a pixel.
func number(f float64) string { return strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64) }

func escape(s string) string {
	var b strings.Builder
	// A strings.Builder takes everything, so this cannot fail.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}
