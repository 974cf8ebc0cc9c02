package slackapp

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/secret"
)

// signatureFor is how far a request's time may be from ours, in either direction.
const signatureFor = 5 * time.Minute

// Handler listens over HTTP. One address serves events, commands and
// interactions alike; what they are is seen in the body. Nothing that is not
// signed is read.
func (l *Listener) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			http.Error(w, "Slack posts here.", http.StatusMethodNotAllowed)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxPayload))
		if err != nil {
			status := http.StatusBadRequest
			if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
				status = http.StatusRequestEntityTooLarge
			}
			http.Error(w, "The body could not be read.", status)
			return
		}
		if !signed(l.config.SigningSecret, r.Header, body, l.clock.Now()) {
			l.log.Warn("a request without a valid signature was turned away")
			http.Error(w, "The signature is not valid.", http.StatusUnauthorized)
			return
		}
		l.serve(w, r, body)
	})
}

// signed reports whether Slack signed exactly this body, not long ago
// (https://docs.slack.dev/authentication/verifying-requests-from-slack).
func signed(key secret.String, h http.Header, body []byte, now time.Time) bool {
	at := h.Get("X-Slack-Request-Timestamp")
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil || key == "" || now.Sub(time.Unix(seconds, 0)).Abs() > signatureFor {
		return false
	}
	given, ok := strings.CutPrefix(h.Get("X-Slack-Signature"), "v0=")
	if !ok {
		return false
	}
	sum, err := hex.DecodeString(given)
	if err != nil {
		return false
	}
	mac := hmac.New(sha256.New, []byte(key))
	io.WriteString(mac, "v0:"+at+":")
	mac.Write(body)
	return hmac.Equal(sum, mac.Sum(nil))
}

// serve answers a signed request.
func (l *Listener) serve(w http.ResponseWriter, r *http.Request, body []byte) {
	l.busy.Add(1)
	defer l.busy.Add(-1)
	// What has been begun is finished, even when Slack hangs up after three seconds.
	ctx := context.WithoutCancel(r.Context())
	var answer reply
	var err error
	switch kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind {
	case "application/json":
		if challenge, ok := challenged(body); ok {
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			io.WriteString(w, challenge)
			return
		}
		answer, err = l.hear("events_api", func() (reply, error) { return l.event(ctx, body) })
	case "application/x-www-form-urlencoded":
		form, bad := url.ParseQuery(string(body))
		if bad != nil {
			http.Error(w, "The form could not be read.", http.StatusBadRequest)
			return
		}
		answer, err = l.hear("form", func() (reply, error) { return l.form(ctx, form), nil })
	default:
		http.Error(w, "This is neither JSON nor a form.", http.StatusUnsupportedMediaType)
		return
	}
	if err != nil {
		http.Error(w, "It was not written down; send it again.", http.StatusInternalServerError)
		return
	}
	acknowledge(w, answer.payload)
	l.followUp(ctx, answer)
}

func (l *Listener) form(ctx context.Context, form url.Values) reply {
	if payload := form.Get("payload"); payload != "" {
		return l.interact(ctx, []byte(payload))
	}
	if form.Get("ssl_check") == "1" {
		return reply{}
	}
	return l.command(ctx, slash{
		TeamID: form.Get("team_id"), ChannelID: form.Get("channel_id"), UserID: form.Get("user_id"),
		Command: form.Get("command"), Text: form.Get("text"),
		ResponseURL: form.Get("response_url"), TriggerID: form.Get("trigger_id"),
	})
}

// challenged reads the question by which Slack makes sure that we are there.
func challenged(body []byte) (answer string, ok bool) {
	var cb callback
	if json.Unmarshal(body, &cb) != nil || cb.Type != "url_verification" {
		return "", false
	}
	return cb.Challenge, true
}

func acknowledge(w http.ResponseWriter, payload any) {
	if payload == nil {
		w.WriteHeader(http.StatusOK)
		return
	}
	body, err := json.Marshal(payload)
	if err != nil { // our own types; Slack gets an empty acknowledgement rather than none
		body = nil
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(body)
}

// Wait returns once everything that follows an acknowledgement has been done; each call
// of it has its deadline. It comes after the HTTP server's Shutdown.
func (l *Listener) Wait() { l.followUps.Wait() }
