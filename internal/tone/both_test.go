package tone

import (
	"testing"
)

// What Local does not find is asked about, with few exceptions; and of ordinary
// talk as little as that allows. How suspicious a message has to be was learned
// from the training data, and none of these messages is in it.
func TestTriage(t *testing.T) {
	local := NewLocal()
	for _, c := range []struct {
		names  []string
		recall float64 // of what calls for a word, at least
		asked  float64 // of the others, at most
	}{
		{[]string{"dev_en.jsonl", "dev_multi.jsonl", "examples.jsonl"}, .965, .35},
		{[]string{"fresh_en.jsonl", "fresh_multi.jsonl"}, .95, .6},
		{[]string{"fresh2_en.jsonl", "fresh2_multi.jsonl", "fresh3_en.jsonl"}, .9, .65},
		{[]string{"stream_irc.jsonl"}, 0, .35},
		{[]string{"stream_pm.jsonl"}, 0, .3},
	} {
		harmless, asked, calling, reached := 0, 0, 0, 0
		for _, name := range c.names {
			for _, it := range labelled(t, name) {
				msg := Message{Text: it.Text}
				if it.Prev != "" {
					msg.Before = []string{it.Prev}
				}
				r, need := local.Triage(msg)
				switch {
				case it.Flag && (r.Flag || need == Opinion):
					reached++
					fallthrough
				case it.Flag:
					calling++
				case need == Opinion:
					asked++
					fallthrough
				default:
					harmless++
				}
			}
		}
		share, recall := float64(asked)/float64(harmless), float64(reached)/float64(max(calling, 1))
		t.Logf("%v: %.3f of %d harmless messages are asked about, and %d of %d that call for a word are reached, %.3f", c.names, share, harmless, reached, calling, recall)
		if share > c.asked {
			t.Errorf("%v: %.3f of the harmless messages are asked about, want at most %.2f", c.names, share, c.asked)
		}
		if calling > 0 && recall < c.recall {
			t.Errorf("%v: %.3f of what calls for a word is reached, want %.3f", c.names, recall, c.recall)
		}
	}
}
