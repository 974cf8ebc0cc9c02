package tone

var humanErrorRules = []rule{
	{
		id: "human_error.cause", category: HumanError, severity: S2, weight: .88,
		when: []string{
			"human|operator|pilot|user|people|engineer|developer|manual error|errors|mistake|failure|slip|negligence|factor ~2 $", "human|operator|pilot|user error|mistake|failure COMMA|during|by|in|on|so|because|and|not|caused|is|was|imo", "BE|as|by|to|just|see|call|COMMA ~3 human|operator|pilot|user|people error|mistake|failure",
			"^ human|operator|pilot|user error|mistake|failure", "pebkac|pebcak|pibcak", "layer 8|eight", "keyboard and DET? chair|seat", "chair and DET? keyboard", "fat finger|fingers|fingered|fingering", "fatfingered|fatfinger",
			"lack|absence|want of ~1 discipline|attention|care|diligence|rigor|rigour|focus|concentration|professionalism|caution", "insufficient|poor|missing|no|zero|bad|more|low diligence|discipline|carefulness|rigour|rigor|professionalism|caution", "DET|by|through|due|pure|sheer|plain|simple ~1 carelessness|negligence|sloppiness|inattention|incompetence|stupidity|recklessness|laziness",
			"^ carelessness|negligence|sloppiness|inattention", "sloppy|careless work|mistake|error|engineering|handling|coding|job|change|deploy", "silly|stupid|dumb|simple|avoidable|basic|rookie|careless|beginners|beginner|unforced ~1 mistake|error|slip ~1 by|from|of|on ~2 ACTOR|AREA|YOU|HIS",
			"root|main|primary|real cause|causes|reason ~4 mistake|typo|slip|oversight|inattention|haste|negligence|carelessness ~4 by|from|of|on DET? ACTOR|AREA|HIS", "root|main|real cause|causes ~1 COMMA|is|was ~2 SOMEONE|MENTION|NAME|ROLE|HE", "root cause ~2 haste|mistake|carelessness|negligence|inattention", "SOMEONE|ROLE|NAME|THIRD ADV? made a ~1 mistake|typo|error ~2 $",
			"SOMEONE|ROLE|TEAM|people ADV? wasnt|werent|not|isnt|arent ADV? paying|careful|focused|concentrating|attentive|thinking", "wasnt|werent|not paying attention", "attention to detail", "not|wasnt|werent ADV? careful enough", "people|everyone|everybody|TEAM ADV? got|get|became|are getting? sloppy|careless|lazy|complacent", "with|bit|little|some DET? ~2 more attention|care|discipline|focus|diligence|thought ~4 would|wouldnt|could|this|none|never|not|it", "a bit|little more attention|care|discipline",
			"because|since|as|when SOMEONE|ROLE|THIRD was|were ~1 distracted|careless|sloppy|tired|lazy|rushing|inattentive", "comes|came|boils|boiled down to ~2 mistake|carelessness|discipline|negligence|attention|human|incompetence|people", "typo by|from ~1 ACTOR", "couldnt|cant|cannot fix|patch stupid|people|humans",
		},
		unless: []string{"human|user error ~2 where|hides|hide|starts|start|begins|label|message|page|messages|dialog|handling|report|rate|rates|code|log|logs", "calling|stop|stopping|rather|instead|beyond|not ~3 human|user|operator error", "term|word|label|phrase", "error|errors rate|rates|budget|log|logs|message|messages|code|codes|handling|page",
			"prevent|avoid|reduce|proof|eliminate|against|possible|potential|prone|room|minimise|minimize|risk", "manual|people|user ~1 errors", "what|how ~4 human", "i|my|me", "tired|distracted ~4 because|page|pages|shift"},
	},
	{
		id: "human_error.cure", category: HumanError, severity: S2, weight: .84,
		when: []string{
			"be|being|are|more ADV? more? careful|cautious|attentive|diligent|disciplined|vigilant ~3 when|with|in|next|about|while|before|on|during|from|going|and|$", "people|TEAM|everyone|everybody|ROLE|they|you|someone|AREA ADV? just? ADV? need|needs|have|has|must|should|ought to? ADV? be|pay ADV? more? careful|attention|cautious|attentive|diligent|vigilant",
			"pay|pays|paying|paid more|better|closer|some attention", "have|needs|need|has|should|must|ought to ~2 pay attention", "must|should|needs|need|has|have to? ADV? think before|first|twice|harder", "think before HE|you|THIRD|type|typing|acting|pressing|clicking|pushing|running|deploying|merging", "slow down and think", "more discipline|diligence|attention|care|rigour|rigor ~3 $",
			"look closer|harder|carefully|properly at|next", "ACTOR|TEAM|people ADV? have|has|need|needs|must|should to? look closer|harder|properly|better", "retrain|counsel|counselled|counseled|coached|lectured|reeducate|remind DET? ~1 ROLE|TEAM|HIM|NAME|MENTION|him|everyone|people", "talk|word|chat with DET? ~1 ROLE|HIM|NAME|MENTION about|and ~3 attention|care|careful|responsibility|mistake",
			"people|everyone|everybody|TEAM|engineers ADV? need|needs|have|must|should to? keep|have ~1 an? eye|eyes on", "just ADV? follow|read|use the process|runbook|procedure|checklist|docs|manual|rules", "make sure|ensure ~2 people|everyone|ROLE|TEAM ~2 careful|attention|discipline", "double check before|next|your|everything", "dont|do make|repeat that|this|the|such mistake|mistakes|error again",
			"try|trying harder", "ACTOR|people|we should|need|must|have to? ADV? just? learn|know|remember to ADV? read|check|think|test|listen",
		},
		unless: []string{"tool|tooling|pipeline|script|check|guard|guardrail|ci|lint|canary|bot|system|we|code|job ~2 must|should|needs|need|double|has", "i|ill|i'll ~3 careful|attention|harder", "be careful COMMA|it|as|of|there|not|to|there", "must|should be able", "if|when|without|instead|rather|than ~4 careful|attention|discipline", "careful COMMA", "how|what|does|would", "you are|can|might|may|will|want|need"},
	},
}

