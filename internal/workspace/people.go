package workspace

// User is somebody in the workspace, or another bot.
type User struct {
	ID          string `json:"id"`   // empty when added: one is made
	Name        string `json:"name"` // the handle, lower case
	RealName    string `json:"real_name"`
	DisplayName string `json:"display_name"`
	Title       string `json:"title"`
	TZ          string `json:"tz"`     // IANA name; empty: UTC
	Locale      string `json:"locale"` // empty: en-US
	Color       string `json:"color"`  // rrggbb; empty: one is chosen
	Bot         bool   `json:"is_bot"`
	Guest       bool   `json:"is_restricted"`
	Deleted     bool   `json:"deleted"`
}

// AddUser adds somebody and returns the user id.
func (w *Workspace) AddUser(u User) string { return "" }

// UserByID finds somebody, the app's own bot included.
func (w *Workspace) UserByID(id string) (User, bool) { return User{}, false }

// Users are all people and bots, in the order in which they were added, the
// app's own bot first.
func (w *Workspace) Users() []User { return nil }
