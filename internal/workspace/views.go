package workspace

import "encoding/json"

// View is a modal or a Home tab in Slack's JSON.
type View struct {
	ID              string          `json:"id"`
	TeamID          string          `json:"team_id"`
	Type            string          `json:"type"` // "modal" or "home"
	Title           json.RawMessage `json:"title,omitempty"`
	Submit          json.RawMessage `json:"submit,omitempty"`
	Close           json.RawMessage `json:"close,omitempty"`
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

// State is what has been entered: values[block_id][action_id].
type State struct {
	Values map[string]map[string]json.RawMessage `json:"values"`
}
