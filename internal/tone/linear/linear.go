// Package linear is a small linear model over hashed features: whether a message
// calls for a word to its author, and of which kind. Its weights are single
// bytes, and training gives the same bytes on every machine.
package linear

import (
	"encoding/binary"
	"errors"
	"math"
)

// Sizes of the tables, in weights. Features share weights where their hashes
// meet.
const (
	FlagSize = 1 << 19
	KindSize = 1 << 13
)

// A Model is what was learned.
type Model struct {
	Kinds int     // how many kinds there are
	step  float64 // what one unit of a flag weight is worth
	bias  float64
	slope float64 // of the calibration: probability = sigmoid(slope × score + shift + brief × norm + news × unknown)
	shift float64
	brief float64
	news  float64
	hunch float64
	flag  []int8
	kind  []int8 // KindSize weights for each kind, a row for each hash
}

// Score returns the log-odds, as the weights have it, that a message with these
// features calls for a word.
func (m *Model) Score(features []uint32) float64 { return m.score(features).Score }

func (m *Model) score(features []uint32) Scored {
	sum, unknown := 0, 0
	for _, f := range features {
		w := m.flag[f%FlagSize]
		sum += int(w)
		if w == 0 {
			unknown++
		}
	}
	n := len(features)
	return Scored{Score: float64(sum)*m.step*norm(n) + m.bias, Size: n, Unknown: float64(unknown) / float64(max(n, 1))}
}

// Weight returns what one feature adds to the score of a message with n of them.
func (m *Model) Weight(feature uint32, n int) float64 {
	return float64(m.flag[feature%FlagSize]) * m.step * norm(n)
}

// Probability returns how often messages that score as these features do call for a
// word. A few words that sound like it are likelier to mean something else, and where
// much is said that was never learned from, the score says less.
func (m *Model) Probability(features []uint32) float64 { return m.Of(m.score(features)) }

// Of returns how often messages that score so call for a word.
func (m *Model) Of(s Scored) float64 {
	return sigmoid(float64(m.slope*s.Score) + m.shift + float64(m.brief*norm(s.Size)) + float64(m.news*s.Unknown))
}

// Hunch is the probability that all but one in eighteen of the messages reach that
// call for a word, when they are read by a model that has not learned from them:
// what stays below it is hardly worth a second look.
func (m *Model) Hunch() float64 { return m.hunch }

// Kind returns the most likely kind of a message with these features.
func (m *Model) Kind(features []uint32) int {
	var sums [32]int
	for _, f := range features {
		row := m.kind[int(f%KindSize)*m.Kinds:][:m.Kinds]
		for k, w := range row {
			sums[k] += int(w)
		}
	}
	best := 0
	for k := range m.Kinds {
		if sums[k] > sums[best] {
			best = k
		}
	}
	return best
}

// usual is what a feature counts in a message with one: about as much as it would
// with the square root in a message with 60.
const usual = .6

// norm keeps a long message from outshouting a short one: it falls with the root
// of 3/8. The square root lets what is said in a long sentence drown in the rest.
func norm(n int) float64 {
	r := math.Sqrt(math.Sqrt(float64(max(n, 1))))
	return usual / float64(r*math.Sqrt(r))
}

// magic opens a file of weights.
const magic = "tonelin4"

// AppendBinary appends the weights as a file holds them.
func (m *Model) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, magic...)
	b = binary.LittleEndian.AppendUint32(b, uint32(m.Kinds))
	for _, f := range []float64{m.step, m.bias, m.slope, m.shift, m.brief, m.news, m.hunch} {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(f))
	}
	for _, table := range [][]int8{m.flag, m.kind} {
		for _, w := range table {
			b = append(b, byte(w))
		}
	}
	return b, nil
}

// Parse reads weights that AppendBinary wrote.
func Parse(b []byte) (*Model, error) {
	const head = len(magic) + 4 + 7*8
	if len(b) < head || string(b[:len(magic)]) != magic {
		return nil, errors.New("linear: these are no weights")
	}
	m := &Model{Kinds: int(binary.LittleEndian.Uint32(b[len(magic):]))}
	if m.Kinds < 1 || m.Kinds > 32 || len(b) != head+FlagSize+KindSize*m.Kinds {
		return nil, errors.New("linear: weights of another size")
	}
	for i, f := range []*float64{&m.step, &m.bias, &m.slope, &m.shift, &m.brief, &m.news, &m.hunch} {
		*f = math.Float64frombits(binary.LittleEndian.Uint64(b[len(magic)+4+8*i:]))
	}
	m.flag, m.kind = make([]int8, FlagSize), make([]int8, KindSize*m.Kinds)
	for i := range m.flag {
		m.flag[i] = int8(b[head+i])
	}
	for i := range m.kind {
		m.kind[i] = int8(b[head+FlagSize+i])
	}
	return m, nil
}

// sigmoid is 1/(1+e^-x). It is made of additions and multiplications alone, each
// rounded on its own, so that every machine gives the same bits.
func sigmoid(x float64) float64 {
	x = min(max(x, -30), 30)
	e := 1 + float64(-x/4096)
	for range 12 {
		e = float64(e * e)
	}
	return 1 / (1 + e)
}
