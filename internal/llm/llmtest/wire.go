package llmtest

import (
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// Drips answers well, one byte at a time with a pause before each.
func Drips(pause time.Duration, content string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for _, c := range []byte(`{"choices":[{"message":{"content":` + fmt.Sprintf("%q", content) + `},"finish_reason":"stop"}]}`) {
			select {
			case <-time.After(pause):
			case <-r.Context().Done():
				return
			}
			if _, err := w.Write([]byte{c}); err != nil {
				return
			}
			http.NewResponseController(w).Flush() // where there is no socket, nothing has to be
		}
	})
}

// Bomb answers with little that becomes very much once it is unpacked.
func Bomb() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		defer z.Close()
		io.WriteString(z, `{"choices":[{"message":{"content":"`)
		many := strings.Repeat("x", 1<<16)
		for range 64 { // 4 MiB
			if _, err := io.WriteString(z, many); err != nil {
				return
			}
		}
	})
}

// Typed answers with body and says that it is of another type.
func Typed(contentType, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		io.WriteString(w, body)
	})
}

// Stream is how a server that streams whatever it is asked for puts content.
func Stream(content string) http.Handler {
	return Typed("text/event-stream", "data: "+fmt.Sprintf(`{"choices":[{"delta":{"content":%q}}]}`, content)+"\n\ndata: [DONE]\n\n")
}

// A Wire is what a server does with one connection, below HTTP.
type Wire struct {
	Name string
	Talk func(net.Conn)
}

// Wires are the ways in which a server fails that no handler of HTTP has. Each
// ends when its connection is closed.
func Wires(good string) []Wire {
	whole := fmt.Sprintf(`{"choices":[{"message":{"content":%q},"finish_reason":"stop"}]}`, good)
	says := func(lines ...string) func(net.Conn) {
		return func(c net.Conn) {
			io.WriteString(c, strings.Join(lines, "\r\n"))
			io.Copy(io.Discard, c)
		}
	}
	forever := func(s string) func(net.Conn) {
		return func(c net.Conn) {
			for {
				if _, err := io.WriteString(c, s); err != nil {
					return
				}
			}
		}
	}
	return []Wire{
		{"answers nothing", func(c net.Conn) { io.Copy(io.Discard, c) }},
		{"hangs up at once", func(net.Conn) {}},
		{"speaks no HTTP", says("220 mail.example ESMTP", "")},
		{"half a head", says("HTTP/1.1 200 OK", "Content-Ty")},
		{"head without a body", says("HTTP/1.1 200 OK", "Content-Length: 4096", "", "")},
		{"a chunk that never ends", says("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "1000", whole[:len(whole)/2])},
		{"100 for ever", forever("HTTP/1.1 100 Continue\r\n\r\n")},
		{"a head for ever", func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\n")
			forever("X-More: " + strings.Repeat("x", 1000) + "\r\n")(c)
		}},
		{"a body for ever", func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\n{\"choices\":[{\"message\":{\"content\":\"")
			forever(strings.Repeat("x", 1000))(c)
		}},
	}
}

// ServeWire listens on loopback and returns the address, without a scheme.
func ServeWire(t testing.TB, w Wire) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var open []net.Conn
	t.Cleanup(func() {
		l.Close()
		mu.Lock()
		defer mu.Unlock()
		for _, c := range open {
			c.Close()
		}
	})
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			mu.Lock()
			open = append(open, c)
			mu.Unlock()
			go func() {
				defer c.Close()
				w.Talk(c)
			}()
		}
	}()
	return l.Addr().String()
}
