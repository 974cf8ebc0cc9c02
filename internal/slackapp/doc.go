// Package slackapp carries the meeting to and from Slack.
//
// A [Client] speaks: it turns cards into Block Kit and calls the Web API, each
// call once, and says of a failure whether the deed is certainly not done
// ([Later], [Refused]) or uncertain. A [Listener] hears: events, commands,
// clicks and forms arrive over Socket Mode or HTTP, become a
// [postmortem.Input], and are acknowledged once the [Meeting] has written them
// down.
package slackapp
