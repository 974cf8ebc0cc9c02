package workspace

import (
	"errors"
	"io"
	"math"
	"net/http"
	"net/url"
	"strconv"
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
	base   string // scheme://host:port that was asked
	args   args
	effect Effect
}

// An apiError is what a method answers instead of ok.
type apiError struct {
	code  string   // empty where Slack gives none
	more  []string // response_metadata.messages
	extra object   // further fields of the answer
}

func (e *apiError) Error() string { return e.code }

func refuse(code string, messages ...string) error { return &apiError{code: code, more: messages} }

// Handler serves /api/METHOD, /socket/, /upload/, /files/, /response/,
// /archives/ and /avatars/.
func (w *Workspace) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", w.counted(w.serveAPI))
	mux.HandleFunc("GET /socket/", w.serveSocket)
	mux.HandleFunc("POST /upload/{ticket}", w.counted(w.serveUpload))
	mux.HandleFunc("GET /files/{id}/{name}", w.counted(w.serveFile))
	mux.HandleFunc("POST /response/{id}", w.counted(w.serveResponse))
	mux.HandleFunc("GET /archives/{channel}/{message}", serveArchive)
	mux.HandleFunc("GET /avatars/{picture}", serveAvatar)
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
	to := url.Values{"channel": {r.PathValue("channel")}, "ts": {ts}}
	if thread := r.URL.Query().Get("thread_ts"); thread != "" {
		to.Set("thread", thread)
	}
	http.Redirect(rw, r, "/?"+to.Encode(), http.StatusFound)
}

// origin is how the one who asks reaches us.
func origin(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// An answer is what goes back to the caller of a method.
type answer struct {
	status int
	wait   time.Duration // Retry-After, if any
	body   object
	effect Effect
	cut    bool // the connection is closed instead
}

// serveAPI answers one request of the Web API.
func (w *Workspace) serveAPI(rw http.ResponseWriter, r *http.Request) {
	a := w.answerTo(rw, r)
	w.log.Debug("asked", "method", r.PathValue("method"), "status", a.status, "error", a.body["error"])
	if a.cut {
		panic(http.ErrAbortHandler) // the server closes the connection without a word
	}
	if a.wait > 0 {
		rw.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(a.wait.Seconds()))))
	}
	m, scopes := methods[r.PathValue("method")], w.config.App.Scopes
	if m.appToken {
		scopes = []string{"connections:write"}
	}
	rw.Header().Set("X-Oauth-Scopes", strings.Join(scopes, ","))
	rw.Header().Set("X-Accepted-Oauth-Scopes", strings.Join(m.scopes, ","))
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	rw.WriteHeader(a.status)
	rw.Write(mustJSON(a.body))
}

// answerTo takes a request through its stations: arguments, permission, faults,
// rate limit, and the method itself.
func (w *Workspace) answerTo(rw http.ResponseWriter, r *http.Request) answer {
	name := r.PathValue("method")
	given, token, inHeader, err := readArgs(rw, r)
	record := Record{Kind: Request, Method: name, Args: given.journalled()}
	if err != nil {
		return w.refused(record, err)
	}
	m, f, err := w.admit(name, r.Method, token, inHeader)
	if err != nil {
		return w.refused(record, err)
	}
	if f != nil {
		record.Fault = f.Kind
		switch f.Kind {
		case RateLimited:
			return w.refused(record, &rateError{time.Duration(f.RetryAfter) * time.Second})
		case ServerError:
			return w.refused(record, &serverError{f.status()})
		case Refuse:
			return w.refused(record, refuse(f.Code))
		case Slow:
			w.pause(f.Delay)
		case Timeout:
			w.ignore(r, record)
			return answer{cut: true}
		}
	}
	done := w.call(m, record, &call{Workspace: w, base: origin(r), args: given})
	if f != nil && f.Kind == LostAnswer {
		w.pause(f.Delay)
		done.cut = true
	}
	return done
}

// call does what a method does. The request stands in the journal before what
// follows from it.
func (w *Workspace) call(m method, record Record, c *call) answer {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.config.BaseURL == "" {
		w.base = c.base
	}
	record.At = w.clock.Now()
	seq := w.journal.add(record)
	body, err := c.run(m)
	done := answer{status: http.StatusOK, body: body, effect: c.effect}
	if err != nil {
		done = failed(err)
		done.effect = c.effect
	} else {
		body["ok"] = true
	}
	w.journal.fill(seq, done.status, mustJSON(done.body), done.effect)
	return done
}

// refused writes down a request that never came to its method.
func (w *Workspace) refused(record Record, err error) answer {
	done := failed(err)
	w.mu.Lock()
	defer w.mu.Unlock()
	record.At, record.Status, record.Answer = w.clock.Now(), done.status, mustJSON(done.body)
	w.journal.add(record)
	return done
}

// ignore writes a request down and holds it until its caller has left.
func (w *Workspace) ignore(r *http.Request, record Record) {
	w.mu.Lock()
	record.At = w.clock.Now()
	w.journal.add(record)
	w.mu.Unlock()
	select {
	case <-r.Context().Done():
	case <-w.closed:
	}
}

// A serverError is one of HTTP, set as a fault.
type serverError struct{ status int }

func (e *serverError) Error() string { return http.StatusText(e.status) }

// failed is the answer to a call that was refused.
func failed(err error) answer {
	if e, ok := errors.AsType[*rateError](err); ok {
		return answer{status: http.StatusTooManyRequests, wait: e.wait, body: object{"ok": false, "error": "ratelimited"}}
	}
	if e, ok := errors.AsType[*serverError](err); ok {
		return answer{status: e.status, body: object{"ok": false, "error": "internal_error"}}
	}
	return answer{status: http.StatusOK, body: failure(err)}
}

// admit finds the method, and the fault that is to strike the call. It refuses
// who may not call it, or not yet.
func (w *Workspace) admit(name, verb, token string, inHeader bool) (method, *fault, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	m, err := w.allowed(name, verb, token, inHeader)
	if err != nil {
		return m, nil, err
	}
	if f := w.strike(name); f != nil {
		return m, f, nil
	}
	if wait := w.limited(name, m.tier); wait > 0 {
		return m, nil, &rateError{wait}
	}
	return m, nil, nil
}

// allowed judges whether a token may call a method.
func (w *Workspace) allowed(name, verb, token string, inHeader bool) (method, error) {
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
	e, ok := errors.AsType[*apiError](err)
	if !ok {
		e = &apiError{code: "fatal_error", more: []string{err.Error()}}
	}
	o := object{"ok": false}
	if e.code != "" {
		o["error"] = e.code
	}
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
