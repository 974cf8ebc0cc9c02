package tone

// A class is a set of classes of words and things.
type class uint64

// The classes that hold in every language. The others are named in tongues/ and
// take the bits from firstLexical on.
const (
	isStop    class = 1 << iota // the end of a clause
	isComma                     // and what else separates without ending
	isThing                     // code, a quotation, a program's name
	isQuote                     // reported speech
	isProof                     // a link
	isNumber                    // any number
	isTime                      // 14:02
	isEmoji                     //
	isMention                   // <@U…>
	isOwner                     // somebody's
	isCall                      // <!here>
	isAsk                       // a stop that is a question mark
	firstLexical
)

// structural names the classes above as patterns do.
var structural = map[string]class{
	"COMMA": isComma, "THING": isThing, "QUOTE": isQuote, "PROOF": isProof, "NUM": isNumber | isTime, "TIME": isTime, "EMOJI": isEmoji,
	"MENTION": isMention, "OWNER": isOwner, "ASK": isAsk, "STOP": isStop,
}
