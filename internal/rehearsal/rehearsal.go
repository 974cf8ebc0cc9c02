// Package rehearsal reads scripts: an incident channel and the review of it,
// written down line by line, so that the whole of a review can be played to the
// bot without anybody having to be there.
//
// A script is two files. NAME.jsonl holds one JSON object a line, in the order
// in which things happened: first the incident with its own times, then the
// review, timed in seconds from its start. NAME.cast.json says who takes part,
// in which channels, and what the facilitator answers when the review starts.
// Three scripts come with the program; see scripts/NOTICE for their sources.
//
// Reading is strict: a script that is wrong anywhere is refused as a whole, and
// every fault is named with its file and line, so that it can be mended in one
// go instead of failing halfway through a play.
package rehearsal

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

//go:embed scripts
var bundled embed.FS

const (
	linesSuffix = ".jsonl"
	castSuffix  = ".cast.json"
)

// A Script is a rehearsal that was read without a fault. Every user, channel
// and reference in its lines exists, and times never run backwards.
type Script struct {
	Name  string // of the file, without folder and ending
	Cast  Cast
	Lines []Line
}

// Length is how long the review takes at the script's own times.
func (s *Script) Length() time.Duration { return max(0, s.Lines[len(s.Lines)-1].Offset) }

// A Line is one thing somebody does.
type Line struct {
	ID      string        // unique in the script
	At      time.Time     // in UTC, never before the line above
	Offset  time.Duration // since the start of the review; negative while the incident runs
	Review  bool          // part of the review, not of the incident
	Channel string        // name in the cast, without #
	Thread  bool          // in a thread: that of Ref if the line is a message with one, else the thread of the review
	User    string        // id in the cast
	Kind    string        // message, edit, delete, reaction, command, click or join
	Text    string        // as typed, where only <@id> is special; emoji name of a reaction, control of a click
	Ref     string        // the earlier message that is answered, edited, deleted, reacted to or clicked; may be empty
	Number  int           // the line's number in its file, from 1
}

// Names lists the scripts that come with the program, in alphabetical order.
func Names() []string {
	found, err := fs.Glob(bundled, "scripts/*"+linesSuffix)
	if err != nil {
		panic(err) // the pattern is a constant, and only a bad pattern fails
	}
	for i, file := range found { // fs.Glob sorts
		found[i] = strings.TrimSuffix(path.Base(file), linesSuffix)
	}
	return found
}

// Load reads a script that comes with the program, by its name, or one on disk,
// by the path of its .jsonl file, beside which its .cast.json is expected. What
// is wrong inside the two files is reported as Problems, all of it at once.
func Load(nameOrPath string) (*Script, error) {
	if !strings.HasSuffix(nameOrPath, linesSuffix) {
		for _, name := range Names() {
			if name == nameOrPath {
				return load(bundled.ReadFile, "scripts/"+name+linesSuffix)
			}
		}
		return nil, fmt.Errorf("there is no rehearsal called %q: say %s, or give the path of a %s file",
			nameOrPath, strings.Join(Names(), ", "), linesSuffix)
	}
	return load(os.ReadFile, nameOrPath)
}

func load(read func(string) ([]byte, error), file string) (*Script, error) {
	castFile := strings.TrimSuffix(file, linesSuffix) + castSuffix
	lines, err := read(file)
	if err != nil {
		return nil, fmt.Errorf("read the script: %w", err)
	}
	cast, err := read(castFile)
	if err != nil {
		return nil, fmt.Errorf("read the cast of %s, which has to be beside it: %w", file, err)
	}
	return parse(file, lines, castFile, cast)
}

// parse reads the two files of a script; their names are for the Problems.
func parse(file string, lines []byte, castFile string, cast []byte) (*Script, error) {
	var p Problems
	s := &Script{Name: strings.TrimSuffix(filepath.Base(file), linesSuffix)}
	if !readCast(&p, castFile, cast, &s.Cast) {
		return nil, p // without a cast every line would be wrong
	}
	s.Lines = readLines(&p, file, lines, s.Cast)
	if len(p.Found) > 0 {
		return nil, p
	}
	return s, nil
}
