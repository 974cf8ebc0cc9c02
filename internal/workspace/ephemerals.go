package workspace

import "slices"

// An ephemeral is a message that only one person sees, in the pages that were
// open when it came.
type ephemeral struct {
	message
	user    string
	channel *channel
	pages   []*page
}

// whisper shows a message to one person, if a page of theirs is open and, in a
// thread, if the thread has a reply. It never fails: nobody is told that nothing
// was shown.
func (w *Workspace) whisper(c *channel, user string, m *message) (shown bool) {
	m.Type, m.TS, m.Ephemeral = "message", w.nextTS(c), true
	if m.ThreadTS != "" {
		parent := c.find(m.ThreadTS)
		if parent == nil || parent.ReplyCount == 0 {
			return false
		}
	}
	open := slices.Clone(w.pages[user])
	if len(open) == 0 {
		return false
	}
	w.ephemerals = append(w.ephemerals, &ephemeral{*m, user, c, open})
	w.thin(user)
	w.tellUser(user, Change{Type: "ephemeral", Channel: c.ID, Thread: m.ThreadTS, TS: m.TS, Message: m.copied()})
	return true
}

// whispersMost is how many ephemeral messages a person's pages keep.
const whispersMost = 200

// thin forgets a person's oldest ephemeral message when there are too many. Pages
// drop it of their own accord, as they do with the old messages.
func (w *Workspace) thin(user string) {
	theirs := func(e *ephemeral) bool { return e.user == user }
	n := 0
	for _, e := range w.ephemerals {
		if theirs(e) {
			n++
		}
	}
	if n > whispersMost {
		at := slices.IndexFunc(w.ephemerals, theirs)
		w.ephemerals = slices.Delete(w.ephemerals, at, at+1)
	}
}

// whispered finds an ephemeral message that is still alive.
func (w *Workspace) whispered(user, channel, ts string) *ephemeral {
	for _, e := range w.ephemerals {
		if e.user == user && e.channel.ID == channel && e.TS == ts {
			return e
		}
	}
	return nil
}

// unwhisper takes an ephemeral message away.
func (w *Workspace) unwhisper(gone *ephemeral) {
	w.ephemerals = slices.DeleteFunc(w.ephemerals, func(e *ephemeral) bool { return e == gone })
	w.tellUser(gone.user, Change{
		Type: "ephemeral_deleted", Channel: gone.channel.ID, Thread: gone.ThreadTS, TS: gone.TS,
	})
}

// rewhisper replaces what an ephemeral message says.
func (w *Workspace) rewhisper(e *ephemeral, m *message) {
	e.Text, e.Blocks, e.Attachments = m.Text, m.Blocks, m.Attachments
	w.tellUser(e.user, Change{
		Type: "ephemeral_changed", Channel: e.channel.ID, Thread: e.ThreadTS, TS: e.TS, Message: e.copied(),
	})
}

// Ephemerals are those alive in the person's open pages, oldest first.
func (p *Person) Ephemerals(channel, thread string) []Message {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	var all []Message
	for _, e := range p.w.ephemerals {
		if e.user == p.id && e.channel.ID == channel && e.ThreadTS == thread {
			all = append(all, *e.copied())
		}
	}
	return all
}
