package slackapp

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/internal/workspace"
)

// overHTTP joins by signed requests.
func (s *stage) overHTTP() *httptest.Server {
	s.t.Helper()
	server := httptest.NewServer(s.l.Handler())
	s.t.Cleanup(server.Close)
	err := s.DeliverHTTP(s.t.Context(), workspace.Endpoints{
		Events: server.URL + "/slack", Commands: server.URL + "/slack", Interactions: server.URL + "/slack",
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return server
}

func TestHTTP(t *testing.T) {
	s := newStage(t)
	s.overHTTP()
	r := s.review()
	ts := s.say(s.ana, r.Place.Thread, "the queue grew")
	if in := s.only(); in.ID != "msg/"+s.channel+"/"+ts || in.Place != r.Place {
		t.Errorf("%+v", in)
	}
	s.command("help")
	s.whispered(s.ana, "", "Remedy guides a review")
	s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) { return postmortem.Answer{Text: "Moved on."}, nil })
	ref, err := s.client.Post(t.Context(), r.Place, buttons(
		postmortem.Button{Action: postmortem.DoNext, Value: "PM-1|opening", Label: "Next"},
		postmortem.Button{Action: postmortem.DoAdd, Value: "PM-1|cause", Label: "Add"}), "k")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ana.Press(s.channel, ref.TS, workspace.Press{ActionID: "next"}); err != nil {
		t.Fatal(err)
	}
	s.settle()
	s.whispered(s.ana, r.Place.Thread, "Moved on.")
	if err := s.ana.Press(s.channel, ref.TS, workspace.Press{ActionID: "add"}); err != nil {
		t.Fatal(err)
	}
	s.settle()
	s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) {
		return postmortem.Answer{}, postmortem.Refusal{Text: "Too long.", Field: "text"}
	})
	s.submit(s.ana, map[string]any{"text/value": "no limit"})
	s.form(s.ana) // it stays open
	s.meeting.answers(nil)
	s.submit(s.ana, nil)
	if n := len(s.ana.Views()); n != 0 {
		t.Errorf("%d forms", n)
	}
	s.l.Wait()
}

func TestHTTPWhatIsNotWrittenComesAgain(t *testing.T) {
	s := newStage(t)
	s.overHTTP()
	root := s.say(s.ana, "", "root")
	s.meeting.answers(func(postmortem.Input) (postmortem.Answer, error) { return postmortem.Answer{}, errDisk })
	if _, err := s.ana.Say(s.channel, root, "x"); err != nil {
		t.Fatal(err)
	}
	s.untilHeard(2)
}

func sign(secret, at, body string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	io.WriteString(mac, "v0:"+at+":"+body)
	return "v0=" + hex.EncodeToString(mac.Sum(nil))
}

const helpForm = "command=%2Fpostmortem&text=next&team_id=T1&channel_id=C1&user_id=U1&trigger_id=1.2"

