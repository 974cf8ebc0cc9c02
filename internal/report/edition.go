package report

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/remedybot/remedy/internal/leak"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rubric"
)

// An Audience is for whom a review is written down.
type Audience = postmortem.Audience

// The audiences.
const (
	// Team reads everything.
	Team = postmortem.ForTeam
	// Company is told what happened and why, by broad roles, but for who owns an action, without what only the team can
	// reach: no links to messages, no addresses, machines and channels.
	Company = postmortem.ForCompany
	// Customer is told what was felt, what happened, what restored service and what changes, as far as people confirmed it
	// and do not disagree: nobody's name or promise, no machine, ticket, link or citation.
	Customer = postmortem.ForCustomer
)

// left says in whose place a word in brackets stands, by the kind of what is left out.
var left = map[string]string{
	leak.Address: "[address]", leak.Host: "[system]", leak.User: "[person]", leak.Path: "[path]",
	leak.Link: "[link]", leak.Channel: "[channel]", leak.Ticket: "[ticket]",
}

// leftOut are the kinds that an edition says without.
func leftOut(a Audience) []string {
	switch a {
	case Company:
		return []string{leak.Address, leak.Host, leak.User, leak.Link, leak.Channel}
	case Customer:
		return []string{leak.Address, leak.Host, leak.User, leak.Path, leak.Link, leak.Channel, leak.Ticket}
	}
	return nil
}

// edition turns the team's document into that for another audience. It takes away, and says nothing new.
func (r *Review) edition(a Audience, roles roster) {
	if a != Company && a != Customer {
		return
	}
	r.audience = a
	e := editor{audience: a, kinds: leftOut(a), roles: roles.broad()}
	e.shapes = slices.DeleteFunc(leak.Inside(), func(s leak.Shape) bool { return !slices.Contains(e.kinds, s.Kind) })
	facing := []string{e.text(r.head.facing)}
	if a == Customer {
		r.forCustomers()
		if s := postmortem.Status(r.Status); s != postmortem.Published && s != postmortem.Corrected {
			facing = append(facing, "This is a draft, and it is not published.")
		}
		facing = append(facing, "What happened, what restored service, and what changes.")
	} else {
		r.unkeyed()
		facing = append(facing, "For readers all over the company: people are called by broad roles, but for who owns an action.")
	}
	r.head.facing = strings.TrimSpace(strings.Join(append(facing, "Where a word stands in [brackets], a detail was left out."), " "))
	e.review(r)
}

// unkeyed calls the sources by their numbers, for their keys are of channels and moments that only the team can reach.
func (r *Review) unkeyed() {
	numbers := map[string]string{}
	for i := range r.sources {
		n := strconv.Itoa(i + 1)
		numbers[r.sources[i].id], r.sources[i].id = n, n
	}
	renamed := func(cites []string) []string {
		out := []string{}
		for _, id := range cites {
			if n, ok := numbers[id]; ok {
				out = append(out, n)
			}
		}
		return out
	}
	for _, sec := range r.Sections {
		for i := range sec.Sentences {
			sec.Sentences[i].Cites = renamed(sec.Sentences[i].Cites)
		}
	}
	for i := range r.Timeline {
		r.Timeline[i].Cites = renamed(r.Timeline[i].Cites)
	}
	for i := range r.Causes {
		r.Causes[i].Cites = renamed(r.Causes[i].Cites)
	}
	for i := range r.Actions {
		r.Actions[i].Cites = renamed(r.Actions[i].Cites)
	}
	for _, d := range r.Disagreements {
		for i := range d.Accounts {
			d.Accounts[i].Cites = renamed(d.Accounts[i].Cites)
		}
	}
}

// sealed holds the finished edition against what it must not hold. All else was judged on the team's.
func (b *builder) sealed() {
	if b.r.audience == Team {
		return
	}
	v := rubric.Verdict{ID: "Q18", Result: rubric.Met}
	open, met := b.noLeaks()
	if v.Why = met; open != "" {
		v.Result, v.Why, v.Where = rubric.Open, open, b.s.Mended(b.o.Words, v.ID)
	}
	b.r.Checks = []rubric.Verdict{v}
}

// forCustomers leaves out whole parts.
func (r *Review) forCustomers() {
	unsure := func(s Sentence) bool {
		return s.Note || s.State != confirmed || s.Machine || len(s.Unsupported) > 0 || strings.Contains(s.Label, "differ")
	}
	titles := map[string]string{SectionTimeline: "What happened", SectionRemedy: "What restored service", SectionPrevention: "What changes"}
	var kept []Section
	for _, sec := range r.Sections {
		sec.Title = cmp.Or(titles[sec.ID], sec.Title)
		switch sec.ID {
		case SectionHeader:
			sec.Sentences = nil
			kept = append(kept, sec)
			continue
		case SectionBrief, SectionImpact, SectionTimeline:
			sec.Sentences = slices.DeleteFunc(sec.Sentences, unsure)
		case SectionRemedy:
			sec.Sentences = slices.DeleteFunc(sec.Sentences, func(s Sentence) bool { return unsure(s) || s.Group != remedies[0].title })
			for i := range sec.Sentences {
				sec.Sentences[i].Group = "" // it is the heading now
			}
		case SectionPrevention:
			sec.Sentences = r.promised()
		default:
			continue
		}
		if len(sec.Sentences) > 0 {
			for i := range sec.Sentences {
				sec.Sentences[i].Cites, sec.Sentences[i].Entries = []string{}, []string{}
				sec.Sentences[i].Corrected, sec.Sentences[i].Hand, sec.Sentences[i].ByHand = "", "", nil
			}
			kept = append(kept, sec)
		}
	}
	r.Sections = kept
	r.Timeline = slices.DeleteFunc(r.Timeline, func(m Moment) bool {
		talk := m.Kind == "comms" // what we told each other
		return talk || m.State != confirmed || m.At == nil || len(m.others) > 0 || len(m.backing.lacks) > 0
	})
	for i := range r.Timeline {
		r.Timeline[i].Cites, r.Timeline[i].entries = []string{}, []string{}
		r.Timeline[i].Corrected, r.Timeline[i].Hand, r.Timeline[i].backing = "", "", backing{}
	}
	if i := slices.IndexFunc(kept, func(s Section) bool { return s.ID == SectionTimeline }); i >= 0 {
		kept[i].Sentences = tell(r.Timeline)
		if len(r.Timeline) == 0 {
			r.Sections = slices.Delete(kept, i, i+1)
		}
	}
	r.Severity, r.sources = "", nil
	r.Causes, r.Actions, r.Disagreements, r.Gaps = []Cause{}, []Action{}, []Disagreement{}, []Gap{}
	r.head = head{facts: slices.DeleteFunc(r.head.facts, func(f fact) bool { return f.Name != "Impact" || r.Impact.From == nil })}
	r.Sections[0].Sentences = []Sentence{note(sentence(r.Title))}
}

