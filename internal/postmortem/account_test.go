package postmortem

import (
	"strings"
	"testing"
)

// told is a review in which two have told their own, and all can see it.
func told(t *testing.T) *stage {
	t.Helper()
	s := newStage(t)
	for _, line := range []string{
		"10:00 ana /start-async the outage", "10:01 bo /account The alert fired at 09:14 UTC", "10:02 cy /account Checkout was down for customers",
		"10:03 ana /unseal", "10:04 .",
	} {
		s.play(line)
	}
	return s
}

// Read again after a start of the bot, an account stands among the bot's own
// messages, and is no message that was deleted.
func TestAnAccountOutlivesReadingTheThread(t *testing.T) {
	s := told(t)
	entries := len(s.s.Live())
	var lines []Line
	for slot, ref := range s.s.Posts {
		if slot != SlotRoot {
			lines = append(lines, Line{Ref: ref, Ours: true, At: s.now})
		}
	}
	s.now = s.now.AddDate(0, 0, 1)
	lines = append(lines, Line{Ref: Ref{"C1", "9999999999.000001"}, Author: cast["mo"], Text: "good morning", At: s.now})
	s.give(Person{}, ThreadRead{Lines: lines})
	if n := len(s.s.Live()); n != entries || entries == 0 {
		t.Errorf("%d entries of %d are left", n, entries)
	}
	// One that is missing there was deleted, by whoever may delete the bot's messages.
	s.give(Person{}, ThreadRead{Lines: lines[len(lines)-1:]})
	if n := len(s.s.Live()); n != 0 {
		t.Errorf("%d entries rest on messages that are gone", n)
	}
}

func TestAnAccountThatCannotBeShownGoesBackToItsAuthor(t *testing.T) {
	s := newStage(t)
	s.play("10:00 ana /start-async the outage")
	s.play("10:01 bo /account The alert fired at 09:14 UTC")
	s.s.Unsealed[Opening] = true
	s.told = nil
	s.give(Person{}, GaveUp{Effect: Post{SlotAccount(Opening, "UBO")}, Reason: "It was refused."})
	if all := strings.Join(s.told, "\n"); !strings.Contains(all, "whispers to Bo B.") {
		t.Errorf("Bo is not told: %s", all)
	}
	if s.s.Text(SlotAccount(Opening, "UBO")) != "" {
		t.Error("it is still kept")
	}
}

// Nothing of the order in which accounts came is seen in the order in which they
// are shown: it is the same whoever came first.
func TestTheOrderOfAccounts(t *testing.T) {
	shown := func(names ...string) string {
		s := newStage(t)
		s.play("10:00 ana /start-async the outage")
		for _, name := range names {
			s.play("10:01 " + name + " /account it was quiet where I sat")
		}
		return strings.Join(s.play("10:02 ana /unseal"), "\n")
	}
	if a, b := shown("bo", "cy", "mo", "sam"), shown("sam", "mo", "cy", "bo"); a != b {
		t.Errorf("the order tells who came first:\n%s\n\n%s", a, b)
	}
}
