package facilitator

import (
	"slices"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rubric"
)

// examine holds the document of a review against the rubric and tells what keeps it
// from being published. Whether people confirmed it and what it tells, and whether its
// owner wrote their sections, the meeting knows itself.
func (f *Facilitator) examine(s *postmortem.Session) postmortem.ChecksRead {
	out := postmortem.ChecksRead{Seq: s.Seq, Why: map[string]string{}, Named: f.named(s, "")}
	checks := f.Review(s).Checks
	if to := s.Publication.Readers(); to != "" && to != postmortem.ForTeam {
		checks = slices.Concat(checks, f.edition(s, to).Checks) // what the edition for them would give away
	}
	for _, v := range checks {
		rule, ok := rubric.Of(v.ID)
		if !ok || !rule.Blocks || v.Result != rubric.Open || postmortem.Own(v.ID) {
			continue
		}
		if out.Why[v.ID] != "" {
			continue // it is told of the team's document
		}
		found := postmortem.Finding{Check: v.ID, Of: v.Of, Waivable: rule.Waivable()}
		out.Findings = append(out.Findings, found)
		out.Why[found.ID()] = v.Why
	}
	return out
}
