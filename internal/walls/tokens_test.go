package walls

import (
	"bytes"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// secrets are what real tokens look like. A test that needs something of this
// shape puts it together at run time: then nothing here, and no scanner
// elsewhere, has to be taught which strings are only pretending.
var secrets = []struct {
	what  string
	shape *regexp.Regexp
}{
	{"a Slack token", regexp.MustCompile(`\bxox[abceoprs](?:\.xox[bp])?-[0-9A-Za-z-]{10,}`)},
	{"a Slack app token", regexp.MustCompile(`\bxapp-[0-9]-[0-9A-Za-z-]{10,}`)},
	{"a Slack webhook", regexp.MustCompile(`\bhooks\.slack\.com/(?:services|workflows|triggers)/[0-9A-Z]{8,}/`)},
	{"a model provider's key", regexp.MustCompile(`\bsk-(?:[a-z]+[0-9]*-)*[0-9A-Za-z_]{20,}`)},
	{"an AWS key", regexp.MustCompile(`\b(?:AKIA|ASIA)[0-9A-Z]{16}\b`)},
	{"a Google key", regexp.MustCompile(`\bAIza[0-9A-Za-z_-]{35}`)},
	{"a GitHub token", regexp.MustCompile(`\b(?:gh[opsur]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{22,})`)},
	{"a GitLab token", regexp.MustCompile(`\bglpat-[0-9A-Za-z_-]{20}`)},
	{"a signed web token", regexp.MustCompile(`\beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{10,}`)},
	{"a private key", regexp.MustCompile(`-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\r?\n?[0-9A-Za-z+/]{20}`)},
}

func TestNoTokens(t *testing.T) {
	files := 0
	source := os.DirFS(root(t))
	err := fs.WalkDir(source, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		// Hidden files are somebody's own, save the script of the checks.
		if strings.HasPrefix(d.Name(), ".") && file != "." && file != ".ci" {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() {
			return nil
		}
		text, err := fs.ReadFile(source, file)
		if err != nil {
			return err
		}
		files++
		for _, s := range secrets {
			if at := s.shape.FindIndex(text); at != nil {
				t.Errorf("%s:%d: this looks like %s", file, 1+bytes.Count(text[:at[0]], []byte("\n")), s.what)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Errorf("only %d files were looked at", files)
	}
}

func TestTokensBite(t *testing.T) {
	const letters = "Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8Qr9St0Uv1Wx2Yz"
	upper := strings.ToUpper(letters)
	for what, sample := range map[string]string{
		"a Slack token":          "xoxb" + "-123456789012-1234567890123-" + letters[:24],
		"a Slack app token":      "xapp" + "-1-" + upper[:11] + "-1234567890123-" + letters,
		"a Slack webhook":        "hooks.slack.com" + "/services/" + upper[:9] + "/" + upper[:11] + "/" + letters,
		"a model provider's key": "sk" + "-proj-" + letters,
		"an AWS key":             "AKIA" + upper[:16],
		"a Google key":           "AIza" + letters[:35],
		"a GitHub token":         "ghp" + "_" + letters[:36],
		"a GitLab token":         "glpat" + "-" + letters[:20],
		"a signed web token":     "eyJ" + letters + ".eyJ" + letters + "." + letters,
		"a private key":          "-----BEGIN RSA " + "PRIVATE KEY-----\n" + letters,
	} {
		text := []byte(`{"token": "` + sample + `"}`)
		for _, s := range secrets {
			if got := s.shape.Match(text); got != (s.what == what) {
				t.Errorf("%s is taken for %s: %t", what, s.what, got)
			}
		}
	}
	for _, harmless := range []string{
		"the bot token begins with xoxb-, the app token with xapp-1-", "xoxb-…", "a risk-of-something-very-long-indeed", "sk-learn", "disk-usage-of-the-build-server",
	} {
		for _, s := range secrets {
			if s.shape.MatchString(harmless) {
				t.Errorf("%q is taken for %s", harmless, s.what)
			}
		}
	}
}
