package workspace

// Channel is a conversation that is to be added.
type Channel struct {
	ID      string // empty: one is made
	Name    string // without the #
	Topic   string
	Private bool
	Shared  bool     // with another organisation, by Slack Connect
	Members []string // user ids; the bot is in it if its user id is listed
}

// ChannelView is a conversation as one person sees it.
type ChannelView struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"` // of the other person in a direct message
	Topic      string   `json:"topic"`
	IsPrivate  bool     `json:"is_private"`
	IsIM       bool     `json:"is_im"`
	IsArchived bool     `json:"is_archived"`
	IsMember   bool     `json:"is_member"`
	IsShared   bool     `json:"is_ext_shared"`
	User       string   `json:"user,omitempty"` // the other person in a direct message
	Members    []string `json:"members"`
	LastRead   string   `json:"last_read"`
	Unread     int      `json:"unread"`
}

// AddChannel adds a channel without events and returns its id.
func (w *Workspace) AddChannel(c Channel) string { return "" }

// ChannelByName finds the id of a channel by its name without the #.
func (w *Workspace) ChannelByName(name string) (id string, ok bool) { return "", false }

// Archive closes a channel for posting, as an admin would.
func (w *Workspace) Archive(channel string) error { return nil }

// Remove takes somebody out of a channel, as an admin would. The app's bot can
// be removed too, and then hears nothing more from it.
func (w *Workspace) Remove(channel, user string) error { return nil }
