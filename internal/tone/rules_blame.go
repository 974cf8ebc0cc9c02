package tone

// meta are the clauses that talk about blame, quote others, or praise: nothing
// in them is held against the writer.
var meta = []string{
	"nobodys|noones fault", "nobody|noone ADV? is|was at? fault|to", "not|isnt|wasnt|never|dont|without|no|isn't about|anyones|anybodys|fault|blame|blaming|finger",
	"isnt|wasnt|not|never ~2 anyones|anybodys|somebodys|someones fault|mistake",
	"dont|not|without|stop|avoid|than|of|no|instead|never|lets !me !you !us !him !her !them ~3 blame|blaming|blamed|culprit|culprits|scapegoat",
	"blameless|blamelessly|just-culture", "according to", "calling it|this|that|something", "say|says|said|saying|write|writes|wrote|read|reads human error",
	"customer|customers|user|users|tweet|press|article|reporter|somebody|ticket|email|mail|draft|post ~3 said|wrote|says|writes|complained|complaining|called|claims|claimed|blame|blames|asked|asks|reads",
	"huge|many|big|special thanks|thx", "thank|thanks ~6 for|helped|saved|patience|caught", "kudos|shoutout|props to|for",
	"what|how would|could|can we|the|have", "would|what ~2 have we needed",
}

