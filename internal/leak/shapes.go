package leak

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

// A Shape is one kind of thing that does not leave the house, by how it is written.
type Shape struct {
	Kind    string
	Secret  bool           // it opens something; nobody may see it
	signs   string         // of these, parted by spaces, it holds one at least; empty: not known
	pattern *regexp.Regexp // group 1 is what is meant, or the whole match where there is no group
	really  func(string) bool
}

// A Span is a stretch of a text, in bytes.
type Span struct{ From, To int }

// Find returns where the shape stands in a text.
func (s Shape) Find(text string) []Span {
	if s.signs != "" && !slices.ContainsFunc(strings.Fields(s.signs), func(sign string) bool { return strings.Contains(text, sign) }) {
		return nil // most texts hold none, and a pattern costs a hundred times as much
	}
	var out []Span
	for at := 0; at < len(text); {
		f := s.pattern.FindStringSubmatchIndex(text[at:])
		if f == nil {
			break
		}
		from, to := at+f[0], at+f[1]
		if len(f) > 2 && f[2] >= 0 {
			from, to = at+f[2], at+f[3]
		}
		if s.really == nil || s.really(text[from:to]) {
			out = append(out, Span{from, to})
		}
		at = max(to, at+1) // what stands behind one may be what stands before the next
	}
	return out
}

// A Finding is where something of a shape stands.
type Finding struct {
	Shape
	Span
}

// Find returns what stands in a text, in its order. Where two shapes overlap the one that comes first in the list counts.
func Find(text string, shapes []Shape) []Finding {
	var out []Finding
	for _, s := range shapes {
		for _, at := range s.Find(text) {
			if !slices.ContainsFunc(out, func(x Finding) bool { return at.From < x.To && x.From < at.To }) {
				out = append(out, Finding{s, at})
			}
		}
	}
	slices.SortFunc(out, func(x, y Finding) int { return x.From - y.From })
	return out
}

// Words are shapes of names that somebody has listed, such as those of customers, each of a kind. Case does not count, and
// a name is a word of its own.
func Words(kind string, names []string) []Shape {
	var out []Shape
	for _, name := range names {
		if name = strings.Join(strings.Fields(name), " "); name != "" {
			pattern := `(?i)(?:^|[^\pL\pN])(` + strings.ReplaceAll(regexp.QuoteMeta(name), " ", `\s+`) + `)(?:$|[^\pL\pN])`
			out = append(out, Shape{Kind: kind, pattern: regexp.MustCompile(pattern)})
		}
	}
	return out
}

// Private lists the shapes of secrets and of personal data, in the order in which they are to be looked for: what one has
// found, the next ones need not. No list of shapes is complete.
func Private() []Shape { return slices.Clone(private) }

