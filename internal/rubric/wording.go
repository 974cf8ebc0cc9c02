package rubric

import (
	"regexp"
	"strings"
)

// The words a review does without. Each function reads one sentence, without code and quotations, and returns the words
// found or "". They look for what is certain: a list that calls "each repository should have rules" a reproach is soon
// switched off. The tone checker, which reads people's messages, knows far more.

const (
	// somebody is who may be reproached; "they" is left out, since requests are "they" as well.
	somebody = `(?:` + people + `)`
	people   = `we|i|you|he|she|who|somebody|someone|nobody|no one|everybody|everyone|anybody|anyone|` + trade
	trade    = `(?:engineers?|developers?|programmers?|operators?|admins?|administrators?|sysadmins?|on-?call|on-call engineers?|sres?|dbas?|teams?|vendors?|contractors?|interns?|managers?|maintainers?|colleagues?|reviewers?|deployers?|persons?|people|staff|employees?|technicians?|responders?|author|authors)`
	maybe    = `(?:(?:also|all|just|really|probably|likely|easily|already|simply|clearly|never|ever|immediately|quickly|instead|certainly|definitely|first|then|still) )*`
	// seen are participles of what hindsight knows; whatever is said of them with "would have" tells of what did not happen.
	seen = `(?:avoided|prevented|caught|detected|noticed|spotted|averted|stopped|mitigated|shortened|revealed|saved us|alerted us|warned us|helped|found (?:this|it|the)|reduced the|isolated the|been (?:avoided|prevented|caught|detected|noticed|spotted|averted|stopped|mitigated|shortened|reduced|found|known|seen|fixed|handled|done|easier|resolved (?:sooner|faster|earlier)))`
	done = `(?:\w+-)?(?:\w{2,}ed|been|done|seen|known|had|gone|taken|made|run|read|told|thought|written|chosen|found|caught|kept|left|put|set|sent|brought|come|begun|broken|built|bought|given|got|gotten|held|led|let|lost|meant|paid|shown|shut|spoken|spent|understood|woken|won|used)`
)

var counterfactuals = []*regexp.Regexp{
	regexp.MustCompile(`\bshould(?:n't| not)?(?:'ve| have) ` + maybe + done + `\b`),
	regexp.MustCompile(`\b(?:should|could|would)(?:n't| not)? have ` + maybe + `(?:be|fix|check|test|ask|wait)\b`), // a slip of the pen for "been"
	regexp.MustCompile(`\b(?:shoulda|coulda|woulda)\b|\bought(?:n't| not)? to(?:'ve| have) ` + done + `\b`),
	regexp.MustCompile(`\b(?:could|might|would)(?:'ve| have) ` + maybe + seen + `\b`),
	regexp.MustCompile(`\b(?:could|might)(?:n't| not) have ` + maybe + seen + `\b`),
	regexp.MustCompile(`\b(?:we|i|you|he|she|somebody|someone|anybody|anyone|` + trade + `) (?:could|might)(?:n't| not)?(?:'ve| have) ` + maybe + done + `\b`),
	regexp.MustCompile(`\bif only\b`),
	regexp.MustCompile(`\bif (?:the |our |an? )?` + somebody + ` (?:had(?:n't| not)?|'d) ` + maybe + done + `\b`),
	regexp.MustCompile(`(?:^|[,;:.] |\bbut )had (?:the |our |an? )?(?:they|` + people + `) (?:not )?` + maybe + done + `\b`),
	regexp.MustCompile(`\b` + somebody + ` (?:\w+ )?failed to\b`),
	regexp.MustCompile(`\b(?:neglected|forgot) to\b`),
	regexp.MustCompile(`\bobviously\b|\b(?:was|is|were|are) (?:so |quite |pretty |painfully |rather )?obvious\b`),
}

// adjective are participles that are often adjectives: "each team should have dedicated machines" regrets nothing.
var adjective = regexp.MustCompile(` (?:limited|dedicated|automated|detailed|documented|defined|restricted|shared|agreed|reduced|required|increased|improved|standardi[sz]ed|centrali[sz]ed|updated|planned|scheduled|designated|trusted|named|nested|isolated|managed|unified|integrated|based|red|need|used)$`)

