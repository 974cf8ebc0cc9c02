package facilitator

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/remedybot/remedy/internal/picture"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/slackapp"
	"github.com/remedybot/remedy/internal/store"
)

// do does one item: it notes the attempt on disk, does it, and commits what came
// of it together with the item's removal. What it notes on disk stands in i, too. Its
// error is the store's, or a fault.
func (f *Facilitator) do(ctx context.Context, i *store.Item) (err error) {
	defer f.net(fmt.Sprintf("doing %T", i.Effect), &err)
	s, ok := f.c.Store.Session(i.Session)
	if !ok {
		return fmt.Errorf("item %s belongs to no review", i.Key)
	}
	if !i.Tried.IsZero() {
		found, err := f.settle(ctx, s, *i)
		if found || err != nil {
			return err
		}
	}
	if why := obsolete(f.c.Guide, s, *i, f.c.Clock.Now()); why != "" {
		f.c.Log.Info("not done", "session", i.Session, "key", i.Key, "why", why)
		return f.result(*i, postmortem.Delivered{Key: i.Key, Effect: i.Effect})
	}
	i.Attempts++
	i.Tried = f.c.Clock.Now()
	if err := f.c.Store.Note(*i); err != nil {
		return err
	}
	body, err := f.perform(ctx, s, *i)
	if err == nil {
		return f.result(*i, body)
	}
	return f.failed(ctx, *i, err)
}

// settle deals with an attempt of which nobody knows what became. It reports
// whether the item has been dealt with.
func (f *Facilitator) settle(ctx context.Context, s *postmortem.Session, i store.Item) (bool, error) {
	var find func() (postmortem.Ref, bool, error)
	switch e := i.Effect.(type) {
	case postmortem.Whisper:
		// At most once: it may have been seen, so it is not sent again.
		return true, f.result(i, postmortem.Delivered{Key: i.Key, Effect: e})
	case postmortem.Post:
		find = func() (postmortem.Ref, bool, error) {
			place, err := f.placeOf(ctx, s, e.Slot)
			if err != nil {
				return postmortem.Ref{}, false, err
			}
			return f.c.Slack.Find(ctx, place, f.c.Store.Opaque(i.Key), i.Tried)
		}
	case postmortem.Upload:
		find = func() (postmortem.Ref, bool, error) {
			return f.c.Slack.FindFile(ctx, s.Place, fileName(s, e), i.Tried)
		}
	default:
		return false, nil // doing it again changes nothing
	}
	// A late request may still be applied; only then is it worth looking.
	if at := i.Tried.Add(f.c.Timing.Settle); at.After(f.c.Clock.Now()) {
		i.NotBefore = at
		return true, f.c.Store.Note(i)
	}
	ref, found, err := find()
	switch {
	case err != nil && ctx.Err() != nil:
		return true, nil
	case err != nil:
		// Never repeated blindly: it is looked for again, and then left to people.
		return true, f.lookAgain(i, err)
	case found:
		return true, f.result(i, postmortem.Delivered{Key: i.Key, Effect: i.Effect, Ref: ref})
	case i.Attempts >= f.c.Timing.Tries:
		return true, f.giveUp(i, f.say("silent", nil))
	}
	return false, nil
}

// say is why something was given up, as people/slack.md has it under the key.
func (f *Facilitator) say(key string, data map[string]any) string {
	return f.c.Guide.Words.Say("slack/"+key, data)
}

// lookAgain has an uncertain post looked for later, or leaves it to people. An
// outage is waited out, however long it takes.
func (f *Facilitator) lookAgain(i store.Item, err error) error {
	if refused, ok := errors.AsType[slackapp.Refused](err); ok {
		return f.giveUp(i, f.say("not_known", map[string]any{"reason": refused.Text}))
	}
	later, ok := errors.AsType[slackapp.Later](err)
	wait := later.After
	if !ok {
		if i.Attempts++; i.Attempts >= f.c.Timing.Tries {
			return f.giveUp(i, f.say("cannot_look", nil))
		}
		wait = backoff(i.Attempts)
	}
	i.NotBefore = f.c.Clock.Now().Add(max(wait, time.Second))
	return f.c.Store.Note(i)
}

