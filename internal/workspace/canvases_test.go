package workspace_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/workspace"
)

// replaces is a change that replaces all of a canvas.
func replaces(markdown string) string {
	b, err := json.Marshal([]any{map[string]any{"operation": "replace", "document_content": map[string]any{"type": "markdown", "markdown": markdown}}})
	if err != nil {
		panic(err)
	}
	return string(b)
}

// made is a new canvas of the app.
func (s *stage) made(title string) string {
	s.t.Helper()
	a, _ := s.ask("canvases.create", values("title", title))
	id, _ := a["canvas_id"].(string)
	if id == "" {
		s.t.Fatalf("%v", a)
	}
	return id
}

// A canvas is the app's alone until its link stands in a channel and those of the
// channel may read it.
func TestACanvasIsSharedAfterItsLink(t *testing.T) {
	s := newStage(t)
	id := s.made("PM-1")
	if a, _ := s.ask("canvases.edit", values("canvas_id", id, "changes", replaces("# What happened\n\n- a disk"))); a["ok"] != true {
		t.Fatal(a)
	}
	reads := func(p *workspace.Person) bool { _, err := p.Canvas(id); return err == nil }
	share := func(more ...string) any {
		a, _ := s.ask("canvases.access.set", values(append([]string{"canvas_id", id}, more...)...))
		return a["error"]
	}
	channel := fmt.Sprintf("[%q]", s.channel)
	if got := share("access_level", "read", "channel_ids", channel); got != "failed_to_update_channel_ids" || reads(s.ann) {
		t.Errorf("before its link stands there: %v, read by Ann: %v", got, reads(s.ann))
	}
	s.post("", "<https://acme.example/docs/T1/"+id+"|the review>")
	for want, with := range map[string][]string{
		"invalid_parameters":        {"access_level", "read"},
		"invalid_arguments":         {"access_level", "peek", "channel_ids", channel},
		"channel_not_found":         {"access_level", "read", "channel_ids", fmt.Sprintf("[%q]", s.private)},
		"user_not_found":            {"access_level", "read", "user_ids", `["U0NOBODY"]`},
		"failed_to_update_user_ids": {"access_level", "read", "user_ids", fmt.Sprintf("[%q]", s.ann.ID())},
	} {
		if got := share(with...); got != want {
			t.Errorf("%v: %v, want %s", with, got, want)
		}
	}
	if got := share("access_level", "owner", "channel_ids", channel); got != "invalid_arguments" {
		t.Errorf("a channel owns it: %v", got)
	}
	if reads(s.ann) {
		t.Error("Ann reads what was never shared")
	}
	if got := share("access_level", "read", "channel_ids", channel); got != nil || !reads(s.ann) {
		t.Errorf("%v, read by Ann: %v", got, reads(s.ann))
	}
	if one, err := s.ann.Canvas(id); err != nil || one.Title != "PM-1" || one.Markdown != "# What happened\n\n- a disk" {
		t.Errorf("%+v, %v", one, err)
	}
	if a, _ := s.ask("canvases.delete", values("canvas_id", id)); a["ok"] != true || reads(s.ann) {
		t.Errorf("deleted: %v, read by Ann: %v", a, reads(s.ann))
	}
	for method, with := range map[string][]string{
		"canvases.edit": {"changes", replaces("x")}, "canvases.access.set": {"access_level", "read", "channel_ids", channel}, "canvases.delete": nil,
	} {
		if a, _ := s.ask(method, values(append([]string{"canvas_id", id}, with...)...)); a["error"] != "canvas_not_found" {
			t.Errorf("%s of one that is gone: %v", method, a)
		}
	}
}

// What a canvas does not take is refused, with the line; escaped and in code it is text.
func TestWhatACanvasTakes(t *testing.T) {
	s := newStage(t)
	id := s.made("x")
	table := func(rows int) string {
		return "| a | b | c |\n| --- | --- | --- |\n" + strings.Repeat("| 1 | 2 | 3 |\n", rows)
	}
	for _, c := range []struct{ markdown, want string }{
		{"# a\n\n## b\n\n### c\n\n- d\n1. e\n> f\n\n`<g>` **h** [i](https://j.example)", ""},
		{"x\n\n#### deep", "line 3: Unsupported heading depth (4)"},
		{"> - a", "line 1: Unsupported block type (List) within block quote"},
		{"a[^1]", "line 1: Unsupported input (footnote)"},
		{"a <b>", "line 1: Unsupported input (HTML)"},
		{`a \<b> \[^1] \![x](y)`, ""},
		{"![x](javascript:alert)", "line 1: Unsupported input (image)"},
		{"![](@U012AB3CD) ![](#C012AB3CD)", ""},
		{"```\n<b>\n#### x\n```", ""},
		{table(99), ""},
		{table(100), "line 102: Table has too many cells"},
		{table(99) + "\n" + table(99), ""},
	} {
		a, _ := s.ask("canvases.edit", values("canvas_id", id, "changes", replaces(c.markdown)))
		detail, _ := a["detail"].(string)
		if got := strings.TrimPrefix(detail, "'content' error: "); got != c.want || (a["ok"] == true) != (c.want == "") || c.want != "" && a["error"] != "canvas_editing_failed" {
			t.Errorf("%.60q: %v, want %q", c.markdown, a, c.want)
		}
	}
	for want, changes := range map[string]string{
		"invalid_arguments":     `[{"operation":"replace","document_content":{"type":"html","markdown":"x"}}]`,
		"invalid_arguments ":    `[{"operation":"paint","document_content":{"type":"markdown","markdown":"x"}}]`,
		"invalid_arguments  ":   "[" + strings.Trim(replaces("x"), "[]") + "," + strings.Trim(replaces("y"), "[]") + "]",
		"invalid_arguments   ":  "x",
		"canvas_editing_failed": `[{"operation":"delete","section_id":"temp:C:1"}]`,
		"canvas_too_large":      replaces(strings.Repeat("x", 1<<20+1)),
	} {
		if a, _ := s.ask("canvases.edit", values("canvas_id", id, "changes", changes)); a["error"] != strings.TrimSpace(want) {
			t.Errorf("%.60s: %v, want %s", changes, a["error"], want)
		}
	}
	if a, _ := s.ask("canvases.create", values("document_content", `{"type":"markdown","markdown":"#### x"}`)); a["error"] != "canvas_creation_failed" {
		t.Errorf("%v", a)
	}
	if a, _ := s.ask("canvases.create", values("channel_id", s.channel)); a["ok"] != true {
		t.Errorf("a tab of the channel: %v", a)
	} else if _, err := s.ann.Canvas(a["canvas_id"].(string)); err != nil {
		t.Error("the tab cannot be read")
	}
	s.Fault(workspace.Fault{Method: "canvases.create", Kind: workspace.Refuse, Code: "canvas_disabled_user_team", Times: 1})
	if a, _ := s.ask("canvases.create", nil); a["error"] != "canvas_disabled_user_team" {
		t.Errorf("switched off: %v", a)
	}
}
