package writeup

import (
	"regexp"
	"strings"
	"unicode"
)

// A Part is what a section of a post-mortem is about.
type Part string

// The parts.
const (
	Head       Part = "head" // above the first section
	Summary    Part = "summary"
	Impact     Part = "impact"
	Timeline   Part = "timeline"
	Detection  Part = "detection"
	Response   Part = "response"
	Causes     Part = "causes"
	Lessons    Part = "lessons"
	WentWell   Part = "went well"
	WentPoorly Part = "went poorly"
	Luck       Part = "luck"
	Actions    Part = "actions"
	Related    Part = "related"
	Glossary   Part = "glossary"
	People     Part = "people"
	Unsettled  Part = "unsettled" // open questions, gaps
	Other      Part = "other"
)

// names are how parts are called, in the order in which they are looked for: "what went well" before "what happened",
// "preventive actions" before "causes". English first, then the other languages the bot can read.
var names = []struct {
	part  Part
	shape *regexp.Regexp
}{
	{Other, regexp.MustCompile(`^what (we|was) (chose|decided) not|^background|^what this means|not chosen|(only )?holds for now|^times$`)},
	{Timeline, regexp.MustCompile(`\b(time ?-?line|chronology|sequence of events|(incident|event) log|key events|^events\b|course of events|what happened,? (and )?when|zeitleiste|zeitverlauf|chronologie|cronolog[ií]a|linha do tempo|línea de tiempo|ablauf)\b`)},
	{Luck, regexp.MustCompile(`\b(luck|lucky|glück|chance|suerte|sorte|fortuna)\b`)},
	{WentPoorly, regexp.MustCompile(`\b(went (poorly|wrong|badly|bad|less well)|go(ne)? (better|wrong|poorly)|n[o']t (go|work)( so| very| as)? (well|planned)|did not go|didn'?t (go|work)|not so (well|good)|to improve$|can be improved|could (be|have been) (improved|better)|be improved|hindered|slowed us|the bad|what made it (harder|worse)|struggled|challenges|lief schlecht|schlecht gelaufen|salió mal|mal passé|andato male)\b`)},
	{WentWell, regexp.MustCompile(`\b(went (well|right|ok|good)|go(ne)? (well|right)|work(ed)? well|what (worked|helped)|the good|positives|strengths|lief gut|gut gelaufen|salió bien|bien passé|andato bene|correu bem)\b`)},
	{Unsettled, regexp.MustCompile(`\b(open questions?|unknowns?|unanswered|gaps|not (yet )?(known|established)|outstanding questions?)\b`)},
	{Lessons, regexp.MustCompile(`^post-?mortem$|\b(lessons?|learn(ed|t|ings?)|take-?aways?|reflections?|retrospective|what (did )?we learn|erkenntnisse|lecciones|leçons|lezioni|lições)\b`)},
	{Response, regexp.MustCompile(`\b(actions? (that were |were )?taken|immediate (actions?|response|fix)|(short|immediate)[- ]term (fix|mitigation))\b`)},
	{Related, regexp.MustCompile(`^(related|see also|seen before|history)$|\b(happen(ed)?|seen|occur(red)?) (this )?before$|\b((similar|related|previous|prior|past|earlier) (incidents?|events?|post-?mortems?|outages?|problems?|tickets|issues)|recurrence|incident history)\b`)},
	{Actions, regexp.MustCompile(`\b(action(s|able)?( ?-?(items?|points?|plan))?|follow[- ]?ups?|next steps|to[- ]?do'?s?|corrective|preventi(ve|on|ng|tive)|preventati(ve|on)|prevent|remediation (items?|actions?|plan|steps|tasks)|mitigation items|repair items|improvements?|recommendations?|what (we are|we're|are we|will we|we will|we'll) (be )?(doing|do|changing|change)|(the )?way forward|going forward|what (we|we'll|we will|is being|will be) (do|done|fix|fixing|improve|improving)( about (it|this))?$|what (comes |happens )?next|our plan|future (work|plans|steps|improvements|actions)|tickets|tasks|backlog|work items|maßnahmen|acciones|mesures|azioni|ações|commitments)\b`)},
	{Causes, regexp.MustCompile(`\b(root|causes?|cause[sd]|contribut(ing|ory|ors)|triggers?|^what (let|allowed|made|caused|led to) (it|this)|how (could )?(it|this) (could )?(happen|come about)|^why$|^why (did|was|were|it|this|that|so)|why (did )?(it|this|that)|(5|five) whys?|analysis|underlying|fault|failure mode|ursachen?|causas?|cause)\b`)},
	{Impact, regexp.MustCompile(`\b(impact(s|ed)?|affected|effects?|consequences|blast radius|damage|severity and scope|who was|auswirkung(en)?|impacto|impatto|what (users|customers|people|clients|visitors) (saw|noticed|felt|experienced|met)|what kept working|symptoms?)\b`)},
	{Detection, regexp.MustCompile(`\b(detect(ion|ed|ing)?|discover(y|ed)|noticed|identifi(ed|cation)|how we( first)? (found|noticed|knew|learned|learnt|heard)|how (did we|was it|were we)( first)? (find|found|notice|know|alerted|aware)|alerting|entdeckung|erkennung|detección|détection|rilevamento)\b`)},
	{Response, regexp.MustCompile(`^(the )?solution$|\b(resolution|resolved?|recover(y|ed)|mitigat(ion|ions|ed|ing)|respon(se|ding|ders?)|remedy|remediations?|repair(ed)?|restor(ed|ation)|fix(ed|es|ing)?|work ?arounds?|incident handling|behebung|lösung|resolución|résolution|risoluzione|resolução)\b`)},
	{Glossary, regexp.MustCompile(`\b(glossary|acronyms|abbreviations|definitions|terminology|terms)\b`)},
	{People, regexp.MustCompile(`\b(attendees|participants|people|involved|contributors|authors?|team members|roles|owners?|thanks|acknowledge?ments?|teilnehmer|participantes)\b`)},
	{Summary, regexp.MustCompile(`^(the )?(problem|issue|incident)$|\b(summary|overview|tl;?dr|abstract|in brief|synopsis|at a glance|what happened|(incident|problem|event)? ?description|introduction|(problem|issue) statement|(incident|issue|event|outage) details|zusammenfassung|resumen|résumé|riassunto|resumo|überblick|was ist passiert)\b`)},
}

