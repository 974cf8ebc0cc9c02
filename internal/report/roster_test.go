package report

import (
	"testing"

	"github.com/remedybot/remedy/internal/postmortem"
)

func TestHide(t *testing.T) {
	r := newRoster(map[string]postmortem.Person{
		"U1": {ID: "U1", Name: "Sam Okafor", Role: "Infra admin"},
		"U2": {ID: "U2", Name: "Will Stone", Role: "Data engineer"},
		"U3": {ID: "U3", Name: "Tomás Rey", Role: "Backup contact"},
		"U4": {ID: "U4", Name: "May Lane", Role: "Support"},
		"U5": {ID: "U5", Name: "Sam Fenn", Role: "Support"},
		"U6": {ID: "U6", Name: "Anna-Lena Ohm"},
		"U7": {ID: "U7", Name: "Infra Guru", Role: "Platform"},
		"B1": {ID: "B1", Name: "deploy bot", Bot: true},
	})
	for in, want := range map[string]string{
		"Sam Okafor restarted it":         "Infra admin restarted it",
		"ask @sam.okafor about it":        "ask Infra admin about it",
		"Okafor's dashboard":              "Infra admin's dashboard",
		"sam said so":                     "a participant said so", // two people are called Sam
		"tomás and TOMÁS REY were paged":  "Backup contact and Backup contact were paged",
		"Will looked, it will hold":       "Data engineer looked, it will hold",
		"since May 14, and in May":        "since May 14, and in May",
		"May was paged":                   "Support (1) was paged",
		"sam-prod-01 and v2.sam.internal": "sam-prod-01 and v2.sam.internal",
		"Samuel sampled the same sample":  "Samuel sampled the same sample",
		"`/home/okafor/x`":                "`/home/Infra admin/x`",
		"Anna-Lena joined":                "a participant joined",
		"the infra graphs":                "the infra graphs",
		"deploy bot finished":             "deploy bot finished",
		"(Rey)":                           "(Backup contact)",
		"":                                "",
	} {
		if got := r.hide(in); got != want {
			t.Errorf("hide(%q) = %q, want %q", in, got, want)
		}
	}
	if r.role("U9") != somebody || r.role("U4") != "Support (1)" || r.role("U5") != "Support (2)" {
		t.Errorf("roles are %q, %q, %q", r.role("U9"), r.role("U4"), r.role("U5"))
	}
}

func TestPlain(t *testing.T) {
	call := func(user string) string { return "role of " + user }
	for in, want := range map[string]string{
		"<@U1> saw <#C1|ops> at 5 &lt; 6 &amp; 7":    "role of U1 saw #ops at 5 < 6 & 7",
		"<https://example.com/a|the graph> <!here>":  "the graph here",
		"<https://example.com/a>":                    "https://example.com/a",
		"a <b> and c < d > e":                        "a <b> and c < d > e",
		"&amp;lt; stays &copy;":                      "&lt; stays &copy;",
		"two\nlines\tand \u202eturned\u200b \x00one": "two lines and turned one",
		"<!subteam^S1|@sre> <mailto:a@b.example|a>":  "a team a",
	} {
		if got := plain(in, call); got != want {
			t.Errorf("plain(%q) = %q, want %q", in, got, want)
		}
	}
}
