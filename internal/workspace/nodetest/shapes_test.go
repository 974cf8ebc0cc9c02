//go:build unix

package nodetest_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestShapes compares everything that the workspace says to an app with Slack's
// type definitions, as far as they go, and with what Slack's examples have. Then it
// plants faults, to see each of them found.
func TestShapes(t *testing.T) {
	r := newTour(t)
	r.all()
	all := append(r.samples(), unscoped(t), limited(t))
	r.covered(all)

	met := make(map[string]bool)
	var plain []sample
	for _, s := range all {
		plain = append(plain, bridged(s, met))
	}
	for _, f := range planted {
		plain = append(plain, bridged(f.in(t, all), met))
	}
	found := compiled(t, plain)
	byPlanted := make(map[int][]string)
	for _, m := range found {
		if m.sample >= len(all) {
			byPlanted[m.sample-len(all)] = append(byPlanted[m.sample-len(all)], m.text)
			continue
		}
		t.Errorf("%s: %s", all[m.sample].name, m.text)
	}
	for _, complaint := range lacking(all) {
		t.Error(complaint)
	}
	for _, g := range gaps {
		for name := range strings.FieldsSeq(g.fields) {
			if !met[g.samples+" "+g.in+" "+name] {
				t.Errorf("nothing has %q in %q of %s: the gap is closed", name, g.in, g.samples)
			}
		}
	}
	for i, f := range planted {
		t.Run("planted: "+f.what, func(t *testing.T) {
			byTypes, byTable := byPlanted[i], lacking([]sample{f.in(t, all)})
			if got := map[bool]string{true: "types"}[len(byTypes) > 0] + map[bool]string{true: " table"}[len(byTable) > 0]; got != f.by {
				t.Errorf("it is found by %q, want %q\n%s\n%s", got, f.by, strings.Join(byTypes, "\n"), strings.Join(byTable, "\n"))
			}
		})
	}
}

// covered tells whether every method that is imitated was asked, with success, and
// every requirement met something; and whether docs/workspace.md names them all.
func (r *tour) covered(all []sample) {
	r.t.Helper()
	source, err := os.ReadFile("../methods.go")
	r.do(err)
	doc, err := os.ReadFile("../../../docs/workspace.md")
	r.do(err)
	for _, event := range r.App().Events {
		if !strings.Contains(string(doc), "`"+event+"`") {
			r.t.Errorf("docs/workspace.md does not name the event %s", event)
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^\t"([a-z]+\.[a-zA-Z.]+)":\s+\{`).FindAllSubmatch(source, -1) {
		if !slices.ContainsFunc(all, func(s sample) bool { return s.name == string(m[1]) && s.body["ok"] == true }) {
			r.t.Errorf("%s was not asked with success", m[1])
		}
		if !strings.Contains(string(doc), "`"+string(m[1])+"`") {
			r.t.Errorf("docs/workspace.md does not name %s", m[1])
		}
	}
	for _, q := range required {
		if !slices.ContainsFunc(all, q.applies) {
			r.t.Errorf("the requirement of %s when %q met nothing", q.samples, q.when)
		}
	}
}

// lacking says what samples lack of what is required.
func lacking(all []sample) (complaints []string) {
	for _, s := range all {
		for _, q := range required {
			if q.applies(s) {
				for _, m := range q.missing(s) {
					complaints = append(complaints, s.name+": "+m)
				}
			}
		}
	}
	return complaints
}

// A fault is one that is planted in a sample.
type fault struct {
	what   string
	sample string
	where  string // a path to the object that is spoilt
	spoil  func(o map[string]any)
	by     string // what finds it
}

func without(name string) func(map[string]any) {
	return func(o map[string]any) { delete(o, name) }
}

func with(name string, value any) func(map[string]any) {
	return func(o map[string]any) { o[name] = value }
}

var planted = []fault{
	{"a message without its channel", "events_api/message", "event", without("channel"), "types table"},
	{"a ts that is a number", "chat.postMessage", "", with("ts", 1772442000.0001), "types table"},
	{"a ts with too few digits", "chat.postMessage", "", with("ts", "1772442000.1"), " table"},
	{"a name that Slack does not know", "chat.postMessage", "", with("timestamp", "1772442000.000100"), "types"},
	{"a permalink that is missing", "chat.getPermalink", "", without("permalink"), " table"},
	{"a count that is a string", "conversations.history", "", with("pin_count", "0"), "types table"},
	{"members as one string", "conversations.members", "", with("members", "U0AAAAAAAA"), "types table"},
	{"a person's offset as a string", "users.info", "user", with("tz_offset", "3600"), "types table"},
	{"a press without actions", "interactive/block_actions", "", without("actions"), "types table"},
	{"a submission whose values are a list", "interactive/view_submission", "view.state", with("values", []any{1.0}), "types table"},
	{"a command without its trigger", "slash_commands", "", without("trigger_id"), "types table"},
	{"an event without its id", "events_api/reaction_added", "", without("event_id"), "types table"},
	{"a change without what was before", "events_api/message/message_changed", "event", without("previous_message"), "types table"},
	{"a file without its address", "events_api/message/file_share", "event.files", without("url_private"), " table"},
	{"a view without a hash", "views.open", "view", without("hash"), " table"},
	{"a hello that counts in words", "frame/hello", "", with("num_connections", "one"), " table"},
	{"an envelope without an id", "frame/events_api", "", without("envelope_id"), " table"},
	{"a refusal without an error", "pins.add", "", without("error"), "types table"},
}

// in is the first fitting sample with the fault in it.
func (f fault) in(t *testing.T, all []sample) (spoilt sample) {
	t.Helper()
	at := slices.IndexFunc(all, func(s sample) bool {
		return s.name == f.sample && (s.body["ok"] != false || f.sample == "pins.add")
	})
	if at < 0 {
		t.Fatalf("there is no sample of %s", f.sample)
	}
	copied, err := json.Marshal(all[at].body)
	if err == nil {
		err = json.Unmarshal(copied, &spoilt.body)
	}
	if err != nil {
		t.Fatal(err)
	}
	spoilt.name = f.sample
	o := any(spoilt.body)
	if f.where != "" {
		o = find(o, f.where)[0]
	}
	if list, ok := o.([]any); ok {
		o = list[0]
	}
	object, ok := o.(map[string]any)
	if !ok {
		t.Fatalf("there is no object at %s of %s", f.where, f.sample)
	}
	f.spoil(object)
	return spoilt
}
