// Package postmortem is the meeting itself: what may happen in a blameless
// incident review, and what follows from it. It has no clock, disk, network or
// Slack; a test fails when it imports one.
//
// The world sends an [Input] (a command, a message, a click, a tick, the result
// of an effect). [Guide.Decide] looks at the [Session] and answers with a
// [Decision]: the events that became true and the effects that must now be done
// to the world. [Session.Apply] takes an event in. That is all:
//
//	input ──► Decide(session, input) ──► events  ──► Apply ──► session
//	  ▲                                └► effects ──► (done by somebody else)
//	  └──────────────────── their results ◄───────────────┘
//
// Three things are kept apart on purpose. The events are the log: they refer to
// messages and entries by id and hold no text that anybody wrote. The texts
// (Session.Texts) can be erased, one by one, when a message is deleted. What is
// needed to hold back a second whisper (Session.Private) is erased when the
// review closes. Replaying the events gives the same session whatever has been
// erased since.
package postmortem
