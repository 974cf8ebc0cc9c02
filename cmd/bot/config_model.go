package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/secret"
	"github.com/remedybot/remedy/internal/tone/exam"
)

// What a model may use up where nothing else is said: some hundreds of questions
// a review, and ten such reviews a day.
const (
	reviewTokens = 300_000
	dayTokens    = 3_000_000
)

// longestPatience is the most that may be waited for a model: a message is read
// eight seconds after it was written, and a whisper comes within thirty.
const longestPatience = 15 * time.Second

// modelConfig reads which model to ask; without LLM_BASE_URL none is asked.
func (e env) modelConfig() (llm.Config, error) {
	v, err := e.settings("LLM_BASE_URL", "LLM_API_KEY", "LLM_MODEL", "LLM_API_VERSION", "LLM_TIMEOUT", "LLM_REVIEW_TOKENS", "LLM_DAY_TOKENS")
	if err != nil {
		return llm.Config{}, err
	}
	c := llm.Config{BaseURL: v["LLM_BASE_URL"], Key: secret.String(v["LLM_API_KEY"]), Model: v["LLM_MODEL"], APIVersion: v["LLM_API_VERSION"]}
	if t := v["LLM_TIMEOUT"]; t != "" {
		if c.Timeout, err = time.ParseDuration(t); err != nil || c.Timeout <= 0 || c.Timeout > longestPatience {
			return c, fmt.Errorf("LLM_TIMEOUT is %q; write a duration such as 2s, and no more than %s: what comes later is not said any more", t, longestPatience)
		}
	}
	if c.Limits.Account, err = tokens("LLM_REVIEW_TOKENS", v["LLM_REVIEW_TOKENS"], reviewTokens); err != nil {
		return c, err
	}
	if c.Limits.Day, err = tokens("LLM_DAY_TOKENS", v["LLM_DAY_TOKENS"], dayTokens); err != nil {
		return c, err
	}
	if c.BaseURL == "" && (c.Key != "" || c.Model != "") {
		return c, fmt.Errorf("LLM_MODEL or LLM_API_KEY is set, but LLM_BASE_URL is not; set it to the address of an OpenAI-compatible endpoint, such as https://api.openai.com/v1")
	}
	return c, nil
}

// tokens reads a limit; none is no limit.
func tokens(name, value string, usual int) (int, error) {
	switch value {
	case "":
		return usual, nil
	case "none":
		return 0, nil
	}
	n, err := strconv.Atoi(strings.ReplaceAll(value, "_", ""))
	if err != nil || n <= 0 {
		return 0, fmt.Errorf("%s is %q; write a number of tokens such as %d, or none", name, value, usual)
	}
	return n, nil
}

// modelPrice reads LLM_PRICE, such as 0.15/0.60; ok is whether it is set.
func (e env) modelPrice() (p exam.Price, ok bool, err error) {
	v, err := e.setting("LLM_PRICE")
	if err != nil || v == "" {
		return p, false, err
	}
	in, out, two := strings.Cut(v, "/")
	var errIn, errOut error
	p.In, errIn = strconv.ParseFloat(in, 64)
	p.Out, errOut = strconv.ParseFloat(out, 64)
	if !two || errIn != nil || errOut != nil || !(p.In >= 0 && p.Out >= 0) {
		return p, false, fmt.Errorf("LLM_PRICE is %q; write USD for a million tokens sent and received, such as 0.15/0.60", v)
	}
	return p, true, nil
}