// Counterfactual returns the words that tell of what did not happen as if it had been to be expected.
func Counterfactual(sentence string) string {
	low := lower(sentence)
	if !strings.Contains(low, "ould") && !strings.Contains(low, "might") && !strings.Contains(low, "ought") && !strings.Contains(low, "had") &&
		!strings.Contains(low, "if ") && !strings.Contains(low, "failed") && !strings.Contains(low, "forgot") && !strings.Contains(low, "neglected") && !strings.Contains(low, "obvious") && !strings.Contains(low, "oulda") {
		return ""
	}
	for _, shape := range counterfactuals {
		for _, at := range shape.FindAllStringIndex(low, 4) {
			found := strings.Trim(low[at[0]:at[1]], " ,;:.")
			if later.MatchString(low[at[1]:]) || ofUsers.MatchString(low[:at[0]]) || strings.Contains(found, "obvious") && negated.MatchString(low[:at[0]]) {
				continue
			}
			if strings.HasPrefix(found, "should") && adjective.MatchString(found) && nounFollows.MatchString(low[at[1]:]) {
				continue
			}
			return found
		}
	}
	return ""
}

var (
	// negated stands before what nothing was: "nothing was obviously wrong".
	negated = regexp.MustCompile(`\b(?:not|nothing|anything|none|no|without|never|\w+n't) (?:\w+ ){0,3}$`)
	// ofUsers stands before what users were to be spared: "users should not have had to wait".
	ofUsers = regexp.MustCompile(`\b(?:users?|customers?|visitors?|readers?|clients?) $`)
)

// later tells that it was luck that it went as it did.
var later = regexp.MustCompile(`^.{0,24}\b(?:later|worse|longer)\b`)

// nounFollows reports a word that an adjective would stand before.
var nounFollows = regexp.MustCompile(`^ [a-z-]{3,}`)

var accusing = []*regexp.Regexp{
	regexp.MustCompile(`\b(?:human|user|operator|pilot|engineer) (?:errors?|mistakes?|failure|oversight)\b`),
	regexp.MustCompile(`\b(?:careless(?:ly|ness)?|incompeten(?:t|ce)|negligen(?:t|ce)|lazy|laziness|sloppy|sloppiness|stupid(?:ly|ity)?|idiots?|idiotic|moron|reckless(?:ly)?|clueless|dumb|inattenti(?:ve|on)|unprofessional|guilty party)\b`),
	regexp.MustCompile(`\b(?:his|her|their|your|my|whose|somebody's|someone's|nobody's) (?:own )?fault\b`),
	regexp.MustCompile(`\b(?:they|` + people + `) (?:is|are|was|were) (?:solely |partly |clearly )?(?:at fault|to blame|responsible for (?:the|this|causing))\b`),
	regexp.MustCompile(`\bblame (?:lies|falls|rests) with\b|\b(?:i|we|they|he|she) blames? (?:the|our|him|her|them)\b|\bculprit (?:is|was) (?:the |an? |our )?(?:he|she|` + trade + `)\b`),
	regexp.MustCompile(`\b(?:did(?:n't| not) (?:bother|care)|couldn't be bothered|(?:was|were)(?:n't| not) paying attention|lack of (?:attention|care|discipline|diligence|competence|common sense))\b`),
	regexp.MustCompile(`\b` + trade + ` (?:had |has |have )?(?:\w+ly )?(?:ignored|messed up|screwed up|broke the rules|disregarded|bypassed the (?:process|rules|review))\b`),
	regexp.MustCompile(`\bwithout (?:asking|telling|informing|consulting) (?:anyone|anybody)\b|\b(?:finger-pointing at|should know better|knew better)\b`),
}

var (
	// denied stands before "human error" where it is the thing to design for, or is denied.
	denied   = regexp.MustCompile(`\b(?:not|no|never|isn't|than|instead of|beyond|avoid|avoids|avoiding|reduce|reduces|reducing|prevent|prevents|preventing|eliminate|eliminates|eliminating|minimi[sz]e|minimi[sz]es|room for|prone to|risk of|against|possibility of|chance of|likelihood of|potential for|susceptible to|detect|catch|possible|potential|display|show|return|returns|returned|for|handle|4xx)(?: (?:a|an|any|the|future|potential|simple|of|to|stop|at|just|only))* $`)
	lazyCode = regexp.MustCompile(`^(?:[- ](?:load|init|eval|import|delet|mount|creat|fetch|attribut|instan|bind|compil|expir))`)
)

// Accusing returns the words that put fault or a label on people.
func Accusing(sentence string) string {
	low := lower(sentence)
	for _, shape := range accusing {
		for _, at := range shape.FindAllStringIndex(low, 4) {
			found := low[at[0]:at[1]]
			if denied.MatchString(low[max(0, at[0]-40):at[0]]) || found == "lazy" && lazyCode.MatchString(low[at[1]:]) {
				continue
			}
			return found
		}
	}
	return ""
}

