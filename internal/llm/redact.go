package llm

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/remedybot/remedy/internal/leak"
)

// A Masker puts placeholders in the place of secrets and personal data, the same
// one each time the same value comes up. It does what it can: it knows the usual
// shapes, and no list of shapes is complete. The zero Masker is ready. It is not
// safe for concurrent use.
type Masker struct {
	byValue map[string]string // value → placeholder
	values  []masked
	count   map[string]int
	names   []string // of people, see Know
}

type masked struct {
	placeholder, value string
	secret             bool
}

// Mask returns text with placeholders such as [secret:aws-key-id #1] or @person-1.
func (m *Masker) Mask(text string) string {
	for _, s := range leak.Private() {
		text = m.maskShape(text, s)
	}
	return m.maskNames(text)
}

func (m *Masker) maskShape(text string, s leak.Shape) string {
	var b strings.Builder
	at := 0
	for _, f := range s.Find(text) {
		value := text[f.From:f.To]
		if strings.Contains(value, "[secret:") {
			continue
		}
		b.WriteString(text[at:f.From])
		b.WriteString(m.placeholder(s, value))
		at = f.To
	}
	b.WriteString(text[at:])
	return b.String()
}

func (m *Masker) placeholder(s leak.Shape, value string) string {
	if p, ok := m.byValue[value]; ok {
		return p
	}
	if m.byValue == nil {
		m.byValue, m.count = make(map[string]string), make(map[string]int)
	}
	m.count[s.Kind]++
	p := fmt.Sprintf("@%s-%d", s.Kind, m.count[s.Kind])
	if s.Secret {
		p = fmt.Sprintf("[secret:%s #%d]", s.Kind, m.count[s.Kind])
	}
	m.byValue[value] = p
	m.values = append(m.values, masked{p, value, s.Secret})
	return p
}

// restore puts personal data back, but no secret: whoever wrote it knows it, and the
// others shall not learn it from us.
func (m *Masker) restore(text string) string {
	// Longest first, so that @person-12 is not read as @person-1 and a 2.
	for i := len(m.values) - 1; i >= 0; i-- {
		if v := m.values[i]; !v.secret {
			text = strings.ReplaceAll(text, v.placeholder, v.value)
		}
	}
	return text
}

// maskJSON encodes v with all its strings masked.
func (m *Masker) maskJSON(v any) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("llm: cannot encode the data of a question: %w", err)
	}
	return overStrings(raw, m.Mask)
}

// unmaskAnswer puts personal data back into an answer.
func (m *Masker) unmaskAnswer(answer string, object bool) string {
	if !object {
		return m.restore(answer)
	}
	raw, err := overStrings([]byte(answer), m.restore)
	if err != nil {
		return answer
	}
	return string(raw)
}

// overStrings applies f to every string of a JSON document but its keys.
func overStrings(raw []byte, f func(string) string) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(each(v, f)); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

func each(v any, f func(string) string) any {
	switch v := v.(type) {
	case string:
		return f(v)
	case []any:
		for i := range v {
			v[i] = each(v[i], f)
		}
	case map[string]any:
		for k := range v {
			v[k] = each(v[k], f)
		}
	}
	return v
}
