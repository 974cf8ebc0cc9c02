package report

import "time"

// Days and times of the document are in UTC, and it says so where a day is written out.

func fullTime(t time.Time) string  { return t.UTC().Format("2006-01-02 15:04 UTC") }
func clockTime(t time.Time) string { return t.UTC().Format("15:04") }
func day(t time.Time) string       { return t.UTC().Format(time.DateOnly) }

// stamp writes a time in full, or only its clock where the day has just been said.
func stamp(t time.Time, said string) string {
	if day(t) == said {
		return clockTime(t)
	}
	return fullTime(t)
}

// span writes from one time to another, either of which may be unknown.
func span(from, to time.Time) string {
	switch {
	case from.IsZero() && to.IsZero():
		return ""
	case from.IsZero():
		return "until " + fullTime(to)
	case to.IsZero():
		return "from " + fullTime(from)
	case day(from) == day(to):
		return day(from) + " " + clockTime(from) + " to " + clockTime(to) + " UTC"
	}
	return fullTime(from) + " to " + fullTime(to)
}

// about marks a time that is only roughly known.
func about(precision, clock string) string {
	if precision == approx {
		return "about " + clock
	}
	return clock
}

// The precisions of a time.
const (
	exact   = "exact"
	approx  = "approx"
	unknown = "unknown"
)

func pointer(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}
