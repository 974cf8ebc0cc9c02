package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/remedybot/remedy/internal/bot"
)

// serve joins Slack, over Socket Mode or, with --http, over HTTP.
func serve(ctx context.Context, args []string, e env) error {
	set := flag.NewFlagSet("serve", flag.ContinueOnError)
	addr, data := set.String("http", "", ""), set.String("data", "", "")
	if rest, err := flags(set, args); err != nil {
		return err
	} else if len(rest) > 0 {
		return usage("it takes no arguments, only options")
	}
	c, err := e.botConfig(*data, *addr != "")
	if err != nil {
		return err
	}
	b, err := bot.Open(ctx, c)
	if err != nil {
		return err
	}
	defer b.Close()
	c.Log.Info("joined", "team", b.Listener.Team(), "database", b.Store.Path())
	if *addr == "" {
		return b.Run(ctx)
	}
	return serveHTTP(ctx, b, *addr)
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
	if c.Words, err = e.words(); err != nil {
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

// serveHTTP serves Slack's requests until ctx ends: the door is closed first.
func serveHTTP(ctx context.Context, b *bot.Bot, addr string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("%s cannot be listened on; choose another address with --http: %w", addr, err)
	}
	// Bounds against slow and large requests; Slack itself waits three seconds.
	server := &http.Server{Handler: b.Handler(), ReadHeaderTimeout: 2 * time.Second, ReadTimeout: 3 * time.Second,
		IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	ran := make(chan error, 1)
	loop, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	go func() { ran <- b.Run(loop) }()
	select {
	case <-ctx.Done():
	case err = <-served:
	case err = <-ran:
		return errors.Join(err, server.Close())
	}
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	down := server.Shutdown(closing)
	stop()
	return errors.Join(err, down, <-ran)
}
