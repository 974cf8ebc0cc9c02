package postmortem

import (
	"fmt"
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// asked is everything that people can ask of a meeting: a random meeting asks any
// of it at any time.
var asked = []InputBody{
	Start{}, Edited{}, Retracted{}, Advance{}, GoBack{}, Waive{}, HandOver{}, SeatPeople{}, Greet{}, Nod{}, Unreact{}, Entrust{}, Carry{}, SetAim{}, SetZone{},
	Narrate{}, Pause{}, Resume{}, Turn{}, Away{}, Holiday{}, NothingToAdd{}, Account{}, Unseal{}, TakeBack{}, Object{}, Finish{},
	Cancel{}, Add{}, Hush{}, Quieten{}, Confirm{}, LeaveOut{}, ConfirmAll{}, Edit{}, Merge{}, Dispute{}, Stub{}, Graft{}, Look{},
	Weigh{}, AcceptRisk{}, Settle{}, TellEnds{}, Split{}, Timeless{}, Retime{}, TellApart{}, Recalled{}, Pass{}, Accept{}, Complete{}, Drop{}, Reopen{}, Postpone{},
	UseWording{}, NotNow{}, Mute{}, Abstain{}, SayFor{}, Ballot{}, AcceptWording{}, UseAssembled{},
	Agree{}, MakeRemark{}, SettleRemark{}, Uncite{}, Write{}, Dismiss{}, Publish{},
	Retitle{}, Restate{},
}

// reported is what the world tells of itself: what is said, and what became of
// what was ordered.
var reported = []InputBody{Heard{}, Tick{}, Woke{}, Delivered{}, GaveUp{}, ToneRead{}, HistoryRead{}, ThreadRead{}, Acquainted{}, Reworded{}, ChecksRead{}}

// shown is what the world tells of the canvas of a published review.
var shown = []InputBody{CanvasMade{}, CanvasRefused{}, CanvasMissing{}}

// TestEveryInputIsDrawn fails when there is an input that no random meeting makes.
func TestEveryInputIsDrawn(t *testing.T) {
	made := map[string]bool{}
	for _, body := range slices.Concat(asked, reported, shown) {
		made[reflect.TypeOf(body).Name()] = true
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, f := range files {
		file, err := parser.ParseFile(gotoken.NewFileSet(), f, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.Name == "input" && fn.Recv != nil {
				there[fn.Recv.List[0].Type.(*ast.Ident).Name] = true
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(there)) {
		if !made[name] {
			t.Errorf("no random meeting makes %s; put it into asked, or where it is made into reported", name)
		}
	}
	if len(there) != len(made) {
		t.Errorf("%d inputs are there, %d are made", len(there), len(made))
	}
}

// TestAlwaysWhateverIsAsked holds random meetings in which people ask anything of
// the bot, sense or not, and what the bot does fails now and then.
func TestAlwaysWhateverIsAsked(t *testing.T) {
	t.Parallel()
	told, meetings := map[reflect.Type]bool{}, 0
	rapid.Check(t, func(rt *rapid.T) {
		meetings++
		a := newAlways(t, rt)
		a.st.heard = func(body InputBody) { told[reflect.TypeOf(body)] = true }
		a.st.fails = func() bool { return rapid.IntRange(0, 30).Draw(rt, "fails") == 0 }
		a.play("10:00 ana " + rapid.SampledFrom([]string{"/start-async", "/start-hybrid", "/start"}).Draw(rt, "mode") + " the checkout outage")
		for range rapid.IntRange(1, 40).Draw(rt, "steps") {
			a.wait()
			who := rapid.SampledFrom(slices.Sorted(maps.Keys(cast))).Draw(rt, "who")
			switch rapid.IntRange(0, 9).Draw(rt, "sense") {
			case 0:
				a.give(Person{}, Woke{})
			case 1, 2, 3, 4, 5:
				a.play(a.st.now.Format("15:04:05") + " " + step(rt, a.st, who))
			default:
				a.give(cast[who], a.anything())
			}
		}
		a.ends()
	})
	if t.Failed() || meetings < 1000 {
		return // too few to have seen everything
	}
	for _, body := range reported {
		if !told[reflect.TypeOf(body)] {
			t.Errorf("the world never said %T", body)
		}
	}
}

// anything draws an input that somebody might ask, with any content.
func (a *always) anything() InputBody {
	kind := reflect.TypeOf(rapid.SampledFrom(asked).Draw(a.rt, "input"))
	v := reflect.New(kind).Elem()
	a.fill(v)
	return v.Interface().(InputBody)
}

// fill draws the fields of a value: things of this meeting, things that are not
// there, and nothing.
func (a *always) fill(v reflect.Value) {
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		hours := rapid.IntRange(-30, 30).Draw(a.rt, "hours")
		if hours%3 != 0 {
			v.Set(reflect.ValueOf(a.st.now.Add(time.Duration(hours) * time.Hour)))
		}
		return
	case v.Type() == reflect.TypeFor[Person]():
		people := append(slices.Collect(maps.Values(cast)), Person{}, Person{ID: "UAPP", Bot: true}, Person{ID: "UOUT", Outsider: true}, Person{ID: "UNEW"})
		slices.SortFunc(people, func(a, b Person) int { return strings.Compare(a.ID, b.ID) })
		v.Set(reflect.ValueOf(rapid.SampledFrom(people).Draw(a.rt, "person")))
		return
	case v.Type() == reflect.TypeFor[Ref]():
		refs := append(slices.SortedFunc(maps.Values(a.st.refs), compareRefs), Ref{}, Ref{"C1", "1774000000.000100"}, Ref{"C9", "1.2"})
		v.Set(reflect.ValueOf(rapid.SampledFrom(refs).Draw(a.rt, "ref")))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			a.fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), rapid.IntRange(0, 2).Draw(a.rt, "length"), 2))
		for i := range v.Len() {
			a.fill(v.Index(i))
		}
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(a.rt, "bool"))
	case reflect.Int:
		v.SetInt(int64(rapid.IntRange(-1, 7).Draw(a.rt, "number")))
	case reflect.String:
		text := rapid.SampledFrom(a.strings(v.Type())).Draw(a.rt, v.Type().Name())
		if wordy(text) { // each its own, so that it is known where it went
			a.said++
			text += fmt.Sprintf(" no. %d", a.said)
		}
		v.SetString(text)
	default:
		a.st.t.Fatalf("nothing is known about drawing a %s", v.Type())
	}
}

