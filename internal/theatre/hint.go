package theatre

import (
	"regexp"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/reading"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/stage"
	"github.com/remedybot/remedy/internal/workspace/page"
)

// blame is a sentence to try the tone checker with.
const blame = "who pushed this without testing?"

// welcome is what a visitor reads first.
func welcome(channel string, s *rehearsal.Script) *page.Guide {
	return &page.Guide{
		Title: "Run a blameless review, here and now",
		Lines: []string{
			"This is a workspace on your own machine with the real bot in it: nothing leaves it, and nothing needs an account.",
			"The channel below holds a real, published incident, and you can be any of its people: their list is behind your name.",
			"Start its review: in Slack you would type /postmortem start and press Enter, and the button does that for you.",
		},
		Act: page.Act{Label: "Start a review", Do: "command", Channel: channel, Text: startOf(s)},
	}
}

// startOf is the command with which the script's review begins.
func startOf(s *rehearsal.Script) string {
	for _, l := range s.Lines {
		if l.Kind == "command" && strings.HasPrefix(l.Text, "start") {
			return "/postmortem " + l.Text
		}
	}
	return "/postmortem start"
}

var span = regexp.MustCompile(`\b\d\d:\d\d (to|until) \d\d:\d\d\b|\b\d\d:\d\d\b.* (minutes|hours?)\b`)

// factOf is the first short sentence of the script that says how long something
// took: what a newcomer can write, and who they are then. The facilitator's own
// words are taken for leading the talk.
func factOf(s *rehearsal.Script) (who, text string) {
	for _, l := range s.Lines {
		if l.Review && l.Kind == "message" && l.User != s.Cast.Review.Facilitator && len(l.Text) <= 140 &&
			span.MatchString(l.Text) && !strings.Contains(l.Text, "<@") {
			return l.User, l.Text
		}
	}
	return s.Cast.Review.Facilitator, "users got errors from 01:38 to 02:06 UTC"
}

// knowledge is what a hint rests on.
type knowledge struct {
	script    *rehearsal.Script
	channel   string              // of the review
	now       time.Time           // on the set's clock
	review    *postmortem.Session // nil: none was started
	whispered bool                // somebody was, in this set
	early     bool                // a finding was let pass, as somebody's first message
	skipped   map[string]bool     // hints that the visitor is done with, by their id
}

// free leads somebody through their first review, one line at a time. A line is
// there for as long as what it speaks of is still to be done.
func (k knowledge) free() *page.Hint {
	r := k.review
	if r == nil || r.Place.Thread == "" {
		return nil
	}
	if !r.Running() {
		return k.finished()
	}
	written, settled := k.written()
	states := k.states()
	_, fact := factOf(k.script)
	write := func(label, text string) []page.Act {
		return []page.Act{k.thread(), {Label: label, Do: "write", Text: text}}
	}
	for _, h := range []struct {
		open bool
		id   string
		text string
		acts []page.Act
		skip string // the label of the way past it; empty: it passes by itself
	}{
		{written == 0 && r.Phase == postmortem.Opening, "write",
			"The review has a thread of its own. Write there what you know of the incident, as you would to colleagues.",
			write("Put an example in the field", fact), "Skip"},
		{!k.whispered && written > 1 && !settled, "wait",
			"Remedy leaves a sentence alone for eight seconds, in case its author mends it. A moment…", nil, ""},
		{!k.whispered && k.early, "again",
			"The first thing somebody says is never remarked on. Now it would be: say it once more.",
			write("Put it in the field", blame), "Skip"},
		{!k.whispered && written > 0, "try",
			"Remedy reads along. Try a sentence that looks for somebody to blame, such as “" + blame + "”",
			write("Put it in the field", blame), "Skip"},
		{k.open() && states[postmortem.Confirmed] == 0, "whisper",
			"The note “Only visible to you” is a whisper: its author alone sees it, and the review will not mention it. " +
				"Use its wording, press Not now, or leave it.", []page.Act{k.thread()}, "Go on"},
		{states[postmortem.Confirmed] == 0 && states[postmortem.Proposed] > 0, "confirm",
			"What was said has become a proposal, in Remedy's list in the thread. Press Confirm beside it if it is right.",
			[]page.Act{k.thread()}, "Skip"},
		{states[postmortem.Confirmed] == 0 && written > 0, "fact",
			"Now something for the record: write a fact with a time in it.",
			write("Put an example in the field", fact), "Skip"},
		{r.Phase == postmortem.Opening && written > 0, "next",
			"It is on record. When a phase has what it needs, press Next, and Remedy asks the questions of the next one.",
			[]page.Act{k.thread()}, "Skip"},
		{r.Phase != postmortem.Opening && r.Phase != postmortem.Close, "phases",
			"Go on through the phases like this. In Prevention, an action gets an owner and a date: “I add an alert by friday”.", nil, "Go on"},
		{r.Phase == postmortem.Close, "finish",
			"This is the last phase. Press Finish, and Remedy posts the draft, each sentence with the message it comes from.",
			[]page.Act{k.thread()}, "Skip"},
	} {
		if h.open && !k.skipped[h.id] {
			if h.skip != "" {
				h.acts = append(h.acts, page.Act{Label: h.skip, Do: "skip"})
			}
			return &page.Hint{ID: h.id, Text: h.text, Acts: h.acts}
		}
	}
	return nil
}

