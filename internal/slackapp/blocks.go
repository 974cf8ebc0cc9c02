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
	maxBlocks  = 50  // of a message
	maxHome    = 100 // of a Home tab
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

// blocksOf draws a card in at most so many blocks. What does not fit into one
// section goes on in the next. A card with too many blocks loses words from its
// end first, then words that have a button beside them, rows of buttons last,
// and says what it lacks.
func blocksOf(w *prompts.Words, card postmortem.Card, most int) []slack.Block {
	d := drawing{words: w, used: map[string]int{}}
	for _, p := range card.Parts {
		d.part(p)
	}
	return d.fit(most)
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

// fit leaves out what is dearest last: rules, words, words with a button beside them, rows of buttons.
func (d *drawing) fit(most int) []slack.Block {
	blocks := d.blocks
	if len(blocks) <= most {
		return blocks
	}
	blocks = slices.DeleteFunc(blocks, func(b slack.Block) bool { return b.BlockType() == slack.MBTDivider })
	if len(blocks) <= most {
		return blocks
	}
	gap, left, buttons := len(blocks), len(blocks)-most+1, false // one more for the note
	for dear := range 3 {
		for i := len(blocks) - 1; i > 0 && left > 0; i-- {
			if dearness(blocks[i:]) <= dear {
				blocks = slices.Delete(blocks, i, i+1)
				gap, left, buttons = i, left-1, dear > 0
			}
		}
	}
	note := slack.NewContextBlock("", mrkdwn(d.words.Say("answer/too_much", map[string]any{"buttons": buttons})))
	return slices.Insert(blocks, min(gap, len(blocks)), slack.Block(note))
}

// dearness is how long the first of some blocks is kept where there is no room for all: words 0, with a button beside
// them 1, and 2 what stands right above a row of buttons, which is about it, the row itself, and headers.
func dearness(blocks []slack.Block) int {
	row := len(blocks) > 1 && blocks[1].BlockType() == slack.MBTAction
	switch b := blocks[0].(type) {
	case *slack.SectionBlock:
		if b.Accessory != nil {
			return 1
		}
	case *slack.ContextBlock:
	default:
		row = true
	}
	if row {
		return 2
	}
	return 0
}

func mrkdwn(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.MarkdownType, s, false, false)
}

func plainText(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}
