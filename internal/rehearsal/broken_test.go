package rehearsal

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const goodCast = `{
 "name": "mine",
 "workspace": "Example",
 "channels": [
  {"name": "inc", "private": false, "bot_is_member": true, "members": ["ana"]},
  {"name": "feed", "private": false, "bot_is_member": false, "members": []}
 ],
 "users": [
  {"id": "ana", "name": "Ana", "role": "On-call", "title": "", "tz": "UTC", "locale": "en-GB", "bot": false, "in_review": "facilitator"},
  {"id": "bo", "name": "Bo", "role": "Lead", "title": "", "tz": "UTC", "locale": "en-GB", "bot": false, "in_review": "lead"}
 ],
 "review": {
  "starts_at": "2024-05-02T10:00:00Z",
  "incident_channel": "inc",
  "review_channel": "inc",
  "facilitator": "ana",
  "severity": "SEV2",
  "timezone": "UTC"
 }
}
`

const goodLines = `{"id":"i1","at":"2024-05-01T10:00:00Z","channel":"inc","thread":false,"user":"ana","kind":"message","text":"down"}
{"id":"i2","at":"2024-05-01T10:01:00Z","channel":"inc","thread":true,"user":"bo","kind":"message","text":"on it <@ana>","ref":"i1"}
{"id":"r1","at":0,"channel":"inc","thread":false,"user":"ana","kind":"command","text":"start"}
{"id":"r2","at":4.5,"channel":"inc","thread":true,"user":"ana","kind":"click","text":"next"}
`

