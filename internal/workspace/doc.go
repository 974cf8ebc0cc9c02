// Package workspace is a Slack workspace on loopback: people, channels, the Web
// API, Socket Mode and signed HTTP, with Slack's rules and none of Slack. A bot
// that is pointed at it runs the code that it runs in production, and a bot that
// Slack would refuse is refused here.
//
// It knows nothing of any bot. It speaks Slack's wire formats to an app and Go to
// whoever plays the people, and it imports no other package of this module.
//
//	 people (a page, a script, a test)            the app
//	      │  Say, Press, Submit …            Web API │  ▲ sockets, signed HTTP
//	   Person ──────┐                  ┌──── Handler─┘  │
//	      ▲         ▼                  ▼                │
//	Watch │     ┌──────────────────────────────┐        │
//	      └─────│  state, under one lock       │────────┘
//	    tell    │  people channels messages    │   deliver
//	            │  views files triggers        │
//	            └──────────────────────────────┘
//	               ▲ timers    ▼ journal
//
// The rooms:
//
//   - State: people.go, channels.go, messages.go, reactions.go, views.go, files.go,
//     ephemerals.go. Whatever changes it tells the people's pages (watch.go) and
//     emits events (wire.go) in the same breath.
//   - Towards the app: deliver.go keeps an event, command or interaction under way
//     until it is acked or given up; socket.go and signed.go are the two roads.
//   - What apps are shown: wire.go, describe.go, people.go, avatars.go.
//   - From the app: api.go takes a request through its stations, methods.go lists
//     what is imitated, api_*.go do it, blocks*.go, richtext.go and elements*.go check
//     what is to be shown, rates.go and faults.go stand in the way.
//   - From people: person*.go; used.go finds what they press, values.go, state.go and
//     interactions.go make the payloads and take the answers, suggestions.go asks for
//     options, text.go turns what is typed into what is sent.
//
// Three things hold throughout:
//
// There is one clock and one heap of timers (timers.go), so that [Workspace.Idle] is
// read off the state: as long as a manual clock stands still, nothing times out.
// Only the pings of a socket follow the machine's time.
//
// There is one seed. The same calls in the same order give the same ids and the same
// chances.
//
// Nobody outside can hold up the inside: sockets and watchers have queues of their
// own, and who does not read is cut off or told to read anew.
//
// Where Slack's behaviour is documented it is followed. Where it is not, the harsher
// reading is taken, and [Lenient] has a switch.
package workspace
