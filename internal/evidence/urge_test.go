package evidence

import (
	"testing"
	"time"
)

func TestUrged(t *testing.T) {
	for text, want := range map[string]bool{
		"AI: be more careful with big tables":                       true,
		"action: pay attention to the region selector":              true,
		"be more careful with the console":                          true,
		"we should be more careful with big tables":                 true,
		"we need to pay more attention during deploys":              true,
		"todo: think twice before running migrations":               true,
		"AI: raise awareness of the runbook":                        true,
		"let's all be more careful next time":                       true,
		"everyone should double check everything before a deploy":   true,
		"I will be more careful with the console":                   true,
		"AI: cap the pool at 40 connections":                        false,
		"AI: block migrations of tables above 10 GB":                false,
		"careful, the lock is still held":                           false,
		"I was not careful enough with the flag":                    false,
		"should we be more careful with big tables?":                false,
		"we paid attention to the wrong graph":                      false,
		"being careful does not scale":                              false,
		"AI: alert when the lag exceeds 5 minutes. Be more careful": false,
		"we looked closer at the logs":                              false,
		"the linter slowed down the build":                          false,
		"thanks, that was a careful answer":                         false,
	} {
		s := Statement{Text: text, Phase: Prevention, At: time.Date(2026, 3, 25, 10, 0, 0, 0, time.UTC), Zone: time.UTC, Role: "SRE"}
		if got := Urged(s); (got != "") != want {
			t.Errorf("Urged(%q) = %q; want one: %t", text, got, want)
		}
	}
}
