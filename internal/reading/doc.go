// Package reading shows reviews as pages in a browser: a list, and one page for each review, where what a sentence rests on
// is seen beside it.
//
// There are two doors. Without [Passes] the pages answer on this machine only, to whoever sits at it. With them, somebody
// comes in by a link that the bot gave them in Slack, and sees the reviews of the channel in which they asked for it:
//
//	Slack ──► Passes.Link ──► #fragment ──► POST enter ──► a cookie for some hours ──► the reviews of one channel
//
// The pass stands in the fragment of the link, which browsers send to nobody: it is in no log and no Referer. Nothing on a
// page is loaded from elsewhere, and nothing is kept here but which passes were used.
package reading
