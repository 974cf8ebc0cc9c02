// Package report turns a review session into a document to read: Markdown, one HTML file, a message for the thread, and
// review.json for programs.
//
// Nothing here composes. A sentence from the brief to the learnings is the text of an entry, or values of entries set side
// by side, and points to the messages it comes from; where there is nothing to say, a note says so and names the phase in
// which it would have been said. People are called by their roles; the names of action owners are the only names.
//
//	session ──► Build ──► Review ──► JSON, Markdown, HTML, Card
//
// Build is pure: the same session gives the same bytes.
package report
