package tone

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
)

// TestLanguage reads the languages of labelled messages: a wrong one is worse
// than none.
func TestLanguage(t *testing.T) {
	l := NewLocal()
	for _, name := range []string{"dev_en.jsonl", "dev_multi.jsonl", "fresh_en.jsonl", "fresh_multi.jsonl", "stream_irc.jsonl", "stream_pm.jsonl"} {
		f, err := os.Open("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		right, silent, wrong := 0, 0, 0
		for s := bufio.NewScanner(f); s.Scan(); {
			m := struct{ Text, Lang string }{Lang: "en"}
			if err := json.Unmarshal(s.Bytes(), &m); err != nil {
				t.Fatal(err)
			}
			switch got := l.language(m.Text); got {
			case m.Lang:
				right++
			case "":
				silent++
			default:
				wrong++
				if testing.Verbose() {
					t.Logf("%s is taken for %s: %q", m.Lang, got, m.Text)
				}
			}
		}
		t.Logf("%s: %d right, %d silent, %d wrong", name, right, silent, wrong)
		if all := right + silent + wrong; wrong*20 > all || right*100 < all*85 {
			t.Errorf("%s: %d of %d are read in a wrong language, %d in the right one", name, wrong, all, right)
		}
	}
}
