package tone

import "strings"

// isLog reports whether a program wrote the line: it begins with a time and a
// level, a level and a name, a prompt, the head of a stack trace, a run of
// key=value, or the marker of a bot.
func isLog(line string) bool {
	if len(line) < len("$ x") {
		return false
	}
	line = line[:min(len(line), 200)]
	switch c := line[0]; {
	case c == '$' || c == '#' || c == '%':
		return len(line) > 2 && line[1] == ' ' && line[2] != ' '
	case strings.HasPrefix(line, ">>> "):
		return true
	case strings.HasPrefix(line, "<bot>"), strings.HasPrefix(line, "&lt;bot&gt;"):
		return true
	case c == '[':
		if name, _, ok := strings.Cut(line[1:], "]"); ok && strings.HasSuffix(name, "bot") && !strings.Contains(name, " ") {
			return true
		}
	}
	if rest, ok := afterTime(strings.TrimPrefix(line, "[")); ok {
		word := firstWord(strings.TrimLeft(rest, "] "))
		bare := strings.Trim(word, "[]:")
		return level(bare) != "" || strings.HasSuffix(word, "]:") || strings.Contains(word, "=")
	}
	for _, head := range [...]string{"panic:", "panic(", "fatal:", "error:", "error(", "Traceback ", "Traceback(", "Exception in thread", "Caused by:"} {
		if strings.HasPrefix(line, head) {
			return true
		}
	}
	if l := level(strings.Trim(firstWord(line), "[]:")); l != "" {
		rest := strings.TrimLeft(line[strings.Index(line, l)+len(l):], "]: ")
		name := firstWord(rest)
		if at := strings.IndexAny(name, ":=(["); at > 0 {
			return true
		}
	}
	first := firstWord(line)
	second := firstWord(strings.TrimLeft(line[len(first):], " "))
	return assigns(first) && assigns(second)
}

// afterTime returns what follows a date and a time of day.
func afterTime(line string) (string, bool) {
	const layout = "dddd-dd-dd dd:dd"
	if len(line) < len(layout) {
		return "", false
	}
	for i, want := range []byte(layout) {
		c := line[i]
		switch {
		case want == 'd' && (c < '0' || c > '9'):
			return "", false
		case want == ' ' && c != ' ' && c != 'T':
			return "", false
		case want != 'd' && want != ' ' && c != want:
			return "", false
		}
	}
	rest := line[len(layout):]
	return strings.TrimLeft(rest, "0123456789:.,Z+-"), true
}

// level returns word if it is a level of a log.
func level(word string) string {
	switch word {
	case "ERROR", "WARN", "WARNING", "INFO", "DEBUG", "FATAL", "CRITICAL", "PANIC", "TRACE", "NOTICE", "SEVERE":
		return word
	}
	return ""
}

// assigns reports whether word is key=value.
func assigns(word string) bool {
	at := strings.IndexByte(word, '=')
	return at > 0 && at < len(word)-1
}

func firstWord(line string) string {
	word, _, _ := strings.Cut(line, " ")
	return word
}
