package slackapp

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/due"
	"github.com/remedybot/remedy/internal/postmortem"
)

// The words of the one vocabulary that the slash command and mentions share.
const (
	wordStart   = "start"
	wordStatus  = "status"
	wordNext    = "next"
	wordBack    = "back"
	wordAdd     = "add"
	wordWaive   = "waive"
	wordActions = "actions"
	wordDone    = "done"
	wordDrop    = "drop"
	wordLater   = "later"
	wordPause   = "pause"
	wordResume  = "resume"
	wordHand    = "handover"
	wordHello   = "hello"
	wordDraft   = "draft"
	wordSay     = "say"
	wordRole    = "role"
	wordPeople  = "people"
	wordOwner   = "owner"
	wordAim     = "aim"
	wordTitle   = "title"
	wordNarrate = "narrate"
	wordQuiet   = "quiet"
	wordHush    = "hush"
	wordZone    = "zone"
	wordAsk     = "ask"
	wordFinish  = "finish"
	wordPublish = "publish"
	wordCancel  = "cancel"
	wordMode    = "mode"
	wordAway    = "away"
	wordHoliday = "holiday"
	wordList    = "list"
	wordRead    = "read"
	wordHelp    = "help"
)

var words = []string{
	wordStart, wordStatus, wordNext, wordBack, wordAdd, wordWaive, wordActions, wordDone, wordDrop, wordLater, wordPause, wordResume, wordHand, wordHello, wordDraft, wordSay, wordPeople, wordRole, wordOwner, wordTitle, wordAim, wordNarrate, wordQuiet, wordHush, wordAsk, wordZone, wordMode, wordAway, wordHoliday, wordFinish, wordPublish, wordCancel, wordList, wordRead, wordHelp,
}

// addable are the kinds of entries as people type them; how they are read is in
// people/option.md under the word.
var addable = []struct {
	word string
	kind postmortem.Kind
}{
	{"timeline", postmortem.Event},
	{"cause", postmortem.Cause},
	{"remedy", postmortem.RemedyItem},
	{"action", postmortem.Action},
	{"learning", postmortem.Learning},
	{"impact", postmortem.Impact},
	{"detection", postmortem.Detection},
	{"question", postmortem.Question},
	{"term", postmortem.Term},
}

// said is a command as it was understood.
type said struct {
	word  string
	title string               // of start, as typed
	line  string               // of draft and say, as Slack sends messages
	more  bool                 // of help: all words, not the few
	body  postmortem.InputBody // what it asks of the meeting; nil: it asks us
}

// ofAction reports whether a command is about an action, which outlives its review.
func (s said) ofAction() bool {
	return s.word == wordDone || s.word == wordDrop || s.word == wordLater
}

// ofDraft reports whether a command can be about a draft, too, where no review runs.
func (s said) ofDraft() bool {
	return s.word == wordWaive || s.word == wordOwner || s.word == wordTitle
}

