package llm

import (
	"encoding/json"
	"strings"

	openai "github.com/sashabaranov/go-openai"
)

// read takes the answer out of a response that came without an error, which says
// little: refusals and answers cut short come that way too.
func read(resp openai.ChatCompletionResponse, object bool) (string, *Error) {
	if len(resp.Choices) == 0 {
		return "", &Error{Reason: Garbled}
	}
	choice := resp.Choices[0]
	switch {
	case choice.FinishReason == openai.FinishReasonLength:
		return "", &Error{Reason: CutShort}
	case choice.FinishReason == openai.FinishReasonContentFilter:
		return "", &Error{Reason: Filtered}
	case choice.Message.Refusal != "":
		return "", &Error{Reason: Refused}
	}
	answer := withoutThoughts(choice.Message.Content)
	if object {
		answer = firstObject(answer)
	}
	if strings.TrimSpace(answer) == "" {
		return "", &Error{Reason: Garbled}
	}
	return answer, nil
}

// withoutThoughts drops what some servers leave of a model's thinking in front
// of its answer. Objects in there are drafts.
func withoutThoughts(s string) string {
	const open, shut = "<think>", "</think>"
	if rest := strings.TrimSpace(s); strings.HasPrefix(rest, open) {
		_, after, closed := strings.Cut(rest, shut)
		if !closed {
			return ""
		}
		return after
	}
	return s
}

// firstObject returns the first JSON object in s, which may stand in a fence or
// in prose; "" if there is none.
func firstObject(s string) string {
	for tries := 0; tries < 8; tries++ {
		open := strings.IndexByte(s, '{')
		if open < 0 {
			return ""
		}
		s = s[open:]
		var o json.RawMessage
		if json.NewDecoder(strings.NewReader(s)).Decode(&o) == nil {
			return string(o)
		}
		s = s[1:]
	}
	return ""
}
