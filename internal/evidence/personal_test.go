package evidence

import (
	"strings"
	"testing"
)

func TestActor(t *testing.T) {
	for text, want := range map[string]string{
		"The on-call engineer forgot the flag.":   "on-call engineer",
		"The network engineer restarted node 4.":  "network engineer",
		"Somebody restarted the wrong node.":      "",
		"Human error.":                            "",
		"":                                        "",
		"The flag is named in no runbook.":        "",
		"The release manager did not check twice": "release manager",
	} {
		if got := Actor(text, "on-call engineer", "network engineer"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestTeams(t *testing.T) {
	for text, want := range map[string]string{
		"The payments team had no alert for it.":                   "payments",
		"The data platform team's runbook was old.":                "data platform",
		"The team rolled back.":                                    "",
		"No other team knew of it.":                                "",
		"The payments team told the search team late.":             "payments, search",
		"Alerts of the payments team went to the payments team.":   "payments",
		"The queue was full.":                                      "",
		"Ownership moved when the search department was split up.": "search",
	} {
		if got := strings.Join(Teams(text), ", "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
