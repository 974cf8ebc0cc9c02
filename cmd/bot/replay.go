package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/stage"
)

// replay plays a script to the end and writes what came of it.
func replay(ctx context.Context, args []string, e env) error {
	set := flag.NewFlagSet("replay", flag.ContinueOnError)
	out, data := set.String("out", "", ""), set.String("data", "", "")
	confirm := set.Bool("confirm", false, "")
	rest, err := flags(set, args)
	switch {
	case err != nil:
		return err
	case len(rest) != 1:
		return usage("name one script: a file, or one of %v", rehearsal.Names())
	case *out == "":
		return usage("say where the review is to be written, with --out")
	}
	script, err := rehearsal.Load(rest[0])
	if err != nil {
		return err
	}
	if *data == "" {
		if *data, err = os.MkdirTemp("", "remedy-replay-"); err != nil {
			return err
		}
		defer os.RemoveAll(*data)
	} else if _, err := os.Stat(bot.Database(*data)); err == nil {
		return fmt.Errorf("%s already holds a database; a replay needs a folder without one", *data)
	}
	model, err := e.modelConfig()
	if err != nil {
		return err
	}
	wait, err := e.draftWait(model.BaseURL != "")
	if err != nil {
		return err
	}
	words, err := e.words()
	if err != nil {
		return err
	}
	nudges := &stage.Nudges{}
	player, err := play(ctx, script, bot.Config{Data: *data, Model: model, Draft: wait, Words: words, Found: nudges.Found}, *confirm)
	if err != nil {
		return err
	}
	if err := player.Write(*out, nudges); err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "%s is played. Read %s\n", script.Name, filepath.Join(*out, "review.md"))
	return nil
}

// play sets the stage, puts the bot on it, and plays a script on its own clock.
func play(ctx context.Context, script *rehearsal.Script, c bot.Config, confirm bool) (*stage.Player, error) {
	now := clock.NewManual(script.Lines[0].At.Add(-time.Minute))
	st, err := stage.New(script.Cast, stage.Config{Clock: now, Seed: 1, Unlimited: true})
	if err != nil {
		return nil, err
	}
	defer st.Close()
	c.Clock, c.Slack = now, st.Slack()
	b, err := bot.Open(ctx, c)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	ctx, stop := context.WithCancelCause(ctx)
	var running sync.WaitGroup
	running.Go(func() {
		if err := b.Run(ctx); err != nil {
			stop(fmt.Errorf("the bot stopped: %w", err))
		}
	})
	player := &stage.Player{Stage: st, Script: script, Clock: now, Confirm: confirm, Words: c.Words, Bot: func() stage.Bot { return b }}
	err = player.Play(ctx)
	stop(nil)
	running.Wait()
	return player, err
}
