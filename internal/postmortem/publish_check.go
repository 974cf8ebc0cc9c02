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
		t.stale(SlotReview)
		t.stale(SlotRoot)
		t.examine()
	}
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
	case n > maxEntry:
		return t.refuse("long_text", map[string]any{"most": maxEntry}).at("remark")
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

// Citing are the entries of the document that rest on what somebody said.
func (s *Session) Citing(author string) []Entry {
	return without(s.Live(), func(e Entry) bool { return s.Text(e.ID) == "" || len(s.citesOf(e, author)) == 0 })
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
	if utf8.RuneCountInString(text) > maxEntry {
		return t.refuse("long_text", map[string]any{"most": maxEntry}).at("own_words")
	}
	e, ok := t.s.Entry(b.Entry)
	switch {
	case !ok || !e.Live():
		return t.refuse("gone", nil).at("own")
	case len(t.s.citesOf(e, t.in.By.ID)) == 0:
		return t.refuse("not_your_citation", nil).at("own")
	case strings.TrimSpace(b.Text) == "":
		t.dropCitation(e)
	default:
		t.keep(e.ID, text)
		e.Hand = t.in.By.ID
		if e.Kind == Cause {
			e.Lens, e.Act = evidence.LensesOf(text), t.s.personal(text)
		}
		t.event(Changed{e})
		t.event(Judged{e.ID, Confirmed}) // they stand behind their own words
		t.amend(e, HowExposed, "")
	}
	t.stale(t.boardOf(e))
	t.reply("uncited", nil)
	return nil
}

// dropCitation takes the messages of whoever asks from under an entry. One that
// rests on others as well waits for somebody's hand again; one that does not leaves
// the document.
func (t *turn) dropCitation(e Entry) {
	mine := t.s.citesOf(e, t.in.By.ID)
	if len(mine) == len(e.Sources) {
		t.event(Judged{e.ID, Withdrawn})
		t.release(e)
		for _, key := range []string{e.ID, e.DoneKey(), e.LinkKey(), e.WhyKey()} {
			if t.s.Text(key) != "" {
				t.keep(key, "")
			}
		}
	} else {
		for _, r := range mine {
			e = t.without(e, r)
		}
		t.event(Changed{e})
		t.event(Judged{e.ID, Proposed})
	}
	for _, r := range mine {
		if t.s.Text(r.Key()) != "" && !slices.ContainsFunc(t.s.Live(), func(o Entry) bool { return slices.Contains(o.Sources, r) }) {
			t.keep(r.Key(), "")
		}
	}
	t.amend(e, HowTakenOut, "")
}
