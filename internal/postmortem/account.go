package postmortem

import (
	"crypto/sha256"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/remedybot/remedy/prompts"
)

// Over days, Opening and Timeline begin with a sealed round: each gives an
// account of their own in a private form, and all are posted together, so that
// neither the first voice nor the loudest sets the frame. Until then nobody sees
// what the others wrote, or who has: only how many.

// MaxAccount is how long an account may be, in characters.
const MaxAccount = 2800

// SlotAccount is the message that shows somebody's account, and also where its
// text is kept in Session.Texts until it is posted.
func SlotAccount(p Phase, user string) string { return "account/" + string(p) + "/" + user }

func accountOf(slot string) (p Phase, user string, ok bool) {
	rest, ok := strings.CutPrefix(slot, "account/")
	phase, user, found := strings.Cut(rest, "/")
	return Phase(phase), user, ok && found
}

// Sealed reports whether accounts are being gathered in the present phase.
func (s *Session) Sealed() bool {
	return s.Running() && s.async() && (s.Phase == Opening || s.Phase == Timeline) && !s.Unsealed[s.Phase]
}

// skipRound leaves the round out where people have talked already: accounts that come
// after the talk are no accounts of their own.
func (t *turn) skipRound() {
	talked := slices.ContainsFunc(t.s.spoken(), func(r Ref) bool { return t.s.Messages[r].Phase == t.s.Phase })
	if talked && t.s.Sealed() && len(t.s.Accounts[t.s.Phase]) == 0 {
		t.event(Unsealed{t.s.Phase})
	}
}

// sealedIn are the phases that hold accounts nobody has seen.
func (s *Session) sealedIn() []Phase {
	return slices.DeleteFunc(Phases(), func(p Phase) bool { return s.Unsealed[p] || len(s.Accounts[p]) == 0 })
}

// giveAccount keeps an account, changes it, or, where it is empty, takes it back.
func (t *turn) giveAccount(b Account) error {
	if !t.s.Running() {
		return t.over()
	}
	if t.in.By.Bot {
		return t.takesPart()
	}
	if b.Phase != t.s.Phase || !t.s.Sealed() {
		return t.refuse("round_over", nil).at("account")
	}
	text := strings.TrimSpace(b.Text)
	if utf8.RuneCountInString(text) > MaxAccount {
		return t.refuse("long_account", map[string]any{"most": MaxAccount}).at("account")
	}
	t.meet(t.in.By)
	key, given := SlotAccount(b.Phase, t.in.By.ID), slices.Contains(t.s.Accounts[b.Phase], t.in.By.ID)
	switch {
	case text == "" && !given:
		t.d.Reply = t.g.Words.Say("days/account_none", nil)
		return nil
	case text == "":
		t.event(Unaccounted{b.Phase})
		t.keep(key, "")
		t.d.Reply = t.g.Words.Say("days/account_back", nil)
	default:
		t.event(Accounted{b.Phase})
		t.keep(key, text)
		t.d.Reply = t.g.Words.Say("days/account_kept", nil)
	}
	t.stale(SlotBoard(b.Phase))
	t.endRound()
	return nil
}

// endRound opens the accounts once everybody has given one or passed, or once the
// day is over for all and at least half, and two, have given one; or nobody has.
func (t *turn) endRound() {
	if !t.s.Sealed() {
		return
	}
	people, n := t.s.awaits(), len(t.s.Accounts[t.s.Phase])
	waiting := slices.ContainsFunc(people, func(p Person) bool {
		return !slices.Contains(t.s.Accounts[t.s.Phase], p.ID) && !slices.Contains(t.s.Content[t.s.Phase], p.ID)
	})
	enough := n == 0 || n >= 2 && 2*n >= len(people)
	if !waiting && len(people) > 1 || t.s.Ripe[dayID(t.s.Phase)] && enough {
		t.unseal(t.s.Phase)
	}
}

