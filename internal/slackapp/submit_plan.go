package slackapp

import (
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/postmortem"
)

// ticked are the options chosen in a field, or in the groups that it was cut into.
func (p interaction) ticked(name string) []string {
	out := []string{}
	for block, values := range p.View.State.Values {
		if block == name || strings.HasPrefix(block, name+"_") {
			for _, o := range values[value].Options {
				out = append(out, o.Value)
			}
		}
	}
	slices.Sort(out)
	return out
}

// planned gives what the forms about the whole of causes and actions ask for, and
// the field at which a refusal is shown.
func (p interaction) planned(in postmortem.Input, shown []string) (first string, out []postmortem.Input) {
	switch p.View.CallbackID {
	case formLook:
		return "lenses", []postmortem.Input{with(in, "", postmortem.Look{Lenses: p.ticked("lenses")})}
	case formWeigh:
		return "recurrence", []postmortem.Input{with(in, "", postmortem.Weigh{Recurrence: p.field("recurrence").Option.Value})}
	case formRisk:
		return "risk_reason", []postmortem.Input{with(in, "", postmortem.AcceptRisk{
			Causes: p.ticked("causes"), Reason: escaped(p.field("risk_reason").Value), Review: strings.TrimSpace(p.field("review").Value)})}
	case formIdeas:
		reason := escaped(p.field("why_not").Value)
		for _, id := range shown { // what is declined comes first: it is the one that may be refused
			if as := p.field("fate_" + id).Option.Value; as == postmortem.AsDeclined {
				out = append(out, with(in, "/"+id, postmortem.Settle{Entry: id, As: as, Reason: reason}))
			}
		}
		for _, id := range shown {
			if as := p.field("fate_" + id).Option.Value; as != "" && as != postmortem.AsDeclined {
				out = append(out, with(in, "/"+id, postmortem.Settle{Entry: id, As: as}))
			}
		}
		return "why_not", out
	case formEnds:
		var told postmortem.TellEnds
		for _, id := range shown {
			if done := strings.TrimSpace(p.field(postmortem.EndField(id)).Value); done != "" {
				told.Ends = append(told.Ends, postmortem.End{Entry: id, Done: escaped(done)})
			}
		}
		if len(told.Ends) == 0 {
			return "", nil
		}
		return postmortem.EndField(told.Ends[0].Entry), []postmortem.Input{with(in, "", told)}
	}
	return "", nil
}

// detailed adds to a change of an entry what its form asks for beside the words.
func (p interaction) detailed(e postmortem.Edit) postmortem.Edit {
	e.When = plain(strings.TrimSpace(p.field("when").Value))
	e.Sort, e.Link = p.field("sort").Option.Value, strings.TrimSpace(p.field("link").Value)
	e.Owner, e.Due, e.Done = p.field("keeper").User, strings.TrimSpace(p.field("due").Value), escaped(strings.TrimSpace(p.field("done").Value))
	if _, asked := p.View.State.Values["about"]; asked {
		e.About = p.ticked("about")
	}
	return e
}

// instead is what the form of an entry asks for in place of a change: to take it
// out, to drop an action, or to make two causes of one.
func (p interaction) instead(id string) (postmortem.InputBody, bool) {
	switch {
	case len(p.ticked("leave")) > 0:
		return postmortem.LeaveOut{Entries: []string{id}}, true
	case strings.TrimSpace(p.field("drop").Value) != "":
		return postmortem.Drop{Entry: id, Reason: escaped(p.field("drop").Value)}, true
	case strings.TrimSpace(p.field("second").Value) != "":
		return postmortem.Split{Entry: id, First: escaped(p.field("text").Value), Second: escaped(p.field("second").Value)}, true
	}
	return nil, false
}
