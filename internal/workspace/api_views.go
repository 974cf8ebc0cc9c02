package workspace

func viewOpen(c *call) (object, error) {
	v, err := c.readView(c.args.raw("view"), State{})
	if err != nil {
		return nil, err
	}
	t, err := c.exchange()
	if err != nil {
		return nil, err
	}
	if v.ExternalID != "" && c.external(v.ExternalID) != nil {
		return nil, refuse("duplicate_external_id") // also that of a modal which this one would close
	}
	if len(c.stacks[t.user]) > 0 {
		c.clear(t.user)
	}
	return c.placed(v, t.user)
}

func viewPush(c *call) (object, error) {
	v, err := c.readView(c.args.raw("view"), State{})
	if err != nil {
		return nil, err
	}
	t, err := c.exchange()
	switch {
	case err != nil:
		return nil, err
	case t.view == "" || c.views[t.view] == nil:
		return nil, refuse("not_found")
	case len(c.stacks[t.user]) >= stackLimit:
		return nil, refuse("push_limit_reached")
	}
	return c.placed(v, t.user)
}

func (c *call) placed(v *view, user string) (object, error) {
	if err := c.place(v, user); err != nil {
		return nil, err
	}
	c.effect.View, c.effect.User = v.ID, user
	return object{"view": v.shown()}, nil
}

func viewUpdate(c *call) (object, error) {
	old := c.views[c.args.str("view_id")]
	if id := c.args.str("external_id"); id != "" {
		old = c.external(id)
	}
	if old == nil {
		return nil, refuse("not_found")
	}
	next, err := c.readView(c.args.raw("view"), old.State)
	if err != nil {
		return nil, err
	}
	if hash := c.args.str("hash"); hash != "" && hash != old.Hash {
		return nil, refuse("hash_conflict")
	}
	if err := c.replace(old, next); err != nil {
		return nil, err
	}
	c.effect.View, c.effect.User = old.ID, old.user
	return object{"view": old.shown()}, nil
}

// viewPublish shows a Home tab to one person.
func viewPublish(c *call) (object, error) {
	user := c.args.str("user_id")
	if c.users[user] == nil {
		return nil, refuse("user_not_found")
	}
	old := c.homes[user]
	var state State
	if old != nil {
		state = old.State
	}
	next, err := c.readView(c.args.raw("view"), state)
	if err != nil {
		return nil, err
	}
	if next.Type != "home" {
		return nil, refuse("invalid_arguments", "[ERROR] must be a home view [json-pointer:/view/type]")
	}
	if old == nil {
		next.ID, next.user = c.random.id("V"), user
		next.RootViewID = next.ID
		c.homes[user], c.views[next.ID] = next, next
		c.tellUser(user, Change{Type: "home", View: next.shown()})
		c.effect.View, c.effect.User = next.ID, user
		return object{"view": next.shown()}, nil
	}
	if hash := c.args.str("hash"); hash != "" && hash != old.Hash {
		return nil, refuse("hash_conflict")
	}
	if err := c.replace(old, next); err != nil {
		return nil, err
	}
	c.effect.View, c.effect.User = old.ID, user
	return object{"view": old.shown()}, nil
}
