package writeup

import (
	"fmt"
	"slices"
)

// homes are the parts in which what a rule asks for is told, the first of them where there is none yet. What has no part
// of its own stands at the top.
var homes = map[string][]Part{
	"Q8": {Summary}, "Q27": {Impact, Summary}, "Q28": {Impact, Summary}, "Q29": {Impact, Summary},
	"Q30": {Timeline}, "Q31": {Timeline}, "Q32": {Timeline}, "Q33": {Timeline},
	"Q36": {Causes}, "Q37": {Causes}, "Q39": {Detection, Response, Summary}, "Q42": {Related},
	"Q43": {Lessons, WentWell, WentPoorly, Luck}, "Q44": {WentWell, Lessons}, "Q45": {WentWell, Lessons},
	"Q40": {Actions}, "Q47": {Actions}, "Q48": {Actions}, "Q49": {Actions}, "Q50": {Actions}, "Q51": {Actions}, "Q52": {Actions},
	"Q53": {Actions}, "Q55": {Actions}, "Q56": {Actions}, "Q57": {Actions},
}

// called are the headings that parts without one would have.
var called = map[Part]string{
	Summary: "Summary", Impact: "Impact", Timeline: "Timeline", Causes: "Causes", Detection: "Detection", Related: "Similar incidents",
	Lessons: "Lessons learned", WentWell: "What went well", Actions: "Actions",
}

// spot says where something is put right: under which heading a line stands, else the heading under which it belongs.
func (r *Review) spot(id string, line int) string {
	if line > 0 {
		under := ""
		for _, s := range r.Sections {
			if !s.echo && s.Title != "" && s.Line <= line {
				under = s.Title
			}
		}
		switch {
		case under == "" || under == r.Title:
			return fmt.Sprintf("line %d", line)
		default:
			return fmt.Sprintf("line %d, under %s", line, quote(under))
		}
	}
	parts := homes[id]
	for _, p := range parts {
		if i := slices.IndexFunc(r.Sections, func(s Section) bool { return s.Part == p && !s.echo && s.Title != "" }); i >= 0 {
			return fmt.Sprintf("under %s, line %d", quote(r.Sections[i].Title), r.Sections[i].Line)
		}
	}
	switch {
	case id == "Q1":
		return "new headings"
	case len(parts) > 0:
		return fmt.Sprintf("a new heading, such as %s", quote(called[parts[0]]))
	}
	return "at the top"
}
