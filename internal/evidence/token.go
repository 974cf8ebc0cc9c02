package evidence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind says what a token is made of.
type kind uint8

const (
	word   kind = iota
	ident       // An identifier, path, address or version: copied as it stands.
	number      // A number, perhaps with a unit attached.
	clock       // A time of day.
	code        // Code between backticks.
	person      // A mention, already turned into a role.
	mark        // Punctuation inside a sentence: , : ( ) " ; —.
	stop        // The end of a sentence: . ! ? or a line break.
	face        // An emoji or a smiley, until pauses has read it.
)

// A token is a piece of a message. Text is what a sentence shows; low is the lower-case form that rules look at.
type token struct {
	kind       kind
	text, low  string
	start, end int  // Bytes of the message.
	said       bool // It stands between quotation marks: somebody's words, which nobody words anew.
}

// dotted are abbreviations whose full stop ends no sentence.
var dotted = set("e.g i.e incl approx ca etc vs nr resp a.m p.m")

// scan cuts a message into tokens in one pass. Quoted lines, long code, emoji and broadcast mentions leave nothing behind.
func scan(s Statement) []token {
	var out []token
	text := s.Text
	add := func(k kind, shown string, from, to int) {
		out = append(out, token{kind: k, text: shown, low: strings.ToLower(shown), start: from, end: to})
	}
	lineStart := true
	for i := 0; i < len(text); {
		rest := text[i:]
		switch c := text[i]; {
		case c == '\n' || c == '\r':
			add(stop, "\n", i, i+1)
			i, lineStart = i+1, true
			continue
		case c == ' ' || c == '\t':
			i++
			continue
		case lineStart && strings.HasPrefix(rest, "&gt;"):
			i += lineLen(rest)
			continue
		case strings.HasPrefix(rest, "```"):
			n := strings.Index(rest[3:], "```")
			if n < 0 {
				return pauses(out)
			}
			if body := strings.TrimSpace(rest[3 : 3+n]); body != "" && len(body) <= 80 && !strings.Contains(body, "\n") {
				add(code, "`"+unescape(body)+"`", i, i+n+6)
			} else {
				add(stop, "\n", i, i+n+6)
			}
			add(stop, "\n", i+n+6, i+n+6)
			i += n + 6
		case c == '`':
			line := rest[:lineLen(rest)]
			n := strings.IndexByte(line[1:], '`')
			if n < 1 {
				i++
				break
			}
			if strings.HasPrefix(line[1:], "&gt;") {
				add(stop, "\n", i, i+n+2) // Without what was quoted, the sentence around it says nothing.
			} else {
				add(code, unescape(line[:n+2]), i, i+n+2)
			}
			i += n + 2
		case c == '<':
			n := strings.IndexByte(rest[:min(len(rest), 4096)], '>')
			if n < 0 {
				i++
				break
			}
			end := i + n + 1
			if k, shown := reference(rest[1:n], s.Roles); shown != "" {
				for _, of := range []string{"'s", "’s"} {
					if strings.HasPrefix(text[end:], of) {
						end += len(of)
						shown += "'s"
						break
					}
				}
				add(k, besides(out, k, shown), i, end)
			}
			i = end
		case c == ':' && emoji(text, i) > 0:
			n := emoji(text, i)
			add(face, "", i, i+n)
			i += n
		default:
			j := i + run(rest)
			out = words(out, text, i, j)
			i = j
		}
		lineStart = false
	}
	return pauses(spokenTimes(meridian(out), s))
}

// meridian joins "6:45" and "am", and gives the half of the day to the beginning of "from 2 to 3 pm".
func meridian(ts []token) []token {
	out := ts[:0]
	for _, t := range ts {
		if n := len(out) - 1; n >= 0 && oneOf(t.low, "am pm a.m p.m a.m. p.m.") && (out[n].kind == clock || out[n].kind == number) && isClock(out[n].text+t.low) {
			out[n] = token{kind: clock, text: out[n].text + " " + t.text, low: out[n].low + " " + t.low, start: out[n].start, end: t.end}
		} else {
			out = append(out, t)
		}
		if n := len(out) - 1; n >= 3 && out[n].kind == clock && oneOf(out[n-1].low, "to and until - –") && oneOf(out[n-3].low, "from between at") {
			if a, ok := sameHalf(out[n-2].low, out[n].low); ok {
				out[n-2].kind, out[n-2].low = clock, a
			}
		}
	}
	return out
}

