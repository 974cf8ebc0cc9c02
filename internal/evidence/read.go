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
			!set("i we")[out[n-1].ts[0].low] && !set("i we")[x.ts[0].low] && wordCount(out[n-1].ts)+wordCount(x.ts) < longest-6 && !chatter(x.ts) && !chatter(out[n-1].ts) {
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
	case to == len(ts) && from >= 2 && !c.when.approx && !set("is was are were be live up down to than not until")[ts[from-1].low] && ts[from-1].kind != mark:
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
		f.Span = [2]int{p[0].start, p[len(p)-1].end}
		if f.Text == "" || !sound(f.Text) {
			continue
		}
		r.out = append(r.out, f)
	}
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
		if c.when.approx || hasWord(c.ts, set("think guess remember believe")) && hasWord(c.ts, set("i")) {
			f.Precision = Approx
		}
	}
}

// bot reads a post of another bot as one entry.
func (r *reader) bot(ts []token) {
	var all []token
	for _, x := range sentences(ts) {
		if holds(x.ts, phrases("unrelated, not related")) {
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
	if set("will going")[ts[0].low] || hasWord(ts, set("will")) && hasWord(ts, set("i we")) || ts[0].low == "need" || ts[0].low == "i" && at(ts, 1).low == "need" {
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
func (r *reader) opening(x sentence, c clause) {
	ts := r.labelled(x, c.ts)
	quantity := hasQuantity(ts)
	detects := hasWord(ts, set("alert alerts alarm paged noticed notice reported wrote mail mails ticket tickets monitor told heard learned learnt saw complained"))
	missing := condition(ts) && !lossAnywhere(ts)
	if c.has && !c.when.ranged && !c.when.since && eventful(ts, r.v) {
		f := Finding{Kind: KindTimeline, Event: eventOf(ts, false)}
		r.dated(&f, c, time.Time{})
		r.emit(f, ts, true)
	}
	if !ours(ts) && !detects {
		return
	}
	f := Finding{Kind: KindImpact, Precision: Unknown}
	if detects {
		f.Kind = KindDetection
	} else if !missing && !asksImpact(r.s.Question) && !quantity && !hasWord(ts, impactful) && !hasWord(ts, harms) && !hasWord(ts, recoveries) && !hasWord(ts, set("fine kept still lost ok")) {
		if missing || causal(ts) {
			r.condition(x, ts)
		}
		return
	}
	if c.has {
		r.dated(&f, c, time.Time{})
	}
	told := r.settled(ts)
	if told == nil && detects && len(ts) > 2 && (ts[0].low == "we" || ts[0].low == "i") {
		told = ts // Who noticed is what detection is about.
	}
	if ts = told; ts != nil {
		r.emit(f, ts, true)
		if missing && detects {
			r.condition(x, ts)
		}
	}
	if causal(ts) && !detects {
		r.condition(x, ts)
	}
}

// asksImpact reports whether a question asks what people outside met with.
func asksImpact(q string) bool {
	for _, t := range scan(Statement{Text: q}) {
		if set("affected impact impacted customers users outside notice noticed broken")[t.low] {
			return true
		}
	}
	return false
}

// ours reports whether a clause is about what happened rather than what the speaker did.
func ours(ts []token) bool { return len(ts) > 0 && !actionByPerson(ts) }

func lossAnywhere(ts []token) bool {
	for i := range ts {
		if ts[i].low == "no" && lossOf(ts[i:]) {
			return true
		}
	}
	return false
}

// hasQuantity reports whether a number with something counted stands in the tokens.
func hasQuantity(ts []token) bool {
	for i, t := range ts {
		if t.kind != number {
			continue
		}
		n := at(ts, i+1)
		if strings.HasSuffix(t.low, "%") || measure(t.low) && ordinalDay(t.low) == 0 || durations[n.low] || impactful[n.low] || things[n.low] {
			return true
		}
	}
	return false
}

var durations = set("second seconds minute minutes min mins hour hours h day days week weeks percent % requests users customers orders tickets")

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
func (r *reader) luck(x sentence, ts []token) bool {
	if x.label != "luck" && x.label != "lucky" && !hasWord(ts, set("luck luckily lucky")) {
		return false
	}
	r.emit(Finding{Kind: KindRemedy, Item: "luck"}, ts, true)
	r.emit(Finding{Kind: KindCause, Cause: "luck", Stem: "recovery"}, ts, true)
	return true
}

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
	return holds(ts, phrases("i think, i guess, i believe, in my opinion, my opinion, it seems, must be, has to be, may be, could be, can be, maybe, probably")) || hasWord(ts, set("better worse best worst easy hard great terrible"))
}

// cause reads a clause of the root cause phase.
func (r *reader) cause(x sentence, c clause) {
	ts := c.ts
	if r.luck(x, ts) {
		return
	}
	q := strings.ToLower(r.s.Question)
	if ts[0].low == "that" && len(ts) > 2 && !auxiliaries[ts[1].low] {
		ts = ts[1:]
	}
	if strings.Contains(q, "went well") || strings.Contains(q, "lucky") || strings.Contains(q, "luck?") || strings.Contains(q, "helped") && !strings.Contains(q, "have helped") {
		if item := itemOf(x.label, q, ts); item != "" && item != "hindered" && item != "communication" {
			if item == "restored" || item == "temporary" {
				item = "helped"
			}
			if ts = r.settled(ts); ts != nil {
				r.emit(Finding{Kind: KindRemedy, Item: item}, ts, true)
				if item == "luck" {
					r.emit(Finding{Kind: KindCause, Cause: "luck", Stem: "recovery"}, ts, true)
				}
			}
			return
		}
	}
	if c.has && !c.when.since && !c.when.ranged && eventful(ts, r.v) && !condition(ts) {
		f := Finding{Kind: KindTimeline, Event: eventOf(ts, false)}
		r.dated(&f, c, time.Time{})
		r.emit(f, ts, true)
	}
	if !finite(ts) && x.label == "" && !condition(ts) && !hasWord(ts, harms) {
		return
	}
	r.condition(x, r.labelled(x, ts))
}

// condition adds a cause for the clause, told as a condition and not as somebody's act; none where that cannot be done.
func (r *reader) condition(x sentence, ts []token) {
	if ts = r.settled(ts); ts == nil || !informative(ts) || wordCount(ts) < 3 {
		return
	}
	stem := stemOf(x.label, ts)
	r.emit(Finding{Kind: KindCause, Stem: stem, Cause: causeOf(stem, x.label, ts)}, ts, false)
}

// settled turns what people could not do or did not know into what was not possible or not known. It returns nil for
// what somebody did.
func (r *reader) settled(ts []token) []token {
	ts = withoutAsides(ts)
	if len(ts) < 2 {
		return nil
	}
	if startsWith(ts, "owner", "me") {
		return nil
	}
	if w := ts[0].low; w != "i" && w != "we" && w != "they" && w != "he" && w != "she" && w != "people" && w != "everyone" && w != "everybody" && w != "nobody" && ts[0].kind != person {
		return ts
	}
	who := ts[0]
	rest := ts[1:]
	for len(rest) > 0 && set("also even still both all just only honestly then")[rest[0].low] && !startsWith(rest, "only", "have") && !startsWith(rest, "only", "had") {
		rest = rest[1:]
	}
	make := func(words string, n int) []token {
		var out []token
		for w := range strings.FieldsSeq(words) {
			out = append(out, tok(w, who))
		}
		return append(out, rest[n:]...)
	}
	switch {
	case len(rest) < 2:
		return nil
	case set("had got received")[rest[0].low] && rest[1].kind == number:
		return make("there were", 1)
	case startsWith(rest, "cannot"):
		rest = withoutReflexive(rest)
		return forWhom(make("it is not possible to", 1), who)
	case startsWith(rest, "could", "not"):
		rest = withoutReflexive(rest)
		return forWhom(make("it was not possible to", 2), who)
	case startsWith(rest, "did", "not", "know"), startsWith(rest, "do", "not", "know"):
		return make("it was not known", 3)
	case startsWith(rest, "knew") && who.low == "nobody":
		return make("it was not known", 1)
	case set("believed thought assumed expected supposed")[rest[0].low]:
		n := 1
		words := "it was " + rest[0].low + " that"
		if rest[0].low == "thought" {
			words = "it was believed that"
		}
		if at(rest, 1).low == "that" {
			n = 2
		}
		if at(rest, 1).low == "to" || at(rest, 1).low == "it" && len(rest) < 4 {
			return nil
		}
		return make(words, n)
	case startsWith(rest, "have", "no"), startsWith(rest, "had", "no"), startsWith(rest, "do", "not", "have"), startsWith(rest, "did", "not", "have"), startsWith(rest, "never", "had"),
		startsWith(rest, "do", "not", "even", "have"), startsWith(rest, "have", "only"), startsWith(rest, "had", "only"):
		if who.low == "i" {
			return append(existence(ts), tok("for", who), r.v.subject(who))
		}
		if who.low == "we" {
			return existence(ts)
		}
		return ts
	case who.low == "we" && (set("depend rely need use run have keep store host share")[rest[0].low]):
		return ts
	case who.low == "nobody" || who.low == "people" || who.low == "they" || who.low == "everyone" || who.low == "everybody":
		return ts
	}
	return nil
}

func withoutReflexive(ts []token) []token {
	if n := len(ts); n > 2 && (ts[n-1].low == "ourselves" || ts[n-1].low == "myself") {
		return ts[:n-1]
	}
	return ts
}

// forWhom leaves the person out where the team is meant, and names the seat otherwise.
func forWhom(ts []token, who token) []token {
	if who.low != "i" {
		return ts
	}
	out := append([]token{}, ts[:4]...)
	out = append(out, tok("for", who), tok("me", who))
	return append(out, ts[4:]...)
}

// withoutAsides drops the parts after a comma in which somebody speaks of themselves.
func withoutAsides(ts []token) []token {
	for i := 1; i+1 < len(ts); i++ {
		if ts[i].low == "," && (ts[i+1].low == "i" || ts[i+1].low == "me") {
			return ts[:i]
		}
	}
	return ts
}

// actionByPerson reports whether a clause tells what the speaker or another person did, and not how things stood.
func actionByPerson(ts []token) bool {
	if len(ts) < 2 || !(set("i he she")[ts[0].low] || ts[0].kind == person) {
		return false
	}
	for _, t := range ts[1:min(len(ts), 5)] {
		if t.low == "no" || t.low == "cannot" || t.low == "not" || t.low == "never" {
			return false
		}
	}
	return true
}

// causal reports whether a clause gives a reason.
func causal(ts []token) bool {
	return hasWord(ts, set("because therefore caused causes causing triggered although")) || holds(ts, phrases("due to, led to, so that, as a result, which is why, took it for, that is why, so nobody, so it, so the, took for"))
}

// remedy reads what restored service, holds for now, helped or hindered.
func (r *reader) remedy(x sentence, c clause) {
	ts := c.ts
	item := itemOf(x.label, r.s.Question, ts)
	if c.has && !c.when.since && !c.when.ranged && eventful(ts, r.v) && item != "temporary" {
		f := Finding{Kind: KindTimeline, Event: eventOf(ts, false)}
		r.dated(&f, c, time.Time{})
		r.emit(f, ts, true)
	}
	if item == "" {
		return
	}
	full := ts
	if c.has && c.when.to <= len(ts) {
		full = strip(c.ts)
	}
	if item == "temporary" || item == "restored" {
		full = passive(full)
	}
	if startsWith(full, "owner", "me") || startsWith(full, "owner", "is", "me") {
		for len(full) > 0 && full[0].low != "," {
			full = full[1:]
		}
		full = strip(full)
		if n := len(r.out); n > 0 && r.out[n-1].Item == "temporary" && (startsWith(full, "removed", "when") || startsWith(full, "until")) {
			if longer := strings.TrimSuffix(r.out[n-1].Text, ".") + ", " + lowerFirst(render(r.v.thirdPerson(full))); sound(longer) {
				r.out[n-1].Text, r.out[n-1].Span[1] = longer, full[len(full)-1].end
				return
			}
		}
	}
	f := Finding{Kind: KindRemedy, Item: item}
	if c.has {
		r.dated(&f, c, time.Time{})
	}
	r.emit(f, full, item != "temporary" && !hasWord(full, set("today now currently still")))
}

// passive turns "I delete it by hand" into "it is deleted by hand".
func passive(ts []token) []token {
	if len(ts) < 3 || ts[0].low != "i" && ts[0].low != "we" || !isBase(ts[1].low) {
		return ts
	}
	obj := 2
	for obj < len(ts) && (determiners[ts[obj].low] || things[ts[obj].low] || ts[obj].kind == ident || ts[obj].kind == code) {
		obj++
	}
	if obj == 2 || things[ts[1].low] && verbs[ts[1].low] == nil {
		return ts
	}
	be := "is"
	if last := ts[obj-1].low; strings.HasSuffix(last, "s") && !strings.HasSuffix(last, "ss") || last == "them" || last == "those" {
		be = "are"
	}
	out := append([]token{}, ts[2:obj]...)
	out = append(out, tok(be, ts[1]), tok(verbs[ts[1].low].part, ts[1]))
	return append(out, ts[obj:]...)
}

// learning reads one line of the last round.
func (r *reader) learning(x sentence) {
	ts := x.ts
	for {
		n := len(ts)
		for _, p := range []string{"that", "i learned", "i learnt", "we learned", "we learnt", "learned", "learnt", "i did not know", "did not know", "i know now", "now i know", "new to me", "for me it was", "i was surprised", "surprised"} {
			f := strings.Fields(p)
			if begins(ts, f) && len(ts) > len(f)+2 && !auxiliaries[ts[len(f)].low] {
				ts = strip(ts[len(f):])
				break
			}
		}
		if len(ts) == n {
			break
		}
	}
	if chatter(ts) || !finite(ts) && !condition(ts) {
		return
	}
	if ts[0].low == "to" && isBase(at(ts, 1).low) {
		ts = ts[1:]
	}
	r.emit(Finding{Kind: KindLearning}, ts, false)
}
