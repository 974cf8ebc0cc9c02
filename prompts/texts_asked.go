package prompts

// asked are the questions about single causes, actions and words.
var asked = []Text{
	{"ask/heat", "Questions", Question, []Sample{{"phase": "Root cause"}}},
	{"ask/zone", "Questions", Question, []Sample{{"hours": "1", "read": ""}, {"hours": "5.5", "read": "UTC"}}},
	{"ask/conflict", "Questions", Question, []Sample{{"what": "when the failover was done", "times": "14:18 and 14:24", "n": 2}, {"what": "", "times": "14:18 and 14:24", "n": 2}}},
	{"ask/one_person", "Questions", Question, nothing},
	{"ask/at_person", "Questions", Question, []Sample{{"another": false}, {"another": true}}},
	{"ask/first_cause", "Questions", Question, nothing},
	{"ask/chain", "Questions", Question, nothing},
	{"ask/breadth", "Questions", Question, []Sample{{"side": "how it spread"}}},
	{"ask/one_author", "Questions", Question, nothing},
	{"ask/one_team", "Questions", Question, nothing},
	{"ask/one_lens", "Questions", Question, nothing},
	{"ask/bare_cause", "Questions", Question, statement},
	{"ask/dissent", "Questions", Question, nothing},
	{"ask/no_moment", "Questions", Question, statement},
	{"ask/older", "Questions", Question, statement},
	{"ask/safeguard", "Questions", Question, statement},
	{"ask/moved", "Questions", Question, []Sample{{"what": "began", "phase": "Opening"}, {"what": "ended", "phase": "Opening"}, {"what": "noticed", "phase": "Opening"}, {"what": "change", "phase": "Timeline"}}},
	{"ask/to_graph", "Questions", Question, []Sample{{"what": "The team was lucky that two were awake", "luck": true}, {"what": "Nobody had the rights to grow the disk", "luck": false}}},
	{"ask/revisit", "Questions", Question, []Sample{{"one": "The limit was never set", "other": "The limit was set and not read"}}},
	{"ask/leaf", "Questions", Question, statement},
	{"ask/protects", "Questions", Question, named},
	{"ask/last_call", "Questions", Question, named},
	{"ask/unanswered", "Questions", Question, []Sample{{"questions": []string{"how long did the failover take?"}, "n": 1}, {"questions": []string{"how long did the failover take?", "who saw the first error?"}, "n": 2}}},
	{"ask/jargon", "Questions", Question, []Sample{{"short": "MDB"}}},
	{"ask/elsewhere", "Questions", Question, nothing},
	{"ask/new_risk", "Questions", Question, nothing},
}

// aside is what one person is asked alone.
var aside = sheet("aside", "Questions", Question, map[string][]Sample{
	"when": alone, "artefact": alone, "asked": alone, "yours": alone, "many": alone, "care": alone,
	"slip":  slipped,
	"clock": {{"what": "The backup contact was paged", "action": "", "time": Marked("2019-10-21 07:08 UTC"), "read": "UTC", "zone": "Kolkata time"}},
	"rests": {
		{"what": "how many, how long, or what share", "more": 0, "phase": "Opening", "sealed": 1, "people": 4},
		{"what": "what had changed; the first thing we did", "more": 3, "phase": "Timeline", "sealed": 0, "people": 4},
	},
})

var alone = []Sample{{"what": "Restarted the database", "action": "AI-2"}, {"what": "Who restarted it?", "action": ""}}

// judged is how many entries were confirmed or left out, and how many could not be.
var judged = []Sample{
	{"n": 1, "gone": 0, "others": 0}, {"n": 3, "gone": 1, "others": 1}, {"n": 3, "gone": 2, "others": 2},
}

// slipped is a time that is hardly meant, for each reason to doubt it.
var slipped = []Sample{slippedFor("ahead"), slippedFor("date"), slippedFor("backwards"), slippedFor("early"), slippedFor("twice"), slippedFor("never")}

func slippedFor(why string) Sample {
	return Sample{"what": "The alert fired", "action": "", "why": why, "time": Marked("2019-10-21 14:02 UTC"), "fix": Marked("2019-10-20 14:02 UTC")}
}
