package slackapp

import (
	"encoding/json"
	"testing"
)

type rawJSON = json.RawMessage

func decode(t *testing.T, raw []byte, to any) {
	t.Helper()
	if err := json.Unmarshal(raw, to); err != nil {
		t.Fatal(err)
	}
}
