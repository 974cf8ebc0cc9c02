package evidence

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// told is what a message of a step gives, its sentences one behind the other.
func told(phase, role, text string) string {
	var out []string
	for _, f := range Read(statement(phase + " | " + role + " | " + text)) {
		if !slices.Contains(out, f.Text) {
			out = append(out, f.Text)
		}
	}
	return strings.Join(out, " / ")
}

// TestSubjects: a subject is put before what only a person does, and nowhere else.
func TestSubjects(t *testing.T) {
	for _, text := range []string{
		"restarted the web server", "rolled back to 4.2.1", "rolled the node back", "paged the network team", "asked for a second pair of eyes on the graph", "told support to wait", "looked at the lag graph", "checked the certificate on `gw-2`",
		"called the vendor", "switched to the standby account", "disabled the flag", "deployed billing 2.8", "cancelled the import job", "killed the runaway query", "posted on the status page", "opened a ticket with the carrier",
		"found the lock", "tried a restart first", "turned off the cache", "went through the logs of the gateway", "got paged at 02:10", "found 3 dead workers in the pool", "just reverted the schema change", "escalated to the vendor", "wrote to all 12 partners",
	} {
		if got := told("history", "SRE", text); !strings.HasPrefix(got, "The SRE ") {
			t.Errorf("%q is the deed of whoever wrote it, and gave %q", text, got)
		}
	}
	for _, text := range []string{
		"checking the logs of the gateway", "looking at the load balancer", "trying to restart the proxy", "rolling back the release", "asking the vendor for a shell", "draining the rack",
	} {
		if got := told("history", "SRE", text); !strings.HasPrefix(got, "The SRE was ") {
			t.Errorf("%q is what whoever wrote it is at, and gave %q", text, got)
		}
	}
	for _, text := range []string{
		"took 40ms on staging", "returned 503 for every login", "filled the disk of db-2", "blocked the queue for 9 minutes", "told me on the phone that the link is down", "mailed us the new certificate", "wrote to me that the link is down", "talked to us about the certificate of the gateway", "sent me the dump of the table", "logged 400 errors in a minute",
		"billing job started", "reporting query started at 09:29", "backup job failed", "needed 3 retries to connect", "switched off in the cleanup of the config", "disabled by default since the upgrade", "used all memory of the host", "missing rows in the ledger table",
		"running out of disk on db-2", "failing over to the second region", "dropped the connections of the pool", "served 500s for ten minutes", "enabled != working", "removed in january with the old cluster", "triggered the alert twice", "killed by the oom killer",
		"reached 4 TB on the volume", "lost 3 packets of 10", "gave us 5 minutes of downtime", "merged and deployed by the pipeline", "deployed change broke the login", "cached responses were stale", "locked accounts were 40", "growing 2% a minute",
	} {
		for _, phase := range []string{"history", "timeline", "root_cause", "remedy"} {
			if got := told(phase, "SRE", text); strings.Contains(got, "The SRE") && !strings.Contains(text, " us") && !strings.Contains(text, " me") || strings.HasPrefix(got, "The SRE") {
				t.Errorf("%s: %q is not known to be somebody's deed, and gave %q", phase, text, got)
			}
		}
	}
	for _, text := range []string{"configured != working", "tested only on the newest phones", "checked the restore once a year, and that is too little for a backup"} {
		if got := told("close", "SRE", text); strings.Contains(got, "The SRE") {
			t.Errorf("%q is learned by all, and gave %q", text, got)
		}
	}
}

