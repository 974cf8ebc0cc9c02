package prompts

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Kind says what the linter asks of a text.
type Kind string

// The kinds.
const (
	Question  Kind = "question"  // asks something open, or for something one may decline
	Logistics Kind = "logistics" // says where things stand, or what was done
	Nudge     Kind = "nudge"     // a question for one person about their own message
	Label     Kind = "label"     // stands on a button, at a field or in a list
	Title     Kind = "title"     // stands above a form
)

func (k Kind) asks() bool { return k == Question || k == Nudge }

// A Text is what there is to know about words that are said to people.
type Text struct {
	Name    string // of the file, without the language of a nudge; in a sheet the key follows
	Group   string // under which heading it is shown
	Kind    Kind
	Samples []Sample // the data it is filled with, an example for each of its forms
}

// A Sample is data as the program gives it: the same names, the same types.
type Sample map[string]any

var nothing = []Sample{nil}

var commanded = []Sample{{"command": "/postmortem"}}

// texts is everything that is said to people, in the order in which it is shown.
var texts = slices.Concat([]Text{
	{"joined", "Opening", Logistics, commanded},
	{"script", "Opening", Logistics, []Sample{{"title": "Uploads failed for an hour", "severity": "SEV2", "command": "quiet", "contact": ""}, {"title": "Uploads failed for an hour", "severity": "SEV2", "command": "quiet", "contact": "the duty manager"}}},
	{"no_history", "Opening", Logistics, []Sample{{"channel": Marked("<#C0123>"), "reason": "the bot is not in that channel."}}},
	{"no_thread", "Opening", Logistics, []Sample{{"reason": "Slack does not let the bot write in that channel.", "command": "/postmortem"}}},

	{"phase/opening", "Phases", Question, phased},
	{"phase/timeline", "Phases", Question, phased},
	{"phase/root_cause", "Phases", Question, phased},
	{"phase/remedy", "Phases", Question, phased},
	{"phase/prevention", "Phases", Question, phased},
	{"phase/close", "Phases", Question, phased},
	{"again", "Phases", Logistics, []Sample{{"phase": "Timeline"}}},
	{"proposed", "Phases", Logistics, []Sample{{"n": 1, "second": 0}, {"n": 1, "second": 1}, {"n": 3, "second": 1}, {"n": 3, "second": 2}, {"n": 3, "second": 3}}},
	{"missing", "Phases", Logistics, []Sample{{"what": Marked("when it began; how many were affected"), "more": 0}, {"what": Marked("when it began; how many were affected"), "more": 2}}},
	{"ready", "Phases", Question, []Sample{{"phase": "Timeline", "next": "Root cause", "have": 1}, {"phase": "Timeline", "next": "Root cause", "have": 7}}},
	{"ready_to_finish", "Phases", Question, []Sample{{"phase": "Close", "next": "", "have": 1}, {"phase": "Close", "next": "", "have": 2}}},
	{"pause", "Phases", Question, nothing},
	{"resumed", "Phases", Question, []Sample{{"phase": "Timeline"}}},

	{"ask/closure", "Questions", Question, nothing},
	{"ask/impact_numbers", "Questions", Question, nothing},
	{"ask/detection", "Questions", Question, nothing},
	{"ask/gap", "Questions", Question, []Sample{{"from": Marked("14:05"), "to": Marked("14:40"), "utc": "14:05 to 14:40"}}},
	{"ask/second_seat", "Questions", Question, nothing},
	{"ask/parked", "Questions", Question, counted},
	{"ask/single_cause", "Questions", Question, nothing},
	{"ask/one_stem", "Questions", Question, []Sample{{"stem": "start"}, {"stem": "spread"}, {"stem": "unnoticed"}, {"stem": "recovery"}, {"stem": ""}}},
	{"ask/helped", "Questions", Question, nothing},
	{"ask/promise", "Questions", Question, named},
	{"ask/done_when", "Questions", Question, named},
	{"ask/beyond", "Questions", Question, statement},
	{"ask/ends", "Questions", Question, named},
	{"ask/only_repairs", "Questions", Question, nothing},
	{"ask/only_care", "Questions", Question, nothing},
	{"ask/too_many", "Questions", Question, []Sample{{"n": 9, "day": "24 April"}}},
	{"ask/round", "Questions", Question, nothing},
	{"ask/stuck", "Questions", Question, []Sample{{"have": 1, "missing": "how we came to know of it"}, {"have": 4, "missing": "how we came to know of it"}}},
	{"ask/overrun", "Questions", Question, []Sample{{"minutes": 92}}},
	{"silent", "Questions", Question, nothing},
	{"ended", "Actions", Logistics, []Sample{{"review": "PM-12", "n": 1, "facilitator": someone}}},
	{"reminder", "Actions", Question, []Sample{{"review": "PM-12", "n": 1}, {"review": "PM-12", "n": 2}}},
	{"risks", "Actions", Question, []Sample{{"n": 1}, {"n": 2}}},
	{"overdue", "Actions", Question, []Sample{{"n": 1}, {"n": 2}}},
	{"temperature", "Questions", Question, nothing},
	{"frame", "Questions", Logistics, nothing},
	{"harm", "Questions", Question, []Sample{{"contact": ""}, {"contact": "the duty manager"}}},
	{"person", "Questions", Question, []Sample{{"contact": ""}, {"contact": "the duty manager"}}},
}, asked, aside, nudges("blame", "human_error", "hindsight", "defensive", "hostile", "absolute", "threat", "closure",
	"shutdown", "self_blame", "care-2", "dismissal", "cross_exam", "motive"), []Text{
	{"wording", "Answers", Logistics, []Sample{{"wording": Marked("The limit was raised at 14:02, and the queue grew from then on.")}}},
	{"use_wording", "Answers", Logistics, []Sample{{"wording": Marked("The limit was raised at 14:02, and the queue grew from then on.")}}},
	{"only_you", "Answers", Logistics, nothing},
	{"only_you_direct", "Answers", Logistics, nothing},
	{"direct", "Answers", Logistics, []Sample{{"review": "PM-12", "title": "Uploads failed for an hour", "channel": Marked("<#C0123>")}}},
	{"not_now", "Answers", Logistics, []Sample{{"minutes": 30, "hours": 0}, {"minutes": 1440, "hours": 24}}},
	{"muted", "Answers", Logistics, nothing},
	{"hushed", "Answers", Logistics, nothing},
	{"asking", "Answers", Logistics, nothing},
	{"waived", "Answers", Logistics, []Sample{{"what": "how many were affected"}}},
	{"handed_over", "Answers", Question, []Sample{{"title": "Uploads failed for an hour"}}},

	{"help", "Help", Logistics, commanded},
	{"help_more", "Help", Logistics, commanded},
	{"home", "Help", Logistics, commanded},
}, sheet("refusal", "Refusals", Logistics, map[string][]Sample{
	"unsure":              {{"who": someone}},
	"facilitator_only":    {{"facilitator": someone}},
	"cancelled":           startable,
	"closing":             reviewed,
	"finished":            reviewed,
	"runs_already":        reviewed,
	"long_title":          limited,
	"long_reason":         limited,
	"unknown_criterion":   {{"id": "O9"}},
	"met_criterion":       {{"id": "O4", "what": "what users could not do"}},
	"no_text":             {{"example": "add timeline 14:05 UTC the first alert"}},
	"long_text":           limited,
	"action_owned":        {{"action": "AI-2", "owner": someone}},
	"changes_not":         {{"facilitator": someone}},
	"long_view":           limited,
	"no_sentence":         {{"kind": "timeline"}},
	"no_kind_word":        {{"kinds": []string{"timeline", "cause"}}, {"kinds": []string{"timeline"}}},
	"long_role":           limited,
	"not_yours_to_accept": {{"who": someone}},
	"long_aim":            limited,
	"long_account":        limited,
	"long_objection":      limited,
	"no_time":             {{"text": "25:99"}},
	"unknown_person":      {{"name": "@zorro"}},
	"not_before":          {{"phase": "Opening", "to": "Prevention", "ahead": true}, {"phase": "Opening", "to": "Opening", "ahead": false}},
	"in_future":           {{"time": "2027-03-31 14:05 UTC"}},
	"too_deep":            {{"most": 5}},
	"action_whose":        acted, "action_ended": acted, "not_yours": acted, "long_link": limited,
	"long_line": limited,
	"unknown_word": {
		{"word": "stauts", "near": "status", "words": []string{"status", "next"}},
		{"word": "xylophone", "near": "", "words": []string{"status", "next"}},
		{"word": "xylophone", "near": "", "words": make([]string, 13)},
	},
	"owner_only":        {{"owner": someone}},
	"corrects_not":      {{"owner": someone}},
	"titles_not":        {{"facilitator": someone}},
	"confirms_all_not":  {{"owner": someone}},
	"done_by_owner":     {{"action": "AI-2", "owner": someone}},
	"no_waiver":         {{"id": "Q16"}},
	"published_already": {{"version": 1}},
	"another_runs":      {{"review": linked}},
	"unknown_review":    startable, "none_here": commanded,
}), sheet("example", "Refusals", Logistics, nil), sheet("gate", "What is to be established", Logistics, map[string][]Sample{
	"T1_entries":  {{"n": 5}},
	"O2_moved":    everyN,
	"T3":          everyN,
	"T3_clock":    everyN,
	"T6_decision": everyN,
	"C10":         {{"n": 0, "yours": 0}, {"n": 1, "yours": 1}, {"n": 3, "yours": 0}, {"n": 3, "yours": 2}, {"n": 3, "yours": 3}},
	"T7":          everyN, "T10": everyN, "C4": everyN, "C5": everyN, "C5_views": everyN, "R7": everyN, "P1_leaves": everyN, "P10": everyN, "L3": everyN,
	"R2_end":     everyN,
	"P7":         {{"days": 30}},
	"P8":         {{"most": 3}},
	"T4":         {{"from": Marked("14:05"), "to": Marked("14:40"), "utc": ""}, {"from": Marked("9:05 AM"), "to": Marked("9:40 AM"), "utc": "14:05 to 14:40"}, {"from": Marked(""), "to": Marked(""), "utc": ""}},
	"C1_factors": {{"n": 3}},
	"P2": {
		{"action": "AI-2", "owner": true, "date": true, "done": true, "cause": true}, {"action": "AI-2", "owner": false, "date": true, "done": false, "cause": true},
		{"action": "AI-2", "owner": true, "date": false, "done": true, "cause": false}, {"action": "AI-2", "owner": false, "date": false, "done": false, "cause": false},
	},
	"P6": {{"most": 7}},
	"named": {
		{"what": Marked("what was seen or expected at one decision"), "of": []string{"The team rolled back"}, "more": 0},
		{"what": Marked("what was seen or expected at 5 decisions"), "of": []string{"The team rolled back", "The queue was paused"}, "more": 3},
	},
	"K1": everyN, "K2_remarks": everyN, "K5": everyN, "K6": everyN,
}), sheet("board", "Boards", Logistics, map[string][]Sample{
	"file_canvas":    {{"review": "PM-12"}},
	"title":          {{"title": "Uploads failed for an hour"}},
	"running":        {{"n": 2, "all": 6, "phase": "Timeline"}},
	"facilitated":    {{"facilitator": someone}},
	"carried":        {{"owner": someone}},
	"phase":          {{"n": 2, "phase": "Timeline"}},
	"more":           {{"n": 1, "waiting": false}, {"n": 3, "waiting": true}},
	"confirm_hidden": {{"n": 38, "shown": 20}},
	"gone_on":        nothing,
	"zones":          {{"zones": "Europe/Berlin"}, {"zones": "Europe/Berlin and UTC"}},
	"zone_of_form":   {{"zone": "UTC"}, {"zone": "Berlin time"}},
	"found":          {{"who": someone, "zone": "Lisbon time"}},
	"held":           {{"time": "14:05"}, {"time": "14:05 to 14:20"}},
	"wishes":         {{"wishes": []string{"I would like to understand why the alert came late"}}, {"wishes": []string{"why did nobody see it?", "we hope that on-call can sleep"}}},
	"answers":        {{"n": 4, "all": 9}},
	"differ":         {{"what": "the restart", "times": "14:05 and 14:20", "n": 2}, {"what": "", "times": "14:05", "n": 1}},
	"about":          {{"time": Marked("2026-03-31 14:05 UTC")}},
	"offered":        {{"owner": someone}},
	"due":            {{"day": "Tue 31 Mar 2026"}},
	"dropped":        {{"reason": "The service is switched off in May."}},
	"done_when":      {{"done": "the alert fires in a drill"}},
	"file_md":        filed,
	"file_html":      filed,
	"file_png":       filed,
	"file_edition":   editions,
	"leave":          {{"open": 1, "proposed": 0}, {"open": 0, "proposed": 9}, {"open": 2, "proposed": 1}},
	"finish":         {{"open": 0, "all": 9, "proposed": 0, "hands": 0}, {"open": 1, "all": 9, "proposed": 1, "hands": 1}, {"open": 11, "all": 81, "proposed": 49, "hands": 4}},
	"checked":        {{"n": 1, "all": 5}},
}), sheet("button", "Buttons", Label, map[string][]Sample{
	"next":                  {{"phase": "Root cause"}},
	"back":                  {{"phase": "Root cause"}},
	"confirm_all":           {{"n": 1}, {"n": 3}},
	"confirm_part":          {{"part": "Timeline", "n": 1}, {"part": "Timeline", "n": 28}},
	"confirm_second":        {{"n": 1}, {"n": 3}},
	"confirm_second_reader": {{"n": 1}, {"n": 3}},
	"status":                {{"n": 9}},
	"edit_action":           acted,
	"told_apart":            {{"n": 2}, {"n": 3}},
	"told_apart_reader":     {{"n": 2}, {"n": 3}},
	"all_in":                {{"zone": "Europe/Berlin"}},
	"mine_in":               {{"zone": "Kolkata time"}, {"zone": "UTC"}},
	"take_reader":           acted,
	"publish":               {{"version": 1}, {"version": 2}},
	"accept_wording_reader": worded, "use_assembled_reader": worded,
	"link": acted, "link_reader": acted,
	"done_reader": acted, "postpone_reader": acted, "drop_reader": acted, "reopen_reader": acted,
}), sheet("window", "Forms", Title, map[string][]Sample{
	"sort_entries":    {{"phase": "Prevention"}},
	"waive_criteria":  {{"phase": "Prevention"}},
	"give_account":    {{"phase": "Timeline"}},
	"postpone_action": {{"action": "AI-2"}}, "drop_action": {{"action": "AI-2"}},
}), sheet("form", "Forms", Logistics, map[string][]Sample{
	"more":       {{"shown": 100, "more": 12}},
	"go_on":      {{"label": Marked("Which causes it is about")}},
	"began_hint": {{"zone": "Europe/Paris"}, {"zone": ""}},
	"role":       {{"name": "Ana Lima"}, {"name": ""}},
	"times_hint": {{"day": "21 October 2019", "zone": "Europe/Paris"}, {"day": "", "zone": "UTC"}},
}), sheet("option", "Forms", Label, map[string][]Sample{
	"below": {{"cause": Marked("The limit was raised")}},
	"apart": {{"others": "14:05 The server was restarted"}},
}), sheet("answer", "Answers", Logistics, map[string][]Sample{
	"too_much":     {{"buttons": false}, {"buttons": true}},
	"in_channels":  {{"command": "/postmortem", "word": "start"}},
	"runs_already": {{"review": "PM-12", "link": linked}, {"review": "PM-12", "link": Marked("")}},
	"invite":       {{"bot": "remedy"}},
	"no_review_of": commanded,
	"no_review":    commanded,
	"draft_here":   {{"review": "PM-12", "title": "Uploads failed for an hour", "link": linked}, {"review": "PM-12", "title": "Uploads failed for an hour", "link": Marked("")}},
	"no_actions":   reviewed,
	"over":         reviewed,
	"no_pages":     reviewed,
	"page":         {{"review": "PM-12", "page": pageLink, "alone": true}, {"review": "PM-12", "page": pageLink, "alone": false}},
}), sheet("status", "Status", Logistics, map[string][]Sample{
	"title":     titled,
	"phase":     {{"n": 2, "all": 6, "phase": "Timeline", "since": Marked("14:05 UTC"), "facilitator": someone}},
	"standing":  {{"standing": "a draft"}},
	"entries":   {{"n": 12, "waiting": 3, "second": 0, "actions": 2}, {"n": 12, "waiting": 1, "second": 1, "actions": 2}, {"n": 12, "waiting": 0, "second": 2, "actions": 2}},
	"gate":      {{"phase": "Timeline", "met": 2, "all": 5}},
	"met":       criterion,
	"open":      criterion,
	"desirable": criterion,
	"waived":    {{"id": "O3", "what": Marked("How many, how long, or what share"), "by": someone, "reason": "The logs of that hour are gone."}},
	"people":    titled,
	"person": {
		{"who": someone, "role": "on-call, payments", "seat": "participant", "facilitates": true, "carries": true, "asked": false},
		{"who": someone, "role": "", "seat": "lead", "facilitates": false, "carries": false, "asked": true},
		{"who": someone, "role": "billing", "seat": "fresh_eyes", "facilitates": false, "carries": false, "asked": false},
		{"who": someone, "role": "billing", "seat": "observer", "facilitates": false, "carries": false, "asked": false},
	},
	"actions": titled,
	"action": {
		{"action": "AI-2", "text": "Alert on the age of the queue", "state": "owned", "owner": someone, "due": "Tue 31 Mar 2026"},
		{"action": "AI-2", "text": "Alert on the age of the queue", "state": "proposed", "owner": someone, "due": ""},
		{"action": "AI-2", "text": "Alert on the age of the queue", "state": "proposed", "owner": Marked(""), "due": ""},
		{"action": "AI-2", "text": "Alert on the age of the queue", "state": "done", "owner": someone, "due": ""},
		{"action": "AI-2", "text": "", "state": "dropped", "owner": Marked(""), "due": ""},
	},
	"review":  {{"review": "PM-12", "title": "Uploads failed for an hour", "standing": "a draft", "link": linked}, {"review": "PM-12", "title": "Uploads failed for an hour", "standing": "a draft", "link": Marked("")}},
	"more":    {{"n": 3}},
	"running": {{"phase": "Timeline"}},
}), sheet("slack", "What Slack refuses", Logistics, map[string][]Sample{
	"missing_scope": {{"scope": "files:write"}},
	"refused":       {{"code": "some_code"}},
	"not_known":     {{"reason": "This channel is archived."}},
}), sheet("reply", "Answers", Logistics, map[string][]Sample{
	"opened":           reviewed,
	"retitled":         {{"review": "PM-12", "title": "Uploads failed for an hour"}},
	"zoned":            {{"zone": "UTC", "n": 0, "own": false}, {"zone": "Europe/Berlin", "n": 1, "own": true}, {"zone": "", "n": 4, "own": false}},
	"moved":            {{"phase": "Root cause", "back": false}, {"phase": "Timeline", "back": true}},
	"wording_accepted": worded, "wording_dropped": worded,
	"none_waits":     {{"ideas": 0}, {"ideas": 1}, {"ideas": 3}},
	"cancelled":      reviewed,
	"resumed":        {{"phase": "Timeline"}},
	"handed_over":    {{"facilitator": someone}},
	"handed_already": {{"facilitator": someone}},
	"added": {
		{"phase": "Timeline", "text": "The first alert came in.", "weak": "", "time": Marked("2026-03-31 14:05 UTC"), "doubt": "", "no_time": "", "no_name": "", "no_day": ""},
		{"phase": "Timeline", "text": "The first alert came in.", "weak": "", "time": Marked("2026-03-01 14:05 UTC"), "doubt": "before", "no_time": "", "no_name": "", "no_day": ""},
		{"phase": "Prevention", "text": "Be more careful.", "weak": "This asks people to try harder.", "time": Marked(""), "doubt": "", "no_time": "", "no_name": "", "no_day": ""},
		{"phase": "Timeline", "text": "25:99 the fan stopped.", "weak": "", "time": Marked(""), "doubt": "", "no_time": "25:99", "no_name": "", "no_day": ""},
		{"phase": "Prevention", "text": "An alert on the queue @zorro by blursday.", "weak": "", "time": Marked(""), "doubt": "", "no_time": "", "no_name": "zorro", "no_day": "blursday"},
	},
	"confirmed":   judged,
	"left_out":    judged,
	"accepted":    acted,
	"about_yours": {{"time": Marked("2026-03-31 14:05 UTC")}},
	"unmuted":     {{}},
	"end_told":    {{"actions": []string{"AI-2"}}, {"actions": []string{"AI-2", "AI-4"}}},
	"looked":      counted, "passed": acted,
	"weighed":          {{"recurrence": "contained"}, {"recurrence": "partly"}, {"recurrence": "not"}, {"recurrence": "unknown"}},
	"risk":             {{"day": "30 June 2026"}},
	"waived_checks":    counted,
	"action_done_told": {{"action": "AI-2", "owner": someone}},
	"action_done":      ended, "action_dropped": ended, "action_reopened": ended, "action_postponed": ended,
}), overDays, peopled, published, []Text{mended})

