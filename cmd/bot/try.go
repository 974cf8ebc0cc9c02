package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os/exec"
	"runtime"
	"slices"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/theatre"
)

// firstRehearsal is the incident that `bot try` shows when none is named.
const firstRehearsal = "docsrs-2019-10-21"

// try serves a workspace with the real bot in it. The channel of one real
// incident is in it already, and its people can be anybody's.
func try(ctx context.Context, args []string, e env) error {
	set := flag.NewFlagSet("try", flag.ContinueOnError)
	name, addr, data := set.String("replay", "", ""), set.String("addr", "127.0.0.1:8790", ""), set.String("data", "", "")
	watch, speed, open := set.Bool("watch", false, ""), set.Float64("speed", 0, ""), set.Bool("open", false, "")
	if rest, err := flags(set, args); err != nil {
		return err
	} else if len(rest) > 0 {
		return usage("it takes no arguments, only options")
	}
	piece, err := chosen(*name, *watch, *speed)
	if err != nil {
		return err
	}
	c := bot.Config{Data: *data}
	if c.Log, err = e.logger(slog.LevelWarn); err != nil {
		return err
	}
	if c.Model, err = e.modelConfig(); err != nil {
		return err
	}
	if c.Draft, err = e.draftWait(c.Model.BaseURL != ""); err != nil {
		return err
	}
	if c.Words, err = e.words(); err != nil {
		return err
	}
	l, err := listen(*addr, e)
	if err != nil {
		return err
	}
	house, err := theatre.Open(theatre.Config{Listener: l, Bot: c}, piece)
	if err != nil {
		return err
	}
	fmt.Fprint(e.stdout, playbill(house.URL(), piece, *data))
	if *open {
		if err := browse(house.URL()); err != nil {
			fmt.Fprintf(e.stderr, "No browser could be opened (%s); open the page yourself.\n", err)
		}
	}
	err = cmp.Or(house.Wait(ctx), house.Close())
	if err == nil {
		fmt.Fprint(e.stdout, "\n  Stopped.\n") // on a line of its own, below the ^C
	}
	return err
}

// chosen is what the options ask for. Without any of them nothing is played.
func chosen(name string, watch bool, speed float64) (theatre.Piece, error) {
	p := theatre.Piece{Part: theatre.Free, Speed: cmp.Or(speed, 1)}
	switch {
	case watch:
		p.Part = theatre.Watch
		p.Speed = cmp.Or(speed, theatre.WatchSpeed)
	case name != "":
		p.Part = theatre.Facilitate
	case speed != 0:
		return p, usage("--speed is for a rehearsal: add --watch, or --replay NAME")
	}
	if !slices.Contains(theatre.Speeds(), p.Speed) {
		return p, usage("--speed is %v; say 1, 2, 5 or 10", speed)
	}
	var err error
	p.Script, err = rehearsal.Load(cmp.Or(name, firstRehearsal))
	return p, err
}

// browse opens the machine's browser, and does not wait for it.
func browse(url string) error {
	command := []string{"xdg-open", url}
	switch runtime.GOOS {
	case "darwin":
		command = []string{"open", url}
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler", url}
	}
	c := exec.Command(command[0], command[1:]...)
	if err := c.Start(); err != nil {
		return err
	}
	go c.Wait()
	return nil
}
