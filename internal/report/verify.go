package report

import (
	"slices"
	"strconv"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/proof"
)

// A verifier holds what the document says against what it cites: the latest text of the messages, and the values that
// entries hold beside their words. An entry's own words are no source, for they are what is to be verified; unless a
// person wrote them by their own hand, and stands behind them.
type verifier struct {
	s      *postmortem.Session
	roster roster
	roles  *proof.Text
	refs   map[string]postmortem.Ref // by citation
	byID   map[string]postmortem.Entry
	read   map[string]*proof.Text // by text key
	zones  map[string]*time.Location
}

func (b *builder) newVerifier() *verifier {
	v := &verifier{s: b.s, roster: b.roster, refs: map[string]postmortem.Ref{}, byID: map[string]postmortem.Entry{},
		read: map[string]*proof.Text{}, zones: map[string]*time.Location{}}
	for ref, src := range b.cited {
		v.refs[src.id] = ref
	}
	for _, e := range b.s.Entries {
		v.byID[e.ID] = e
	}
	all := somebody
	for _, role := range b.roster.roles {
		all += ". " + role
	}
	v.roles = proof.Read(all)
	return v
}

// text is what is kept under a key, read once; nil where nothing is.
func (v *verifier) text(key string) *proof.Text {
	if t, ok := v.read[key]; ok {
		return t
	}
	var t *proof.Text
	if text := plain(v.s.Text(key), v.roster.role); text != "" {
		t = proof.Read(text)
	}
	v.read[key] = t
	return t
}

// A backing is how far a text rests on what it cites.
type backing struct {
	compared bool     // the text of a cited message is held, or somebody's hand is a source
	lacks    []string // what nothing says
	byHand   []string // what no message says, but whoever put it into these words
}

// each has both lists gone over.
func (b *backing) each(over func([]string) []string) {
	b.lacks, b.byHand = over(b.lacks), over(b.byHand)
}

// backing holds a text against the messages it cites, the values of its entries, and where that is not enough against the
// words that a person has put there by their own hand.
func (v *verifier) backing(text string, cites, entries []string) backing {
	src := proof.Source{Texts: []*proof.Text{v.roles}, Day: v.s.StartedAt}
	var b backing
	for _, id := range cites {
		ref := v.refs[id]
		t := v.text(ref.Key())
		if t == nil {
			continue
		}
		b.compared = true
		src.Texts = append(src.Texts, t)
		src.Zones = v.zone(src.Zones, v.s.People[v.s.Messages[ref].Author].Zone)
	}
	src.Zones = v.zone(src.Zones, v.s.Zone)
	var hand []*proof.Text
	var told []postmortem.Entry
	for _, id := range entries {
		e := v.byID[id]
		told = append(told, e)
		if t := v.text(e.ID); t != nil && e.Hand != "" && e.State == postmortem.Confirmed {
			hand = append(hand, t)
		}
		for _, at := range []time.Time{e.At, e.To, e.Due} {
			if !at.IsZero() {
				src.Moments, src.Day = append(src.Moments, at.UTC()), at
			}
		}
		if t := v.text(e.LinkKey()); t != nil {
			src.Texts = append(src.Texts, t)
		}
		if e.Kind == postmortem.Action {
			src.Texts = append(src.Texts, proof.Read(e.Tag()+" "+strconv.Itoa(e.Number)))
		}
		if t := v.promise(e); t != nil {
			src.Texts = append(src.Texts, t)
		}
	}
	if len(told) > 1 {
		src.Texts = append(src.Texts, proof.Read(spans(told)))
	}
	read := proof.Read(text)
	said := b.compared
	if said {
		b.lacks = src.Lacks(read)
	}
	if len(hand) == 0 || said && len(b.lacks) == 0 {
		return b
	}
	src.Texts = append(src.Texts, hand...)
	unsaid := b.lacks
	b.compared, b.lacks = true, src.Lacks(read)
	b.byHand = slices.DeleteFunc(unsaid, func(x string) bool { return slices.Contains(b.lacks, x) })
	return b
}

// promise is what a person has decided by their own hand: an action or a risk in its confirmed words, and how anybody will
// tell that an action is done. It tells of tomorrow, so no message has to have said it before.
func (v *verifier) promise(e postmortem.Entry) *proof.Text {
	text := v.s.Text(e.DoneKey())
	if e.State == postmortem.Confirmed && (e.Kind == postmortem.Action || e.Kind == postmortem.Risk) {
		text += ". " + v.s.Text(e.ID)
	}
	if text == "" {
		return nil
	}
	return proof.Read(plain(text, v.roster.role))
}

