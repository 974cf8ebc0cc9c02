//go:build unix

package nodetest_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/internal/workspace/nodetest"
)

// A sample is one thing that the workspace said to an app, as JSON.
type sample struct {
	name string // method of the Web API, or envelope and event: "chat.update", "events_api/message/file_share"
	body map[string]any
}

// samples are what an app was answered and sent on a tour: from the journal, and
// the frames of its sockets.
func (r *tour) samples() (all []sample) {
	read := func(raw json.RawMessage) (body map[string]any) {
		if err := json.Unmarshal(raw, &body); err != nil {
			r.t.Fatalf("%s: %v", raw, err)
		}
		return body
	}
	for _, record := range r.Journal() {
		bytesOnly := record.Kind == workspace.Request && (record.Method == "upload" || record.Method == "file")
		ofSocket := record.Kind == workspace.Frame && record.EventID == "" && len(record.Answer) == 0 // these come below
		if record.Kind != workspace.Request && record.Kind != workspace.Frame || bytesOnly || ofSocket {
			continue
		}
		s := sample{record.Method, read(record.Answer)}
		if event, ok := s.body["event"].(map[string]any); ok && event["subtype"] != nil {
			s.name += "/" + event["subtype"].(string)
		}
		if strings.HasPrefix(s.name, "slash_commands") {
			s.name = "slash_commands"
		}
		all = append(all, s)
	}
	for _, frame := range r.app.received() {
		s := sample{"frame/", read(frame)}
		s.name += s.body["type"].(string)
		all = append(all, s)
	}
	return all
}