// TestWordings: pairs of what was said and how it is told.
func TestWordings(t *testing.T) {
	for _, c := range []struct{ phase, text, want string }{
		// What somebody is about to do is no fact yet, what is planned neither.
		{"history", "I make a rollback of the gateway", "The SRE makes a rollback of the gateway."},
		{"history", "ok we wait for the vendor until 14:40", "The team waits for the vendor until 14:40."},
		{"history", "I bake the fix into the image", "The SRE bakes the fix into the image."},
		{"history", "we see 500s on the gateway", "The team saw 500s on the gateway."},
		{"history", "maintenance of the gateway is planned for sunday", "Maintenance of the gateway is planned for sunday."},
		{"timeline", "14:10 we decided that we roll back tonight", "The team decided that they roll back tonight."},
		{"history", "if the queue grows we lose orders, 3 probes are red", ""},
		{"timeline", "14:10 three probes, one red", "Three probes, one red."},
		{"timeline", "14:10 I did not saw the alert", "The SRE did not see the alert."},
		{"history", "we fail over at 16:00 if nothing changes", "The team fails over at 16:00 if nothing changes."},
		// What is quoted stays.
		{"history", "the status page says \"we are working on it, please wait\"", "The status page said \"we are working on it, please wait\"."},
		{"timeline", "14:02 the log says “we have no quorum”", "The log said \"we have no quorum\"."},
		{"history", "told customers \"next update 15:30\"", "The SRE told customers \"next update 15:30\"."},
		// What was done to a thing it did not do itself.
		{"timeline", "14:02 rollback refused, 14:20 fix found", "Rollback refused. / Fix found."},
		{"timeline", "14:02 job stopped, 14:20 patch approved by the vendor", "The job stopped. / Patch approved by the vendor."},
		// A face or a picture between two statements ends the first; dots in brackets end nothing.
		{"history", "called the carrier :telephone: found a person in their old ticket", "The SRE called the carrier. / The SRE found a person in their old ticket."},
		{"history", "the proxy is back 🎉 errors are gone from the graph", "The proxy was back. / Errors were gone from the graph."},
		{"history", "we :heart: the new lag graph", "The team the new lag graph."},
		{"timeline", "14:02 first failed run (every hour.. at night two)", "First failed run (every hour, at night two)."},
		// The time stands once, and no hole is left where it was.
		{"timeline", "status page up 14:20", "Status page up."},
		{"timeline", "restart of the gateway 14:20 or so", "Restart of the gateway."},
		{"timeline", "first ticket was 14:20", "First ticket."},
		{"timeline", "the log shows 14:20:41 for the first refused write", "The log showed 14:20:41 for the first refused write."},
		{"timeline", "the vendor told me 14:20, 14:25 they were in", "The vendor told the SRE 14:20, 14:25 they were in."},
		{"timeline", "the banner was up 14:20 and off 14:50", "The banner was up 14:20 and off 14:50."},
		{"timeline", "the export started 09:29 utc, if I subtract 2 hours from 11:29", "The export started, if the SRE subtracts 2 hours from 11:29."},
		// What somebody takes back at once is not told.
		{"timeline", "the key was rotated 14:31, no 14:33", "The key was rotated."},
		{"history", "it took 16 min to drain the pool.. no, 43. sorry", "It took 43 min to drain the pool."},
		{"history", "we are at 12% errors, sorry, 21%", "The team was at 21% errors."},
		{"history", "the pool was at 40 and then at 60, no, 80", "The pool was at 40 and then at 60, no, 80."},
		{"history", "nothing was lost in the queue. no, 3 nodes were restarted", "Nothing was lost in the queue. / 3 nodes were restarted."},
		// Who goes on with another deed is the one who did the first.
		{"timeline", "we put the page up 14:05 and took it down 15:20", "The team put the page up. / The team took the page down."},
		{"timeline", "the vendor restarted the link 14:02 and raised the limit 14:10", "The vendor restarted the link. / Raised the limit."},
		{"timeline", "14:02 key revoked, 14:10 scanner found the second key", "Key revoked. / The scanner found the second key."},
		{"remedy", "I lower the cost limit on thursday, for now the job is off", "The SRE lowers the cost limit on thursday, for now the job is off."},
		// Fillers go, "cause" may give a reason.
		{"history", "oh no. the job starts the import again", "The job started the import again."},
		{"history", "aaand the disk is full again", "The disk was full again."},
		{"timeline", "14:20 I removed the limit cause the linter said so", "The SRE removed the limit because the linter said so."},
		{"history", "retries cause the overload of the broker", "Retries cause the overload of the broker."},
		{"history", "no we lost the link to the second region", "The team lost the link to the second region."},
		{"history", "no problem tickets came in", "No problem tickets came in."},
		// Names that call somebody.
		{"history", "hi <@U1> no maintenance on the gateway today", "No maintenance on the gateway today."},
		{"history", "<@U1>, the disk of the gateway is full", "The disk of the gateway was full."},
		{"history", "<@U1> restarted the gateway", "The release manager restarted the gateway."},
	} {
		if got := told(c.phase, "SRE", c.text); got != c.want {
			t.Errorf("%s: %q gave\n %q, want\n %q", c.phase, c.text, got, c.want)
		}
	}
}

