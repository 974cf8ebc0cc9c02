package facilitator

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/tone"
)

// checkTone reads a message as it stands now.
func (f *Facilitator) checkTone(ctx context.Context, s *postmortem.Session, e postmortem.CheckTone) (postmortem.InputBody, error) {
	m := s.Messages[e.Ref]
	text := s.Text(e.Ref.Key())
	read := postmortem.ToneRead{Ref: e.Ref, Version: e.Version}
	if m.Gone || text == "" || m.Version != e.Version {
		return read, nil // Decide sees the same, and lets it be
	}
	read.Named = f.named(s, text)
	found, err := f.c.Tone.Check(ctx, tone.Message{Text: text, Before: s.Preceding(e.Ref, 2), Phase: string(m.Phase),
		Names: names(s, read.Named...), Review: string(s.ID), Within: f.hurry(s, m)})
	if err != nil {
		return nil, err
	}
	if found.Unsure {
		return read, nil // nobody asked, and one wrong word is dearer than one too few
	}
	named := read.Named
	read = readOf(found)
	read.Ref, read.Version, read.Named = e.Ref, e.Version, named
	return read, nil
}

// readOf is a report as the meeting takes it in.
func readOf(r tone.Report) postmortem.ToneRead {
	return postmortem.ToneRead{Flag: r.Flag, Category: string(r.Category), Severity: string(r.Severity), Wording: r.Wording, Words: r.Words()}
}

// names are those of everybody who has been seen in a review, or is named in it.
func names(s *postmortem.Session, named ...postmortem.Person) []string {
	var all []string
	for _, p := range slices.AppendSeq(slices.Clone(named), maps.Values(s.Everybody())) {
		if p.Bot {
			continue
		}
		for _, name := range []string{p.Name, p.RealName} {
			if name != "" {
				all = append(all, name)
			}
		}
	}
	slices.Sort(all)
	return all
}

// leeway is what is left of a whisper's time for the whisper itself.
const leeway = 3 * time.Second

// hurry is how long a second opinion on a message is waited for: so that what
// the rules alone would say is still said in time, also behind others in the
// lane. Where it is too late for a whisper anyway there is no hurry.
func (f *Facilitator) hurry(s *postmortem.Session, m postmortem.Message) time.Duration {
	left := m.At.Add(f.c.Guide.CapsOf(s).Latest).Sub(f.c.Clock.Now())
	if left <= 0 {
		return 0
	}
	return max(left-leeway, 1)
}
