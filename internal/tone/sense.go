package tone

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// loadSenses reads which words mean much the same to a reader of tone, where a
// language has LANG.senses.txt: under the heading sense NAME or verbs NAME, words.
// Verbs stand there once; their regular forms belong to them. What the linear
// model learned of one word then holds for the others.
func (t *tongue) loadSenses(dir fs.FS) error {
	sense, verbs := uint32(0), false
	err := eachLine(dir, t.name+".senses.txt", func(line string) error {
		head, rest, _ := strings.Cut(line, " ")
		switch {
		case line == "":
			sense = 0
		case sense == 0 && (head == "sense" || head == "verbs"):
			sense, verbs = hashString(offset32, rest), head == "verbs"
		case sense == 0:
			return fmt.Errorf("what is %q?", line)
		default:
			for w := range strings.FieldsSeq(line) {
				t.means(w, sense)
				if verbs {
					for _, f := range forms(w) {
						t.means(f, sense)
					}
				}
			}
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	t.sensible = err == nil
	return err
}

// means gives a word a sense, unless it has one.
func (t *tongue) means(w string, sense uint32) {
	if e := &t.dictionary[t.learn(w)]; e.sense == 0 {
		e.sense = sense
	}
}

// forms returns the regular forms of an English verb.
func forms(verb string) []string {
	stem := verb[:len(verb)-1]
	switch last := verb[len(verb)-1]; {
	case last == 'e':
		return []string{verb + "s", verb + "d", stem + "ing"}
	case last == 'y' && !strings.ContainsRune("aeou", rune(verb[len(verb)-2])):
		return []string{stem + "ies", stem + "ied", verb + "ing"}
	case strings.HasSuffix(verb, "sh"), strings.HasSuffix(verb, "ch"), last == 's':
		return []string{verb + "es", verb + "ed", verb + "ing"}
	}
	double := verb + verb[len(verb)-1:]
	return []string{verb + "s", verb + "ed", verb + "ing", double + "ed", double + "ing"}
}
