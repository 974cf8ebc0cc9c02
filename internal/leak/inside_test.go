package leak

import (
	"slices"
	"testing"
)

func TestInside(t *testing.T) {
	for text, want := range map[string][]string{
		"the disk of index-3 was full":                     {"host:index-3"},
		"db01 and node-17.eu answered":                     {"host:db01", "host:node-17"},
		"eu-west-prod-db-2 fell behind":                    {"host:eu-west-prod-db-2"},
		"shop-staging was rolled out, then prod-eu":        {"host:shop-staging", "host:prod-eu"},
		"coredns-5d78c9869d-abcde restarted":               {"host:coredns-5d78c9869d-abcde"},
		"vault.service.consul timed out":                   {"host:vault.service.consul"},
		"payments.svc.cluster.local did not resolve":       {"host:payments.svc.cluster.local"},
		"i-0abcdef1234567890 was replaced":                 {"host:i-0abcdef1234567890"},
		"10.2.3.4 refused, 10.2.3.5 too.":                  {"address:10.2.3.4", "address:10.2.3.5"},
		"connect to 192.168.7.9:5432 failed":               {"address:192.168.7.9"},
		"fe80::1ff:fe23:4567:890a did not answer":          {"address:fe80::1ff:fe23:4567:890a"},
		"ip-10-0-3-7 is gone":                              {"address:ip-10-0-3-7"},
		"see https://grafana.example.com/d/x?from=now-1h.": {"link:https://grafana.example.com/d/x?from=now-1h"},
		"OPS-123 and #4821 and PR 77":                      {"ticket:OPS-123", "ticket:#4821", "ticket:77"},
		"it was said in #incident-docs":                    {"channel:#incident-docs"},
		"U024BE7LH said so":                                {"user:U024BE7LH"},
		"clearing /opt/docs-rs-prefix/documentations":      {"path:/opt/docs-rs-prefix/documentations"},

		"see grafana.acme.com/d/abc, or (wiki.acme.com:8443/x?y=1).": {"link:grafana.acme.com/d/abc", "link:wiki.acme.com:8443/x?y=1"},
		"grafana.acme.com?orgId=1 shows it":                          {"link:grafana.acme.com?orgId=1"},
		`said in "#payments-oncall" and *#ops-sev1*`:                 {"channel:#payments-oncall", "channel:#ops-sev1"},
		"#2024-incidents, #störung-ops":                              {"channel:#2024-incidents", "channel:#störung-ops"},
		"C012AB3CD and G012AB3CD heard of it":                        {"channel:C012AB3CD", "channel:G012AB3CD"},
		"DB-01, Payments-DB-3 and Kafka-prod fell behind":            {"host:DB-01", "host:Payments-DB-3", "host:Kafka-prod"},
		"Prod-EU, then mail.prod.acme.com.":                          {"host:Prod-EU", "host:mail.prod.acme.com"},
		"DEV-123 is a ticket, and so is API-4711":                    {"ticket:DEV-123", "ticket:API-4711"},
		"10.1.2.3-10.1.2.9 and 10.1.3.1-9 are blocked":               {"address:10.1.2.3-10.1.2.9", "address:10.1.3.1-9"},
		"störung.acme.de/x, “#4821”":                                 {"link:störung.acme.de/x", "ticket:#4821"},
		"10.1.2.3 10.1.2.4,10.1.2.5–10.1.2.6":                        {"address:10.1.2.3", "address:10.1.2.4", "address:10.1.2.5", "address:10.1.2.6"},

		// What everybody may know.
		"docs/x.rs/build and src/main.go/x, on dev.to; prod. Then":   nil,
		"AI-2, C# and C++, CONFIRMED, GRADUALLY; &#39; /#anchor":     nil,
		"QA engineers, a QA-approved change, Node 3 and version API": nil,
		"at 14:02 31% of searches failed for 52 minutes":             nil,
		"UTF-8, SHA-256, ISO-8601, SEV-1 and CVE-2021-44228":         nil,
		"version 1.2.3 of docs.rs, crates.io and example.com":        nil,
		"from 12:30:45 to 13:00:00, p99 was 40.5 s":                  nil,
		"HTTP 500, and/or 24/7, one of 3 nodes in 2 regions":         nil,
		"localhost, 127.0.0.1 and ::1":                               nil,
		"the web server, the database, the cache":                    nil,
		"UNAVAILABLE and UNDERSTOOD are words":                       nil,
		"the 1st of 2 shards, index 3 of 9":                          nil,
		"the 5 GB disk; 3x as many; 10k requests; #1 of all":         nil,
	} {
		var got []string
		for _, x := range Find(text, Inside()) {
			got = append(got, x.Kind+":"+text[x.From:x.To])
		}
		if slices.Sort(got); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// What is found is found once, by the first shape that knows it.
func TestFindTellsEachOnce(t *testing.T) {
	text := "db01 at 10.0.0.9, https://db01.internal/OPS-7 and jo@example.com"
	var got []string
	for _, x := range Find(text, append(Private(), Inside()...)) {
		got = append(got, x.Kind+":"+text[x.From:x.To])
	}
	if want := []string{"host:db01", "address:10.0.0.9", "link:https://db01.internal/OPS-7", "email:jo@example.com"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
