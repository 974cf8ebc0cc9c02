package report

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/report/reporttest"
	"github.com/remedybot/remedy/internal/rubric"
)

// edited is a session for an audience.
func edited(s *postmortem.Session, a Audience, customers ...string) Review {
	o := options()
	o.Audience, o.Customers = a, customers
	return build(s, o, plainReading)
}

func TestEditions(t *testing.T) {
	for _, a := range []Audience{Company, Customer} {
		r := edited(search(), a)
		golden(t, "search-"+string(a)+".md", r.Markdown())
		if open := ruled(r, "Q18"); open.Result != rubric.Met || len(r.Checks) != 1 {
			t.Errorf("%s: %v", a, r.Checks)
		}
	}
}

func ruled(r Review, id string) rubric.Verdict {
	i := slices.IndexFunc(r.Checks, func(v rubric.Verdict) bool { return v.ID == id })
	if i < 0 {
		return rubric.Verdict{}
	}
	return r.Checks[i]
}

// read is everything that can be read of a review, in all its forms.
func read(t *testing.T, r Review) string {
	t.Helper()
	j, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(r.Markdown()) + string(r.HTML()) + string(j) + r.Card(0).Plain()
}

// What is planted in every text of a review stays, is left out, or has the edition refused.
func TestWhatEditionsSayWithout(t *testing.T) {
	t.Parallel()
	const stays, out, refused = "stays", "is left out", "is refused"
	for _, c := range []struct{ planted, team, company, customer string }{
		{"db-prod-07", stays, out, out},
		{"10.20.30.40", stays, out, out},
		{"vault.service.consul", stays, out, out},
		{"#incident-search", stays, out, out},
		{"U024BE7LH", stays, out, out},
		{"https://grafana.example.com/d/abc", stays, out, out},
		{"<http://grafana.acme.com/d/abc|grafana.acme.com/d/abc>", stays, out, out},
		{"*#ops-sev1*", stays, out, out},
		{"C012AB3CD", stays, out, out},
		{"Payments-DB-3", stays, out, out},
		{"10.1.2.3-10.1.2.9", stays, out, out},
		{"`[web, db]`", stays, stays, out},
		{"OPS-4711", stays, stays, out},
		{"/var/lib/search/index", stays, stays, out},
		{"`reindex --full`", stays, stays, out},
		{"jo.doe@example.com", refused, refused, refused},
		{"AKIA" + "ABCDEFGHIJKLMNOP", refused, refused, refused},
		{"password=" + "hunter2024", refused, refused, refused},
		{"xoxb-" + "12345678901-abcdefABCDEF", refused, refused, refused},
		{"+49 30 1234567", refused, refused, refused},
		{"Umbrella Ltd", refused, refused, refused},
		{"the web server", stays, stays, stays},
	} {
		shown := strings.Trim(plain(c.planted, nil), "`*")
		s := search()
		s.Title += " on " + c.planted
		for key := range s.Texts {
			s.Texts[key] = strings.TrimRight(s.Texts[key], ".") + " with " + c.planted + " in it"
		}
		for i := range s.Gaps {
			s.Gaps[i].What += " of " + c.planted
		}
		for a, want := range map[Audience]string{Team: c.team, Company: c.company, Customer: c.customer} {
			r := edited(s, a, "umbrella  ltd")
			got := stays
			switch holds := strings.Contains(read(t, r), shown); {
			case ruled(r, "Q18").Result == rubric.Open:
				got = refused
			case !holds:
				got = out
			}
			if got != want {
				t.Errorf("%s: %q %s, but should be one that %s (%v)", a, c.planted, got, want, r.Leaks())
			}
			for _, l := range r.Leaks() {
				if strings.Contains(l.String(), strings.Fields(c.planted)[0]) || l.Where == "" {
					t.Errorf("a leak is repeated by the one who tells of it: %s", l)
				}
			}
			if (len(r.Leaks()) > 0) != (ruled(r, "Q18").Result == rubric.Open) {
				t.Errorf("%s, %q: the verdict is another than the leaks", a, c.planted)
			}
		}
	}
}

