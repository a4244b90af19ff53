/** Turns of speech with what is read in their place. */
export const turns: readonly (readonly [RegExp, string])[] = [
  // "Did we sell anything after Halloween? What was it": what was sold.
  [
    /\bdid (we|they) (\p{L}{2,12}) anything(?: at all)?([^?,;.!]{0,80})[?,;.] ?(?:and )?what (?:was|were) (?:it|that|they)\b/iu,
    "what did $1 $2$3",
  ],
  // "North against South, who pulled in more": which of both.
  [
    /^([^,;?!\n]{1,60} (?:against|versus|vs\.?) [^,;?!\n]{1,60}), who (?=[^,;?!\n]{0,60}\b(?:more|less)\b)/iu,
    "$1, which ",
  ],
  // "Leave the laptops out of it - what did the rest fetch"
  [/\bleave ([^,.;?!]{2,40}?) out of (?:it|this|that)\b/iu, "excluding $1"],
  // "Out of all the rows in May, what percent were rubbish"
  [
    /\b(rows?|records?)\b([^?;!]{0,120}?) (?:were|was|are|is) (?:rubbish|garbage|junk|crap|duff|dodgy|trash|rotten)\b/iu,
    "$1$2 failed",
  ],
  // "On which warehouse do people wait": anybody.
  [/\b((?:which|what) \p{L}{2,20}|where) (do|did) (?:people|folks) /iu, "$1 $2 we "],
  // "In the third quarter than in the second": quarter.
  [
    /\b(first|second|third|fourth) (quarter|half)((?: of)? \d{4})? (than|versus|vs|and|or|against|compared with|compared to) (in )?the (first|second|third|fourth)\b(?! \p{L})/iu,
    "$1 $2$3 $4 in the $6 $2$3",
  ],
  // "Which warehouse is fuller, Hamburg or the other one": which of all.
  [/\b(which [^,;?!\n]{1,80}), [\p{L}\p{N}@._-]{2,40} or (?:the )?others?(?: ones?)?\b/iu, "$1"],
  // "North against South, which sold more and what's the gap": a comparison says it.
  [
    / (against|versus|vs\.?) ([^;?!\n]{1,120}?),? and what(?:'s| is| was) the (?:gap|difference)(?=[\s?.!]*$)/iu,
    " $1 $2",
  ],
  // "Do people mostly log in through the browser or the API": which of both is seen.
  [/\b(?:mostly|mainly|predominantly|primarily) (?=[^.;?!]{2,60} or )/iu, "more often "],
  // "How long did people have to wait": anybody.
  [
    /\b(how (?:long|much|often)|when|why) (do|did|does) (?:people|folks|everyone|everybody) (?=(?:have|had) to )/iu,
    "$1 $2 we ",
  ],
  [/\b(do|did|does) (?:people|folks) (?=(?:mostly |mainly |usually )?\p{L}{2,12} )/iu, "$1 we "],
  // "Came through every single check"
  [
    /\b(?:came|come|got|get|made it|went|go|sailed|sail|passed) (?:through )?(?:all|every(?: single)?)(?: of)?(?: (?:its|their|the|our))? (checks?|tests?|runs?)\b/iu,
    "had no failed $1",
  ],
  // "Which folks", "how many guys"
  [/\b(which|how many|what|our|those) (?:folks|guys|fellas)\b/iu, "$1 people"],
  // "Slowest at the top"
  [/\b((?:most|least) \p{L}{2,20}|\p{L}{2,20}est|best|worst)(?: ones?)? (?:on top|at the top|up top)\b/iu, "$1 first"],
  [/\bwho(?:'s| is| was) ahead (?:on|in|at|with|by) (\p{L}{2,20})/iu, "which has more $1"],
  [/\b(how many [^?;!,]{1,40}?) do we count among\b/iu, "$1 are there among"],
  // "From the 1st of October onwards", "since New Year"
  [
    /\bfrom (?:the )?([^,.;?!]{2,25}?) (?:on(?!\p{L}| \p{L})|onwards?|(?:until|till|up to|to) (?:now|today|date)|up until (?:now|today))/iu,
    "since $1",
  ],
  [/\bsince new year(?:'s)?(?: day)?\b/iu, "since the start of the year"],
  // "What have we let slip under the point where we ought to buy more"
  [
    /\b(?:have|has|did) we let (?:slip|drop|fall) (?:under|below) the (?:point|level|line|mark)(?: (?:where|at which) we (?:ought to|should|have to|must|need to) (?:buy|order|get) more)?/iu,
    "is below the reorder level",
  ],
  // "Who took the chairs off our hands"
  [/\b(?:took|take|taken) (?:the )?(\p{L}{2,20}) off our hands\b/iu, "bought $1"],
  [/\b(?:came|come|comes|coming) (?:back|up|out) red\b/iu, "failed"],
  // "Who's been a client of ours the longest"
  [
    /\bwho(?:'s| is| has) been (?:a |our )?(customer|client)s?(?: of ours)?(?: for)? (?:the )?longest\b/iu,
    "who is the oldest $1",
  ],
  // "Staler than they're supposed to be"
  [
    /\b(?:staler|older) than (?:they|it|is|are)(?:'re|'s)? ?(?:are |is )?(?:supposed|allowed|meant|permitted) (?:to be)?/iu,
    "stale",
  ],
  // "Did it get dearer between October 2025 and October 2026"
  [
    /\bdid (?:the )?([\p{L}\p{N}._-]{2,40}) (?:get|become|grow) (?:more expensive|dearer|pricier|costlier|cheaper) (?=between|from|since)/iu,
    "how did the cost of $1 change ",
  ],
  // "Person by person"
  [/\b(?:person by person|user by user)\b/iu, "per user"],
  [/\b(team|job|product|table|day|month|week|region|customer|warehouse) by \1\b/iu, "per $1"],
  [
    /,? (?:leave|leaving) out (?:anyone|anybody|those|whoever|everyone|everything|any) (?:with|at|that have|who has|who have) (?:none|zero|nothing|no \p{L}{2,20})\b/iu,
    "",
  ],
  [/\bhow (many times|often) (has|have) (?:somebody|someone|anybody|anyone|people)\b/iu, "how $1 $2 we"],
  // "Which warehouse …, and how does that compare with the other two": beside all of them.
  [
    /^(\s{0,9}(?:which|what|who)\b[^?;!]{3,200}?),? and how (?:does|do|did) (?:that|it|this|they|those) compare (?:with|to) (?:the )?(?:(?:other|remaining) [\p{L}\d]{1,20}|others?|rest)\b/iu,
    "$1",
  ],
  [
    /\bbefore (?:they|it) (?:got going|gets? going|got started|starts?|started|runs?|ran|could start|could run|begins?|began|is run)\b/iu,
    "",
  ],
  [/\bif so,? (?=(?:for|on|in|by|which|who|what|when|how)\b)/iu, ""],
  // "Which warehouse makes people wait the longest"
  [
    /\b(makes?|made|lets?|keeps?|kept) (?:people|folks|users|everyone|everybody|you|us) (?=wait|queue|hang)/iu,
    "$1 us ",
  ],
  // "Customers outside the premium tier"
  [/\boutside (?:of )?(?:the )?(?!business|working|office|core|normal|opening|hours)(?=\p{L})/iu, "not in "],
  // "Fresh enough"
  [/\b(fresh|new|recent|fast|quick|reliable|stable) enough\b/iu, "$1"],
  [/(?:\band )?\bfrom whom\b/iu, "and from which supplier"],
  // "Which region sold no chairs"
  [/(?<!but )(?<!and )\bsold no (?=\p{L})/iu, "did not sell "],
  [/(?<!but )(?<!and )\b(?:bought|purchased|ordered) no (?=\p{L})/iu, "did not buy "],
  // "What was the last thing we sold"
  [
    /\b(last|latest|first|most recent|newest) (?:thing|item|product|article|order)s? (?:that )?(?:we|they|you)(?:'ve| have)?(?: ever)? sold\b/iu,
    "$1 sale",
  ],
  [
    /\bwhat did (?:we|they) sell last\b(?! (?:day|week|month|quarter|year|summer|winter|spring|autumn|fall))/iu,
    "what was the last sale",
  ],
  // "Days with more than 1,000 in sales": money.
  [/\b((?:more|less|over|under|above|below) (?:than )?\$?[\d.,]+k?) in sales\b/iu, "$1 in revenue"],
  [/\bcalendar (days?|weeks?|months?|quarters?|years?)\b/iu, "$1"],
  [/\b(?:sit|sat|stand|stood|wait|waited|hang|hung|queue|queued)(?: around)? in (?:the |a )?line\b/iu, "wait"],
  [/\band what (?:were|was|are|is) (?:they|it|that) worth\b/iu, "and how much were they"],
  [/\band the (\p{L}{2,20}) (?:they|it)(?:'re| are|'s| is) (?:in|from|at|on)\b/iu, "and their $1"],
  [
    /\b(?:draws?|drew|attracts?|attracted|sees?|saw|receives?|received|gets?|got) (?:the )?(most|fewest|least) /iu,
    "has the $1 ",
  ],
  // "By how much does the lifetime value of C001 beat that of C003"
  [
    /\bby how much (?:does|do|did|is|was) (.{2,80}?) (?:beat|beats|exceed|exceeds|top|tops|outdo|surpass|outperform|ahead of|above|over) (?:that of )?/iu,
    "difference between $1 and ",
  ],
  // "From the fullest warehouse to the emptiest"
  [
    /\bfrom (?:the )?((?:most \p{L}{2,20}|\p{L}{2,20}est)\b[^,.;?!]{0,20}?) to (?:the )?(?:least \p{L}{2,20}|\p{L}{2,20}est)\b/iu,
    "$1 first",
  ],
  // "Which job needs the most time"
  [/\b(?:needs?|takes?|took|needed|eats?|uses?) (?:up )?(?:the )?(?:most|longest) time\b/iu, "takes the longest"],
  [/\b(?:needs?|takes?|took|needed) (?:up )?(?:the )?(?:least|shortest) time\b/iu, "is the fastest"],
  // "Names and number of times please"
  [/\b(?:the )?names? and (?:the )?(?:number of times|how often|counts?|how many times)\b/iu, "who and how often"],
  // "The commonest cause when something breaks"
  [
    /\bwhen(?:ever)? (?:something|anything|things|a thing|it all) (?:breaks?|fails?|goes wrong|go wrong|crashe?s?|dies)\b/iu,
    "of failures",
  ],
  // "Leave jobs compute out: what do the others cost"
  [/\bleav(?:e|ing) ([^,.;?!:]{2,40}?) (?:out|aside)(?= ?[:,;.-])/iu, "excluding $1"],
  // "How much money did they leave with us"
  [/\b(?:leave|left|leaves) (?:with us|behind with us|in our (?:tills?|shops?|stores?))\b/iu, "spend"],
  [/\b(?:leave|left|leaves) (?:the|our) (?:shop|shops|store|stores|building|house)\b/iu, "sell"],
  [/\b(?:get|got|getting) rid of\b/iu, "sell"],
  [/\b(?:manage|managed|manages|able|was able|were able) to (?=(?:log|sign)\b)/iu, "successfully "],
  // "Our oldest customer: who is that and what have they bought"
  [
    /^([^:?!.]{3,60})[:,] (?:who|what|which one) (?:is|was) (?:that|it|this) and what (have|has|did|do|does) (?:they|he|she|it) (\p{L}{2,20})/iu,
    "what $2 $1 $3",
  ],
  // "Which day hit our wallet hardest"
  [
    /\b(?:hit|hits|hurt|hurts) (?:our |the |us )?(?:wallet|budget|purse|pocket|pockets)? ?(?:the )?(?:hardest|most|worst)\b/iu,
    "cost most",
  ],
  // "Which tables came through October without a failed check"
  [
    /\b(?:came|come|comes|got|get|made it|make it|went|go) through (?=.{1,60}\b(?:without|with no|with not)\b)/iu,
    "had ",
  ],
  [/\bmeasured by\b/iu, "by"],
];
