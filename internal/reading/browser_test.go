package reading_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/reading"
	"github.com/remedybot/remedy/internal/report"
	"github.com/remedybot/remedy/internal/report/reporttest"
	"github.com/remedybot/remedy/internal/workspace/page/pagetest"
)

// TestReading reads the reviews of all bundled rehearsals, and one in which every text tries to be more than text, as
// people do: at a desk, on a phone, in the dark, on paper, by mouse and by keys. axe-core must find nothing. With
// REMEDY_SHOTS=DIR it leaves pictures there.
func TestReading(t *testing.T) {
	b := pagetest.New(t)
	axe := pagetest.Axe(t)
	var all []*postmortem.Session
	played := reporttest.Sessions(t)
	for _, name := range slices.Sorted(maps.Keys(played)) {
		s := played[name]
		s.ID = postmortem.SessionID(fmt.Sprintf("PM-%d", len(all)+1))
		all = append(all, s)
	}
	published := all[1]
	published.Status, published.Severity = postmortem.Corrected, "SEV1"
	published.Publication.Versions = []time.Time{published.EndedAt.Add(48 * time.Hour), published.EndedAt.Add(72 * time.Hour)}
	published.Texts[report.SectionMeans] = "A rollover of nodes is a change like any other.\nIt is rehearsed before it is needed."
	running := *all[2]
	running.ID, running.Title, running.Status, running.Phase, running.Entries = "PM-4", "Login was slow", postmortem.Running, postmortem.Opening, nil
	all = append(all, &running)
	rough := hostile()
	all = append(all, rough)
	site := shelf(t, &all)
	open := func(b *pagetest.Browser, path string) {
		t.Helper()
		b.Do(chromedp.Navigate(site + path))
		b.Wait("not loaded", `document.readyState === "complete"`)
	}

	t.Run("without violations", func(t *testing.T) {
		b := b.For(t)
		paths := []string{"/reviews/", "/reviews/PM-99"}
		for _, s := range all {
			paths = append(paths, reading.Path(s.ID))
			if s.ID == "PM-1" || s == rough {
				paths = append(paths, "/file/"+string(s.ID)) // as somebody opens it who has saved it
			}
		}
		for _, path := range paths {
			name := strings.Trim(strings.ReplaceAll(path, "/", "-"), "-")
			open(b, path)
			for _, look := range []struct {
				name          string
				width, height int64
				as            func()
			}{
				{"desk-light", 1440, 900, func() { b.Scheme("light") }},
				{"phone-dark", 360, 740, func() { b.Scheme("dark") }},
				{"paper", 794, 1123, b.Paper},
			} {
				b.Size(look.width, look.height)
				look.as()
				b.Shot(name + "-" + look.name)
				for _, v := range b.Violations(axe) {
					t.Errorf("%s, %s: %s", path, look.name, v)
				}
				if wide := pagetest.Eval[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); wide > 0 {
					t.Errorf("%s, %s: %d px too wide", path, look.name, wide)
				}
			}
		}
		b.Scheme("light")
		b.Size(1440, 900)
	})

	t.Run("nothing but text", func(t *testing.T) {
		b := b.For(t)
		open(b, reading.Path(rough.ID))
		for what, expression := range map[string]string{
			"scripts in the text":   `document.querySelectorAll("body script, img, iframe, object, embed, style, form, base").length`,
			"handlers":              `[...document.querySelectorAll("*")].filter((n) => n.getAttributeNames().some((a) => a.startsWith("on") || a === "style")).length`,
			"strange links":         `[...document.links].filter((a) => a.protocol !== "https:" && a.origin !== location.origin).length`,
			"things from elsewhere": `performance.getEntriesByType("resource").filter((r) => new URL(r.name).origin !== location.origin).length`,
			"turns of direction":    `/[\u202a-\u202e\u2066-\u2069]/.test(document.body.textContent) ? 1 : 0`,
			"scripts that ran":      `window.ran ?? 0`,
		} {
			if n := pagetest.Eval[int](b, expression); n != 0 {
				t.Errorf("%d %s", n, what)
			}
		}
	})

	t.Run("evidence", func(t *testing.T) {
		b := b.For(t)
		open(b, reading.Path(all[0].ID))
		cite := `document.querySelector("#impact .cite a")`
		message := pagetest.Eval[string](b, `document.querySelector(`+cite+`.getAttribute("href") + " blockquote").textContent`)
		shows := fmt.Sprintf(`document.getElementById("evidence")?.hidden === false && document.getElementById("evidence").textContent.includes(%q)`, message)
		gone := `document.getElementById("evidence")?.hidden !== false`
		point := func(selector string) {
			at := pagetest.Eval[[]float64](b, `(() => { const n = `+selector+`; n.scrollIntoView({ block: "center", behavior: "instant" }); const r = n.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; })()`)
			b.Do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at[0], at[1]))
		}

		point(cite)
		b.Wait("no evidence on hover", shows)
		b.Shot("evidence")
		for _, v := range b.Violations(axe) {
			t.Errorf("with evidence: %s", v)
		}
		point(`document.getElementById("evidence")`) // it can be pointed at
		pagetest.Eval[bool](b, `new Promise((done) => setTimeout(() => done(true), 250))`)
		b.Wait("the evidence flees from the mouse", shows)
		b.Keys(kb.Escape)
		b.Wait("Escape does not take the evidence away", gone)

		pagetest.Eval[bool](b, `(document.querySelector("#impact").setAttribute("tabindex", "-1"), document.querySelector("#impact").focus(), true)`)
		b.Keys(kb.Tab)
		b.Wait("no evidence on focus", shows)
		b.Keys(kb.Tab)
		b.Wait("the link to Slack is not the next stop", `document.activeElement.closest("#evidence") && document.activeElement.href.includes("/archives/")`)
		b.Keys(kb.Escape)
		b.Wait("Escape does not lead back", gone+` && document.activeElement === `+cite)

		b.Keys(kb.Enter)
		b.Wait("no evidence on a click", shows)
		point(`document.querySelector("#impact h2")`)
		pagetest.Eval[bool](b, `new Promise((done) => setTimeout(() => done(true), 250))`)
		b.Wait("what was clicked on does not stay", shows)
		pagetest.Eval[bool](b, `(document.querySelector("#impact h2").click(), true)`)
		b.Wait("a click elsewhere does not end it", gone)

		b.Size(360, 740)
		b.Scheme("dark")
		pagetest.Eval[bool](b, "("+cite+`.scrollIntoView({ block: "center", behavior: "instant" }), `+cite+`.click(), true)`)
		b.Wait("no evidence on a phone", shows)
		b.Shot("evidence-phone")
		if out := pagetest.Eval[bool](b, `(() => { const r = document.getElementById("evidence").getBoundingClientRect(); return r.left < 0 || r.right > innerWidth || r.top < 0 || r.bottom > innerHeight; })()`); out {
			t.Error("on a phone the evidence is partly out of sight")
		}
		b.Scheme("light")
		b.Size(1440, 900)
	})

	t.Run("on paper", func(t *testing.T) {
		b := b.For(t)
		open(b, reading.Path(all[0].ID))
		for name, size := range map[string][2]float64{"a4": {8.27, 11.69}, "letter": {8.5, 11}} {
			if pdf := b.Print("review-"+name, size[0], size[1]); !strings.HasPrefix(string(pdf), "%PDF-") {
				t.Errorf("%s is no document", name)
			}
		}
	})

	t.Run("empty", func(t *testing.T) {
		b := b.For(t)
		none := []*postmortem.Session{}
		b.Do(chromedp.Navigate(shelf(t, &none) + "/reviews/"))
		b.Wait("nothing is said", `document.body.textContent.includes("There is no review yet")`)
		b.Shot("reviews-empty")
		for _, v := range b.Violations(axe) {
			t.Errorf("an empty list: %s", v)
		}
	})

	t.Run("by a link", func(t *testing.T) {
		b := b.For(t)
		var passes *reading.Passes
		s := httptest.NewUnstartedServer(nil)
		base := url.URL{Scheme: "http", Host: s.Listener.Addr().String()}
		passes = reading.NewPasses([]byte("key"), base, time.Now)
		s.Config.Handler = reading.Handler(config(&all, passes))
		s.Start()
		t.Cleanup(s.Close)
		b.Do(chromedp.Navigate(s.URL + "/reviews/"))
		b.Wait("it lets anybody in", `document.querySelector("h1").textContent.includes("link of your own")`)
		b.Shot("closed")
		for _, v := range b.Violations(axe) {
			t.Errorf("the closed door: %s", v)
		}
		b.Do(chromedp.Navigate(passes.Link(all[0], "U1")))
		b.Wait("the link does not lead to the review", fmt.Sprintf(`location.pathname === %q && location.hash === "" && !!document.querySelector("#brief")`, reading.Path(all[0].ID)))
	})
}

