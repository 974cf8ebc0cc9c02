package linear

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
)

// An Example is one message to learn from.
type Example struct {
	Features []uint32
	Size     int // how many features it had before training left some out
	Flag     bool
	Kind     int     // if Flag
	Weight   float64 // how much it counts, 1 as a rule
	Talk     bool    // ordinary talk, which nobody has labelled: it calls for no word as a rule
	Group    int     // examples that say the same in other words
	Fold     int     // examples with the same number are held out together
}

// rounds is how often all examples are gone through, rate how far one of them
// moves a weight at first, and decay how strongly weights are drawn to zero.
const (
	rounds = 20
	rate   = .15
	decay  = 1e-3
)

// Train learns from examples, of which kinds are told apart, and calibrates what
// it has learned by the scores that models got which had not seen them. The same
// examples in the same order give the same model.
func Train(examples []Example, kinds int, held []Scored) *Model {
	m := fit(examples, kinds)
	var sure []Scored
	for i, s := range held {
		if !examples[i].Talk {
			sure = append(sure, s)
		}
	}
	m.calibrate(sure)
	m.hunch = m.reached(sure)
	return m
}

// overlooked is the share of what calls for a word that may stay below the hunch:
// one in so many.
const overlooked = 18

// reached returns the probability that all but a few of the flagged reach.
func (m *Model) reached(scored []Scored) float64 {
	var flagged []float64
	for _, s := range scored {
		if s.Flag {
			flagged = append(flagged, m.Of(s))
		}
	}
	if len(flagged) == 0 {
		return 0
	}
	slices.Sort(flagged)
	return flagged[len(flagged)/overlooked]
}

// A Scored is the score that an example got from a model which had not seen it.
type Scored struct {
	Score   float64
	Size    int     // how many features it has
	Unknown float64 // the share of them that the model knows nothing of
	Flag    bool
}

// folds is into how many parts examples are cut to be held out in turn.
const folds = 5

// HeldOut scores each example with a model that has learned from the other folds.
func HeldOut(examples []Example, kinds int) []Scored {
	out := make([]Scored, len(examples))
	var learning sync.WaitGroup
	for fold := range folds {
		learning.Go(func() {
			var rest []Example
			for _, e := range examples {
				if e.Fold%folds != fold {
					rest = append(rest, e)
				}
			}
			m := fit(rest, kinds)
			for i, e := range examples {
				if e.Fold%folds == fold {
					out[i] = m.score(e.Features)
					out[i].Flag = e.Flag
				}
			}
		})
	}
	learning.Wait()
	return out
}

// fit learns the weights; the calibration is the identity.
func fit(examples []Example, kinds int) *Model {
	examples = common(examples)
	flag, bias := logistic(examples)
	m := &Model{Kinds: kinds, slope: 1, bias: bias, kind: make([]int8, KindSize*kinds)}
	m.flag, m.step = quantise(flag)
	sums := perceptron(examples, kinds)
	rows, _ := quantise(sums)
	copy(m.kind, rows)
	return m
}

// common leaves out of ordinary talk the features that only one group of examples
// has: they say nothing of others, and would share weights with features that do.
// In sentences that somebody has labelled they stay, and take upon themselves what
// is peculiar to one sentence.
func common(examples []Example) []Example {
	first := make(map[uint32]int)
	often := make(map[uint32]bool)
	for _, e := range examples {
		for _, f := range e.Features {
			if g, ok := first[f]; !ok {
				first[f] = e.Group
			} else if g != e.Group {
				often[f] = true
			}
		}
	}
	out := slices.Clone(examples)
	for i := range out {
		out[i].Size = len(out[i].Features)
		if out[i].Talk {
			out[i].Features = slices.DeleteFunc(slices.Clone(out[i].Features), func(f uint32) bool { return !often[f] })
		}
	}
	return out
}

// telling returns how much each feature counts while weights are learned: from 1
// for one that messages to flag and others share alike, to 4 for one that only
// either have.
func telling(examples []Example) []float64 {
	yes, no := make([]float64, FlagSize), make([]float64, FlagSize)
	all := [2]float64{1, 1}
	for _, e := range examples {
		of, n := no, 0
		if e.Flag {
			of, n = yes, 1
		}
		for _, f := range e.Features {
			of[f%FlagSize] += e.Weight
			all[n] += e.Weight
		}
	}
	for i := range yes {
		p, q := (yes[i]+1)/all[1], (no[i]+1)/all[0]
		yes[i] = 1 + float64(3*math.Abs(p-q)/(p+q))
	}
	return yes
}

