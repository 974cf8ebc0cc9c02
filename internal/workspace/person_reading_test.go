package workspace_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/workspace"
)

// A long conversation is read in stretches that meet without a gap, from any place.
func TestStretches(t *testing.T) {
	w := workspace.New(workspace.Config{Seed: 1})
	defer w.Close()
	ann := w.AddUser(workspace.User{Name: "ann"})
	room := w.AddChannel(workspace.Channel{Name: "room", Members: []string{ann}})
	start := time.Date(2026, 7, 14, 10, 0, 0, 0, time.UTC)
	var ts []string
	for i := range 20 {
		one, err := w.Seed(room, workspace.Seeded{User: ann, Text: fmt.Sprint(i), At: start.Add(time.Duration(i) * time.Minute)})
		if err != nil {
			t.Fatal(err)
		}
		ts = append(ts, one)
	}
	for i := range 5 {
		if _, err := w.Seed(room, workspace.Seeded{User: ann, Text: fmt.Sprint("r", i), ThreadTS: ts[3], At: start.Add(time.Duration(i)*time.Minute + 30*time.Second + 9*time.Minute)}); err != nil {
			t.Fatal(err)
		}
	}
	between := fmt.Sprintf("%d.000000", start.Add(10*time.Minute+5*time.Second).Unix())

	for _, c := range []struct {
		name         string
		thread       string
		s            workspace.Stretch
		want         string
		older, newer bool
	}{
		{"the newest", "", workspace.Stretch{Limit: 3}, "17 18 19", true, false},
		{"all", "", workspace.Stretch{}, "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19", false, false},
		{"before", "", workspace.Stretch{Before: ts[5], Limit: 3}, "2 3 4", true, true},
		{"before the second", "", workspace.Stretch{Before: ts[1], Limit: 3}, "0", false, true},
		{"before the first", "", workspace.Stretch{Before: ts[0], Limit: 3}, "", false, true},
		{"from", "", workspace.Stretch{From: ts[5], Limit: 3}, "5 6 7", true, true},
		{"from the last", "", workspace.Stretch{From: ts[19], Limit: 3}, "19", true, false},
		{"exactly to the end", "", workspace.Stretch{From: ts[17], Limit: 3}, "17 18 19", true, false},
		{"around", "", workspace.Stretch{Around: ts[10], Limit: 5}, "8 9 10 11 12", true, true},
		{"around a moment between two", "", workspace.Stretch{Around: between, Limit: 4}, "9 10 11 12", true, true},
		{"around the first", "", workspace.Stretch{Around: ts[0], Limit: 4}, "0 1", false, true},
		{"a thread", ts[3], workspace.Stretch{Limit: 3}, "r2 r3 r4", true, false},
		{"a whole thread", ts[3], workspace.Stretch{Limit: 6}, "3 r0 r1 r2 r3 r4", false, false},
		{"a thread from its parent", ts[3], workspace.Stretch{From: ts[3], Limit: 2}, "3 r0", false, true},
	} {
		span, err := w.As(ann).Read(room, c.thread, c.s)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range span.Messages {
			got = append(got, m.Text)
		}
		if s := strings.Join(got, " "); s != c.want || span.Older != c.older || span.Newer != c.newer {
			t.Errorf("%s: %q older %t newer %t, want %q %t %t", c.name, s, span.Older, span.Newer, c.want, c.older, c.newer)
		}
	}
	if _, err := w.As(ann).Read(room, "1700000000.000001", workspace.Stretch{}); err == nil {
		t.Error("a thread that never was is read")
	}
	list, err := w.As(ann).Messages(room, ts[3], "", 2)
	if texts := []string{list[0].Text, list[1].Text, list[2].Text}; err != nil || !slices.Equal(texts, []string{"3", "r3", "r4"}) {
		t.Errorf("the end of a thread is %v, %v", texts, err)
	}
}
