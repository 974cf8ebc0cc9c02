package tone

import (
	"unicode"
	"unicode/utf8"
)

// unseen reports whether c takes no room on the screen, and so may stand inside
// a word to hide it: zero-width marks, soft hyphens, tags, variation selectors,
// direction marks, combining accents.
func unseen(c rune) bool {
	switch {
	case c < 0xad:
		return false
	case c == 0xad, c == 0x34f, c == 0x61c, c == 0x115f, c == 0x1160, c == 0x17b4, c == 0x17b5, c == 0x180e, c == 0x3164, c == 0xfeff, c == 0xffa0:
		return true
	case c >= 0x200b && c <= 0x200f, c >= 0x202a && c <= 0x202e, c >= 0x2060 && c <= 0x206f:
		return true
	case c >= 0xfe00 && c <= 0xfe0f, c >= 0xe0000 && c <= 0xe01ef:
		return true
	}
	return c >= 0x300 && unicode.Is(unicode.Mn, c)
}

// fold makes a letter small, and the plain Latin letter where it is only drawn
// in another way: full width, mathematical, circled, superscript, or a letter of
// another script that cannot be told from it.
func fold(c rune) rune {
	switch {
	case c < 0x80:
		if c >= 'A' && c <= 'Z' {
			return c | 0x20
		}
		return c
	case c >= 0xff10 && c <= 0xff5a:
		return fold(c - 0xfee0)
	case c >= 0x1d400 && c <= 0x1d6a3: // thirteen alphabets for mathematics
		if at := (c - 0x1d400) % 52; at < 26 {
			return 'a' + at
		} else {
			return 'a' + at - 26
		}
	case c >= 0x1d7ce && c <= 0x1d7ff:
		return '0' + (c-0x1d7ce)%10
	case c >= 0x24b6 && c <= 0x24cf:
		return 'a' + c - 0x24b6
	case c >= 0x24d0 && c <= 0x24e9:
		return 'a' + c - 0x24d0
	case c >= 0x1f130 && c <= 0x1f149:
		return 'a' + c - 0x1f130
	case c >= 0x1f150 && c <= 0x1f169:
		return 'a' + c - 0x1f150
	case c >= 0x1f170 && c <= 0x1f189:
		return 'a' + c - 0x1f170
	}
	c = unicode.ToLower(c)
	if c < 0x250 && c != 'ı' {
		return c
	}
	if l, ok := lookalikes[c]; ok {
		return l
	}
	return c
}

// ligated returns what follows the f where two letters are drawn as one; 0 where
// they are not.
func ligated(c rune) rune {
	switch c {
	case 'ﬀ':
		return 'f'
	case 'ﬁ':
		return 'i'
	case 'ﬂ':
		return 'l'
	}
	return 0
}

// isLetter reports whether c stands in words.
func isLetter(c rune) bool {
	switch {
	case c < 0x80:
		return c|0x20 >= 'a' && c|0x20 <= 'z'
	case c >= 0x2000 && c <= 0x206f: // punctuation
		return false
	}
	return unicode.IsLetter(c) || c >= 0x24b6 && c <= 0x24e9 || c >= 0x1f130 && c <= 0x1f189
}

// isDigit reports whether c is a digit of any script.
func isDigit(c rune) bool {
	switch {
	case c < 0x80:
		return c >= '0' && c <= '9'
	case c < 0x660: // the first digits of another script
		return false
	}
	return unicode.IsDigit(c)
}

// lookalikes are letters that cannot be told from Latin ones: Cyrillic, Greek,
// Armenian, Cherokee and phonetic ones, small letters alone.
var lookalikes = map[rune]rune{
	'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'у': 'y', 'х': 'x', 'і': 'i', 'ј': 'j', 'ѕ': 's', 'ԁ': 'd', 'һ': 'h', 'ӏ': 'l', 'ԛ': 'q',
	'ԝ': 'w', 'в': 'b', 'к': 'k', 'м': 'm', 'н': 'h', 'т': 't', 'г': 'r', 'ѵ': 'v', 'ё': 'e', 'ї': 'i', 'ү': 'y', 'ո': 'n', 'ս': 'u', 'օ': 'o',
	'α': 'a', 'ο': 'o', 'ι': 'i', 'ν': 'v', 'ρ': 'p', 'τ': 't', 'κ': 'k', 'ε': 'e', 'υ': 'u', 'χ': 'x', 'η': 'n', 'ω': 'w', 'γ': 'y', 'β': 'b',
	'ɑ': 'a', 'ɡ': 'g', 'ɩ': 'i', 'ı': 'i', 'ʏ': 'y', 'ᴀ': 'a', 'ʙ': 'b', 'ᴄ': 'c', 'ᴅ': 'd', 'ᴇ': 'e', 'ꜰ': 'f', 'ɢ': 'g', 'ʜ': 'h', 'ɪ': 'i',
	'ᴊ': 'j', 'ᴋ': 'k', 'ʟ': 'l', 'ᴍ': 'm', 'ɴ': 'n', 'ᴏ': 'o', 'ᴘ': 'p', 'ʀ': 'r', 'ꜱ': 's', 'ᴛ': 't', 'ᴜ': 'u', 'ᴠ': 'v', 'ᴡ': 'w', 'ᴢ': 'z',
	'ℓ': 'l', 'ⅰ': 'i', 'ⅴ': 'v', 'ⅹ': 'x', 'ⅼ': 'l', 'ⅽ': 'c', 'ⅾ': 'd', 'ⅿ': 'm',
	'ᵃ': 'a', 'ᵇ': 'b', 'ᶜ': 'c', 'ᵈ': 'd', 'ᵉ': 'e', 'ᶠ': 'f', 'ᵍ': 'g', 'ʰ': 'h', 'ⁱ': 'i', 'ʲ': 'j', 'ᵏ': 'k', 'ˡ': 'l', 'ᵐ': 'm', 'ⁿ': 'n',
	'ᵒ': 'o', 'ᵖ': 'p', 'ʳ': 'r', 'ˢ': 's', 'ᵗ': 't', 'ᵘ': 'u', 'ᵛ': 'v', 'ʷ': 'w', 'ˣ': 'x', 'ʸ': 'y', 'ᶻ': 'z',
}

// plain returns an accented letter without its accent, and what is written in
// its place where two letters are.
func plain(c rune) (string, bool) {
	switch c {
	case 'à', 'á', 'â', 'ã', 'å', 'ā', 'ª':
		return "a", true
	case 'ä':
		return "a", true
	case 'ç':
		return "c", true
	case 'è', 'é', 'ê', 'ë':
		return "e", true
	case 'ì', 'í', 'î', 'ï':
		return "i", true
	case 'ñ':
		return "n", true
	case 'ò', 'ó', 'ô', 'õ', 'ö', 'ø', 'º':
		return "o", true
	case 'ù', 'ú', 'û', 'ü':
		return "u", true
	case 'ÿ', 'ý':
		return "y", true
	case 'ß':
		return "ss", true
	case 'œ':
		return "oe", true
	case 'æ':
		return "ae", true
	}
	return "", false
}

// appendPlain appends letters without their accents.
func appendPlain(to, letters []byte) []byte {
	for i := 0; i < len(letters); {
		if letters[i] < utf8.RuneSelf {
			to = append(to, letters[i])
			i++
			continue
		}
		c, size := utf8.DecodeRune(letters[i:])
		if p, ok := plain(c); ok {
			to = append(to, p...)
		} else {
			to = append(to, letters[i:i+size]...)
		}
		i += size
	}
	return to
}