var (
	counted = regexp.MustCompile(`^(?:(?:section|part|step)\s+)?(?:\d+|[ivx]+)(?:\.\d+)*[.):]?\s+`)
	letters = func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
)

// title is a heading as names are compared: in small letters, without numbers, marks and pictures around it.
func title(heading string) string {
	t := strings.ToLower(strings.ReplaceAll(strings.Join(strings.Fields(heading), " "), "’", "'"))
	t = strings.TrimFunc(t, func(r rune) bool { return !letters(r) && r != '5' })
	t = strings.TrimFunc(counted.ReplaceAllString(t, ""), func(r rune) bool { return !letters(r) })
	return t
}

// wide is the most words of a heading that names a part; a longer one says something.
const wide = 9

// partOf returns the part that a heading names, or "".
func partOf(heading string) Part {
	t := title(heading)
	if t == "" || len(strings.Fields(t)) > wide {
		return ""
	}
	for _, n := range names {
		if n.shape.MatchString(t) {
			return n.part
		}
	}
	return ""
}

// labelOf returns the part that a short label names whole, such as "Root cause" in "**Root cause:** a full disk".
func labelOf(label string) Part {
	t := title(label)
	if len(strings.Fields(t)) > 4 {
		return ""
	}
	switch p := partOf(label); p {
	case People, Other, "":
		return ""
	case Causes:
		if !strings.Contains(t, "cause") && !strings.Contains(t, "trigger") && !strings.Contains(t, "factor") && !strings.HasPrefix(t, "why") {
			return ""
		}
		return p
	case Detection, Response:
		if strings.Contains(t, "time") || strings.Contains(t, " at") || strings.HasSuffix(t, "ed") || strings.HasSuffix(t, "by") {
			return "" // "Resolved: 14:02" is a time
		}
		return p
	default:
		return p
	}
}
