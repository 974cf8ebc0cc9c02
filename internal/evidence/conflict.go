package evidence

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// An Account is what somebody says happened, with the time they give for it.
type Account struct {
	ID      string
	Text    string
	At      time.Time // Zero if unknown.
	Event   string
	Author  string
	Written time.Time
}

// A Conflict is one event of which accounts differ. All of them stand; none is preferred.
type Conflict struct {
	About    string   // A short neutral phrase, such as "When the directory was removed".
	Accounts []string // Ids, in the order given.
}

const (
	// recalled is how long after a moment an account of it is a memory and not a record.
	recalled = 30 * time.Minute
	// sameMoment is how far apart the times of one moment may lie: what lies further apart are two moments.
	sameMoment = 3 * time.Hour
	// answer is how soon one seat's time answers another's.
	answer = 5 * time.Minute
)

// Conflicts returns the events for which the accounts give different times, counts or durations. Records of the channel
// made at their own time are separate moments, however alike; a correction by its own author is no conflict.
func Conflicts(accounts []Account) []Conflict {
	views := make([]view, len(accounts))
	for i, a := range accounts {
		views[i] = look(a)
	}
	group := make([]int, len(accounts)) // The group of an account plus one; 0 for none.
	var found []Conflict
	members := [][]int{}
	about := []string{}
	late := bettered(views)
	for i := range views {
		for j := i + 1; j < len(views); j++ {
			if late[i] || late[j] {
				continue
			}
			what := differ(views, i, j)
			if what == "" || group[i] != 0 && group[i] == group[j] {
				continue
			}
			switch {
			case group[i] == 0 && group[j] == 0:
				members, about = append(members, []int{i, j}), append(about, what)
				group[i], group[j] = len(members), len(members)
			case group[j] == 0 && (rebuts(&views[i], &views[j]) || fits(views, members[group[i]-1], j)):
				group[j] = group[i]
				members[group[i]-1] = append(members[group[i]-1], j)
			case group[i] == 0 && (rebuts(&views[i], &views[j]) || fits(views, members[group[j]-1], i)):
				group[i] = group[j]
				members[group[j]-1] = append(members[group[j]-1], i)
			}
		}
	}
	for g, m := range members {
		c := Conflict{About: about[g]}
		for i := range accounts {
			for _, k := range m {
				if k == i {
					c.Accounts = append(c.Accounts, accounts[i].ID)
				}
			}
		}
		found = append(found, c)
	}
	return found
}

// fits reports whether an account speaks of the event that all of a group speak of: what is like one of them only would
// draw in what is unlike the others.
func fits(views []view, group []int, k int) bool {
	for _, m := range group {
		if views[m].class != views[k].class || !views[m].At.Equal(views[k].At) && differ(views, min(m, k), max(m, k)) == "" {
			return false
		}
	}
	return true
}

// A view is what an account says, ready to be compared.
type view struct {
	Account
	class   string            // What happened, as one of the classes.
	things  map[string]bool   // To what.
	order   []string          // The things by name.
	written map[string]string // How the thing was written.
	named   string            // The thing as written.
	seat    bool              // It says from where it was seen, or insists: "for us", "not before".
	insists bool              // It speaks against a time: "more like 14:10", "not before".
	over    bool              // It says that trouble was over, and not of what.
	ends    bool              // It tells when it was over.
	ordinal string            // "second", "again": one of several.
	amount  map[string]string
	denied  map[string]bool // Times it says are wrong.
}

// classes groups the words for one kind of moment.
var classes = map[string]map[string]bool{
	"back":      set("back resolved restored recovered loads loaded available healthy reachable recovery stream streams up"),
	"removed":   set("removed removal deleted deletion cleared clearing purged wiped cleaned cleanup dropped"),
	"out":       set("out live deployed released shipped rolled-out release deploy"),
	"merged":    set("merged merge"),
	"restarted": set("restarted restart rebooted reboot restarting"),
	"started":   set("started began start beginning opened onset"),
	"failing":   set("down failed broke failing crashed outage unavailable"),
	"reported":  set("reported report noticed reports mailed complained"),
	"paged":     set("paged alert fired alerted alarm page"),
	"sent":      set("sent announced posted mail email"),
	"raised":    set("raised declared"),
	"reverted":  set("reverted rollback rolled revert"),
	"finished":  set("finished completed ended"),
}

