package report

import (
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/proof"
	"github.com/remedybot/remedy/internal/rubric"
)

// Bounds of a passage: what a model is shown in one question. A longer section is cut into parts, where a heading begins if
// it can be.
const (
	passageUnits = 12
	passageRunes = 3000
)

// A Passage is a section, or a part of a long one, with the sentences that a model may word anew.
type Passage struct {
	Section string
	Title   string
	Units   []Unit

	verifier *verifier
}

// A Unit is one assembled sentence.
type Unit struct {
	ID    string   // of the entry whose words it has
	Text  string   // as assembled
	Group string   // under which heading it stands; "" in the brief
	Label string   // what stands beside it; "" in the brief, where it does not part what may be joined
	Leads []string // words that may stand before it, and are true of it

	at      time.Time
	about   bool
	label   string // as it is shown
	cites   []string
	entries []string
}

// Passages lists what of a review may be worded anew: the sentences that people have confirmed and their sources support, of
// the sections that are prose. What is disputed, a table's, only a time, or leads somewhere stays as it is.
func Passages(s *postmortem.Session, o Options) []Passage {
	var out []Passage
	assemble(s, o, usual()).prose(func(p Passage) { out = append(out, p) })
	return out
}

// prose are the passages of the assembled document.
func (b *builder) prose(yield func(Passage)) {
	for _, id := range postmortem.Wordable() {
		sec := b.r.section(id)
		p := Passage{Section: id, Title: sec.Title, verifier: b.verifier}
		size := 0
		for _, st := range sec.Sentences {
			u, ok := b.unit(id, st)
			if !ok || p.unit(u.ID) != nil {
				continue
			}
			n := len([]rune(u.Text))
			heading := len(p.Units) > 0 && p.Units[len(p.Units)-1].Group != u.Group
			if len(p.Units) == passageUnits || size+n > passageRunes || heading && len(p.Units) > passageUnits/2 {
				yield(p)
				p.Units, size = nil, 0
			}
			p.Units, size = append(p.Units, u), size+n
		}
		if len(p.Units) > 0 {
			yield(p)
		}
	}
}

// unit is a sentence as a unit, if it may be worded anew.
func (b *builder) unit(section string, st Sentence) (Unit, bool) {
	if st.Note || st.ByPeople || st.row || st.Group == groupTimes || st.State != confirmed || len(st.Entries) == 0 || len(st.Cites) == 0 || len(st.Unsupported) > 0 ||
		strings.Contains(st.Text, "://") || strings.ContainsAny(st.Text, "@<>") ||
		slices.ContainsFunc(st.Entries, func(id string) bool { return b.contested(id) }) {
		return Unit{}, false
	}
	e := b.verifier.byID[st.Entries[0]]
	u := Unit{ID: e.ID, Text: st.Text, Group: st.Group, Label: st.Label, Leads: leads(e), label: st.Label, cites: st.Cites, entries: st.Entries}
	if section == SectionBrief {
		u.Group, u.Label, u.Leads = "", "", nil // the label beside it says that already
	}
	if e.To.IsZero() && len(st.Entries) == 1 && (e.Kind == postmortem.Event || e.Kind == postmortem.Detection) {
		u.at, u.about = e.At, e.Precision == approx
	}
	return u, true
}

// contested reports whether accounts differ about an entry.
func (b *builder) contested(id string) bool {
	e := b.verifier.byID[id]
	return len(b.disputed[id]) > 0 || e.Against != "" || e.Kind == postmortem.Cause && b.s.Confidence(e) == postmortem.Disputed
}

// leads are words that say of an entry what it was recorded as.
func leads(e postmortem.Entry) []string {
	switch e.Kind {
	case postmortem.Cause:
		return leadsOf[e.Cause]
	case postmortem.RemedyItem:
		return leadsOf[e.Item]
	case postmortem.Action:
		return []string{"what changes:"}
	case postmortem.Learning:
		return []string{"people learnt that"}
	}
	return nil
}

