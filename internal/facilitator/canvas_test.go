package facilitator_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/slackapp"
)

// The canvases of the stand-in: what each says, and whether people can read it.
type paper struct {
	id     string
	says   string
	shared bool
}

func (s *slack) canvas(id string) *paper {
	for i := range s.papers {
		if s.papers[i].id == id {
			return &s.papers[i]
		}
	}
	return nil
}

func (s *slack) MakeCanvas(ctx context.Context, title string) (id string, err error) {
	err = s.take(ctx, "make canvas", title, func() {
		id = fmt.Sprintf("F%d", len(s.papers)+1)
		s.papers = append(s.papers, paper{id: id})
	})
	if err != nil {
		return "", err
	}
	return id, nil
}

func (s *slack) FillCanvas(ctx context.Context, id, markdown string) error {
	gone := false
	err := s.take(ctx, "fill canvas", id, func() {
		if p := s.canvas(id); p != nil {
			p.says = markdown
		} else {
			gone = true
		}
	})
	if err == nil && gone {
		return slackapp.Refused{Code: "canvas_not_found"}
	}
	return err
}

func (s *slack) ShareCanvas(ctx context.Context, id, _ string) error {
	return s.take(ctx, "share canvas", id, func() { s.canvas(id).shared = true })
}

func (s *slack) DropCanvas(ctx context.Context, id string) error {
	return s.take(ctx, "drop canvas", id, func() {
		s.papers = slices.DeleteFunc(s.papers, func(p paper) bool { return p.id == id })
	})
}

func (s *slack) CanvasLink(id string) string { return "https://slack/docs/T1/" + id }

// links are the messages that lead to a canvas.
func links(r *room) []string {
	return slices.DeleteFunc(r.slack.said(), func(s string) bool { return !strings.Contains(s, "/docs/T1/") })
}

// press does something to a review whose talk is over.
func (r *room) press(by postmortem.Person, body postmortem.InputBody) {
	r.t.Helper()
	if _, err := r.presses(by, body); err != nil {
		r.t.Fatal(err)
	}
}

// publishes takes a review to its first version.
func publishes(r *room) {
	r.t.Helper()
	r.starts()
	r.pass(10 * time.Second)
	named := ana
	named.Name = "Ana Example" // only then can be told that nobody is named
	r.must(named, postmortem.Add{Kind: postmortem.Impact, Text: "4% of checkouts failed"})
	r.must(ana, postmortem.Finish{})
	r.pass(time.Minute)
	r.press(ana, postmortem.Write{Section: postmortem.SectionMeans, Text: "We look at the error rate first."})
	r.press(ana, postmortem.Write{Section: postmortem.SectionNotDone, Text: "No second region."})
	r.pass(5 * time.Minute)
	for _, id := range r.session().WaivableChecks() {
		r.press(ana, postmortem.Waive{Criteria: []string{id}, Reason: "nobody else was there"})
	}
	r.pass(5 * time.Minute)
	r.press(ana, postmortem.Publish{})
	r.pass(30 * time.Minute)
	if got := r.session().Publication.Version(); got != 1 {
		r.t.Fatalf("version %d is published: %+v", got, r.session().Publication.Findings)
	}
}

// again corrects the review and publishes it anew.
func again(r *room) {
	r.t.Helper()
	r.press(ana, postmortem.Edit{Entry: "E1", Text: "5% of checkouts failed"})
	r.pass(5 * time.Minute)
	r.press(ana, postmortem.Publish{})
	r.pass(30 * time.Minute)
	if got := r.session().Publication.Version(); got != 2 {
		r.t.Fatalf("version %d is published: %+v", got, r.session().Publication.Findings)
	}
}

