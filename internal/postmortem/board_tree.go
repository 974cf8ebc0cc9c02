package postmortem

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/remedybot/remedy/prompts"
)

// A tree of which a part is shown reads as another tree: what stands below a cause that
// is left out seems to stand below the one before. So the board shows all of it, the
// latest causes with a button and the others as lines of a text, as long as it is no
// forest. Blocks are few: at the worst a text stands before and after each button, below
// five titles and beside what else the board says.
const (
	wholeTree  = 60
	treeButton = 14
	// treeLine is how much of a cause stands in a line without a button, in characters.
	treeLine = 120
)

// shownAtMost is how many entries the board of a phase lists.
func shownAtMost(p Phase) int {
	if p == RootCause {
		return wholeTree
	}
	return shownEntries
}

// withButton is how many entries of a phase's board have a button beside them, where it
// has more than that.
func withButton(p Phase) int {
	if p == RootCause {
		return shownEntries
	}
	return shownAtMost(p)
}

// treeParts shows causes as the tree they form, under the four sides.
func (s *Session) treeParts(w *prompts.Words, shown []Entry) []Part {
	among := func(all []Entry, id string) bool {
		return slices.ContainsFunc(all, func(e Entry) bool { return e.ID == id })
	}
	latest := shown
	if len(shown) > shownEntries {
		latest = shown[len(shown)-treeButton:]
	}
	var out []Part
	for _, stem := range append(Stems(), "") {
		titled, running := false, false // running: the last part is a text that the next line can join
		for _, n := range s.Tree(stem) {
			if !among(shown, n.ID) {
				continue
			}
			if !titled {
				out = append(out, Part{Kind: Quiet, Text: "*" + StemTitle(stem) + "*"})
				titled = true
			}
			part := s.nodePart(w, n, among(latest, n.ID))
			if running && part.Side == nil {
				out[len(out)-1].Text += "\n" + part.Text
				continue
			}
			out, running = append(out, part), part.Side == nil && len(shown) > len(latest)
		}
	}
	return out
}

// nodePart is one cause in the tree: with what can be done about it, or as a line.
func (s *Session) nodePart(w *prompts.Words, n Node, whole bool) Part {
	part := s.entryPart(w, n.Entry)
	if !whole {
		part = Part{Kind: Body, Text: Escape(shortened(s.Text(n.ID), treeLine))}
		if n.State == Proposed {
			part.Text += "  " + w.Say("board/proposed", nil)
		}
	}
	if s.against(n.Entry) != "" {
		part.Text = w.Say("board/other_view", nil) + " " + part.Text
	}
	if n.Depth > 0 {
		part.Text = strings.Repeat("\u2003", n.Depth-1) + "↳ " + part.Text
	}
	part.Text += fmt.Sprintf("  _%s, %s_", strings.ReplaceAll(cmp.Or(n.Cause, "condition"), "_", " "), s.Confidence(n.Entry))
	return part
}
