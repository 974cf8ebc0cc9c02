package main

import (
	"context"
	"errors"
	"flag"
	"log/slog"
	"net/http"
	"time"

	"github.com/remedybot/remedy/internal/bot"
)

// serve joins Slack, over Socket Mode or, with --http, over HTTP. With --web it shows the reviews as pages.
func serve(ctx context.Context, args []string, e env) error {
	set := flag.NewFlagSet("serve", flag.ContinueOnError)
	addr, web, data := set.String("http", "", ""), set.String("web", "", ""), set.String("data", "", "")
	if rest, err := flags(set, args); err != nil {
		return err
	} else if len(rest) > 0 {
		return usage("it takes no arguments, only options")
	}
	c, err := e.botConfig(*data, *addr != "")
	if err != nil {
		return err
	}
	var doors []door
	if *web != "" {
		if c.Web, err = e.webURL(*web); err != nil {
			return err
		}
	}
	b, err := bot.Open(ctx, c)
	if err != nil {
		return err
	}
	defer b.Close()
	c.Log.Info("joined", "team", b.Listener.Team(), "database", b.Store.Path())
	if *addr != "" {
		// Bounds against slow and large requests; Slack itself waits three seconds.
		doors = append(doors, door{"--http", *addr, &http.Server{Handler: b.Handler(), ReadHeaderTimeout: 2 * time.Second,
			ReadTimeout: 3 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10}})
	}
	if *web != "" {
		doors = append(doors, door{"--web", *web, &http.Server{Handler: b.Pages(), ReadHeaderTimeout: 5 * time.Second,
			ReadTimeout: 10 * time.Second, WriteTimeout: time.Minute, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10}})
	}
	return serveDoors(ctx, b, doors)
}

// botConfig reads the whole configuration, and names everything that is missing at once.
func (e env) botConfig(data string, overHTTP bool) (bot.Config, error) {
	var c bot.Config
	var err error
	if c.Data, err = e.dataDir(data); err != nil {
		return c, err
	}
	if c.Log, err = e.logger(slog.LevelInfo); err != nil {
		return c, err
	}
	if c.Model, err = e.modelConfig(); err != nil {
		return c, err
	}
	if c.Draft, err = e.draftWait(c.Model.BaseURL != ""); err != nil {
		return c, err
	}
	if c.Words, err = e.words(); err != nil {
		return c, err
	}
	if c.Customers, err = e.customers(); err != nil {
		return c, err
	}
	if c.Contact, err = e.contact(); err != nil {
		return c, err
	}
	if c.Slack, err = e.slackConfig(); err != nil {
		return c, err
	}
	var missing []error
	need := func(ok bool, what string) {
		if !ok {
			missing = append(missing, errors.New(what))
		}
	}
	need(c.Slack.BotToken != "", "SLACK_BOT_TOKEN is not set; it begins with xoxb- and stands under OAuth & Permissions of the Slack app")
	if overHTTP {
		need(c.Slack.SigningSecret != "", "SLACK_SIGNING_SECRET is not set; it stands under Basic Information of the Slack app")
		c.Slack.AppToken = ""
	} else {
		need(c.Slack.AppToken != "", "SLACK_APP_TOKEN is not set; it begins with xapp- and is made under Basic Information, App-Level Tokens, with the scope connections:write")
	}
	return c, errors.Join(missing...)
}
