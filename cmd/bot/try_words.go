package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/theatre"
)

// playbill says where the page is, who can be whom, and how to stop.
func playbill(url string, p theatre.Piece, data string) string {
	var b strings.Builder
	row := func(label, text string) { fmt.Fprintf(&b, "  %-8s  %s\n", label, text) }
	cast := p.Script.Cast
	lead, _ := cast.User(cast.Review.Facilitator)
	b.WriteString("\n")
	row("Open", url)
	row("Incident", cmp.Or(cast.Title, p.Script.Name))
	switch p.Part {
	case theatre.Watch:
		row("Play", fmt.Sprintf("you watch, at %v×", p.Speed))
	case theatre.Facilitate:
		row("Play", fmt.Sprintf("you facilitate as %s, at %v×; the others take part by themselves", lead.Name, p.Speed))
	}
	people := slices.DeleteFunc(slices.Clone(cast.Users), func(u rehearsal.User) bool { return u.Bot || u.InReview == "none" })
	width := 0
	for _, u := range people {
		width = max(width, utf8.RuneCountInString(u.Name))
	}
	for i, u := range people {
		role := u.Role
		if u.ID == theatre.Visitor(p) {
			role += " (you, at first)"
		}
		label := ""
		if i == 0 {
			label = "People"
		}
		row(label, fmt.Sprintf("%-*s  %s", width, u.Name, role))
	}
	if data == "" {
		row("Stop", "Ctrl-C; nothing is left of it then")
	} else {
		row("Stop", "Ctrl-C; the bot's database stays in "+data)
	}
	b.WriteString("\n")
	return b.String()
}