// Whatever Slack does in between, people find one canvas behind one link, and it says
// what the newest version says. Where Slack did not say whether it made one there may
// be another that nobody sees.
func TestAPublishedReviewIsACanvas(t *testing.T) {
	for name, fault := range map[string]struct {
		call   string
		answer answer
		unseen int
	}{
		"nothing":                  {"other", answer{}, 0},
		"made, it is not known":    {"make canvas", answer{err: errUncertain, applied: true}, 1},
		"not made, nor known":      {"make canvas", answer{err: errUncertain}, 0},
		"a pause before":           {"make canvas", answer{err: slackapp.Later{After: time.Minute}}, 0},
		"filled, it is not known":  {"fill canvas", answer{err: errUncertain, applied: true}, 0},
		"not filled, nor known":    {"fill canvas", answer{err: errUncertain}, 0},
		"somebody is writing":      {"fill canvas", answer{err: slackapp.Later{After: 10 * time.Second}}, 0},
		"shared, it is not known":  {"share canvas", answer{err: errUncertain, applied: true}, 0},
		"not shared, nor is known": {"share canvas", answer{err: errUncertain}, 0},
	} {
		meet(t, func(r *room) {
			r.slack.will(fault.call, fault.answer)
			publishes(r)
			again(r)
			var seen []paper
			for _, p := range r.slack.papers {
				if p.shared {
					seen = append(seen, p)
				}
			}
			if len(seen) != 1 || len(links(r)) != 1 || len(r.slack.papers) != 1+fault.unseen || !strings.Contains(links(r)[0], seen[0].id) {
				t.Fatalf("%s: of %d canvases people see %d, behind %q", name, len(r.slack.papers), len(seen), links(r))
			}
			if !strings.Contains(seen[0].says, "What changed in version 2") {
				t.Errorf("%s: it says:\n%s", name, seen[0].says)
			}
			if n := len(named(r)); n != 3 {
				t.Errorf("%s: and the files %q", name, named(r))
			}
		})
	}
}

// Where there is no canvas the files are there as ever, its owner is told once, and
// none is tried for the next version; an app that never asked for canvases is silent.
func TestWithoutACanvasThereAreTheFiles(t *testing.T) {
	free := answer{err: slackapp.Refused{Code: "free_teams_cannot_create_standalone_canvases", Text: "Only on a paid plan."}}
	for name, c := range map[string]struct {
		call   string
		answer answer
		told   int
	}{
		"not on this plan":     {"make canvas", free, 1},
		"without the scope":    {"make canvas", answer{err: slackapp.Refused{Code: "missing_scope", Text: "No."}}, 0},
		"it does not fit":      {"fill canvas", answer{err: slackapp.Refused{Code: "canvas_too_large", Text: "Too long."}}, 1},
		"it cannot be shared":  {"share canvas", answer{err: slackapp.Refused{Code: "restricted_action", Text: "No."}}, 1},
		"the link is not sent": {"post canvas", answer{err: slackapp.Refused{Code: "restricted_action", Text: "No."}}, 1},
	} {
		meet(t, func(r *room) {
			r.slack.will(c.call, c.answer)
			publishes(r)
			again(r)
			if len(links(r)) != 0 || len(r.slack.papers) != 0 || r.slack.count("make canvas") != 1 {
				t.Errorf("%s: canvases %+v behind %q, after %d attempts", name, r.slack.papers, links(r), r.slack.count("make canvas"))
			}
			told := 0
			for _, d := range r.slack.of("whisper") {
				if strings.Contains(d.what, "could not be shown as a canvas") {
					told++
				}
			}
			if told != c.told {
				t.Errorf("%s: its owner was told %d times", name, told)
			}
			if n := len(named(r)); n != 3 {
				t.Errorf("%s: the files are %q", name, named(r))
			}
		})
	}
}

// A canvas that somebody deleted is made anew, once, and the link to it is a new one.
func TestADeletedCanvasIsMadeAnewOnce(t *testing.T) {
	meet(t, func(r *room) {
		publishes(r)
		r.slack.papers = nil
		again(r)
		if len(r.slack.papers) != 1 || !r.slack.papers[0].shared || len(links(r)) != 1 {
			t.Fatalf("the canvases are %+v behind %q", r.slack.papers, links(r))
		}
		r.slack.papers = nil
		r.press(ana, postmortem.Edit{Entry: "E1", Text: "6% of checkouts failed"})
		r.pass(5 * time.Minute)
		r.press(ana, postmortem.Publish{})
		r.pass(30 * time.Minute)
		if len(r.slack.papers) != 0 || len(links(r)) != 0 || r.session().Publication.Version() != 3 {
			t.Errorf("version %d; the canvases are %+v behind %q", r.session().Publication.Version(), r.slack.papers, links(r))
		}
	})
}

// What can no longer be changed goes: it may say what somebody has taken out since.
func TestNoCanvasOutlivesItsCorrection(t *testing.T) {
	meet(t, func(r *room) {
		publishes(r)
		r.slack.will("fill canvas", answer{err: slackapp.Refused{Code: "canvas_editing_failed", Text: "No."}})
		again(r)
		if len(r.slack.papers) != 0 || len(links(r)) != 0 {
			t.Errorf("the canvases are %+v behind %q", r.slack.papers, links(r))
		}
	})
}
