package tone

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// usual is what can be asked instead, by category, where a message holds nothing
// that would have to be kept: the question behind it, open, about what and how.
// None is offered for SelfBlame, which is not corrected, and for Closure, which
// is a question to the room.
var usual = map[Category]string{
	Blame:      "What happened there, step by step, and what usually catches it?",
	HumanError: "What did the screen or the runbook show at that point, and what would have stopped it there?",
	Hindsight:  "What did it look like at that point, and which options seemed reasonable?",
	Defensive:  "Here is what I knew and saw at that point. What is still unclear from your side?",
	Hostile:    "There is a part of this that I do not understand yet. What did it look like at that point?",
	Absolute:   "There seems to be a pattern here. Can we list the occasions and see what they have in common?",
	Threat:     "What can we say about what happened and what is being done, and by when?",
	Shutdown:   "Could we hear first from those who were there, and then add the view from outside?",
	Dismissal:  "What made it hard, and what would have made it easier?",
	CrossExam:  "What was visible at that moment, and what made that step look right?",
	Motive:     "What were they working towards at the time, and how was that weighed?",
}

// worded adds the usual question to a finding that has no wording of its own,
// unless it is not English, or its message not bare of facts that would be dropped.
func worded(r Report, bare func() bool) Report {
	english := r.Language == "" || r.Language == readable[0]
	if w := usual[r.Category]; r.Flag && english && r.Wording == "" && w != "" && bare() {
		r.Wording = w
	}
	return r
}

// fits reports whether wording may be offered in place of what m says: it keeps
// the facts, is about as long, of the same language, calls for no word to its
// author itself, and brings no markup of its own.
func (l *Local) fits(m Message, wording string) bool {
	wording = strings.TrimSpace(wording)
	was, is := utf8.RuneCountInString(m.Text), utf8.RuneCountInString(wording)
	if is == 0 || is > max(was*3/2, 200) || len(strings.Fields(wording)) > 60 || !keepsFacts(m.Text, wording) || !ownMarkup(m.Text, wording) {
		return false
	}
	r, _ := l.look(Message{Text: wording, Before: m.Before, Phase: m.Phase})
	says, said := l.language(wording), l.language(m.Text)
	unread := l.tongues[says] == nil && l.tongues[said] == nil // which of those it is, a few words do not tell
	return !r.Flag && (says == said || unread)
}

// keepsFacts reports whether wording holds the mentions, links, numbers, times,
// code and quotations that text holds, no more and no less.
func keepsFacts(text, wording string) bool {
	return slices.Equal(facts(text), facts(wording))
}

// factless reports whether a message holds nothing that a rewording has to keep.
// What is offered whatever a message says holds nothing of the kind either.
func (s *sentence) factless() bool {
	for i := range s.out {
		if s.out[i].class&(isThing|isNumber|isMention) != 0 {
			return false
		}
	}
	return !slices.Contains(s.masked, true)
}

// factless does as factless of a sentence, for a message that was read by another.
func (m Message) factless() bool { return len(facts(m.Text)) == 0 }

// facts returns what a rewording has to keep, sorted. Tokens are forgotten as
// they come, since the message may be long and hold no fact.
func facts(text string) []string {
	var fs []string
	var r reader
	for r.begin(text); r.at < len(text); r.out, r.letters = r.out[:0], r.letters[:0] {
		from, masked := r.at, r.masked[r.at]
		r.next()
		if masked { // a quoted line leaves no token of its own
			fs = append(fs, text[from:r.at])
			continue
		}
		for _, t := range r.out {
			if t.class&(isThing|isNumber|isMention) != 0 {
				fs = append(fs, text[t.start:t.end])
			}
		}
	}
	slices.Sort(fs)
	return slices.Compact(fs)
}

// ownMarkup reports whether all markup in wording is in text as well, so that it
// can mention, link and call nothing new when it is shown as mrkdwn.
func ownMarkup(text, wording string) bool {
	for _, call := range [...]string{"@channel", "@here", "@everyone"} {
		if strings.Contains(wording, call) && !strings.Contains(text, call) {
			return false
		}
	}
	for rest := wording; ; {
		at := strings.IndexAny(rest, "<>&")
		if at < 0 {
			return true
		}
		rest = rest[at:]
		var whole string
		switch rest[0] {
		case '<':
			end := strings.IndexByte(rest, '>')
			if end < 0 || !strings.Contains(text, rest[:end+1]) {
				return false
			}
			whole = rest[:end+1]
		case '&':
			for _, entity := range [...]string{"&lt;", "&gt;", "&amp;"} {
				if strings.HasPrefix(rest, entity) {
					whole = entity
				}
			}
		}
		if whole == "" {
			return false
		}
		rest = rest[len(whole):]
	}
}
