package tone

import "sync"

// Counts are what has become of the questions put to a model.
type Counts struct {
	Asked    int // questions, a repair not counted again
	Cached   int // answered from memory instead
	Repaired int // answered in the right form at the second attempt
	Unusable int // answered in a wrong form twice
	Failed   int // not answered: why is the endpoint's business
	Reworded int // wordings that were not offered, since they did not hold
}

type tally struct {
	mu  sync.Mutex
	now Counts
}

func (t *tally) add(c Counts) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := &t.now
	n.Asked, n.Cached, n.Repaired = n.Asked+c.Asked, n.Cached+c.Cached, n.Repaired+c.Repaired
	n.Unusable, n.Failed, n.Reworded = n.Unusable+c.Unusable, n.Failed+c.Failed, n.Reworded+c.Reworded
}

func (t *tally) counts() Counts {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.now
}