// sameHalf is the first of two times, "2" of "2 to 3pm", in the half of the day that the second names.
func sameHalf(a, b string) (string, bool) {
	half := strings.TrimLeft(b, "0123456789: ")
	if half == b || !isClock(b) || !strings.HasPrefix(half, "a") && !strings.HasPrefix(half, "p") || strings.Trim(a, "0123456789:") != "" {
		return "", false
	}
	from, ok := readClock(a + half)
	to, _ := readClock(b)
	if ok && to.Before(from) { // "11-2pm"
		half = map[byte]string{'a': "pm", 'p': "am"}[half[0]]
	}
	return a + " " + half, ok
}

func lineLen(s string) int {
	if n := strings.IndexByte(s, '\n'); n >= 0 {
		return n
	}
	return len(s)
}

func unescape(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s)
}

// reference reads what stands between < and >: a mention, a channel, a broadcast or a link.
func reference(body string, roles map[string]string) (kind, string) {
	target, label, labelled := strings.Cut(body, "|")
	switch {
	case strings.HasPrefix(target, "@"):
		if role := roles[target[1:]]; role != "" {
			return person, the(role)
		}
		return person, "a colleague"
	case strings.HasPrefix(target, "#"):
		return ident, "the channel"
	case target == "" || strings.HasPrefix(target, "!"):
		return word, ""
	case labelled && label != "" && !strings.ContainsAny(label, "@<>"):
		return ident, unescape(label)
	case strings.ContainsAny(target, "@<> "):
		return ident, ""
	}
	return ident, unescape(target)
}

// besides tells two people of one seat apart who are named side by side: "the DBA and another DBA".
func besides(before []token, k kind, shown string) string {
	n := len(before)
	if k != person || n < 2 || before[n-2].kind != person || before[n-2].text != strings.TrimSuffix(shown, "'s") || !oneOf(before[n-1].low, "and or ,") {
		return shown
	}
	_, seat, _ := strings.Cut(shown, " ")
	if seat == "" {
		return shown
	}
	return "another " + seat
}

// emoji returns the length of an emoji such as :white_check_mark: at i, or 0. "10:29:30" is none.
func emoji(text string, i int) int {
	if i > 0 && (isAlnum(text[i-1])) {
		return 0
	}
	for j := i + 1; j < len(text) && j-i < 60; j++ {
		switch c := text[j]; {
		case c == ':':
			if j == i+1 {
				return 0
			}
			return j + 1 - i
		case !isAlnum(c) && c != '_' && c != '-' && c != '+' && c != '\'':
			return 0
		}
	}
	return 0
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// run returns the length of the piece of text up to the next blank or the next thing with a syntax of its own.
func run(s string) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ' ', '\t', '\n', '\r', '`', '<':
			return max(i, 1)
		case ':':
			if i > 0 && !isAlnum(s[i-1]) && emoji(s, i) > 0 {
				return i
			}
		}
	}
	return len(s)
}

const openers, closers = "(\"'[{*_“”‘«", ",.!?;:)\"']}*_…“”’»"

// words cuts text[i:j], which holds no blank, into a core and the punctuation around it.
func words(out []token, text string, i, j int) []token {
	core := unescape(text[i:j])
	push := func(k kind, s string) {
		out = append(out, token{kind: k, text: s, low: strings.ToLower(s), start: i, end: j})
	}
	if smiley(core) {
		push(face, "")
		return out
	}
	for core != "" {
		r, n := utf8.DecodeRuneInString(core)
		if !strings.ContainsRune(openers, r) {
			break
		}
		if r == '(' || r == '"' || r == '“' {
			push(mark, string(r))
		}
		core = core[n:]
	}
	var after []token
	for core != "" {
		r, n := utf8.DecodeLastRuneInString(core)
		if !strings.ContainsRune(closers, r) || r == '.' && (dotted[strings.ToLower(core[:len(core)-n])] || dottedDay(core) && dayMayFollow(out)) {
			break
		}
		t := token{kind: mark, text: string(r), low: string(r), start: j, end: j}
		switch r {
		case '.', '!', '?', '…':
			t.kind = stop
			after = append(after, t)
		case ',', ';', ':', ')', '"', '”':
			after = append(after, t)
		}
		core = core[:len(core)-n]
	}
	if strings.ContainsAny(core, "’‘") {
		core = strings.ReplaceAll(strings.ReplaceAll(core, "’", "'"), "‘", "'")
	}
	if strings.HasPrefix(core, "@") {
		core = "" // A mention that Slack did not resolve.
	}
	if core != "" && !picture(core) {
		if day, at, zone, ok := stamp(core); ok {
			if day != "" {
				for w := range strings.FieldsSeq(day) {
					push(classify(w), w)
				}
			}
			push(clock, at)
			if zone != "" {
				push(number, zone)
			}
		} else if a, b, half, ok := clockRange(core); ok {
			push(clock, a)
			out[len(out)-1].low = half
			push(word, "to")
			push(clock, b)
		} else if about, ok := strings.CutPrefix(core, "~"); ok && about != "" {
			push(word, "about")
			push(classify(about), about)
		} else {
			push(classify(core), core)
		}
	}
	if core != "" && picture(core) && core[0] >= utf8.RuneSelf {
		push(face, "")
	}
	for k := len(after) - 1; k >= 0; k-- {
		out = append(out, after[k])
	}
	return out
}

