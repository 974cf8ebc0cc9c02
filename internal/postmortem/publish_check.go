package postmortem

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/evidence"
)

// agree is somebody who took part and says that the draft is right. With the first
// who is not its owner it counts as checked.
func (t *turn) agree() error {
	if err := t.drafted(); err != nil {
		return err
	}
	by := t.in.By.ID
	switch {
	case t.s.Published():
		return t.refuse("published_already", map[string]any{"version": t.s.Publication.Version()})
	case by == t.s.Carrier():
		return t.refuse("agrees_self", nil)
	case !slices.Contains(t.s.checkers(), by):
		return t.refuse("agrees_not", nil)
	case !t.s.Publication.Agreed[by].IsZero():
		t.reply("agreed", nil)
		return nil
	}
	t.meet(t.in.By)
	t.event(Agreed{})
	if t.s.Status == Draft {
		t.event(Became{Status: Checked})
		t.examine()
	}
	t.stale(SlotReview) // both say how many have
	t.stale(SlotRoot)
	t.staleCheck()
	t.reply("agreed", nil)
	return nil
}

// remark tells the owner what is wrong or missing, without a name: whoever would
// talk about it says so themselves.
func (t *turn) remark(b MakeRemark) error {
	if err := t.drafted(); err != nil {
		return err
	}
	text := strings.TrimSpace(b.Text)
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		return t.refuse("no_remark", nil).at("remark")
	case n > LongestEntry:
		return t.refuse("long_text", map[string]any{"most": LongestEntry}).at("remark")
	}
	n := len(t.s.Publication.Remarks)
	if n > 0 && t.s.Text(RemarkKey(n)) == text {
		t.reply("remarked", nil)
		return nil // sent off twice
	}
	t.event(Remarked{})
	t.keep(RemarkKey(n+1), text)
	t.post(SlotRemark(t.s.Carrier(), n+1))
	t.staleCheck()
	t.reply("remarked", nil)
	return nil
}

// settleRemark is the owner saying that a remark is dealt with. Its words are not
// needed any more.
func (t *turn) settleRemark(b SettleRemark) error {
	if err := t.owns(); err != nil {
		return err
	}
	if b.Number < 1 || b.Number > len(t.s.Publication.Remarks) {
		return t.refuse("gone", nil)
	}
	r := t.s.Publication.Remarks[b.Number-1]
	if r.Settled {
		return nil
	}
	t.event(RemarkSettled(b))
	t.keep(RemarkKey(b.Number), "")
	if slot := SlotRemark(r.To, b.Number); t.s.Posts[slot].TS != "" {
		t.stale(slot)
	}
	t.staleCheck()
	t.reply("remark_settled", nil)
	return nil
}

// Citing are the entries that rest on what somebody said: those of the document, and
// those that it says have been left out, in words that are theirs.
func (s *Session) Citing(author string) []Entry {
	return without(s.Entries, func(e Entry) bool {
		return s.Text(e.ID) == "" || len(s.citesOf(e, author)) == 0 || !e.Live() && !s.quotesLeftOut(e, author)
	})
}

// quotesLeftOut reports whether a list of changes quotes what somebody said and is
// left out.
func (s *Session) quotesLeftOut(e Entry, author string) bool {
	if e.State != LeftOut || !s.gave(e, author) {
		return false
	}
	return slices.ContainsFunc(s.Publication.Amended, func(a Amendment) bool {
		return a.Entry == e.ID && s.Text(BeforeKey(a.Version, e.ID)) != ""
	})
}

// citesOf are the messages of somebody on which an entry rests.
func (s *Session) citesOf(e Entry, author string) []Ref {
	return slices.DeleteFunc(slices.Clone(e.Sources), func(r Ref) bool { return author == "" || s.Messages[r].Author != author })
}

