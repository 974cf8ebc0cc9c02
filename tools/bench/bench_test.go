package bench

import (
	"os"
	"slices"
	"testing"
	"time"

	goaway "github.com/TwiN/go-away"
	"github.com/jonreiter/govader"

	"github.com/remedybot/remedy/internal/tone"
	"github.com/remedybot/remedy/internal/tone/eval"
)

// A tool says of a message whether its author should hear about it.
type tool struct {
	name  string
	flags func(eval.Item) bool
}

func tools(b *testing.B) []tool {
	local := tone.NewLocal()
	sentiment := govader.NewSentimentIntensityAnalyzer()
	words := goaway.NewProfanityDetector()
	return []tool{
		{"remedy", func(it eval.Item) bool {
			m := tone.Message{Text: it.Text, Phase: it.Phase}
			if it.Prev != "" {
				m.Before = []string{it.Prev}
			}
			r, err := local.Check(b.Context(), m)
			return err == nil && r.Flag && r.Category != tone.Closure
		}},
		{"govader", func(it eval.Item) bool { return sentiment.PolarityScores(it.Text).Compound < -.05 }},
		{"go-away", func(it eval.Item) bool { return words.IsProfane(it.Text) }},
	}
}

func BenchmarkTools(b *testing.B) {
	talk := slices.Concat(items(b, "stream_irc.jsonl"), items(b, "stream_pm.jsonl"))
	judged := items(b, "dev_en.jsonl")
	for _, tool := range tools(b) {
		b.Run(tool.name, func(b *testing.B) {
			took := make([]time.Duration, 0, len(talk))
			var flagged eval.Count
			b.ReportAllocs()
			for b.Loop() {
				took, flagged = took[:0], eval.Count{}
				for _, it := range talk {
					began := time.Now()
					flag := tool.flags(it)
					took = append(took, time.Since(began))
					flagged.Add(false, flag)
				}
			}
			var right eval.Count
			for _, it := range judged {
				right.Add(it.Flag, tool.flags(it))
			}
			slices.Sort(took)
			b.ReportMetric(microseconds(took[len(took)/2]), "p50-µs")
			b.ReportMetric(microseconds(took[len(took)*99/100]), "p99-µs")
			b.ReportMetric(flagged.Flagged(), "talk-flagged")
			b.ReportMetric(right.F1(), "F1")
			b.ReportMetric(right.FPR(), "FPR")
			b.ReportMetric(right.MCC(), "MCC")
			b.ReportMetric(float64(len(talk)), "messages/op")
		})
	}
}

func microseconds(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }

func items(b *testing.B, name string) []eval.Item {
	b.Helper()
	f, err := os.Open("../../internal/tone/testdata/" + name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	all, err := eval.Read(f)
	if err != nil {
		b.Fatal(err)
	}
	return all
}
