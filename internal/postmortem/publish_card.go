package postmortem

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/remedybot/remedy/prompts"
)

// shownChanges is how many changes a message names, of which the document has all;
// shownRemarks how many remarks at a time.
const shownChanges, shownRemarks = 10, 5

// shownRunes is how much of a text such a message shows.
const shownRunes = 280

// checkCard asks those who took part whether the draft is right, and says how far it
// is from being published. It names nobody: who has confirmed it is no matter of
// record for all.
func (g Guide) checkCard(s *Session) Card {
	w, p := g.Words, s.Publication
	until, open := s.checkEnds()
	if s.Published() {
		parts := []Part{{Kind: Body, Text: w.Say("publish/stands", map[string]any{"version": p.Version(), "next": p.Version() + 1, "day": p.Latest().UTC().Format("2 January 2006"), "pending": len(s.pending())})}}
		return Card{Parts: append(parts, Part{Kind: Buttons, Buttons: s.correcting(w)})}
	}
	n, all := s.Agreement()
	ask := Part{Kind: Body, Text: w.Say("publish/check", map[string]any{"until": prompts.Marked(deadline(until)), "over": !open})}
	agree := s.button(w, DoAgree, "agree_draft", "")
	agree.Style = "primary"
	parts := []Part{ask,
		{Kind: Buttons, Buttons: append([]Button{agree}, s.correcting(w)...)},
		{Kind: Quiet, Text: w.Say("publish/agreed", map[string]any{"n": n, "all": all})},
	}
	if n := len(s.Unconfirmed()); n > 0 {
		parts = append(parts, Part{Kind: Body, Text: w.Say("publish/unconfirmed", map[string]any{"n": n, "all": len(s.Unseen()), "of": len(s.Told())})})
		parts = append(parts, s.handParts(w)...)
	}
	parts = append(parts, slices.Concat(s.restParts(w), s.secondParts(w))...)
	return Card{Parts: append(parts,
		Part{Kind: Quiet, Text: s.missingToPublish(w)},
		Part{Kind: Quiet, Text: w.Say("publish/how", nil)},
	)}
}

// correcting are the buttons by which the document is corrected, and what its owner
// presses.
func (s *Session) correcting(w *prompts.Words) []Button {
	all := []Button{s.button(w, DoDoubt, "doubt", ""), s.button(w, DoCorrect, "correct", ""), s.button(w, DoWrite, "write", "")}
	if !s.Published() || s.Pending() {
		all = append(all, s.publishButton(w, ""))
	}
	return all
}

func (s *Session) publishButton(w *prompts.Words, style string) Button {
	return Button{Action: DoPublish, Value: s.value(), Style: style,
		Label: w.Say("button/publish", map[string]any{"version": s.Publication.Version() + 1}), Reader: w.Say("button/publish_reader", nil)}
}

// missingToPublish names what keeps the review from being published.
func (s *Session) missingToPublish(w *prompts.Words) string {
	var what []string
	for _, c := range s.unready() {
		if c.ID != "K6" && (c.ID != "K5" || !slices.ContainsFunc(s.findings(), func(f Finding) bool { return f.Check == promises })) {
			what = append(what, c.phrase(w)) // what is proposed stands above, and what a check says of actions is one of the checks
		}
	}
	return w.Say("publish/missing", map[string]any{"what": strings.Join(what, "; ")})
}

// publishCard tells whoever carries the review what is missing, and where each of it
// is put right.
func (g Guide) publishCard(s *Session) Card {
	w, p := g.Words, s.Publication
	if s.Published() && !s.Pending() {
		return Card{Parts: []Part{{Kind: Body, Text: w.Say("publish/done", map[string]any{"review": string(s.ID), "title": s.Title, "version": p.Version()})}}}
	}
	lacks, n := s.lackParts(w)
	parts := append([]Part{{Kind: Body, Text: w.Say("publish/ready", map[string]any{"review": string(s.ID), "title": s.Title, "n": n})}}, lacks...)
	if p.Examining {
		parts = append(parts, Part{Kind: Quiet, Text: w.Say("publish/examining", nil)})
	}
	remarks := s.openRemarks()
	for _, n := range remarks[:min(len(remarks), shownRemarks)] {
		settle := s.button(w, DoSettled, "remark_settled", strconv.Itoa(n))
		parts = append(parts, Part{Kind: Body, Text: string(cited(s.Text(RemarkKey(n)))), Side: &settle})
	}
	parts = append(parts, slices.Concat(s.restParts(w), s.secondParts(w))...)
	if len(s.Missing(w, Phases()...)) > 0 {
		parts = append(parts, Part{Kind: Quiet, Text: w.Say("publish/left", nil)})
	}
	return Card{Parts: append(parts, Part{Kind: Buttons, Buttons: s.mending(w)})}
}

