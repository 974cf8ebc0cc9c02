package postmortem

import (
	"maps"
	"slices"
	"strconv"
	"time"
)

// Between the draft and the published review stand people. Whoever took part says
// that it is right, or what is not; the owner writes what no entry says; somebody
// other than the owner has confirmed it; and the owner publishes. The bot holds
// what was assembled against the rubric, says what is missing, and never publishes.

// The sections that the owner writes. Their texts are kept under the same names in
// Session.Texts.
const (
	SectionMeans   = "means"
	SectionNotDone = "not_done"
)

// OwnSections lists them.
func OwnSections() []string { return []string{SectionMeans, SectionNotDone} }

// SlotCheck is the message in the thread by which people check the draft and see
// how far it is from being published.
const SlotCheck = "check"

// SlotPublish is the message to whoever carries the review that says what is
// missing. It stands in the bot's conversation with them.
func SlotPublish(owner string) string { return "publish/" + owner }

// SlotRemark is the nth remark about the draft, as it reaches whoever carries it.
func SlotRemark(owner string, n int) string { return "remark/" + owner + "/" + strconv.Itoa(n) }

// SlotPublished is the message in the thread that says that a version is published.
func SlotPublished(version int) string { return "published/" + strconv.Itoa(version) }

// FindingKey is where in Session.Texts the words of a finding are kept, RemarkKey
// those of the nth remark.
func FindingKey(id string) string { return "finding/" + id }
func RemarkKey(n int) string      { return "remark/" + strconv.Itoa(n) }

// An Audience is for whom a review is published.
type Audience string

// The audiences, from the narrowest.
const (
	ForTeam     Audience = "team"
	ForCompany  Audience = "company"
	ForCustomer Audience = "customer"
)

// Audiences lists them.
func Audiences() []Audience { return []Audience{ForTeam, ForCompany, ForCustomer} }

// A Finding is something that keeps a review from being published. What it says is
// a text, kept under [FindingKey] of its ID.
type Finding struct {
	Check    string `json:"check"`              // of the rubric, such as "Q31"
	Of       string `json:"of,omitempty"`       // tells apart what a check on wording found; empty: the check as a whole
	Waivable bool   `json:"waivable,omitempty"` // it can be left open, for a reason
}

// ID names a finding, such as "Q31" or "Q23/5f0c9a11".
func (f Finding) ID() string {
	if f.Of == "" {
		return f.Check
	}
	return f.Check + "/" + f.Of
}

// Wording reports whether it is about words, which may be a false alarm.
func (f Finding) Wording() bool { return f.Of != "" }

// confirmation is the check that somebody besides the owner has confirmed the
// draft. It is the session's own to tell, as what the owner writes is.
const confirmation = "Q3"

// sections is the check that the owner has written theirs.
const sections = "Q59"

// promises is the check that each action has an owner and a date.
const promises = "Q47"

// ends is the check that each action says when it is done.
const ends = "Q49"

// A Publication is what people have done with the draft so far.
type Publication struct {
	Opened    time.Time            // when people were asked to check it; zero in logs of before they were
	Over      bool                 // the time for that has passed
	Agreed    map[string]time.Time // by user id: when they said that it is right
	Remarks   []Remark             // in order
	Wrote     map[string]string    // by section: user id of who wrote it
	Amended   []Amendment          // in order
	Dismissed map[string]bool      // ids of findings that are false alarms
	Findings  []Finding            // what keeps it from being published, as of the last examination
	Examined  bool                 // there was one
	Examining bool                 // one is under way
	Touched   int                  // Seq of what last changed what an examination finds
	Asked     bool                 // its owner would publish it, once it is examined
	Wanted    Audience             // for whom its owner last asked to publish it
	Audience  Audience             // for whom the present version was published
	Versions  []time.Time          // when each was published
	Files     time.Time            // since when the files in the thread no longer show what it says
}

// A Remark is something wrong or missing that somebody told the owner.
type Remark struct {
	To      string // user id of the owner it went to
	Settled bool
}

// Version counts what was published; 0: nothing was.
func (p Publication) Version() int { return len(p.Versions) }

// Readers are for whom it is examined: those whom its owner would publish it for now,
// else those whom it is published for; empty while there are none.
func (p Publication) Readers() Audience {
	if p.Asked {
		return p.Wanted
	}
	return p.Audience
}

// Latest is when the present version was published; the zero time while none was.
func (p Publication) Latest() time.Time {
	if len(p.Versions) == 0 {
		return time.Time{}
	}
	return p.Versions[len(p.Versions)-1]
}

func (p Publication) clone() Publication {
	p.Agreed, p.Wrote, p.Dismissed = maps.Clone(p.Agreed), maps.Clone(p.Wrote), maps.Clone(p.Dismissed)
	p.Versions = slices.Clone(p.Versions)
	p.Remarks, p.Amended, p.Findings = slices.Clone(p.Remarks), slices.Clone(p.Amended), slices.Clone(p.Findings)
	return p
}