// uncite takes a citation of somebody's own message out of the document, or has it
// put in other words. They give no reason, and nobody is told who asked.
func (t *turn) uncite(b Uncite) error {
	if err := t.hasDraft(); err != nil {
		return err // guests may, too: it is their message
	}
	text := sentence(t.plain(strings.TrimSpace(b.Text)))
	if utf8.RuneCountInString(text) > LongestEntry {
		return t.refuse("long_text", map[string]any{"most": LongestEntry}).at("own_words")
	}
	e, ok := t.s.Entry(b.Entry)
	switch {
	case !ok || !e.Live() && !t.s.quotesLeftOut(e, t.in.By.ID):
		return t.refuse("gone", nil).at("own")
	case len(t.s.citesOf(e, t.in.By.ID)) == 0:
		return t.refuse("not_your_citation", nil).at("own")
	case strings.TrimSpace(b.Text) == "" || !e.Live(): // what is left out needs no other words
		t.dropCitation(e)
	default:
		t.keep(e.ID, text)
		e.Hand = t.in.By.ID
		if e.Kind == Cause {
			e.Lens, e.Act = evidence.LensesOf(text), t.s.personal(text)
		}
		t.event(Changed{e})
		t.event(Judged{e.ID, Confirmed}) // they stand behind their own words
		t.dropTwins(e.ID)
		t.unsay(t.s.citesOf(e, t.in.By.ID))
		t.amend(e, HowExposed, "")
	}
	t.stale(t.boardOf(e))
	t.reply("uncited", nil)
	return nil
}

// dropCitation takes the messages of whoever asks from under an entry. One whose words
// they gave leaves the document; one that others put into words waits for somebody's
// hand again.
func (t *turn) dropCitation(e Entry) {
	mine, how := t.s.citesOf(e, t.in.By.ID), HowTakenOut
	t.dropTwins(e.ID)
	if t.s.gave(e, t.in.By.ID) {
		t.event(Judged{e.ID, Withdrawn})
		t.release(e)
		t.eraseEntry(e)
	} else {
		for _, r := range mine {
			e = t.without(e, r)
		}
		t.event(Changed{e})
		t.event(Judged{e.ID, Proposed})
		how = HowExposed
	}
	t.unsay(mine)
	t.amend(e, how, "")
}

// gave reports whether an entry has its words from somebody: nobody else has a message
// under it, or the first is theirs and nobody else's hand wrote it anew.
func (s *Session) gave(e Entry, author string) bool {
	mine := slices.DeleteFunc(s.citesOf(e, author), e.completedBy)
	switch len(mine) {
	case 0:
		return false
	case len(e.Sources):
		return true
	}
	return slices.Contains(mine, e.Sources[0]) && (e.Hand == "" || e.Hand == author)
}

// dropTwins takes out for good what was merged into an entry and has its words from
// whoever asks: it says the same, and would stand again if the entry went.
func (t *turn) dropTwins(into string) {
	for i := range t.s.Entries {
		if o := t.s.Entries[i]; o.Same == into && o.State == LeftOut && o.ID != into {
			t.dropTwins(o.ID)
		}
	}
	for i := range t.s.Entries {
		o := t.s.Entries[i]
		if o.Same != into || o.State != LeftOut || !t.s.gave(o, t.in.By.ID) {
			continue
		}
		t.event(Judged{o.ID, Withdrawn})
		t.release(o)
		t.eraseEntry(o)
		t.forgetBefore(o.ID)
	}
}

// eraseEntry erases every text of an entry.
func (t *turn) eraseEntry(e Entry) {
	for _, key := range []string{e.ID, e.DoneKey(), e.LinkKey(), e.WhyKey()} {
		if t.s.Text(key) != "" {
			t.keep(key, "")
		}
	}
}

// unsay erases what messages of whoever asks say, unless something rests on it that
// they have not put into words of their own.
func (t *turn) unsay(refs []Ref) {
	rests := func(r Ref) bool {
		return slices.ContainsFunc(t.s.Live(), func(o Entry) bool {
			return slices.Contains(o.Sources, r) && (o.Hand != t.in.By.ID || o.State != Confirmed)
		})
	}
	for _, r := range refs {
		if t.s.Text(r.Key()) != "" && !rests(r) {
			t.keep(r.Key(), "")
		}
	}
}

// Exposed reports whether the author of a message has put what rests on it in other
// words. It may be shown nowhere then, even where something else still rests on it.
func (s *Session) Exposed(r Ref) bool {
	return slices.ContainsFunc(s.Publication.Amended, func(a Amendment) bool {
		if a.How != HowExposed || a.By != s.Messages[r].Author {
			return false
		}
		e, _ := s.Entry(a.Entry)
		return slices.Contains(e.Sources, r)
	})
}
