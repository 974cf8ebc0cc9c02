package report_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/report"
	"github.com/remedybot/remedy/internal/report/reporttest"
)

// published is where readers find the schema.
const published = "../../docs/review.schema.json"

// TestSchemaIsPublished compares docs/review.schema.json with what the types say; -update writes it anew.
func TestSchemaIsPublished(t *testing.T) {
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(published, report.Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(published)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(report.Schema()) {
		t.Error("docs/review.schema.json is not what the types of a review say: go test ./internal/report -run Schema -update, and read the diff")
	}
}

// TestReviewsFollowTheSchema holds reviews of all kinds against the schema, with a validator that knows nothing of us, and
// shows that it refuses what is none.
func TestReviewsFollowTheSchema(t *testing.T) {
	t.Parallel()
	tools, err := filepath.Abs("../../tools/node")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(tools, "node_modules", "ajv")); err != nil {
		const what = "no validator of JSON Schema; npm ci --prefix tools/node"
		if os.Getenv("REMEDY_REQUIRE_ALL") == "1" {
			t.Fatal(what)
		}
		t.Skip(what)
	}
	dir := t.TempDir()
	good := 0
	put := func(name string, doc []byte) {
		if err := os.WriteFile(filepath.Join(dir, name+".json"), doc, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	add := func(name string, r report.Review) {
		doc, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		put(name, doc)
		good++
	}
	for name, s := range reporttest.Sessions(t) {
		for _, a := range postmortem.Audiences() {
			add(name+"-"+string(a), report.Build(s, report.Options{Audience: a}))
		}
	}
	talk := rapid.Custom(func(rt *rapid.T) (said []string) {
		for range rapid.IntRange(0, 36).Draw(rt, "messages") {
			said = append(said, message(rt))
		}
		return said
	})
	for i := range 30 {
		add(fmt.Sprintf("random-%d", i), report.Build(reporttest.Held(t, "UTC", talk.Example(i)), report.Options{Audience: postmortem.Audiences()[i%3]}))
	}
	golden, err := filepath.Glob("testdata/*.json")
	if err != nil || len(golden) == 0 {
		t.Fatal("no documents in testdata", err)
	}
	for _, f := range golden {
		doc, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		put(strings.TrimSuffix(filepath.Base(f), ".json"), doc)
		good++
	}
	search, err := os.ReadFile("testdata/search.json")
	if err != nil {
		t.Fatal(err)
	}
	bad := map[string][2]string{
		"another status":  {`"status": "draft"`, `"status": "final"`},
		"a field gone":    {`"gaps":`, `"holes":`},
		"another result":  {`"result": "met"`, `"result": "fine"`},
		"a time in words": {`"from": "2025-05-14T09:12:00Z"`, `"from": "this morning"`},
		"a number":        {`"machine": false`, `"machine": 0`},
	}
	for name, change := range bad {
		doc := strings.Replace(string(search), change[0], change[1], 1)
		if doc == string(search) {
			t.Errorf("%s: there is no %s to change", name, change[0])
		}
		put("bad "+name, []byte(doc))
	}
	cmd := exec.Command("node", filepath.Join(tools, "validate.mjs"), published, dir)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	valid := 0
	for line := range strings.Lines(string(out)) {
		file, verdict, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch isBad := strings.HasPrefix(file, "bad "); {
		case verdict == "valid" && isBad:
			t.Errorf("%s is taken for a review", file)
		case verdict == "valid":
			valid++
		case !isBad:
			t.Errorf("%s: %s", file, verdict)
		}
	}
	if valid != good {
		t.Errorf("%d of %d reviews follow the schema", valid, good)
	}
}