// classOrder keeps the reading of a text the same from run to run: the first class that applies is taken.
var classOrder = strings.Fields("removed restarted reverted out merged back paged raised reported sent finished started failing")

var sameThing = map[string]string{"website": "site", "page": "site", "webpage": "site", "shop": "site", "store": "site", "log": "logs", "stream": "logs", "streams": "logs", "db": "database", "box": "host", "machine": "host", "server": "host"}

func look(a Account) view {
	v := view{Account: a, things: map[string]bool{}, written: map[string]string{}, amount: map[string]string{}, denied: map[string]bool{}}
	ts := withoutRoles(actionTokens(a.Text))
	if hasAny(ts, "should would will expected") || conveys(ts) {
		return v // A forecast is no account, and a message tells when it was written, not when what it says happened.
	}
	for i, t := range ts {
		if t.kind == clock && identified(ts, i) {
			v.denied[t.low] = true
			ts = ts[:i-1] // What it says of another's time is not what it tells.
			break
		}
	}
	for _, name := range classOrder {
		for i, t := range ts {
			if things[at(ts, i+1).low] && !isPast(t.low) || t.low == "page" && !summons(ts, i) {
				continue // "The cleanup script" has cleaned nothing yet.
			}
			if classes[name][t.low] && !bounded(ts[:i]) && !(oneOf(t.low, "up back") && !oneOf(at(ts, i-1).low, "is was were are be came comes") && i > 0) {
				v.class = name
				break
			}
		}
		if v.class != "" {
			break
		}
	}
	for i, t := range ts {
		w := t.low
		switch {
		case t.kind == number && durations[at(ts, i+1).low]:
			v.amount[unit(ts[i+1].low)] = w
		case t.kind == clock && deniedAt(ts, i):
			v.denied[w] = true
		case oneOf(w, "first second third again another 1st 2nd 3rd retry twice last next"):
			v.ordinal = w
		case says(ts[i:min(len(ts), i+2)], "not before, not earlier, not later, more like"):
			v.seat, v.insists = true, true
		case w == "side",
			w == "for" && (at(ts, i+1).low == "us" || at(ts, i+1).low == "me" || at(ts, i+1).low == "the" && !things[at(ts, i+2).low] || departments[at(ts, i+1).low] || at(ts, i+2).low == "team"):
			v.seat = true
		case (things[w] || t.kind == ident || t.kind == code) && !classes[v.class][w] && t.kind != clock && !oneOf(w, "team support monitor ping"):
			if v.named == "" {
				v.named = t.text
			}
			v.things[thing(w)] = true
			v.written[thing(w)] = t.text
		}
	}
	v.order = slices.Sorted(maps.Keys(v.things))
	v.over = over(ts)
	v.ends = v.class == "back" || v.over
	return v
}

// bounded reports whether what follows the tokens only bounds something else, whose time it is: "until the fix was".
func bounded(ts []token) bool {
	for i := len(ts) - 1; i >= max(0, len(ts)-6) && ts[i].kind != mark; i-- {
		if oneOf(ts[i].low, "until till before after since") {
			return at(ts, i-1).low != "not" && at(ts, i+1).kind != clock
		}
	}
	return false
}

// seats are the nouns in which the roles of people end.
var seats = set(`maintainer engineer lead manager developer admin administrator operator contact owner desk analyst architect responder commander officer head sre dba
	designer tester consultant technician specialist supervisor director scientist`)

// withoutRoles takes "the release engineer" out: who tells it is no part of what happened.
func withoutRoles(ts []token) []token {
	out := make([]token, 0, len(ts))
	for _, t := range ts {
		if seats[t.low] {
			for n := 0; n < 4 && len(out) > 0; n++ {
				last := out[len(out)-1]
				if last.kind == mark || auxiliaries[last.low] || last.low == "for" {
					break
				}
				out = out[:len(out)-1]
				if last.low == "the" {
					break
				}
			}
			continue
		}
		out = append(out, t)
	}
	return out
}

