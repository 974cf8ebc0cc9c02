package writeup

import "strings"

// monthNames are the names of months in the languages the bot can read.
const monthNames = `jan(?:uary|uar|vier|eiro)?|jänner|enero|gennaio|feb(?:ruary|ruar|rero|braio)?|février|fevereiro|mar(?:ch|zo|s)?|märz|março|apr(?:il|ile)?|avril|abril|may|mai|mayo|maio|maggio|` +
	`jun[ei]?|juin|junio|junho|giugno|jul[iy]?|juillet|julio|julho|luglio|aug(?:ust)?|août|agosto|sept?(?:ember|embre|iembre)?|setembro|settembre|oct(?:ober|obre|ubre)?|oktober|outubro|ottobre|` +
	`nov(?:ember|embre|iembre|embro)?|dec(?:ember)?|décembre|dezember|dezembro|diciembre|dicembre`

// monthStarts tell the months apart, those of other languages first where their letters would mean another.
var monthStarts = [12][]string{
	{"jan", "jän", "ene", "gen"}, {"feb", "fév", "fev"}, {"mar", "mär"}, {"apr", "avr", "abr"}, {"may", "mai", "mag"}, {"jun", "jui", "giu"},
	{"jul", "juil", "lug"}, {"aug", "aoû", "ago"}, {"sep", "set"}, {"oct", "okt", "out", "ott"}, {"nov"}, {"dec", "déc", "dez", "dic"},
}

// month reads a month from its number or its name; 0 if it is none.
func month(s string) int {
	if s != "" && digit(s[0]) {
		return number(s)
	}
	s = strings.ToLower(s)
	if strings.HasPrefix(s, "juil") {
		return 7
	}
	for i, starts := range monthStarts {
		for _, start := range starts {
			if strings.HasPrefix(s, start) {
				return i + 1
			}
		}
	}
	return 0
}
