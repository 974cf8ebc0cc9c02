package workspace_test

import (
	"strings"
	"testing"

	"github.com/slack-go/slack"
)

// A file that its app deletes can be read no more, wherever it was posted; its message
// stays and says that there was one. A second time it is not there, and a person's file
// is none of the app's.
func TestAFileIsDeleted(t *testing.T) {
	s := newStage(t)
	f, err := s.api.UploadFile(slack.UploadFileParameters{Reader: strings.NewReader("x"), FileSize: 1, Filename: "x.md", Channel: s.channel})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.ann.File(f.ID); err != nil {
		t.Fatal(err)
	}
	if a, _ := s.ask("files.delete", values("file", f.ID)); a["ok"] != true {
		t.Fatalf("%v", a)
	}
	if _, _, err := s.ann.File(f.ID); err == nil {
		t.Error("it can still be read")
	}
	all, err := s.ann.Messages(s.channel, "", "", 10)
	if err != nil || len(all) != 1 || len(all[0].Files) != 1 || all[0].Files[0].Mode != "tombstone" || all[0].Files[0].Name != "" {
		t.Errorf("its message is %+v, %v", all, err)
	}
	for want, file := range map[string]string{"file_deleted": f.ID, "file_not_found": "F404", "invalid_arguments": ""} {
		if a, _ := s.ask("files.delete", values("file", file)); a["error"] != want {
			t.Errorf("deleting %q: %v, want %s", file, a, want)
		}
	}
	if _, err := s.ann.Share(s.channel, "", "hers.txt", []byte("hers"), ""); err != nil {
		t.Fatal(err)
	}
	all, _ = s.ann.Messages(s.channel, "", "", 10)
	if a, _ := s.ask("files.delete", values("file", all[len(all)-1].Files[0].ID)); a["error"] != "cant_delete_file" {
		t.Errorf("deleting hers: %v", a)
	}
}
