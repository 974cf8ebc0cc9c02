// Package linear sorts what somebody wrote into classes: a weight for each trait and class, half a byte each. Its sums are of
// integers, and training gives the same bytes on every machine.
package linear

import (
	"encoding/binary"
	"errors"
	"maps"
	"math"
	"slices"
)

// Most is how many classes a sorter can tell apart.
const Most = 8

// A Sorter is what was learned of one task.
type Sorter struct {
	Classes int
	step    float64 // what one unit of a weight is worth
	bias    [Most]float64
	rows    map[uint32]row
}

// A row is the weights of one trait for all classes, from -largest to largest, half a byte each.
type row uint32

const largest = 7

func (r row) weight(class int) int { return int(r>>(4*class)&15) - largest }

func (r *row) put(class, weight int) { *r |= row(weight+largest) << (4 * class) }

// Shares are how likely each class is; they add up to 1.
type Shares [Most]float64

// Best returns the likeliest of some classes, all if none are named, and how likely it is.
func (s Shares) Best(of ...int) (class int, share float64) {
	if len(of) == 0 {
		of = every[:]
	}
	class = of[0]
	for _, k := range of {
		if s[k] > s[class] {
			class = k
		}
	}
	return class, s[class]
}

var every = [Most]int{0, 1, 2, 3, 4, 5, 6, 7}

// Sort weighs the traits of a sentence. One that stands in it twice counts twice, and one that was never learned from not at all.
func (s *Sorter) Sort(traits []uint32) Shares {
	var sums [Most]int
	for _, t := range traits {
		if row, ok := s.rows[t]; ok {
			for k := range sums {
				sums[k] += row.weight(k)
			}
		}
	}
	var scores Shares
	for k := range s.Classes {
		scores[k] = s.bias[k] + float64(float64(sums[k])*s.step)*Norm(len(traits))
	}
	Soften(scores[:s.Classes])
	return scores
}

// Norm keeps a long sentence from outshouting a short one.
func Norm(traits int) float64 { return 1 / math.Sqrt(float64(max(traits, 1))) }

// Soften turns scores into shares.
func Soften(scores []float64) {
	top := scores[0]
	for _, s := range scores {
		top = max(top, s)
	}
	sum := 0.0
	for k, s := range scores {
		scores[k] = exp(s - top)
		sum += scores[k]
	}
	for k := range scores {
		scores[k] /= sum
	}
}

// exp is e^x for an x of 0 or less, near enough. It is made of additions and multiplications alone, each rounded on its own,
// so that every machine gives the same bits.
func exp(x float64) float64 {
	e := 1 + float64(max(x, -30)/4096)
	for range 12 {
		e = float64(e * e)
	}
	return e
}

// magic opens a file of weights.
const magic = "sorters2"

// Append appends sorters as a file holds them: of each the number of its classes and of its rows, its step and bias, and the rows
// in the order of their traits.
func Append(b []byte, sorters ...*Sorter) []byte {
	b = append(b, magic...)
	for _, s := range sorters {
		b = binary.LittleEndian.AppendUint32(b, uint32(s.Classes))
		b = binary.LittleEndian.AppendUint32(b, uint32(len(s.rows)))
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(s.step))
		for k := range s.Classes {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(s.bias[k]))
		}
		for _, trait := range slices.Sorted(maps.Keys(s.rows)) {
			b = binary.LittleEndian.AppendUint32(b, trait)
			b = binary.LittleEndian.AppendUint32(b, uint32(s.rows[trait]))
		}
	}
	return b
}

var errWeights = errors.New("linear: these are no weights")

// Parse reads so many sorters that Append wrote.
func Parse(b []byte, sorters int) ([]*Sorter, error) {
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return nil, errWeights
	}
	b = b[len(magic):]
	var out []*Sorter
	for range sorters {
		const head = 4 + 4 + 8
		if len(b) < head {
			return nil, errWeights
		}
		classes, rows := int(binary.LittleEndian.Uint32(b)), int(binary.LittleEndian.Uint32(b[4:]))
		if classes < 1 || classes > Most || len(b) < head+8*classes || rows > (len(b)-head-8*classes)/8 {
			return nil, errWeights
		}
		s := &Sorter{Classes: classes, step: float(b[8:]), rows: make(map[uint32]row, rows)}
		b = b[head:]
		for k := range classes {
			s.bias[k] = float(b[8*k:])
		}
		b = b[8*classes:]
		for range rows {
			s.rows[binary.LittleEndian.Uint32(b)] = row(binary.LittleEndian.Uint32(b[4:]))
			b = b[8:]
		}
		out = append(out, s)
	}
	if len(b) > 0 {
		return nil, errWeights
	}
	return out, nil
}

func float(b []byte) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(b)) }
