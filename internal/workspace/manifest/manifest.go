// Package manifest reads the manifest of a Slack app: what it is called, its
// commands and shortcuts, and what it may do and hear
// (docs.slack.dev/reference/app-manifest). So a workspace can have another app in it.
package manifest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/remedybot/remedy/internal/workspace"
)

// manifest is as much of a manifest as a workspace needs.
type manifest struct {
	Display struct {
		Name        string `json:"name"`
		Description string `json:"description"`
	} `json:"display_information"`
	Features struct {
		Home struct {
			Messages bool `json:"messages_tab_enabled"`
			ReadOnly bool `json:"messages_tab_read_only_enabled"`
		} `json:"app_home"`
		Bot struct {
			Name string `json:"display_name"`
		} `json:"bot_user"`
		Shortcuts []workspace.Shortcut `json:"shortcuts"`
		Commands  []struct {
			workspace.Command
			Name   string `json:"command"`
			Escape bool   `json:"should_escape"`
		} `json:"slash_commands"`
	} `json:"features"`
	OAuth struct {
		Scopes struct {
			Bot []string `json:"bot"`
		} `json:"scopes"`
	} `json:"oauth_config"`
	Settings struct {
		Events struct {
			Bot []string `json:"bot_events"`
		} `json:"event_subscriptions"`
	} `json:"settings"`
}

// Read reads a manifest in JSON or in YAML.
func Read(source []byte) (workspace.App, error) {
	source = bytes.TrimPrefix(source, []byte("\ufeff"))
	if trimmed := bytes.TrimSpace(source); len(trimmed) == 0 {
		return workspace.App{}, errors.New("it is empty")
	} else if trimmed[0] != '{' {
		var whole map[string]any
		err := yaml.Unmarshal(source, &whole)
		if err != nil {
			// It may say several things, a line each; the first leads to the others.
			first, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), "yaml: unmarshal errors:\n  "), "\n")
			return workspace.App{}, errors.New(strings.TrimPrefix(first, "yaml: "))
		}
		if source, err = json.Marshal(whole); err != nil {
			return workspace.App{}, err
		}
	}
	var m manifest
	if err := json.Unmarshal(source, &m); err != nil {
		if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
			return workspace.App{}, fmt.Errorf("%s is of the wrong kind: %s", cmp.Or(wrong.Field, "the manifest"), wrong.Value)
		}
		return workspace.App{}, err
	}
	return m.app()
}

var commandName = regexp.MustCompile(`^/[^\s/]{1,31}$`)

// app is the app that the manifest describes.
func (m manifest) app() (workspace.App, error) {
	a := workspace.App{
		Name: m.Display.Name, Description: m.Display.Description, Shortcuts: m.Features.Shortcuts,
		Scopes: m.OAuth.Scopes.Bot, Events: m.Settings.Events.Bot,
		MessagesTab: m.Features.Home.Messages && !m.Features.Home.ReadOnly,
	}
	if m.Features.Bot.Name != "" {
		a.Name = m.Features.Bot.Name
	}
	if a.Name == "" {
		return a, errors.New("display_information.name is missing")
	}
	for i, c := range m.Features.Commands {
		if !commandName.MatchString(c.Name) {
			return a, fmt.Errorf("features.slash_commands[%d].command is %q; want a word that begins with a slash", i, c.Name)
		}
		c.Command.Name, c.Command.Escape = c.Name, c.Escape
		a.Commands = append(a.Commands, c.Command)
	}
	for i, s := range a.Shortcuts {
		if s.Type != "message" && s.Type != "global" {
			return a, fmt.Errorf("features.shortcuts[%d].type is %q; want message or global", i, s.Type)
		}
		if s.CallbackID == "" || s.Name == "" {
			return a, fmt.Errorf("features.shortcuts[%d] needs a name and a callback_id", i)
		}
	}
	return a, nil
}