var leadsOf = map[string][]string{
	"trigger":               {"the trigger was that", "the trigger:"},
	"condition":             {"a condition was that", "one condition was that"},
	"amplifier":             {"what made it worse was that"},
	"detection_gap":         {"what kept it unnoticed was that"},
	"recovery_hindrance":    {"what slowed recovery was that"},
	"safeguard_that_worked": {"what worked was that"},
	"restored":              {"the service was restored by", "what restored the service:"},
	"temporary":             {"for now:"},
	"helped":                {"what helped was", "what helped was that"},
	"hindered":              {"what hindered was", "what hindered was that"},
	"luck":                  {"it was luck that", "by luck,"},
}

// Retell returns a sentence that nobody wrote as it is kept, or says why it may not stand for the units.
func (p *Passage) Retell(text string, of []string) (postmortem.Retold, string) {
	if fault := p.Fault(text, of); fault != "" {
		return postmortem.Retold{}, fault
	}
	r := postmortem.Retold{Text: text, Of: of}
	for _, id := range of {
		r.Entries = union(r.Entries, p.unit(id).entries)
	}
	return r, ""
}

// Assembled reports whether a sentence says no more than the assembled one, in the same words.
func (p *Passage) Assembled(r postmortem.Retold) bool {
	return len(r.Of) == 1 && sentence(r.Text) == p.unit(r.Of[0]).Text
}

// Time is when it was, as it may be told beside its text; "" where that is not known, or told by the text itself.
func (u Unit) Time() string {
	if u.at.IsZero() || strings.Contains(u.Text, clockTime(u.at)) {
		return ""
	}
	precision := exact
	if u.about {
		precision = approx
	}
	return "at " + about(precision, clockTime(u.at)) + " on " + day(u.at)
}

// Entries are all entries behind the units.
func (p *Passage) Entries() []string {
	var all []string
	for _, u := range p.Units {
		all = union(all, u.entries)
	}
	return all
}

func (p *Passage) unit(id string) *Unit {
	for i := range p.Units {
		if p.Units[i].ID == id {
			return &p.Units[i]
		}
	}
	return nil
}

// Fault says why a sentence that nobody wrote may not stand for units of the passage, told in this order; "" if it may.
// It is pure, and whoever asks gets the same answer: the words are held against the units when they come from a model, and
// again each time the document is built.
func (p *Passage) Fault(text string, of []string) string {
	var told []proof.Statement
	var cites, entries []string
	for i, id := range of {
		u := p.unit(id)
		switch {
		case u == nil:
			return "it cites " + id + ", which is not among the entries of this part"
		case slices.Contains(of[:i], id):
			return "it cites " + id + " twice"
		}
		if first := p.unit(of[0]); first.Group != u.Group || first.Label != u.Label {
			return "it joins entries that stand under different headings or labels"
		}
		told = append(told, proof.Statement{Text: u.Text, At: u.at, About: u.about, Leads: u.Leads})
		cites, entries = union(cites, u.cites), union(entries, u.entries)
	}
	switch n := words(text); {
	case oneLine(text) != text:
		return "it is not one plain line"
	case len(of) > 1 && n > longSentence:
		return "it is too long to be read at once"
	}
	if fault := proof.Retold(text, told); fault != "" {
		return fault
	}
	for _, find := range []func(string) string{rubric.Counterfactual, rubric.Accusing, rubric.Judging, rubric.Leading} {
		if found := find(prose(text)); found != "" {
			return "“" + found + "” judges instead of telling"
		}
	}
	if len(p.verifier.roster.find(text)) > 0 {
		return "it names somebody"
	}
	if lacks := p.verifier.backing(text, cites, entries).lacks; len(lacks) > 0 {
		return "“" + lacks[0] + "” stands in nothing it cites"
	}
	return ""
}
