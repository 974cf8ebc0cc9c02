package page

import (
	"net/http"

	"github.com/remedybot/remedy/internal/workspace"
)

// suggest asks the app what an external select offers, and waits for its answer.
func (s *site) suggest(w http.ResponseWriter, r *http.Request, p *workspace.Person) {
	q := r.URL.Query()
	spot := workspace.Spot{View: q.Get("view"), Channel: q.Get("channel"), TS: q.Get("ts")}
	offered, err := p.Suggest(r.Context(), spot, q.Get("block_id"), q.Get("action_id"), q.Get("query"))
	if err != nil {
		refused(w, err)
		return
	}
	answer(w, http.StatusOK, map[string]any{"ok": true, "options": offered.Options, "option_groups": offered.OptionGroups})
}