// logistic learns whether to flag, by gradient descent with a rate of its own for
// each weight. Every product is rounded on its own: a machine that fuses
// multiplication and addition gives the same bits.
func logistic(examples []Example) (w []float64, bias float64) {
	w, sum := make([]float64, FlagSize), make([]float64, FlagSize)
	random := rand.New(rand.NewPCG(4, 13))
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	tells := telling(examples)
	biasSum := 0.0
	for range rounds {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, n := range order {
			e := &examples[n]
			x := norm(e.Size)
			score := bias
			for _, f := range e.Features {
				i := f % FlagSize
				score += float64(float64(w[i]*tells[i]) * x)
			}
			slope := sigmoid(score)
			if e.Flag {
				slope -= 1
			}
			slope = float64(slope * e.Weight)
			g := float64(slope * x)
			for _, f := range e.Features {
				i := f % FlagSize
				d := float64(g*tells[i]) + float64(decay*w[i])
				sum[i] += float64(d * d)
				w[i] -= float64(float64(rate*d) / (math.Sqrt(sum[i]) + 1e-6))
			}
			biasSum += float64(slope * slope)
			bias -= float64(float64(.05*slope) / (math.Sqrt(biasSum) + 1e-6))
		}
	}
	for i := range w {
		w[i] = float64(w[i] * tells[i])
	}
	return w, bias
}

// perceptron learns the kinds of what is flagged: the averaged weights of one
// row a kind.
func perceptron(examples []Example, kinds int) []float64 {
	now, total := make([]int, KindSize*kinds), make([]int, KindSize*kinds)
	random := rand.New(rand.NewPCG(5, 13))
	var order []int
	for i, e := range examples {
		if e.Flag {
			order = append(order, i)
		}
	}
	const rounds = 10
	left := rounds * len(order) // a change counts once for each example still to come
	for range rounds {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, n := range order {
			e := &examples[n]
			sums := make([]int, kinds)
			for _, f := range e.Features {
				for k := range kinds {
					sums[k] += now[int(f%KindSize)*kinds+k]
				}
			}
			best := 0
			for k := range kinds {
				if sums[k] > sums[best] {
					best = k
				}
			}
			if best != e.Kind {
				for _, f := range e.Features {
					at := int(f%KindSize) * kinds
					now[at+e.Kind]++
					total[at+e.Kind] += left
					now[at+best]--
					total[at+best] -= left
				}
			}
			left--
		}
	}
	out := make([]float64, len(total))
	for i, n := range total {
		out[i] = float64(n)
	}
	return out
}

// quantise rounds weights to single bytes, and returns what one unit is worth.
// The few largest are cut off, so that the many small ones keep their shape.
func quantise(w []float64) ([]int8, float64) {
	var sizes []float64
	for _, v := range w {
		if v != 0 {
			sizes = append(sizes, math.Abs(v))
		}
	}
	if len(sizes) == 0 {
		return make([]int8, len(w)), 1
	}
	slices.Sort(sizes)
	step := sizes[len(sizes)*9995/10000] / 127
	out := make([]int8, len(w))
	for i, v := range w {
		out[i] = int8(math.Round(min(max(v/step, -127), 127)))
	}
	return out, step
}

// calibrate finds what makes probabilities of scores: the likeliest slope, shift and
// what brevity and the unknown take away, by Newton's method. Every product is
// rounded on its own, as in logistic.
func (m *Model) calibrate(scored []Scored) {
	m.slope, m.shift, m.brief, m.news = 1, 0, 0, 0
	for range 20 {
		var a [4][5]float64 // the curvature, and how steep it is
		for i := range a {
			a[i][i] = .1 // what says nothing counts nothing
		}
		for _, s := range scored {
			x := [4]float64{s.Score, 1, norm(s.Size), s.Unknown}
			p := m.Of(s)
			bend, off := float64(p*(1-p)), p
			if s.Flag {
				off--
			}
			for i := range x {
				for j := range x {
					a[i][j] += float64(float64(bend*x[i]) * x[j])
				}
				a[i][4] += float64(off * x[i])
			}
		}
		step := solve(a)
		m.slope -= step[0]
		m.shift -= step[1]
		m.brief -= step[2]
		m.news -= step[3]
	}
}

// solve solves four equations, whose matrix has a positive diagonal that outweighs
// what would make it singular.
func solve(a [4][5]float64) (x [4]float64) {
	for i := range a {
		for j := i + 1; j < len(a); j++ {
			f := float64(a[j][i] / a[i][i])
			for k := i; k < len(a[j]); k++ {
				a[j][k] -= float64(f * a[i][k])
			}
		}
	}
	for i := len(a) - 1; i >= 0; i-- {
		x[i] = a[i][4]
		for j := i + 1; j < len(a); j++ {
			x[i] -= float64(a[i][j] * x[j])
		}
		x[i] = float64(x[i] / a[i][i])
	}
	return x
}
