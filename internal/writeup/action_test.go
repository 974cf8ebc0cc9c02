package writeup

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/remedybot/remedy/internal/rubric"
)

// Lists of actions as people write them: who is read as the owner, and whether a date is read.
func TestActions(t *testing.T) {
	type promise struct {
		Owner string
		Dated bool
		Done  bool
	}
	for _, c := range []struct {
		name, text string
		want       []promise
	}{
		{"a handle", "- [ ] Add an alert @ana by 2024-06-01", []promise{{"@ana", true, false}}},
		{"ticked", "- [x] Add an alert @ana\n- ~~Remove the job~~", []promise{{"@ana", false, true}, {"", false, true}}},
		{"a label", "* Add an alert. Owner: Ana Reyes. Due: 6 June", []promise{{"Ana Reyes", true, false}}},
		{"details below", "1. Add an alert\n   - Owner: Ana\n   - Due: next Friday", []promise{{"Ana", true, false}}},
		{"in brackets", "- Add an alert (Ana)\n- Add a limit [Bo Lind]\n- Check the docs (see the wiki)\n- Limit the size (DNS)", []promise{{"Ana", false, false}, {"Bo Lind", false, false}, {}, {}}},
		{"who first", "- Anna will add an alert by Friday\n- **Ben**: add a limit\n- Prometheus: add an alert\n- Continue to test", []promise{{"Anna", true, false}, {"Ben", false, false}, {}, {}}},
		{"groups", "- Prevention:\n  - Add a limit @bo\n  - Add a test @ana\n- Detection:\n  - Add an alert", []promise{{"@bo", false, false}, {"@ana", false, false}, {}}},
		{"headings", "### Prevention\n- Add a limit @bo\n### Detection\n- Add an alert", []promise{{"@bo", false, false}, {}}},
		{"a table", "| Task | Assignee | ETA | Status |\n|---|---|---|---|\n| Add a limit | Bo | 1 June | open |\n| Add an alert | TBD | - | done |\n| | | | |", []promise{{"Bo", true, false}, {"", false, true}}},
		{"a table, owner first", "| Owner | Action | Due date |\n|---|---|---|\n| @bo | Add a limit | |\n| SRE team | Add an alert | Q3 |", []promise{{"@bo", false, false}, {"SRE team", true, false}}},
		{"amounts are no dates", "- Cut the load by 10% @ana\n- Upgrade to 1.24.10 before the sale @bo\n- Ship by end of June @bo\n- Add a limit @bo, due 12.06.2024", []promise{{"@ana", false, false}, {"@bo", false, false}, {"@bo", true, false}, {"@bo", true, false}}},
		{"what a template left", "- [Action 1]\n- TODO\n- Describe the flow in the runbook", []promise{{}}},
	} {
		r, err := Read("# A\n## Action items\n\n" + c.text + "\n")
		if err != nil {
			t.Fatal(err)
		}
		var got []promise
		for _, a := range r.Actions {
			got = append(got, promise{a.Owner, a.Due != "", a.Done})
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestTeams(t *testing.T) {
	for owner, want := range map[string]bool{
		"SRE": true, "platform team": true, "The Storage Team": true, "@acme/sre": true, "everyone": true, "@sre-oncall": true, "Platform & Security": true,
		"Ana": false, "@ana": false, "Ana (platform team)": false, "Will Stone": false, "Data engineer 1, Ana": false,
	} {
		if team(owner) != want {
			t.Errorf("%q is taken for a team: %t", owner, !want)
		}
	}
}

// What is open in lists of actions, and on which lines.
func TestActionChecks(t *testing.T) {
	for _, c := range []struct {
		name, id, text string
		want           rubric.Result
		lines          []int
	}{
		{"a team", "Q47", "- Add a limit. Owner: storage team, due 1 June", rubric.Open, []int{4}},
		{"two people", "Q47", "- Add a limit. Owner: Ana and Bo, due 1 June", rubric.Open, []int{4}},
		{"one person", "Q47", "- Add a limit. Owner: Ana, due 1 June", rubric.Met, nil},
		{"a ticket instead of a date", "Q47", "- Add a limit. Owner: Ana (OPS-12)", rubric.Unknown, nil},
		{"done", "Q47", "- [x] Add a limit", rubric.Met, nil},
		{"vague", "Q48", "- Improve monitoring\n- Block uploads over 2 GB\n- Be more careful", rubric.Open, []int{4, 6}},
		{"vague at the beginning only", "Q48", "- Enhance the daily run with a synthetic check\n- Ensure that alerts of the sandbox are configured to go to a channel", rubric.Met, nil},
		{"concrete", "Q48", "- Block uploads over 2 GB\n- Add an alert for the age of the queue", rubric.Met, nil},
		{"people to be changed", "Q50", "- Retrain the operators\n- Remind everyone to double check\n- Teach the linter the new rule", rubric.Open, []int{4, 5}},
		{"documents only", "Q51", "- Document the rollback\n- Train new colleagues", rubric.Open, []int{2}},
		{"too many", "Q56", "- a b\n- c d\n- e f\n- g h\n- i j\n- k l\n- m n\n- o p", rubric.Open, []int{2}},
	} {
		f := of(t, checked(t, "# A\n## Action items\n\n"+c.text+"\n"), c.id)
		lines := f.Lines
		if lines == nil && f.Line > 0 {
			lines = []int{f.Line}
		}
		if f.Result != c.want || !slices.Equal(lines, c.lines) {
			t.Errorf("%s: %s at %v, want %s at %v: %s", c.name, f.Result, lines, c.want, c.lines, f.Why)
		}
	}
}