// understand reads a command. The error is a postmortem.Refusal that says what
// could be said instead. now and zone are the speaker's: a due phrase is only
// taken off an action when it can be read as a day.
func (l *Listener) understand(text string, now time.Time, zone *time.Location) (said, error) {
	first, rest := word(text)
	s := said{word: strings.ToLower(strings.Trim(first, ".,:;!?"))}
	switch s.word {
	case "mute": // as the button says
		s.word = wordQuiet
	case "unmute":
		s.word, rest = wordQuiet, "off"
	}
	switch s.word {
	case "":
		s.word = wordHelp
	case wordStart:
		s.title = plain(rest)
	case wordDraft, wordSay:
		s.line = escaped(rest)
	case wordHelp:
		s.more = strings.EqualFold(rest, "more")
	case wordNext:
		s.body = postmortem.Advance{}
	case wordBack:
		s.body = postmortem.GoBack{To: phaseOf(rest)}
	case wordPause:
		s.body = postmortem.Pause{}
	case wordResume:
		s.body = postmortem.Resume{}
	case wordHand:
		id, err := l.personIn(rest)
		s.body = postmortem.HandOver{To: postmortem.Person{ID: id}}
		return s, err
	case wordRole:
		s.body = postmortem.SeatPeople{Seatings: []postmortem.Seating{{Role: plain(rest)}}}
	case wordOwner:
		id, err := l.personIn(rest)
		s.body = postmortem.Entrust{To: postmortem.Person{ID: id}}
		return s, err
	case wordNarrate:
		id, err := l.personIn(rest)
		s.body = postmortem.Narrate{To: postmortem.Person{ID: id}}
		return s, err
	case wordTitle:
		s.body = postmortem.Retitle{Title: plain(rest)}
	case wordAim:
		s.body = postmortem.SetAim{Text: escaped(rest)}
	case wordQuiet:
		s.body = postmortem.Quieten{Off: strings.EqualFold(rest, "off")}
	case wordHush:
		s.body = postmortem.Hush{On: true}
	case wordZone:
		s.body = understandZone(rest)
	case wordAsk:
		s.body = postmortem.Hush{}
	case wordMode:
		s.body = understandMode(rest)
	case wordAway:
		s.body = understandAway(rest)
	case wordHoliday:
		s.body = understandHoliday(rest)
	case wordFinish:
		s.body = postmortem.Finish{}
	case wordCancel:
		s.body = postmortem.Cancel{}
	case wordWaive:
		id, reason := word(rest)
		waive := postmortem.Waive{Reason: plain(reason)}
		if id != "" {
			waive.Criteria = []string{strings.Trim(plain(id), "`:,.")}
		}
		s.body = waive
	case wordDone:
		s.body = postmortem.Complete{Entry: plain(rest)}
	case wordDrop:
		action, reason := word(rest)
		s.body = postmortem.Drop{Entry: plain(action), Reason: escaped(reason)}
	case wordLater:
		action, day := word(rest)
		s.body = postmortem.Postpone{Entry: plain(action), Due: plain(day)}
	case wordAdd:
		add, err := l.understandAdd(rest, now, zone)
		s.body = add
		return s, err
	case wordStatus, wordActions, wordPublish, wordPeople, wordHello, wordList, wordRead:
	default:
		return s, l.unknown(s.word, words)
	}
	return s, nil
}

func (l *Listener) understandAdd(text string, now time.Time, zone *time.Location) (postmortem.Add, error) {
	first, rest := word(text)
	first = strings.ToLower(strings.Trim(first, ".,:;"))
	var kinds []string
	for _, a := range addable {
		if a.word != first {
			kinds = append(kinds, a.word)
			continue
		}
		add := postmortem.Add{Kind: a.kind, Text: escaped(rest)}
		if a.kind == postmortem.Action {
			add.Text, add.Owner, add.Due = promise(add.Text, now, zone)
		}
		if add.Text == "" {
			return add, l.refusal("no_sentence", map[string]any{"kind": a.word})
		}
		return add, nil
	}
	if first == "" {
		return postmortem.Add{}, l.refusal("no_kind_word", map[string]any{"kinds": kinds})
	}
	return postmortem.Add{}, l.unknown(first, kinds)
}

// promise takes the owner and the due phrase off the end of an action's text,
// in either order: "… @user by next friday".
func promise(text string, now time.Time, zone *time.Location) (rest, owner, day string) {
	rest = strings.TrimSpace(text)
	for range 2 {
		if before, id := lastMention(rest); owner == "" && id != "" {
			rest, owner = before, id
		}
		if before, phrase := lastDay(rest, now, zone); day == "" && phrase != "" {
			rest, day = before, phrase
		}
	}
	return rest, owner, day
}

// lastMention returns the user whom a text ends with, as <@U…> or <@U…|name>.
func lastMention(s string) (before, id string) {
	i := strings.LastIndex(s, "<@")
	if i < 0 || !strings.HasSuffix(s, ">") || strings.Count(s[i:], ">") != 1 {
		return s, ""
	}
	id, _, _ = strings.Cut(s[i+2:len(s)-1], "|")
	return strings.TrimRight(s[:i], " ,;"), id
}

// personIn is the user whom a command names; "" where it names nobody. A name that is no
// mention is one that Slack does not know.
func (l *Listener) personIn(text string) (string, error) {
	_, id := lastMention(text)
	if name := plain(strings.TrimSpace(text)); id == "" && name != "" {
		return "", l.refusal("unknown_person", map[string]any{"name": cut(name, 40)})
	}
	return id, nil
}

