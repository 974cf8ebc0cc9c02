package postmortem

import (
	"regexp"
	"strings"
)

// A few things that people write are beyond any review: that they will hurt somebody, that
// they do not want to live, that somebody did harm on purpose. They are known by plain
// words alone, in the languages that the tone checker reads: where it is not plain, nobody
// is called.

// meant are such words. Processes are killed and caches left cold on purpose all day, so
// each asks for a person that is hurt, or for a person and the harm.
var meant = regexp.MustCompile(`(?i)` + strings.Join([]string{
	// Somebody will be hurt.
	`\b(?:i|we)(?:['’]?ll|\swill|(?:\sam|\sare|['’]?m|['’]?re)\s(?:going\sto|gonna))\s(?:kill|hurt|stab|strangle|punch|beat\sup)\s(?:you|him|her)\b`,
	`\b(?:know|find\sout)\swhere\s(?:you|he|she)\slives?\b`, `\bbreak\s(?:your|his|her)\s(?:neck|legs|bones|jaw)\b`,
	`\bich\sbring\w*\s(?:dich|ihn|sie)\sum\b`, `\bte\svoy\sa\s(?:matar|pegar)\b`, `\bje\svais\ste\s(?:tuer|frapper)\b`,
	`\bti\s(?:ammazzo|uccido)\b`, `\b(?:vou|irei)\ste\s(?:matar|bater)\b`,
	// Somebody may not be safe from themselves.
	`\b(?:kill|hurt|harm|hang)(?:ing)?\smyself\b`, `\b(?:end|take|ending|taking)\smy\s(?:own\s)?life\b`,
	`\bi\s(?:do\snot|don['’]?t)\swant\sto\s(?:live|be\salive|wake\sup)\b(?:\s(?:any\s?more|tomorrow))?`, `\bi(?:\sam|['’]m|\sfeel)\ssuicidal\b`,
	`\bmich\sumbringen\b`, `\bich\s(?:will|möchte|mag)\snicht\smehr\sleben\b`, `\bno\squiero\s(?:seguir\sviviendo|vivir)\b`, `\bquitarme\sla\svida\b`,
	`\bje\s(?:ne\s)?veux\splus\svivre\b`, `\bme\ssuicider\b`, `\bnon\svoglio\spiù\svivere\b`, `\buccidermi\b`, `\bnão\squero\smais\sviver\b`, `\bme\smatar\b`,
	// Harm was meant.
	somebody + `\s(?:\S+\s)?(?:deliberately|intentionally|maliciously)\s(?:deleted|wiped|destroyed|broke|leaked|stole|damaged|sabotaged)\b`,
	somebody + `\s(?:deleted|wiped|destroyed|broke|leaked|damaged)\s(?:\S+\s){0,4}on\spurpose\b`,
	somebody + `\s(?:has\s|have\s|had\s)?sabotaged\b`, `\bthis\swas\ssabotage\b`,
	`\b(?:absichtlich|mutwillig)\s(?:gelöscht|zerstört|beschädigt)\b`, `\bdas\swar\ssabotage\b`, `\b(?:borró|borraron|rompió|destruyó)\s(?:\S+\s){0,4}a\spropósito\b`, `\bfue\s(?:un\s)?sabotaje\b`,
	`\b(?:supprimé|cassé|détruit|effacé)\s(?:\S+\s){0,4}exprès\b`, `\bc['’]était\s(?:du\s)?sabotage\b`, `\b(?:cancellato|rotto|distrutto)\s(?:\S+\s){0,4}(?:apposta|di\sproposito)\b`, `(?:^|\s)è\sstato\s(?:un\s)?sabotaggio\b`,
	`\b(?:apagou|apagaram|quebrou|destruiu)\s(?:\S+\s){0,4}de\spropósito\b`, `\bfoi\ssabotagem\b`,
}, "|"))

// somebody is one person, or a few.
const somebody = `(?:\b(?:he|she|they|somebody|someone)|<@\w+>)`

// unmeant are words that take it back: a reason that a careful person has, or that it is not so.
var unmeant = regexp.MustCompile(`(?i)\b(?:nobody|no\sone|not|never|n['’]t|if|whether|as\sif|in\s(?:the\s)?(?:test|drill)|to\stest|gameday|game\sday|chaos)\b`)

// aside from what is quoted: code, lines of others, words between quotation marks.
var quotedText = regexp.MustCompile("(?s)```.*?```|`[^`]*`|(?m:^(?:>|&gt;).*$)|“[^”]*”|\"[^\"]*\"")

// atRisk reports whether a message speaks plainly of such harm, in its writer's own words.
func atRisk(text string) bool {
	text = strings.Join(strings.Fields(quotedText.ReplaceAllString(text, " ")), " ")
	for _, at := range meant.FindAllStringIndex(text, -1) {
		clause := text[strings.LastIndexAny(text[:at[0]], ".!?;")+1 : at[0]]
		rest := text[at[1]:]
		if i := strings.IndexAny(rest, ".!?;"); i >= 0 {
			rest = rest[:i]
		}
		if !unmeant.MatchString(clause) && !drilled.MatchString(rest) {
			return true
		}
	}
	return false
}

// drilled is what follows harm that was done to learn from it.
var drilled = regexp.MustCompile(`(?i)^\W*(?:to\s(?:test|see|check|show|try)|in\s(?:the\s)?(?:test|drill|sandbox|staging)|for\s(?:the\s)?(?:test|drill)|during\s(?:the\s)?(?:drill|game\s?day))\b`)
