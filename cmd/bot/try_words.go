package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

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
		row("Play", fmt.Sprintf("you watch, %v times as fast as it was", p.Speed))
	case theatre.Facilitate:
		row("Play", fmt.Sprintf("you facilitate as %s; the others take part by themselves", lead.Name))
	}
	label := "People"
	for _, u := range cast.Users {
		if !u.Bot && slices.Contains([]string{"facilitator", "lead", "participant"}, u.InReview) {
			role := u.Role
			if u.ID == theatre.Visitor(p) {
				role += " (you, at first)"
			}
			row(label, fmt.Sprintf("%-14s  %s", u.Name, role))
			label = ""
		}
	}
	if data == "" {
		row("Stop", "Ctrl-C; nothing is left of it then")
	} else {
		row("Stop", "Ctrl-C; the bot's database stays in "+data)
	}
	b.WriteString("\n")
	return b.String()
}