func thing(w string) string {
	if s, ok := strings.CutSuffix(w, "s"); ok && things[s] {
		w = s
	}
	if s, ok := sameThing[w]; ok {
		return s
	}
	return w
}

func unit(w string) string { return strings.TrimSuffix(strings.Replace(w, "mins", "minutes", 1), "s") }

// differ says what the accounts differ about, or "".
func differ(views []view, i, j int) string {
	a, b := &views[i], &views[j]
	if a.ID == b.ID || corrects(a, b) || corrects(b, a) {
		return ""
	}
	if rebuts(a, b) {
		return "The time of one event"
	}
	if ended(views, a, b) {
		return "When it was over"
	}
	if a.class != b.class && !(a.seat && b.seat) {
		return ""
	}
	shared := a.shares(b)
	for u, n := range a.amount {
		if m := b.amount[u]; m != "" && m != n && shared != "" && len(a.things) <= len(b.things)+1 && len(b.things) <= len(a.things)+1 && a.class == b.class && a.Author != b.Author {
			return "How long it took: " + shared
		}
	}
	if a.At.IsZero() || b.At.IsZero() || a.class == "" || !sameTurn(a.ordinal, b.ordinal) {
		return ""
	}
	apart := a.At.Truncate(time.Minute).Sub(b.At.Truncate(time.Minute)).Abs()
	if apart == 0 || apart > sameMoment || !a.memory() && !b.memory() || separate(views, a, b) {
		return ""
	}
	bare := len(a.things) == 0 && a.insists || len(b.things) == 0 && b.insists // "The removal was more like 14:10."
	answers := a.seat && b.seat && a.Author != b.Author && a.Written.Sub(b.Written).Abs() <= answer
	switch {
	case a.class == b.class && (shared != "" || bare && apart <= time.Hour):
	case answers && (a.class == b.class || shared != ""):
	default:
		return ""
	}
	named := a.written[shared]
	if named == "" {
		named = a.named
	}
	if named == "" {
		named = b.named
	}
	return about(a.class, named)
}

// shares is the first thing by name that two accounts both speak of, or "".
func (v *view) shares(o *view) string {
	for _, t := range v.order {
		if o.things[t] {
			return t
		}
	}
	return ""
}

// sameTurn reports whether two ordinals may speak of one moment; the first of several is often just "it".
func sameTurn(a, b string) bool {
	return a == b || a == "" && oneOf(b, "first 1st") || b == "" && oneOf(a, "first 1st")
}

// memory reports whether an account was written well after its moment.
func (v *view) memory() bool { return v.Written.Sub(v.At) > recalled }

// corrects reports whether a is b's author saying that b's time was wrong.
func corrects(a, b *view) bool {
	return len(a.denied) > 0 && a.Author == b.Author && a.denied[b.At.Format("15:04")]
}

// separate reports whether each of two accounts has a record of its own, made at its own time: two moments of one kind.
func separate(views []view, a, b *view) bool {
	return recorded(views, a) && recorded(views, b) && !a.seat && !b.seat
}

func recorded(views []view, v *view) bool {
	for i := range views {
		o := &views[i]
		if !o.memory() && !o.At.IsZero() && o.class == v.class && o.At.Sub(v.At).Abs() < 2*time.Minute {
			for t := range v.things {
				if o.things[t] {
					return true
				}
			}
		}
	}
	return false
}

func about(class, named string) string {
	if named == "" {
		return "When it was " + class
	}
	subject := "the " + named
	if strings.ContainsAny(named, "`/._") || named != strings.ToLower(named) {
		subject = named
	}
	verb := "was"
	if strings.HasSuffix(named, "s") && things[strings.TrimSuffix(named, "s")] {
		verb = "were"
	}
	return "When " + subject + " " + verb + " " + class
}