// strings are what a string of a type may hold.
func (a *always) strings(of reflect.Type) []string {
	all := []string{"", "no such thing"}
	switch of {
	case reflect.TypeFor[Phase]():
		for _, p := range Phases() {
			all = append(all, string(p))
		}
		return all
	case reflect.TypeFor[Kind]():
		for _, k := range Addable() {
			all = append(all, string(k))
		}
		return append(all, string(Idea))
	case reflect.TypeFor[Mode]():
		return append(all, string(Live), string(Async), string(Hybrid))
	case reflect.TypeFor[Seat]():
		return append(all, string(SeatObserver), string(SeatLead), string(SeatParticipant))
	case reflect.TypeFor[Confidence]():
		return append(all, string(Likely), string(Hypothesis))
	case reflect.TypeFor[Audience]():
		return append(all, string(ForTeam), string(ForCustomer))
	case reflect.TypeFor[Day]():
		return append(all, a.st.now.Format(time.DateOnly), a.st.now.AddDate(0, 0, 3).Format(time.DateOnly), a.st.now.AddDate(0, 0, -3).Format(time.DateOnly))
	}
	for i := range min(len(a.st.s.Entries), 12) {
		all = append(all, a.st.s.Entries[i].ID)
	}
	for _, p := range cast {
		all = append(all, p.ID)
	}
	slices.Sort(all)
	return append(all, SectionMeans, SectionNotDone, "Q3", "Q31", "Q23/ab", "O3", "T1", "P2-1", "AI-1", "brief", "root_cause", "learnings", "start", "spread", "trigger", "signal", "helped", "action", "declined", "considered",
		"next friday", "2026-04-30", "yesterday", "Europe/Berlin", "09:12 UTC the error rate rose to 12%", "alert on the age of the queue <@UBO> by next friday",
		"&lt;!channel&gt; it was &amp; stays", strings.Repeat("long ", 200), fmt.Sprintf("said at %s", a.st.now.Format("15:04")))
}

func TestEveryKindHasAnExample(t *testing.T) {
	st := newStage(t)
	st.play("10:00 ana /start the checkout outage")
	for _, k := range Addable() {
		if said := st.play("10:01 ana /add " + string(k)); len(said) != 1 || !strings.Contains(said[0], "`add "+string(k)+" ") {
			t.Errorf("%s without words: %q", k, said)
		}
	}
}
