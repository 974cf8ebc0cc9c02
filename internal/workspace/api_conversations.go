package workspace

import (
	"encoding/base64"
	"slices"
	"strings"
)

// inType checks the scope that goes with the type of a conversation, such as
// groups:history.
func (c *call) inType(ch *channel, right string) error {
	scope := ch.kind() + "s:" + right
	if ch.im || ch.mpim {
		scope = ch.kind() + ":" + right
	}
	return c.needs(scope)
}

// needs checks one scope.
func (c *call) needs(scope string) error {
	if c.granted([]string{scope}) {
		return nil
	}
	return &apiError{code: "missing_scope", extra: object{
		"needed": scope, "provided": strings.Join(c.config.App.Scopes, ","),
	}}
}

// readable is room for what reads messages.
func (c *call) readable() (*channel, error) {
	ch, err := c.room("channel")
	if err != nil {
		return nil, err
	}
	return ch, c.inType(ch, "history")
}

func conversationInfo(c *call) (object, error) {
	ch, err := c.room("channel")
	if err != nil {
		return nil, err
	}
	if err := c.inType(ch, "read"); err != nil {
		return nil, err
	}
	o := c.describeOne(ch)
	if c.args.yes("include_locale") {
		o["locale"] = c.localeOf(ch)
	}
	if c.args.yes("include_num_members") {
		o["num_members"] = len(ch.Members)
	}
	return object{"channel": o}, nil
}

func conversationList(c *call) (object, error) {
	types := strings.Split(c.args.str("types"), ",")
	if !c.args.has("types") {
		types = []string{"public_channel"}
	}
	var all []any
	for _, id := range c.order {
		ch := c.channels[id]
		kind := map[string]string{"im": "im", "mpim": "mpim", "group": "private_channel", "channel": "public_channel"}[ch.kind()]
		if !slices.Contains(types, kind) || !ch.visible(c.cred.BotUserID) || c.inType(ch, "read") != nil {
			continue
		}
		if ch.archived && c.args.yes("exclude_archived") {
			continue
		}
		o := c.describe(ch)
		if ch.im {
			o["is_user_deleted"] = c.users[ch.other(c.cred.BotUserID)].Deleted
		} else {
			o["num_members"] = len(ch.Members)
		}
		all = append(all, o)
	}
	page, next, err := c.page(all, c.limit(1000), "channel")
	if err != nil {
		return nil, err
	}
	return c.paged(object{"channels": page}, next), nil
}

func conversationMembers(c *call) (object, error) {
	ch, err := c.room("channel")
	if err != nil {
		return nil, err
	}
	if err := c.inType(ch, "read"); err != nil {
		return nil, err
	}
	if n := c.args.number("limit", 100); n < 1 || n > 1000 || c.args.has("limit") && c.args.number("limit", 0) == 0 {
		return nil, refuse("invalid_limit")
	}
	var all []any
	for _, id := range ch.Members {
		all = append(all, id)
	}
	page, next, err := c.page(all, c.limit(1000), "member")
	if err != nil {
		return nil, err
	}
	return c.paged(object{"members": page}, next), nil
}

// limit is how many items were asked for; an odd limit is put right.
func (c *call) limit(most int) int { return min(max(c.args.number("limit", 100), 1), most) }

// messageLimit is limit for messages, of which some apps get only a few.
func (c *call) messageLimit() int {
	most := 1000
	if c.config.PageLimit > 0 {
		most = c.config.PageLimit
	}
	return c.limit(most)
}

// cursor makes the cursor that goes on at a place, and position reads it again.
func cursor(kind, place string) string {
	return base64.StdEncoding.EncodeToString([]byte("next_" + kind + ":" + place))
}

func (c *call) position(kind string) (place string, err error) {
	given := c.args.str("cursor")
	if given == "" {
		return "", nil
	}
	raw, err := base64.StdEncoding.DecodeString(given)
	place, ok := strings.CutPrefix(string(raw), "next_"+kind+":")
	if err != nil || !ok {
		return "", refuse("invalid_cursor")
	}
	return place, nil
}

// page cuts a page out of a list. It may hold fewer items than were asked for,
// though more are to come.
func (c *call) page(all []any, limit int, kind string) (page []any, next string, err error) {
	place, err := c.position(kind)
	if err != nil {
		return nil, "", err
	}
	key := func(v any) string {
		if o, ok := v.(object); ok {
			return o["id"].(string)
		}
		return v.(string)
	}
	from := 0
	if place != "" {
		if from = slices.IndexFunc(all, func(v any) bool { return key(v) == place }); from < 0 {
			return nil, "", refuse("invalid_cursor")
		}
	}
	if limit > 1 && len(all)-from > limit && c.random.chance(2) {
		limit--
	}
	to := min(from+limit, len(all))
	if to < len(all) {
		next = cursor(kind, key(all[to]))
	}
	return slices.Concat([]any{}, all[from:to]), next, nil
}

// paged adds the cursor to an answer. At the end Slack sends an empty one, or
// null, or none.
func (c *call) paged(answer object, next string) object {
	switch {
	case next != "":
		answer["response_metadata"] = object{"next_cursor": next}
	case c.random.chance(3):
	case c.random.chance(2):
		answer["response_metadata"] = object{"next_cursor": nil}
	default:
		answer["response_metadata"] = object{"next_cursor": ""}
	}
	return answer
}

