package postmortem

import "testing"

func TestWhatIsBeyondReach(t *testing.T) {
	for text, want := range map[string]bool{
		"The payment provider rejected every third request.": true,
		"AWS lost a zone.":                                       true,
		"The vendors' certificate had expired.":                  true,
		"A power cut took the second site down.":                 true,
		"The provider was down and our client retried for ever.": false,
		"Nobody watched the status page of the vendor.":          false,
		"We have one DNS provider.":                              false,
		"The retry limit was never set.":                         false,
		"The flood of retries filled the queue.":                 false,
	} {
		s := &Session{Texts: map[string]string{"E1": text}}
		if got := s.foreign(Entry{ID: "E1"}); got != want {
			t.Errorf("%q: beyond reach %t", text, got)
		}
	}
}
