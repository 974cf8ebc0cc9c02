package writeup

import (
	"testing"

	"github.com/remedybot/remedy/internal/rubric"
)

// What is said of a rule in texts of every shape, beside the sound one that looks like it.
func TestJudged(t *testing.T) {
	const top = "# Uploads failed on 2024-05-06\n\n"
	for _, c := range []struct {
		name, id, text string
		want           rubric.Result
		line           int
	}{
		{"people are counted", "Q28", top + "## Impact\n\n340 parents could not upload, and 12 tickets came in.\n", rubric.Met, 0},
		{"a day is no amount", "Q28", top + "## Impact\n\nOn 2024-05-06 order mails were late.\n", rubric.Open, 3},
		{"a code is no amount", "Q28", top + "## Impact\n\nThe page answered with 503 errors.\n", rubric.Open, 3},
		{"an amount of errors", "Q28", top + "## Impact\n\nThe page answered with 5,030 errors.\n", rubric.Met, 0},
		{"minutes are no amount of jobs", "Q28", top + "## Impact\n\nFor 30 minutes in which jobs waited, the queue grew.\n", rubric.Open, 3},
		{"what is affected is listed", "Q28", top + "## Affected packages\n\n- `left`\n- `right`\n", rubric.Met, 0},
		{"machines alone", "Q28", top + "## Summary\n\nThree servers of the upload pool restarted in a loop.\n", rubric.Unknown, 0},

		{"how long", "Q29", top + "## Impact\n\nUploads failed for 40 minutes.\n", rubric.Met, 0},
		{"every so often", "Q29", top + "## Impact\n\nUploads failed; the job runs every 40 minutes.\n", rubric.Open, 3},
		{"after a while", "Q29", top + "## Summary\n\nA file was missing even after 20 minutes since it was sent.\n", rubric.Open, 3},
		{"begun above, over in the timeline", "Q29", top + "At 10:05 UTC uploads went down.\n\n## Timeline (UTC)\n\n- 09:50 a certificate is replaced\n- 10:05 uploads fail\n- 10:31 uploads restored\n", rubric.Met, 0},
		{"begun above, never over", "Q29", top + "At 10:05 UTC uploads went down.\n\n## Timeline (UTC)\n\n- 09:50 a certificate is replaced\n- 10:05 uploads fail\n- 10:31 the log is read\n", rubric.Open, 0},

		{"somebody noticed", "Q39", top + "## Detection\n\nSomebody noticed it.\n\n## Resolution\n\nThe certificate was replaced on the last host.\n", rubric.Open, 3},
		{"just fixed", "Q39", top + "## Detection\n\nThe upload alert fired.\n\n## Resolution\n\nWe fixed it.\n", rubric.Open, 7},
		{"an alert and a deed", "Q39", top + "## Detection\n\nThe upload alert fired.\n\n## Resolution\n\nWe replaced the certificate on the last host.\n", rubric.Met, 0},
		{"noticed, by nobody named", "Q39", top + "## What went right\n\n- It was detected quickly.\n\n## Resolution\n\nThe release was rolled back.\n", rubric.Unknown, 0},
		{"called in", "Q39", top + "## Summary\n\nThe night shift called the service desk; the licence was renewed.\n", rubric.Met, 0},

		{"another incident", "Q42", top + "## Summary\n\nThis is the second outage of the kind (see post-mortem UP-12).\n", rubric.Met, 0},
		{"a separate post-mortem", "Q42", top + "## Causes\n\n- The migration was reverted, see separate postmortem.\n", rubric.Met, 0},
		{"at the same time", "Q42", top + "## Summary\n\nA provider had trouble at the same time. We want to avoid the same issue in the future.\n", rubric.Open, 0},
		{"one of the first times", "Q42", top + "## Causes\n\n- It was one of the first times that the tool was used.\n", rubric.Open, 0},

		{"labels within lines", "Q43", top + "## Lessons learned\n\nGood: the script was there. Bad: no limit on a run. Lucky: it was the middle of the month.\n", rubric.Met, 0},
		{"labels as items", "Q43", top + "## Learnings\n\n+ went well: the rollback took a minute\n- went badly: nobody was paged\n- luck: it was night\n", rubric.Met, 0},
		{"fortunately", "Q43", top + "## What went well\n\n- Fortunately few people were awake.\n\n## What went wrong\n\n- No alert.\n", rubric.Met, 0},
		{"only intentions", "Q43", top + "## Lessons learned\n\n- Deploy in smaller steps.\n- Pin the versions.\n", rubric.Open, 3},

		{"a talk", "Q48", top + "## Actions\n\n- We should have a talk about ingress with the platform team\n", rubric.Open, 5},
		{"alignment", "Q48", top + "## Actions\n\n- Align our agreements with the support desk\n", rubric.Open, 5},
		{"a ticket before it", "Q48", top + "## Actions\n\n- UP-12: Look into the mirrors\n", rubric.Open, 5},
		{"agreed in writing, by a state", "Q48", top + "## Actions\n\n| Action | Done when |\n|---|---|\n| Align the limits of both queues | both read 500 |\n", rubric.Met, 0},
		{"continuous is no continuing", "Q48", top + "## Actions\n\n- Run continuous checks of the index against the database\n", rubric.Met, 0},

		{"read the warnings", "Q50", top + "## Actions\n\n- Make sure people read warnings\n", rubric.Open, 5},
		{"less careless", "Q50", top + "## Actions\n\n- Ask everyone to be less hasty\n", rubric.Open, 5},
		{"keep calm", "Q50", top + "## Lessons learned\n\n- If it gets critical, remain calm\n\n## Actions\n\n- Add a limit\n", rubric.Open, 5},
		{"make the parser read", "Q50", top + "## Actions\n\n- Make sure the parser reads quoted fields\n", rubric.Met, 0},

		{"an alert that is set up", "Q51", top + "## Actions\n\n- Agree on a way to release\n- Ensure that alerting is configured in the sandbox\n", rubric.Unknown, 0},
		{"rules on paper", "Q51", top + "## Actions\n\n- Write guidelines for reviews\n- Document the limits\n", rubric.Open, 3},
		{"a limit among paper", "Q51", top + "## Actions\n\n- #12: Write guidelines for reviews\n- #13: Refuse uploads above the limit\n", rubric.Met, 0},
		{"a monitoring group detects nothing", "Q52", top + "## Actions\n\n- Move the agent to the monitoring group\n", rubric.Unknown, 0},
		{"an alert detects", "Q52", top + "## Actions\n\n- Move the agent to the monitoring group\n- Add an alert on its memory\n", rubric.Met, 0},

		{"no dates at all", "Q57", top + "## Actions\n\n- Add a limit @bo\n", rubric.Unknown, 0},
		{"published in a status line", "Q7", top + "**Status:** final, published 2024-08-30\n", rubric.Open, 0},
		{"a handle as a name", "Q16", top + "**Authors:** kofi, ines\n\n## Timeline (UTC)\n\n- 17:58 Kofi pushes the config\n", rubric.Open, 7},
		{"a handle that is a word", "Q16", top + "**Authors:** search, ines\n\n## Timeline (UTC)\n\n- 17:58 Search returns errors\n", rubric.Met, 0},
		{"who opened it", "Q16", top + "Opened by @lena-o\n\n## Summary\n\nUploads failed.\n", rubric.Met, 0},
		{"left of a template, in braces", "Q1", top + "## Summary\n\nBetween {time range, e.g. 14:30 and 15:00} uploads failed.\n\n## Impact\n\nNone.\n\n## Timeline\n\n- 10:00 UTC a\n\n## Causes\n\n- a\n\n## Actions\n\n- Add a limit\n\n## Lessons\n\n- a\n", rubric.Open, 5},
		{"code in braces", "Q1", top + "## Summary\n\nThe line `{time range}` was empty, and so was {id}.\n\n## Impact\n\nNone.\n\n## Timeline\n\n- 10:00 UTC a\n\n## Causes\n\n- a\n\n## Actions\n\n- Add a limit\n\n## Lessons\n\n- a\n", rubric.Met, 0},

		{"causes in passing", "Q36", top + "Uploads failed because a volume had been swapped. We replaced it.\n", rubric.Unknown, 0},
		{"no cause at all", "Q36", top + "Uploads failed. We replaced a volume.\n", rubric.Open, 0},
		{"a person in a list of HTML", "Q37", top + "## Causes\n\n<ul>\n<li>The list is kept by hand.</li>\n<li>The administrator forgot to update it.</li>\n</ul>\n", rubric.Open, 7},
		{"a leading question once", "Q21", top + "## Causes\n\n1. Why did nobody see that coming?\n", rubric.Met, 0},
		{"a summary with parts below it", "Q8", top + "At 10:05 uploads failed for 340 people. The volume of a broker had been swapped.\n\nThe broker copied four terabytes over the network that messages use as well.\n", rubric.Met, 0},

		{"one hero", "Q44", top + "## What went well\n\n- Ina single-handedly found the key\n", rubric.Open, 5},
		{"a hero beside others", "Q44", top + "## What went well\n\n- Ina single-handedly found the key\n- The page came within a minute\n", rubric.Met, 0},
		{"a person does the harm", "Q25", top + "## Causes\n\n- A developer dropped the table\n- No copy of it was kept\n", rubric.Open, 5},
		{"a job does the harm", "Q25", top + "## Causes\n\n- A job dropped the table\n- No copy of it was kept\n", rubric.Met, 0},
		{"an outage of a part", "Q26", top + "## Impact\n\nThe outage hit 300 people. Reading kept working.\n", rubric.Open, 5},
		{"of a whole", "Q26", top + "## Impact\n\nThe outage hit 300 people.\n", rubric.Unknown, 0},

		{"a change first", "Q33", top + "## Timeline (UTC)\n\n- 09:50 release 12 is deployed\n- 10:05 the upload alert fires\n", rubric.Met, 0},
		{"a change before the first sign", "Q33", top + "## Timeline (UTC)\n\n- 09:40 a node is full\n- 09:50 release 12 is deployed\n- 10:05 a customer reports errors\n", rubric.Met, 0},
		{"the harm first", "Q33", top + "## Timeline (UTC)\n\n- 10:05 uploads started failing\n- 10:09 the upload alert fires\n", rubric.Open, 5},
		{"neither", "Q33", top + "## Timeline (UTC)\n\n- 10:05 a node is full\n- 10:09 the upload alert fires\n", rubric.Unknown, 0},
		{"one time for every day", "Q30", "# Uploads failed\n\n## Timeline (UTC)\n\n- 2024-05-06 12:00 a\n- 2024-05-07 12:00 b\n- 2024-05-08 12:00 c\n- 2024-05-09 12:00 d\n", rubric.Open, 5},
		{"one time by chance", "Q30", "# Uploads failed\n\n## Timeline (UTC)\n\n- 2024-05-06 12:00 a\n- 2024-05-07 12:00 b\n- 2024-05-08 12:00 c\n- 2024-05-09 12:10 d\n", rubric.Met, 0},

		{"a heading that asks why", "Q36", top + "## Why?\n\n- The list is kept by hand.\n- No check compares it.\n- The alert is muted at night.\n", rubric.Met, 0},
		{"a heading about something else", "Q36", top + "## Why we write this\n\nTo learn.\n", rubric.Open, 0},
		{"who, what and when", "Q47", top + "## What happened\n\n| When (UTC) | Who | What |\n|---|---|---|\n| 2024-05-06 10:05 | Bo | joins |\n| 2024-05-06 10:31 | Bo | restarts it |\n\n## Actions\n\n- Add a limit @bo by 2024-05-20\n", rubric.Met, 0},
		{"who, in a column of names", "Q16", top + "**Owner:** Dana Whitfield\n\n## Timeline\n\n| Time (UTC) | Who | What |\n|---|---|---|\n| 10:05 | Dana Whitfield | joins |\n| 10:31 | on-call | restarts it |\n", rubric.Open, 9},
		{"roles in capitals", "Q16", top + "**Owner:** Release Manager\n\n## Timeline\n\n| Time (UTC) | Who | What |\n|---|---|---|\n| 10:05 | Release Manager | joins |\n| 10:31 | on-call | restarts it |\n", rubric.Met, 0},
		{"labels below the actions", "Q43", top + "## Follow-up\n\n- Add a limit @bo\n\nWent well: the file was there.\nDid not go well: the call took long.\nLuck: it was Sunday.\n", rubric.Met, 0},
		{"labels in bold", "Q43", top + "## Retro\n\n**Well:** it was quick to turn off.\n\n**Not so well:** nobody looked.\n\n**Lucky:** the sale came later.\n", rubric.Met, 0},
		{"a well of water", "Q43", top + "## Retro\n\nThe pump of the well: broken.\n", rubric.Open, 0},
		{"a title with a label", "Q2", "Incident review: mail was late\nOwner: Dana Whitfield\nSeverity: 2\nDate: 2024-05-06\n", rubric.Met, 0},
		{"in mind", "Q50", top + "## Actions\n\n- Everyone should keep the clock change in mind\n", rubric.Open, 5},
		{"names before a date", "Q47", top + "## Actions\n\n- Move schedules to UTC -- Ibrahim S., by 22 March\n", rubric.Met, 0},

		{"a plain line above a list", "Q43", top + "## Lessons\n\nWhat went well\n- It was quick.\n\nWhat went wrong\n- It took us fifty minutes.\n\nWhere we got lucky\n- It was night.\n", rubric.Met, 0},
		{"what let it happen", "Q36", top + "## What let it happen\n\n- The job lost its permission.\n- Nobody gets its log.\n- The page depends on the product.\n", rubric.Met, 0},
		{"what we do about it", "Q47", top + "## What we do about it\n\n- Move the page (Anke Vos, 15 May 2024)\n", rubric.Met, 0},
		{"how we found out", "Q39", top + "## How we found out\n\nA customer mailed us.\n\n## Response\n\nThe certificate was renewed.\n", rubric.Met, 0},
		{"before", "Q42", top + "## Did this happen before?\n\nNo: it is the first in years.\n", rubric.Met, 0},
		{"fields above a description", "Q8", "# Report\n\n## Incident details\n\nService: lending\nPriority: P1\n\n## Description\n\nFor an hour nothing could be borrowed at any branch. Some 2,600 loans were written on paper instead.\n", rubric.Met, 0},
		{"regularly", "Q48", top + "## Actions\n\n- Review the contact list regularly\n", rubric.Open, 5},
		{"a check each night", "Q48", top + "## Actions\n\n- Check the contact list each night in a job that fails on bounced mail\n", rubric.Met, 0},
		{"actions in prose", "Q47", top + "## Actions\n\nMore training, and a talk with the team.\n", rubric.Open, 3},
		{"actions in prose, with a name and a day", "Q47", top + "## Actions\n\nAs agreed, @bo adds a limit by 20 May 2024.\n", rubric.Unknown, 0},
		{"who managed it", "Q16", "# Report\n\n## Incident details\n\nIncident manager: Helen Marsh\nService: lending\n", rubric.Met, 0},

		{"fields beside each other", "Q2", top + "**Severity:** P2 · **Owner:** Lucía Prado\n\n## Summary\n\nUploads failed.\n", rubric.Met, 0},
		{"a dot in prose", "Q2", top + "Severity: P2 · see the list of owners\n\n## Summary\n\nUploads failed.\n", rubric.Open, 0},
		{"until", "Q47", top + "## To do\n\n| Todo | Who | Until |\n|---|---|---|\n| Add a limit | Bo Lind | 2024-05-20 |\n", rubric.Met, 0},
		{"lines without headings", "Q36", "Upload report, 6 May 2024\n\nWhy it could happen\n  - no lower limit\n  - no load in staging\n  - a note nobody understood\n", rubric.Met, 0},
		{"what users saw", "Q28", top + "## What users saw\n\n3,900 people waited for their videos.\n", rubric.Met, 0},
		{"events", "Q32", "Upload report, 6 May 2024\n\nEvents (UTC)\n  10:05  release\n  10:31  errors gone\n  10:12  errors rise\n", rubric.Open, 6},

		{"newest first", "Q32", top + "**Resolved** – it is over.\nMay 6, 2024 - 17:45 UTC\n\n**Identified** – a certificate.\nMay 6, 2024 - 16:20 UTC\n\n**Investigating** – errors.\nMay 6, 2024 - 15:48 UTC\n", rubric.Open, 7},
		{"a wiki's table with a year amiss", "Q32", top + "## Timeline\n\n|| Time (UTC) || Event ||\n| 2024-05-06 10:05 | a |\n| 2024-05-06 10:31 | b |\n| 2023-05-06 10:40 | c |\n", rubric.Open, 8},
	} {
		if f := of(t, checked(t, c.text), c.id); f.Result != c.want || f.Line != c.line {
			t.Errorf("%s: %s is %s at line %d, want %s at %d: %s", c.name, c.id, f.Result, f.Line, c.want, c.line, f.Why)
		}
	}
}

