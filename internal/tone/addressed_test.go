package tone

import (
	"strings"
	"testing"
)

// Hardly anybody who talks about systems seems to talk to a machine.
func TestAddressedIsRare(t *testing.T) {
	for _, name := range []string{"stream_irc.jsonl", "stream_pm.jsonl", "dev_en.jsonl", "dev_multi.jsonl", "fresh_en.jsonl", "fresh_multi.jsonl"} {
		items := labelled(t, name)
		n := 0
		for _, it := range items {
			if addressed(it.Text) {
				n++
				if testing.Verbose() {
					t.Logf("%q", it.Text)
				}
			}
		}
		if n*100 > len(items) {
			t.Errorf("%s: %d of %d messages are taken for orders to a machine", name, n, len(items))
		}
	}
}

func TestAddressed(t *testing.T) {
	for _, a := range attacks(t) {
		if !addressed(a.on("the alert fired late")) {
			t.Errorf("%s: %q is not taken for an order", a.kind, a.text)
		}
	}
	for _, text := range []string{
		"", "ok", "the bot posted it twice", "the schema was wrong", "we ignored the warning in the runbook", "i forgot to print the log",
		"the prompt of the shell shows no host", "systemd restarted it", "the model in the dashboard is wrong", ":thread: please",
		"we should mark the deploys in the graph", "assistant manager on call", "config {a: 1} was valid", "d41d8cd98f00b204e9800998ecf8427e",
	} {
		if addressed(text) {
			t.Errorf("%q is taken for an order", text)
		}
	}
}

// The cost grows with the length of a text, and no faster.
func BenchmarkAddressed(b *testing.B) {
	for name, text := range map[string]string{
		"short": "at 14:02 we restarted the primary and the queue drained", "braces": strings.Repeat("{ ", 20_000), "words": strings.Repeat("ignore ", 5_700),
		"letters": strings.Repeat("a ", 20_000), "one word": strings.Repeat("A1b2", 10_000),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				addressed(text)
			}
		})
	}
}
