package facilitator

import (
	"context"

	"github.com/remedybot/remedy/internal/postmortem"
)

// acquaint learns who is in the channels of a review, and tells who of them is named in
// what was said so far.
func (f *Facilitator) acquaint(ctx context.Context, s *postmortem.Session) (postmortem.InputBody, error) {
	for _, channel := range channelsOf(s) {
		if _, err := f.c.Slack.Members(ctx, channel); err != nil {
			return nil, err
		}
	}
	return postmortem.Acquainted{Named: f.named(s, "")}, nil
}

// named are the members of the channels who are named in a text, or without one in all that
// is kept, as far as they are known by now.
func (f *Facilitator) named(s *postmortem.Session, text string) []postmortem.Person {
	var members []postmortem.Person
	for _, channel := range channelsOf(s) {
		members = append(members, f.c.Slack.Faces(channel)...)
	}
	return s.NamedIn(members, text)
}

func channelsOf(s *postmortem.Session) []string {
	if s.Incident == "" || s.Incident == s.Place.Channel {
		return []string{s.Place.Channel}
	}
	return []string{s.Place.Channel, s.Incident}
}