// lastDay returns the phrase that a text ends with behind "due" or "by". Behind
// "by" it has to be a day: "document it by hand" is not due on hand.
func lastDay(s string, now time.Time, zone *time.Location) (before, phrase string) {
	lower := lowerASCII(s)
	for _, lead := range []string{" due ", " by "} {
		i := strings.LastIndex(lower, lead)
		if i < 0 {
			continue
		}
		phrase := strings.TrimSpace(s[i+len(lead):])
		if _, id := lastMention(phrase); id != "" { // the owner comes last: their turn first
			continue
		}
		if lead == " by " && !isDay(phrase, now, zone) {
			continue
		}
		return strings.TrimRight(s[:i], " ,;"), strings.TrimPrefix(phrase, "by ")
	}
	return s, ""
}

// lowerASCII lowers the letters of English and nothing else, so that a place in
// it is the same place in s: a Turkish İ grows when it is lowered.
func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// isDay reports whether a phrase speaks of a day, even of one that cannot be used.
func isDay(phrase string, now time.Time, zone *time.Location) bool {
	_, err := due.Parse(phrase, now, zone)
	no, refused := errors.AsType[*due.Refusal](err)
	return err == nil || refused && no.Reason != due.NotUnderstood
}

// addressed reports whether a message speaks to the bot: it is mentioned among
// the first three words. rest is what follows the mention.
func addressed(text, bot string) (rest string, ok bool) {
	i := strings.Index(text, "<@"+bot)
	if bot == "" || i < 0 || len(strings.Fields(text[:i])) > 2 {
		return "", false
	}
	after := text[i+len("<@"+bot):]
	end := strings.IndexByte(after, '>')
	if end < 0 || end > 0 && after[0] != '|' { // another id that begins alike
		return "", false
	}
	return strings.TrimLeft(after[end+1:], " ,:\n\u00a0"), true
}

// word takes the first word off a text.
func word(s string) (first, rest string) {
	s = strings.TrimSpace(s)
	if i := strings.IndexAny(s, " \t\n\u00a0"); i >= 0 {
		return s[:i], strings.Trim(s[i:], " \t\n\u00a0")
	}
	return s, ""
}

// unknown is the refusal of a word, with the nearest one that is known.
func (l *Listener) unknown(w string, known []string) postmortem.Refusal {
	near, best := "", 3
	for _, k := range known {
		if d := distance(w, k); d < best && d < len(k)-1 {
			near, best = k, d
		}
	}
	return l.refusal("unknown_word", map[string]any{"word": cut(plain(w), 40), "near": near, "words": known})
}

func (l *Listener) refusal(key string, data map[string]any) postmortem.Refusal {
	return postmortem.Refusal{Text: l.say("refusal/"+key, data)}
}

// distance counts the letters to be inserted, dropped, changed or swapped with
// their neighbour.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 32 { // no slip of the pen
		return len(x)
	}
	d := make([][]int, len(x)+1)
	for i := range d {
		d[i] = make([]int, len(y)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			change := d[i-1][j-1]
			if x[i-1] != y[j-1] {
				change++
			}
			d[i][j] = min(change, d[i-1][j]+1, d[i][j-1]+1)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(x)][len(y)]
}

// phaseOf finds a phase by its name or the beginning of it; empty if there is none.
func phaseOf(w string) postmortem.Phase {
	w = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(w), "to "))
	i := slices.IndexFunc(postmortem.Phases(), func(p postmortem.Phase) bool {
		return len(w) > 2 && strings.HasPrefix(strings.ToLower(p.Title()), w)
	})
	if i < 0 {
		return ""
	}
	return postmortem.Phases()[i]
}

// kindOf finds the kind of entry for a word on a button: a kind or a phase.
func kindOf(w string) postmortem.Kind {
	i := slices.IndexFunc(phaseKinds, func(p phaseKind) bool { return string(p.phase) == w })
	if i >= 0 {
		return phaseKinds[i].kind
	}
	for _, a := range addable {
		if string(a.kind) == w {
			return a.kind
		}
	}
	return postmortem.Event
}

type phaseKind struct {
	phase postmortem.Phase
	kind  postmortem.Kind
}

// phaseKinds is what people mostly add in a phase.
var phaseKinds = []phaseKind{
	{postmortem.Opening, postmortem.Impact},
	{postmortem.Timeline, postmortem.Event},
	{postmortem.RootCause, postmortem.Cause},
	{postmortem.Remedy, postmortem.RemedyItem},
	{postmortem.Prevention, postmortem.Action},
	{postmortem.Close, postmortem.Learning},
}