var judging = []*regexp.Regexp{
	regexp.MustCompile(`\b(?:unfortunately|sadly|regrettably|needlessly|inexcusabl[ey]|catastroph(?:e|ic|ically)|ridiculous(?:ly)?|disastrous(?:ly)?|nightmare|horribl[ey]|horrendous|terribl[ey]|insane(?:ly)?|shocking(?:ly)?|embarrassing(?:ly)?|appalling|pathetic|mind-?blowing|absurd(?:ly)?|fiasco|debacle)\b`),
	regexp.MustCompile(`\b(?:a|total|complete|absolute|near|utter|the) disaster\b`),
	regexp.MustCompile(`\b` + somebody + ` (?:\w+ )?(?:(?:did|do|does|had|have|has|was|were) ?(?:n't|not) )(?:been )?(?:properly|correctly|adequately)\b`),
	regexp.MustCompile(`\bnot (?:been )?(?:properly|correctly|adequately) (?:tested|reviewed|checked|followed|trained|thought|read|considered)\b`),
	regexp.MustCompile(`\b` + somebody + ` (?:simply|needlessly|improperly)\b`),
}

var recovery = regexp.MustCompile(`^[- ](?:recovery|plan|drill|exercise|response|tolerance|zone|site)`)

// Judging returns the words that judge or dramatise instead of telling, or the exclamation mark.
func Judging(sentence string) string {
	low := lower(sentence)
	for _, shape := range judging {
		if at := shape.FindStringIndex(low); at != nil && !recovery.MatchString(low[at[1]:]) {
			return low[at[0]:at[1]]
		}
	}
	if exclaims(sentence) {
		return "!"
	}
	return ""
}

// exclaims reports whether a sentence is called out; != and !important are not.
func exclaims(s string) bool {
	for i, c := range s {
		if c == '!' && (i+1 == len(s) || strings.ContainsRune(" !)\n", rune(s[i+1]))) && i > 0 && s[i-1] != ' ' {
			return true
		}
	}
	return false
}

var leading = []*regexp.Regexp{
	regexp.MustCompile(`\bwhy (?:did(?:n't| not)|was(?:n't| not)|were(?:n't| not)|has(?:n't| not)|do(?:n't| not)|does(?:n't| not)|did|would|on earth)(?: not)? (?:you|he|she|anyone|anybody|nobody|no one|the ` + trade + `|` + trade + `)\b`),
	regexp.MustCompile(`\bhow (?:could|can) (?:you|he|she|anyone|anybody|the ` + trade + `) (?:not |have |possibly |just |ever )`),
	regexp.MustCompile(`\bwho (?:broke|caused|did this\?|messed|screwed|is to blame|was to blame|approved this|is responsible|was responsible|pushed this|allowed this)\b`),
}

// Leading returns the words of a question that asks people to justify themselves.
func Leading(sentence string) string {
	if !strings.Contains(sentence, "?") {
		return ""
	}
	low := lower(sentence)
	for _, shape := range leading {
		if found := shape.FindString(low); found != "" {
			return strings.TrimSpace(found)
		}
	}
	return ""
}

var folk = regexp.MustCompile(`\b(?:they|them|their|him|her|his|us|our|` + people + `|devops|operations|management|support)\b`)

// SpeaksOfPeople reports whether a sentence mentions anybody.
func SpeaksOfPeople(sentence string) bool { return folk.MatchString(lower(sentence)) }

// lower is a sentence in small letters, on one line, with plain apostrophes.
func lower(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(strings.ReplaceAll(s, "’", "'"))), " ")
}

var amount = regexp.MustCompile(`(?i)\b(?:some|several|many|most|certain|numerous|various|a (?:small |large |limited |significant )?(?:number|portion|subset|fraction|handful|few|majority|minority)(?: of)?|a few|(?:loads|lots|a lot|plenty|tons|heaps|scores) of|countless) (?:of )?(?:our |the |other )?(?:\w+ )?(?:users?|customers?|clients?|requests?|visitors?|tenants?|accounts?|orders?|transactions?|payments?|merchants?|subscribers?)\b`)

// Vague returns the words that stand where a number belongs, such as "some
// customers", or "".
func Vague(sentence string) string { return amount.FindString(sentence) }
