package writeup

import (
	"regexp"
	"strings"

	"github.com/remedybot/remedy/internal/markdown"
)

var (
	doneLabel = regexp.MustCompile(`(?i)^\W*(?:done|completed?|fixed|shipped|finished)\W*:`)
	boxed     = regexp.MustCompile(`^\[([ xX✓✔])\]\s+`)
	ownedBy   = regexp.MustCompile(`(?i)\b(?:owner|assignee|assigned to|responsible|dri)\b\W{0,3}:\s*\S`)
	dueBy     = regexp.MustCompile(`(?i)\b(?:due(?: date)?|deadline|eta)\b\W{0,3}:\s*\S`)
	ticketed  = regexp.MustCompile(`^\[?(?:[A-Z][A-Z0-9]{1,9}-\d{1,6}|#\d{1,7})\]?\W`)
	// particulars are the owner and the date before an action: "Owner: Bo – due: 3 May – Add a limit".
	particulars = regexp.MustCompile(`(?i)^(?:(?:owner|assignee|assigned to|responsible|dri|due(?: date)?|deadline|eta)\b\W{0,3}:[^–—|;]{1,40}(?:\s+-\s+|[–—|;]\s*))+`)
)

// actionLines reads the lines of a paragraph that are actions, since they say so: done, owned, due or ticketed.
func (r *Review) actionLines(b markdown.Block) {
	line := b.Line - 1
	for raw := range strings.SplitSeq(b.Text, "\n") {
		line++
		text := oneLine(markdown.Plain(raw))
		switch {
		case doneLabel.MatchString(text) && !strings.HasSuffix(text, ":"):
			r.Actions = append(r.Actions, Action{Text: text, Line: line, Done: true})
		case boxed.MatchString(text), ownedBy.MatchString(text), dueBy.MatchString(text), ticketed.MatchString(text):
			item := markdown.Block{Kind: markdown.Item, Line: line, Text: raw}
			if m := boxed.FindStringSubmatch(text); m != nil {
				item.Text = text[len(m[0]):]
				if m[1] != " " {
					item.Box = markdown.Ticked
				}
			}
			r.actionItem(item, nil)
		}
	}
}

// finishedList reports whether a paragraph says of the list below it that it is done: "Done: a release with these rules:".
func finishedList(text string) bool {
	text = oneLine(markdown.Plain(text))
	return doneLabel.MatchString(text) && strings.HasSuffix(text, ":")
}
