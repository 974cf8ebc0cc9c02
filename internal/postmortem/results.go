package postmortem

import (
	"fmt"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/prompts"
)

// woke asks for the thread after a start of the bot: Slack stops offering what
// was said while nobody listened after about six minutes
// (https://docs.slack.dev/apis/events-api#retries).
func (t *turn) woke() error {
	if (t.s.Running() || t.s.Status == Closing) && t.s.Place.Thread != "" {
		t.askThread()
	}
	return nil
}

func (t *turn) delivered(b Delivered) error {
	switch e := b.Effect.(type) {
	case Post:
		t.event(Posted{e.Slot, b.Ref})
	case Upload:
		t.event(Posted{SlotFile + "/" + e.Format, b.Ref})
	case Refresh:
		// What was shown may have been overtaken while it was under way.
		if e.Digest != "" && e.Digest != t.g.Render(t.s, e.Slot).Digest() {
			t.effect(Refresh{Slot: e.Slot})
			t.event(Stale{e.Slot})
			return nil
		}
		t.event(Shown{e.Slot})
	case Whisper:
		// Nothing is noted: the log is no record of who was spoken to.
	}
	return nil
}

func (t *turn) gaveUp(b GaveUp) error {
	switch e := b.Effect.(type) {
	case Whisper:
		return nil // a whisper may be lost; the next message is looked at again
	case Refresh:
		t.event(Shown{e.Slot}) // a later change tries again
		return nil
	case CheckTone:
		return nil
	case Post:
		t.event(Lost{b.Key, e.Slot, b.Reason})
		if e.Slot == SlotRoot {
			// Without its thread there is no review, and a new one must be possible.
			t.event(CalledOff{})
			t.forget()
			t.effect(Whisper{To: t.s.Facilitator, Channel: t.s.Place.Channel,
				Card:   Card{Parts: []Part{{Kind: Body, Text: prompts.Say("no_thread", map[string]any{"reason": b.Reason})}}},
				Before: t.in.At.Add(t.g.Caps.Latest)})
		}
	case ReadHistory:
		t.event(Lost{b.Key, "history", b.Reason})
	case CatchUp:
		t.event(Lost{b.Key, "thread", b.Reason})
		t.event(Heeded{})
		if t.s.Status == Closing {
			t.draft()
		}
	case Upload:
		t.event(Lost{b.Key, SlotFile + "/" + e.Format, b.Reason})
	}
	return nil
}

// historyRead proposes timeline entries from a page of the incident channel's past.
func (t *turn) historyRead(b HistoryRead) error {
	if !t.s.Running() {
		return nil
	}
	lines := slices.Clone(b.Lines)
	slices.SortFunc(lines, func(x, y Line) int { return compareRefs(x.Ref, y.Ref) })
	for _, l := range lines {
		if l.Ours || t.known(l.Ref) || t.own(l.Ref) {
			continue
		}
		st := t.statement(l.Text, l.Author, l.At)
		st.Phase = evidence.History
		found := evidence.Read(st)
		if len(found) == 0 {
			continue // nothing is kept of what is not used
		}
		t.meet(l.Author)
		t.event(Said{Ref: l.Ref, Author: l.Author.ID, Read: true, Wrote: l.At.UTC()})
		t.keep(l.Ref.Key(), l.Text)
		for _, f := range found {
			t.propose(f, l.Ref, nil, t.s.Messages[l.Ref])
		}
	}
	t.event(Paged{b.Channel, b.Cursor, len(b.Lines)})
	if b.Cursor != "" {
		t.effect(t.readHistory(b.Cursor))
	}
	return nil
}

// own reports whether a message belongs to the review itself.
func (t *turn) own(r Ref) bool {
	for _, p := range t.s.Posts {
		if p == r {
			return true
		}
	}
	return false
}

// threadRead hears what was missed: messages, edits and deletes.
func (t *turn) threadRead(b ThreadRead) error {
	t.event(Heeded{})
	lines := slices.Clone(b.Lines)
	slices.SortFunc(lines, func(x, y Line) int { return compareRefs(x.Ref, y.Ref) })
	seen, news, last := map[Ref]bool{}, false, ""
	for _, l := range lines {
		last = max(last, l.Ref.TS)
		if l.Ours {
			continue
		}
		seen[l.Ref] = true
		switch m, ok := t.s.Messages[l.Ref]; {
		case !ok:
			t.listen(l, "")
			news = true
		case !m.Gone && t.s.Text(l.Ref.Key()) != l.Text:
			t.event(Revised{l.Ref})
			t.keep(l.Ref.Key(), l.Text)
			t.withdraw(l.Ref)
			news = true
		}
	}
	for r, m := range t.s.Clone().Messages {
		// What came after the page was read is not missing from it.
		if m.Phase != "" && !m.Gone && m.Thread == "" && !seen[r] && r.Channel == t.s.Place.Channel && r.TS < last {
			if err := t.retracted(r); err != nil {
				return err
			}
		}
	}
	if t.s.Status != Closing {
		return nil
	}
	if news {
		t.settle(true)
		t.askThread()
		return nil
	}
	t.draft()
	return nil
}

// Describe says what an effect was for, in words for people; it holds no text of anybody.
func Describe(e Effect) string {
	switch e := e.(type) {
	case Post:
		return "a post (" + strings.ReplaceAll(e.Slot, "/", ", ") + ")"
	case Refresh:
		return "an update (" + strings.ReplaceAll(e.Slot, "/", ", ") + ")"
	case Upload:
		return "the draft as a file (" + e.Format + ")"
	case ReadHistory:
		return "reading the incident channel"
	case CatchUp:
		return "reading the thread"
	case Whisper:
		return "a private remark"
	case CheckTone:
		return "reading a message"
	}
	return fmt.Sprintf("%T", e)
}
