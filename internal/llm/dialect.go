package llm

import (
	"net/http"
	"strings"

	openai "github.com/sashabaranov/go-openai"
)

// A Rung is how much an endpoint promises about the form of an answer.
type Rung int

// The rungs of the ladder. A client starts on the first and remembers where it
// had to stop.
const (
	BySchema Rung = iota // the answer follows the schema: json_schema, strict
	ByObject             // the answer is some JSON object: json_object
	ByText               // the answer is text, and the first object in it counts
)

func (r Rung) String() string {
	switch r {
	case BySchema:
		return "json_schema"
	case ByObject:
		return "json_object"
	}
	return "text"
}

// thinking is how many tokens more a model may use that thinks before it answers:
// endpoints count the thoughts as part of the answer.
const thinking = 2048

// A dialect is which form of a question an endpoint takes. All of them claim to
// speak OpenAI's; no two take the same fields.
type dialect struct {
	rung   Rung
	newer  bool // the token limit is called max_completion_tokens
	thinks bool // the model thinks first: it needs room for that, and takes no temperature
	plain  bool // neither temperature nor effort may be named
}

// dialectOf is the dialect to begin with, from the name of the model.
func dialectOf(model string) dialect {
	if reasons(model) {
		return dialect{newer: true, thinks: true}
	}
	return dialect{}
}

// reasons reports whether a model of this name thinks before it answers and
// takes max_completion_tokens only. A router puts the maker before the name.
func reasons(model string) bool {
	name := model[strings.LastIndexByte(model, '/')+1:]
	for _, p := range [...]string{"o1", "o3", "o4", "gpt-5", "gpt-6"} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

// after returns the dialect to try next, once an endpoint has rejected a
// question in d. ok is false when the form is not at fault, or nothing is left.
// swapped is whether the name of the token limit was changed before.
func (d dialect) after(failed *Error, complaint string, swapped bool) (next dialect, ok bool) {
	if failed.Reason != Rejected || failed.Status != http.StatusBadRequest && failed.Status != http.StatusUnprocessableEntity {
		return d, false
	}
	about := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(complaint, w) {
				return true
			}
		}
		return false
	}
	switch {
	case about("context_length", "context length", "maximum context", "contextwindow", "context window"):
		return d, false
	case about("model_not_found", "invalid model"): // LiteLLM says so with 400
		return d, false
	case about("max_tokens", "max_completion_tokens") && !swapped:
		d.newer = !d.newer
	case about("reasoning_effort", "reasoning effort", "thinking") && !d.plain:
		d.plain = true
	case about("temperature") && !d.thinks && !d.plain: // only models that think refuse one, whatever they are called
		d.thinks = true
	case about("temperature") && !d.plain:
		d.plain = true
	case d.rung < ByText:
		d.rung++
	case !d.plain:
		d.plain = true
	default:
		return d, false
	}
	return d, true
}

// ask puts r into the words of d.
func (d dialect) ask(r Request, model string, data []byte) openai.ChatCompletionRequest {
	q := openai.ChatCompletionRequest{
		Model: model,
		Messages: []openai.ChatCompletionMessage{
			{Role: openai.ChatMessageRoleSystem, Content: r.System},
			{Role: openai.ChatMessageRoleUser, Content: string(data)},
		},
	}
	limit := r.MaxTokens
	if d.thinks && !r.Exact {
		limit += thinking
	}
	if d.newer {
		q.MaxCompletionTokens = limit
	} else {
		q.MaxTokens = limit //lint:ignore SA1019 older servers know no other name for it
	}
	switch {
	case d.plain:
	case d.thinks:
		q.ReasoningEffort = openai.ReasoningEffortLow
	default:
		// The same message is to get the same verdict. The library leaves out a
		// zero, so this stands for it.
		q.Temperature = 1e-4
	}
	switch {
	case r.Schema == nil:
	case d.rung == BySchema:
		q.ResponseFormat = &openai.ChatCompletionResponseFormat{
			Type:       openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{Name: r.Name, Schema: r.Schema, Strict: true},
		}
	case d.rung == ByObject:
		q.ResponseFormat = &openai.ChatCompletionResponseFormat{Type: openai.ChatCompletionResponseFormatTypeJSONObject}
	}
	return q
}
