/* The clauses of a question with several parts: where they are joined, and what of one holds for the others as well. */

/** Characters and clauses of a question that is taken apart; a longer one stays whole. */
const mostCharacters = 600;
const mostClauses = 12;

/** A clause, and what joins it to the one before. */
export interface Clause {
  text: string;
  joint: string;
}

/** The clauses of a question; undefined: it has one, or too many. */
export const clausesOf = (question: string): Clause[] | undefined => {
  const text = question.replaceAll(/\s+/g, " ").trim();
  if (text.length > mostCharacters) return undefined;
  const clauses: Clause[] = [];
  let from = 0;
  let joint = "";
  for (const { 0: found, index } of text.matchAll(joints)) {
    clauses.push({ text: text.slice(from, index), joint });
    joint = found;
    from = index + found.length;
  }
  clauses.push({ text: text.slice(from), joint });
  const whole = clauses.filter((clause) => clause.text.trim() !== "");
  return whole.length < 2 || whole.length > mostClauses ? undefined : whole;
};

const conjunction = "(?:and|but|or|also|plus|as well as|und|aber|oder|sowie|auch)";
const joints = new RegExp(`(?:[?!.;:,]| [–—-])(?= )(?: ${conjunction}(?= ))*|(?: ${conjunction}(?= ))+`, "giu");

const months =
  "january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember";
const unit = "(?:days?|weeks?|months?|quarters?|years?|tage?n?|wochen?|monate?n?|monats?|quartale?s?|jahre?n?|jahres)";
const lead = "(?:in|since|during|over|for|within|im|seit|während|am|ab)";
const span = [
  "today",
  "yesterday",
  "heute",
  "gestern",
  `(?:${lead} )?(?:the |den |dem |der )?(?:last|past|previous|this|current|letzten?|letztes|letzter|diesen?|dieses|dieser|vergangenen?) (?:\\d{1,3} |few )?${unit}`,
  `(?:${lead} )?(?:the )?(?:first|second|third|fourth) (?:quarter|half)(?: of (?:20\\d\\d|this year|the year))?`,
  `${lead} (?:early |late |mid |anfang |ende )?(?:${months})(?: 20\\d\\d)?`,
  `${lead} (?:q[1-4]|h[12])(?: 20\\d\\d)?`,
  `${lead} 20\\d\\d`,
].join("|");
const period = new RegExp(`(?<![\\p{L}\\p{N}])(?:${span})(?![\\p{L}\\p{N}])`, "iu");

/** The period that a clause names, in its words. */
export const periodIn = (text: string): string | undefined => period.exec(text)?.[0];

/** The clause is about the state of now, which no period of another clause narrows. */
export const isOfNow = (text: string): boolean =>
  /\b(?:is|are|am|do|does|have|has|need|needs|'s|ist|sind|haben|hat|gibt|habe|brauchen)\b/iu.test(text) &&
  !/\b(?:was|were|did|had|been|war|waren|hatte|hatten|(?:has|have)\b.{1,60}ed|\p{L}{0,12}ge\p{L}{2,15}(?:t|en))\b/iu.test(
    text,
  );

/** A clause that asks by itself, or orders something. */
export const asksItself = (text: string): boolean => asking.test(text);
const asking =
  /^(?:(?:please|bitte|then|dann) )?(?:what|which|who|whose|whom|how|when|where|why|show|list|give|tell|did|does|do|is|are|was|were|has|have|had|any|can|could|name|wie|was|welche[nrsm]?|wer|wem|wo|wann|warum|zeige?|gib|hat|haben|hatte|gibt|ist|sind|waren|nenne)\b/iu;

/** "In October", "for marketing": it holds for all that follows, or for all before. */
export const isAdverbial = (text: string): boolean =>
  /^(?:in|on|for|since|during|over|within|by|per|from|between|im|am|seit|für|pro|je|nach|bei)\b/iu.test(text) ||
  periodIn(text)?.length === text.length;

/** "Which failed most", "which ones cost": what they are is said before. */
export const elided =
  /^(which|how many|welche|wie viele)(?: ones?| of them)?(?= (?:is|are|was|were|have|has|had|need|needs|do|did|does|fails?|costs?|ran|run|runs|took|takes?|sold|sells?|got|went|grew|rose|fell|sind|waren|haben|hat|müssen|muss|sollen|wurden|wurde|kosten|\p{L}{3,20}ed)\b)/iu;

/** "The job", where one is named before. */
export const thatThing =
  /(?<![\p{L}])(?:(?:the|this|that) (?:job|table|team|warehouse|product|pipeline|workload|dataset)|(?:der|die|das|dieser|diese|dieses) (?:job|tabelle|team|warehouse|produkt|pipeline))(?![\p{L}])/iu;

/** What a clause says of something that another one names. */
export const pronoun = /(?<![\p{L}])(?:it|its|they|them|their|he|she|his|her)(?![\p{L}])/iu;
export const germanPronoun =
  /(?<![\p{L}])(?:er|sie|ihn|es|deren|dessen|davon|dafür|daran|ihre[nmrs]?|seine[nmrs]?)(?![\p{L}])/iu;
