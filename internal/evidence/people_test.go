package evidence

import (
	"strings"
	"testing"
)

// TestPeopleAreFound marks in each text the names that are found, with the ids of all who answer to them.
func TestPeopleAreFound(t *testing.T) {
	p := NewPeople([]Known{
		{ID: "T", Names: []string{"tomas", "Tomás Ferreira"}, Role: "On-call engineer"},
		{ID: "M", Names: []string{"Mei"}, Role: "DBA"},
		{ID: "I", Names: []string{"Ilse van der Meer | SRE", ""}, Role: "SRE"},
		{ID: "W", Names: []string{"Will Stone"}},
		{ID: "K", Names: []string{"Mark Hope"}, Role: "Support"},
		{ID: "G", Names: []string{"Grace Page"}, Role: "Release manager"},
		{ID: "Y", Names: []string{"May Lane"}, Role: "Support"},
		{ID: "S1", Names: []string{"Sam Okafor"}, Role: "Infra admin"},
		{ID: "S2", Names: []string{"Sam Fenn"}, Role: "Support"},
		{ID: "J", Names: []string{"Jenkins Adeyemi"}, Role: "Backend engineer"},
		{ID: "A", Names: []string{"Alice"}, Role: "Data engineer"},
		{ID: "V", Names: []string{"Victoria Szabó"}, Role: "Analyst"},
		{ID: "X", Names: []string{"Jo Max"}, Role: "Network engineer"},
		{ID: "L", Names: []string{"Łukasz Żak", "李明"}, Role: "Platform"},
	})
	for _, want := range []string{
		"When [Tomás T] proposed to grow the disk, nobody had the rights",
		"[tomas T] proposed it, [TOMÁS T] did it, and [Tomas Ferreira T] was away",
		"[Tomás T]'s laptop and [ferreira T]’s phone",
		"[Mei M] and [Ilse I] were paged, ([mei M])",
		"ask [@tomas T] and [@tomas.ferreira T], not tomas.ferreira@example.com",
		"[Sam S1 S2] saw it, [Sam Okafor S1] did not",
		"AWS SAM was down, SAM said no",
		"Will it hold? it will, will it hold",
		"[Will W] restarted the web server, and [Will W]'s shell hung",
		"we asked [Will W] at 10:12, he will look",
		"Will look tomorrow. Will the disk hold",
		"Mark it as done, mark this. The mark was missed",
		"[Mark K] saw the graph. We told [Mark K]",
		"Hope that helps, the hope was that it holds",
		"Grace period of 30 s, the Grace period, the grace period",
		"[Grace G] approved the release",
		"Page the DBA. Page was blank for 5 minutes, Page 3 of the runbook",
		"we asked [Page G], who knew",
		"since May 14, in May, 14 May 2024, may we go",
		"[May Y] was paged on 14 May",
		"jenkins failed, Jenkins was down, Jenkins ran the job, restarted Jenkins",
		"we called [Jenkins J], [Jenkins J] said no; [jenkins adeyemi J] was asleep",
		"alice-db-1 failed, alice.internal too, the alice server, `alice-db-2`",
		"[alice A] restarted alice-db-1",
		"Victoria Metrics was full, VictoriaMetrics too, [Victoria V] was not",
		"Max connections was 500, the max was 100, Max was 9",
		"Jo ran it", // two letters need a capital, and here they have one
		"[lukasz L] and [Łukasz L] and [zak L]",
		"[李明 L] restarted it",
		"Samuel sampled the same sample, meine, Meiringen, van",
		"the support mailbox and the engineer", // words of roles
	} {
		text := plainly(want)
		if got := marked(p, text); got != strings.Replace(want, "Jo ran", "[Jo X] ran", 1) {
			t.Errorf("%q\n got %q\nwant %q", text, got, want)
		}
	}
	if got := (People{}).Find("Tomás"); got != nil || !(People{}).Empty() || p.Empty() {
		t.Errorf("nobody is known, and %v is found", got)
	}
}

// plainly takes the marks off: "[Sam S1 S2] saw it" is "Sam saw it".
func plainly(s string) string {
	var b strings.Builder
	for part := range strings.SplitAfterSeq(s, "]") {
		before, name, ok := strings.Cut(part, "[")
		b.WriteString(before)
		if !ok {
			continue
		}
		words := strings.Fields(strings.TrimSuffix(name, "]"))
		for len(words) > 1 && len(words[len(words)-1]) <= 2 && strings.ToUpper(words[len(words)-1]) == words[len(words)-1] {
			words = words[:len(words)-1]
		}
		b.WriteString(strings.Join(words, " "))
	}
	return b.String()
}

func marked(p People, text string) string {
	var b strings.Builder
	last := 0
	for _, f := range p.Find(text) {
		b.WriteString(text[last:f.From] + "[" + text[f.From:f.To] + " " + strings.Join(f.Who, " ") + "]")
		last = f.To
	}
	return b.String() + text[last:]
}

func FuzzPeople(f *testing.F) {
	f.Add("Tomás", "tomás’s @tomas. \xff")
	f.Fuzz(func(t *testing.T, name, text string) {
		last := 0
		for _, n := range NewPeople([]Known{{ID: "U", Names: []string{name, "Ana-Lena O'Hara"}}}).Find(text) {
			if n.From < last || n.To <= n.From || n.To > len(text) {
				t.Fatalf("%q in %q: %+v after %d", name, text, n, last)
			}
			last = n.To
		}
	})
}