// promised are the open actions that people confirmed, as sentences.
func (r *Review) promised() []Sentence {
	var out []Sentence
	for _, a := range r.Actions {
		if a.open() && !a.proposed && len(a.backing.lacks) == 0 {
			out = append(out, Sentence{Text: sentence(a.Text), State: confirmed})
		}
	}
	return out
}

// broad maps each role to the one that tells less about who it is: without what comes after a comma, and without a number.
func (r roster) broad() *strings.Replacer {
	var roles []string
	for _, role := range r.roles {
		roles = append(roles, role)
	}
	slices.SortFunc(roles, func(x, y string) int { return cmp.Or(len(y)-len(x), cmp.Compare(x, y)) })
	var pairs []string
	for _, role := range slices.Compact(roles) {
		if b := broadly(role); b != role && b != "" {
			pairs = append(pairs, role, b)
		}
	}
	return strings.NewReplacer(pairs...)
}

func broadly(role string) string {
	if i := strings.LastIndex(role, " ("); i > 0 && strings.Trim(role[i+2:], "0123456789)") == "" {
		role = role[:i]
	}
	role, _, _ = strings.Cut(role, ",")
	return strings.TrimSpace(role)
}

// An editor takes from texts what an edition says without.
type editor struct {
	audience Audience
	kinds    []string
	shapes   []leak.Shape
	roles    *strings.Replacer
}

func (e editor) text(s string) string {
	s = e.roles.Replace(s)
	var b strings.Builder
	at := 0
	for _, x := range leak.Find(s, e.shapes) {
		b.WriteString(s[at:x.From] + left[x.Kind])
		at = x.To
	}
	b.WriteString(s[at:])
	if e.audience != Customer {
		return b.String()
	}
	// Code is what a machine is told.
	var out strings.Builder
	for _, r := range runs(b.String()) {
		switch {
		case !r.Code:
			out.WriteString(r.Text)
		case slices.Contains(slices.Collect(maps.Values(left)), r.Text):
			out.WriteString(r.Text)
		default:
			out.WriteString("[detail]")
		}
	}
	return out.String()
}

// review goes over everything that can be read. A test fills every text there is and looks for what was passed over.
func (e editor) review(r *Review) {
	each := func(texts ...*string) {
		for _, t := range texts {
			*t = e.text(*t)
		}
	}
	all := func(list []string) []string {
		out := slices.Clone(list)
		for i := range out {
			out[i] = e.text(out[i])
		}
		return out
	}
	each(&r.Title, &r.Severity, &r.head.aim, &r.head.assembled)
	for i := range r.head.facts {
		f := &r.head.facts[i]
		each(&f.Value)
		if f.Name == "Took part" {
			f.Value = strings.Join(slices.Compact(strings.Split(f.Value, "; ")), "; ") // two of a role are told apart no more
		}
	}
	for i := range r.Sections {
		for j := range r.Sections[i].Sentences {
			s := &r.Sections[i].Sentences[j]
			each(&s.Text, &s.Label, &s.Corrected, &s.Hand)
			s.Unsupported, s.ByHand = all(s.Unsupported), all(s.ByHand)
		}
	}
	for i := range r.Timeline {
		m := &r.Timeline[i]
		each(&m.Text, &m.Told, &m.Corrected, &m.Hand)
		m.backing.each(all)
	}
	for i := range r.Causes {
		each(&r.Causes[i].Text)
	}
	for i := range r.Actions {
		a := &r.Actions[i]
		each(&a.Text, &a.DoneWhen, &a.dropped, &a.Corrected, &a.Hand)
		a.backing.each(all)
		if a.Owner != nil {
			owner := e.text(a.ownerName) // an id is known to the team's tools alone
			a.Owner, a.ownerName = &owner, owner
		}
	}
	for i := range r.Disagreements {
		d := &r.Disagreements[i]
		each(&d.About)
		for j := range d.Accounts {
			each(&d.Accounts[j].Text)
			d.Accounts[j].backing.each(all)
		}
	}
	for i := range r.Gaps {
		each(&r.Gaps[i].Text)
	}
	for i := range r.sources { // who is not of the channel cannot open a message, nor is it theirs to read
		r.sources[i].url, r.sources[i].text, r.sources[i].role = "", "", ""
	}
}