// obsolete says why something need not be done any more.
func obsolete(g postmortem.Guide, s *postmortem.Session, i store.Item, now time.Time) string {
	if p, ok := i.Effect.(postmortem.Post); ok && s.Status == postmortem.Cancelled && p.Slot != postmortem.SlotRoot {
		return "the review is cancelled"
	}
	if p, ok := i.Effect.(postmortem.Post); ok && g.Moot(s, p.Slot) {
		return "the question is answered"
	}
	if otherCanvas(s, i.Effect) {
		return "the canvas is another"
	}
	w, ok := i.Effect.(postmortem.Whisper)
	if !ok {
		return ""
	}
	m, known := s.Messages[w.About]
	switch {
	case now.After(w.Before):
		return "too late"
	case w.About != (postmortem.Ref{}) && !s.Running():
		return "the review is over"
	case w.About != (postmortem.Ref{}) && (!known || m.Gone):
		return "its message is gone"
	case w.About != (postmortem.Ref{}) && !m.Settled:
		return "its message reads otherwise now"
	case w.About != (postmortem.Ref{}) && s.Private.Authors[w.To].Muted:
		return "muted"
	case g.Answered(s, w):
		return "the question is answered"
	}
	return ""
}

// perform does the deed itself.
func (f *Facilitator) perform(ctx context.Context, s *postmortem.Session, i store.Item) (postmortem.InputBody, error) {
	done := postmortem.Delivered{Key: i.Key, Effect: i.Effect}
	switch e := i.Effect.(type) {
	case postmortem.Post:
		place, err := f.placeOf(ctx, s, e.Slot)
		if err != nil {
			return nil, err
		}
		card := f.card(s, e.Slot)
		f.paceNext(s.Place.Channel)
		ref, err := f.c.Slack.Post(ctx, place, card, f.c.Store.Opaque(i.Key))
		done.Ref = ref
		return done, err
	case postmortem.Refresh:
		ref, ok := s.Posts[e.Slot]
		if !ok {
			return done, nil // what it would refresh was lost
		}
		card := f.card(s, e.Slot)
		if e.Digest = card.Digest(); e.Slot == postmortem.SlotReview {
			e.Digest, e.Seq = "", s.Seq
		}
		done.Effect = e
		f.paceNext(s.Place.Channel)
		return done, f.c.Slack.Update(ctx, ref, card)
	case postmortem.Whisper:
		if e.Ask != nil {
			channel, err := f.c.Slack.Direct(ctx, e.To)
			if err == nil {
				_, err = f.c.Slack.Post(ctx, postmortem.Place{Team: s.Place.Team, Channel: channel}, e.Card, f.c.Store.Opaque(i.Key))
			}
			return done, err
		}
		place := s.Place
		if e.About == (postmortem.Ref{}) {
			place.Thread = ""
		}
		return done, f.c.Slack.Whisper(ctx, place, e.To, e.Card)
	case postmortem.CheckTone:
		return f.checkTone(ctx, s, e)
	case postmortem.Reword:
		return f.reword(ctx, s, e.Section)
	case postmortem.ReadHistory:
		lines, next, err := f.c.Slack.History(ctx, e.Channel, e.Cursor, e.Oldest, e.Latest)
		return postmortem.HistoryRead{Channel: e.Channel, Lines: lines, Cursor: next}, err
	case postmortem.CatchUp:
		lines, err := f.c.Slack.Thread(ctx, s.Place)
		return postmortem.ThreadRead{Lines: lines, AskedAt: i.Tried, Named: f.named(s, "")}, err
	case postmortem.Acquaint:
		return f.acquaint(ctx, s)
	case postmortem.Upload:
		file, ok, err := f.file(s, e)
		if !ok || err != nil {
			return done, err // a picture that would show nothing
		}
		f.paceNext(s.Place.Channel)
		ref, err := f.c.Slack.Upload(ctx, s.Place, file)
		done.Ref = ref
		return done, err
	case postmortem.Discard:
		return done, f.c.Slack.Discard(ctx, s.Place, e.Ref)
	case postmortem.Examine:
		return f.examine(s), nil
	case postmortem.MakeCanvas, postmortem.FillCanvas, postmortem.ShareCanvas, postmortem.DropCanvas:
		return f.canvas(ctx, s, i)
	}
	return nil, slackapp.Refused{Code: "unknown_effect", Text: f.say("unknown_effect", nil)}
}