func TestForgedRequests(t *testing.T) {
	s := newStage(t)
	secret := s.Credentials().SigningSecret
	now := fmt.Sprint(noon.Unix())
	good := sign(secret, now, helpForm)
	at := func(d time.Duration) string { return fmt.Sprint(noon.Add(d).Unix()) }
	for name, c := range map[string]struct {
		at, signature, body string
		want                int
	}{
		"genuine":                      {now, good, helpForm, 200},
		"five minutes old":             {at(-5 * time.Minute), sign(secret, at(-5*time.Minute), helpForm), helpForm, 200},
		"too old":                      {at(-301 * time.Second), sign(secret, at(-301*time.Second), helpForm), helpForm, 401},
		"from the future":              {at(301 * time.Second), sign(secret, at(301*time.Second), helpForm), helpForm, 401},
		"another time":                 {at(-time.Second), good, helpForm, 401},
		"another body":                 {now, good, helpForm + "&user_id=U2", 401},
		"a byte less":                  {now, good, helpForm[:len(helpForm)-1], 401},
		"another secret":               {now, sign("x"+secret, now, helpForm), helpForm, 401},
		"no secret":                    {now, sign("", now, helpForm), helpForm, 401},
		"no signature":                 {now, "", helpForm, 401},
		"no time":                      {"", sign(secret, "", helpForm), helpForm, 401},
		"no number as time":            {"soon", sign(secret, "soon", helpForm), helpForm, 401},
		"hexadecimal time":             {"0x1", sign(secret, "0x1", helpForm), helpForm, 401},
		"far away time":                {"9223372036854775807", sign(secret, "9223372036854775807", helpForm), helpForm, 401},
		"negative time":                {"-9223372036854775808", sign(secret, "-9223372036854775808", helpForm), helpForm, 401},
		"time with a fraction":         {now + ".0", sign(secret, now+".0", helpForm), helpForm, 401},
		"without its version":          {now, strings.TrimPrefix(good, "v0="), helpForm, 401},
		"another version":              {now, strings.Replace(good, "v0=", "v1=", 1), helpForm, 401},
		"version twice":                {now, "v0=" + good, helpForm, 401},
		"shortened":                    {now, good[:len(good)-2], helpForm, 401},
		"lengthened":                   {now, good + "00", helpForm, 401},
		"only the version":             {now, "v0=", helpForm, 401},
		"not hexadecimal":              {now, "v0=" + strings.Repeat("zz", 32), helpForm, 401},
		"zeros":                        {now, "v0=" + strings.Repeat("00", 32), helpForm, 401},
		"last digit changed":           {now, flip(good), helpForm, 401},
		"signed without the version":   {now, signRaw(secret, now+":"+helpForm), helpForm, 401},
		"signed without the time":      {now, signRaw(secret, "v0::"+helpForm), helpForm, 401},
		"body moved into the time":     {now, signRaw(secret, "v0:"+now+helpForm[:1]+":"+helpForm[1:]), helpForm, 401},
		"signature of an empty body":   {now, sign(secret, now, ""), helpForm, 401},
		"too large, though genuine":    {now, sign(secret, now, strings.Repeat("x", maxPayload+1)), strings.Repeat("x", maxPayload+1), 413},
		"too large and forged":         {now, "", strings.Repeat("x", maxPayload+1), 413},
		"genuine but not a form":       {now, sign(secret, now, "%zz"), "%zz", 400},
		"genuine with nothing in it":   {now, sign(secret, now, "a=b"), "a=b", 200},
		"uppercase digits are digits":  {now, "v0=" + strings.ToUpper(strings.TrimPrefix(good, "v0=")), helpForm, 200},
		"a space before the signature": {now, "x " + good, helpForm, 401},
	} {
		t.Run(name, func(t *testing.T) {
			s.meeting.inputs = nil
			r := httptest.NewRequest("POST", "/slack?team_id=T9&text=finish&payload=%7B%7D", strings.NewReader(c.body))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("X-Slack-Request-Timestamp", c.at)
			r.Header.Set("X-Slack-Signature", c.signature)
			w := httptest.NewRecorder()
			s.l.Handler().ServeHTTP(w, r)
			if w.Code != c.want {
				t.Errorf("status %d, want %d: %s", w.Code, c.want, w.Body)
			}
			if strings.Contains(w.Body.String(), strings.TrimPrefix(good, "v0=")) {
				t.Error("the answer gives the signature away")
			}
			all := s.meeting.heard()
			acted := c.want == 200 && c.body == helpForm
			if acted != (len(all) == 1) {
				t.Fatalf("%+v", all)
			}
			// What was not signed, the address of the request, has no say.
			if acted && (all[0].Body != (postmortem.Advance{}) || all[0].Place.Team != "T1") {
				t.Errorf("%+v", all[0])
			}
		})
	}
}

func flip(s string) string {
	last := byte('0')
	if s[len(s)-1] == '0' {
		last = '1'
	}
	return s[:len(s)-1] + string(last)
}

func signRaw(secret, base string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	io.WriteString(mac, base)
	return "v0=" + hex.EncodeToString(mac.Sum(nil))
}

func TestNoSecretMeansNoHTTP(t *testing.T) {
	h := http.Header{}
	h.Set("X-Slack-Request-Timestamp", fmt.Sprint(noon.Unix()))
	h.Set("X-Slack-Signature", sign("", fmt.Sprint(noon.Unix()), "x"))
	if signed("", h, []byte("x"), noon) {
		t.Error("signed with no secret at all")
	}
}

func TestHTTPOddRequests(t *testing.T) {
	s := newStage(t)
	post := func(contentType, body string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", "/", strings.NewReader(body))
		now := fmt.Sprint(noon.Unix())
		r.Header.Set("Content-Type", contentType)
		r.Header.Set("X-Slack-Request-Timestamp", now)
		r.Header.Set("X-Slack-Signature", sign(s.Credentials().SigningSecret, now, body))
		w := httptest.NewRecorder()
		s.l.Handler().ServeHTTP(w, r)
		return w
	}
	for _, c := range []struct {
		contentType, body string
		status            int
		answer            string
	}{
		{"application/json", `{"type":"url_verification","challenge":"abc<>"}`, 200, "abc<>"},
		{"application/json; charset=utf-8", `{"type":"event_callback","event":{"type":"x"}}`, 200, ""},
		{"application/json", `{`, 200, ""},
		{"text/plain", `x`, 415, "This is neither JSON nor a form."},
		{"", `x`, 415, "This is neither JSON nor a form."},
		{"application/x-www-form-urlencoded", "ssl_check=1", 200, ""},
		{"application/x-www-form-urlencoded", "payload=" + url.QueryEscape(`{"type":"block_actions"}`), 200, ""},
	} {
		w := post(c.contentType, c.body)
		if w.Code != c.status || strings.TrimSpace(w.Body.String()) != c.answer {
			t.Errorf("%s %s: %d %q", c.contentType, c.body, w.Code, w.Body)
		}
	}
	w := httptest.NewRecorder()
	s.l.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Error(w.Code)
	}
}
