package main

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/stage"
	"github.com/remedybot/remedy/internal/workspace/page"
	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
)

// A meeting is the workspace of an incident with the real bot in it. Only its clock
// is moved by hand.
type meeting struct {
	t      *testing.T
	now    *clock.Manual
	script *rehearsal.Script
	*stage.Stage
	player *stage.Player
}

// meet opens a meeting, at the moment when the review is to begin, or when the
// script's first line is said.
func meet(t *testing.T, fromTheStart bool) *meeting {
	t.Helper()
	script, err := rehearsal.Load(firstRehearsal)
	if err != nil {
		t.Fatal(err)
	}
	begin := script.Cast.Review.StartsAt
	if fromTheStart {
		begin = script.Lines[0].At.Add(-time.Minute)
	}
	m := &meeting{t: t, script: script, now: clock.NewManual(begin)}
	m.Stage, err = stage.New(script.Cast, stage.Config{Clock: m.now, Seed: 1, Unlimited: fromTheStart, Page: func(st *stage.Stage) http.Handler {
		return page.New(st.Workspace, page.Options{
			Now: m.now.Now, DefaultChannel: st.Channel(st.Cast.Review.ReviewChannel), DefaultUser: st.User(st.Cast.Review.Facilitator),
		})
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Stage.Close() })
	b, err := bot.Open(t.Context(), bot.Config{Data: t.TempDir(), Clock: m.now, Slack: m.Slack()})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := b.Run(ctx); err != nil {
			t.Errorf("the bot stopped: %v", err)
		}
	})
	t.Cleanup(func() {
		stop()
		running.Wait()
		b.Close()
	})
	m.player = &stage.Player{Stage: m.Stage, Script: script, Clock: m.now, Confirm: true, Bot: func() stage.Bot { return b }}
	if fromTheStart {
		return m
	}
	if err := m.Seed(script); err != nil {
		t.Fatal(err)
	}
	return m
}

// pass lets time go by.
func (m *meeting) pass(d time.Duration) {
	m.t.Helper()
	if err := m.player.Until(m.t.Context(), m.now.Now().Add(d)); err != nil {
		m.t.Fatal(err)
	}
}

// until lets time go by until somebody sees a text: what a browser does takes a
// while to arrive.
func (m *meeting) until(b *pagetest.Browser, testid, text string) {
	m.t.Helper()
	for range 30 {
		if b.Has(testid, text) {
			return
		}
		m.pass(2 * time.Second)
	}
	b.Sees(testid, text)
}
