package page

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/remedybot/remedy/internal/workspace"
)

// answer writes JSON that no cache keeps.
func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v)
}

// refuse says no in a word for programs and a sentence for people.
func refuse(w http.ResponseWriter, status int, code, text string) {
	answer(w, status, map[string]any{"ok": false, "error": code, "text": text})
}

// refused answers an error of the workspace. What Slack would refuse is an
// ordinary answer; anything else is our fault.
func refused(w http.ResponseWriter, err error) {
	if r, ok := errors.AsType[*workspace.Refusal](err); ok {
		refuse(w, http.StatusOK, r.Code, r.Text)
		return
	}
	refuse(w, http.StatusInternalServerError, "fatal_error", "The workspace could not do that.")
}

// body reads a small JSON request.
func body(w http.ResponseWriter, r *http.Request, limit int64, v any) bool {
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, limit))
	if err := d.Decode(v); err != nil {
		refuse(w, http.StatusBadRequest, "invalid_json", "The request could not be read.")
		return false
	}
	return true
}

// personal is a handler for one person.
type personal func(w http.ResponseWriter, r *http.Request, p *workspace.Person)

// token is a request's session token. Streams and files, for which a browser
// sends no headers of ours, carry it in the query.
func token(r *http.Request) string {
	if t := r.Header.Get("X-Session"); t != "" {
		return t
	}
	return r.URL.Query().Get("s")
}

func (s *site) as(next personal) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p, ok := s.sessions.find(token(r))
		if !ok {
			refuse(w, http.StatusUnauthorized, "no_session", "Choose who you are first.")
			return
		}
		next(w, r, p)
	}
}

// selectable are the users one can be.
func (s *site) selectable() []workspace.User {
	return slices.DeleteFunc(s.w.Users(), func(u workspace.User) bool { return u.Bot || u.Deleted })
}

func (s *site) people(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]any{
		"ok": true, "team": s.w.Name(), "people": s.selectable(),
		"default_user": s.o.DefaultUser, "default_channel": s.o.DefaultChannel,
	})
}

func (s *site) become(w http.ResponseWriter, r *http.Request) {
	var in struct{ User string }
	if !body(w, r, 1<<10, &in) {
		return
	}
	if !slices.ContainsFunc(s.selectable(), func(u workspace.User) bool { return u.ID == in.User }) {
		refuse(w, http.StatusOK, "user_not_found", "There is nobody like that here.")
		return
	}
	answer(w, http.StatusOK, map[string]any{"ok": true, "session": s.sessions.open(in.User)})
}

func (s *site) leave(w http.ResponseWriter, r *http.Request) {
	var in struct{ Sessions []string }
	if body(w, r, 1<<16, &in) {
		s.sessions.end(in.Sessions)
		answer(w, http.StatusOK, map[string]any{"ok": true})
	}
}

func (s *site) state(w http.ResponseWriter, _ *http.Request, p *workspace.Person) {
	c := s.w.Credentials()
	answer(w, http.StatusOK, map[string]any{
		"ok":   true,
		"me":   p.ID(),
		"now":  s.o.Now().Format(time.RFC3339Nano),
		"team": map[string]string{"id": c.TeamID, "name": s.w.Name()},
		"app": struct {
			workspace.App
			ID   string `json:"id"`
			User string `json:"user"`
		}{s.w.App(), c.AppID, c.BotUserID},
		"users":    s.w.Users(),
		"channels": p.Channels(),
		"views":    p.Views(),
		"guide":    s.o.Guide,
		"banner":   s.o.Banner,
	})
}

// pageOfMessages is how many messages a request brings that names no limit.
const pageOfMessages = 60

func (s *site) messages(w http.ResponseWriter, r *http.Request, p *workspace.Person) {
	q := r.URL.Query()
	channel, thread := q.Get("channel"), q.Get("thread")
	limit, err := strconv.Atoi(q.Get("limit"))
	if err != nil || limit < 1 || limit > 1000 {
		limit = pageOfMessages
	}
	span, err := p.Read(channel, thread, workspace.Stretch{
		Before: q.Get("before"), From: q.Get("from"), Around: q.Get("around"), Limit: limit,
	})
	if err != nil {
		refused(w, err)
		return
	}
	answer(w, http.StatusOK, map[string]any{
		"ok": true, "messages": span.Messages, "older": span.Older, "newer": span.Newer,
		"ephemerals": p.Ephemerals(channel, thread),
	})
}

// threads are those the person takes part in.
func (s *site) threads(w http.ResponseWriter, _ *http.Request, p *workspace.Person) {
	answer(w, http.StatusOK, map[string]any{"ok": true, "threads": p.Threads()})
}

// foundMost is how many messages a search shows; whoever needs more asks more
// precisely.
const foundMost = 50

// search looks through what the person can read. The question travels in the
// query and is kept nowhere.
func (s *site) search(w http.ResponseWriter, r *http.Request, p *workspace.Person) {
	found, more := p.Search(r.URL.Query().Get("q"), foundMost)
	answer(w, http.StatusOK, map[string]any{"ok": true, "found": found, "more": more})
}

func (s *site) home(w http.ResponseWriter, _ *http.Request, p *workspace.Person) {
	out := map[string]any{"ok": true, "view": nil}
	if v, ok := p.Home(); ok {
		out["view"] = v
	}
	answer(w, http.StatusOK, out)
}
