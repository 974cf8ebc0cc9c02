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

// botConfig reads the whole configuration, and names everything that is wrong at once, or else everything that is missing.
func (e env) botConfig(data string, overHTTP bool) (bot.Config, error) {
	c, wrong := e.readConfig(data)
	if len(wrong) > 0 {
		return c, errors.Join(wrong...)
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

// readConfig reads all settings of a bot, and says of each that cannot be used what is wrong with it.
func (e env) readConfig(data string) (c bot.Config, wrong []error) {
	read := func(err error) {
		if err != nil {
			wrong = append(wrong, err)
		}
	}
	var err error
	c.Data, err = e.dataDir(data)
	read(err)
	c.Log, err = e.logger(slog.LevelInfo)
	read(err)
	c.Model, err = e.modelConfig()
	read(err)
	c.Draft, err = e.draftWait(c.Model.BaseURL != "")
	read(err)
	c.Words, err = e.words()
	read(err)
	c.Customers, err = e.customers()
	read(err)
	c.Contact, err = e.contact()
	read(err)
	c.Slack, err = e.slackConfig()
	read(err)
	return c, wrong
}
