package report

import (
	"encoding/json"
	"strings"
	"testing"
)

// What the schema says of a field is about one that there is.
func TestSchemaSpeaksOfFieldsThatAreThere(t *testing.T) {
	var schema struct {
		Properties map[string]any
		Defs       map[string]struct{ Properties map[string]any } `json:"$defs"`
	}
	if err := json.Unmarshal(Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	for name := range schemaRules {
		of, field, _ := strings.Cut(name, ".")
		properties := schema.Defs[of].Properties
		if of == "Review" {
			properties = schema.Properties
		}
		if properties[field] == nil {
			t.Errorf("there is no field %s", name)
		}
	}
}
