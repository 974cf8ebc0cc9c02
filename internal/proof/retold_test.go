package proof

import (
	"strings"
	"testing"
	"time"
)

// at is when the statements of these tests were.
var at = time.Date(2025, 5, 14, 9, 20, 0, 0, time.UTC)

func statements(texts string) []Statement {
	var out []Statement
	for t := range strings.SplitSeq(texts, " | ") {
		s := Statement{Text: t, At: at}
		if rest, ok := strings.CutPrefix(t, "~"); ok {
			s.Text, s.About = rest, true
		}
		if rest, ok := strings.CutPrefix(t, "trigger: "); ok {
			s.Text, s.Leads = rest, []string{"the trigger was that"}
		}
		out = append(out, s)
	}
	return out
}

func TestRetoldTruly(t *testing.T) {
	for _, c := range []struct{ of, says string }{
		{"The disk alert came for `index-3`, at 85%.", "The disk alert came for `index-3` at 85%."},
		{"Root partition full", "The root partition was full."},
		{"Web server still unhappy", "The web server was still unhappy."},
		{"Nobody wasn't paged", "Nobody was not paged."},
		{"They can't resize the instance", "They cannot resize the instance."},
		{"The alert fired", "At 09:20 the alert fired."},
		{"The alert fired", "The alert fired at 09:20 UTC."},
		{"The alert fired", "On 14 May 2025, at 09:20, the alert fired."},
		{"The alert fired", "On 2025-05-14 the alert fired."},
		{"~The alert fired", "The alert fired at about 09:20."},
		{"~The alert fired", "At around 09:20, the alert fired."},
		{"Requeue of the failed builds 08:19", "At 08:19, requeue of the failed builds."},
		{"09:31 the volume was full", "The volume was full at 09:31."},
		{"At about 09:31 the volume was full", "The volume was full at around 09:31."},
		{"31% of searches failed | Browsing kept working", "31 percent of searches failed, but browsing kept working."},
		{"The disk alert fired | The disk alert paged nobody", "The disk alert fired and paged nobody."},
		{"The disk alert fired | The disk alert paged nobody", "The disk alert fired, and it paged nobody."},
		{"The disk alert fired | The disk alert paged nobody", "The disk alert fired; the disk alert paged nobody."},
		{"The volume was full | The reindex failed", "The reindex failed and the volume was full." /* in the order cited, see below */},
		{"trigger: a full reindex was started", "The trigger was that a full reindex was started."},
		{"There is code that purges directories; it was never configured", "There is code that purges directories, it was never configured."},
		{"Graph yes, alert no | Nobody was paged", "Graph yes, alert no. Nobody was paged."},
		{"Graph (yes), alert (no)", "Graph yes, alert no."},
		{"1200 orders were lost", "1,200 orders were lost."},
		{"It took 41 min", "It took 41 minutes."},
		{"It was muted in March | The disk alert fired", "It was muted in March; the disk alert fired."},
		{"web-14 was down | Cache-2 was up", "Web-14 was down, but cache-2 was up."},
	} {
		of := statements(c.of)
		if strings.HasPrefix(c.says, "The reindex failed and the volume") {
			of[0], of[1] = of[1], of[0]
		}
		if fault := Retold(c.says, of); fault != "" {
			t.Errorf("%q of %q: %s", c.says, c.of, fault)
		}
	}
}

