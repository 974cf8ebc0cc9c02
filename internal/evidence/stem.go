package evidence

// stems are the stems of the cause graph, and which labels of [SortCause] lie under each.
var stemLabels = []struct {
	stem   string
	labels []int
}{{"start", []int{0, 1}}, {"spread", []int{2}}, {"unnoticed", []int{3}}, {"recovery", []int{4}}}

// kinds are the kinds of causes, as [SortCause] numbers them.
var kinds = [...]string{"trigger", "condition", "amplifier", "detection_gap", "recovery_hindrance", "safeguard_that_worked", "luck"}

// causeOf says under which stem of the cause graph a statement belongs, and as which kind of node. A heading decides the stem;
// the one that was asked for, "" if none, holds where the words speak for no other.
func causeOf(label, asked string, ts []token) (stem, kind string) {
	shares := SortCause.shares(ts)
	best, sure := "", 0.0
	for _, s := range stemLabels {
		sum := 0.0
		for _, k := range s.labels {
			sum += shares[k]
		}
		if sum > sure {
			best, sure = s.stem, sum
		}
	}
	if stem = stemHeaded(label); stem == "" && triggered(ts) {
		stem = "start"
	}
	if stem == "" && hasAny(ts, "alert alerts alarm alarms") && hasWord(ts, negations) {
		stem = "unnoticed"
	}
	if stem == "" && asked != "" && (sure < stemSure || best == "start" && shares[0] < stemSure) {
		stem = asked // How things stood can be told of any of them.
	}
	if stem == "" {
		stem = best
	}
	switch k, _ := shares.Best(0, 1, 2, 3, 4, 5, 6); {
	case label == "luck" || label == "lucky" || hasAny(ts, "luck luckily lucky"):
		return stem, "luck"
	case label == "trigger" || triggered(ts):
		return stem, "trigger"
	case k > 4 && (shares[k] >= goodSure || shares[k] >= goodTold && hasAny(ts, guarding)) && !negations[at(ts, 0).low]:
		return stem, kinds[k]
	}
	switch stem {
	case "spread":
		return stem, "amplifier"
	case "unnoticed":
		return stem, "detection_gap"
	case "recovery":
		return stem, "recovery_hindrance"
	}
	if shares[0] > max(shares[1], unsure) { // A condition does not ask for the moment at which it happened.
		return stem, "trigger"
	}
	return stem, "condition"
}

// goodSure is how likely a safeguard or luck has to be: nobody asks what lies behind those, so a cause taken for one is lost.
// Words of keeping harm away make a lesser likelihood do.
const goodSure, goodTold = .7, .4

// guarding are words for what a safeguard does.
const guarding = "contained prevented protected absorbed limited caught stopped saved spared kept guarded"

// stemSure is how likely the stem that the words speak for has to be, for it to hold against the one that was asked for.
const stemSure = .5

// stemHeaded is the stem that a heading names.
func stemHeaded(label string) string {
	switch label {
	case "unseen", "unnoticed", "detection", "gap":
		return "unnoticed"
	case "recovery", "slow recovery", "slowed", "slowed us", "hindered":
		return "recovery"
	case "spread":
		return "spread"
	case "start", "how it started", "trigger", "root cause", "root causes", "cause", "possible cause", "likely cause":
		return "start"
	}
	return ""
}

// stemAsked returns the stem that a question asks for, "" where it asks for none or for several.
func stemAsked(question string) string {
	found := ""
	for _, x := range sentences(scan(Statement{Text: question})) {
		for stem, words := range asking {
			if !hasWord(x.ts, words) {
				continue
			}
			if found != "" && found != stem {
				return ""
			}
			found = stem
		}
	}
	return found
}

// asking are the words by which a question asks for a stem.
var asking = map[string]map[string]bool{
	"unnoticed": set("unseen unnoticed notice noticed alert alerts alarm detect detected detection see"),
	"recovery":  set("recovery recover longer slow slowed"),
	"spread":    set("spread further"),
	"start":     set("start started begin trigger possible"),
}
