package workspace_test

// The mutants, by the file they change.
var mutants = []mutant{
	// Deliveries.
	{"sends commands again", "deliver.go", `if d.kind != "events_api" || d.attempt == retries {`, `if d.attempt == retries {`, "TestB25CommandsAreNeverRetried"},
	{"sends interactions again", "deliver.go", `if d.kind != "events_api" || d.attempt == retries {`, `if d.kind == "slash_commands" || d.attempt == retries {`, "TestB26InteractionsAreNeverRetried"},
	{"loses an event that was not acked", "deliver.go", `if d.kind != "events_api" || d.attempt == retries {`, `if d.kind != "events_api" || d.attempt == 1 {`, "TestB12RedeliversUnackedEvents"},
	{"sends a fourth retry", "deliver.go", `retries = 3 //`, `retries = 4 //`, "TestB12RedeliversUnackedEvents"},
	{"waits longer than three seconds", "deliver.go", `ackTime = 3 * time.Second`, `ackTime = 4 * time.Second`, "TestB12RedeliversUnackedEvents"},
	{"retries under the old envelope id", "deliver.go", "	d.envelope = w.random.uuid()\n", "	if d.envelope == \"\" {\n		d.envelope = w.random.uuid()\n	}\n", "TestB12RedeliversUnackedEvents"},
	{"lets a late ack undo a retry", "deliver.go", "	w.settle(d)\n	if d.kind", "	w.cancel(d.timeout)\n	if d.kind", "TestB12LateAckUndoesNothing"},
	{"takes the ack of an unknown envelope", "deliver.go", "	if d == nil {\n		w.journal.add(record)\n		return\n", "	for _, d = range w.inflight {\n	}\n	if d == nil {\n		w.journal.add(record)\n		return\n", "TestB20AcksOfUnknownEnvelopesAreIgnored"},
	{"takes the payload of an event's ack", "deliver.go", "	w.settle(d)\n	if d.acked", "	w.settle(d)\n	if d.kind == \"events_api\" && len(payload) > 0 {\n		w.post(w.channels[w.order[0]], &message{})\n	}\n	if d.acked", "TestB20AcksOfUnknownEnvelopesAreIgnored"},
	{"loses an event that was held back", "deliver.go", "	if w.held == d {\n		w.held = nil\n", "	if w.held == d {\n		w.held = nil\n		return\n", "TestB13Disorder"},
	{"delivers beyond the ceiling", "rates.go", `if sum >= most {`, `if sum > most {`, "TestB12CeilingOfAnHour"},
	{"tells of the ceiling all the time", "rates.go", `if w.events.told != minute {`, `if w.events.told != minute+1 {`, "TestB12CeilingOfAnHour"},

	// Sockets and HTTP.
	{"opens a used address again", "socket.go", `delete(w.tickets, ticket)`, `_ = ticket`, "TestB20SocketAddressWorksOnce"},
	{"opens an eleventh socket", "socket.go", `if len(w.links) >= maxLinks {`, `if len(w.links) > maxLinks {`, "TestB21TenSockets"},
	{"sends a payload to all sockets", "socket.go", `l := w.links[w.random.r.IntN(len(w.links))]`, "l := w.links[0]\n		for _, o := range w.links[1:] {\n			o.put(frame)\n		}", "TestB21TenSockets"},
	{"delivers into a half-open socket", "socket.go", `if l.mute || l.put(frame) {`, `if l.put(frame) {`, "TestB22HalfOpenSockets"},
	{"takes an ack of 20 KB", "socket.go", `if len(frame) >= maxAck {`, `if len(frame) > maxAck {`, "TestB23LargeAcksAreDropped"},
	{"signs with another version", "signed.go", `"v0="+hex`, `"v1="+hex`, "TestB24SignedHTTP"},
	{"retries against the app's will", "signed.go", "		if noRetry {\n", "		if noRetry && d.attempt > 0 {\n", "TestB24NoRetryOnDemand"},
	{"takes any answer to the challenge", "signed.go", `resp.StatusCode != http.StatusOK || a.Challenge != challenge`, `resp.StatusCode != http.StatusOK`, "TestB24ChallengeComesFirst"},
	{"keeps sockets beside HTTP", "signed.go", "	w.endpoints = &e\n	w.cutLinks()\n", "	w.endpoints = &e\n", "TestB24SignedHTTP"},

	// Events.
	{"tells of channels without the bot", "wire.go", `if c != nil && !c.has(w.cred.BotUserID) {`, `if c != nil && c.im && !c.has(w.cred.BotUserID) {`, "TestB06EventsOnlyFromOwnChannels"},
	{"tells of mentions outside", "wire.go", `w.config.Lenient.MentionsOutside && !c.Private {`, `!c.Private {`, "TestB06EventsOnlyFromOwnChannels"},
	{"tells what nobody subscribed to", "wire.go", `if w.over || !slices.Contains(w.config.App.Events, subscription) {`, `if w.over {`, "TestB04EventsNeedTheirScopes"},
	{"tells without the scope", "wire.go", `needed != nil && !w.granted(needed) {`, `needed != nil && len(needed) > 9 {`, "TestB04EventsNeedTheirScopes"},
	{"gives a mention the id of its message", "wire.go", `id := "Ev" + w.random.id("0")`, `id := "Ev" + w.cred.TeamID`, "TestB14MentionComesTwice"},
	{"says who edited on the outside", "wire.go", `"ts": ts, "event_ts": ts, "message": w.wire(m, false)`, `"user": m.User, "ts": ts, "event_ts": ts, "message": w.wire(m, false)`, "TestB15Edit"},
	{"shows metadata unasked", "wire.go", "			if !allMetadata {\n", "			if !allMetadata && len(meta) > 9 {\n", "TestB40Metadata"},

	// Whispers.
	{"echoes whispers", "ephemerals.go", "	open := slices.Clone(w.pages[user])\n", "	open := slices.Clone(w.pages[user])\n	w.announce(c, m)\n", "TestB17WhispersAndViewsNeverComeBack"},
	{"shows whispers to others", "ephemerals.go", `w.tellUser(user, Change{Type: "ephemeral", Channel: c.ID,`, `w.tell(c, Change{Type: "ephemeral",`, "TestB30WhispersAreNowhereElse"},
	{"gives others' whispers out", "ephemerals.go", `if e.user == p.id && e.channel.ID == channel`, `if e.channel.ID == channel`, "TestB30Whispers"},
	{"lets others press in whispers", "ephemerals.go", `if e.user == user && e.channel.ID == channel`, `if e.channel.ID == channel`, "TestB28ReplaceAndDeleteAlsoWhispers"},
	{"puts whispers into the history", "ephemerals.go", "	open := slices.Clone(w.pages[user])\n", "	open := slices.Clone(w.pages[user])\n	c.messages = append(c.messages, m)\n", "TestB30WhispersAreNowhereElse"},
	{"whispers in a thread without replies", "ephemerals.go", `if parent == nil || parent.ReplyCount == 0 {`, `if parent == nil {`, "TestB30Whispers"},
	{"keeps whispers for later", "ephemerals.go", `if len(open) == 0 {`, `if len(open) > 9 {`, "TestB30Whispers"},
	{"keeps whispers over a reload", "watch.go", `return len(e.pages) == 0`, `return len(e.pages) > 9`, "TestB30Whispers"},
	{"whispers to people outside", "api_chat.go", `case !ch.has(user):`, `case user == "":`, "TestB30Whispers"},

	// Response addresses, triggers, views.
	{"takes a trigger twice", "interactions.go", `t.used = true`, `_ = t`, "TestB29Triggers"},
	{"takes a late trigger", "interactions.go", `c.clock.Now().Sub(t.at) > triggerTime`, `c.clock.Now().Sub(t.at) > 2*triggerTime`, "TestB29Triggers"},
	{"answers a response_url six times", "interactions.go", `case r.uses == responseUses:`, `case r.uses > responseUses:`, "TestB28ResponseURLEnds"},
	{"answers an old response_url", "interactions.go", `case r == nil || w.clock.Now().Sub(r.at) > responseTime:`, `case r == nil:`, "TestB28ResponseURLEnds"},
	{"answers in public unasked", "interactions.go", `case said.str("response_type") == "in_channel":`, `case said.str("response_type") != "ephemeral":`, "TestB28ResponseURLIsEphemeralByDefault"},
	{"replaces messages of others", "interactions.go", `if original == nil || original.BotID != w.cred.BotID {`, `if original == nil {`, "TestB28MessagesOfOthersStay"},
	{"deletes messages of others", "interactions.go", `case m == nil || m.BotID != w.cred.BotID:`, `case m == nil:`, "TestB28MessagesOfOthersStay"},
	{"sends commands that were typed in a thread", "person_use.go", "	if threadTS != \"\" {\n", "	if threadTS == \"x\" {\n", "TestB25SlashCommand"},
	{"lets others use one's home", "person_views.go", `v.user != p.id || `, ``, "TestB33Home"},
	{"stacks four modals", "api_views.go", `case len(c.stacks[t.user]) >= stackLimit:`, `case len(c.stacks[t.user]) > stackLimit:`, "TestB31StackOfThree"},
	{"throws away what was entered", "person_views.go", `body: payload, failed: trouble,`, `body: payload, failed: func(string) { p.w.clear(p.id) },`, "TestB32AnswersToSubmissions"},
	{"tells of closing unasked", "person_views.go", `if !v.NotifyOnClose {`, `if v.NotifyOnClose && v.ID == "" {`, "TestB32ViewClosed"},

	// Messages and rooms.
	{"lets the bot edit messages of others", "api_chat.go", `case m.BotID != c.cred.BotID:`, `case m.TS == "":`, "TestB37UpdateAndDelete"},
	{"lets people edit messages of others", "person.go", `case m.User != p.id || m.BotID != "":`, `case m.BotID != "":`, "TestB15Edit"},
	{"opens private channels to all", "channels.go", `c.has(user) || !c.Private && !c.im }`, `c.has(user) || !c.im }`, "TestB49OthersCannotBeReached"},
	{"opens direct messages to all", "channels.go", `c.has(user) || !c.Private && !c.im }`, `c.has(user) || !c.Private }`, "TestB10DirectMessages"},
	{"tells all pages of everything", "watch.go", "		if c.visible(user) {\n", "		if user != \"\" {\n", "TestB49OthersCannotBeReached"},
	{"gives files to anybody", "files.go", `slices.ContainsFunc(f.shared, func(c *channel) bool { return c.visible(user) })`, `len(f.shared) > 0`, "TestB49OthersCannotBeReached"},
	{"finds messages in rooms of others", "person_search.go", `if !c.visible(p.id) || `, `if `, "TestB49OthersCannotBeReached"},
	{"names private channels", "channels.go", "		return \"privategroup\"\n", "		return c.Name\n", "TestPayloadsHidePrivateNames"},
	{"posts where the bot is not", "api_chat.go", `case !ch.has(c.cred.BotUserID) && !c.granted(`, `case c.base == "" && !c.granted(`, "TestB07PostingWithoutMembership"},
	{"serves methods without the scope", "api.go", `case !w.granted(m.scopes):`, `case len(m.scopes) > 9:`, "TestB04MethodsNeedTheirScopes"},
	{"gives a ts twice", "messages.go", `c.last = max(w.clock.Now().UnixMicro(), c.last+1)`, `c.last = w.clock.Now().UnixMicro()`, "TestB05TimestampsRise"},
	{"answers to what is gone in a thread", "messages.go", `m.gone() && !w.config.Lenient.ReplyToTombstone {`, `m.TS == "" {`, "TestB36Threads"},
	{"takes a file of another length", "files.go", `case err != nil || len(content) != f.length:`, `case err != nil:`, "TestB39Files"},
	{"shows canvases to anybody", "canvases.go", `who == p.id || ch != nil && ch.visible(p.id)`, `who != "" || ch != nil`, "TestACanvasIsSharedAfterItsLink"},
	{"shares a canvas whose link was never sent", "canvases.go", `return !ch.holdsLink(one.ID)`, `return ch == nil`, "TestACanvasIsSharedAfterItsLink"},
	{"writes markup into canvases", "canvases_markdown.go", `case markup.MatchString(plain):`, `case markup.MatchString(""):`, "TestWhatACanvasTakes"},
	{"never limits", "rates.go", `if b.tokens >= 1-1e-9 {`, `if b.tokens >= -1e9 {`, "TestB43RateBuckets"},
	{"limits one method for another", "rates.go", `return w.take(name, burst, rate/60)`, `return w.take("all", burst, rate/60)`, "TestB43Tiers"},

	// Faults, journal, time.
	{"fails by another chance each time", "faults.go", `rand.NewPCG(f.Seed, 0xfa17)`, `rand.NewPCG(rand.Uint64(), 0xfa17)`, "TestB44FaultsByChance"},
	{"fails other methods", "faults.go", `f.Method != "" && f.Method != name || `, ``, "TestB44FaultsByChance"},
	{"applies what was never answered", "api.go", "			w.ignore(r, record)\n			return answer{cut: true}\n", "			w.ignore(r, record)\n", "TestB44CallsThatAreNeverAnswered"},
	{"forgets what it answered", "journal.go", `r.Status, r.Answer, r.Effect = status, answer, effect`, `r.Status, r.Effect = status, effect`, "TestB45Journal"},
	{"forgets what it refused", "api.go", "	w.journal.add(record)\n	return done\n", "	return done\n", "TestB45EveryRequestIsWrittenDown"},
	{"keeps tokens", "args.go", "	delete(a, \"token\")\n	return a, token, inHeader, nil\n", "	return a, token, inHeader, nil\n", "TestB45EveryRequestIsWrittenDown"},
	{"makes other ids from the same seed", "ids.go", `rand.NewPCG(seed, 0x51ac)`, `rand.NewPCG(rand.Uint64(), 0x51ac)`, "TestB45Journal"},
	{"rests while a timer is due", "workspace.go", `return len(w.timers) == 0 || w.timers[0].due.After(w.clock.Now())`, `return true`, "TestADueTimerIsWorkToDo"},
}
