package due

import (
	"strings"
	"time"
)

// day reads the day at i, without lead and tail.
func (r reader) day(i int) (Date, int, *Refusal) {
	for _, read := range []func(int) (Date, int, *Refusal){
		r.numeric, r.near, r.endOf, r.weekday, r.monthDay, r.dayMonth, r.distance, r.dayAlone, r.vague,
	} {
		if d, n, no := read(i); n > 0 || no != nil {
			return d, n, no
		}
	}
	return Date{}, 0, nil
}

// date builds a day and refuses one that the calendar does not have.
func date(y, m, d int) (Date, *Refusal) {
	made := Date{Year: y, Month: time.Month(m), Day: d}
	if y < 1 || m < 1 || m > 12 || d < 1 || On(made.In(time.UTC)) != made {
		return Date{}, refuse(Impossible, "%04d-%02d-%02d is not in the calendar; write the day you mean, such as 2026-06-30.", y, m, d)
	}
	return made, nil
}

// numeric reads 2019-11-08, 2019/11/08, 8.11.2019, 8.11., 25/11/2019 and RFC 3339 times. 03/04/2026 may be either way round.
func (r reader) numeric(i int) (Date, int, *Refusal) {
	w := r.at(i)
	if len(w) > 10 && w[4] == '-' {
		if t, err := time.Parse(time.RFC3339, strings.ToUpper(w)); err == nil {
			zone := r.zone
			if zone == nil {
				zone = time.UTC
			}
			return On(t.In(zone)), 1, nil
		}
	}
	if d, no := r.slashed(w); no != nil || !d.IsZero() {
		return d, 1, no
	}
	for _, sep := range []string{"-", "/", "."} {
		parts := strings.Split(w, sep)
		if len(parts) != 3 {
			continue
		}
		a, b, c := digits(parts[0], 4), digits(parts[1], 2), digits(parts[2], 4)
		switch {
		case a < 0 || b < 0 || c < 0 && parts[2] != "":
			return Date{}, 0, nil
		case len(parts[0]) == 4 && len(parts[2]) <= 2 && c >= 0:
			d, no := date(a, b, c)
			return d, 1, no
		case sep == "." && parts[2] == "":
			d, no := r.thisOrNext(b, a)
			return d, 1, no
		case len(parts[2]) != 4:
			return Date{}, 0, nil
		case sep == ".":
			d, no := date(c, b, a)
			return d, 1, no
		case a > 12:
			d, no := date(c, b, a)
			return d, 1, no
		case b > 12:
			d, no := date(c, a, b)
			return d, 1, no
		case a == b:
			d, no := date(c, a, b)
			return d, 1, no
		default:
			return Date{}, 0, refuse(Ambiguous, "%s may be read two ways; write it as %04d-%02d-%02d or %04d-%02d-%02d.", w, c, b, a, c, a, b)
		}
	}
	return Date{}, 0, nil
}

// slashed reads 24/4 and 4/24; none where it may be either way round, or is no date: 24/7.
func (r reader) slashed(w string) (Date, *Refusal) {
	first, second, ok := strings.Cut(w, "/")
	if a, b := digits(first, 2), digits(second, 2); ok && w != "24/7" && a > 0 && b > 0 && max(a, b) > 12 && max(a, b) <= 31 && min(a, b) <= 12 {
		return r.thisOrNext(min(a, b), max(a, b))
	}
	return Date{}, nil
}

// near reads today, tonight, tomorrow and the day after.
func (r reader) near(i int) (Date, int, *Refusal) {
	if day, ok := weekdays[r.at(i)]; ok && day == r.today.Weekday() && (r.at(i+1) == "tonight" || r.at(i+1) == "today") {
		return r.today, 2, nil
	}
	if n := r.any(i, []string{"today"}, []string{"tonight"}, []string{"this", "evening"}, []string{"this", "afternoon"}); n > 0 {
		return r.today, n, nil
	}
	if n := r.any(i, []string{"the", "day", "after", "tomorrow"}, []string{"day", "after", "tomorrow"}); n > 0 {
		return r.today.AddDays(2), n, nil
	}
	if r.at(i) == "tomorrow" {
		return r.today.AddDays(1), 1, nil
	}
	return Date{}, 0, nil
}

