package slackapp

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/prompts"
)

// Limits of Block Kit, counted in runes
// (https://docs.slack.dev/reference/block-kit/blocks,
// https://docs.slack.dev/reference/methods/chat.postMessage).
const (
	maxBlocks  = 50
	maxSection = 3000
	maxContext = 2000
	maxHeader  = 150
	maxRow     = 25 // buttons in a row
	maxLabel   = 75
	maxValue   = 2000
	maxAsk     = 300
	maxText    = 39_000 // Slack cuts at 40,000
	maxOption  = 75
	maxTitle   = 24 // of a form
	maxOptions = 10 // in a group of checkboxes
	maxInput   = 3000
)

// blocksOf draws a card. What does not fit into one section goes on in the
// next; a card with more blocks than a message may have loses words from its
// end, never its buttons, and says so.
func blocksOf(w *prompts.Words, card postmortem.Card) []slack.Block {
	d := drawing{words: w, used: map[string]int{}}
	for _, p := range card.Parts {
		d.part(p)
	}
	return d.fit()
}

// textOf is the card's whole text: what notifications show and screen readers read.
func textOf(card postmortem.Card) string { return cut(card.Plain(), maxText) }

type drawing struct {
	words  *prompts.Words
	blocks []slack.Block
	used   map[string]int // action ids, which must differ within a message
}

func (d *drawing) part(p postmortem.Part) {
	switch p.Kind {
	case postmortem.Header:
		if p.Text != "" {
			d.add(slack.NewHeaderBlock(plainText(cut(plain(p.Text), maxHeader))))
		}
	case postmortem.Rule:
		d.add(slack.NewDividerBlock())
	case postmortem.Quiet:
		for _, s := range split(p.Text, maxContext) {
			d.add(slack.NewContextBlock("", mrkdwn(s)))
		}
	case postmortem.Buttons:
		for row := range slices.Chunk(p.Buttons, maxRow) {
			d.row(row)
		}
	default:
		d.section(p)
	}
}

func (d *drawing) add(b slack.Block) { d.blocks = append(d.blocks, b) }

func (d *drawing) section(p postmortem.Part) {
	for i, s := range split(p.Text, maxSection) {
		var side *slack.Accessory
		if i == 0 && p.Side != nil && len(p.Side.Value) <= maxValue {
			side = slack.NewAccessory(d.button(*p.Side))
		}
		d.add(slack.NewSectionBlock(mrkdwn(s), nil, side))
	}
}

func (d *drawing) row(buttons []postmortem.Button) {
	var row []slack.BlockElement
	for _, b := range buttons {
		if len(b.Value) <= maxValue { // a shortened value would be about something else
			row = append(row, d.button(b))
		}
	}
	if len(row) > 0 {
		d.add(slack.NewActionBlock("", row...))
	}
}

func (d *drawing) button(b postmortem.Button) *slack.ButtonBlockElement {
	e := slack.NewButtonBlockElement(d.actionID(b.Action), b.Value, plainText(cut(b.Label, maxLabel)))
	e.Style = slack.Style(b.Style)
	if b.Reader != "" {
		e.AccessibilityLabel = cut(named(b.Label, b.Reader), maxLabel)
	}
	if b.Ask != "" {
		e.Confirm = slack.NewConfirmationBlockObject(plainText(d.words.Say("window/confirm", nil)), plainText(cut(b.Ask, maxAsk)),
			plainText(cut(b.Label, 30)), plainText(cut(d.words.Say("button/go_back", nil), 30)))
	}
	return e
}

// named is what a screen reader says, with the words that are seen in it: who commands their computer by voice says those
// (https://www.w3.org/WAI/WCAG22/Understanding/label-in-name.html).
func named(label, reader string) string {
	bare := func(s string) string {
		return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
	}
	if strings.Contains(" "+bare(reader)+" ", " "+bare(label)+" ") {
		return reader
	}
	return strings.TrimRight(label, "… ") + ": " + reader
}

// actionID is the button's verb; where a message has several of a kind, the
// second is "verb:2". See verbOf.
func (d *drawing) actionID(verb string) string {
	d.used[verb]++
	if n := d.used[verb]; n > 1 {
		return fmt.Sprintf("%s:%d", verb, n)
	}
	return verb
}

// fit drops rules, then words from the end, until a card has no more blocks than a message may.
func (d *drawing) fit() []slack.Block {
	blocks := d.blocks
	if len(blocks) <= maxBlocks {
		return blocks
	}
	blocks = slices.DeleteFunc(blocks, func(b slack.Block) bool { return b.BlockType() == slack.MBTDivider })
	over := len(blocks) - maxBlocks
	if over <= 0 {
		return blocks
	}
	over++ // for the note
	last := len(blocks)
	for i := len(blocks) - 1; i > 0 && over > 0; i-- {
		if b := blocks[i]; b.BlockType() != slack.MBTAction && b.BlockType() != slack.MBTHeader {
			blocks = slices.Delete(blocks, i, i+1)
			last = i
			over--
		}
	}
	note := slack.NewContextBlock("", mrkdwn(d.words.Say("answer/too_much", nil)))
	blocks = slices.Insert(blocks, min(last, len(blocks)), slack.Block(note))
	return blocks[:min(maxBlocks, len(blocks))]
}

func mrkdwn(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.MarkdownType, s, false, false)
}

func plainText(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}
