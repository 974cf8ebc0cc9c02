package evidence

import (
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/due"
)

// A reader reads one message.
type reader struct {
	s       Statement
	v       voice
	clock   *time.Location // Of times written without a zone.
	day     due.Date       // Of the incident.
	context due.Date       // The day the last question was about, if it named one.
	out     []Finding
}

// Read returns the entries that a message gives rise to, in the order of the message; none for chatter.
func Read(s Statement) []Finding {
	r := &reader{s: s, v: voice{role: the(s.Role)}, clock: s.Clock}
	if r.clock == nil {
		r.clock = time.UTC
	}
	day := s.Day
	if day.IsZero() {
		day = s.At
	}
	r.day = due.On(day.UTC())
	ts := scan(s)
	if len(ts) == 0 || unfitMessage(ts) || s.Bot && s.Phase != History {
		return nil
	}
	if ownClock(ts) && s.Zone != nil {
		r.clock = s.Zone
	}
	if s.Question != "" {
		if d, ok := dayIn(scan(Statement{Text: s.Question}), r.day); ok {
			r.context = d
		}
	}
	switch {
	case s.Phase == History && s.Bot:
		r.bot(ts)
	case s.Phase == Prevention:
		r.actions(sentences(ts))
	default:
		if s.Phase == Remedy {
			r.promises(sentences(ts))
		}
		heading := ""
		for _, x := range r.joined(sentences(ts)) {
			if x.label == "" && (stems[heading] || heading == "luck") {
				x.label = heading // A heading holds for what follows it in the message.
			}
			heading = x.label
			r.sentence(x)
		}
	}
	return r.out
}

// stems are the headings of the root cause phase that name a stem.
var stems = set("start spread unseen unnoticed detection recovery")

// joined puts a bare quantity together with the sentence it belongs to ("13 minutes. 10:48 to 11:01."), and in Root cause a
// consequence with its reason.
func (r *reader) joined(xs []sentence) []sentence {
	var out []sentence
	for _, x := range xs {
		if n := len(out); n > 0 && !out[n-1].asks && !x.asks && x.label == "" && len(out[n-1].ts) <= 3 && hasQuantity(out[n-1].ts) && !finite(out[n-1].ts) {
			out[n-1].ts = append(append(out[n-1].ts, comma(x.ts[0])), x.ts...)
			continue
		}
		if n := len(out); n > 0 && r.s.Phase == RootCause && x.follows && !x.asks && !out[n-1].asks && x.label == "" && finite(out[n-1].ts) &&
			!oneOf(out[n-1].ts[0].low, "i we") && !oneOf(x.ts[0].low, "i we") && wordCount(out[n-1].ts)+wordCount(x.ts) < longest-6 && !chatter(x.ts) && !chatter(out[n-1].ts) {
			out[n-1].ts = append(append(out[n-1].ts, comma(x.ts[0]), tok("so", x.ts[0])), x.ts...)
			continue
		}
		out = append(out, x)
	}
	return out
}

func comma(before token) token {
	return token{kind: mark, text: ",", low: ",", start: before.start, end: before.start}
}

// openQuestions say that something is not established.
const openQuestions = "still do not know, do not know yet, not known yet, is unclear, unclear why, unclear how, unclear whether, open question, nobody knows, not established, not clear why, not clear how, not clear whether"

// ownClock reports whether the writer says that times are those of their own clock.
func ownClock(ts []token) bool {
	for i, t := range ts {
		switch t.low {
		case "my":
			if n := at(ts, i+1).low; n == "time" || n == "clock" || n == "timezone" {
				return true
			}
		case "local":
			if n := at(ts, i+1).low; n == "time" {
				return true
			}
		case "here":
			if p := at(ts, i-1); p.kind == clock {
				return true
			}
		}
	}
	return false
}

