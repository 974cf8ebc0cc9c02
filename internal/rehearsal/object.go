package rehearsal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
)

const sampleTime = "2019-10-21T01:38:00Z"

// shape lists the fields a JSON object may have, as paths such as "users.tz"; a
// step into an array is not written.
type shape []string

// places says on which line of the text each value begins, by its path with
// indexes, such as "users[3].tz".
type places map[string]int

// line is 1 for a path that is not there: encoding/json fills a field from a
// name in other letters too, which has been called unknown by then.
func (p places) line(path string) int { return max(1, p[path]) }

// maxDepth is far beyond what a script nests, and keeps the walk off the end of
// the stack.
const maxDepth = 16

var (
	errDepth = errors.New("it nests too deeply")
	errTail  = errors.New("something follows after its end")
	index    = regexp.MustCompile(`\[\d+\]`)
)

// decode reads one JSON object into to, and calls wrong for each fault, with
// its line in the text. It is stricter than encoding/json: field names are
// taken literally, and none may be unknown or stand twice. It reports whether
// the text is an object that could be read.
func decode(text []byte, want shape, to any, wrong func(line int, format string, args ...any)) (places, bool) {
	w := walker{dec: json.NewDecoder(bytes.NewReader(text)), text: text, want: want, seen: places{}, wrong: wrong}
	w.dec.UseNumber()
	err := w.value("", 0)
	if err == nil {
		if _, tail := w.dec.Token(); tail != io.EOF {
			err = errTail
		}
	}
	if err != nil {
		wrong(w.line(w.dec.InputOffset()), "this is not JSON: %s", plain(err))
		return nil, false
	}
	if err := json.Unmarshal(text, to); err != nil {
		if kind, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && kind.Field != "" {
			wrong(w.line(kind.Offset), "%q has the wrong type: a %s", kind.Field, kind.Value)
		} else if ok {
			wrong(1, "this is a JSON %s where an object has to be", kind.Value)
		} else if when, ok := errors.AsType[*time.ParseError](err); ok {
			value := strings.Trim(when.Value, `"`)
			wrong(w.line(int64(max(0, bytes.Index(text, []byte(value))))), "%q is not a time such as %s", value, sampleTime)
		} else {
			wrong(1, "this cannot be read: %s", plain(err))
		}
		return nil, false
	}
	return w.seen, true
}

// plain makes encoding/json's words the end of a sentence of ours.
func plain(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "it ends too early"
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

type walker struct {
	dec   *json.Decoder
	text  []byte
	want  shape
	seen  places
	wrong func(int, string, ...any)
}

func (w *walker) line(offset int64) int {
	return 1 + bytes.Count(w.text[:min(int(offset), len(w.text))], []byte("\n"))
}

func (w *walker) value(at string, depth int) error {
	if depth > maxDepth {
		return errDepth
	}
	token, err := w.dec.Token()
	if err != nil {
		return err
	}
	w.seen[at] = w.line(w.dec.InputOffset())
	switch token {
	case json.Delim('{'):
		for w.dec.More() {
			if err := w.field(at, depth); err != nil {
				return err
			}
		}
	case json.Delim('['):
		for i := 0; w.dec.More(); i++ {
			if err := w.value(fmt.Sprintf("%s[%d]", at, i), depth+1); err != nil {
				return err
			}
		}
	default:
		return nil
	}
	_, err = w.dec.Token() // the closing bracket
	return err
}

func (w *walker) field(at string, depth int) error {
	token, err := w.dec.Token()
	if err != nil {
		return err
	}
	name, _ := token.(string) // an object's key is always a string
	full := name
	if at != "" {
		full = at + "." + name
	}
	line := w.line(w.dec.InputOffset())
	if _, twice := w.seen[full]; twice {
		w.wrong(line, "%q stands twice", name)
	} else if !slices.Contains(w.want, index.ReplaceAllString(full, "")) {
		w.wrong(line, "%q is not a field of a script", full)
	}
	return w.value(full, depth+1)
}