// playing says what a play waits for.
func (k knowledge) playing(p stage.Progress, part Part) *page.Hint {
	r := k.review
	switch {
	case r != nil && !r.Running():
		return k.finished()
	case part == Watch:
		return nil
	case p.Waits == stage.ForStart:
		return &page.Hint{ID: "start", Text: "The others wait for you to start the review.",
			Acts: []page.Act{{Label: "Start the review", Do: "command", Channel: k.channel, Text: startOf(k.script)}}}
	case p.Waits == stage.ForNext, p.Over && r != nil && r.Phase != postmortem.Close:
		return &page.Hint{ID: "next", Text: "The others wait for you: when you have heard enough, press Next below Remedy's newest list in the thread.", Acts: []page.Act{k.thread()}}
	case p.Over && r != nil:
		return &page.Hint{ID: "finish", Text: "Everybody has spoken. Press Finish, and Remedy posts the draft.", Acts: []page.Act{k.thread()}}
	}
	return nil
}

// finished tells where the draft is and what becomes of it, and offers more.
func (k knowledge) finished() *page.Hint {
	h := page.Hint{ID: "finished", Text: "That was a review, and its draft stands at the end of the thread. Change to another person and press It's right. " +
		"Then, as whoever facilitated, press Publish…: it says what is still missing, with a button for each."}
	if k.review.Published() {
		h = page.Hint{ID: "published", Text: "The review is published. What is corrected from here on becomes a new version, which says what is different."}
	}
	if !k.review.Drafted() || k.skipped[h.ID] {
		return nil
	}
	return &page.Hint{ID: h.ID, Text: h.Text,
		Acts: []page.Act{k.thread(), {Label: "Read it as a page", Do: "page", Text: reading.Path(k.review.ID)}, {Label: "Rehearse an incident", Do: "rehearse"}, {Label: "Close", Do: "skip"}}}
}

func (k knowledge) thread() page.Act {
	return page.Act{Label: "Open the thread", Do: "thread", Channel: k.review.Place.Channel, Thread: k.review.Place.Thread}
}

// readAfter is when the bot has surely read what was said: it leaves it alone for
// eight seconds.
const readAfter = 12 * time.Second

// written counts what people have said in the thread, and tells whether all of
// it was left alone long enough to be read.
func (k knowledge) written() (n int, settled bool) {
	settled = true
	for _, m := range k.review.Messages {
		if m.Phase == "" || m.Gone {
			continue
		}
		n++
		settled = settled && !k.now.Before(m.Still.Add(readAfter))
	}
	return n, settled
}

// states counts the entries from the thread by how they stand; those from the
// channel's past are not what the visitor has just done.
func (k knowledge) states() map[postmortem.State]int {
	n := map[postmortem.State]int{}
	for _, e := range k.review.Live() {
		if e.Phase != "" {
			n[e.State]++
		}
	}
	return n
}

// open reports whether a whisper waits for an answer.
func (k knowledge) open() bool {
	for _, w := range k.review.Private.Whispers {
		if w.Said && !w.Closed && !w.Mended {
			return true
		}
	}
	return false
}
