package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/slackapp"
	"github.com/remedybot/remedy/internal/store"
	"github.com/remedybot/remedy/prompts"
)

// A check is one thing that has to be right.
type check struct {
	Name   string `json:"name"`
	Result string `json:"result"` // ok, warn or fail
	Saw    string `json:"saw"`
	Do     string `json:"do,omitempty"` // what to do next, unless ok
}

// doctor looks at everything the bot needs, and says what to do about each failure.
func doctor(ctx context.Context, args []string, e env) error {
	set := flag.NewFlagSet("doctor", flag.ContinueOnError)
	data, asJSON := set.String("data", "", ""), set.Bool("json", false, "")
	if rest, err := flags(set, args); err != nil {
		return err
	} else if len(rest) > 0 {
		return usage("it takes no arguments, only options")
	}
	var all []check
	all = append(all, checkSettings(e, *data)...)
	all = append(all, checkDatabase(e, *data))
	all = append(all, checkSlack(ctx, e)...)
	all = append(all, checkModel(ctx, e)...)
	all = append(all, checkWords(e)...)
	failed := slices.ContainsFunc(all, func(c check) bool { return c.Result == "fail" })
	if *asJSON {
		enc := json.NewEncoder(e.stdout)
		enc.SetIndent("", "  ")
		if err := enc.Encode(all); err != nil {
			return err
		}
	} else {
		for _, c := range all {
			fmt.Fprintf(e.stdout, "%-5s %-10s %s\n", c.Result, c.Name, c.Saw)
			if c.Do != "" {
				fmt.Fprintf(e.stdout, "      %-10s %s\n", "", c.Do)
			}
		}
	}
	if failed {
		return errors.New("something has to be mended first; see above")
	}
	return nil
}

// checkSettings reads all settings as a start does. Those that cannot be used are told here, so that the checks of what
// they are for need not be made.
func checkSettings(e env, data string) []check {
	_, wrong := e.readConfig(data)
	if _, err := e.webURL("127.0.0.1:8792"); err != nil { // whatever address --web will have
		wrong = append(wrong, err)
	}
	c := check{Name: "settings", Result: "ok", Saw: "all can be used"}
	if len(wrong) == 0 {
		return []check{c}
	}
	var out []check
	for _, err := range wrong {
		out = append(out, fail(c, "one cannot be used", err.Error()))
	}
	return out
}

func checkDatabase(e env, flag string) check {
	c := check{Name: "database", Result: "ok"}
	dir, err := e.dataDir(flag)
	if err != nil {
		return fail(c, err.Error(), "Name a folder with --data.")
	}
	path := bot.Database(dir)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		c.Saw = path + " is not there yet and will be made"
		return c
	}
	st, err := store.Open(path)
	switch {
	case errors.Is(err, store.ErrLocked):
		c.Saw = path + " is in use by a running bot"
		return c
	case err != nil:
		return fail(c, "it cannot be opened", err.Error())
	}
	defer st.Close()
	if err := st.Check(); err != nil {
		return fail(c, path+" is damaged: "+err.Error(), "Stop the bot, and put a copy of the file in its place.")
	}
	lost, err := st.Lost()
	if err != nil {
		return fail(c, "what could not be done cannot be read", err.Error())
	}
	c.Saw = fmt.Sprintf("%s, %d reviews, sound", path, len(st.Sessions("", nil)))
	if len(lost) > 0 {
		c.Result, c.Do = "warn", fmt.Sprintf("%d things could not be done. Their reviews name them among their gaps; do by hand what is still missed. Each is forgotten after a week.", len(lost))
	}
	return c
}

// checkWords reads an operator's own texts as a start does.
func checkWords(e env) []check {
	c := check{Name: "words", Result: "ok", Saw: "all of them are ours"}
	w, err := e.words()
	if err != nil {
		return nil // see checkSettings
	}
	n := 0
	for _, name := range prompts.Names() {
		if w.Replaced(name) {
			n++
		}
	}
	if w != nil {
		c.Saw = fmt.Sprintf("%d of the texts are replaced", n)
	}
	return []check{c}
}

