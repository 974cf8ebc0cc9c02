package evidence

// outsiders are those whom a service is for.
var outsiders = set(`user users customer customers visitor visitors reader readers author authors client clients subscriber subscribers merchant merchants patient patients passenger passengers driver drivers
	guest guests player players student students member members partner partners shopper shoppers tenant tenants caller callers`)

// counted reports whether tokens are only a number of those whom a service is for: "31 clients".
func counted(ts []token) bool {
	return len(ts) > 1 && len(ts) <= 4 && ts[0].kind == number && hasWord(ts[1:], outsiders) && !finite(ts)
}

// ordered reports whether somebody in the channel says what is to be done: "stop the import", "fail over to the second site".
func ordered(ts []token) bool {
	if len(ts) < 2 || ts[0].kind != word || !isBase(ts[0].low) || isPast(ts[0].low) || things[ts[0].low] && !determiners[ts[1].low] || oneOf(ts[0].low, "see look check need want seem think guess note wonder hope") {
		return false
	}
	return determiners[ts[1].low] || ts[1].kind == number || ts[1].kind == code || ts[1].kind == ident || ts[1].low == "over"
}

// publishes reports whether somebody put word where those outside read it: "I put it on the status page".
func publishes(ts []token) bool {
	return hasAny(ts[:min(len(ts), 6)], "put wrote posted set") && !hasWord(ts[:min(len(ts), 4)], outsiders) && !hasAny(ts[:min(len(ts), 4)], "somebody someone people") && says(ts, "on the status page, on the status site, on our status page, on statuspage, on the forum, on the blog, on the website, on twitter, in the forum")
}
