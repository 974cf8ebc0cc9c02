package evidence

import (
	"encoding/json"
	"io"
	"os"
	"slices"
	"testing"
)

// TestUnseen sorts the sentences of a writer of whom nothing was learned. The floors are a little below what is found now.
func TestUnseen(t *testing.T) {
	f, err := os.Open("testdata/unseen.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	names := []string{SortEvent: "event", SortCause: "cause", SortItem: "item"}
	var told, found [tasks]int
	byLabel := map[string]*[2]int{}
	for lines := json.NewDecoder(f); ; {
		var line struct{ Task, Text, Label string }
		if err := lines.Decode(&line); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		task := Task(slices.Index(names, line.Task))
		key := line.Task + " " + line.Label
		if byLabel[key] == nil {
			byLabel[key] = &[2]int{}
		}
		told[task]++
		byLabel[key][0]++
		if k, _ := task.shares(plainTokens(line.Text)).Best(); task.Labels()[k] == line.Label {
			found[task]++
			byLabel[key][1]++
		}
	}
	for task, least := range [tasks]int{SortEvent: 180, SortCause: 166, SortItem: 160} {
		t.Logf("%s: %d of %d", names[task], found[task], told[task])
		if found[task] < least {
			t.Errorf("%s: %d of %d, want %d", names[task], found[task], told[task], least)
		}
	}
	for key, n := range byLabel {
		t.Logf("%s: %d of %d", key, n[1], n[0])
	}
}