// Each case changes the good script in one place.
func TestBrokenLines(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"unknown field", `"text":"down"`, `"txt":"down","text":"down"`, `s.jsonl:1: "txt" is not a field of a script`},
		{"field in capitals", `"text":"down"`, `"Text":"down"`, `s.jsonl:1: "Text" is not a field of a script`},
		{"field twice", `"id":"i1"`, `"id":"i0","id":"i1"`, `s.jsonl:1: "id" stands twice`},
		{"cut off", `,"kind":"click","text":"next"}`, ``, `s.jsonl:4: this is not JSON: it ends too early`},
		{"junk after", `"text":"next"}`, `"text":"next"} x`, `s.jsonl:4: this is not JSON: something follows after its end`},
		{"no object", `{"id":"r2","at":4.5,"channel":"inc","thread":true,"user":"ana","kind":"click","text":"next"}`, `[1]`, `s.jsonl:4: this is a JSON array where an object has to be`},
		{"wrong type", `"thread":true,"user":"ana"`, `"thread":"no","user":"ana"`, `s.jsonl:4: "thread" has the wrong type: a string`},
		{"no id", `"id":"r2",`, ``, `s.jsonl:4: "id" is missing`},
		{"id again", `"id":"r2"`, `"id":"r1"`, `s.jsonl:4: id "r1" stands already in line 3`},
		{"no time", `"at":4.5,`, ``, `s.jsonl:4: "at" is missing`},
		{"no clock time", `2024-05-01T10:01:00Z`, `10:01`, `s.jsonl:2: "at" is "10:01", which is not a time such as 2019-10-21T01:38:00Z`},
		{"time of another type", `"at":4.5`, `"at":true`, `s.jsonl:4: "at" is neither a time nor a number of seconds`},
		{"milliseconds", `"at":4.5`, `"at":1714644000000`, `s.jsonl:4: "at" is 1714644000000: seconds since the start of the review lie between 0 and 2592000`},
		{"backwards", `2024-05-01T10:01:00Z`, `2024-05-01T09:59:00Z`, `s.jsonl:2: this is earlier than line 1`},
		{"incident after the review", `2024-05-01T10:01:00Z`, `2024-05-02T10:00:01Z`, `s.jsonl:3: this is earlier than line 2`},
		{"incident in the review", `"at":4.5`, `"at":"2024-05-03T10:00:00Z"`, `s.jsonl:4: a time of the incident stands after line 3 of the review`},
		{"unknown channel", `"at":0,"channel":"inc"`, `"at":0,"channel":"ink"`, `s.jsonl:3: channel "ink" is not in the cast`},
		{"unknown user", `"user":"bo"`, `"user":"bob"`, `s.jsonl:2: user "bob" is not in the cast`},
		{"unknown mention", `<@ana>`, `<@U123>`, `s.jsonl:2: the text names <@U123>, who is not in the cast`},
		{"unknown kind", `"kind":"command"`, `"kind":"order"`, `s.jsonl:3: kind "order" is unknown: say message, edit, delete, reaction, command, click or join`},
		{"unknown control", `"text":"next"`, `"text":"forward"`, `s.jsonl:4: there is no control "forward": say next, back, finish, accept or add-to-timeline`},
		{"no text", `"text":"down"`, `"text":" "`, `s.jsonl:1: this message needs a text`},
		{"text too many", `"kind":"command"`, `"kind":"join"`, `s.jsonl:3: this join takes no text`},
		{"no ref", `"text":"next"`, `"text":"accept"`, `s.jsonl:4: this click needs a ref`},
		{"ref too many", `"text":"next"`, `"text":"next","ref":"i1"`, `s.jsonl:4: this click takes no ref`},
		{"missing ref", `"ref":"i1"`, `"ref":"i9"`, `s.jsonl:2: ref "i9" is no line above this one`},
		{"later ref", `"ref":"i1"`, `"ref":"r1"`, `s.jsonl:2: ref "r1" is no line above this one`},
		{"own ref", `"ref":"i1"`, `"ref":"i2"`, `s.jsonl:2: ref "i2" is no line above this one`},
		{"ref to no message", `"text":"next"`, `"text":"accept","ref":"r1"`, `s.jsonl:4: ref "r1" is no message: its kind is "command"`},
		{"ref elsewhere", `"channel":"inc","thread":true,"user":"bo"`, `"channel":"feed","thread":true,"user":"bo"`, `s.jsonl:2: ref "i1" is in channel "inc", this line in "feed"`},
		{"reply outside a thread", `"thread":true,"user":"bo"`, `"thread":false,"user":"bo"`, `s.jsonl:2: a message with a ref is a reply: "thread" has to be true`},
		{"edit by another", `"user":"bo","kind":"message"`, `"user":"bo","kind":"edit"`, `s.jsonl:2: only "ana" can edit "i1"`},
		{"nothing", goodLines, "\n", `s.jsonl:1: the script has no lines`},
		{
			"two at once", `"user":"bo","kind":"message"`, `"user":"bob","kind":"massage"`,
			"s.jsonl:2: user \"bob\" is not in the cast\ns.jsonl:2: kind \"massage\" is unknown: say message, edit, delete, reaction, command, click or join",
		},
	} {
		t.Run(c.name, func(t *testing.T) { expect(t, change(t, goodLines, c.old, c.new), goodCast, c.want) })
	}
}

