package workspace

import "encoding/json"

// View is a modal or a Home tab in Slack's JSON.
type View struct {
	ID              string          `json:"id"`
	TeamID          string          `json:"team_id"`
	Type            string          `json:"type"` // "modal" or "home"
	Title           json.RawMessage `json:"title,omitempty"`
	Submit          json.RawMessage `json:"submit"` // null where there is none
	Close           json.RawMessage `json:"close"`
	Blocks          json.RawMessage `json:"blocks"`
	PrivateMetadata string          `json:"private_metadata"`
	CallbackID      string          `json:"callback_id"`
	ExternalID      string          `json:"external_id"`
	State           State           `json:"state"`
	Hash            string          `json:"hash"`
	ClearOnClose    bool            `json:"clear_on_close"`
	NotifyOnClose   bool            `json:"notify_on_close"`
	SubmitDisabled  bool            `json:"submit_disabled,omitempty"`
	PreviousViewID  *string         `json:"previous_view_id"`
	RootViewID      string          `json:"root_view_id"`
	AppID           string          `json:"app_id"`
	AppTeamID       string          `json:"app_installed_team_id"`
	BotID           string          `json:"bot_id"`
}

// A view is one that is open or published, with its blocks as they are searched.
type view struct {
	View
	user   string
	blocks []any
}

// shown is the view as it stands, for those who look at it later.
func (v *view) shown() *View {
	c := v.View
	return &c
}

// readView reads and checks a view. What stood in inputs of the same block_id and
// action_id before is kept.
func (w *Workspace) readView(raw json.RawMessage, before State) (*view, error) {
	if len(raw) > maxViewBytes {
		return nil, refuse("view_too_large")
	}
	var o object
	if decode(raw, &o) != nil || o == nil {
		return nil, refuse("invalid_arguments", "[ERROR] must provide an object [json-pointer:/view]")
	}
	kind, _ := o["type"].(string)
	k := w.checks(surface(kind))
	switch kind {
	case "modal":
		k.text(o, "title", 24, true, true, "/view")
		k.text(o, "submit", 24, true, false, "/view")
		k.text(o, "close", 24, true, false, "/view")
	case "home":
	default:
		k.fail("/view/type", "must be a valid enum value")
	}
	k.length(o, "private_metadata", 3000, "/view")
	k.length(o, "callback_id", 255, "/view")
	k.length(o, "external_id", 255, "/view")
	v := &view{}
	if o["blocks"] == nil {
		k.fail("/view", "missing required field: blocks")
	} else {
		v.blocks = k.blocks(mustJSON(o["blocks"]), "/view/blocks")
	}
	if kind == "modal" && k.inputs && o["submit"] == nil {
		k.fail("/view", "missing required field: submit")
	}
	if len(k.problems) > 0 {
		var messages []string
		for _, p := range k.problems {
			messages = append(messages, "[ERROR] "+p)
		}
		return nil, refuse("invalid_arguments", messages...)
	}
	delete(o, "state")
	if err := json.Unmarshal(mustJSON(o), &v.View); err != nil {
		return nil, refuse("invalid_arguments", "[ERROR] "+err.Error()+" [json-pointer:/view]")
	}
	for _, label := range []*json.RawMessage{&v.View.Title, &v.View.Submit, &v.View.Close} {
		if string(*label) == "null" {
			*label = nil
		}
	}
	v.View.Blocks = mustJSON(v.blocks)
	if v.blocks == nil {
		v.View.Blocks = json.RawMessage("[]")
	}
	state, err := taker{w: w}.fill(v.blocks, before, nil)
	if err != nil {
		return nil, refuse("invalid_arguments", "[ERROR] "+err.Error())
	}
	v.State = state
	v.TeamID, v.AppID, v.AppTeamID, v.BotID = w.cred.TeamID, w.cred.AppID, w.cred.TeamID, w.cred.BotID
	v.Hash = formatTS(w.clock.Now().UnixMicro())[:10] + "." + w.random.secret(8)
	return v, nil
}

