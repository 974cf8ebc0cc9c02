package report

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/internal/postmortem"
)

// Build turns a session into a review. It changes nothing and never reads s.Private. An entry whose text has been erased
// is not shown; one that nobody has confirmed is shown as proposed.
func Build(s *postmortem.Session, o Options) Review {
	return build(s, o, usual())
}

// reading is what a review asks of those who understand texts.
type reading struct {
	conflicts func([]evidence.Account) []evidence.Conflict
	weak      func(action string) (reason string, weak bool)
}

func usual() reading { return reading{evidence.Conflicts, evidence.Weak} }

func build(s *postmortem.Session, o Options, read reading) Review {
	b := assemble(s, o, read)
	b.reworded()
	b.number()
	b.listSources(b.r.section(SectionSources))
	sources := b.r.section(SectionSources)
	sources.Sentences = append(sources.Sentences, b.versions()...)
	b.r.Sections[0].Sentences = b.header()
	b.r.audience = Team
	b.r.Checks = b.checks()
	b.r.edition(o.Audience, b.roster)
	b.sealed()
	return b.r
}

// assemble puts the document together from entries, up to what is counted in it.
func assemble(s *postmortem.Session, o Options, read reading) *builder {
	b := &builder{s: s, o: o, read: read, roster: newRoster(s.Everybody()), cited: map[postmortem.Ref]source{}, found: map[string]string{}}
	b.r = Review{
		ID:       string(s.ID),
		Title:    b.text(s.Title),
		Status:   status(s),
		Severity: s.Severity,
		Actions:  []Action{}, Causes: []Cause{}, Timeline: []Moment{}, Disagreements: []Disagreement{}, Gaps: []Gap{},
	}
	b.gather()
	b.window()
	b.disagree()
	b.actions()
	b.moments()
	b.causes()
	b.r.Sections = []Section{
		{SectionHeader, "Header", nil}, // needs to know what the others used
		b.brief(),
		b.impactSection(),
		b.timelineSection(),
		b.causeSection(),
		b.remedySection(),
		b.preventionSection(),
		b.learningSection(),
		b.written(SectionMeans, "What this means to us"),
		b.written(SectionNotDone, "What we chose not to do, and why"),
		b.gapSection(),
		{SectionSources, "Sources", b.glossary()},
	}
	b.verify()
	return b
}

type builder struct {
	s      *postmortem.Session
	o      Options
	read   reading
	roster roster
	r      Review

	all      map[postmortem.Kind][]item
	gates    []postmortem.Criterion // of all phases, as they stand
	cited    map[postmortem.Ref]source
	disputed map[string][]string // by entry id, the times that other accounts give
	found    map[string]string   // by rule, which of its findings on wording is told
	from, to time.Time           // of the impact
	verifier *verifier
	missing  []postmortem.Gap // what is not established today
	verified tally
}

// An item is an entry as the document shows it, or several that say the same.
type item struct {
	postmortem.Entry
	text  string
	cites []string
	same  []postmortem.Entry // the others
	refs  []postmortem.Ref
	fixed string // the day on which it was corrected after the draft, or ""
	hand  string // the role of who confirmed it in these words by hand, or ""
}

func (it item) state() string {
	if it.State == postmortem.Confirmed {
		return confirmed
	}
	return proposed
}

// together joins neighbours that are sentences of one message, for a sentence such as "That lasted longer" needs the one
// before it.
func together(list []item) []item {
	var out []item
	for _, it := range list {
		if n := len(out); n > 0 {
			last := &out[n-1]
			if len(it.cites) == 1 && slices.Equal(last.cites, it.cites) && last.state() == it.state() &&
				last.Cause == it.Cause && last.Item == it.Item && last.Stem == it.Stem && words(last.text)+words(it.text) <= longSentence {
				last.text = sentence(last.text) + " " + it.text
				last.same = append(append(slices.Clone(last.same), it.Entry), it.same...)
				continue
			}
		}
		out = append(out, it)
	}
	return out
}

// The states of a sentence.
const (
	confirmed = "confirmed"
	proposed  = "proposed"
)

// text makes what somebody wrote fit for the document.
func (b *builder) text(s string) string { return b.roster.hide(plain(s, b.roster.role)) }

// gather collects the entries that stand and have a text, and joins those that say the same.
func (b *builder) gather() {
	b.all = map[postmortem.Kind][]item{}
	said := map[string]int{} // kind and text: where the item is
	near := map[time.Time][]nearby{}
	for _, e := range b.s.Entries {
		text := b.text(b.s.Text(e.ID))
		if !e.Live() || text == "" {
			continue
		}
		list := b.all[e.Kind]
		twin, found, name := -1, false, ""
		if e.Kind != postmortem.Action { // every promise stands for itself
			name = string(e.Kind) + e.Cause + e.Item + e.At.String() + strings.ToLower(strings.TrimRight(text, "."))
			twin, found = said[name]
			if !found && e.Kind == postmortem.Cause {
				twin = slices.IndexFunc(list, func(it item) bool { return sameCause(it, text) })
				found = twin >= 0
			}
			if minute := e.At.UTC().Truncate(time.Minute); !found && e.Kind == postmortem.Event && !e.At.IsZero() {
				words := b.telling(text)
				twin, found = likeness(near[minute], nearby{len(list), e.Event, words})
				if !found {
					near[minute] = append(near[minute], nearby{len(list), e.Event, words})
				}
			}
		}
		if found && !slices.ContainsFunc(list[twin].ids(), func(id string) bool { return b.s.EverApart(id, e.ID) }) {
			said[name] = twin
			list[twin].join(e, text)
			continue
		}
		said[name] = len(list)
		b.all[e.Kind] = append(list, item{Entry: e, text: text, refs: slices.Clone(e.Sources)})
	}
	for _, list := range b.all {
		for i := range list {
			list[i].cites = b.cite(list[i].refs)
			list[i].fixed, list[i].hand = b.amended(list[i]), b.hand(list[i])
		}
	}
}

