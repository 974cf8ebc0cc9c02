package postmortem

import (
	"slices"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/prompts"
)

// woke asks for the thread after a start of the bot: Slack stops offering what
// was said while nobody listened after about six minutes
// (https://docs.slack.dev/apis/events-api#retries).
func (t *turn) woke() error {
	if t.s.UnderWay() && t.s.Place.Thread != "" && t.s.Asking == 0 {
		t.event(Asked{})
		t.effect(CatchUp{})
		t.effect(Acquaint{}) // whom it knew, it knows no more
	}
	return nil
}

func (t *turn) delivered(b Delivered) error {
	switch e := b.Effect.(type) {
	case Post:
		if b.Ref.TS == "" {
			return nil // it was not needed any more
		}
		if e.Slot == SlotRoot {
			t.forgetOthers(b.Ref.TS)
		}
		t.event(Posted{e.Slot, b.Ref})
		if p, user, ok := accountOf(e.Slot); ok {
			t.accountPosted(p, user, b.Ref)
		}
		t.spokenFor(e.Slot, b.Ref)
		if IsCanvas(e.Slot) {
			t.canvasLinked(e.Slot)
		}
	case FillCanvas:
		t.canvasFilled(e.ID)
	case Upload:
		if b.Ref == (Ref{}) {
			return nil // there was nothing to see in it
		}
		slot := e.Slot()
		before := t.s.Posts[slot]
		t.event(Posted{slot, b.Ref})
		if before.TS != "" && before != b.Ref {
			t.effect(Discard{before}) // it holds what was corrected since
		}
	case Refresh:
		// What was shown may have been overtaken while it was under way.
		overtaken := e.Seq > 0 && t.s.Overtaken > e.Seq
		if overtaken || e.Digest != "" && e.Digest != t.g.Render(t.s, e.Slot).Digest() {
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
		t.askHere(e) // any other whisper may be lost; the next message is looked at again
		return nil
	case Refresh:
		t.event(Shown{e.Slot}) // a later change tries again
		return nil
	case CheckTone:
		return t.toneRead(ToneRead{Ref: e.Ref, Version: e.Version}) // what it says counts all the same; nobody is asked
	case Reword:
		return t.wordedAnew(Reworded{Section: e.Section}) // the assembled text is complete
	case Post:
		t.event(Lost{b.Key, e.Slot, b.Reason})
		if p, user, ok := accountOf(e.Slot); ok {
			t.accountLost(p, user, b.Reason)
		}
		if t.s.Canvas.linked(e.Slot) {
			t.noCanvas(b.Reason, false)
		}
		if author, ok := t.s.voiceOf(e.Slot); ok {
			t.voiceLost(e.Slot, author, b.Reason)
		}
		if e.Slot == SlotRoot {
			// Without its thread there is no review, and a new one must be possible.
			t.event(CalledOff{})
			t.forget()
			t.effect(Whisper{To: t.s.Facilitator, Channel: t.s.Place.Channel,
				Card:   Card{Parts: []Part{{Kind: Body, Text: t.g.Words.Say("no_thread", map[string]any{"reason": b.Reason, "command": t.g.Command})}}},
				Before: t.in.At.Add(t.caps().Latest)})
		}
	case ReadHistory:
		t.event(Lost{b.Key, "history", b.Reason})
		t.effect(Whisper{To: t.s.Facilitator, Channel: t.s.Place.Channel,
			Card:   Card{Parts: []Part{{Kind: Body, Text: t.g.Words.Say("no_history", map[string]any{"channel": prompts.Marked("<#" + t.s.Incident + ">"), "reason": b.Reason})}}},
			Before: t.in.At.Add(t.caps().Latest)})
	case CatchUp:
		t.event(Lost{b.Key, "thread", b.Reason})
		t.event(Heeded{})
		if t.s.Status == Closing && t.s.Asking == 0 && !t.s.awaited() {
			t.draft()
		}
	case Upload:
		t.event(Lost{b.Key, e.Slot(), b.Reason})
		t.takeAway(e.Slot()) // no file is better than one that says what was taken out
	case Examine:
		t.unexamined(b.Reason)
	case Discard:
		t.event(Lost{b.Key, "discard", b.Reason})
	case MakeCanvas:
		t.canvasLost("", b.Reason)
	case FillCanvas:
		t.canvasLost(e.ID, b.Reason)
	case ShareCanvas:
		t.canvasLost(e.ID, b.Reason)
	case DropCanvas:
		t.event(Lost{b.Key, "canvas", b.Reason})
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
	heard := 0
	for _, l := range lines {
		if l.Ours || t.own(l.Ref) {
			continue
		}
		heard++
		if t.known(l.Ref) {
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
		known := len(t.s.Entries)
		for _, f := range found {
			t.propose(f, l.Ref, nil, t.s.Messages[l.Ref], known)
		}
	}
	t.event(Paged{b.Channel, b.Cursor, heard})
	if b.Cursor != "" {
		t.effect(t.readHistory(b.Cursor))
		return nil
	}
	t.handsOn()
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
	t.acquainted(b.Named)
	if !t.s.UnderWay() {
		return nil
	}
	lines := slices.Clone(b.Lines)
	slices.SortFunc(lines, func(x, y Line) int { return compareRefs(x.Ref, y.Ref) })
	seen, last := map[Ref]bool{}, ""
	for _, l := range lines {
		last = max(last, l.Ref.TS)
		if l.Ours {
			seen[l.Ref] = true // it may be an account or a line, which is somebody's all the same
			continue
		}
		seen[l.Ref] = true
		switch m, ok := t.s.Messages[l.Ref]; {
		case l.Command:
			// What it ordered was done when it was heard.
		case !ok:
			t.listen(l, "")
		case m.Gone:
		case t.s.Text(l.Ref.Key()) == "":
			t.keep(l.Ref.Key(), l.Text) // added by hand, from a message that was not heard
		case m.Still.After(b.AskedAt):
			// It was edited while the thread was read, and what was heard is newer.
		default:
			if err := t.edited(Edited{l.Ref, l.Text}); err != nil {
				return err
			}
		}
	}
	for _, r := range t.s.missing(seen, last) {
		if err := t.retracted(r); err != nil {
			return err
		}
	}
	switch {
	case t.s.Status != Closing || t.s.Asking > 0 || t.s.awaited():
	case len(t.s.unsettled()) > 0:
		t.readOut()
	default:
		t.draft()
	}
	return nil
}

// missing are the messages of the thread that a reading of it did not find:
// they were deleted. What came after the last line it found is not missing.
func (s *Session) missing(seen map[Ref]bool, last string) []Ref {
	var out []Ref
	for r, m := range s.Messages {
		if m.Phase != "" && !m.Gone && m.Thread == "" && !seen[r] && r.Channel == s.Place.Channel && r.TS < last {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, compareRefs)
	return out
}

// forgetOthers erases what was said in other threads of the channel while the
// review's own was not known yet.
func (t *turn) forgetOthers(thread string) {
	for r, m := range t.s.Messages {
		if m.Thread != "" && m.Thread != thread && t.s.Texts[r.Key()] != "" {
			t.keep(r.Key(), "")
		}
	}
}
