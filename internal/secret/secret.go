// Package secret holds tokens and keys in a type that does not show them.
package secret

import "log/slog"

// A String is a token or key. It never shows itself: not by fmt, slog or an
// encoder. string(s) is the way to its value.
type String string

const hidden = "[secret]"

// String returns a placeholder.
func (String) String() string { return hidden }

// GoString returns a placeholder, for %#v.
func (String) GoString() string { return hidden }

// LogValue returns a placeholder.
func (String) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText returns a placeholder, for encoders.
func (String) MarshalText() ([]byte, error) { return []byte(hidden), nil }