func TestRetoldFalsely(t *testing.T) {
	for _, c := range []struct{ name, of, says string }{
		{"a number", "31% of searches failed", "38% of searches failed."},
		{"a unit", "It took 41 minutes", "It took 41 hours."},
		{"no unit", "41 minutes", "41."},
		{"a time", "The alert fired", "The alert fired at 09:21."},
		{"another zone", "The alert fired", "The alert fired at 09:20 CEST."},
		{"a second time", "The alert fired at 10:05", "The alert fired at 10:05, at 09:20."},
		{"a day", "The alert fired", "On 15 May the alert fired."},
		{"a year", "The alert fired", "On 14 May 2024 the alert fired."},
		{"surer", "~The alert fired", "The alert fired at 09:20."},
		{"less sure", "The alert fired", "The alert fired at about 09:20."},
		{"a doubt dropped", "The cache may have been stale", "The cache was stale."},
		{"a doubt added", "The cache was stale", "The cache may have been stale."},
		{"a denial dropped", "The alert did not fire", "The alert did fire."},
		{"a denial dropped, short", "The alert didn't fire", "The alert fired."},
		{"a denial moved", "The alert did not fire and the job was stopped", "The alert did fire and the job was not stopped."},
		{"a denial added", "The alert fired", "The alert never fired."},
		{"a cause", "The volume was full | The reindex failed", "The reindex failed because the volume was full."},
		{"a cause between", "The volume was full | The reindex failed", "The volume was full, so the reindex failed."},
		{"an order", "The volume was full | The reindex failed", "The volume was full, then the reindex failed."},
		{"a cause turned round", "The volume was full because the reindex ran", "The reindex ran because the volume was full."},
		{"turned round", "The rollout broke the cache", "The cache broke the rollout."},
		{"passive", "The engineer paged", "The engineer was paged."},
		{"passive, irregular", "The backup contact hit", "The backup contact was hit."},
		{"active", "The job was stopped by the engineer", "The job stopped the engineer."},
		{"from and to", "Traffic moved from eu to us", "Traffic moved to eu from us."},
		{"a word dropped", "Users in the EU could not log in", "Users could not log in."},
		{"a word added", "Users could not log in", "All users could not log in."},
		{"blame", "The job was stopped", "The job was carelessly stopped."},
		{"a name", "The job was stopped", "Tariq: the job was stopped."},
		{"a name in front", "The job was stopped", "Tariq, the job was stopped."},
		{"several", "The server failed", "The servers failed."},
		{"swapped", "The volume was full | The login was slow", "The login was full and the volume was slow."},
		{"both of both", "The volume was full | The login was slow", "The volume and the login were full and slow."},
		{"numbers moved", "31% of searches failed | 12% of logins failed", "12% of searches failed and 31% of logins failed."},
		{"half of a subject", "The search volume was full | The search service was slow", "The search volume was full and service was slow."},
		{"a subject of another", "The disk alert fired | The login was slow", "The disk alert fired and was slow."},
		{"a link", "The runbook was read", "The runbook https://evil.example was read."},
		{"markup", "The runbook was read", "The *runbook* was read."},
		{"HTML", "The runbook was read", "The <b>runbook</b> was read."},
		{"a mention", "The runbook was read", "The runbook was read @channel."},
		{"a question", "The runbook was read", "The runbook was read?"},
		{"a quotation", "The runbook was read", `The "runbook" was read.`},
		{"code", "The runbook was read", "The `runbook` was read."},
		{"another language", "The volume was full", "Das Volume war voll."},
		{"a hidden letter", "The volume was full", "The vol\u200bume was full."},
		{"a letter that looks the same", "The volume was full", "The v\u043elume was full."},
		{"an acronym", "it was down", "IT was down."},
		{"half an acronym", "QA was green", "qA was green."},
		{"another case", "PaymentService was down", "Paymentservice was down."},
		{"twice", "The volume was full", "The volume was full and the volume was full."},
		{"only one of two", "The volume was full | The login was slow", "The volume was full."},
		{"nothing", "The volume was full", ""},
		{"another's lead", "The volume was full", "The trigger was that the volume was full."},
		{"a span cut", "It was down from 09:12 to 10:04", "It was down from 10:04 to 09:12."},
		{"nothing between", "The volume was full | The login was slow", "The volume was full the login was slow."},
		{"a time dropped", "The alert fired at 10:05", "The alert fired."},
		{"a time made surer", "At about 10:05 the alert fired", "The alert fired at 10:05."},
		{"a time made less sure", "At 10:05 the alert fired", "The alert fired at about 10:05."},
		{"was, beside had", "Backup contacts had access", "Backup contacts had been access."},
		{"no longer so", "The directory is never cleaned", "The directory was never cleaned."},
		{"still so", "The alert was muted", "The alert is muted."},
		{"no longer, of another verb", "The alert fires late", "The alert fired late."},
		{"still, in a fragment", "Root partition full", "The root partition is full."},
		{"a time of the other clause", "The reindex ran. The alert fired at 09:31", "At 09:31 the reindex ran. The alert fired."},
		{"a time of the other half", "The reindex ran and the alert fired at 09:31", "At 09:31 the reindex ran and the alert fired."},
		{"a time of its own in two clauses", "The reindex ran and the alert fired", "At 09:20 the reindex ran and the alert fired."},
		{"nobody of both", "Nobody was on call | Nobody was paged", "Nobody was on call and was paged."},
		{"no one of them", "No replica of `db-2` was behind | No replica of `db-2` was broken", "No replica of `db-2` was behind and was broken."},
		{"a time to the other half", "At 09:31 the reindex ran and the alert fired", "The reindex ran and the alert fired at 09:31."},
		{"another it", "The disk alert fired | It was muted in March", "The disk alert fired; it was muted in March."},
		{"another it, by turns", "It was muted in March | The disk alert fired | That lasted", "It was muted in March, the disk alert fired, and that lasted."},
		{"the same two", "Two authors were told | Two authors were asked", "Two authors were told and were asked."},
		{"the same one", "A node failed | A node restarted", "A node failed and restarted."},
		{"the same users", "Users were sent away | Users were kept waiting", "Users were sent away and were kept waiting."},
		{"which of them", "The alert fired on `db-2` | The alert was muted", "The alert fired on `db-2`, which was muted."},
		{"a span of another kind", "It was down from 09:12 to 10:04", "Between 09:12 and 10:04 it was down."},
		{"a span turned", "It was down from 09:12 to 10:04", "From 10:04 to 09:12 it was down."},
		{"a span grown", "It was down from 09:12 to 10:04", "From 09:12 to 11:04 it was down."},
		{"a span of two", "It was down at 09:12 | It was up at 10:04", "From 09:12 to 10:04 it was down and was up."},
		{"a time of the inside", "It was down from 09:12 to 10:04", "At 10:04, it was down from 09:12."},
	} {
		if Retold(c.says, statements(c.of)) == "" {
			t.Errorf("%s: %q passes for %q", c.name, c.says, c.of)
		}
	}
	if Retold("It is so.", nil) == "" {
		t.Error("a sentence that cites nothing passes")
	}
}

func FuzzRetold(f *testing.F) {
	f.Add("31% of searches failed at 09:20, but not in `eu-1`", "At 09:20 31 percent of searches failed")
	f.Add("The disk alert fired. The disk alert paged nobody", "and and and it they 5 5 5 May 5 2 pm")
	f.Add("a b c d e f g h i j k l m n", "a a a a b b b c c c")
	f.Fuzz(func(t *testing.T, text, other string) {
		s := []Statement{{Text: text, At: at}, {Text: other, At: at, About: true, Leads: []string{"what helped was"}}}
		if got := Retold(text, s[:1]); got != "" && got != "it says nothing" && got != "it is too long" {
			t.Errorf("%q is not told by itself: %s", text, got)
		}
		Retold(other, s)
		Retold(other+" "+text, s)
		(Source{Texts: []*Text{Read(text)}, Moments: []time.Time{at}, Day: at}).Lacks(Read(other))
		if lacks := (Source{Texts: []*Text{Read(text)}}).Lacks(Read(text)); len(lacks) > 0 {
			t.Errorf("%q lacks %q of its own", text, lacks)
		}
	})
}
