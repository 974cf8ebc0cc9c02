package llm

import (
	"maps"
	"sync"
	"time"
)

// Limits bound what questions may use up, in tokens sent and received together.
// Zero is no limit.
type Limits struct {
	Day     int // of one day in UTC; a restart begins anew
	Account int // of one Request.Account, such as a review
}

// forgotten is when an account that nobody asks on any more is dropped.
const forgotten = 7 * 24 * time.Hour

// A budget keeps count of what was used up.
type budget struct {
	limits Limits

	mu       sync.Mutex
	day      time.Time
	today    int
	accounts map[string]account
}

type account struct {
	used int
	last time.Time
}

// take sets tokens aside for a question, and reports whether there were enough.
func (b *budget) take(now time.Time, name string, tokens int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if day := now.UTC().Truncate(24 * time.Hour); !day.Equal(b.day) {
		b.day, b.today = day, 0
		maps.DeleteFunc(b.accounts, func(_ string, a account) bool { return now.Sub(a.last) > forgotten })
	}
	a := b.accounts[name]
	if l := b.limits.Day; l > 0 && b.today+tokens > l {
		return false
	}
	if l := b.limits.Account; l > 0 && name != "" && a.used+tokens > l {
		return false
	}
	b.add(now, name, tokens)
	return true
}

// settle replaces what was set aside by what was used.
func (b *budget) settle(now time.Time, name string, taken, used int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.add(now, name, used-taken)
}

func (b *budget) add(now time.Time, name string, tokens int) {
	b.today += tokens
	if name == "" {
		return
	}
	if b.accounts == nil {
		b.accounts = make(map[string]account)
	}
	b.accounts[name] = account{b.accounts[name].used + tokens, now}
}
