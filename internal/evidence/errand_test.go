package evidence

import (
	"strings"
	"testing"
	"time"
)

// A case of TestErrands: what was proposed before, in the order of the talk, and the promise that answers it.
type errandCase struct {
	before  []string
	promise string
	refers  int
	done    string
}

func TestErrands(t *testing.T) {
	at := time.Date(2024, 5, 28, 15, 0, 0, 0, time.UTC)
	read := func(c errandCase) []Finding {
		return Read(Statement{Text: c.promise, At: at, Phase: Prevention, Role: "SRE", Before: c.before})
	}
	for _, c := range []errandCase{
		{[]string{"can support get read access to the payment queue?"}, "I ask security. by 2024-06-14", 0, "the owner has asked security"},
		{[]string{"could we shorten the TTL of the apex record?"}, "I'll check with the registrar, 2024-06-10", 0, "the owner has checked with the registrar"},
		{[]string{"somebody should raise the mail quota at the provider"}, "I will talk to their account manager by 2024-06-07", 0, "the owner has talked to their account manager"},
		{[]string{"can the night shift restart the scanner alone?", "that would have saved us an hour"}, "I can ask the plant manager until 2024-06-21", 0, "the owner has asked the plant manager"},
		{[]string{"we need a second uplink for the rack", "who finds out?"}, "I discuss it with finance, 2024-06-30", 0, "the owner has discussed it with finance"},
		{[]string{"can the app ask for the flag again after a crash?"}, "I'll clarify with legal by 2024-06-12", 0, "the owner has clarified with legal"},
		{[]string{"a second certificate authority. that one costs money"}, "I take it to the board by 2024-06-30", 0, "the owner has taken it to the board"},
		{[]string{"staging cluster with real load, big one"}, "I take the staging cluster to the planning. answer by 2024-06-30", 0, "the owner has taken the staging cluster to the planning: answer"},
		{[]string{"we need a spare printer head in each plant"}, "I bring the printer head up with procurement by 2024-07-01", 0, "the owner has brought the printer head up with procurement"},
		{[]string{"there should be a contract with a response time for P1"}, "I raise the contract with the vendor, 2024-06-15", 0, "the owner has raised the contract with the vendor"},
		{[]string{"split the partner queue from the customer queue", "hm, expensive"}, "I put the partner queue on the agenda by 2024-06-05", 0, "the owner has put the partner queue on the agenda"},
	} {
		fs := read(c)
		if len(fs) != 1 || !fs[0].Refines || fs[0].Refers != c.refers || fs[0].Owner != OwnerAuthor || fs[0].Due.IsZero() || fs[0].DoneWhen != c.done {
			t.Errorf("%q after %q gave %+v, want %q", c.promise, c.before, fs, c.done)
		}
	}
	for _, c := range []errandCase{
		{[]string{"can support get read access to the queue?"}, "I ask legal whether we may keep the mails. 2024-06-14", 0, ""},
		{[]string{"can support get read access to the queue?"}, "I ask security for a new token, by 2024-06-14", 0, ""},
		{[]string{"could we shorten the TTL?"}, "I check with the load test how many sessions fit, 2024-06-14", 0, ""},
		{[]string{"rebuild the search index"}, "I take the index off the old disk by 2024-06-14", 0, ""},
		{[]string{"we need a staging cluster"}, "I clean up staging by 2024-06-14", 0, ""},
		{[]string{"we need a staging cluster"}, "I take the pager rota to the planning, 2024-06-14", 0, ""},
		{[]string{"raise the mail quota"}, "I raise the heap to 8 GB by 2024-06-14", 0, ""},
		{[]string{"move the ledger to the new region"}, "I put the ledger on the new disk by 2024-06-14", 0, ""},
		{[]string{"I write the runbook for the failover by 2024-06-10"}, "I ask the vendor for the log, 2024-06-14", 0, ""},
		{nil, "I ask the network team by 2024-06-14", 0, ""},
		{[]string{"somebody should renew the certificate"}, "I present the outage numbers to the press by 2024-06-14", 0, ""},
	} {
		for _, f := range read(c) {
			if f.Refines || strings.HasPrefix(f.DoneWhen, "the owner") {
				t.Errorf("%q after %q completes another's proposal: %+v", c.promise, c.before, f)
			}
		}
	}
}
