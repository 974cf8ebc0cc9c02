package tone

var hindsightRules = []rule{
	{
		id: "hindsight.person", category: Hindsight, severity: S2, weight: .88,
		when: []string{
			"YOU|SOMEONE|ROLE|NAME|TEAM ADV? guys|people|all|of|oncall|lot? ADV? should|could|would|must|ought to? ADV? ADV? have ADV? ADV? MINDED|just|simply|at|tried|fixed|been|checked|a|had|made|sent|put|asked|shared|pinged|known|written|brought|gotten|got|used|seen|found|opened|saved|prevented|avoided|added|run|pulled|turned|set|started|taken|stopped",
			"he|she should|could|would|must ADV? have", "they should|could|must|ought to? ADV? ADV? have ADV? MINDED|just|simply|at|tried|fixed|pinged|sent|shared|saved|avoided|prevented", "MENTION should|could|must ADV? have ADV? told|asked|checked|known|tested|escalated|looked|noticed|called|paged|announced|waited|warned|communicated|caught|reviewed|seen|rolled|reverted|listened|informed|thought",
			"AREA should|could|must|ought to? ADV? have ADV? told|asked|checked|known|tested|escalated|noticed|called|paged|announced|waited|warned|communicated|caught|reviewed|seen|rolled|reverted|listened|informed|thought|just",
			"YOU|he|she|MENTION were|was ADV? supposed|meant|expected to", "werent|wasnt you|he|she|MENTION|ROLE ADV? supposed|meant to", "ROLE|TEAM|NAME was|were supposed|meant|expected to ADV? MIND|tell|watch|monitor|stop|prevent|catch|be",
			"if only DET? ACTOR|AREA|NOBODY|YOU", "if DET? ~1 ACTOR|AREA|YOU|people had|hadnt ADV? ADV? not? ~12 we|none|nothing|would|this|it|all", "if DET? ~1 ACTOR|YOU|people would ADV? have",
			"would|could have ADV? been ~3 if ACTOR|YOU had|hadnt", "if you had ADV? been|read|listened|looked|tested|checked|asked|told|kept|bothered|paid|simply|just|thought", "had you|he|she|they|MENTION ADV? ADV? checked|read|listened|looked|tested|asked|told|waited|known|paid|simply|just|done|thought|followed",
			"any|a|even|every ADV? beginner|idiot|child|junior|intern|student|novice|amateur|monkey|toddler|fool|rookie|first ~2 would|could|can|knows|should|sees", "my grandma|grandmother|mum|mother|cat|dog|kid|son|daughter would|could", "anyone|anybody|someone|everyone who|with ~5 would|should|could have|know|knows|see|tell",
			"I would have ADV? ADV? noticed|seen|caught|spotted|known|checked|stopped|prevented|rolled|tested|asked|done", "TEAM|ROLE|ACTOR|YOU needed|had to ~8 THIRD|they|he|she|you didnt|did|never|dont", "somebody|someone had|has to ADV? see|have|notice|know|seen|noticed|known",
			"YOU|HE|ROLE|NAME|TEAM|oncall ADV? failed to ADV? escalate|MIND|notice|see|act|page|roll|react|check|spot|catch|realize|realise|recognize|recognise|anticipate|prevent|raise|call",
			"had|has to ADV? be obvious|clear to ~2 THIRD|YOU|SOMEONE|AREA|anyone", "was|is it ADV? right there|front in|on", "it|that|graph|alert|warning|error was ADV? ADV? staring|right in|there|at ~3 face|you|him|her|them|of",
			"would have ADV? been ADV? nice|easier|better|great|good|helpful|nicer if|for|from|of you|ACTOR|someone|somebody", "you|they|he|she should|ought know|have known ADV? better", "why NEG? did|didnt|wouldnt ~2 wait ~3 until",
			"YOU|HE|ROLE|TEAM|AREA ADV? should|ought not? have to? been? ADV? more|less ~2", "could|would|should have been? ADV? avoided|prevented|caught|stopped if|had ~1 ACTOR|AREA|YOU|people", "preventable|avoidable if|had ~1 ACTOR|SOMEONE|YOU|AREA|people",
			"SOMEONE really? should|could have|of", "oncall ADV? should|could|ought to? have", "YOU guys|people|lot|all should|could have",
		},
		unless: []string{"we|i ~1 should|could|had", "^ what|how|which|who|where ~2 would|could|should", "alert|alerts|alarm|job|service|system|monitor|backup|check|test|tests|probe|node|pod|query|retry|limit|which|timeout|cache|script|pipeline|health|server|config|cluster|disk|dashboard|bot|update|process ADV? should|could|would|must|ought ~2 have",
			"nobody|noone could|would have", "^ if you have|need|want|are", "many|most|some|few|more|other ~1 people|engineers|teams|folks", "should|could|would|must have been? ~1 able|access", "login|package|window|session|network|boot|display|task|file|device|volume|partition|download|update manager|author|operator|owner",
			"should|must have ADV? got|received|gotten a|an|the"},
	},
	{
		id: "hindsight.obvious", category: Hindsight, severity: S1, weight: .84,
		when: []string{
			"obviously|clearly ~5 going|bound to ~1 break|fail|explode|happen|crash|blow|go|die|end|lock|hang|kill|take|overload|cause|hurt|bite|time|run|be|come", "was|were obvious|clear from|in|on DET? ~1 graph|graphs|dashboard|logs|log|diff|metrics|start|beginning|alert|get|first|screen", "should have been? ADV? obvious|clear to ~2 anyone|everyone|us|all|anybody|you|them",
			"we should|could|ought ~1 have ~8 obvious|clear|plain|obviously", "saw|seen|see it|this|that coming ~3 mile|miles|away|long|ago|weeks|months", "anyone|everyone|everybody|anybody ADV? could|would|should ADV? have? ADV? see|seen|tell|told|know|known|guess|guessed|predict|predicted|saw|notice|noticed",
			"was only|just a matter|question of time", "obviously|clearly ~3 bound|destined|guaranteed|doomed to", "told you so", "i told you|them|everyone|everybody|all ADV? this|that|it|so ADV? would|was|will|is", "i warned you|them|everyone|everybody|about",
			"how ~4 not|ever see|notice|spot this|that|it|the coming|sooner|earlier", "in|with hindsight it|this|that|all ~2 was ADV? obvious", "was|is the obvious move|choice|step|thing|fix|answer|option",
		},
		unless: []string{"nobody|noone|could not|couldnt|didnt|wasnt|isnt|not", "NEG ~1 obvious|clear", "what|how ~5 obvious|look", "job|script|query|retry ~3 bound"},
	},
}