// unseal has the accounts of a phase posted, in an order that says nothing of who
// came first.
func (t *turn) unseal(p Phase) {
	order := slices.Clone(t.s.Accounts[p])
	rank := func(user string) string {
		sum := sha256.Sum256([]byte(t.s.value(string(p), user)))
		return string(sum[:])
	}
	slices.SortFunc(order, func(a, b string) int { return strings.Compare(rank(a), rank(b)) })
	t.event(Unsealed{p})
	for _, user := range order {
		t.post(SlotAccount(p, user))
	}
	t.stale(SlotBoard(t.s.Phase))
}

// openAccounts ends the round by hand.
func (t *turn) openAccounts() error {
	if err := t.steers(); err != nil {
		return err
	}
	sealed := t.s.sealedIn()
	if t.s.Sealed() && !slices.Contains(sealed, t.s.Phase) {
		sealed = append(sealed, t.s.Phase)
	}
	for _, p := range sealed {
		t.unseal(p)
	}
	t.d.Reply, t.d.Seen = t.g.Words.Say("days/opened", nil), true
	return nil
}

// accountPosted makes an account that was posted a message of its author: evidence like
// any other.
func (t *turn) accountPosted(p Phase, user string, ref Ref) {
	key := SlotAccount(p, user)
	if text := t.s.Text(key); text != "" {
		t.event(Said{Ref: ref, Author: user, Phase: p})
		t.keep(ref.Key(), text)
		t.keep(key, "")
	}
	t.readTheRest()
}

// awaited reports whether accounts, or lines for somebody, are still on their way
// into the thread.
func (s *Session) awaited() bool {
	for n := range s.Voices {
		if s.Text(SlotSay(n+1)) != "" {
			return true
		}
	}
	for p, done := range s.Unsealed {
		for _, user := range s.Accounts[p] {
			if done && s.Text(SlotAccount(p, user)) != "" {
				return true
			}
		}
	}
	return false
}

// accountLost gives an account up that could not be posted. Its author gets it
// back: nobody else has it.
func (t *turn) accountLost(p Phase, user, reason string) {
	key := SlotAccount(p, user)
	if text := t.s.Text(key); text != "" && t.s.Running() {
		t.whisperTo(user, Part{Kind: Body, Text: t.g.Words.Say("days/account_lost", map[string]any{"reason": reason})},
			Part{Kind: Body, Text: text}, Part{Kind: Quiet, Text: t.g.Words.Say("only_you", nil)})
	}
	t.keep(key, "")
	t.readTheRest()
}

// readTheRest goes on with the end of a meeting that waited for an account.
func (t *turn) readTheRest() {
	if t.s.Status == Closing && !t.s.awaited() && t.s.Asking == 0 {
		t.readOut()
	}
}

// accountCard shows an account as its author's own words.
func (s *Session) accountCard(w *prompts.Words, slot string) Card {
	p, user, _ := accountOf(slot)
	ref := s.Posts[slot]
	text := s.Text(slot)
	if text == "" {
		text = s.Text(ref.Key())
	}
	if text == "" || s.Messages[ref].Gone {
		return Card{Parts: []Part{{Kind: Quiet, Text: w.Say("days/account_gone", nil)}}}
	}
	return Card{Parts: []Part{
		{Kind: Quiet, Text: w.Say("days/account", map[string]any{"author": mention(user), "phase": p.Title()})},
		{Kind: Body, Text: text},
		{Kind: Buttons, Buttons: []Button{s.button(w, DoTakeBack, "take_back", slot)}},
	}}
}

// roundParts say, on the board of a phase, how the sealed round stands.
func (s *Session) roundParts(w *prompts.Words, p Phase) []Part {
	if p != s.Phase || !s.Sealed() && len(s.sealedIn()) == 0 {
		return nil
	}
	n := 0
	for _, q := range s.sealedIn() {
		n += len(s.Accounts[q])
	}
	parts := []Part{{Kind: Body, Text: w.Say("days/round", map[string]any{"n": n, "over": s.Ripe[dayID(p)]})}}
	var buttons []Button
	if s.Sealed() {
		give := s.button(w, DoAccount, "account", string(p))
		give.Style = "primary"
		buttons = append(buttons, give)
	}
	if n > 0 {
		buttons = append(buttons, s.button(w, DoUnseal, "unseal", string(p)))
	}
	return append(parts, Part{Kind: Buttons, Buttons: buttons})
}
