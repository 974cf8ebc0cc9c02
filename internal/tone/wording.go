package tone

import "slices"

// keepsFacts reports whether wording may be offered in place of text: it holds
// the same mentions, links, numbers, times and code, no more and no less. The
// empty wording holds nothing and is never offered.
func keepsFacts(text, wording string) bool {
	return wording != "" && slices.Equal(facts(text), facts(wording))
}

// facts returns what a rewording has to keep, sorted.
func facts(text string) []string {
	var fs []string
	masked := mask(text)
	for _, t := range tokens(text) {
		if t.class&(isThing|isNumber|isMention) != 0 {
			fs = append(fs, text[t.start:t.end])
		}
	}
	// Quoted lines leave no token.
	for i := 0; i < len(text); {
		if !masked[i] {
			i++
			continue
		}
		from := i
		for i < len(text) && masked[i] {
			i++
		}
		fs = append(fs, text[from:i])
	}
	slices.Sort(fs)
	return slices.Compact(fs)
}
