package slackapp

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/postmortem"
)

// nowhere is a Slack that never answers.
type nowhere struct{}

func (nowhere) RoundTrip(*http.Request) (*http.Response, error) { return nil, errDisk }

func deaf(f testing.TB) (*Listener, *recorder) {
	c, err := New(Config{BotToken: "xoxb-x", HTTP: &http.Client{Transport: nowhere{}}})
	if err != nil {
		f.Fatal(err)
	}
	c.own = identity{user: "UBOT", bot: "BBOT", team: "T1"}
	r := &postmortem.Session{}
	r.Apply(postmortem.EventRecord{Seq: 1, At: noon, Body: postmortem.Opened{
		ID: "PM-1", Incident: "C1", Facilitator: "U1", Place: postmortem.Place{Team: "T1", Channel: "C1", Thread: "1.000001"},
	}})
	m := &recorder{sessions: []*postmortem.Session{r}}
	return NewListener(c, m), m
}

// check makes sure of what must hold of every input, whatever came in.
func check(t *testing.T, inputs []postmortem.Input) {
	for _, in := range inputs {
		if in.Body == nil || in.At.IsZero() || !strings.Contains(in.ID, "/") {
			t.Errorf("%+v", in)
		}
		if add, ok := in.Body.(postmortem.Add); ok && strings.Contains(add.Text, "<!") && !strings.HasPrefix(in.ID, "react/") {
			t.Errorf("an entry calls everybody: %q", add.Text)
		}
	}
}

func FuzzEvent(f *testing.F) {
	for _, s := range []string{
		`{"type":"event_callback","team_id":"T1","event":{"type":"message","user":"U1","text":"x","channel":"C1","ts":"2.000001","thread_ts":"1.000001"}}`,
		`{"type":"event_callback","event":{"type":"message","user":"U1","text":"<@UBOT> add action x <@U2> by friday","channel":"C1","ts":"2.000001","thread_ts":"1.000001"}}`,
		`{"type":"event_callback","event":{"type":"message","subtype":"message_changed","channel":"C1","message":{"text":"a","ts":"1.000002"},"previous_message":{"text":"b"}}}`,
		`{"type":"event_callback","event":{"type":"message","subtype":"message_deleted","channel":"C1","deleted_ts":"1.000002"}}`,
		`{"type":"event_callback","event":{"type":"message","channel_type":"im","user":"U1","text":"list","channel":"D1","ts":"1.000002"}}`,
		`{"type":"event_callback","event":{"type":"app_home_opened","user":"U1","tab":"home"}}`,
		`{"type":"event_callback","event":{"type":"reaction_added","user":"U1","reaction":"pushpin","item":{"type":"message","channel":"C1","ts":"1.000002"}}}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		l, m := deaf(t)
		r, err := l.event(t.Context(), raw)
		if err == nil && r.then != nil {
			r.then(context.Background())
		}
		check(t, m.heard())
	})
}

func FuzzInteraction(f *testing.F) {
	for _, s := range []string{
		`{"type":"block_actions","user":{"id":"U1"},"team":{"id":"T1"},"channel":{"id":"C1"},"trigger_id":"1.2","actions":[{"action_id":"next:2","value":"PM-1|timeline"}]}`,
		`{"type":"block_actions","user":{"id":"U1"},"team":null,"container":{"is_ephemeral":true},"response_url":"https://hooks.slack.com/x","actions":[{"action_id":"mute","value":"PM-1|C1|1.2"}]}`,
		`{"type":"block_actions","user":{"id":"U1"},"actions":[{"action_id":"sort_entries","value":"PM-1"}]}`,
		`{"type":"block_actions","user":{"id":"U1"},"team":{"id":"T1"},"actions":[{"action_id":"add","value":"PM-1|"}]}`,
		`{"type":"message_action","callback_id":"add_to_review","user":{"id":"U1"},"channel":{"id":"C1"},"message":{"ts":"1.2","user":"U2","text":"x"}}`,
		`{"type":"view_submission","user":{"id":"U1"},"view":{"id":"V1","callback_id":"add_entry","private_metadata":"{}","state":{"values":{"text":{"value":{"value":"<!channel>"}}}}}}`,
		`{"type":"view_submission","user":{"id":"U1"},"view":{"id":"V1","callback_id":"sort_entries","private_metadata":"{\"entries\":[\"E1\"]}","state":{"values":{"entries":{"value":{"selected_options":[{"value":"E1"}]}}}}}}`,
		`{"type":"view_submission","user":{"id":"U1"},"view":{"id":"V1","callback_id":"start_review","private_metadata":"{}","state":{"values":{"began":{"value":{"selected_date_time":-9}}}}}}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		l, m := deaf(t)
		if r := l.interact(t.Context(), raw); r.then != nil {
			r.then(context.Background())
		}
		check(t, m.heard())
	})
}

func FuzzCommand(f *testing.F) {
	for _, s := range []string{"", "help", "start x", "add action x <@U1|a> by friday", "add action due due due <@>", "add cause <!channel>", "sart"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, m := deaf(t)
		if r := l.command(t.Context(), slash{TeamID: "T1", ChannelID: "C1", UserID: "U1", TriggerID: "1.2", Text: text}); r.then != nil {
			r.then(context.Background())
		}
		check(t, m.heard())
	})
}
