package main

import (
	"bytes"
	"fmt"
	"net"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What people read in the terminal, in full.
func TestThePlaybill(t *testing.T) {
	for _, c := range []struct {
		name, replay string
		watch        bool
		speed        float64
		data, want   string
	}{
		{"free", "", false, 0, "", `
  Open      http://127.0.0.1:8790
  Incident  The docs site was down
  People    Noor Haddad  Review lead
            Viktor Lang  Engineering manager
            Sam Okafor   Infra admin
            Ilse Brandt  docs.rs maintainer
            Tomás Rey    Backup contact
            Mei Tanaka   Support (you, at first)
  Stop      Ctrl-C; nothing is left of it then

`},
		{"facilitating", "../../internal/stage/testdata/checkout.jsonl", false, 2, "kept", `
  Open      http://127.0.0.1:8790
  Incident  checkout
  Play      you facilitate as Ada Brook, at 2×; the others take part by themselves
  People    Ada Brook   Review lead (you, at first)
            Ben Carver  On-call engineer
            Cleo Dunn   Support agent
            Dirk Ewald  Payments manager
  Stop      Ctrl-C; the bot's database stays in kept

`},
		{"watching", "../../internal/stage/testdata/checkout.jsonl", true, 0, "", `
  Open      http://127.0.0.1:8790
  Incident  checkout
  Play      you watch, at 5×
  People    Ada Brook   Review lead
            Ben Carver  On-call engineer
            Cleo Dunn   Support agent
            Dirk Ewald  Payments manager (you, at first)
  Stop      Ctrl-C; nothing is left of it then

`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := chosen(c.replay, c.watch, c.speed)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, playbill("http://127.0.0.1:8790", p, c.data)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestATakenPort(t *testing.T) {
	first, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	taken := first.Addr().(*net.TCPAddr).Port
	var out bytes.Buffer
	l, err := listen(first.Addr().String(), env{stdout: &out})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	got := l.Addr().(*net.TCPAddr).Port
	if got <= taken || out.String() != fmt.Sprintf("Port %d is taken, so this is %d.\n", taken, got) || strings.Count(out.String(), ".") != 1 {
		t.Errorf("it takes %d and says %q", got, out.String())
	}
}
