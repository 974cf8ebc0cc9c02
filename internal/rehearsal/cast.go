package rehearsal

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Cast says who takes part in a rehearsal, and where.
type Cast struct {
	Name      string    `json:"name"`
	Title     string    `json:"title"` // what happened, in a few words; may be empty
	Story     string    `json:"story"` // the same in one sentence; may be empty
	Workspace string    `json:"workspace"`
	Channels  []Channel `json:"channels"`
	Users     []User    `json:"users"`
	Review    Review    `json:"review"`
}

// A Channel is a place of the workspace.
type Channel struct {
	Name        string   `json:"name"` // without #
	Private     bool     `json:"private"`
	BotIsMember bool     `json:"bot_is_member"`
	Members     []string `json:"members"` // ids of users
}

// A User is somebody in the workspace, or another bot.
type User struct {
	ID       string `json:"id"`   // of the role, such as "review-lead"
	Name     string `json:"name"` // as displayed
	Role     string `json:"role"` // as a review shows it; empty for bots
	Title    string `json:"title"`
	TZ       string `json:"tz"` // IANA name
	Locale   string `json:"locale"`
	Bot      bool   `json:"bot"`
	InReview string `json:"in_review"` // facilitator, lead, participant or none
}

// A Review is what the facilitator answers when the review starts.
type Review struct {
	StartsAt        time.Time `json:"starts_at"`
	IncidentChannel string    `json:"incident_channel"`
	ReviewChannel   string    `json:"review_channel"`
	Facilitator     string    `json:"facilitator"` // id of a user
	Severity        string    `json:"severity"`    // SEV1 to SEV5
	Timezone        string    `json:"timezone"`    // IANA name
}

var castShape = shape{
	"name", "title", "story", "workspace",
	"channels", "channels.name", "channels.private", "channels.bot_is_member", "channels.members",
	"users", "users.id", "users.name", "users.role", "users.title", "users.tz", "users.locale", "users.bot", "users.in_review",
	"review", "review.starts_at", "review.incident_channel", "review.review_channel", "review.facilitator",
	"review.severity", "review.timezone",
}

var (
	parts      = []string{"facilitator", "lead", "participant", "none"}
	severities = []string{"SEV1", "SEV2", "SEV3", "SEV4", "SEV5"}
)

// People counts those who take part in the review.
func (c Cast) People() int {
	n := 0
	for _, u := range c.Users {
		if !u.Bot && u.InReview != "none" {
			n++
		}
	}
	return n
}

// User finds a user by id.
func (c Cast) User(id string) (User, bool) {
	i := slices.IndexFunc(c.Users, func(u User) bool { return u.ID == id })
	if i < 0 {
		return User{}, false
	}
	return c.Users[i], true
}

// Channel finds a channel by name.
func (c Cast) Channel(name string) (Channel, bool) {
	i := slices.IndexFunc(c.Channels, func(ch Channel) bool { return ch.Name == name })
	if i < 0 {
		return Channel{}, false
	}
	return c.Channels[i], true
}

// readCast reads and checks a cast. It reports false when nothing could be read
// at all.
func readCast(p *Problems, file string, text []byte, c *Cast) bool {
	wrong := func(line int, format string, args ...any) { p.add(file, line, format, args...) }
	at, ok := decode(text, castShape, c, wrong)
	if !ok {
		return false
	}
	c.Review.StartsAt = c.Review.StartsAt.UTC()
	c.checkUsers(at, wrong)
	c.checkChannels(at, wrong)
	c.checkReview(at, wrong)
	return true
}

func (c Cast) checkUsers(at places, wrong func(int, string, ...any)) {
	known := map[string]bool{}
	for i, u := range c.Users {
		line := at.line(fmt.Sprintf("users[%d]", i))
		switch {
		case u.ID == "":
			wrong(line, "a user has no id")
		case known[u.ID]:
			wrong(line, "there is already a user %q", u.ID)
		case u.Name == "":
			wrong(line, "user %q has no name", u.ID)
		}
		known[u.ID] = true
		if !slices.Contains(parts, u.InReview) {
			wrong(line, "user %q has in_review %q: say %s", u.ID, u.InReview, strings.Join(parts, ", "))
		}
	}
}

func (c Cast) checkChannels(at places, wrong func(int, string, ...any)) {
	known := map[string]bool{}
	for i, ch := range c.Channels {
		line := at.line(fmt.Sprintf("channels[%d]", i))
		switch {
		case ch.Name == "":
			wrong(line, "a channel has no name")
		case known[ch.Name]:
			wrong(line, "there is already a channel %q", ch.Name)
		}
		known[ch.Name] = true
		for j, id := range ch.Members {
			if _, ok := c.User(id); !ok {
				wrong(at.line(fmt.Sprintf("channels[%d].members[%d]", i, j)), "channel %q has a member %q, who is no user", ch.Name, id)
			}
		}
	}
}

func (c Cast) checkReview(at places, wrong func(int, string, ...any)) {
	line, ok := at["review"]
	if !ok {
		wrong(1, `"review" is missing: when the review starts, where, and who facilitates`)
		return
	}
	in := func(field string) int { return max(line, at.line("review."+field)) }
	if c.Review.StartsAt.IsZero() {
		wrong(in("starts_at"), "the review has no starts_at")
	}
	for _, place := range []struct{ field, name string }{
		{"incident_channel", c.Review.IncidentChannel},
		{"review_channel", c.Review.ReviewChannel},
	} {
		if _, ok := c.Channel(place.name); !ok {
			wrong(in(place.field), "%s is %q, which is no channel", place.field, place.name)
		}
	}
	if _, ok := c.User(c.Review.Facilitator); !ok {
		wrong(in("facilitator"), "facilitator is %q, who is no user", c.Review.Facilitator)
	}
	if !slices.Contains(severities, c.Review.Severity) {
		wrong(in("severity"), "severity is %q: say %s", c.Review.Severity, strings.Join(severities, ", "))
	}
}
