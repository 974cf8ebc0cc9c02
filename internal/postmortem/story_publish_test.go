package postmortem

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// publishing is what a line of a story asks about a draft, and about what is published.
func (st *stage) publishing(verb, arg string) (InputBody, bool) {
	first, rest, _ := strings.Cut(arg, " ")
	switch verb {
	case "/agree":
		return Agree{}, true
	case "/remark":
		return MakeRemark{Text: arg}, true
	case "/settled":
		n, err := strconv.Atoi(arg)
		if err != nil {
			st.t.Fatalf("%s %s: %v", verb, arg, err)
		}
		return SettleRemark{Number: n}, true
	case "/uncite":
		return Uncite{Entry: first, Text: rest}, true
	case "/write":
		return Write{Section: first, Text: rest}, true
	case "/dismiss":
		return Dismiss{Finding: first, Reason: rest}, true
	case "/restate": // the window of the impact as HH:MM-HH:MM
		from, to, _ := strings.Cut(first, "-")
		return Restate{Severity: st.s.Severity, Began: st.clockOf(from), Ended: st.clockOf(to)}, true
	case "/publish":
		return Publish{Audience: Audience(arg)}, true
	case "/title":
		return Retitle{Title: arg}, true
	case "/canvasgone":
		return CanvasMissing{st.s.Canvas.ID}, true // somebody deleted it
	}
	return nil, false
}

// canvas does what is to be done to one.
func (st *stage) canvas(e Effect) InputBody {
	switch e := e.(type) {
	case MakeCanvas:
		if st.noCanvas != "" {
			return CanvasRefused{Reason: st.noCanvas}
		}
		st.canvases++
		return CanvasMade{fmt.Sprintf("F%d", st.canvases)}
	case FillCanvas:
		st.told = append(st.told, "bot writes canvas "+e.ID)
	case ShareCanvas:
		st.told = append(st.told, "bot opens canvas "+e.ID+" to the channel")
	case DropCanvas:
		st.told = append(st.told, "bot deletes canvas "+e.ID)
	}
	return Delivered{Effect: e}
}

// finds is what the next examinations of the document will find, such as "Q31!" for
// what cannot be waived, "Q23/ab" for words, or nothing.
func (st *stage) finds(arg string) {
	st.found = nil
	for word := range strings.FieldsSeq(arg) {
		id, must := strings.CutSuffix(word, "!")
		check, of, _ := strings.Cut(id, "/")
		st.found = append(st.found, Finding{Check: check, Of: of, Waivable: !must})
	}
}

// examined is what an examination of the document finds that was not waived.
func (st *stage) examined() ChecksRead {
	b := ChecksRead{Seq: st.s.Seq, Why: map[string]string{}}
	for _, f := range st.found {
		if _, waived := st.s.Waivers[f.Check]; waived || st.s.Publication.Dismissed[f.ID()] {
			continue
		}
		b.Findings = append(b.Findings, f)
		b.Why[f.ID()] = "what check " + f.Check + " is about is not there"
	}
	return b
}

// publishable shows how the criteria for publishing stand.
func (st *stage) publishable() []string {
	out := []string{string(st.s.Status)}
	for _, c := range st.s.Publishable() {
		out = append(out, fmt.Sprintf("%s %s: %s", c.ID, c.State, c.What(st.g.Words)))
	}
	return out
}

// changes shows what a version says otherwise than the one before.
func (st *stage) changes(version string) []string {
	n, err := strconv.Atoi(version)
	if err != nil {
		st.t.Fatal(err)
	}
	var out []string
	for _, c := range st.s.Changes(n) {
		out = append(out, fmt.Sprintf("%s %s: %q, then %q", c.Entry.ID, c.How, c.Before, c.After))
	}
	return out
}

// clockOf is a time of the day of the story; zero where there is none.
func (st *stage) clockOf(text string) time.Time {
	at, err := time.Parse("15:04", text)
	if err != nil {
		return time.Time{}
	}
	return time.Date(st.now.Year(), st.now.Month(), st.now.Day(), at.Hour(), at.Minute(), 0, 0, time.UTC)
}
