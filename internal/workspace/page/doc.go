// Package page is the browser page of a workspace: people open it, choose who
// they are, and use the workspace as they would use Slack.
//
// The page is one HTML shell, plain JavaScript modules and style sheets, all
// embedded, with nothing loaded from elsewhere and no build step. It reads what
// one person can see, acts through that person alone, and hears of changes by
// server-sent events.
//
//	GET  /                    the shell, also under /archives/CHANNEL[/pTS] and /docs/TEAM/CANVAS
//	GET  /static/…            scripts, styles, the icon
//	GET  /page/people         who one can be
//	POST /page/become         {"user"} → {"session"}
//	POST /page/leave          {"sessions"}: their windows have closed
//	GET  /page/state          the person, the app, users, channels, open modals
//	GET  /page/messages       ?channel=&thread=&limit=, and before=, from= or around= a ts
//	GET  /page/threads        the threads the person takes part in
//	GET  /page/search         ?q= in the messages the person can read
//	GET  /page/files          ?channel=
//	GET  /page/canvas         ?id=
//	GET  /page/home           the app's Home for the person
//	GET  /page/suggest        ?view= or ?channel=&ts=, block_id, action_id, query
//	GET  /page/file/ID        ?how=text|open|download
//	GET  /page/stream         server-sent events: one Change each, ready, and rehearsal with the Playbill
//	POST /page/do             {"do": VERB, …}; see deed
//	POST /page/rehearsal      {"do": VERB, …}; see RehearsalDeed; without a session
//
// All but the first three and the last need a session, in the X-Session header
// or, where a browser can send none, in the query as s.
//
// # The scripts
//
// What is known flows one way: api.js and stream.js talk to the workspace,
// world.js and history.js put what they hear into state.js, and the panes draw
// from it whenever it says that a part is new. An answer may be older than what the
// stream has told since it was asked for: reread.js and world.js see to it that it
// undoes nothing, and press.js that nothing is drawn anew under a press. No script
// turns text into markup.
//
//   - Places: router.js and the address; channel.js, thread.js, home.js, threads.js,
//     search.js; details.js with about.js and profile.js.
//   - The list of messages: timeline.js, rows.js, scroll.js, walk.js, messages.js.
//   - Writing: composer.js, attach.js, complete.js, commands.js, drafts.js,
//     format.js, picker.js, wire.js.
//   - Getting about: sidebar.js, find.js, palette.js, unread.js, keys.js, panes.js.
//   - Block Kit: blocks.js, elements.js, modal.js and what they draw with.
//
// # What tests can hold on to
//
// Controls and regions carry a data-testid:
//
//	me, person-menu, person-U…       who one is; the list of people; one of them
//	chooser                          the list of people of a window that is nobody yet
//	channel-C…, dm-U…, app, threads  rows of the sidebar
//	section-NAME                     folds a section of it
//	find, find-messages              the field that filters the sidebar; searches messages
//	thread-card; search-told, found  a thread one takes part in; what a search found
//	canvas-pane                      a canvas that is read
//	palette-field, palette-item      the jump palette
//	keys, help                       the list of keys; what opens it
//	you                              who one is, where the sidebar is not on the screen
//	members, details-toggle          open the details pane
//	details, details-close           the pane; member-U…, topic-change, topic-field,
//	                                 add-member, leave, message-person, become-person,
//	                                 about-command are in it
//	menu                             opens the sidebar on a narrow window
//	channel-pane, channel-title      the open conversation
//	messages, thread-messages        its list; the list of the thread beside it
//	message                          one message, with data-ts, and data-whisper
//	                                 when it is only visible to its person
//	replies                          the count that opens the thread
//	composer, thread-composer        the text fields; send, thread-send their buttons
//	completion, usage                what the composer proposes; completion-item; how a command goes on
//	attach, composer-emoji           beside the field; attached is a file that waits
//	composer-notice                  what was not sent, with send-again; paste-as-file
//	toolbar-react, toolbar-reply,    of a message, visible on hover and focus
//	toolbar-more
//	menu-shortcut-CALLBACK,          entries behind toolbar-more
//	menu-edit, menu-delete, menu-link
//	reaction-NAME, pick-NAME         an emoji on a message; one in the picker
//	dismiss                          takes an ephemeral message away
//	failure                          says that the app did not answer a press
//	edit-field, edit-save, edited    editing an own message; the mark it leaves
//	block-button, block-overflow     elements of blocks, with data-action and data-block
//	feedback, icon-button            elements of context_actions; data-side of a thumb
//	choices-note                     what a select says below its list
//	picture, lightbox                a picture that opens large, and where it does
//	copy-code                        copies a block of code
//	unknown-block                    a block this page cannot draw
//	modal, modal-submit, modal-close, the top modal; input-error its refused fields
//	modal-cancel, modal-back,        leads to the one below; says that the app did not
//	modal-trouble                    answer
//	confirm, confirm-yes, confirm-no the question before a dangerous step
//	home, home-tab, messages-tab     the app's Home and its direct messages
//	file, file-open, file-preview    a file of a message
//	thread-close, thread-back        closes the thread; the same where it covers the channel
//	join, latest                     joins the channel; jumps to the newest message
//	guide, guide-act, guide-rehearse the welcome of first visitors, and what it offers
//	guide-hide, hint-hide            turns the guide off
//	hint, hint-act                   one line on what to do next; what it offers
//	guide-menu                       of the sidebar; its entries are menu-rehearse, menu-guide
//	rehearsal                        the panel of a play, with data-part and data-paused;
//	                                 the strip around it has data-world
//	play-pause, play-step,           its controls
//	play-speed, play-menu,
//	play-restart, play-other,
//	play-leave
//	overhear                         tells of a whisper to somebody of the play; overhear-act
//	choose, choose-NAME, choose-part-PART, choose-speed, choose-go
//	                                 the choice of an incident
//	toast, toast-act                 a notice, with data-level; what it offers to do
//	connection, link-line            the state of the link, with data-state; a longer break of it
package page