var (
	someone   = Marked("<@U0123>")
	ended     = []Sample{{"action": "AI-2", "day": "Tuesday 31 March 2026"}}
	reviewed  = []Sample{{"review": "PM-12"}}
	limited   = []Sample{{"most": 300}}
	pageLink  = Marked("<https://reviews.example.org/reviews/enter#pass|its page>")
	linked    = Marked("<https://example.slack.com/archives/C0123/p1|Open the thread>")
	titled    = []Sample{{"review": "PM-12", "title": "Uploads failed for an hour"}}
	criterion = []Sample{{"id": "O3", "what": Marked("How many, how long, or what share")}}
	counted   = []Sample{{"n": 1}, {"n": 3}}
	everyN    = []Sample{{"n": 0}, {"n": 1}, {"n": 3}}
	startable = []Sample{{"review": "PM-12", "command": "/postmortem"}}
	acted     = []Sample{{"action": "AI-2"}}
	statement = []Sample{{"what": "The retry limit was never set"}}
)

var phased = []Sample{
	{"title": "Uploads failed for an hour", "ideas": []string{}},
	{"title": "Uploads failed for an hour", "ideas": []string{"an alert on the age of the queue", "a limit that is read from one place"}},
}

var named = []Sample{{"actions": "AI-2", "n": 1}, {"actions": "AI-2 and AI-5", "n": 2}}

