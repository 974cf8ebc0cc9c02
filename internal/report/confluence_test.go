package report

import (
	"encoding/xml"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/postmortem"
)

// macros are those of Confluence's that the page uses, with what each may hold.
var macros = map[string][]string{"info": nil, "toc": {"maxLevel"}, "expand": {"title"}, "note": {"title"}, "status": {"title"}}

// elements are what the storage format knows of what the page uses.
var elements = strings.Fields(`p strong em ul li h2 h3 table tbody tr th td sup a code ac:structured-macro ac:parameter ac:rich-text-body`)

// stored reads a page as Confluence would, and returns its text and the macros in it.
func stored(t *testing.T, body []byte) (text string, used map[string]int) {
	t.Helper()
	used = map[string]int{}
	// Confluence wraps the body in a root that declares the namespaces and the entities of HTML.
	d := xml.NewDecoder(strings.NewReader(`<page xmlns:ac="ac" xmlns:ri="ri">` + string(body) + `</page>`))
	d.Entity = xml.HTMLEntity
	var all strings.Builder
	var inside []string
	for {
		token, err := d.Token()
		if err == io.EOF {
			return all.String(), used
		}
		if err != nil {
			t.Fatalf("it is not well-formed: %v", err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			name := x.Name.Local
			if x.Name.Space != "" {
				name = x.Name.Space + ":" + name
			}
			if name != "page" && !slices.Contains(elements, name) {
				t.Errorf("there is a <%s>", name)
			}
			for _, a := range x.Attr {
				switch {
				case name == "page", a.Name.Space == "ac" && (a.Name.Local == "name" || a.Name.Local == "schema-version"), a.Name.Local == "colspan":
				case name == "a" && a.Name.Local == "href" && webLink(a.Value) == a.Value:
				default:
					t.Errorf("<%s> has %s=%q", name, a.Name.Local, a.Value)
				}
				if a.Name.Local == "name" && name == "ac:structured-macro" {
					if _, known := macros[a.Value]; !known {
						t.Errorf("there is a macro %q", a.Value)
					}
					used[a.Value]++
					name += " " + a.Value
				}
				if a.Name.Local == "name" && name == "ac:parameter" {
					of := strings.TrimPrefix(inside[len(inside)-1], "ac:structured-macro ")
					if !slices.Contains(macros[of], a.Value) {
						t.Errorf("the macro %s has a parameter %q", of, a.Value)
					}
				}
			}
			inside = append(inside, name)
		case xml.EndElement:
			inside = inside[:len(inside)-1]
		case xml.CharData:
			all.Write(x)
		default:
			t.Errorf("there is a %T", token)
		}
	}
}

func TestConfluence(t *testing.T) {
	for name, s := range map[string]*postmortem.Session{"search": search(), "hostile": hostile(), "empty": {Opened: postmortem.Opened{ID: "PM-1", Title: "Login was slow"}, Status: postmortem.Running, Phase: postmortem.Opening}} {
		r := build(s, options(), plainReading)
		body := r.Confluence()
		golden(t, name+".confluence", body)
		text, used := stored(t, body)
		if used["toc"] != 1 || used["info"] != 1 {
			t.Errorf("%s uses %v", name, used)
		}
		if name != "search" {
			continue
		}
		if want := []string{"expand", "info", "note", "status", "toc"}; !slices.Equal(slices.Sorted(maps.Keys(used)), want) {
			t.Errorf("it uses %v", used)
		}
		for _, sec := range r.Sections[1:] {
			for _, st := range sec.Sentences {
				if plainText := strings.ReplaceAll(st.Text, "`", ""); !st.row && !strings.Contains(text, plainText) {
					t.Errorf("%s lacks %q", sec.ID, st.Text)
				}
			}
		}
	}
}
