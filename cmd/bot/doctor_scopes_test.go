package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/slackapp"
)

// A scope that reviews can do without is worth a word; one that they need is a failure.
func TestDoctorTellsScopesApart(t *testing.T) {
	without := func(scope string) string {
		return strings.Join(slices.DeleteFunc(slackapp.Scopes(), func(s string) bool { return s == scope }), ",")
	}
	for granted, want := range map[string]string{
		without(""):               "ok all that are needed",
		without("canvases:write"): "warn all that are needed, but not: canvases:write",
		without("chat:write"):     "fail missing: chat:write",
		"":                        "warn Slack did not say which scopes the token has",
	} {
		if c := checkScopes(granted); c.Result+" "+c.Saw != want {
			t.Errorf("granted %s: %s %s, want %s", granted, c.Result, c.Saw, want)
		}
	}
	for _, s := range slackapp.Optional() {
		if !slices.Contains(slackapp.Scopes(), s) {
			t.Errorf("%s is optional, and not asked for", s)
		}
	}
}
