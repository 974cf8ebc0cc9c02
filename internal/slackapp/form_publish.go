package slackapp

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/prompts"
)

// The forms between the draft and the published review.
const (
	formDoubt   = "doubt_draft"
	formChoose  = "choose_entry"
	formWrite   = "write_sections"
	formWaiveQ  = "waive_checks"
	formDismiss = "dismiss_finding"
	formPublish = "publish_review"
	formFacts   = "correct_facts"
	formHand    = "confirm_entries"
)

// What is done with an entry that is to be corrected.
const (
	asChanged = "change"
	asLeftOut = "take_out"
)

// publishing is the form behind one of the buttons of a draft; instead is what
// somebody reads where there is no form for them, and ok is false for other buttons.
func (l *Listener) publishing(s *postmortem.Session, verb string, q ask) (view slack.ModalViewRequest, instead postmortem.Card, ok bool) {
	state := formState{Place: q.place, Session: s.ID}
	f, mine := l.formsFor(q.by), q.by.ID == s.Carrier()
	switch verb {
	case postmortem.DoDoubt, postmortem.DoCorrect, postmortem.DoHand, postmortem.DoFacts:
	case postmortem.DoWrite, postmortem.DoWaiveCheck, postmortem.DoDismiss, postmortem.DoPublish:
		if s.Drafted() && !mine {
			return view, says(l.say("refusal/owner_only", map[string]any{"owner": mentionOf(s.Carrier())})), true
		}
	default:
		return view, instead, false
	}
	findings := s.Alarms()
	switch {
	case !s.Drafted():
		instead = says(l.say("refusal/no_draft_yet", nil))
	case verb == postmortem.DoDoubt:
		view = f.doubt(s, q.by.ID, state, "", postmortem.Card{})
	case verb == postmortem.DoCorrect && len(s.Live()) == 0:
		instead = says(l.say("refusal/gone", nil))
	case verb == postmortem.DoCorrect:
		view = f.chooseEntry(s, s.Live(), state)
	case verb == postmortem.DoHand && len(unconfirmed(s)) == 0:
		instead = says(l.say("answer/none_to_sort", nil))
	case verb == postmortem.DoHand:
		view = f.hand(s, state)
	case verb == postmortem.DoFacts && !s.MayRestate(q.by.ID):
		instead = says(l.say("refusal/titles_not", map[string]any{"facilitator": mentionOf(s.Facilitator)}))
	case verb == postmortem.DoFacts:
		view = f.facts(s, state)
	case verb == postmortem.DoWrite:
		view = f.write(state, s.Text(postmortem.SectionMeans), s.Text(postmortem.SectionNotDone), postmortem.Card{})
	case verb == postmortem.DoWaiveCheck && len(s.WaivableChecks()) == 0, verb == postmortem.DoDismiss && len(findings) == 0:
		instead = says(l.say("refusal/no_finding", nil))
	case verb == postmortem.DoWaiveCheck:
		view = f.waiveChecks(s, state)
	case verb == postmortem.DoDismiss:
		view = f.dismiss(s, findings, state)
	case !s.ReadyToPublish():
		instead = l.guide().PublishCard(s, q.by.ID)
	default:
		view = f.publish(s, state, l.guide().PublishCard(s, q.by.ID))
	}
	return view, instead, true
}

// doubt is the form in which somebody says what is wrong, missing or too exposed. It
// offers what rests on their own messages.
func (f forms) doubt(s *postmortem.Session, user string, state formState, remark string, found postmortem.Card) slack.ModalViewRequest {
	blocks := f.shown(found)
	if own := s.Citing(user); len(own) > 0 {
		pairs := f.entryPairs(s, own[:min(len(own), maxSorted)], f.clockOf(own))
		words := textInput("", true)
		words.MaxLength = postmortem.LongestEntry
		blocks = append(blocks, f.hinted("own", choose("", pairs...)).WithOptional(true), f.hinted("own_words", words).WithOptional(true))
	}
	line := textInput(remark, true)
	line.MaxLength = postmortem.LongestEntry
	return f.modal(formDoubt, "send", state, nil, append(blocks, f.hinted("remark", line).WithOptional(true))...)
}

// chooseEntry is the form in which one of some entries is chosen that is to be corrected. A
// group holds a hundred options
// (https://docs.slack.dev/reference/block-kit/composition-objects/option-group-object).
func (f forms) chooseEntry(s *postmortem.Session, entries []postmortem.Entry, state formState) slack.ModalViewRequest {
	var titles []string
	full := false
	groups := map[string][]postmortem.Entry{}
	for _, e := range entries {
		title := postmortem.SectionTitle(f.words, e)
		if s.Text(e.ID) == "" {
			continue
		}
		if len(groups[title]) == maxSorted {
			full = true
			continue
		}
		if len(groups[title]) == 0 {
			titles = append(titles, title)
		}
		groups[title] = append(groups[title], e)
	}
	var all []*slack.OptionGroupBlockObject
	for _, title := range titles {
		all = append(all, slack.NewOptionGroupBlockElement(plainText(title), optionsOf(f.entryPairs(s, groups[title], f.clockOf(entries))...)...))
	}
	entry := f.input("entry", slack.NewOptionsGroupSelectBlockElement(slack.OptTypeStatic, nil, value, all...))
	more := ""
	if full {
		more = f.words.Say("form/entry_hint", nil)
	}
	hintBelow(entry, f.clockHint(entries), more)
	return f.modal(formChoose, "choose_entry", state, nil, entry,
		f.input("correct_how", choose(asChanged, f.options(asChanged, asLeftOut)...)))
}