// dottedDay reports whether s is a day such as "14.4.", whose last dot ends no sentence.
func dottedDay(s string) bool {
	day, month, ok := strings.Cut(strings.TrimSuffix(s, "."), ".")
	return ok && digits(day) && digits(month)
}

// beforeDay are words behind which "9.1." is a day rather than a figure that ends its sentence.
var beforeDay = set("on am der den dem vom zum seit bis ab since by until till til from to before after of the and und mon monday tue tuesday wed wednesday thu thursday fri friday sat saturday sun sunday mo di mi do fr sa so")

// dayMayFollow reports whether a day can stand behind the tokens so far: "on 14.4.", and not "score 9.1.".
func dayMayFollow(ts []token) bool {
	if len(ts) == 0 {
		return true
	}
	t := ts[len(ts)-1]
	return t.kind != word && t.kind != number || beforeDay[t.low]
}

// stamp splits what logs write in one piece: "2026-04-14T14:02:33.481+02:00", "14/Apr/2026:16:02:33", "16:02+0200".
func stamp(s string) (day, at, zone string, ok bool) {
	if len(s) < 7 || s[0] < '0' || s[0] > '9' || strings.Count(s, ":") == 0 {
		return "", "", "", false
	}
	switch {
	case len(s) > 15 && s[4] == '-' && s[7] == '-' && (s[10] == 'T' || s[10] == '_'):
		day, at = s[:10], s[11:]
	case len(s) > 16 && s[2] == '/' && s[6] == '/' && s[11] == ':':
		day, at = s[:2]+" "+s[3:6]+" "+s[7:11], s[12:]
	default:
		at = s
	}
	if i := strings.LastIndexAny(at, "+-"); i > 0 {
		if _, is := offset(at[i:]); !is || day == "" && at[i] == '-' {
			return "", "", "", false
		}
		at, zone = at[:i], at[i:]
	}
	return day, at, zone, (day != "" || zone != "") && isClock(at)
}

// picture reports whether s holds no letter, digit or arrow: an emoji, a dash, a rule.
func picture(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return false
		}
	}
	return !strings.ContainsAny(s, "=><%/&+→~") && s != "-" && s != "–" && s != "—"
}

func smiley(s string) bool {
	if len(s) < 2 || len(s) > 4 {
		return false
	}
	return (s[0] == ':' || s[0] == ';' || s[0] == '=') && strings.TrimLeft(s[1:], "-()DPpOo/|*'\\") == "" || s == "xD" || s == "o/" || s == "\\o/" || s == "<3" || s == "^^"
}

// classify tells words from identifiers and numbers.
func classify(s string) kind {
	if s[0] >= '0' && s[0] <= '9' && isClock(s) {
		return clock
	}
	digit, letter, odd := false, false, false
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digit = true
		case unicode.IsLetter(r):
			letter = true
			odd = odd || i > 0 && unicode.IsUpper(r) && s != strings.ToUpper(s)
		case r == '\'' || r == '-':
		default:
			odd = true
		}
	}
	switch {
	case s == "-" || s == "–" || s == "—":
		return mark
	case digit && (!letter || measure(s)):
		return number
	case digit || odd:
		return ident
	}
	return word
}

// measure reports whether s is digits with a unit attached, as 90s, 5k or 28min.
func measure(s string) bool {
	i := 0
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == '.' || s[i] == ',') {
		i++
	}
	return i > 0 && units[strings.ToLower(s[i:])]
}

var units = set("s sec secs ms m min mins h hr hrs d k kb mb gb tb gib mib x th st nd rd")
