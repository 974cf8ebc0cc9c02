//go:build race

package tone

// raced says that the race detector is on, which empties pools at random.
const raced = true
