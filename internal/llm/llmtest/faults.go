package llmtest

import (
	"net/http"
	"strings"
	"time"
)

// A Fault is one way in which an endpoint fails, or answers with something that
// is of no use.
type Fault struct {
	Name    string
	Handler http.Handler
}

// Faults are the ways in which an endpoint fails whatever it is asked. good is
// an answer that would do, if only it arrived whole.
func Faults(good string) []Fault {
	return []Fault{
		{"hangs", Hangs()},
		{"slow", Late(time.Minute, Says(good))},
		{"disconnects", Disconnects()},
		{"400", Status(http.StatusBadRequest)},
		{"401", Status(http.StatusUnauthorized)},
		{"403", Status(http.StatusForbidden)},
		{"404", Status(http.StatusNotFound)},
		{"429", Status(http.StatusTooManyRequests, "Retry-After", "30")},
		{"429, for a second", Status(http.StatusTooManyRequests, "Retry-After", "1")},
		{"429, no quota", Raw(http.StatusTooManyRequests, `{"error":{"message":"m","type":"t","code":"insufficient_quota"}}`)},
		{"500", Status(http.StatusInternalServerError)},
		{"502 in HTML", Raw(http.StatusBadGateway, "<html><h1>Bad Gateway</h1>")},
		{"drips", Drips(time.Second, good)},
		{"unpacks to too much", Bomb()},
		{"a stream", Stream(good)},
		{"a page of another type", Typed("image/png", "\x89PNG\r\n\x1a\n")},
		{"no content", Status(http.StatusNoContent)},
		{"503, for a day", Status(http.StatusServiceUnavailable, "Retry-After", "86399")},
		{"redirect to itself", Status(http.StatusPermanentRedirect, "Location", "/v1/chat/completions")},
		{"see other", Status(http.StatusSeeOther, "Location", "/v1/chat/completions")},
		{"redirect", Status(http.StatusTemporaryRedirect, "Location", "http://127.0.0.1:1/")},
		{"HTML", Raw(http.StatusOK, "<html>Sign in</html>")},
		{"empty", Raw(http.StatusOK, "")},
		{"no choice", Raw(http.StatusOK, `{"choices":[]}`)},
		{"half a response", Raw(http.StatusOK, `{"choices":[{"message":{"content":"{\"fl`)},
		{"huge", Says(strings.Repeat("x", 2<<20))},
		{"huge object", Says(`{"flag":"` + strings.Repeat("{", 2<<20))},
		{"refusal", Finishes("", "stop", "I would rather not")},
		{"refusal in prose", Says("I'm sorry, but I cannot judge that.")},
		{"length", Finishes(good, "length", "")},
		{"withheld", Finishes(good, "content_filter", "")},
		{"question withheld", Raw(http.StatusBadRequest, `{"error":{"message":"m","type":null,"param":"prompt","code":"content_filter","status":400}}`)},
	}
}
