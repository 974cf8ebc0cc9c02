package evidence

import "strings"

// A verb holds the forms of an English verb.
type verb struct{ base, s, past, part, ing string }

// irregular verbs: base, past, participle.
const irregular = `
	become became become, begin began begun, break broke broken, bring brought brought, build built built, buy bought bought, catch caught caught,
	choose chose chosen, come came come, cost cost cost, cut cut cut, deal dealt dealt, draw drew drawn, drive drove driven, eat ate eaten, fall fell fallen, spread spread spread,
	feel felt felt, find found found, forget forgot forgotten, freeze froze frozen, get got got, give gave given, go went gone, grow grew grown,
	hang hung hung, hear heard heard, hide hid hidden, hit hit hit, hold held held, keep kept kept, know knew known, lead led led, learn learnt learnt,
	leave left left, let let let, lie lied lied, lose lost lost, make made made, mean meant meant, meet met met, overwrite overwrote overwritten, pay paid paid, put put put,
	reset reset reset, override overrode overridden, redo redid redone, withhold withheld withheld, mislead misled misled, read read read, rebuild rebuilt rebuilt, rerun reran rerun, ring rang rung, rise rose risen, run ran run, say said said, see saw seen,
	sell sold sold, send sent sent, set set set, shrink shrank shrunk, shut shut shut, sit sat sat, sleep slept slept, speak spoke spoken, spend spent spent, spin spun spun,
	split split split, stand stood stood, stick stuck stuck, take took taken, tell told told, think thought thought, throw threw thrown,
	rewrite rewrote rewritten, resend resent resent, teach taught taught, understand understood understood, wake woke woken, wear wore worn, win won won, write wrote written, withdraw withdrew withdrawn`

// regular verbs of the trade, by their base.
const regular = `
	lag default halt decline stare submit omit accept access acknowledge act add adjust affect agree alert allow alter analyse announce answer appear apply approve archive arrive ask assign assume attach attempt
	attack authorise avoid balance believe block boot bounce bump cache call cancel cause change charge check clean clear click climb clone close collect commit compare complain
	complete confirm configure connect consider consume contact contain continue copy correct corrupt count cover crash create debug decide declare decommission decrease define delay
	delete deliver depend deploy deprecate describe detach detect die disable disappear discard discover discuss dispatch display document double download drain drift drop dump
	duplicate edit email enable encrypt end enforce ensure enter escalate evict exceed exclude exhaust exist expand expect expire explain export expose extend
	fail fetch fill filter finish fire fix flag flap flip flush follow force fork forward free gate generate grab guess handle happen harden help ignore implement import improve
	include increase index inform insert inspect install instrument interrupt introduce investigate invite isolate join jump kick kill label land lack last launch leak lift limit link list listen
	load lock log look loop loosen lower mail map mark match matter measure mention merge message migrate mirror miss monitor mount move mute name need note notice notify
	observe occur offer open operate order outline overflow overload override own pack page panic park parse partition pass patch pause pick pile pin ping plan point poll populate post
	prepare prevent print probe process produce promote propose protect provision publish pull purge push queue race raise reach react reboot rebalance receive recognise recommend reconfigure reconnect
	record recover recreate recur redeploy redirect redistribute redo reduce refer refill refresh refuse register reindex reissue reject relate release reload rely remain remember remind remove rename
	renew repair repeat replace replay replicate reply report reproduce request requeue require reroute rescan reschedule reset resize resolve respond restart restore restrict result resume retain retire
	retry return reuse revert review revoke roll rotate route sample sanitise save scale scan schedule scroll search seem segment select separate serve shard share shift ship show shrug shutdown sign silence
	simplify simulate skip slow sort spike spot stage stall start starve stay step stop store stream stretch submit succeed suffer suggest supply support suppress survive suspend swap switch
	sync talk tag target terminate test throttle tick tidy time touch trace track train transfer translate trigger trip truncate try tune turn type unblock unlock unmount unpause update upgrade
	upload use validate verify view visit vote wait want warn watch whitelist wipe wish wonder work wrap yield zoom affect finish ack evict overlap rehearse retest
	analyze arrange audit authenticate authorize automate clarify consolidate decouple decrypt deduplicate deprovision downgrade draft finalise finalize install lengthen mitigate negotiate onboard
	organise organize overcharge overheat prioritise prioritize procure quarantine recalculate reconcile recompute refund reimport reinstall reprocess reseat resubmit resync shorten standardise standardize
	tighten toggle unify uninstall widen
	disagree adapt advance afford amend appoint assemble assess assist associate attend attract blend bind borrow circulate cite classify collide combine communicate compensate complicate
	conclude condense confine conserve construct contribute deduct defend deny depict deposit deprive deserve determine devote distinguish distort distribute drown embed
	encourage engage enhance enlarge enrich equip estimate evaluate evolve exaggerate examine exceed execute exhibit expend explode exploit favour flow glow govern halve hesitate
	hire identify illuminate imagine implicate imply inflate inhibit insist insulate insure integrate intercept interpret intervene iterate justify locate maintain mature melt
	modulate obey occupy permit possess predict prefer prescribe presuppose proceed prohibit prove provide pursue react realise recognise reconsider recruit reduce regard regret
	relieve reserve retrieve reveal satisfy scrape seize select skew soften solicit specialise spoil squeeze stamp steer stretch strive subscribe supervise surpass suspect
	sustain tend threaten transform transmit transport treat trim trust unload unpack violate weaken witness worry
	advise average ban bill bounce bundle capture cascade clash cleanse coincide collapse compile conflict confuse constrain consult convert coordinate crawl dedupe defer degrade
	depart derive desync deteriorate differ disconnect discourage dismiss dispute divert encounter erase exit extract flicker flood format hinder illustrate impose indicate infer
	inherit initialise initialize initiate inject intend interfere invalidate invoke issue manage misbehave misroute mislead modify multiply neglect nominate normalise normalize obtain
	originate oscillate overlook permit persist postpone preserve presume pretend prevail prolong qualify reappear reassign recharge reclaim recycle redeliver redesign
	reflect regain regulate reinforce reinstate rejoin relaunch relax remount resemble reside resist rewind saturate scatter solve specify stabilise stabilize stagger standardise
	struggle substitute subtract suit summarise supersede surface surge thaw twist underestimate bake price wire unplug unsubscribe vanish violate wander weigh withhold worsen settle relocate`

