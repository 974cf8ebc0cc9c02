package evidence

import (
	"slices"
	"testing"
	"time"
)

func TestConflicts(t *testing.T) {
	day := time.Date(2024, 5, 14, 0, 0, 0, 0, time.UTC)
	clockAt := func(s string) time.Time {
		c, ok := readClock(s)
		if !ok {
			return time.Time{}
		}
		return day.Add(time.Duration(c.Hour())*time.Hour + time.Duration(c.Minute())*time.Minute)
	}
	review := day.AddDate(0, 0, 2).Add(10 * time.Hour)
	record := func(id, at, author, text string) Account {
		return Account{ID: id, At: clockAt(at), Author: author, Text: text, Written: clockAt(at)}
	}
	memory := func(id, at, author, text string, after time.Duration) Account {
		return Account{ID: id, At: clockAt(at), Author: author, Text: text, Written: review.Add(after)}
	}
	for name, c := range map[string]struct {
		in    []Account
		want  []string
		about string
	}{
		"two memories of one event": {[]Account{
			memory("a", "14:18", "x", "The replica was restarted.", 0), memory("b", "14:24", "y", "The replica was restarted at 14:24.", time.Minute)}, []string{"a", "b"}, "When the replica was restarted"},
		"memory against record": {[]Account{
			record("a", "14:18", "x", "The DBA removed the table."), memory("b", "14:10", "x", "The removal was more like 14:10.", 0)}, []string{"a", "b"}, "When the table was removed"},
		"two seats": {[]Account{
			memory("a", "11:40", "x", "For the warehouse team the orders were back at 11:40, not earlier.", 0), memory("b", "11:03", "y", "The first orders were back at 11:03 on our side.", time.Minute)}, []string{"a", "b"}, "When the orders were back"},
		"two seats, same words": {[]Account{
			memory("a", "11:40", "x", "For the warehouse team the orders were back at 11:40, not earlier.", 0), memory("b", "11:03", "y", "Orders were back at 11:03 on our side.", time.Minute)}, []string{"a", "b"}, "When the orders were back"},
		"different things": {[]Account{
			memory("a", "14:18", "x", "The replica was restarted.", 0), memory("b", "14:24", "y", "The proxy was restarted.", time.Minute)}, nil, ""},
		"two records of a repeated event": {[]Account{
			record("a", "14:18", "x", "The replica was restarted."), record("b", "14:40", "x", "The replica was restarted.")}, nil, ""},
		"a retry": {[]Account{
			memory("a", "14:18", "x", "The replica was restarted.", 0), memory("b", "14:40", "y", "The replica was restarted again.", 0)}, nil, ""},
		"the same time": {[]Account{
			memory("a", "14:18", "x", "The replica was restarted.", 0), memory("b", "14:18", "y", "The replica was restarted.", 0)}, nil, ""},
		"own correction": {[]Account{
			memory("a", "14:18", "x", "The replica was restarted.", 0), memory("b", "14:24", "x", "The replica was restarted at 14:24, not 14:18.", time.Minute)}, nil, ""},
		"an edit keeps its id": {[]Account{
			memory("a", "14:18", "x", "The replica was restarted.", 0), memory("a", "14:24", "x", "The replica was restarted.", time.Minute)}, nil, ""},
		"durations": {[]Account{
			memory("a", "", "x", "The import queue was down for 90 minutes.", 0), memory("b", "", "y", "The import queue was down for 109 minutes.", 0)}, []string{"a", "b"}, "How long it took: import"},
		"two different quantities": {[]Account{
			memory("a", "", "x", "The site was down for 28 minutes.", 0), memory("b", "", "y", "Exports failed for 90 minutes.", 0)}, nil, ""},
		"a web page and a page to a person": {[]Account{
			memory("a", "01:38", "x", "The monitor paged for the shop.", 0), memory("b", "01:55", "y", "I put the shop on the status page.", time.Minute)}, nil, ""},
		"this page and a page to a person": {[]Account{
			memory("a", "01:38", "x", "The on-call was paged about the shop.", 0), memory("b", "01:59", "y", "This page of the shop was empty.", time.Minute)}, nil, ""},
		"two pages to a person": {[]Account{
			memory("a", "01:38", "x", "The first page for the shop reached the desk.", 0), memory("b", "01:49", "y", "On their phone the first page for the shop came.", time.Minute)}, []string{"a", "b"}, "When the shop was paged"},
		"what a message said": {[]Account{
			memory("a", "01:38", "x", "The shop was down.", 0), memory("b", "01:55", "y", "The product owner wrote on the status site that the shop was down.", time.Minute)}, nil, ""},
		"no time": {[]Account{
			memory("a", "", "x", "The replica was restarted.", 0), memory("b", "14:24", "y", "The replica was restarted.", 0)}, nil, ""},
	} {
		got := Conflicts(c.in)
		if c.want == nil {
			if len(got) != 0 {
				t.Errorf("%s: found %+v, want none", name, got)
			}
			continue
		}
		if len(got) != 1 || !slices.Equal(got[0].Accounts, c.want) || got[0].About != c.about {
			t.Errorf("%s: found %+v, want %v about %q", name, got, c.want, c.about)
		}
	}
}
