package workspace

func authTest(c *call) (object, error) {
	bot := c.users[c.cred.BotUserID]
	return object{
		"url": c.base + "/", "team": c.config.Name, "user": bot.Name, "team_id": c.cred.TeamID,
		"user_id": bot.ID, "bot_id": bot.botID, "is_enterprise_install": false,
	}, nil
}

func connectionsOpen(c *call) (object, error) {
	if c.endpoints != nil {
		return nil, refuse("method_not_supported") // the app is served over HTTP
	}
	return object{"url": c.ticket(c.base)}, nil
}

func userInfo(c *call) (object, error) {
	who := c.users[c.args.str("user")]
	if who == nil {
		return nil, refuse("user_not_found")
	}
	return object{"user": c.person(who, c.args.yes("include_locale"))}, nil
}

func userList(c *call) (object, error) {
	var all []any
	for _, id := range c.userOrder {
		all = append(all, c.person(c.users[id], c.args.yes("include_locale")))
	}
	page, next, err := c.page(all, c.limit(1000), "user")
	if err != nil {
		return nil, err
	}
	return c.paged(object{"members": page, "cache_ts": c.clock.Now().Unix()}, next), nil
}
