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
	own     bool           // The writer says that it is that of their own clock.
	named   []time.Time    // The moments that the message tells with a zone, on the day of the incident.
	day     due.Date       // Of the incident.
	context due.Date       // The day that is being told, if it was named before.
	last    []token        // The clause before, in the same message.
	prior   when           // The time before, in the same message.
	doubt   bool           // The speaker of the sentence is not sure.
	aside   []token        // What was said of a time that is not the moment told next: "08:18 was only the mail".
	out     []Finding
}

// newReader returns a reader of a message, and its tokens.
func newReader(s Statement) (*reader, []token) {
	r := &reader{s: s, v: voice{role: the(s.Role)}, clock: s.Clock}
	if r.clock == nil {
		r.clock = time.UTC
	}
	day := s.Day
	if day.IsZero() {
		day = s.At
	}
	r.day = due.On(day.UTC())
	if !s.From.IsZero() && due.On(s.From.UTC()) == r.day {
		r.day = due.On(s.From.In(r.clock)) // On the calendar of those who write.
	}
	ts := scan(s)
	if ownClock(ts) && s.Zone != nil {
		r.clock, r.own = s.Zone, true
		ts = r.naming(ts)
	}
	r.named = r.withZones(ts)
	return r, ts
}

// Read returns the entries that a message gives rise to, in the order of the message; none for chatter.
func Read(s Statement) []Finding {
	r, ts := newReader(s)
	if len(ts) == 0 || unfitMessage(ts) || s.Bot && s.Phase != History {
		return nil
	}
	r.context = r.told()
	if oneOf(string(s.Phase), "history opening timeline") && !s.Bot {
		ts = unasked(ts)
	}
	if !s.Bot {
		ts = amended(ts)
	}
	xs := sentences(ts)
	switch {
	case s.Phase == History && s.Bot:
		r.bot(ts)
	case s.Phase == Prevention:
		r.actions(xs)
	default:
		if s.Phase == Remedy {
			r.promises(xs)
		}
		xs = r.witnessed(xs)
		if r.moderates(xs) || r.s.Phase != History && r.countered(xs) {
			break
		}
		heading, promised := "", r.out
		for _, x := range r.joined(xs) {
			if r.s.Phase == Remedy && covered(x, promised) {
				continue
			}
			if x.label == "" && (stems[heading] || heading == "luck" || wentWell[heading]) {
				x.label = heading // A heading holds for what follows it in the message.
			}
			heading = x.label
			r.sentence(x)
			r.last = x.ts
		}
	}
	return r.out
}

// told returns the day that the question asks about, or the one named since.
func (r *reader) told() due.Date {
	asked, ok := dayIn(scan(Statement{Text: r.s.Question}), r.day)
	if !ok || asked == r.day {
		return asked // What somebody tells of another day in passing moves nobody else there.
	}
	for i := len(r.s.Before) - 1; i >= 0 && r.s.Before[i] != r.s.Question; i-- {
		ts := scan(Statement{Text: r.s.Before[i]})
		if d, ok := dayIn(ts, r.day); ok && hasClock(ts) {
			return d
		}
	}
	return asked
}

// covered reports whether a sentence is a promise that is listed as an action, and tells of no makeshift besides.
func covered(x sentence, promised []Finding) bool {
	at := spanOf(x.ts)
	for _, f := range promised {
		if f.Span[0] <= at[0] && at[1] <= f.Span[1] {
			return itemOf("", "", x.ts) != "temporary"
		}
	}
	return false
}

// stems are the headings of the root cause phase that name a stem.
var stems = set("start spread unseen unnoticed detection recovery")

// joined puts sentences together that cannot stand apart: a bare quantity or thing with what is said of it ("13 minutes.
// 10:48 to 11:01."), a verb with the subject before it, and a sentence that points back with the one it points at.
func (r *reader) joined(xs []sentence) []sentence {
	var out []sentence
	for _, x := range xs {
		if n := len(out); n > 0 && !out[n-1].asks && !x.asks && x.label == "" {
			if by := r.joint(out[n-1], x); by != nil {
				out[n-1].ts = append(append(out[n-1].ts[:len(out[n-1].ts):len(out[n-1].ts)], by...), x.ts...)
				continue
			}
		}
		out = append(out, x)
	}
	return out
}