// sentence reads one sentence outside Prevention.
func (r *reader) sentence(x sentence) {
	if x.asks {
		return
	}
	if r.s.Phase != Remedy && r.s.Phase != Close && r.s.Phase != History {
		if r.idea(x) {
			return
		}
	}
	x.ts = addressed(x.ts)
	if r.s.Phase == Close {
		r.learning(x)
		return
	}
	if r.s.Phase != History && says(x.ts, openQuestions) {
		r.emit(Finding{Kind: KindQuestion}, x.ts, false)
		return
	}
	x.ts = elliptic(x.ts)
	if chatter(x.ts) && !(x.label == "luck" || strings.HasPrefix(x.label, "helped") || strings.HasPrefix(x.label, "hindered")) {
		return
	}
	for _, c := range r.clauses(x.ts) {
		c.ts = r.trimmed(&c)
		if x.label != "luck" && !informative(c.ts) && !(c.has && len(c.ts) > 0 && finite(c.ts)) {
			continue
		}
		switch r.s.Phase {
		case History:
			r.history(x, c)
		case Opening:
			r.opening(x, c)
		case Timeline:
			r.timeline(x, c)
		case RootCause:
			r.cause(x, c)
		case Remedy:
			r.remedy(x, c)
		}
	}
}

// elliptic drops "I can't," where the reason follows.
func elliptic(ts []token) []token {
	if len(ts) > 4 && (ts[0].low == "i" || ts[0].low == "we") {
		if ts[1].low == "cannot" && ts[2].low == "," {
			return ts[3:]
		}
		if ts[1].low == "could" && ts[2].low == "not" && ts[3].low == "," {
			return ts[4:]
		}
	}
	return ts
}

// trimmed takes the time off the beginning or the end of a clause, where the entry's own time says it.
func (r *reader) trimmed(c *clause) []token {
	ts := c.ts
	if !c.has || c.when.since || c.when.ranged {
		return strip(ts)
	}
	from, to := c.when.from, c.when.to
	switch {
	case from == 0 || from == 1 && ts[0].kind == mark:
		return strip(ts[to:])
	case to == len(ts) && from >= 2 && !c.when.approx && !oneOf(ts[from-1].low, "is was are were be live up down to than not until") && ts[from-1].kind != mark:
		if finite(ts[:from]) {
			return strip(ts[:from])
		}
	case to == len(ts) && ts[from-1].low == ",":
		return strip(ts[:from])
	}
	return strip(ts)
}

// emit adds a finding for the clause, in as many sentences as it needs.
func (r *reader) emit(f Finding, ts []token, past bool) {
	v := r.v
	v.past, v.headline = past, f.Kind == KindRemedy
	for _, p := range pieces(ts) {
		p = strip(p)
		if len(p) == 0 {
			continue
		}
		f.Text = render(v.report(p))
		f.Span = spanOf(p)
		if f.Text == "" || !sound(f.Text) {
			continue
		}
		r.out = append(r.out, f)
	}
}

// spanOf returns the bytes that tokens take up, in whatever order a rewriting left them. Tokens put in without a place of
// their own, such as the colon behind a heading, count for nothing.
func spanOf(ts []token) [2]int {
	span := [2]int{-1, 0}
	for _, t := range ts {
		if t.start == 0 && t.end == 0 {
			continue
		}
		if span[0] < 0 || t.start < span[0] {
			span[0] = t.start
		}
		span[1] = max(span[1], t.end)
	}
	span[0] = max(span[0], 0)
	return span
}

// sound is the last look at a sentence: nothing that Slack would read as a mention or a link, and not too long.
func sound(s string) bool {
	return !strings.Contains(s, "<@") && !strings.Contains(s, "<!") && len(strings.Fields(s)) <= longest
}

// dated sets the time of a timeline entry from its clause, or the fallback.
func (r *reader) dated(f *Finding, c clause, fallback time.Time) {
	f.Precision, f.At = Unknown, time.Time{}
	if !fallback.IsZero() {
		f.At, f.Precision = fallback, Exact
	}
	if c.has && !c.when.at.IsZero() && !(c.when.since && !fallback.IsZero()) {
		f.At, f.To, f.Precision = c.when.at, c.when.end, Exact
		if c.when.approx || hasAny(c.ts, "think guess remember believe") && hasAny(c.ts, "i") {
			f.Precision = Approx
		}
	}
}

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
	f := Finding{Kind: KindTimeline, At: r.s.At, Precision: Exact, Event: eventOf(all, true)}
	for i, t := range all {
		if t.kind == word && len(t.text) > 3 && t.text == strings.ToUpper(t.text) && spellable(t.low) {
			all[i].text = t.low
		}
	}
	r.emit(f, strip(all), true)
}

// spellable reports whether an upper-case word is a plain one that was shouted.
func spellable(w string) bool {
	return things[w] || verbs[w] != nil || recoveries[w] || harms[w]
}

