package tone

import "strings"

// A class is a set of word classes.
type class uint64

// The word classes. In patterns they are written in capitals.
const (
	isStop    class = 1 << iota
	isComma         // and what else separates without ending
	isThing         // code, a quotation, a program's name
	isQuote         // reported speech
	isProof         // a link
	isNumber        // any number
	isTime          // 14:02
	isEmoji         //
	isMention       // <@U…>
	isOwner         // somebody's
	isLead          // may open a clause without changing who is meant
	isTail          // may close one
	isI             // the writer
	isWe            // the writer's own side
	isYou           //
	isYour          //
	isHe            // he, she, they
	isHis           //
	isHim           //
	isSomeone       // somebody, whoever
	isNobody        //
	isTeam          // groups that are people, whatever the sentence
	isArea          // groups that share their name with a system
	isRole          // one person by what they do
	isName          // first names
	isNeg           //
	isAdverb        // may stand between subject and verb
	isModal         // should, could
	isMind          // what only people do or leave undone
	isMinded        // the same, as something done or left
	isBreak         // doing damage
	isHarm          // what is damaged
	isInsult        // nouns and adjectives that insult a person
	isTrash         // contempt for a thing
	isFired         // consequences for a person
	isDet           // the, a, that
	isBe            //
	isTrait         // bad qualities ascribed to people
	isOops          // mistake, typo
	isGood          // praise that sarcasm uses
)

// classes names the classes as patterns do. The last ones are unions.
var classes = map[string]class{
	"COMMA": isComma, "THING": isThing, "QUOTE": isQuote, "PROOF": isProof, "NUM": isNumber | isTime, "TIME": isTime, "EMOJI": isEmoji,
	"MENTION": isMention, "OWNER": isOwner, "I": isI, "WE": isWe, "YOU": isYou, "YOUR": isYour, "HE": isHe, "HIS": isHis, "HIM": isHim,
	"SOMEONE": isSomeone, "NOBODY": isNobody, "TEAM": isTeam, "AREA": isArea, "ROLE": isRole, "NAME": isName, "NEG": isNeg,
	"ADV": isAdverb, "MODAL": isModal, "MIND": isMind, "MINDED": isMinded, "BREAK": isBreak, "HARM": isHarm, "INSULT": isInsult,
	"TRASH": isTrash, "FIRED": isFired, "DET": isDet, "BE": isBe, "TRAIT": isTrait, "OOPS": isOops, "GOOD": isGood,
	"THIRD": isMention | isHe | isTeam | isRole | isName,
	"ACTOR": isMention | isHe | isTeam | isRole | isName | isYou | isSomeone,
	"NOUN":  isMention | isTeam | isRole | isName, // a person or group by a noun
	"GROUP": isTeam | isArea,
	"THEIR": isYour | isHis,
}

