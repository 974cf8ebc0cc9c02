package evidence

import "strings"

// Weak reports whether an action cannot be verified, and why in one plain sentence.
func Weak(action string) (reason string, weak bool) {
	ts := actionTokens(action)
	if len(ts) == 0 {
		return "There is no action here.", true
	}
	if exhortation(ts) {
		return "It asks people to try harder and changes nothing in the system.", true
	}
	if mechanism(ts) {
		return "", false
	}
	if holds(ts[:min(len(ts), 6)], vague) {
		return "It does not say how anybody could tell that it is done.", true
	}
	if len(ts) < 2 {
		return "It does not say what is done to what.", true
	}
	return "", false
}

// vague are beginnings that promise effort, not a result.
var vague = phrases(`improve, improving, look into, looking into, look at, consider, considering, think about, think of, make sure, ensure, be careful, raise awareness, better, investigate, explore, try to, take care, be aware, work on, optimise, optimize, enhance, strengthen, evaluate, discuss, revisit, keep in mind, aim to, strive, encourage, communicate better, harden, review whether, see if, check if`)

// exhortations ask for care instead of a change.
var exhortations = phrases(`more careful, be careful, careful with, carefully, pay attention, paying attention, more attention, attention to, raise awareness, more aware, be aware, more discipline, discipline, look closer, look more closely, slow down, think before, think twice, think first, keep an eye, try harder,
	be more, stay alert, be vigilant, more vigilant, vigilance, double check everything, do not make, not make mistakes, avoid mistakes, remember to, do better, work harder, concentrate, focus more, communicate better, take more care, more care, be mindful, mindful`)

func exhortation(ts []token) bool { return holds(ts, exhortations) && !mechanism(ts) }

// mechanism reports whether an action names a threshold, a test or another state that an outsider can see.
func mechanism(ts []token) bool {
	for i, t := range ts {
		switch {
		case t.kind == number && (strings.HasSuffix(t.low, "%") || i > 0 && (comparisons[ts[i-1].low] || at(ts, i+1).low == "%" || durations[at(ts, i+1).low])):
			return true
		case t.low == "shown" && at(ts, i+1).low == "by", t.low == "done" && at(ts, i+1).low == "when", t.low == "so" && at(ts, i+1).low == "that", t.low == "page" && at(ts, i+1).low == "when", t.low == "pages" && i > 0,
			t.low == "alert" && at(ts, i+1).low == "when", t.low == "by" && isIng(at(ts, i+1).low), t.low == "written" && i > 0:
			return true
		}
	}
	return false
}

var comparisons = set("than above below over under exceeds at least most > < >= <=")

func actionTokens(action string) []token {
	var out []token
	for _, t := range plain(scan(Statement{Text: action})) {
		if t.kind != stop {
			out = append(out, t)
		}
	}
	return strip(out)
}

// Strength places an action on the ladder: 4 the hazard is gone, 3 a mechanism blocks or limits it, 2 it is seen and undone
// sooner, 1 it rests on documents and memory, 0 it changes nothing.
func Strength(action string) int {
	ts := actionTokens(action)
	if len(ts) == 0 || exhortation(ts) {
		return 0
	}
	has := func(words map[string]bool) bool { return hasWord(ts, words) }
	first := ts[0].low
	switch {
	case oneOf(first, "ask investigate decide discuss evaluate") || oneOf(first, "check clarify confirm agree talk speak") && at(ts, 1).low == "with":
		return 1
	case oneOf(first, "announce tell inform communicate explain present remind mention advertise circulate mail email post publish share repeat"):
		return 1 // What is only told changes nothing by itself, whatever it is about.
	case oneOf(first, "remove retire decommission eliminate delete drop replace migrate") && !has(documents) && !hasAny(ts, "manually hand"):
		return 4
	case detecting(ts):
		return 2
	case has(documents) && (oneOf(first, "write document update add create describe extend publish note send post announce train review") || !has(controls)):
		return 1
	case has(controls):
		return 3
	case has(rehearsals):
		return 2
	case hasAny(ts, "train training review announce checklist process teach workshop tell inform mail meeting reviewer reviewers rota ask decision onboarding"):
		return 1
	case oneOf(first, "automate automatically cleans clean limit isolate separate split"):
		return 3
	}
	for _, t := range ts {
		if t.low == "itself" || t.low == "automatic" || t.low == "automatically" {
			return 3
		}
	}
	return 1
}

// detecting reports whether tokens name a means of detection; a page to be read is none.
func detecting(ts []token) bool {
	for i, t := range ts {
		if t.kind == code || !detectors[t.low] || oneOf(t.low, "page pages") && oneOf(at(ts, i-1).low, "status web landing login error wiki help home checkout start a the this that our their") {
			continue
		}
		return true
	}
	return false
}

var (
	detectors = set(`alert alerts alerting alarm alarms page pages paging detect detects detection monitor monitors monitoring metric metrics probe dashboard log logs logging logged compare compares heartbeat warn warns notify notifies trace tracing
		canary healthcheck`)
	controls = set(`block blocks blocked enforce enforces enforced limited dry limit limits cap quota isolate isolates gate gates guard guards refuse refuses reject rejects require requires prevent prevents fail-safe failsafe timeout
		circuit breaker throttle throttles lint linter validate validates validation dry-run automatic automatically itself rollout staged sandbox redundancy redundant second failover autoscaling cleanup cleans
		purge purges retry idempotent permissions permission access lock check checks ci test tests`)
	documents  = set("document documentation runbook playbook guide docs wiki note notes announcement proposal blog post page checklist readme policy postmortem answer list")
	rehearsals = set("rehearse rehearsal restore drill exercise rollback recover recovery backup backups switch")
)

// ActionType names what an action does, in the set the field uses: prevent, mitigate, detect, repair or investigate.
func ActionType(action string) string {
	ts := actionTokens(action)
	if len(ts) == 0 {
		return ""
	}
	switch first := ts[0].low; {
	case oneOf(first, "investigate evaluate explore decide analyse analyze measure find understand research compare ask discuss clarify") && !hasAny(ts, "alert page pages alerts"),
		first == "look" || says(ts, "look at, look into, find out, written answer, answer in writing, options for, whether we"):
		return "investigate"
	case detecting(ts):
		return "detect"
	case oneOf(first, "repair restore restart reboot revert reset re-enable resend replay clean clear delete re-run rerun rebuild backfill requeue fix correct reindex recover republish renew"):
		return "repair"
	case hasAny(ts, "runbook playbook rollback failover escalate escalation restore backup backups guide rota kill on-call hotfix degrade fallback recover recovery drill page status note summary announcement blog inform tell"):
		return "mitigate"
	}
	return "prevent"
}
