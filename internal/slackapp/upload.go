package slackapp

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"github.com/remedybot/remedy/internal/postmortem"
)

// pauseUpload is how long to wait after a file was sent but not shown to anybody.
const pauseUpload = 5 * time.Second

// A File is something to be put into a conversation.
type File struct {
	Name    string // unique to its review, so that it can be found again
	Title   string
	Alt     string // of a picture: what it shows, in at most 1,000 characters
	Content []byte
}

// Upload puts a file into a channel or a thread. Until the last of its three
// steps nobody sees anything, so a failure before that is Later or Refused, never
// uncertain. The Ref has no TS when Slack has not shown the file yet.
func (c *Client) Upload(ctx context.Context, to postmortem.Place, f File) (postmortem.Ref, error) {
	began := c.clock.Now()
	id, err := c.send(ctx, f)
	if err != nil {
		return postmortem.Ref{}, err
	}
	if err := c.show(ctx, to, id, f.Title); err != nil {
		return postmortem.Ref{}, err
	}
	// It is done; the answer does not say which message holds it.
	ref, ok, err := c.find(ctx, to, began, func(m slack.Message) bool {
		return slices.ContainsFunc(m.Files, func(f slack.File) bool { return f.ID == id })
	})
	if err != nil || !ok {
		return postmortem.Ref{Channel: to.Channel}, nil
	}
	return ref, nil
}

// send hands the bytes to Slack without showing them to anybody.
func (c *Client) send(ctx context.Context, f File) (id string, err error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	u, err := c.api.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{FileName: f.Name, FileSize: len(f.Content), AltTxt: f.Alt})
	if err != nil {
		return "", unseen(c.told("files.getUploadURLExternal", err), pauseUpload)
	}
	err = c.api.UploadToURL(ctx, slack.UploadToURLParameters{UploadURL: u.UploadURL, Reader: bytes.NewReader(f.Content), Filename: f.Name})
	if err != nil {
		return "", unseen(c.told("upload", err), pauseUpload)
	}
	return u.FileID, nil
}

func (c *Client) show(ctx context.Context, to postmortem.Place, id, title string) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err := c.api.CompleteUploadExternalContext(ctx, slack.CompleteUploadExternalParameters{
		Files: []slack.FileSummary{{ID: id, Title: title}}, Channel: to.Channel, ThreadTimestamp: to.Thread,
	})
	return c.told("files.completeUploadExternal", err)
}

// unseen makes an uncertain failure of something nobody could see a certain one.
func unseen(err error, pause time.Duration) error {
	if _, ok := errors.AsType[Later](err); ok {
		return err
	}
	if _, ok := errors.AsType[Refused](err); ok {
		return err
	}
	return Later{After: pause, What: err.Error()} // told has taken the address out
}

// FindFile looks for a file of ours by its name, as [Client.Find] does for posts.
func (c *Client) FindFile(ctx context.Context, in postmortem.Place, name string, since time.Time) (postmortem.Ref, bool, error) {
	return c.find(ctx, in, since, func(m slack.Message) bool {
		return slices.ContainsFunc(m.Files, func(f slack.File) bool { return f.Name == name })
	})
}

// Discard takes a message of ours away, and the files in it, which Slack would keep.
// Repeating it does no harm: what is gone is gone.
func (c *Client) Discard(ctx context.Context, in postmortem.Place, ref postmortem.Ref) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	var files []slack.File
	at, _ := postmortem.TimeOf(ref.TS)
	_, _, err := c.find(ctx, in, at, func(m slack.Message) bool {
		if m.Timestamp == ref.TS {
			files = m.Files
		}
		return m.Timestamp == ref.TS
	})
	if err != nil {
		return unseen(err, pauseUpload)
	}
	for _, f := range files {
		if err := alreadyGone(c.told("files.delete", c.api.DeleteFileContext(ctx, f.ID)), "file_not_found", "file_deleted"); err != nil {
			return err
		}
	}
	_, _, err = c.api.DeleteMessageContext(ctx, ref.Channel, ref.TS)
	return alreadyGone(c.told("chat.delete", err), "message_not_found")
}

// alreadyGone takes an answer that something is not there any more for done.
func alreadyGone(err error, codes ...string) error {
	if no, ok := errors.AsType[Refused](err); ok && slices.Contains(codes, no.Code) {
		return nil
	}
	return err
}
