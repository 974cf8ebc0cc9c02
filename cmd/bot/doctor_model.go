package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/tone"
	"github.com/remedybot/remedy/internal/tone/exam"
	"github.com/remedybot/remedy/prompts"
)

// checkModel asks the model about one sentence that no person wrote, and looks
// at what it answers, how fast, what left the house, and whether it keeps to a
// limit.
func checkModel(ctx context.Context, e env) []check {
	c := check{Name: "model", Result: "ok"}
	conf, err := e.modelConfig()
	switch {
	case err != nil:
		return nil // see checkSettings
	case conf.BaseURL == "":
		c.Saw = "none is set; the local checker reads alone, and nothing leaves this machine"
		return []check{c}
	}
	limits, patience := conf.Limits, cmp.Or(conf.Timeout, 2*time.Second) // of a review
	conf.Timeout, conf.Attempts, conf.Limits = longestPatience, 1, llm.Limits{}
	sent := &sent{next: http.DefaultTransport}
	conf.Transport = sent
	client, err := llm.New(conf)
	if err != nil {
		return []check{fail(c, "it cannot be asked: "+err.Error(), "Check LLM_BASE_URL, LLM_API_VERSION and LLM_MODEL.")}
	}
	canary := canary()
	m := exam.NewMeter(client)
	began := time.Now()
	model := tone.NewModel(m, tone.Instructions{Tone: prompts.Model("tone"), Again: prompts.Model("again")}, tone.NewLocal(), longestPatience)
	found, _ := model.Check(ctx, tone.Message{Text: canary.text}) // it has no error
	took := time.Since(began)
	switch counts := model.Counts(); {
	case counts.Failed > 0:
		return []check{unanswered(c, m.Failures)}
	case counts.Unusable > 0:
		c = warn(c, "it answers, but not in the form asked for, twice", "Take a larger model, or a server that keeps to a JSON schema; until then the local checker reads alone.")
	case took > patience:
		c = warn(c, fmt.Sprintf("answers by %s in %s, later than a review waits (%s)", m.Rung(), exam.Lasting(float64(took.Microseconds())), patience),
			fmt.Sprintf("Set LLM_TIMEOUT, up to %s, or take a faster model; what comes late is not used.", longestPatience))
	case !found.Flag:
		c = warn(c, fmt.Sprintf("answers by %s in %s, and finds nothing in a sentence that blames", m.Rung(), exam.Lasting(float64(took.Microseconds()))),
			"Measure it with: bot tone eval --checker llm. A larger model may do better.")
	default:
		c.Saw = fmt.Sprintf("answers by %s in %s; a review waits %s", m.Rung(), exam.Lasting(float64(took.Microseconds())), patience)
	}
	return append([]check{c, checkMasking(sent, canary), checkLimit(ctx, client, limits)}, checkDraft(e)...)
}

// unanswered says what to do about a model that gives no answer.
func unanswered(c check, failures map[llm.Reason]int) check {
	const alone = " Until then the local checker reads alone."
	for reason := range failures {
		switch reason {
		case llm.Denied:
			return warn(c, "it does not let us in", "Check LLM_API_KEY; for Azure's older interface set LLM_API_VERSION."+alone)
		case llm.Rejected:
			return warn(c, "it does not take the question", "Check LLM_MODEL, and the end of LLM_BASE_URL, which is mostly /v1."+alone)
		case llm.Unreachable, llm.Redirected:
			return warn(c, "it cannot be reached", "Check LLM_BASE_URL and the way there from here."+alone)
		case llm.TimedOut:
			return warn(c, fmt.Sprintf("it does not answer within %s", longestPatience), "Take a faster model or a faster machine; a first question may also wait for the model to be loaded."+alone)
		case llm.NoQuota:
			return warn(c, "there is no quota left at the provider of LLM_BASE_URL", "Look at the account there."+alone)
		case llm.Limited:
			return warn(c, "it asks us to wait", "Look at the limits of the account at LLM_BASE_URL, and try again later."+alone)
		}
	}
	return warn(c, fmt.Sprintf("it does not answer: %v", slices.Sorted(maps.Keys(failures))), "Check LLM_BASE_URL, LLM_API_KEY and LLM_MODEL."+alone)
}

// A bird is a sentence that blames a person who does not exist, with a token and
// an address that do not either.
type bird struct {
	text    string
	private []string
}

func canary() bird {
	token, mail, person := "xoxb"+"-1000000000-canarycanarycanary", "canary@example.com", "<@U0CANARY>"
	return bird{
		text:    fmt.Sprintf("this is all %s's fault, far too lazy to read a runbook: wrote to %s and pasted %s", person, mail, token),
		private: []string{token, mail, "U0CANARY"},
	}
}

// sent keeps what left the house.
type sent struct {
	next http.RoundTripper

	mu     sync.Mutex
	bodies bytes.Buffer
}

// RoundTrip is an http.RoundTripper.
func (s *sent) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body == nil {
		return s.next.RoundTrip(r)
	}
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, errors.Join(err, r.Body.Close())
	}
	s.mu.Lock()
	s.bodies.Write(b)
	s.mu.Unlock()
	r.Body = io.NopCloser(bytes.NewReader(b))
	return s.next.RoundTrip(r)
}

func checkMasking(s *sent, b bird) check {
	c := check{Name: "masking", Result: "ok", Saw: "a made-up token, mail address and mention were masked before they were sent"}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range b.private {
		if bytes.Contains(s.bodies.Bytes(), []byte(p)) {
			return fail(c, "something private was sent as it stands", "Unset LLM_BASE_URL, and report this.")
		}
	}
	return c
}

// checkLimit asks for more than a limit lets through.
func checkLimit(ctx context.Context, client *llm.Client, limits llm.Limits) check {
	c := check{Name: "limits", Result: "ok"}
	const limit = 16
	a, err := client.Complete(ctx, llm.Request{Name: "limit", System: "Count as you are asked to, and write nothing else.", Data: "Count from 1 to 300.", MaxTokens: limit, Exact: true})
	failed, _ := errors.AsType[*llm.Error](err)
	switch {
	case a.Out > 2*limit, failed == nil && a.Estimated && a.Out > limit:
		return warn(c, fmt.Sprintf("the token limit is not kept: %d where %d were allowed", a.Out, limit), "Set a limit at the endpoint itself.")
	case failed != nil && failed.Reason != llm.CutShort && failed.Reason != llm.Garbled:
		return warn(c, fmt.Sprintf("whether the token limit is kept cannot be told: %s", failed.Reason), "Try again later.")
	}
	c.Saw = fmt.Sprintf("the token limit of an answer is kept; a review may use up %s, a day %s", allowed(limits.Account), allowed(limits.Day))
	return c
}

func allowed(n int) string {
	if n == 0 {
		return "any number of tokens"
	}
	return fmt.Sprintf("%d tokens", n)
}
