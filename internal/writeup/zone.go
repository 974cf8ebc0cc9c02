package writeup

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	anyZone   = regexp.MustCompile(`\b(?:UTC|GMT|utc|Zulu|CES?T|MESZ|MEZ|[AEMCPH][SDK]T|[AN][EZ][SD]T|AE[SD]T|BST|IST|JST|KST|SGT|HKT|MSK|EES?T|WES?T|PST8PDT)\b(?:\s?[+-]\d{1,2})?`)
	localZone = regexp.MustCompile(`(?i)\b(?:(?:local|pacific|eastern|central(?: european)?|mountain|western|uk|us|danish|german|french|london|berlin|paris|amsterdam|copenhagen|india(?:n)?|japan) (?:standard |daylight |summer )?time|Ortszeit|(?:Europe|America|Asia|Australia|Africa|Pacific)/[A-Z][A-Za-z_]+)\b`)
	short     = regexp.MustCompile(`\((?:P|E|C|M)T\)|\btime(?:s|zone)?\b[^.\n]{0,30}\b(?:PT|ET|CT|MT)\b|\d\s?(?:PT|ET|Z)\b`)
)

// zoneIn finds the name of a time zone in a text.
func zoneIn(text string) string {
	for _, shape := range []*regexp.Regexp{anyZone, localZone, short} {
		if m := shape.FindString(text); m != "" {
			return m
		}
	}
	return ""
}

// minutesEast returns the offset of a zone from UTC; false where a name has several or none.
func minutesEast(zone string) (int, bool) {
	z := strings.ToUpper(strings.ReplaceAll(zone, " ", ""))
	if z != "" && (z[0] == '+' || z[0] == '-') {
		z = "UTC" + z
	}
	for _, base := range []string{"UTC", "GMT"} {
		rest, ok := strings.CutPrefix(z, base)
		if !ok || rest == "" {
			continue
		}
		sign := 1
		if rest[0] == '-' {
			sign = -1
		}
		hours, minutes, cut := strings.Cut(rest[1:], ":")
		if !cut && len(hours) == 4 {
			hours, minutes = hours[:2], hours[2:]
		}
		h, err := strconv.Atoi(hours)
		return sign * (h*60 + number(minutes)), err == nil
	}
	east, ok := offsets[z]
	return east, ok
}

// offsets of the names that mean one zone everywhere in our trade, in minutes.
var offsets = map[string]int{
	"UTC": 0, "GMT": 0, "Z": 0, "ZULU": 0, "WET": 0, "CET": 60, "MEZ": 60, "BST": 60, "WEST": 60, "CEST": 120, "MESZ": 120, "EET": 120,
	"EEST": 180, "MSK": 180, "SGT": 480, "HKT": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
	"EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
}
