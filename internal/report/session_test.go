package report

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/evidence"
	"github.com/remedybot/remedy/internal/postmortem"
)

const (
	channel = "C0SEARCH"
	morning = "2025-05-14" // of the incident the tests tell
)

// at is a clock time of that morning.
func at(clock string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", morning+" "+clock)
	if err != nil {
		panic(err)
	}
	return t
}

// A told is a message and what it gave rise to.
type told struct {
	by    string
	clock string // when it was written
	text  string
	entry postmortem.Entry
	words string // of the entry
	done  string
}

// ref is the nth message.
func ref(n int) postmortem.Ref {
	return postmortem.Ref{Channel: channel, TS: fmt.Sprintf("%d.000100", at("08:00").Unix()+int64(n)*60)}
}

func people() map[string]postmortem.Person {
	list := []postmortem.Person{
		{ID: "U1", Name: "Ines Falk", Role: "Review lead"},
		{ID: "U2", Name: "Tariq Noor", Role: "On-call engineer, search"},
		{ID: "U3", Name: "Will Stone", Role: "Data engineer"},
		{ID: "U4", Name: "Mara Quist", Role: "Data engineer"},
		{ID: "U5", Name: "Oda", Role: ""},
		{ID: "B1", Name: "pager-bot", Bot: true},
	}
	m := map[string]postmortem.Person{}
	for _, p := range list {
		m[p.ID] = p
	}
	return m
}

// meeting makes a session of what was told.
func meeting(list []told) *postmortem.Session {
	s := &postmortem.Session{
		Opened: postmortem.Opened{
			ID: "PM-7", Title: "Catalogue search returned errors", Severity: "SEV2",
			Began: at("09:12"), Ended: at("10:04"), Facilitator: "U1",
			Place: postmortem.Place{Team: "T1", Channel: channel, Thread: "1747300000.000100"}, Incident: channel,
		},
		StartedAt: at("15:00"), EndedAt: at("15:50"), Status: postmortem.Draft, Phase: postmortem.Close,
		People: people(), Messages: map[postmortem.Ref]postmortem.Message{}, Texts: map[string]string{},
		History: postmortem.History{Lines: 41, Done: true},
	}
	for i, x := range list {
		r := ref(i)
		e := x.entry
		s.Messages[r] = postmortem.Message{Author: x.by, At: at("15:00"), Phase: e.Phase, Settled: true}
		s.Texts[r.Key()] = x.text
		if e.Kind == "" {
			continue
		}
		e.ID, e.Author, e.Sources = fmt.Sprintf("E%d", len(s.Entries)+1), x.by, append([]postmortem.Ref{r}, e.Sources...)
		if e.State == "" {
			e.State = postmortem.Confirmed
		}
		if x.clock != "" {
			e.At, e.Precision = at(x.clock), cmp.Or(e.Precision, exact)
		}
		if e.Kind == postmortem.Action {
			e.Number = 1 + len(s.Live(postmortem.Action))
			e.HasDone = x.done != ""
			s.Texts[e.ID+"/done"] = x.done
		}
		s.Texts[e.ID] = x.words
		s.Entries = append(s.Entries, e)
	}
	return s
}

type entry = postmortem.Entry

