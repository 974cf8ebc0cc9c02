package evidence

import "testing"

// leadsSay are what people who lead others may say early in a step, and whether it is a
// conclusion: an explanation or an evaluation that others would follow.
var leadsSay = []struct {
	text      string
	concludes bool
}{
	{"I think it was the deploy", true},
	{"this was a config problem", true},
	{"it's clearly the database", true},
	{"I guess we can blame the new cache for that", true},
	{"so the root cause is the expired certificate", true},
	{"looks like the migration did it", true},
	{"in my view this was a capacity issue", true},
	{"I believe the load balancer caused it", true},
	{"must have been the feature flag", true},
	{"I'm pretty sure it was DNS again", true},
	{"the problem was the missing index", true},
	{"sounds like a race condition to me", true},
	{"it was the deploy, plain and simple", true},
	{"this came from the vendor's API", true},
	{"the reason is that the queue had no limit", true},
	{"that happened because of the retry storm", true},
	{"I suspect the connection pool", true},
	{"probably a bad rollout", true},
	{"my money is on the config push", true},
	{"to me it boils down to a lack of testing", true},

	{"I saw the first page at 14:02", false},
	{"it was 14:05 when I joined the call", false},
	{"the deploy started at 13:58 UTC", false},
	{"what did the dashboard show at that point?", false},
	{"was it the deploy?", false},
	{"thanks everybody for joining", false},
	{"thank you, that was helpful", false},
	{"I was on a train at the time", false},
	{"I think I joined at about 14:20", false},
	{"do we know what changed that day?", false},
	{"the error rate rose to 12%", false},
	{"I don't know, I was not there", false},
	{"this was my first incident with this team", false},
	{"it was a Tuesday, and we had a release planned", false},
	{"I think we should hear the others first", false},
	{"support got 40 tickets within the hour", false},
	{"I asked the on-call to roll back", false},
	{"the problem was reported by a customer at 09:12", false},
	{"could somebody post the graph?", false},
	{"it was hard to find the runbook", false},

	// Written when the rules stood.
	{"pretty obvious, the cron job ate the memory", true},
	{"I'd say the firewall change did this", true},
	{"all of that was due to the node upgrade", true},
	{"this is a classic cache stampede", true},
	{"for me the trigger is the new client version", true},
	{"I think the rollout was too fast", true},
	{"it seems the certificate was the issue", true},
	{"my theory: the replica was behind", true},
	{"well, that's the autoscaler, as always", true},
	{"the outage was caused by the schema change", true},
	{"I looked at the graphs around nine", false},
	{"we rolled back and it recovered", false},
	{"I think we have enough people here", false},
	{"that was the moment I called Bo", false},
	{"it was quiet until noon", false},
	{"looks like everyone is here", false},
	{"this is the graph I looked at", false},
	{"I was told about it by support", false},
	{"how did the alert reach us?", false},
	{"thanks for the timeline, very clear", false},
}

// TestConcludes is the table of leads: how many of the conclusions are known as such, and
// that nothing else is.
func TestConcludes(t *testing.T) {
	hits, all := 0, 0
	for _, l := range leadsSay {
		got := Concludes(l.text)
		if l.concludes {
			all++
		}
		switch {
		case got && l.concludes:
			hits++
		case got:
			t.Errorf("%q is no conclusion", l.text)
		case l.concludes:
			t.Logf("%q is not known as a conclusion", l.text)
		}
	}
	if hits < 27 {
		t.Errorf("%d of %d conclusions are known", hits, all)
	}
}
