package slackapp

import (
	"strconv"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
)

// The fields of the poll, and what is chosen in them.
const (
	fieldSpoke  = "poll_spoke"
	fieldLearnt = "poll_learnt"
	fieldAgain  = "poll_again"

	optionYes = "poll_yes"
	optionNo  = "poll_no"
)

// poll is the form of the three questions about the meeting itself. It does not
// say who fills it in: nothing of that is to go any further.
func (f forms) poll(state formState) slack.ModalViewRequest {
	pick := func(pairs [][2]string) *slack.RadioButtonsBlockElement {
		e := slack.NewRadioButtonsBlockElement(value)
		for _, p := range pairs {
			e.Options = append(e.Options, slack.NewOptionBlockObject(p[0], plainText(p[1]), nil))
		}
		return e
	}
	var scale [][2]string
	for n := 1; n <= 5; n++ {
		scale = append(scale, [2]string{strconv.Itoa(n), f.words.Say("option/poll_"+strconv.Itoa(n), nil)})
	}
	return f.modal(formPoll, "answer", state, nil,
		f.input(fieldSpoke, pick(scale)),
		f.input(fieldLearnt, pick(f.options(optionYes, optionNo))),
		f.input(fieldAgain, pick(f.options(optionYes, optionNo))))
}

// ballot is what the form says. A scale that was not answered is 0.
func (p interaction) ballot() postmortem.Ballot {
	spoke, _ := strconv.Atoi(p.field(fieldSpoke).Option.Value)
	return postmortem.Ballot{Spoke: spoke, Learnt: p.field(fieldLearnt).Option.Value == optionYes, Again: p.field(fieldAgain).Option.Value == optionYes}
}
