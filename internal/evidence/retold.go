package evidence

import (
	"strings"
	"time"
)

// roughly is how far a moment that is told as "about" may lie from its record.
const roughly = 5 * time.Minute

// Retold reports whether an account of the review only tells again what a record of the channel tells: the same minute, and
// no word or figure that speaks against it. Full reports whether it tells all that the record tells, and more.
func Retold(record, account Account, rough bool) (same, full bool) {
	if record.At.IsZero() || account.At.IsZero() {
		return false, false
	}
	apart := record.At.Truncate(time.Minute).Sub(account.At.Truncate(time.Minute)).Abs()
	if apart > 0 && !(rough && apart <= roughly) {
		return false, false
	}
	x, y := gist(record.Text), gist(account.Text)
	if len(x) == 0 || len(y) == 0 || opposed(x, y) {
		return false, false
	}
	shared := 0
	for w := range y {
		if x[w] {
			shared++
		}
	}
	full = shared == len(x) && len(y) > len(x)+1
	if own := len(y) - shared; own > 2 && !full || own > 0 && record.Event != account.Event && (full || record.Event == "decision" || account.Event == "decision") {
		return false, false // It tells more than a word or two that the record does not: a reason, a decision.
	}
	least := min(len(x), len(y))
	switch {
	case apart > 0:
		return shared == least && (least > 1 || apart <= 2*time.Minute), full
	case shared == least, shared >= 2 && shared*2 >= least:
		return true, full
	}
	return bareNews(y, record.Event), false
}

// bareNews reports whether an account says no more than that there was an alert, or that it was over, which the record of that
// minute tells in full.
func bareNews(words map[string]bool, event string) bool {
	for w := range words {
		alarm := oneOf(w, "alert alarm page fire monitor")
		if !(alarm && (event == "signal" || event == "recovery") || event == "recovery" && oneOf(w, "resolve recover clear green back ok")) {
			return false
		}
	}
	return true
}

// gist are the words of an account that bear its meaning, each in one form: without roles, articles and times.
func gist(text string) map[string]bool {
	out := map[string]bool{}
	for _, t := range withoutRoles(actionTokens(text)) {
		w := strings.Trim(t.low, "`\"")
		switch {
		case t.kind == mark || t.kind == clock || t.kind == person || determiners[w] || auxiliaries[w] || timePreps[w] && !oneOf(w, "on") || oneOf(w, "about and or of to for with in so as i we team first then also just again"):
			continue
		case verbs[w] != nil:
			w = verbs[w].base
		case t.kind == word && len(w) > 3:
			w = strings.TrimSuffix(w, "s")
		}
		out[w] = true
	}
	return out
}

// opposed reports whether one text denies, or gives another figure or direction than the other.
func opposed(x, y map[string]bool) bool {
	no := func(words map[string]bool) bool {
		for w := range words {
			if negations[w] {
				return true
			}
		}
		return false
	}
	if no(x) != no(y) {
		return true
	}
	for _, pair := range [...][2]string{{"on", "off"}, {"up", "down"}, {"start", "stop"}, {"start", "finish"}, {"open", "close"}, {"enable", "disable"}, {"begin", "end"}} {
		for _, p := range [...][2]string{pair, {pair[1], pair[0]}} {
			if x[p[0]] && !x[p[1]] && y[p[1]] && !y[p[0]] {
				return true
			}
		}
	}
	figures := func(words map[string]bool) (out []string) {
		for w := range words {
			if strings.ContainsAny(w, "0123456789") {
				out = append(out, w)
			}
		}
		return out
	}
	a, b := figures(x), figures(y)
	for _, f := range b {
		if x[f] {
			return false
		}
	}
	return len(a) > 0 && len(b) > 0
}
