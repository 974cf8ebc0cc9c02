package due

import "time"

// Find returns the first day that something is promised for inside a sentence, and the bytes of its phrase. A weekday or
// a distance counts only behind "by", "until" or "due": "I looked on friday" promises nothing. Days that have passed are
// skipped, for a sentence may well speak of them.
func Find(text string, now time.Time, zone *time.Location) (Date, [2]int, bool) {
	r := reader{words: split(text), today: today(now, zone), zone: zone}
	for i := range r.words {
		d, n, led, no := r.phrase(i)
		if no != nil || n == 0 || !led && !r.standsAlone(i) {
			continue
		}
		if w := r.at(i); (w == "on" || w == "for") && !r.standsAlone(i+1) {
			continue
		}
		return d, [2]int{r.words[i].start, r.words[i+n-1].end}, true
	}
	return Date{}, [2]int{}, false
}

// standsAlone reports whether the day at i is plain enough to need no lead.
func (r reader) standsAlone(i int) bool {
	if d, _ := r.slashed(r.at(i)); !d.IsZero() {
		return false // "11 of 18" is also written 11/18.
	}
	for _, read := range []func(int) (Date, int, *Refusal){r.numeric, r.near, r.endOf, r.monthDay, r.dayMonth} {
		if _, n, _ := read(i); n > 0 {
			return true
		}
	}
	if _, n, _ := r.weekday(i); n == 3 && r.at(i+1) == "week" {
		return true
	}
	if _, ok := weekdays[r.at(i)]; ok {
		_, n, _ := r.weekday(i)
		return n > 1
	}
	if w := r.at(i); w == "next" || w == "in" || w == "within" {
		return true
	}
	return r.any(i, dayEnds...) > 0 && r.at(i) != "noon" && r.at(i) != "midnight" && r.at(i) != "midday"
}
