package tone

import (
	"testing"
)

// What Local does not find is asked about, with few exceptions; and of what is
// harmless as little as that allows. The figures are those of the threshold that
// was chosen, and of labelled messages that nothing was trained on.
func TestSuspicion(t *testing.T) {
	local := NewLocal()
	reached, calling := 0, 0
	for _, c := range []struct {
		name string
		most float64 // of the harmless ones
	}{
		{"dev_en.jsonl", .75}, {"fresh_en.jsonl", .80}, {"dev_multi.jsonl", 1}, {"fresh_multi.jsonl", 1}, {"stream_irc.jsonl", .70}, {"stream_pm.jsonl", .50},
	} {
		asked, harmless := 0, 0
		for _, it := range labelled(t, c.name) {
			msg := Message{Text: it.Text}
			if it.Prev != "" {
				msg.Before = []string{it.Prev}
			}
			r, worth := local.look(msg)
			worth = worth || answers(msg)
			switch {
			case it.Flag:
				calling++
				if r.Flag || worth {
					reached++
				}
			default:
				harmless++
				if !r.Flag && worth {
					asked++
				}
			}
		}
		share := float64(asked) / float64(harmless)
		t.Logf("%s: %d of %d harmless messages are asked about, %.3f", c.name, asked, harmless, share)
		if share > c.most {
			t.Errorf("%s: %.3f of the harmless messages are asked about, want at most %.2f", c.name, share, c.most)
		}
	}
	if recall := float64(reached) / float64(calling); recall < .98 {
		t.Errorf("of %d messages that call for a word %d are reached, %.3f; want .98", calling, reached, recall)
	} else {
		t.Logf("of %d messages that call for a word %d are reached, %.3f", calling, reached, recall)
	}
}
