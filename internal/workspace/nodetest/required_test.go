//go:build unix

package nodetest_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A requirement is what samples must have, where Slack's types call everything
// optional. A field is a path and the type of what stands there; a path with a * in
// it holds for every element of a list.
type requirement struct {
	samples string // their name, or its beginning up to a *
	when    string // only where this path holds true; with a !, where it does not
	fields  string
}

// required is what Slack's own examples have: of the Web API on the page of each
// method (docs.slack.dev/reference/methods/NAME), of events on theirs
// (docs.slack.dev/reference/events/NAME), of interactions under
// docs.slack.dev/reference/interaction-payloads, of frames on
// docs.slack.dev/apis/events-api/using-socket-mode.
var required = []requirement{
	{"*", "refused", "ok:false error:string"},
	{"*", "answered", "ok:true"},

	{"auth.test", "answered", "url:string team:string user:string team_id:id user_id:id bot_id:id is_enterprise_install:boolean"},
	{"apps.connections.open", "answered", "url:string"},
	{"chat.postMessage", "answered", "channel:id ts:ts message.type:string message.text:string message.ts:ts message.user:id message.bot_id:id"},
	{"chat.postMessage", "message.attachments", "message.attachments.*.id:number message.attachments.*.fallback:string"},
	{"chat.postMessage", "message.thread_ts", "message.thread_ts:ts message.parent_user_id:id"},
	{"chat.postEphemeral", "answered", "message_ts:ts"},
	{"chat.update", "answered", "channel:id ts:ts text:string message.text:string message.user:id message.edited.user:id message.edited.ts:ts"},
	{"chat.delete", "answered", "channel:id ts:ts"},
	{"chat.getPermalink", "answered", "channel:id permalink:string"},
	{"conversations.history", "answered", "messages:list has_more:boolean pin_count:number messages.*.type:string messages.*.text:string messages.*.ts:ts"},
	{"conversations.history", "has_more", "response_metadata.next_cursor:string"},
	{"conversations.replies", "answered", "messages:list has_more:boolean messages.0.reply_count:number messages.0.thread_ts:ts messages.0.latest_reply:ts messages.*.ts:ts"},
	{"conversations.replies", "has_more", "response_metadata.next_cursor:string"},
	{"conversations.info", "channel", "channel.id:id channel.created:number channel.is_im:boolean channel.is_org_shared:boolean channel.last_read:ts"},
	{"conversations.info", "channel.is_im", "channel.user:id channel.is_open:boolean channel.priority:number"},
	{"conversations.info", "channel.name", "channel.name_normalized:string channel.is_channel:boolean channel.is_group:boolean channel.is_private:boolean " +
		"channel.is_mpim:boolean channel.is_archived:boolean channel.is_general:boolean channel.is_shared:boolean channel.is_ext_shared:boolean " +
		"channel.is_pending_ext_shared:boolean channel.pending_shared:list channel.is_member:boolean channel.creator:id channel.unlinked:number " +
		"channel.previous_names:list channel.topic.value:string channel.topic.creator:string channel.topic.last_set:number channel.purpose.value:string"},
	{"conversations.list", "answered", "channels:list channels.*.id:id channels.*.created:number channels.*.is_im:boolean channels.*.is_org_shared:boolean response_metadata.next_cursor:string|null"},
	{"conversations.members", "answered", "members:list members.*:id"},
	{"conversations.open", "answered", "channel.id:id"},
	{"conversations.open", "channel.is_im", "channel.created:number channel.user:id channel.is_open:boolean channel.last_read:ts channel.priority:number no_op:true already_open:true"},
	{"conversations.join", "answered", "channel.id:id channel.name:string channel.is_member:true"},
	{"conversations.join", "warning", "warning:string response_metadata.warnings:list"},
	{"users.info", "answered", "user.id:id user.team_id:id user.name:string user.deleted:boolean user.color:string user.real_name:string user.tz:string " +
		"user.tz_label:string user.tz_offset:number user.is_admin:boolean user.is_owner:boolean user.is_primary_owner:boolean user.is_restricted:boolean " +
		"user.is_ultra_restricted:boolean user.is_bot:boolean user.is_app_user:boolean user.updated:number user.locale:string user.profile.real_name:string " +
		"user.profile.display_name:string user.profile.avatar_hash:string user.profile.status_text:string user.profile.status_emoji:string " +
		"user.profile.image_24:string user.profile.image_48:string user.profile.image_72:string user.profile.image_192:string user.profile.image_512:string user.profile.team:id"},
	{"users.info", "user.is_bot", "user.profile.bot_id:id"},
	{"users.list", "answered", "members:list members.*.id:id members.*.name:string members.*.profile.real_name:string cache_ts:number response_metadata.next_cursor:string"},
	{"views.*", "answered", "view.id:id view.team_id:id view.type:string view.blocks:list view.private_metadata:string view.callback_id:string view.state.values:object " +
		"view.hash:string view.clear_on_close:boolean view.notify_on_close:boolean view.root_view_id:id view.app_id:id view.external_id:string view.bot_id:id " +
		"view.close:null|object view.submit:null|object view.previous_view_id:null|id"},
	{"views.open", "answered", "view.title.type:string view.title.text:string"},
	{"files.getUploadURLExternal", "answered", "upload_url:string file_id:id"},
	{"files.completeUploadExternal", "answered", "files:list files.*.id:id files.*.title:string"},
	{"conversations.leave", "not_in_channel", "ok:false not_in_channel:true"},
	{"*", "needed", "provided:string"},
	{"pins.add", "", "req_method:string"},
	{"canvases.create", "answered", "canvas_id:id"},

	{"events_api/*", "event", "token:string team_id:id api_app_id:id type:string event_id:id event_time:number event_context:string event.type:string event.event_ts:ts " +
		"authorizations:list authorizations.*.team_id:id authorizations.*.user_id:id authorizations.*.is_bot:boolean " +
		"authorizations.*.is_enterprise_install:boolean is_ext_shared_channel:boolean"},
	{"events_api/app_rate_limited", "", "token:string team_id:id type:string minute_rate_limited:number api_app_id:id"},
	{"events_api/message*", "", "event.channel:id event.channel_type:string event.ts:ts"},
	{"events_api/message", "event.client_msg_id", "event.user:id event.team:id event.text:string event.blocks:list"},
	{"events_api/message", "event.bot_id", "event.user:id event.app_id:id event.bot_profile.id:id event.bot_profile.name:string event.bot_profile.icons.image_48:string"},
	{"events_api/message/message_changed", "", "event.message.ts:ts event.previous_message.ts:ts event.hidden:true"},
	{"events_api/message/message_deleted", "", "event.deleted_ts:ts event.previous_message.ts:ts event.hidden:true"},
	{"events_api/message/file_share", "", "event.files.*.id:id event.files.*.url_private:string event.files.*.mimetype:string event.upload:boolean"},
	{"events_api/app_mention", "", "event.user:id|missing event.text:string event.ts:ts event.channel:id event.team:id"},
	{"events_api/app_home_opened", "", "event.user:id event.channel:id event.tab:string"},
	{"events_api/member_*", "", "event.user:id event.channel:id event.channel_type:string event.team:id"},
	{"events_api/reaction_*", "", "event.user:id event.reaction:string event.item_user:id event.item.type:string event.item.channel:id event.item.ts:ts"},

	{"slash_commands", "", "token:string team_id:id team_domain:string channel_id:id channel_name:string user_id:id user_name:string command:string text:string " +
		"response_url:string trigger_id:string api_app_id:id is_enterprise_install:string"},
	{"interactive/*", "", "type:string token:string team.id:id team.domain:string user.id:id user.team_id:id enterprise:null is_enterprise_install:boolean"},
	{"interactive/block_actions", "", "api_app_id:id trigger_id:string container.type:string user.username:string user.name:string actions.*.action_id:string actions.*.block_id:string actions.*.type:string actions.*.action_ts:ts"},
	{"interactive/block_actions", "channel", "container.message_ts:ts container.channel_id:id container.is_ephemeral:boolean channel.name:string response_url:string state.values:object"},
	{"interactive/block_actions", "view", "container.view_id:id view.id:id view.hash:string view.state.values:object"},
	{"interactive/block_suggestion", "", "api_app_id:id container.type:string action_id:string block_id:string value:string"},
	{"interactive/view_*", "", "api_app_id:id view.id:id view.hash:string view.state.values:object view.callback_id:string"},
	{"interactive/view_submission", "", "trigger_id:string response_urls:list"},
	{"interactive/view_closed", "", "is_cleared:boolean"},
	{"interactive/message_action", "", "callback_id:string trigger_id:string action_ts:ts message_ts:ts message.ts:ts channel.id:id channel.name:string response_url:string user.name:string"},
	{"interactive/shortcut", "", "callback_id:string trigger_id:string action_ts:ts user.username:string"},

	{"frame/hello", "", "num_connections:number connection_info.app_id:id debug_info.host:string debug_info.approximate_connection_time:number"},
	{"frame/disconnect", "", "reason:string debug_info.host:string"},
	{"frame/events_api", "", "envelope_id:string accepts_response_payload:false retry_attempt:number retry_reason:string payload.type:string"},
	{"frame/slash_commands", "", "envelope_id:string accepts_response_payload:true payload.command:string"},
	{"frame/interactive", "", "envelope_id:string accepts_response_payload:true payload.type:string"},
	{"response_url", "", "ok:true"},
}

