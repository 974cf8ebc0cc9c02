package evidence

import (
	"testing"
	"time"
)

func TestRetold(t *testing.T) {
	at := time.Date(2024, 5, 14, 9, 31, 20, 0, time.UTC)
	for _, x := range []struct {
		record, event, account, kind string
		apart                        time.Duration
		rough, same, full            bool
	}{
		{"The DBA restarted the ledger service.", "action", "Restarted the ledger service.", "action", 0, false, true, false},
		{"The DBA restarted the ledger service.", "action", "Ledger restarted.", "action", 0, false, true, false},
		{"Ledger restarted.", "action", "The DBA restarted the ledger service on both hosts.", "action", 0, false, true, true},
		{"Importer paused.", "action", "Paused.", "action", 0, false, true, false},
		{"Pause the importer.", "decision", "Pause.", "signal", 0, false, true, false},
		{"P1 booking success 61%.", "signal", "Alert.", "signal", 0, false, true, false},
		{"Resolved: booking success 99%.", "recovery", "The alert resolved.", "recovery", 0, false, true, false},
		{"The archivist removed the folder.", "action", "The archivist removed the folder.", "action", 3 * time.Minute, true, true, false},
		{"The archivist removed the folder.", "action", "The archivist removed the folder.", "action", 3 * time.Minute, false, false, false},
		{"The archivist removed the folder.", "action", "The archivist removed the folder.", "action", 40 * time.Minute, true, false, false},
		{"The DBA restarted the ledger service.", "action", "The DBA stopped the importer.", "action", 0, false, false, false},
		{"The banner was put on.", "comms", "The banner was taken off.", "comms", 0, false, false, false},
		{"The importer was started.", "action", "The importer was stopped.", "action", 0, false, false, false},
		{"Error rate 12%.", "signal", "Error rate 30%.", "signal", 0, false, false, false},
		{"The ledger was reachable.", "recovery", "The ledger was not reachable.", "impact", 0, false, false, false},
		{"The SRE was rolling back to 40.", "action", "The team decided to roll back because the graph kept rising.", "decision", 0, false, false, false},
		{"P1 booking success 61%.", "signal", "The courier lead called the vendor.", "comms", 0, false, false, false},
		{"P1 booking success 61%.", "signal", "The alert woke the on-call engineer.", "signal", 0, false, false, false},
		{"", "signal", "Alert.", "signal", 0, false, false, false},
	} {
		same, full := Retold(Account{At: at, Event: x.event, Text: x.record}, Account{At: at.Truncate(time.Minute).Add(x.apart), Event: x.kind, Text: x.account}, x.rough)
		if same != x.same || full != x.full {
			t.Errorf("%q told again as %q, %v apart: got %v, %v", x.record, x.account, x.apart, same, full)
		}
	}
}

func TestCorrects(t *testing.T) {
	for _, x := range []struct {
		text, old, now string
		cedes, ok      bool
	}{
		{"no wait 11:09, just scrolled up. five min", "", "11:09", false, true},
		{"no wait, that was 14:12", "", "14:12", false, true},
		{"sorry, 14:12 not 14:21", "14:21", "14:12", false, true},
		{"not 14:21 but 14:12", "14:21", "14:12", false, true},
		{"14:12, not 14:21", "14:21", "14:12", false, true},
		{"make that 08:40", "", "08:40", false, true},
		{"oops 08:40 I mean", "", "08:40", false, true},
		{"07:50 was a different call, about an invoice. The one about the depot is 08:08. please correct", "07:50", "08:08", false, true},
		{"yes 18:12. 18:20 is when I closed the laptop", "18:20", "18:12", true, true},
		{"ok then 11:03, I take the log", "", "11:03", true, true},
		{"ok 14:05 I restarted the broker", "", "", false, false},
		{"14:05", "", "", false, false},
		{"no, at 14:05 the broker was still up", "", "", false, false},
		{"no? the log says 14:05", "", "", false, false},
		{"wait, 14:05 or 14:15?", "", "", false, false},
		{"no wait, 14:05 to 14:15", "", "", false, false},
		{"14:05 alert, 14:12 ack", "", "", false, false},
		{"the one in Oslo is 14:05", "", "", false, false},
		{"sorry I was away at 14:05", "", "", false, false},
		{"no, 2 of 3 at 14:05", "", "", false, false},
	} {
		c, ok := Corrects(Statement{Text: x.text, Phase: Timeline, Day: time.Date(2024, 5, 14, 0, 0, 0, 0, time.UTC), At: time.Date(2024, 5, 16, 9, 0, 0, 0, time.UTC)})
		if ok != x.ok || ok && (c.Said != x.old || c.Now != x.now || c.Cedes != x.cedes || c.New.Format("15:04") != x.now) {
			t.Errorf("%q: got %v %+v", x.text, ok, c)
		}
	}
}
