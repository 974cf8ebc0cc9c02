package page_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"testing"

	"github.com/remedybot/remedy/internal/workspace"
	"github.com/remedybot/remedy/internal/workspace/page"
)

// crowdServer, set to 1, makes the test program a workspace and nothing else, so
// that its memory can be told from that of the test.
const crowdServer = "REMEDY_TEST_WORKSPACE"

func TestMain(m *testing.M) {
	if os.Getenv(crowdServer) == "1" {
		if err := serveCrowd(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	m.Run()
}

// A venue is a workspace in a process of its own, with a channel that everybody is in.
type venue struct {
	URL, Channel, AppToken string
	People                 []string

	pid int
}

const crowdSize = 50

// serveCrowd is a workspace for a crowd, until in ends.
func serveCrowd(in io.Reader, out io.Writer) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	v := venue{URL: "http://" + l.Addr().String()}
	w := workspace.New(workspace.Config{
		Name: "A crowd", Seed: 11, BaseURL: v.URL,
		App: workspace.App{
			Name: "ear", Scopes: []string{"channels:history", "reactions:read"},
			Events: []string{"message.channels", "reaction_added", "reaction_removed"},
		},
	})
	defer w.Close()
	for i := range crowdSize {
		v.People = append(v.People, w.AddUser(workspace.User{Name: fmt.Sprintf("person%d", i), RealName: fmt.Sprintf("Person %d", i)}))
	}
	v.Channel = w.AddChannel(workspace.Channel{Name: "plaza", Members: append(v.People[:crowdSize:crowdSize], w.Credentials().BotUserID)})
	v.AppToken = w.Credentials().AppToken
	mux := http.NewServeMux()
	mux.Handle("/", page.New(w, page.Options{DefaultUser: v.People[0], DefaultChannel: v.Channel}))
	mux.Handle("/api/", w.Handler())
	mux.Handle("/socket/", w.Handler())
	server := &http.Server{Handler: mux}
	go server.Serve(l)
	defer server.Close()
	if err := json.NewEncoder(out).Encode(v); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, in)
	return err
}

// openVenue starts a workspace for a crowd and stops it when the test ends.
func openVenue(t *testing.T) *venue {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), crowdServer+"=1")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		cmd.Wait()
	})
	v := &venue{pid: cmd.Process.Pid}
	if err := json.NewDecoder(out).Decode(v); err != nil {
		t.Fatal(err)
	}
	return v
}