// card is what a message of the bot says now. The draft is assembled from the
// whole session; Slack takes 3,000 characters in a section.
func (f *Facilitator) card(s *postmortem.Session, slot string) postmortem.Card {
	if slot == postmortem.SlotReview {
		card := f.Review(s).Card(2800)
		if f.c.Pages {
			card.Parts = append(card.Parts, s.ReadButton(f.c.Guide.Words))
		}
		return card
	}
	if postmortem.IsCanvas(slot) {
		return f.c.Guide.CanvasCard(s, f.c.Slack.CanvasLink(s.Canvas.ID))
	}
	return f.c.Guide.Render(s, slot)
}

// placeOf is where a slot's message stands: the first in the channel, what one
// person alone reads in their conversation with the bot, all others in the thread.
func (f *Facilitator) placeOf(ctx context.Context, s *postmortem.Session, slot string) (postmortem.Place, error) {
	p := s.Place
	if user, ok := postmortem.Reader(slot); ok {
		channel, err := f.c.Slack.Direct(ctx, user)
		return postmortem.Place{Team: p.Team, Channel: channel}, err
	}
	switch {
	case slot == postmortem.SlotRoot:
		p.Thread = ""
	case p.Thread == "":
		return p, slackapp.Refused{Code: "no_thread", Text: f.say("no_thread", nil)}
	}
	return p, nil
}

func (f *Facilitator) paceNext(channel string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.pace[channel] = f.c.Clock.Now().Add(f.c.Timing.Pace)
}

// result commits what came of an item.
func (f *Facilitator) result(i store.Item, body postmortem.InputBody) error {
	in := postmortem.Input{At: f.c.Clock.Now(), Session: i.Session, Body: body}
	res, err := f.c.Store.Commit(in, i.Seq, f.decide)
	if err != nil {
		return err
	}
	f.tell(i, body, res)
	return nil
}

// tell lets a rehearsal know of a finding.
func (f *Facilitator) tell(i store.Item, body postmortem.InputBody, res store.Result) {
	read, ok := body.(postmortem.ToneRead)
	if !ok || !read.Flag || f.c.Found == nil || res.Repeat {
		return
	}
	var fault error // the item is done, whatever happens here
	defer f.net("telling of a finding", &fault)
	s, ok := f.c.Store.Session(i.Session)
	if !ok {
		return
	}
	found := Finding{Ref: read.Ref, Author: s.Messages[read.Ref].Author, Category: read.Category, Held: res.Held}
	if res.Held == "" {
		found.Text = f.c.Guide.Nudge(cmp.Or(read.Words, read.Category), read.Ref.TS)
	}
	f.c.Found(found)
}

// failed sorts out an attempt that did not succeed.
func (f *Facilitator) failed(ctx context.Context, i store.Item, err error) error {
	if later, ok := errors.AsType[slackapp.Later](err); ok {
		return f.pause(i, later)
	}
	if refused, ok := errors.AsType[slackapp.Refused](err); ok {
		f.c.Log.Warn("given up", "session", i.Session, "key", i.Key, "err", err)
		return f.giveUp(i, refused.Text)
	}
	if ctx.Err() != nil {
		return nil // we are stopping; what became of it is settled at the next start
	}
	f.c.Log.Warn("uncertain", "session", i.Session, "key", i.Key, "attempt", i.Attempts, "err", err)
	switch i.Effect.(type) {
	case postmortem.Whisper:
		return f.result(i, postmortem.Delivered{Key: i.Key, Effect: i.Effect}) // at most once
	case postmortem.Post, postmortem.Upload:
		// Tried stays: it may have been done, in the last attempt too.
		i.NotBefore = i.Tried.Add(f.c.Timing.Settle)
	default:
		if i.Attempts >= f.c.Timing.Tries {
			return f.giveUp(i, f.say("silent", nil))
		}
		i.Tried, i.NotBefore = time.Time{}, f.c.Clock.Now().Add(backoff(i.Attempts))
	}
	return f.c.Store.Note(i)
}

