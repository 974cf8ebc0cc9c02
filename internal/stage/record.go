package stage

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/remedybot/remedy/internal/facilitator"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/report"
	"github.com/remedybot/remedy/internal/workspace"
)

// A Nudge is a line of nudges.jsonl: something found about a message, and what
// became of it. Only a rehearsal keeps such a record.
type Nudge struct {
	Message  string `json:"message"` // the script's line
	User     string `json:"user"`    // its author, as in the cast
	Kind     string `json:"kind"`    // tone or process
	Category string `json:"category"`
	Audience string `json:"audience"` // author, thread, facilitator, or none
	Text     string `json:"text"`
	Held     string `json:"held"` // why nothing was said, if nothing was
}

// Nudges collects what a bot finds; its Found is handed to the bot.
type Nudges struct {
	mu    sync.Mutex
	found []facilitator.Finding
}

// Found takes in a finding.
func (n *Nudges) Found(f facilitator.Finding) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.found = append(n.found, f)
}

// lines puts the findings into the words of the script.
func (n *Nudges) lines(p *Player) []Nudge {
	n.mu.Lock()
	defer n.mu.Unlock()
	var out []Nudge
	for _, f := range n.found {
		l := Nudge{Message: p.lines[f.Ref], User: p.Stage.Role(f.Author), Kind: "tone", Category: f.Category,
			Audience: "author", Text: f.Text, Held: string(f.Held)}
		if f.Held != "" {
			l.Audience = "none"
		}
		if f.Held == postmortem.HeldProcess {
			l.Kind = "process"
		}
		out = append(out, l)
	}
	return out
}

// Entry is a line of transcript.jsonl: something that appeared before somebody's eyes.
type Entry struct {
	At        time.Time `json:"at"`
	Channel   string    `json:"channel"`
	Thread    bool      `json:"thread"`
	Author    string    `json:"author"` // "bot", or a role of the cast
	Kind      string    `json:"kind"`   // message, whisper, direct, update, file, modal
	VisibleTo any       `json:"visible_to"`
	Text      string    `json:"text"`
}

// Transcript tells who saw what: what people wrote, as it stands in the end, and
// everything the bot did.
func (p *Player) Transcript() []Entry {
	var out []Entry
	bot := p.Stage.Workspace.Credentials()
	for _, l := range p.Script.Lines {
		text, said := p.said[l.ID]
		if !said {
			continue // no message, or it was deleted
		}
		at, _ := postmortem.TimeOf(p.refs[l.ID].TS)
		out = append(out, Entry{at, l.Channel, l.Thread, l.User, "message", "all", text})
	}
	for _, r := range p.Stage.Workspace.Journal() {
		if e, ok := p.deed(r, bot); ok {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b Entry) int { return a.At.Compare(b.At) })
	return out
}

// deed reads one line of the workspace's journal.
func (p *Player) deed(r workspace.Record, bot workspace.Credentials) (Entry, bool) {
	if r.Kind != workspace.Request {
		return Entry{}, false
	}
	arg := func(name string) string { s, _ := r.Args[name].(string); return s }
	e := Entry{At: r.At, Author: "bot", Channel: p.channelName(arg("channel")), VisibleTo: "all",
		Thread: r.Effect.ThreadTS != "" || arg("thread_ts") != "", Text: arg("text")}
	switch {
	case r.Method == "chat.postMessage" && r.Effect.TS != "":
		e.Kind = "message"
		if strings.HasPrefix(r.Effect.Channel, "D") {
			e.Kind, e.VisibleTo = "direct", []string{p.Stage.Role(r.Effect.User)}
		}
	case r.Method == "chat.update" && r.Effect.TS != "":
		e.Kind, e.Thread = "update", true
	case r.Method == "chat.postEphemeral" && r.Effect.User != "":
		e.Kind, e.VisibleTo = "whisper", []string{p.Stage.Role(r.Effect.User)}
	case r.Method == "files.completeUploadExternal" && r.Effect.File != "":
		e.Kind, e.Channel, e.Text = "file", p.channelName(r.Effect.Channel), "a file"
	case r.Method == "views.open" && r.Effect.View != "":
		e.Kind, e.VisibleTo, e.Text = "modal", []string{p.Stage.Role(r.Effect.User)}, "a form"
	default:
		return e, false
	}
	return e, true
}

func (p *Player) channelName(id string) string {
	for name, c := range p.Stage.channels {
		if c == id {
			return name
		}
	}
	return id
}

// Review is the document in the words of the script: sources are its lines, and
// owners its roles.
func (p *Player) Review() (report.Review, error) {
	s, err := p.session()
	if err != nil {
		return report.Review{}, err
	}
	return report.Build(s, report.Options{
		Now:   p.Clock.Now(),
		Words: p.Words,
		Owner: p.Stage.Role,
		Cite: func(r postmortem.Ref) (string, string) {
			return p.lines[r], r.Link(p.Stage.URL, s.ThreadOf(r))
		},
	}), nil
}

// Write writes review.md, review.html, review.json, transcript.jsonl and
// nudges.jsonl into a folder, which is made if need be.
func (p *Player) Write(dir string, nudges *Nudges) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	review, err := p.Review()
	if err != nil {
		return err
	}
	doc, err := json.MarshalIndent(review, "", "  ")
	if err != nil {
		return err
	}
	files := map[string][]byte{
		"review.md": review.Markdown(), "review.html": review.HTML(), "review.json": append(doc, '\n'),
		"transcript.jsonl": jsonl(p.Transcript()), "nudges.jsonl": jsonl(nudges.lines(p)),
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func jsonl[T any](lines []T) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, l := range lines {
		if err := enc.Encode(l); err != nil {
			panic(err) // strings, times and flags always encode
		}
	}
	return b.Bytes()
}
