package evidence

import "testing"

// TestWhatHelpedIsNoHindrance reads what a sentence says of help and hindrance from its own words, whatever was asked.
func TestWhatHelpedIsNoHindrance(t *testing.T) {
	for text, want := range map[string]string{
		"It helped that the vendor answered at night, nobody had to wait":       "helped",
		"it helped that the old cluster held nothing anybody needs":             "helped",
		"What helped: nobody was deploying that night":                          "helped",
		"Nothing helped until the cache was empty":                              "hindered",
		"none of the retries helped, the queue stayed full":                     "hindered",
		"it helped nobody that the status site was green":                       "hindered",
		"in the way was that the console login had expired":                     "hindered",
		"the approval of two people got in the way of the rollback":             "hindered",
		"neither of us had the permission to restart the broker":                "hindered",
		"none of us knew where the vault key was":                               "hindered",
		"I had no access to the DNS console":                                    "hindered",
		"we did not have the phone number of the data centre":                   "hindered",
		"we had no data loss after the rollback":                                "helped",
		"the failover that nobody had tried before, helped at once":             "helped",
		"the infra admin removed the directory and nothing was in the way then": "restored",
	} {
		fs := Read(Statement{Text: text, Phase: Remedy, Role: "SRE"})
		got := ItemKind(text)
		if len(fs) > 0 && fs[len(fs)-1].Kind == KindRemedy {
			got = fs[len(fs)-1].Item
		}
		if got != want {
			t.Errorf("%q is %q of %+v, want %q", text, got, fs, want)
		}
	}
	text := "It helped that the on-call knew the shard. In the way was that neither of us had the rights to drain it"
	fs := Read(Statement{Text: text, Phase: Remedy, Role: "SRE", Question: "What helped, and what was in the way?"})
	if len(fs) != 2 || fs[0].Item != "helped" || fs[1].Item != "hindered" {
		t.Errorf("%q gave %+v", text, fs)
	}
}
