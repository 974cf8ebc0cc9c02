package report

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/rubric"
)

// fields lists the names in a JSON value, with the lists' elements joined.
func fields(v any, at string, into map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			into[at+k] = true
			fields(x, at+k+".", into)
		}
	case []any:
		for _, x := range v {
			fields(x, at, into)
		}
	}
}

// TestLayout holds the layout of review.json still: programs read it.
func TestLayout(t *testing.T) {
	want := strings.Fields(`
		id title status severity impact impact.from impact.to
		sections sections.id sections.title sections.sentences sections.sentences.text sections.sentences.cites
		sections.sentences.entries sections.sentences.unsupported
		sections.sentences.state sections.sentences.machine sections.sentences.by_people sections.sentences.note
		timeline timeline.at timeline.precision timeline.kind timeline.text timeline.cites timeline.state
		causes causes.id causes.text causes.kind causes.stem causes.parents causes.confidence causes.cites causes.state
		actions actions.text actions.owner actions.due actions.done_when actions.type actions.strength actions.state actions.cites
		disagreements disagreements.about disagreements.accounts disagreements.accounts.text disagreements.accounts.cites
		gaps gaps.text checks checks.id checks.result checks.where checks.why`)
	j, err := json.Marshal(build(search(), options(), plainReading))
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(j, &v); err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	fields(v, "", got)
	slices.Sort(want)
	if have := slices.Sorted(maps.Keys(got)); !slices.Equal(have, want) {
		t.Errorf("review.json has\n%v\nwant\n%v", have, want)
	}
}

func TestValues(t *testing.T) {
	for name, r := range map[string]Review{"search": build(search(), options(), plainReading), "hostile": build(hostile(), options(), plainReading)} {
		j, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, list := range []string{"cites", "parents", "sentences", "accounts", "timeline", "gaps", "checks"} {
			if strings.Contains(string(j), fmt.Sprintf("%q:null", list)) {
				t.Errorf("%s: %s is null, want a list", name, list)
			}
		}
		in := func(what, got string, among ...string) {
			if !slices.Contains(among, got) {
				t.Errorf("%s: %s is %q, want one of %v", name, what, got, among)
			}
		}
		for _, sec := range r.Sections {
			for _, s := range sec.Sentences {
				in("state of a sentence", s.State, confirmed, proposed)
			}
		}
		for _, m := range r.Timeline {
			in("precision", m.Precision, exact, approx, unknown)
			in("state of a row", m.State, confirmed, proposed)
		}
		for _, c := range r.Causes {
			in("confidence", c.Confidence, "established", "likely", "hypothesis", "disputed")
			in("stem", c.Stem, "start", "spread", "unnoticed", "recovery", "")
		}
		for _, a := range r.Actions {
			in("state of an action", a.State, "proposed", "owned", "dropped", "done")
		}
		for _, c := range r.Checks {
			in("result", string(c.Result), string(rubric.Met), string(rubric.Open))
			if _, known := rubric.Of(c.ID); !known || c.Why == "" {
				t.Errorf("%s: %s says nothing", name, c.ID)
			}
		}
	}
}

func TestEmptyReviewMarshals(t *testing.T) {
	j, err := json.Marshal(Build(meeting(nil), Options{}))
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range []string{"timeline", "causes", "actions", "disagreements"} {
		if !strings.Contains(string(j), fmt.Sprintf("%q:[]", list)) {
			t.Errorf("%s is no empty list in %s", list, j)
		}
	}
	r := Build(meeting(nil), Options{})
	for _, sec := range r.Sections {
		if len(sec.Sentences) == 0 {
			t.Errorf("the section %s does not say why it is empty", sec.ID)
		}
		for _, s := range sec.Sentences {
			if !s.Note {
				t.Errorf("%s says %q about an incident of which nothing was recorded", sec.ID, s.Text)
			}
		}
	}
}
