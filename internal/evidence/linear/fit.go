package linear

import (
	"cmp"
	"math"
	"slices"
)

// An Example is one sentence to learn from.
type Example struct {
	Traits []uint32
	Class  int
}

// rounds is how often all examples are gone through, rate how far one of them moves a weight at first, and decay how strongly
// weights are drawn to zero.
const (
	rounds = 40
	rate   = .1
	decay  = 1e-3
)

// Fit learns to sort examples into so many classes, and keeps so many rows of weights, the weightiest. The same examples in the
// same order give the same sorter.
func Fit(examples []Example, classes, rows int) *Sorter {
	number := map[uint32]int{} // of a trait
	var traits []uint32
	rowsOf := make([][]int, len(examples))
	for n, e := range examples {
		for _, t := range e.Traits {
			i, known := number[t]
			if !known {
				i = len(traits)
				number[t] = i
				traits = append(traits, t)
			}
			rowsOf[n] = append(rowsOf[n], i)
		}
	}
	w, sum := make([][Most]float64, len(traits)), make([][Most]float64, len(traits))
	var bias, biasSum [Most]float64
	for range rounds {
		for n := range examples {
			n = n * stride(len(examples)) % len(examples)
			x := Norm(len(rowsOf[n]))
			shares := bias
			for _, i := range rowsOf[n] {
				for k := range classes {
					shares[k] += float64(w[i][k] * x)
				}
			}
			Soften(shares[:classes])
			shares[examples[n].Class] -= 1
			for _, i := range rowsOf[n] {
				for k := range classes {
					d := float64(shares[k]*x) + float64(decay*w[i][k])
					sum[i][k] += float64(d * d)
					w[i][k] -= float64(float64(rate*d) / (math.Sqrt(sum[i][k]) + 1e-6))
				}
			}
			for k := range classes {
				biasSum[k] += float64(shares[k] * shares[k])
				bias[k] -= float64(float64(.05*shares[k]) / (math.Sqrt(biasSum[k]) + 1e-6))
			}
		}
	}
	return rounded(traits, often(rowsOf, len(traits)), w, bias, classes, rows)
}

// stride returns a step that visits every one of n examples once, far from the one before: those of one class and writer stand
// side by side.
func stride(n int) int {
	s := n*5/8 | 1
	for gcd(s, n) != 1 {
		s += 2
	}
	return s
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// often counts in how many examples each trait stands.
func often(rowsOf [][]int, traits int) []float64 {
	n := make([]float64, traits)
	for _, rows := range rowsOf {
		slices.Sort(rows)
		for _, i := range slices.Compact(rows) {
			n[i]++
		}
	}
	return n
}

// rounded keeps the rows that tell most, in half bytes: what weighs much and is common before what only one example has, which
// learning needs and sorting hardly ever meets.
func rounded(traits []uint32, often []float64, w [][Most]float64, bias [Most]float64, classes, rows int) *Sorter {
	size, tells := make([]float64, len(traits)), make([]float64, len(traits))
	order := make([]int, len(traits))
	for i := range traits {
		for _, v := range w[i] {
			size[i] = max(size[i], math.Abs(v))
		}
		order[i], tells[i] = i, float64(size[i]*math.Sqrt(often[i]))
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(tells[b], tells[a]) })
	order = order[:min(rows, len(order))]
	s := &Sorter{Classes: classes, bias: bias, rows: make(map[uint32]row, len(order))}
	var sizes []float64
	for _, i := range order {
		sizes = append(sizes, size[i])
	}
	if slices.Sort(sizes); len(sizes) > 0 {
		s.step = sizes[len(sizes)-1-len(sizes)/cut] / largest
	}
	for _, i := range order {
		var r row
		for k, v := range w[i] {
			r.put(k, int(math.Round(min(max(v/s.step, -largest), largest))))
		}
		s.rows[traits[i]] = r
	}
	return s
}

// cut is the share of rows, one in so many, whose largest weights are cut off, so that the many small ones keep their shape.
const cut = 500
