package slackapp

import (
	"strings"
	"unicode/utf8"
)

const (
	fence   = "```"
	reclose = "\n" + fence // put behind a piece whose code block goes on
)

// cut shortens mrkdwn to at most n runes. It leaves no code block open, no
// entity and no <…> token torn: half a token would be read as something else.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	head, _ := tear(s, n-1)
	return head + "…"
}

// split parts mrkdwn into pieces of at most n runes, at line ends where it can.
func split(s string, n int) []string {
	var out []string
	for utf8.RuneCountInString(s) > n {
		var head string
		head, s = tear(s, n)
		out = append(out, head)
	}
	if strings.TrimSpace(s) != "" {
		out = append(out, s)
	}
	return out
}

// tear takes a first piece of at most n runes off s, which is longer than that.
func tear(s string, n int) (head, rest string) {
	limit := prefix(s, n-len(reclose))
	at := whole(s, limit)
	for _, gap := range []string{"\n", " "} {
		// A break in the first half would leave a mere stub.
		if i := strings.LastIndex(s[:limit], gap); i > limit/2 && whole(s, i) == i {
			at = i
			break
		}
	}
	head, rest = part(s, at)
	if len(rest) >= len(s) {
		// Nothing but the mark of a code block would come off, again and again, since
		// what follows it is one token that is too long: then that is torn.
		return part(s, limit)
	}
	return head, rest
}

// part cuts s at a place, and closes and reopens the code block that it cuts.
func part(s string, at int) (head, rest string) {
	head, rest = strings.TrimRight(s[:at], "\n "), strings.TrimLeft(s[at:], "\n ")
	if strings.Count(head, fence)%2 == 1 {
		head, rest = head+reclose, fence+"\n"+rest
	}
	return head, rest
}

// prefix is the length in bytes of the first n runes of s.
func prefix(s string, n int) int {
	for i := range s {
		if n--; n < 0 {
			return i
		}
	}
	return len(s)
}

// whole moves a cut before the entity or token that it would tear, unless that
// is all there is.
func whole(s string, at int) int {
	if i := strings.LastIndexByte(s[:at], '<'); i > 0 && !strings.Contains(s[i:at], ">") && strings.Contains(s[at:], ">") {
		at = i
	}
	if i := strings.LastIndexByte(s[:at], '&'); i > 0 && at-i < len("&amp;") && !strings.Contains(s[i:at], ";") {
		at = i
	}
	for i := 1; i < len(fence) && at > i; i++ { // nor between the marks of a fence
		if strings.HasPrefix(s[at-i:], fence) {
			return at - i
		}
	}
	return at
}

var unescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// plain turns what Slack sends into what the person typed, for places that take
// no markup, such as a form's input.
func plain(s string) string { return unescaper.Replace(s) }
