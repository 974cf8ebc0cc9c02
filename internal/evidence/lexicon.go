package evidence

import "strings"

// set makes a word list of a text. Lists hold the words of the trade and of plain English, never of a product.
func set(words ...string) map[string]bool {
	m := map[string]bool{}
	for _, list := range words {
		for w := range strings.FieldsSeq(list) {
			m[w] = true
		}
	}
	return m
}

// oneOf reports whether w is one of the words of a list; for short lists beside the rule they belong to.
func oneOf(w, list string) bool {
	if w == "" {
		return false
	}
	for len(list) > 0 {
		next, rest, _ := strings.Cut(list, " ")
		if next == w {
			return true
		}
		list = rest
	}
	return false
}

// hasAny reports whether one of the words of a list stands in the tokens, outside code.
func hasAny(ts []token, list string) bool {
	for _, t := range ts {
		if t.kind != code && t.kind != mark && oneOf(t.low, list) {
			return true
		}
	}
	return false
}

// says reports whether one of the phrases of a list, cut at its commas, stands anywhere in the tokens.
func says(ts []token, list string) bool {
	for p := range strings.SplitSeq(list, ", ") {
		first, _, _ := strings.Cut(p, " ")
		for i := range ts {
			if ts[i].low == first && reads(ts[i:], p) {
				return true
			}
		}
	}
	return false
}

// reads reports whether the tokens begin with the words of a phrase.
func reads(ts []token, phrase string) bool {
	i := 0
	for w := range strings.SplitSeq(phrase, " ") {
		if i >= len(ts) || ts[i].low != w {
			return false
		}
		i++
	}
	return true
}

// things are the systems, parts, signals and artefacts that an incident is about. A sentence that names none of them, no
// number and no identifier is talk.
var things = set(trade, several(fields))

// several are nouns with their plurals.
func several(nouns string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(nouns) {
		b.WriteString(w + " " + third(w) + " ")
	}
	return b.String()
}

// fields are the nouns of fields where incidents happen too: payments, mail, certificates, phones, machines, transport.
const fields = `acquirer adapter amount balance charge total antenna attachment barcode basket battery beacon breaker carrier cassette chain chargeback charger chip circuit conveyor coupon courier currency
	delivery discount enclosure expiry fibre fiber fingerprint fuse generator handset handshake inbox interconnect inverter keystore kiosk merchant modem newsletter oven
	parcel payout peer pdu phone plant plc price printer psu psp receipt relay roaming robot scanner screen sdk settlement shipment shelf spindle tablet tariff tax
	thermostat toggle transceiver appointment badge calendar call camera chat clinic counter depot doctor door flight form hospital hotline lab meter nurse office paper physician portal school seat station teacher ward truck trunk truststore turbine uplink valve variant voucher wallet`

const trade = `
	access account address admin agent alarm alarms alert alerts alerting api app apps application archive attempt auth authentication author authors
	authorisation authorization autoscaler autoscaling backend backlog backup backups balancer bandwidth batch binary block bookings booking
	box boxes branch broker bucket buffer bug build builds bus button cable cache caches canary capacity cart cdn cert certificate certificates certs
	change changes channel check checkout checklist checks client clients clock cluster clusters code column commit commits component
	condition config configs configuration connection connections connectivity console constant constraint consumer consumers container
	containers contact contacts controller cooling core count counter cpu crash credential credentials cron customer customers dashboard
	dashboards data database databases dataset datacenter datacentre db dbs default defaults delay dependency dependencies deploy
	deployment deployments deploys directories directory disk disks dns docs documentation domain domains downtime drive driver dump
	email emails endpoint endpoints engine environment env error errors event events exception exceptions exporter failover failure
	failures fan feature feed field file files filesystem filter firewall firmware fix flag flags fleet folder forum framework frontend
	function gateway graph graphs group guard guide hardware header health heap hook host hostname hosts hotfix hypervisor image images import
	incident index indexes infrastructure inode inodes input instance instances interface internet invoice invoices ip issue
	issues job jobs journal kernel key keys label lag latency launch layer leader ledger library licence license limit limits line lines link list load
	location lock locks log logging login logins logs lookup machine machines mail mailbox mails maintenance manifest master memory
	message messages metadata metric metrics migration migrations mirror mode model module monitor monitoring monitors network
	node nodes note notification notifications object offset operator orchestrator order orders outage output override package packages packet
	packets page pages pager parameter parameters partition partitions password patch path payload payment payments peak permission
	permissions phone picture pipeline pipelines plan platform playbook pod pods policy pool port ports power prefix primary printer probe
	process processes producer prod production profile program proxy publish publishes purge push pushes qa query queries queue queues quorum quota
	rack ram rate rates read reads record records redirect refund region regions register registry release releases remote replica
	replicas replication report reports repo repository request requests requeue resolver resource resources response responses restart restore restarts result retention
	retries retry review revision right rights risk role roles rollback rollout rollover root rota rotation route router routes routing row rows
	rule rules run runbook runbooks runtime sales scale scaling scan scheduler schema scope script scripts search secret secrets
	segment sender sensor server servers service services session sessions setting settings setup severity shard shards shop
	shutdown signal signup site size slot snapshot snapshots socket software source space spike staging standby state status step steps stock storage
	store stream streams subnet subscription subscriptions supply support switch symptom sync syslog system systems table tables target task tasks
	team template templates tenant tenants terminal test tests thread threads threshold throughput ticket tickets timeout timeouts timer token tokens tool tools topic trace
	traces traffic transaction transactions trigger try tunnel type update updates upgrade upgrades upload uploads upstream url usage user users utilisation utilization
	validation value values variable vault vendor version versions vm vms volume volumes vpn warehouse warning webhook website websites worker
	workers workflow workload write writes zone zones pr prs ci cd sla slo ssl tls ssh http https tcp udp ntp bgp dhcp ldap sso vlan acl cve iops gc jvm oom ttl ups
	escalation pager rota on-call oncall region availability integrity documentation procedure deadline schedule template upload download downloads rollovers commit ids id
	postmortem dashboard spool cursor checkpoint compaction heartbeat lease election leader follower shard reindex parser linter lint sandbox invoice statement
	product products reader readers account tenant visitor visitors shopper shoppers device devices sim store stores terminal terminals
	ca cas dkim dmarc imap mtu mx nat ocsp pos sfp smtp spam spf wifi android ios`

// harms are the words by which an effect on people or systems shows.
var harms = set(`
	down unavailable unreachable offline broken failing failed fails fail failure failures error errors timeout timeouts slow lost loss missing
	gone stuck degraded outage blocked refused rejected incomplete corrupt corrupted stale wrong delayed late dropped dead 5xx 500 502 503 504 404
	nothing unable empty overloaded duplicated duplicate crashed crash crashing frozen hung full affected impacted locked`)

var impactful = set(`
	user users customer customers visitor visitors reader readers author authors client clients subscriber subscribers order orders booking bookings payment payments
	checkout revenue tickets ticket reports complaints minutes hours hour days requests logins signups everybody everyone nobody anybody anyone people shop site website
	data records messages sessions tenants tenant merchant merchants patient patients passenger passengers driver drivers stores shops guests players students members partner partners shoppers`)

var recoveries = set(`
	recovered resolved restored back healthy green fixed succeeded succeeds live works worked up normal recovers recovery finished done
	available reachable operational`)
