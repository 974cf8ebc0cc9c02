package evidence

import (
	_ "embed"
	"sync"

	"github.com/remedybot/remedy/internal/evidence/linear"
)

// A Task is one thing that sentences are sorted by.
type Task int

// The tasks: what kind of moment a row of the timeline tells, of what a cause is a cause and how, and what a sentence answers
// to the questions about the remedy.
const (
	SortEvent Task = iota
	SortCause
	SortItem
	tasks
)

// Labels are what a task sorts into, as internal/evidence/train/data names them. The last says that a sentence is none of it.
func (t Task) Labels() []string { return labelsOf[t][:] }

var labelsOf = [tasks][]string{
	SortEvent: {"change", "signal", "action", "decision", "comms", "impact", "recovery", "none"},
	SortCause: {"start/trigger", "start/condition", "spread/amplifier", "unnoticed/detection_gap", "recovery/recovery_hindrance", "any/safeguard", "any/luck", "none/none"},
	SortItem:  {"restored", "temporary", "helped", "hindered", "luck", "communication", "none"},
}

// happenings are the kinds of moments, as [SortEvent] numbers them, and posts those that another bot tells of.
var (
	happenings = []int{0, 1, 2, 3, 4, 5, 6}
	posts      = []int{0, 1, 6}
)

//go:embed weights.bin
var weights []byte

// sorters returns what internal/evidence/train has learned of each task.
var sorters = sync.OnceValue(func() []*linear.Sorter {
	s, err := linear.Parse(weights, int(tasks))
	if err != nil {
		panic(err) // the weights are part of the program
	}
	return s
})

// shares are how likely each label of a task is for a sentence.
func (t Task) shares(ts []token) linear.Shares { return sorters()[t].Sort(traits(ts)) }

// none is the number of the label of a task that says that a sentence is none of it.
func (t Task) none() int { return len(labelsOf[t]) - 1 }

// A happening is how likely some tokens tell of each kind of moment, as [SortEvent] numbers them.
type happening struct {
	ts     []token
	shares linear.Shares
}

func happeningOf(ts []token) happening { return happening{ts, SortEvent.shares(ts)} }

// unsure is how likely a label has to be before it is told, and weighty how likely one that others are counted from has to be;
// below, the most harmless is told.
const unsure, weighty = .3, .35

// event says what kind of moment it is.
func (h happening) event() string {
	switch {
	case publishes(h.ts):
		return "comms"
	case hasAny(h.ts, "decided proposed"):
		return "decision"
	}
	k, share := h.shares.Best(happenings...)
	event := labelsOf[SortEvent][k]
	if share < unsure || share < weighty && oneOf(event, "impact recovery decision") {
		return "signal"
	}
	return event
}

// overMachine is how likely it has to be that what a machine posts is good news.
const overMachine = .5

// posted says what kind of moment a machine tells of: what was changed, that it is over, or else what it saw.
func (h happening) posted() string {
	k, share := h.shares.Best(posts...)
	event := labelsOf[SortEvent][k]
	if share < unsure || share < overMachine && event == "recovery" {
		return "signal"
	}
	return event
}

// How likely it has to be that a sentence is no event before it is left out. Where moments are asked for, one whose time is told
// is left out only where there is hardly a doubt; in passing, or without a time, wherever there is some.
const (
	noneTimed   = .8 // of 1,176 events 2 are as unlikely, of 219 other sentences 45
	noneSaid    = .6 // 5 and 87
	nonePassing = .3 // 28 and 159
)

// likely reports whether something was seen, decided, done, or failed or recovered, unless it is as likely that it is none of it.
func (h happening) likely(none float64) bool { return h.shares[SortEvent.none()] < none }

// acting reports whether tokens have a verb of what happens, and not only one of how things are: "new machines never joined", not
// "one of us was there".
func acting(ts []token) bool {
	for i, t := range ts {
		if t.kind == word && !auxiliaries[t.low] && (isPast(t.low) || harms[t.low] || recoveries[t.low] || isIng(t.low) && (i == 0 || auxiliaries[ts[i-1].low])) {
			return true
		}
	}
	return false
}

// worth reports whether a sentence that names nothing of the trade tells all the same what its phase asks for: "everybody who
// knows it was asleep".
func (r *reader) worth(ts []token) bool {
	switch {
	case wordCount(ts) < 4 || oneOf(ts[0].low, "what how who where when why which"):
		return false
	case r.s.Phase == RootCause:
		return SortCause.shares(ts)[SortCause.none()] < sureTold
	case r.s.Phase == Remedy, r.s.Phase == Close:
		return SortItem.shares(ts)[SortItem.none()] < sureTold
	}
	return false
}

// sureTold is how unlikely it has to be that a sentence is none of what its phase asks for. Of those that the words leave out and
// that are worth keeping four in five are below, of chatter one in thirty.
const sureTold = .2

// Traits are what a sorter sees in a sentence.
func Traits(text string) []uint32 { return traits(plainTokens(text)) }
