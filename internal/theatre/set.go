package theatre

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/facilitator"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/stage"
	"github.com/remedybot/remedy/internal/workspace/page"
)

// A set is one stage with the bot on it, and what is played there.
type set struct {
	t     *Theatre
	world int
	piece Piece
	stage *stage.Stage
	clock *clock.Paced
	steer *stage.Steer            // nil: nothing is played
	bot   atomic.Pointer[bot.Bot] // nil until begin
	known int                     // reviews of a kept database, from before
	data  string                  // removed with the set; empty: kept

	stands context.Context // ends with the set
	stop   context.CancelFunc
	work   sync.WaitGroup

	mu       sync.Mutex
	whispers int
	told     string // who was whispered to last, as in the workspace
	early    bool   // somebody's first message was let pass
	skipped  map[string]bool
}

// newSet builds a stage for a piece, without the bot.
func (t *Theatre) newSet(p Piece, world int, data string) (*set, error) {
	s := &set{t: t, world: world, piece: p, skipped: map[string]bool{}}
	// The workspace lives in the days of its incident, so that "by Friday" is
	// still to come and the channel's past is not years ago.
	s.clock = clock.NewPaced(p.Script.Cast.Review.StartsAt)
	if p.Part != Free {
		s.steer = stage.NewSteer(max(1, p.Speed), s.clock.Pace)
	}
	// Every set has ids and tokens of its own: what was meant for another finds nobody.
	var err error
	s.stage, err = stage.New(p.Script.Cast, stage.Config{Clock: s.clock, Seed: uint64(world), URL: t.url, Page: s.page})
	if err != nil {
		return nil, err
	}
	if err := s.stage.Seed(p.Script); err != nil {
		return nil, errors.Join(err, s.stage.Close())
	}
	if data == "" {
		if s.data, err = os.MkdirTemp("", "remedy-try-"); err != nil {
			return nil, errors.Join(err, s.stage.Close())
		}
	}
	s.stands, s.stop = context.WithCancel(context.Background())
	return s, nil
}

// page is the set's page. In a rehearsal a visitor is the facilitator; who
// watches looks on as the lead, who is whispered to most; and who does as they
// like is somebody with a fact to tell.
func (s *set) page(st *stage.Stage) http.Handler {
	review := s.piece.Script.Cast.Review
	return page.New(st.Workspace, page.Options{
		Now: s.clock.Now, DefaultChannel: st.Channel(review.ReviewChannel), DefaultUser: st.User(Visitor(s.piece)),
		Guide: welcome(st.Channel(review.ReviewChannel), s.piece.Script), Rehearsal: s.t,
	})
}

// Visitor is who a visitor of a piece is at first, as in the cast.
func Visitor(p Piece) string {
	switch p.Part {
	case Watch:
		for _, u := range p.Script.Cast.Users {
			if u.InReview == "lead" {
				return u.ID
			}
		}
	case Free:
		who, _ := factOf(p.Script)
		return who
	}
	return p.Script.Cast.Review.Facilitator
}

// begin lets the bot join, and the play begin.
func (s *set) begin(c bot.Config) error {
	if s.data != "" {
		c.Data = s.data
	}
	c.Clock, c.Slack, c.Found = s.clock, s.stage.Slack(), s.found
	var err error
	if c.Web, err = url.Parse(s.t.url); err != nil {
		return err
	}
	b, err := bot.Open(s.stands, c)
	if err != nil {
		return err
	}
	s.known, _ = stage.Newest(b, 0)
	s.bot.Store(b)
	s.work.Go(func() {
		if err := b.Run(s.stands); err != nil {
			s.t.fall(fmt.Errorf("the bot stopped: %w", err))
		}
	})
	if s.steer != nil {
		live := &stage.Live{Stage: s.stage, Script: s.piece.Script, Clock: s.clock, Bot: b, Steer: s.steer, Watch: s.piece.Part == Watch}
		s.work.Go(func() { live.Play(s.stands) }) // it ends early only with the review or the set
	}
	s.work.Go(s.watch)
	return nil
}

// lookEvery is how often the set is looked at for what the page has to show.
const lookEvery = 200 * time.Millisecond

// watch keeps the playbill true for as long as the set stands.
func (s *set) watch() {
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		select {
		case <-s.stands.Done():
			return
		case <-look.C:
			s.t.show(s.bill())
		}
	}
}

// strike ends everything that goes on in the set and leaves nothing behind.
func (s *set) strike() error {
	s.stop()
	s.work.Wait()
	var err error
	if b := s.bot.Load(); b != nil {
		err = b.Close()
	}
	err = errors.Join(err, s.stage.Close())
	if s.data != "" {
		err = errors.Join(err, os.RemoveAll(s.data))
	}
	return err
}

// found hears what the bot has found in a message.
func (s *set) found(f facilitator.Finding) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch f.Held {
	case "":
		s.whispers++
		s.told = f.Author
	case postmortem.HeldGrace:
		s.early = true
	}
}
