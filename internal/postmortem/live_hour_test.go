package postmortem

import (
	"os"
	"strings"
	"testing"
	"time"
)

// TestAnHourOfThree holds the review of testdata/live_hour.txt to what a sitting of
// three shall be: an hour at most, mostly theirs, nobody spoken to twice in a row or
// named, every gate met or left open for a reason, and no branch that ends at a person.
func TestAnHourOfThree(t *testing.T) {
	script, err := os.ReadFile("testdata/live_hour.txt")
	if err != nil {
		t.Fatal(err)
	}
	st := newStage(t)
	caps := st.g.Caps
	var asked []time.Time // when the bot spoke up to all by itself
	alone, said := map[string][]time.Time{}, map[string]int{}
	st.posted = func(slot string, c Card) {
		if strings.HasPrefix(slot, "ask/") || strings.HasPrefix(slot, "ready/") {
			asked = append(asked, st.now)
		}
		if text := c.Plain(); !strings.HasPrefix(slot, "say/") && (strings.Contains(text, cast["sam"].ID) || strings.Contains(text, cast["mo"].ID)) {
			t.Errorf("%s names somebody: %s", slot, text)
		}
	}
	st.whispered = func(w Whisper) { alone[w.To] = append(alone[w.To], st.now) }
	for line := range strings.Lines(string(script)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "      ") {
			continue
		}
		st.play(line)
	}
	s := st.s
	if s.Status != Draft || s.EndedAt.Sub(s.StartedAt) > time.Hour {
		t.Errorf("it is %s after %s", s.Status, s.EndedAt.Sub(s.StartedAt))
	}
	for _, m := range s.Messages {
		if m.Phase != "" {
			said[m.Author]++
		}
	}
	n := said[cast["mo"].ID] + said[cast["sam"].ID] + said[cast["ana"].ID]
	if len(said) != 3 || len(asked)*share > n || len(asked) < 3 {
		t.Errorf("the bot spoke up %d times among %d messages of %d people", len(asked), n, len(said))
	}
	if mo, sam := said[cast["mo"].ID], said[cast["sam"].ID]; mo <= sam || sam < 10 {
		t.Errorf("the talkative one said %d things, the quiet one %d", mo, sam)
	}
	for i, at := range asked {
		if i > 0 && at.Sub(asked[i-1]) < caps.Public {
			t.Errorf("it spoke up at %s, and again at %s", asked[i-1].Format("15:04:05"), at.Format("15:04:05"))
		}
	}
	for who, times := range alone {
		for i, at := range times {
			if i > 0 && at.Sub(times[i-1]) < caps.PerChannel {
				t.Errorf("%s was spoken to at %s, and again at %s", who, times[i-1].Format("15:04:05"), at.Format("15:04:05"))
			}
		}
	}
	if len(alone[cast["mo"].ID]) < 2 || len(alone[cast["sam"].ID]) != 1 || len(alone[cast["ana"].ID]) > 0 {
		t.Errorf("they were spoken to alone: %v", alone)
	}
	for _, p := range Phases() {
		for _, c := range s.Open(p) {
			t.Errorf("%s is open: %s", c.ID, c.What(nil))
		}
	}
	acts := 0
	for _, e := range s.Live(Cause) {
		if e.Act {
			acts++
		}
	}
	for _, e := range s.Leaves() {
		if e.Act {
			t.Errorf("a branch ends at somebody: %s", s.Text(e.ID))
		}
	}
	if acts == 0 {
		t.Error("nobody tried to end a branch at somebody")
	}
}
