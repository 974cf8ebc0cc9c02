package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/remedybot/remedy/internal/postmortem"
)

// gapSection lists what is not established: what the phases left open, promises that are none yet, questions nobody
// could answer, and what the bot could not deliver.
func (b *builder) gapSection() Section {
	sec := Section{ID: SectionGaps, Title: "Open questions and gaps"}
	told := map[string]bool{}
	add := func(group, text string, cites []string, state string) {
		if text == "" || told[text] {
			return
		}
		told[text] = true
		b.r.Gaps = append(b.r.Gaps, Gap{text})
		sec.Sentences = append(sec.Sentences, Sentence{
			Text: text, Cites: cites, Entries: []string{}, State: state, Machine: state == proposed, Note: len(cites) == 0, Group: group,
		})
	}
	const asked, open, promises, lost = "Questions nobody could answer", "Not established", "Actions without an owner or a date", "Not delivered"
	for _, it := range b.items(postmortem.Question) {
		text := sentence(it.text)
		if !strings.HasSuffix(text, "?") {
			text = strings.TrimRight(text, ".") + "?"
		}
		add(asked, text, it.cites, it.state())
	}
	for _, a := range b.r.Actions {
		if a.missing() != "" {
			add(promises, a.gap(), a.Cites, confirmed)
		}
	}
	b.missing = b.s.Missing(b.o.Words, postmortem.Phases()...)
	// What was open at the end and has been established since is none; of one without an id that cannot be told.
	passed := slices.DeleteFunc(slices.Clone(b.s.Gaps), func(g postmortem.Gap) bool { return g.ID != "" })
	for _, g := range slices.Concat(passed, b.missing) {
		if _, promise := b.promise(g); !promise {
			add(open, b.gapText(g), []string{}, confirmed)
		}
	}
	for _, text := range b.waivedChecks() {
		add(open, text, []string{}, confirmed)
	}
	for _, l := range b.s.Lost {
		add(lost, sentence(lostWords(l.What)+": "+b.text(l.Reason)), []string{}, confirmed)
	}
	if len(sec.Sentences) == 0 {
		sec.Sentences = []Sentence{note("Nothing was left open. Open questions are gathered in all phases, most of them in Close.")}
	}
	return sec
}

// gapText names the phase in which something was left open, and why if somebody said so. What may have been told since is
// marked.
func (b *builder) gapText(g postmortem.Gap) string {
	text := g.Phase.Title() + ": " + b.text(g.What)
	if reason := b.text(b.s.Text(postmortem.ReasonKey(g.ID))); reason != "" && b.s.Waivers[g.ID].By != "" {
		return sentence(text + ". Left open, since: " + reason)
	}
	if !slices.ContainsFunc(b.missing, g.Same) {
		text += " (open when the phase ended)"
	}
	return sentence(text)
}

// promise finds the action that a gap is about. Such a gap is told by the action itself, as it stands today.
func (b *builder) promise(g postmortem.Gap) (Action, bool) {
	for _, a := range b.r.Actions {
		// The first reviews kept no id of what they left open.
		if g.ID == "P2-"+strconv.Itoa(a.number) || g.ID == "" && strings.HasPrefix(g.What, a.label()+" ") {
			return a, true
		}
	}
	return Action{}, false
}

// lostWords says in words what the bot could not do.
func lostWords(what string) string {
	kind, _, _ := strings.Cut(what, "/")
	switch kind {
	case postmortem.SlotFile:
		return "A file of this review could not be put into the thread"
	case postmortem.SlotReview, postmortem.SlotScript, postmortem.SlotRoot, "board":
		return "A message of the bot could not be posted"
	case "canvas":
		return "This review could not be brought into a canvas, or out of it"
	case "discard":
		return "An older file of this review could not be taken away"
	case "history":
		return "Part of the incident channel could not be read"
	case "message":
		return "A message of the review could not be read"
	case "thread":
		return "The review's thread could not be read again"
	}
	return "Something the bot had to do could not be done"
}
