package postmortem

import (
	"strings"
	"testing"
)

func TestTheOpeningNamesWhoTakesOver(t *testing.T) {
	for _, contact := range []string{"", "the duty manager", "<!channel>"} {
		st := opened(t)
		st.g.Contact = contact
		script := st.g.Render(st.s, SlotScript).Plain()
		if named := strings.Contains(script, "deliberate harm"); named != (contact != "") {
			t.Errorf("contact %q: the opening speaks of harm: %t", contact, named)
		}
		if contact == "the duty manager" && !strings.Contains(script, "the review stops and the duty manager takes over") {
			t.Errorf("nobody is named:\n%s", script)
		}
		if strings.Contains(script, "<!channel>") {
			t.Error("a contact calls the whole channel")
		}
	}
}