// typeOf is how Slack's packages call the type of a sample; what they have no type
// for is judged by the table of required fields alone.
func (s sample) typeOf() string {
	kind, rest, _ := strings.Cut(s.name, "/")
	switch kind {
	case "events_api":
		if rest == "app_rate_limited" { // comes without an envelope
			return "types.AppRateLimitedEvent"
		}
		return "bolt.EnvelopedEvent<" + eventType(rest) + ">"
	case "slash_commands":
		return "bolt.SlashCommand"
	case "interactive":
		if rest == "block_actions" {
			return s.actionType()
		}
		return map[string]string{
			"view_submission": "bolt.ViewSubmitAction", "view_closed": "bolt.ViewClosedAction",
			"shortcut": "bolt.GlobalShortcut", "message_action": "bolt.MessageShortcut", "block_suggestion": "bolt.BlockSuggestion",
		}[rest]
	case "frame", "response_url":
		return ""
	}
	if kind == "conversations.replies" { // whose type lacks half of what a message has
		kind = "conversations.history"
	}
	if s.body["error"] == "unknown_method" {
		return "api.WebAPICallResult & { error: string; req_method: string }"
	}
	var b strings.Builder
	for part := range strings.SplitSeq(kind, ".") {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return "api." + b.String() + "Response"
}

// actionType is the type of a block_actions payload. Bolt has one for all surfaces;
// only in messages there is a response_url, and the Home tab has no title
// (docs.slack.dev/reference/interaction-payloads/block_actions-payload).
func (s sample) actionType() string {
	action := "bolt.BlockElementAction"
	if find(s.body, "actions.*.type")[0] == "datetimepicker" { // of which Bolt's types know nothing
		action = "bolt.BasicElementAction<'datetimepicker'> & { selected_date_time: number; placeholder?: types.PlainTextElement }"
	}
	whole := "bolt.BlockAction<" + action + ">"
	switch view, _ := s.body["view"].(map[string]any); {
	case view == nil:
		return whole
	case view["type"] == "home":
		return "Omit<" + whole + ", 'response_url' | 'view'> & { view: Omit<bolt.ViewOutput, 'title'> }"
	}
	return "Omit<" + whole + ", 'response_url'>"
}

// eventType is the type of an event, such as "message/file_share".
func eventType(name string) string {
	name, subtype, special := strings.Cut(name, "/")
	switch {
	case name == "app_home_opened": // whose type has the view as apps send it
		return "Omit<types.AppHomeOpenedEvent, 'view'> & { view?: api.ViewsPublishResponse['view'] }"
	case subtype == "channel_join": // the one who joins unasked has none, docs.slack.dev/reference/events/message/channel_join
		return "Omit<types.ChannelJoinMessageEvent, 'inviter'> & { inviter?: string }"
	case subtype == "thread_broadcast": // of which only what a person typed has the id of a client
		return "Omit<types.ThreadBroadcastMessageEvent, 'client_msg_id'> & { client_msg_id?: string }"
	case name == "message" && !special:
		return "types.GenericMessageEvent"
	case strings.HasPrefix(subtype, "message_"), subtype == "bot_message":
		name = subtype
	case special:
		name = subtype + "_message"
	}
	var b strings.Builder
	for part := range strings.SplitSeq(name, "_") {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return "types." + b.String() + "Event"
}

// A mismatch is what the compiler says about a sample.
type mismatch struct {
	sample int
	text   string
}

// prelude stands at the top of the file that is compiled. Wire is a type as it is on
// the wire: what Slack's packages declare as an enum, to which no literal can be
// assigned, is one of its strings; blocks are those of @slack/types, since the
// answers' own were gathered from samples that lack most of them; and a message
// within something else is what it is in a channel's history.
const prelude = `import type * as api from '@slack/web-api'; import type * as types from '@slack/types'; import type * as bolt from '@slack/bolt';
type Wire<T> = 0 extends 1 & T ? T : T extends string ? ` + "`${T}`" + ` : T extends object ? { [K in keyof T]: K extends 'blocks' ? types.KnownBlock[] : K extends 'message' | 'previous_message' | 'root' ? Message : Wire<T[K]> } : T;
type Message = Wire<NonNullable<api.ConversationsHistoryResponse['messages']>[number]>;
`

var complaint = regexp.MustCompile(`^samples\.ts\((\d+),(\d+)\): error (.*)$`)

// compiled has the compiler compare samples with their types.
func compiled(t *testing.T, all []sample) (found []mismatch) {
	tools, dir := nodetest.Need(t), t.TempDir()
	var source bytes.Buffer
	source.WriteString(prelude)
	first := 1 + bytes.Count(source.Bytes(), []byte("\n"))
	for i, s := range all {
		fmt.Fprintf(&source, "export const s%d: Wire<%s> = %s; // %s\n", i, cmp.Or(s.typeOf(), "unknown"), literal(s.body), s.name)
	}
	settings, err := json.Marshal(map[string]any{
		"files": []string{"samples.ts"},
		"compilerOptions": map[string]any{
			"strict": true, "noEmit": true, "skipLibCheck": true,
			"module": "nodenext", "moduleResolution": "nodenext", "target": "es2023", "lib": []string{"es2023"},
			"types": []string{"node"}, "typeRoots": []string{filepath.Join(tools, "node_modules", "@types")},
			"paths": map[string][]string{"@slack/*": {filepath.Join(tools, "node_modules", "@slack", "*")}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"samples.ts": source.Bytes(), "tsconfig.json": settings} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.Command("node", filepath.Join(tools, "node_modules", "typescript", "bin", "tsc"), "--project", dir, "--pretty", "false")
	command.Dir = dir
	written := strings.Split(source.String(), "\n")
	said, err := command.Output()
	for line := range strings.Lines(string(said)) {
		switch parts := complaint.FindStringSubmatch(strings.TrimSpace(line)); {
		case parts != nil:
			n, _ := strconv.Atoi(parts[1])
			column, _ := strconv.Atoi(parts[2])
			there := written[n-1][column-1:] // columns are of UTF-16, and so a little off behind rare characters
			found = append(found, mismatch{n - first, there[:min(len(there), 80)] + "…: " + parts[3]})
		case line[0] == ' ' && len(found) > 0: // more about the same
			last := &found[len(found)-1]
			last.text += "\n" + strings.TrimRight(line, "\n")
		default:
			t.Fatalf("the compiler says: %s", line)
		}
	}
	if (err != nil) != (len(found) > 0) {
		t.Fatalf("the compiler ends with %v after %d complaints", err, len(found))
	}
	return found
}

// literal is a value in TypeScript. The types of messages want to be told that
// there is no subtype.
func literal(v any) string {
	switch v := v.(type) {
	case map[string]any:
		var fields []string
		for _, name := range slices.Sorted(maps.Keys(v)) {
			fields = append(fields, strconv.Quote(name)+": "+literal(v[name]))
		}
		if v["type"] == "message" && v["text"] != nil && v["subtype"] == nil {
			fields = append(fields, "subtype: undefined")
		}
		return "{ " + strings.Join(fields, ", ") + " }"
	case []any:
		var items []string
		for _, one := range v {
			items = append(items, literal(one))
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	written, err := json.Marshal(v)
	if err != nil {
		panic(err) // it was read from JSON
	}
	return string(written)
}
