package evidence

import "strings"

// Concludes reports whether a message says how something came about as its speaker sees it: "I think it was the deploy",
// "this was a config problem". What somebody asks, saw or did, and when, is no conclusion.
func Concludes(text string) bool {
	for _, x := range sentences(scan(Statement{Text: text})) {
		if len(x.ts) > 0 && !x.asks && concludes(x.ts) {
			return true
		}
	}
	return false
}

// causals explain, wherever they stand; opinions are how a view begins, before what it names; namings are how a thing is
// named as what it was.
var (
	causals = phrases(`root cause is, root cause was, cause is, cause was, reason is, reason was, caused it, caused this, caused that, caused all, caused by, because of, boils down to, comes down to, came from, comes from, did it, broke it, did this,
		culprit is, culprit was, explains it, explains this, explains that, explains everything, to blame, down to, due to, blame the, responsible for`)
	opinions = phrases(`i think, i believe, i guess, i suspect, i bet, i would say, i assume, i am sure, i am pretty sure, i am fairly sure, i am certain, in my view, in my opinion, my guess, my money is on, my bet is, my theory, looks like, look like, sounds like, smells like, seems like, must have been, must be, probably, clearly, obviously, apparently, to me, it seems, my theory`)
	namings  = phrases(`it is, it was, this is, this was, that is, that was, problem is, problem was, issue is, issue was, trigger was, trigger is`)
)

// sorts are words for what goes wrong in a system, which nobody says of a day or a meeting.
var sorts = set("problem issue bug failure fault error misconfiguration condition storm leak regression overload outage lack")

// unexplained are words after "it was" that say when, where, how or for whom.
var unexplained = set("at about around on in after before during when while my your our their his her hard easy difficult good bad great helpful late early then there here reported seen noticed found not no what how so very")

// concludes reports whether a sentence explains.
func concludes(ts []token) bool {
	if hasClock(ts) {
		return false // it tells of a moment
	}
	if holds(ts, causals) {
		return true
	}
	opinion, view := -1, ts
	for i := range min(len(ts), 4) {
		if n := opening(ts[i:], opinions); n > 0 {
			opinion, view = i, ts[i+n:]
			break
		}
	}
	for i := range min(len(view), 4) {
		if n := opening(view[i:], namings); n > 0 {
			return namesCause(view[i+n:], opinion >= 0)
		}
	}
	return opinion >= 0 && len(view) > 0 && (oneOf(view[0].low, "the a an that") || oneOf(view[0].low, "on")) && !hasWord(view, pronouns)
}

// namesCause reports whether what follows "it was" is a thing that explains.
func namesCause(ts []token, opinion bool) bool {
	for len(ts) > 0 && oneOf(ts[0].low, "just clearly obviously simply again really all only probably") {
		ts = ts[1:]
	}
	if len(ts) == 0 || unexplained[ts[0].low] || ts[0].kind == number || isPast(ts[0].low) && !things[ts[0].low] {
		return false
	}
	if hasAny(ts, "i we you they he she") {
		return false // "that was the moment I called": somebody's own story
	}
	return opinion || oneOf(ts[0].low, "the") || hasWord(ts[:min(len(ts), 6)], sorts) || strings.Contains(ts[0].low, "dns")
}
