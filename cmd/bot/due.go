package main

import (
	"context"
	"flag"
	"fmt"
	"time"

	"github.com/remedybot/remedy/internal/due"
)

// runDue says how a due date in words is read.
func runDue(_ context.Context, args []string, e env) error {
	set := flag.NewFlagSet("due", flag.ContinueOnError)
	now, zone := set.String("now", "", ""), set.String("zone", "UTC", "")
	rest, err := flags(set, args)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return usage("give one phrase, in quotes")
	}
	loc, err := time.LoadLocation(*zone)
	if err != nil {
		return usage("--zone is %q; write a name such as Europe/Berlin", *zone)
	}
	at := time.Now()
	if *now != "" {
		if at, err = time.Parse(time.RFC3339, *now); err != nil {
			return usage("--now is %q; write a time such as 2026-03-25T10:00:00Z", *now)
		}
	}
	day, err := due.Parse(rest[0], at, loc)
	if err != nil {
		return err
	}
	fmt.Fprintln(e.stdout, day.In(loc).Format("2006-01-02 Monday"))
	return nil
}
