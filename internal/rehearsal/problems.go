package rehearsal

import (
	"fmt"
	"strings"
)

// maxProblems is how many faults are named. Somebody who has mended twenty
// will not mind a second reading.
const maxProblems = 20

// A Problem is one fault of a script.
type Problem struct {
	File string
	Line int    // from 1
	Text string // one plain sentence
}

// Problems is the error for a script with faults.
type Problems struct {
	Found []Problem // in the order of the files, 20 at most
	More  int       // how many others there are
}

// Error names each fault on a line of its own.
func (p Problems) Error() string {
	var b strings.Builder
	for i, f := range p.Found {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s:%d: %s", f.File, f.Line, f.Text)
	}
	if p.More > 0 {
		fmt.Fprintf(&b, "\nand %d more", p.More)
	}
	return b.String()
}

func (p *Problems) add(file string, line int, format string, args ...any) {
	if len(p.Found) == maxProblems {
		p.More++
		return
	}
	p.Found = append(p.Found, Problem{file, line, fmt.Sprintf(format, args...)})
}
