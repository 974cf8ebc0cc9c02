package postmortem

import (
	"strings"
	"unicode/utf8"
)

// Retitle gives the review another title, as typed.
type Retitle struct{ Title string }

func (Retitle) input() {}

// Retitled is the title from here on. The one before stands in the log.
type Retitled struct {
	Title string `json:"title"`
}

func (Retitled) event() {}

// AmendedTitle is what an [Amendment] calls the title, in the place of an entry.
const AmendedTitle = "title"

// titled is a title as it is shown, or why it cannot be one.
func (t *turn) titled(typed string) (string, error) {
	title := strings.Join(strings.Fields(typed), " ")
	switch {
	case title == "":
		return "", t.refuse("no_title", nil).at("title")
	case utf8.RuneCountInString(title) > maxTitle:
		return "", t.refuse("long_title", map[string]any{"most": maxTitle}).at("title")
	}
	return title, nil
}

// retitle is whoever facilitates or carries the review giving it another title. How it was called is shown nowhere: it may
// be the reason, such as the name of a customer.
func (t *turn) retitle(b Retitle) error {
	if err := t.restates(); err != nil {
		return err
	}
	title, err := t.titled(b.Title)
	if err != nil {
		return err
	}
	if title != t.s.Title {
		t.meet(t.in.By)
		t.event(Retitled{title})
		t.amend(Entry{ID: AmendedTitle}, HowExposed, "")
		for _, slot := range []string{SlotRoot, SlotScript} {
			if t.s.Posts[slot].TS != "" {
				t.stale(slot)
			}
		}
		t.staleCheck()
	}
	t.reply("retitled", map[string]any{"review": string(t.s.ID), "title": title})
	return nil
}
