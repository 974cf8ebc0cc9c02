package evidence

import "testing"

func TestStrengthAndType(t *testing.T) {
	for action, want := range map[string]struct {
		strength int
		kind     string
	}{
		"Remove the all-regions option.": {4, "prevent"},
		"Retire the old proxy.":          {4, "prevent"},
		"Block a full reindex when free space is below 120% of the index size.":  {3, "prevent"},
		"Enforce a dry run before `DROP TABLE`.":                                 {3, "prevent"},
		"Limit retries to 3 per minute.":                                         {3, "prevent"},
		"Page payments on-call when the error rate is above 1% for 5 minutes.":   {2, "detect"},
		"Compare the ledger with the bank file every night and alert on a gap.":  {2, "detect"},
		"Write the runbook for a failed failover.":                               {1, "mitigate"},
		"Train the support team on the console.":                                 {1, "prevent"},
		"Be more careful with the console.":                                      {0, "prevent"},
		"Pay attention to the disk.":                                             {0, "prevent"},
		"Rebuild the search index.":                                              {1, "repair"},
		"Investigate why the lease expired.":                                     {1, "investigate"},
		"Rehearse the restore of the ledger every quarter.":                      {2, "mitigate"},
		"Decide whether the second region stays.":                                {1, "investigate"},
		"Change the importer so that it cleans the spool itself after each run.": {3, "prevent"},
		"Announce the limits.":                                                   {1, "prevent"},
		"Tell all teams about the new timeout.":                                  {1, "mitigate"},
		"Publish the retry policy on the wiki.":                                  {1, "prevent"},
		"Mail customers the new quota.":                                          {1, "prevent"},
		"Explain the access check to support.":                                   {1, "prevent"},
		"Communicate the permissions of the service account.":                    {1, "prevent"},
		"Present the rollout guard to the other teams.":                          {1, "prevent"},
		"Check with legal.":                                                      {1, "prevent"},
		"Inform partners about the circuit breaker.":                             {1, "mitigate"},
		"Remind everybody of the lock.":                                          {1, "prevent"},
		"Enforce the limits.":                                                    {3, "prevent"},
		"Check the quota before each import.":                                    {3, "prevent"},
		"Require two approvals for a purge.":                                     {3, "prevent"},
		"Alert when a mail is queued for 5 minutes.":                             {2, "detect"},
		"Reject uploads above 2 GB.":                                             {3, "prevent"},
		"Validate the certificate chain in ci.":                                  {3, "prevent"},
		"Throttle reconnects of the app.":                                        {3, "prevent"},
		"Notify on-call when a device is silent.":                                {2, "detect"},
		"Isolate the partner queue.":                                             {3, "prevent"},
		"Cap the retries of the mail gateway.":                                   {3, "prevent"},
	} {
		if s, k := Strength(action), ActionType(action); s != want.strength || k != want.kind {
			t.Errorf("%q is %s/%d, want %s/%d", action, k, s, want.kind, want.strength)
		}
	}
}

func TestWeak(t *testing.T) {
	for action, want := range map[string]bool{
		"": true, "Improve monitoring.": true, "Look into the lease.": true, "Consider a second region.": true, "Make sure that it works.": true, "Be more careful.": true,
		"Raise awareness of the quota.": true, "Better dashboards.": true, "Investigate the lease.": true, "Ensure backups.": true,
		"Investigate the lease, done when a written answer is posted.": false, "Ensure that a deploy stops when errors are above 1%.": false,
		"Add an alert when the spool holds more than 100 files.": false, "Write the runbook for the failover.": false, "Remove the force flag.": false,
		"Improve the import so that a broken row is skipped.": false,
	} {
		reason, weak := Weak(action)
		if weak != want || weak != (reason != "") {
			t.Errorf("Weak(%q) = %q, %t; want %t", action, reason, weak, want)
		}
	}
}
