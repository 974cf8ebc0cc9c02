package writeup

import (
	"regexp"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/markdown"
)

var (
	onlyTicket = regexp.MustCompile(`^(?:\[?[A-Z][A-Z0-9]{1,9}-\d{1,6}\]?|#\d{1,7})$`)
	onlyState  = regexp.MustCompile(`(?i)^(?:open|in progress|in review|to ?do|done|closed|completed?|blocked|planned|started|not started|backlog|✅|❌|x)$`)
	likeName   = regexp.MustCompile(`^@?\p{Lu}?[\pL.'-]+(?: \p{Lu}[\pL.'-]*){0,2}$`)
)

// headed is a table whose first row is a head. Where that row holds a time, a date or a ticket it is one of the others,
// and the table gets a head without names.
func headed(b markdown.Block) markdown.Block {
	if len(b.Rows) == 0 || !slices.ContainsFunc(b.Rows[0].Cells, func(c string) bool {
		c = strings.TrimSpace(markdown.Plain(c))
		s, n := readStamp(c)
		return onlyTicket.MatchString(c) || n > 0 && len(c)-n < 4 && (s.timed() || s.dated() && s.Year > 0)
	}) {
		return b
	}
	nameless := markdown.Row{Line: b.Rows[0].Line, Cells: make([]string, len(b.Rows[0].Cells))}
	b.Rows = slices.Concat([]markdown.Row{nameless}, b.Rows)
	return b
}

// guessed tells what the columns of a table of actions hold by what most of their cells look like, where no head names
// them. The widest of the others holds the actions.
func guessed(rows []markdown.Row, n int) []column {
	is := make([]column, n)
	widest, most := -1, 0
	for col := range n {
		letters := 0
		like := map[column]int{}
		filled := 0
		for _, row := range rows {
			if col >= len(row.Cells) {
				continue
			}
			cell := oneLine(markdown.Plain(row.Cells[col]))
			letters += len(cell)
			if nothing(cell) == "" {
				continue
			}
			filled++
			switch {
			case onlyTicket.MatchString(cell):
				like[ticketColumn]++
			case onlyState.MatchString(cell):
				like[stateColumn]++
			case len(cell) < 24 && (isoDay.MatchString(cell) || inWords.MatchString(cell)):
				like[dueColumn]++
			case len(cell) < 32 && likeName.MatchString(cell):
				like[ownerColumn]++
			}
		}
		for kind, hits := range like {
			if 2*hits > filled && !slices.Contains(is, kind) {
				is[col] = kind
			}
		}
		if is[col] == otherColumn && letters > most {
			widest, most = col, letters
		}
	}
	if widest >= 0 {
		is[widest] = textColumn
	}
	return is
}
