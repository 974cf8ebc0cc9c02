package postmortem

import "testing"

// What is beyond a review is known by plain words, in each language that the checker reads;
// shop talk, pressure, and what others are quoted with are not it.
func TestAtRisk(t *testing.T) {
	for text, want := range map[string]bool{
		"I will kill you if that pager rings again":        true,
		"we'll beat up him after this":                     true,
		"careful, I know where you live":                   true,
		"honestly I want to end my life":                   true,
		"I don't want to live anymore":                     true,
		"i keep thinking about hurting myself":             true,
		"he deliberately wiped the backups before he left": true,
		"<@U1> leaked the customer list on purpose":        true,
		"Let me say it: this was sabotage.":                true,
		"Er hat die Backups absichtlich gelöscht":          true,
		"ich will nicht mehr leben":                        true,
		"te voy a matar":                                   true,
		"je veux plus vivre":                               true,
		"non voglio più vivere":                            true,
		"não quero mais viver":                             true,
		"è stato un sabotaggio":                            true, "foi sabotagem": true, "das war Sabotage!": true, "c'était du sabotage": true, "fue sabotaje": true,
		"The clock said 09:12. Somebody deliberately broke the lock.": true,

		"I will kill it and restart":                               false,
		"we'll kill them one by one, the zombie workers":           false,
		"one more outage and heads will roll":                      false,
		"I want a name in this doc by eod":                         false,
		"this goes to your boss":                                   false,
		"I'll shoot you a message":                                 false,
		"this query will kill us":                                  false,
		"we deliberately left the cache cold":                      false,
		"he deliberately slowed the rollout":                       false,
		"she deleted the pod on purpose to see the failover":       false,
		"nobody deliberately broke this":                           false,
		"I do not think that he deleted the table on purpose":      false,
		"did not look like somebody deliberately wiped it":         false,
		"the customer wrote: \"I will kill you all\"":              false,
		"> this was sabotage":                                      false,
		"`kill myself` is what the watchdog logs":                  false,
		"I don't want to wake the whole team up for a warning":     false,
		"let me hang a sign on my door":                            false,
		"who did this?":                                            false,
		"If somebody deliberately deleted it we would see a login": false,
	} {
		if got := atRisk(text); got != want {
			t.Errorf("%q: at risk %t", text, got)
		}
	}
}
