package page

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/remedybot/remedy/internal/workspace"
)

// heartbeat keeps a quiet stream from being taken for a dead one.
const heartbeat = 15 * time.Second

// stream sends what changes before the person's eyes. Changes are not kept for
// those who were away: after a reconnect the page reads its places anew.
func (s *site) stream(w http.ResponseWriter, r *http.Request, p *workspace.Person) {
	defer s.sessions.hold(token(r))()
	out := http.NewResponseController(w)
	if err := out.SetWriteDeadline(time.Time{}); err != nil {
		refuse(w, http.StatusInternalServerError, "no_stream", "This server cannot keep a connection open.")
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	changes, rehearsal := p.Watch(r.Context()), s.changedRehearsal()
	fmt.Fprint(w, "retry: 1000\n\n")
	s.sendRehearsal(w) // before the page reads anything, so that it draws nothing else first
	fmt.Fprint(w, "event: ready\ndata: {}\n\n")
	if out.Flush() != nil {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for id := 1; ; {
		select {
		case c, ok := <-changes:
			if !ok {
				return
			}
			data, err := json.Marshal(c)
			if err != nil {
				continue // an app's blocks that are no JSON never get this far
			}
			fmt.Fprintf(w, "id: %d\ndata: %s\n\n", id, data)
			id++
		case <-rehearsal:
			rehearsal = s.changedRehearsal()
			s.sendRehearsal(w)
		case <-beat.C:
			fmt.Fprint(w, ": still here\n\n")
		}
		if out.Flush() != nil {
			return
		}
	}
}
