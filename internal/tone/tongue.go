package tone

import (
	"bufio"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/remedybot/remedy/internal/tone/linear"
)

// tongues/ holds the languages: LANG.words.txt its classes, spellings and words
// that are read as one, LANG.rules.txt its patterns; common.words.txt belongs to
// all of them, and languages.txt tells them apart.
//
//go:embed tongues
var files embed.FS

// A tongue is one language made ready: its words, and the automaton of all its
// patterns.
type tongue struct {
	name       string // such as "en"
	salt       uint32 // keeps its features apart from those of others
	apostrophe string // what 's is: "owner", "split" or "drop"
	classes    map[string]class
	lead, tail class   // words that do not open or close a clause
	me, think  class   // I think: what it opens is a clause
	people     class   // what people are spoken of with
	names      class   // first names
	oneself    class   // the first person
	others     class   // and everybody else
	parties    []class // whom one can speak of: the one who is asked, others, anybody, oneself, one's own
	telling    class   // classes that features are made of
	sensible   bool    // it is known which words mean much the same
	dictionary []entry
	index      map[string]int32
	spell      map[string][]int32   // words, and how they are read
	join       map[[2]int32][]int32 // two words, and how they are read together
	rules      []rule
	automaton  *automaton
	model      *linear.Model // what was learned of it; nil before
	bars       bars
}

// An entry is one word of a dictionary.
type entry struct {
	word   string
	class  class
	hash   uint32 // of the word, or of what stands for all of its kind
	joined bool   // it may be the second of two words that are read together
	sense  uint32 // the same for words that mean much the same; 0 if none
}

// A rule is one way in which a category shows.
type rule struct {
	id       string // category.kind
	category Category
	severity Severity
	weight   float64 // that a message in which it fires calls for a word, 0 to 1
	wording  string  // what can be said instead without knowing more, if anything
	rank     int     // of the category
	hash     uint32  // of the id
}

// everyRule is the rule of patterns that speak against all rules in their clause.
const everyRule = -1

// loadTongue reads the language called name from dir.
func loadTongue(dir fs.FS, name string) (*tongue, error) {
	t := &tongue{
		name: name, apostrophe: "drop", classes: make(map[string]class), index: make(map[string]int32), dictionary: make([]entry, 1),
		spell: make(map[string][]int32), join: make(map[[2]int32][]int32), salt: hashString(offset32, name),
	}
	for n, c := range structural {
		t.classes[n] = c
	}
	words := t.wordsReader()
	for _, file := range []string{"common", name} {
		if err := eachLine(dir, file+".words.txt", words); err != nil {
			return nil, err
		}
	}
	if err := t.loadSenses(dir); err != nil {
		return nil, err
	}
	var patterns []pattern
	if err := eachLine(dir, name+".rules.txt", t.rulesReader(&patterns)); err != nil {
		return nil, err
	}
	t.lead, t.tail, t.people, t.names = t.classes["LEAD"], t.classes["TAIL"], t.classes["PEOPLE"], t.classes["NAME"]
	t.me, t.think = t.classes["I"], t.classes["THINK"]
	t.parties = []class{
		isAsk, t.classes["YOU"] | t.classes["YOUR"], t.classes["THIRD"] | t.classes["HIS"] | t.classes["HIM"] | t.classes["AREA"],
		t.classes["SOMEONE"] | t.classes["NOBODY"], t.classes["I"], t.classes["WE"],
	}
	for _, name := range []string{"I", "ME", "WE"} {
		t.oneself |= t.classes[name]
	}
	for _, name := range []string{"MENTION", "NAME", "YOU", "YOUR", "YOUOBJ", "HE", "HIS", "HIM", "SOMEONE", "NOBODY", "TEAM", "AREA", "ROLE"} {
		t.others |= t.classes[name]
	}
	t.telling = ^(t.think | t.lead | t.tail | t.classes["ADV"])
	for pair := range t.join {
		t.dictionary[pair[1]].joined = true
	}
	for i := range t.dictionary {
		e := &t.dictionary[i]
		e.hash = hashString(offset32, e.word)
	}
	t.automaton = newAutomaton(t, patterns)
	return t, nil
}

