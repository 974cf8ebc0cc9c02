package rubric

import (
	"fmt"
	"testing"
)

func TestRules(t *testing.T) {
	for i, r := range All() {
		if want := fmt.Sprintf("Q%d", i+1); r.ID != want || r.Title == "" || r.By == "" {
			t.Errorf("rule %d is %+v", i+1, r)
		}
	}
	if _, ok := Of("Q0"); ok {
		t.Error("there is no Q0")
	}
	if r, ok := Of("Q32"); !ok || !r.Blocks {
		t.Errorf("Q32 is %+v", r)
	}
}

// Each sentence, and the words found in it; none in a sentence that is sound.
func TestWording(t *testing.T) {
	for _, c := range []struct {
		name string
		of   func(string) string
		want map[string]string
	}{
		{"counterfactual", Counterfactual, map[string]string{
			"The team should have checked the volume first.":              "should have checked",
			"It shouldn’t have been deployed on a Friday.":                "shouldn't have been",
			"This could have been avoided.":                               "could have been avoided",
			"A canary would have caught it.":                              "would have caught",
			"If we had tested the change, it had failed there.":           "if we had tested",
			"We failed to notice the alert.":                              "we failed to",
			"Obviously the index was full.":                               "obviously",
			"The latter could have be done by the teams.":                 "could have be",
			"The engineer should have double-checked it.":                 "should have double-checked",
			"Each repository should have clear rules.":                    "",
			"Every service should have dedicated owners.":                 "",
			"We should have a talk about this.":                           "",
			"The record failed to resolve.":                               "",
			"Requests could have reached either node.":                    "",
			"Up to 300 users may have seen an error.":                     "",
			"It was not obvious which node was meant.":                    "",
			"Without a page we could've noticed it much later.":           "",
			"As would have occurred if one chain had outpaced the other.": "",
			"She saw nothing that was obviously wrong.":                   "",
			"This would not have prevented the download.":                 "",
			"Users should not have had to sign in again.":                 "",
			"The job should run every hour.":                              "",
		}},
		{"accusing", Accusing, map[string]string{
			"The cause was human error.":                                  "human error",
			"It was run carelessly.":                                      "carelessly",
			"It was his fault.":                                           "his fault",
			"The operator was to blame.":                                  "operator was to blame",
			"The engineer ignored the warning.":                           "engineer ignored",
			"It was done without asking anyone.":                          "without asking anyone",
			"The step is automated to avoid human error.":                 "",
			"This is not human error.":                                    "",
			"The list is prone to user error.":                            "",
			"Images are loaded lazily by the lazy-loading list.":          "",
			"This is a blameless review.":                                 "",
			"The fault lies in the parser, which the scheduler retries.":  "",
			"The linter ignored the folder.":                              "",
			"`git blame` shows the line.":                                 "",
			"The default page fault handler was at fault in the kernel.":  "",
			"The page returned a user error.":                             "",
			"The on-call engineer looked at the balancer first.":          "",
			"Nobody with the needed permission was awake or reachable.":   "",
			"The backup contact has no access and could not be reached.":  "",
			"Accidental execution of a command deleted the worker nodes.": "",
		}},
		{"judging", Judging, map[string]string{
			"Unfortunately the disk was full.":                    "unfortunately",
			"It was a total disaster.":                            "total disaster",
			"We did not properly test it.":                        "we did not properly",
			"The site was down!":                                  "!",
			"The disaster recovery plan was started.":             "",
			"Check that a != b, and that the style is !important": "",
			"The job then ran correctly on all nodes.":            "",
			"It was not shown properly on phones.":                "",
		}},
		{"leading", Leading, map[string]string{
			"Why didn't the operator stop it?":   "why didn't the operator",
			"Who broke the build?":               "who broke",
			"How could anyone have missed it?":   "how could anyone have",
			"Why did the queue grow?":            "",
			"Who was paged, and when?":           "",
			"Why did the alert not page anyone?": "",
		}},
	} {
		for sentence, want := range c.want {
			if got := c.of(sentence); got != want {
				t.Errorf("%s: %q in %q, want %q", c.name, got, sentence, want)
			}
		}
	}
}
