package main

import (
	"fmt"
	"time"
)

// How long a part of the draft may take to be worded. Nobody waits for it but the files.
const (
	draftWait        = 20 * time.Second
	longestDraftWait = time.Minute
)

// draftWait reads whether the model words the draft, and how long it is waited for then; zero: it does not.
func (e env) draftWait(model bool) (time.Duration, error) {
	v, err := e.settings("LLM_DRAFT", "LLM_DRAFT_TIMEOUT")
	if err != nil {
		return 0, err
	}
	on := v["LLM_DRAFT"] != "off"
	if s := v["LLM_DRAFT"]; s != "" && s != "on" && s != "off" {
		return 0, fmt.Errorf("LLM_DRAFT is %q; write on, and the model words the draft of a review, or off", s)
	}
	wait := draftWait
	if t := v["LLM_DRAFT_TIMEOUT"]; t != "" {
		if wait, err = time.ParseDuration(t); err != nil || wait <= 0 || wait > longestDraftWait {
			return 0, fmt.Errorf("LLM_DRAFT_TIMEOUT is %q; write a duration such as 20s, and no more than %s", t, longestDraftWait)
		}
	}
	if !on || !model {
		return 0, nil
	}
	return wait, nil
}

// checkDraft says whether the model words the draft.
func checkDraft(e env) []check {
	c := check{Name: "draft", Result: "ok"}
	wait, err := e.draftWait(true)
	switch {
	case err != nil:
		return nil // see checkSettings
	case wait == 0:
		c.Saw = "LLM_DRAFT is off; the draft stands as it is assembled"
	default:
		c.Saw = fmt.Sprintf("the model words the draft, and is waited for %s about each part; what does not hold against the entries is left out", wait)
	}
	return []check{c}
}
