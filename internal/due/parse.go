package due

import "time"

// Parse reads the whole phrase as a day, as seen from now in the zone (nil means UTC). The error is always a *Refusal.
// A weekday is the coming one; "next friday" is the Friday of next week; weeks begin on Monday.
func Parse(phrase string, now time.Time, zone *time.Location) (Date, error) {
	r := reader{words: split(phrase), today: today(now, zone), zone: zone}
	if len(r.words) == 0 {
		return Date{}, refuse(NotUnderstood, "There is no date here; write one as 2026-03-31 or as \"next friday\".")
	}
	d, n, _, no := r.phrase(0)
	if no != nil {
		return Date{}, no
	}
	if n != len(r.words) {
		return Date{}, refuse(NotUnderstood, "%q is not a date I can read; write it as 2026-03-31, \"31 march\" or \"next friday\".", clip(phrase))
	}
	return d, nil
}

func today(now time.Time, zone *time.Location) Date {
	if zone == nil {
		zone = time.UTC
	}
	return On(now.In(zone))
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// A reader reads phrases out of words. Each of its methods takes the index of a word and returns how many words it read;
// none read means that the words there are something else, and a refusal that they are a date but not a usable one.
type reader struct {
	words []word
	today Date
	zone  *time.Location
}

// at returns the word at i, or "" past the end.
func (r reader) at(i int) string {
	if i < 0 || i >= len(r.words) {
		return ""
	}
	return r.words[i].text
}

// run reports how many words at i match the wanted ones: all of them or none.
func (r reader) run(i int, want ...string) int {
	for k, w := range want {
		if r.at(i+k) != w {
			return 0
		}
	}
	return len(want)
}

// any returns the length of the first of the runs that stands at i.
func (r reader) any(i int, runs ...[]string) int {
	for _, want := range runs {
		if n := r.run(i, want...); n > 0 {
			return n
		}
	}
	return 0
}

var (
	leads = [][]string{
		{"due", "on"}, {"due", "by"}, {"due", "date"}, {"due"}, {"done", "by"}, {"not", "later", "than"}, {"no", "later", "than"},
		{"by"}, {"until"}, {"till"}, {"til"}, {"on"}, {"for"},
	}
	dayEnds = [][]string{
		{"the", "end", "of", "the", "day"}, {"the", "end", "of", "day"}, {"end", "of", "the", "day"}, {"end", "of", "day"},
		{"close", "of", "business"}, {"end", "of", "business"}, {"eod"}, {"cob"}, {"eob"}, {"noon"}, {"midday"}, {"midnight"},
	}
	tails = [][]string{
		{"at", "the", "latest"}, {"the", "latest"}, {"latest"}, {"please"}, {"pls"}, {"morning"}, {"afternoon"}, {"evening"}, {"night"},
		{"at", "noon"}, {"noon"}, {"at", "midnight"}, {"utc"},
	}
)

// phrase reads a due phrase at i: lead, day, tail. It tells whether a lead marked it as a date something is due on.
func (r reader) phrase(i int) (d Date, n int, led bool, no *Refusal) {
	start := i
	if _, k, _ := r.endOf(i + 1); r.at(i) == "before" && k > 0 {
		led, i = true, i+1 // The end of a span is its last day either way.
	} else if r.at(i) == "before" {
		if _, k, _ := r.day(i + 1); k > 0 {
			return Date{}, 0, false, refuse(Ambiguous, "\"before\" may or may not include the day; write the last day itself, such as \"by friday\" or 2026-03-31.")
		}
	}
	for k := r.any(i, leads...); k > 0; k = r.any(i, leads...) {
		led, i = true, i+k
	}
	ended := r.any(i, dayEnds...)
	if ended > 0 {
		i += ended
		if r.at(i) == "on" || r.at(i) == "of" {
			i++
		}
	}
	d, k, no := r.day(i)
	switch {
	case no != nil:
		return Date{}, 0, led, no
	case k == 0 && ended > 0:
		d = r.today
	case k == 0:
		return Date{}, 0, led, refuse(NotUnderstood, "That is not a date I can read; write it as 2026-03-31, \"31 march\" or \"next friday\".")
	}
	i += k
	for {
		if k = r.any(i, append(dayEnds[:len(dayEnds):len(dayEnds)], tails...)...); k == 0 {
			k = r.clock(i)
		}
		if k == 0 {
			break
		}
		i += k
	}
	if d.Before(r.today) {
		return Date{}, 0, led, refuse(Past, "%s has passed; write a day from today on, such as \"next friday\".", d)
	}
	return d, i - start, led, nil
}

// clock reads a time of day, which a due date allows and ignores.
func (r reader) clock(i int) int {
	n := 0
	if r.at(i) == "at" {
		n = 1
	}
	w := r.at(i + n)
	if t, err := time.Parse("15:04", w); err == nil && !t.IsZero() {
		return n + 1
	}
	if _, err := time.Parse("3pm", w); err == nil {
		return n + 1
	}
	return 0
}
