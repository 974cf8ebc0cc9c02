package slackapp

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/workspace"
)

// Who is in a channel of a thousand is learnt a few at a time, within what Slack allows,
// once: apps and who has left are nobody, and what is known meanwhile can be used.
func TestMembersOfALargeChannel(t *testing.T) {
	s := newStage(t)
	ids := []string{s.ana.ID(), s.ben.ID(), s.Credentials().BotUserID,
		s.AddUser(workspace.User{Name: "ci", RealName: "CI", Bot: true}), s.AddUser(workspace.User{Name: "left", RealName: "Lia Left", Deleted: true})}
	for i := range 995 {
		ids = append(ids, s.AddUser(workspace.User{Name: fmt.Sprintf("p%d", i), RealName: fmt.Sprintf("Person Number%d", i)}))
	}
	crowd := s.AddChannel(workspace.Channel{Name: "everybody", Members: ids})
	asked := func() int { return len(s.calls("users.info")) }

	visits, start := 0, s.clock.Now()
	for {
		before, known := asked(), len(s.client.Faces(crowd))
		_, err := s.client.Members(t.Context(), crowd)
		if n := asked() - before; n > facesAtOnce {
			t.Fatalf("%d people are looked up in a row", n)
		}
		if err == nil {
			break
		}
		later, ok := errors.AsType[Later](err)
		if !ok {
			t.Fatal(err)
		}
		if visits++; len(s.client.Faces(crowd)) <= known {
			t.Fatalf("after visit %d no more than %d people are known", visits, known)
		}
		s.clock.Move(later.After)
	}
	minutes := s.clock.Now().Sub(start).Minutes()
	if n := asked(); n != 999 || float64(n) > 60*minutes {
		t.Errorf("%d look-ups in %.0f minutes", n, minutes)
	}
	if n := len(s.client.Faces(crowd)); n != 997 {
		t.Errorf("%d people are known", n)
	}
	if n := len(s.calls("conversations.members")); n > 1+int(minutes)/int(membersFor/time.Minute) {
		t.Errorf("the list was asked for %d times", n)
	}
	before := asked()
	if all, err := s.client.Members(t.Context(), crowd); err != nil || len(all) != 997 || asked() != before {
		t.Errorf("asked again: %d people, %v, %d look-ups", len(all), err, asked()-before)
	}
}

// What Slack does not tell is no reason to stop: a pause is kept, an unknown person skipped.
func TestMembersWhileSlackFails(t *testing.T) {
	s := newStage(t)
	s.Fault(workspace.Fault{Kind: workspace.RateLimited, Method: "users.info", Times: 1, RetryAfter: 30})
	if _, err := s.client.Members(t.Context(), s.channel); !isLater(err, 30*time.Second) {
		t.Errorf("a limit: %v", err)
	}
	s.Fault(workspace.Fault{Kind: workspace.Refuse, Method: "users.info", Times: 1, Code: "user_not_found"})
	if all, err := s.client.Members(t.Context(), s.channel); err != nil || len(all) != 1 {
		t.Errorf("one is not known: %v, %v", all, err)
	}
	if _, err := s.client.Members(t.Context(), "C0NOWHERE"); err == nil {
		t.Error("a channel that is not there has members")
	}
	if all := s.client.Faces("C0NOWHERE"); len(all) > 0 {
		t.Errorf("%v", all)
	}
}

func isLater(err error, after time.Duration) bool {
	later, ok := errors.AsType[Later](err)
	return ok && later.After == after
}
