package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/postmortem"
)

// Bounds of the message in the thread. Slack takes 50 blocks and 3,000 characters in each
// (https://docs.slack.dev/reference/block-kit/blocks); a message that people read has far fewer.
const (
	cardParts = 25
	partRunes = 2800
	headRunes = 150 // of a header block
)

// Card returns the review as a message for its thread, of at most limitRunes characters (0: no limit beyond that of a
// message). Owners are named in text and nobody is pinged; what does not fit is counted and left to the document.
func (r Review) Card(limitRunes int) postmortem.Card {
	p := r.page(false)
	c := cardWriter{left: limitRunes}
	if limitRunes <= 0 {
		c.left = cardParts * partRunes
	}
	c.add(postmortem.Header, strings.ReplaceAll(postmortem.Escape(cut(p.Title, headRunes)), "@", "@\u2060"))
	facts := []string{r.ID, r.head.standing}
	if r.Severity != "" {
		facts = append(facts, r.Severity)
	}
	c.add(postmortem.Quiet, mrkdwn(strings.Join(append(facts, p.When), " · ")))
	if p.Aim != "" {
		c.add(postmortem.Body, "*Our aim:* "+mrkdwn(p.Aim))
	}
	ends := []string{p.Legend, p.Assembled, next(r.Status)}
	c.left -= utf8.RuneCountInString(strings.Join(ends, "")) // kept free: how to read it must not be what is cut

	told := map[string]bool{} // by the brief
	rest := func(pt part) []string {
		return bullets(slices.DeleteFunc(pt.lines(), func(l line) bool { return told[l.Text] }))
	}
	for _, pt := range p.Parts {
		switch pt.ID {
		case SectionBrief:
			var lines []string
			for _, l := range pt.lines() {
				told[l.Text] = true
				if !l.aside {
					lines = append(lines, "*"+l.Label+":* "+said(l))
				} else {
					lines = append(lines, mrkdwn(l.Text))
				}
			}
			c.list(0, "", lines, len(lines))
		case SectionImpact:
			c.list(4, "*Impact*", rest(pt), 6)
		case SectionTimeline:
			var lines []string
			for _, d := range pt.Differ {
				lines = append(lines, "• "+mrkdwn(d.About)+": "+strconv.Itoa(len(d.Accounts))+" accounts, both in the document")
			}
			if len(lines) > 0 {
				c.list(6, "*Where accounts differ*", lines, 4)
			}
		case SectionRootCause:
			c.list(3, "*How it came about*", rest(pt), 6)
		case SectionRemedy:
			c.list(5, "*Remedy*", rest(pt), 4)
		case SectionPrevention:
			var lines []string
			for _, a := range pt.Promises {
				if !a.Over {
					lines = append(lines, a.mrkdwn())
				}
			}
			if len(lines) == 0 {
				lines = []string{"No action was recorded."}
			}
			c.list(1, "*What changes*", lines, 10)
		case SectionLearnings:
			c.list(2, "*Learnings*", bullets(pt.lines()), 4)
		case SectionGaps:
			c.list(7, "*Open questions and gaps*", bullets(pt.lines()), 6)
		}
	}
	c.fill()
	c.left = len(ends) * partRunes
	c.parts = append(c.parts, postmortem.Part{Kind: postmortem.Rule})
	for _, s := range ends {
		c.add(postmortem.Quiet, mrkdwn(s))
	}
	return postmortem.Card{Parts: c.parts}
}

// next says what happens now.
func next(status string) string {
	if status == string(postmortem.Published) || status == string(postmortem.Corrected) {
		return "The whole review is in the files of this thread."
	}
	return "What happens next: read the draft in the files of this thread, and answer below them whether your view is in it. " +
		"Confirm or leave out what is proposed. The owner then writes the two sections that only people can write, and publishes; the bot does not."
}

func (p part) lines() []line {
	var out []line
	for _, b := range p.Blocks {
		out = append(out, b.Lines...)
	}
	return out
}

func bullets(lines []line) []string {
	var out []string
	for _, l := range lines {
		if l.aside {
			out = append(out, "_"+mrkdwn(l.Text)+"_")
		} else {
			out = append(out, "• "+said(l))
		}
	}
	return out
}

