package theatre

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/rehearsal"
	"github.com/remedybot/remedy/internal/workspace/page"
)

// A house is a theatre with a visitor before it.
type house struct {
	*Theatre
	t    *testing.T
	temp string // where sets keep what is not to stay
}

func open(t *testing.T, part Part, data string) *house {
	t.Helper()
	h := &house{t: t, temp: t.TempDir()}
	t.Setenv("TMPDIR", h.temp)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	script, err := rehearsal.Load("docsrs-2019-10-21")
	if err != nil {
		t.Fatal(err)
	}
	if h.Theatre, err = Open(Config{Listener: l, Bot: bot.Config{Data: data}}, Piece{Script: script, Part: part, Speed: 1}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}

// post asks something of the page, and returns what it answers.
func (h *house) post(path string, in any) map[string]any {
	h.t.Helper()
	b, err := json.Marshal(in)
	if err != nil {
		h.t.Fatal(err)
	}
	resp, err := http.Post(h.URL()+path, "application/json", bytes.NewReader(b))
	if err != nil {
		h.t.Fatal(err)
	}
	defer resp.Body.Close()
	var out map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		h.t.Fatal(err)
	}
	return out
}

// become is a session as the person whom the page offers.
func (h *house) become() (session, user string) {
	h.t.Helper()
	resp, err := http.Get(h.URL() + "/page/people")
	if err != nil {
		h.t.Fatal(err)
	}
	defer resp.Body.Close()
	var people struct {
		User string `json:"default_user"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&people); err != nil {
		h.t.Fatal(err)
	}
	session, _ = h.post("/page/become", map[string]string{"user": people.User})["session"].(string)
	if session == "" {
		h.t.Fatalf("nobody can be %q", people.User)
	}
	return session, people.User
}

// stream opens the page's stream.
func (h *house) stream(session string) *http.Response {
	h.t.Helper()
	resp, err := http.Get(h.URL() + "/page/stream?s=" + session)
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { resp.Body.Close() })
	return resp
}

func (h *house) left() int {
	h.t.Helper()
	found, err := os.ReadDir(h.temp)
	if err != nil {
		h.t.Fatal(err)
	}
	return len(found)
}

func TestChangingTheSet(t *testing.T) {
	before := goleak.IgnoreCurrent()
	t.Cleanup(func() { // the last one: whoever is still there now, stays
		http.DefaultClient.CloseIdleConnections()
		goleak.VerifyNone(t, before)
	})
	h := open(t, Free, "")
	session, mei := h.become()
	first := h.stream(session)
	if got := h.Now(); got.World != 1 || !got.Welcome || got.Play != nil || len(got.Choices) != 3 {
		t.Errorf("at first: %+v", got)
	}
	if got := h.post("/page/rehearsal", page.RehearsalDeed{Do: "open", Name: "dfds-2023-02-14", Part: "watch", Speed: 10}); got["ok"] != true {
		t.Fatalf("it is not opened: %v", got)
	}
	if _, err := io.ReadAll(first.Body); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("the old page still hears of its workspace")
	}
	if got := h.stream(session).StatusCode; got != http.StatusUnauthorized {
		t.Errorf("the old session gets %d", got)
	}
	if got := h.post("/page/become", map[string]string{"user": mei}); got["error"] != "user_not_found" {
		t.Errorf("the old person is there: %v", got)
	}
	if got := h.Now(); got.World != 2 || got.Play == nil || got.Play.Part != "watch" || got.Play.Speed != 10 || got.Incident != "dfds-2023-02-14" {
		t.Errorf("then: %+v", got)
	}
	if n := h.left(); n != 1 {
		t.Errorf("%d folders are there", n)
	}
	for _, c := range []struct {
		deed page.RehearsalDeed
		want string // in the refusal; empty: it is done
		then func(page.Playbill) bool
	}{
		{page.RehearsalDeed{Do: "pause"}, "", func(b page.Playbill) bool { return b.Play.Paused }},
		{page.RehearsalDeed{Do: "speed", Speed: 5}, "", func(b page.Playbill) bool { return b.Play.Speed == 5 && b.Play.Paused }},
		{page.RehearsalDeed{Do: "speed", Speed: 3}, "no such speed", nil},
		{page.RehearsalDeed{Do: "dance"}, "does not know", nil},
		{page.RehearsalDeed{Do: "open", Name: "nothing", Part: "watch", Speed: 1}, "no such incident", nil},
		{page.RehearsalDeed{Do: "open", Part: "sleep", Speed: 1}, "no such part", nil},
		{page.RehearsalDeed{Do: "open", Part: "watch"}, "no such speed", nil},
		{page.RehearsalDeed{Do: "play"}, "", func(b page.Playbill) bool { return !b.Play.Paused }},
		{page.RehearsalDeed{Do: "restart"}, "", func(b page.Playbill) bool { return b.World == 3 && b.Play.Speed == 5 && b.Play.Said == 0 }},
		{page.RehearsalDeed{Do: "open"}, "", func(b page.Playbill) bool {
			return b.World == 4 && b.Play == nil && b.Welcome && b.Incident == "dfds-2023-02-14"
		}},
		{page.RehearsalDeed{Do: "step"}, "Nothing is played", nil},
	} {
		got := h.post("/page/rehearsal", c.deed)
		text, _ := got["text"].(string)
		if (got["ok"] == true) != (c.want == "") || !strings.Contains(text, c.want) {
			t.Errorf("%+v: %v", c.deed, got)
		}
		if c.then != nil && !c.then(h.Now()) {
			t.Errorf("after %+v: %+v", c.deed, h.Now())
		}
	}
	session, _ = h.become()
	last := h.stream(session)
	began := time.Now()
	if err := h.Close(); err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("with a page open, closing takes %s", took)
	}
	io.Copy(io.Discard, last.Body) // ends
	if n := h.left(); n != 0 {
		t.Errorf("%d folders are left", n)
	}
	if err := h.Wait(t.Context()); !errors.Is(err, errClosed) {
		t.Errorf("it ends with %v", err)
	}
}

// The database that somebody asked to keep is that of the first set, and stays.
func TestAKeptDatabase(t *testing.T) {
	data := t.TempDir()
	h := open(t, Free, data)
	if n := h.left(); n != 0 {
		t.Errorf("%d folders are there", n)
	}
	h.post("/page/rehearsal", page.RehearsalDeed{Do: "open", Part: "facilitate", Speed: 1})
	if n := h.left(); n != 1 {
		t.Errorf("%d folders are there while another set stands", n)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(bot.Database(data)); err != nil {
		t.Error(err)
	}
}

// A page hears of the rehearsal by its stream.
func TestTheStreamTells(t *testing.T) {
	h := open(t, Facilitate, "")
	session, _ := h.become()
	stream := h.stream(session)
	seen := ""
	for !strings.Contains(seen, `"paused":true`) {
		if strings.Contains(seen, `"paused":false`) && strings.Contains(seen, "wait for you to start") && !h.Now().Play.Paused {
			h.post("/page/rehearsal", page.RehearsalDeed{Do: "pause"})
		}
		b := make([]byte, 4096)
		n, err := stream.Body.Read(b)
		if err != nil {
			t.Fatalf("%v after %s", err, seen)
		}
		seen += string(b[:n])
	}
	if !strings.Contains(seen, "event: rehearsal") || !strings.Contains(seen, `"now":"2019-10-23T15:00:`) {
		t.Errorf("the stream says %s", seen)
	}
}

