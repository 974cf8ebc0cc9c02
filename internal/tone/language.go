package tone

import "strings"

// english reports whether the tokens can be read with English rules. Short
// messages without any telling word pass: the rules find nothing in them unless
// they are English after all.
func english(ts []token) bool {
	en, other, foreign := 0, 0, 0
	for i := range ts {
		w := ts[i].word
		switch {
		case w == "" || w == stop:
		case englishWords[w]:
			en++
		case foreignWords[w]:
			other++
		case w[0] >= 0x80 || strings.ContainsFunc(w, func(c rune) bool { return c > 0x24f }):
			foreign++
		}
	}
	return other <= en/2 && foreign <= en || en >= 6 && other < en
}

func words(s string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// englishWords are frequent words that are English and, as a rule, nothing else.
var englishWords = words(`the a and of to is are was were be been have has had do does did dont didnt doesnt you your he she they them
	their his her we our us my i it that this these those what who why how when where which not never always nobody would should could
	must will cant wont with without from for about because if only just even again so but than then there here who on in at by as or no
	all me him know think get got make made broke lets let any some more very really people team fault`)

// foreignWords are frequent words of German, Spanish, French, Portuguese,
// Italian and Dutch that are not English.
var foreignWords = words(`der das und ist nicht ich du wir ihr sie ein eine einen mit auf für von dem den zu im auch noch schon nur aber
	wenn dass daß wie warum wer hat haben hätte hättest wäre sein mein dein euch uns immer nie niemand wieder alles ganz klar schuld mir
	dich mich war wurde werden kann muss soll sollte hier bei aus nach vor über keine kein gleiche el la los las una uno es está son
	que qué por para con sin pero como cómo cuando quién nadie nunca siempre esto eso esta este yo tú él ella nosotros ellos su sus mi
	muy más ya fue hay tiene haber habría debería deberías culpa le les des du un une et est pas ne je tu il elle nous vous ils elles mon
	ton notre votre leur qui pour avec sans dans sur au aux ce cette ces mais ou où être avoir était fait toujours jamais personne encore
	aurais aurait faudrait o os um uma e não eu você vocês ele ela eles nós meu seu isso isto em na nas dos das ao mas como também nunca
	sempre ninguém foi são tem esse essa il lo gli di che non io lui noi voi loro sono era hanno perché sempre mai nessuno het een van en
	niet ik jij wij zij met voor maar als waarom wie heeft altijd nooit niemand erreur humaine humano causa porque`)
