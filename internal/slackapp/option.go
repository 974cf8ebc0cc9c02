package slackapp

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/prompts"
)

// optionsOf draws value, label pairs. Those that begin alike are told apart by how they
// end, and those that read the same by a number.
func optionsOf(pairs ...[2]string) []*slack.OptionBlockObject {
	var out []*slack.OptionBlockObject
	drawn := map[[2]string]int{}
	for _, p := range pairs {
		o := longOption(p[0], p[1])
		drawn[shownOf(o)]++
		out = append(out, o)
	}
	again := map[[2]string]int{}
	for i, p := range pairs {
		if drawn[shownOf(out[i])] > 1 && out[i].Description != nil {
			out[i].Description = plainText(lastWords(oneLine(p[1]), maxOption))
		}
		key := shownOf(out[i])
		if again[key]++; again[key] > 1 {
			number := fmt.Sprintf(" (%d)", again[key])
			head, _ := cutAtWord(out[i].Text.Text, maxOption-len(number))
			out[i].Text = plainText(head + number)
		}
	}
	return out
}

// shownOf is what of an option can be read.
func shownOf(o *slack.OptionBlockObject) [2]string {
	if o.Description == nil {
		return [2]string{o.Text.Text}
	}
	return [2]string{o.Text.Text, o.Description.Text}
}

// longOption shows a text in the 75 characters of an option, and the next 75 below
// (https://docs.slack.dev/reference/block-kit/composition-objects/option-object).
func longOption(id, text string) *slack.OptionBlockObject {
	if text = oneLine(text); text == "" {
		text = id
	}
	head, rest := cutAtWord(text, maxOption)
	var more *slack.TextBlockObject
	if rest != "" {
		below, _ := cutAtWord(rest, maxOption)
		more = plainText(below)
	}
	return slack.NewOptionBlockObject(id, plainText(head), more)
}

// oneLine is a text as an option shows it, which is plain.
func oneLine(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "`", "")), " ")
}

// cutAtWord shortens a line to at most n runes. It ends with a word and an ellipsis,
// and rest is what was cut off.
func cutAtWord(text string, n int) (head, rest string) {
	if utf8.RuneCountInString(text) <= n {
		return text, ""
	}
	at := prefix(text, n-1)
	if i := strings.LastIndex(text[:at+1], " "); i > at/2 { // a break before that would leave a mere stub
		at = i
	}
	return strings.TrimRight(text[:at], " ,;:") + "…", strings.TrimSpace(text[at:])
}

// lastWords are at most n runes of the end of a line.
func lastWords(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	from := len(runes) - n + 1
	tail := string(runes[from:])
	if i := strings.Index(tail, " "); runes[from-1] != ' ' && i >= 0 && i < len(tail)/2 {
		tail = tail[i:]
	}
	return "…" + strings.TrimSpace(tail)
}

// entryPairs are entries as lists show them: when it was, in the reader's zone, or which
// action it is, and then what. The events among them stand in the order of the timeline.
// clock is how the whole list writes times.
func (f forms) entryPairs(s *postmortem.Session, entries []postmortem.Entry, clock string) [][2]string {
	var out [][2]string
	for _, e := range inTimeOrder(s, entries) {
		text := s.Text(e.ID)
		switch {
		case e.Kind == postmortem.Action:
			text = e.Tag() + " · " + text
		case e.Timed() && !e.At.IsZero():
			at := e.At.In(f.location()).Format(clock)
			if e.Precision == "approx" {
				at = f.words.Say("board/about", map[string]any{"time": prompts.Marked(at)})
			}
			text = at + " · " + text
		case e.Kind == postmortem.Event:
			text = f.words.Say("board/no_time", nil) + " · " + text
		}
		out = append(out, [2]string{e.ID, text})
	}
	return out
}

// inTimeOrder puts the events among entries into the order of the timeline; all else
// keeps its place.
func inTimeOrder(s *postmortem.Session, entries []postmortem.Entry) []postmortem.Entry {
	has := func(all []postmortem.Entry, id string) bool {
		return slices.ContainsFunc(all, func(e postmortem.Entry) bool { return e.ID == id })
	}
	line := slices.DeleteFunc(s.Timeline(), func(e postmortem.Entry) bool { return !has(entries, e.ID) })
	out, next := slices.Clone(entries), 0
	for i, e := range out {
		if next < len(line) && has(line, e.ID) {
			out[i] = line[next]
			next++
		}
	}
	return out
}

// clockOf is how the times of a list are written: with their day, and year, where these
// differ. One list has one way.
func (f forms) clockOf(entries []postmortem.Entry) string {
	days, years := map[string]bool{}, map[int]bool{}
	for _, e := range entries {
		if e.Timed() && !e.At.IsZero() {
			at := e.At.In(f.location())
			days[at.Format(time.DateOnly)], years[at.Year()] = true, true
		}
	}
	switch {
	case len(years) > 1:
		return "2 Jan 2006 15:04"
	case len(days) > 1:
		return "2 Jan 15:04"
	}
	return "15:04"
}

// clockHint says of which day the times of a list are, if they are of one, and of which
// zone; "" where it has none.
func (f forms) clockHint(entries []postmortem.Entry) string {
	i := slices.IndexFunc(entries, func(e postmortem.Entry) bool { return e.Timed() && !e.At.IsZero() })
	if i < 0 {
		return ""
	}
	day := ""
	if f.clockOf(entries) == "15:04" {
		day = entries[i].At.In(f.location()).Format("2 January 2006")
	}
	return f.words.Say("form/times_hint", map[string]any{"day": day, "zone": f.location().String()})
}

// hintBelow puts a hint below a field; none where there is nothing to say.
func hintBelow(field *slack.InputBlock, hints ...string) {
	if hint := strings.TrimSpace(strings.Join(hints, " ")); hint != "" {
		field.Hint = plainText(hint)
	}
}

func (f forms) location() *time.Location {
	if f.zone == nil {
		return time.UTC
	}
	return f.zone
}
