/** Turns of speech about figures, limits and how long something took, with what is read in their place. */
export const figureTurns: readonly (readonly [RegExp, string])[] = [
  // "What does a single chair go for with us"
  [
    /\bwhat (?:does|do|did|would) (?:an?|one|a single|each) (\p{L}{2,20}) (?:(?:go|sell|retail) for|fetch)\b(?: with us)?(?: on average)?/iu,
    "what is the price per unit of $1",
  ],
  // "Barely put anything in the till"
  [/\b(?:barely|hardly|scarcely) (\p{L}{2,12})(?: in)? (?:anything|any|a thing)(?: in\b)?/iu, "$1 least"],
  // "How does revenue differ between regions", "how do costs vary by team"
  [
    /\bhow (?:much )?(?:does|do|did) ([^,.;?!]{2,60}?) (?:differ|vary) (between|across|among|by|from) (?=[^.;?!]{1,60} and )/iu,
    "difference in $1 $2 ",
  ],
  [
    /\bhow (?:much )?(?:does|do|did) ([^,.;?!]{2,60}?) (?:differ|vary) (?:between|across|among|by|from) (?:the |our |different |all |each )?(?!one )(?=\p{L})/iu,
    "$1 by ",
  ],
  [/\bhow often (?:did|do|have|had) we (?:sell|sold)\b/iu, "how many sales of"],
  [/\b(?:peak|rush) (hours?|times?|days?|months?|weekdays?)\b/iu, "busiest $1"],
  [/\bturn(?:ed|s|ing)? over\b/iu, "earned"],
  // "Average value of a sale, and the median too"
  [
    /\baverage ([^,;.?!]{2,40}),? (?:and|plus) (?:the |its )?median(?: too| as well| also)?\b/iu,
    "average and median $1",
  ],
  [
    /\b(?:on )?a typical (day|week|month)\b[?,.;:]? ?(?:the )?median(?: would do| will do| is fine| is enough)?/iu,
    "median per $1",
  ],
  // "What did our 25 to 34 year olds buy"
  [/\b(\d\d) ?(?:to|-|–) ?(\d\d)[- ]year[- ]olds?\b/iu, "customers aged $1-$2"],
  // "By how much are we above the reorder point"
  [/\bby how much (?:are|is|were) (?:we|they|it) (?=(?:above|below|over|under)\b)/iu, "how far "],
  [/\blongest[- ]running\b/iu, "longest"],
  // "Which checks failed, and on how many rows": those that failed.
  [
    /(?<!\bnot |n't |\bnever )\b(failed|fail)\b([^;?!]{0,60}?),? and (?:on|in|with|for|by) how many rows\b/iu,
    "$1$2 and how many failed rows",
  ],
  [/\bwait(?:s|ed|ing)? (longer|shorter|longest|shortest)\b/iu, "have a $1 waiting time"],
  // "The last download but one": not the last.
  [/\b(last|latest|newest) ([^,;.?!]{2,30}?) but (?:one|two)\b/iu, "second to last $2"],
  // "Which months broke the 57,000 mark"
  [
    /\b(?:broke|broken|passed|crossed|topped|exceeded) the ([\d.,]+k?) (?:mark|line|barrier|threshold)\b/iu,
    "had more than $1",
  ],
  [/\bfell (?:below|under) the ([\d.,]+k?) (?:mark|line|threshold)\b/iu, "had less than $1"],
  // "How far apart are North and South"
  [/\bhow (?:far|wide) (?:apart )?(?:is|are|was|were|lie) (?=[^.?!;]{2,60} and )/iu, "difference between "],
  // "North or South, who's ahead on turnover and by what margin"
  [/\bby what margin\b/iu, "by how much"],
  [/\bhow many percent\b/iu, "what percent"],
  // "Dragged on for more than four hours", "minutes that we threw away on failed runs"
  [/\bdragged on (?:for )?(?=(?:more|longer|less|over|under)\b)/iu, "took "],
  [
    /\bhow many (minutes|hours) did we (?:throw away|threw away|waste|lose|burn|spend) on\b/iu,
    "total run time in $1 of",
  ],
  // "Has anybody's purchases added up to more than a thousand"
  [
    /\b(?:has|have|had|did) (?:anybody|anyone|somebody|someone)(?:'s)? (?:purchases|orders) (?:add|added|come|came|total|totalled) (?:up )?to (?=more|less|over|under)/iu,
    "who spent ",
  ],
  [/\bsomewhere between\b/iu, "between"],
  // "90th percentile of how long ledger-close took"
  [
    /\b(p\d\d|\d\dth percentile|median|average) of how long ([^,.;?!]{2,60}?) (?:took|takes?|ran|lasted)\b/iu,
    "$1 run time of $2",
  ],
  // "Orders worth less than 500", "orders that came to less than 500"
  [
    /\b(orders?|sales?|purchases?|transactions?)(?: that)? (?:worth|came to|come to|amounted to|totall?ed|added up to) (?=(?:less|more|over|under|below|above|at least|at most)\b)/iu,
    "$1 ",
  ],
  // "Teams that came in below 5000"
  [
    /\b(?:came|comes?|amounted|amounts?|added up|totall?ed) (?:in )?(?:to )?(?=(?:less|more|over|under|below|above|at least|at most)\b)/iu,
    "with a total ",
  ],
  [/\b(below|above|under|over) (?:our |the )?(?:overall|general|usual|total) average\b/iu, "$1 average"],
  [/\bmiddle value\b/iu, "median"],
  // "Anything that's brought in less than a thousand"
  [
    /\b(?:what|anything|everything|something)(?: that| which)?(?:'s| has| have)? (?=(?:brought|brings?) in\b)/iu,
    "which products ",
  ],
  // "Who changed the most permissions": no change from one time to another.
  [
    /\b(?:chang|modif|alter|edit)(?:es?|ed|y|ied|ing) (?:the )?(most|fewest|more|least|many|any|some|all)(?: of the)? (?:permissions?|rights)\b/iu,
    "has the $1 permission changes",
  ],
  [
    /\b(?:permissions?|rights) (?:were|was|have been|has been|got|get) (?:changed|modified|altered|edited)\b/iu,
    "permission changes",
  ],
  [/\bpassed everything\b(?![^.;?!]*\bnot\b)/iu, "had no failed checks"],
  // "Which job runs most often"
  [
    /\b(which|what) (jobs?|pipelines?|workflows?) (?:runs?|ran) (?:the )?(most|least) (?:often|frequently)\b/iu,
    "$1 $2 had the $3 runs",
  ],
  // "Who accessed the most tables": how many of them.
  [
    /\b(?:access(?:ed|es)?|read|reads|open(?:ed|s)?|touch(?:ed|es)?|quer(?:ied|ies)|used?|look(?:ed|s) at) (?:the )?(most|fewest)(?: different| distinct)? (tables|datasets)\b/iu,
    "has the $1 different $2",
  ],
  // "Since mid November"
  [
    /\bsince (?:the )?(?:middle of|mid[- ]?) ?(?=(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*\b)/iu,
    "since 15 ",
  ],
  // "What cost us the most last week": what drives the cost.
  [/\bwhat (?:cost|costs|has cost|did cost) us (?:the )?(most|least)\b/iu, "which workload cost the $1"],
];
