package postmortem

import (
	"regexp"

	"github.com/remedybot/remedy/internal/evidence"
)

// What somebody adds by hand is kept as they typed it, and what of it could not be read
// as a time, a person or a day is said at once: later nobody remembers what was meant.

// A name that Slack knows arrives as a mention, so one in letters is nobody's.
var (
	unknownName = regexp.MustCompile(`(?:^|\s)@([\p{L}\p{N}][\p{L}\p{N}._-]*)(?:\s+(?:by|due)\s.*)?[.]?$`)
	namedThenBy = regexp.MustCompile(`(?:^|\s)(?:<@\w+(?:\|[^>]*)?>|@[\p{L}\p{N}._-]+)\s+(?:by|due)\s+(.+?)[.]?$`)
	byLikeADay  = regexp.MustCompile(`\s(?:by|due)\s+(\S*(?:day|\d)\S*?)[.]?$`)
)

// unread is what of an addition could not be read, for the reply to it.
func (t *turn) unread(e Entry, text string) map[string]any {
	time, name, day := "", "", ""
	switch {
	case e.Timed() && e.At.IsZero():
		time = evidence.NoTime(text)
	case e.Kind == Action:
		if m := unknownName.FindStringSubmatch(text); m != nil && e.Owner == "" {
			name = m[1]
		}
		if m := namedThenBy.FindStringSubmatch(text); m != nil {
			day = m[1]
		} else if m := byLikeADay.FindStringSubmatch(text); m != nil {
			day = m[1]
		}
		if _, err := dueDay(day, "due", t.in); err == nil || !e.Due.IsZero() {
			day = ""
		}
	}
	return map[string]any{"no_time": time, "no_name": name, "no_day": t.plain(day)}
}
