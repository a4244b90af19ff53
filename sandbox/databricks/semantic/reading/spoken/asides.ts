/*
 * Clauses that are said around a question: "I don't trust averages", "feels like it's getting sluggish", "average is fine",
 * "top one's enough", "(not oldest in years)". They give a reason or say what will do. A clause that says which of the data
 * is meant is never left out.
 */

/** A sign between two clauses; a comma or a dot within a number is none. */
const SIGN = /((?:[;?!\n()]|\.{2,}|…|,(?!\d)|:(?=\s)|\.(?=\s|$)|\s[-–—](?=\s))+)/u;

/** The question without such clauses. */
export const withoutAsides = (text: string, narrows: (words: string) => boolean): string => {
  const parts = text.replaceAll(TAG_QUESTION, "$1\n").split(SIGN);
  const read = parts.map((part, at) => {
    if (at % 2 === 1) return part;
    const clause = part.trim();
    const words = clause.replace(CONTRAST, (whole, kept: string, left: string) => (narrows(left) ? whole : kept));
    const meant = wordings.reduce((said, [pattern, instead]) => said.replace(pattern, instead), words);
    if (meant === "on average" && parts.some((other, index) => index !== at && AVERAGE.test(other))) return " ";
    if (meant !== clause) return ` ${meant} `;
    const isBracketed = (parts[at - 1] ?? "").endsWith("(");
    const isAside = (isBracketed && DENIED.test(clause)) || asides.some((pattern) => pattern.test(clause));
    const said = clause.replace(LATER, "");
    return isAside && !ASKING.test(clause.replace(LEADING, "")) && !narrows(said) ? " " : part;
  });
  return read.some((part, at) => at % 2 === 0 && /\p{L}{3}/u.test(part)) ? read.join("") : text;
};

const TAG_QUESTION =
  /(\s\p{L}{1,20}),? (?:was|is|did|were|are|has|have)(?:n't|nt) (?:it|they|he|she|we|there)\b(?=[\s.?!…]*)/giu;
/** "In pieces not in money" */
const CONTRAST = /\b((?:in|by) \p{L}{2,20}) (?:and )?not (?:in|by) (\p{L}{2,20})\b/iu;
/** When somebody will do it. */
const LATER =
  /\b(?:today|tomorrow|tonight|this (?:morning|afternoon|evening)|(?:for|by|until|next) (?:next )?(?:week|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day))$/i;
const DENIED = /^not\b/i;
const LEADING = /^(?:and|but|so|because|since|as|cause|well|ok|okay|sorry),? /i;
const ASKING = /^(?:what|how|which|who|whose|when|where|why|show|give|list|tell)\b/i;

const AVERAGE = /\b(?:average|mean|typical|normal|ordinary)\b/i;

const SO = "(?:(?:and|but|so|because|since|as|cause|well) )?";
const I = `^${SO}(?:i|we)(?:'m|'ll|'d|'ve| am| are| will| would| have)? (?:(?:really|just|still|do|honestly|also|never|always|kind of|got|gotta) |(?:do not|don't|dont|did not|didn't) )*`;

const asides: readonly RegExp[] = [
  // "I don't trust averages", "I owe them a coffee"
  new RegExp(
    `${I}(?:trust|believe|like|love|hate|fear|owe|promised|bet|swear|suspect|heard|feel|felt|wonder|forget|forgot|remember)\\b`,
    "iu",
  ),
  // "I want to ring them today"
  new RegExp(
    `${I}(?:(?:want|need|have|like|going|plan|planning|supposed|meaning|trying) to )?(?:ring|call|phone|thank|congratulate|e-?mail|write|text|warn|visit|surprise|reward|invite|greet|praise|scold|shout|speak|talk|brief|impress|chase|settle|have a word|get back|know|be sure|make sure|look good)\\b`,
    "iu",
  ),
  // "I'm preparing the quarterly deck for Friday"
  new RegExp(
    `${I}(?:prepare|write|draft|build|update|make|finish|review|collect|gather|work on|put together|preparing|writing|drafting|building|updating|making|finishing|reviewing|collecting|gathering|working on|putting together)\\b`,
    "iu",
  ),
  // "I need a name for the meeting"
  new RegExp(
    `${I}(?:need|want) (?:a|an|one|some|the) (?:name|number|figure|answer|quick answer|rough idea|idea|one-liner|headline)(?: for (?:the|my|our|a|this) \\p{L}{2,20})?$`,
    "iu",
  ),
  // "Feels like it's getting sluggish"
  /^(?:it |this |that |things? |everything |something |the whole thing )?(?:just |kinda |sort of )?(?:feels?|felt|looks?|seems?|sounds?|smells?)\b/iu,
  // "My boss is breathing down my neck"
  /\b(?:breathing down my neck|on my back|on my case|bugging me|nagging me|pestering me|driving me (?:mad|nuts|crazy)|losing my mind|pulling my hair out|scratching my head|on (?:the|my) (?:line|phone))$/iu,
  /^(?:my |our |the )?(?:boss|manager|ceo|cfo|cto|auditors?|management|client)(?:'s| is| are| keeps?| wants?| needs?| won't)? (?:asking|waiting|curious|nervous|worried|impatient|knocking|to know|on my \p{L}{2,10})(?: \p{L}{2,12}){0,3}$/iu,
  // "Quick one before the call"
  /^(?:just )?(?:a |one )?quick (?:one|question|thing|q)(?: (?:before|for|while|from|ahead of) .{1,40})?$/iu,
  // "With numbers please", "numbers for both", "both figures"
  /^(?:and )?(?:with |give me |show me |in )?(?:the |both |all )?(?:numbers?|figures?|amounts?|totals)(?: (?:for|of) (?:both|each|all|either)(?: of them)?)?(?:,? (?:please|pls|too|as well|thanks))?$/iu,
  // "Is it getting worse", beside figures of each month
  /^(?:and )?(?:is|are|has|have) (?:it|that|this|things|they|the numbers?) (?:been )?(?:getting|becoming|going|growing|rising|falling) ?(?:any )?(?:worse|better|up|down|slower|faster|higher|lower|more|less)?$/iu,
  // "Show me both averages"
  /^(?:please )?(?:show|give|tell) me (?:both|the two|all) (?:averages?|numbers?|figures?|values?|sums?|totals?)(?:,? (?:please|pls|thanks))?$/iu,
  // "Judging by what we sold"
  /^judging by (?:what|how)\b/iu,
  // "Percent-wise", beside a share
  /^(?:as a )?percent(?:age)?[- ]?wise(?:,? please)?$/iu,
];

const PLEASE = "(?:,? (?:please|pls|thanks))?$";
const ENOUGH =
  "(?:(?:'s| is| are|s)? (?:fine|ok|okay|enough|plenty|all i need|all we need|good enough)| will do| does it| suffices?| would do)";

/** What will do, as it is asked for elsewhere. */
const wordings: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`^(?:an? |the |just (?:an? |the )?)?averages?${ENOUGH}${PLEASE}`, "iu"), "on average"],
  [
    new RegExp(`^(?:just |only )?(?:the )?(?:top|first|worst|biggest|best) (?:one|1)(?:${ENOUGH})?${PLEASE}`, "iu"),
    "top 1",
  ],
  [new RegExp(`^(?:just |only )?(?:the )?top (\\d{1,2}|two|three|four|five|ten)${ENOUGH}${PLEASE}`, "iu"), "top $1"],
];
