package postmortem

import (
	"encoding/json"
	"slices"

	"github.com/remedybot/remedy/prompts"
)

// Once the draft stands, a language model may be asked to put into words, section by section, what people have confirmed.
// The draft is complete without: it is posted as it was assembled, and what a model makes of a section comes in its place,
// marked until somebody accepts it. The words are texts, kept under [WordingKey].

// Wordable are the sections that a model may be asked to word: those that are prose.
func Wordable() []string {
	return []string{"brief", "impact", "root_cause", "remedy", "learnings"}
}

// A WordingState is what has become of a model's words for a section.
type WordingState string

// The states of a wording. A section that is not among [Session.Wordings] was never to be worded.
const (
	WordingAwaited  WordingState = "awaited"
	WordingNone     WordingState = "none" // nothing of use came back
	WordingOffered  WordingState = "offered"
	WordingAccepted WordingState = "accepted"
	WordingDeclined WordingState = "declined"
)

// Retold is one sentence of a model, and what it tells.
type Retold struct {
	Text    string   `json:"text"`
	Of      []string `json:"of"`      // the assembled sentences, each by the entry whose words it has, in the order of telling
	Entries []string `json:"entries"` // all entries behind them
}

// WordingKey is where a model's words for a section are kept.
func WordingKey(section string) string { return "wording/" + section }

// SlotWording is the message that shows which sections a model has worded, with what people can make of that.
const SlotWording = "wording"

// Reword asks for a section to be put into words. What comes of it returns as Reworded.
type Reword struct {
	Section string `json:"section"`
}

// Lane keeps a slow model from holding up what is posted.
func (Reword) Lane() string { return Thinks }

// Reworded is what a model made of a section, as far as it held against what it cites; no sentences: nothing of use.
type Reworded struct {
	Section   string
	Sentences []Retold
	Parts     int               // in how many parts it was asked about, for it is long
	Was       map[string]string // the words of each entry when the model was asked
}

// AcceptWording accepts a model's words for a section, UseAssembled has the assembled text in their place.
type (
	AcceptWording struct{ Section string }
	UseAssembled  struct{ Section string }
)

func (Reworded) input()      {}
func (AcceptWording) input() {}
func (UseAssembled) input()  {}

type (
	// Worded says how much there is of a model's words for a section, when it has answered and whenever some were erased.
	Worded struct {
		Section   string `json:"section"`
		Sentences int    `json:"sentences,omitempty"`
		Parts     int    `json:"parts,omitempty"`
	}
	// WordingJudged says what somebody made of a model's words for a section.
	WordingJudged struct {
		Section  string `json:"section"`
		Accepted bool   `json:"accepted,omitempty"`
	}
)

func (Worded) event()        {}
func (WordingJudged) event() {}

// Wording is what a model made of a section, as it was when it was held against the entries.
func (s *Session) Wording(section string) []Retold {
	var list []Retold
	if json.Unmarshal([]byte(s.Text(WordingKey(section))), &list) != nil {
		return nil // nothing is kept, or nothing that we wrote
	}
	return list
}

// applyWording takes in what became of a section.
func (s *Session) applyWording(section string, state WordingState) {
	if s.Wordings == nil {
		s.Wordings = map[string]WordingState{}
	}
	s.Wordings[section] = state
}

// applyWorded takes in how much there is of a model's words for a section. What people have accepted stays accepted.
func (s *Session) applyWorded(b Worded) {
	switch {
	case b.Sentences == 0:
		s.applyWording(b.Section, WordingNone)
	case s.Wordings[b.Section] == WordingAwaited:
		s.applyWording(b.Section, WordingOffered)
	}
	if s.WordedIn == nil {
		s.WordedIn = map[string]Worded{}
	}
	s.WordedIn[b.Section] = b
}

// WordingOf is what has become of a model's words for a section. What nobody has accepted when the review is published is
// not published, nor after that.
func (s *Session) WordingOf(section string) WordingState {
	if state := s.Wordings[section]; state != WordingOffered || !s.Published() {
		return state
	}
	return WordingDeclined
}

// awaitsWording reports whether a model is still to answer about a section.
func (s *Session) awaitsWording() bool {
	return slices.ContainsFunc(Wordable(), func(id string) bool { return s.Wordings[id] == WordingAwaited })
}

