package report

import (
	"fmt"
	"strings"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rubric"
)

// What people did with the draft: the sections its owner wrote, what was corrected after it, and what each version
// changed.

// status is how far the document has come. A meeting that is still going on has a draft of it, too.
func status(s *postmortem.Session) string {
	if s.Drafted() {
		return string(s.Status)
	}
	return string(postmortem.Draft)
}

// written is a section that the owner writes, or says that it waits for that.
func (b *builder) written(id, title string) Section {
	sec := Section{id, title, nil}
	for p := range strings.SplitSeq(b.s.Text(id), "\n") {
		if text := b.text(p); text != "" {
			sec.Sentences = append(sec.Sentences, Sentence{Text: text, Cites: []string{}, State: confirmed, ByPeople: true})
		}
	}
	if len(sec.Sentences) == 0 {
		return forOwner(id, title)
	}
	return sec
}

// amended is the day on which an item was corrected after the draft, or "".
func (b *builder) amended(it item) string {
	last := b.s.AmendedAt(it.ID)
	for _, e := range it.same {
		if at := b.s.AmendedAt(e.ID); at.After(last) {
			last = at
		}
	}
	if last.IsZero() {
		return ""
	}
	return day(last)
}

// publication says when which version was published, and what was corrected since.
func (b *builder) publication(add func(name, value string)) {
	p := b.s.Publication
	if p.Version() == 0 {
		return
	}
	value := day(p.Versions[0])
	if p.Version() > 1 {
		value += "; version " + fmt.Sprint(p.Version()) + " on " + day(p.Latest())
	}
	if b.s.Pending() {
		b.r.head.facing = "Something was corrected since version " + fmt.Sprint(p.Version()) + ", and is not published yet."
	}
	add("Published", value)
}

// versions list what each version says otherwise than the one before.
func (b *builder) versions() []Sentence {
	var out []Sentence
	for i, at := range b.s.Publication.Versions {
		group := fmt.Sprintf("What changed in version %d, %s", i+1, day(at))
		for _, c := range b.s.Changes(i + 1) {
			n := note(b.changed(c))
			n.Group = group
			out = append(out, n)
		}
	}
	return out
}

// changed says what became of an entry. What somebody had taken out, or put in other words, is not repeated.
func (b *builder) changed(c postmortem.Change) string {
	where := postmortem.SectionTitle(b.o.Words, c.Entry)
	before, after := b.text(c.Before), b.text(c.After)
	quoted := func(verb, text string) string {
		if text == "" {
			return verb
		}
		return verb + ": “" + text + "”"
	}
	var what string
	switch {
	case before != "" && after != "" && before != after:
		what = "“" + before + "” now reads “" + after + "”"
	case c.How == postmortem.HowAdded:
		what = quoted("added", after)
	case c.How == postmortem.HowRemoved || c.How == postmortem.HowTakenOut:
		what = quoted("taken out", before)
	default:
		what = quoted("put in other words", after)
	}
	if where != "" {
		what = where + ": " + what
	}
	return sentence(what)
}

// waivedChecks are the rules that the owner left open, each with the reason.
func (b *builder) waivedChecks() []string {
	var out []string
	for _, r := range rubric.All() {
		if _, ok := b.s.Waivers[r.ID]; ok && r.Waivable() {
			out = append(out, sentence(r.Title+". Left open, since: "+b.text(b.s.Text(postmortem.ReasonKey(r.ID)))))
		}
	}
	return out
}

// waived has a verdict say that people left its rule open, if they did.
func (b *builder) waived(v rubric.Verdict) rubric.Verdict {
	_, left := b.s.Waivers[v.ID]
	if r, ok := rubric.Of(v.ID); ok && left && r.Waivable() && v.Result == rubric.Open {
		v.Result, v.Of, v.Where = rubric.Waived, "", ""
		v.Why += "; left open, since: " + b.text(b.s.Text(postmortem.ReasonKey(v.ID)))
	}
	return v
}

// confirmedByOthers looks for somebody besides the owner who found the draft right.
func (b *builder) confirmedByOthers() (open, met string) {
	if b.s.Drafted() && b.s.Status != postmortem.Draft {
		return "", "somebody besides the owner has confirmed it"
	}
	return "nobody besides the owner has confirmed the draft", ""
}

// hand is the role of who confirmed an item in words of their own hand. They are a source of it, as a message would be.
func (b *builder) hand(it item) string {
	if it.Hand == "" || it.State != postmortem.Confirmed {
		return ""
	}
	return b.roster.role(it.Hand)
}

// remarks say how a statement came to be, where that is not by its messages alone.
func remarks(corrected, hand string, cites []string) string {
	var out []string
	if corrected != "" {
		out = append(out, "corrected after the draft, "+corrected)
	}
	if hand != "" && len(cites) == 0 {
		out = append(out, "added by hand: "+hand)
	}
	return strings.Join(out, "; ")
}