type nearby struct {
	at    int
	event string
	words map[string]bool
}

// telling are the tokens that tell an event from another: without the roles, for the same person may do two things in a
// minute.
func (b *builder) telling(text string) map[string]bool {
	words := tokens(text)
	maps.DeleteFunc(words, func(w string, _ bool) bool { return b.roster.titles[w] })
	return words
}

// likeness finds among the rows of the same minute one that tells the same: half of the words of the shorter, two at
// least, are in the longer, or all of them in one of the same kind; and no figure speaks against it.
func likeness(rows []nearby, x nearby) (int, bool) {
	for _, row := range rows {
		share := overlap(row.words, x.words)
		alike := share >= 0.5 && share*float64(min(len(row.words), len(x.words))) >= 2 || share == 1 && row.event == x.event
		if alike && !countsDiffer(row.words, x.words) {
			return row.at, true
		}
	}
	return -1, false
}

// countsDiffer reports whether both texts hold figures, and no figure of one is in the other.
func countsDiffer(a, b map[string]bool) bool {
	figures := func(words map[string]bool) map[string]bool {
		out := map[string]bool{}
		for w := range words {
			if strings.ContainsAny(w, "0123456789") {
				out[w] = true
			}
		}
		return out
	}
	x, y := figures(a), figures(b)
	return len(x) > 0 && len(y) > 0 && overlap(x, y) == 0
}

// sameCause reports whether a cause is told by an item in other words: they share most of the words of the shorter, and
// enough of them that the rest can be chance.
func sameCause(it item, text string) bool {
	x, y := stemmed(it.text), stemmed(text)
	share := overlap(x, y)
	shared := share * float64(min(len(x), len(y)))
	return (shared >= 4 && share >= 0.6 || shared >= 5 && share >= 0.45) && !countsDiffer(x, y)
}

// lasted reports whether an item tells both a begin and an end.
func (it item) lasted() bool { return !it.At.IsZero() && it.To.After(it.At) }

// join takes in an entry that says the same: what people have confirmed is what is shown, and of causes what was said when
// they were asked for.
func (it *item) join(e postmortem.Entry, text string) {
	it.refs = append(it.refs, e.Sources...)
	asked := e.Kind == postmortem.Cause && e.Phase == postmortem.RootCause && it.Phase != postmortem.RootCause
	if it.State != postmortem.Confirmed && e.State == postmortem.Confirmed || it.State == e.State && asked {
		it.Entry, e, it.text = e, it.Entry, text
	}
	it.same = append(it.same, e)
}

// items returns the items of some kinds, what people confirmed first.
func (b *builder) items(kinds ...postmortem.Kind) []item {
	var out []item
	for _, k := range kinds {
		out = append(out, b.all[k]...)
	}
	slices.SortStableFunc(out, func(x, y item) int { return cmp.Compare(x.state(), y.state()) })
	return out
}

// say is an item as a sentence.
func (it item) say(group, label string) Sentence {
	return Sentence{
		Text: sentence(it.text), Cites: it.cites, Entries: it.ids(), State: it.state(),
		Machine: it.state() == proposed, Corrected: it.fixed, Hand: it.hand, Group: group, Label: label,
	}
}

// ids are those of the entries it shows, that whose words they are first.
func (it item) ids() []string {
	ids := []string{it.ID}
	for _, e := range it.same {
		ids = append(ids, e.ID)
	}
	return ids
}

// note says something about the document.
func note(text string) Sentence {
	return Sentence{Text: text, Cites: []string{}, Entries: []string{}, State: confirmed, Note: true}
}

// nothing says why a section is empty and where it is filled.
func nothing(what string, p postmortem.Phase) Sentence {
	return note("Nothing was recorded about " + what + "; the phase " + p.Title() + " asks for it.")
}

func forOwner(id, title string) Section {
	n := note("Left for the owner of this review to write; the bot leaves it empty. It is filled after the Close.")
	n.ByPeople = true
	return Section{id, title, []Sentence{n}}
}

// window finds when users were affected: as it was given at the start, else from the first begin to the last end of the
// impact entries that tell both. A moment alone may be that of a mail or a fix.
func (b *builder) window() {
	began, ended := b.s.Given()
	b.from, b.to = began, ended
	for _, it := range b.items(postmortem.Impact) {
		if !it.lasted() {
			continue
		}
		if began.IsZero() && (b.from.IsZero() || it.At.Before(b.from)) {
			b.from = it.At
		}
		if ended.IsZero() && it.To.After(b.to) {
			b.to = it.To
		}
	}
	b.r.Impact = Window{pointer(b.from), pointer(b.to)}
}
