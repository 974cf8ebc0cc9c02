package workspace

// Refusal is why the workspace did not do what a person asked for.
type Refusal struct {
	Code string // Slack's error word where there is one
	Text string // what the person reads
}

// Error is the code and the sentence.
func (r *Refusal) Error() string { return r.Code + ": " + r.Text }

var (
	errNoUser      = &Refusal{"user_not_found", "There is nobody of that id."}
	errNoChannel   = &Refusal{"channel_not_found", "There is no such conversation."}
	errNotIn       = &Refusal{"not_in_channel", "Join the channel first."}
	errArchived    = &Refusal{"is_archived", "The channel is archived."}
	errNoMessage   = &Refusal{"message_not_found", "There is no such message."}
	errNoThread    = &Refusal{"thread_not_found", "There is no such thread."}
	errNotOwn      = &Refusal{"cant_update_message", "Only the author can do that."}
	errNoText      = &Refusal{"no_text", "There is nothing to send."}
	errNoElement   = &Refusal{"action_not_found", "There is nothing like that to press."}
	errChanged     = &Refusal{"action_not_found", "This has changed in the meantime. Please look again."}
	errNoView      = &Refusal{"view_not_found", "That window is not open."}
	errNoFile      = &Refusal{"file_not_found", "There is no such file."}
	errNoCanvas    = &Refusal{"canvas_not_found", "There is no such canvas, or you cannot see it."}
	errMessagesOff = &Refusal{"messages_tab_disabled", "Sending messages to this app has been turned off."}
)

// Person is somebody using the workspace. Every call is what a client would do
// for that user, and answers a *Refusal where Slack refuses.
type Person struct {
	w  *Workspace
	id string
}

// As returns the person with a user id. Acting as a bot other than the app's is
// what another integration would post.
func (w *Workspace) As(user string) *Person { return &Person{w, user} }

// ID is the person's user id.
func (p *Person) ID() string { return p.id }

// seen finds a conversation that the person can read.
func (p *Person) seen(id string) (*channel, error) {
	if p.w.users[p.id] == nil {
		return nil, errNoUser
	}
	c := p.w.channels[id]
	if c == nil || !c.visible(p.id) {
		return nil, errNoChannel
	}
	return c, nil
}

// writing finds a conversation that the person can write to.
func (p *Person) writing(id string) (*channel, error) {
	c, err := p.seen(id)
	switch {
	case err != nil:
		return nil, err
	case !c.has(p.id):
		return nil, errNotIn
	case c.archived:
		return nil, errArchived
	case c.im && c.has(p.w.cred.BotUserID) && !p.w.config.App.MessagesTab:
		return nil, errMessagesOff
	}
	return c, nil
}

// message finds one that the person can read and somebody can still change.
func (p *Person) message(channel, ts string) (*channel, *message, error) {
	c, err := p.seen(channel)
	if err != nil {
		return nil, nil, err
	}
	m := c.find(ts)
	if m == nil || m.gone() {
		return nil, nil, errNoMessage
	}
	return c, m, nil
}

// Say posts what was typed; threadTS is empty at top level. The text is literal
// and gets escaped, except for mentions such as <@U…> and <#C…> of existing ids;
// addresses become links.
func (p *Person) Say(channel, threadTS, typed string) (ts string, err error) {
	return p.say(channel, threadTS, typed, nil)
}

// Broadcast is Say for a reply that is shown in the channel as well.
func (p *Person) Broadcast(channel, threadTS, typed string) (ts string, err error) {
	if threadTS == "" {
		return "", errNoThread
	}
	return p.say(channel, threadTS, typed, func(m *message) { m.Subtype, m.Broadcast = "thread_broadcast", true })
}

// Share uploads a file with a comment.
func (p *Person) Share(channel, threadTS, name string, content []byte, comment string) (ts string, err error) {
	return p.say(channel, threadTS, comment, func(m *message) {
		f := p.w.newFile(name, p.id, p.w.base, len(content))
		f.keep(content)
		f.share(p.w.channels[channel])
		m.Subtype, m.Upload, m.Files, m.ClientMsgID = "file_share", true, []File{f.File}, ""
	})
}

func (p *Person) say(channel, threadTS, typed string, finish func(*message)) (string, error) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	c, err := p.writing(channel)
	if err != nil {
		return "", err
	}
	if typed == "" && finish == nil {
		return "", errNoText
	}
	m := p.w.typed(p.w.users[p.id], typed)
	if threadTS != "" {
		parent := p.w.parent(c, threadTS)
		if parent == nil {
			return "", errNoThread
		}
		m.ThreadTS = parent.TS
	}
	if finish != nil {
		finish(m)
	}
	p.w.post(c, m)
	p.w.preview(c, m)
	return m.TS, nil
}

// Edit replaces the text of an own message.
func (p *Person) Edit(channel, ts, typed string) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	c, m, err := p.own(channel, ts)
	switch {
	case err != nil:
		return err
	case typed == "":
		return errNoText
	}
	text, blocks := p.w.composed(typed)
	p.w.change(c, m, func() {
		m.Text, m.Blocks = text, blocks
		m.Edited = &Edited{User: p.id, TS: p.w.nextTS(c)}
	})
	return nil
}

// Delete removes an own message. A parent with replies stays as a tombstone.
func (p *Person) Delete(channel, ts string) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	c, m, err := p.own(channel, ts)
	if err != nil {
		return err
	}
	p.w.erase(c, m)
	return nil
}

func (p *Person) own(channel, ts string) (*channel, *message, error) {
	c, m, err := p.message(channel, ts)
	switch {
	case err != nil:
		return nil, nil, err
	case m.User != p.id || m.BotID != "":
		return nil, nil, errNotOwn
	case c.archived:
		return nil, nil, errArchived
	}
	return c, m, nil
}

// React adds an emoji, named without colons, to a message.
func (p *Person) React(channel, ts, emoji string) error {
	return p.reaction(channel, ts, emoji, p.w.react)
}

// Unreact takes the person's emoji away again.
func (p *Person) Unreact(channel, ts, emoji string) error {
	return p.reaction(channel, ts, emoji, p.w.unreact)
}

func (p *Person) reaction(channel, ts, emoji string, do func(*channel, *message, string, string) string) error {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	if _, err := p.writing(channel); err != nil {
		return err
	}
	c, m, err := p.message(channel, ts)
	if err != nil {
		return err
	}
	switch code := do(c, m, p.id, emoji); code {
	case "":
		return nil
	case "already_reacted":
		return &Refusal{code, "You have already reacted like that."}
	case "no_reaction":
		return &Refusal{code, "You have not reacted like that."}
	default:
		return &Refusal{code, "There is no such emoji."}
	}
}

// File returns a file that the person can see, and its bytes.
func (p *Person) File(id string) (File, []byte, error) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	f := p.w.files[id]
	if f == nil || f.content == nil || !f.seenBy(p.id, p.w.cred.BotUserID) {
		return File{}, nil, errNoFile
	}
	return f.File, f.content, nil
}