// members lists the words of each class.
var members = map[class]string{
	isLead: `so ok okay well yeah yep yes no nah tbh honestly lol haha hm hmm ah oh and but or also btw look sorry imo imho fyi again then
		now seriously basically frankly still plus just like because since hey hi guys folks all man dude anyway tldr actually literally really
		please surely clearly obviously apparently again action tl dr`,
	isTail: `lol haha please imo imho tbh though right then again now rn man guys folks period really seriously ever here already either
		today anyway honestly wtf sorry everyone all thanks yet`,
	isI: `i`, isWe: `we us our ours`, isYou: `you yall`, isYour: `your yours`, isHe: `he she they`, isHis: `his her their theirs`,
	isHim:     `him her them`,
	isSomeone: `somebody someone whoever anyone anybody everyone everybody`,
	isNobody:  `nobody noone none`,
	isTeam: `team teams dev devs developers engineers ops devops sre sres qa management leadership vendor vendors contractor contractors
		dbas admins sysadmins maintainers managers interns juniors seniors people folks guys crew department staff owners reviewers testers
		boss bosses operators sales marketing legal hr helpdesk colleagues`,
	isArea: `platform infra infrastructure engineering frontend backend mobile security support product payments data network finance
		database db storage desk billing search integration release identity checkout growth observability networking analytics`,
	isRole: `engineer developer operator admin sysadmin intern junior senior manager reviewer author maintainer oncall dba tester contractor
		colleague guy dude lead lad newbie rookie cto ceo director architect employee programmer committer person student trainee consultant vp woman`,
	isName: `bob alice dave steve mike john tom anna maria marta peter paul lisa sarah kevin karen brian jim joe dan david daniel chris
		andrew james robert michael thomas martin laura emma julia lucas leo max sam alex ben nick tim jane kate jonas lena nina olga ivan
		sergey dmitri raj priya amit ravi sanjay wei chen ming hiroshi yuki ahmed ali omar fatima carlos jose juan luis pedro pablo diego
		sofia ana elena marco luca giulia francesca pierre jean claire sophie hans klaus stefan andreas jens lars sven erik nils olaf dana
		greg gary larry jerry rachel monica susan linda nancy betty helen ruth fred harry oscar oliver charlie emily jessica ashley amanda
		melissa stephanie rebecca sharon cynthia kathleen amy angela anthony kenneth joshua george edward ronald timothy jason jeffrey ryan
		jacob nicholas eric jonathan stephen justin brandon benjamin samuel gregory patrick alexander tyler dennis`,
	isNeg: `not never dont didnt doesnt wasnt werent isnt arent havent hasnt hadnt cant wont aint no without
		nobody noone none nothing neither nor`,
	isAdverb: `just simply clearly obviously really even ever always never again once still also absolutely utterly entirely truly quite pretty fucking extremely hopelessly probably maybe apparently totally
		completely literally actually only already finally blindly silently stupidly carelessly recklessly happily seriously definitely
		certainly at least all both very well perhaps`,
	isModal: `should could would must`,
	isMind: `bother read check test look think care listen understand follow verify review tell announce inform ask pay learn
		communicate warn document escalate respond reply answer explain double try admit know want need update consider apologise apologize
		notify coordinate wait mention`,
	isMinded: `bothered read checked tested looked thought cared listened understood followed verified reviewed told announced informed
		asked paid learned communicated warned documented escalated responded replied answered explained tried noticed known seen
		caught realized realised paged called rolled reverted waited stopped spotted raised flagged mentioned done double kept said spoken
		updated used considered acted reacted watched monitored backed written prepared notified coordinated anticipated foreseen released
		left taken given made gone run`,
	isBreak: `broke broken breaks caused causes killed wrecked ruined screwed botched messed nuked trashed sank tanked borked hosed crashed
		destroyed fucked bricked blew sabotaged`,
	isHarm: `prod production everything it us things stuff site outage incident cluster build deploy platform shop service services system
		database db release app master main staging checkout customers downtime mess problem whole this pipeline website`,
	isInsult: `idiot idiots moron morons imbecile imbeciles clown clowns clueless braindead dumbass asshole assholes jerk jerks dimwit
		incompetent pathetic stupid dumb idiotic moronic retarded fool fools losers loser ignorant arrogant delusional brainless ignoramus
		muppet muppets monkeys jokers amateur amateurs spineless toxic dense lazy worthless hypocrite liar liars coward cowards prick`,
	isTrash: `garbage trash crap rubbish joke pathetic bullshit shit shite horseshit useless nonsense laughable idiotic ridiculous
		embarrassing abysmal amateurish atrocious moronic disgrace embarrassment`,
	isFired: `fired sacked suspended demoted disciplined reprimanded dismissed punished banned terminated`,
	isDet:   `the a an this that these those some any one two another`,
	isBe:    `am is are was were be been being`,
	isTrait: `careless incompetent sloppy reckless negligent irresponsible unreliable clueless unprofessional lazy inept useless
		untrustworthy ignorant unqualified inattentive hopeless lousy`,
	isOops: `mistake mistakes error errors typo slip oversight negligence carelessness sloppiness stupidity incompetence laziness
		inattention ignorance failure failing fault haste recklessness`,
	isGood: `great nice good brilliant stellar amazing excellent fantastic wonderful awesome bravo genius superb impressive congrats
		congratulations smart clever lovely outstanding`,
}

// lexicon gives each word its classes.
var lexicon = func() map[string]class {
	l := make(map[string]class, 1024)
	for c, words := range members {
		for w := range strings.FieldsSeq(words) {
			l[w] |= c
		}
	}
	return l
}()

// spellings gives the one spelling, or the words, that patterns are written in.
var spellings = func() map[string]string {
	s := map[string]string{
		"u": "you", "ur": "your", "ya": "you", "yous": "you", "im": "i am", "ive": "i have", "ill": "i will", "id": "i would",
		"youre": "you are", "youve": "you have", "youd": "you would", "youll": "you will", "hes": "he is", "shes": "she is",
		"hed": "he would", "shed": "she would", "theyd": "they would", "theyre": "they are", "theyve": "they have", "theyll": "they will",
		"hell": "he will", "shell": "she will", "were": "we are", "weve": "we have", "wed": "we would", "well": "we will",
		"thats": "that is", "its": "it is", "itll": "it will", "whos": "who is", "whats": "what is", "theres": "there is", "heres": "here is",
		"hows": "how is", "wheres": "where is", "wouldve": "would have", "couldve": "could have", "shouldve": "should have",
		"mustve": "must have", "mightve": "might have", "shoulda": "should have", "coulda": "could have", "woulda": "would have",
		"gonna": "going to", "gotta": "got to", "wanna": "want to", "cuz": "because", "cos": "because", "bc": "because", "w": "with",
		"wo": "without", "pls": "please", "plz": "please", "abt": "about", "tho": "though", "ppl": "people", "mgmt": "management",
		"w/o": "without", "thru": "through", "everyones": "everyone", "everybodys": "everybody",
		"noones": "nobody is", "nobodys": "nobodys", "mgr": "manager", "srsly": "seriously", "dbadmin": "dba",
		"eng": "engineer", "shouldnt": "should not", "couldnt": "could not", "wouldnt": "would not", "mustnt": "must not",
		"cannot": "cant", "thier": "their", "yr": "your", "mgt": "management",
	}
	return s
}()

// negated gives the one word for a verb and the "not" behind it.
var negated = map[string]string{
	"did": "didnt", "do": "dont", "does": "doesnt", "is": "isnt", "was": "wasnt", "were": "werent", "are": "arent", "have": "havent",
	"has": "hasnt", "had": "hadnt", "can": "cant", "will": "wont",
}

// needsApostrophe are the spellings that are also words of their own.
var needsApostrophe = map[string]bool{
	"id": true, "were": true, "wed": true, "well": true, "hell": true, "shell": true, "shed": true, "ya": true,
}
