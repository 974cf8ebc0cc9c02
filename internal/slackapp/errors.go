package slackapp

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/prompts"
)

// Later says that a call was certainly not done and may be repeated after a while.
type Later struct {
	After time.Duration
	What  string // the Slack method
}

func (e Later) Error() string {
	return fmt.Sprintf("%s: not done, Slack asks for a pause of %s", e.What, e.After)
}

// Refused says that a call was certainly not done and will not be by repeating it.
type Refused struct {
	Code string // Slack's error code, such as "is_archived"
	Text string // one plain sentence for people: what is the matter, and what to do next
	What string // the Slack method
}

func (e Refused) Error() string { return e.What + ": " + e.Code }

// Pauses for answers that do not name one.
const (
	pauseLimited = time.Minute // a 429 without Retry-After
	pauseOffline = 2 * time.Second
)

func (c *Client) told(method string, err error) error { return told(c.config.Words, method, err) }

// told sorts the failure of a call into Later, Refused, or uncertain.
func told(w *prompts.Words, method string, err error) error {
	if err == nil {
		return nil
	}
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		return Later{After: limited.RetryAfter, What: method}
	}
	if status, ok := errors.AsType[slack.StatusCodeError](err); ok && status.Code == http.StatusTooManyRequests {
		return Later{After: pauseLimited, What: method}
	}
	if answer, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		return refused(w, method, answer)
	}
	// A request that could not even be sent is certainly not done.
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return Later{After: pauseOffline, What: method}
	}
	return fmt.Errorf("%s: %w", method, bare(err))
}

// bare drops the address from a failed request: that of an upload or of a
// response is as good as a key.
func bare(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

// refused reads Slack's own answer. fatal_error and its like are uncertain: Slack
// says that some of it may have been done.
func refused(w *prompts.Words, method string, answer slack.SlackErrorResponse) error {
	switch code := answer.Err; code {
	case "ratelimited", "rate_limited", "message_limit_exceeded":
		return Later{After: pauseLimited, What: method}
	case "fatal_error", "internal_error", "service_unavailable", "request_timeout", "":
		return fmt.Errorf("%s: Slack answered %q", method, code)
	case "missing_scope":
		return Refused{Code: code, What: method, Text: w.Say("slack/missing_scope", map[string]any{"scope": answer.Needed})}
	default:
		return Refused{Code: code, What: method, Text: sentence(w, code)}
	}
}

// sentence says what an error code means for people.
func sentence(w *prompts.Words, code string) string {
	switch {
	case strings.HasPrefix(code, "restricted_action"):
		code = "restricted_action"
	case code == "thread_gone":
		code = "thread_not_found"
	case slices.Contains(lateCodes, code):
		code = "form_late"
	}
	if t, known := prompts.Describe("slack/" + code); !known || len(t.Samples[0]) > 0 {
		return w.Say("slack/refused", map[string]any{"code": code})
	}
	return w.Say("slack/"+code, nil)
}

// lateCodes are said of a form that was not opened within three seconds.
var lateCodes = []string{"expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged"}
