import { unframed } from "./framing.ts";

/*
 * How people write around what they ask: courtesy, contractions and possessives without their apostrophe, short forms. None
 * of it changes a figure, so it is put into plain words before the question is read.
 */

const MOST_CHARACTERS = 4_000;

/** The question without courtesy, with its contractions written out. */
export const plainly = (question: string): string => {
  const text = unframed(question.slice(0, MOST_CHARACTERS).replaceAll("’", "'"));
  const plain = wordings.reduce((read, [pattern, words]) => read.replaceAll(pattern, words), text);
  return counted(wholeFirst(/\p{L}/u.test(plain) ? plain : text));
};

const VERB = "(?:tell|show|give|let|say|list|send|find|know|ask|have|see|explain|name)";

/** "Of all …, which one took the longest": `rows` is how they are named. */
const wholeOf = (rows: string): RegExp =>
  new RegExp(
    `^\\s{0,9}(?:out )?of (?:all )?(?:the |our )?${rows}([^,?!;]{0,80}), which (?:one|of them) (?:took|was|is|ran) (?:the )?(longest|shortest|slowest|fastest|biggest|largest|smallest|cheapest|most expensive)\\b`,
    "gi",
  );

/** Each pattern with what is read in its place. */
const wordings: readonly (readonly [RegExp, string])[] = [
  // "Hi team, quick one -", "evening all,"
  [
    /^\s{0,9}(?:hi|hey|hello|hallo|hiya|howdy|moin|servus|dear|(?:good )?(?:morning|afternoon|evening|day)|guten (?:morgen|tag|abend))(?: (?:all|team|there|everyone|everybody|folks|guys|colleagues|genie|again|zusammen))?\s?[,!.:;–-]\s?/gi,
    "",
  ],
  [
    /^\s{0,9}(?:(?:just )?(?:a |one )?(?:quick|short|small|brief) (?:one|question|thing|q)|kurze frage)(?: for you)?\s?[,:;–-]\s?/gi,
    "",
  ],
  // "Who is our most valuable customer": which customer.
  [
    /^(\s{0,9})who(?:'?s| is| are| was| were) (?=(?:the|our|my) (?:most|least) \p{L}{3,20} (?:customer|client|buyer|shopper)s?\b)/giu,
    "$1which is ",
  ],
  // "What was the stock of mice again?": told before.
  [/^(\s{0,9}what(?:'?s| is| was| are| were)\b[^?.!]{0,300}?),? again[\s?.!]{0,9}$/gi, "$1"],
  // "Export the sales table": its rows.
  [
    /^\s{0,9}(?:please |can you |could you )?(?:export|download|dump) (?:(?:the|our|my|all|every)\b ?){1,3}([^,.?!]{2,60}?)(?: (?:table|data|dataset|list|file))?(?:,? please)?[\s.?!]{0,9}$/gi,
    "list all $1",
  ],
  // As people shorten.
  [/\b(?:avrg|averg|avge)\b/gi, "average"],
  [/\bthru\b/gi, "through"],
  [/(?<=\p{L} )r(?= \p{L})/giu, "are"],
  [/\btho\b/gi, "though"],
  [/\bas well\b(?! as\b)/gi, "too"],
  // "Would you mind showing me"
  [/\b(?:would|do|will) (?:you|u) mind (?=\w+ing\b)/gi, "please "],
  [/\b(?:would|do|will) (?:you|u) mind if i asked\b,?/gi, ""],
  [/\bif (?:you|u) (?:do not|don't|dont|wouldn't|would not) mind\b/gi, ""],
  [/\bi (?:hope|trust) (?:you|u) (?:do not|don't|dont) mind(?: me asking| my asking)?,?(?: but)?\b/gi, ""],
  // "Sorry to bother you, but", "excuse me"
  [
    /\b(?:i'm |i am |im )?(?:so |very |terribly )?sorry (?:to|for) (?:bother|disturb|trouble|interrupt)(?:ing)? (?:you|u)(?: again)?,?(?: but\b)?/gi,
    "",
  ],
  [/\b(?:excuse|pardon|forgive) me,?(?: but\b| for asking,?)?/gi, ""],
  [/\bsorry, but\b/gi, ""],
  // "If that is not too much trouble", "when you have a minute"
  [
    /\bif (?:that|it|this)(?:'s| is|s)?(?: not|n't| isn't| isnt)? (?:too much|any|no) (?:of a )?(?:trouble|bother|hassle|work|effort)\b/gi,
    "",
  ],
  [/\b(?:if|when|whenever) (?:you|u) (?:have|get|find) (?:a|the) (?:minute|moment|chance|second|sec)\b/gi, ""],
  [/\bif (?:at all )?possible\b/gi, ""],
  [/\bat your (?:earliest )?convenience\b/gi, ""],
  // "I wonder whether you could", "I would love to know", "could I ask"
  [/\bi (?:wonder|was wondering|am wondering)(?: if| whether)? (?:you|u) (?:could|can|might|would)\b/gi, "please"],
  [
    /\bi (?:would|'d|d) (?:be (?:very )?(?:grateful|glad|happy)|appreciate it) if (?:you|u) (?:could|would)\b/gi,
    "please",
  ],
  [/\b(?:i (?:would|should) |i'd |id )?(?:really )?(?:love|like) to (?:know|see|learn|hear)\b/gi, "please tell"],
  [/\b(?:could|can|may|might) i (?:please |just |quickly )?ask(?: you)?(?: for)?\b,?/gi, "please tell"],
  [/\bwould it be possible (?:for you )?to (?=\w+)/gi, "please "],
  [/\bwould (?:you|u) be (?:so kind as|kind enough|able) to\b/gi, "please"],
  [new RegExp(`\\bbe a (?:dear|darling|star|pal|mate) and (?=${VERB})`, "gi"), "please "],
  // The same in German.
  [/\bentschuldigen sie(?: bitte)?(?: die störung)?,?(?: aber\b)?/gi, ""],
  [/\b(?:entschuldigung|verzeihung|tut mir leid)(?: für die störung)?,?(?: aber\b)?/gi, ""],
  [
    /\b(?:würden|könnten) sie (?:mir |uns )?(?:bitte |vielleicht |freundlicherweise )*(?:sagen|zeigen|nennen|mitteilen|verraten),?/gi,
    "bitte",
  ],
  [
    /\b(?:würdest|könntest|kannst) du (?:mir |uns )?(?:bitte |vielleicht |mal |kurz )*(?:sagen|zeigen|nennen|mitteilen|verraten),?/gi,
    "bitte",
  ],
  [/\b(?:dürfte|darf|könnte|kann) ich (?:bitte |vielleicht |kurz |mal |sie )*(?:fragen|wissen|erfahren),?/gi, "bitte"],
  [
    /\b(?:ich|wir) (?:würde|würden|wüsste|wüssten|möchte|möchten) (?:bitte |sehr )?gern(?:e)?(?: wissen| erfahren)?,?/gi,
    "bitte",
  ],
  [/\bmich würde interessieren,?/gi, "bitte"],
  [/\bwenn es (?:keine|nicht zu viele?) (?:umstände|mühe) macht,?/gi, ""],
  [/\b(?:wären|wärst) (?:sie|du) so (?:nett|freundlich|lieb|gut)(?: und\b|,)?/gi, "bitte"],
  [
    /\bseit anfang (?=(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)\b)/gi,
    "seit ",
  ],
  // Contractions without their apostrophe.
  [/\b(have|has|had|do|does|did|is|are|was|were|would|could|should)nt\b/gi, "$1 not"],
  [/\b(what|who|where|how|that|there|here|when)s\b(?= \p{L})/giu, "$1 is"],
  [/\b(they|you)re\b/gi, "$1 are"],
  [/\b(they|we|you|i)ve\b(?= \p{L})/giu, "$1 have"],
  [/\bwont\b/gi, "will not"],
  [/\bcant\b/gi, "can not"],
  // "This years spend", "last months revenue", "todays": of one, unless several are meant.
  [/\b(this|current) (day|week|month|quarter|year)s\b/gi, "$1 $2"],
  [
    /(?<!\b(?:the|these|those|over|in|for|our|during) )\b(last|previous) (week|month|quarter|year)s(?= (?!(?:and|or|by|per|each|in|on|at|of|for|from|to|with|is|are|was|were|do|does|did|have|has|had|how|what|which|who|when|where|only|please|then|than|versus|vs|until|up)\b)\p{L})/giu,
    "$1 $2",
  ],
  [/\b(to|yester)days\b/gi, "$1day"],
  [/\b(january|february|april|june|july|august|september|october|november|december)s\b(?= \p{L})/giu, "$1"],
  // What is done, in words that only carry it.
  [/\bwhat (?:went|goes) wrong (?=most|mainly|usually|typically)/gi, "which kind of failure happened "],
  [/\b(?:went|gone|go|goes|going) (?:wrong|awry)\b/gi, "failed"],
  [/\b(?:went|gone) (?:through )?(?:fine|well|smoothly|okay|ok)\b/gi, "were successful"],
  [/\b(?:added|summed|taken|put|lumped) together\b/gi, "together"],
  [/\bhow many (?=(?:money|revenue|turnover|spend|data)\b)/gi, "how much "],
  [/\blast(?:ed|ing)\b/gi, "took"],
  [/\bout(sold|spent|earned|performed)\b (?=the average\b)/gi, "$1 more than "],
  // "The largest part of", "the bulk of"
  [/\b(largest|biggest|greatest|smallest|lowest|highest) (?:part|portion|chunk|slice|piece) of\b/gi, "$1 share of"],
  // "Because of something other than X": any other.
  [/\b(?:because of|due to|for|with) (?:some|any)thing (?:other than|else than|but)\b/gi, "other than"],
  [/\b(?:some|any)thing other than\b/gi, "other than"],
  // "Failed more often than 5 times"
  [/\b(more|less) often than (?=(?:\d{1,6}|once|twice|two|three|four|five|six|seven|eight|nine|ten)\b)/gi, "$1 than "],
  // "To get back to the level"
  [/,? (?:in order )?to (?:get|come|be) (?:back )?(?:up )?(?=to (?:the|its|their|our) )/gi, " "],
  // "The first failed login of the month"
  [
    /(?<!\b(?:days?|half|end|start|beginning|rest|most|part|parts|hours?|weeks?|weekend|months?|quarters?|time) )\bof the (week|month|quarter|year)\b(?=\s{0,3}(?:[,.?!;]|$))/gi,
    "this $1",
  ],
  // "Since the beginning of the year"
  [
    /\b(since|from|after) (?:the )?(start|beginning|end) of the (week|month|quarter|year)\b(?! (?:of|before|until)\b)/gi,
    "$1 the $2 of this $3",
  ],
  // "The same quarter last year"
  [
    /\bthe same (?:day|week|month|quarter|period|time|days|weeks|months|quarters)s? (?:(?:of |in )?(?:last|the previous) year|(?:the|a|one) year (?:before|earlier|ago))\b/gi,
    "the year before",
  ],
  [/\b(?:a|one) year earlier\b/gi, "the year before"],
  // "The second and the third quarter"
  [
    /\bthe (first|second|third|fourth) (and|or|versus|vs\.?) (?:the )?(first|second|third|fourth) (quarter|half)\b/gi,
    "the $1 $4 $2 the $3 $4",
  ],
  // "Kept in Hamburg", "what do we hold", "without a single one"
  [/\b(?:kept|held|stocked) (?=(?:in|at)\b)/gi, "stored "],
  [/\b(do|does|did) (we|they) (?:hold|stock|carry)\b/gi, "$1 $2 have"],
  [/\b(without|no|not) (?:a |one )?single (?=\p{L})/giu, "$1 a "],
  [/\ban? single (?=(?:piece|unit|item|one)\b)/gi, "one "],
  [
    /\b(?:got|get|gets|came|made it) through (?=(?:the |all of )?(?:whole |entire )?(?:first|second|third|fourth|last|this|q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december)\b)/gi,
    "ran in ",
  ],
  [
    /\bwhat (?:did|does|do|would) (?:an?|one) (?:piece|unit|item) (?:go for|sell for|cost|retail for)\b/gi,
    "what was the price per unit",
  ],
  // "Are we going to run out of anything?"
  [
    /\b(?:are|do|will|might|could) we (?:be )?(?:going to |about to |likely to |at risk of |in danger of |risk |soon )?(?:run|running) out of (?:anything|something)\b(?: soon)?/gi,
    "what will run out soon",
  ],
  // "The time that queries spent waiting", "counting all queries", "in percentage points", "weekday (Mon-Fri)"
  [
    /\btime (?:that )?(?:the )?(\w{3,20}) (?:spent|spend|spend on|were|are) (?:queue?ing|queued|waiting|in the queue)\b/gi,
    "wait of $1",
  ],
  [/,? (?:counting|considering) all (?:the )?\w{3,20}\b/gi, ""],
  [/,? in percent(?:age)? points\b/gi, ""],
  [/\s?\(mon(?:day)?s?\s?(?:-|–|to)\s?fri(?:day)?s?\)/gi, ""],
  [/\b(?:actually|really) (?:went|got|go|get) through\b/gi, "were successful"],
  [/\bstar (?=(?:product|seller|performer|item|customer|team|job)s?\b)/gi, "best "],
  // "Is down to X"
  [/\b(is|are|was|were) (?:down|owed|attributable) to (?=\S)/gi, "$1 from "],
  // "Table by table"
  [/\b(?!(?:one|side|step|bit|day|little)\b)(\p{L}{3,20}) by \1\b/giu, "by $1"],
  // "If we leave the laptops aside"
  [/\bif (?:we|you|i) (?:leave|put|set|take) ([^,.;?!]{2,40}?) (?:aside|out)\b/gi, "leaving $1 out"],
  [/\b(?:leaving|putting|setting) ([^,.;?!]{2,40}?) aside\b/gi, "leaving $1 out"],
  [/\b(?:am|are|is|were|was) (we|they|i|it) supposed to\b/gi, "should $1"],
  // "…, both amounts and the change in percent, please": what a comparison says anyway.
  [
    /[,.;?!]\s?(?:please )?(?:(?:give|show|tell) me )?both (?:amounts|figures|numbers|values|totals|months|sums)(?:,? and the (?:change|difference|growth)(?: in (?:percent|%))?)?(?:,? please)?[\s.!]{0,5}$/gi,
    "?",
  ],
  // "Due to CLOUD_FAILURE", as "because of" it
  [/\bdue to (?=\p{Lu}{3})/gu, "because of "],
  // "Up north"
  [/\b(?:up|down|over|out) (?=(?:north|south|east|west)\b)/gi, "in the "],
  [
    /\b(had|has|have|having|with|were|are|was|is|show|shows|showed) (?:zero|0) (?=(?!(?:to|or|and|percent|hours?|minutes?|seconds?|dollars?)\b)\p{L})/giu,
    "$1 no ",
  ],
  // "The second to the third quarter": both are quarters.
  [
    /\b(from|between) the (first|second|third|fourth) (to|and) the (first|second|third|fourth) quarter\b/gi,
    "$1 the $2 quarter $3 the $4 quarter",
  ],
  // "In September but not", as German puts it.
  [/, ((?:in|on|at) \w{1,20}) but not\b/gi, " but not $1"],
  // "Longer on average than all queries together"
  [
    /\b(longer|shorter|slower|faster) on average than all (?:the |our )?\w{1,20} (?:together|combined)(?: (?:did|do))?\b/gi,
    "$1 than average",
  ],
  // "Of all the failed runs in May, which one took the longest?"
  [wholeOf("([^,?!;]{1,60}?)ies\\b"), "$3 $1y$2:"],
  [wholeOf("([^,?!;]{1,60}?)(?<!s|ie|thi|sse|che)s\\b"), "$3 $1$2:"],
];

/** "…, just the number": how many. */
const counted = (text: string): string => {
  const found = JUST_NUMBER.exec(text);
  return found ? `how many ${text.slice(0, found.index)}` : text;
};
const JUST_NUMBER =
  /[,;:]\s?(?:(?:just|only|simply) (?:the |a |their )?(?:number|count)(?: of)?|(?:and )?how many(?: (?:each|of each|(?:were|are|is|was) (?:there|they|that|it)))?)(?:,? please)?[\s.?!]{0,9}$/i;

/** "Of all denied accesses, what share hit …": the whole stands first, and the part behind "what share". */
const wholeFirst = (text: string): string => {
  const found = WHOLE_FIRST.exec(text);
  if (!found) return text;
  const [, whole = "", , part = ""] = found;
  return `what share of ${whole} that ${part}`;
};
const WHOLE_FIRST =
  /^[\s,]{0,9}(?:out )?(?:of|among|from) ((?:all|the|our)\b[^,?!;]{1,160}?),? (what|which|how large a|how big a) (?:share|percentage|proportion|fraction|portion|percent) (?:of (?:them|these|those) )?(?!(?:is|are|was|were) (?:below|above|under|over|more|less|at|between|worth)\b)([^?]{1,300})/i;
