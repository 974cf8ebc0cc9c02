package postmortem

import (
	"slices"
	"strings"

	"github.com/remedybot/remedy/prompts"
)

// Nothing keeps a review from being published without a way to mend it: each thing
// that is missing is said with the button that leads there.

// handed is the check that causes, actions and learnings were confirmed. It is the
// session's own to tell.
const handed = "Q14"

// Own reports whether the session itself tells how a check stands, so that nobody has
// to hold the document against it.
func Own(check string) bool { return check == confirmation || check == sections || check == handed }

// findings are what the last examination found and nobody has dealt with since, as far
// as that can be told without another.
func (s *Session) findings() []Finding {
	return slices.DeleteFunc(slices.Clone(s.Publication.Findings), func(f Finding) bool {
		_, waived := s.Waivers[f.Check]
		return waived && f.Waivable || Own(f.Check) || s.Publication.Dismissed[f.ID()]
	})
}

// Alarms are the findings about wording that may be false alarms.
func (s *Session) Alarms() []Finding {
	return slices.DeleteFunc(s.findings(), func(f Finding) bool { return !f.Wording() })
}

// A way is the button that leads to where something is mended.
type way struct {
	verb, label string // the label is in people/button.md
	about       string
	how         string // what to do there, of people/publish.md; empty where what is missing says it
}

var (
	toEntry  = way{DoCorrect, "correct", "", "do_entry"}
	toWords  = way{DoCorrect, "correct", "", "do_words"}
	toAction = way{DoCorrect, "correct", "", "do_action"}
	toFacts  = way{DoFacts, "facts", "", "do_facts"}
	toCause  = way{DoCorrect, "correct", "", ""}
	toAll    = way{DoPublish, "publish", "", "do_publish"}
)

func adding(k Kind) way { return way{DoAdd, "add", string(k), ""} }

// ways are by check where it is mended; any other is mended at an entry.
var ways = map[string]way{
	confirmation: {DoAgree, "agree_draft", "", "do_agree"}, sections: {DoWrite, "write", "", ""}, handed: {DoConfirm, "confirm", "", "do_hand"},
	"Q5": toFacts, "Q6": toAll, "Q7": toAll, "Q9": {how: "do_term"}, "Q20": adding(Event), "Q40": adding(Action), "Q42": {how: "do_similar"},
	"Q45": adding(RemedyItem), "Q53": adding(Action), "Q57": adding(Action),
	"Q1": adding(Event), "Q2": toFacts, "Q19": adding(Event),
	"Q21": toWords, "Q22": toWords, "Q23": toWords, "Q24": toWords,
	"Q28": adding(Impact), "Q29": toFacts,
	"Q31": adding(Event), "Q33": {DoAdd, "add", string(Event), "do_before"}, "Q34": adding(Event), "Q35": toCause,
	"Q36": adding(Cause), "Q37": toCause, "Q38": toCause, "Q39": adding(RemedyItem), "Q43": adding(RemedyItem), "Q46": toCause,
	"Q47": toAction, "Q48": toAction, "Q49": toAction, "Q50": toAction,
	"Q51": adding(Action), "Q52": adding(Action), "Q54": adding(Action), "Q56": {DoCorrect, "correct", "", "do_fewer"},
}

// wayOf is where a check is mended, as the review stands.
func (s *Session) wayOf(check string) way {
	began, _ := s.window()
	switch undone := slices.ContainsFunc(s.plan(), func(e Entry) bool { return !e.ended() }); {
	case (check == promises || check == "Q48") && !undone:
		return adding(Action)
	case check == "Q33" && began.IsZero():
		return toFacts
	}
	if w, ok := ways[check]; ok {
		return w
	}
	return toEntry
}

// Mended says where what a check found is put right, for whoever reads it elsewhere
// than beside the button.
func (s *Session) Mended(w *prompts.Words, check string) string {
	to := s.wayOf(check)
	var said []string
	if to.verb != "" {
		var label map[string]any
		if to.verb == DoPublish {
			label = map[string]any{"version": s.Publication.Version() + 1}
		}
		data := map[string]any{"button": w.Say("button/"+to.label, label), "section": "", "listed": slices.Contains([]string{DoAdd, DoFacts, DoConfirm}, to.verb)}
		if to.about != "" {
			data["section"] = SectionTitle(w, Entry{Kind: Kind(to.about)})
		}
		said = append(said, w.Say("mend", data))
	}
	if to.how != "" {
		said = append(said, w.Say("publish/"+to.how, nil))
	}
	return strings.Join(said, " ")
}

