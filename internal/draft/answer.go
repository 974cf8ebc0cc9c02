package draft

import (
	"encoding/json"
	"errors"

	"github.com/remedybot/remedy/internal/report"
)

// Bounds of an answer.
const (
	longest  = 600 // characters of a sentence
	mostSaid = 40  // sentences
	mostOf   = 8   // entries of one
)

// asked is what a model is shown: data, apart from the instructions.
type asked struct {
	Section string    `json:"section"`
	Entries []entry   `json:"entries"`
	Refused []refused `json:"refused,omitempty"`
}

// An entry is an assembled sentence as a model is shown it.
type entry struct {
	ID    string   `json:"id"`
	Text  string   `json:"text"`
	Under string   `json:"under,omitempty"` // only what stands under the same may be joined
	Lead  []string `json:"lead,omitempty"`
	Time  string   `json:"time,omitempty"`
}

func entryOf(u report.Unit) entry {
	under := u.Group
	if u.Label != "" {
		under += "; " + u.Label
	}
	return entry{ID: u.ID, Text: u.Text, Under: under, Lead: u.Leads, Time: u.Time()}
}

// A sentence is one of an answer, with the ids of the entries it tells, in their order.
type sentence struct {
	Text string   `json:"text"`
	Of   []string `json:"of"`
}

// schema is the form of an answer, strict enough for every endpoint.
var schema = json.RawMessage(`{"type":"object","properties":{"sentences":{"type":"array","items":{"type":"object",` +
	`"properties":{"text":{"type":"string"},"of":{"type":"array","items":{"type":"string"}}},` +
	`"required":["text","of"],"additionalProperties":false}}},"required":["sentences"],"additionalProperties":false}`)

var errNonsense = errors.New("draft: the model's answer does not follow its schema")

// parse reads an answer, all of it and nothing more: endpoints may accept a schema and ignore it.
func parse(raw string) ([]sentence, error) {
	var top map[string]json.RawMessage // exactly, where the decoder of a struct lets the case of a name pass
	if json.Unmarshal([]byte(raw), &top) != nil || len(top) != 1 {
		return nil, errNonsense
	}
	var list []map[string]json.RawMessage
	if json.Unmarshal(top["sentences"], &list) != nil || list == nil || len(list) > mostSaid {
		return nil, errNonsense
	}
	var out []sentence
	for _, fields := range list {
		var s sentence
		if len(fields) != 2 || json.Unmarshal(fields["text"], &s.Text) != nil || json.Unmarshal(fields["of"], &s.Of) != nil ||
			s.Text == "" || len(s.Of) == 0 || len(s.Of) > mostOf {
			return nil, errNonsense
		}
		out = append(out, s)
	}
	return out, nil
}
