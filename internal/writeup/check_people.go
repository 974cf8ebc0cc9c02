package writeup

import (
	"github.com/remedybot/remedy/internal/rubric"
)

// harm counts the sentences about harm whose doer is a person: one in twenty may be.
func (c *checker) harm() answer {
	told := 0
	var lines []int
	first := ""
	for _, s := range c.said {
		if s.Part == Actions || s.Part == People || s.Part == Glossary {
			continue
		}
		harm, person := rubric.Harm(s.Prose)
		if harm {
			told++
		}
		if person {
			if lines = append(lines, s.Line); first == "" {
				first = s.Text
			}
		}
	}
	switch {
	case len(lines)*20 > told:
		return open(lines, "Let the system or the condition do the harm, and tell what made it possible: %s.", quote(first))
	case told == 0:
		return unclear("No sentence was found that plainly tells of harm.")
	}
	return met("Where harm is told, no person was found to do it.")
}

// outright looks for an outage beside something that kept working.
func (c *checker) outright() answer {
	called, line, kept := "", 0, ""
	for _, s := range c.said {
		if s.Part != Summary && s.Part != Impact && s.Part != Head {
			continue
		}
		if rubric.KeptWorking(s.Prose) != "" {
			if kept == "" {
				kept = s.Text
			}
		} else if words := rubric.Outage(s.Prose); words != "" && called == "" {
			called, line = words, s.Line
		}
	}
	switch {
	case called != "" && kept != "":
		return open([]int{line}, "Say what was degraded instead of %s: %s", quote(called), quote(kept))
	case called == "":
		return met("It is not called an outage.")
	}
	return unclear("Whether everything was down takes somebody who knows.")
}

// unsung looks for something that went well and makes nobody the hero.
func (c *checker) unsung() answer {
	all := 0
	var lines []int
	first := ""
	for _, s := range c.said {
		words := rubric.Hero(s.Prose)
		if s.Part == WentWell {
			all++
		} else if words == "" {
			continue
		}
		if words != "" {
			if lines = append(lines, s.Line); first == "" {
				first = words
			}
		}
	}
	switch {
	case len(lines) > 0 && len(lines) >= all:
		return open(lines, "Tell what made it possible, so that it works without that person: %s.", quote(first))
	case all == 0:
		return unclear("Nothing is listed that went well.")
	}
	return met("Something went well that makes nobody the hero.")
}
