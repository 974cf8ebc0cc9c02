package facilitator

import (
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rubric"
)

// examine holds the document of a review against the rubric and tells what keeps it
// from being published. Whether somebody confirmed it, and whether its owner wrote
// their sections, the meeting knows itself.
func (f *Facilitator) examine(s *postmortem.Session) postmortem.ChecksRead {
	out := postmortem.ChecksRead{Seq: s.Seq, Why: map[string]string{}}
	for _, v := range f.Review(s).Checks {
		rule, ok := rubric.Of(v.ID)
		if !ok || !rule.Blocks || v.Result != rubric.Open || v.ID == "Q3" || v.ID == "Q59" {
			continue
		}
		found := postmortem.Finding{Check: v.ID, Of: v.Of, Waivable: rule.Waivable()}
		out.Findings = append(out.Findings, found)
		out.Why[found.ID()] = rule.Title + ": " + v.Why
	}
	return out
}
