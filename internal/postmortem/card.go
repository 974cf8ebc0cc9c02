package postmortem

import "strings"

// A Card is something the bot says: text in Slack's mrkdwn, every word of other
// people already escaped, and controls. It knows nothing of blocks.
type Card struct {
	Parts []Part `json:"parts"`
}

// PartKind is how a part of a card is shown.
type PartKind string

// The kinds of parts.
const (
	Header  PartKind = "header" // no markup, but escaped like the rest
	Body    PartKind = "body"
	Quiet   PartKind = "quiet" // small print
	Rule    PartKind = "rule"
	Buttons PartKind = "buttons"
)

// A Part is a paragraph of a card, or a row of buttons.
type Part struct {
	Kind    PartKind `json:"kind"`
	Text    string   `json:"text,omitempty"`
	Side    *Button  `json:"side,omitempty"` // beside a Body
	Buttons []Button `json:"buttons,omitempty"`
}

// A Button is a control. Action is one of the verbs below and Value what it is
// about: session, then what the verb needs, joined by "|".
type Button struct {
	Action string `json:"action"`
	Value  string `json:"value"`
	Label  string `json:"label"`            // a verb
	Style  string `json:"style,omitempty"`  // "", "primary" or "danger"
	Ask    string `json:"ask,omitempty"`    // a question to be confirmed first
	Reader string `json:"reader,omitempty"` // what a screen reader says, where the label alone is not enough
}

// The verbs of buttons. Values: PM-1|phase for moving, PM-1|E7 for entries,
// PM-1|channel|ts for whispers.
const (
	DoNext          = "next"
	DoBack          = "back"
	DoFinish        = "finish"
	DoConfirm       = "confirm"
	DoConfirmAll    = "confirm_all"
	DoSort          = "sort_entries" // opens a form: which to confirm, which to leave out
	DoWaive         = "waive"        // opens a form: what to leave open, and why
	DoAdd           = "add"          // opens a form
	DoEdit          = "edit"         // opens a form
	DoPick          = "pick"         // opens a form: which entry of a phase to change or leave out
	DoAccept        = "accept"
	DoUse           = "use_wording"
	DoResume        = "resume"
	DoCarry         = "carry"
	DoSay           = "say"     // opens a form: a line that the bot is to post
	DoVoice         = "voice"   // posts it
	DoDiscard       = "discard" // lets it be
	DoAbstain       = "abstain"
	DoPoll          = "poll"        // opens a form
	DoDraft         = "draft"       // opens a form: words to be looked at in private; value: PM-1|words, or |words without a review
	DoHello         = "hello"       // says how this works, in private
	DoRead          = "read"        // gives somebody the address of the review as a page, in private
	DoSeat          = "seat_people" // opens a form
	DoPause         = "pause"
	DoStub          = "stub"  // puts a cause's own moment into the timeline, without a time
	DoGraft         = "graft" // puts what hindered, or was luck, among the causes
	DoLook          = "look"  // opens a form: from which sides people have looked
	DoWeigh         = "weigh" // opens a form: whether it could happen again today
	DoRisk          = "risk"  // opens a form: what people decide to live with
	DoIdeas         = "ideas" // opens a form: what becomes of parked ideas
	DoEnds          = "ends"  // opens a form: how anybody will tell that actions are done
	DoTimeless      = "timeless"
	DoRetime        = "retime"     // PM-1|entry|at|to, in seconds since 1970; no time: it is right as it stands
	DoApart         = "told_apart" // PM-1|entry|entry …
	DoRecalled      = "recalled"
	DoPass          = "pass"
	DoHush          = "hush"
	DoZone          = "zone"    // PM-1|zone; no zone: each writer's own
	DoTurn          = "turn"    // PM-1|mode
	DoAccount       = "account" // PM-1|phase; opens a form: one's own account
	DoUnseal        = "unseal"
	DoTakeBack      = "take_back"      // PM-1|say/2, or PM-1|account/phase/user
	DoObject        = "object"         // PM-1|phase; opens a form: one line
	DoNothing       = "nothing_to_add" // PM-1|phase
	DoComplete      = "complete"
	DoPostpone      = "postpone" // opens a form: another date
	DoDrop          = "drop"     // opens a form: why
	DoReopen        = "reopen"
	DoAcceptWording = "accept_wording" // PM-1|section
	DoUseAssembled  = "use_assembled"  // PM-1|section
	DoAgree         = "agree"
	DoDoubt         = "doubt"          // opens a form: what is wrong, missing or too exposed
	DoSettled       = "remark_settled" // PM-1|number
	DoWrite         = "write"          // opens a form: the owner's sections
	DoCorrect       = "correct"        // opens a form: an entry to be chosen, then changed
	DoWaiveCheck    = "waive_checks"   // opens a form
	DoDismiss       = "dismiss"        // opens a form
	DoPublish       = "publish"        // opens a form
	DoHand          = "hand"           // opens a form: what nobody has confirmed in a draft
	DoFacts         = "facts"          // opens a form: title, severity and times
	DoStatus        = "status"         // says in private where the review is, and all that is missing
	DoNotNow        = "not_now"
	DoMute          = "mute"
)

// Plain is the card's whole text, for notifications and screen readers, which
// skip the blocks (https://docs.slack.dev/reference/methods/chat.postMessage).
func (c Card) Plain() string {
	var lines []string
	for _, p := range c.Parts {
		switch {
		case p.Kind == Header:
			lines = append(lines, "*"+p.Text+"*")
		case p.Text != "":
			lines = append(lines, p.Text)
		}
	}
	return strings.Join(lines, "\n\n")
}

// Escape makes text harmless in Slack's mrkdwn: it can hold no mention, link or
// command afterwards
// (https://docs.slack.dev/messaging/formatting-message-text#escaping).
func Escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}
