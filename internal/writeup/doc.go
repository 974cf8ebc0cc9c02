// Package writeup reads a post-mortem that somebody wrote in Markdown, in whatever shape, and holds it against the
// rubric.
//
// It looks for what is certainly there and certainly missing. What it does not recognise it leaves to people: a sound
// sentence that is found fault with costs more than a fault that is missed.
package writeup
