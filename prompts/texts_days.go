package prompts

// overDays is what is said of a review that goes on over days.
var overDays = sheet("days", "Over days", Logistics, map[string][]Sample{
	"open_until":    {{"until": soon}},
	"mode_now":      modes,
	"mode_already":  modes,
	"off":           {{"who": someone, "days": "Thu 24 Dec to Mon 28 Dec 2026"}, {"who": Marked(""), "days": "Fri 25 Dec 2026"}},
	"off_zone":      {{"zone": "Europe/Berlin", "days": "Fri 25 Dec 2026"}},
	"off_elsewhere": {{"n": 1}, {"n": 2}},
	"off_none":      {{"who": someone}, {"who": Marked("")}},
	"content":       {{"phase": "Timeline"}},
	"moved_on":      {{"phase": "Timeline"}},
	"digest":        {{"n": 1}, {"n": 3}},
	"round":         {{"n": 0, "over": false}, {"n": 1, "over": true}, {"n": 3, "over": false}},
	"account":       {{"author": someone, "phase": "Timeline"}},
	"account_lost":  {{"reason": "Slack does not let the bot write in that channel."}},
	"consent":       {{"next": "Root cause", "at": soon}},
	"objecting":     {{"phase": "Timeline"}},
	"objected":      {{"phase": "Timeline", "reason": "the network side has not said a word"}},
	"went_on":       {{"phase": "Timeline"}},
	"stays":         {{"phase": "Timeline"}},
})

var (
	soon  = Marked("Wed 28 Oct, 17:00")
	modes = []Sample{{"mode": "live"}, {"mode": "async"}, {"mode": "hybrid"}}
)
