package tone

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// addressed reports whether a text seems to talk to a machine: it gives orders
// about verdicts and instructions, or forges what a machine reads or writes.
// Such a message is judged by the rules alone, so that no answer it may talk a
// model into counts. It is no proof either way, and need not be: who is taken
// for such a writer wrongly loses no more than a second opinion.
func addressed(text string) bool {
	s := strings.ReplaceAll(plainly(text), `\`, "")
	for _, mark := range forged {
		if strings.Contains(s, mark) {
			return true
		}
	}
	if hidden(text) || encoded(text) || object(s) {
		return true
	}
	// Orders are looked for in what is left when letters are put together that
	// somebody has set apart, and those that stand in for others are read.
	return ordered(s) || ordered(joined(s))
}

// forged are marks by which programs tell the turns and parts of a conversation
// with a model, and names of what a verdict consists of. People do not write them.
var forged = strings.Split(`<|
[inst]
[/inst]
<<sys
<system
</system
<assistant
</assistant
<user>
</user
<message
</message
</data
</transcript
</thread
</prompt
<instructions
</instructions
system:
assistant:
system prompt
systemprompt
system message
developer mode
jailbreak
### end
### instruction
### response
"flag"
'flag'
"category"
"severity"
"wording"
"confidence"
flag false
flag: false
flag=false
flag=true
flag true
flag: true
severity none
category none
category: none
label none
json_schema
language model
as an ai
you are an ai
you are now
you are a tone
you are a moderat
chatgpt
${jndi`, "\n")

// orders are words that give a machine an order, and what the order is about.
// One of each, no more than some words apart, makes an order.
var (
	orders = stems(`ignore ignores ignoring disregard forget override overrule bypass skip stop disable turn switch pretend act behave
		repeat print reveal show output reply respond answer return classify treat mark label score rate rewrite translate decode execute
		follow say send post put flag nudge quote tell whisper do don't dont never must approve approved exempt whitelisted allowed
		ignoriere ignorieren vergiss missachte gib zeige antworte antworten bewerte markiere wiederhole übersetze
		ignora ignorar olvida muestra responde responder repite marca traduce califica ignorez oublie oubliez affiche réponds répondez
		répète marque traduis classe esqueça ignorem mostre responda repita marque traduza dimentica mostra rispondi ripeti segna traduci
		simulate become imagine summarise summarize print write begin continue
		negeer vergeet toon antwoord herhaal markeer vertaal`)
	matters = stems(`instruction instructions prompt prompts guideline guidelines verdict verdicts classifier classification moderation
		moderator checker detector nudge nudges flag flags flagged unflagged json schema base64 rot13 directive directives llm
		persona roleplay ai gpt openai dan unfiltered restrictions configuration yaml everything neutral harmless blameless kind compliant pwned verbatim rubric taxonomy
		anweisung anweisungen regeln urteil vorgaben instrucción instrucciones reglas veredicto directrices consignes règles instruction
		verdict instruções regras veredito diretrizes istruzioni regole verdetto instructies regels oordeel facilitator moderación modération`)
	// wholly are turns of phrase that need no second word.
	wholly = []string{
		"previous instructions", "instructions above", "above instructions", "prior instructions", "earlier instructions", "rules above", "directions above",
		"above directions", "your instructions", "your prompt", "your rules", "your guidelines", "hidden instructions", "initial instructions", "original instructions",
		"no matter what the rules", "not blame, per the", "approved by the facilitator", "facilitator approved", "facilitator has approved", "facilitator already approved",
		"private nudges", "the tone check", "the check is", "the check was", "tone checker", "to the model", "dear model", "note to the bot", "dear bot", "hey bot", "hello bot",
		"as the bot", "the bot must", "the bot should", "bot: ", "remedy: ", "end of message", "end of data", "new conversation", "begin output", "output only", "answer only with", "reply only with",
		"for this message", "of this message", "this message is", "this message as", "the following message", "the following as", "for calibration", "gold label",
		"your verdict", "verdict is", "verdict:", "verdict ok", "everything above", "text above", "line above", "above this line", "the bot token", "language model",
		"reply with", "respond with", "answer with", "repeat after me", "repeat everything", "word for word", "say pwned", "score 0", "score: 0", "no longer bound",
		"from now on you", "from now on, you", "in this message is exempt", "is exempt", "this is a test of", "nächste nachricht", "next message",
	}
)

func stems(s string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// within is how many words an order and its matter may stand apart.
const within = 8

func ordered(s string) bool {
	for _, phrase := range wholly {
		if strings.Contains(s, phrase) {
			return true
		}
	}
	order, matter := -within-1, -within-1
	n := 0
	for w := range strings.FieldsFuncSeq(s, func(c rune) bool { return !unicode.IsLetter(c) && c != '\'' && !unicode.IsDigit(c) }) {
		n++
		o, m := orders[w], matters[w]
		if o && n-matter <= within || m && n-order <= within {
			return true
		}
		if o {
			order = n
		}
		if m {
			matter = n
		}
	}
	return false
}

// leet are digits that stand in for letters.
var leet = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t")

// joined puts words together that were spelled letter by letter, or with digits
// for letters.
func joined(s string) string {
	var b strings.Builder
	spelling := false
	for w := range strings.FieldsSeq(s) {
		letters := strings.FieldsFunc(w, func(c rune) bool { return strings.ContainsRune("-._*", c) })
		spelled := len(letters) > 0 && !slices.ContainsFunc(letters, func(l string) bool { return utf8.RuneCountInString(l) != 1 })
		if b.Len() > 0 && !(spelled && spelling && len(letters) == 1) {
			b.WriteByte(' ')
		}
		if spelling = spelled; spelled {
			w = strings.Join(letters, "")
		}
		b.WriteString(leet.Replace(w))
	}
	return b.String()
}

// object reports whether s holds something like the answer of a program: an
// opening brace and a name in quotes.
func object(s string) bool {
	for rest := s; ; {
		_, after, ok := strings.Cut(rest, "{")
		if !ok {
			return false
		}
		if inner := strings.TrimLeft(after, " \t\n\\"); strings.HasPrefix(inner, `"`) || strings.HasPrefix(inner, "'") {
			return true
		}
		rest = after
	}
}

// hidden reports whether text holds many characters that do not show, more than
// an emoji or a pasted word needs.
func hidden(text string) bool {
	n := 0
	for _, c := range text {
		if c < ' ' && c != '\n' && c != '\t' && c != '\r' || c >= 0xe0000 && c <= 0xe007f || c >= 0x202a && c <= 0x202e || c >= 0x200b && c <= 0x200f || c >= 0x2066 && c <= 0x2069 {
			n++
		}
	}
	return n >= 4
}

// encoded reports whether text holds a long run that could say something to who
// decodes it, outside code and links.
func encoded(text string) bool {
	for w := range strings.FieldsSeq(text) {
		if len(w) < 28 || strings.ContainsAny(w, ":/.<>_-@`&|") && !strings.HasSuffix(w, "=") {
			continue
		}
		upper, lower, digit, hex := false, false, false, true
		for _, c := range w {
			upper, lower, digit = upper || unicode.IsUpper(c), lower || unicode.IsLower(c), digit || unicode.IsDigit(c)
			hex = hex && strings.ContainsRune("0123456789abcdefABCDEF", c)
		}
		if upper && lower && (digit || strings.HasSuffix(w, "=")) && !hex {
			return true
		}
	}
	return false
}
