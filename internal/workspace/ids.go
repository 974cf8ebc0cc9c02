package workspace

import (
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

const (
	upperDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	mixedDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
)

// A source makes everything that is random about a workspace out of one seed.
type source struct {
	r    *rand.Rand
	used map[string]bool
}

func newSource(seed uint64) *source {
	return &source{rand.New(rand.NewPCG(seed, 0x51ac)), make(map[string]bool)}
}

func (s *source) from(digits string, n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(digits[s.r.IntN(len(digits))])
	}
	return b.String()
}

// id makes an id of Slack's kind, such as U7Q0R2B1XA, which was never made before.
func (s *source) id(prefix string) string {
	for {
		id := prefix + "0" + s.from(upperDigits, 11-len(prefix)-1)
		if !s.used[id] {
			s.used[id] = true
			return id
		}
	}
}

// taken keeps an id that came from outside from being made again.
func (s *source) taken(id string) { s.used[id] = true }

func (s *source) secret(n int) string { return s.from(mixedDigits, n) }

func (s *source) hex(bytes int) string {
	b := make([]byte, bytes)
	for i := range b {
		b[i] = byte(s.r.IntN(256))
	}
	return hex.EncodeToString(b)
}

func (s *source) uuid() string {
	h := s.hex(16)
	return h[:8] + "-" + h[8:12] + "-4" + h[13:16] + "-a" + h[17:20] + "-" + h[20:]
}

func (s *source) number(digits int) string {
	return strconv.Itoa(1+s.r.IntN(9)) + s.from("0123456789", digits-1)
}

// chance is true once in n times.
func (s *source) chance(n int) bool { return s.r.IntN(n) == 0 }

func newCredentials(s *source) Credentials {
	c := Credentials{
		TeamID:    s.id("T"),
		AppID:     s.id("A"),
		BotUserID: s.id("U"),
		BotID:     s.id("B"),
	}
	c.BotToken = fmt.Sprintf("xoxb-%s-%s-%s", s.number(12), s.number(13), s.secret(24))
	c.AppToken = fmt.Sprintf("xapp-1-%s-%s-%s", c.AppID, s.number(13), s.hex(32))
	c.SigningSecret = s.hex(16)
	return c
}
