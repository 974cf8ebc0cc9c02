package main

import (
	"bytes"
	"os"
	"testing"
)

// TestReproducible holds the weights in the program against what the sentences in data teach, to the byte.
func TestReproducible(t *testing.T) {
	have, err := os.ReadFile("../weights.bin")
	if err != nil {
		t.Fatal(err)
	}
	want, err := learned()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Error("weights.bin is not what the data teaches; run: go run ./internal/evidence/train")
	}
	if len(have) > 300_000 {
		t.Errorf("weights.bin takes %d bytes", len(have))
	}
}
