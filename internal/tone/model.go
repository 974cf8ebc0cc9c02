package tone

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/llm"
)

// patience is how long a model may take where nothing else is said: a whisper
// that comes late reads like a reprimand.
const patience = 2 * time.Second

// longestAsked is the most characters of a message that a model is shown.
const longestAsked = 4000

// An Asker puts one question to a language model; *llm.Client is one.
type Asker interface {
	Complete(ctx context.Context, r llm.Request) (string, error)
}

// Model asks a language model, and answers as Local does where the model is
// absent, slow or talks nonsense. What a model says is taken for no more than an
// opinion on one message: it chooses nothing but the fields of a Report, and
// those are checked against the message.
type Model struct {
	ask      Asker
	system   string
	deadline time.Duration
	local    *Local
}

// NewModel returns a Model that puts the instructions system (prompts/model/tone.md)
// to ask and gives it at most deadline for an answer, 2 s if zero.
func NewModel(ask Asker, system string, local *Local, deadline time.Duration) *Model {
	if deadline <= 0 {
		deadline = patience
	}
	return &Model{ask: ask, system: system, deadline: deadline, local: local}
}

// Check reads msg. It never returns an error.
func (m *Model) Check(ctx context.Context, msg Message) (Report, error) {
	if r, ok := m.opinion(ctx, msg); ok {
		return r, nil
	}
	return m.local.Check(ctx, msg)
}

// opinion returns what the model says; ok is false when it is of no use.
func (m *Model) opinion(ctx context.Context, msg Message) (r Report, ok bool) {
	if m.ask == nil {
		return r, false
	}
	ctx, cancel := context.WithTimeout(ctx, m.deadline)
	defer cancel()
	raw, err := m.ask.Complete(ctx, llm.Request{Name: "tone", System: m.system, Data: question(msg), Schema: schema, MaxTokens: 300})
	if err != nil {
		return r, false
	}
	a, err := parse(raw)
	if err != nil {
		return r, false
	}
	return m.judge(msg, a)
}

// A line is one message as a model is shown it.
type line struct {
	N    int    `json:"n"`
	Role string `json:"role"` // before or message
	Text string `json:"text"`
}

func question(msg Message) []line {
	var ls []line
	for _, b := range msg.Before[max(0, len(msg.Before)-2):] {
		ls = append(ls, line{len(ls) + 1, "before", shown(b, 500)})
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

// An answer is what a model says, in the words of its schema.
type answer struct {
	Flag       *bool     `json:"flag"`
	Category   *Category `json:"category"`
	Severity   *Severity `json:"severity"`
	Confidence *float64  `json:"confidence"`
	Span       *string   `json:"span"`
	Wording    *string   `json:"wording"`
}

// none is what a model says where it flags nothing.
const none = "none"

// schema is the form of an answer, strict enough for every endpoint.
var schema = func() json.RawMessage {
	categories := append([]Category{none}, Categories[:]...)
	raw, err := json.Marshal(map[string]any{
		"type": "object",
		"properties": map[string]any{
			"flag":       map[string]any{"type": "boolean"},
			"category":   map[string]any{"type": "string", "enum": categories},
			"severity":   map[string]any{"type": "string", "enum": []Severity{none, S1, S2, S3, Care}},
			"confidence": map[string]any{"type": "number"},
			"span":       map[string]any{"type": "string"},
			"wording":    map[string]any{"type": "string"},
		},
		"required":             []string{"flag", "category", "severity", "confidence", "span", "wording"},
		"additionalProperties": false,
	})
	if err != nil {
		panic(err)
	}
	return raw
}()

var errNonsense = errors.New("tone: the model's answer does not follow its schema")

// parse reads an answer, all of it and nothing more: endpoints may accept a
// schema and ignore it.
func parse(raw string) (a answer, err error) {
	d := json.NewDecoder(strings.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&a); err != nil || d.More() {
		return a, errNonsense
	}
	if a.Flag == nil || a.Category == nil || a.Severity == nil || a.Confidence == nil || a.Span == nil || a.Wording == nil {
		return a, errNonsense
	}
	known := *a.Category == none || slices.Contains(Categories[:], *a.Category)
	graded := slices.Contains([]Severity{none, S1, S2, S3, Care}, *a.Severity)
	if !known || !graded || *a.Flag == (*a.Category == none) || !(*a.Confidence >= 0 && *a.Confidence <= 1) {
		return a, errNonsense
	}
	return a, nil
}

// judge turns an answer into a Report on msg.
func (m *Model) judge(msg Message, a answer) (Report, bool) {
	sure := math.Round(*a.Confidence*100) / 100
	if !*a.Flag {
		return Report{By: ByModel, Confidence: math.Round((1-sure)*100) / 100}, true
	}
	r := Report{By: ByModel, Category: *a.Category, Severity: *a.Severity, Confidence: sure, Reason: reasons[*a.Category]}
	if sure < enough {
		return Report{By: ByModel, Confidence: sure}, true
	}
	switch {
	case r.Category == SelfBlame:
		r.Severity = Care
	case r.Severity == Care || r.Severity == none:
		r.Severity = S2
	}
	if r.Span = m.span(msg.Text, *a.Span); r.Span[1] == 0 {
		return Report{}, false // nothing but reported speech
	}
	if r.Category != SelfBlame && m.local.fits(msg, *a.Wording) {
		r.Wording = *a.Wording
	}
	r.Flag = true
	return r, true
}

// span returns where in text the model's words stand. Words that do not stand
// there are dropped for the whole message; words that are all reported speech,
// or a message that is, give no span.
func (m *Model) span(text, words string) [2]int {
	from, to := 0, len(text)
	if at := strings.Index(text, words); at >= 0 && words != "" {
		from, to = at, at+len(words)
	}
	if masked := mask(text); !slices.Contains(masked[from:to], false) {
		return [2]int{}
	}
	return [2]int{from, to}
}
