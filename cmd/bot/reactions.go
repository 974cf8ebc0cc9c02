package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/postmortem"
)

// parseReactions reads REMEDY_REACTIONS, such as "pushpin=timeline,seedling=learning":
// which emoji puts a message into the review, and as what. Empty means the usual.
func parseReactions(s string) (map[string]postmortem.Kind, error) {
	if s == "" {
		return nil, nil
	}
	out := map[string]postmortem.Kind{}
	for pair := range strings.SplitSeq(s, ",") {
		emoji, kind, ok := strings.Cut(strings.TrimSpace(pair), "=")
		emoji = strings.Trim(emoji, ": ")
		if !ok || emoji == "" || !slices.Contains(postmortem.Addable(), postmortem.Kind(kind)) {
			return nil, fmt.Errorf("REMEDY_REACTIONS holds %q; write pairs such as pushpin=timeline,seedling=learning", pair)
		}
		out[emoji] = postmortem.Kind(kind)
	}
	return out, nil
}
