package slackapp

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/prompts"

	"github.com/remedybot/remedy/internal/postmortem"
)

func TestTold(t *testing.T) {
	code := func(c string) error { return slack.SlackErrorResponse{Err: c, Needed: "files:write"} }
	for name, c := range map[string]struct {
		err  error
		want string // the kind of error, and what it says
	}{
		"limited":            {&slack.RateLimitedError{RetryAfter: 7 * time.Second}, "later 7s"},
		"limited, no header": {slack.StatusCodeError{Code: 429}, "later 1m0s"},
		"limited, in words":  {code("ratelimited"), "later 1m0s"},
		"too many messages":  {code("message_limit_exceeded"), "later 1m0s"},
		"server":             {slack.StatusCodeError{Code: 503}, "uncertain"},
		"internal":           {code("internal_error"), "uncertain"},
		"no code":            {code(""), "uncertain"},
		"scope":              {code("missing_scope"), "refused Remedy lacks the Slack permission `files:write`."},
		"restricted":         {code("restricted_action_thread_locked"), "refused Posting is restricted here."},
		"late form":          {code("exchanged_trigger_id"), "refused The form took too long"},
		"unknown":            {code("brand_new"), "refused Slack refused this (`brand_new`)."},
		"address in it":      {&url.Error{Op: "Post", URL: "https://hooks.slack.com/secret", Err: errDisk}, "uncertain"},
	} {
		err := told(nil, "some.method", c.err)
		var got string
		if later, ok := errors.AsType[Later](err); ok {
			got = "later " + later.After.String()
		} else if no, ok := errors.AsType[Refused](err); ok {
			got = "refused " + no.Text
		} else if uncertain(err) {
			got = "uncertain"
		}
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if !strings.Contains(err.Error(), "some.method") || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if told(nil, "x", nil) != nil {
		t.Error("success is an error")
	}
}

// Sentences for people are plain: they end, and they do not shout.
func TestSentences(t *testing.T) {
	for _, name := range prompts.Names() {
		code, ok := strings.CutPrefix(name, "slack/")
		if about, _ := prompts.Describe(name); !ok || len(about.Samples[0]) > 0 {
			continue
		}
		text := sentence(nil, code)
		if !strings.HasSuffix(text, ".") || strings.Contains(text, "!") || strings.Contains(text, code) {
			t.Errorf("%s: %q", code, text)
		}
	}
}

func TestKindOf(t *testing.T) {
	for w, want := range map[string]postmortem.Kind{
		"timeline": postmortem.Event, "root_cause": postmortem.Cause, "cause": postmortem.Cause, "remedy": postmortem.RemedyItem,
		"prevention": postmortem.Action, "close": postmortem.Learning, "opening": postmortem.Impact, "E7": postmortem.Event, "": postmortem.Event,
	} {
		if got := kindOf(w); got != want {
			t.Errorf("kindOf(%q) = %s, want %s", w, got, want)
		}
	}
}