func TestBrokenCast(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"not JSON", `"SEV2",`, `"SEV2"`, `s.cast.json:18: this is not JSON: invalid character '"' after object key:value pair`},
		{"cut off", "  \"timezone\": \"UTC\"\n }\n}\n", "", `s.cast.json:17: this is not JSON: it ends too early`},
		{"unknown field", `"tz": "UTC", "locale": "en-GB", "bot": false, "in_review": "lead"`, `"zone": "UTC", "in_review": "lead"`, `s.cast.json:10: "users[1].zone" is not a field of a script`},
		{"wrong type", `"workspace": "Example"`, `"workspace": 1`, `s.cast.json:3: "workspace" has the wrong type: a number`},
		{"not a time", `2024-05-02T10:00:00Z`, `tomorrow`, `s.cast.json:13: "tomorrow" is not a time such as 2019-10-21T01:38:00Z`},
		{"no time", `  "starts_at": "2024-05-02T10:00:00Z",`, ``, `s.cast.json:12: the review has no starts_at`},
		{"user without id", `"id": "bo", `, ``, `s.cast.json:10: a user has no id`},
		{"user again", `"id": "bo"`, `"id": "ana"`, `s.cast.json:10: there is already a user "ana"`},
		{"user without name", `"name": "Bo"`, `"name": ""`, `s.cast.json:10: user "bo" has no name`},
		{"unknown part", `"lead"`, `"boss"`, `s.cast.json:10: user "bo" has in_review "boss": say facilitator, lead, participant, none`},
		{"channel again", `"name": "feed"`, `"name": "inc"`, `s.cast.json:6: there is already a channel "inc"`},
		{"channel without name", `"name": "feed"`, `"name": ""`, `s.cast.json:6: a channel has no name`},
		{"unknown member", `["ana"]`, `["ana", "bob"]`, `s.cast.json:5: channel "inc" has a member "bob", who is no user`},
		{"unknown channel", `"review_channel": "inc"`, `"review_channel": "pm"`, `s.cast.json:15: review_channel is "pm", which is no channel`},
		{"unknown facilitator", `"facilitator": "ana"`, `"facilitator": "cy"`, `s.cast.json:16: facilitator is "cy", who is no user`},
		{"unknown severity", `SEV2`, `high`, `s.cast.json:17: severity is "high": say SEV1, SEV2, SEV3, SEV4, SEV5`},
		{"no review", goodCast[strings.Index(goodCast, ",\n \"review\""):], "}", `s.cast.json:1: "review" is missing: when the review starts, where, and who facilitates`},
		{"too deep", `["ana"]`, strings.Repeat("[", 40) + strings.Repeat("]", 40), `s.cast.json:5: this is not JSON: it nests too deeply`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := problems(t, goodLines, change(t, goodCast, c.old, c.new))
			if got, _, _ := strings.Cut(p.Error(), "\n"); got != c.want {
				t.Errorf("got  %s\nwant %s", p, c.want)
			}
		})
	}
}

func TestManyProblems(t *testing.T) {
	p := problems(t, goodLines+strings.Repeat("{\n", 25), goodCast)
	if got := strings.Split(p.Error(), "\n"); len(got) != 21 || got[20] != "and 5 more" || len(p.Found) != 20 {
		t.Errorf("25 problems are told as\n%s", p)
	}
}

func change(t *testing.T, text, from, to string) string {
	t.Helper()
	if strings.Count(text, from) != 1 {
		t.Fatalf("%q stands %d times in the good text", from, strings.Count(text, from))
	}
	return strings.Replace(text, from, to, 1)
}

func problems(t *testing.T, lines, cast string) Problems {
	t.Helper()
	s, err := parse("s.jsonl", []byte(lines), "s.cast.json", []byte(cast))
	p, ok := errors.AsType[Problems](err)
	if !ok {
		t.Fatalf("parse = %v, %v, want Problems", s, err)
	}
	return p
}

func expect(t *testing.T, lines, cast, want string) {
	t.Helper()
	if diff := cmp.Diff(want, problems(t, lines, cast).Error()); diff != "" {
		t.Error(diff)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(goodLines, goodCast)
	f.Add(`{"id":"i1","at":1e400,"ref":"i1"}`, `{"users":[{"id":"a"},[]],"review":{}}`)
	f.Add("{\"at\":null}\r\n\r\n[[[[", `{"review":{"starts_at":"0000-01-01T00:00:00Z"}}`)
	f.Fuzz(func(t *testing.T, lines, cast string) {
		s, err := parse("s.jsonl", []byte(lines), "s.cast.json", []byte(cast))
		if err != nil {
			p, ok := errors.AsType[Problems](err)
			if !ok || len(p.Found) == 0 || len(p.Found) > maxProblems || p.More > 0 && len(p.Found) < maxProblems {
				t.Fatalf("not a list of problems: %v", err)
			}
			for _, f := range p.Found {
				if f.Line < 1 || strings.Contains(f.Text, "\n") {
					t.Errorf("not one sentence on one line: %d %q", f.Line, f.Text)
				}
			}
			return
		}
		seen := map[string]bool{}
		for i, l := range s.Lines {
			if l.Ref != "" && !seen[l.Ref] {
				t.Errorf("line %d refers to %q, which is not above it", l.Number, l.Ref)
			}
			if i > 0 && l.At.Before(s.Lines[i-1].At) {
				t.Errorf("line %d runs backwards", l.Number)
			}
			if _, ok := s.Cast.User(l.User); !ok {
				t.Errorf("line %d: %q is nobody", l.Number, l.User)
			}
			seen[l.ID] = true
		}
	})
}
