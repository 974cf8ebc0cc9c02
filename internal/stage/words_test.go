package stage

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/remedybot/remedy/internal/bot"
	"github.com/remedybot/remedy/internal/postmortem"
	"github.com/remedybot/remedy/prompts"
)

// The bot put together with an operator's texts says them wherever people read
// it: in an answer, on a board, and in a whisper.
func TestOwnWords(t *testing.T) {
	own := fstest.MapFS{}
	for name, text := range map[string]string{
		"help":          "Ours: type {{.command}} start.",
		"phase/opening": "Ours: what was seen outside of {{.title}}?",
		"nudge/blame":   "Ours: what was on the screen?",
	} {
		own[name+".md"] = &fstest.MapFile{Data: []byte(text)}
	}
	words, err := prompts.Replace(own)
	if err != nil {
		t.Fatal(err)
	}
	sc := enter(t, false, func(c *bot.Config) { c.Words = words })
	sc.types("lead", "help")
	sc.tells("lead", "Ours: type /postmortem start.")
	sc.starts("Checkout failed")
	sc.heard("lead")
	if got := string(sc.board(postmortem.Opening).Blocks); !strings.Contains(got, "Ours: what was seen outside of Checkout failed?") {
		t.Errorf("the board says %s", got)
	}
	sc.says("oncall", "at 14:00 the error rate rose to 12%") // the first message is never whispered about
	sc.pass(time.Minute)
	sc.says("oncall", "this is all the fault of the payments team, they broke it")
	sc.pass(10 * time.Second)
	sc.tells("oncall", "Ours: what was on the screen?")
}