var motiveRules = []rule{
	{
		id: "motive.intent", category: Motive, severity: S2, weight: .87,
		when: []string{
			"ACTOR|AREA ~8 on purpose", "ACTOR|AREA ADV? deliberately|intentionally|knowingly|wilfully|willfully ~1 hid|hide|ignored|broke|skipped|left|withheld|delayed|lied|misled|sabotaged|kept|bypassed|let|did|didnt", "ACTOR|AREA ADV? hid|hides|hiding|concealed|buried|withheld ~5 from|change|it|this|that|problem|incident|facts|truth|logs|data|so|to",
			"ACTOR|AREA BE ADV? hiding|covering|lying|pretending|faking|sandbagging", "cover|covering|covered up|it|their|his|her|your ~1 tracks|ass|asses|up|own|mess|mistake|mistakes", "coverup|cover-up", "swept|sweep|sweeping ~3 under the|a rug|carpet",
			"ACTOR|AREA ADV? knew ~4 and|but let|did|didnt|said|kept|ignored|stayed|never|still|shipped|chose|hid", "so HE|THIRD|that|could would|could|can|get|look|d get|look|have ~2 headcount|promoted|promotion|bonus|good|budget|credit", "for DET? ~1 promotion|bonus|headcount|credit|glory|cv|resume", "trying|wanted|wants|want|tries to make us|me|him|her|them ~2 look bad|stupid|incompetent|like",
			"ACTOR|AREA BE ADV? lying|liar|liars", "ACTOR|AREA ADV? lied", "ACTOR|AREA has|have|had an|their|his|her|your own? agenda", "ACTOR|AREA|management|leadership ~3 is ADV? a joke to him|her|them|you", "politics", "ACTOR|AREA ADV? wanted|wants|want this|it|us|that to fail|happen|break", "sabotage|sabotaging|sabotaged", "your|their|his|her own bias|ego|agenda|interests|career",
		},
		unless: []string{"WE|i ADV? ~2 on|deliberately|intentionally|knowingly|hid", "not|NEG ~4 on purpose|hiding|intentionally|deliberately", "error|message|ui|page|proxy|flag|retry|cache|menu|setting|option|config|it|that|which|file ~2 hid|hides|hiding|hidden", "chaos|drill|game day|exercise|test", "if|whether|did|does|do ACTOR|AREA|you"},
	},
	{
		id: "motive.care", category: Motive, severity: S2, weight: .87,
		when: []string{
			"ACTOR|AREA|NOBODY ADV? only|just ADV? care|cares|cared|want|wants|wanted|think|thinks|interested ~1 about|to|in|of ~1", "ACTOR|AREA|NOBODY|people ADV? dont|doesnt|didnt|never ADV? care|cares|give|gives|gave|cared ~1 about|a|as|if|at|two|$", "THIRD|AREA could not care less", "ACTOR|AREA could ADV? care less", "ACTOR|AREA ~2 dont|doesnt|didnt give a|two ~1 damn|shit|fuck|crap|toss|hoots|rats",
			"all|only thing you|they|he|she|management|product|MENTION care|cares|cared about|for", "ACTOR|AREA ADV? dont|doesnt|didnt ADV? care", "BE|as a joke to them|him|her|you", "ACTOR|AREA BE ADV? only|just in it for|interested", "more interested|worried|concerned in|about ~3 than|launch|deadline|bonus|numbers|promotion", "ACTOR|AREA prefer|prefers|preferred ~3 over|to ~2 quality|uptime|reliability|safety|users|customers",
			"NOBODY ~3 cares|cared|care|gives|gave ~1 about|a|if|anyway|$", "as long as ~4 ship|ships|shipped|launch|holds|paid|bonus|date",
		},
		unless: []string{"i|we|i ADV? dont|only|just ~1 care|want|wants", "dont|doesnt care|matter which|what|whether|where|who|how|much|if|for|in|to", "it|that|which|kernel|server|client|service|scheduler|system|app|code|ext4|grub ~2 dont|doesnt|didnt care", "you|they only|just want|need|wanted to|a|it|the|one", "if|do you|they|anyone|someone ~1 want|only|just|dont|care|wants|think", "he|she just|only want|wants|wanted|think|thinks", "just|only think|thinks|thought"},
	},
}