// history reads a clause of the incident channel.
func (r *reader) history(x sentence, c clause) {
	ts := c.ts
	if x.label == "proposal" || x.label == "proposed" || x.label == "idea" || x.label == "plan" {
		if isBase(ts[0].low) {
			ts = append([]token{r.v.subject(ts[0]), tok("proposed", ts[0]), tok("to", ts[0])}, ts...)
		} else {
			ts = append([]token{r.v.subject(ts[0]), tok("proposed", ts[0]), tok("this", ts[0]), {kind: mark, text: ":", low: ":"}}, ts...)
		}
	}
	ts = r.labelled(x, ts)
	if !eventful(ts, r.v) && !condition(ts) && !finite(ts) {
		return
	}
	if oneOf(ts[0].low, "will going") || hasAny(ts, "will") && hasAny(ts, "i we") || ts[0].low == "need" || ts[0].low == "i" && at(ts, 1).low == "need" {
		return
	}
	f := Finding{Kind: KindTimeline, Event: eventOf(ts, false)}
	r.dated(&f, c, r.s.At)
	r.emit(f, ts, true)
	if condition(ts) && !actionByPerson(ts) {
		r.condition(x, ts)
	}
}

// labelled puts a heading that carries doubt back in front: a possible cause is not a cause.
func (r *reader) labelled(x sentence, ts []token) []token {
	switch x.label {
	case "possible cause", "likely cause", "hypothesis", "theory":
		head := []token{tok("a", ts[0])}
		for w := range strings.FieldsSeq(x.label) {
			head = append(head, tok(w, ts[0]))
		}
		return append(append(head, token{kind: mark, text: ":", low: ":"}), ts...)
	case "detection", "spread", "recovery", "symptom", "context":
		if !finite(ts) {
			return append([]token{tok(x.label, ts[0]), {kind: mark, text: ":", low: ":"}}, ts...)
		}
	}
	return ts
}

// opening reads what was noticed outside and how it was found.
// asksImpact reports whether a question asks what people outside met with.
// ours reports whether a clause is about what happened rather than what the speaker did.
// hasQuantity reports whether a number with something counted stands in the tokens.
// timeline reads what happened when.
func (r *reader) timeline(x sentence, c clause) {
	ts := r.labelled(x, c.ts)
	if c.has && !c.when.since && len(ts) > 0 {
		if !eventful(ts, r.v) && !informative(ts) {
			return
		}
		f := Finding{Kind: KindTimeline, Event: eventOf(ts, false)}
		r.dated(&f, c, time.Time{})
		r.emit(f, ts, true)
		r.luck(x, ts)
		if condition(ts) && !actionByPerson(ts) {
			r.condition(x, ts)
		}
		return
	}
	if (condition(ts) || causal(ts)) && !actionByPerson(ts) {
		r.condition(x, ts)
		return
	}
	if r.luck(x, ts) {
		return
	}
	if !eventful(ts, r.v) || !hasThing(ts) || opinion(ts) {
		return
	}
	f := Finding{Kind: KindTimeline, Event: eventOf(ts, false), Precision: Unknown}
	r.emit(f, ts, true)
}

// luck reads a statement about luck as something to note under Remedy and in the graph.
func hasThing(ts []token) bool {
	for _, t := range ts {
		if things[t.low] || t.kind == ident || t.kind == code || compound(t.low) {
			return true
		}
	}
	return false
}

// opinion reports whether a clause weighs rather than tells.
func opinion(ts []token) bool {
	return says(ts, "i think, i guess, i believe, in my opinion, my opinion, it seems, must be, has to be, may be, could be, can be, maybe, probably") || hasAny(ts, "better worse best worst easy hard great terrible")
}

// cause reads a clause of the root cause phase.
// condition adds a cause for the clause, told as a condition and not as somebody's act; none where that cannot be done.
// settled turns what people could not do or did not know into what was not possible or not known. It returns nil for
// what somebody did.
// forWhom leaves the person out where the team is meant, and names the seat otherwise.
// withoutAsides drops the parts after a comma in which somebody speaks of themselves.
// actionByPerson reports whether a clause tells what the speaker or another person did, and not how things stood.
// causal reports whether a clause gives a reason.
// remedy reads what restored service, holds for now, helped or hindered.
// passive turns "I delete it by hand" into "it is deleted by hand".
// learning reads one line of the last round.
