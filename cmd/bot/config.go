package main

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/secret"
	"github.com/remedybot/remedy/internal/slackapp"
)

// setting reads one setting from the environment: X itself, or the file that
// X_FILE names, as container secrets and systemd credentials are handed over.
func (e env) setting(name string) (string, error) {
	if v, ok := e.lookup(name); ok && v != "" {
		return strings.TrimSpace(v), nil
	}
	file, ok := e.lookup(name + "_FILE")
	if !ok || file == "" {
		return "", nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("%s_FILE names a file that cannot be read: %w", name, err)
	}
	return strings.TrimSpace(string(b)), nil
}

// settings reads several at once, by name.
func (e env) settings(names ...string) (map[string]string, error) {
	out := map[string]string{}
	for _, n := range names {
		v, err := e.setting(n)
		if err != nil {
			return nil, err
		}
		out[n] = v
	}
	return out, nil
}

// slackConfig reads how to reach Slack.
func (e env) slackConfig() (slackapp.Config, error) {
	v, err := e.settings("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL", "REMEDY_COMMAND", "REMEDY_REACTIONS")
	if err != nil {
		return slackapp.Config{}, err
	}
	reactions, err := parseReactions(v["REMEDY_REACTIONS"])
	if err != nil {
		return slackapp.Config{}, err
	}
	return slackapp.Config{
		BotToken: secret.String(v["SLACK_BOT_TOKEN"]), AppToken: secret.String(v["SLACK_APP_TOKEN"]),
		SigningSecret: secret.String(v["SLACK_SIGNING_SECRET"]), APIURL: v["SLACK_API_URL"],
		Command: v["REMEDY_COMMAND"], Reactions: reactions,
	}, nil
}

// customers are the names that REMEDY_CUSTOMERS lists, by commas or one a line.
func (e env) customers() ([]string, error) {
	v, err := e.setting("REMEDY_CUSTOMERS")
	if err != nil {
		return nil, err
	}
	var names []string
	for name := range strings.FieldsFuncSeq(v, func(r rune) bool { return r == ',' || r == '\n' }) {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names, nil
}

// contactMost is how many characters name whom to call: it stands within a sentence.
const contactMost = 80

// contact is who takes over where deliberate harm comes up in a review, from REMEDY_CONTACT.
func (e env) contact() (string, error) {
	v, err := e.setting("REMEDY_CONTACT")
	if err != nil {
		return "", err
	}
	if strings.ContainsFunc(v, unicode.IsControl) || utf8.RuneCountInString(v) > contactMost {
		return "", fmt.Errorf("REMEDY_CONTACT has to be one line of at most %d characters, such as: the duty manager", contactMost)
	}
	return v, nil
}

// dataDir is the folder of the database: the flag, then REMEDY_DATA, then the
// place where programs of a user keep their data.
func (e env) dataDir(flag string) (string, error) {
	if flag != "" {
		return flag, nil
	}
	if dir, err := e.setting("REMEDY_DATA"); dir != "" || err != nil {
		return dir, err
	}
	base, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("there is no folder for data; name one with --data: %w", err)
	}
	return filepath.Join(base, "remedy"), nil
}

// logger writes to stderr, at the level of REMEDY_LOG: debug, info, warn or
// error; usual is the level where it is not set.
func (e env) logger(usual slog.Level) (*slog.Logger, error) {
	level := usual
	v, err := e.setting("REMEDY_LOG")
	if err != nil {
		return nil, err
	}
	if v != "" {
		if err := level.UnmarshalText([]byte(v)); err != nil {
			return nil, fmt.Errorf("REMEDY_LOG is %q; write debug, info, warn or error", v)
		}
	}
	return slog.New(slog.NewTextHandler(e.stderr, &slog.HandlerOptions{Level: level})), nil
}