// unconfirmed is what nobody has confirmed in a draft: first what keeps it from being
// published.
func unconfirmed(s *postmortem.Session) []postmortem.Entry {
	out := s.Unconfirmed()
	for _, e := range s.Waiting("") {
		if !slices.ContainsFunc(out, func(o postmortem.Entry) bool { return o.ID == e.ID }) {
			out = append(out, e)
		}
	}
	return out
}

// hand is the form in which that is confirmed or left out, one by one.
func (f forms) hand(s *postmortem.Session, state formState) slack.ModalViewRequest {
	return f.sorting(formHand, s, state, nil, unconfirmed(s))
}

// facts is the form that corrects what the start form asked for.
func (f forms) facts(s *postmortem.Session, state formState) slack.ModalViewRequest {
	at := func(t time.Time) *slack.DateTimePickerBlockElement {
		e := slack.NewDateTimePickerBlockElement(value)
		if !t.IsZero() {
			e.InitialDateTime = t.Unix()
		}
		return e
	}
	return f.modal(formFacts, "save", state, nil,
		f.hinted("title", textInput(s.Title, false)),
		f.severity(s.Severity),
		f.began(at(s.Began), ""),
		f.input("ended", at(s.Ended)).WithOptional(true))
}

// write is the form of the sections that the owner writes. Both are needed.
func (f forms) write(state formState, means, notDone string, found postmortem.Card) slack.ModalViewRequest {
	blocks := f.shown(found)
	return f.modal(formWrite, "save", state, nil, append(blocks,
		f.hinted(postmortem.SectionMeans, textInput(means, true)),
		f.hinted(postmortem.SectionNotDone, textInput(notDone, true)))...)
}

// shown are the blocks of what somebody reads above the fields of a form.
func (f forms) shown(card postmortem.Card) []slack.Block {
	d := drawing{used: map[string]int{}, words: f.words}
	for _, p := range card.Parts {
		if p.Side = nil; p.Kind != postmortem.Buttons { // buttons are for messages
			d.part(p)
		}
	}
	return d.blocks
}

// waiveChecks is the form in which checks of the document are left open.
func (f forms) waiveChecks(s *postmortem.Session, state formState) slack.ModalViewRequest {
	var options []*slack.OptionBlockObject
	for _, id := range s.WaivableChecks() {
		what := f.words.Say("gate/K2_other", nil)
		for _, found := range s.Publication.Findings {
			if found.Check == id {
				what = s.Text(postmortem.FindingKey(found.ID()))
				break
			}
		}
		options = append(options, longOption(id, upper(what)))
	}
	return f.modal(formWaiveQ, "waive", state, nil, f.leftOpen("left_open", options, func(string) bool { return len(options) == 1 })...)
}

// dismiss is the form in which a finding about wording is called a false alarm.
func (f forms) dismiss(s *postmortem.Session, findings []postmortem.Finding, state formState) slack.ModalViewRequest {
	var pairs [][2]string
	for _, found := range findings[:min(len(findings), maxSorted)] {
		pairs = append(pairs, [2]string{found.ID(), s.Text(postmortem.FindingKey(found.ID()))})
	}
	return f.modal(formDismiss, "save", state, nil, f.input("finding", choose(pairs[0][0], pairs...)), f.hinted("reason", textInput("", true)))
}

// publish is the form by which the owner publishes, below what the checks found when
// they were last asked.
func (f forms) publish(s *postmortem.Session, state formState, found postmortem.Card) slack.ModalViewRequest {
	was := cmp.Or(s.Publication.Wanted, s.Publication.Audience, postmortem.ForCompany)
	var pairs [][2]string
	for _, a := range postmortem.Audiences() {
		pairs = append(pairs, [2]string{string(a), f.words.Say("option/"+string(a), nil)})
	}
	return f.modal(formPublish, "publish_now", state, nil, append(f.shown(found), f.hinted("audience", choose(string(was), pairs...)))...)
}

// considered is what a form says above the words that somebody wrote in it, if
// something comes to mind about them.
func (f forms) considered(advice ...postmortem.Advice) postmortem.Card {
	var card postmortem.Card
	for _, a := range advice {
		if a.Question == "" {
			continue
		}
		if len(card.Parts) == 0 {
			card.Parts = append(card.Parts, postmortem.Part{Kind: postmortem.Quiet, Text: f.words.Say("form/considered", nil)})
		}
		card.Parts = append(card.Parts, postmortem.Part{Kind: postmortem.Body, Text: a.Question})
		if a.Wording != "" {
			card.Parts = append(card.Parts, postmortem.Part{Kind: postmortem.Body, Text: f.words.Say("wording", map[string]any{"wording": prompts.Marked(a.Wording)})})
		}
	}
	return card
}

// upper makes the beginning of a line.
func upper(s string) string {
	r, n := utf8.DecodeRuneInString(strings.TrimSpace(s))
	return string(unicode.ToUpper(r)) + strings.TrimSpace(s)[n:]
}
