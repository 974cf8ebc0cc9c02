package eval

import "math"

// A Count is how often a checker was right and wrong about whether to nudge.
type Count struct {
	TP int `json:"tp"` // nudged, rightly
	FP int `json:"fp"` // nudged, wrongly
	FN int `json:"fn"` // missed
	TN int `json:"tn"` // left in peace, rightly
}

// Add counts one message.
func (c *Count) Add(want, got bool) {
	switch {
	case want && got:
		c.TP++
	case got:
		c.FP++
	case want:
		c.FN++
	default:
		c.TN++
	}
}

// N is how many messages were counted.
func (c Count) N() int { return c.TP + c.FP + c.FN + c.TN }

// Precision is the share of nudges that were called for.
func (c Count) Precision() float64 { return ratio(c.TP, c.TP+c.FP) }

// Recall is the share of messages calling for a nudge that got one.
func (c Count) Recall() float64 { return ratio(c.TP, c.TP+c.FN) }

// F1 is the harmonic mean of precision and recall.
func (c Count) F1() float64 { return ratio(2*c.TP, 2*c.TP+c.FP+c.FN) }

// FPR is the share of harmless messages that were nudged.
func (c Count) FPR() float64 { return ratio(c.FP, c.FP+c.TN) }

// Flagged is the share of all messages that were nudged.
func (c Count) Flagged() float64 { return ratio(c.TP+c.FP, c.N()) }

// MCC is Matthews' correlation of verdict and truth, −1 to 1; 0 is no better
// than chance, and what flagging everything gets.
func (c Count) MCC() float64 {
	tp, fp, fn, tn := float64(c.TP), float64(c.FP), float64(c.FN), float64(c.TN)
	return (tp*tn - fp*fn) / math.Sqrt(max(1, (tp+fp)*(tp+fn)*(tn+fp)*(tn+fn)))
}

// ratio is 0 where there is nothing to take a share of.
func ratio(part, whole int) float64 {
	return float64(part) / float64(max(whole, 1))
}

// An Interval is where a figure lies with a probability of 95 %.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Wilson is the interval of a share of part in whole: unlike the plain one it
// keeps within 0 and 1 and does not shrink to nothing where part is 0.
func Wilson(part, whole int) Interval {
	if whole == 0 {
		return Interval{0, 1}
	}
	const z = 1.959964
	n, p := float64(whole), float64(part)/float64(whole)
	mid := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return Interval{max(0, mid-half), min(1, mid+half)}
}