func TestRolesOfPlaces(t *testing.T) {
	for role, want := range map[string]string{
		"Support APAC": "support APAC", "Support lead": "the support lead", "Communications": "communications", "SRE": "the SRE", "Legal EMEA": "legal EMEA", "QA": "QA", "Support owner": "the support owner",
	} {
		if got := the(role); got != want {
			t.Errorf("%q gave %q, want %q", role, got, want)
		}
	}
}

// added are words that the reading may put in where it turns what somebody said into what is told.
var added = set(`the a an is are was were be been am has had have do does did not one one's they their them theirs themselves team team's there it that for no nobody to of in by and so possible known believed assumed could harm
	expected supposed add write let make a proposed this if because however according at while until another`)

// TestNothingAddedNothingLost holds every entry against the words it came from: each word of it was said, no number and no
// negation is lost between its first word and its last, and none is added.
func TestNothingAddedNothingLost(t *testing.T) {
	var text strings.Builder
	for _, file := range []string{"testdata/read.txt", "testdata/chat.txt"} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text.Write(b)
	}
	seen := 0
	for line := range strings.Lines(text.String()) {
		line = strings.TrimSpace(line)
		if strings.Count(line, " | ") < 2 {
			continue
		}
		for _, phase := range []string{"", "history", "opening", "timeline", "root_cause", "remedy", "close"} {
			l := line
			if phase != "" {
				_, rest, _ := strings.Cut(line, " | ")
				l = phase + " | " + rest
			}
			s := statement(l)
			for _, f := range Read(s) {
				seen++
				for _, fault := range unfaithful(s, f) {
					t.Errorf("%s\n gave %q: %s", l, f.Text, fault)
				}
			}
		}
	}
	if seen < 1000 {
		t.Errorf("only %d entries were held against their words", seen)
	}
}

// unfaithful lists in what an entry departs from its message.
func unfaithful(s Statement, f Finding) []string {
	var faults []string
	said := map[string]bool{}
	for _, t := range append(scan(s), plain(scan(s))...) {
		for _, w := range strings.FieldsFunc(t.low, noWord) {
			said[root(w)] = true
		}
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(the(s.Role)), noWord) {
		said[root(w)] = true
	}
	if r, ts := newReader(s); r.own {
		for _, t := range ts {
			said[root(t.low)] = true // The name of the writer's zone, for "our time".
		}
	}
	inText := map[string]bool{}
	denied := false
	for _, w := range strings.FieldsFunc(strings.ToLower(f.Text), noWord) {
		inText[w] = true
		denied = denied || negations[w] || w == "except" || w == "only"
		if !added[w] && !said[root(w)] {
			faults = append(faults, "adds "+w)
		}
	}
	if f.Kind == KindAction || f.Kind == KindIdea || f.Span[1] <= f.Span[0] {
		return faults
	}
	before := plain(amended(scan(Statement{Text: s.Text[f.Span[0]:f.Span[1]], Roles: s.Roles})))
	for _, t := range scan(Statement{Text: s.Text[f.Span[0]:f.Span[1]], Roles: s.Roles}) {
		if w := strings.ReplaceAll(t.low, "'", ""); !denied && !t.said && oneOf(w, "isnt dont doesnt didnt cant couldnt wont wasnt werent arent hasnt havent hadnt wouldnt") {
			faults = append(faults, "loses "+t.text)
		}
	}
	for i, t := range before {
		near := at(before, i-1).kind == clock || at(before, i+1).kind == clock || dateish(at(before, i+1).low) || dateish(at(before, i-1).low) || timePreps[at(before, i-1).low]
		if t.kind == number && !near && !inText[strings.FieldsFunc(t.low+" ", noWord)[0]] && ordinalDay(t.low) == 0 {
			faults = append(faults, "loses "+t.text)
		}
		if negations[t.low] && t.kind == word && !denied && !(t.low == "no" && i < 2) && !strings.Contains(s.Text, " not 0") {
			faults = append(faults, "loses "+t.text)
		}
	}
	return faults
}

// noWord reports whether a rune stands between words.
func noWord(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '\'' || r > 127)
}

// root is the form of a word under which its other forms are found.
func root(w string) string {
	w = strings.TrimSuffix(strings.Trim(w, "'"), "'s")
	if v := verbs[w]; v != nil {
		return v.base
	}
	if s := strings.TrimSuffix(w, "s"); len(s) > 2 {
		return s
	}
	return w
}
