package postmortem

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var update = flag.Bool("update", false, "rewrite the stories in testdata")

// TestStories plays the meetings in testdata/*.txt. A line is what somebody did
// at a time; the indented lines below it are what followed. With -update what
// follows is written anew, and the diff is to be read.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := tell(t, want)
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("the meeting goes otherwise (-told +played):\n%s", diff)
			}
		})
	}
}

func tell(t *testing.T, script []byte) []byte {
	var out bytes.Buffer
	s := newStage(t)
	lines := bufio.NewScanner(bytes.NewReader(script))
	for lines.Scan() {
		line := lines.Text()
		if strings.HasPrefix(line, "      ") {
			continue // what followed when this was written
		}
		fmt.Fprintln(&out, line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		for _, followed := range s.play(line) {
			fmt.Fprintln(&out, "      "+followed)
		}
	}
	return out.Bytes()
}

// stage is a meeting with a world that does at once whatever is ordered.
type stage struct {
	t    *testing.T
	g    Guide
	s    *Session
	day  string // on which the next line is played
	now  time.Time
	ts   int
	tone map[Ref]ToneRead    // what the checker will say
	of   map[string]ToneRead // the same, of an account by its text
	refs map[string]Ref      // m1, m2 … in the order of speaking
	past []Line              // of the incident channel

	present []Person // in it, whether they say something or not
	log     []EventRecord
	told    []string

	found []Finding // what an examination of the document finds

	noCanvas string // why none can be made; empty: it can
	canvases int    // how many were made

	heard     func(InputBody)           // sees what is offered; nil: nobody does
	whispered func(Whisper)             // sees what is said to one person
	posted    func(slot string, c Card) // sees what is said to all
	fails     func() bool               // whether what is ordered cannot be done; nil: it never fails
}

var cast = map[string]Person{
	"ana": {ID: "UANA", Name: "Ana A.", Role: "review lead", Zone: "Europe/Madrid"},
	"bo":  {ID: "UBO", Name: "Bo B.", Role: "on-call engineer", Zone: "Europe/Berlin"},
	"cy":  {ID: "UCY", Name: "Cy C.", Role: "support", Zone: "Etc/UTC"},
	"di":  {ID: "UDI", Name: "Di D.", Zone: "Etc/UTC"},
	"mo":  {ID: "UMO", Name: "Mo M.", Role: "manager", Zone: "Etc/UTC"},
	"aro": {ID: "UARO", Name: "Aro A.", Role: "network engineer", Zone: "Pacific/Auckland"},
	"sam": {ID: "USAM", Name: "Sam S.", Role: "database engineer", Zone: "America/Los_Angeles"},
	"tom": {ID: "UTOM", Name: "tomas", RealName: "Tomás Wexler", Role: "storage engineer", Zone: "Etc/UTC"},
}

func newStage(t *testing.T) *stage {
	return &stage{t: t, g: DefaultGuide(), day: "2026-03-25", s: &Session{Opened: Opened{ID: "PM-1"}}, tone: map[Ref]ToneRead{}, of: map[string]ToneRead{}, refs: map[string]Ref{}}
}

// play does what a line says: "HH:MM[:SS] who: text", "HH:MM who /verb rest",
// "HH:MM ." for a tick, or "2026-03-25" for the day of what follows; in UTC. A text may end in "{category severity}": the tone
// checker will say so.
func (st *stage) play(line string) []string {
	st.told = nil
	if day, ok := ParseDay(line); ok {
		st.day = string(day)
		return nil
	}
	clock, rest, _ := strings.Cut(line, " ")
	if len(clock) == 5 {
		clock += ":00"
	}
	at, err := time.Parse("2006-01-02 15:04:05", st.day+" "+clock)
	if err != nil {
		st.t.Fatalf("%q: %v", line, err)
	}
	st.now = at
	if strings.HasPrefix(rest, "past ") {
		st.remember(strings.TrimPrefix(rest, "past "))
		return nil
	}
	if rest == "." {
		st.give(Person{}, Tick{})
		return st.told
	}
	name, text, _ := strings.Cut(rest, " ")
	who, ok := cast[strings.TrimSuffix(name, ":")]
	if !ok {
		st.t.Fatalf("%q: nobody is called %s", line, name)
	}
	if strings.HasSuffix(name, ":") {
		st.say(who, text)
		return st.told
	}
	verb, arg, _ := strings.Cut(text, " ")
	switch verb {
	case "/gate":
		return st.gate(Phase(arg))
	case "/tree":
		return st.tree()
	case "/show":
		return []string{short(st.g.Render(st.s, arg).Plain())}
	case "/times":
		return st.times()
	case "/until":
		until, over := st.s.OpenUntil()
		return []string{fmt.Sprintf("open until %s UTC, over days: %t", until.Format("Mon 2006-01-02 15:04"), over)}
	case "/roster":
		return st.roster()
	case "/model":
		st.g.Rewords = true
		return nil
	case "/present":
		for _, who := range strings.Fields(arg) {
			st.present = append(st.present, cast[who])
		}
		return nil
	case "/together":
		e, _ := st.s.Entry(arg)
		return []string{fmt.Sprint(st.s.Together(e))}
	case "/differs":
		var out []string
		for _, p := range st.g.Render(st.s, SlotBoard(Timeline)).Parts {
			if i := slices.IndexFunc(p.Buttons, func(b Button) bool { return b.Action == DoApart }); i >= 0 {
				out = append(out, p.Buttons[i].Label+" "+p.Buttons[i].Value)
			}
		}
		return out
	case "/known":
		return slices.Sorted(maps.Keys(st.s.Everybody()))
	case "/text":
		return []string{st.s.Text(arg)}
	case "/contact":
		st.g.Contact = arg
		return nil
	case "/wording":
		return st.wording()
	case "/nocanvas":
		st.noCanvas = arg
		return nil
	case "/finds":
		st.finds(arg)
		return nil
	case "/publishable":
		return st.publishable()
	case "/changes":
		return st.changes(arg)
	}
	st.give(who, st.body(verb, arg))
	return st.told
}

// tree shows the causes as the board does.
func (st *stage) tree() []string {
	var out []string
	for _, p := range st.s.treeParts(st.g.Words, st.s.Live(Cause)) {
		out = append(out, strings.ReplaceAll(p.Text, "\u2003", "  "))
	}
	return out
}

// times shows when each event was, in UTC.
func (st *stage) times() []string {
	var out []string
	for _, e := range st.s.Timeline() {
		at := e.At.Format("15:04")
		if e.At.IsZero() {
			at = "unknown"
		}
		out = append(out, fmt.Sprintf("%s %s %s", e.ID, at, st.s.Text(e.ID)))
	}
	return out
}

// remember is what somebody said in the incident channel, before the review.
func (st *stage) remember(line string) {
	name, text, _ := strings.Cut(line, ": ")
	ref := Ref{"C1", fmt.Sprintf("%d.%06d", st.now.Unix(), 0)}
	st.past = append(st.past, Line{Ref: ref, Author: cast[name], Text: text, At: st.now})
}

// gate shows how the criteria of a phase stand.
func (st *stage) gate(p Phase) []string {
	var out []string
	for _, c := range st.s.Gate(p) {
		line := fmt.Sprintf("%s %s: %s", c.ID, c.State, c.What(st.g.Words))
		if !c.Must {
			line += " (should)"
		}
		if c.State == GateWaived {
			line += fmt.Sprintf(" (%s: %s)", c.By, st.s.Text(ReasonKey(c.ID)))
		}
		out = append(out, line)
	}
	return out
}

func (st *stage) say(who Person, text string) {
	st.ts++
	ref := Ref{"C1", fmt.Sprintf("%d.%06d", st.now.Unix(), st.ts)}
	st.refs[fmt.Sprintf("m%d", len(st.refs)+1)] = ref
	text, read := verdict(text)
	if read.Flag {
		st.tone[ref] = read
	}
	st.give(who, Heard{Ref: ref, Text: text})
}

// verdict takes what the checker will say off the end of a text.
func verdict(text string) (words string, read ToneRead) {
	words, told, ok := strings.Cut(text, " {")
	category, severity, _ := strings.Cut(strings.TrimSuffix(told, "}"), " ")
	return words, ToneRead{Flag: ok, Category: category, Severity: severity, Wording: "What did we see at that point?"}
}

func (st *stage) body(verb, arg string) InputBody {
	first, rest, _ := strings.Cut(arg, " ")
	if body, ok := st.plan(verb, arg); ok {
		return body
	}
	switch verb {
	case "/start":
		return Start{Title: arg}
	case "/start-async", "/start-hybrid":
		return Start{Title: arg, Mode: Mode(strings.TrimPrefix(verb, "/start-"))}
	case "/mode":
		return Turn{Mode(arg)}
	case "/away", "/holiday":
		return st.daysOff(verb, strings.Fields(arg))
	case "/account":
		text, read := verdict(arg)
		st.of[text] = read
		return Account{Phase: st.s.Phase, Text: text}
	case "/unseal":
		return Unseal{}
	case "/takeback":
		return TakeBack{SlotAccount(Phase(first), cast[rest].ID)}
	case "/object":
		return Object{Phase: st.s.Phase, Reason: arg}
	case "/nothing":
		return NothingToAdd{Phase(arg)}
	case "/next":
		return Advance{}
	case "/back":
		return GoBack{}
	case "/finish":
		return Finish{}
	case "/cancel":
		return Cancel{}
	case "/waive":
		return Waive{Criteria: []string{first}, Reason: rest}
	case "/accept-wording":
		return AcceptWording{Section: arg}
	case "/assembled":
		return UseAssembled{Section: arg}
	case "/pause":
		return Pause{}
	case "/resume":
		return Resume{}
	case "/handover":
		return HandOver{To: cast[arg]}
	case "/zone":
		return SetZone{Zone: arg}
	case "/myzone":
		return SetZone{Zone: arg, Own: true}
	case "/form", "/form-of": // "[DAY] FROM TO ZONE title": the start form, filled in
		day := st.day
		if verb == "/form-of" {
			day, arg, _ = strings.Cut(arg, " ")
		}
		from, rest, _ := strings.Cut(arg, " ")
		to, rest, _ := strings.Cut(rest, " ")
		zone, title, _ := strings.Cut(rest, " ")
		at := func(clock string) time.Time {
			m, err := time.Parse("2006-01-02 15:04", day+" "+clock)
			if err != nil {
				st.t.Fatal(err)
			}
			return m
		}
		return Start{Title: title, Began: at(from), Ended: at(to), Zone: zone}
	case "/hush":
		return Hush{On: true}
	case "/ask":
		return Hush{}
	case "/quiet":
		return Quieten{Off: first == "off"}
	case "/add":
		return Add{Kind: Kind(first), Text: rest}
	case "/confirm":
		return Confirm{Entries: strings.Fields(arg)}
	case "/leaveout":
		return LeaveOut{Entries: strings.Fields(arg)}
	case "/confirmall":
		return ConfirmAll{Phase: Phase(arg)}
	case "/reword":
		return Edit{Entry: first, Text: rest}
	case "/under":
		return Edit{Entry: first, Under: rest}
	case "/kind":
		return Edit{Entry: first, Cause: rest}
	case "/sure":
		return Edit{Entry: first, Sure: Confidence(rest)}
	case "/merge":
		return Merge{Entry: first, Into: rest}
	case "/dispute":
		return Dispute{Entry: first, Text: rest}
	case "/accept":
		return Accept{Entry: arg}
	case "/done":
		return Complete{Entry: arg}
	case "/drop":
		return Drop{Entry: first, Reason: rest}
	case "/reopen":
		return Reopen{Entry: arg}
	case "/later":
		return Postpone{Entry: first, Due: rest}
	case "/notnow":
		return NotNow{st.refs[arg]}
	case "/mute":
		return Mute{st.refs[arg]}
	case "/use":
		return UseWording{st.refs[arg]}
	case "/edit":
		delete(st.tone, st.refs[first]) // the verdict was on the words before
		return Edited{Ref: st.refs[first], Text: rest}
	case "/delete":
		return Retracted{st.refs[arg]}
	}
	if b, ok := st.people(verb, arg); ok {
		return b
	}
	if b, ok := st.publishing(verb, arg); ok {
		return b
	}
	st.t.Fatalf("no verb %s", verb)
	return nil
}

// daysOff reads "2026-12-24 [to 2026-12-28] [who|zone]", or "none [who|zone]".
func (st *stage) daysOff(verb string, words []string) InputBody {
	var days []Day
	none, about := false, ""
	for _, w := range words {
		if day, ok := ParseDay(w); ok {
			days = append(days, day)
		} else if w == "none" {
			none = true
		} else if w != "to" {
			about = w
		}
	}
	days = append(days, "", "")
	if verb == "/away" {
		return Away{Who: cast[about], From: days[0], To: days[1], None: none}
	}
	return Holiday{Zone: about, From: days[0], To: days[1], None: none}
}

// give offers an input and does what is ordered, like the loop would.
func (st *stage) give(who Person, body InputBody) {
	if st.heard != nil {
		st.heard(body)
	}
	in := Input{At: st.now, By: who, Place: Place{"T1", "C1", st.s.Place.Thread}, Session: st.s.ID, Body: body}
	before := st.s.Clone()
	d, err := st.g.Decide(st.s, in)
	if diff := differ(before, st.s); diff != "" {
		st.t.Fatalf("Decide changed the session it was shown:\n%s", diff)
	}
	if err != nil {
		st.told = append(st.told, "(to "+who.Name+") "+err.Error())
		return
	}
	if len(d.Effects) > 0 && len(d.Events) == 0 {
		st.t.Fatalf("%T has effects without an event", body)
	}
	st.take(in, d)
	if d.Reply != "" {
		st.told = append(st.told, "(to "+who.Name+") "+short(d.Reply))
	}
	if d.Held != "" {
		st.told = append(st.told, "nothing is whispered: "+string(d.Held))
	}
	for _, e := range d.Effects {
		st.do(e)
	}
}

// written is an event as it is read again after a start of the bot.
func (st *stage) written(e EventRecord) (read EventRecord) {
	b, err := e.MarshalJSON()
	if err == nil {
		err = read.UnmarshalJSON(b)
	}
	if err != nil {
		st.t.Fatal(err)
	}
	return read
}

// take does what the store does.
func (st *stage) take(in Input, d Decision) {
	for _, body := range d.Events {
		e := st.written(EventRecord{Seq: st.s.Seq + 1, At: in.At, By: in.By.ID, Body: body})
		st.s.Apply(e)
		st.log = append(st.log, e)
		switch b := body.(type) {
		case Recorded:
			st.told = append(st.told, fmt.Sprintf("%s %s %s: %s", b.State, b.ID, b.Kind, d.Texts[b.ID]))
		case Changed:
			st.told = append(st.told, fmt.Sprintf("changed %s: owner %q, %s, due %s", b.ID, b.Owner, b.Action, day(b.Due)))
		case Judged:
			st.told = append(st.told, fmt.Sprintf("%s is %s", b.Entry, b.State))
		}
	}
	for key, text := range d.Texts {
		if text == "" {
			delete(st.s.Texts, key)
		} else {
			st.s.Texts[key] = text
		}
	}
	if d.Private != nil {
		st.s.Private = *d.Private
	}
}

// differ is how two sessions differ; it is fast where they do not.
func differ(a, b *Session) string {
	if reflect.DeepEqual(a, b) {
		return ""
	}
	return cmp.Diff(a, b, cmpopts.EquateEmpty())
}

func day(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.Format(time.DateOnly)
}

// card is what a message of the bot says now.
func (st *stage) card(slot string) Card {
	if IsCanvas(slot) {
		return st.g.CanvasCard(st.s, "https://slack/docs/T1/"+st.s.Canvas.ID)
	}
	return st.g.Render(st.s, slot)
}

func (st *stage) do(e Effect) {
	if _, reads := e.(CheckTone); !reads && st.fails != nil && st.fails() {
		st.give(Person{}, GaveUp{Effect: e, Reason: "Slack did not answer."})
		return
	}
	switch e := e.(type) {
	case Post:
		if st.g.Moot(st.s, e.Slot) {
			st.told = append(st.told, "needless by now: "+e.Slot)
			return
		}
		st.ts++
		if st.posted != nil {
			st.posted(e.Slot, st.card(e.Slot))
		}
		st.told = append(st.told, "bot, "+e.Slot+": "+short(st.card(e.Slot).Plain()))
		ref := Ref{"C1", fmt.Sprintf("%d.%06d", st.now.Unix(), st.ts)}
		if _, _, ok := accountOf(e.Slot); ok {
			st.tone[ref] = st.of[st.s.Text(e.Slot)]
		}
		if _, ok := st.s.voiceOf(e.Slot); ok {
			_, st.tone[ref] = verdict(st.s.Text(e.Slot))
		}
		st.give(Person{}, Delivered{Effect: e, Ref: ref})
	case Whisper:
		if st.g.Answered(st.s, e) {
			st.told = append(st.told, "needless by now: "+e.Ask.Name)
			return
		}
		if st.whispered != nil {
			st.whispered(e)
		}
		who := e.To
		for _, p := range cast {
			if p.ID == e.To {
				who = p.Name
			}
		}
		how := "bot whispers to "
		if e.Ask != nil {
			how = "bot writes to "
		}
		st.told = append(st.told, how+who+": "+short(e.Card.Plain()))
		st.give(Person{}, Delivered{Effect: e})
	case Refresh:
		e.Digest = st.g.Render(st.s, e.Slot).Digest()
		st.give(Person{}, Delivered{Effect: e})
	case CheckTone:
		read := st.tone[e.Ref]
		read.Ref, read.Version, read.Named = e.Ref, e.Version, st.s.NamedIn(st.present, st.s.Text(e.Ref.Key()))
		st.give(Person{}, read)
	case Reword:
		st.give(Person{}, st.worded(e.Section))
	case ReadHistory:
		st.give(Person{}, HistoryRead{Channel: e.Channel, Lines: st.past})
	case CatchUp:
		st.give(Person{}, ThreadRead{Lines: st.thread(), AskedAt: st.now, Named: st.s.NamedIn(st.present, "")})
	case Acquaint:
		st.give(Person{}, Acquainted{st.s.NamedIn(st.present, "")})
	case Upload:
		what := "the draft"
		if e.Version > 0 {
			what = fmt.Sprintf("version %d", e.Version)
		}
		if e.Audience != "" {
			what += " for the " + string(e.Audience)
		}
		st.told = append(st.told, "bot posts "+what+" as ."+e.Format)
		st.ts++
		st.give(Person{}, Delivered{Effect: e, Ref: Ref{"C1", fmt.Sprintf("%d.%06d", st.now.Unix(), st.ts)}})
	case Discard:
		st.told = append(st.told, "bot takes away "+e.Ref.TS)
		st.give(Person{}, Delivered{Effect: e})
	case Examine:
		st.give(Person{}, st.examined())
	case MakeCanvas, FillCanvas, ShareCanvas, DropCanvas:
		st.give(Person{}, st.canvas(e))
	}
}

// wording shows what is kept of a model's words, and what became of them.
func (st *stage) wording() []string {
	var out []string
	for _, section := range Wordable() {
		line := section + " is " + string(st.s.Wordings[section])
		for _, r := range st.s.Wording(section) {
			line += "; " + r.Text
		}
		out = append(out, line)
	}
	return out
}

// worded is what a model may make of a section: two sentences, of an entry each.
func (st *stage) worded(section string) Reworded {
	r := Reworded{Section: section, Parts: 1, Was: map[string]string{}}
	for _, e := range st.s.Live() {
		if text := st.s.Text(e.ID); e.State == Confirmed && text != "" && len(r.Sentences) < 2 && section != "learnings" {
			r.Sentences = append(r.Sentences, Retold{Text: "In other words: " + text, Of: []string{e.ID}, Entries: []string{e.ID}})
			r.Was[e.ID] = text
		}
	}
	return r
}

// thread is the thread as Slack would page it.
func (st *stage) thread() []Line {
	var out []Line
	for r, m := range st.s.Messages {
		if m.Phase != "" && !m.Gone {
			out = append(out, Line{Ref: r, Author: st.s.People[m.Author], Text: st.s.Text(r.Key()), At: m.At})
		}
	}
	slices.SortFunc(out, func(a, b Line) int { return compareRefs(a.Ref, b.Ref) })
	return out
}

func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 100 {
		s = string(r[:99]) + "…"
	}
	return s
}
