package llm

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strings"
)

// A Masker puts placeholders in the place of secrets and personal data, the same
// one each time the same value comes up. It does what it can: it knows the usual
// shapes, and no list of shapes is complete. The zero Masker is ready. It is not
// safe for concurrent use.
type Masker struct {
	byValue map[string]string // value → placeholder
	values  []masked
	count   map[string]int
	names   []string // of people, see Know
}

type masked struct {
	placeholder, value string
	secret             bool
}

// Redact masks text, and returns what puts the values back into a text that was
// made from it.
func Redact(text string) (string, func(string) string) {
	m := new(Masker)
	return m.Mask(text), m.Restore
}

// A shape is one kind of secret or personal data. Group 1 is what is masked, or
// the whole match where there is no group.
type shape struct {
	kind    string
	secret  bool
	pattern *regexp.Regexp
	really  func(string) bool // a second look; nil if the pattern is enough
}

// shapes are tried in this order; what one has masked the next ones do not see.
var shapes = []shape{
	{"private-key", true, regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\z)`), nil},
	{"slack-token", true, regexp.MustCompile(`\bxox[a-z](?:\.xox[a-z])?-[\w-]{8,}`), nil},
	{"slack-token", true, regexp.MustCompile(`\bxapp-[\w-]{8,}`), nil},
	{"webhook", true, regexp.MustCompile(`https://hooks\.slack\.com/[\w/-]+`), nil},
	{"github-token", true, regexp.MustCompile(`\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,})`), nil},
	{"gitlab-token", true, regexp.MustCompile(`\bgl(?:pat|dt|rt|ptt)-[\w-]{16,}`), nil},
	{"aws-key-id", true, regexp.MustCompile(`\b(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{16}\b`), nil},
	{"google-key", true, regexp.MustCompile(`\bAIza[\w-]{35}`), nil},
	{"api-key", true, regexp.MustCompile(`\b(?:sk|pk|rk)[-_](?:live_|test_|proj-|ant-)?[\w-]{16,}`), nil},
	{"npm-token", true, regexp.MustCompile(`\bnpm_\w{30,}`), nil},
	{"jwt", true, regexp.MustCompile(`\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*`), nil},
	{"password", true, regexp.MustCompile(`\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@]*:([^\s@/]+)@`), nil},
	{"bearer", true, regexp.MustCompile(`(?i)\b(?:bearer|basic)\s+([\w.~+/-]{16,}=*)`), nil},
	{"password", true, regexp.MustCompile(`(?i)\b(?:redis-cli|mysql|mysqldump|mongo|sshpass)\b[^\n]{0,60}?\s-(?:a|p)\s*([^\s-]\S{2,})`), nil},
	{"secret", true, regexp.MustCompile(`(?i)["']?[\w.-]*(?:password|passwd|passphrase|pwd|secret|api[_-]?key|access[_-]?key|auth[_-]?token|token)["']?\s*(?:=|:=|:)\s*["']?([^\s"',;&]{6,})`), notWord},
	{"password", true, regexp.MustCompile(`(?i)\b(?:password|passphrase|passwd|pw)\s+(?:is|was|to|=)\s+["'` + "`" + `]?([^\s"',;` + "`" + `]{4,})`), notWord},
	{"secret", true, regexp.MustCompile(`(?:^|[^\w/+.-])([A-Za-z0-9/+]{40})(?:$|[^\w/+=.-])`), random},
	{"secret", true, regexp.MustCompile(`\b[A-Za-z0-9_-]{32,}\b`), random},
	{"person", false, regexp.MustCompile(`<@[UW][A-Z0-9]*(?:\|[^<>]*)?>|<@[\w.-]+>`), nil},
	{"email", false, regexp.MustCompile(`\b[\w.%+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b`), nil},
	{"card", false, regexp.MustCompile(`\b\d(?:[ -]?\d){12,18}\b`), luhn},
	{"iban", false, regexp.MustCompile(`\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b`), iban},
	{"phone", false, regexp.MustCompile(`(?:^|[\s(])(\+\d{1,3}[ .-]?(?:\(?\d{1,4}\)?[ .-]?){2,5}\d{2,4})\b`), nil},
}

// Mask returns text with placeholders such as [secret:aws-key-id #1] or @person-1.
func (m *Masker) Mask(text string) string {
	for _, s := range shapes {
		text = m.maskShape(text, s)
	}
	return m.maskNames(text)
}

func (m *Masker) maskShape(text string, s shape) string {
	found := s.pattern.FindAllStringSubmatchIndex(text, -1)
	if len(found) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, f := range found {
		from, to := f[0], f[1]
		if len(f) > 2 && f[2] >= 0 {
			from, to = f[2], f[3]
		}
		value := text[from:to]
		if strings.Contains(value, "[secret:") || s.really != nil && !s.really(value) {
			continue
		}
		b.WriteString(text[at:from])
		b.WriteString(m.placeholder(s, value))
		at = to
	}
	b.WriteString(text[at:])
	return b.String()
}

func (m *Masker) placeholder(s shape, value string) string {
	if p, ok := m.byValue[value]; ok {
		return p
	}
	if m.byValue == nil {
		m.byValue, m.count = make(map[string]string), make(map[string]int)
	}
	m.count[s.kind]++
	p := fmt.Sprintf("@%s-%d", s.kind, m.count[s.kind])
	if s.secret {
		p = fmt.Sprintf("[secret:%s #%d]", s.kind, m.count[s.kind])
	}
	m.byValue[value] = p
	m.values = append(m.values, masked{p, value, s.secret})
	return p
}

// Restore puts all values back.
func (m *Masker) Restore(text string) string { return m.restore(text, true) }

func (m *Masker) restore(text string, secrets bool) string {
	// Longest first, so that @person-12 is not read as @person-1 and a 2.
	for i := len(m.values) - 1; i >= 0; i-- {
		if v := m.values[i]; secrets || !v.secret {
			text = strings.ReplaceAll(text, v.placeholder, v.value)
		}
	}
	return text
}

// maskJSON encodes v with all its strings masked.
func (m *Masker) maskJSON(v any) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("llm: cannot encode the data of a question: %w", err)
	}
	return overStrings(raw, m.Mask)
}

// unmaskAnswer puts personal data back into an answer, but no secret: whoever
// wrote it knows it, and the others shall not learn it from us.
func (m *Masker) unmaskAnswer(answer string, object bool) string {
	back := func(s string) string { return m.restore(s, false) }
	if !object {
		return back(answer)
	}
	raw, err := overStrings([]byte(answer), back)
	if err != nil {
		return answer
	}
	return string(raw)
}

// overStrings applies f to every string of a JSON document but its keys.
func overStrings(raw []byte, f func(string) string) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(each(v, f)); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

func each(v any, f func(string) string) any {
	switch v := v.(type) {
	case string:
		return f(v)
	case []any:
		for i := range v {
			v[i] = each(v[i], f)
		}
	case map[string]any:
		for k := range v {
			v[k] = each(v[k], f)
		}
	}
	return v
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
