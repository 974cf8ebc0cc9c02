package evidence

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Known is somebody whom a review knows, with what they go by.
type Known struct {
	ID    string
	Names []string // As "Ana Gomez" or "ana.gomez"; none may be told.
	Role  string   // Its words are nobody's name.
}

// People finds in a text the names of those it knows. The zero value knows nobody.
type People struct {
	who   map[string][]string // By a name as folded writes it: the ids of those who answer to it.
	names map[string][]string // By their first word: the names, the longest first.
}

// A Named is where somebody stands in a text: its bytes, with an @ before it, and the ids of all who answer to that name.
type Named struct {
	From, To int
	Who      []string
}

// NewPeople returns a finder of these people's names: whole, their parts joined as in a handle, and each part that is no
// word of anybody's role.
func NewPeople(list []Known) People {
	p := People{map[string][]string{}, map[string][]string{}}
	titles := map[string]bool{}
	for _, k := range list {
		for _, w := range wordsOf(folded(k.Role)) {
			titles[w] = true
		}
	}
	for _, k := range list {
		for _, n := range calledBy(k, titles) {
			if !slices.Contains(p.who[n], k.ID) {
				p.who[n] = append(p.who[n], k.ID)
			}
		}
	}
	for n := range p.who {
		first := n[:wordLen(n)]
		p.names[first] = append(p.names[first], n)
	}
	for _, list := range p.names {
		slices.SortFunc(list, func(a, b string) int { return len(b) - len(a) })
	}
	return p
}

// calledBy lists the names that one person answers to, folded.
func calledBy(k Known, titles map[string]bool) []string {
	var out []string
	for _, name := range k.Names {
		name = folded(strings.Join(strings.Fields(name), " "))
		if utf8.RuneCountInString(name) < 2 || name == folded(strings.TrimSpace(k.Role)) || wordLen(name) == 0 {
			continue
		}
		out = append(out, name)
		parts := strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".,()[]/|_", r) })
		if len(parts) > 1 {
			for _, sep := range []string{".", "-", "_", ""} {
				out = append(out, strings.Join(parts, sep))
			}
		}
		for i, part := range parts {
			part = strings.TrimFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			letters := strings.IndexFunc(part, unicode.IsLetter) >= 0
			if utf8.RuneCountInString(part) >= 2 && letters && !(i > 0 && particles[part]) && !slices.ContainsFunc(wordsOf(part), func(w string) bool { return titles[w] }) {
				out = append(out, part)
			}
		}
	}
	return out
}

// Empty reports whether nobody's name is known.
func (p People) Empty() bool { return len(p.who) == 0 }

// Find returns the names in a text, in its order. A name that is a word, a product or part of a host too is found only where
// it is written and used as a name.
func (p People) Find(text string) []Named {
	if p.Empty() {
		return nil
	}
	var out []Named
	before := rune(' ')
	for i, r := range text {
		if !wordly(r) || wordly(before) {
			before = r
			continue
		}
		before = r
		if n := len(out); n > 0 && i < out[n-1].To {
			continue
		}
		first := folded(text[i : i+wordLen(text[i:])])
		for _, name := range p.names[first] {
			end := reaching(text, i, name)
			if end < 0 || !isName(text, i, end, name) {
				continue
			}
			at := i
			if at > 0 && text[at-1] == '@' {
				at--
			}
			out = append(out, Named{at, end, p.who[name]})
			break
		}
	}
	return out
}

// reaching returns where a name that begins at i ends; -1 if another text stands there.
func reaching(text string, i int, name string) int {
	want := []rune(name)
	for k, r := range text[i:] {
		if len(want) == 0 {
			return i + k
		}
		if fold(r) != want[0] {
			return -1
		}
		want = want[1:]
	}
	if len(want) > 0 {
		return -1
	}
	return len(text)
}

func wordly(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) || c == '_' }

