package linear

import (
	"bytes"
	"math"
	"testing"
)

// coin returns examples in which each feature is flagged in so many of ten, a
// group each; every fold has its share.
func coin(often map[uint32]int, examples int) []Example {
	var all []Example
	for n := range examples {
		for f := range uint32(len(often)) {
			all = append(all, Example{Features: []uint32{f, 1000 + f}, Flag: n/folds%10 < often[f], Kind: int(f), Weight: 1, Group: len(all), Fold: len(all)})
		}
	}
	return all
}

// A probability is how often messages with such features are flagged.
func TestCalibrated(t *testing.T) {
	often := map[uint32]int{0: 1, 1: 5, 2: 9}
	examples := coin(often, 400)
	held := HeldOut(examples, len(often))
	m := Train(examples, len(often), held)
	for f, of := range often {
		features := []uint32{f, 1000 + f}
		if p := m.Probability(features); math.Abs(p-float64(of)/10) > .1 {
			t.Errorf("feature %d: %.2f, want about .%d", f, p, of)
		}
		if k := m.Kind(features); of > 5 && k != int(f) {
			t.Errorf("feature %d is of kind %d", f, k)
		}
	}
	if h := m.Hunch(); h <= 0 || h > .5 {
		t.Errorf("one in eighteen of what is flagged is below %.2f", h)
	}
}

// Of two messages with the same score, the one that says it in few words is less
// likely to call for one, where that is so in what is learned from.
func TestBrief(t *testing.T) {
	var m Model
	var scored []Scored
	for n := range 1000 {
		scored = append(scored, Scored{Score: 1, Size: 50, Flag: n%10 < 4}, Scored{Score: 1, Size: 400, Flag: n%10 < 8})
	}
	m.calibrate(scored)
	for size, want := range map[int]float64{50: .4, 400: .8} {
		if p := m.Of(Scored{Score: 1, Size: size}); math.Abs(p-want) > .05 {
			t.Errorf("with %d features: %.2f, want about %.1f", size, p, want)
		}
	}
}

// What only one sentence of ordinary talk has is not learned.
func TestCommon(t *testing.T) {
	got := common([]Example{
		{Features: []uint32{1, 2}, Talk: true, Group: 1},
		{Features: []uint32{1, 3, 3}, Talk: true, Group: 2},
		{Features: []uint32{4}, Group: 3},
	})
	for i, want := range []int{1, 1, 1} {
		if len(got[i].Features) != want {
			t.Errorf("example %d keeps %d", i, got[i].Features)
		}
	}
	if got[0].Size != 2 || got[1].Size != 3 {
		t.Errorf("sizes %d and %d are those of what was left", got[0].Size, got[1].Size)
	}
}

// Weights are read as they were written, and nothing else is.
func TestParse(t *testing.T) {
	examples := coin(map[uint32]int{0: 2, 1: 8}, 50)
	m := Train(examples, 2, HeldOut(examples, 2))
	b, err := m.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	if c, _ := again.AppendBinary(nil); !bytes.Equal(b, c) {
		t.Error("weights change when they are read")
	}
	for name, wrong := range map[string][]byte{"nothing": nil, "the end is missing": b[:len(b)-1], "another magic": append([]byte("x"), b[1:]...)} {
		if _, err := Parse(wrong); err == nil {
			t.Errorf("%s: read", name)
		}
	}
}
