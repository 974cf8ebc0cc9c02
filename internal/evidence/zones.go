package evidence

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/remedybot/remedy/internal/due"
)

// abbreviations of zones, with their offset from UTC in minutes.
var zones = map[string]int{
	"utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 60, "cet": 60, "mez": 60, "cest": 120, "mesz": 120, "sast": 120, "eet": 120, "eest": 180, "msk": 180, "ist": 330, "pkt": 300, "ict": 420,
	"sgt": 480, "hkt": 480, "awst": 480, "jst": 540, "kst": 540, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
	"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600, "brt": -180,
}

// regions are zones whose name says nothing of summer and winter; those in capitals count only as they are written here.
var regions = map[string]string{
	"PT": "America/Los_Angeles", "MT": "America/Denver", "CT": "America/Chicago", "ET": "America/New_York",
	"pacific": "America/Los_Angeles", "mountain": "America/Denver", "central": "America/Chicago", "eastern": "America/New_York", "uk": "Europe/London",
}

// sites are places of work that give their zone no name, with the one that does.
var sites = map[string]string{
	"pune": "Kolkata", "bangalore": "Kolkata", "bengaluru": "Kolkata", "mumbai": "Kolkata", "delhi": "Kolkata", "hyderabad": "Kolkata", "chennai": "Kolkata",
	"munich": "Berlin", "hamburg": "Berlin", "frankfurt": "Berlin", "cologne": "Berlin", "barcelona": "Madrid", "milan": "Rome", "porto": "Lisbon", "manchester": "London", "edinburgh": "London",
	"lyon": "Paris", "geneva": "Zurich", "rotterdam": "Amsterdam", "gothenburg": "Stockholm", "krakow": "Warsaw", "osaka": "Tokyo", "beijing": "Shanghai", "shenzhen": "Shanghai",
	"nyc": "New_York", "boston": "New_York", "atlanta": "New_York", "austin": "Chicago", "dallas": "Chicago", "seattle": "Los_Angeles", "sf": "Los_Angeles",
}

// place reports whether a word behind a clock may be where that clock hangs: none of the words of a sentence.
func place(w string) bool {
	return len(w) > 1 && verbs[w] == nil && !things[w] && !auxiliaries[w] && !behind[w] && !timePreps[w] && !approxWords[w] && !negations[w] && !monthNames[w] && !durations[w] &&
		!oneOf(w, "then when that which and or but so too also again already today yesterday tonight morning evening night afternoon here there now sharp latest exactly maybe only just")
}

// zoneAt reads a zone behind a clock, and how many tokens it takes up: "CEST", "(UTC)", "UTC+2", "+02:00", "PT", "Pacific time",
// "Berlin time", "lisbon", "local".
func (r *reader) zoneAt(ts []token) (*time.Location, int) {
	if len(ts) > 2 && ts[0].low == "(" {
		if zone, n := r.zoneAt(ts[1:]); zone != nil && at(ts, n+1).low == ")" {
			return zone, n + 2
		}
		return nil, 0
	}
	t := at(ts, 0)
	if t.kind == mark || t.low == "" {
		return nil, 0
	}
	if off, ok := offset(strings.TrimPrefix(strings.TrimPrefix(t.low, "utc"), "gmt")); ok {
		return time.FixedZone("", off), 1
	}
	if off, ok := zones[t.low]; ok {
		name := strings.ToUpper(t.low)
		if own, ok := ownOffset(r.s.Zone, name, r.day.Year); ok {
			return time.FixedZone(name, own), 1
		}
		return time.FixedZone(name, off*60), 1
	}
	next, n := at(ts, 1), 1
	alone := next.low == "" || next.kind == mark || determiners[next.low] || oneOf(next.low, "i we") // No "local customers".
	if next.low == "time" {
		alone, n = true, 2
	}
	if t.low == "local" && r.s.Zone != nil && alone {
		return r.s.Zone, n
	}
	if name := cmp.Or(regions[t.text], regions[t.low]); name != "" && alone {
		if zone, err := time.LoadLocation(name); err == nil {
			return zone, n
		}
		return nil, 0
	}
	if n == 1 && (alone || oneOf(next.low, "/ = and so but")) && t.kind == word && place(t.low) {
		if zone := cityZone([]token{{kind: word, text: capital(cmp.Or(sites[t.low], t.low))}}); zone != nil {
			return zone, 1
		}
	}
	for cut := 1; cut <= 2 && cut < len(ts); cut++ {
		if ts[cut].low == "time" && t.text != t.low {
			return cityZone(ts[:cut]), cut + 1
		}
	}
	return nil, 0
}