func TestReviewsAreReadAtTheSameAddress(t *testing.T) {
	h := open(t, Free, "")
	resp, err := http.Get(h.URL() + "/reviews/")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK || !strings.Contains(string(body), "There is no review yet") {
		t.Errorf("%d %v: %s", resp.StatusCode, err, body)
	}
}

// While one set makes room for another, a browser that loads the page waits; what was
// meant for the set that has gone is refused, and shows nothing any more.
func TestBetweenTwoSets(t *testing.T) {
	h := open(t, Free, "")
	gone := h.onStage.Swap(nil)
	resp, err := http.Post(h.URL()+"/page/rehearsal", "application/json", strings.NewReader(`{"do":"restart"}`))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a deed gets %d", resp.StatusCode)
	}
	paths := []string{"/", "/archives/C1", "/static/js/main.js", "/page/people"}
	type look struct {
		path   string
		status int
	}
	looks := make(chan look)
	for _, path := range paths {
		go func() {
			status := 0
			if resp, err := http.Get(h.URL() + path); err == nil {
				resp.Body.Close()
				status = resp.StatusCode
			}
			looks <- look{path, status}
		}()
	}
	h.scene.Lock()
	err = errors.Join(gone.strike(), h.raise(Piece{Script: gone.piece.Script, Part: Facilitate, Speed: 1}, ""))
	h.scene.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	for range paths {
		if got := <-looks; got.status != http.StatusOK {
			t.Errorf("GET %s: %d", got.path, got.status)
		}
	}
	h.show(gone.bill())
	if got := h.Now().World; got != 2 {
		t.Errorf("the bill is that of set %d", got)
	}
}
