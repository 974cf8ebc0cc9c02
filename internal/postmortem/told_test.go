package postmortem

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/remedybot/remedy/prompts"
)

// telling is what the stories of testdata tell: what the bot does of itself, and where it
// rightly keeps quiet. Below a comment such as "# silent: chain, since …" a thing is not
// done before the next comment, though time passes.
type telling struct {
	done, silent map[string]bool
	gates        map[string]bool // such as "O2 met"
	held         map[Held]bool
}

// TestEverythingIsTold holds the stories to it that each question, each aside and
// invitation and each nudge has one in which it is made and one in which it rightly is
// not, that each criterion is met in one and open in another, and that each reason for
// keeping quiet is given in one.
func TestEverythingIsTold(t *testing.T) {
	is := tellAll(t)
	for _, name := range byItself(t) {
		if !is.done[name] {
			t.Errorf("no story in which %s is asked", name)
		}
		if !is.silent[name] {
			t.Errorf("no story in which %s is rightly silent", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(is.silent)) {
		if !slices.Contains(byItself(t), name) {
			t.Errorf("%s is said to be silent, and there is no such thing", name)
		}
	}
	for _, id := range written(t, `"([OTCRPLWK](?:\d+|%d))(?:_\w+|-%d)?"`, "criteria*.go", "ripe.go", "publi*.go") {
		for _, as := range []Standing{GateMet, GateOpen} {
			if !is.gates[strings.Replace(id, "%d", "", 1)+" "+string(as)] {
				t.Errorf("no story in which %s is %s", id, as)
			}
		}
	}
	for _, why := range written(t, `Held = "(\w+)"`, "whisper.go") {
		if !is.held[Held(why)] {
			t.Errorf("no story in which nothing is whispered since %s", why)
		}
	}
}

// byItself is what the bot says without being asked to, as far as it may be needless.
func byItself(t *testing.T) []string {
	var all []string
	for _, q := range questions {
		all = append(all, q.name)
	}
	for _, a := range asides {
		all = append(all, "aside/"+a.name)
	}
	nudges, err := filepath.Glob("../../prompts/people/nudge/*.md")
	if err != nil || len(nudges) == 0 {
		t.Fatalf("no nudges: %v", err)
	}
	for _, n := range nudges {
		name := strings.TrimSuffix(filepath.Base(n), ".md")
		if !strings.Contains(name, "-") { // that is another way to say the same
			all = append(all, "nudge/"+name)
		}
	}
	return append(all, "ready", askSilent, askFresh, "lead", "hold", "temperature", "person", "harm", "frame")
}

// written are the ids that the code holds.
func written(t *testing.T, pattern string, files ...string) []string {
	ids := map[string]bool{}
	for _, f := range files {
		names, err := filepath.Glob(f)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %v", f, err)
		}
		for _, name := range names {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(pattern).FindAllSubmatch(b, -1) {
				ids[string(m[1])] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(ids))
}

var (
	posedAs   = regexp.MustCompile(`^bot, (?:ask/([a-z_]+)|(ready))/`)
	stands    = regexp.MustCompile(`^([A-Z])(\d+)(?:-\d+)? (met|open)\b`)
	silentNow = regexp.MustCompile(`^# silent: ([a-z_/]+), since .`)
)

// tellAll plays all stories and takes note of what they tell.
func tellAll(t *testing.T) telling {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	is := telling{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[Held]bool{}}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		is.story(t, file, string(b))
	}
	return is
}

func (is telling) story(t *testing.T, file, script string) {
	quiet, ticks := "", 0
	end := func() {
		if quiet != "" && ticks == 0 {
			t.Errorf("%s: no time passes in which %s could be asked", file, quiet)
		}
		quiet, ticks = "", 0
	}
	said := func(name string) {
		is.done[name] = true
		if name == quiet {
			t.Errorf("%s: %s is asked where it is to be silent", file, name)
		}
	}
	st := newStage(t)
	nudge := ""
	st.heard = func(body InputBody) {
		if read, ok := body.(ToneRead); ok && read.Flag {
			nudge = "nudge/" + read.Category
		}
	}
	st.whispered = func(w Whisper) {
		if w.About != (Ref{}) {
			said(nudge)
		} else if name := st.alone(w); name != "" {
			said(name)
		}
	}
	st.posted = func(_ string, c Card) {
		if strings.Contains(c.Plain(), st.g.Words.Say("frame", nil)) {
			said("frame")
		}
	}
	for line := range strings.Lines(script) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case line == "" || strings.HasPrefix(line, "      "):
			continue
		case strings.HasPrefix(line, "#"):
			end()
			if m := silentNow.FindStringSubmatch(line); m != nil {
				quiet, is.silent[m[1]] = m[1], true
			}
			continue
		case strings.HasSuffix(line, " ."):
			ticks++
		}
		for _, followed := range st.play(line) {
			if m := posedAs.FindStringSubmatch(followed); m != nil {
				said(m[1] + m[2])
			}
			if m := stands.FindStringSubmatch(followed); m != nil {
				if m[1] == "W" {
					m[2] = "" // one for each phase
				}
				is.gates[m[1]+m[2]+" "+m[3]] = true
			}
			if why, ok := strings.CutPrefix(followed, "nothing is whispered: "); ok {
				is.held[Held(why)] = true
				if Held(why) != HeldProcess { // that is a question to all
					is.silent[nudge] = true
				}
			}
		}
	}
	end()
}

// alone is which of the things that are said to one person a whisper says, or "".
func (st *stage) alone(w Whisper) string {
	words := w.Card.Plain()
	for _, name := range []string{askSilent, askFresh, "hold", "temperature"} {
		if strings.Contains(words, st.g.Words.Say(name, nil)) {
			return name
		}
	}
	for _, name := range []string{"person", "harm"} {
		if strings.Contains(words, st.g.Words.Say(name, map[string]any{"contact": st.g.Contact})) {
			return name
		}
	}
	for n := range firstVoices {
		if strings.Contains(words, st.g.Words.Say("lead", map[string]any{"n": n + 1})) {
			return "lead"
		}
	}
	for _, a := range asides {
		const gap = "GAP"
		about := map[string]any{"what": gap, "action": gap}
		if a.name == "clock" {
			about = map[string]any{"what": gap, "action": gap, "time": prompts.Marked(gap), "read": gap, "zone": gap}
		}
		if a.name == "rests" {
			about = map[string]any{"what": gap, "phase": gap, "more": 0, "sealed": 0, "people": 0}
		}
		if a.name == "slip" {
			for _, why := range []string{"ahead", "date", "backwards", "early", "twice", "never"} {
				about := map[string]any{"what": gap, "action": gap, "why": why, "time": prompts.Marked(gap), "fix": prompts.Marked(gap)}
				pieces := strings.Split(st.g.Words.Say("aside/slip", about), gap)
				if !slices.ContainsFunc(pieces, func(p string) bool { return !strings.Contains(words, p) }) {
					return "aside/slip"
				}
			}
			continue
		}
		pieces := strings.Split(st.g.Words.Say("aside/"+a.name, about), gap)
		if !slices.ContainsFunc(pieces, func(p string) bool { return !strings.Contains(words, p) }) {
			return "aside/" + a.name
		}
	}
	return ""
}
