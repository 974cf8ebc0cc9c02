// Package bench puts the tone checker beside what a Go program could take off the
// shelf instead: a sentiment score and a list of bad words, both under the MIT
// licence. It is a module of its own, so that they never become ours:
//
//	go -C tools/bench test -bench . -cpu 1
//
// Each line holds the time a message takes in the middle and for 99 of 100, over
// two streams of ordinary talk, how much of them is flagged, and how often the
// tool is right on the labelled messages. None of them is tuned here; govader's
// threshold is that of its authors.
package bench
