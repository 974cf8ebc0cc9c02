package main

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"time"

	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/stage"
	"github.com/remedybot/remedy/internal/workspace/page"
)

// runWorkspace serves the workspace alone, for any Slack app that is pointed at it.
func runWorkspace(ctx context.Context, args []string, e env) error {
	set := flag.NewFlagSet("workspace", flag.ContinueOnError)
	addr := set.String("addr", "127.0.0.1:8791", "")
	if rest, err := flags(set, args); err != nil {
		return err
	} else if len(rest) > 0 {
		return usage("it takes no arguments, only options")
	}
	script, err := rehearsal.Load(firstRehearsal)
	if err != nil {
		return err
	}
	l, err := listen(*addr, e)
	if err != nil {
		return err
	}
	st, err := stage.New(script.Cast, stage.Config{Clock: clock.System{}, Seed: uint64(time.Now().UnixNano()), Listener: l,
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
	<-ctx.Done()
	return nil
}
