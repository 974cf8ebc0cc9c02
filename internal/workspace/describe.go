package workspace

// describe is a conversation as all methods show it to the bot.
func (w *Workspace) describe(c *channel) object {
	o := object{
		"id": c.ID, "created": c.created.Unix(), "is_archived": c.archived, "is_im": c.im, "is_org_shared": false,
		"context_team_id": w.cred.TeamID, "updated": c.created.UnixMilli(),
	}
	if c.im {
		o["user"], o["priority"] = c.other(w.cred.BotUserID), 0
		return o
	}
	o["name"], o["name_normalized"], o["previous_names"] = c.Name, c.Name, []string{}
	o["is_channel"], o["is_group"], o["is_mpim"] = !c.Private, c.Private, c.mpim
	o["is_private"], o["is_general"], o["is_member"] = c.Private, false, c.has(w.cred.BotUserID)
	o["is_shared"], o["is_ext_shared"], o["is_pending_ext_shared"] = c.Shared, c.Shared, false
	o["pending_shared"], o["unlinked"], o["creator"] = []string{}, 0, c.creator()
	o["topic"] = object{"value": c.Topic, "creator": "", "last_set": 0}
	o["purpose"] = object{"value": "", "creator": "", "last_set": 0}
	return o
}

// describeOne is describe for the methods that show one conversation alone, and so
// say how far it was read.
func (w *Workspace) describeOne(c *channel) object {
	o := w.describe(c)
	o["last_read"] = "0000000000.000000" // a bot reads nothing in the way of a person
	if c.im {
		o["is_open"] = true
	}
	return o
}

// localeOf is the language of a conversation: that of the other in a direct message.
func (w *Workspace) localeOf(c *channel) string {
	if c.im {
		return w.users[c.other(w.cred.BotUserID)].Locale
	}
	return "en-US"
}
