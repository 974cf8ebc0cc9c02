package eval

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
)

// A Verdict is what a checker says of one item. Its JSON is one line of a file
// of predictions. A question to the room (tone.Closure) is no nudge: its verdict
// is None and not flagged.
type Verdict struct {
	ID    string  `json:"id,omitempty"` // absent for streams
	Flag  bool    `json:"flag"`
	Label string  `json:"label"` // None if not flagged
	Score float64 `json:"score"` // that a nudge is called for, 0 to 1
	Span  string  `json:"span"`  // the words meant; "" if none

	Unsure bool `json:"-"` // flagged, but its author would not be told in a review
}

// A Slice is the figures of some of the items.
type Slice struct {
	Name      string   `json:"name"`
	N         int      `json:"n"`
	Count     Count    `json:"count"`
	Precision float64  `json:"precision"`
	Recall    float64  `json:"recall"`
	F1        float64  `json:"f1"`
	F1In      Interval `json:"f1_interval"` // bootstrap
	FPR       float64  `json:"fpr"`
	FPRIn     Interval `json:"fpr_interval"` // Wilson
	MCC       float64  `json:"mcc"`
}

// A LabelRecall is how a checker does on the items of one label.
type LabelRecall struct {
	Label string   `json:"label"`
	N     int      `json:"n"`     // items that call for a nudge
	Found int      `json:"found"` // of them flagged
	Right int      `json:"right"` // of those, under this label
	In    Interval `json:"recall_interval"`
}

// Recall is the share of the label's items that were flagged.
func (l LabelRecall) Recall() float64 { return ratio(l.Found, l.N) }

// A Mistake is one item on which checker and label differ.
type Mistake struct {
	Item    Item
	Verdict Verdict
}

// A Measurement is everything that can be said of a checker on some items.
type Measurement struct {
	Slices []Slice       `json:"slices"` // all, unambiguous, real, written, each language if there are several, and what would be told in a review; none is empty
	Labels []LabelRecall `json:"labels"`
	Brier  float64       `json:"brier"` // mean squared distance of score and truth; 0 is best
	ECE    float64       `json:"ece"`   // mean distance of score and frequency in ten bins
	All    float64       `json:"f1_flag_everything"`
	// Dearest holds the mistakes, the dearest first: wrong nudges before missed
	// ones, and the surest of its kind first.
	Dearest []Mistake `json:"-"`
}

// Measure compares verdicts with items; both are in the same order.
func Measure(items []Item, verdicts []Verdict) (Measurement, error) {
	if len(items) != len(verdicts) {
		return Measurement{}, fmt.Errorf("%d verdicts on %d items", len(verdicts), len(items))
	}
	var m Measurement
	add := func(name string, of func(Item) bool) {
		var pairs []pair
		for i, it := range items {
			if of(it) {
				pairs = append(pairs, pair{it.Flag, verdicts[i].Flag})
			}
		}
		if len(pairs) > 0 {
			m.Slices = append(m.Slices, slice(name, pairs))
		}
	}
	add("all", func(Item) bool { return true })
	add("unambiguous", func(it Item) bool { return !it.Ambiguous })
	add("real", Item.Real)
	add("written", func(it Item) bool { return it.Source == Written })
	langs := map[string]bool{}
	for _, it := range items {
		langs[it.Lang] = true
	}
	if len(langs) > 1 {
		for _, lang := range slices.Sorted(maps.Keys(langs)) {
			add(cmp.Or(lang, "unknown language"), func(it Item) bool { return it.Lang == lang })
		}
	}
	if slices.ContainsFunc(verdicts, func(v Verdict) bool { return v.Unsure }) {
		var pairs []pair
		for i, it := range items {
			pairs = append(pairs, pair{it.Flag, verdicts[i].Flag && !verdicts[i].Unsure})
		}
		m.Slices = append(m.Slices, slice("told in a review", pairs))
	}
	m.Labels = labels(items, verdicts)
	m.Brier, m.ECE = calibration(items, verdicts)
	for i, it := range items {
		if it.Flag != verdicts[i].Flag {
			m.Dearest = append(m.Dearest, Mistake{it, verdicts[i]})
		}
	}
	slices.SortStableFunc(m.Dearest, dearer)
	var everything Count
	for _, it := range items {
		everything.Add(it.Flag, true)
	}
	m.All = everything.F1()
	return m, nil
}

// dearer orders mistakes: a wrong nudge costs more than a missed one, and the
// surer the checker was, the worse.
func dearer(a, b Mistake) int {
	switch {
	case a.Verdict.Flag && b.Verdict.Flag:
		return cmp.Compare(b.Verdict.Score, a.Verdict.Score)
	case a.Verdict.Flag:
		return -1
	case b.Verdict.Flag:
		return 1
	}
	return cmp.Compare(a.Verdict.Score, b.Verdict.Score)
}

type pair struct{ want, got bool }

// draws is how many samples the bootstrap takes.
const draws = 1000

func slice(name string, pairs []pair) Slice {
	count := func(of func(int) pair) Count {
		var c Count
		for i := range pairs {
			p := of(i)
			c.Add(p.want, p.got)
		}
		return c
	}
	c := count(func(i int) pair { return pairs[i] })
	random := rand.New(rand.NewPCG(1, uint64(len(pairs))))
	f1s := make([]float64, draws)
	for d := range f1s {
		f1s[d] = count(func(int) pair { return pairs[random.IntN(len(pairs))] }).F1()
	}
	slices.Sort(f1s)
	return Slice{
		Name: name, N: c.N(), Count: c, Precision: c.Precision(), Recall: c.Recall(), F1: c.F1(),
		F1In: Interval{f1s[draws*25/1000], f1s[draws*975/1000-1]},
		FPR:  c.FPR(), FPRIn: Wilson(c.FP, c.FP+c.TN), MCC: c.MCC(),
	}
}

func labels(items []Item, verdicts []Verdict) []LabelRecall {
	by := map[string]*LabelRecall{}
	for i, it := range items {
		if !it.Flag {
			continue
		}
		l := by[it.Label]
		if l == nil {
			l = &LabelRecall{Label: it.Label}
			by[it.Label] = l
		}
		l.N++
		if verdicts[i].Flag {
			l.Found++
			if verdicts[i].Label == it.Label {
				l.Right++
			}
		}
	}
	var all []LabelRecall
	for _, name := range slices.Sorted(maps.Keys(by)) {
		l := *by[name]
		l.In = Wilson(l.Found, l.N)
		all = append(all, l)
	}
	return all
}

// calibration returns the Brier score and the expected calibration error.
func calibration(items []Item, verdicts []Verdict) (brier, ece float64) {
	var bins [10]struct {
		n, yes int
		sum    float64
	}
	for i, it := range items {
		s, y := min(max(verdicts[i].Score, 0), 1), 0.0
		b := &bins[min(int(s*10), 9)]
		b.n++
		b.sum += s
		if it.Flag {
			y = 1
			b.yes++
		}
		brier += (s - y) * (s - y)
	}
	n := float64(max(len(items), 1))
	for _, b := range bins {
		if b.n > 0 {
			off := b.sum/float64(b.n) - float64(b.yes)/float64(b.n)
			ece += float64(b.n) / n * max(off, -off)
		}
	}
	return brier / n, ece
}
