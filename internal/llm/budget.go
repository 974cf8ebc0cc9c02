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

// An aside is what was set aside for a question, and the day to which it belongs: that
// on which it was asked.
type aside struct {
	account, day string
	tokens       int
}

// take sets tokens aside for a question, and reports whether there were enough.
// Its error is that of the ledger; what it holds is then taken for nothing.
func (b *budget) take(now time.Time, name string, tokens int) (out aside, enough bool, err error) {
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
	out = aside{name, b.day, tokens}
	if l := b.limits.Day; l > 0 && b.today+tokens > l {
		return out, false, err
	}
	if l := b.limits.Account; l > 0 && name != "" && a.used+tokens > l {
		return out, false, err
	}
	b.add(now, out, a.used, tokens)
	return out, true, err
}

// settle replaces what was set aside by what was used, and notes that.
func (b *budget) settle(now time.Time, a aside, used int) error {
	b.mu.Lock()
	b.add(now, a, b.accounts[a.account].used, used-a.tokens)
	b.mu.Unlock()
	switch {
	case b.ledger == nil || used == 0:
		return nil
	case a.account == "":
		return b.ledger.AddTokens(now, used, a.day)
	}
	return b.ledger.AddTokens(now, used, a.day, a.account)
}

// add adds tokens to the day they belong to, while it lasts, and to an account that has
// used so many.
func (b *budget) add(now time.Time, a aside, used, tokens int) {
	if a.day == b.day {
		b.today += tokens
	}
	if a.account == "" {
		return
	}
	if b.accounts == nil {
		b.accounts = make(map[string]account)
	}
	b.accounts[a.account] = account{used + tokens, now}
}
