package tone

import "unicode/utf8"

// offset32 and prime32 are those of FNV-1a.
const (
	offset32 = 2166136261
	prime32  = 16777619
)

func hashString(h uint32, s string) uint32 {
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * prime32
	}
	return h
}

func hashBytes(b []byte) uint32 {
	h := uint32(offset32)
	for _, c := range b {
		h = (h ^ uint32(c)) * prime32
	}
	return h
}

// hashPlain is the hash of letters without their accents, which are often left
// out.
func hashPlain(b []byte) uint32 {
	h := uint32(offset32)
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			h = (h ^ uint32(b[i])) * prime32
			i++
			continue
		}
		c, size := utf8.DecodeRune(b[i:])
		if p, ok := plain(c); ok {
			h = hashString(h, p)
		} else {
			h = hashString(h, string(b[i:i+size]))
		}
		i += size
	}
	return h
}
