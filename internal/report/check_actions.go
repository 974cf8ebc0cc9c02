package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
)

// openActions are those still to be done.
func (b *builder) openActions(yield func(Action) bool) {
	for _, a := range b.r.Actions {
		if a.open() && !yield(a) {
			return
		}
	}
}

// actionsWhole looks for what makes an action a promise. Its priority is its rank in the table.
func (b *builder) actionsWhole() (open, met string) {
	n := 0
	for a := range b.openActions {
		n++
		var lacks []string
		need := func(ok bool, what string) {
			if !ok {
				lacks = append(lacks, what)
			}
		}
		need(a.State == "owned", "an owner who accepted it")
		need(a.Due != nil, "a date")
		if a.Due != nil && !b.o.Now.IsZero() {
			need(*a.Due >= b.o.Now.UTC().Format(time.DateOnly), "a date that lies ahead")
		}
		need(a.DoneWhen != "", "words for when it is done")
		need(a.Type != "", "a type")
		need(a.Strength > 0, "a strength")
		need(!b.wants(a, "cause"), "the cause that it is about")
		if len(lacks) > 0 {
			return a.label() + " lacks " + strings.Join(lacks, ", "), ""
		}
	}
	if n == 0 {
		return "there is no open action", ""
	}
	return "", plural(n, "open action has", "open actions have") + " an owner, a date, an end, a type, a strength and a cause"
}

// wants reports whether the Prevention misses a part of an action.
func (b *builder) wants(a Action, part string) bool {
	id := "P2-" + strconv.Itoa(a.number)
	return slices.ContainsFunc(b.gates, func(c postmortem.Criterion) bool {
		return c.ID == id && c.State != postmortem.GateMet &&
			slices.ContainsFunc(c.Wants, func(w postmortem.Want) bool { missing, _ := w.Data[part].(bool); return missing })
	})
}

// verifiable looks for actions of which nobody has said when they are done.
func (b *builder) verifiable() (open, met string) {
	for a := range b.openActions {
		if a.DoneWhen == "" {
			return a.label() + " does not say when it is done", ""
		}
	}
	return "", "each open action says when it is done"
}

// aboutSystems looks for actions that ask people to be otherwise: those have no strength at all.
func (b *builder) aboutSystems() (open, met string) {
	for a := range b.openActions {
		if a.Strength == 0 {
			return a.label() + " asks for care or attention; what would make it hold without them?", ""
		}
	}
	return "", "no open action is about changing a person"
}

// kinds looks for more than one way of being safer.
func (b *builder) kinds() (open, met string) {
	has := map[string]bool{}
	for a := range b.openActions {
		has[a.Type] = true
	}
	switch {
	case !has["prevent"]:
		return "no open action prevents it", ""
	case !has["detect"] && !has["mitigate"] && !has["repair"]:
		return "all open actions prevent, and none would detect it or make it shorter", ""
	}
	return "", "open actions prevent, and detect or make it shorter"
}

func (b *builder) actionsConcrete() (open, met string) {
	n := 0
	for a := range b.openActions {
		n++
		if why, weak := b.read.weak(a.Text); weak && a.DoneWhen == "" { // words for when it is done make up for others
			return a.label() + " cannot be verified: " + why, ""
		}
	}
	if n == 0 {
		return "there is no open action", ""
	}
	return "", plural(n, "open action", "open actions") + ", none found to be vague"
}

func (b *builder) fewActions() (open, met string) {
	n := 0
	for range b.openActions {
		n++
	}
	if n > postmortem.MostActions {
		return fmt.Sprintf("%d open actions, and more than %d are seldom all done", n, postmortem.MostActions), ""
	}
	return "", plural(n, "open action", "open actions") + ", ranked by strength"
}

func (b *builder) gapsShown() (open, met string) {
	shown := map[string]bool{}
	for _, g := range b.r.Gaps {
		shown[g.Text] = true
	}
	for _, g := range b.s.Gaps {
		a, promise := b.promise(g)
		if i := slices.IndexFunc(b.missing, g.Same); g.ID != "" && i >= 0 {
			g = b.missing[i] // told as it stands now: less may be missing than when the phase ended
		}
		if !promise && !shown[b.gapText(g)] || promise && a.missing() != "" && !shown[a.gap()] {
			return "what the phase " + g.Phase.Title() + " left open is not in section 10", ""
		}
	}
	waived := b.waivedChecks()
	for _, text := range waived {
		if !shown[text] {
			return "a check that was left open on purpose is not in section 10", ""
		}
	}
	return "", plural(len(b.s.Gaps)+len(waived), "thing", "things") + " that people left open, all in section 10"
}

func (b *builder) ownersSections() (open, met string) {
	for _, id := range []string{SectionMeans, SectionNotDone} {
		for _, st := range b.r.section(id).Sentences {
			if st.ByPeople && st.Note {
				return "two sections wait for the owner: what this means to us, and what we chose not to do", ""
			}
		}
	}
	return "", "the owner has written what this means to us and what we chose not to do"
}
