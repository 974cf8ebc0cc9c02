package theatre

import (
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/stage"
	"github.com/remedybot/remedy/internal/tone"
	"github.com/remedybot/remedy/internal/workspace/page"
)

var at = time.Date(2019, 10, 23, 15, 0, 0, 0, time.UTC)

// A review is put together as the log would, only shorter.
func review(phase postmortem.Phase, change ...func(*postmortem.Session)) *postmortem.Session {
	s := &postmortem.Session{Status: postmortem.Running, Phase: phase, Messages: map[postmortem.Ref]postmortem.Message{}}
	s.Place = postmortem.Place{Channel: "C1", Thread: "1.0"}
	for _, f := range change {
		f(s)
	}
	return s
}

func said(ts string, ago time.Duration) func(*postmortem.Session) {
	return func(s *postmortem.Session) {
		s.Messages[postmortem.Ref{Channel: "C1", TS: ts}] = postmortem.Message{Phase: s.Phase, Still: at.Add(-ago)}
	}
}

func recorded(phase postmortem.Phase, state postmortem.State) func(*postmortem.Session) {
	return func(s *postmortem.Session) {
		s.Entries = append(s.Entries, postmortem.Entry{ID: "E1", Kind: postmortem.Event, Phase: phase, State: state})
	}
}

func whispered(closed bool) func(*postmortem.Session) {
	return func(s *postmortem.Session) {
		s.Private.Whispers = map[string]postmortem.Whispery{"m": {Said: true, Closed: closed}}
	}
}

func status(st postmortem.Status) func(*postmortem.Session) {
	return func(s *postmortem.Session) { s.Status = st }
}

func TestTheGuideReadsTheWorld(t *testing.T) {
	opening := postmortem.Opening
	long := time.Minute
	heard := knowledge{whispered: true}
	for _, c := range []struct {
		name string
		k    knowledge
		r    *postmortem.Session
		want string // id of the hint; empty: none
	}{
		{"nothing was started", knowledge{}, nil, ""},
		{"the thread is not there yet", knowledge{}, review(opening, func(s *postmortem.Session) { s.Place.Thread = "" }), ""},
		{"nobody has written", knowledge{}, review(opening), "write"},
		{"the channel's past is no writing", knowledge{}, review(opening, recorded("", postmortem.Proposed)), "write"},
		{"somebody has", knowledge{}, review(opening, said("2.0", 0)), "try"},
		{"somebody has, twice, just now", knowledge{}, review(opening, said("2.0", long), said("3.0", time.Second)), "wait"},
		{"nothing came of it", knowledge{}, review(opening, said("2.0", long), said("3.0", long)), "try"},
		{"it was somebody's first message", knowledge{early: true}, review(opening, said("2.0", long)), "again"},
		{"they do not want to try", knowledge{skipped: map[string]bool{"try": true}}, review(opening, said("2.0", long)), "fact"},
		{"they were whispered to", heard, review(opening, said("2.0", 0), whispered(false)), "whisper"},
		{"they have answered", heard, review(opening, said("2.0", 0), whispered(true)), "fact"},
		{"something is proposed", heard, review(opening, said("2.0", 0), whispered(true), recorded(opening, postmortem.Proposed)), "confirm"},
		{"it is confirmed", heard, review(opening, said("2.0", 0), whispered(false), recorded(opening, postmortem.Confirmed)), "next"},
		{"they have moved on", heard, review(postmortem.Timeline, said("2.0", 0), recorded(opening, postmortem.Confirmed)), "phases"},
		{"they know", knowledge{whispered: true, skipped: map[string]bool{"phases": true}},
			review(postmortem.Remedy, said("2.0", 0), recorded(opening, postmortem.Confirmed)), ""},
		{"the last phase", heard, review(postmortem.Close, said("2.0", 0), recorded(opening, postmortem.Confirmed)), "finish"},
		{"the draft is being written", heard, review(postmortem.Close, status(postmortem.Closing)), ""},
		{"the draft is there", heard, review(postmortem.Close, status(postmortem.Draft)), "finished"},
		{"somebody has confirmed it", heard, review(postmortem.Close, status(postmortem.Checked)), "finished"},
		{"it is published", knowledge{skipped: map[string]bool{"finished": true}}, review(postmortem.Close, status(postmortem.Published)), "published"},
		{"it is corrected", heard, review(postmortem.Close, status(postmortem.Corrected)), "published"},
		{"it was cancelled", heard, review(postmortem.Close, status(postmortem.Cancelled)), ""},
		{"and was seen", knowledge{skipped: map[string]bool{"finished": true}}, review(postmortem.Close, status(postmortem.Draft)), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.k.script, c.k.review, c.k.now = load(t, "docsrs-2019-10-21"), c.r, at
			if got := c.k.free(); idOf(got) != c.want {
				t.Errorf("it says %+v, want %q", got, c.want)
			}
		})
	}
}

func TestThePlaySaysWhatItWaitsFor(t *testing.T) {
	for _, c := range []struct {
		name string
		p    stage.Progress
		part Part
		r    *postmortem.Session
		want string
	}{
		{"for the start", stage.Progress{Waits: stage.ForStart}, Facilitate, nil, "start"},
		{"for nobody", stage.Progress{}, Facilitate, review(postmortem.Opening), ""},
		{"for Next", stage.Progress{Waits: stage.ForNext}, Facilitate, review(postmortem.Opening), "next"},
		{"at its end, for the last Next", stage.Progress{Over: true}, Facilitate, review(postmortem.Prevention), "next"},
		{"for Finish", stage.Progress{Over: true}, Facilitate, review(postmortem.Close), "finish"},
		{"watched, for nobody", stage.Progress{Over: true}, Watch, review(postmortem.Close), ""},
		{"it is over", stage.Progress{Over: true}, Watch, review(postmortem.Close, status(postmortem.Draft)), "finished"},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := knowledge{script: load(t, "docsrs-2019-10-21"), review: c.r, now: at}
			if got := k.playing(c.p, c.part); idOf(got) != c.want {
				t.Errorf("it says %+v, want %q", got, c.want)
			}
		})
	}
}

// What the guide proposes has to work: the examples become entries, and the
// sentence that blames is remarked on.
func TestTheExamplesWork(t *testing.T) {
	for _, name := range rehearsal.Names() {
		s := load(t, name)
		who, text := factOf(s)
		u, ok := s.Cast.User(who)
		if !ok {
			t.Fatalf("%s: nobody is %q", name, who)
		}
		if got := evidence.Read(evidence.Statement{Text: text, At: at, Role: u.Role, Phase: evidence.Opening}); len(got) == 0 {
			t.Errorf("%s: nothing comes of %q, said by %s", name, text, u.Role)
		}
		if got := startOf(s); !strings.HasPrefix(got, "/postmortem start ") || len(got) < 25 {
			t.Errorf("%s begins with %q", name, got)
		}
		if s.Cast.Title == "" || s.Cast.Story == "" || s.Cast.People() != 6 || s.Length() < 20*time.Minute {
			t.Errorf("%s is told as %q, %q, %d people, %s", name, s.Cast.Title, s.Cast.Story, s.Cast.People(), s.Length())
		}
	}
	if got, err := tone.NewLocal().Check(t.Context(), tone.Message{Text: blame}); err != nil || !got.Flag {
		t.Errorf("%q is let pass: %+v %v", blame, got, err)
	}
}

func idOf(h *page.Hint) string {
	if h == nil {
		return ""
	}
	return h.ID
}

func load(t *testing.T, name string) *rehearsal.Script {
	t.Helper()
	s, err := rehearsal.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
