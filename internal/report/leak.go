package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/remedybot/remedy/internal/leak"
)

// A Leak is something that an edition must not hold.
type Leak struct {
	What  string // such as "an e-mail address"
	Where string // such as "3. Timeline"
	Text  string // what stands around it, without itself
}

// String tells of a leak without repeating it.
func (l Leak) String() string { return l.What + " in " + l.Where + ": “" + l.Text + "”" }

// what is found, in words; all other kinds of leak.Private are secrets.
var what = map[string]string{
	"person": "a user id", "email": "an e-mail address", "card": "a card number", "iban": "a bank account", "phone": "a phone number",
	leak.Address: "an IP address", leak.Host: "the name of a machine", leak.User: "a user id", leak.Path: "the path of a file",
	leak.Link: "a link", leak.Channel: "the name of a channel", leak.Ticket: "a ticket",
}

// Leaks lists what this edition must not hold: in every edition secrets, what reaches or pays somebody, and the customers
// that were named in the options; in those for others also what they say without, and everybody's name but that of an
// action's owner.
func (r Review) Leaks() []Leak { return r.leaks }

func (b *builder) leaks() []Leak {
	kinds := leftOut(b.r.audience)
	shapes := append(leak.Private(), slices.DeleteFunc(leak.Inside(), func(s leak.Shape) bool { return !slices.Contains(kinds, s.Kind) })...)
	customers := leak.Words("a customer", b.o.Customers)
	var out []Leak
	seen := map[string]bool{}
	look := func(where, text string) {
		if text == "" || seen[text] {
			return
		}
		seen[text] = true
		found := leak.Find(text, append(slices.Clone(shapes), customers...))
		hidden := text
		for _, x := range slices.Backward(found) {
			hidden = hidden[:x.From] + "[…]" + hidden[x.To:]
		}
		for _, x := range found {
			name := what[x.Kind]
			switch {
			case x.Secret:
				name = "what looks like a key, a token or a password"
			case name == "":
				name = x.Kind
			}
			out = append(out, Leak{name, where, cut(hidden, 120)})
		}
		if b.r.audience != Team && len(b.roster.find(text)) > 0 {
			out = append(out, Leak{"somebody's name", where, cut(b.roster.hide(hidden), 120)})
		}
	}
	look("the title, which the word `title` changes", b.r.Title)
	look("the aim", b.r.head.aim)
	for _, f := range b.r.head.facts {
		look("the header", f.Value)
	}
	for i, sec := range b.r.Sections {
		where := strconv.Itoa(i) + ". " + sec.Title
		if sec.ID == SectionHeader {
			where = "the header"
		}
		for _, s := range sec.Sentences {
			look(where, s.Text)
		}
	}
	for _, d := range b.r.Disagreements {
		look("where accounts differ", d.About)
		for _, a := range d.Accounts {
			look("where accounts differ", a.Text)
		}
	}
	for _, a := range b.r.Actions {
		look(a.label(), a.DoneWhen)
		look(a.label(), a.dropped)
	}
	return out
}

// noLeaks is Q18.
func (b *builder) noLeaks() (open, met string) {
	b.r.leaks = b.leaks()
	n := len(b.r.leaks)
	if n == 0 {
		return "", "nothing in the edition for the " + string(b.r.audience) + " looks like a secret, or like what it says without"
	}
	open = b.r.leaks[0].String()
	if n > 1 {
		open += ", and " + strconv.Itoa(n-1) + " more"
	}
	return strings.TrimSuffix(open, "."), ""
}

// hushed is a message without what opens something: it was said once too often already.
func hushed(text string) string {
	secrets := slices.DeleteFunc(leak.Private(), func(s leak.Shape) bool { return !s.Secret })
	for _, x := range slices.Backward(leak.Find(text, secrets)) {
		text = text[:x.From] + "[secret]" + text[x.To:]
	}
	return text
}
