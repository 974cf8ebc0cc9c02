package evidence

import "strings"

// Acronyms returns the acronyms of a message that a newcomer may not know, each once, in their order. Those that anybody in
// the trade knows, numbers of tickets, code, links and shouting are none.
func Acronyms(text string) []string {
	var out []string
	upper, words := 0, 0
	code := false
	for field := range strings.FieldsSeq(text) {
		ticks := strings.Count(field, "`")
		inside := code || ticks > 0
		code = code != (ticks%2 == 1)
		if inside || strings.ContainsAny(field, "<>/@=_") {
			continue
		}
		w := strings.Trim(field, ".,:;!?()[]\"'“”*~-–")
		w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		if !strings.ContainsFunc(w, func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }) {
			continue
		}
		words++
		if strings.ToUpper(w) == w && len(w) > 1 {
			upper++
		}
		w = strings.TrimSuffix(w, "s")
		if acronym(w) && !knownAcronyms[w] && !contains(out, w) {
			out = append(out, w)
		}
	}
	if upper > 3 && upper*2 > words {
		return nil // somebody is shouting
	}
	return out
}

func contains(list []string, w string) bool {
	for _, x := range list {
		if x == w {
			return true
		}
	}
	return false
}

// acronym reports whether a word is written as one: two to six capitals, digits only at its end.
func acronym(w string) bool {
	if len(w) < 2 || len(w) > 6 || w[0] < 'A' || w[0] > 'Z' || w[1] < 'A' || w[1] > 'Z' {
		return false
	}
	letters := strings.TrimRight(w, "0123456789")
	for i := range len(letters) {
		if letters[i] < 'A' || letters[i] > 'Z' {
			return false
		}
	}
	return len(w)-len(letters) <= 1
}

// knownAcronyms need no explanation: those of the trade, of time, and of talk.
var knownAcronyms = set(`AI API APIS AWS CA CD CDN CI CLI CPU CPUS CRUD CSS CSV CTO CEO CDO DB DBS DBA DDOS DM DMS DNS DOS ETA FAQ FTP GB GC GCP GIT GPU GRPC GUI HA HDD HR HTML HTTP HTTPS IAM ID IDE IDS IO IP IPS IPV4 IPV6
	ISP IT JSON JVM JWT KB KPI LAN MB MFA MS NAT NFS OK OOM OS PDF PM PR PRS QA QPS RAM RCA RDS REST RPC RPM RPS S3 SAAS SDK SEV SEV1 SEV2 SEV3 SEV4 SEV5 SLA SLAS SLI SLO SLOS SMS SMTP SQL SRE SRES SSD SSH SSL SSO
	TB TCP TLS TTL TXT UDP UI URI URL URLS USB UTF8 UUID UX VM VMS VPC VPN WAN WAF XML YAML K8S EC2 P50 P95 P99 P1 P2 P3
	UTC GMT BST CET CEST EET EEST EST EDT CST CDT MST MDT PST PDT IST JST AM
	AFAIK AFK AKA ASAP BTW BRB CC EOD ETC FWIW FYI IIRC IMHO IMO LGTM LOL NB NP NO OMG OOO OTOH PSA RTFM SGTM TBA TBC TBD TBH TLDR TODO WIP WTF YES NOT AND THE
	US EU UK USA MON TUE WED THU FRI SAT SUN JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC`)

// Term reads a line that explains an acronym: "MDB: the master database", "MDB stands for master database".
func Term(text string) (short, meaning string, ok bool) {
	text = strings.TrimSpace(text)
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	end := strings.IndexAny(text, " :=–")
	if end < 0 || !acronym(text[:end]) {
		return "", "", false
	}
	short, rest := text[:end], strings.TrimSpace(text[end:])
	for _, by := range []string{":", "=", "–", "- ", "stands for ", "is short for ", "means ", "is our ", "is the ", "is a ", "is an "} {
		if after, found := strings.CutPrefix(rest, by); found {
			meaning = strings.TrimSpace(after)
			if strings.HasPrefix(by, "is our") || strings.HasPrefix(by, "is the") || strings.HasPrefix(by, "is a") {
				meaning = strings.TrimPrefix(rest, "is ")
			}
			return short, meaning, len(meaning) >= 3 && !strings.HasSuffix(meaning, "?")
		}
	}
	return "", "", false
}
