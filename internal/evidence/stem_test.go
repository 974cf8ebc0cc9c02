package evidence

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestCausesFindTheirStem holds sentences as people say them in the Root cause phase, each labelled with its stem and kind before
// it was read. The floors are what is found now; a rule may raise them.
func TestCausesFindTheirStem(t *testing.T) {
	for _, c := range []struct {
		file               string
		least, stem, kinds int
	}{{"testdata/causes_fresh.txt", 60, 47, 44}} {
		n, stems, kinds := 0, 0, 0
		for label, text := range labelled(t, c.file) {
			n++
			stem, kind, _ := strings.Cut(label, " ")
			var got []string
			for _, f := range Read(Statement{Text: text, Phase: RootCause, Role: "SRE", At: time.Date(2024, 5, 28, 15, 0, 0, 0, time.UTC)}) {
				if f.Kind == KindCause {
					got = append(got, f.Stem+" "+f.Cause)
				}
			}
			right := len(got) == 1 && (strings.HasPrefix(got[0], stem) || stem == "luck")
			if right {
				stems++
			}
			if right && strings.HasSuffix(got[0], " "+kind) {
				kinds++
			} else {
				t.Logf("%q is %v, told as %s", text, got, label)
			}
		}
		if n < c.least || stems < c.stem || kinds < c.kinds {
			t.Errorf("%s: of %d sentences %d have their stem and %d their kind too", c.file, n, stems, kinds)
		}
	}
}

// TestMomentsHaveTheirKind holds sentences of the Timeline phase: each makes one entry, of one of the kinds before it.
func TestMomentsHaveTheirKind(t *testing.T) {
	for _, c := range []struct {
		file         string
		least, right int
	}{{"testdata/moments_fresh.txt", 45, 36}} {
		n, right := 0, 0
		for label, text := range labelled(t, c.file) {
			n++
			fs := Read(Statement{Text: text, Phase: Timeline, Role: "SRE", At: time.Date(2024, 5, 28, 15, 0, 0, 0, time.UTC), Day: time.Date(2024, 5, 14, 0, 0, 0, 0, time.UTC)})
			if len(fs) == 1 && fs[0].Kind == KindTimeline && slices.Contains(strings.Split(label, "|"), fs[0].Event) {
				right++
			} else {
				t.Logf("%q is %v, told as %s", text, findings(fs), label)
			}
		}
		if n < c.least || right < c.right {
			t.Errorf("%s: of %d sentences %d make the one entry they tell", c.file, n, right)
		}
	}
}

// labelled yields the lines of a file: a label, and the sentence behind " | ".
func labelled(t *testing.T, file string) func(yield func(label, text string) bool) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return func(yield func(label, text string) bool) {
		for line := range strings.Lines(string(data)) {
			label, text, ok := strings.Cut(strings.TrimSpace(line), " | ")
			if ok && !yield(label, text) {
				return
			}
		}
	}
}

// TestTheStemThatWasAskedFor holds where the words speak for no stem themselves.
func TestTheStemThatWasAskedFor(t *testing.T) {
	for _, c := range []struct{ text, question, asked, want string }{
		{"The build machine and the web server had one disk.", "How did it spread?", "", "spread"},
		{"The build machine and the web server had one disk.", "", "spread", "spread"},
		{"The build machine and the web server had one disk.", "", "", "start"},
		{"The build machine and the web server had one disk.", "How did it start, and how did it spread?", "", "start"},
		{"There was no alert on the disk.", "How did it spread?", "", "unnoticed"},
		{"There was no alert on the disk.", "", "recovery", "unnoticed"},
		{"start: the disk was full", "How did it spread?", "spread", "start"},
	} {
		fs := Read(Statement{Text: c.text, Question: c.question, Stem: c.asked, Phase: RootCause, At: time.Date(2024, 5, 28, 15, 0, 0, 0, time.UTC)})
		if len(fs) != 1 || fs[0].Stem != c.want {
			t.Errorf("%q after %q gave %v, want %s", c.text, c.question+c.asked, findings(fs), c.want)
		}
	}
}
