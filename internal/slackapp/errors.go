package slackapp

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/slack-go/slack"
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

// told sorts the failure of a call into Later, Refused, or uncertain.
func told(method string, err error) error {
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
		return refused(method, answer)
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
func refused(method string, answer slack.SlackErrorResponse) error {
	switch code := answer.Err; code {
	case "ratelimited", "rate_limited", "message_limit_exceeded":
		return Later{After: pauseLimited, What: method}
	case "fatal_error", "internal_error", "service_unavailable", "request_timeout", "":
		return fmt.Errorf("%s: Slack answered %q", method, code)
	case "missing_scope":
		return Refused{Code: code, What: method, Text: fmt.Sprintf(
			"Remedy lacks the Slack permission `%s`. Add that scope to the app and install it again.", answer.Needed)}
	default:
		return Refused{Code: code, What: method, Text: sentence(code)}
	}
}

// sentence says what an error code means for people.
func sentence(code string) string {
	if text, ok := sentences[code]; ok {
		return text
	}
	if strings.HasPrefix(code, "restricted_action") {
		return sentences["restricted_action"]
	}
	return fmt.Sprintf("Slack refused this (`%s`). Ask whoever runs Remedy to look at it.", code)
}

var sentences = map[string]string{
	"not_in_channel":          "Remedy is not in this channel. Invite it with `/invite`, then try again.",
	"channel_not_found":       "Remedy cannot see this channel. Invite it with `/invite`, then try again.",
	"is_archived":             "This channel is archived. Unarchive it, or go on in another channel.",
	"restricted_action":       "Posting is restricted here. Ask a workspace admin to let Remedy post in this channel.",
	"cannot_reply_to_message": "This message does not take replies. Start the review in another channel.",
	"thread_not_found":        "The thread is gone: its first message was deleted. Start a new review.",
	"thread_gone":             "The thread is gone: its first message was deleted. Start a new review.",
	"message_not_found":       "That message is gone, so it could not be changed.",
	"cant_update_message":     "That message is not Remedy's own, so it could not be changed.",
	"cant_delete_message":     "That message is not Remedy's own, so it could not be deleted.",
	"edit_window_closed":      "That message is too old to be changed in this workspace.",
	"no_text":                 "There was nothing to say. Ask whoever runs Remedy to look at it.",
	"msg_too_long":            "The message is too long for Slack. Ask whoever runs Remedy to look at it.",
	"user_not_in_channel":     "That person is not in this channel. Invite them, then try again.",
	"user_not_found":          "Slack does not know that person. Choose somebody else.",
	"cannot_dm_bot":           "Slack does not let one app write to another. Choose a person.",
	"messages_tab_disabled":   "Direct messages to Remedy are switched off. Switch on the Messages tab in the app's settings.",
	"invalid_auth":            "Slack does not accept Remedy's token. Put in a new one and start Remedy again.",
	"not_authed":              "Remedy has no token. Put one in and start Remedy again.",
	"account_inactive":        "Remedy was removed from this workspace. Install it again.",
	"token_revoked":           "Remedy's token was revoked. Install the app again and put in the new token.",
	"token_expired":           "Remedy's token has expired. Put in a new one and start Remedy again.",
	"not_allowed_token_type":  "This is the wrong kind of token. The bot token begins with xoxb-, the app token with xapp-.",
	"ekm_access_denied":       "The workspace's key management does not allow this. Ask a workspace admin.",
	"storage_limit_reached":   "The workspace has no room for files left. Make room, then try again.",
	"file_uploads_disabled":   "File uploads are switched off in this workspace. The review itself is in the thread.",
	"expired_trigger_id":      formLate,
	"trigger_expired":         formLate,
	"exchanged_trigger_id":    formLate,
	"trigger_exchanged":       formLate,
}

const formLate = "The form took too long to open. Please try once more."