func nudges(categories ...string) []Text {
	var all []Text
	for _, c := range categories {
		all = append(all, Text{"nudge/" + c, "Nudges: " + strings.ReplaceAll(c, "_", " "), Nudge, nothing})
	}
	return all
}

var tongue = regexp.MustCompile(`^nudge/([a-z]{2})/`)

// Language is the language of a text by its name, such as "de" for
// "nudge/de/blame".
func Language(name string) string {
	if m := tongue.FindStringSubmatch(name); m != nil {
		return m[1]
	}
	return "en"
}

// Describe finds what there is to know about a text.
func Describe(name string) (Text, bool) {
	i := place(name)
	if i == len(texts) {
		return Text{}, false
	}
	return texts[i], true
}

func describe(name string) Text {
	t, ok := Describe(name)
	if !ok {
		panic(fmt.Sprintf("prompts: nothing is known about %s; give it a line in texts.go", name))
	}
	return t
}

// places is where each text stands in the table.
var places = func() map[string]int {
	all := make(map[string]int, len(texts))
	for i, t := range texts {
		all[t.Name] = i
	}
	return all
}()

// place is where a text stands in the table; its length if it does not.
func place(name string) int {
	if i, ok := places[name]; ok {
		return i
	}
	if i, ok := places[tongue.ReplaceAllString(name, "nudge/")]; ok {
		return i
	}
	return len(texts)
}

// takes reports that data has other names or types than the samples.
func (t Text) takes(data map[string]any) error {
	if want, got := shape(t.Samples[0]), shape(data); want != got {
		return fmt.Errorf("it is filled with %s, and its sample has %s", got, want)
	}
	return nil
}

func shape(data map[string]any) string {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(data)) {
		fmt.Fprintf(&b, "%s %T, ", k, data[k])
	}
	return "{" + strings.TrimSuffix(b.String(), ", ") + "}"
}
