package postmortem

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// SessionID names a review for people and in keys, such as "PM-12".
type SessionID string

// A Person is somebody in the workspace, as far as the workspace tells.
type Person struct {
	ID       string `json:"id"`                  // Slack's user id
	Name     string `json:"name,omitempty"`      // shown beside actions only: a promise, not a charge
	RealName string `json:"real_name,omitempty"` // where it is not Name; only looked for in texts
	Role     string `json:"role,omitempty"`      // what the review calls them, such as "on-call, payments"
	Zone     string `json:"zone,omitempty"`      // IANA name; times they write are read in it
	Bot      bool   `json:"bot,omitempty"`       // another app: evidence, never a participant
	Outsider bool   `json:"outsider,omitempty"`  // guest, or of another workspace: may take part, may not steer
	Unsure   bool   `json:"-"`                   // they could not be looked up just now: whether they are an Outsider is not known
}

// Location is the person's own time zone, or UTC where it is not known.
func (p Person) Location() *time.Location {
	if l, err := time.LoadLocation(p.Zone); err == nil && p.Zone != "" {
		return l
	}
	return time.UTC
}

// A Place is where something happens.
type Place struct {
	Team    string `json:"team"`
	Channel string `json:"channel"`
	Thread  string `json:"thread,omitempty"` // ts of the thread's parent
}

// A Ref points to a message. A ts is unique within its channel only.
type Ref struct {
	Channel string `json:"channel"`
	TS      string `json:"ts"`
}

// Key is the name under which the message's text is kept.
func (r Ref) Key() string { return r.Channel + "/" + r.TS }

// Link is the message's address in the workspace at base, such as https://example.slack.com; thread is the ts of its
// thread's first message, or empty.
func (r Ref) Link(base, thread string) string {
	link := strings.TrimSuffix(base, "/") + "/archives/" + r.Channel + "/p" + strings.Replace(r.TS, ".", "", 1)
	if thread != "" && thread != r.TS {
		link += "?thread_ts=" + thread + "&cid=" + r.Channel
	}
	return link
}

// ThreadOf is the thread that a message stands in as far as the review knows, or "".
func (s *Session) ThreadOf(r Ref) string {
	if m, ok := s.Messages[r]; ok && m.Phase != "" && r.Channel == s.Place.Channel {
		return s.Place.Thread
	}
	return ""
}

// TimeOf reads the moment in a message's ts: seconds, a dot, six digits.
func TimeOf(ts string) (time.Time, bool) {
	var sec, micro int64
	if n, err := fmt.Sscanf(ts, "%10d.%6d", &sec, &micro); err != nil || n != 2 {
		return time.Time{}, false
	}
	return time.Unix(sec, micro*1000).UTC(), true
}

// Phase is a part of the meeting.
type Phase string

// The phases, in their order.
const (
	Opening    Phase = "opening"
	Timeline   Phase = "timeline"
	RootCause  Phase = "root_cause"
	Remedy     Phase = "remedy"
	Prevention Phase = "prevention"
	Close      Phase = "close"
)

// Phases lists the phases in their order.
func Phases() []Phase {
	return []Phase{Opening, Timeline, RootCause, Remedy, Prevention, Close}
}

// Title is what people read.
func (p Phase) Title() string {
	switch p {
	case Opening:
		return "Opening"
	case Timeline:
		return "Timeline"
	case RootCause:
		return "Root cause"
	case Remedy:
		return "Remedy"
	case Prevention:
		return "Prevention"
	case Close:
		return "Close"
	}
	return string(p)
}

// step returns the phase n places after p, and whether there is one.
func (p Phase) step(n int) (Phase, bool) {
	all := Phases()
	for i, q := range all {
		if q == p && i+n >= 0 && i+n < len(all) {
			return all[i+n], true
		}
	}
	return p, false
}

// Status is how far a review has come.
type Status string

// A review runs, then is closing (late messages are still read), and is then a
// draft; or it is cancelled. People have a draft checked, published and, where it
// was published and something in it changed, corrected.
const (
	Running   Status = "running"
	Closing   Status = "closing"
	Draft     Status = "draft"
	Checked   Status = "checked"
	Published Status = "published"
	Corrected Status = "corrected"
	Cancelled Status = "cancelled"
)

// Role is what the review calls a person: their role, or "a participant".
func (s *Session) Role(id string) string {
	return cmp.Or(s.People[id].Role, "a participant")
}
