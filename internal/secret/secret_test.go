package secret

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestSecretsDoNotPrint(t *testing.T) {
	const value = "hunter2"
	s, in := String(value), struct{ K String }{value}
	encoded, err := json.Marshal(map[string]any{"k": s, "in": in})
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "k", s, "in", in)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "k", s, "in", in)
	for _, shown := range []string{
		fmt.Sprint(s), fmt.Sprintf("%v %+v %#v %s %q %x", s, in, in, s, s, s), fmt.Sprint(&in), string(encoded), log.String(),
	} {
		if strings.Contains(shown, value) || strings.Contains(shown, fmt.Sprintf("%x", value)) {
			t.Errorf("it shows itself in %s", shown)
		}
	}
	if string(s) != value {
		t.Error("its value is lost")
	}
}
