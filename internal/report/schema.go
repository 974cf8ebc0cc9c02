package report

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/rubric"
)

// schemaID is where the schema is published; a new version of review.json that breaks readers gets another one.
const schemaID = "https://raw.githubusercontent.com/remedybot/remedy/main/docs/review.schema.json"

// A rule says of a field what its Go type does not.
type rule struct {
	says   string   // what it holds
	values []string // all there are; nil: any text
	shape  string   // a regular expression of it
}

// schemaRules are the rules by type and name. A test fails for one that names no field.
var schemaRules = map[string]rule{
	"Review.id":            {says: "The review's id, such as PM-12."},
	"Review.status":        {says: "People change it; the bot makes drafts.", values: []string{"draft", "checked", "published", "corrected"}},
	"Review.severity":      {says: "As the team calls it; empty if it was not given, and in an edition for customers."},
	"Review.sections":      {says: "The document in the order in which it is read. An edition for others leaves some out."},
	"Review.gaps":          {says: "What the review does not establish."},
	"Review.checks":        {says: "The rubric's verdicts that a program can give. An edition for others has that on leaks alone."},
	"Window.from":          {says: "When users began to be affected, in UTC; null when it is not known.", shape: instant},
	"Window.to":            {says: "When that ended, in UTC; null when it is not known.", shape: instant},
	"Section.id":           {values: sectionIDs()},
	"Sentence.cites":       {says: "The messages it rests on, by the same ids as everywhere in this file."},
	"Sentence.entries":     {says: "The entries of the review that it tells."},
	"Sentence.state":       {says: "Whether a person has confirmed it.", values: []string{confirmed, proposed}},
	"Sentence.machine":     {says: "It was put forward by the bot, and no person has accepted it."},
	"Sentence.by_people":   {says: "Its place is left for a person to write."},
	"Sentence.note":        {says: "It says something about the document, not about the incident."},
	"Sentence.unsupported": {says: "What stands in it and in nothing it cites."},
	"Moment.at":            {says: "UTC; null when it is not known.", shape: instant},
	"Moment.precision":     {values: []string{exact, approx, unknown}},
	"Moment.kind":          {values: []string{"change", "signal", "action", "decision", "comms", "impact", "recovery", "event"}},
	"Moment.state":         {values: []string{confirmed, proposed}},
	"Cause.stem":           {says: "The side of the tree it stands on; empty if on none.", values: append(postmortem.Stems(), "")},
	"Cause.parents":        {says: "The causes it stands below, by id."},
	"Cause.confidence":     {values: []string{"established", "likely", "hypothesis", "disputed"}},
	"Cause.state":          {values: []string{confirmed, proposed}},
	"Action.owner":         {says: "Whose it is; theirs once the state is owned or done. In an edition for the company a name or a role. Null: nobody's."},
	"Action.due":           {says: "A day; null when none was named.", shape: `^\d{4}-\d{2}-\d{2}$`},
	"Action.strength":      {says: "From 0, a good intention, to 4, the cause cannot recur."},
	"Action.state":         {values: []string{"proposed", "owned", "dropped", "done"}},
	"Disagreement.about":   {says: "One event of which accounts differ. None is preferred."},
	"Verdict.id":           {says: "Q1 to Q59.", shape: `^Q[1-9]\d?$`},
	"Verdict.result":       {values: []string{string(rubric.Met), string(rubric.Open), string(rubric.Waived), string(rubric.Unknown)}},
	"Verdict.of":           {says: "Of a finding about wording: what tells it from others of its rule."},
	"Sentence.corrected":   {says: "The day on which it was, after the draft.", shape: `^\d{4}-\d{2}-\d{2}$`},
	"Sentence.hand":        {says: "The role of who put it into these words by hand, and is a source of it."},
	"Verdict.why":          {says: "One sentence; of what is open, what to do."},
	"Verdict.where":        {says: "Of what is open: where it is put right, a button, a form or something to say."},
}

// instant is a moment as encoding/json writes it.
const instant = `^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$`

// Schema returns the JSON Schema (draft 2020-12) of review.json. It is made from the types, so it says what is written;
// told may be added to it, and none is renamed.
func Schema() []byte {
	defs := map[string]any{}
	root := object(reflect.TypeFor[Review](), defs)
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = schemaID
	root["title"] = "A review of an incident"
	root["$defs"] = defs
	b, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		panic(err) // texts and lists of them always encode
	}
	return append(b, '\n')
}

// object is the schema of a struct; those in it go to defs.
func object(t reflect.Type, defs map[string]any) map[string]any {
	properties, required := map[string]any{}, []string{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() || name == "-" {
			continue
		}
		properties[name] = value(f.Type, schemaRules[t.Name()+"."+name], defs)
		if option != "omitempty" && option != "omitzero" {
			required = append(required, name)
		}
	}
	return map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

func value(t reflect.Type, r rule, defs map[string]any) map[string]any {
	var v map[string]any
	switch {
	case t.Kind() == reflect.Pointer:
		v = value(t.Elem(), r, defs)
		v["type"] = []any{v["type"], "null"}
		return v
	case t == reflect.TypeFor[time.Time]() || t.Kind() == reflect.String:
		v = map[string]any{"type": "string"}
	case t.Kind() == reflect.Slice:
		v = map[string]any{"type": "array", "items": value(t.Elem(), rule{}, defs)}
	case t.Kind() == reflect.Struct:
		if _, known := defs[t.Name()]; !known {
			defs[t.Name()] = nil // stands in a list of itself, should there ever be one
			defs[t.Name()] = object(t, defs)
		}
		v = map[string]any{"$ref": "#/$defs/" + t.Name()}
	case t.Kind() == reflect.Bool:
		v = map[string]any{"type": "boolean"}
	case t.Kind() == reflect.Int:
		v = map[string]any{"type": "integer"}
	default:
		panic("the schema does not know how to tell of a " + t.String())
	}
	if r.says != "" {
		v["description"] = r.says
	}
	if r.values != nil {
		v["enum"] = r.values
	}
	if r.shape != "" {
		v["pattern"] = r.shape
	}
	return v
}

func sectionIDs() []string {
	return []string{SectionHeader, SectionBrief, SectionImpact, SectionTimeline, SectionRootCause, SectionRemedy, SectionPrevention,
		SectionLearnings, SectionMeans, SectionNotDone, SectionGaps, SectionSources}
}
