package workspace_test

import (
	"image/png"
	"net/http"
	"testing"
)

// The picture of a person is where users.info says, and of the size it says.
func TestAvatar(t *testing.T) {
	s := newStage(t)
	who, err := s.api.GetUserInfo(s.ann.ID())
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Get(who.Profile.Image72)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	picture, err := png.Decode(response.Body)
	if err != nil || picture.Bounds().Dx() != 72 || picture.Bounds().Dy() != 72 {
		t.Errorf("%s is %v, %v; want a square of 72 pixels", who.Profile.Image72, picture, err)
	}
	for _, wrong := range []string{"9f69e7-73.png", "9f69e7.png", "9f-72.png", "nothing-72.png"} {
		response, err := http.Get(s.srv.URL + "/avatars/" + wrong)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", wrong, response.StatusCode)
		}
	}
}
