package workspace

import "slices"

// A Stretch says which part of a conversation is read. At most one of Before, From
// and Around is set; with none it is the newest messages.
type Stretch struct {
	Before string // the messages before this ts
	From   string // those from this ts on
	Around string // those on both sides of this ts, and its own
	Limit  int    // at most so many; 0: 100
}

// A Span is a run of messages without a gap, oldest first.
type Span struct {
	Messages     []Message
	Older, Newer bool // there are more on that side
}

// Read returns a stretch of a conversation, or of one of its threads, as the person
// sees it. In a thread the parent is the oldest message. A ts need not be that of a
// message: it is a moment between two of them.
func (p *Person) Read(channel, thread string, s Stretch) (Span, error) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	c, err := p.seen(channel)
	if err != nil {
		return Span{}, err
	}
	if thread != "" && c.find(thread) == nil {
		return Span{}, errNoThread
	}
	if s.Limit <= 0 {
		s.Limit = 100
	}
	var at, before, after int
	switch {
	case s.Before != "":
		at, _ = c.position(s.Before)
		before = s.Limit
	case s.From != "":
		at, _ = c.position(s.From)
		after = s.Limit
	case s.Around != "":
		at, _ = c.position(s.Around)
		before = s.Limit / 2
		after = s.Limit - before
	default:
		at, before = len(c.messages), s.Limit
	}
	older := c.pick(slices.Backward(c.messages[:at]), thread, before+1)
	newer := c.pick(slices.All(c.messages[at:]), thread, after+1)
	span := Span{Older: len(older) > before, Newer: len(newer) > after}
	older = older[:min(before, len(older))]
	slices.Reverse(older)
	for _, m := range append(older, newer[:min(after, len(newer))]...) {
		span.Messages = append(span.Messages, *m.copied())
	}
	return span, nil
}

// pick takes the first few messages that stand at the top level, or in a thread.
func (c *channel) pick(from func(func(int, *message) bool), thread string, limit int) []*message {
	var all []*message
	for _, m := range from {
		in := !m.isReply() || m.Broadcast
		if thread != "" {
			in = m.TS == thread || m.isReply() && m.ThreadTS == thread
		}
		if in {
			all = append(all, m)
		}
		if len(all) == limit {
			break
		}
	}
	return all
}

// Messages returns at most limit messages that the person can see, oldest first,
// those before the ts given (empty: the newest). With a thread, it is the thread's
// replies with the parent first. A limit of 0 means 100.
func (p *Person) Messages(channel, thread, before string, limit int) ([]Message, error) {
	span, err := p.Read(channel, thread, Stretch{Before: before, Limit: limit})
	if err != nil || thread == "" || len(span.Messages) > 0 && span.Messages[0].TS == thread {
		return span.Messages, err
	}
	parent, err := p.Read(channel, thread, Stretch{From: thread, Limit: 1})
	return append(parent.Messages, span.Messages...), err
}
