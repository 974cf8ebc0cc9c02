package prompts

// unsaid is what the bot never says in one language, in lower case and without
// punctuation.
type unsaid struct {
	language string
	pushes   []string // orders, and questions that accuse
	judges   []string // verdicts about people and their tone
	feels    []string // feelings of the bot
	solves   []string // causes and actions; a question that asks for them is none
	names    []string // categories of remarks, and what irritates in one
	others   []string // third persons; where nouns have a gender, a pronoun is no sign of one
}

// never lists what is never said. The lists are short on purpose: they hold what
// is certainly wrong, whoever reads it.
func never() []unsaid {
	return []unsaid{
		{
			language: "en",
			pushes: []string{"you should", "you must", "you need to", "you ought to", "you had better", "why did you", "why didn't you",
				"please refrain", "calm down", "whose fault", "who is to blame", "who caused"},
			judges: []string{"inappropriate", "unprofessional", "violates", "violation", "toxic", "your tone", "your attitude", "careless", "you seem", "you are being"},
			feels: []string{"i feel", "i am sorry", "i'm sorry", "i am afraid", "i'm afraid", "i am worried", "i'm worried", "i am glad", "i'm glad",
				"i am happy", "i'm happy", "i am sad", "i'm sad", "i am proud", "i'm proud", "i hope", "i love", "i care"},
			solves: []string{"should", "must", "the real problem", "the root cause is", "the root cause was", "the cause is", "the cause was", "the problem is", "the fix is",
				"human error", "let's add", "we could add", "we need to"},
			names: []string{"just a note", "friendly reminder", "policy", "blame", "blaming", "blamed", "defensive", "hostile", "hostility", "hindsight",
				"threat", "threatening", "absolutes", "dismissive", "dismissal", "self blame", "cross examination", "shutting down", "sarcasm", "sarcastic"},
			others: []string{"he", "she", "him", "her", "his", "hers", "he's", "she's", "your manager", "your boss"},
		},
		{
			language: "de",
			pushes: []string{"du solltest", "du musst", "ihr solltet", "ihr müsst", "sie müssen", "warum hast du", "warum haben sie", "wieso hast du",
				"bitte unterlass", "bitte unterlassen", "beruhige dich", "beruhigen sie sich", "wer ist schuld", "wessen schuld"},
			judges: []string{"unangemessen", "unprofessionell", "toxisch", "dein ton", "deinen ton", "ihr ton", "ihren ton", "dein verhalten", "verstößt gegen", "du wirkst"},
			feels:  []string{"ich fühle", "es tut mir leid", "tut mir leid", "ich freue mich", "ich bin traurig", "ich bin besorgt", "ich fürchte", "ich hoffe"},
			solves: []string{"das eigentliche problem", "die ursache ist", "die ursache war", "das problem ist", "menschliches versagen", "lasst uns", "wir sollten", "wir müssen"},
			names: []string{"nur ein hinweis", "freundliche erinnerung", "freundlicher hinweis", "richtlinie", "vorwurf", "vorwürfe", "vorwurfsvoll", "schuldzuweisung",
				"defensiv", "feindselig", "drohung", "sarkasmus", "sarkastisch", "verhör", "unterstellung"},
			others: []string{"dein chef", "deine chefin", "dein kollege", "deine kollegin"},
		},
		{
			language: "es",
			pushes: []string{"deberías", "debes", "debéis", "usted debe", "tienes que", "tenéis que", "usted tiene que", "por qué hiciste", "por qué has hecho", "por qué no hiciste",
				"cálmate", "cálmese", "tranquilízate", "abstente", "de quién es la culpa", "quién tiene la culpa"},
			judges: []string{"inapropiado", "inadecuado", "poco profesional", "tóxico", "tu tono", "su tono", "tu actitud", "pareces"},
			feels:  []string{"lo siento", "me alegra", "me alegro", "me preocupa", "me temo", "siento que", "espero que", "me entristece"},
			solves: []string{"el verdadero problema", "la causa es", "la causa fue", "el problema es", "error humano", "deberíamos", "tenemos que"},
			names: []string{"solo una nota", "recordatorio amistoso", "política", "culpar", "culpando", "a la defensiva", "hostil", "hostilidad", "amenaza",
				"sarcasmo", "interrogatorio"},
			others: []string{"él", "tu jefe", "tu jefa", "tu compañero", "tu compañera"},
		},
		{
			language: "fr",
			pushes: []string{"tu devrais", "vous devriez", "tu dois", "vous devez", "pourquoi as tu", "pourquoi avez vous", "pourquoi n'as tu pas", "veuillez vous abstenir",
				"calme toi", "calmez vous", "à qui la faute", "c'est la faute"},
			judges: []string{"inapproprié", "déplacé", "pas professionnel", "peu professionnel", "toxique", "ton ton", "votre ton", "ton attitude", "votre attitude", "tu sembles", "vous semblez"},
			feels:  []string{"je suis désolé", "je suis désolée", "désolé", "désolée", "je ressens", "je crains", "j'espère", "je suis content", "je suis contente", "je suis inquiet"},
			solves: []string{"le vrai problème", "la cause est", "la cause était", "le problème est", "erreur humaine", "nous devrions", "nous devons", "on devrait", "il faut"},
			names: []string{"juste une remarque", "petit rappel", "rappel amical", "politique", "blâme", "blâmer", "reproche", "sur la défensive", "hostile", "hostilité",
				"menace", "sarcasme", "interrogatoire"},
			others: []string{"ton chef", "votre chef", "ton collègue", "ta collègue"},
		},
		{
			language: "it",
			pushes: []string{"dovresti", "dovreste", "devi", "dovete", "lei deve", "perché hai fatto", "perché non hai", "perché avete fatto", "calmati", "si calmi", "calmatevi",
				"astieniti", "di chi è la colpa", "chi ha la colpa"},
			judges: []string{"inappropriato", "poco professionale", "tossico", "il tuo tono", "il suo tono", "il vostro tono", "il tuo atteggiamento", "sembri"},
			feels:  []string{"mi dispiace", "sono felice", "sono contento", "sono contenta", "sono preoccupato", "temo che", "spero che", "mi rattrista"},
			solves: []string{"il vero problema", "la causa è", "la causa era", "il problema è", "errore umano", "dovremmo", "dobbiamo", "bisogna aggiungere"},
			names: []string{"solo una nota", "promemoria amichevole", "incolpare", "incolpando", "accusa", "accusatorio", "sulla difensiva", "ostile", "ostilità", "minaccia",
				"sarcasmo", "interrogatorio"},
			others: []string{"lui", "il tuo capo", "il tuo collega", "la tua collega"},
		},
		{
			language: "pt",
			pushes: []string{"você deveria", "você deve", "você tem que", "você precisa", "deverias", "deves", "tens de", "por que você", "porque você fez", "por que não fez",
				"acalme se", "calma aí", "abstenha se", "de quem é a culpa", "quem tem culpa"},
			judges: []string{"inapropriado", "inadequado", "pouco profissional", "tóxico", "seu tom", "o teu tom", "sua atitude", "você parece"},
			feels:  []string{"sinto muito", "lamento", "fico feliz", "fico triste", "estou preocupado", "receio que", "espero que", "me preocupa"},
			solves: []string{"o verdadeiro problema", "o problema real", "a causa é", "a causa foi", "o problema é", "erro humano", "deveríamos", "temos que", "precisamos"},
			names: []string{"só uma observação", "lembrete amigável", "política", "culpar", "culpando", "na defensiva", "hostil", "hostilidade", "ameaça",
				"sarcasmo", "interrogatório"},
			others: []string{"seu chefe", "sua chefe", "seu colega", "sua colega"},
		},
	}
}