var closureRules = []rule{
	{
		id: "closure.found", category: Closure, severity: S1, weight: .8,
		when: []string{
			"root cause found|clear|done", "^ easy|simple|obvious|trivial|clear|solved COMMA|/ DET? root? ~1 cause|bad|bug|deploy|dns|typo|index|cert|config|it", "root cause COMMA? ~8 / next $", "case closed", "end of story|discussion", "it is always dns|network|the|cache",
			"the only|sole|single|real reason|cause|problem ~4 is|was", "lets not overthink|overanalyze|overanalyse|overcomplicate", "what is there ADV? to discuss|talk|say|investigate|analyse|analyze", "no|not|dont|without need|reason|point|use|sense|necessary to|in|for ~1 dig|digging|investigate|investigating|analyse|analyze|analysing|analyzing|discuss|discussing|look|looking|look|further|analysis|investigation ~2 deeper|further|more|$",
			"dont need|have to ~1 dig|investigate|analyse|analyze|discuss|look ~1 deeper|further|more|any|$", "we are|all done here", "nothing ADV? more? else? to fix|learn|discuss|analyse|analyze|investigate|dig ~1 really|here|$", "can|lets|could|we|just|and we? ~1 close|wrap|end this|it|review|retro|postmortem|doc ~1 now|already|up|$",
			"fixed it ~2 so the|that|it ~2 is|was the cause", "fixed COMMA done", "root cause is|was ~6 / next|done|period|close|moving|case|end", "^ simple COMMA|/ bad|broken|wrong", "no further analysis|investigation|discussion|questions|digging", "thats|that|this|it is|was all|it there is|was to|for it ~1 $", "and|then be done with it",
			"we can|could|should stop here|now|looking|digging|investigating|there",
		},
		unless: []string{"time|timebox|parked|park|ticket|objections|objection|propose|proposing|suggest|suggesting|min|minutes|minute|async|incident|channel|pr|issue|open|questions|question|unless|until|thread|section|tab|window", "root cause|causes ~3 not|unknown|unclear|yet|still", "dont think|believe ~8 only|root", "is|was ~2 the only|root cause $", "break|lunch", "thanks|thank|good|great"},
	},
}
