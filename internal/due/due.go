// Package due reads due dates in words, such as "by friday 25 oct" or "end of march".
//
// It is a closed grammar: a phrase is read whole or refused, because a date that is silently wrong costs more than one
// that has to be asked for again. Days are calendar days in the reader's zone; no arithmetic is done in hours, so a
// change of the clocks moves nothing.
package due

import (
	"fmt"
	"time"
)

// A Date is a day of the calendar, without a time and without a zone. The zero Date is no day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// On returns the day on which t falls in t's own zone.
func On(t time.Time) Date {
	y, m, d := t.Date()
	return Date{Year: y, Month: m, Day: d}
}

// String returns the date as YYYY-MM-DD, or "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// IsZero reports whether d is no day.
func (d Date) IsZero() bool { return d == Date{} }

// In returns the moment at which d begins in the zone; nil means UTC.
func (d Date) In(zone *time.Location) time.Time {
	if zone == nil {
		zone = time.UTC
	}
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.In(time.UTC).Weekday() }

// AddDays returns the day n days later.
func (d Date) AddDays(n int) Date { return On(d.In(time.UTC).AddDate(0, 0, n)) }

// Before reports whether d lies before e.
func (d Date) Before(e Date) bool { return d.In(time.UTC).Before(e.In(time.UTC)) }

// MarshalText writes the date as YYYY-MM-DD.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	t, err := time.Parse(time.DateOnly, string(text))
	if err != nil {
		return fmt.Errorf("due: %q is no date of the form YYYY-MM-DD", text)
	}
	*d = On(t)
	return nil
}