// pause has an item wait as long as Slack asks for. That is no failure, so it
// uses up no attempt.
func (f *Facilitator) pause(i store.Item, later slackapp.Later) error {
	f.c.Log.Info("Slack asks for a pause", "session", i.Session, "key", i.Key, "after", later.After)
	if read(i.Effect) && f.c.Clock.Now().Sub(i.At) > longestRead {
		return f.giveUp(i, f.say("pauses", nil))
	}
	i.Attempts--
	i.Tried, i.NotBefore = time.Time{}, f.c.Clock.Now().Add(max(later.After, time.Second))
	if w, ok := i.Effect.(postmortem.Whisper); ok && i.NotBefore.After(w.Before) {
		// It will be too late then, and must not hold up what stands behind it.
		return f.result(i, postmortem.Delivered{Key: i.Key, Effect: w})
	}
	return f.c.Store.Note(i)
}

// longestRead is how long Slack may put off a reading before it is given up: the
// review must come to its end.
const longestRead = time.Hour

// read reports whether an effect only reads; nothing that people see is lost with it.
func read(e postmortem.Effect) bool {
	switch e.(type) {
	case postmortem.CatchUp, postmortem.ReadHistory:
		return true
	}
	return false
}

func (f *Facilitator) giveUp(i store.Item, why string) error {
	in := postmortem.Input{At: f.c.Clock.Now(), Session: i.Session,
		Body: postmortem.GaveUp{Key: i.Key, Effect: i.Effect, Reason: why}}
	_, err := f.c.Store.GiveUp(i, in, f.decide)
	if isFault(err) {
		// What should follow cannot be worked out. That it was not done is told all the same.
		_, err = f.c.Store.GiveUp(i, in, postmortem.DecideLost)
	}
	return err
}

// backoff doubles from a second to five minutes.
func backoff(attempt int) time.Duration {
	return min(time.Second<<min(attempt-1, 9), 5*time.Minute)
}

// file is the review in a format; ok is false where there is nothing to see in it.
func (f *Facilitator) file(s *postmortem.Session, u postmortem.Upload) (file slackapp.File, ok bool, err error) {
	review := f.edition(s, u.Audience)
	about, words := map[string]any{"review": string(s.ID), "title": s.Title, "version": u.Version}, "board/file_"+u.Format
	if u.Audience != "" {
		about["audience"], words = string(u.Audience), "board/file_edition"
	}
	file = slackapp.File{Name: fileName(s, u), Title: f.c.Guide.Words.Say(words, about)}
	switch u.Format {
	case "png":
		tree, ok := review.CausesPicture(picture.Sheet)
		if !ok {
			return file, false, nil
		}
		var b bytes.Buffer
		if err := tree.PNG(&b, picture.Either, 2); err != nil {
			return file, false, err
		}
		file.Alt, file.Content = tree.Alt, b.Bytes()
	case "html":
		file.Content = review.HTML()
	default:
		file.Content = review.Markdown()
	}
	return file, true, nil
}

// fileName is unique to a review and its version, so that a file can be found again.
func fileName(s *postmortem.Session, u postmortem.Upload) string {
	version := ""
	if u.Version > 0 {
		version = fmt.Sprintf("-v%d", u.Version)
	}
	if u.Audience != "" {
		version += "-" + string(u.Audience)
	}
	if u.Format == "png" {
		return fmt.Sprintf("%s-causes%s.png", s.ID, version)
	}
	return fmt.Sprintf("%s-review%s.%s", s.ID, version, u.Format)
}