// A lack is one thing that keeps a review from being published, as whoever carries it
// reads it.
type lack struct {
	text string
	at   *Button // nil: time or others mend it, or the buttons below it
	more []Part  // that belong to it
}

// lacks are all of it. What two checks find of the same action is said once.
func (s *Session) lacks(w *prompts.Words) []lack {
	var out []lack
	say := func(text string, at *Button) { out = append(out, lack{text: text, at: at}) }
	for _, c := range s.unready() {
		switch c.ID {
		case "K1":
			if !s.Publication.Examined {
				say(Escape(c.What(w)), nil)
			}
			continue
		case "K5":
			continue // by action, below
		case "K3":
			say(Escape(c.What(w)), new(s.button(w, DoWrite, "write", "")))
			continue
		case "K6":
			out = append(out, lack{Escape(c.What(w)), nil, s.handParts(w)})
			continue
		}
		for _, want := range c.Wants {
			text := Escape(upper(w.Say("gate/"+want.Key, want.Data)))
			switch want.Key {
			case "K2_other":
				say(text, new(s.button(w, DoWaiveCheck, "waive_checks", "")))
			default:
				say(text, nil)
			}
		}
	}
	acts, said := s.actLacks(w)
	out = append(out, acts...)
	told := map[string]bool{}
	for _, f := range s.findings() {
		what := s.Text(FindingKey(f.ID()))
		if !said[f.Check] && (!told[what] || f.Wording()) {
			out = append(out, s.lackOf(w, f))
		}
		told[what] = true
	}
	return out
}

// lackOf says what a check found, and what to do: the words first, and last the number
// for whoever looks the check up. The words may quote an entry.
func (s *Session) lackOf(w *prompts.Words, f Finding) lack {
	to := s.wayOf(f.Check)
	text := ended(upper(shorten(s.Text(FindingKey(f.ID())))))
	if to.how != "" {
		text += " " + w.Say("publish/"+to.how, nil)
	}
	return lack{text: Escape(text) + " `" + f.Check + "`", at: new(s.button(w, to.verb, to.label, to.about))}
}

// ended closes a sentence that ends in a word.
func ended(text string) string {
	if text == "" || strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "…") {
		return text
	}
	return text + "."
}

// shownActions is how many actions a message names that are no whole promise yet.
const shownActions = 5

// actLacks are what actions lack to be promises, each with its own form, and which
// checks that says.
func (s *Session) actLacks(w *prompts.Words) (out []lack, said map[string]bool) {
	said = map[string]bool{}
	found := slices.ContainsFunc(s.findings(), func(f Finding) bool { return f.Check == promises })
	endless := slices.ContainsFunc(s.findings(), func(f Finding) bool { return f.Check == ends })
	if _, waived := s.Waivers[promises]; waived {
		return nil, said
	}
	more := 0
	for _, e := range s.plan() {
		if e.ended() {
			continue
		}
		wants := s.wants(e)
		if !found { // nothing but what nobody could be reminded without, or tell that it is done
			wants = slices.DeleteFunc(wants, func(want string) bool { return want == "cause" || want == "done" && !endless })
		}
		if len(wants) == 0 {
			continue
		}
		said[promises], said[ends] = true, true
		if len(out) == shownActions {
			more++
			continue
		}
		theirs := e.Owner != "" && e.Owner != s.Carrier() // offered in the name of somebody else
		needs := map[string]any{"action": e.Tag(), "who": prompts.Marked("")}
		if theirs {
			needs["who"] = mention(e.Owner)
		}
		for _, want := range []string{"owner", "date", "done", "cause"} {
			needs[want] = slices.Contains(wants, want)
		}
		at := Button{Action: DoEdit, Value: s.value(e.ID), Label: w.Say("button/edit_action", map[string]any{"action": e.Tag()}), Reader: w.Say("button/edit_reader", nil)}
		if slices.Equal(wants, []string{"owner"}) && !theirs {
			at = s.takeButton(w, e) // saving its form accepts nothing
		}
		out = append(out, lack{text: w.Say("publish/act", needs), at: &at})
	}
	if more > 0 {
		out = append(out, lack{text: w.Say("publish/acts", map[string]any{"n": more}), at: new(s.button(w, DoCorrect, "correct", ""))})
	}
	return out, said
}

