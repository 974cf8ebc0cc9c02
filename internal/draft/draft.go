// Package draft has a language model put into words what people have confirmed, section by section, and believes none of
// what it says.
//
// A model is shown the assembled sentences of a section and nothing else of the review: no message, no name, nothing that
// nobody has confirmed. Each sentence of its answer is held against what it cites by [report.Passage.Retell] and read by the
// local tone checker. What does not hold is asked for once more, with the reasons, and then left out: there the assembled
// sentences stand, which are complete without any of this.
package draft

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/report"
	"github.com/remedybot/remedy/internal/tone"
)

// An Asker puts one question to a language model; *llm.Client is one.
type Asker interface {
	Complete(ctx context.Context, r llm.Request) (llm.Answer, error)
}

// Instructions are the words asked of a model; prompts/model holds them.
type Instructions struct {
	Draft string // what to do, and in which form to answer
	Again string // added to the second question about the same part
}

// A Writer asks a model to word sections. It is safe for concurrent use.
type Writer struct {
	ask    Asker
	words  Instructions
	tone   tone.Checker // the local one
	within time.Duration
	log    *slog.Logger
}

// NewWriter returns a Writer that waits so long for each answer. The checker has to be the local one: it reads what a model
// says, so it cannot be one. A nil log logs nothing; otherwise numbers are logged, and no text.
func NewWriter(ask Asker, words Instructions, local tone.Checker, within time.Duration, log *slog.Logger) *Writer {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Writer{ask: ask, words: words, tone: local, within: within, log: log}
}

// A Review is what is asked about.
type Review struct {
	ID    string   // on whose account the tokens go
	Names []string // of people who take part, which are not sent
	Parts []report.Passage
}

// Word returns the sentences that hold, of all parts. An endpoint that is slow, absent or talks nonsense gives fewer of them
// or none; the only error is that of a context that has ended.
func (w *Writer) Word(ctx context.Context, r Review) ([]postmortem.Retold, error) {
	var all []postmortem.Retold
	for i := range r.Parts {
		p := part{writer: w, review: r, passage: &r.Parts[i], told: map[string]bool{}}
		p.word(ctx)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		w.log.Info("a model worded a part of the draft", "session", r.ID, "section", p.passage.Section, "part", i+1, "of", len(r.Parts),
			"units", len(p.passage.Units), "kept", len(p.kept), "refused", p.refusals, "questions", p.questions, "failed", string(p.failed))
		all = append(all, p.kept...)
	}
	return all, nil
}

// A part is one passage in the making.
type part struct {
	writer  *Writer
	review  Review
	passage *report.Passage

	kept      []postmortem.Retold
	told      map[string]bool // units, by id
	refused   []refused       // of the last answer
	refusals  int
	questions int
	failed    llm.Reason
}

// A refused sentence is shown to the model again, with what is wrong with it.
type refused struct {
	Text string `json:"text"`
	Why  string `json:"why"`
}

// word asks, and asks once more where something was refused.
func (p *part) word(ctx context.Context) {
	for range 2 {
		before := p.refused
		p.refused = nil
		said, ok := p.question(ctx, before)
		if !ok {
			return
		}
		for _, s := range said {
			p.take(ctx, s)
		}
		if p.refusals += len(p.refused); len(p.refused) == 0 {
			return
		}
	}
}

// question asks about what is not told yet. ok is false where asking again is of no use; an answer in a wrong form is a
// refusal of all of it.
func (p *part) question(ctx context.Context, before []refused) (said []sentence, ok bool) {
	q := asked{Section: p.passage.Title, Refused: before}
	size := 0
	for _, u := range p.passage.Units {
		if !p.told[u.ID] {
			q.Entries = append(q.Entries, entryOf(u))
			size += len(u.Text)
		}
	}
	system := p.writer.words.Draft
	if len(before) > 0 {
		system += "\n\n" + p.writer.words.Again
	}
	p.questions++
	got, err := p.writer.ask.Complete(ctx, llm.Request{Name: "draft", System: system, Data: q, Schema: schema, MaxTokens: 300 + size,
		Names: p.review.Names, Account: p.review.ID, Within: p.writer.within})
	if err == nil {
		said, err = parse(got.Text)
	}
	failed, known := errors.AsType[*llm.Error](err)
	switch {
	case err == nil:
		return said, true
	case known && failed.Reason != llm.Garbled:
		p.failed = failed.Reason
		return nil, false
	case known || errors.Is(err, errNonsense):
		p.refused = []refused{{Why: "the answer did not follow its form"}}
		return nil, true
	}
	return nil, false
}

// take keeps a sentence that holds.
func (p *part) take(ctx context.Context, s sentence) {
	text := strings.Join(strings.Fields(s.Text), " ")
	if text != strings.TrimSpace(s.Text) || len([]rune(text)) > longest {
		p.refuse("", "it is not one plain line, or too long")
		return
	}
	for _, id := range s.Of {
		if p.told[id] {
			p.refuse(text, id+" is told already")
			return
		}
	}
	r, fault := p.passage.Retell(text, s.Of)
	if fault == "" && p.reproaches(ctx, text, s.Of) {
		fault = "it could be read as a reproach"
	}
	if fault != "" {
		p.refuse(text, fault)
		return
	}
	for _, id := range s.Of {
		p.told[id] = true
	}
	if !p.passage.Assembled(r) {
		p.kept = append(p.kept, r)
	}
}

// reproaches reports whether the local checker hears in a sentence what it does not hear in what people said, or cannot read it.
func (p *part) reproaches(ctx context.Context, text string, of []string) bool {
	heard := func(text string) (tone.Category, error) {
		r, err := p.writer.tone.Check(ctx, tone.Message{Text: postmortem.Escape(text)})
		if err != nil || !r.Flag {
			return "", err
		}
		return r.Category, nil
	}
	found, err := heard(text)
	if found == "" {
		return err != nil
	}
	return !slices.ContainsFunc(p.passage.Units, func(u report.Unit) bool {
		own, err := heard(u.Text)
		return slices.Contains(of, u.ID) && own == found && err == nil
	})
}

func (p *part) refuse(text, why string) { p.refused = append(p.refused, refused{text, why}) }
