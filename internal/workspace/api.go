package workspace

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
)

const (
	maxRequest = 4 << 20  // bytes of a Web API request
	maxUpload  = 64 << 20 // bytes of a file
)

// A method is one of the Web API.
type method struct {
	scopes   []string // one of them is needed
	tier     int      // 0: has rules of its own
	appToken bool     // wants the app-level token, in the header
	reads    bool     // may be asked with GET
	required []string // arguments
	serve    func(*call) (object, error)
}

var (
	readHistory = []string{"channels:history", "groups:history", "im:history", "mpim:history"}
	readInfo    = []string{"channels:read", "groups:read", "im:read", "mpim:read"}
	chatWrite   = []string{"chat:write"}
	filesWrite  = []string{"files:write"}
)

// A call is one request to a method. It is served with the lock held.
type call struct {
	*Workspace
	name   string
	base   string // scheme://host:port that was asked
	args   args
	effect Effect
}

// An apiError is what a method answers instead of ok.
type apiError struct {
	code  string
	more  []string // response_metadata.messages
	extra object   // further fields of the answer
}

func (e *apiError) Error() string { return e.code }

func refuse(code string, messages ...string) error { return &apiError{code: code, more: messages} }

// Handler serves /api/METHOD, /socket/, /upload/, /files/, /response/ and
// /archives/.
func (w *Workspace) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", w.counted(w.serveAPI))
	mux.HandleFunc("GET /socket/", w.serveSocket)
	mux.HandleFunc("POST /upload/{ticket}", w.counted(w.serveUpload))
	mux.HandleFunc("GET /files/{id}/{name}", w.counted(w.serveFile))
	mux.HandleFunc("POST /response/{id}", w.counted(w.serveResponse))
	mux.HandleFunc("GET /archives/{channel}/{message}", serveArchive)
	return mux
}

// counted keeps Idle false while a request is being served.
func (w *Workspace) counted(serve http.HandlerFunc) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		w.serving++
		w.mu.Unlock()
		defer func() {
			w.mu.Lock()
			w.serving--
			w.mu.Unlock()
		}()
		serve(rw, r)
	}
}

// serveArchive leads from a permalink to the page that shows the message.
func serveArchive(rw http.ResponseWriter, r *http.Request) {
	ts := r.PathValue("message")
	if len(ts) > 7 && ts[0] == 'p' {
		ts = ts[1:len(ts)-6] + "." + ts[len(ts)-6:]
	}
	to := "/?channel=" + r.PathValue("channel") + "&ts=" + ts
	if thread := r.URL.Query().Get("thread_ts"); thread != "" {
		to += "&thread=" + thread
	}
	http.Redirect(rw, r, to, http.StatusFound)
}