// zone adds a zone by its name.
func (v *verifier) zone(to []*time.Location, name string) []*time.Location {
	z, ok := v.zones[name]
	if !ok && name != "" {
		if l, err := time.LoadLocation(name); err == nil {
			z = l
		}
		v.zones[name] = z
	}
	if z == nil || slices.Contains(to, z) {
		return to
	}
	return append(to, z)
}

// verify marks what is not supported, in everything the document says of the incident. What people wrote is not cut: it
// stands with its mark until they change it, or what it cites.
func (b *builder) verify() {
	v := b.newVerifier()
	b.verifier = v
	for i := range b.r.Sections {
		if !ofIncident(b.r.Sections[i].ID) {
			continue
		}
		for j := range b.r.Sections[i].Sentences {
			if st := &b.r.Sections[i].Sentences[j]; !st.Note && !st.ByPeople {
				x := b.verified.of(v, b.r.Sections[i].ID, st.Text, st.Cites, st.Entries)
				st.Unsupported, st.ByHand = x.lacks, x.byHand
			}
		}
	}
	for i := range b.r.Disagreements {
		for j := range b.r.Disagreements[i].Accounts {
			a := &b.r.Disagreements[i].Accounts[j]
			a.backing = b.verified.of(v, SectionTimeline, a.Text, a.Cites, a.entries)
		}
	}
	sec := b.r.section(SectionTimeline)
	for i := range min(len(b.r.Timeline), len(sec.Sentences)) {
		b.r.Timeline[i].backing = sec.Sentences[i].backing()
	}
	sec = b.r.section(SectionPrevention)
	for i := range min(len(b.r.Actions), len(sec.Sentences)) {
		b.r.Actions[i].backing = sec.Sentences[i].backing()
	}
}

// ofIncident reports whether a section tells of the incident: those from the brief to the learnings do.
func ofIncident(section string) bool {
	switch section {
	case SectionHeader, SectionMeans, SectionNotDone, SectionGaps, SectionSources:
		return false
	}
	return true
}

// A tally counts what was verified.
type tally struct {
	compared, alone, open, hand int
	first                       string // of what is not supported
}

func (t *tally) of(v *verifier, section, text string, cites, entries []string) backing {
	b := v.backing(text, cites, entries)
	switch {
	case !b.compared:
		t.alone++
		return b
	case len(b.lacks) > 0:
		if t.open++; t.first == "" {
			t.first = strconv.Quote(b.lacks[0]) + " stands in the section " + section + ", but in nothing it cites: " + strconv.Quote(text)
		}
	case len(b.byHand) > 0:
		t.hand++
	}
	t.compared++
	return b
}

// factsCopied is what the verification found. Where the text of no cited message is held any more, nothing can be compared.
func (b *builder) factsCopied() (open, met string) {
	t := b.verified
	switch {
	case t.open > 1:
		return plural(t.open, "sentence holds", "sentences hold") + " what nothing they cite says; the first: " + t.first, ""
	case t.open == 1:
		return t.first, ""
	case t.compared == 0:
		return "the text of no cited message is held, so nothing could be compared", ""
	}
	met = plural(t.compared, "sentence", "sentences") + " compared with the cited messages and entries"
	if t.hand > 0 {
		met += ", " + strconv.Itoa(t.hand) + " with something in it that only somebody's own hand has put there, which they say"
	}
	if t.alone > 0 {
		met += ", " + strconv.Itoa(t.alone) + " not, for their messages' texts are not held"
	}
	return "", met
}

// backing is how far a sentence rests on what it cites.
func (st Sentence) backing() backing { return backing{lacks: st.Unsupported, byHand: st.ByHand} }

// doubt is what a reader is told beside a statement that messages do not support, or "".
func (b backing) doubt() string {
	of := func(what string, list []string) string {
		if n := len(list) - 1; n > 0 {
			return what + list[0] + " and " + strconv.Itoa(n) + " more"
		}
		return what + list[0]
	}
	switch {
	case len(b.lacks) > 0:
		return of("not supported by its source: ", b.lacks)
	case len(b.byHand) > 0:
		return of("by hand, in no message: ", b.byHand)
	}
	return ""
}
