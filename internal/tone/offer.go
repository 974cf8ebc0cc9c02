package tone

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a model's wording has to keep to.
const (
	shortest = 80   // characters that are always allowed: half as much again of "who did this" says nothing
	lengthy  = 1000 // characters that are never allowed; what follows takes longer than a message is worth
	related  = .2   // of its words, as many stand in the message
	copied   = 6    // words in a row that are the instructions', not the author's
)

// offers reports whether a model's wording may be offered in place of what msg
// says. Besides what holds for any wording it is about the same thing, at most
// half as long again, and brings nothing of the model's own: no address, no
// name, no placeholder, none of the instructions.
func (m *Model) offers(msg Message, wording string) bool {
	was, is := utf8.RuneCountInString(msg.Text), utf8.RuneCountInString(wording)
	return is <= min(max(was*3/2, shortest), lengthy) && bare(msg.Text, wording) && onTopic(msg.Text, wording) &&
		!leaks(m.run(), msg.Text, wording) && m.local.fits(msg, wording)
}

// bare reports whether every word of wording that could be an address, a name, a
// channel or a placeholder stands in text as well. Slack makes a link of a bare
// domain.
func bare(text, wording string) bool {
	for _, c := range wording {
		if unseen(c) || c < ' ' && !strings.ContainsRune(text, c) || c == utf8.RuneError {
			return false
		}
	}
	for w := range strings.FieldsSeq(wording) {
		w = strings.Trim(w, ".,;:!?()'\"…")
		if pointer(w) && !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// pointer reports whether a word could lead somewhere or call somebody: it holds
// a mark that does, or a full stop between letters as in a domain.
func pointer(w string) bool {
	if strings.ContainsAny(w, "@#[]<>") || strings.Contains(w, "//") {
		return true
	}
	for i := 1; i+1 < len(w); i++ {
		if w[i] == '.' && letterAt(w[:i], false) && letterAt(w[i+1:], true) {
			return true
		}
	}
	return false
}

func letterAt(s string, first bool) bool {
	c, _ := utf8.DecodeLastRuneInString(s)
	if first {
		c, _ = utf8.DecodeRuneInString(s)
	}
	return unicode.IsLetter(c)
}

// onTopic reports whether wording speaks of what text speaks of: enough of its
// words, or of the facts it has to keep, are the author's.
func onTopic(text, wording string) bool {
	said := map[string]bool{}
	for _, w := range plainWords(text) {
		said[stem(w)] = true
	}
	shared := len(facts(text))
	all := shared
	for _, w := range plainWords(wording) {
		if utf8.RuneCountInString(w) < 4 || everyday[w] {
			continue
		}
		all++
		if said[stem(w)] {
			shared++
		}
	}
	return float64(shared) >= related*float64(all)
}

// everyday are words of four letters and more that say nothing of what is spoken of.
var everyday = stems(`about again could does each even every from have here into just like make many more most much must only other over
	really said same should some such than that their them then there these they this those very want were what when where which will
	with would your yours alle auch beim dann dass dein deine denn diese dieser durch eine einen euch euer haben hatte ihre immer jetzt
	kann können mehr mein mich muss nach nicht noch oder ohne schon sehr sein seine sind über unser viel wenn werden wird wurde como
	cuando donde esta este esto está hacer para pero porque puede pueden quién sido sobre también tiene todo todos usted aussi avec
	avez cette comme dans donc elle encore être fait leur mais même notre nous plus pour quand quel sans sont tous tout très vous votre
	cada com está fazer isso mais mesmo nossa para pode pois quem seja sobre também tem toda você anche come cosa dove essere fare
	hanno nostra perché però quale questa questo solo sono tutti alleen deze heeft hier hoeveel jullie maar meer niet onze waar waarom
	wanneer worden`)

// stem is the beginning of a word, which is mostly the same in its other forms.
func stem(w string) string {
	n := 0
	for i := range w {
		if n++; n > 4 {
			return w[:i]
		}
	}
	return w
}

// leaks reports whether wording repeats the instructions, given as a run of their
// words: some in a row that stand there too, and not in text.
func leaks(instructions, text, wording string) bool {
	own, ws := spaced(plainWords(text)), plainWords(wording)
	for i := 0; i+copied <= len(ws); i++ {
		if part := spaced(ws[i : i+copied]); strings.Contains(instructions, part) && !strings.Contains(own, part) {
			return true
		}
	}
	return false
}

// spaced puts words side by side, so that some of them can be found as a part.
func spaced(ws []string) string { return " " + strings.Join(ws, " ") + " " }

// plainWords are the words of text in small letters, as they look.
func plainWords(text string) []string {
	return strings.FieldsFunc(plainly(text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '\'' })
}

// plainly is text as it looks, in small letters.
func plainly(text string) string {
	return strings.Map(func(c rune) rune {
		if unseen(c) {
			return -1
		}
		return fold(c)
	}, text)
}
