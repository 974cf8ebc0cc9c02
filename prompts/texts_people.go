package prompts

import "slices"

// peopled is what is said about who takes part, and how.
var peopled = slices.Concat([]Text{
	{"aim", "People", Logistics, aimed},
	{"fresh_eyes", "People", Question, nothing},
	{"hands_on", "People", Question, nothing},
	{"lead", "People", Question, []Sample{{"n": 2}, {"n": 1}}},
	{"hold", "People", Question, nothing},
	{"narrate", "People", Question, nothing},
	{"hello", "People", Logistics, commanded},
	{"in_private", "People", Logistics, commanded},
	{"owner_asked", "People", Question, carried},
	{"owner_offers", "People", Question, carried},
}, sheet("seats", "People", Logistics, map[string][]Sample{
	"aim":         aimed,
	"carries":     {{"owner": someone}},
	"owner_asked": {{"asked": someone, "owner": Marked("<@U0456>")}},
	"narrates":    {{"who": someone}},
}), sheet("poll", "People", Logistics, map[string][]Sample{
	"anonymous": {{"least": 5, "until": Marked("Wed 28 Oct, 17:00")}},
	"few":       {{"least": 5}},
	"closed":    {{"answers": 7, "spoke": 4, "learnt": 3, "again": 6}},
}), sheet("machine", "People", Logistics, map[string][]Sample{
	"awaits":   {{"section": "Root cause", "sentences": 1, "parts": 1}, {"section": "Root cause", "sentences": 7, "parts": 2}},
	"accepted": worded,
	"declined": worded,
}), sheet("say", "People", Logistics, map[string][]Sample{
	"preview": added,
	"adds":    added,
	"lost":    {{"reason": "Slack does not let the bot write in that channel."}},
}), sheet("draft", "People", Logistics, map[string][]Sample{
	"yours": {{"text": Marked("> who broke it this time")}},
}))

var (
	worded  = []Sample{{"section": "Root cause"}}
	aimed   = []Sample{{"aim": "An upload that fails is seen by us before anybody writes in."}}
	added   = []Sample{{"who": Marked("<@U0123>"), "text": Marked("> The dashboard was grey from 14:05 on.")}}
	carried = []Sample{{"who": Marked("<@U0123>"), "title": "Uploads failed for an hour"}}
)
