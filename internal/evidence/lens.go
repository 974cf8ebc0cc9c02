package evidence

// Lenses are the sides from which an incident can be looked at, so that a group notices the ones it has not tried.
func Lenses() []string {
	return []string{"change", "design", "data", "dependency", "load", "detection", "tool", "process", "handover", "knowledge", "pressure", "recovery"}
}

// lensWords are the words by which a statement shows from which side it looks.
var lensWords = map[string]map[string]bool{
	"change":     set("release released deploy deployed deployment deploys merge merged upgrade upgraded migration migrated rollover rollout change changed switched flag bump bumped update updated"),
	"design":     set("design assumed assumption assumes expects expected built single serial synchronous retry retries limit limits unlimited unbounded fallback default-deny architecture counts counted"),
	"data":       set("config configuration configured setting settings value data schema record records file files disk index table cache version versions certificate cert template"),
	"dependency": set("vendor provider supplier upstream dependency library third-party external registry github aws cloud gateway partner"),
	"load":       set("load traffic capacity scale scaled scaling queue backlog full memory cpu disk space quota peak growth grew pool connections"),
	"detection":  set("alert alerts alarm alarms monitor monitors monitoring monitored unnoticed noticed dashboard metric metrics probe check paged seen log logs logged"),
	"tool":       set("tool tools interface button prompt console script command cli form defaults default ui page screen output message colour"),
	"process":    set("review reviewed process procedure approval approved checklist test tests tested staging canary rollout policy manual manually hand"),
	"handover":   set("handover hand-over handed owner owners ownership owned rota shift escalation escalated contact contacts nobody responsible left joined team teams"),
	"knowledge":  set("knew known unknown documented undocumented documentation runbook docs wiki understood understanding believed thought aware trained onboarding"),
	"pressure":   set("pressure deadline hurry time workload busy tired night weekend holiday postponed priority priorities backlogged goals alone"),
	"recovery":   set("recovery recover rollback rolled restore restored backup backups access permission permissions rights login vpn hotfix revert restart failover"),
}

// LensesOf returns the lenses through which a statement looks, in their order.
func LensesOf(text string) []string {
	ts := actionTokens(text)
	var out []string
	for _, l := range Lenses() {
		for _, t := range ts {
			if t.kind != mark && lensWords[l][t.low] {
				out = append(out, l)
				break
			}
		}
	}
	return out
}
