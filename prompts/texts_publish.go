package prompts

// published is what is said between the draft and the published review, and after it.
var published = sheet("publish", "Publishing", Logistics, map[string][]Sample{
	"check":       {{"until": Marked("Thu 29 Oct, 17:00"), "over": false}, {"until": Marked(""), "over": true}},
	"agreed":      {{"n": 0, "all": 0}, {"n": 0, "all": 4}, {"n": 2, "all": 4}},
	"missing":     {{"what": "what this means to us; a confirmation by somebody other than its owner"}, {"what": ""}},
	"stands":      {{"version": 1, "next": 2, "day": "2 November 2026", "pending": 0}, {"version": 1, "next": 2, "day": "2 November 2026", "pending": 1}, {"version": 2, "next": 3, "day": "2 November 2026", "pending": 3}},
	"ready":       {{"review": "PM-12", "title": "Uploads failed for an hour", "n": 0}, {"review": "PM-12", "title": "Uploads failed for an hour", "n": 1}, {"review": "PM-12", "title": "Uploads failed for an hour", "n": 2}},
	"done":        {{"review": "PM-12", "title": "Uploads failed for an hour", "version": 1}},
	"left":        nothing,
	"more":        counted,
	"unconfirmed": {{"n": 1, "all": 1, "of": 60}, {"n": 1, "all": 2, "of": 60}, {"n": 3, "all": 3, "of": 60}, {"n": 12, "all": 44, "of": 60}},
	"rest":        {{"n": 1, "all": 60, "needed": 0}, {"n": 32, "all": 60, "needed": 0}, {"n": 1, "all": 60, "needed": 12}, {"n": 32, "all": 60, "needed": 12}},
	"second":      counted,
	"act": {
		{"action": "AI-2", "who": Marked(""), "owner": true, "date": true, "done": true, "cause": true}, {"action": "AI-2", "who": Marked(""), "owner": false, "date": true, "done": false, "cause": false},
		{"action": "AI-2", "who": someone, "owner": true, "date": false, "done": true, "cause": false}, {"action": "AI-2", "who": Marked(""), "owner": false, "date": false, "done": false, "cause": true},
	},
	"acts":           counted,
	"published":      {{"review": "PM-12", "title": "Uploads failed for an hour", "version": 1, "n": 0}, {"review": "PM-12", "title": "Uploads failed for an hour", "version": 2, "n": 3}},
	"change":         changed,
	"remark":         titled,
	"remark_settled": titled,
	"unexamined":     {{"reason": "Something went wrong on our side."}},
	"canvas":         {{"review": "PM-12", "link": Marked("https://example.slack.com/docs/T024BE7LD/F012AB3CD")}},
	"no_canvas":      {{"review": "PM-12", "reason": "Canvases are switched off in this workspace."}},
})

// mended says where something is put right that keeps a review from being published.
var mended = Text{"mend", "Publishing", Logistics, []Sample{{"button": "Correct…", "section": "", "listed": false}, {"button": "Add…", "section": "Timeline", "listed": true}}}

var changed = []Sample{
	{"section": "Timeline", "how": "reworded", "before": "The first alert came at 14:02.", "after": "The first alert came at 14:05."},
	{"section": "Timeline", "how": "added", "before": "", "after": "The queue was empty again at 15:10."},
	{"section": "Root cause", "how": "removed", "before": "The limit was raised by hand.", "after": ""},
	{"section": "Timeline", "how": "apart", "before": "", "after": "The second server was restarted."},
	{"section": "Timeline", "how": "taken_out", "before": "", "after": ""},
	{"section": "", "how": "exposed", "before": "", "after": "The deploy was started at 14:00."},
}

var filed = []Sample{
	{"review": "PM-12", "title": "Uploads failed for an hour", "version": 0}, {"review": "PM-12", "title": "Uploads failed for an hour", "version": 2},
}

var editions = []Sample{
	{"review": "PM-12", "title": "Uploads failed for an hour", "version": 1, "audience": "company"},
	{"review": "PM-12", "title": "Uploads failed for an hour", "version": 1, "audience": "customer"},
}
