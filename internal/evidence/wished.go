package evidence

// wished reads "somebody should add an alert", "we need a check", "there should be a job" as the action wished for; nil if
// nothing is wished.
func wished(ts []token) []token {
	modal := set("should must ought needs need has could")
	for i := 0; i < min(len(ts), 3); i++ {
		rest := ts[i:]
		switch {
		case oneOf(rest[0].low, "somebody someone anybody anyone we") && modal[at(rest, 1).low] || startsWith(rest, "we", "have", "to"), startsWith(rest, "one", "should"):
			body := rest[2:]
			for len(body) > 0 && (oneOf(body[0].low, "to really just also finally still probably have") || startsWith(body, "at", "least") && len(body) > 2) {
				if body[0].low == "at" {
					body = body[1:]
				}
				body = body[1:]
			}
			if startsWith(body, "be", "able", "to") && len(body) > 4 && oneOf(rest[0].low, "somebody someone anybody anyone") {
				return append([]token{tok("let", rest[0]), tok("somebody", rest[0])}, body[3:]...)
			}
			if len(body) == 0 || body[0].low == "not" || isPast(body[0].low) && !isBase(body[0].low) {
				return nil
			}
			if !isBase(body[0].low) {
				if rest[1].low == "need" || rest[1].low == "needs" {
					return adding(body)
				}
				return nil
			}
			return body
		case startsWith(rest, "there", "should", "be"), startsWith(rest, "there", "must", "be"), startsWith(rest, "there", "needs", "to", "be"):
			n := 3
			if rest[1].low == "needs" {
				n = 4
			}
			return adding(rest[n:])
		case startsWith(rest, "let", "us") && len(rest) > 3 && isBase(rest[2].low) && hasThing(rest[3:]) && !oneOf(rest[2].low, "see stay move start go talk look focus take wait hear keep stop"):
			return rest[2:]
		case startsWith(rest, "it", "would", "be", "good", "to"), startsWith(rest, "it", "would", "help", "to"):
			n := 5
			if rest[3].low == "help" || rest[2].low == "help" {
				n = 4
			}
			return rest[n:]
		case (startsWith(rest, "i", "want") || startsWith(rest, "we", "want")) && len(rest) > 4:
			body := rest[2:]
			if body[0].low == "to" {
				return body[1:]
			}
			for k := 1; k+1 < len(body); k++ {
				if body[k].low == "to" && isBase(body[k+1].low) {
					return append(append([]token{tok("let", body[0])}, body[:k]...), body[k+1:]...)
				}
			}
			return body
		}
	}
	for i := 1; i+1 < min(len(ts), 6); i++ {
		if oneOf(ts[i].low, "needs need") && (nounish(ts[i-1]) || hasThing(ts[:i]) || departments[ts[i-1].low]) && !hasAny(ts[:i], "i you he she they who that which what it nobody nothing no like") && hasThing(ts[i+1:]) {
			return ts
		}
	}
	if let := enabled(ts); let != nil {
		return let
	}
	for i := 1; i+1 < len(ts); i++ {
		if (ts[i].low == "should" || ts[i].low == "must") && at(ts, i+1).low != "have" && hasThing(ts[:i]) && !hasAny(ts[:i], "i you he she they who that which") {
			return ts
		}
	}
	return nil
}

func adding(ts []token) []token {
	if len(ts) == 0 {
		return nil
	}
	return append([]token{tok("add", ts[0])}, ts...)
}