// shownProposed is how many proposed entries a message quotes.
const shownProposed = 5

// handParts ask for somebody's hand on what nobody has confirmed: what it is, and the
// buttons for all of it and for each. Anybody who took part may confirm; all at once
// is for whoever facilitates or carries the review.
func (s *Session) handParts(w *prompts.Words) []Part {
	all := s.Unconfirmed()
	var lines []string
	for _, e := range all[:min(len(all), shownProposed)] {
		lines = append(lines, "    ◦ "+Escape(shorten(s.Text(e.ID))))
	}
	if more := len(all) - shownProposed; more > 0 {
		lines = append(lines, "    ◦ "+w.Say("publish/more", map[string]any{"n": more}))
	}
	return []Part{{Kind: Body, Text: strings.Join(lines, "\n")}, {Kind: Buttons, Buttons: []Button{
		{Action: DoConfirmAll, Value: s.value(), Label: w.Say("button/confirm_all", map[string]any{"n": len(all)}), Style: "primary"},
		s.button(w, DoHand, "hand", ""),
	}}}
}

// restParts are for what else is still proposed. It may be published so, and is more
// than anybody confirms one by one: what stands in one part of the document is
// confirmed by one press, by whoever facilitates or carries the review.
func (s *Session) restParts(w *prompts.Words) []Part {
	if s.Published() {
		return nil
	}
	var buttons []Button
	all := 0
	for _, p := range Phases() {
		rest := s.unneeded(p)
		if len(rest) == 0 {
			continue
		}
		all += len(rest)
		buttons = append(buttons, Button{Action: DoConfirmAll, Value: s.value(string(p)),
			Label: w.Say("button/confirm_part", map[string]any{"part": SectionTitle(w, rest[0]), "n": len(rest)})})
	}
	if all == 0 {
		return nil
	}
	needed := len(s.Unconfirmed())
	if needed == 0 { // else it stands beside these
		buttons = append(buttons, s.button(w, DoHand, "hand", ""))
	}
	return []Part{{Kind: Quiet, Text: w.Say("publish/rest", map[string]any{"n": all, "all": len(s.Told()), "needed": needed})}, {Kind: Buttons, Buttons: buttons}}
}

// lackParts draw what is missing.
func (s *Session) lackParts(w *prompts.Words) (parts []Part, n int) {
	all := s.lacks(w)
	for _, l := range all[:min(len(all), shownLacks)] {
		parts = append(parts, Part{Kind: Body, Text: "• " + l.text, Side: l.at})
		parts = append(parts, l.more...)
	}
	if more := len(all) - shownLacks; more > 0 {
		parts = append(parts, Part{Kind: Body, Text: "• " + w.Say("publish/more", map[string]any{"n": more})})
	}
	return parts, len(all)
}

// shownLacks is how many things that are missing a message names; Slack allows 50
// blocks in one (https://docs.slack.dev/reference/block-kit/blocks).
const shownLacks = 14

// confirmDraft confirms at once what keeps a draft from being published, for nobody
// has, or what else nobody has in a phase. After the talk whoever carries the review may, as
// whoever facilitates it.
func (t *turn) confirmDraft(p Phase) error {
	if err := t.drafted(); err != nil {
		return err
	}
	if by := t.in.By.ID; by != t.s.Carrier() && by != t.s.Facilitator && by != t.s.Starter {
		return t.refuse("confirms_all_not", map[string]any{"owner": mention(t.s.Carrier())})
	}
	entries := t.s.Unconfirmed()
	if p != "" {
		entries = t.s.unneeded(p)
	}
	ids := idsOf(entries)
	if len(ids) == 0 {
		t.reply("none_waits", map[string]any{"ideas": 0})
		return nil
	}
	return t.judge(ids, Confirmed)
}