var blameRules = []rule{
	{
		id: "blame.fault", category: Blame, severity: S2, weight: .92,
		when: []string{
			"THEIR|OWNER ADV? own? fault", "vendors|devs|teams|developers|engineers|ops|admins|contractors|interns|operators|managers fault",
			"fault of|by DET? ~1 ACTOR|AREA", "ACTOR|AREA BE ADV? DET? ~1 at fault", "ACTOR|AREA BE ADV? the? to blame",
			"ACTOR|AREA BE the? culprit|culprits|guilty", "^ blame DET? ACTOR|AREA|HIM", "I|we ADV? blame !DET DET? ACTOR|AREA|HIM|YOU",
			"I|we ADV? blame the|that THIRD|AREA", "blame lies|is|goes|rests with|on|to ~2 ACTOR|AREA|YOU|HIM", "fault lies|is with DET? ~1 ACTOR|AREA|YOU|HIM",
			"is|was|are all|entirely|completely|solely|fully|squarely|100 ~1 on DET? ~1 ACTOR|HIM", "whole|outage|mess|incident|disaster is|was on DET? ACTOR|AREA|HIM",
			"^ this|that|it|all is|was ADV? ADV? on MENTION|HIM|YOU|NAME", "this|outage|incident|downtime|mess is|was ADV? on DET? TEAM|MENTION|HIM|YOU|NAME",
			"owns|own this|that|it one|outage|mess|failure $", "you broke it ~3 you|your", "responsible for DET? ~1 outage|mess|downtime|disaster|failure|breakage|fiasco $",
			"everyone|everybody knows|saw who broke|did|caused", "admit that? THEIR|you ~3 wrong|mistake|fault|broke|failed",
		},
		unless: []string{"NEG ~3 fault|blame", "git|query|ccpd blame", "who|which ~4 responsible", "i am|was responsible", "verify|check|checked|see ~6 blame", "i|we own"},
	},
	{
		id: "blame.damage", category: Blame, severity: S2, weight: .9,
		when: []string{
			"YOU|MENTION|ROLE|NAME|SOMEONE|TEAM ADV? ADV? BREAK DET? HARM|us", "he|she ADV? ADV? BREAK ~2 HARM|us", "they ADV? BREAK it|prod|production|everything|us|things again|wo|once",
			"AREA ADV? ADV? BREAK ~3 again", "AREA ADV? caused|broke|screwed|killed|ruined this|us|our|everything|prod|production", "ACTOR|AREA screwed us|up|this|it",
			"ACTOR ADV? took|brought|taken DET? ~2 HARM|us|company down", "ACTOR|AREA took|brought us|everything|prod|production|everyone|everybody|all down", "took us|everyone|everybody|all down",
			"your|his|her|their change|changes|deploy|migration|merge|commit|pr|code|config|mistake|script|patch ADV? BREAK|took|brought|cost",
			"down|broken|here|failed|failing|late|offline because|bc of DET? YOUR|HIS|NOUN|you|him|her|them", "^ because of you|him|her|MENTION|NAME", "because of DET? ACTOR TRAIT|OOPS|incompetent",
			"ACTOR|AREA ADV? panicked", "ACTOR|AREA made it|things|everything ~1 worse", "ACTOR|AREA ADV? dropped the ball", "ACTOR|AREA asleep at", "ACTOR|AREA BE asleep|sleeping", "asleep at the wheel|switch|helm",
			"ACTOR|AREA ADV? threw it|this|things over", "ACTOR|AREA cut|cutting corners", "ACTOR|AREA ADV? went rogue", "ACTOR|AREA ADV? sat on DET? ~1 ticket|alert|page|it|this|report|bug|fix",
			"ACTOR|AREA ADV? let us|everyone|everybody|customers|users|the down", "finally woke up|decided|bothered|got", "ACTOR finally woke",
			"ACTOR|AREA ADV? let DET? ~3 expire|lapse|slip|rot|burn|happen", "because|since ACTOR|AREA ADV? let DET? ~3", "ACTOR failed us|everyone|everybody|the company|customers|users",
			"thanks to DET? ~2 ACTOR|AREA|HIS|YOUR ~8 garbage|down|broken|lost|lose|nothing|cleanup|mess|fixing|cleaning|hours|days|outage|weekend|late|offline", "ACTOR|AREA BE the? reason|cause why|we|of|for ~4 down|outage|here|broken|failed|failure|incident|problem",
			"ACTOR|AREA ADV? pushed|forced|pressured us to ~3 skip|ship|cut", "left|leaving us|everyone to|with|holding ~2 clean|cleanup|mess|bag", "cleaning up after DET? ACTOR|HIM|YOU|THEIR", "again we|i are|am|have cleaning|to ~2 clean|cleaning",
			"we|i are|am cleaning it|this|that|up ~1 up|again", "ACTOR|AREA BE ADV? half asleep", "ACTOR ~5 misjudged|mishandled|mismanaged|bungled|botched|fumbled|butchered",
			"YOUR|HIS|NOUN ADV? OOPS cost|costs|cause|caused|took|brought|broke", "due to DET? ~2 THIRD|YOUR OOPS", "YOUR OOPS|incompetence|negligence", "HIS incompetence|negligence|carelessness|stupidity|laziness|ignorance|sloppiness",
		},
		unless: []string{"i|we|thing|things|which|that|what|it|deploy|job|script|bot ADV? BREAK|took", "I|we ~2 took|broke|brought", "if|when|who|might|may|can|could|to ~3 break|breaks", "let us know|see|go|do|start|look|move|talk",
			"WE ADV? ADV? BREAK", "rip|ctrl|workaround|fix|how", "anyone|anybody|someone|somebody know|else|here|can", "master|main|pod|node|server|replica|process|daemon|job|worker|dns|router|firewall|update|upgrade|bug ADV? BREAK|took|asleep"},
	},
	{
		id: "blame.neglect", category: Blame, severity: S2, weight: .88,
		when: []string{
			"THIRD|SOMEONE ADV? ADV? didnt|doesnt|never|wouldnt|wont|refused|neglected ADV? to? ADV? MIND|test|validate|find|do|follow|read !out !that",
			"AREA ADV? didnt|doesnt|never|refused|neglected ADV? to? bother|read|care|listen|test|tell|inform|announce|communicate|ask|warn|respond|reply|think|learn|find|apologize",
			"ACTOR|AREA|HIM ADV? could|can not|cant be bothered|arsed", "cant|could|wont not? be bothered|arsed", "ACTOR|AREA not? ADV? bothered to", "didnt|doesnt|dont|never ADV? bother to|with|checking|reading|testing|telling",
			"ACTOR ADV? ADV? ignored|neglected|disregarded|dismissed DET|YOUR|our|my|us|me|every|all|NUM", "AREA ADV? ignored|neglected|disregarded our|my|us|me|the ~2 warning|warnings|checklist|runbook|alert|alerts|advice|process|tickets|requests|question|concern|concerns",
			"THIRD ADV? forgot|forgets !about", "because|since|just|bc you forgot|missed|ignored|skipped", "THIRD ADV? clearly|obviously|apparently ~1 missed|ignored|skipped|didnt|doesnt|not|never|does|did|has|was|is",
			"YOU ADV? clearly|obviously|apparently|evidently ADV? missed|ignored|skipped|didnt|dont|havent|not|never|did|do|have|has|lack|failed|fail|misunderstood|misread|forgot|think|thought|arent|werent|has",
			"without|w/o telling|asking|informing|warning|consulting|notifying|checking|thinking|testing|reading|waiting|looking ~2 anyone|anybody|us|me|first|it|ci|tests|anything|someone|twice|the", "ACTOR|AREA|HIM ~4 without telling|asking|informing|warning|consulting|thinking|testing|reading|waiting|looking",
			"wasnt|werent|isnt|arent|not doing THEIR job|jobs|work", "if DET? ~2 ACTOR|AREA had ADV? done|do|did their|his|her|your job|work|part|homework", "do|done|doing|did your|their|his|her ~1 job|jobs|homework|work ADV? properly|right|$",
			"ACTOR|AREA ~1 did|does|do not find it necessary|worth", "ACTOR|AREA|engineering didnt find it necessary|worth|important|useful", "ACTOR|AREA ADV? decided|chose|preferred not|to to? ignore|skip|tell|test|do|hide|wait|inform|bypass",
			"ACTOR ADV? skipped DET ~2 review|test|tests|check|checks|step|checklist|approval|process|testing|reviews|validation", "ACTOR ADV? bypassed|circumvented DET ~2 review|approval|process|checks|gate|policy",
			"YOU didnt|dont|havent ADV? ADV? even|bother|test|read|check|listen|understand|think|care ~3 so|before|because|and|at|what|the|a|my|your|our|anything|it", "YOU didnt ADV? read|test|check|bother|tell|inform|think|listen", "sounds|looks|seems like you|ACTOR didnt|dont|havent even|bother|read|test",
			"YOU have done|did nothing", "YOU failed|neglected|refused to", "you are|were too busy|lazy|slow|proud|stubborn|careless|stupid", "ACTOR BE too lazy|careless|proud|stupid|arrogant|stubborn|incompetent",
			"so important|busy ~4 had to wait|wait|ignore", "in my|our day|days|time we ADV? slept|had|would|did|never|tested|knew|always", "ACTOR what was so important", "went home|lunch|bed|holiday|vacation instead|and left|while ~3 burning|down",
			"you|he|she|they|MENTION werent|wasnt ADV? even online|around|there|available|awake|reachable|watching", "lack|lacks|lacking ~1 ownership|accountability|professionalism|competence|expertise|basic", "ACTOR|AREA lack|lacks|lacked",
			"clearly|obviously|evidently didnt|doesnt|dont|did|never ADV? not? think|care|understand|know|read|test|look|check|bother",
		},
		unless: []string{"i|we didnt|dont|never|forgot|havent|ignored", "NEG forget|forgot", "screen|prompt|tool|dashboard|page|runbook|doc|docs|alert|ui BE|didnt|doesnt|not|had|gave ~6", "^ if|when|so you|they|someone|anyone|people ~2 dont|didnt|havent|doesnt|want|need", "did|does|do you|anyone|anybody",
			"^ what|why|how|which|whether|where ~2 you|they|he|she|people|anyone|someone", "^ would|will|can|could|may|might|should|must", "users|user|client|clients|server|service|package|app|apps|system|kernel|module|driver|ubuntu|bot|job|they|script didnt|doesnt|dont|wont|never know|understand|respond|reply|test|update|read|check|support|listen",
			"did|dont|havent|havent know|get|notice|hear|receive", "nobody|noone", "it|this|that|which didnt|doesnt|dont|wont|never|ignored", "you|they dont understand|know|need|want|care"},
	},
	{
		id: "blame.culprit", category: Blame, severity: S2, weight: .9,
		wording: "What did the change contain, and how did it reach production?",
		when: []string{
			"^ who ADV? ADV? the? pushed|merged|approved|deployed|shipped|released|committed|authorised|authorized|signed|allowed|reviewed ~1 this|that|it|the|off ~3 $",
		},
		unless: []string{"can|could|would|should|will|may|to|who|which is|are|know|explain|tell|next|today|take|takes|want|wants ~1 notes", "invite|ask|notes|owner|walk|knows|know|help|tell|remember"},
	},
	{
		id: "blame.who", category: Blame, severity: S2, weight: .9,
		when: []string{
			"^ who the hell|heck|fuck|devil", "^ who on earth", "^ and? who ADV? let|lets DET? ~1 ACTOR|anyone|anybody|this|that|it|HIM", "who ADV? BREAK DET? ~1 HARM|this|that|us", "who did|does this|that|it $", "whose ~2 fault|idea|mistake|screwup|doing|mess|call|brilliant|bright",
			"who is|was ADV? responsible|guilty|accountable|to for|behind|blame|of ~1 this|that|outage|mess|it|the|for", "who ADV? thought|decided|figured ~4 good|great|smart|bright|fine|ok|okay|safe|idea|wise", "who wrote|built|designed|coded|made|configured this|that|it $",
			"who did|does that|this clearly|obviously", "who ADV? screwed|messed|fucked|botched|dropped|forgot|failed|slept|ignored|overlooked", "find|know|tell|show us|me|out|who ADV? who broke|caused|pushed|approved|did|merged|screwed|messed|is|was ~1 responsible|this|that|guilty|behind|it",
			"want|need|like to know who ADV? BREAK|pushed|approved|did|merged|deployed|let|ran|is|was", "whoever ~4 did|wrote|approved|merged|built|deployed|pushed|broke|designed|thought|signed|made|let|configured|set ~3 should|must|needs|clearly|obviously|didnt|was|is|has|had|ought|deserves|owes", "^ and? so? who ADV? let|lets",
			"name|names of DET? ~1 person|people|one|engineer|guy|individual|culprit ~1 who|responsible|that|behind", "one of you|them|us|ACTOR ~2 broke|did|messed|screwed|lied|pushed",
		},
		unless: []string{"git|file|bot|feature|patch|tool|plugin|maintainer|maintains|invite|thank|thanks|credit|congratulate|nice", "can|could tell|show|explain", "whoever is|has ~2 available|free|time|next|can|wants|want|oncall|takes|here|interested"},
	},
	{
		id: "blame.how", category: Hindsight, severity: S1, weight: .85,
		when: []string{
			"how did|could|can|come|is ~3 NOBODY|noone ADV? ADV? notice|see|saw|catch|caught|check|checked|look|looked|spot|think|thought|realise|realize|test|tested|know|knew|read|escalate|noticed|seen|ask|asked",
			"why did|didnt|has|does|is ~1 NOBODY|noone ADV? notice|see|catch|check|look|spot|think|realise|realize|test|read|escalate|care|ask|act|act|say|tell|bother|respond|react|do|noticed|checked|looked|stop|stopped",
			"why did|didnt|didn't anyone|anybody|someone|somebody|not ~1 notice|see|catch|check|look|spot|think|realise|realize|test|read|escalate|care|ask|act|say|tell|bother|respond|react|stop",
			"how could|can|do|did ACTOR|anyone|AREA ADV? not|miss|overlook|ignore|forget|fail", "how could|can you|they|he|she|anyone|MENTION ADV? let|allow|think|be|possibly|merge|approve|deploy", "how is|was it possible that? NOBODY|you|noone|ACTOR", "how do you not|miss|even",
			"how hard is|can|was|could it|that be? ~1 to|for", "is|was it so|that|too hard|difficult|much to ~1 check|read|look|test|ask|tell|follow|read|write|announce|say|notice|send|type|run",
		},
		unless: []string{"paged|page|alerted|notified|woken", "how can we|i", "screen|prompt|shown", "NUM|hard|difficult ~6 migrate|implement|build"},
	},
}
