//go:build unix

package nodetest_test

import "strings"

// A gap is a field that Slack sends and that the types of its packages leave out,
// or have without the null that it may be. It is taken out before the types are
// compared; one that is not met any more fails the test. An open one is not confirmed
// by anything that Slack has published.
type gap struct {
	samples string // of which it is: the beginning of their names
	in      string // the name under which the object stands that it is a field of
	fields  string // or "type=" and the type of what stands in a list
	null    bool   // only where it is null
	source  string
}

const (
	pagination   = "docs.slack.dev/apis/web-api/pagination: an empty, null or missing cursor"
	ownMessages  = "ChatPostMessageResponse and ConversationsHistoryResponse of @slack/web-api have it in a message"
	javaSamples  = "json-logs/samples of slackapi/java-slack-sdk"
	eventsAPI    = "docs.slack.dev/apis/events-api: part of every event"
	nullOutside  = "docs.slack.dev/apis/events-api: null outside of an organisation"
	viewExamples = "the example on docs.slack.dev/reference/methods/views.publish"
)

// gaps are those that are known.
var gaps = []gap{
	{"conversations.", "response_metadata", "next_cursor", true, pagination},
	{"conversations.info", "channel", "user priority", false, "the example on docs.slack.dev/reference/methods/conversations.info"},
	{"conversations.leave", "", "not_in_channel", false, "docs.slack.dev/reference/methods/conversations.leave"},

	{"events_api/message", "event", "app_id", false, ownMessages},
	{"events_api/message/file_share", "event", "team bot_id bot_profile", false, ownMessages},
	{"events_api/message/thread_broadcast", "event", "team bot_id bot_profile parent_user_id", false, ownMessages},
	{"events_api/message", "attachments", "id from_url original_url", false, javaSamples + "/events/MessagePayload.json"},
	{"events_api/message/file_share", "files", "timestamp user_team", false, javaSamples + "/events/MessageFileSharePayload.json"},
	{"events_api/message/file_share", "files", "ims", false, "FilesCompleteUploadExternalResponse of @slack/web-api has it"},

	{"events_api/", "", "context_enterprise_id", true, nullOutside},
	{"interactive/", "", "enterprise", true, "docs.slack.dev/reference/interaction-payloads: required, and null outside of an organisation"},
	{"events_api/tokens_revoked", "event", "event_ts", false, eventsAPI},

	{"views.", "view", "submit close previous_view_id", true, viewExamples},
	{"events_api/app_home_opened", "view", "submit close previous_view_id", true, viewExamples},

	// What apps write in blocks, and get back.
	{"", "blocks", "type=data_visualization", false, "docs.slack.dev/reference/block-kit/blocks/data-visualization-block"},
	{"", "rows", "type=action_cell", false, "docs.slack.dev/reference/block-kit/blocks/data-table-block"},
	{"", "rows", "type=raw_number", false, "its text is required in @slack/types and optional in slack-go"},
	{"", "elements", "offset", false, "slack-go has it in a rich_text_list"},
	{"", "blocks", "slack_icon subtext", false, "slack-go has them in a card"},
	{"", "options", "description", false, "open: @slack/types has plain_text alone, and this workspace takes mrkdwn in checkboxes and radio buttons"},

	{"interactive/", "time", "timezone", false, "ViewState of slackapi/java-slack-sdk"},
	{"interactive/", "rich", "rich_text_value", true, "open: null as the values of all other elements"},
	{"interactive/", "files", "original_w original_h", false, "numbers in FilesCompleteUploadExternalResponse of @slack/web-api"},
	{"interactive/block_actions", "actions", "confirm", false, "docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object"},

	{"interactive/view_", "user", "username", false, javaSamples + "/app-backend/views"},
	{"interactive/block_suggestion", "user", "username", false, "open: as in block_actions, whose type has it"},
	{"interactive/block_actions", "actions", "style", false, javaSamples + "/app-backend/interactive-components/BlockActionPayload.json"},
}

// bridged is a sample without what is known to be missing from the types. It
// marks the gaps that were met.
func bridged(s sample, met map[string]bool) sample {
	var walk func(v any, under string) any
	walk = func(v any, under string) any {
		switch v := v.(type) {
		case map[string]any:
			whole := make(map[string]any, len(v))
			for name, value := range v {
				if g, known := gapAt(s.name, under, name); known && (!g.null || value == nil) {
					met[g.samples+" "+g.in+" "+name] = true
					continue
				}
				whole[name] = walk(value, name)
			}
			return whole
		case []any:
			all := []any{}
			for _, one := range v {
				o, _ := one.(map[string]any)
				kind, _ := o["type"].(string)
				if g, known := gapAt(s.name, under, "type="+kind); known {
					met[g.samples+" "+g.in+" type="+kind] = true
					continue
				}
				all = append(all, walk(one, under))
			}
			return all
		}
		return v
	}
	return sample{s.name, walk(s.body, "").(map[string]any)}
}

// gapAt finds the gap of a field.
func gapAt(sample, under, field string) (gap, bool) {
	for _, g := range gaps {
		if !strings.HasPrefix(sample, g.samples) || g.in != under {
			continue
		}
		for name := range strings.FieldsSeq(g.fields) {
			if name == field {
				return g, true
			}
		}
	}
	return gap{}, false
}
