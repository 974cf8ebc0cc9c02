package evidence

import "strings"

// conceding are the beginnings of a message that gives in to what another has said, the longest first within each first word.
var conceding = phrases(`yes, yep, yeah, right, true, correct, quite right, you are right, you're right, that is right, that's right, ah yes, ah right, oh yes, oh right, ok yes, sorry, my mistake, my bad, fair, indeed, exactly, oops, ok`)

// Concedes reports whether a message begins by giving in to what another has said.
func Concedes(text string) bool {
	ts := scan(Statement{Text: text})
	for len(ts) > 0 && ts[0].kind == mark {
		ts = ts[1:]
	}
	n := opening(ts, conceding)
	next := at(ts, n)
	return n > 0 && (next.kind == mark || next.kind == stop || next.text == "") && next.low != "?" && !oneOf(at(ts, n+1).low, "but no")
}

// Figures are the numbers of a text that count or measure something, without what groups their digits: of two digits or more,
// and no times.
func Figures(text string) []string {
	var out []string
	for _, t := range scan(Statement{Text: text}) {
		if w := strings.NewReplacer(",", "", ".", "", " ", "").Replace(t.low); t.kind == number && len(w) > 1 && strings.Trim(w, "0123456789") == "" {
			out = append(out, w)
		}
	}
	return out
}
