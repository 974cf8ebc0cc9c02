package postmortem

import "github.com/remedybot/remedy/prompts"

// An Advice is what could be asked about words that nobody has said yet, by whom
// they are for alone. The zero Advice is that nothing comes to mind.
type Advice struct {
	Question string
	Wording  string // another way to say it, as Slack sends messages; may be empty
}

// Advise is the advice that goes with a finding about a text.
func (g Guide) Advise(r ToneRead, text string) Advice {
	if !r.Flag {
		return Advice{}
	}
	a := Advice{Question: g.Nudge(r.words(), text)}
	if r.Severity != Care {
		a.Wording = r.Wording
	}
	return a
}

// DraftCard shows whoever wrote a text, and nobody else, what could be asked about
// it. session is empty where no review runs; where one does, the bot can say it.
func (g Guide) DraftCard(session SessionID, text string, a Advice) Card {
	parts := []Part{{Kind: Body, Text: g.Words.Say("draft/yours", map[string]any{"text": cited(text)})}}
	if a.Question == "" {
		parts = append(parts, Part{Kind: Body, Text: g.Words.Say("draft/clear", nil)})
	}
	next := text
	if a.Wording != "" {
		next = a.Wording
	}
	s := Session{Opened: Opened{ID: session}}
	buttons := []Button{{Action: DoDraft, Value: s.value(next), Label: g.Words.Say("button/draft_again", nil)}}
	if session != "" {
		buttons = append(buttons, s.button(g.Words, DoSay, "say", next))
	}
	return Card{Parts: append(append(parts, g.advice(a)...),
		Part{Kind: Buttons, Buttons: buttons}, Part{Kind: Quiet, Text: g.Words.Say("draft/kept_nowhere", nil)})}
}

// advice is how an advice reads, if there is one.
func (g Guide) advice(a Advice) []Part {
	if a.Question == "" {
		return nil
	}
	parts := []Part{{Kind: Body, Text: a.Question}}
	if a.Wording != "" {
		parts = append(parts, Part{Kind: Body, Text: g.Words.Say("wording", map[string]any{"wording": prompts.Marked(a.Wording)})})
	}
	return parts
}

// helpButtons stand below the opening words: what may be of use at any time, and
// is easier to find there than to remember.
func (s *Session) helpButtons(w *prompts.Words) Part {
	return Part{Kind: Buttons, Buttons: []Button{
		s.button(w, DoHello, "hello", ""), s.button(w, DoDraft, "draft", ""), s.button(w, DoSay, "say", ""),
	}}
}
