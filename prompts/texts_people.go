package prompts

import "slices"

// peopled is what is said about who takes part, and how.
var peopled = slices.Concat([]Text{
	{"aim", "People", Logistics, aimed},
	{"fresh_eyes", "People", Question, nothing},
	{"lead", "People", Question, nothing},
	{"hold", "People", Question, nothing},
	{"narrate", "People", Question, nothing},
	{"owner_asked", "People", Question, carried},
	{"owner_offers", "People", Question, carried},
}, sheet("seats", "People", Logistics, map[string][]Sample{
	"aim":         aimed,
	"carries":     {{"owner": someone}},
	"owner_asked": {{"asked": someone, "owner": Marked("<@U0456>")}},
	"narrates":    {{"who": someone}},
}))

var (
	aimed   = []Sample{{"aim": "An upload that fails is seen by us before anybody writes in."}}
	carried = []Sample{{"who": Marked("<@U0123>"), "title": "Uploads failed for an hour"}}
)
