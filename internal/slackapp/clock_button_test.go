package slackapp

import (
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

// TestButtonsOfTimes holds what the buttons of a time carry to what they ask for.
func TestButtonsOfTimes(t *testing.T) {
	at := time.Date(2019, 10, 21, 1, 38, 0, 0, time.UTC)
	for value, want := range map[string]postmortem.InputBody{
		"Asia/Kolkata|mine":        postmortem.SetZone{Zone: "Asia/Kolkata", Own: true},
		"UTC":                      postmortem.SetZone{Zone: "UTC"},
		"":                         postmortem.SetZone{},
		"E7|1571621880|":           postmortem.Retime{Entry: "E7", At: at},
		"E7|1571621880|1571623560": postmortem.Retime{Entry: "E7", At: at, To: at.Add(28 * time.Minute)},
		"E7":                       postmortem.Retime{Entry: "E7"},
	} {
		verb := postmortem.DoZone
		if _, is := want.(postmortem.Retime); is {
			verb = postmortem.DoRetime
		}
		if got, ok := deed(verb, strings.Split(value, "|")); !ok || got != want {
			t.Errorf("%s %q asks for %+v, want %+v", verb, value, got, want)
		}
	}
}