// wordedAnew takes in what a model made of a section. The files are uploaded once all sections are dealt with, so that
// people do not read two of them.
func (t *turn) wordedAnew(b Reworded) error {
	if t.s.Wordings[b.Section] != WordingAwaited {
		return nil
	}
	// What was changed or taken out while the model was thinking is not kept in its old words.
	list := slices.DeleteFunc(slices.Clone(b.Sentences), func(r Retold) bool {
		return len(r.Entries) == 0 || slices.ContainsFunc(r.Entries, func(id string) bool {
			e, ok := t.s.Entry(id)
			return !ok || !e.Live() || t.s.Text(id) == "" || t.s.Text(id) != b.Was[id]
		})
	})
	if len(list) > 0 {
		t.keepWording(b.Section, list)
	}
	t.event(Worded{Section: b.Section, Sentences: len(list), Parts: b.Parts})
	t.wordingDone()
	return nil
}

// wordingDone shows what a model has worded, once it has answered about everything.
func (t *turn) wordingDone() {
	if t.s.awaitsWording() {
		return
	}
	if t.s.offersWording() {
		t.staleDraft()
		t.post(SlotWording)
	}
	t.refile()
}

func (s *Session) offersWording() bool {
	return slices.ContainsFunc(Wordable(), func(id string) bool { return s.WordingOf(id) == WordingOffered })
}

// judgeWording is what somebody who takes part makes of a model's words.
func (t *turn) judgeWording(section string, accepted bool) error {
	if err := t.takesPart(); err != nil {
		return err
	}
	if t.s.WordingOf(section) != WordingOffered {
		return t.refuse("wording_settled", nil)
	}
	t.event(WordingJudged{Section: section, Accepted: accepted})
	if !accepted {
		t.keep(WordingKey(section), "")
	}
	t.staleDraft()
	t.stale(SlotWording)
	key := "wording_dropped"
	if accepted {
		key = "wording_accepted"
	}
	t.reply(key, map[string]any{"section": t.g.Words.Say("machine/section_"+section, nil)})
	t.d.Seen = true
	return nil
}

// unwordChanged erases what a model made of entries that this turn has changed or taken out: nobody is to read there what
// somebody has just put right.
func (t *turn) unwordChanged() {
	if len(t.s.Wordings) == 0 {
		return
	}
	changed := map[string]bool{}
	for _, e := range t.d.Events {
		switch b := e.(type) {
		case Changed:
			changed[b.ID] = true
		case Judged:
			changed[b.Entry] = changed[b.Entry] || b.State != Confirmed
		}
	}
	for key := range t.d.Texts {
		changed[key] = true
	}
	for _, id := range Wordable() {
		list := t.s.Wording(id)
		left := slices.DeleteFunc(slices.Clone(list), func(r Retold) bool {
			return slices.ContainsFunc(r.Entries, func(entry string) bool { return changed[entry] })
		})
		if len(left) < len(list) {
			t.keepWording(id, left)
			t.event(Worded{Section: id, Sentences: len(left), Parts: t.s.WordedIn[id].Parts})
			t.stale(SlotWording)
		}
	}
}

// keepWording keeps a model's words for a section; none erases them.
func (t *turn) keepWording(section string, list []Retold) {
	if len(list) == 0 {
		t.keep(WordingKey(section), "")
		return
	}
	text, err := json.Marshal(list)
	if err != nil {
		panic(err) // strings always marshal
	}
	t.keep(WordingKey(section), string(text))
}

// wordingCard shows which sections a model has worded, and what became of that.
func (s *Session) wordingCard(w *prompts.Words) Card {
	parts := []Part{{Kind: Body, Text: w.Say("machine/offered", nil)}}
	for _, id := range Wordable() {
		data := map[string]any{"section": w.Say("machine/section_"+id, nil)}
		switch s.WordingOf(id) {
		case WordingOffered:
			parts = append(parts, Part{Kind: Body, Text: w.Say("machine/awaits", map[string]any{
				"section": data["section"], "sentences": s.WordedIn[id].Sentences, "parts": s.WordedIn[id].Parts})}, Part{Kind: Buttons, Buttons: []Button{
				{Action: DoAcceptWording, Value: s.value(id), Label: w.Say("button/accept_wording", nil), Reader: w.Say("button/accept_wording_reader", data)},
				{Action: DoUseAssembled, Value: s.value(id), Label: w.Say("button/use_assembled", nil), Reader: w.Say("button/use_assembled_reader", data)},
			}})
		case WordingAccepted:
			parts = append(parts, Part{Kind: Quiet, Text: w.Say("machine/accepted", data)})
		case WordingDeclined:
			parts = append(parts, Part{Kind: Quiet, Text: w.Say("machine/declined", data)})
		}
	}
	return Card{Parts: parts}
}
