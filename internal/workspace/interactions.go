package workspace

import (
	"maps"
	"net/http"
	"time"
)

const (
	triggerTime   = 3 * time.Second
	responseTime  = 30 * time.Minute
	responseUses  = 5
	stackLimit    = 3
	maxViewBytes  = 250_000 // "greater than 250kb" on the page of views.open
	manyLeft      = 4096    // triggers or response URLs, before those that are over are forgotten
	unansweredApp = "The app did not answer in time. Please try again."
)

// A trigger lets the app open a modal, once and soon.
type trigger struct {
	user string
	view string // in which it was pressed, if it was
	at   time.Time
	used bool
}

func (w *Workspace) trigger(user, view string) string {
	now := w.clock.Now()
	if len(w.triggers) > manyLeft {
		maps.DeleteFunc(w.triggers, func(_ string, t *trigger) bool { return now.Sub(t.at) > responseTime })
	}
	id := w.random.number(13) + "." + w.random.number(12) + "." + w.random.hex(16)
	w.triggers[id] = &trigger{user: user, view: view, at: now}
	return id
}

// exchange uses a trigger up.
func (c *call) exchange() (*trigger, error) {
	t := c.triggers[c.args.str("trigger_id")]
	switch {
	case t == nil:
		return nil, refuse("invalid_trigger_id")
	case t.used:
		return nil, refuse("exchanged_trigger_id")
	case c.clock.Now().Sub(t.at) > triggerTime:
		return nil, refuse("expired_trigger_id")
	}
	t.used = true
	return t, nil
}

// A responseURL lets the app answer where a command or an interaction came from,
// whether its bot is there or not.
type responseURL struct {
	user    string
	channel *channel
	command bool   // what was typed cannot be replaced
	source  string // ts of the message that was used
	at      time.Time
	uses    int
}

// responseURL makes the address of one.
func (w *Workspace) responseURL(r *responseURL) string {
	id := w.random.secret(24)
	r.at = w.clock.Now()
	if len(w.responses) > manyLeft {
		maps.DeleteFunc(w.responses, func(_ string, old *responseURL) bool { return r.at.Sub(old.at) > responseTime })
	}
	w.responses[id] = r
	return w.base + "/response/" + id
}

// serveResponse takes what the app posts to a response_url.
func (w *Workspace) serveResponse(rw http.ResponseWriter, r *http.Request) {
	body, err := readBody(rw, r, maxRequest)
	var said args
	if err != nil || decode(body, &said) != nil || said == nil {
		http.Error(rw, `{"ok":false,"error":"invalid_payload"}`, http.StatusBadRequest)
		return
	}
	status, answer := w.answerURL(r.PathValue("id"), said)
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	rw.WriteHeader(status)
	rw.Write(mustJSON(answer))
}

// answerURL does what was posted to a response_url, and writes it down.
func (w *Workspace) answerURL(id string, said args) (status int, answer object) {
	w.mu.Lock()
	defer w.mu.Unlock()
	seq := w.journal.add(Record{At: w.clock.Now(), Kind: Request, Method: "response_url", Args: said.journalled()})
	var effect Effect
	r := w.responses[id]
	switch {
	case r == nil || w.clock.Now().Sub(r.at) > responseTime:
		status, answer = http.StatusNotFound, object{"ok": false, "error": "expired_url"}
	case r.uses == responseUses:
		status, answer = http.StatusNotFound, object{"ok": false, "error": "used_url"}
	default:
		r.uses++
		var err error
		status, answer = http.StatusOK, object{"ok": true}
		if effect, err = w.respond(r, said); err != nil {
			status, answer = http.StatusBadRequest, failure(err)
		}
	}
	w.journal.fill(seq, status, mustJSON(answer), effect)
	return status, answer
}

// respond shows what the app says in answer to a command or an interaction. It is
// ephemeral unless it asks to be seen by all, and only then can it go into a
// thread.
func (w *Workspace) respond(r *responseURL, said args) (Effect, error) {
	c := &call{Workspace: w, args: said}
	effect := Effect{Channel: r.channel.ID}
	whispered := w.whispered(r.user, r.channel.ID, r.source)
	if said.yes("delete_original") {
		effect.TS = r.source
		switch m := r.channel.find(r.source); {
		case r.command:
			return effect, refuse("message_not_found")
		case whispered != nil:
			w.unwhisper(whispered)
		case m == nil || m.BotID != w.cred.BotID:
			return effect, refuse("message_not_found")
		default:
			w.erase(r.channel, m)
		}
		return effect, nil
	}
	m, err := c.content()
	if err != nil {
		return effect, err
	}
	if m.empty() {
		return effect, refuse("no_text")
	}
	switch original := r.channel.find(r.source); {
	case said.yes("replace_original") && !r.command:
		effect.TS = r.source
		if whispered != nil {
			effect.User, effect.Shown = r.user, true
			w.rewhisper(whispered, m)
			return effect, nil
		}
		if original == nil || original.BotID != w.cred.BotID {
			return effect, refuse("message_not_found")
		}
		w.change(r.channel, original, func() {
			original.Text, original.Blocks, original.Attachments = m.Text, m.Blocks, m.Attachments
			original.Edited = &Edited{User: w.cred.BotUserID, TS: w.nextTS(r.channel)}
		})
	case said.str("response_type") == "in_channel":
		if replace, given := said["replace_original"]; given && replace != true && replace != "true" {
			c.thread(r.channel, m)
		}
		w.post(r.channel, m)
		effect.TS, effect.ThreadTS = m.TS, m.ThreadTS
	default:
		effect.User = r.user
		effect.Shown = w.whisper(r.channel, r.user, m)
		effect.TS = m.TS
	}
	return effect, nil
}

// interaction is what the payloads of all interactions have in common.
func (w *Workspace) interaction(kind, user, view string) object {
	o := object{
		"type": kind, "token": w.token, "trigger_id": w.trigger(user, view),
		"team": object{"id": w.cred.TeamID, "domain": handleOf(w.config.Name)}, "user": w.persona(kind, user),
		"enterprise": nil, "is_enterprise_install": false,
	}
	if kind != "shortcut" && kind != "message_action" {
		o["api_app_id"] = w.cred.AppID
	}
	return o
}

// interact sends an interaction. When it is not acked the person sees an error,
// at the message that was used.
func (w *Workspace) interact(payload object, user, channel, ts string) {
	w.deliver(&delivery{
		kind: "interactive", name: text(payload, "type"), body: payload,
		failed: func(string) {
			w.tellUser(user, Change{Type: "notice", Channel: channel, TS: ts, Level: "error", Text: unansweredApp})
		},
	})
}
