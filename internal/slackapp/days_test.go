package slackapp

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/postmortem"
)

func TestDaysAsTyped(t *testing.T) {
	sam := postmortem.Person{ID: "U2"}
	for typed, want := range map[string]postmortem.InputBody{
		"away 2026-12-24":                        postmortem.Away{From: "2026-12-24"},
		"away 2026-12-24 to 2026-12-28":          postmortem.Away{From: "2026-12-24", To: "2026-12-28"},
		"away from 2026-12-24, until 2026-12-28": postmortem.Away{From: "2026-12-24", To: "2026-12-28"},
		"away <@U2|sam> 2026-12-24":              postmortem.Away{Who: sam, From: "2026-12-24"},
		"away 2026-12-24 to 2026-12-28 <@U2>":    postmortem.Away{Who: sam, From: "2026-12-24", To: "2026-12-28"},
		"away none":                              postmortem.Away{None: true},
		"away <@U2> None.":                       postmortem.Away{Who: sam, None: true},
		"away next week":                         postmortem.Away{},
		"away 2026-02-30":                        postmortem.Away{},
		"holiday 2026-12-25":                     postmortem.Holiday{From: "2026-12-25"},
		"holiday 2026-12-25 Europe/Berlin":       postmortem.Holiday{From: "2026-12-25", Zone: "Europe/Berlin"},
		"holiday none Europe/Berlin":             postmortem.Holiday{None: true, Zone: "Europe/Berlin"},
		"mode async":                             postmortem.Turn{To: postmortem.Async},
		"mode LIVE.":                             postmortem.Turn{To: postmortem.Live},
		"mode":                                   postmortem.Turn{},
	} {
		got, err := new(Listener{Client: new(Client)}).understand(typed, noon, nil)
		if diff := cmp.Diff(want, got.body); diff != "" || err != nil {
			t.Errorf("%q: %v\n%s", typed, err, diff)
		}
	}
}

// An async job may have failed, too: only what is marked as a mode is one.
func TestAModeBeforeATitle(t *testing.T) {
	for typed, want := range map[string][2]string{
		"checkout failed":          {"", "checkout failed"},
		"async: checkout failed":   {"async", "checkout failed"},
		"Hybrid: checkout: failed": {"hybrid", "checkout: failed"},
		"async replication broke":  {"", "async replication broke"},
		"live":                     {"live", ""},
		"":                         {"", ""},
	} {
		if mode, title := modeAndTitle(typed); string(mode) != want[0] || title != want[1] {
			t.Errorf("%q: mode %q, title %q", typed, mode, title)
		}
	}
}
