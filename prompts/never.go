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
				"bitte unterlass", "bitte unterlassen", "beruhige dich", "beruhigen sie sich", "wer ist schuld", "wessen schuld", "sie sollten",
				"du hättest", "ihr hättet", "warum habt ihr", "wieso habt ihr", "reiß dich zusammen", "wer hat schuld", "wer hat das verursacht",
				"wer war das"},
			judges: []string{"unangemessen", "unprofessionell", "toxisch", "dein ton", "deinen ton", "ihr ton", "ihren ton", "dein verhalten",
				"verstößt gegen", "du wirkst", "nachlässig", "fahrlässig", "unvorsichtig", "deine haltung", "ihre haltung", "deine einstellung",
				"du bist gerade"},
			feels: []string{"ich fühle", "es tut mir leid", "tut mir leid", "ich freue mich", "ich bin traurig", "ich bin besorgt", "ich fürchte",
				"ich hoffe", "ich bin froh", "ich bin stolz", "ich bedaure", "mir liegt am herzen"},
			solves: []string{"das eigentliche problem", "die ursache ist", "die ursache war", "das problem ist", "menschliches versagen", "lasst uns",
				"wir sollten", "wir müssen", "die lösung ist", "die eigentliche ursache"},
			names: []string{"nur ein hinweis", "freundliche erinnerung", "freundlicher hinweis", "richtlinie", "vorwurf", "vorwürfe", "vorwurfsvoll",
				"schuldzuweisung", "defensiv", "feindselig", "drohung", "sarkasmus", "sarkastisch", "verhör", "unterstellung",
				"schuldzuweisungen", "kreuzverhör", "rückschaufehler", "im nachhinein", "freundlicher erinnerung", "kleine erinnerung",
				"abweisend", "drohend"},
			others: []string{"dein chef", "deine chefin", "dein kollege", "deine kollegin", "ihr chef", "ihre chefin", "dein vorgesetzter",
				"deine vorgesetzte"},
		},
		{
			language: "es",
			pushes: []string{"deberías", "debes", "debéis", "usted debe", "tienes que", "tenéis que", "usted tiene que", "por qué hiciste",
				"por qué has hecho", "por qué no hiciste", "cálmate", "cálmese", "tranquilízate", "abstente", "de quién es la culpa",
				"quién tiene la culpa", "usted debería", "deberíais", "deberían", "tendrías que", "por qué hicieron", "por qué no hicieron",
				"cálmense", "quién fue el culpable", "quién lo hizo"},
			judges: []string{"inapropiado", "inadecuado", "poco profesional", "tóxico", "tu tono", "su tono", "tu actitud", "pareces", "descuidado",
				"negligente", "tu comportamiento", "su comportamiento", "estás siendo"},
			feels: []string{"lo siento", "me alegra", "me alegro", "me preocupa", "me temo", "siento que", "espero que", "me entristece", "lo lamento",
				"me apena", "estoy triste", "estoy orgulloso", "estoy orgullosa", "me encanta"},
			solves: []string{"el verdadero problema", "la causa es", "la causa fue", "el problema es", "error humano", "deberíamos", "tenemos que",
				"la solución es", "el arreglo es", "la verdadera causa"},
			names: []string{"solo una nota", "recordatorio amistoso", "política", "culpar", "culpando", "a la defensiva", "hostil", "hostilidad",
				"amenaza", "sarcasmo", "interrogatorio", "recordatorio amable", "culpabilizar", "amenazante", "sarcástico", "acusación",
				"a toro pasado", "normativa"},
			others: []string{"él", "tu jefe", "tu jefa", "tu compañero", "tu compañera", "su jefe", "su jefa", "su compañero", "su compañera"},
		},
		{
			language: "fr",
			pushes: []string{"tu devrais", "vous devriez", "tu dois", "vous devez", "pourquoi as tu", "pourquoi avez vous", "pourquoi n'as tu pas",
				"veuillez vous abstenir", "calme toi", "calmez vous", "à qui la faute", "c'est la faute", "tu aurais dû", "vous auriez dû",
				"pourquoi n'avez vous pas", "pourquoi vous avez", "pourquoi tu as", "du calme", "qui est le coupable", "qui a fait ça"},
			judges: []string{"inapproprié", "déplacé", "pas professionnel", "peu professionnel", "toxique", "ton ton", "votre ton", "ton attitude",
				"votre attitude", "tu sembles", "vous semblez", "négligent", "ton comportement", "votre comportement"},
			feels: []string{"je suis désolé", "je suis désolée", "désolé", "désolée", "je ressens", "je crains", "j'espère", "je suis content",
				"je suis contente", "je suis inquiet", "je suis navré", "je suis navrée", "je suis triste", "je suis fier", "je suis fière",
				"je suis ravi", "je suis ravie", "je regrette"},
			solves: []string{"le vrai problème", "la cause est", "la cause était", "le problème est", "erreur humaine", "nous devrions", "nous devons",
				"on devrait", "il faut", "la solution est", "la vraie cause"},
			names: []string{"juste une remarque", "petit rappel", "rappel amical", "politique", "blâme", "blâmer", "reproche", "sur la défensive",
				"hostile", "hostilité", "menace", "sarcasme", "interrogatoire", "simple rappel", "gentil rappel", "culpabiliser", "accusation",
				"accusateur", "menaçant", "sarcastique", "après coup", "règlement"},
			others: []string{"ton chef", "votre chef", "ton collègue", "ta collègue", "ton manager", "votre manager", "ton responsable", "votre collègue"},
		},
		{
			language: "it",
			pushes: []string{"dovresti", "dovreste", "devi", "dovete", "lei deve", "perché hai fatto", "perché non hai", "perché avete fatto", "calmati",
				"si calmi", "calmatevi", "astieniti", "di chi è la colpa", "chi ha la colpa", "lei dovrebbe", "avresti dovuto", "avreste dovuto",
				"perché non avete", "perché l'hai fatto", "tranquillizzati", "chi è stato", "chi è il colpevole"},
			judges: []string{"inappropriato", "poco professionale", "tossico", "il tuo tono", "il suo tono", "il vostro tono", "il tuo atteggiamento",
				"sembri", "negligente", "sbadato", "il tuo comportamento", "il suo comportamento", "il vostro comportamento"},
			feels: []string{"mi dispiace", "sono felice", "sono contento", "sono contenta", "sono preoccupato", "temo che", "spero che", "mi rattrista",
				"sono triste", "sono orgoglioso", "sono orgogliosa", "mi rincresce", "mi rallegro"},
			solves: []string{"il vero problema", "la causa è", "la causa era", "il problema è", "errore umano", "dovremmo", "dobbiamo",
				"bisogna aggiungere", "la soluzione è", "la vera causa"},
			names: []string{"solo una nota", "promemoria amichevole", "incolpare", "incolpando", "accusa", "accusatorio", "sulla difensiva", "ostile",
				"ostilità", "minaccia", "sarcasmo", "interrogatorio", "gentile promemoria", "colpevolizzare", "minaccioso", "sarcastico",
				"senno di poi", "regolamento"},
			others: []string{"lui", "il tuo capo", "il tuo collega", "la tua collega", "il suo capo", "il vostro capo", "il tuo responsabile",
				"il tuo manager"},
		},
		{
			language: "pt",
			pushes: []string{"você deveria", "você deve", "você tem que", "você precisa", "deverias", "deves", "tens de", "por que você",
				"porque você fez", "por que não fez", "acalme se", "calma aí", "abstenha se", "de quem é a culpa", "quem tem culpa",
				"vocês deveriam", "você devia", "tu devias", "vocês têm que", "por que vocês", "fique calmo", "fique calma",
				"quem foi o culpado", "quem fez isso"},
			judges: []string{"inapropriado", "inadequado", "pouco profissional", "tóxico", "seu tom", "o teu tom", "sua atitude", "você parece",
				"descuidado", "negligente", "seu comportamento", "teu comportamento", "antiprofissional", "você está sendo"},
			feels: []string{"sinto muito", "lamento", "fico feliz", "fico triste", "estou preocupado", "receio que", "espero que", "me preocupa",
				"estou triste", "estou feliz", "estou orgulhoso", "estou orgulhosa", "tenho pena"},
			solves: []string{"o verdadeiro problema", "o problema real", "a causa é", "a causa foi", "o problema é", "erro humano", "deveríamos",
				"temos que", "precisamos", "a solução é", "a verdadeira causa"},
			names: []string{"só uma observação", "lembrete amigável", "política", "culpar", "culpando", "na defensiva", "hostil", "hostilidade", "ameaça",
				"sarcasmo", "interrogatório", "lembrete gentil", "culpabilizar", "acusação", "ameaçador", "sarcástico", "regulamento"},
			others: []string{"seu chefe", "sua chefe", "seu colega", "sua colega", "teu chefe", "seu gerente", "sua gerente", "teu colega", "tua colega"},
		},
	}
}