// A customer reads what people confirmed, and nobody's name, promise or source. What people said in the rehearsals may be
// read by everybody, as far as it is for them.
func TestEditionsOfRehearsals(t *testing.T) {
	t.Parallel()
	sessions := reporttest.Sessions(t)
	sessions["search"] = search()
	for name, s := range sessions {
		if v := ruled(edited(s, Team), "Q18"); v.Result != rubric.Met {
			t.Errorf("%s: %s", name, v.Why)
		}
		wide := edited(s, Company)
		if v := ruled(wide, "Q18"); v.Result != rubric.Met || strings.Contains(read(t, wide), "slack.com") {
			t.Errorf("%s for the company: %s", name, v.Why)
		}
		r := edited(s, Customer)
		if v := ruled(r, "Q18"); v.Result != rubric.Met {
			t.Errorf("%s: %s", name, v.Why)
		}
		var ids []string
		for _, sec := range r.Sections {
			ids = append(ids, sec.ID)
			for _, st := range sec.Sentences {
				if st.State != confirmed || len(st.Cites) > 0 || len(st.Unsupported) > 0 {
					t.Errorf("%s, %s: %+v", name, sec.ID, st)
				}
			}
		}
		if want := []string{SectionHeader, SectionBrief, SectionImpact, SectionTimeline, SectionRemedy, SectionPrevention}; name != "search" && !slices.Equal(ids, want) {
			t.Errorf("%s has the sections %q, want %q", name, ids, want)
		}
		if slices.ContainsFunc(r.Timeline, func(m Moment) bool { return m.Kind == "comms" }) {
			t.Errorf("%s tells customers what the team told each other", name)
		}
		all := read(t, r)
		for _, sign := range []string{"slack.com", "[^1]", ">proposed<", "*proposed*", "accepted", "AI-1", "no owner", "Took part", "role-U"} {
			if strings.Contains(all, sign) {
				t.Errorf("%s holds %q", name, sign)
			}
		}
		for _, p := range s.People {
			if !p.Bot && strings.Contains(all, p.Name) {
				t.Errorf("%s names somebody", name)
			}
		}
	}
}

// Every text of a Review is gone over: one that was passed over would still hold what is planted.
func TestNoTextIsPassedOver(t *testing.T) {
	const planted = "db-prod-07"
	var r Review
	fill(reflect.ValueOf(&r).Elem(), planted)
	r.head = head{aim: planted, assembled: planted, facing: planted, facts: []fact{{"Aim", planted}}}
	r.sources = []source{{id: "m1", url: "https://x.slack.com/p1", role: planted, text: planted}}
	r.Actions[0].dropped, r.Disagreements[0].Accounts[0].backing = planted, backing{lacks: []string{planted}, byHand: []string{planted}}
	r.Checks = nil
	// Not written by people: ids, kinds and states.
	r.ID, r.Status = "PM-1", "draft"
	for i := range r.Sections {
		r.Sections[i].ID, r.Sections[i].Title = SectionImpact, "Impact"
		for j := range r.Sections[i].Sentences {
			s := &r.Sections[i].Sentences[j]
			s.Cites, s.Entries, s.State, s.Group = nil, nil, confirmed, ""
		}
	}
	m, c, act, d := &r.Timeline[0], &r.Causes[0], &r.Actions[0], &r.Disagreements[0]
	m.Precision, m.Kind, m.Cites, m.State = exact, "event", nil, confirmed
	c.ID, c.Kind, c.Stem, c.Parents, c.Confidence, c.Cites, c.State = "E1", "trigger", "start", nil, "likely", nil, confirmed
	act.Owner, act.Due, act.Type, act.State, act.Cites = nil, nil, "prevent", "owned", nil
	d.Accounts[0].Cites = nil
	r.edition(Company, newRoster(nil))
	if all := read(t, r); strings.Contains(all, planted) {
		i := strings.Index(all, planted)
		t.Errorf("a text was passed over: …%s…", all[max(0, i-200):i+40])
	}
}