// applies tells whether a sample has to meet a requirement.
func (r requirement) applies(s sample) bool {
	if before, all := strings.CutSuffix(r.samples, "*"); !all && s.name != before || !strings.HasPrefix(s.name, before) {
		return false
	}
	switch r.when {
	case "":
		return true
	case "answered":
		return s.body["ok"] == true
	case "refused": // without a reason where there is no error in the narrower sense
		return s.body["ok"] == false && s.body["not_in_channel"] == nil
	}
	held := find(s.body, r.when)[0]
	return held != nil && held != false
}

// missing is what a sample lacks of a requirement.
func (r requirement) missing(s sample) (all []string) {
	for field := range strings.FieldsSeq(r.fields) {
		path, kinds, _ := strings.Cut(field, ":")
		for _, v := range find(s.body, path) {
			if !slices.ContainsFunc(strings.Split(kinds, "|"), func(kind string) bool { return is(v, kind) }) {
				said, _ := json.Marshal(v)
				all = append(all, fmt.Sprintf("%s is %s, want %s", path, said, kinds))
			}
		}
	}
	return all
}

var (
	idOf = regexp.MustCompile(`^[A-Z][A-Za-z0-9]{7,}$`)
	tsOf = regexp.MustCompile(`^\d{10}\.\d{6}$`)
)

// is tells whether a value is of a kind. What is missing and what is null look the
// same to find.
func is(v any, kind string) bool {
	switch v := v.(type) {
	case nil:
		return kind == "null" || kind == "missing"
	case bool:
		return kind == "boolean" || kind == fmt.Sprint(v)
	case float64:
		return kind == "number"
	case string:
		return kind == "string" || kind == "id" && idOf.MatchString(v) || kind == "ts" && tsOf.MatchString(v)
	case []any:
		return kind == "list"
	}
	return kind == "object"
}

// find is what stands at a path such as "messages.*.ts": one value for every
// element of the lists on the way, and nil for what is not there.
func find(v any, path string) (all []any) {
	name, rest, more := strings.Cut(path, ".")
	var next []any
	switch v := v.(type) {
	case map[string]any:
		next = []any{v[name]}
	case []any:
		next = v
		if name == "0" {
			next = v[:min(1, len(v))]
		}
	default:
		return []any{nil}
	}
	if !more {
		return next
	}
	for _, one := range next {
		all = append(all, find(one, rest)...)
	}
	return all
}
