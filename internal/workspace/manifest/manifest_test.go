package manifest

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/workspace"
)

const inJSON = `{
	"_metadata": {"major_version": 1},
	"display_information": {"name": "Potluck", "description": "Who brings what"},
	"features": {
		"app_home": {"home_tab_enabled": true, "messages_tab_enabled": true, "messages_tab_read_only_enabled": false},
		"bot_user": {"display_name": "potluck", "always_online": false},
		"shortcuts": [{"name": "Note", "type": "message", "callback_id": "note", "description": "Keeps a dish"}],
		"slash_commands": [{"command": "/potluck", "url": "https://example.com", "description": "Plans a dinner", "usage_hint": "[dish]", "should_escape": true}]
	},
	"oauth_config": {"scopes": {"bot": ["chat:write", "commands"]}},
	"settings": {"event_subscriptions": {"bot_events": ["app_mention"]}, "socket_mode_enabled": true}
}`

const inYAML = `--- # made by hand
_metadata:
  major_version: 1
display_information:
  name: "Potluck"   # as people see it
  description: >-
    Who brings
    what
features:
  app_home: {}
  bot_user:
    display_name: potluck
    always_online: false
  shortcuts:
  - name: Note
    type: message
    callback_id: note
    description: 'Keeps a dish'
  slash_commands:
    -
      command: /potluck
      url: https://example.com
      description: Plans a dinner
      usage_hint: "[dish]"
      should_escape: true
oauth_config:
  scopes:
    bot:
      - chat:write

      - commands
settings:
  event_subscriptions:
    bot_events: # one
    - app_mention
  socket_mode_enabled: true
`

func TestRead(t *testing.T) {
	want := workspace.App{
		Name: "potluck", Description: "Who brings what",
		Commands:  []workspace.Command{{Name: "/potluck", Description: "Plans a dinner", UsageHint: "[dish]", Escape: true}},
		Shortcuts: []workspace.Shortcut{{Name: "Note", Type: "message", CallbackID: "note", Description: "Keeps a dish"}},
		Scopes:    []string{"chat:write", "commands"}, Events: []string{"app_mention"},
	}
	inJSONToo := want
	inJSONToo.MessagesTab = true
	for name, c := range map[string]struct {
		source string
		want   workspace.App
	}{"JSON": {inJSON, inJSONToo}, "YAML": {inYAML, want}, "YAML of another system": {strings.ReplaceAll(inYAML, "\n", "\r\n"), want}} {
		got, err := Read([]byte(c.source))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s is read otherwise:\n%s", name, diff)
		}
	}
}

func TestRefused(t *testing.T) {
	named := "display_information:\n  name: A\n"
	for source, want := range map[string]string{
		"":                               "it is empty",
		"{":                              "unexpected end of JSON input",
		"{}":                             "display_information.name is missing",
		"features:\n":                    "display_information.name is missing",
		"a: 1\n  b: 2\n":                 "line 2: mapping values are not allowed",
		"a: 1\na: 2\n":                   "line 2: mapping key \"a\" already defined",
		"a: \"b\n":                       "found unexpected end of stream",
		"- a\n":                          "line 1: cannot unmarshal !!seq",
		"display_information:\n - 1\n":   "display_information is of the wrong kind: array",
		"display_information:\n name: 1": "display_information.name is of the wrong kind: number",
		named + "features:\n  slash_commands:\n    - command: potluck\n":       `features.slash_commands[0].command is "potluck"`,
		named + "features:\n  shortcuts:\n    - name: x\n      type: both\n":   `features.shortcuts[0].type is "both"`,
		named + "features:\n  shortcuts:\n    - name: x\n      type: global\n": "features.shortcuts[0] needs a name and a callback_id",
	} {
		if _, err := Read([]byte(source)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", source, err, want)
		}
	}
}

// Our own manifest is one that can be read.
func TestDeployed(t *testing.T) {
	source, err := os.ReadFile("../../../deploy/manifest.yaml")
	if err != nil {
		t.Fatal(err)
	}
	a, err := Read(source)
	if err != nil || len(a.Commands) != 1 || len(a.Scopes) < 5 || len(a.Events) < 5 || !a.MessagesTab {
		t.Errorf("%+v, %v", a, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(inJSON)
	f.Add(inYAML)
	f.Add("a: |\n  x\n- - b")
	f.Fuzz(func(t *testing.T, source string) {
		if _, err := Read([]byte(source)); err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("the error has more than one line: %q", err)
		}
	})
}
