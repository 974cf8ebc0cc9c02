package evidence

import "strings"

// senses are words that mean much the same to a sorter, behind the name of what they have in common: what it has learned of one
// then holds for the others. Verbs stand in their bare form, nouns in the singular; a word may have several senses. A list needs
// neither to be whole nor to be right in every sentence, for what a sense tells is learned.
var senses = meant(`
	mending: restart reboot revert rollback redeploy restore replace patch fix repair rebuild failover promote drain cordon kill flush purge clear
		reset rerun replay requeue reprocess backfill disable block throttle unblock swap isolate bypass reroute reseed resync recreate renew reissue
		scale resize clean bounce stop pause resume mute quarantine detach attach free expand evict unlock hotfix reload remount reconnect reseat unplug
		recalibrate reimage reinstall roll undo force cancel whitelist allowlist blocklist
	searching: check look investigate search inspect compare dig trace debug grep test verify examine query bisect reproduce tail trawl count try
		attempt walk scan bring review correlate sample eyeball
	altering: deploy release merge ship launch publish upgrade update migrate change switch enable install rename move raise lower bump tweak push
		rollout config flag migration cutover rotate toggle configure introduce import apply refactor decommission retire deployment version schema
		certificate cert firmware rule swap add remove reorder repoint set flip edit adjust replace
	seeing: see notice spot find show report alert fire page alarm flag graph dashboard log metric monitor trace error ticket complaint complain
		detect observe appear read warn warning light beep jump climb spike rise fall drop exceed hit reach display throw return indicate turn review
		screenshot reading
	telling: tell inform post announce mail email write call phone ring message ping notify ask answer reply text tweet brief update publish warn
		speak contact statuspage escalate chat banner handover loop hear apologise apologize statement hotline word
	deciding: decide agree choose declare postpone propose vote approve rule settle opt plan commit conclude defer decision accept reject hold keep
		sign downgrade prefer call wait freeze
	harming: lose fail miss crash charge refuse reject affect strand delay cancel suffer break hang queue block bounce unable abandon overcharge
		duplicate cut turn double late locked stuck
	recovering: recover return back normal green healthy again stable clear drain work resume fine ok steady baseline restored alive succeed
	failing: down slow stuck full empty broken stale dead unavailable wrong offline unreachable frozen hung red missing corrupt late blank dark
		expired exhausted
	staff: team oncall on-call engineer developer dev op support lead manager dba sre colleague shift operator technician admin plumber electrician
		contractor crew staff
	suppliers: vendor provider supplier carrier partner manufacturer hoster bank authority isp
	believing: assume believe expect think suppose know trust guess treat imagine consider mean
	lacking: lack missing without never no nobody nothing none neither only nor
	lasting: take wait hour longer delay hunt slow asleep holiday locked find vacation queue long late twice wrong first until search spend cost lose
		chase
	reaching: access password credential runbook doc documentation key contact permission right login console vpn rollback playbook manual wiki
		laptop badge phone number account approval backup
	luck: luck luckily lucky happen chance coincidence fortunate accident sheer pure fortunately coincidentally
	spreading: retry storm cascade share shared propagate replicate fan spread everywhere herd overload downstream cache amplify flood pile saturate
		every all each both same across
	protecting: limit breaker catch stop contain cap guard prevent absorb protect save isolate reject refuse validate fallback redundant failsafe
		survive buffer thanks hold
	makeshift: temporary temporarily workaround manual manually hand still hack makeshift pin stopgap interim provisional meanwhile now until
		borrowed tape exception pause freeze disable override hardcode
	helping: help quick quickly fast easy good useful immediately save clear well great practice drill rehearse straight ready
	times: minute second hour day week month year morning night afternoon evening weekend
	meeting: meeting question agenda note everyone thanks hi let review document doc section topic notes postmortem slide call timeline facilitator
		template link draft recording minutes invite
	weighing: should could would maybe guess wonder perhaps might probably suspect idea feel opinion prefer
	ahead: will tomorrow next later plan going soon future quarter sprint
	testing: test check validation review staging canary lint assertion gate alarm alert probe monitor monitoring coverage
	settings: default threshold timeout limit setting parameter config flag value rule assumption quota capacity
	publishing: status page banner forum customer public app store social media press newsletter
	owning: own owner responsible owned handover ownership knowledge old legacy years written built designed copy
`)

// meant reads words with a bit for each of their senses.
func meant(list string) map[string]uint32 {
	m := map[string]uint32{}
	sense := uint32(0)
	for w := range strings.FieldsSeq(list) {
		if strings.HasSuffix(w, ":") {
			sense = max(sense<<1, 1)
			continue
		}
		m[w] |= sense
	}
	return m
}
