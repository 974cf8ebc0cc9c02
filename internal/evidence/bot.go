package evidence

import "strings"

// bot reads a post of another bot as one entry.
func (r *reader) bot(ts []token) {
	var all []token
	for _, x := range sentences(ts) {
		if says(x.ts, "unrelated, not related") {
			return
		}
		if x.label != "" {
			all = append(all, tok(x.label, x.ts[0]), token{kind: mark, text: ":", low: ":"})
		}
		all = append(all, x.ts...)
		all = append(all, token{kind: mark, text: ",", low: ",", start: x.ts[len(x.ts)-1].end, end: x.ts[len(x.ts)-1].end})
	}
	if !informative(all) {
		return
	}
	f := Finding{Kind: KindTimeline, At: r.s.At, Precision: Exact, Event: happeningOf(all).posted()}
	if oneOf(first(ts), "ok resolved recovery recovered") || ticked(r.s.Text) && f.Event != "change" && !hasAny(all, "approved submitted started") {
		f.Event = "recovery"
	}
	r.emit(f, strip(shouted(all)), true)
}

// ticked reports whether a machine marks its post as good news.
func ticked(text string) bool {
	for _, sign := range []string{":white_check_mark:", ":heavy_check_mark:", ":large_green_circle:", ":green_circle:", ":green_heart:", ":tada:"} {
		if strings.HasPrefix(text, sign) {
			return true
		}
	}
	return false
}

// states are the words with which a machine heads a post, often in capitals.
var states = set("alert firing resolved warning critical problem recovery ok error failed failure down up paging started finished incident notice acknowledged triggered closed opened")

// shouted writes the capitals of a machine's post small, sets its state off with a colon, and goes on in small letters
// behind what was a full stop.
func shouted(ts []token) []token {
	out := make([]token, 0, len(ts)+1)
	for i, t := range ts {
		if t.kind == word && len(t.text) > 1 && t.text == strings.ToUpper(t.text) && (states[t.low] || verbs[t.low] != nil || recoveries[t.low]) {
			t.text = t.low
			out = append(out, t)
			if next := at(ts, i+1); i == 0 && states[t.low] && next.kind != mark && next.text != "" {
				out = append(out, token{kind: mark, text: ":", low: ":"})
			}
			continue
		}
		if i > 0 && ts[i-1].low == "," && t.kind == word && t.text == capital(t.low) && (states[t.low] || verbs[t.low] != nil || auxiliaries[t.low] || determiners[t.low]) {
			t.text = t.low
		}
		out = append(out, t)
	}
	return out
}
