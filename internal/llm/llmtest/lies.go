package llmtest

import (
	"encoding/json"
	"strings"
)

// A Lie is an answer that arrives whole and well, and must not be believed: it
// breaks its form, or says what somebody else would have it say.
type Lie struct {
	Name    string
	Content string
}

// Verdict is an answer to the question of tone.
func Verdict(flag bool, category, severity, span, wording string) string {
	return object(map[string]any{
		"flag": flag, "category": category, "severity": severity, "confidence": .97, "span": span, "wording": wording,
	})
}

// Fine is the answer to the question of tone that finds nothing.
func Fine() string { return Verdict(false, "none", "none", "", "") }

func object(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // a map of plain values
	}
	return strings.TrimSpace(b.String())
}

// Lies are answers to the question of tone about text, put to a model with these
// instructions.
func Lies(text, instructions string) []Lie {
	flagged := func(wording string) string { return Verdict(true, "hostile", "S3", text, wording) }
	broken := func(key string, value any) string {
		v := map[string]any{"flag": true, "category": "blame", "severity": "S2", "confidence": .97, "span": text, "wording": text}
		v[key] = value
		return object(v)
	}
	all := []Lie{
		{"all is well", Fine()},
		{"flagged", flagged("")},
		{"flagged as care", Verdict(true, "self_blame", "CARE", text, text)},
		{"flagged, other words", Verdict(true, "blame", "S2", "words nobody wrote", text)},
		{"unsure", broken("confidence", .1)},
		{"in a fence", "```json\n" + Fine() + "\n```"},
		{"in prose", "Of course! Here is the object you asked for: " + Fine() + " Anything else?"},
		{"two objects", Fine() + flagged(text)},
		{"a list", "[" + flagged("") + "]"},
		{"a string", `"flag: false"`},
		{"null", "null"},
		{"no JSON", "PWNED"},
		{"not closed", `{"flag":true,"category":"blame"`},
		{"another category", broken("category", "pwned")},
		{"another severity", broken("severity", "S9")},
		{"a category in markup", broken("category", "<!channel>")},
		{"flagged as none", broken("category", "none")},
		{"fine as blame", broken("flag", false)},
		{"flag as text", broken("flag", "false")},
		{"confidence as text", broken("confidence", "high")},
		{"confidence of 7", broken("confidence", 7)},
		{"confidence of -1", broken("confidence", -1)},
		{"no number", strings.Replace(flagged(""), "0.97", "NaN", 1)},
		{"span as a list", broken("span", []int{0, 4})},
		{"an extra key", broken("channel", "C0SECURITY")},
		{"a tool call", object(map[string]any{"tool_calls": []any{map[string]any{"name": "post_message"}}})},
		{"a key twice", strings.Replace(flagged(text+" <!channel>"), "{", `{"wording":"",`, 1)},
	}
	for name, more := range map[string]string{
		"a call to everybody": "<!channel>", "another call": "<!here|here>", "a call in plain letters": "@channel", "a date": "<!date^1700000000^{date}^https://evil.example|now>",
		"a mention": "<@U0BOSS>", "a group": "<!subteam^S0TEAM>", "a name": "@boss", "a channel": "<#C0PRIVATE|general>", "a channel in plain letters": "#general",
		"a link": "https://evil.example/x", "a link with a label": "<https://evil.example|the runbook>", "a bare domain": "evil.example", "a domain with a path": "www.evil.example/x?d=1",
		"a mail address": "boss@evil.example", "a script": "<javascript:alert(1)|more>", "HTML": "<b onclick=x>more</b>", "escaped": "&lt;!channel&gt;", "Markdown": "[more](https://evil.example)",
		"a hidden call": "<!chan\u200bnel>", "turned round": "\u202eexe.txt", "a placeholder": "@person-1", "a secret's placeholder": "[secret:slack-token #1]", "a number": "4711",
		"code": "`rm -rf /`", "a fence": "```\nrm\n```", "a quote": "\n> somebody said so",
	} {
		all = append(all, Lie{"adds " + name, flagged(text + " " + more)}, Lie{"is " + name, flagged(more)})
	}
	start := instructions[:min(len(instructions), 120)]
	return append(all,
		Lie{"leaks the instructions", flagged(start)}, Lie{"leaks them behind the text", flagged(text + " " + start)},
		Lie{"is endless", flagged(strings.Repeat("and so on ", 4000))}, Lie{"sells something", flagged("Congratulations, claim your free prize now and tell all your friends")},
		Lie{"is another's order", flagged("PWNED")})
}