// checkSlack looks at the tokens, what they may do, and the clock.
func checkSlack(ctx context.Context, e env) []check {
	tokens := check{Name: "tokens", Result: "ok", Saw: "the bot token is set"}
	c, err := e.slackConfig()
	switch {
	case err != nil:
		return nil // see checkSettings
	case c.BotToken == "":
		return []check{fail(tokens, "SLACK_BOT_TOKEN is not set", "Take it from the Slack app, under OAuth & Permissions, and set SLACK_BOT_TOKEN or SLACK_BOT_TOKEN_FILE.")}
	case strings.HasPrefix(string(c.BotToken), "xapp-"):
		return []check{fail(tokens, "SLACK_BOT_TOKEN holds an app-level token", "Swap SLACK_BOT_TOKEN (xoxb-) and SLACK_APP_TOKEN (xapp-).")}
	case c.AppToken == "" && c.SigningSecret == "":
		tokens = warn(tokens, "neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set", "Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET to serve over HTTP.")
	case strings.HasPrefix(string(c.AppToken), "xoxb-"):
		return []check{fail(tokens, "SLACK_APP_TOKEN holds a bot token", "Swap SLACK_BOT_TOKEN (xoxb-) and SLACK_APP_TOKEN (xapp-).")}
	}
	seen := &seen{next: http.DefaultTransport}
	c.HTTP = &http.Client{Transport: seen, Timeout: 10 * time.Second}
	client, err := slackapp.New(c)
	if err == nil {
		err = client.Connect(ctx)
	}
	if err != nil {
		return []check{tokens, fail(check{Name: "slack"}, "the bot is not let in: "+err.Error(), "Check the bot token and the way to Slack from here.")}
	}
	out := []check{tokens, {Name: "slack", Result: "ok", Saw: "joined " + client.Team()}, checkScopes(seen.scopes), checkClock(seen.skew)}
	if c.AppToken != "" {
		out = append(out, checkSocket(ctx, client))
	}
	return out
}

// seen notes what Slack tells in the headers of its answers.
type seen struct {
	next   http.RoundTripper
	scopes string
	skew   time.Duration
}

func (s *seen) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := s.next.RoundTrip(r)
	if err == nil {
		if scopes := res.Header.Get("X-OAuth-Scopes"); scopes != "" {
			s.scopes = scopes
		}
		if at, err := http.ParseTime(res.Header.Get("Date")); err == nil {
			s.skew = time.Since(at)
		}
	}
	return res, err
}

func checkScopes(granted string) check {
	c := check{Name: "scopes", Result: "ok"}
	if granted == "" {
		return warn(c, "Slack did not say which scopes the token has", "Compare them with deploy/manifest.yaml.")
	}
	var missing, optional []string
	have := strings.FieldsFunc(granted, func(r rune) bool { return r == ',' || r == ' ' })
	for _, s := range slackapp.Scopes() {
		switch {
		case slices.Contains(have, s):
		case slices.Contains(slackapp.Optional(), s):
			optional = append(optional, s)
		default:
			missing = append(missing, s)
		}
	}
	if len(missing) > 0 {
		return fail(c, "missing: "+strings.Join(missing, ", "), "Add them to the Slack app, as in deploy/manifest.yaml, and install it again.")
	}
	if len(optional) > 0 {
		return warn(c, "all that are needed, but not: "+strings.Join(optional, ", "), "deploy/README.md says what is done without them. To have it, add them to the Slack app and install it again.")
	}
	c.Saw = "all that are needed"
	return c
}

// checkClock compares with Slack's: a signed request may be five minutes old at most.
func checkClock(skew time.Duration) check {
	c := check{Name: "clock", Result: "ok", Saw: fmt.Sprintf("%.0f s apart from Slack's", skew.Abs().Seconds())}
	if skew.Abs() > time.Minute {
		return fail(c, c.Saw, "Set this machine's clock, for instance with NTP: Slack's requests are refused when they seem older than five minutes.")
	}
	return c
}

func checkSocket(ctx context.Context, client *slackapp.Client) check {
	c := check{Name: "socket", Result: "ok", Saw: "Socket Mode opens"}
	if err := client.Socket(ctx); err != nil {
		return fail(c, "Socket Mode does not open: "+err.Error(), "Turn Socket Mode on in the Slack app, and give the app-level token the scope connections:write.")
	}
	return c
}

func fail(c check, saw, do string) check { c.Result, c.Saw, c.Do = "fail", saw, do; return c }
func warn(c check, saw, do string) check { c.Result, c.Saw, c.Do = "warn", saw, do; return c }
