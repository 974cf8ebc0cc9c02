package workspace

import (
	"maps"
	"strings"
	"time"
)

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

// A member is a user with what Slack adds.
type member struct {
	User
	botID string // B…, of bots
	since time.Time
}

var colors = []string{"9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c", "5b89d5", "2b6836"}

// AddUser adds somebody and returns the user id.
func (w *Workspace) AddUser(u User) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if u.ID == "" {
		u.ID = w.random.id("U")
	}
	botID := ""
	if u.Bot {
		botID = w.random.id("B")
	}
	return w.addMember(u, botID).ID
}

func (w *Workspace) addMember(u User, botID string) *member {
	w.random.taken(u.ID)
	if u.RealName == "" {
		u.RealName = u.Name
	}
	if u.Name == "" {
		u.Name = handleOf(u.RealName)
	}
	if u.TZ == "" {
		u.TZ = "UTC"
	}
	if u.Locale == "" {
		u.Locale = "en-US"
	}
	if u.Color == "" {
		u.Color = colors[len(w.userOrder)%len(colors)]
	}
	m := &member{u, botID, w.clock.Now()}
	if _, known := w.users[u.ID]; !known {
		w.userOrder = append(w.userOrder, u.ID)
	}
	w.users[u.ID] = m
	return m
}

// handleOf makes a handle of a name: lower case, and only what Slack allows.
func handleOf(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
			return r
		case r == ' ':
			return '.'
		}
		return -1
	}, strings.ToLower(name))
}

// UserByID finds somebody, the app's own bot included.
func (w *Workspace) UserByID(id string) (User, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if m, ok := w.users[id]; ok {
		return m.User, true
	}
	return User{}, false
}

// Users are all people and bots, in the order in which they were added, the
// app's own bot first.
func (w *Workspace) Users() []User {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := make([]User, 0, len(w.userOrder))
	for _, id := range w.userOrder {
		all = append(all, w.users[id].User)
	}
	return all
}

// person is the user object of users.info.
func (w *Workspace) person(m *member, withLocale bool) object {
	zone, err := time.LoadLocation(m.TZ)
	if err != nil {
		zone = time.UTC
	}
	label, offset := w.clock.Now().In(zone).Zone()
	profile := object{
		"title": m.Title, "real_name": m.RealName, "real_name_normalized": m.RealName,
		"display_name": m.DisplayName, "display_name_normalized": m.DisplayName,
		"status_text": "", "status_emoji": "", "status_expiration": 0, "phone": "", "team": w.cred.TeamID,
		"avatar_hash": "g" + m.Color,
	}
	if first, last, _ := strings.Cut(m.RealName, " "); !m.Bot {
		profile["first_name"], profile["last_name"] = first, last
	}
	maps.Copy(profile, w.pictures(m, avatarSizes))
	if m.Bot {
		profile["bot_id"] = m.botID
		if m.ID == w.cred.BotUserID {
			profile["api_app_id"] = w.cred.AppID
		}
	}
	o := object{
		"id": m.ID, "team_id": w.cred.TeamID, "name": m.Name, "deleted": m.Deleted, "color": m.Color,
		"real_name": m.RealName, "tz": m.TZ, "tz_label": label, "tz_offset": offset,
		"profile": profile, "is_admin": false, "is_owner": false, "is_primary_owner": false,
		"is_restricted": m.Guest, "is_ultra_restricted": false, "is_bot": m.Bot, "is_app_user": false,
		"updated": m.since.Unix(),
	}
	if withLocale {
		o["locale"] = m.Locale
	}
	return o
}

// persona is how a user stands in the payload of a kind of interaction.
func (w *Workspace) persona(kind, id string) object {
	name := id
	if m := w.users[id]; m != nil {
		name = m.Name
	}
	switch kind {
	case "shortcut":
		return object{"id": id, "username": name, "team_id": w.cred.TeamID}
	case "message_action":
		return object{"id": id, "name": name, "team_id": w.cred.TeamID}
	}
	return object{"id": id, "username": name, "name": name, "team_id": w.cred.TeamID}
}