// joint returns what goes between two sentences that belong together; nil if they do not.
func (r *reader) joint(a, b sentence) []token {
	if wordCount(a.ts)+wordCount(b.ts) >= longest-5 {
		return nil
	}
	between := comma(b.ts[0])
	switch {
	case len(a.ts) <= 3 && hasQuantity(a.ts) && !finite(a.ts):
		return []token{between}
	case r.s.Phase == Close && b.ts[0].low == "it" && len(b.ts) <= 8 && mainVerb(a.ts) && !holds(b.ts, unheard):
		between.text, between.low = ";", ";"
		b.ts[0].text = b.ts[0].low
		return []token{between}
	case r.s.Phase == Remedy && startsWith(b.ts, "for", "now") && !hasWord(a.ts, second) && wordCount(a.ts) >= 3:
		return []token{between}
	case r.s.Phase == History || r.s.Phase == Timeline || r.s.Phase == Close || hasWord(a.ts, second) || hasWord(b.ts, second):
		return nil
	case !mainVerb(a.ts) && (hasThing(a.ts) || hasMark(a.ts, ":")) && !hasClock(a.ts) && (hasQuantity(a.ts) || hasMark(a.ts, ":")) && isPast(b.ts[0].low) && !seeing[b.ts[0].low] && at(b.ts, 1).low != "the":
		return []token{between}
	case r.s.Phase == RootCause && len(a.ts) <= 3 && hasThing(a.ts) && !mainVerb(a.ts) && !chatter(b.ts) && !oneOf(b.ts[0].low, "i we"):
		between.text, between.low = ":", ":"
		return []token{between}
	case r.s.Phase == RootCause && b.follows && finite(a.ts) && (!oneOf(a.ts[0].low, "i we") || condition(a.ts)) && (!oneOf(b.ts[0].low, "i we") || oneOf(at(b.ts, 1).low, "waited lost needed") && hasQuantity(b.ts)) && !chatter(b.ts) && !chatter(a.ts):
		return []token{between, tok("so", b.ts[0])}
	case pointing(b.ts) && len(b.ts) > 3 && b.ts[0].low != "that" && mainVerb(a.ts) && !chatter(a.ts) && !holds(b.ts, unheard) && !actionByPerson(a.ts):
		between.text, between.low = ";", ";"
		return []token{between}
	}
	return nil
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
		case "my", "our":
			n, p := at(ts, i+1).low, at(ts, i-1)
			if n == "time" && (t.low == "my" || p.kind == clock || p.low == "(" && at(ts, i-2).kind == clock) || n == "clock" || n == "timezone" {
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

// naming puts the name of the writer's zone for "our time" behind a clock: in a document nobody knows whose time that was.
func (r *reader) naming(ts []token) []token {
	var out []token
	for i := 0; i < len(ts); i++ {
		clocked := at(ts, i-1).kind == clock || at(ts, i-1).low == "(" && at(ts, i-2).kind == clock
		if clocked && oneOf(ts[i].low, "my our local") && at(ts, i+1).low == "time" {
			name := zoneName(r.day.In(r.s.Zone))
			out = append(out, token{kind: word, text: name, low: strings.ToLower(name), start: ts[i].start, end: ts[i+1].end})
			i++
			continue
		}
		out = append(out, ts[i])
	}
	return out
}

// sentence reads one sentence outside Prevention.
func (r *reader) sentence(x sentence) {
	if x.label == "open question" && r.s.Phase != History {
		n := len(r.out)
		r.emit(Finding{Kind: KindQuestion}, x.ts, false)
		if x.asks && len(r.out) > n {
			last := &r.out[len(r.out)-1]
			last.Text = strings.TrimSuffix(last.Text, ".") + "?"
		}
		return
	}
	if x.asks {
		return
	}
	if r.s.Phase != Remedy && r.s.Phase != Close && r.s.Phase != History {
		if r.idea(x) {
			return
		}
	}
	if x.ts = addressed(uncalled(x.ts)); len(x.ts) == 0 {
		return
	}
	if r.s.Phase != History && says(x.ts, openQuestions) {
		r.emit(Finding{Kind: KindQuestion}, x.ts, false)
		return
	}
	if r.s.Phase == Opening && measureless.MatchString(r.s.Text) && says(x.ts, "not measurable, be measured, be counted, not measured, not counted, no way to") {
		r.emit(Finding{Kind: KindImpact}, theHarm(x.ts), false)
		return
	}
	if r.s.Phase == Close && !helping(x) {
		r.learning(x)
		return
	}
	if x.ts = objected(actual(unfounded(elliptic(x.ts)))); len(x.ts) == 0 || r.s.Phase != History && aboutTalk(x.ts) {
		return
	}
	noted := x.label == "luck" || strings.Contains(x.label, "helped") || strings.Contains(x.label, "hindered") || strings.Contains(x.label, "slowed") ||
		r.s.Phase == Remedy && hasAny(x.ts, "helped hindered luck luckily lucky") || r.worth(x.ts)
	if chatter(x.ts) && !(noted && !holds(x.ts, unheard)) {
		return
	}
	r.doubt = hasAny(x.all, "think guess remember believe") && hasAny(x.all, "i")
	if d, n := heads(x.ts, r.base()); n > 0 {
		r.context, x.ts = d, strip(x.ts[n:]) // "Next morning: second mail, 12:55 …" holds for all of it.
	}
	defer func(was voice) { r.v = was }(r.v)
	for i, c := range r.clauses(x.ts) {
		r.referring(&c)
		r.last = c.ts
		if q := qualified(&c); q != nil {
			r.aside = q
			continue
		}
		c.full = strip(c.ts)
		c.ts = r.trimmed(&c)
		r.v.mute = i > 0 && r.goesOn(&c, x.ts) || ofYou(x.all, c.ts)
		if len(c.ts) == 0 || looked(c.ts) || !noted && !informative(c.ts) && !(c.has && (finite(c.ts) || len(c.ts) > 1 && oneOf(c.ts[0].low, "first last") && informative(c.full))) {
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
		case Remedy, Close:
			r.remedy(x, c)
		}
	}
}

// actual drops what would have been: "luckily it was awake, otherwise we wait for the vendor".
func actual(ts []token) []token {
	for i, t := range ts {
		before := at(ts, i-1)
		if i > 0 && before.kind != mark && !oneOf(before.low, "and or because") {
			continue
		}
		if t.low == "otherwise" || t.low == "else" && (i == 0 || before.low == "or") {
			for i > 0 && oneOf(ts[i-1].low, "and or because") {
				i--
			}
			return strip(ts[:i])
		}
	}
	return ts
}

// elliptic drops "I can't," where the reason follows, and "the front page yes, but" before what did not work.
func elliptic(ts []token) []token {
	for i := 1; i+3 < min(len(ts), 9); i++ {
		if ts[i].low == "yes" && ts[i+1].low == "," && ts[i+2].low == "but" && finite(ts[i+3:]) {
			return ts[i+3:]
		}
	}
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

// unfounded drops a beginning that only points back, where what follows says it ("that did the trick, errors are gone"),
// and an end that speaks to somebody or of the speaker: "so give it an hour", "I just checked".
func unfounded(ts []token) []token {
	if len(ts) > 4 && oneOf(ts[0].low, "ours mine theirs") && oneOf(ts[1].low, "is was") && hasQuantity(ts[:5]) {
		ts = ts[2:]
	}
	for i := 2; i < min(len(ts)-2, 5); i++ {
		if ts[i].low == "," && oneOf(ts[0].low, "that this it") && oneOf(ts[1].low, "settles settled explains explained solves solved answers decides proves") && finite(ts[i+1:]) {
			ts = ts[i+1:] // "That settles it, …"
			break
		}
	}
	for i := 1; i < min(len(ts)-3, 7); i++ {
		if ts[i].low == "," && pointing(ts) && mainVerb(ts[i+1:]) && hasThing(ts[i+1:]) && !pointing(ts[i+1:]) {
			ts = ts[i+1:]
			break
		}
	}
	for i := 3; i+1 < len(ts); i++ {
		next := ts[i+1]
		if last := ts[len(ts)-2]; ts[i].low == "," && oneOf(next.low, "we i") && len(ts)-i <= 6 && oneOf(last.low, "to about") && anaphors[ts[len(ts)-1].low] && finite(ts[:i]) {
			return strip(ts[:i]) // "…, we get to that."
		}
		if ts[i].low == "so" && isBase(next.low) && !things[next.low] || ts[i].low == "," && next.low == "i" && len(ts)-i <= 5 && (isPast(at(ts, i+2).low) && seeing[at(ts, i+2).low] || at(ts, i+2).low == "just" && seeing[at(ts, i+3).low]) && finite(ts[:i]) {
			return strip(ts[:i])
		}
	}
	return ts
}

// emit adds a finding for the clause, in as many sentences as it needs.
func (r *reader) emit(f Finding, ts []token, past bool) {
	v := r.v
	v.past, v.headline, v.machine = past, r.s.Phase == Remedy, r.s.Bot
	v.live = r.s.Phase == History || r.s.Phase == Remedy
	v.mute = v.mute || f.Kind == KindCause || f.Kind == KindLearning || f.Kind == KindQuestion
	if f.Kind == KindTimeline && !f.At.IsZero() && r.aside != nil && bearers(ts) > 1 {
		ts, r.aside = append(append(ts[:len(ts):len(ts)], comma(ts[0])), r.aside...), nil
	}
	for _, p := range pieces(ts) {
		p = strip(p)
		if len(p) == 0 {
			continue
		}
		told := p
		if f.Kind != KindIdea {
			if told = v.report(p); past {
				told = then(told)
			}
		} else {
			told = v.thirdPerson(p)
		}
		if !stands(told, f, r.s.Phase) {
			continue
		}
		f.Text = render(told)
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
		f.At, f.To, f.Precision, f.Bare = c.when.at, c.when.end, Exact, c.when.bare && !r.own
		f.Skipped, f.Spoken = f.Bare && c.when.skipped, f.Bare && c.when.spoken
		if c.when.approx || r.doubt {
			f.Precision = Approx
		}
	}
}
