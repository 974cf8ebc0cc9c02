package evidence

import "slices"

// pauses reads the marks that people set in place of full stops and quotation marks: what stands between quotation marks is
// somebody's words, dots within brackets end no sentence, and a face between two statements does.
func pauses(ts []token) []token {
	return faced(bracketed(quoted(ts)))
}

// quoted marks what stands between quotation marks on one line. It stays as it is, and a time in it is one that somebody
// spoke of, unless the quotation begins with it, as a line of a log does.
func quoted(ts []token) []token {
	open := -1
	for i, t := range ts {
		switch {
		case t.kind == stop && t.text == "\n":
			open = -1
		case t.kind != mark || !oneOf(t.low, `" “ ”`):
		case open < 0:
			ts[i].text, ts[i].low = `"`, `"`
			open = i
		default:
			ts[i].text, ts[i].low = `"`, `"`
			for k := open + 1; k < i; k++ {
				ts[k].said = true
				if ts[k].kind == clock && k > open+1 {
					ts[k].kind = ident
				}
			}
			inside(ts, open, i)
			open = -1
		}
	}
	return ts
}

// inside makes commas of the stops between two marks, and puts one that stands right before the second behind it.
func inside(ts []token, open, close int) {
	for k := open + 1; k < close; k++ {
		switch {
		case ts[k].kind != stop || ts[k].low == "?":
		case k == close-1:
			if next := at(ts, close+1); next.text != "" && next.kind != stop && next.text == next.low {
				ts[k].kind, ts[k].text, ts[k].low = mark, ",", "," // It goes on.
			}
			ts[k], ts[close] = ts[close], ts[k]
		default:
			ts[k].kind, ts[k].text, ts[k].low = mark, ",", ","
		}
	}
}

// bracketed makes commas of the dots within brackets: "(every hour.. at night two)".
func bracketed(ts []token) []token {
	open := -1
	for i, t := range ts {
		switch {
		case t.kind == stop && t.text == "\n":
			open = -1
		case t.kind == mark && t.low == "(":
			open = i
		case t.kind == mark && t.low == ")" && open >= 0:
			inside(ts, open, i)
			open = -1
		}
	}
	return slices.CompactFunc(ts, func(a, b token) bool { return a.kind == mark && b.kind == mark && a.low == "," && b.low == "," })
}

// faced takes faces and pictures out. One that stands between two statements ended the first: "the fix is out :tada: alerts
// are gone"; one within a statement ended nothing: "we :heart: the new graph".
func faced(ts []token) []token {
	out := make([]token, 0, len(ts))
	said := 0 // Tokens since the last end of a sentence.
	for i, t := range ts {
		switch {
		case t.kind != face:
			out = append(out, t)
			if said++; t.kind == stop {
				said = 0
			}
		case said >= 3 && ends(out[len(out)-1]):
			switch starts(ts[i+1:]) {
			case 0, 1:
			case 2:
				out = append(out, token{kind: mark, text: ",", low: ",", start: t.start, end: t.start})
			default:
				out = append(out, token{kind: stop, text: ".", low: ".", start: t.start, end: t.start})
				said = 0
			}
		}
	}
	return out
}

// ends reports whether a statement may end with a token.
func ends(t token) bool {
	return t.kind != number && (t.kind != mark || oneOf(t.low, `) "`)) && !unfinished[t.low] && !determiners[t.low]
}

// joining words go on with what was said before a face.
var joining = set("and or but so then because since with without to for in on at by of from until till after before while when that which who as via is are was were not no yet again though")

// starts is how many words tokens begin a statement of their own with; 0 where they go on with the one before.
func starts(ts []token) int {
	n := 0
	for n < len(ts) && ts[n].kind != stop && ts[n].kind != face {
		n++
	}
	if n > 0 && (ts[0].kind == mark || joining[ts[0].low]) {
		return 0
	}
	return n
}