// search is a review of an incident as good reviews are: most of it confirmed, some of it proposed, one dispute, gaps.
func search() *postmortem.Session {
	const (
		opening, line, cause, remedy, prevent, closing = postmortem.Opening, postmortem.Timeline, postmortem.RootCause,
			postmortem.Remedy, postmortem.Prevention, postmortem.Close
		p = postmortem.Proposed
	)
	due := func(d int) time.Time { return time.Date(2025, 5, d, 0, 0, 0, 0, time.UTC) }
	s := meeting([]told{
		{"U4", "", "between 09:12 and 10:04 about 31% of searches came back with an error", entry{Kind: postmortem.Impact, Phase: opening, At: at("09:12"), To: at("10:04"), Precision: exact}, "Between 09:12 and 10:04, 31% of catalogue searches returned an error.", ""},
		{"U4", "", "browsing and checkout kept working", entry{Kind: postmortem.Impact, Phase: opening}, "Browsing and checkout kept working", ""},
		{"U2", "09:20", "disk alert 09:20, one of 64 in the channel that hour", entry{Kind: postmortem.Detection, Phase: opening}, "The disk alert of 09:20 was one of 64 alerts in its channel that hour", ""},
		{"U3", "09:05", "kicked off `reindex --full` at 09:05", entry{Kind: postmortem.Event, Event: "change", Phase: line}, "A full reindex was started with `reindex --full`", ""},
		{"B1", "09:20", "ALERT disk index-3 at 85%", entry{Kind: postmortem.Event, Event: "signal"}, "Alert: disk of `index-3` at 85%", ""},
		{"U2", "09:20", "09:20 the disk alert came, 85% on index-3", entry{Kind: postmortem.Event, Event: "signal", Phase: line}, "The disk alert came for `index-3`, at 85%", ""},
		{"U2", "09:31", "I looked at the load balancer first, that is where errors without a deploy had come from before", entry{Kind: postmortem.Event, Event: "decision", Phase: line}, "Tariq looked at the load balancer first, because errors without a deployment had come from there before", ""},
		{"U3", "09:51", "Will stopped the job 09:51", entry{Kind: postmortem.Event, Event: "action", Phase: line}, "The reindex was stopped", ""},
		{"U2", "09:46", "I remember stopping it more like 09:46", entry{Kind: postmortem.Event, Event: "action", Phase: line, State: p, Precision: approx}, "The reindex was stopped, as remembered", ""},
		{"B1", "10:04", "RESOLVED error rate back to normal", entry{Kind: postmortem.Event, Event: "recovery"}, "The error rate was at its usual level", ""},
		{"U5", "", "somebody asked in the forum at some point", entry{Kind: postmortem.Event, Event: "comms", Phase: line, State: p}, "A question about missing results came up in the forum", ""},
		{"U3", "", "full reindex writes a second copy to the same volume", entry{Kind: postmortem.Cause, Cause: "trigger", Stem: "start", Phase: cause, Sources: []postmortem.Ref{ref(3), ref(12)}}, "A full reindex writes a second copy of the index to the same volume", ""},
		{"U4", "", "volume had 38% free", entry{Kind: postmortem.Cause, Cause: "condition", Stem: "start", Phase: cause}, "The volume had 38% free space", ""},
		{"U2", "", "64 alerts an hour, nobody can read that", entry{Kind: postmortem.Cause, Cause: "detection_gap", Stem: "unnoticed", Phase: cause, State: p}, "The channel carried 64 alerts in that hour", ""},
		{"U3", "", "stopping the job freed the copy", entry{Kind: postmortem.RemedyItem, Item: "restored", Phase: remedy}, "Stopping the reindex at 09:51 freed the space of the copy", ""},
		{"U3", "", "reindex is off until the check is in", entry{Kind: postmortem.RemedyItem, Item: "temporary", Phase: remedy}, "The nightly reindex is switched off until the check of free space is in place", ""},
		{"U2", "", "the dashboard of the volume helped", entry{Kind: postmortem.RemedyItem, Item: "helped", Phase: remedy, State: p}, "The dashboard of the volume showed the copy growing", ""},
		{"U3", "", "block a full reindex when free < 120% of index size", entry{Kind: postmortem.Action, Phase: prevent, Owner: "U3", Action: postmortem.Owned, Due: due(28), Type: "prevent", Strength: 3}, "Block a full reindex when free space is below 120% of the index size", "a test reindex on a smaller volume is refused"},
		{"U2", "", "page search on-call 60 minutes before full", entry{Kind: postmortem.Action, Phase: prevent, Owner: "U2", Action: postmortem.Offered, Due: due(30), Type: "detect", Strength: 2}, "Page search on-call when the index volume will be full within 60 minutes", ""},
		{"U5", "", "somebody should sort the alert channel", entry{Kind: postmortem.Action, Phase: prevent, Action: postmortem.Offered, State: p, Type: "detect", Strength: 2}, "Split the alert channel by service", ""},
		{"U2", "", "cron that deletes old copies", entry{Kind: postmortem.Action, Phase: prevent, Owner: "U2", Action: postmortem.Dropped, Type: "mitigate", Strength: 2}, "Delete old copies every hour", ""},
		{"U4", "", "bigger disks?", entry{Kind: postmortem.Idea, Phase: line, State: p}, "Larger volumes for the index", ""},
		{"U4", "", "I did not know a reindex needs double space", entry{Kind: postmortem.Learning, Phase: closing}, "A reindex needs room for two copies", ""},
		{"U2", "", "how many shoppers gave up?", entry{Kind: postmortem.Question, Phase: opening, State: p}, "How many shoppers gave up", ""},
		{"U5", "", "hello all", entry{Phase: opening}, "", ""},
		{"U1", "", "thanks everybody", entry{Phase: closing}, "", ""},
	})
	s.Gaps = []postmortem.Gap{
		{Phase: postmortem.Timeline, What: "A second point of view on what happened"},
		{Phase: postmortem.Close, What: "What two people know now that they did not know before"},
		{Phase: postmortem.Prevention, What: "AI-3 has no owner who accepted it and no date"},
	}
	s.Lost = []postmortem.Lost{{Key: "PM-7/9/0", What: "file/html", Reason: "the channel takes no files"}}
	return s
}

// plainReading understands two things: two accounts of the stop differ, and "somehow" is vague.
var plainReading = reading{
	conflicts: func(list []evidence.Account) []evidence.Conflict {
		c := evidence.Conflict{About: "When the reindex was stopped"}
		for _, a := range list {
			if strings.HasPrefix(a.Text, "The reindex was stopped") {
				c.Accounts = append(c.Accounts, a.ID)
			}
		}
		if len(c.Accounts) < 2 {
			return nil
		}
		return []evidence.Conflict{c}
	},
	weak: func(action string) (string, bool) { return "it says somehow", strings.Contains(action, "somehow") },
}

func options() Options {
	return Options{
		Cite: func(r postmortem.Ref) (string, string) {
			return "m" + strings.TrimSuffix(r.TS, ".000100"), "https://example.slack.com/archives/" + r.Channel + "/p" + strings.ReplaceAll(r.TS, ".", "")
		},
		Owner: func(user string) string { return "role-" + user },
		Now:   at("16:00"),
	}
}
