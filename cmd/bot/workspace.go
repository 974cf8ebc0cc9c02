package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/stage"
	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/internal/workspace/manifest"
	"github.com/remedybot/remedy/internal/workspace/page"
)

// runWorkspace serves the workspace alone, for any Slack app that is pointed at it:
// the bot, or the app of a manifest.
func runWorkspace(ctx context.Context, args []string, e env) error {
	set := flag.NewFlagSet("workspace", flag.ContinueOnError)
	addr, file := set.String("addr", "127.0.0.1:8791", ""), set.String("manifest", "", "")
	events, commands, interactions := set.String("events", "", ""), set.String("commands", "", ""), set.String("interactions", "", "")
	if rest, err := flags(set, args); err != nil {
		return err
	} else if len(rest) > 0 {
		return usage("it takes no arguments, only options")
	}
	to, err := endpoints(*events, *commands, *interactions)
	if err != nil {
		return err
	}
	app, err := appOf(*file)
	if err != nil {
		return err
	}
	script, err := rehearsal.Load(firstRehearsal)
	if err != nil {
		return err
	}
	l, err := listen(*addr, e)
	if err != nil {
		return err
	}
	st, err := stage.New(script.Cast, stage.Config{Clock: clock.System{}, Seed: uint64(time.Now().UnixNano()), Listener: l, App: app,
		Page: func(st *stage.Stage) http.Handler { return page.New(st.Workspace, page.Options{}) }})
	if err != nil {
		return err
	}
	defer st.Close()
	c := st.Workspace.Credentials()
	fmt.Fprintf(e.stdout, `
  Page                  %s
  SLACK_API_URL         %s/api/
  SLACK_BOT_TOKEN       %s
  SLACK_APP_TOKEN       %s
  SLACK_SIGNING_SECRET  %s

  These secrets are made up and good for this run only. Stop with Ctrl-C.

`, st.URL, st.URL, c.BotToken, c.AppToken, c.SigningSecret)
	if to != nil {
		deliver(ctx, st.Workspace, *to, e.stdout)
	}
	<-ctx.Done()
	return nil
}

// appOf is the app of a manifest; nil, which stands for the bot, without one.
func appOf(file string) (*workspace.App, error) {
	if file == "" {
		return nil, nil
	}
	source, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	app, err := manifest.Read(source)
	if err != nil {
		return nil, fmt.Errorf("the manifest %s cannot be used: %w", file, err)
	}
	return &app, nil
}

// endpoints are where the app listens; nil if it comes by Socket Mode. What has no
// address of its own goes where the events go.
func endpoints(events, commands, interactions string) (*workspace.Endpoints, error) {
	if events == "" && commands == "" && interactions == "" {
		return nil, nil
	}
	if events == "" {
		return nil, usage("--commands and --interactions need --events as well; one address may serve all three")
	}
	e := workspace.Endpoints{Events: events, Commands: cmp.Or(commands, events), Interactions: cmp.Or(interactions, events)}
	for _, address := range []string{e.Events, e.Commands, e.Interactions} {
		if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return nil, usage("%q is no address; write it as http://127.0.0.1:3000/slack/events", address)
		}
	}
	return &e, nil
}

// deliver waits until the app answers Slack's challenge, which it cannot before it
// was given the secrets, and has everything go there from then on.
func deliver(ctx context.Context, w *workspace.Workspace, to workspace.Endpoints, out io.Writer) {
	said := ""
	for {
		err := w.DeliverHTTP(ctx, to)
		switch {
		case ctx.Err() != nil:
			return
		case err == nil:
			fmt.Fprintf(out, "  %s answers: events, commands and interactions go to the app.\n\n", to.Events)
			return
		}
		if u, ok := errors.AsType[*url.Error](err); ok {
			err = u.Err // which address it was is said anyway
		}
		if err.Error() != said {
			said = err.Error()
			fmt.Fprintf(out, "  Waiting for %s: %s\n", to.Events, said)
		}
		select {
		case <-clock.System{}.At(time.Now().Add(time.Second)):
		case <-ctx.Done():
		}
	}
}
