package evidence

import "time"

// An Account is what somebody says happened, with the time they give for it.
type Account struct {
	ID      string
	Text    string
	At      time.Time // Zero if unknown.
	Event   string
	Author  string
	Written time.Time
}

// A Conflict is one event of which accounts differ. All of them stand; none is preferred.
type Conflict struct {
	About    string   // A short neutral phrase, such as "When the directory was removed".
	Accounts []string // Ids, in the order given.
}

// Conflicts returns the events for which the accounts give different times, counts or durations.
func Conflicts(accounts []Account) []Conflict { return nil }
