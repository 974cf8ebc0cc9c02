package evidence

import (
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/due"
)

// counters are the words of a message that only sets another time against the one just told: "no, 18:26 says the log", "I
// have 18:26 for that", "for us it was more like 18:26".
var counters = set(`no nope nah hm not i we have has had it it's its was is that this for us me more like rather actually my mine our ours the a an says say said shows show showed according to in
	on by at around about of then one sorry only utc gmt cet cest however but well side think believe`, grounds)

// grounds are what people take a time from.
const grounds = `log logs notes note mail mailbox mails channel dashboard history record records audit ticket tickets pipeline deploy deployment pager phone calendar graph graphs monitor monitoring metric metrics
	email inbox commit git terminal shell screenshot thread chat invoice statement statements provider vendor report system`

var ground = set(grounds)

// countered reads a message that only counters a time: what was told just before, with the time that this speaker gives.
// It reports whether the message is one.
func (r *reader) countered(xs []sentence) bool {
	if len(r.s.Before) == 0 || len(xs) != 1 || xs[0].asks || len(xs[0].all) > 14 {
		return false
	}
	ts := xs[0].all
	given, source := -1, []token(nil)
	for i, t := range ts {
		switch {
		case t.kind == clock && given < 0:
			given = i
		case t.kind == clock && (r.translated(r.place(t.low, due.Date{}, r.s.Zone)) || r.spokenHere(t.low)), t.low == "here": // The same by the clock on the wall.
		case t.kind == clock, t.kind != mark && !counters[t.low]:
			return false
		case ground[t.low]:
			source = phraseTo(ts, i)
		}
	}
	if given < 0 || given > 0 && ts[given-1].low == "not" {
		return false
	}
	ws := r.whens(ts)
	if len(ws) == 0 || len(ws) > 1 && len(r.named) == 0 || ws[0].ranged || ws[0].since {
		return false
	}
	before := r.s
	before.Text, before.Before = r.s.Before[len(r.s.Before)-1], nil
	var told []Finding
	for _, f := range Read(before) {
		if f.Kind == KindTimeline && !f.At.IsZero() && f.To.IsZero() {
			told = append(told, f)
		}
	}
	if len(told) != 1 {
		return false
	}
	f, w := told[0], ws[0]
	if !w.approx && oneOf(ts[0].low, "no nope nah not") && r.settles(before, w, ts[given]) {
		return true
	}
	if w.day.IsZero() {
		w.at = time.Date(f.At.Year(), f.At.Month(), f.At.Day(), w.at.Hour(), w.at.Minute(), w.at.Second(), 0, time.UTC)
	}
	if apart := w.at.Sub(f.At).Abs(); apart == 0 || apart > sameMoment || strings.ContainsFunc(f.Text, isDigit) || strings.ContainsAny(f.Text, ",;:") || strings.HasPrefix(f.Text, "For ") || strings.HasPrefix(f.Text, "On ") {
		return false
	}
	f.At, f.Precision, f.Span = w.at, Exact, spanOf(ts)
	if w.approx {
		f.Precision = Approx
	}
	text := strings.TrimSuffix(f.Text, ".") + " at " + ts[given].text
	if zone := at(ts, given+1); zone.kind == word {
		if _, ok := zones[zone.low]; ok {
			text += " " + zone.text
		}
	}
	if source != nil {
		text += ", according to " + lowerFirst(strings.TrimSuffix(render(r.v.thirdPerson(source)), "."))
	}
	if f.Text = text + "."; sound(f.Text) {
		r.out = append(r.out, f)
	}
	return true
}

// settles puts an exact time in place of the rough one of a message: "around midnight or so", "no, 00:15 UTC".
func (r *reader) settles(before Statement, w when, given token) bool {
	b, ts := newReader(before)
	rough := b.whens(ts)
	if len(rough) != 1 || rough[0].ranged || !rough[0].approx {
		return false
	}
	at := spanOf(ts[rough[0].from:rough[0].to])
	before.Text = before.Text[:at[0]] + "at " + w.at.UTC().Format("15:04") + " UTC" + before.Text[at[1]:]
	for _, f := range Read(before) {
		if f.Kind == KindTimeline && !f.At.IsZero() {
			if w.day.IsZero() { // What it corrects may be of the next day.
				w.at = time.Date(f.At.Year(), f.At.Month(), f.At.Day(), w.at.Hour(), w.at.Minute(), w.at.Second(), 0, time.UTC)
			}
			f.At, f.Precision, f.Bare, f.Settles, f.Span = w.at, Exact, w.bare, true, [2]int{given.start, given.end}
			r.out = append(r.out, f)
			return true
		}
	}
	return false
}

func isDigit(c rune) bool { return c >= '0' && c <= '9' }

// phraseTo is the phrase that ends in the ground at i, with its article: "the deploy channel".
func phraseTo(ts []token, i int) []token {
	from := i
	for from > 0 && i-from < 3 && (ground[ts[from-1].low] || oneOf(ts[from-1].low, "the my our a")) {
		from--
		if oneOf(ts[from].low, "the my our a") {
			break
		}
	}
	if oneOf(ts[from].low, "the my our a") {
		return ts[from : i+1]
	}
	return append([]token{tok("the", ts[i])}, ts[from:i+1]...)
}