// Where something that is open is put right.
func TestWhere(t *testing.T) {
	const text = "# Uploads failed\n\n## Impact\n\nMany users waited.\n\n## What we do\n\n- Look into it\n"
	found := checked(t, text)
	for id, want := range map[string]string{
		"Q2": "at the top", "Q27": "line 5, under “Impact”", "Q30": "a new heading, such as “Timeline”", "Q1": "new headings", "Q28": "line 3, under “Impact”",
	} {
		if f := of(t, found, id); f.Where != want {
			t.Errorf("%s is put right %q, want %q: %s", id, f.Where, want, f.Why)
		}
	}
	for _, f := range found {
		if (f.Where != "") != (f.Result == rubric.Open) {
			t.Errorf("%s is %s and put right %q", f.ID, f.Result, f.Where)
		}
	}
}

// A file with several incidents says so; one with an incident and what came after it does not.
func TestSeveral(t *testing.T) {
	for text, want := range map[string]int{
		"# Reviews of May\n# Cache flushed\n## Summary\na\n## Timeline\n- 10:00 a\n# Mail delayed\n## Summary\nb\n## Timeline\n- 10:00 b\n":       2,
		"# Reviews of May\n\n## Cache flushed\n### Summary\na\n### Actions\n- a\n## Mail delayed\n### Summary\nb\n## Disk full\n### Summary\nc\n": 3,
		"# Cache flushed\n## Summary\na\n## Timeline\n### First day\n- 10:00 a\n### Second day\n- 10:00 b\n":                                      0,
		"# Cache flushed\n## Executive summary\na\n## Summary\nb\n## Timeline\n- 10:00 a\n":                                                       0,
	} {
		r, err := Read(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Several(); len(got) != want {
			t.Errorf("%d incidents (%q), want %d in %q", len(got), got, want, text)
		}
	}
}
