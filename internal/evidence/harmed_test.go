package evidence

import "testing"

// A word to those who were harmed is about no cause; how they are told is.
func TestForHarmed(t *testing.T) {
	for text, want := range map[string]bool{
		"Tell the customers that their uploads are back":         true,
		"Write to the authors whose builds were lost, by friday": true,
		"Refund the merchants who were charged twice":            true,
		"Apologise to the users of the docs site":                true,
		"Post what happened for our customers":                   true,
		"Send the affected users a note":                         true,
		"Tell the customers automatically when the queue stops":  false,
		"Write a template for mails to customers":                false,
		"Alert on failed uploads of customers":                   false,
		"Limit the pool for each customer":                       false,
		"Tell the on-call engineer where the runbook is":         false,
		"Write a runbook": false,
		"Post a link to the dashboard in the channel":                        false,
		"Get the certificate renewed before users see the warning each time": false,
		"": false,
	} {
		if got := ForHarmed(text); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}
