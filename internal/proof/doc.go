// Package proof holds a sentence against what it rests on.
//
// It does so in two ways. [Source.Lacks] looks for the hard facts of a sentence, such as numbers with their units, times,
// dates, names, hosts, versions, code, quotations, links and mentions, and says which of them stand in none of its sources.
// [Retold] is for a sentence that nobody wrote: it has to tell statements one after the other, each with all its words in
// their order, and may change no more than articles, a missing "was" and where a time stands.
//
// Neither understands a sentence. Lacks lets a wrong verb pass; Retold refuses most ways to say the same in other words,
// which is its price for letting no fact, cause, denial or doubt be added, dropped or moved from one thing to another.
package proof
