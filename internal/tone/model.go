package tone

import (
	"context"
	"crypto/sha256"
	"errors"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/llm"
)

// patience is how long a model may take where nothing else is said: a whisper
// that comes late reads like a reprimand.
const patience = 2 * time.Second

// soonest is the least time in which an answer can be hoped for.
const soonest = 300 * time.Millisecond

// longestAsked is the most characters of a message that a model is shown.
const longestAsked = 4000

// An Asker puts one question to a language model; *llm.Client is one.
type Asker interface {
	Complete(ctx context.Context, r llm.Request) (llm.Answer, error)
}

// Instructions are the words asked of a model; prompts/model holds them.
type Instructions struct {
	Tone  string // what to judge, and in which form to answer
	Again string // added when an answer did not follow its form
}

// Model asks a language model, and answers as Local does where the model is
// absent, slow or talks nonsense. What a model says is taken for no more than an
// opinion on one message: it chooses nothing but the fields of a Report, and
// those are checked against the message.
type Model struct {
	ask      Asker
	words    Instructions
	run      func() string // of the words of the instructions
	deadline time.Duration
	local    *Local
	verdicts verdicts
	flights  flights
	tally    tally
}

// NewModel returns a Model that puts the instructions to ask and gives it at
// most deadline for an answer, 2 s if zero.
func NewModel(ask Asker, words Instructions, local *Local, deadline time.Duration) *Model {
	if deadline <= 0 {
		deadline = patience
	}
	return &Model{
		ask: ask, words: words, deadline: deadline, local: local,
		run: sync.OnceValue(func() string { return spaced(plainWords(words.Tone + " " + words.Again)) }),
	}
}

// Check reads msg. It never returns an error.
func (m *Model) Check(ctx context.Context, msg Message) (Report, error) {
	if r, ok := m.opinion(ctx, msg); ok {
		return r, nil
	}
	return m.local.Check(ctx, msg)
}

// Counts returns what has become of the questions so far.
func (m *Model) Counts() Counts { return m.tally.counts() }

// opinion returns what the model says; ok is false when it is of no use. A
// message that was judged today is not asked about again, and one that is being
// asked about is waited for.
func (m *Model) opinion(ctx context.Context, msg Message) (Report, bool) {
	k := m.key(msg)
	if v, ok := m.verdicts.at(k, time.Now()); ok {
		m.tally.add(Counts{Cached: 1})
		return v.report(), true
	}
	deadline := m.deadline
	if msg.Within > 0 {
		deadline = min(deadline, msg.Within)
		if deadline < soonest {
			return Report{}, false
		}
	}
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	return m.flights.share(ctx, k, func() (Report, bool) {
		r, ok := m.question(ctx, msg)
		if ok {
			m.verdicts.put(k, verdictOf(r), time.Now())
		}
		return r, ok
	})
}

// question asks, and asks once more where the answer does not follow its form.
func (m *Model) question(ctx context.Context, msg Message) (r Report, ok bool) {
	q := llm.Request{Name: "tone", System: m.words.Tone, Data: lines(msg), Schema: schema, MaxTokens: 300,
		Names: msg.Names, Account: msg.Review}
	m.tally.add(Counts{Asked: 1})
	for repair := range 2 {
		got, err := m.ask.Complete(ctx, q)
		if err == nil {
			var a answer
			if a, err = parse(got.Text); err == nil {
				m.tally.add(Counts{Repaired: repair})
				return m.judge(msg, a), true
			}
		} else if e, known := errors.AsType[*llm.Error](err); !known || e.Reason != llm.Garbled {
			m.tally.add(Counts{Failed: 1})
			return r, false
		}
		q.System = m.words.Tone + "\n\n" + m.words.Again
	}
	m.tally.add(Counts{Unusable: 1})
	return r, false
}

// key stands for everything a verdict depends on: the model and its instructions
// by way of m, what it is shown, and the text as it stands, since that is what a
// span counts in and a wording is held against. It does not tell what that was.
func (m *Model) key(msg Message) key {
	h := sha256.New()
	for _, l := range lines(msg) {
		h.Write([]byte(l.Role + "\x00" + l.Text + "\x00"))
	}
	h.Write([]byte(msg.Text + "\x00" + msg.Phase + "\x00" + m.words.Tone))
	return key(h.Sum(nil))
}

// A line is one message as a model is shown it.
type line struct {
	N    int    `json:"n"`
	Role string `json:"role"` // before or message
	Text string `json:"text"`
}

// lines is what a model is shown of msg. What came before it is left out where
// it talks to a machine: nobody is to be judged by what another has asked of it.
func lines(msg Message) []line {
	var ls []line
	for _, b := range msg.Before[max(0, len(msg.Before)-2):] {
		if !addressed(b) {
			ls = append(ls, line{len(ls) + 1, "before", shown(b, 500)})
		}
	}
	return append(ls, line{len(ls) + 1, "message", shown(msg.Text, longestAsked)})
}

// shown returns the first characters of text, without those that do not show.
func shown(text string, most int) string {
	var b strings.Builder
	for _, c := range text {
		switch {
		case unseen(c), c < ' ' && c != '\n' && c != '\t', c == utf8.RuneError:
			continue
		case most == 0:
			return b.String()
		}
		b.WriteRune(c)
		most--
	}
	return b.String()
}