func said(l line) string {
	s := mrkdwn(l.Text)
	if l.State == proposed {
		s += " _(proposed)_"
	}
	if l.Corrected != "" {
		s += " _(corrected after the draft)_"
	}
	if d := l.Doubt(); d != "" {
		s += " _(" + mrkdwn(d) + ")_"
	}
	return s
}

func (a promise) mrkdwn() string {
	owner := a.Promise
	if a.Owner != "" {
		owner = a.Owner + ", " + owner
	}
	due := "due " + a.Due
	if a.DueOpen {
		due = "no date yet"
	}
	s := "• *" + a.Label + "* " + mrkdwn(sentence(a.Text)) + " _" + mrkdwn(owner) + "; " + due + "_"
	if a.Proposed {
		s += " _(proposed)_"
	}
	return s
}

// A cardWriter keeps a message within its bounds.
type cardWriter struct {
	parts []postmortem.Part
	lists []cardList
	left  int // characters
}

func (c *cardWriter) add(kind postmortem.PartKind, text string) {
	if text == "" || c.left <= 0 {
		return
	}
	text = cut(text, min(partRunes, c.left))
	c.left -= utf8.RuneCountInString(text)
	c.parts = append(c.parts, postmortem.Part{Kind: kind, Text: text})
}

// A list of a card. Where not all fits, those of a low rank have their lines first.
type cardList struct {
	rank  int
	title string
	lines []string
	most  int
	shown int
}

// list keeps a list for fill, with at most so many of its lines.
func (c *cardWriter) list(rank int, title string, lines []string, most int) {
	if len(lines) > 0 {
		c.lists = append(c.lists, cardList{rank, title, lines, min(most, len(lines)), 0})
	}
}

// text is a list as it is written, with the rest of it counted.
func (l cardList) text() string {
	var parts []string
	if l.title != "" {
		parts = append(parts, l.title)
	}
	parts = append(parts, l.lines[:l.shown]...)
	if rest := len(l.lines) - l.shown; rest > 0 {
		parts = append(parts, "_… and "+strconv.Itoa(rest)+" more in the document_")
	}
	return strings.Join(parts, "\n")
}

// fill writes the lists in their order. Each has its first line if there is room, in the order of their rank, and then as
// many more as fit: what was agreed and learnt is what people open a review for. No line is cut.
func (c *cardWriter) fill() {
	ranked := make([]*cardList, len(c.lists))
	for i := range c.lists {
		ranked[i] = &c.lists[i]
	}
	slices.SortStableFunc(ranked, func(x, y *cardList) int { return cmp.Compare(x.rank, y.rank) })
	written := map[*cardList]bool{}
	left := c.left
	grow := func(l *cardList) bool {
		before := 0
		if written[l] {
			before = utf8.RuneCountInString(l.text())
		}
		l.shown++
		if now := utf8.RuneCountInString(l.text()); now <= partRunes && now-before <= left {
			left -= now - before
			written[l] = true
			return true
		}
		l.shown--
		return false
	}
	for _, l := range ranked {
		grow(l)
	}
	for _, l := range ranked {
		for written[l] && l.shown < l.most && grow(l) {
		}
	}
	for i := range c.lists {
		if l := &c.lists[i]; written[l] {
			c.add(postmortem.Body, l.text())
		}
	}
	c.lists = nil
}

// mrkdwn escapes a text and takes the meaning from marks that Slack reads as style.
func mrkdwn(s string) string {
	var b strings.Builder
	for _, r := range runs(s) {
		if r.Code {
			b.WriteString("`" + postmortem.Escape(r.Text) + "`")
			continue
		}
		t := quietMarks.Replace(postmortem.Escape(r.Text))
		t = wordEdge.ReplaceAllString(t, "${1}_\u2060")
		b.WriteString(wordEnd.ReplaceAllString(t, "\u2060_$2"))
	}
	return b.String()
}

// quietMarks parts a mark of style from its word by a character that is not seen.
var quietMarks = strings.NewReplacer("*", "*\u2060", "~", "~\u2060", "`", "'", "@", "@\u2060")

// cut shortens a text to n characters.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return strings.TrimRight(string([]rune(s)[:max(n-1, 0)]), " ") + "…"
}