// withZones are the moments that a message tells with a zone, on the day of the incident.
func (r *reader) withZones(ts []token) []time.Time {
	var out []time.Time
	for i, t := range ts {
		if t.kind != clock || r.s.Zone == nil || t.said {
			continue
		}
		if zone, _ := r.zoneAt(ts[i+1:]); zone != nil {
			out = append(out, r.place(t.low, due.Date{}, zone))
		}
	}
	return out
}

// translated reports whether a time by the writer's own clock is one that the message tells
// with a zone as well, so that it is known which clock was meant: "16:40, so 15:40 UTC".
func (r *reader) translated(at time.Time) bool {
	if at.IsZero() || r.s.Zone == nil {
		return false
	}
	for _, told := range r.named {
		if told.Hour() == at.Hour() && told.Minute() == at.Minute() {
			return true
		}
	}
	return false
}

// spokenHere reports whether a time in words is one that the message tells with a zone as well, by the writer's own clock.
func (r *reader) spokenHere(low string) bool {
	minutes, ok := phrased(low)
	if !ok || r.s.Zone == nil {
		return false
	}
	for _, told := range r.named {
		if here := told.In(r.s.Zone); (here.Hour()*60+here.Minute())%720 == minutes {
			return true
		}
	}
	return false
}

// cityZone is the zone called after a city; nil if there is none.
func cityZone(ts []token) *time.Location {
	var parts []string
	for _, t := range ts {
		if t.kind != word {
			return nil
		}
		parts = append(parts, t.text)
	}
	city := strings.Join(parts, "_")
	for _, area := range [...]string{"Europe", "America", "Asia", "Australia", "Pacific", "Africa"} {
		if zone, err := time.LoadLocation(area + "/" + city); err == nil {
			return zone
		}
	}
	return nil
}

// offset reads "+02:00", "-0700" and "+2", in seconds.
func offset(s string) (int, bool) {
	if len(s) < 2 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	d := strings.Replace(s[1:], ":", "", 1)
	if len(d) == 1 || len(d) == 3 {
		d = "0" + d
	}
	if len(d) == 2 {
		d += "00"
	}
	t, err := time.Parse("1504", d)
	if err != nil || t.Hour() > 14 {
		return 0, false
	}
	sec := t.Hour()*3600 + t.Minute()*60
	if s[0] == '-' {
		sec = -sec
	}
	return sec, true
}

// ownOffset is the offset that an abbreviation has in the writer's own zone, if people there use it in summer or winter: IST is
// another time in Dublin than in Delhi. GMT and UTC are the same everywhere.
func ownOffset(own *time.Location, name string, year int) (int, bool) {
	if own == nil || name == "GMT" || name == "UTC" {
		return 0, false
	}
	for _, month := range [...]time.Month{time.January, time.July} {
		if n, off := time.Date(year, month, 1, 0, 0, 0, 0, own).Zone(); n == name {
			return off, true
		}
	}
	return 0, false
}

// zoneName is how a moment's zone is called so that everybody reads the same offset from it: "CEST", or "UTC+3".
func zoneName(at time.Time) string {
	name, off := at.Zone()
	if minutes, ok := zones[strings.ToLower(name)]; ok && minutes*60 == off {
		return name
	}
	if off%3600 == 0 {
		return fmt.Sprintf("UTC%+d", off/3600)
	}
	return at.Format("UTC-07:00")
}

// seasonal puts a time right that names the writer's own zone as it is called in the other half of the year: who writes "2pm PST" on
// a summer's day in Los Angeles has looked at the clock on the wall.
func (r *reader) seasonal(at time.Time) time.Time {
	name, _ := at.Zone()
	if _, ok := ownOffset(r.s.Zone, name, at.Year()); !ok {
		return at
	}
	if now, _ := at.In(r.s.Zone).Zone(); now == name {
		return at
	}
	return time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, r.s.Zone)
}