// fill puts a text into every exported string of a value, and one element into every list.
func fill(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && v.Type() != reflect.TypeFor[Window]() {
				fill(v.Field(i), text)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), text)
	case reflect.Pointer:
		if v.Type().Elem().Kind() == reflect.String {
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), text)
		}
	}
}

func TestBroadRoles(t *testing.T) {
	for role, want := range map[string]string{
		"On-call engineer, search": "On-call engineer", "Data engineer (2)": "Data engineer", "Support": "Support",
		"SRE (payments)": "SRE (payments)", "a participant": "a participant", "Lead, ops (1)": "Lead",
	} {
		if got := broadly(role); got != want {
			t.Errorf("%q is broadly %q, want %q", role, got, want)
		}
	}
}

// What opens something is not shown again beside the sentence that rests on the message.
func TestEvidenceShowsNoSecret(t *testing.T) {
	s := search()
	key := s.Entries[0].Sources[0].Key()
	s.Texts[key] += ", and the password is " + "Tr0ub4dor&3"
	page := string(build(s, options(), plainReading).Article().Body)
	if strings.Contains(page, "Tr0ub4dor") || !strings.Contains(page, "the password is [secret]") {
		t.Error("the page shows a password")
	}
}

// The company reads who owns an action by name, and no id of a person, a channel or a message.
func TestCompanyReadsNoKeys(t *testing.T) {
	s := search()
	p := s.People["U3"]
	p.Name = ""
	s.People["U3"] = p
	r := build(s, Options{Audience: Company, Now: at("16:00")}, plainReading)
	var owners []string
	for _, a := range r.Actions {
		if a.Owner != nil {
			owners = append(owners, *a.Owner)
		}
	}
	if want := []string{"Data engineer", "Tariq Noor", "Tariq Noor"}; !slices.Equal(owners, want) {
		t.Errorf("actions are owned by %q, want %q", owners, want)
	}
	all := read(t, r)
	for _, key := range []string{`"U2"`, `"U3"`, channel, ".000100"} {
		if strings.Contains(all, key) {
			t.Errorf("it holds %s", key)
		}
	}
	if cites := r.section(SectionBrief).Sentences[0].Cites; !slices.Equal(cites, []string{"1"}) || !strings.Contains(all, "[^1]: message of 2025-05-14 08:00 UTC\n") {
		t.Errorf("the first source is cited as %q", cites)
	}
	if len(r.Timeline[0].Cites) == 0 || len(r.Causes[0].Cites) == 0 || len(r.Actions[0].Cites) == 0 || len(r.Disagreements[0].Accounts[0].Cites) == 0 {
		t.Error("a citation was lost")
	}
	if !strings.Contains(all, "by broad roles, but for who owns an action") {
		t.Error("readers are told that nobody is named")
	}
}

// How far a review has come is told in every edition, and customers are told of a draft that it is one.
func TestEditionsSayHowFarTheReviewIs(t *testing.T) {
	const draft = "This is a draft, and it is not published."
	for _, c := range []struct {
		status postmortem.Status
		says   string
		draft  bool
	}{
		{postmortem.Running, "The meeting is still going on", true},
		{postmortem.Closing, "The meeting has ended", true},
		{postmortem.Cancelled, "This review was cancelled", true},
		{postmortem.Draft, "", true},
		{postmortem.Checked, "", true},
		{postmortem.Published, "", false},
		{postmortem.Corrected, "", false},
	} {
		for _, a := range []Audience{Company, Customer} {
			s := search()
			s.Status = c.status
			md := string(edited(s, a).Markdown())
			if !strings.Contains(md, "\n*"+c.says) || !strings.Contains(md, "Where a word stands in [brackets]") {
				t.Errorf("%s, %s: it does not say %q", c.status, a, c.says)
			}
			if strings.Contains(md, draft) != (a == Customer && c.draft) {
				t.Errorf("%s, %s: that it is a draft is told wrongly", c.status, a)
			}
		}
	}
}
