package postmortem

import (
	"slices"
	"time"

	"github.com/remedybot/remedy/prompts"
)

// After the draft, whoever took part is asked three questions about the meeting
// itself. Nobody can learn who answered what: an answer is counted, and gives no
// event, so the log knows neither of it nor of its time; the counts are private
// notes, in which those who have answered stand under names that only this bot's
// database can make, in no order. They are shown once, when the poll is over, so
// that no two states of it can be compared, and erased.

// SlotPoll is the message that asks the three questions, and then shows what came
// of them.
const SlotPoll = "poll"

// leastAnswers is how many answers it takes for them to be shown, and how many
// people for them to be asked at all: among fewer, everybody could guess.
const leastAnswers = 5

// pollDays is how many working days of everybody a poll is open.
const pollDays = 2

// Ballots are the answers so far, of nobody in particular.
type Ballots struct {
	Voters []string `json:"voters,omitempty"` // opaque, sorted, so that nobody is counted twice
	Spoke  [5]int   `json:"spoke"`            // "I could say what I needed to", from 1 to 5
	Learnt int      `json:"learnt"`           // how many learnt something that changes how they work
	Again  int      `json:"again"`            // how many would join another
}

// A Tally is what came of a poll. The zero Tally is one with too few answers.
type Tally struct {
	Answers int `json:"answers,omitempty"`
	Spoke   int `json:"spoke,omitempty"` // the median, the lower one of two; no single answer can be told from it
	Learnt  int `json:"learnt,omitempty"`
	Again   int `json:"again,omitempty"`
}

// Polling reports whether the three questions can be answered.
func (s *Session) Polling() bool {
	return s.Drafted() && !s.PollOpened.IsZero() && s.Tally == nil
}

// openPoll asks the three questions, where enough people took part.
func (t *turn) openPoll() {
	if len(t.s.Participants()) >= leastAnswers {
		t.event(PollOpened{})
		t.post(SlotPoll)
	}
}

// ballot counts an answer. There is no event in it on purpose.
func (t *turn) ballot(b Ballot) error {
	switch {
	case !t.s.Polling():
		return t.refuse("poll_over", nil)
	case !slices.Contains(t.s.Participants(), t.in.By.ID) || b.Voter == "":
		return t.refuse("poll_elsewhere", nil)
	case b.Spoke < 1 || b.Spoke > len(Ballots{}.Spoke):
		return t.refuse("poll_unanswered", nil).at("poll_spoke")
	case slices.Contains(t.s.Private.Ballots.Voters, b.Voter):
		t.d.Reply = t.g.Words.Say("poll/twice", nil)
		return nil
	}
	p := &t.private().Ballots
	p.Voters = append(p.Voters, b.Voter)
	slices.Sort(p.Voters)
	p.Spoke[b.Spoke-1]++
	if b.Learnt {
		p.Learnt++
	}
	if b.Again {
		p.Again++
	}
	t.d.Reply = t.g.Words.Say("poll/thanks", nil)
	return nil
}

// pollEnds is when an open poll is over.
func (s *Session) pollEnds() (time.Time, bool) {
	return s.everybody(s.PollOpened, pollDays), s.Polling()
}

// closePoll shows what came of a poll that is over, and erases the answers.
func (t *turn) closePoll() {
	at, ok := t.s.pollEnds()
	if !ok || t.in.At.Before(at) {
		return
	}
	t.event(PollClosed{t.s.Private.Ballots.tally()})
	t.private().Ballots = Ballots{}
	t.stale(SlotPoll)
}

func (b Ballots) tally() Tally {
	n := len(b.Voters)
	if n < leastAnswers {
		return Tally{}
	}
	out, seen := Tally{Answers: n, Learnt: b.Learnt, Again: b.Again}, 0
	for i, k := range b.Spoke {
		if seen += k; seen*2 >= n {
			out.Spoke = i + 1
			break
		}
	}
	return out
}

// pollCard is the message of the poll: the questions, then what came of them.
func (s *Session) pollCard(w *prompts.Words) Card {
	if s.Tally == nil {
		until, _ := s.pollEnds()
		return Card{Parts: []Part{
			{Kind: Body, Text: w.Say("poll/open", nil)},
			{Kind: Buttons, Buttons: []Button{s.button(w, DoPoll, "poll", "")}},
			{Kind: Quiet, Text: w.Say("poll/anonymous", map[string]any{"least": leastAnswers, "until": prompts.Marked(deadline(until))})},
		}}
	}
	if s.Tally.Answers < leastAnswers {
		return Card{Parts: []Part{{Kind: Quiet, Text: w.Say("poll/few", map[string]any{"least": leastAnswers})}}}
	}
	return Card{Parts: []Part{{Kind: Body, Text: w.Say("poll/closed", map[string]any{
		"answers": s.Tally.Answers, "spoke": s.Tally.Spoke, "learnt": s.Tally.Learnt, "again": s.Tally.Again})}}}
}