// origin is how the one who asks reaches us.
func origin(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// serveAPI answers one request of the Web API.
func (w *Workspace) serveAPI(rw http.ResponseWriter, r *http.Request) {
	name := r.PathValue("method")
	a, token, inHeader, err := readArgs(rw, r)
	at := w.clock.Now()
	reply := func(status int, f *fault, answer object, effect Effect) {
		body := mustJSON(answer)
		record := Record{
			At: at, Kind: Request, Method: name, Args: a.journalled(), Status: status, Answer: body, Effect: effect,
		}
		if f != nil {
			record.Fault = f.Kind
		}
		w.mu.Lock()
		w.journal.add(record)
		w.mu.Unlock()
		w.log.Debug("asked", "method", name, "status", status, "error", answer["error"])
		if f != nil && f.Kind == LostAnswer {
			panic(http.ErrAbortHandler) // the connection is cut without an answer
		}
		rw.Header().Set("X-Oauth-Scopes", strings.Join(w.config.App.Scopes, ","))
		rw.Header().Set("Content-Type", "application/json; charset=utf-8")
		rw.WriteHeader(status)
		rw.Write(body)
	}
	if err != nil {
		reply(http.StatusOK, nil, failure(err), Effect{})
		return
	}

	w.mu.Lock()
	m, err := w.admit(name, r.Method, token, inHeader)
	var f *fault
	if err == nil {
		f = w.strike(name)
	}
	if f == nil && err == nil {
		if wait := w.limited(name, m.tier); wait > 0 {
			w.mu.Unlock()
			limit(rw, wait)
			reply(http.StatusTooManyRequests, nil, object{"ok": false, "error": "ratelimited"}, Effect{})
			return
		}
	}
	w.mu.Unlock()

	switch {
	case err != nil:
		reply(http.StatusOK, nil, failure(err), Effect{})
		return
	case f == nil:
	case f.Kind == RateLimited:
		if f.RetryAfter > 0 {
			limit(rw, time.Duration(f.RetryAfter)*time.Second)
		}
		reply(http.StatusTooManyRequests, f, object{"ok": false, "error": "ratelimited"}, Effect{})
		return
	case f.Kind == ServerError:
		reply(f.status(), f, object{"ok": false, "error": "internal_error"}, Effect{})
		return
	case f.Kind == Refuse:
		reply(http.StatusOK, f, object{"ok": false, "error": f.Code}, Effect{})
		return
	case f.Kind == Slow:
		w.pause(f.Delay)
	}

	c := &call{Workspace: w, name: name, base: origin(r), args: a}
	w.mu.Lock()
	if w.config.BaseURL == "" {
		w.base = c.base
	}
	answer, err := c.run(m)
	w.mu.Unlock()
	if f != nil && f.Kind == LostAnswer {
		w.pause(f.Delay)
	}
	var tooMany *rateError
	switch {
	case errors.As(err, &tooMany):
		limit(rw, tooMany.wait)
		reply(http.StatusTooManyRequests, f, object{"ok": false, "error": "ratelimited"}, Effect{})
	case err != nil:
		reply(http.StatusOK, f, failure(err), c.effect)
	default:
		answer["ok"] = true
		reply(http.StatusOK, f, answer, c.effect)
	}
}

// admit finds the method and judges whether this token may call it.
func (w *Workspace) admit(name, verb, token string, inHeader bool) (method, error) {
	m, known := methods[name]
	switch {
	case name == "files.upload":
		return m, refuse("method_deprecated")
	case !known:
		return m, &apiError{code: "unknown_method", extra: object{"req_method": name}}
	case verb != http.MethodPost && !(verb == http.MethodGet && m.reads):
		return m, refuse("invalid_post_type")
	case token == "", m.appToken && !inHeader:
		return m, refuse("not_authed")
	case token != w.cred.BotToken && token != w.cred.AppToken:
		return m, refuse("invalid_auth")
	case m.appToken != (token == w.cred.AppToken):
		return m, refuse("not_allowed_token_type")
	case w.revoked && !m.appToken:
		return m, refuse("token_revoked")
	case !w.granted(m.scopes):
		return m, &apiError{code: "missing_scope", extra: object{
			"needed": strings.Join(m.scopes, ","), "provided": strings.Join(w.config.App.Scopes, ","),
		}}
	}
	return m, nil
}

// run checks the arguments and does what the method does.
func (c *call) run(m method) (object, error) {
	var missing []string
	for _, name := range m.required {
		if !c.args.has(name) {
			missing = append(missing, "[ERROR] missing required field: "+name)
		}
	}
	if len(missing) > 0 {
		return nil, refuse("invalid_arguments", missing...)
	}
	return m.serve(c)
}

// failure is the answer to a call that was refused.
func failure(err error) object {
	var e *apiError
	if !errors.As(err, &e) {
		e = &apiError{code: "fatal_error", more: []string{err.Error()}}
	}
	o := object{"ok": false, "error": e.code}
	if len(e.more) > 0 {
		o["response_metadata"] = object{"messages": e.more}
	}
	for name, value := range e.extra {
		o[name] = value
	}
	return o
}

// pause waits for d on the workspace's clock.
func (w *Workspace) pause(d time.Duration) {
	if d <= 0 {
		return
	}
	passed := make(chan struct{})
	w.mu.Lock()
	w.after(d, func() { close(passed) })
	w.mu.Unlock()
	select {
	case <-passed:
	case <-w.closed:
	}
}

// readBody reads a request of bounded size.
func readBody(rw http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	return io.ReadAll(http.MaxBytesReader(rw, r.Body, limit))
}
