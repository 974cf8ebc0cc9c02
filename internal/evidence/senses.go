package evidence

import "strings"

// senses are words that mean much the same to a sorter, a line each: what it has learned of one then holds for the others.
// Verbs stand in their bare form, nouns in the singular; a word may have several senses.
var senses = meant(`
	restart reboot revert rollback redeploy restore replace patch fix repair rebuild failover promote drain cordon kill flush purge clear reset rerun replay requeue reprocess backfill disable block throttle unblock swap isolate bypass reroute reseed resync recreate renew reissue scale resize clean bounce stop pause resume mute quarantine detach attach free expand evict unlock hotfix reload remount reconnect reseat unplug recalibrate reimage reinstall roll undo force cancel whitelist allowlist blocklist
	check look investigate search inspect compare dig trace debug grep test verify examine query bisect reproduce tail trawl count try attempt walk scan bring review correlate sample eyeball
	deploy release merge ship launch publish upgrade update migrate change switch enable install rename move raise lower bump tweak push rollout config flag migration cutover rotate toggle configure introduce import apply refactor decommission retire deployment version schema certificate cert firmware rule swap add remove reorder repoint set flip edit adjust replace
	see notice spot find show report alert fire page alarm flag graph dashboard log metric monitor trace error ticket complaint complain detect observe appear read warn warning light beep jump climb spike rise fall drop exceed hit reach display throw return indicate turn review screenshot reading
	tell inform post announce mail email write call phone ring message ping notify ask answer reply text tweet brief update publish warn speak contact statuspage escalate chat banner handover loop hear apologise apologize statement hotline word
	decide agree choose declare postpone propose vote approve rule settle opt plan commit conclude defer decision accept reject hold keep sign downgrade prefer call wait freeze
	lose fail miss crash charge refuse reject affect strand delay cancel suffer break hang queue block bounce unable abandon overcharge duplicate cut turn double late locked stuck
	recover return back normal green healthy again stable clear drain work resume fine ok steady baseline restored alive succeed
	down slow stuck full empty broken stale dead unavailable wrong offline unreachable frozen hung red missing corrupt late blank dark expired exhausted
	team oncall on-call engineer developer dev op support lead manager dba sre colleague shift operator technician admin plumber electrician contractor crew staff
	vendor provider supplier carrier partner manufacturer hoster bank authority isp
	assume believe expect think suppose know trust guess treat imagine consider mean
	lack missing without never no nobody nothing none neither only nor
	take wait hour longer delay hunt slow asleep holiday locked find vacation queue long late twice wrong first until search spend cost lose chase
	access password credential runbook doc documentation key contact permission right login console vpn rollback playbook manual wiki laptop badge phone number account approval backup
	luck luckily lucky happen chance coincidence fortunate accident sheer pure fortunately coincidentally
	retry storm cascade share shared propagate replicate fan spread everywhere herd overload downstream cache amplify flood pile saturate every all each both same across
	limit breaker catch stop contain cap guard prevent absorb protect save isolate reject refuse validate fallback redundant failsafe survive buffer thanks hold
	temporary temporarily workaround manual manually hand still hack makeshift pin stopgap interim provisional meanwhile now until borrowed tape exception pause freeze disable override hardcode
	help quick quickly fast easy good useful immediately save clear well great practice drill rehearse straight ready
	minute second hour day week month year morning night afternoon evening weekend
	meeting question agenda note everyone thanks hi let review document doc section topic notes postmortem slide call timeline facilitator template link draft recording minutes invite
	should could would maybe guess wonder perhaps might probably suspect idea feel opinion prefer
	will tomorrow next later plan going soon future quarter sprint
	test check validation review staging canary lint assertion gate alarm alert probe monitor monitoring coverage
	default threshold timeout limit setting parameter config flag value rule assumption quota capacity
	status page banner forum customer public app store social media press newsletter
	own owner responsible owned handover ownership knowledge old legacy years written built designed copy
`)

func meant(list string) map[string]uint32 {
	m := map[string]uint32{}
	bit := uint32(1)
	for line := range strings.Lines(strings.TrimSpace(list)) {
		for w := range strings.FieldsSeq(line) {
			m[w] |= bit
		}
		bit <<= 1
	}
	return m
}
