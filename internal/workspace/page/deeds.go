package page

import (
	"net/http"

	"github.com/remedybot/remedy/internal/workspace"
)

// A deed is something a person does, as the page's scripts send it. Which
// fields count depends on the verb in Do.
type deed struct {
	Do        string          `json:"do"`
	Channel   string          `json:"channel"`
	Thread    string          `json:"thread"` // ts of the parent
	TS        string          `json:"ts"`     // of the message it is about
	Text      string          `json:"text"`   // as typed
	Broadcast bool            `json:"broadcast"`
	Name      string          `json:"name"` // of an emoji, a file or a tab
	User      string          `json:"user"`
	Callback  string          `json:"callback_id"`
	View      string          `json:"view"`
	Press     workspace.Press `json:"press"`
	Values    map[string]any  `json:"values"`
	Content   []byte          `json:"content"` // of a file
}

// A result is what the page needs to know of a deed that was done.
type result map[string]any

// deeds are the verbs of /page/do.
var deeds = map[string]func(p *workspace.Person, d deed) (result, error){
	"say": func(p *workspace.Person, d deed) (result, error) {
		say := p.Say
		if d.Broadcast && d.Thread != "" {
			say = p.Broadcast
		}
		ts, err := say(d.Channel, d.Thread, d.Text)
		return result{"ts": ts}, err
	},
	"share": func(p *workspace.Person, d deed) (result, error) {
		ts, err := p.Share(d.Channel, d.Thread, d.Name, d.Content, d.Text)
		return result{"ts": ts}, err
	},
	"upload": func(p *workspace.Person, d deed) (result, error) {
		file, err := p.Upload(d.Name, d.Content)
		return result{"file": file}, err
	},
	"direct": func(p *workspace.Person, d deed) (result, error) {
		channel, err := p.Direct(d.User)
		return result{"channel": channel}, err
	},
	"command":    done(func(p *workspace.Person, d deed) error { return p.Command(d.Channel, d.Thread, d.Text) }),
	"edit":       done(func(p *workspace.Person, d deed) error { return p.Edit(d.Channel, d.TS, d.Text) }),
	"delete":     done(func(p *workspace.Person, d deed) error { return p.Delete(d.Channel, d.TS) }),
	"react":      done(func(p *workspace.Person, d deed) error { return p.React(d.Channel, d.TS, d.Name) }),
	"unreact":    done(func(p *workspace.Person, d deed) error { return p.Unreact(d.Channel, d.TS, d.Name) }),
	"press":      done(func(p *workspace.Person, d deed) error { return p.Press(d.Channel, d.TS, d.Press) }),
	"press_view": done(func(p *workspace.Person, d deed) error { return p.PressView(d.View, d.Press) }),
	"submit":     done(func(p *workspace.Person, d deed) error { return p.Submit(d.View, d.Values) }),
	"close_view": done(func(p *workspace.Person, d deed) error { return p.CloseView(d.View) }),
	"close_all":  done(func(p *workspace.Person, _ deed) error { return p.CloseAll() }),
	"shortcut":   done(func(p *workspace.Person, d deed) error { return p.Shortcut(d.Callback, d.Channel, d.TS) }),
	"join":       done(func(p *workspace.Person, d deed) error { return p.Join(d.Channel) }),
	"leave":      done(func(p *workspace.Person, d deed) error { return p.Leave(d.Channel) }),
	"invite":     done(func(p *workspace.Person, d deed) error { return p.Invite(d.Channel, d.User) }),
	"topic":      done(func(p *workspace.Person, d deed) error { return p.SetTopic(d.Channel, d.Text) }),
	"home":       done(func(p *workspace.Person, d deed) error { return p.OpenHome(d.Name) }),
	"read": done(func(p *workspace.Person, d deed) error {
		if d.Thread != "" {
			return p.MarkThreadRead(d.Channel, d.Thread, d.TS)
		}
		return p.MarkRead(d.Channel, d.TS)
	}),
}

// done is a deed without a result of its own.
func done(f func(p *workspace.Person, d deed) error) func(p *workspace.Person, d deed) (result, error) {
	return func(p *workspace.Person, d deed) (result, error) { return result{}, f(p, d) }
}

// deedMost is how large a deed may be: a file of some megabytes.
const deedMost = 16 << 20

func (s *site) do(w http.ResponseWriter, r *http.Request, p *workspace.Person) {
	var d deed
	if !body(w, r, deedMost, &d) {
		return
	}
	act, ok := deeds[d.Do]
	if !ok {
		refuse(w, http.StatusBadRequest, "unknown_deed", "This page does not know how to do that.")
		return
	}
	out, err := act(p, d)
	if err != nil {
		refused(w, err)
		return
	}
	out["ok"] = true
	answer(w, http.StatusOK, out)
}
