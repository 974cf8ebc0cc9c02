// Package reporttest holds the meetings of the bundled scripts, without Slack and in no time, so that a test has sessions
// as people make them.
package reporttest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rehearsal"
)

// Sessions plays every bundled script, by its name. What is proposed is confirmed at the end of each phase.
func Sessions(t testing.TB) map[string]*postmortem.Session {
	t.Helper()
	all := map[string]*postmortem.Session{}
	for _, name := range rehearsal.Names() {
		script, err := rehearsal.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		m := newMeeting(t)
		m.play(script)
		if m.s.Status != postmortem.Draft {
			t.Fatalf("%s ends as %q", name, m.s.Status)
		}
		all[name] = m.s
	}
	return all
}

// A meeting is a session and what drives it.
type meeting struct {
	t     testing.TB
	g     postmortem.Guide
	s     *postmortem.Session
	now   time.Time
	posts int
	past  []postmortem.Line
	talk  []postmortem.Line
	gone  []postmortem.Ref // deleted again
	done  int              // effects, for their keys
}

func newMeeting(t testing.TB) *meeting {
	return &meeting{t: t, g: postmortem.DefaultGuide(), s: &postmortem.Session{Opened: postmortem.Opened{ID: "PM-1"}, Texts: map[string]string{}}}
}

// place is where all of it happens.
var place = postmortem.Place{Team: "T1", Channel: "C1"}

// ref is a message of that moment.
func (m *meeting) ref(at time.Time) postmortem.Ref {
	m.posts++
	return postmortem.Ref{Channel: place.Channel, TS: fmt.Sprintf("%d.%06d", at.Unix(), m.posts)}
}

// give tells the meeting something, and then what becomes of all that it wants done. What it refuses changes nothing.
func (m *meeting) give(by postmortem.Person, body postmortem.InputBody) {
	in := postmortem.Input{At: m.now, By: by, Place: place, Session: m.s.ID, Body: body}
	in.Place.Thread = m.s.Place.Thread
	d, err := m.g.Decide(m.s, in)
	if err != nil {
		return
	}
	for _, b := range d.Events {
		m.s.Apply(postmortem.EventRecord{Seq: m.s.Seq + 1, At: in.At, By: in.By.ID, Body: b})
	}
	for key, text := range d.Texts {
		if m.s.Texts[key] = text; text == "" {
			delete(m.s.Texts, key)
		}
	}
	if d.Private != nil {
		m.s.Private = *d.Private
	}
	for _, e := range d.Effects {
		m.done++
		m.give(postmortem.Person{}, m.result(e))
	}
}

// result is what a world says in which everything goes well.
func (m *meeting) result(e postmortem.Effect) postmortem.InputBody {
	switch e := e.(type) {
	case postmortem.CheckTone:
		return postmortem.ToneRead{Ref: e.Ref, Version: e.Version}
	case postmortem.ReadHistory:
		return postmortem.HistoryRead{Channel: e.Channel, Lines: m.past}
	case postmortem.CatchUp:
		return postmortem.ThreadRead{Lines: slices.DeleteFunc(slices.Clone(m.talk), func(l postmortem.Line) bool { return slices.Contains(m.gone, l.Ref) })}
	case postmortem.Post:
		return postmortem.Delivered{Key: fmt.Sprint(m.done), Effect: e, Ref: m.ref(m.now)}
	}
	return postmortem.Delivered{Key: fmt.Sprint(m.done), Effect: e}
}

// until ticks the meeting whenever it is due.
func (m *meeting) until(at time.Time) {
	for {
		due, ok := m.g.Due(m.s)
		if !ok || due.After(at) {
			break
		}
		m.now = due
		before := m.s.Seq
		if m.give(postmortem.Person{}, postmortem.Tick{}); m.s.Seq == before {
			break
		}
	}
	m.now = at
}

// play tells a script.
func (m *meeting) play(script *rehearsal.Script) {
	who := map[string]postmortem.Person{}
	for i, u := range script.Cast.Users {
		who[u.ID] = postmortem.Person{ID: fmt.Sprintf("U%d", i+1), Name: u.Name, Role: u.Role, Zone: u.TZ, Bot: u.Bot}
	}
	said := map[string]int{}
	for _, l := range script.Lines {
		by := who[l.User]
		if !l.Review {
			if l.Kind == "message" {
				m.past = append(m.past, postmortem.Line{Ref: m.ref(l.At), Author: by, Text: l.Text, At: l.At})
			}
			continue
		}
		m.until(l.At)
		switch l.Kind {
		case "command":
			if m.s.Status == "" {
				r := script.Cast.Review
				m.give(by, postmortem.Start{Title: strings.TrimPrefix(l.Text, "start "), Severity: r.Severity, Facilitator: by.ID, Host: by, Zone: r.Timezone})
			}
		case "message":
			line := postmortem.Line{Ref: m.ref(l.At), Author: by, Text: l.Text, At: l.At}
			said[l.ID] = len(m.talk)
			m.talk = append(m.talk, line)
			m.give(by, postmortem.Heard{Ref: line.Ref, Text: l.Text})
		case "edit":
			if n, ok := said[l.Ref]; ok {
				m.talk[n].Text = l.Text
				m.give(by, postmortem.Edited{Ref: m.talk[n].Ref, Text: l.Text})
			}
		case "delete":
			if n, ok := said[l.Ref]; ok {
				gone := m.talk[n].Ref
				m.gone = append(m.gone, gone)
				m.give(by, postmortem.Retracted{Ref: gone})
			}
		case "click":
			m.give(by, postmortem.ConfirmAll{})
			switch l.Text {
			case "next":
				m.give(by, postmortem.Advance{})
			case "finish":
				m.finish(by)
			}
		}
	}
}

func (m *meeting) finish(by postmortem.Person) {
	m.until(m.now.Add(time.Minute))
	m.give(by, postmortem.ConfirmAll{})
	m.give(by, postmortem.Finish{})
}

// Held is a meeting in which these things were said, by several people in turn and an equal share of them in each phase.
func Held(t testing.TB, zone string, said []string) *postmortem.Session {
	t.Helper()
	m := newMeeting(t)
	m.now = time.Date(2026, 3, 12, 14, 0, 0, 0, time.UTC)
	people := []postmortem.Person{
		{ID: "U1", Name: "Ines Falk", Role: "Review lead", Zone: zone}, {ID: "U2", Name: "Tariq Noor", Role: "On-call engineer", Zone: "Europe/Berlin"},
		{ID: "U3", Name: "Will Stone", Role: "Data engineer", Zone: "Asia/Kolkata"}, {ID: "U4", Name: "Oda Brandt", Role: "Support", Zone: zone},
	}
	m.give(people[0], postmortem.Start{Title: "Bookings failed", Severity: "SEV2", Began: m.now.Add(-30 * time.Hour), Facilitator: "U1", Host: people[0], Zone: zone})
	for i, text := range said {
		m.until(m.now.Add(20 * time.Second))
		line := postmortem.Line{Ref: m.ref(m.now), Author: people[i%len(people)], Text: text, At: m.now}
		m.talk = append(m.talk, line)
		m.give(line.Author, postmortem.Heard{Ref: line.Ref, Text: text})
		if each := max(1, len(said)/len(postmortem.Phases())); i%each == each-1 {
			m.until(m.now.Add(time.Minute))
			m.give(people[0], postmortem.ConfirmAll{})
			m.give(people[0], postmortem.Advance{})
		}
	}
	m.finish(people[0])
	if m.s.Status != postmortem.Draft {
		t.Fatalf("the meeting ends as %q", m.s.Status)
	}
	return m.s
}
