package llm_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/remedybot/remedy/internal/llm"
	"github.com/remedybot/remedy/internal/llm/llmtest"
)

// What a model is sent holds no secret, and what it says in return cannot bring
// one out.
func TestCompleteMasks(t *testing.T) {
	token := "xox" + "b-12345678901-abcdefABCDEF"
	e := llmtest.Serve(t, llmtest.Says(`{"said":"@person-1 pasted [secret:slack-token #1] \"here\" <b>"}`))
	c, _ := client(t, e)
	got, err := c.Complete(t.Context(), llm.Request{Name: "t", Schema: schema, Names: []string{"Ana Gómez"}, Data: []string{"<@U1A> pasted " + token, token, "and ana saw it"}})
	if err != nil {
		t.Fatal(err)
	}
	sent := e.Asked()[0]
	if strings.Contains(sent, token) || strings.Contains(sent, "U1A") || strings.Contains(sent, "ana ") || strings.Count(sent, "slack-token #1") != 2 {
		t.Errorf("sent %s", sent)
	}
	var o struct{ Said string }
	if err := json.Unmarshal([]byte(got.Text), &o); err != nil || o.Said != `<@U1A> pasted [secret:slack-token #1] "here" <b>` {
		t.Errorf("got %s, %v", got.Text, err)
	}
}
