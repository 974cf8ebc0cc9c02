package rehearsal

import (
	"bytes"
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"
)

var lineShape = shape{"id", "at", "channel", "thread", "user", "kind", "text", "ref"}

// written is a line as it stands in the file.
type written struct {
	ID      string          `json:"id"`
	At      json.RawMessage `json:"at"` // a time, or seconds
	Channel string          `json:"channel"`
	Thread  bool            `json:"thread"`
	User    string          `json:"user"`
	Kind    string          `json:"kind"`
	Text    string          `json:"text"`
	Ref     string          `json:"ref"`
}

// A need says whether a kind of line has to have something.
type need int

const (
	never need = iota
	may
	must
)

// kinds says what each kind of line carries.
var kinds = map[string]struct{ text, ref need }{
	"message":  {must, may},
	"edit":     {must, must},
	"delete":   {never, must},
	"reaction": {must, must},
	"command":  {may, never},
	"click":    {must, may},
	"join":     {never, never},
}

// controls says whether a click on a control is about an earlier message.
var controls = map[string]need{
	"next":            never,
	"back":            never,
	"finish":          never,
	"accept":          must,
	"add-to-timeline": must,
}

const (
	kindNames    = "message, edit, delete, reaction, command, click or join"
	controlNames = "next, back, finish, accept or add-to-timeline"
)

// longest is the furthest a review may run from its start; what lies beyond is a
// slip, such as milliseconds for seconds.
const longest = 30 * 24 * time.Hour

var mention = regexp.MustCompile(`<@([^>|\s]*)>`)

// A reader takes in a script line by line.
type reader struct {
	cast  Cast
	lines []Line
	byID  map[string]int // into lines
	wrong func(format string, args ...any)
}

// readLines reads the lines of a script; blank ones are passed over. When it
// finds problems, what it returns is of no use.
func readLines(p *Problems, file string, text []byte, cast Cast) []Line {
	r := reader{cast: cast, byID: map[string]int{}}
	number := 0
	for raw := range bytes.Lines(text) {
		number++
		if len(bytes.TrimSpace(raw)) == 0 {
			continue
		}
		r.wrong = func(format string, args ...any) { p.add(file, number, format, args...) }
		var l written
		if _, ok := decode(raw, lineShape, &l, func(_ int, f string, args ...any) { r.wrong(f, args...) }); ok {
			r.read(l, number)
		}
	}
	if len(r.lines) == 0 && len(p.Found) == 0 {
		p.add(file, 1, "the script has no lines")
	}
	return r.lines
}

func (r *reader) read(w written, number int) {
	l := Line{ID: w.ID, Channel: w.Channel, Thread: w.Thread, User: w.User, Kind: w.Kind, Text: w.Text, Ref: w.Ref, Number: number}
	if r.when(&l, w.At) {
		r.order(l)
	}
	r.names(l)
	r.carries(l)
	r.refers(l)
	if before, twice := r.byID[l.ID]; twice {
		r.wrong("id %q stands already in line %d", l.ID, r.lines[before].Number)
	} else if l.ID == "" {
		r.wrong(`"id" is missing`)
	} else {
		r.byID[l.ID] = len(r.lines)
	}
	r.lines = append(r.lines, l)
}

// when reads the time of a line, and reports whether there is one.
func (r *reader) when(l *Line, at json.RawMessage) bool {
	start := r.cast.Review.StartsAt
	var seconds float64
	var clock string
	switch {
	case len(at) == 0 || string(at) == "null":
		r.wrong(`"at" is missing`)
	case json.Unmarshal(at, &seconds) == nil:
		if seconds < 0 || seconds > longest.Seconds() {
			r.wrong(`"at" is %s: seconds since the start of the review lie between 0 and %.0f`, at, longest.Seconds())
			return false
		}
		l.Review = true
		l.Offset = time.Duration(math.Round(seconds * float64(time.Second)))
		l.At = start.Add(l.Offset)
		return true
	case json.Unmarshal(at, &clock) == nil:
		t, err := time.Parse(time.RFC3339, clock)
		if err != nil {
			r.wrong(`"at" is %q, which is not a time such as %s`, clock, sampleTime)
			return false
		}
		l.At = t.UTC()
		l.Offset = l.At.Sub(start)
		return true
	default:
		r.wrong(`"at" is neither a time nor a number of seconds`)
	}
	return false
}

// order compares a line with the nearest one above that has a time.
func (r *reader) order(l Line) {
	for _, before := range slices.Backward(r.lines) {
		switch {
		case before.At.IsZero():
			continue
		case before.Review && !l.Review:
			r.wrong("a time of the incident stands after line %d of the review", before.Number)
		case l.At.Before(before.At):
			r.wrong("this is earlier than line %d", before.Number)
		}
		return
	}
}

// names checks that all who are named exist.
func (r *reader) names(l Line) {
	if _, ok := r.cast.Channel(l.Channel); !ok {
		r.wrong("channel %q is not in the cast", l.Channel)
	}
	if _, ok := r.cast.User(l.User); !ok {
		r.wrong("user %q is not in the cast", l.User)
	}
	for _, m := range mention.FindAllStringSubmatch(l.Text, -1) {
		if _, ok := r.cast.User(m[1]); !ok {
			r.wrong("the text names %s, who is not in the cast", m[0])
		}
	}
}

// carries checks a line against what its kind has.
func (r *reader) carries(l Line) {
	kind, ok := kinds[l.Kind]
	if !ok {
		r.wrong("kind %q is unknown: say %s", l.Kind, kindNames)
		return
	}
	if l.Kind == "click" {
		ref, ok := controls[l.Text]
		if !ok {
			r.wrong("there is no control %q: say %s", l.Text, controlNames)
			return
		}
		kind.ref = ref
	}
	r.has("text", strings.TrimSpace(l.Text), l.Kind, kind.text)
	r.has("ref", l.Ref, l.Kind, kind.ref)
}

func (r *reader) has(field, value, kind string, n need) {
	switch {
	case n == must && value == "":
		r.wrong("this %s needs a %s", kind, field)
	case n == never && value != "":
		r.wrong("this %s takes no %s", kind, field)
	}
}

// refers checks that a reference leads to an earlier message, and that it fits.
func (r *reader) refers(l Line) {
	if l.Ref == "" {
		return
	}
	i, ok := r.byID[l.Ref]
	if !ok {
		r.wrong("ref %q is no line above this one", l.Ref)
		return
	}
	to := r.lines[i]
	switch {
	case to.Kind != "message":
		r.wrong("ref %q is no message: its kind is %q", l.Ref, to.Kind)
	case to.Channel != l.Channel && l.Kind != "click": // a message of the incident can be added to a review elsewhere
		r.wrong("ref %q is in channel %q, this line in %q", l.Ref, to.Channel, l.Channel)
	case l.Kind == "message" && !l.Thread:
		r.wrong(`a message with a ref is a reply: "thread" has to be true`)
	case (l.Kind == "edit" || l.Kind == "delete") && to.User != l.User:
		r.wrong("only %q can %s %q", to.User, l.Kind, l.Ref)
	}
}
