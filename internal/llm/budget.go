package llm

import (
	"errors"
	"maps"
	"sync"
	"time"
)

// Limits bound what questions may use up, in tokens sent and received together.
// Zero is no limit.
type Limits struct {
	Day     int // of one day in UTC
	Account int // of one Request.Account, such as a review
}

// A Ledger keeps what was used up, so that limits hold over a restart. Names are
// those of accounts, and days such as 2026-11-22. What is not used for a week may
// be forgotten.
type Ledger interface {
	Tokens(name string) (int, error)
	AddTokens(at time.Time, tokens int, names ...string) error
}

// forgotten is when an account that nobody asks on any more is dropped.
const forgotten = 7 * 24 * time.Hour

// A budget keeps count of what was used up. What is set aside for a question
// under way is counted here alone, so that a crash forgets one question at most.
type budget struct {
	limits Limits
	ledger Ledger // nil: a restart begins anew

	mu       sync.Mutex
	day      string
	today    int
	accounts map[string]account
}

type account struct {
	used int
	last time.Time
}

// take sets tokens aside for a question, and reports whether there were enough.
// Its error is that of the ledger; what it holds is then taken for nothing.
func (b *budget) take(now time.Time, name string, tokens int) (enough bool, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if day := now.UTC().Format(time.DateOnly); day != b.day {
		b.day, b.today = day, 0
		if b.ledger != nil {
			b.today, err = b.ledger.Tokens(day)
		}
		maps.DeleteFunc(b.accounts, func(_ string, a account) bool { return now.Sub(a.last) > forgotten })
	}
	a, known := b.accounts[name]
	if !known && name != "" && b.ledger != nil {
		used, e := b.ledger.Tokens(name)
		a, err = account{used, now}, errors.Join(err, e)
	}
	if l := b.limits.Day; l > 0 && b.today+tokens > l {
		return false, err
	}
	if l := b.limits.Account; l > 0 && name != "" && a.used+tokens > l {
		return false, err
	}
	b.add(now, name, a.used, tokens)
	return true, err
}

// settle replaces what was set aside by what was used, and notes that.
func (b *budget) settle(now time.Time, name string, taken, used int) error {
	b.mu.Lock()
	b.add(now, name, b.accounts[name].used, used-taken)
	day := b.day
	b.mu.Unlock()
	switch {
	case b.ledger == nil || used == 0:
		return nil
	case name == "":
		return b.ledger.AddTokens(now, used, day)
	}
	return b.ledger.AddTokens(now, used, day, name)
}

// add adds tokens to the day and to an account that has used so many.
func (b *budget) add(now time.Time, name string, used, tokens int) {
	b.today += tokens
	if name == "" {
		return
	}
	if b.accounts == nil {
		b.accounts = make(map[string]account)
	}
	b.accounts[name] = account{used + tokens, now}
}
