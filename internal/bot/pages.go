package bot

import (
	"cmp"
	"net/http"
	"net/url"

	"github.com/remedybot/remedy/internal/clock"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/reading"
)

// open makes the pages, and has the bot hand out links to them.
func (b *Bot) open(c Config, at url.URL) {
	pages := reading.Config{
		Review:  b.Meetings.Review,
		Command: c.Guide.Command,
		Reviews: func(keep func(*postmortem.Session) bool) []*postmortem.Session {
			return b.Store.Sessions(b.Listener.Team(), keep)
		},
	}
	if reading.Loopback(at.Host) {
		b.Listener.Link = func(s *postmortem.Session, _ string) (string, bool) {
			return at.JoinPath(reading.Path(s.ID)).String(), false
		}
	} else {
		pages.Passes = reading.NewPasses([]byte(b.Store.Opaque("reading")), at, cmp.Or[clock.Clock](c.Clock, clock.System{}).Now)
		b.Listener.Link = func(s *postmortem.Session, person string) (string, bool) { return pages.Passes.Link(s, person), true }
	}
	b.pages = reading.Handler(pages)
}

// Pages shows the reviews in a browser; nil where Config.Web was.
func (b *Bot) Pages() http.Handler { return b.pages }