// within tells whether a message lies between oldest and latest.
func (c *call) within(m *message) bool {
	oldest, latest := c.args.str("oldest"), c.args.str("latest")
	if c.args.yes("inclusive") {
		return !(oldest != "" && oldest != "0" && before(m.TS, oldest)) && !(latest != "" && before(latest, m.TS))
	}
	return !(oldest != "" && oldest != "0" && !before(oldest, m.TS)) && !(latest != "" && !before(m.TS, latest))
}

// before compares two ts, of which one may lack its leading zeros or its
// fraction.
func before(a, b string) bool { return fullTS(a) < fullTS(b) }

func fullTS(ts string) string {
	seconds, fraction, _ := strings.Cut(ts, ".")
	if len(seconds) < 10 {
		seconds = strings.Repeat("0", 10-len(seconds)) + seconds
	}
	return seconds + "." + (fraction + "000000")[:6]
}

func conversationHistory(c *call) (object, error) {
	ch, err := c.readable()
	if err != nil {
		return nil, err
	}
	if !ch.has(c.cred.BotUserID) {
		return nil, refuse("not_in_channel")
	}
	place, err := c.position("ts")
	if err != nil {
		return nil, err
	}
	limit := c.messageLimit()
	messages, next := []any{}, ""
	for _, m := range slices.Backward(ch.messages) {
		if m.isReply() && m.Subtype != "thread_broadcast" || place != "" && m.TS > place || !c.within(m) {
			continue
		}
		if len(messages) == limit {
			next = cursor("ts", m.TS)
			break
		}
		messages = append(messages, c.wire(m, c.args.yes("include_all_metadata")))
	}
	return c.paged(object{"messages": messages, "has_more": next != "", "pin_count": 0}, next), nil
}

func conversationReplies(c *call) (object, error) {
	ch, err := c.readable()
	if err != nil {
		return nil, err
	}
	if !ch.has(c.cred.BotUserID) && !c.config.Lenient.RepliesOutside {
		return nil, refuse("not_in_channel")
	}
	parent := ch.find(c.args.str("ts"))
	if parent == nil {
		return nil, refuse("thread_not_found")
	}
	place, err := c.position("ts")
	if err != nil {
		return nil, err
	}
	all := c.args.yes("include_all_metadata")
	messages, next := []any{c.wire(parent, all)}, ""
	for _, m := range ch.replies(parent.TS) {
		if m.TS < place || !c.within(m) {
			continue
		}
		if len(messages) > c.messageLimit() {
			next = cursor("ts", m.TS)
			break
		}
		messages = append(messages, c.wire(m, all))
	}
	return c.paged(object{"messages": messages, "has_more": next != ""}, next), nil
}

func conversationOpen(c *call) (object, error) {
	if id := c.args.str("channel"); id != "" {
		ch, err := c.room("channel")
		if err != nil || !ch.im && !ch.mpim {
			return nil, refuse("channel_not_found")
		}
		return object{"channel": object{"id": ch.ID}, "no_op": true, "already_open": true}, nil
	}
	users := strings.Split(c.args.str("users"), ",")
	if users[0] == "" {
		return nil, refuse("users_list_not_supplied")
	}
	scope := "im:write"
	if len(users) > 1 {
		scope = "mpim:write"
	}
	if err := c.needs(scope); err != nil {
		return nil, err
	}
	if len(users) > 8 {
		return nil, refuse("too_many_users")
	}
	for _, id := range users {
		who := c.users[id]
		switch {
		case who == nil:
			return nil, refuse("user_not_found")
		case who.ID == c.cred.BotUserID, who.Bot && !c.config.Lenient.DirectToBots:
			return nil, refuse("cannot_dm_bot")
		case who.Deleted:
			return nil, refuse("user_disabled")
		}
	}
	known := len(c.order)
	var ch *channel
	if len(users) == 1 {
		ch = c.direct(c.cred.BotUserID, users[0])
	} else {
		ch = c.group(append([]string{c.cred.BotUserID}, users...))
	}
	answer := object{"channel": object{"id": ch.ID}}
	if c.args.yes("return_im") {
		answer["channel"] = c.describeOne(ch)
	}
	if len(c.order) == known {
		answer["no_op"], answer["already_open"] = true, true
	}
	c.effect.Channel = ch.ID
	return answer, nil
}

func conversationJoin(c *call) (object, error) {
	ch, err := c.room("channel")
	switch {
	case err != nil:
		return nil, err
	case ch.Private || ch.im:
		return nil, refuse("method_not_supported_for_channel_type")
	case ch.archived:
		return nil, refuse("is_archived")
	}
	answer := object{}
	if ch.has(c.cred.BotUserID) {
		answer["warning"] = "already_in_channel"
		answer["response_metadata"] = object{"warnings": []string{"already_in_channel"}}
	}
	c.join(ch, c.cred.BotUserID, "")
	answer["channel"] = c.describeOne(ch)
	return answer, nil
}

func conversationLeave(c *call) (object, error) {
	ch, err := c.room("channel")
	if err != nil {
		return nil, err
	}
	if ch.im || ch.mpim {
		return nil, refuse("method_not_supported_for_channel_type")
	}
	if !ch.has(c.cred.BotUserID) {
		return nil, &apiError{extra: object{"not_in_channel": true}} // ok is false, and yet there is no error
	}
	c.leave(ch, c.cred.BotUserID)
	return object{}, nil
}
