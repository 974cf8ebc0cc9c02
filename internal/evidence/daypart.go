package evidence

import "github.com/remedybot/remedy/internal/due"

// dayParts takes the parts of a sentence out that are a day and nothing else: ", also 24/4", ", friday", "from 1 june", and
// what a thing is to be ready for behind a promise: "this week".
func (r *reader) dayParts(ts []token, day due.Date) ([]token, due.Date) {
	if n := len(ts); n > 0 && wordCount(ts) <= 6 && says(ts[max(0, n-4):], "you have it, you get it, you will have it, you will get it") {
		ts = ts[:0] // What is promised with a day stands in the message before.
	}
	var kept []token
	for start := 0; start < len(ts); {
		end := start + 1
		for end < len(ts) && ts[end].low != "," {
			end++
		}
		part := strip(ts[start:end])
		for len(part) > 1 && oneOf(part[0].low, "also and then from or say") {
			part = part[1:]
		}
		if d, ok := r.wholeDay(part); ok && (day.IsZero() || d == day) {
			day = d
		} else if start == 0 || day.IsZero() || len(part) > 3 || !hasAny(part, "first") { // "…, the first one by …": the day says it.
			kept = append(kept, ts[start:end]...)
		}
		start = end
	}
	kept = strip(kept)
	if n := len(kept); n > 2 && day.IsZero() && startsWith(kept[n-2:], "this", "week") && hasAny(kept, "i") {
		if d, err := due.Parse("end of this week", r.s.At, r.s.Zone); err == nil {
			return strip(kept[:n-2]), d
		}
	}
	return kept, day
}

// wholeDay reads tokens as a day, all of them.
func (r *reader) wholeDay(ts []token) (due.Date, bool) {
	if len(ts) == 0 || len(ts) > 6 || ts[0].start >= ts[len(ts)-1].end {
		return due.Date{}, false
	}
	phrase := r.s.Text[ts[0].start:ts[len(ts)-1].end]
	if len(ts) == 2 && ts[0].kind == number {
		phrase = "in " + phrase // "2 weeks"; hours and minutes are no day.
	}
	d, err := due.Parse(phrase, r.s.At, r.s.Zone)
	return d, err == nil
}