// place puts a new view on the stack of a person.
func (w *Workspace) place(v *view, user string) error {
	if v.Type != "modal" {
		return refuse("invalid_arguments", "[ERROR] must be a modal [json-pointer:/view/type]")
	}
	if v.ExternalID != "" && w.external(v.ExternalID) != nil {
		return refuse("duplicate_external_id")
	}
	v.ID, v.user = w.random.id("V"), user
	v.RootViewID = v.ID
	if stack := w.stacks[user]; len(stack) > 0 {
		below := stack[len(stack)-1].ID // a copy, since views are handed to pages
		v.RootViewID, v.PreviousViewID = stack[0].ID, &below
	}
	w.views[v.ID] = v
	w.stacks[user] = append(w.stacks[user], v)
	w.tellUser(user, Change{Type: "view", View: v.shown()})
	return nil
}

// external finds a view by the app's own id for it.
func (w *Workspace) external(id string) *view {
	for _, v := range w.views {
		if v.ExternalID == id {
			return v
		}
	}
	return nil
}

// replace puts new content into a view that is open.
func (w *Workspace) replace(old, next *view) error {
	if next.Type != old.Type {
		return refuse("invalid_arguments", "[ERROR] cannot change the type [json-pointer:/view/type]")
	}
	if next.ExternalID != "" {
		if other := w.external(next.ExternalID); other != nil && other != old {
			return refuse("duplicate_external_id")
		}
	}
	next.ID, next.user = old.ID, old.user
	next.RootViewID, next.PreviousViewID = old.RootViewID, old.PreviousViewID
	*old = *next
	kind := "view"
	if old.Type == "home" {
		kind = "home"
	}
	w.tellUser(old.user, Change{Type: kind, View: old.shown()})
	return nil
}

// top is the modal that a person sees.
func (w *Workspace) top(user string) *view {
	if stack := w.stacks[user]; len(stack) > 0 {
		return stack[len(stack)-1]
	}
	return nil
}

// pop takes the top modal away.
func (w *Workspace) pop(user string) {
	stack := w.stacks[user]
	delete(w.views, stack[len(stack)-1].ID)
	w.stacks[user] = stack[:len(stack)-1]
	change := Change{Type: "view_closed"}
	if below := w.top(user); below != nil {
		change.View = below.shown()
	}
	w.tellUser(user, change)
}

// clear takes all modals of a person away.
func (w *Workspace) clear(user string) {
	for _, v := range w.stacks[user] {
		delete(w.views, v.ID)
	}
	w.stacks[user] = nil
	w.tellUser(user, Change{Type: "view_closed"})
}

// submitted does what the app answers to a submission.
func (w *Workspace) submitted(v *view, payload json.RawMessage) error {
	if w.top(v.user) != v {
		return nil // the person has closed it in the meantime
	}
	var a struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
		View   json.RawMessage   `json:"view"`
	}
	if len(payload) > 0 && json.Unmarshal(payload, &a) != nil {
		return refuse("invalid_response")
	}
	switch a.Action {
	case "":
		w.pop(v.user)
	case "clear":
		w.clear(v.user)
	case "errors":
		for id := range a.Errors {
			if _, ok := v.State.Values[id]; !ok {
				return refuse("unknown_block_id")
			}
		}
		w.tellUser(v.user, Change{Type: "view", View: v.shown(), Errors: a.Errors})
	case "update":
		next, err := w.readView(a.View, v.State)
		if err != nil {
			return err
		}
		return w.replace(v, next)
	case "push":
		if len(w.stacks[v.user]) >= stackLimit {
			return refuse("push_limit_reached")
		}
		next, err := w.readView(a.View, State{})
		if err != nil {
			return err
		}
		return w.place(next, v.user)
	default:
		return refuse("invalid_response")
	}
	return nil
}