func config(all *[]*postmortem.Session, p *reading.Passes) reading.Config {
	return reading.Config{
		Passes: p, Command: "/postmortem",
		Review: func(s *postmortem.Session) report.Review {
			return report.Build(s, report.Options{Cite: func(r postmortem.Ref) (string, string) {
				return r.TS, "https://example.slack.com/archives/" + r.Channel + "/p" + strings.ReplaceAll(r.TS, ".", "")
			}})
		},
		Reviews: func(keep func(*postmortem.Session) bool) (out []*postmortem.Session) {
			for _, s := range *all {
				if keep(s) {
					out = append(out, s)
				}
			}
			return out
		},
	}
}

// shelf serves reviews to this machine, at the address it returns.
func shelf(t *testing.T, all *[]*postmortem.Session) string {
	t.Helper()
	c := config(all, nil)
	mux := http.NewServeMux()
	mux.Handle("/", reading.Handler(c))
	mux.HandleFunc("/file/{id}", func(w http.ResponseWriter, r *http.Request) {
		for _, s := range *all {
			if string(s.ID) == r.PathValue("id") {
				w.Write(c.Review(s).HTML())
			}
		}
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

// hostile is a review in which every text tries to be more than text, or is more of it than anybody reads.
func hostile() *postmortem.Session {
	at := time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)
	bad := []string{
		`<script>window.ran = 1</script>`, `<img src=x onerror="window.ran = 1">`, `</style></title><svg onload="window.ran = 1">`,
		`[look](javascript:alert(1)) <javascript:alert(1)|here>`, `<https://evil.example/x.png|a link> <!channel> <@U1> @here`,
		"left\u202etfel\u2066 and \u200fright", strings.Repeat("long", 10000), strings.Repeat("🚒", 1000), "שלום, the cache was cold",
		"`" + strings.Repeat("unbroken", 300) + "`",
	}
	s := &postmortem.Session{
		Opened: postmortem.Opened{ID: "PM-66", Title: bad[0] + strings.Repeat(" and so on", 40), Severity: `SEV"><b>1`, Began: at, Ended: at.Add(time.Hour),
			Facilitator: "U1", Place: postmortem.Place{Team: "T1", Channel: "C1", Thread: "1.0"}},
		StartedAt: at, Status: postmortem.Draft, Phase: postmortem.Close, Texts: map[string]string{}, Messages: map[postmortem.Ref]postmortem.Message{},
		People: map[string]postmortem.Person{"U1": {ID: "U1", Name: `<i>Ana</i>`, Role: `<b onclick="alert(1)">lead</b> ` + strings.Repeat("of everything ", 20)}},
	}
	kinds := []postmortem.Entry{
		{Kind: postmortem.Impact, At: at}, {Kind: postmortem.Event, Event: "signal", At: at, Precision: "exact"}, {Kind: postmortem.Cause, Cause: "trigger", Stem: "start"},
		{Kind: postmortem.RemedyItem, Item: "restored"}, {Kind: postmortem.Action, Owner: "U1", Action: postmortem.Owned}, {Kind: postmortem.Learning}, {Kind: postmortem.Term},
	}
	for i, text := range bad {
		ref := postmortem.Ref{Channel: "C1", TS: fmt.Sprintf("%d.000100", at.Unix()+int64(i))}
		s.Messages[ref] = postmortem.Message{Author: "U1", At: at, Phase: postmortem.Timeline, Settled: true}
		s.Texts[ref.Key()] = text
		for _, e := range kinds {
			e.ID, e.Author, e.State, e.Sources = fmt.Sprintf("E%d", len(s.Entries)+1), "U1", postmortem.Confirmed, []postmortem.Ref{ref}
			if e.At != (time.Time{}) {
				e.At = at.Add(time.Duration(i) * time.Minute)
			}
			e.Number = len(s.Entries)
			s.Texts[e.ID] = text
			s.Entries = append(s.Entries, e)
		}
	}
	return s
}
