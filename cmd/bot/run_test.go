package main

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/slackapp"
	"github.com/remedybot/remedy/internal/store"
)

// outcome is what came of a run.
type outcome struct {
	code        int
	out, errout string
}

// runs runs the program in a world that holds nothing but settings.
func runs(t *testing.T, settings map[string]string, args ...string) outcome {
	t.Helper()
	var out, errout bytes.Buffer
	code := run(t.Context(), args, env{strings.NewReader(""), &out, &errout, func(name string) (string, bool) {
		v, ok := settings[name]
		return v, ok
	}})
	return outcome{code, out.String(), errout.String()}
}

// file writes a file into a folder of the test, and returns its path.
func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRun(t *testing.T) {
	out, none := filepath.Join(t.TempDir(), "out"), t.TempDir()
	taken := filepath.Dir(file(t, "remedy.db", "something else"))
	slack := map[string]string{"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
	web := func(address string) map[string]string {
		s := maps.Clone(slack)
		s["REMEDY_WEB_URL"] = address
		return s
	}
	broken := file(t, "broken.jsonl", "{}\nnot json\n")
	cast, err := os.ReadFile("../../internal/rehearsal/scripts/" + firstRehearsal + ".cast.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(strings.TrimSuffix(broken, "jsonl")+"cast.json", cast, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name     string
		settings map[string]string
		args     []string
		code     int
		out, err string // a part of it; empty: nothing is written there
	}{
		{"no command", nil, nil, exitDone, "bot try", ""},
		{"help", nil, []string{"help"}, exitDone, "To begin: bot try", ""},
		{"help of one command", nil, []string{"replay", "--help"}, exitDone, "--out DIR", ""},
		{"a slip of the finger", nil, []string{"serev"}, exitUsage, "", `did you mean "serve"?`},
		{"an unknown word", nil, []string{"dance"}, exitUsage, "", `there is no command "dance". See: bot help`},
		{"a wrong flag", nil, []string{"serve", "--port", "80"}, exitUsage, "", "Usage: bot serve"},
		{"an argument too many", nil, []string{"doctor", "please"}, exitUsage, "", "it takes no arguments"},
		{"version", nil, []string{"version"}, exitDone, "remedy ", ""},

		{"due", nil, []string{"due", "next friday", "--now", "2026-03-25T10:00:00Z"}, exitDone, "2026-", ""},
		{"due in the past", nil, []string{"due", "2026-03-01", "--now", "2026-03-25T10:00:00Z"}, exitWrong, "", "has passed"},
		{"due, not understood", nil, []string{"due", "soonish", "--now", "2026-03-25T10:00:00Z"}, exitWrong, "", "not a date I can read"},
		{"due without a phrase", nil, []string{"due"}, exitUsage, "", "give one phrase, in quotes"},
		{"due in a zone that is none", nil, []string{"due", "friday", "--zone", "Mars/Base"}, exitUsage, "", "Europe/Berlin"},
		{"due at a time that is none", nil, []string{"due", "friday", "--now", "noon"}, exitUsage, "", "2026-03-25T10:00:00Z"},

		{"tone", nil, []string{"tone", "check", "the limit was not set"}, exitDone, `"flag":false`, ""},
		{"tone without a deed", nil, []string{"tone"}, exitUsage, "", "tone check [--explain [--json]] [TEXT]"},

		{"review without a deed", nil, []string{"review"}, exitUsage, "", "list, show ID, export ID, check FILE.md or schema"},
		{"the schema of a review", nil, []string{"review", "schema"}, exitDone, `"$schema": "https://json-schema.org/draft/2020-12/schema"`, ""},
		{"a review that is not named", nil, []string{"review", "show", "--data", none}, exitUsage, "", "name one review, such as: review show PM-1"},
		{"a deed that there is not", nil, []string{"review", "bogus", "--data", none}, exitUsage, "", `nothing to do called "bogus"`},
		{"a format that there is not", nil, []string{"review", "export", "PM-1", "--format", "doc", "--data", none}, exitUsage, "", "md, html, json, confluence or png"},
		{"an audience that there is not", nil, []string{"review", "export", "PM-1", "--audience", "all", "--data", none}, exitUsage, "", "team, company or customer"},
		{"review without a database", nil, []string{"review", "list", "--data", none}, exitWrong, "", "there is no database in " + none},

		{"replay without a script", nil, []string{"replay", "--out", out}, exitUsage, "", "docsrs-2019-10-21"},
		{"replay without --out", nil, []string{"replay", "docsrs-2019-10-21"}, exitUsage, "", "--out"},
		{"replay of a script that is not there", nil, []string{"replay", "nowhere.jsonl", "--out", out}, exitWrong, "", "nowhere.jsonl"},
		{"replay of a broken script", nil, []string{"replay", broken, "--out", out}, exitWrong, "", "broken.jsonl:2: this is not JSON"},
		{"replay over a database", nil, []string{"replay", "docsrs-2019-10-21", "--out", out, "--data", taken}, exitWrong, "", "already holds a database"},

		{"try at a speed, with nothing to play", nil, []string{"try", "--speed", "5"}, exitUsage, "", "--watch, or --replay NAME"},
		{"try at a speed that is none", nil, []string{"try", "--watch", "--speed", "3"}, exitUsage, "", "say 1, 2, 5 or 10"},
		{"try an incident that is none", nil, []string{"try", "--replay", "flood"}, exitWrong, "", "docsrs-2019-10-21"},
		{"try for the whole network", nil, []string{"try", "--addr", "0.0.0.0:8790"}, exitUsage, "", "on this machine only"},
		{"try at an address that is none", nil, []string{"try", "--addr", "8790"}, exitUsage, "", "127.0.0.1:8790"},
		{"try with a level that is none", map[string]string{"REMEDY_LOG": "loud"}, []string{"try"}, exitWrong, "", "debug, info, warn or error"},
		{"workspace for the whole network", nil, []string{"workspace", "--addr", ":8791"}, exitUsage, "", "on this machine only"},

		{"serve without anything", nil, []string{"serve", "--data", none}, exitWrong, "", "SLACK_BOT_TOKEN is not set"},
		{"serve over HTTP without its secret", map[string]string{"SLACK_BOT_TOKEN": "xoxb-1"}, []string{"serve", "--http", ":0", "--data", none}, exitWrong, "", "SLACK_SIGNING_SECRET is not set"},
		{"serve pages to others without an address", slack, []string{"serve", "--web", ":8792", "--data", none}, exitWrong, "", "set REMEDY_WEB_URL"},
		{"serve pages to others without TLS", web("http://reviews.example.org"), []string{"serve", "--web", ":8792", "--data", none}, exitWrong, "", "over https only"},
		{"serve pages to others as this machine", web("http://127.0.0.1:8792"), []string{"serve", "--web", ":8792", "--data", none}, exitWrong, "", "lets others in"},
		{"serve pages below a path", web("https://example.org/reviews"), []string{"serve", "--web", ":8792", "--data", none}, exitWrong, "", "write it as https://reviews.example.org"},
		{"serve pages nowhere", slack, []string{"serve", "--web", "8792", "--data", none}, exitUsage, "", "write it as 127.0.0.1:8792"},
		{"serve with a secret that is not there", map[string]string{"SLACK_BOT_TOKEN_FILE": "/nowhere"}, []string{"serve", "--data", none}, exitWrong, "", "SLACK_BOT_TOKEN_FILE"},
		{"serve with a contact that fills no line", map[string]string{"REMEDY_CONTACT": "the duty manager\nand others"}, []string{"serve", "--data", none}, exitWrong, "", "one line of at most 80"},
		{"serve with half a model", map[string]string{"LLM_MODEL": "m"}, []string{"serve", "--data", none}, exitWrong, "", "LLM_BASE_URL"},
		{"serve with reactions that are none", map[string]string{"REMEDY_REACTIONS": "pushpin"}, []string{"serve", "--data", none}, exitWrong, "", "pushpin=timeline"},
		{"serve with a database that is none", map[string]string{"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}, []string{"serve", "--data", taken}, exitWrong, "", "is damaged"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := runs(t, c.settings, c.args...)
			if got.code != c.code {
				t.Errorf("exit code %d, want %d", got.code, c.code)
			}
			for _, s := range []struct{ name, got, want string }{{"stdout", got.out, c.out}, {"stderr", got.errout, c.err}} {
				if !strings.Contains(s.got, s.want) || s.want == "" && s.got != "" {
					t.Errorf("%s is %q, want %q in it", s.name, s.got, s.want)
				}
			}
		})
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a replay that was refused has made its folder")
	}
}

// TestReplay plays a script, and reads what came of it with the other commands.
func TestReplay(t *testing.T) {
	out, data := t.TempDir(), t.TempDir()
	const called = "hat set it off, as we say here" // it begins a line
	ours := own(t, "gate.md", "# C2_trigger\nw"+called+"\n")
	if got := runs(t, ours, "replay", firstRehearsal, "--out", out, "--data", data, "--confirm"); got.code != exitDone || !strings.Contains(got.out, "review.md") {
		t.Fatalf("replay: %+v", got)
	}
	for _, name := range []string{"review.json", "nudges.jsonl", "transcript.jsonl"} {
		b, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		docs := 0
		for dec := json.NewDecoder(bytes.NewReader(b)); dec.More(); docs++ {
			var doc map[string]any
			if err := dec.Decode(&doc); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if docs == 0 {
			t.Errorf("%s is empty", name)
		}
	}
	for _, name := range []string{"review.md", "review.html"} {
		if b, err := os.ReadFile(filepath.Join(out, name)); err != nil || len(b) < 1000 {
			t.Errorf("%s holds %d bytes: %v", name, len(b), err)
		}
	}
	read, err := os.ReadFile(filepath.Join(out, "review.md"))
	if err != nil {
		t.Fatal(err)
	}
	exported := runs(t, ours, "review", "export", "PM-1", "--data", data)
	for name, text := range map[string]string{"replay": string(read), "export": exported.out, "show": runs(t, ours, "review", "show", "PM-1", "--data", data).out} {
		if !strings.Contains(text, called) {
			t.Errorf("%s tells the operator's review in other words than theirs", name)
		}
	}
	// Its form passes the check that anybody's document is held against; what is open was left open in the meeting.
	var checked struct {
		Checks []struct{ ID, Result, Why string }
	}
	if got := runs(t, nil, "review", "check", filepath.Join(out, "review.md"), "--json"); json.Unmarshal([]byte(got.out), &checked) != nil {
		t.Errorf("the check says %+v", got)
	}
	left := []string{"Q5", "Q8", "Q33", "Q42", "Q43", "Q47", "Q49"}
	for _, c := range checked.Checks {
		if c.Result == "open" && !slices.Contains(left, c.ID) {
			t.Errorf("%s is open: %s", c.ID, c.Why)
		}
	}
	for _, c := range []struct {
		args     []string
		code     int
		out, err string
	}{
		{[]string{"list"}, exitDone, "PM-1", ""},
		{[]string{"show", "pm-1"}, exitDone, "# ", ""},
		{[]string{"show", "PM-7"}, exitWrong, "", "there is no review PM-7; see: bot review list"},
		{[]string{"show"}, exitUsage, "", "name one review"},
		{[]string{"show", "PM-1", "--audience", "customer"}, exitUsage, "", "-audience"}, // it would be the team's
		{[]string{"show", "PM-1", "--format", "json"}, exitUsage, "", "-format"},
		{[]string{"list", "--out", out}, exitUsage, "", "-out"},
		{[]string{"list", "PM-1"}, exitUsage, "", "review show PM-1"},
		{[]string{"burn", "PM-1"}, exitUsage, "", `nothing to do called "burn"`},
		{[]string{"export", "PM-1", "--format", "json", "--out", out}, exitDone, "PM-1-review.json", ""},
		{[]string{"export", "PM-1", "--format", "pdf"}, exitUsage, "", "md, html, json, confluence or png"},
		{[]string{"export", "PM-1", "--audience", "customer", "--format", "html", "--out", out}, exitDone, "PM-1-review-customer.html", ""},
		{[]string{"export", "PM-1", "--audience", "everybody"}, exitUsage, "", "team, company or customer"},
		{[]string{"export", "PM-1"}, exitWrong, "", "a customer in the title"},
		{[]string{"show", "PM-1"}, exitDone, "# ", ""},
	} {
		settings := map[string]string{}
		if c.err == "a customer in the title" {
			settings["REMEDY_CUSTOMERS"] = "Umbrella,\nDOCS.rs"
		}
		got := runs(t, settings, append(append([]string{"review"}, c.args...), "--data", data)...)
		if got.code != c.code || !strings.Contains(got.out, c.out) || !strings.Contains(got.errout, c.err) {
			t.Errorf("review %v: %+v", c.args, got)
		}
	}
}

func TestReviewListOfNothing(t *testing.T) {
	data := t.TempDir()
	st, err := store.Open(bot.Database(data))
	if err != nil {
		t.Fatal(err)
	}
	st.Close()
	if got := runs(t, nil, "review", "list", "--data", data); got.code != exitDone || !strings.Contains(got.out, "No review yet") {
		t.Errorf("%+v", got)
	}
}

func TestDoctor(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nowhere := "http://" + closed.Addr().String() + "/"
	closed.Close()
	sick := sickModel(t)
	for _, c := range []struct {
		name     string
		settings map[string]string
		check    string
		result   string
		do       string
	}{
		{"without a token", nil, "tokens", "fail", "SLACK_BOT_TOKEN_FILE"},
		{"with swapped tokens", map[string]string{"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xoxb-1"}, "tokens", "fail", "Swap"},
		{"with the bot token twice", map[string]string{"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xoxb-1"}, "tokens", "fail", "Swap"},
		{"without a way to Slack", map[string]string{"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": nowhere}, "slack", "fail", "way to Slack"},
		{"with a model that does not answer", map[string]string{"LLM_BASE_URL": sick, "LLM_MODEL": "m"}, "model", "warn", "LLM_BASE_URL"},
		{"without a model", nil, "model", "ok", ""},
		{"without a database", nil, "database", "ok", ""},
		{"with nothing wrong in what is set", nil, "settings", "ok", ""},
		{"with a contact that is a letter", map[string]string{"REMEDY_CONTACT": "dear\nsir"}, "settings", "fail", "REMEDY_CONTACT"},
		{"with customers that cannot be read", map[string]string{"REMEDY_CUSTOMERS_FILE": "/nowhere"}, "settings", "fail", "REMEDY_CUSTOMERS_FILE"},
		{"with a level that is none", map[string]string{"REMEDY_LOG": "loud"}, "settings", "fail", "REMEDY_LOG"},
		{"with pages without TLS", map[string]string{"REMEDY_WEB_URL": "http://reviews.example.org"}, "settings", "fail", "REMEDY_WEB_URL"},
		{"with words that are nowhere", map[string]string{"REMEDY_WORDS": "/nowhere"}, "settings", "fail", "REMEDY_WORDS"},
		{"with a model half set", map[string]string{"LLM_MODEL": "m"}, "settings", "fail", "LLM_BASE_URL"},
		{"with emoji that are none", map[string]string{"REMEDY_REACTIONS": "pushpin"}, "settings", "fail", "REMEDY_REACTIONS"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := runs(t, c.settings, "doctor", "--json", "--data", t.TempDir())
			var all []check
			if err := json.Unmarshal([]byte(got.out), &all); err != nil {
				t.Fatalf("%v: %s", err, got.out)
			}
			i := slices.IndexFunc(all, func(a check) bool { return a.Name == c.check })
			if i < 0 || all[i].Result != c.result || !strings.Contains(all[i].Do, c.do) {
				t.Errorf("%s: %+v", c.check, all)
			}
			if got.code != exitWrong || !strings.Contains(got.errout, "has to be mended") { // there is no Slack in any of them
				t.Errorf("exit code %d, %q", got.code, got.errout)
			}
			if strings.Contains(got.out+got.errout, "xoxb-1") || strings.Contains(got.out+got.errout, "xapp-1") {
				t.Error("a token is shown")
			}
		})
	}
}

// sickModel is the address of a model that is out of order.
func sickModel(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "out of order", http.StatusBadGateway)
	})}
	go s.Serve(l)
	t.Cleanup(func() { s.Shutdown(context.Background()) })
	return "http://" + l.Addr().String() + "/v1"
}

// The manifest with which people make the Slack app must ask for what the bot
// uses, and for nothing else.
func TestManifest(t *testing.T) {
	b, err := os.ReadFile("../../deploy/manifest.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lists, key := map[string][]string{}, ""
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if item, ok := strings.CutPrefix(line, "- "); ok {
			if _, _, pair := strings.Cut(item, ": "); pair {
				line = item
			} else {
				lists[key] = append(lists[key], item)
				continue
			}
		}
		name, value, _ := strings.Cut(line, ":")
		if key = name; value != "" {
			lists[key] = append(lists[key], strings.TrimSpace(value))
		}
	}
	for key, want := range map[string][]string{
		"bot": slackapp.Scopes(), "bot_events": slackapp.Events(),
		"callback_id": {slackapp.ShortcutAdd, slackapp.ShortcutDraft}, "command": {"/postmortem"}, "socket_mode_enabled": {"true"}, "should_escape": {"true"},
	} {
		if !slices.Equal(lists[key], want) {
			t.Errorf("%s is %q in the manifest, want %q", key, lists[key], want)
		}
	}
}
