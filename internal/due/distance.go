package due

import "time"

// lastOfMonth returns the last day of the month; a month of 13 is January of the next year.
func lastOfMonth(year int, month time.Month) Date {
	return On(time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC))
}

// addMonths keeps the day of the month, or takes the last day of a shorter one.
func (d Date) addMonths(n int) Date {
	last := lastOfMonth(d.Year, d.Month+time.Month(n))
	last.Day = min(d.Day, last.Day)
	return last
}

// distance reads "in two weeks", "within 10 days", "three working days from now", "a week from friday".
func (r reader) distance(i int) (Date, int, *Refusal) {
	n := 0
	in := r.at(i) == "in" || r.at(i) == "within"
	if in {
		n = 1
		n += r.any(i+n, []string{"the", "next"})
	}
	many := count(r.at(i + n))
	if many < 0 {
		if r.at(i+n) != "fortnight" {
			return Date{}, 0, nil
		}
		many, n = 1, n-1
	}
	n++
	add, k := r.unit(i + n)
	if add == nil {
		return Date{}, 0, nil
	}
	n += k
	if k := r.any(i+n, []string{"from", "now"}, []string{"from", "today"}); k > 0 {
		return add(r.today, many), n + k, nil
	}
	if r.at(i+n) == "from" {
		d, k, no := r.day(i + n + 1)
		if no != nil || k == 0 {
			return Date{}, 0, no
		}
		return add(d, many), n + 1 + k, nil
	}
	if !in {
		return Date{}, 0, nil
	}
	return add(r.today, many), n, nil
}

// unit reads a unit of time and returns how to add so many of it.
func (r reader) unit(i int) (add func(Date, int) Date, n int) {
	if w := r.at(i); (w == "working" || w == "business" || w == "work") && (r.at(i+1) == "days" || r.at(i+1) == "day") {
		return workingDays, 2
	}
	switch r.at(i) {
	case "day", "days":
		return Date.AddDays, 1
	case "week", "weeks":
		return func(d Date, n int) Date { return d.AddDays(7 * n) }, 1
	case "fortnight":
		return func(d Date, n int) Date { return d.AddDays(14 * n) }, 1
	case "month", "months":
		return Date.addMonths, 1
	}
	return nil, 0
}

// workingDays skips Saturdays and Sundays; it knows no holidays.
func workingDays(d Date, n int) Date {
	for n > 0 {
		d = d.AddDays(1)
		if w := d.Weekday(); w != time.Saturday && w != time.Sunday {
			n--
		}
	}
	return d
}

// endOf reads "end of march", "end of next week", "end of the month", "end of q2", "end of 2026". A week ends on Friday.
func (r reader) endOf(i int) (Date, int, *Refusal) {
	n := r.any(i, []string{"the", "end", "of"}, []string{"end", "of"}, []string{"end"})
	short := 0
	if n == 0 {
		switch r.at(i) {
		case "eow", "eom", "eoq", "eoy":
			short = 1
		default:
			return Date{}, 0, nil
		}
	}
	next := 0
	switch r.at(i + n) {
	case "next":
		next, n = 1, n+1
	case "the", "this":
		n++
	}
	month := int(r.today.Month)
	switch w := r.at(i + n); w {
	case "week", "eow":
		friday := r.monday().AddDays(7*next + 4)
		if friday.Before(r.today) {
			return Date{}, 0, refuse(Ambiguous, "This week's Friday has passed; write the day you mean, such as \"next friday\".")
		}
		return friday, n + 1, nil
	case "month", "eom":
		return lastOfMonth(r.today.Year, r.today.Month+time.Month(next)), n + 1, nil
	case "quarter", "eoq":
		quarter := (month-1)/3 + next
		return lastOfMonth(r.today.Year, time.Month(quarter*3+3)), n + 1, nil
	case "year", "eoy":
		return Date{Year: r.today.Year + next, Month: time.December, Day: 31}, n + 1, nil
	case "q1", "q2", "q3", "q4":
		return r.ending(i, n+1, time.Month(w[1]-'0')*3)
	default:
		if m, ok := months[w]; ok && next == 0 {
			return r.ending(i, n+1, m)
		}
		if y := digits(w, 4); y >= 2000 && next == 0 && short == 0 {
			return Date{Year: y, Month: time.December, Day: 31}, n + 1, nil
		}
	}
	return Date{}, 0, nil
}

// ending returns the last day of the month, in the year that follows at i+n or in the coming one.
func (r reader) ending(i, n int, month time.Month) (Date, int, *Refusal) {
	if y := digits(r.at(i+n), 4); y >= 2000 {
		return lastOfMonth(y, month), n + 1, nil
	}
	d := lastOfMonth(r.today.Year, month)
	if d.Before(r.today) {
		d = lastOfMonth(r.today.Year+1, month)
	}
	return d, n, nil
}

// vague refuses spans of time that name no day.
func (r reader) vague(i int) (Date, int, *Refusal) {
	for _, span := range [][]string{
		{"next", "week"}, {"this", "week"}, {"next", "month"}, {"this", "month"}, {"next", "year"}, {"next", "quarter"}, {"this", "quarter"},
		{"soon"}, {"asap"}, {"next", "sprint"}, {"this", "sprint"},
	} {
		if r.run(i, span...) > 0 {
			return Date{}, 0, refuse(Ambiguous, "That names no day; write the last day you mean, such as \"end of next week\" or 2026-03-31.")
		}
	}
	if _, ok := months[r.at(i)]; ok && r.at(i) != "may" {
		return Date{}, 0, refuse(Ambiguous, "A month names no day; write \"end of %s\" or the day itself.", r.at(i))
	}
	return Date{}, 0, nil
}
