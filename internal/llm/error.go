package llm

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// A Reason says why there is no answer.
type Reason string

// The reasons.
const (
	Unreachable Reason = "unreachable"  // no connection, or it broke
	TimedOut    Reason = "timed_out"    // no answer in time
	Stopped     Reason = "stopped"      // whoever asked no longer wants to know
	Limited     Reason = "rate_limited" // 429
	NoQuota     Reason = "no_quota"     // 402 or 429, or a budget at a proxy: waiting will not help
	Denied      Reason = "denied"       // 401, 403: the key is wrong
	Rejected    Reason = "rejected"     // another 4xx: the request is wrong for this endpoint
	Broken      Reason = "broken"       // 5xx
	Redirected  Reason = "redirected"   // the endpoint sends us elsewhere, where we do not go
	TooLarge    Reason = "too_large"    // the answer exceeds the limit
	Garbled     Reason = "garbled"      // the answer cannot be read
	CutShort    Reason = "cut_short"    // the answer ended at its token limit
	Filtered    Reason = "filtered"     // the endpoint withheld the answer, or turned the question away for what it says
	Refused     Reason = "refused"      // the model declined
	Resting     Reason = "resting"      // not asked: it failed several times in a row, and is left alone for a while
	Spent       Reason = "spent"        // not asked: the tokens allowed are used up
)

// An Error says why there is no answer. It holds nothing that a server wrote.
type Error struct {
	Reason Reason
	Status int           // of HTTP; 0 if there was none
	After  time.Duration // how long to wait before asking again; 0 if unknown
}

func (e *Error) Error() string {
	if e.Status != 0 {
		return fmt.Sprintf("llm: %s (status %d)", e.Reason, e.Status)
	}
	return "llm: " + string(e.Reason)
}

// down reports whether the endpoint itself is in trouble, rather than one
// question or its answer.
func (e *Error) down() bool {
	switch e.Reason {
	case Unreachable, TimedOut, Limited, NoQuota, Denied, Broken, Redirected:
		return true
	case Rejected:
		return e.Status == http.StatusNotFound // no such model, or a wrong address
	}
	return false
}

// classify turns the library's errors into ours, and drops what a server wrote.
func classify(ctx context.Context, err error, a *attempt) *Error {
	e := &Error{Status: a.status, After: a.after}
	_, tooLarge := errors.AsType[*http.MaxBytesError](err)
	var broke error
	if a.body != nil {
		broke = a.body.err
	}
	if !tooLarge && broke != nil {
		_, tooLarge = errors.AsType[*http.MaxBytesError](broke)
	}
	netErr, isNet := errors.AsType[net.Error](err)
	_, isURL := errors.AsType[*url.Error](err)
	switch {
	case tooLarge:
		e.Reason = TooLarge
	case errors.Is(err, errRedirect):
		e.Reason = Redirected
	case errors.Is(ctx.Err(), context.Canceled):
		e.Reason = Stopped
	case ctx.Err() != nil, isNet && netErr.Timeout():
		e.Reason = TimedOut
	case a.status == 0 && (isURL || isNet), broke != nil:
		e.Reason = Unreachable
	case a.status == http.StatusPaymentRequired, a.status == http.StatusTooManyRequests && says(err, "insufficient_quota"),
		// LiteLLM tells of a budget with 400 or 429, depending on whose it is.
		a.status >= 400 && a.status < 500 && says(err, "budget_exceeded", "budget has been exceeded", "exceededbudget"):
		e.Reason = NoQuota
	case a.status == http.StatusTooManyRequests:
		e.Reason = Limited
	case a.status == http.StatusUnauthorized, a.status == http.StatusForbidden:
		e.Reason = Denied
	case a.status >= 500:
		e.Reason = Broken
	case a.status == http.StatusBadRequest && says(err, "content_filter", "responsibleaipolicyviolation", "invalid_prompt", "contentpolicyviolation"):
		// Azure, OpenAI and LiteLLM turn a question away in these words when their
		// filter does not like it; the form of the question is not at fault.
		e.Reason = Filtered
	case a.status >= 400 || a.status == 0:
		e.Reason = Rejected
	default:
		e.Reason = Garbled
	}
	return e
}

// says reports whether an endpoint's complaint holds one of words, in whichever
// of the usual places it stands.
func says(err error, words ...string) bool {
	text := complaint(err)
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// complaint is what an endpoint wrote about a question it rejected, in lower
// case. It is looked at and then forgotten.
func complaint(err error) string {
	var b strings.Builder
	if e, ok := errors.AsType[*openai.APIError](err); ok {
		fmt.Fprintf(&b, "%v %s %s", e.Code, e.Type, e.Message)
		if e.Param != nil {
			b.WriteString(" " + *e.Param)
		}
		if e.InnerError != nil {
			b.WriteString(" " + e.InnerError.Code)
		}
	} else if e, ok := errors.AsType[*openai.RequestError](err); ok {
		b.Write(e.Body[:min(len(e.Body), 4096)]) // not in OpenAI's form
	}
	return strings.ToLower(b.String())
}