// eachLine hands the lines of one file to read, with comments left out.
func eachLine(dir fs.FS, name string, read func(line string) error) error {
	name = "tongues/" + name
	f, err := dir.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	for n := 1; s.Scan(); n++ {
		line := strings.TrimSpace(s.Text())
		if strings.HasPrefix(line, "#") {
			continue
		}
		if err := read(line); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return s.Err()
}

// wordsReader reads the lines of a file of words: the headings class NAME, union
// NAME MEMBERS, apostrophe KIND, spell and join, and what belongs to them.
func (t *tongue) wordsReader() func(string) error {
	section, bit := "", class(0)
	next := firstLexical
	return func(line string) error {
		head, rest, _ := strings.Cut(line, " ")
		switch {
		case line == "":
			section = ""
		case section == "class":
			for w := range strings.FieldsSeq(line) {
				t.dictionary[t.learn(w)].class |= bit
			}
		case section == "spell" || section == "join":
			from, to, ok := strings.Cut(line, " = ")
			if !ok {
				return fmt.Errorf("no = in %q", line)
			}
			return t.reads(section, strings.Fields(from), t.learnAll(to))
		case head == "class":
			section, bit = head, next
			if next == 0 {
				return fmt.Errorf("too many classes")
			}
			t.classes[rest], next = bit, next<<1
		case head == "union":
			name, members, _ := strings.Cut(rest, " ")
			for m := range strings.FieldsSeq(members) {
				if t.classes[m] == 0 {
					return fmt.Errorf("no class %s", m)
				}
				t.classes[name] |= t.classes[m]
			}
		case head == "apostrophe":
			t.apostrophe = rest
		case head == "spell" || head == "join":
			section = head
		default:
			return fmt.Errorf("what is %q?", line)
		}
		return nil
	}
}

func (t *tongue) reads(section string, from []string, to []int32) error {
	switch {
	case section == "spell" && len(from) == 1:
		t.spell[from[0]] = to
	case section == "join" && len(from) == 2:
		t.join[[2]int32{t.learn(from[0]), t.learn(from[1])}] = to
	default:
		return fmt.Errorf("%d words to %s", len(from), section)
	}
	return nil
}

// rulesReader reads the lines of a file of rules: a head with name, category,
// severity and weight, = the wording, + patterns, ~ patterns that harmless sentences
// hold as well, - patterns that speak against it, and * patterns that speak against
// every rule.
func (t *tongue) rulesReader(patterns *[]pattern) func(string) error {
	add := func(s string, rule int32, sign string) error {
		p, err := t.compile(s)
		p.rule, p.blocks, p.doubted = rule, sign == "-" || sign == "*", sign == "~"
		*patterns = append(*patterns, p)
		return err
	}
	return func(line string) error {
		sign, rest, _ := strings.Cut(line, " ")
		switch sign {
		case "":
			return nil
		case "*":
			return add(rest, everyRule, sign)
		case "+", "~", "-", "=":
			if len(t.rules) == 0 {
				return fmt.Errorf("%q belongs to no rule", line)
			}
			if sign == "=" {
				t.rules[len(t.rules)-1].wording = rest
				return nil
			}
			return add(rest, int32(len(t.rules)-1), sign)
		}
		f := strings.Fields(line)
		if len(f) != 4 {
			return fmt.Errorf("what is %q?", line)
		}
		weight, err := strconv.ParseFloat(f[3], 64)
		t.rules = append(t.rules, rule{
			id: f[0], category: Category(f[1]), severity: Severity(f[2]), weight: weight,
			rank: slices.Index(Categories[:], Category(f[1])), hash: hashString(offset32, f[0]),
		})
		return err
	}
}

// learn returns the number of a word, a new one if it has none.
func (t *tongue) learn(w string) int32 {
	n, ok := t.index[w]
	if !ok {
		n = int32(len(t.dictionary))
		t.index[w] = n
		t.dictionary = append(t.dictionary, entry{word: w})
	}
	return n
}

func (t *tongue) learnAll(s string) []int32 {
	var ns []int32
	for w := range strings.FieldsSeq(s) {
		ns = append(ns, t.learn(w))
	}
	return ns
}
