package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/stage"
	"github.com/remedybot/remedy/internal/workspace/page"
)

// firstRehearsal is the incident that `bot try` shows when none is named.
const firstRehearsal = "docsrs-2019-10-21"

// try serves a workspace with the real bot in it. The channel of one real
// incident is in it already, and its people can be anybody's.
func try(ctx context.Context, args []string, e env) error {
	set := flag.NewFlagSet("try", flag.ContinueOnError)
	name, addr, data := set.String("replay", "", ""), set.String("addr", "127.0.0.1:8790", ""), set.String("data", "", "")
	if rest, err := flags(set, args); err != nil {
		return err
	} else if len(rest) > 0 {
		return usage("it takes no arguments, only options")
	}
	script, err := rehearsal.Load(cmp.Or(*name, firstRehearsal))
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
	if *data == "" {
		if c.Data, err = os.MkdirTemp("", "remedy-try-"); err != nil {
			return err
		}
		defer os.RemoveAll(c.Data)
	}
	l, err := listen(*addr, e)
	if err != nil {
		return err
	}
	// The workspace lives in the days of its incident, so that "by Friday" is
	// still to come and the channel's past is not years ago.
	now := clock.NewShifted(script.Cast.Review.StartsAt)
	st, err := stage.New(script.Cast, stage.Config{Clock: now, Seed: 1, Listener: l, Page: tryPage(now)})
	if err != nil {
		return err
	}
	defer st.Close()
	if err := st.Seed(script); err != nil {
		return err
	}
	c.Clock, c.Slack = now, st.Slack()
	b, err := bot.Open(ctx, c)
	if err != nil {
		return err
	}
	defer b.Close()
	fmt.Fprint(e.stdout, welcome(st, script, *name != ""))
	if *name != "" {
		go func() {
			live := &stage.Live{Stage: st, Script: script, Clock: now, Bot: b, Pace: stage.HumanPace}
			if err := live.Play(ctx); err == nil {
				c.Log.Info("the script is played to its end")
			}
		}()
	}
	return b.Run(ctx)
}

// listen takes the address, or the next free port where it is taken.
func listen(addr string, e env) (net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, usage("--addr is %q; write it as 127.0.0.1:8790", addr)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, usage("--addr is %q; the workspace is served on this machine only, such as 127.0.0.1:8790", addr)
	}
	first, err := strconv.Atoi(port)
	if err != nil || first < 0 || first > 65535 {
		return nil, usage("--addr is %q; the port is a number from 0 to 65535", addr)
	}
	for n := first; n < first+20 && n <= 65535; n++ {
		l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(n)))
		if err == nil {
			if n != first {
				fmt.Fprintf(e.stdout, "Port %d is taken; using %d.\n", first, n)
			}
			return l, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			return nil, fmt.Errorf("%s cannot be listened on: %w", addr, err)
		}
	}
	return nil, fmt.Errorf("no port from %d to %d is free; choose another with --addr", first, first+19)
}

// tryPage is the page with a word of welcome.
func tryPage(now clock.Clock) func(*stage.Stage) http.Handler {
	return func(st *stage.Stage) http.Handler { return guidedPage(st, now) }
}

func guidedPage(st *stage.Stage, now clock.Clock) http.Handler {
	review := st.Cast.Review
	return page.New(st.Workspace, page.Options{
		Now:            now.Now,
		DefaultChannel: st.Channel(review.ReviewChannel),
		DefaultUser:    st.User(review.Facilitator),
		Guide: &page.Guide{
			Title: "Run a blameless review, here and now",
			Lines: []string{
				"This is a workspace on your own machine with the real bot in it; nothing leaves it, and nothing needs an account.",
				"The channel holds a real incident, and you can be any of its people: change who you are at the top left.",
				"Start the review, then write in its thread what happened, and press Next to move on.",
			},
			Button: "Start a review", Prefill: "/postmortem start ",
		},
	})
}

// welcome says where the page is, who can be whom, and how to stop.
func welcome(st *stage.Stage, script *rehearsal.Script, live bool) string {
	var b strings.Builder
	review := st.Cast.Review
	lead, _ := st.Cast.User(review.Facilitator)
	fmt.Fprintf(&b, "\n  Open  %s\n\n", st.URL)
	fmt.Fprintf(&b, "  You are %s, %s. In #%s, type:  /postmortem start\n", lead.Name, strings.ToLower(lead.Role), review.ReviewChannel)
	if live {
		fmt.Fprintf(&b, "  The others of %s then take part by themselves; press Next when you have heard enough.\n", script.Name)
	} else {
		fmt.Fprintf(&b, "  To have the others take part by themselves:  bot try --replay %s\n", script.Name)
	}
	b.WriteString("\n  People to be:\n")
	for _, u := range st.Cast.Users {
		if !u.Bot && slices.Contains([]string{"facilitator", "lead", "participant"}, u.InReview) {
			fmt.Fprintf(&b, "    %-16s %s\n", u.Name, u.Role)
		}
	}
	fmt.Fprintf(&b, "\n  The workspace's clock stands at %s. Stop with Ctrl-C.\n\n", review.StartsAt.Format("2 January 2006, 15:04 UTC"))
	return b.String()
}