// wordLen is the number of bytes up to what is no letter or digit.
func wordLen(s string) int {
	if n := strings.IndexFunc(s, func(r rune) bool { return !wordly(r) }); n >= 0 {
		return n
	}
	return len(s)
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// folded writes a text in small letters without accents, rune by rune: "Tomás" and "tomas" are one name.
func folded(s string) string { return strings.Map(fold, s) }

func fold(r rune) rune {
	r = unicode.ToLower(r)
	if r < 0xc0 || r > 0x17f {
		return r
	}
	for _, row := range accents {
		base, rest, _ := strings.Cut(row, " ")
		if strings.ContainsRune(rest, r) {
			return rune(base[0])
		}
	}
	return r
}

// accents are the letters of Latin names, behind the plain one that keyboards have in their place.
var accents = []string{"a àáâãäåāăą", "c çćĉċč", "d ďđð", "e èéêëēĕėęě", "g ĝğġģ", "h ĥħ", "i ìíîïĩīĭįı", "j ĵ", "k ķ", "l ĺļľŀł", "n ñńņň",
	"o òóôõöøōŏő", "r ŕŗř", "s śŝşš", "t ţťŧ", "u ùúûüũūŭůűų", "w ŵ", "y ýÿŷ", "z źżž"}

// isName reports whether text[i:j], which reads like a name, is one.
func isName(text string, i, j int, name string) bool {
	prev, _ := utf8.DecodeLastRuneInString(text[:i])
	next, _ := utf8.DecodeRuneInString(text[j:])
	called := prev == '@'
	if j < len(text) && wordly(next) || !called && joined(text, i, j) {
		return false
	}
	if called {
		return true
	}
	written, _ := utf8.DecodeRuneInString(text[i:])
	upper := unicode.IsUpper(written)
	shouted := strings.ToUpper(text[i:j]) == text[i:j] && strings.ToLower(text[i:j]) != text[i:j]
	if strings.ContainsAny(name, " .-_") {
		return true // A whole name is nothing else.
	}
	behind, ahead, head := neighbour(text, i, j)
	owns := strings.HasPrefix(text[j:], "'s") || strings.HasPrefix(text[j:], "’s")
	switch short := utf8.RuneCountInString(name); {
	case short <= 2 && unicode.IsLower(written) && !owns, shouted && short <= 4 && strings.ToUpper(text) != text:
		return false
	case thingAhead(ahead) && !owns && (!upper || isWord[name] || products[name] || title(text[j:])):
		return false // "Victoria Metrics", "the Grace period".
	case products[name], isWord[name] && things[name]:
		return upper && (owns && !products[name] || onlyPeople[ahead] || seeing[ahead] || reached[behind])
	case !isWord[name]:
		return true
	case !upper || determiners[behind]:
		return false
	case months[name] && (dayAfter.MatchString(text[j:]) || dayBefore.MatchString(text[:i])):
		return false
	case head && !owns:
		return ahead == "" || ahead == "and" || isPast(ahead) || seeing[ahead] || oneOf(ahead, "is was has had did could will would")
	}
	return true
}

// joined reports whether text[i:j] is part of something longer: sam-prod-01, sam.internal, sam@example.com.
func joined(text string, i, j int) bool {
	const joints = "-.@"
	if prev, n := utf8.DecodeLastRuneInString(text[:i]); strings.ContainsRune(joints, prev) {
		if far, _ := utf8.DecodeLastRuneInString(text[:i-n]); wordly(far) {
			return true
		}
	}
	next, n := utf8.DecodeRuneInString(text[j:])
	far, _ := utf8.DecodeRuneInString(text[j+min(n, len(text)-j):])
	return j < len(text) && strings.ContainsRune(joints, next) && j+n < len(text) && wordly(far)
}

// neighbour returns the words beside text[i:j], in small letters and "" where a mark stands between, and whether it stands at
// the head of a sentence.
func neighbour(text string, i, j int) (behind, ahead string, head bool) {
	left := strings.TrimRight(text[:i], " ")
	if n := len(left); n == 0 || strings.ContainsRune(".!?:;\n(\"“•*_>", lastRune(left)) {
		head = true
	} else if n := strings.LastIndexFunc(left, func(r rune) bool { return !wordly(r) && r != '\'' }); n < len(left) {
		behind = strings.ToLower(strings.TrimLeftFunc(left[n+1:], func(r rune) bool { return !wordly(r) }))
	}
	right := text[j:]
	if rest := strings.TrimLeft(right, " "); rest != right {
		ahead = strings.ToLower(rest[:wordLen(rest)])
	}
	return behind, ahead, head
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// title reports whether the next word begins with a capital.
func title(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " "))
	return unicode.IsUpper(r)
}

// thingAhead reports whether the word behind a name makes it the name of a thing: "Metrics", "server", "period".
func thingAhead(w string) bool {
	return (things[w] || w == "period") && !isPast(w) && !isThird(w) && !isBase(w) || oneOf(w, "metrics logs server servers cluster job jobs build builds pipeline")
}

var (
	dayAfter  = regexp.MustCompile(`^\.?,? ?\d`)
	dayBefore = regexp.MustCompile(`(?i)(\d(st|nd|rd|th)?|in|by|of|until|since|early|mid|late|next|last) $`)
	particles = set("van der den de von zu di da del la le el al bin ibn dos das ten ter")
	months    = set("april august may june")
	// isWord lists names that are words too; in small letters they are taken for the word.
	isWord = set(`may april june august will mark bill art grant rob sue pat jack page hope grace joy faith rose dean chase
		drew guy ray frank chip max min case king field rush lock long lang young short sharp price cook wood stone reed
		park lane hall bell ball banks bush bond carter fisher hunter mason miller parker porter potter smith taylor
		turner walker ward weaver wright green brown black white gray grey gold dale glen heath ivy jade jay jean ken
		lee miles nick norm opal pearl penny pierce randy red rich robin ruby rusty sandy sky skip star sterling summer
		autumn dawn eve victor vic wade way wells major rod stack trace root branch hook key post so an in on do go my me
		no yes day job hand max min bob buck cliff cole dash don gene herb lance luke matt mike olive pierre violet wally
		christian earnest harmony melody mercy patience prudence trinity constance amber daisy hazel iris holly lily`)
	// products are names that software has too: only who is asked, or tells, is a person.
	products = set(`jenkins ruby travis argo salt vault consul nomad puppet chef athena aurora loki thanos tempo harbor jaeger django gerrit
		cassandra mongo solr alexa sentry hudson artemis apollo hermes atlas titan phoenix dart crystal elm python perl
		kafka tomcat jira max min skip chip dash redis sonar nova`)
	// onlyPeople are what only people do, besides what [seeing] lists.
	onlyPeople = set("said says proposed suggested agreed knew knows wrote typed pressed approved reviewed thinks handed slept offered")
	reached    = set("told asked paged called messaged pinged thanked emailed mailed phoned woke informed")
)