// apply takes in what became true of the draft.
func (p *Publication) apply(e EventRecord, carrier string) {
	switch b := e.Body.(type) {
	case CheckOpened:
		p.Opened = e.At
	case CheckOver:
		p.Over = true
	case Agreed:
		p.Agreed[e.By] = e.At
	case Remarked:
		p.Remarks = append(p.Remarks, Remark{To: carrier})
	case RemarkSettled:
		if b.Number >= 1 && b.Number <= len(p.Remarks) {
			p.Remarks[b.Number-1].Settled = true
		}
	case Wrote:
		p.Wrote[b.Section] = e.By
		if b.Erased {
			delete(p.Wrote, b.Section)
		}
		p.Touched = e.Seq
	case Amended:
		p.Amended = append(p.Amended, Amendment{Entry: b.Entry, How: b.How, By: e.By, At: e.At, Version: p.Version() + 1})
		p.Touched = e.Seq
		if p.Version() == 0 || b.How == HowTakenOut || b.How == HowExposed {
			p.Files = e.At // what else is corrected waits for its version
		}
	case Dismissed:
		p.Dismissed[b.Finding] = true
		p.Touched = e.Seq
	case Worded, Waived, Changed, Judged:
		p.Touched = e.Seq
	case WordingJudged:
		p.Touched = e.Seq
		if p.Version() == 0 {
			p.Files = e.At
		}
	case Examining:
		p.Examining = true
	case Examined:
		p.Examining = false
		if !b.Failed {
			p.Examined, p.Findings = true, b.Findings
		}
	case PublishAsked:
		p.Asked, p.Wanted, p.Touched = true, b.Audience, e.Seq
	case HeldBack:
		p.Asked = false
	case Refiled:
		p.Files = time.Time{}
	case Became:
		p.became(b, e.At)
	}
}

func (p *Publication) became(b Became, at time.Time) {
	switch b.Status {
	case Draft:
		p.Agreed = map[string]time.Time{} // they had read something else
	case Published, Corrected:
		p.Versions = append(slices.Clip(p.Versions), at)
		p.Asked, p.Audience, p.Files = false, p.Wanted, time.Time{}
	}
}

// Drafted reports whether the talk is over and there is a document of it.
func (s *Session) Drafted() bool {
	return s.Status == Draft || s.Status == Checked || s.Published()
}

// Published reports whether the owner has published it.
func (s *Session) Published() bool { return s.Status == Published || s.Status == Corrected }

// Pending reports whether something was corrected that is not published yet.
func (s *Session) Pending() bool { return len(s.pending()) > 0 }

func (s *Session) pending() []Change { return s.Changes(s.Publication.Version() + 1) }

// checkers are those who are asked whether the draft is right: everybody who took
// part, but for whoever publishes it.
func (s *Session) checkers() []string {
	return slices.DeleteFunc(s.Participants(), func(id string) bool { return id == s.Carrier() })
}

// checkEnds is when the time for checking the draft is over: everybody has had a
// full working day for it, and at least 24 hours.
func (s *Session) checkEnds() (at time.Time, ok bool) {
	p := s.Publication
	since := p.Opened
	if since.IsZero() {
		since = s.EndedAt
	}
	return s.everybody(since, 1), s.Drafted() && !p.Over && !s.Published()
}

// callsOwner is when the owner is told that the check is over. In logs of before
// there was one nobody is.
func (s *Session) callsOwner() (time.Time, bool) {
	at, ok := s.checkEnds()
	return at, ok && !s.Publication.Opened.IsZero()
}

// Publishable are the criteria for publishing, as they stand: what is open keeps the
// review from it.
func (s *Session) Publishable() []Criterion {
	g, p := gate{s: s, phase: Close}, s.Publication
	findings := len(s.findings())
	checks := Want{Key: "K1", Data: map[string]any{"n": findings}}
	if !p.Examined {
		checks = Want{Key: "K1_unread"}
	}
	g.add("K1", true, p.Examined && findings == 0, checks)
	everybody := !slices.ContainsFunc(s.checkers(), func(id string) bool { return p.Agreed[id].IsZero() })
	_, waived := s.Waivers[confirmation]
	remarks := len(s.openRemarks())
	g.mustHave("K2",
		needs(p.Over || everybody || p.Version() > 0, "K2_time"),
		needs(s.Status != Draft || waived, "K2_other"),
		part{remarks == 0, Want{Key: "K2_remarks", Data: map[string]any{"n": remarks}}})
	g.mustHave("K3",
		needs(s.Text(SectionMeans) != "", "K3_means"),
		needs(s.Text(SectionNotDone) != "", "K3_not_done"))
	g.each("K5", true, s.loose())
	g.each("K6", true, s.Unconfirmed())
	g.add("K4", true, p.Version() > 0 && !s.Pending(), Want{Key: "K4"})
	return g.all
}

// loose are the actions that nobody can be reminded of, for they have no owner or no
// date; none where that was left open for a reason.
func (s *Session) loose() []Entry {
	if _, waived := s.Waivers[promises]; waived {
		return nil
	}
	return slices.DeleteFunc(s.plan(), func(e Entry) bool { return e.promised() })
}

// Agreement is how many of those who are asked whether the draft is right have said so.
func (s *Session) Agreement() (n, all int) {
	for _, id := range s.checkers() {
		if !s.Publication.Agreed[id].IsZero() {
			n++
		}
	}
	return n, len(s.checkers())
}

// unready is what keeps the review from being published, but for the owner's click.
func (s *Session) unready() []Criterion {
	return slices.DeleteFunc(s.Publishable(), func(c Criterion) bool { return c.State != GateOpen || c.ID == "K4" })
}

// ReadyToPublish reports whether nothing is known that keeps the review from being
// published but its owner's click and what the checks find: they are asked anew then,
// for those whom its owner chooses.
func (s *Session) ReadyToPublish() bool {
	return !slices.ContainsFunc(s.unready(), func(c Criterion) bool { return c.ID != "K1" })
}

// openRemarks are the numbers of the remarks that nobody has dealt with.
func (s *Session) openRemarks() []int {
	var out []int
	for i, r := range s.Publication.Remarks {
		if !r.Settled {
			out = append(out, i+1)
		}
	}
	return out
}
