package slackapp

import (
	"strings"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
)

// account is the form in which somebody gives an account of their own, or finds
// and changes the one they gave. Nobody else is shown it.
func (f forms) account(s *postmortem.Session, user string, place postmortem.Place) slack.ModalViewRequest {
	given := plain(s.Text(postmortem.SlotAccount(s.Phase, user)))
	text := textInput(given, true)
	text.MaxLength = postmortem.MaxAccount
	return f.modal(formTell, "save", formState{Place: place, Session: s.ID, Phase: s.Phase}, map[string]any{"phase": s.Phase.Title()},
		f.hinted("account", text).WithOptional(true))
}

// object is the form in which somebody says why a step stays open.
func (f forms) object(s *postmortem.Session, phase postmortem.Phase, place postmortem.Place) slack.ModalViewRequest {
	return f.modal(formStay, "save", formState{Place: place, Session: s.ID, Phase: phase}, nil,
		f.hinted("objection", textInput("", false)))
}

// understandZone reads in which zone somebody says that clock times are written: a name
// as in the tz database, UTC, or "own" for each writer's. One that is not known is refused.
func understandZone(text string) postmortem.SetZone {
	zone := plain(strings.TrimSpace(text))
	switch strings.ToLower(zone) {
	case "own":
		zone = ""
	case "mine":
		return postmortem.SetZone{Own: true}
	case "", "utc", "gmt", "z":
		zone = "UTC"
	}
	return postmortem.SetZone{Zone: zone}
}

// understandMode reads which mode somebody wants for the rest of a review.
func understandMode(text string) postmortem.Turn {
	first, _ := word(text)
	return postmortem.Turn{To: postmortem.Mode(bareWord(first))}
}

// bareWord is a word as it is compared: in lower case, without what stands around it.
func bareWord(w string) string { return strings.ToLower(strings.Trim(w, ".,:;!?`")) }

// modeAndTitle takes a mode off the front of what follows "start", where it is marked as
// one: "async: checkout failed". An async job may have failed, too.
func modeAndTitle(text string) (mode postmortem.Mode, title string) {
	first, rest := word(text)
	for _, m := range postmortem.Modes() {
		if strings.EqualFold(first, string(m)+":") || rest == "" && strings.EqualFold(first, string(m)) {
			return m, rest
		}
	}
	return "", text
}

// understandAway reads "2026-12-24 to 2026-12-28", somebody before or after it,
// or "none". What cannot be read stays empty, and is refused where days are.
func understandAway(text string) postmortem.Away {
	var a postmortem.Away
	for w := range strings.FieldsSeq(text) {
		if _, id := lastMention(w); id != "" {
			a.Who = postmortem.Person{ID: id}
		}
	}
	a.From, a.To, a.None = span(text)
	return a
}

// understandHoliday reads days off for everybody, or for those of a time zone.
func understandHoliday(text string) postmortem.Holiday {
	var h postmortem.Holiday
	for w := range strings.FieldsSeq(plain(text)) {
		if w = strings.Trim(w, ",;"); strings.Contains(w, "/") {
			h.Zone = w
		}
	}
	h.From, h.To, h.None = span(text)
	return h
}

// span reads one day or the first and the last of several, or "none".
func span(text string) (from, to postmortem.Day, none bool) {
	for w := range strings.FieldsSeq(plain(text)) {
		switch w = bareWord(w); w {
		case "none":
			none = true
		default:
			if day, ok := postmortem.ParseDay(w); ok && from == "" {
				from = day
			} else if ok && to == "" {
				to = day
			}
		}
	}
	return from, to, none
}