// weekday reads "friday", "this friday", "next friday", "this week, friday", "friday next week", "friday in two weeks", "friday, 25 oct".
func (r reader) weekday(i int) (Date, int, *Refusal) {
	which, n := r.at(i), 0
	if day, ok := weekdays[r.at(i+2)]; ok && r.at(i+1) == "week" && (which == "this" || which == "next") {
		week := 0
		if which == "next" {
			week = 1
		}
		return r.monday().AddDays(7*week + (int(day)+6)%7), 3, nil
	}
	if which == "this" || which == "next" || which == "coming" || which == "the" && r.at(i+1) == "coming" {
		n = 1
		if which == "the" {
			n = 2
		}
	}
	day, ok := weekdays[r.at(i+n)]
	if !ok {
		return Date{}, 0, nil
	}
	n++
	monday := r.monday()
	ofWeek := func(week int) Date { return monday.AddDays(7*week + (int(day)+6)%7) }
	if which == "next" {
		if d, k, no := r.dayOfMonth(i + n); no == nil && k > 0 && d.Weekday() == day {
			return d, n + k, nil // "Next wednesday, the 22nd": the number says which.
		}
		return ofWeek(1), n, nil
	}
	if which == "this" {
		return ofWeek(0), n, nil
	}
	if k := r.any(i+n, []string{"of", "next", "week"}, []string{"next", "week"}); k > 0 {
		return ofWeek(1), n + k, nil
	}
	if k := r.any(i+n, []string{"of", "this", "week"}, []string{"this", "week"}); k > 0 {
		return ofWeek(0), n + k, nil
	}
	if r.at(i+n) == "in" {
		if weeks := count(r.at(i + n + 1)); weeks > 0 && (r.at(i+n+2) == "weeks" || r.at(i+n+2) == "week") {
			return ofWeek(weeks), n + 3, nil
		}
	}
	the := 0
	if r.at(i+n) == "the" {
		the = 1
	}
	for _, read := range []func(int) (Date, int, *Refusal){r.numeric, r.monthDay, r.dayMonth, r.dayAlone} {
		d, k, no := read(i + n + the)
		if no != nil {
			return Date{}, 0, no
		}
		if k == 0 {
			continue
		}
		if d.Weekday() != day {
			return Date{}, 0, refuse(Ambiguous, "%s is a %s; write the day you mean, such as %s.", d, d.Weekday(), d)
		}
		return d, n + the + k, nil
	}
	if day == r.today.Weekday() && which != "coming" && which != "the" {
		return Date{}, 0, refuse(Ambiguous, "Today is a %s; write \"today\" or \"next %s\".", day, strings.ToLower(day.String()))
	}
	ahead := (int(day) - int(r.today.Weekday()) + 7) % 7
	if ahead == 0 {
		ahead = 7
	}
	return r.today.AddDays(ahead), n, nil
}

// dayOfMonth reads the day behind a weekday: "the 22nd", "22 april".
func (r reader) dayOfMonth(i int) (Date, int, *Refusal) {
	for _, read := range []func(int) (Date, int, *Refusal){r.monthDay, r.dayMonth, r.dayAlone} {
		if d, k, no := read(i); k > 0 || no != nil {
			return d, k, no
		}
	}
	return Date{}, 0, nil
}

// monday returns the first day of the current week.
func (r reader) monday() Date { return r.today.AddDays(-((int(r.today.Weekday()) + 6) % 7)) }

// dayMonth reads "25 oct", "25th of october 2019", "the 25th of october".
func (r reader) dayMonth(i int) (Date, int, *Refusal) {
	n := 0
	if r.at(i) == "the" {
		n = 1
	}
	day := ordinal(r.at(i + n))
	if day == 0 {
		return Date{}, 0, nil
	}
	n++
	if r.at(i+n) == "of" {
		n++
	}
	month, ok := months[r.at(i+n)]
	if !ok {
		return Date{}, 0, nil
	}
	return r.withYear(i, n+1, int(month), day)
}

// monthDay reads "october 25", "oct 25th, 2019".
func (r reader) monthDay(i int) (Date, int, *Refusal) {
	month, ok := months[r.at(i)]
	if !ok {
		return Date{}, 0, nil
	}
	n := 1
	if r.at(i+n) == "the" {
		n++
	}
	day := ordinal(r.at(i + n))
	if day == 0 {
		return Date{}, 0, nil
	}
	return r.withYear(i, n+1, int(month), day)
}

func (r reader) withYear(i, n, month, day int) (Date, int, *Refusal) {
	if y := digits(r.at(i+n), 4); y >= 1000 {
		d, no := date(y, month, day)
		return d, n + 1, no
	}
	d, no := r.thisOrNext(month, day)
	return d, n, no
}

// thisOrNext returns the coming day of that name. One that lies just behind is more likely a slip than eleven months away.
func (r reader) thisOrNext(month, day int) (Date, *Refusal) {
	d, no := date(r.today.Year, month, day)
	if no != nil {
		if month == 2 && day == 29 {
			return Date{}, refuse(Impossible, "There is no 29 February this year; write the date with its year.")
		}
		return Date{}, no
	}
	if !d.Before(r.today) {
		return d, nil
	}
	if r.today.AddDays(-60).Before(d) {
		return Date{}, refuse(Past, "%s has passed; write the date with its year.", d)
	}
	return date(r.today.Year+1, month, day)
}

// dayAlone reads "the 25th".
func (r reader) dayAlone(i int) (Date, int, *Refusal) {
	n := 0
	if r.at(i) == "the" {
		n = 1
	}
	w := r.at(i + n)
	day := ordinal(w)
	if day == 0 || digits(w, 2) >= 0 {
		return Date{}, 0, nil
	}
	if day < r.today.Day {
		next := lastOfMonth(r.today.Year, r.today.Month+1)
		d, no := date(next.Year, int(next.Month), day)
		return d, n + 1, no
	}
	d, no := date(r.today.Year, int(r.today.Month), day)
	return d, n + 1, no
}
