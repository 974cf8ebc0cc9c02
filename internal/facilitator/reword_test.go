package facilitator_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/draft"
	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/llm/llmtest"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/tone"
)

// local is the checker that all of these share.
var local = tone.NewLocal()

// words has the model behind h word the draft from the next start on.
func (r *room) wordsBy(h http.Handler) {
	client, err := llm.New(llm.Config{BaseURL: "http://endpoint/v1", Model: "m", Transport: llmtest.Direct(h)})
	if err != nil {
		r.t.Fatal(err)
	}
	r.words = draft.NewWriter(client, draft.Instructions{Draft: "word it", Again: "again"}, local, 20*time.Second, nil)
	if err := r.stop(); err != nil {
		r.t.Fatal(err)
	}
	r.open()
}

// finishes has a cause recorded, and the review ended.
func (r *room) finishes() {
	r.t.Helper()
	r.starts()
	r.pass(10 * time.Second)
	ref := r.says(bo, "root partition full")
	if _, err := r.does(ana, postmortem.Add{Kind: postmortem.Cause, Text: "Root partition full", Source: ref, Author: bo}); err != nil {
		r.t.Fatal(err)
	}
	r.pass(time.Minute)
	if _, err := r.does(ana, postmortem.Finish{}); err != nil {
		r.t.Fatal(err)
	}
}

// presses is what somebody presses on a message of the review.
func (r *room) presses(by postmortem.Person, body postmortem.InputBody) (string, error) {
	in := postmortem.Input{ID: "presses/" + r.slack.ref().TS, At: time.Now(), By: by, Place: channel, Session: r.session().ID, Body: body}
	a, err := r.f.Handle(r.t.Context(), in)
	return a.Text, err
}

// shown is the review as Markdown.
func (r *room) shown() string { return string(r.f.Review(r.session()).Markdown()) }

const anew = "The root partition was full."

var rewording = llmtest.Says(`{"sentences":[{"text":"` + anew + `","of":["E1"]}]}`)

// The draft is there at once; what a model makes of it follows with a mark, before the files, until somebody accepts it.
func TestAModelWordsTheDraft(t *testing.T) {
	for _, accepted := range []bool{true, false} {
		wordedAndJudged(t, accepted)
	}
}

func wordedAndJudged(t *testing.T, accepted bool) {
	meet(t, func(r *room) {
		r.wordsBy(llmtest.Late(5*time.Second, rewording))
		r.finishes()
		r.pass(4 * time.Second)
		if said := r.slack.said(); !slices.Contains(said, "*Checkout failed*") || r.slack.count("upload") > 0 {
			t.Errorf("while the model thinks there is %q, and %d files", said, r.slack.count("upload"))
		}
		r.pass(time.Minute)
		if r.slack.count("upload") != 2 || !strings.Contains(r.shown(), anew) || !strings.Contains(r.shown(), "machine wording") {
			t.Errorf("%d files, and the draft is\n%s", r.slack.count("upload"), r.shown())
		}
		said := r.slack.said()
		if n := len(said); !strings.HasPrefix(said[n-3], "A language model") || !strings.HasSuffix(said[n-1], ".html") {
			t.Errorf("it is said %q", said)
		}
		redrawn := func() int { return r.slack.count("update") + r.slack.count("update review") }
		updates := redrawn()
		judge, want := postmortem.InputBody(postmortem.AcceptWording{Section: "root_cause"}), anew
		if !accepted {
			judge, want = postmortem.UseAssembled{Section: "root_cause"}, "- Root partition full"
		}
		if _, err := r.presses(bo, judge); err != nil {
			t.Fatal(err)
		}
		r.pass(time.Minute)
		if doc := r.shown(); !strings.Contains(doc, want) || strings.Contains(doc, "machine wording") {
			t.Errorf("accepted %t, the draft is\n%s", accepted, doc)
		}
		if redrawn() != updates+3 { // the draft, the words, and how far it is from being published
			t.Errorf("%d messages were brought up to date", redrawn()-updates)
		}
		if _, err := r.presses(bo, judge); err == nil {
			t.Error("it can be judged twice")
		}
	})
}

// An endpoint that never answers holds up nothing but the files, and these for a minute or so.
func TestAModelThatHangsWordsNothing(t *testing.T) {
	meet(t, func(r *room) {
		r.wordsBy(llmtest.Hangs())
		r.finishes()
		r.pass(5 * time.Second)
		if !slices.Contains(r.slack.said(), "*Checkout failed*") {
			t.Error("the draft waits for the model")
		}
		r.pass(2 * time.Minute)
		if r.slack.count("upload") != 2 || strings.Contains(r.shown(), "machine") || len(r.lost()) > 0 {
			t.Errorf("%d files, lost %q, and the draft is\n%s", r.slack.count("upload"), r.lost(), r.shown())
		}
		if items, err := r.store.Outbox(); err != nil || len(items) > 0 {
			t.Errorf("%d items wait for ever: %v", len(items), err)
		}
	})
}

// Killed while the model thinks, the bot asks again when it is back, also where no model is set up any more.
func TestARestartWhileAModelThinks(t *testing.T) {
	for name, next := range map[string]http.Handler{"with a model": rewording, "without": nil} {
		t.Run(name, func(t *testing.T) {
			meet(t, func(r *room) {
				r.wordsBy(llmtest.Hangs())
				r.finishes()
				r.pass(3 * time.Second)
				if next != nil {
					r.wordsBy(next)
				} else {
					if err := r.stop(); err != nil {
						t.Fatal(err)
					}
					r.words = nil
					r.open()
				}
				r.pass(time.Minute)
				told := 0
				for _, what := range r.slack.said() {
					if strings.HasPrefix(what, "A language model") {
						told++
					}
				}
				if want := map[bool]int{true: 1}[next != nil]; told != want || r.slack.count("upload") != 2 || strings.Contains(r.shown(), anew) != (next != nil) {
					t.Errorf("it is offered %d times, %d files, and the draft is\n%s", told, r.slack.count("upload"), r.shown())
				}
			})
		})
	}
}

// What is deleted while the model thinks is not told in its words, and nothing of it is kept.
func TestDeletedWhileAModelThinks(t *testing.T) {
	meet(t, func(r *room) {
		r.wordsBy(llmtest.Late(5*time.Second, rewording))
		r.finishes()
		r.pass(2 * time.Second)
		s := r.session()
		if _, err := r.does(bo, postmortem.Retracted{Ref: s.Entries[0].Sources[0]}); err != nil {
			t.Fatal(err)
		}
		r.pass(2 * time.Minute)
		for key, text := range r.session().Texts {
			if strings.Contains(strings.ToLower(text), "partition") {
				t.Errorf("%s keeps %q", key, text)
			}
		}
		if strings.Contains(strings.ToLower(r.shown()), "partition") {
			t.Error("the draft shows what was deleted")
		}
	})
}
