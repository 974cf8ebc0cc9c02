package workspace_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// The scopes that a token has, and those that a method takes, come as headers, where
// @slack/web-api reads them (response_metadata.scopes and acceptedScopes).
func TestScopesInHeaders(t *testing.T) {
	s := newStage(t)
	for method, want := range map[string][3]string{
		"users.info":            {s.Credentials().BotToken, strings.Join(allScopes, ","), "users:read"},
		"auth.test":             {s.Credentials().BotToken, strings.Join(allScopes, ","), ""},
		"apps.connections.open": {s.Credentials().AppToken, "connections:write", ""},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.srv.URL+"/api/"+method, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+want[0])
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		got := []string{response.Header.Get("X-Oauth-Scopes"), response.Header.Get("X-Accepted-Oauth-Scopes")}
		if !slices.Equal(got, want[1:]) {
			t.Errorf("%s: the headers say %q, want %q", method, got, want[1:])
		}
	}
}
