package tone

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/tone/eval"
)

// BenchmarkStreams reads ordinary talk, line by line, and says how long the
// median line and the hundredth longest take.
func BenchmarkStreams(b *testing.B) {
	var texts []string
	for _, name := range []string{"stream_irc.jsonl", "stream_pm.jsonl"} {
		texts = append(texts, textsOf(b, name)...)
	}
	l := NewLocal()
	took := make([]time.Duration, 0, len(texts))
	b.ReportAllocs()
	for b.Loop() {
		took = took[:0]
		for _, text := range texts {
			began := time.Now()
			l.Check(b.Context(), Message{Text: text})
			took = append(took, time.Since(began))
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(float64(len(texts)), "lines")
}

// textsOf returns the texts of a file in testdata.
func textsOf(tb testing.TB, name string) []string {
	tb.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	items, err := eval.Read(f)
	if err != nil {
		tb.Fatal(err)
	}
	var texts []string
	for _, it := range items {
		texts = append(texts, it.Text)
	}
	return texts
}

func BenchmarkCheck(b *testing.B) {
	l := NewLocal()
	b.ReportAllocs()
	for b.Loop() {
		l.Check(b.Context(), Message{Text: "at 14:02 <@U1> merged #4821 and the deploy bot rolled it to eu-west-1, nobody was paged"})
	}
}

// BenchmarkLong reads the longest messages that Slack takes; each is to take less
// than 5 ms.
func BenchmarkLong(b *testing.B) {
	l := NewLocal()
	for _, unit := range shapes {
		b.Run(unit, func(b *testing.B) {
			text := filled(unit, longestMessage)
			for b.Loop() {
				l.Check(b.Context(), Message{Text: text})
			}
		})
	}
}

// TestFrugal holds reading a message to two allocations; a wording costs more.
func TestFrugal(t *testing.T) {
	if raced {
		t.Skip("pools do not keep what they are given while races are looked for")
	}
	l := NewLocal()
	for _, text := range []string{"at 14:02 <@U1> merged #4821 and the deploy bot rolled it to eu-west-1", "we saw it first", strings.Repeat("all is well here. ", 200)} {
		m := Message{Text: text}
		l.Check(t.Context(), m)
		if n := testing.AllocsPerRun(100, func() { l.Check(t.Context(), m) }); n > 2 {
			t.Errorf("%.0f allocations for %q", n, text)
		}
	}
}

// TestSmall holds what the checker adds to the program to 1.5 MiB.
func TestSmall(t *testing.T) {
	size := len(weights) + len(weightsOthers)
	names, err := fs.Glob(files, "tongues/*")
	if err != nil || len(names) < len(readable) {
		t.Fatalf("%q, %v", names, err)
	}
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		size += len(raw)
	}
	if t.Logf("%d bytes", size); size > 3<<19 {
		t.Errorf("%d bytes are embedded", size)
	}
}
