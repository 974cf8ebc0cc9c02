package workspace

import "context"

// Refusal is why the workspace did not do what a person asked for.
type Refusal struct {
	Code string // Slack's error word where there is one
	Text string // what the person reads
}

// Error is the code and the sentence.
func (r *Refusal) Error() string { return r.Code + ": " + r.Text }

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

// Press is a click or a choice in a message or view.
type Press struct {
	BlockID  string         `json:"block_id"`
	ActionID string         `json:"action_id"`
	Value    any            `json:"value"` // what was chosen, see Submit; nothing for buttons
	State    map[string]any `json:"state"` // what stands in the other inputs, by action_id or block_id/action_id, see Submit
}

// Say posts what was typed; threadTS is empty at top level. The text is literal
// and gets escaped, except for mentions such as <@U…> and <#C…> of existing ids;
// addresses become links.
func (p *Person) Say(channel, threadTS, typed string) (ts string, err error) { return "", nil }

// Broadcast is Say for a reply that is shown in the channel as well.
func (p *Person) Broadcast(channel, threadTS, typed string) (ts string, err error) { return "", nil }

// Share uploads a file with a comment.
func (p *Person) Share(channel, threadTS, name string, content []byte, comment string) (ts string, err error) {
	return "", nil
}

// Edit replaces the text of an own message.
func (p *Person) Edit(channel, ts, typed string) error { return nil }

// Delete removes an own message. A parent with replies stays as a tombstone.
func (p *Person) Delete(channel, ts string) error { return nil }

// React adds an emoji, named without colons, to a message.
func (p *Person) React(channel, ts, emoji string) error { return nil }

// Unreact takes the person's emoji away again.
func (p *Person) Unreact(channel, ts, emoji string) error { return nil }

// Command types a slash command such as "/postmortem start the outage". In a
// thread it is refused. What the app answers arrives at the person's pages; when
// it does not answer within 3 s, a notice does.
func (p *Person) Command(channel, threadTS, line string) error { return nil }

// Press uses an element of a message, or of an ephemeral one.
func (p *Person) Press(channel, ts string, pr Press) error { return nil }

// PressView uses an element of an open modal or of the Home tab.
func (p *Person) PressView(viewID string, pr Press) error { return nil }

// Shortcut uses a message shortcut on a message, or a global one with channel
// and ts empty.
func (p *Person) Shortcut(callbackID, channel, ts string) error { return nil }

// Submit sends a modal off. Values are by action_id, or block_id/action_id where
// two blocks share an action_id: strings for texts, dates ("2006-01-02"), times
// ("15:04") and single choices (the option's value, or a user or channel id),
// []string (or []any) for many choices, numbers (unix seconds) for date-times.
// What is not given keeps its state or initial value. Submit waits for nothing:
// the outcome arrives at the person's pages and in Views.
func (p *Person) Submit(viewID string, values map[string]any) error { return nil }

// CloseView cancels the top modal and shows the one below.
func (p *Person) CloseView(viewID string) error { return nil }

// CloseAll closes the whole stack of modals with the x in the corner.
func (p *Person) CloseAll() error { return nil }

// Views is the stack of open modals, the top one last.
func (p *Person) Views() []View { return nil }

// Home is what the app has published for this person.
func (p *Person) Home() (View, bool) { return View{}, false }

// OpenHome opens a tab of the app's home: "home" or "messages".
func (p *Person) OpenHome(tab string) error { return nil }

// Join joins a public channel.
func (p *Person) Join(channel string) error { return nil }

// Leave leaves a channel.
func (p *Person) Leave(channel string) error { return nil }

// Invite brings somebody, or the app's bot, into a channel.
func (p *Person) Invite(channel, user string) error { return nil }

// SetTopic changes a channel's topic.
func (p *Person) SetTopic(channel, topic string) error { return nil }

// Direct opens the direct message with somebody and returns its id.
func (p *Person) Direct(user string) (channel string, err error) { return "", nil }

// MarkRead puts the person's unread mark behind ts.
func (p *Person) MarkRead(channel, ts string) error { return nil }

// Channels are those that the person can see, by name, direct messages last.
func (p *Person) Channels() []ChannelView { return nil }

// Messages returns at most limit messages that the person can see, oldest first,
// those before the ts given (empty: the newest). With a thread, it is the thread's
// replies with the parent first. A limit of 0 means 100.
func (p *Person) Messages(channel, thread, before string, limit int) ([]Message, error) {
	return nil, nil
}

// Ephemerals are those alive in the person's open pages, oldest first.
func (p *Person) Ephemerals(channel, thread string) []Message { return nil }

// File returns a file that the person can see, and its bytes.
func (p *Person) File(id string) (File, []byte, error) { return File{}, nil, nil }

// Open opens a page of the person, until it is closed. Ephemeral messages reach
// only those with an open page.
func (p *Person) Open() (close func()) { return func() {} }

// Watch opens a page and sends it what changes, until ctx ends; then the channel
// is closed. It never holds up the workspace: a watcher that falls behind misses
// changes and gets one of type "resync", after which it should read anew.
func (p *Person) Watch(ctx context.Context) <-chan Change { return nil }

// Change is something that happened before the eyes of a person.
type Change struct {
	// Type is message, changed, deleted, ephemeral, ephemeral_changed,
	// ephemeral_deleted, channel, member, read, view, view_closed, home, notice
	// or resync.
	Type    string            `json:"type"`
	Channel string            `json:"channel,omitempty"`
	Thread  string            `json:"thread,omitempty"`
	TS      string            `json:"ts,omitempty"`
	User    string            `json:"user,omitempty"` // who joined or left, in "member"
	Message *Message          `json:"message,omitempty"`
	View    *View             `json:"view,omitempty"`   // the top of the stack; in view_closed the one that is shown again, if any
	Errors  map[string]string `json:"errors,omitempty"` // by block_id, when a submission was refused
	Text    string            `json:"text,omitempty"`
	Level   string            `json:"level,omitempty"` // of a notice: "info" or "error"
}
