package tone

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
)

// An answer is what a model says, in the words of its schema.
type answer struct {
	Flag       bool     `json:"flag"`
	Category   Category `json:"category"`
	Severity   Severity `json:"severity"`
	Confidence float64  `json:"confidence"`
	Span       string   `json:"span"`
	Wording    string   `json:"wording"`
}

// required are the fields of an answer, and severities what one of them may say.
var (
	required   = []string{"flag", "category", "severity", "confidence", "span", "wording"}
	severities = []Severity{none, S1, S2, S3, Care}
)

// none is what a model says where it flags nothing.
const none = "none"

// schema is the form of an answer, strict enough for every endpoint.
var schema = func() json.RawMessage {
	categories := append([]Category{none}, Categories[:]...)
	raw, err := json.Marshal(map[string]any{
		"type": "object",
		"properties": map[string]any{
			"flag":       map[string]any{"type": "boolean"},
			"category":   map[string]any{"type": "string", "enum": categories},
			"severity":   map[string]any{"type": "string", "enum": severities},
			"confidence": map[string]any{"type": "number"},
			"span":       map[string]any{"type": "string"},
			"wording":    map[string]any{"type": "string"},
		},
		"required":             required,
		"additionalProperties": false,
	})
	if err != nil {
		panic(err)
	}
	return raw
}()

var errNonsense = errors.New("tone: the model's answer does not follow its schema")

// parse reads an answer, all of it and nothing more: endpoints may accept a
// schema and ignore it.
func parse(raw string) (a answer, err error) {
	var fields map[string]json.RawMessage // exactly, where the decoder of a struct lets the case of a name pass
	if json.Unmarshal([]byte(raw), &fields) != nil || json.Unmarshal([]byte(raw), &a) != nil {
		return a, errNonsense
	}
	for _, name := range required {
		if v, ok := fields[name]; !ok || string(v) == "null" {
			return a, errNonsense
		}
	}
	if len(fields) != len(required) {
		return a, errNonsense
	}
	known := a.Category == none || slices.Contains(Categories[:], a.Category)
	graded := slices.Contains(severities, a.Severity)
	if !known || !graded || a.Flag == (a.Category == none) || !(a.Confidence >= 0 && a.Confidence <= 1) {
		return a, errNonsense
	}
	return a, nil
}

// judge turns an answer into a Report on msg.
func (m *Model) judge(msg Message, a answer) Report {
	sure := math.Round(a.Confidence*100) / 100
	if !a.Flag {
		return Report{By: ByModel, Confidence: math.Round((1-sure)*100) / 100}
	}
	r := Report{By: ByModel, Category: a.Category, Severity: a.Severity, Confidence: sure, Reason: reasons[a.Category]}
	if sure < enough {
		return Report{By: ByModel, Confidence: sure}
	}
	switch {
	case r.Category == SelfBlame:
		r.Severity = Care
	case r.Severity == Care || r.Severity == none:
		r.Severity = S2
	}
	if r.Span = place(msg.Text, a.Span); r.Span[1] == 0 {
		return Report{By: ByModel} // nothing but reported speech
	}
	if r.Category != SelfBlame && a.Wording != "" {
		if m.offers(msg, a.Wording) {
			r.Wording = a.Wording
		} else {
			m.tally.add(Counts{Reworded: 1})
		}
	}
	r.Flag = true
	return r
}

// place returns where in text the model's words stand. Words that do not stand
// there are dropped for the whole message; words that are all reported speech,
// or a message that is, give no span.
func place(text, said string) [2]int {
	from, to := 0, len(text)
	if at := strings.Index(text, said); at >= 0 && said != "" {
		from, to = at, at+len(said)
	}
	if masked := mask(text); !slices.Contains(masked[from:to], false) {
		return [2]int{}
	}
	return [2]int{from, to}
}
