/*
 * Who asks, and what for: "finance asked me what …", "can somebody pull …", "… so that I can plan the budget". It is about
 * the person who writes, and never about the data.
 */

/** The question without its frame. */
export const unframed = (text: string): string =>
  frames.reduce(
    (read, [pattern, words]) => {
      const rest = read.replace(pattern, words);
      return /\p{L}{3}/u.test(rest) ? rest : read;
    },
    text.replaceAll(SHORT_END, "$1\n"),
  );

/** A short word that ends a sentence: the next one begins with a capital. */
const SHORT_END =
  /(?<=[\s,])(?!(?:no|nr|st|dr|mr|ms|vs|ca|inc|max|min|avg|bzw|usw|etc|ggf)\.)(\p{Ll}{2,3})\. (?=\p{Lu}\p{Ll})/gu;

const ASKED = "(?:what|how|which|who|whose|when|where|whether|if|why|for|about)";
const OCCASION =
  "(?:meeting|stand-?up|report|slides?|deck|presentation|review|retro|call|sync|e-?mail|mail|ticket|memo|newsletter|update|post ?mortem|qbr|planning|forecast|handover)";
const GREETING = "(?:\\s{0,9}(?:hi|hello|hey|(?:good )?(?:morning|afternoon|evening))\\b[^\\p{L}]{1,3})?";

const frames: readonly (readonly [RegExp, string])[] = [
  // "Which hour … no, which weekday": what is said last is meant.
  [
    new RegExp(
      `^[^?!\\n]{1,80}?(?:\\.{2,3}|…|,| -) ?(?:no|sorry|i mean|i meant|rather|or rather)\\b[,:]? (?=${ASKED}\\b)`,
      "iu",
    ),
    "",
  ],
  // "Are we good on laptops - show me the stock": a new sentence.
  [
    / [-–—] (?=(?:show|give|list|tell|can|could|please|what|how|which|who|when|where|zeig|zeige|gib|nenne|kannst|bitte|was|wie|welche[rsnm]?|wer|wann|wo)\b[^?\n]{12})/iu,
    "\n",
  ],
  [/^\s{0,9}is it (?:true|right|correct|so|the case) that /iu, ""],
  // "Has it become slower", "is the North ahead of the South"
  [/\bbec(?:o|a)me (?=(?:much |a bit |a lot )?(?:more |less |\p{L}{2,12}er\b))/iu, "got "],
  [/\b(is|are|was|were) ((?:the |our )?[\p{L}\p{N}.@-]{2,30}(?: \p{L}{2,20})?) ahead of /iu, "$1 $2 higher than "],
  // "Not sure who to ask: …", "what I'm after is …", "we're having a debate about …"
  [
    /^\s{0,9}(?:(?:i'm|i am|we're|we are) )?not (?:quite |really |entirely |so |too )?sure (?:who|whom|where|if|whether|how) [^:,.;?!\n]{0,40}[:,.;–-] ?/iu,
    "",
  ],
  [
    /^\s{0,9}(?:what|all) (?:i'm|i am|i was|we're|we are|we were|i|we)(?: really| actually| just)? (?:after|looking for|interested in|curious about|wondering(?: about)?|need|want|need to know|want to know|am missing) (?:is|was|are),? (?=\p{L})/iu,
    "",
  ],
  [
    /^\s{0,9}(?:we have|we had|we're having|there is|there's|there was|i have|i had|i lost|i have got|we've got) (?:an?|some) (?:\p{L}{2,12} )?(?:discussion|debate|question|argument|bet|query|doubt)(?: here| in the team| at work)?(?: going)?(?: about| on| over| concerning| regarding)?[:,]? (?=\p{L})/iu,
    "",
  ],
  // "Finance asked me what bi-shared cost": not of the team finance.
  [
    new RegExp(
      `^\\s{0,9}(?!${ASKED}\\b|(?:list|show|give|all|any)\\b)(?:[\\p{L}'-]{1,20} ){1,5}?(?:(?:just|keeps?|has|have|had|is|are|was|were) )?(?:asked|asks|asking|wants? to know|wanted to know|would like to know|needs? to know|wonders?|wondering)(?: me| us)?(?: again)?,? (?=${ASKED}\\b)(?:for |about )?`,
      "iu",
    ),
    "",
  ],
  // "Can somebody pull me the revenue"
  [
    /\b(?:can|could|would|will) (?:someone|somebody|anyone|anybody|one of you)(?: please| here| quickly| maybe| kindly| possibly)?(?= \p{L}{3,9} (?:me|us|up|out|the|our|how|what|which|who|when|where|whether|if|for|a|all)\b)/iu,
    "please",
  ],
  [
    /\b(?:does|do|did|would) (?:someone|somebody|anyone|anybody|you)(?: here)?(?: happen to)? know,? (?=(?:what|how|which|who|whose|when|where|whether|if|why)\b)/iu,
    "",
  ],
  // "… so that I can plan the budget", "… so I know whom to call"
  [
    /,? (?:just )?(?:so|so that|in order that) (?:i|we) (?:can|could|may|might|know|have|get)\b[^?;\n]{0,90}(?=\?|$)/iu,
    "",
  ],
  // "… for my report", "for tomorrow's board meeting"
  [
    new RegExp(
      `,? (?:i need (?:it|this|that) )?(?:for|in|before|at) (?:my|our|the|a|this|tomorrow's|today's|tomorrows|todays|next) (?:[\\p{L}-]{2,15} ){0,2}?${OCCASION}\\b(?: (?:today|tomorrow|later|now|tonight))?(?=\\s{0,3}[,.?!]|\\s{0,3}$)`,
      "iu",
    ),
    "",
  ],
  [
    new RegExp(
      `^${GREETING}\\s{0,9}(?:i need (?:it|this|something) )?for (?:my|our|the|a|this|tomorrow's|today's|tomorrows|todays|next) (?:[\\p{L}-]{2,15} ){0,2}?${OCCASION}(?:\\s?[,:] ?| (?=(?:i|we) (?:need|want)\\b))`,
      "iu",
    ),
    "",
  ],
  // "I'm preparing the slides, so I need two numbers: revenue and …"
  [
    /^[^?:\n]{0,90}?\b(?:i|we)(?: just| only| would|'d)? (?:need|want|like) (?:two|three|four|these|those|some|the following|a few|a couple of) (?:numbers|figures|things|values|kpis|metrics): /iu,
    "",
  ],
  // "… per day, I want to see if it's getting better"; what it says more would narrow the question.
  [
    /[,;.?!–-] ?(?:just )?(?:(?:i|we)(?:'d| would| just)? )?(?:want|need|like|trying|curious|wondering)(?: to (?:see|know|check|understand|find out))? (?:if|whether|where|how) (?:it|its|it's|this|that|things|we)(?: (?:is|are|was|has|have|been|got|gets|getting|goes|going|heading|moving|improves|improved|improving|changes|changed|changing|better|worse|up|down|or|not|normal|stable)){1,6}[?!.]?\s{0,3}$/iu,
    "",
  ],
];
