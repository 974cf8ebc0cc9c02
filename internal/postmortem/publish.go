package postmortem

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
)

// openCheck asks those who took part whether the draft is right.
func (t *turn) openCheck() {
	t.event(CheckOpened{})
	t.post(SlotCheck)
	t.examine()
}

// examine has the document held against the rubric, unless that is under way: what
// it finds comes back as [ChecksRead], and is shown then.
func (t *turn) examine() {
	if t.s.Drafted() && !t.s.Publication.Examining {
		t.event(Examining{})
		t.effect(Examine{})
	}
}

// checksRead takes in what keeps the review from being published, and publishes it
// where its owner asked for that and nothing does.
func (t *turn) checksRead(b ChecksRead) error {
	if !t.s.Drafted() {
		return nil
	}
	t.acquainted(b.Named)
	if b.Seq < t.s.Publication.Touched {
		// Something changed while it was looked at, and what was found may quote what
		// nobody may read any more.
		t.event(Examined{Failed: true})
		t.examine()
		return nil
	}
	fresh := map[string]bool{}
	findings := slices.DeleteFunc(slices.Clone(b.Findings), func(f Finding) bool { return t.s.Publication.Dismissed[f.ID()] })
	for _, f := range findings {
		fresh[FindingKey(f.ID())] = true
	}
	for _, key := range slices.Sorted(maps.Keys(t.s.Texts)) {
		if strings.HasPrefix(key, FindingKey("")) && !fresh[key] {
			t.keep(key, "")
		}
	}
	for _, f := range findings {
		if key, why := FindingKey(f.ID()), b.Why[f.ID()]; why != "" && t.s.Text(key) != why {
			t.keep(key, why)
		}
	}
	t.event(Examined{Findings: findings})
	t.staleCheck()
	if t.s.Publication.Asked {
		t.published()
	}
	return nil
}

// unexamined gives up holding the document against the rubric.
func (t *turn) unexamined(reason string) {
	asked := t.s.Publication.Asked
	t.event(Examined{Failed: true})
	t.staleCheck()
	if asked {
		t.event(HeldBack{})
		t.whisperTo(t.s.Carrier(), Part{Kind: Body, Text: t.g.Words.Say("publish/unexamined", map[string]any{"reason": reason})})
	}
}

// publish is the owner asking for the review to be published. It is examined first,
// as it stands now.
func (t *turn) publish(b Publish) error {
	if err := t.owns(); err != nil {
		return err
	}
	audience := cmp.Or(b.Audience, ForCompany)
	switch {
	case !slices.Contains(Audiences(), audience):
		return t.refuse("no_audience", nil).at("audience")
	case t.s.Published() && !t.s.Pending():
		return t.refuse("published_already", map[string]any{"version": t.s.Publication.Version()})
	case t.s.Publication.Asked:
		t.reply("publishing", nil)
		return nil
	}
	t.meet(t.in.By)
	t.checkOver()
	t.event(PublishAsked{Audience: audience})
	t.examine()
	t.reply("publishing", nil)
	t.d.Seen = t.in.Place.Channel == t.s.Place.Channel // the thread says so, or they are told what is missing
	return nil
}

// published publishes the review, or tells its owner what is missing.
func (t *turn) published() {
	if missing := t.s.unready(); len(missing) > 0 {
		t.event(HeldBack{})
		t.whisperTo(t.s.Carrier(), t.g.publishCard(t.s).Parts...)
		return
	}
	p := t.s.Publication
	next := Became{Status: Published, Version: p.Version() + 1}
	if p.Version() > 0 {
		next.Status = Corrected
	}
	if t.s.offersWording() {
		t.stale(SlotWording)
	}
	t.event(next)
	t.post(SlotPublished(next.Version))
	t.refile()
	t.stale(SlotReview)
	t.stale(SlotRoot)
	t.staleCheck()
}

// checkOver notes that the time for checking the draft has passed, if it has.
func (t *turn) checkOver() bool {
	at, ok := t.s.checkEnds()
	if !ok || t.in.At.Before(at) {
		return false
	}
	t.event(CheckOver{})
	t.staleCheck()
	return true
}

// callOwner tells the owner, once, that the time for the check is over and what is
// missing.
func (t *turn) callOwner() {
	if _, ok := t.s.callsOwner(); ok && t.checkOver() {
		t.post(SlotPublish(t.s.Carrier()))
	}
}

// refileAfter is how long nothing must have been corrected before the files are put
// into the thread anew: a few corrections in a row are one new file.
const refileAfter = 2 * time.Minute

// refiles is when that is next due.
func (s *Session) refiles() (at time.Time, ok bool) {
	since := s.Publication.Files
	return since.Add(refileAfter), s.Drafted() && !since.IsZero()
}

func (t *turn) refileDue() {
	if at, ok := t.s.refiles(); ok && !t.in.At.Before(at) {
		t.event(Refiled{})
		t.refile()
	}
}

// refile puts the document into the thread as files, and into its canvas; those of before are taken out
// once the new ones stand. An edition for others is a file only as it was published:
// what was corrected since has not been examined for them.
func (t *turn) refile() {
	p := t.s.Publication
	for _, format := range t.s.formats() {
		t.effect(Upload{Format: format, Version: p.Version()})
	}
	if p.Version() > 0 && p.Audience != ForTeam && !t.s.Pending() {
		t.effect(Upload{Format: "html", Version: p.Version(), Audience: p.Audience})
	} else {
		t.takeAway(SlotEdition) // it was for others, and is no more, or says what was taken out
	}
	t.showCanvas()
}

// takeAway has a message of the bot's deleted, if it stands.
func (t *turn) takeAway(slot string) {
	if r := t.s.Posts[slot]; r.TS != "" {
		t.event(Posted{slot, Ref{}})
		t.effect(Discard{r})
	}
}

// formats are those in which the document is put into the thread.
func (s *Session) formats() []string {
	if s.count(Cause) > 2 {
		return []string{"png", "md", "html"}
	}
	return []string{"md", "html"}
}

// owns refuses anybody but whoever carries the review, and before there is a draft
// of it.
func (t *turn) owns() error {
	if err := t.drafted(); err != nil {
		return err
	}
	if t.in.By.ID != t.s.Carrier() {
		return t.refuse("owner_only", map[string]any{"owner": mention(t.s.Carrier())})
	}
	return nil
}

// drafted refuses those who take no part, and where there is no draft to speak of.
func (t *turn) drafted() error {
	if err := t.takesPart(); err != nil {
		return err
	}
	return t.hasDraft()
}

func (t *turn) hasDraft() error {
	switch {
	case t.s.Status == Cancelled || t.s.Status == Closing:
		return t.over()
	case !t.s.Drafted():
		return t.refuse("no_draft_yet", nil)
	}
	return nil
}

// staleCheck has every message follow that says how far the review is from being
// published.
func (t *turn) staleCheck() {
	slots := []string{SlotCheck, SlotPublish(t.s.Carrier())}
	for v := range t.s.Publication.Version() {
		slots = append(slots, SlotPublished(v+1))
	}
	for _, slot := range slots {
		if t.s.Posts[slot].TS != "" {
			t.stale(slot)
		}
	}
}
