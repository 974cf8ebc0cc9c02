package report

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

// A source is a message that the document cites.
type source struct {
	id, url string
	at      time.Time // when it was written; zero if its ts is no time
	role    string    // of its author
	text    string    // as the document may show it, cut where it is long; "" where it may not, or is erased
}

// shownOfMessage is how many characters of a message are shown beside a sentence that cites it.
const shownOfMessage = 1000

// cite names sources as review.json lists them. A message that was deleted is no source.
func (b *builder) cite(refs []postmortem.Ref) []string {
	cites := []string{}
	for _, ref := range refs {
		if ref.TS == "" || b.s.Messages[ref].Gone {
			continue
		}
		src, ok := b.cited[ref]
		if !ok {
			src = source{id: ref.Key(), at: written(ref), role: b.roster.role(b.s.Messages[ref].Author)}
			if text := b.s.Text(ref.Key()); ref.Channel == b.s.Place.Channel && !b.s.Exposed(ref) && (b.o.Shown == nil || b.o.Shown(text)) {
				src.text = cut(b.text(cut(hushed(text), 2*shownOfMessage)), shownOfMessage)
			}
			if b.o.Cite != nil {
				if id, url := b.o.Cite(ref); id != "" {
					src.id, src.url = id, webLink(url)
				}
			}
			b.cited[ref] = src
		}
		if !slices.Contains(cites, src.id) {
			cites = append(cites, src.id)
		}
	}
	return cites
}

// written reads a message's time from its ts, which counts seconds since 1970.
func written(ref postmortem.Ref) time.Time {
	sec, _, _ := strings.Cut(ref.TS, ".")
	n, err := strconv.ParseInt(sec, 10, 64)
	if err != nil || n <= 0 {
		return time.Time{}
	}
	return time.Unix(n, 0).UTC()
}

// webLink lets nothing but a plain web address become a link.
func webLink(url string) string {
	if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") || strings.ContainsAny(url, " <>\"()\n\t\\`") {
		return ""
	}
	return url
}

// number puts the sources in the order in which the document cites them.
func (b *builder) number() {
	byID := map[string]source{}
	for _, src := range b.cited {
		byID[src.id] = src
	}
	add := func(ids []string) {
		for _, id := range ids {
			if src, ok := byID[id]; ok {
				b.r.sources = append(b.r.sources, src)
				delete(byID, id)
			}
		}
	}
	for _, sec := range b.r.Sections {
		for _, st := range sec.Sentences {
			add(st.Cites)
		}
	}
	for _, d := range b.r.Disagreements {
		for _, a := range d.Accounts {
			add(a.Cites)
		}
	}
	for _, a := range b.r.Actions {
		add(a.Cites)
	}
}

// counted says how many messages the review rests on, and how many it leaves out.
func (b *builder) counted() (used, left int) {
	used = len(b.r.sources)
	talk, history := 0, 0
	for _, m := range b.s.Messages {
		switch {
		case m.Gone || m.Thread != "":
		case m.Phase == "":
			history++
		default:
			talk++
		}
	}
	return used, max(0, talk+max(history, b.s.History.Lines)-used)
}

// glossary explains the short forms that people used, in their own words.
func (b *builder) glossary() []Sentence {
	var out []Sentence
	for _, it := range b.items(postmortem.Term) {
		out = append(out, it.say("Glossary", ""))
	}
	slices.SortStableFunc(out, func(x, y Sentence) int { return strings.Compare(x.Text, y.Text) })
	return out
}

// listSources says which messages the document rests on, once they are numbered.
func (b *builder) listSources(sec *Section) {
	used, left := b.counted()
	if used == 0 {
		sec.Sentences = append(sec.Sentences, note("No message is cited, for nothing was recorded. Entries are made from messages in all phases."))
		return
	}
	n := note(plural(used, "message was", "messages were") + " used, and " + strconv.Itoa(left) + " left out. The numbers in the text lead here.")
	for _, src := range b.r.sources {
		n.Cites = append(n.Cites, src.id)
	}
	sec.Sentences = append(sec.Sentences, n)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
