package facilitator_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/llm/llmtest"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/tone"
)

// asking is the checker of the program with a model behind h, which is waited
// for as long as the settings allow at most.
func asking(t *testing.T, local *tone.Local, h http.Handler, patience time.Duration) func() tone.Checker {
	return func() tone.Checker {
		client, err := llm.New(llm.Config{BaseURL: "http://endpoint/v1", Model: "m", Transport: llmtest.Direct(h)})
		if err != nil {
			t.Fatal(err)
		}
		return tone.Both(local, tone.NewModel(client, tone.Instructions{Tone: "judge", Again: "again"}, local, patience))
	}
}

// With the endpoint down, slow or lying, what the rules are sure of is whispered
// once and in time, and the review goes on.
func TestModelInTrouble(t *testing.T) {
	cy := postmortem.Person{ID: "U3", Role: "Support engineer"}
	const insult = "you are an idiot and everybody here knows it"
	local := tone.NewLocal()
	faults := llmtest.Faults(llmtest.Fine())
	for _, lie := range llmtest.Lies(insult, "judge") {
		if !strings.HasPrefix(lie.Name, "adds ") && !strings.HasPrefix(lie.Name, "is ") { // internal/tone has those
			faults = append(faults, llmtest.Fault{Name: lie.Name, Handler: llmtest.Says(lie.Content)})
		}
	}
	for _, fault := range faults {
		for _, patience := range []time.Duration{0, 15 * time.Second} {
			if patience > 0 && fault.Name != "hangs" && fault.Name != "slow" && fault.Name != "drips" && !strings.HasPrefix(fault.Name, "429") {
				continue // it is answered at once
			}
			t.Run(fmt.Sprintf("%s, %s", fault.Name, patience), func(t *testing.T) {
				meetWith(t, asking(t, local, fault.Handler, patience), func(r *room) {
					r.starts()
					r.pass(10 * time.Second)
					// Others stand before it in the lane, each worth a question.
					for i := range 4 {
						r.says(cy, fmt.Sprintf("i think %d of us looked at the dashboard then", i+2))
					}
					began := time.Now()
					r.says(bo, insult)
					r.says(ana, "at 09:12 the error rate rose to 12%")
					r.pass(5 * time.Minute)
					to := map[string]int{}
					for _, d := range r.slack.of("whisper") {
						who, _, _ := strings.Cut(d.what, ":")
						to[who]++
						if after := d.at.Sub(began); after > 30*time.Second {
							r.t.Errorf("a whisper to %s came after %s", who, after)
						}
					}
					// A model that flags everything has cy whispered to, and then the
					// channel is left in peace for some minutes, bo too. What ana, who
					// facilitates, is asked on the quiet is another matter.
					if to[cy.ID]+to[bo.ID] != 1 {
						r.t.Errorf("whispers %v: %v", to, r.slack.of("whisper"))
					}
					if _, err := r.does(ana, postmortem.Advance{}); err != nil {
						r.t.Fatal(err)
					}
					r.pass(time.Minute)
					if said := r.slack.said(); said[len(said)-1] != "*2. Timeline*" || len(r.lost()) > 0 {
						r.t.Errorf("the review does not go on: %q, lost %q", said, r.lost())
					}
					if items, err := r.store.Outbox(); err != nil || len(items) > 0 {
						r.t.Errorf("%d items wait for ever: %v", len(items), err)
					}
				})
			})
		}
	}
}

// What is asked of a model is asked once a message has stood still, and tells
// neither who is who nor where. A language that cannot be read here is always asked about.
func TestWhatAModelIsAsked(t *testing.T) {
	var endpoint llmtest.Endpoint
	meetWith(t, asking(t, tone.NewLocal(), endpoint.Keep(llmtest.Says(llmtest.Fine())), 0), func(r *room) {
		r.starts()
		r.pass(10 * time.Second)
		cyra := postmortem.Person{ID: "U3", Name: "Cyra Voss", Role: "Support engineer"}
		ref := r.says(cyra, "eerlijk gezegd zag ik het eerst")
		for _, text := range []string{"eerlijk gezegd zagen wij het eerst", "eerlijk gezegd zag cyra het eerst"} {
			r.pass(5 * time.Second)
			if _, err := r.does(cyra, postmortem.Edited{Ref: ref, Text: text}); err != nil {
				r.t.Fatal(err)
			}
		}
		r.pass(time.Minute)
		asked := endpoint.Asked()
		if len(asked) != 1 || !strings.Contains(asked[0], "eerlijk gezegd zag @person-1 het eerst") {
			r.t.Fatalf("asked %d times: %q", len(asked), asked)
		}
		for _, private := range []string{"yra", "Voss", "U3", "PM-1", channel.Channel, channel.Team, "Support"} {
			if strings.Contains(asked[0], private) {
				r.t.Errorf("%q is told: %s", private, asked[0])
			}
		}
	})
}