var private = []Shape{
	{"private-key", true, "PRIVATE", regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\z)`), nil},
	{"slack-token", true, "xox", regexp.MustCompile(`\bxox[a-z](?:\.xox[a-z])?-[\w-]{8,}`), nil},
	{"slack-token", true, "xapp-", regexp.MustCompile(`\bxapp-[\w-]{8,}`), nil},
	{"webhook", true, "hooks.slack.com", regexp.MustCompile(`https://hooks\.slack\.com/[\w/-]+`), nil},
	{"github-token", true, "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_", regexp.MustCompile(`\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,})`), nil},
	{"gitlab-token", true, "glpat glptt gldt glrt", regexp.MustCompile(`\bgl(?:pat|dt|rt|ptt)-[\w-]{16,}`), nil},
	{"aws-key-id", true, "AKIA ASIA AGPA AIDA AROA", regexp.MustCompile(`\b(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{16}\b`), nil},
	{"google-key", true, "AIza", regexp.MustCompile(`\bAIza[\w-]{35}`), nil},
	{"api-key", true, "sk- sk_ pk- pk_ rk- rk_", regexp.MustCompile(`\b(?:sk|pk|rk)[-_](?:live_|test_|proj-|ant-)?[\w-]{16,}`), nil},
	{"npm-token", true, "npm_", regexp.MustCompile(`\bnpm_\w{30,}`), nil},
	{"jwt", true, "eyJ", regexp.MustCompile(`\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*`), nil},
	{"password", true, "://", regexp.MustCompile(`\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@]*:([^\s@/]+)@`), nil},
	{"bearer", true, "", regexp.MustCompile(`(?i)\b(?:bearer|basic)\s+([\w.~+/-]{16,}=*)`), nil},
	{"password", true, "", regexp.MustCompile(`(?i)\b(?:redis-cli|mysql|mysqldump|mongo|sshpass)\b[^\n]{0,60}?\s-(?:a|p)\s*([^\s-]\S{2,})`), nil},
	{"secret", true, "", regexp.MustCompile(`(?i)["']?[\w.-]*(?:password|passwd|passphrase|pwd|secret|api[_-]?key|access[_-]?key|auth[_-]?token|token)["']?\s*(?:=|:=|:)\s*["']?([^\s"',;&]{6,})`), notWord},
	{"password", true, "", regexp.MustCompile(`(?i)\b(?:password|passphrase|passwd|pw)\s+(?:is|was|to|=)\s+["'` + "`" + `]?([^\s"',;` + "`" + `]{4,})`), notWord},
	{"secret", true, "", regexp.MustCompile(`(?:^|[^\w/+.-])([A-Za-z0-9/+]{40})(?:$|[^\w/+=.-])`), random},
	{"secret", true, "", regexp.MustCompile(`\b[A-Za-z0-9_-]{32,}\b`), random},
	{"person", false, "<@", regexp.MustCompile(`<@[UW][A-Z0-9]*(?:\|[^<>]*)?>|<@[\w.-]+>`), nil},
	{"email", false, "@", regexp.MustCompile(`\b[\w.%+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b`), nil},
	{"card", false, "", regexp.MustCompile(`\b\d(?:[ -]?\d){12,18}\b`), luhn},
	{"iban", false, "", regexp.MustCompile(`\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b`), iban},
	{"phone", false, "+", regexp.MustCompile(`(?:^|[\s(])(\+\d{1,3}[ .-]?(?:\(?\d{1,4}\)?[ .-]?){2,5}\d{2,4})\b`), nil},
}

// notWord reports whether s looks like a secret rather than like the next word
// of a sentence ("the password is wrong", "token: expired").
func notWord(s string) bool {
	s = strings.Trim(s, ".!?()")
	if len(s) < 4 || strings.HasPrefix(s, "[secret") || strings.HasPrefix(s, "<") || strings.HasPrefix(s, "$") {
		return false
	}
	return strings.ContainsAny(s, "0123456789!$%^&*#@+=")
}

// random reports whether s is as disorderly as a key: letters and digits mixed,
// and more of them different than in a word. A hash in hexadecimal is none.
func random(s string) bool {
	var count [128]int
	upper, lower, digit, hex := 0, 0, 0, true
	for i := range len(s) {
		c := s[i]
		count[c&127]++
		switch {
		case c >= '0' && c <= '9':
			digit++
		case c >= 'A' && c <= 'Z':
			upper++
			hex = false
		case c >= 'a' && c <= 'z':
			lower++
			hex = hex && c <= 'f'
		default:
			hex = hex && c == '-'
		}
	}
	if hex || digit < 2 || lower < 4 || upper < 4 {
		return false
	}
	bits := 0.0
	for _, n := range count {
		if n > 0 {
			p := float64(n) / float64(len(s))
			bits -= p * math.Log2(p)
		}
	}
	return bits > 4
}

// luhn reports whether the digits of s could be the number of a card.
func luhn(s string) bool {
	sum, n := 0, 0
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] < '0' || s[i] > '9' {
			continue
		}
		d := int(s[i] - '0')
		if n%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
		n++
	}
	return n >= 13 && sum%10 == 0 && sum > 0
}

// iban reports whether s has the check digits of a bank account.
func iban(s string) bool {
	s = strings.ReplaceAll(s, " ", "")
	if len(s) < 15 {
		return false
	}
	rest := 0
	for _, c := range s[4:] + s[:4] {
		switch {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		default:
			rest = (rest*100 + int(c-'A') + 10) % 97
		}
	}
	return rest == 1
}
