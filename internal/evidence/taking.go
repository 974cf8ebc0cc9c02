package evidence

import (
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/due"
)

// Who promises in chat says what, who and by when in any order, in as many sentences as they like: "bridge both racks. me,
// friday", "I take that. a second approver at night", "so the 16th rather than the 9th".

// declining say that somebody will not do it, whatever it is.
const declining = `not me, i cannot, i can not, i will not, not mine, not for me, i do not want, we do not want, i would not, i would rather not, i would prefer not, i am not going to, do not count on me, without me`

// noPromise are the words of the end of a promise that says that its day is open: ", no date", ", cannot give a date yet".
var noPromise = set("no not without date dates day promise promises deadline yet cannot can could give a any on it say open later now sure which when the for")

// undated drops such an end.
func undated(ts []token) []token {
	i := lastComma(ts)
	if i < 1 || !oneOf(at(ts, i+1).low, "no not without cannot date") || !hasAny(ts[i:], "date dates day promise promises deadline") {
		return ts
	}
	for _, t := range ts[i+1:] {
		if !noPromise[t.low] {
			return ts
		}
	}
	return ts[:i]
}

// monthly drops the number of the month behind a day of the week, and a day of a month in figures that is read one way here
// and another there: neither is the name of a ticket.
func monthly(ts []token) []token {
	return slices.DeleteFunc(slices.Clone(ts), func(t token) bool {
		i := slices.IndexFunc(ts, func(u token) bool { return u.start == t.start && u.end == t.end })
		_, named := weekday(at(ts, i-1).low)
		_, names := weekday(t.low)
		return t.kind == number && named || names && at(ts, i+1).kind == number || dayMonth(t.low) || ordinalDay(t.low) > 0 && len(ts) <= 2
	})
}

// dayMonth reports whether a word is two numbers that may be a day and a month: "06-12".
func dayMonth(w string) bool {
	a, b, ok := strings.Cut(w, "-")
	return ok && digits(a) && digits(b)
}

// plainTask is a sentence that says what is to be done and nothing else, in words that need no list: a promise follows it.
func plainTask(x sentence) *draft {
	ts := x.ts
	if x.asks || x.label != "" || holds(ts, unheard) || !informative(ts) && wordCount(ts) < 3 && !isBase(ts[0].low) || hasWord(ts, second) || pointing(ts) || wordCount(ts) > longest || actionByPerson(ts) || hasAny(ts, "me mine us") ||
		ts[0].kind == number || ts[0].kind == clock || ts[0].kind == person || oneOf(ts[0].low, "i we it they he she there who what which yes yeah no ok fine fair true right sure good nice great thanks possible agreed same not nobody nothing") || says(ts, declining) {
		return nil
	}
	for _, t := range ts[1:] {
		if auxiliaries[t.low] && !oneOf(t.low, "is are must") || oneOf(t.low, "it they he she") {
			return nil
		}
	}
	span := spanOf(ts)
	return &draft{ts: ts, verb: !determiners[ts[0].low] && !things[ts[0].low], from: span[0], to: span[1]}
}

// taken reports whether a draft only says that its speaker takes something.
func taken(d *draft) bool {
	return d != nil && d.refines && len(d.ts) == 0 && d.owner == OwnerAuthor && d.subject == ""
}

// adds reports whether a draft is something more: "and a second approver", "also the runbook".
func (r *reader) adds(d *draft) bool {
	words := strings.Fields(strings.ToLower(r.s.Text[max(0, d.from-24):min(len(r.s.Text), d.from+24)]))
	return slices.ContainsFunc(words, func(w string) bool { return oneOf(strings.Trim(w, ",.;:"), "and also plus another besides") })
}

func firstComma(ts []token) int {
	if i := slices.IndexFunc(ts, func(t token) bool { return t.low == "," }); i >= 0 {
		return i
	}
	return len(ts)
}

// redated reads that another day holds than the one promised: "so the 16th rather than the 9th".
func (r *reader) redated(x sentence) *draft {
	for i := 1; i+1 < len(x.ts); i++ {
		n := 0
		switch {
		case startsWith(x.ts[i:], "rather", "than"), startsWith(x.ts[i:], "instead", "of"):
			n = 2
		case x.ts[i].low == "not" && x.ts[i-1].low == ",":
			n = 1
		default:
			continue
		}
		day, ok := r.dayIn(x.ts[:i])
		instead, was := r.dayIn(x.ts[i+n:])
		if !ok || !was || day == instead {
			return nil
		}
		span := spanOf(x.ts)
		return &draft{refines: true, day: day, instead: instead, from: span[0], to: span[1]}
	}
	return nil
}

// dayIn reads tokens that are a day and nothing else.
func (r *reader) dayIn(ts []token) (due.Date, bool) {
	for len(ts) > 0 && (ts[0].kind == mark || oneOf(ts[0].low, "so then it is until till by on make that now rather")) {
		ts = ts[1:]
	}
	if ts = strip(ts); len(ts) == 0 || len(ts) > 5 {
		return due.Date{}, false
	}
	span := spanOf(ts)
	day, err := due.Parse(r.s.Text[span[0]:span[1]], r.s.At, r.s.Zone)
	return day, err == nil
}
