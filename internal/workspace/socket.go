package workspace

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/gorilla/websocket"
)

const (
	maxLinks     = 10
	maxAck       = 20_000 // an ack of that size or more is dropped without a word
	linkQueue    = 4096   // frames that wait for a slow reader before it is cut off
	pingInterval = 5 * time.Second
	warningTime  = 10 * time.Second
	shortRefresh = 360 * time.Second // with debug_reconnects
)

// A link is one open socket. What is to be sent waits in a queue of its own, so
// that an app that reads slowly never holds up the workspace.
type link struct {
	ws    *websocket.Conn
	out   chan []byte
	mute  bool // accepts frames and passes none on
	ended bool // takes no more frames
	gone  bool // nothing comes from it any more
}

// ticket makes the address of a socket, which works once.
func (w *Workspace) ticket(base string) string {
	t := w.random.secret(32)
	w.tickets[t] = true
	return "ws" + base[len("http"):] + "/socket/?ticket=" + t + "&app_id=" + w.cred.AppID
}

// serveSocket turns a ticket into a link and reads its acks until it closes.
func (w *Workspace) serveSocket(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	ticket := r.URL.Query().Get("ticket")
	known := w.tickets[ticket]
	delete(w.tickets, ticket)
	over := w.over
	w.mu.Unlock()
	if !known || over {
		http.Error(rw, "this socket address is used up", http.StatusForbidden)
		return
	}
	upgrade := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }} // the ticket is the proof
	ws, err := upgrade.Upgrade(rw, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	ws.SetReadLimit(maxRequest)
	l := &link{ws: ws, out: make(chan []byte, linkQueue)}
	w.mu.Lock()
	if w.over {
		w.mu.Unlock()
		ws.Close()
		return
	}
	if len(w.links) >= maxLinks { // github.com/slackapi/node-slack-sdk/issues/1654
		w.journal.add(Record{At: w.clock.Now(), Kind: Frame, Method: "disconnect/too_many_websockets"})
		w.mu.Unlock()
		ws.WriteMessage(websocket.TextMessage, disconnectFrame("too_many_websockets"))
		ws.Close()
		return
	}
	refresh := w.config.Refresh
	if r.URL.Query().Get("debug_reconnects") == "true" {
		refresh = shortRefresh
	}
	w.links = append(w.links, l)
	w.running.Add(2)
	var planned *timer
	if refresh > 0 {
		planned = w.after(max(refresh-warningTime, 0), func() {
			planned = w.after(warningTime, func() { w.refuseFurther(l, "refresh_requested") })
			w.disconnect(l, "warning") // last, since whoever reads it may move the clock
		})
	}
	l.put(mustJSON(object{
		"type": "hello", "num_connections": len(w.links), "connection_info": object{"app_id": w.cred.AppID},
		"debug_info": object{
			"host": "workspace", "build_number": 1,
			"approximate_connection_time": int(max(refresh, shortRefresh).Seconds()),
		},
	}))
	w.journal.add(Record{At: w.clock.Now(), Kind: Frame, Method: "hello"})
	w.mu.Unlock()

	go w.write(l)
	w.read(l)

	w.mu.Lock()
	w.cancel(planned)
	w.drop(l)
	l.gone = true
	w.mu.Unlock()
	w.running.Done()
}

// put queues a frame. It is called with the lock held.
func (l *link) put(frame []byte) bool {
	if l.ended {
		return false
	}
	select {
	case l.out <- frame:
		return true
	default:
		return false
	}
}

// write passes queued frames on and keeps the connection alive. Pings are of the
// wire, not of the workspace, and so follow the machine's time.
func (w *Workspace) write(l *link) {
	defer w.running.Done()
	defer l.ws.Close()
	ping := time.NewTicker(pingInterval)
	defer ping.Stop()
	for err := l.ping(); err == nil; { // the first at once: some clients count from the last one
		select {
		case frame, open := <-l.out:
			if !open {
				return
			}
			l.ws.SetWriteDeadline(time.Now().Add(10 * time.Second))
			err = l.ws.WriteMessage(websocket.TextMessage, frame)
		case <-ping.C:
			err = l.ping()
		}
	} // the reader sees the closed connection and drops the link
}

func (l *link) ping() error {
	return l.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(10*time.Second))
}

// read takes acks until the connection ends.
func (w *Workspace) read(l *link) {
	for {
		_, frame, err := l.ws.ReadMessage()
		if err != nil {
			return
		}
		if len(frame) >= maxAck {
			continue
		}
		var a struct {
			Envelope string          `json:"envelope_id"`
			Payload  json.RawMessage `json:"payload"`
		}
		if json.Unmarshal(frame, &a) != nil || a.Envelope == "" {
			continue
		}
		w.mu.Lock()
		w.ack(a.Envelope, a.Payload)
		w.mu.Unlock()
	}
}

// sendFrame gives a frame to any one of the open sockets; nil: there is none.
func (w *Workspace) sendFrame(frame []byte) *link {
	for len(w.links) > 0 {
		l := w.links[w.random.r.IntN(len(w.links))]
		if l.mute || l.put(frame) {
			return l
		}
		w.drop(l)
	}
	return nil
}

// drop forgets a link and has its connection closed once the queue is written.
func (w *Workspace) drop(l *link) {
	w.links = slices.DeleteFunc(w.links, func(o *link) bool { return o == l })
	if !l.ended {
		l.ended = true
		close(l.out)
	}
}

func disconnectFrame(reason string) []byte {
	return mustJSON(object{"type": "disconnect", "reason": reason, "debug_info": object{"host": "workspace"}})
}

// disconnect tells a link that it is to be closed.
func (w *Workspace) disconnect(l *link, reason string) {
	w.journal.add(Record{At: w.clock.Now(), Kind: Frame, Method: "disconnect/" + reason})
	l.put(disconnectFrame(reason))
}

// refuseFurther sends the last frame of a link and closes it.
func (w *Workspace) refuseFurther(l *link, reason string) {
	w.disconnect(l, reason)
	w.drop(l)
}

// cutLinks closes every socket at once.
func (w *Workspace) cutLinks() {
	for _, l := range slices.Clone(w.links) {
		w.drop(l)
		l.ws.Close()
	}
}

// Disconnect sends a disconnect frame to every socket: "warning",
// "refresh_requested" or "link_disabled"; the latter two also close it.
func (w *Workspace) Disconnect(reason string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, l := range slices.Clone(w.links) {
		if reason == "warning" {
			w.disconnect(l, reason)
			continue
		}
		w.refuseFurther(l, reason)
	}
}

// Cut closes every socket without a word.
func (w *Workspace) Cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cutLinks()
}

// Mute makes the open sockets take deliveries and never pass them on, like a
// half-open connection, until they are closed.
func (w *Workspace) Mute() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, l := range w.links {
		l.mute = true
	}
}
