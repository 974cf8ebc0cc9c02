package due

import "time"

// Parse reads the whole phrase as a day.
func Parse(phrase string, now time.Time, zone *time.Location) (Date, error) { return Date{}, nil }

// Find returns the due phrase inside a sentence.
func Find(text string, now time.Time, zone *time.Location) (Date, [2]int, bool) {
	return Date{}, [2]int{}, false
}
