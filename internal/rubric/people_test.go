package rubric

import "testing"

func TestHero(t *testing.T) {
	for sentence, want := range map[string]string{
		"Ina is a hero and saved the evening":            "is a hero",
		"The database wizard fixed it":                   "",
		"She was our real hero":                          "was our real hero",
		"Bo single-handedly restored the index":          "single-handedly",
		"The rota saved the day":                         "saved the day",
		"Nobody was a hero, and nobody had to be":        "",
		"The job saved the daily report":                 "",
		"The setup wizard was shown again":               "",
		"The on-call engineer looked at the queue first": "",
	} {
		if got := Hero(sentence); got != want {
			t.Errorf("%q in %q, want %q", got, sentence, want)
		}
	}
}

func TestHarm(t *testing.T) {
	for sentence, want := range map[string][2]bool{
		"The on-call engineer deleted the volume":       {true, true},
		"A new developer accidentally dropped a table":  {true, true},
		"The table was dropped by an intern":            {true, true},
		"Yesterday the junior DBA ran the wrong script": {true, true},
		"The pipeline used the wrong key, as it failed": {true, false},
		"The clean-up job deleted the marker":           {true, false},
		"Uploads failed":                                {true, false},
		"The engineer restarted the queue":              {false, false},
		"The operator looked at the graph":              {false, false},
		"The team lead was told at 10:05":               {false, false},
		"The operator pattern deleted the pod":          {true, false},
		"We lost two hours of records":                  {true, false},
	} {
		if told, person := Harm(sentence); told != want[0] || person != want[1] {
			t.Errorf("%q is harm %t, by a person %t", sentence, told, person)
		}
	}
}

func TestOutage(t *testing.T) {
	for sentence, want := range map[string]string{
		"The outage lasted an hour":               "outage",
		"The shop was completely down":            "was completely down",
		"It began with an outage":                 "outage",
		"A GitHub outage exposed it":              "",
		"This was not an outage":                  "",
		"The number of errors went down again":    "",
		"At ten the whole shop went down":         "shop went down",
		"The release was rolled back":             "",
		"The provider's network outage was short": "",
	} {
		if got := Outage(sentence); got != want {
			t.Errorf("%q in %q, want %q", got, sentence, want)
		}
	}
	for sentence, want := range map[string]bool{"Browsing kept working": true, "Payments were not affected": true, "No order was lost": false, "It did not work": false} {
		if got := KeptWorking(sentence) != ""; got != want {
			t.Errorf("%q: %t", sentence, got)
		}
	}
}

func TestNoticed(t *testing.T) {
	for text, want := range map[string][2]bool{
		"The disk alert fired":                             {true, false},
		"A customer wrote in at 10:05":                     {false, true},
		"Users alerted us that mail was late":              {false, true},
		"Night shift called the service desk":              {false, true},
		"The on-call engineer was paged by the error rate": {true, false},
		"Somebody saw it":                                  {false, false},
	} {
		if m, p := NoticedByMachine(text), NoticedByPeople(text); m != want[0] || p != want[1] {
			t.Errorf("%q: by a machine %t, by people %t", text, m, p)
		}
	}
}
