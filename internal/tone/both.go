package tone

import "context"

// Both joins local and m, which may be nil. Local reads every message first.
// What it is sure of stands, and the model may only offer a wording for it. What
// can hold nothing of the kind is never sent. On the rest the model decides.
func Both(local *Local, m *Model) Checker {
	if m == nil {
		return local
	}
	return both{local, m}
}

type both struct {
	local *Local
	model *Model
}

// Check never returns an error.
func (b both) Check(ctx context.Context, msg Message) (Report, error) {
	r, worth := b.local.look(msg)
	if !r.Flag && !worth {
		return r, nil
	}
	certain := r.Flag && r.Confidence >= sure
	if certain && (r.Wording != "" || r.Category == SelfBlame) {
		return r, nil // the model has nothing to add
	}
	o, ok := b.model.opinion(ctx, msg)
	switch {
	case !ok:
	case !certain:
		return worded(msg, o), nil
	case o.Flag && o.Category == r.Category:
		r.Wording = o.Wording
	}
	return worded(msg, r), nil
}
