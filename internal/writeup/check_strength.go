package writeup

import (
	"regexp"
	"slices"
	"strings"

	"github.com/remedybot/remedy/internal/evidence"
)

var remembered = regexp.MustCompile(`(?i)^\W*(?:please )?(?:(?:re-?)?train|teach|remind|document|write|update (?:the )?(?:docs?(?: |$)|documentation|runbooks?|wiki|readme)|discuss|ask|investigate|consider|review|look into|talk|tell|communicate|inform|announce|raise awareness|educate|think|explore|evaluate|agree|share|hold a|schedule a|create (?:a |an )?(?:wiki|doc|document|page|runbook|checklist|guideline|process))\b`)

func (c *checker) strong() answer {
	if len(c.Actions) < 2 {
		return unclear("There are too few actions to weigh.")
	}
	weak := 0
	for _, a := range c.Actions {
		switch {
		case evidence.Strength(untagged(a.Text)) == 0 || remembered.MatchString(untagged(a.Text)) || vague(a.Text) && !settled.MatchString(untagged(a.Text)):
			weak++
		}
	}
	if a, ok := c.holding(); ok {
		return met("An action holds without care and memory: %s.", quote(a.Text))
	}
	if weak == len(c.Actions) {
		return open(lineOf(c.line(Actions)), "Add an action that holds by itself, such as a limit, a check or an automatic step; all of these rest on documents and memory.")
	}
	return unclear("How strong the actions are is for a reader.")
}

// named returns the types or priorities that the actions are given.
func (c *checker) named(of func(Action) string) map[string]int {
	set := map[string]int{}
	for _, a := range c.Actions {
		if v := of(a); v != "" {
			set[v]++
		}
	}
	return set
}

func (c *checker) types() map[string]int {
	return c.named(func(a Action) string {
		for _, t := range []string{"prevent", "detect", "mitigat", "repair", "investigat", "process"} {
			if strings.Contains(a.Type, t) {
				return t
			}
		}
		return ""
	})
}

func (c *checker) preventing() answer {
	types := c.types()
	if types["prevent"]+types["detect"] > 0 {
		return met("Some action prevents or detects.")
	}
	if types["mitigat"]+types["repair"] > 0 {
		return open(lineOf(c.line(Actions)), "Add an action that prevents this or detects it earlier; all of these repair or mitigate.")
	}
	if a, ok := c.detecting(); ok {
		return met("An action detects: %s.", quote(a.Text))
	}
	if a, ok := c.holding(); ok {
		return met("An action prevents: %s.", quote(a.Text))
	}
	return unclear("The actions have no type.")
}

// detects is an action that has a machine notice something: that begins so, or sets up what does.
var detects = regexp.MustCompile(`(?i)^(?:\W*(?:we (?:should|need to|will) )?)(?:monitor|alert|page|detect|warn|probe|watch) |\b(?:add|create|implement|set ?up|configure|introduce|extend|enable|build|write|tune|lower|raise|improve|fix|install|enhance|give|rename|ensure)\b.{0,60}?\b(?:alert(?:s|ing)?|alarms?|monitor(?:s|ing)?|probes?|health ?checks?|(?:periodic|synthetic|consistency|regular) (?:\w+ )?(?:jobs?|checks?|tests?)|paging|metrics?|instrumentation)\b|^the alert\b|\b(?:show|display|graph|plot)\b.{0,60}?\bdashboard\b|\bpages? (?:the |an? )?(?:on-?call|team|engineer)`)

var notifies = regexp.MustCompile(`(?i)\b(?:detects?|alerts?|alarms?|notif(?:y|ies|ied)|pages?|probes?|warns?|compares?)\b`)

// detecting is an action by which the next one would be noticed sooner.
func (c *checker) detecting() (Action, bool) {
	for _, of := range []func(Action) bool{
		func(a Action) bool { return strings.Contains(a.Type, "detect") },
		func(a Action) bool { return a.Type == "" && detects.MatchString(untagged(a.Text)) },
		func(a Action) bool {
			return a.Type == "" && evidence.ActionType(untagged(a.Text)) == "detect" && notifies.MatchString(a.Text) && !vague(a.Text)
		},
	} {
		if i := slices.IndexFunc(c.Actions, of); i >= 0 {
			return c.Actions[i], true
		}
	}
	return Action{}, false
}

// holding is an action that holds without care and memory.
func (c *checker) holding() (Action, bool) {
	i := slices.IndexFunc(c.Actions, func(a Action) bool {
		text := untagged(a.Text)
		return evidence.Strength(text) >= 3 && !remembered.MatchString(text) && !onPaper.MatchString(text) && !vague(a.Text)
	})
	if i < 0 {
		return Action{}, false
	}
	return c.Actions[i], true
}

// onPaper is what is called a rule and holds as long as people remember it.
var onPaper = regexp.MustCompile(`(?i)^(?:\W*\w+ )(?:\w+ ){0,3}?(?:rules?|guidelines?|guidance|conventions?|policy|policies|process|procedures?|best practices?|awareness|agreements?)\b`)

var tag = regexp.MustCompile(`^\W*(?:[A-Z][A-Z0-9]{1,9}-\d{1,6}|#\d{1,7})\W+`)

// untagged is an action without the ticket that stands before it.
func untagged(text string) string { return tag.ReplaceAllString(text, "") }

// aimless is an action that promises effort or agreement and names nothing that would be there afterwards.
var aimless = regexp.MustCompile(`(?i)^(?:(?:we|the team|all of us) (?:should|need to|must|will|want to) )?(?:have an? (?:talk|chat|discussion|conversation|meeting)|talk|streamline|align\b|figure out|agree on|continue to|keep on|try\b|strive|focus on|address\b|clear(?:er)? communication|better\b|more \w+ (?:communication|care|attention|testing|monitoring|documentation)|be (?:more )?(?:aware|clear|proactive)|communicate|understand|clarify|follow up|get better|reflect on|think\b|be faster|be sure to|review processes|rethink)\b|^(?:review|check|update|monitor|test|clean(?: up)?|look at|verify)\b.{0,60}\b(?:regularly|periodically|more often|frequently)\W*$`)

// vague reports whether nobody could tell when an action is done.
func vague(text string) bool {
	_, weak := evidence.Weak(untagged(text))
	return weak || aimless.MatchString(untagged(text))
}

func (c *checker) kinds() answer {
	types, ranks := c.types(), c.named(func(a Action) string { return a.Priority })
	n := 0
	for _, k := range ranks {
		n += k
	}
	switch {
	case n > 2 && len(ranks) == 1:
		return open(lineOf(c.line(Actions)), "Rank the actions; all have the same priority.")
	case len(types) == 0:
		return unclear("The actions have no type.")
	case types["prevent"] == 0:
		return open(lineOf(c.line(Actions)), "Add an action that prevents; the others only soften.")
	case len(types) == 1 && len(c.Actions) > 1:
		return open(lineOf(c.line(Actions)), "Add an action that detects or mitigates as well; prevention never covers all.")
	}
	return met("The actions are of more than one type.")
}

var high = regexp.MustCompile(`(?i)\b(?:p0|p1|0|1|high|highest|critical|urgent|blocker|immediate)\b`)

func (c *checker) priority() answer {
	ranks := c.named(func(a Action) string { return a.Priority })
	if len(ranks) == 0 {
		return unclear("The actions have no priority.")
	}
	for r := range ranks {
		if high.MatchString(r) {
			return met("Some action has a high priority.")
		}
	}
	return open(lineOf(c.line(Actions)), "Give the most important action a high priority, or say why none has one.")
}
