package evidence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longest is the number of words a sentence of a review may have.
const longest = 40

// render writes tokens as a sentence: capitalised, with a full stop.
func render(ts []token) string {
	ts = balance(ts)
	var b strings.Builder
	glue, open := true, false
	for _, t := range ts {
		quote := t.low == "\"" && t.kind == mark
		tight := t.kind == mark && strings.Contains(",:;)”", t.low) || quote && open
		if !glue && !tight {
			b.WriteByte(' ')
		}
		b.WriteString(t.text)
		if quote {
			open = !open
		}
		glue = t.low == "(" || t.low == "“" || quote && open
	}
	s := strings.TrimSpace(b.String())
	s = strings.TrimRight(s, ",:;-–— ")
	s = strings.TrimRight(s, ".")
	if s == "" {
		return ""
	}
	return capital(s) + "."
}

// balance drops brackets and quotation marks that have no partner.
func balance(ts []token) []token {
	ts = hollow(ts)
	ts = single(ts)
	quotes := 0
	drop := map[int]bool{}
	var open []int
	last := -1
	for i, t := range ts {
		if t.kind != mark {
			continue
		}
		switch t.low {
		case "(":
			open = append(open, i)
		case ")":
			if len(open) == 0 {
				drop[i] = true
			} else {
				open = open[:len(open)-1]
			}
		case "\"":
			quotes++
			last = i
		case "“", "”", "]", "[":
			drop[i] = true
		}
	}
	for _, i := range open {
		drop[i] = true
	}
	if quotes%2 == 1 {
		drop[last] = true
	}
	if len(drop) == 0 {
		return ts
	}
	out := make([]token, 0, len(ts))
	for i, t := range ts {
		if !drop[i] {
			out = append(out, t)
		}
	}
	return out
}

// single drops a comma, colon or dash with another one behind it: what stood between them was taken out.
func single(ts []token) []token {
	out := make([]token, 0, len(ts))
	for i, t := range ts {
		if next := at(ts, i+1); t.kind == mark && next.kind == mark && next.low != "" && strings.Contains(",:;-–—", t.low) && strings.Contains(",:;-–—", next.low) {
			continue
		}
		out = append(out, t)
	}
	return out
}

// hollow drops brackets with nothing but marks between them.
func hollow(ts []token) []token {
	out := make([]token, 0, len(ts))
	for _, t := range ts {
		if t.kind == mark && t.low == ")" {
			k := len(out) - 1
			for k >= 0 && out[k].kind == mark && out[k].low != "(" {
				k--
			}
			if k >= 0 && out[k].low == "(" {
				out = out[:k]
				continue
			}
		}
		out = append(out, t)
	}
	return out
}

// initials are words that are written in capitals where they begin a sentence.
var initials = set("api db dns eu us uk ui cpu ram ssl tls http https vpn sso cdn sla slo bgp ttl dba sre qa ci cd os ip pr sql ssh url cve iops dhcp ntp ldap vm vms kpi ups oom aws gcp gpu")

// capital raises the first letter of a plain word; code, paths and versions keep theirs.
func capital(s string) string {
	first, _, _ := strings.Cut(s, " ")
	if strings.HasPrefix(s, "`") || strings.ContainsAny(strings.TrimRight(first, ".,:"), "./_0123456789") {
		return s
	}
	for _, r := range first[min(1, len(first)):] {
		if unicode.IsUpper(r) {
			return s
		}
	}
	if initials[first] {
		return strings.ToUpper(first) + s[len(first):]
	}
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

func wordCount(ts []token) int {
	n := 0
	for _, t := range ts {
		if t.kind == mark {
			continue
		}
		n += len(strings.Fields(t.text))
	}
	return n
}

// pieces cuts tokens that are too long for a sentence at commas and conjunctions; a piece that is still too long is left out.
func pieces(ts []token) [][]token {
	if wordCount(ts) <= longest-4 {
		return [][]token{ts}
	}
	var out [][]token
	start := 0
	for i := range ts {
		joint := ts[i].low == "," || ts[i].low == "and" || ts[i].low == "but" || ts[i].low == "because" || ts[i].low == "which" || ts[i].low == "so"
		if !joint || wordCount(ts[start:i]) < 8 || i+3 > len(ts) || !finite(ts[start:i]) || inBrackets(ts[start:i]) {
			continue
		}
		if wordCount(ts[start:i]) <= longest-4 && finite(ts[i:min(len(ts), i+8)]) {
			out = append(out, ts[start:i])
			start = i
		}
	}
	out = append(out, ts[start:])
	kept := out[:0]
	for _, p := range out {
		if wordCount(p) <= longest-4 {
			kept = append(kept, p)
		}
	}
	return kept
}
