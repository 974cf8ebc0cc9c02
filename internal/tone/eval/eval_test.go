package eval

import (
	"math"
	"slices"
	"strings"
	"testing"
)

const rows = `{"id":"a","text":"who broke it","label":"blame","flag":true,"ambiguous":false,"source":"written","lang":"en","context":{"phase":"timeline","prev":"hm"}}
{"id":"b","text":"it broke","label":"none","flag":false,"ambiguous":true,"source":"real:x","lang":"en","context":{"phase":"timeline"}}

{"id":"c","category":"hindsight","label":"flag","severity":"S1","text":"you should have known"}
{"id":"d","category":"closure","label":"flag","text":"its dns, next"}
{"id":"e","category":"threat","label":"ok","text":"last warning in the log"}
{"text":"hello","source":"real:irc"}
`

func TestRead(t *testing.T) {
	items, err := Read(strings.NewReader(rows))
	if err != nil {
		t.Fatal(err)
	}
	want := []Item{
		{ID: "a", Text: "who broke it", Flag: true, Label: "blame", Source: Written, Lang: "en", Phase: "timeline", Prev: "hm"},
		{ID: "b", Text: "it broke", Label: None, Ambiguous: true, Source: "real:x", Lang: "en", Phase: "timeline"},
		{ID: "c", Text: "you should have known", Flag: true, Label: "counterfactual"},
		{ID: "d", Text: "its dns, next", Label: None},
		{ID: "e", Text: "last warning in the log", Label: "threat"},
		{Text: "hello", Label: None, Source: "real:irc"},
	}
	if !slices.Equal(items, want) {
		t.Errorf("got  %+v\nwant %+v", items, want)
	}
}

// What is wrong with a file is said with its line, in words.
func TestReadRefuses(t *testing.T) {
	for file, want := range map[string]string{
		"{\"text\":\"a\"}\n{":                "line 2 is no JSON object",
		"\n[1,2]":                            "line 2 is no JSON object",
		"name,text\n":                        "line 1 is no JSON object",
		`{"id":"a"}`:                         "line 1 has no text",
		`{"text":5}`:                         "line 1 is wrong: text is number, and has to be a text",
		`{"text":"a","flag":"yes"}`:          "line 1 is wrong: flag is string, and has to be true or false",
		`{"text":"a","context":{"prev":[]}}`: "line 1 is wrong: context.prev is array, and has to be a text",
		`{"text":"a","flag":true,"label":"blmae"}`:                     `line 1 has the label "blmae", and there is none such; there are blame,`,
		"{\"id\":\"a\",\"text\":\"a\"}\n{\"id\":\"a\",\"text\":\"b\"}": `line 2 has the id "a" of line 1`,
		`{"text":"` + strings.Repeat("a", longest) + `"}`:              "line 1 is longer than a message can be",
	} {
		if _, err := Read(strings.NewReader(file)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%.60q gives %v, want %s", file, err, want)
		}
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 5e-4 }

// The figures of a linear model as they were published with the data.
func TestCount(t *testing.T) {
	c := Count{TP: 90, FP: 36, FN: 64, TN: 107}
	for name, v := range map[string][2]float64{
		"precision": {c.Precision(), .714}, "recall": {c.Recall(), .584}, "f1": {c.F1(), .643}, "fpr": {c.FPR(), .252}, "mcc": {c.MCC(), .336},
		"flagged": {c.Flagged(), .424},
	} {
		if !near(v[0], v[1]) {
			t.Errorf("%s %.4f, want %.3f", name, v[0], v[1])
		}
	}
	if z := (Count{}); z.F1() != 0 || z.MCC() != 0 || z.FPR() != 0 {
		t.Error("nothing counted gives something")
	}
	if m := (Count{TP: 5, FP: 5}).MCC(); m != 0 {
		t.Errorf("flagging everything correlates: %v", m)
	}
}

func TestWilson(t *testing.T) {
	for _, c := range []struct {
		part, whole int
		low, high   float64
	}{{0, 200, 0, .0188}, {8, 10, .490, .943}, {0, 0, 0, 1}, {5, 5, .566, 1}} {
		if in := Wilson(c.part, c.whole); !near(in.Low, c.low) || !near(in.High, c.high) {
			t.Errorf("%d of %d lies in %.4f to %.4f, want %.3f to %.3f", c.part, c.whole, in.Low, in.High, c.low, c.high)
		}
	}
}

func TestMeasure(t *testing.T) {
	items := []Item{
		{ID: "1", Flag: true, Label: "blame", Source: Written, Lang: "en"},
		{ID: "2", Flag: true, Label: "blame", Source: "real:x", Lang: "de"},
		{ID: "3", Label: None, Source: Written, Lang: "en"},
		{ID: "4", Label: None, Source: Written, Lang: "en", Ambiguous: true},
		{ID: "5", Flag: true, Label: "threat", Lang: "en"},
	}
	verdicts := []Verdict{
		{Flag: true, Label: "blame", Score: .9}, {Score: .3}, {Flag: true, Label: "hostile", Score: .7}, {Score: 0}, {Flag: true, Label: "blame", Score: 1},
	}
	m, err := Measure(items, verdicts)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range m.Slices {
		names = append(names, s.Name)
		if s.F1In.Low > s.F1 || s.F1In.High < s.F1 {
			t.Errorf("%s: F1 %.3f is not in %+v", s.Name, s.F1, s.F1In)
		}
	}
	if !slices.Equal(names, []string{"all", "unambiguous", "real", "written", "de", "en"}) {
		t.Errorf("slices %q", names)
	}
	if c := m.Slices[0].Count; c != (Count{TP: 2, FP: 1, FN: 1, TN: 1}) {
		t.Errorf("count %+v", c)
	}
	if l := m.Labels[0]; l.Label != "blame" || l.N != 2 || l.Found != 1 || l.Right != 1 || l.Recall() != .5 {
		t.Errorf("blame %+v", l)
	}
	if l := m.Labels[1]; l.Label != "threat" || l.Found != 1 || l.Right != 0 {
		t.Errorf("threat %+v", l)
	}
	// (.01 + .49 + .49 + 0 + 0) / 5, and (.1 + .7 + .7 + 0 + 0) / 5.
	if !near(m.Brier, .198) || !near(m.ECE, .3) {
		t.Errorf("Brier %.4f, ECE %.4f", m.Brier, m.ECE)
	}
	if len(m.Dearest) != 2 || m.Dearest[0].Item.ID != "3" || m.Dearest[1].Item.ID != "2" {
		t.Errorf("dearest %+v", m.Dearest)
	}
	if !near(m.All, .75) {
		t.Errorf("flagging everything has F1 %.3f", m.All)
	}
	again, _ := Measure(items, verdicts)
	if !slices.Equal(m.Slices, again.Slices) {
		t.Error("the same verdicts give other figures")
	}
	if _, err := Measure(items, verdicts[1:]); err == nil {
		t.Error("a missing verdict goes unnoticed")
	}
}