// mending are the buttons by which it is published, or looked at again, and those
// that are about several of the things that are missing.
func (s *Session) mending(w *prompts.Words) []Button {
	publish := s.publishButton(w, "primary")
	switch {
	case !s.ReadyToPublish():
		publish = s.button(w, DoPublish, "again", "")
	case len(s.findings()) > 0:
		publish.Style = "" // for other readers nothing may be found
	}
	all := []Button{publish}
	if len(s.WaivableChecks()) > 0 {
		all = append(all, s.button(w, DoWaiveCheck, "waive_checks", ""))
	}
	if len(s.Alarms()) > 0 {
		all = append(all, s.button(w, DoDismiss, "dismiss", ""))
	}
	if s.Text(SectionMeans) != "" && s.Text(SectionNotDone) != "" { // else it stands beside what is missing
		all = append(all, s.button(w, DoWrite, "write", ""))
	}
	return append(all, s.button(w, DoCorrect, "correct", ""), s.button(w, DoFacts, "facts", ""))
}

// publishedCard says that a version is published, and what it says otherwise.
func (g Guide) publishedCard(s *Session, slot string) Card {
	w := g.Words
	version, err := strconv.Atoi(strings.TrimPrefix(slot, "published/"))
	if err != nil {
		return Card{}
	}
	changes := s.Changes(version)
	parts := []Part{{Kind: Body, Text: w.Say("publish/published", map[string]any{"review": string(s.ID), "title": s.Title, "version": version, "n": len(changes)})}}
	var lines []string
	for _, c := range changes[:min(len(changes), shownChanges)] {
		lines = append(lines, "• "+s.changeLine(w, c))
	}
	if more := len(changes) - shownChanges; more > 0 {
		lines = append(lines, "• "+w.Say("publish/more", map[string]any{"n": more}))
	}
	if len(lines) > 0 {
		parts = append(parts, Part{Kind: Body, Text: strings.Join(lines, "\n")})
	}
	return Card{Parts: parts}
}

func (s *Session) changeLine(w *prompts.Words, c Change) string {
	section := SectionTitle(w, c.Entry)
	return w.Say("publish/change", map[string]any{"section": section, "how": c.How, "before": shorten(c.Before), "after": shorten(c.After)})
}

// SectionTitle names the part of the document in which an entry stands.
func SectionTitle(w *prompts.Words, e Entry) string {
	switch {
	case slices.Contains(OwnSections(), e.ID):
		return w.Say("form/"+e.ID, nil)
	case e.ID == AmendedTitle:
		return "Title"
	case e.ID == AmendedFacts:
		return w.Say("form/facts", nil)
	case e.Kind == "":
		return ""
	case e.Kind == Impact || e.Kind == Detection:
		return "Impact"
	case e.Kind == Learning:
		return "Learnings"
	}
	return e.Board().Title()
}

// remarkCard is what somebody told the owner about the draft.
func (g Guide) remarkCard(s *Session, slot string) Card {
	w := g.Words
	n, err := strconv.Atoi(slot[strings.LastIndex(slot, "/")+1:])
	if err != nil || n < 1 || n > len(s.Publication.Remarks) {
		return Card{}
	}
	about := map[string]any{"review": string(s.ID), "title": s.Title}
	text := s.Text(RemarkKey(n))
	if s.Publication.Remarks[n-1].Settled || text == "" {
		return Card{Parts: []Part{{Kind: Quiet, Text: w.Say("publish/remark_settled", about)}}}
	}
	return Card{Parts: []Part{
		{Kind: Body, Text: w.Say("publish/remark", about)},
		{Kind: Body, Text: string(cited(text))},
		{Kind: Buttons, Buttons: []Button{s.button(w, DoSettled, "remark_settled", strconv.Itoa(n)), s.button(w, DoCorrect, "correct", ""),
			{Action: DoAdd, Value: s.value(string(Timeline)), Label: w.Say("button/add", nil), Reader: w.Say("button/add_reader", nil)}}},
	}}
}

// PublishCard is what somebody reads who asks how far a draft is from being published.
func (g Guide) PublishCard(s *Session, user string) Card {
	if user == s.Carrier() {
		return g.publishCard(s)
	}
	return g.checkCard(s)
}

// shorten cuts a text to what a message shows of it.
func shorten(text string) string {
	if utf8.RuneCountInString(text) <= shownRunes {
		return text
	}
	return strings.TrimRight(string([]rune(text)[:shownRunes-1]), " ") + "…"
}
