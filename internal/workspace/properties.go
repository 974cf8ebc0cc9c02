package workspace

import (
	"maps"
	"slices"
	"strings"
)

// blockProperties are the fields of each type of block, beside type and block_id.
var blockProperties = map[string]string{
	"actions":            "elements",
	"alert":              "text level",
	"card":               "hero_image icon slack_icon title subtitle body subtext actions",
	"carousel":           "elements",
	"container":          "title rich_text_title subtitle icon child_blocks width is_collapsible default_collapsed has_header_divider",
	"context":            "elements",
	"context_actions":    "elements",
	"data_table":         "rows caption page_size row_header_column_index",
	"data_visualization": "title chart",
	"divider":            "",
	"file":               "source external_id",
	"header":             "text level",
	"image":              "image_url slack_file alt_text title",
	"input":              "label hint optional element dispatch_action",
	"markdown":           "text",
	"plan":               "title tasks",
	"rich_text":          "elements",
	"section":            "text fields accessory expand",
	"table":              "rows column_settings",
	"task_card":          "task_id title hide_title details output sources status",
	"video":              "video_url thumbnail_url alt_text title title_url author_name provider_name provider_icon_url description",
}

// elementProperties are the fields of each type of element, beside type and
// action_id.
var elementProperties = map[string]string{
	"button":                     "text value url style confirm accessibility_label",
	"channels_select":            "initial_channel response_url_enabled placeholder confirm focus_on_load",
	"checkboxes":                 "options initial_options confirm focus_on_load",
	"conversations_select":       "initial_conversation default_to_current_conversation filter response_url_enabled placeholder confirm focus_on_load",
	"datepicker":                 "initial_date placeholder confirm focus_on_load",
	"datetimepicker":             "initial_date_time confirm focus_on_load",
	"email_text_input":           "initial_value dispatch_action_config placeholder focus_on_load",
	"external_select":            "initial_option min_query_length placeholder confirm focus_on_load",
	"feedback_buttons":           "positive_button negative_button",
	"file_input":                 "filetypes max_files",
	"icon_button":                "icon text value confirm accessibility_label visible_to_user_ids",
	"image":                      "image_url slack_file alt_text",
	"multi_channels_select":      "initial_channels max_selected_items placeholder confirm focus_on_load",
	"multi_conversations_select": "initial_conversations default_to_current_conversation filter max_selected_items placeholder confirm focus_on_load",
	"multi_external_select":      "initial_options min_query_length max_selected_items placeholder confirm focus_on_load",
	"multi_static_select":        "options option_groups initial_options max_selected_items placeholder confirm focus_on_load",
	"multi_users_select":         "initial_users max_selected_items placeholder confirm focus_on_load",
	"number_input":               "is_decimal_allowed initial_value min_value max_value dispatch_action_config placeholder focus_on_load",
	"overflow":                   "options confirm",
	"plain_text_input":           "initial_value multiline min_length max_length dispatch_action_config placeholder focus_on_load",
	"radio_buttons":              "options initial_option confirm focus_on_load",
	"rich_text_input":            "initial_value min_lines max_lines dispatch_action_config placeholder focus_on_load",
	"static_select":              "options option_groups initial_option placeholder confirm focus_on_load",
	"timepicker":                 "initial_time timezone placeholder confirm focus_on_load",
	"url_text_input":             "initial_value dispatch_action_config placeholder focus_on_load",
	"users_select":               "initial_user placeholder confirm focus_on_load",
	"workflow_button":            "text workflow style confirm accessibility_label",
}

// only refuses fields that a type of object does not have. Slack does too: a
// misspelt field is an error there, not a wish unheard.
func (k *checker) only(o object, at string, known ...string) {
	if k.anything {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(o)) {
		if !slices.ContainsFunc(known, func(list string) bool { return slices.Contains(strings.Fields(list), name) }) {
			k.fail(at, "invalid additional property: %s", name)
		}
	}
}
