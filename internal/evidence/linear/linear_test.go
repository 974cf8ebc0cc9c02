package linear

import (
	"bytes"
	"math"
	"testing"
)

// examples give each class a trait of its own, and all of them one that tells nothing.
func examples(classes int) []Example {
	var all []Example
	for n := range 40 * classes {
		k := uint32(n % classes)
		all = append(all, Example{Traits: []uint32{k, 100 + k, 1000}, Class: int(k)})
	}
	return all
}

func TestSort(t *testing.T) {
	s := Fit(examples(5), 5, 100)
	for k := range uint32(5) {
		got := s.Sort([]uint32{k, 1000, 7777})
		best, share := got.Best()
		if best != int(k) || share < .5 {
			t.Errorf("class %d is %d, %.2f", k, best, share)
		}
		sum := 0.0
		for _, p := range got {
			sum += p
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Errorf("shares add up to %f", sum)
		}
		if other, _ := got.Best(int(k+1)%5, int(k+2)%5); other == int(k) {
			t.Errorf("class %d was not asked for", k)
		}
	}
}

// What one row too few leaves out is what tells least.
func TestRowsThatTellStay(t *testing.T) {
	s := Fit(examples(2), 2, 4)
	if _, ok := s.rows[1000]; ok || len(s.rows) != 4 {
		t.Errorf("%d rows are kept, of the trait that all have %v", len(s.rows), ok)
	}
}

func TestParse(t *testing.T) {
	b := Append(nil, Fit(examples(3), 3, 100), Fit(examples(8), 8, 5))
	sorters, err := Parse(b, 2)
	if err != nil {
		t.Fatal(err)
	}
	if again := Append(nil, sorters...); !bytes.Equal(b, again) {
		t.Error("weights change when they are read")
	}
	for name, wrong := range map[string][]byte{"nothing": nil, "the end is missing": b[:len(b)-1], "more than that": append(bytes.Clone(b), 0), "another magic": append([]byte("x"), b[1:]...)} {
		if _, err := Parse(wrong, 2); err == nil {
			t.Errorf("%s: read", name)
		}
	}
	if _, err := Parse(b, 1); err == nil {
		t.Error("one of two was read")
	}
}