// british verbs are also written with a doubled l: "cancelled".
const british = "cancel label travel model signal level fuel channel total tunnel parcel dial trial equal marshal quarrel initial"

// doubled verbs double their last letter.
var doubled = set(`submit omit lag commit debug drop flag flap flip grab kick-off log map pin plan ship skip stop swap tag trip unplug wrap spot admit permit refer occur recur transfer defer prefer trim scan step cut get hit let put run set shut sit split spin win begin forget chat rerun stir plug`)

// verbs holds every form of every known verb; a form may belong to several parts of one verb.
var verbs = conjugate()

func conjugate() map[string]*verb {
	m := map[string]*verb{}
	add := func(v verb) {
		for _, form := range []string{v.base, v.s, v.past, v.part, v.ing} {
			if _, known := m[form]; !known {
				m[form] = &v
			}
		}
	}
	for entry := range strings.SplitSeq(irregular, ",") {
		f := strings.Fields(entry)
		add(verb{f[0], third(f[0]), f[1], f[2], gerund(f[0])})
	}
	for base := range strings.FieldsSeq(regular) {
		add(verb{base, third(base), ed(base), ed(base), gerund(base)})
	}
	for base := range strings.FieldsSeq(british) {
		add(verb{base, third(base), base + "led", base + "led", base + "ling"})
	}
	return m
}

func third(b string) string {
	switch {
	case b == "go" || b == "do" || b == "redo", strings.HasSuffix(b, "s"), strings.HasSuffix(b, "sh"), strings.HasSuffix(b, "ch"), strings.HasSuffix(b, "x"), strings.HasSuffix(b, "z"):
		return b + "es"
	case strings.HasSuffix(b, "y") && !vowel(b[len(b)-2]):
		return b[:len(b)-1] + "ies"
	}
	return b + "s"
}

func ed(b string) string {
	switch {
	case strings.HasSuffix(b, "e"):
		return b + "d"
	case strings.HasSuffix(b, "y") && !vowel(b[len(b)-2]):
		return b[:len(b)-1] + "ied"
	case doubled[b]:
		return b + b[len(b)-1:] + "ed"
	}
	return b + "ed"
}

func gerund(b string) string {
	switch {
	case b == "lie" || b == "die":
		return b[:1] + "ying"
	case strings.HasSuffix(b, "e") && b != "see":
		return b[:len(b)-1] + "ing"
	case doubled[b]:
		return b + b[len(b)-1:] + "ing"
	}
	return b + "ing"
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// isPast reports whether w is a past form, known or by its ending.
func isPast(w string) bool {
	if v := verbs[w]; v != nil {
		return w == v.past || w == v.part
	}
	return len(w) > 4 && strings.HasSuffix(w, "ed") && !strings.HasSuffix(w, "eed")
}

// isIng reports whether w is the -ing form of a known verb.
func isIng(w string) bool {
	v := verbs[w]
	return v != nil && w == v.ing
}

// isBase reports whether w is the bare form of a known verb.
func isBase(w string) bool {
	v := verbs[w]
	return v != nil && w == v.base
}

// isThird reports whether w is the form that goes with "it".
func isThird(w string) bool {
	v := verbs[w]
	return v != nil && w == v.s
}

var auxiliaries = set(`is are was were am be been being has have had do does did can could will would shall should may might must cannot isn't aren't wasn't
	weren't hasn't haven't hadn't don't doesn't didn't can't couldn't won't wouldn't shouldn't mustn't`)

// finite reports whether the tokens hold a verb that could carry a sentence.
func finite(ts []token) bool {
	for _, t := range ts {
		if t.kind == word && (auxiliaries[t.low] || isPast(t.low) || isThird(t.low) || isIng(t.low) || isBase(t.low)) {
			return true
		}
	}
	return false
}
