package slackapp

import "context"

// ShortcutAdd is the callback of the message shortcut "Add to the review".
const ShortcutAdd = "add_to_review"

// The fields of the forms, as block_id/action_id, for those who fill them in by
// program: rehearsals and tests.
const (
	FieldTitle       = "title/" + value
	FieldSeverity    = "severity/" + value
	FieldBegan       = "began/" + value
	FieldEnded       = "ended/" + value
	FieldFacilitator = "facilitator/" + value
	FieldIncident    = "incident/" + value
	FieldZone        = "zone/" + value
	FieldMode        = "mode/" + value
	FieldAccount     = "account/" + value
	FieldObjection   = "objection/" + value
	FieldKind        = "kind/" + value
	FieldText        = "text/" + value
	FieldDue         = "due/" + value
)

// Scopes are the bot scopes the app asks for; deploy/README.md has a reason for each.
func Scopes() []string {
	return []string{"canvases:write", "channels:history", "channels:read", "chat:write", "commands", "files:write",
		"groups:history", "groups:read", "im:history", "im:write", "reactions:read", "users:read"}
}

// Optional are those of [Scopes] without which reviews only lose a convenience.
func Optional() []string { return []string{"canvases:write"} }

// Events are those the app subscribes to.
func Events() []string {
	return []string{"app_home_opened", "member_joined_channel",
		"message.channels", "message.groups", "message.im", "reaction_added", "reaction_removed"}
}

// Socket asks Slack for a socket and lets it go unused; the error says why there
// would be none.
func (c *Client) Socket(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, _, err := c.api.StartSocketModeContext(ctx)
	return c.told(openMethod, err)
}
