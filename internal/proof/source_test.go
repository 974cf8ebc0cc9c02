package proof

import (
	"strings"
	"testing"
	"time"
)

func TestLacks(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip(err)
	}
	at := time.Date(2025, 5, 14, 9, 12, 0, 0, time.UTC)
	for _, c := range []struct{ source, sentence, lacks string }{
		{"31% of searches failed", "31 percent of the searches failed.", ""},
		{"31 % of searches failed", "31% of searches failed.", ""},
		{"31% of searches failed", "38% of searches failed.", "38%"},
		{"it took 41 minutes", "It took 41 min.", ""},
		{"it took 41 minutes", "It took 41 hours.", "41 hours"},
		{"it took 41min", "It took 41 minutes.", ""},
		{"1200 orders", "1,200 orders were lost.", ""},
		{"1.2k orders", "1,200 orders were lost.", ""},
		{"1.2 million rows", "1,200,000 rows.", ""},
		{"12,00 euros", "12 euros.", ""},
		{"three of the nodes", "3 of the nodes.", ""},
		{"two nodes", "Four nodes.", "Four"},
		{"2 of 14", "12 of 14.", "12"},
		{"$300 lost", "300 dollars were lost.", ""},
		{"$300 lost", "300 euros were lost.", "300 euros"},
		{"page at 2:02 pm", "The page came at 14:02.", ""},
		{"page at 2pm", "The page came at 14:00.", ""},
		{"page at 14:02:33", "The page came at 14:02.", ""},
		{"page at 14:02", "The page came at 14:20.", "14:20"},
		{"page at 14:02 CEST", "The page came at 12:02 UTC.", ""},
		{"page at 14:02 CEST", "The page came at 14:02 UTC.", "14:02 UTC"},
		{"page at 11:02", "The page came at 09:02 UTC.", ""}, // in Berlin, in May
		{"nothing of it", "At 09:12 UTC on 14 May it began.", ""},
		{"nothing of it", "At 09:13 it began.", "09:13"},
		{"nothing of it", "It began on 2025-05-14.", ""},
		{"nothing of it", "It began on 2025-05-15.", "2025-05-15"},
		{"nothing of it", "It began on Wednesday in May 2025.", ""},
		{"nothing of it", "It began on Friday.", "Friday"},
		{"on the 21st", "On 21 October.", ""},
		{"on oct 21", "On 21 October 2025.", ""},
		{"on oct 21", "On 22 October.", "22 October"},
		{"04/05/2025", "On 2025-05-04.", ""},
		{"node index-3 was full", "Then `index-3` was full.", ""},
		{"node index-3 was full", "Then index-4 was full.", "index-4"},
		{"db-1-replica was full", "Then db-1 was full.", "db-1"},
		{"runs v1.2.3", "It runs v1.2.4.", "v1.2.4"},
		{"http://a.example/x is down", "See http://a.example/x.", ""},
		{"http://a.example/x is down", "See https://evil.example/x.", "https://evil.example/x"},
		{"we saw 502s", "Users saw 502s and 503s.", "503s"},
		{"Kafka lagged", "Then kafka lagged behind Redis.", "Redis"},
		{"Kafka lagged", "The lag of Kafka's grew.", ""},
		{`the page said "try again later"`, `It said "try again later".`, ""},
		{`the page said "try again later"`, `It said "never again".`, `"never again"`},
		{"run `df -h` there", "Somebody ran `df -h`.", ""},
		{"run `df -h` there", "Somebody ran `rm -rf /`.", "`rm -rf /`"},
		{"ask <nobody>", "Ask @boss.", "@boss"},
		{"#4711 is the ticket", "See #4712.", "#4712"},
		{"from 10:02-10:05", "It lasted from 10:02 to 10:05.", ""},
		{"5xx rate up", "The 5xx rate rose; 4xx did not.", "4xx"},
		{"checkout and search", "Checkout/search and Checkout/Login.", "Checkout/Login"},
	} {
		s := Source{Texts: []*Text{Read(c.source)}, Moments: []time.Time{at}, Zones: []*time.Location{berlin}, Day: at}
		if got := strings.Join(s.Lacks(Read(c.sentence)), ", "); got != c.lacks {
			t.Errorf("%q of %q lacks %q, want %q", c.sentence, c.source, got, c.lacks)
		}
	}
}
