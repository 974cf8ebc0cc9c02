// Package walls holds no code, only tests that look at the source of all the
// others: who imports whom, who looks at a clock, and whether a secret was
// committed. They keep the promises of the layout that no compiler keeps.
package walls
