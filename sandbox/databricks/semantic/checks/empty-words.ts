import type { Written } from "../composing/written.ts";
import { isEmptyWord, wordsIn } from "../reading/words.ts";
import type { Piece } from "../tags.ts";

/*
 * Words that name nothing in the data, and that are left out of the query. Most say nothing wherever they stand: articles,
 * auxiliaries, politeness. The others here say something in some places: each tells where it does not. A word that is
 * neither is unaccounted for, and named in a question back.
 */

interface Telling {
  words: RegExp;
  /** It says nothing at `index`, or the query does what it says. */
  isEmpty(pieces: readonly Piece[], index: number, query: Written): boolean;
}

/** "Everyone with denied accesses" asks for persons, and rows of events are none. */
const isAnyPerson: Telling["isEmpty"] = (pieces, index, { plan }) =>
  pieces[index - 1]?.text !== "by" &&
  !(
    plan.kind === "list" &&
    plan.subject.record.dimension === undefined &&
    /^(?:with|who|that|whose)$/.test(pieces[index + 1]?.text ?? "")
  );

/** "By how many hours are they over": the figure before it says so. */
const isOverBy = (pieces: readonly Piece[], index: number): boolean => {
  const tag = pieces.slice(0, index).findLast(({ tag: { is } }) => is !== "filler")?.tag;
  return tag?.is === "measure" && /\bover\b/.test(tag.measure.label) && pieces[index + 1] === undefined;
};

const tellings: readonly Telling[] = [
  // A period takes its own "since" with it.
  { words: /^(?:since|until|till|unless|else|lest)$/, isEmpty: () => false },
  {
    words: /^over$/,
    isEmpty: (pieces, index) =>
      ["period", "ever", "value"].includes(nextOf(pieces, index)?.tag.is ?? "") || isOverBy(pieces, index),
  },
  { words: /^under$/, isEmpty: (pieces, index) => nextOf(pieces, index)?.tag.is === "records" },
  { words: /^through$/, isEmpty: (pieces, index) => nextOf(pieces, index)?.tag.is !== "period" },
  {
    words: /^own$/,
    isEmpty: (pieces, index) => /^(?:my|our|your)$/.test(pieces[index - 1]?.text ?? "") || isNamed(pieces[index - 1]),
  },
  { words: /^(?:everyone|everybody)$/, isEmpty: isAnyPerson },
  { words: /^lots?$/, isEmpty: (_, __, { sql }) => sql.includes("ORDER BY") },
  { words: /^times$/, isEmpty: (pieces, index) => pieces[index - 1]?.tag.is === "threshold" },
  // "Failed after waiting over a minute": what the row had done before.
  {
    words: /^after$/,
    isEmpty: (pieces, index) => /^\w+ing\b/.test(nextOf(pieces, index)?.text ?? "") && isNamed(nextOf(pieces, index)),
  },
  // "Stayed under 5,000", and not "who stayed".
  {
    words: /^stay(?:s|ed|ing)?$/,
    isEmpty: (pieces, index) => ["threshold", "relative", "part"].includes(nextOf(pieces, index)?.tag.is ?? ""),
  },
  // "The revenue booked in May"
  {
    words: /^(?:booked|added)$/,
    isEmpty: (pieces, index) =>
      ["measure", "records"].includes(pieces.slice(0, index).findLast(({ tag }) => tag.is !== "filler")?.tag.is ?? ""),
  },
  { words: /^little$/, isEmpty: (pieces, index) => pieces[index - 1]?.text === "a" },
  // "Customers with one order": a limit.
  {
    words: /^one$/,
    isEmpty: (pieces, index) =>
      !/^(?:with|has|have|had|in|only|just|exactly|by)$/.test(pieces[index - 1]?.text ?? "") ||
      !isNamed(pieces[index + 1]),
  },
  { words: /^right$/, isEmpty: (pieces, index) => !/^(?:after|before|behind)$/.test(pieces[index + 1]?.text ?? "") },
  { words: /^(?:lately|recently)$/, isEmpty: (_, __, { plan }) => plan.period !== undefined || !plan.subject.day },
  {
    words: /^(?:normally|ordinarily|commonly|generally)$/,
    isEmpty: (_, __, { sql }) => /\bAVG\(|\/ COUNT\(|percentile\(|ORDER BY/.test(sql),
  },
  { words: /^because$/, isEmpty: (pieces, index) => isNamed(nextOf(pieces, index)) },
  // "Again and again", "often": a ranking says who does.
  { words: /^(?:often|frequent|frequently)$/, isEmpty: (_, __, { sql }) => /COUNT\(|SUM\(|AVG\(/.test(sql) },
  // "Between the two teams", "between July and September"; "the time between failures" is none of one row.
  {
    words: /^between$/,
    isEmpty: (pieces, index) => {
      const behind = pieces.slice(index + 1).filter(({ tag }) => tag.is !== "filler");
      const [next] = behind[0]?.tag.is === "number" || behind[0]?.tag.is === "latest" ? behind.slice(1) : behind;
      return !["measure", "records", "flag", "degree"].includes(next?.tag.is ?? "");
    },
  },
  // Its own rules: small-words.ts, qualifiers.ts.
  {
    words:
      /^(?:again|then|same|other|others|another|such|single|i|me|my|mine|myself|he|she|him|her|his|hers|them|its|their|time|together|altogether|than|starts?|started|starting|ends?|ended|ending|beg[aiu]n|begins|beginning|every|each|ever|only|still|even|yet|already|too|while|during|within|among|around|off|without)$/,
    isEmpty: () => true,
  },
];

/** What a person may take for something of the data: behind "per", "which" or "how many" it is one. */
const NOUNS =
  /^(?:compan(?:y|ies)|business(?:es)?|firms?|shops?|stores?|organi[sz]ations?|platforms?|systems?|boards?|meetings?|slides?|decks?|presentations?|things?|stuff|folks|guys|friends?|ways?)$/;
/** Words that stand for doing, in the lists of single subjects. */
const DOING =
  /^(?:have|has|had|live|lives|perform\w*|execut\w+|finish\w*|generat\w+|contribut\w+|try|tried|tries|hold|holds|carry|carries|monitor\w*|track\w*|watch\w*|complet\w+|run|ran|running|now|current|currently|first|enough|hand|all|everything|all the time|recent|data|information|result|results)$/;
const ASKING = new Set(["which", "count", "number", "nth"]);

/** Words of the question that neither say nothing nor came into the query. */
export const unaccounted = (pieces: readonly Piece[], query: Written): string[] =>
  pieces.flatMap(({ tag, text, isEcho }, index) => {
    if (tag.is !== "filler" || isEcho) return [];
    if (isAskedFor(pieces, index, query)) return [text];
    const known = tellings.find(({ words }) => words.test(text));
    if (known) return known.isEmpty(pieces, index, query) ? [] : [text];
    return wordsIn(text).every(isEmptyWord) || isQuiet(text, query) ? [] : [text];
  });

/** "Per store", "how many platforms", "cost per run": a thing that the data does not hold. */
const isAskedFor = (pieces: readonly Piece[], index: number, query: Written): boolean => {
  const { text } = pieces[index] ?? { text: "" };
  const before = pieces.slice(0, index).findLast((piece) => !ARTICLES.test(piece.text));
  if (!before || pieces[index]?.clause) return false;
  const isNoun = NOUNS.test(text) || (isQuiet(text, query) && !isNamed(pieces[index + 1]));
  if (before.tag.is === "by") return isNoun;
  // "Cost per job run": of a run, and not of a job.
  const isOfBy = before.tag.is === "dimension" && pieces[pieces.indexOf(before) - 1]?.text === "per";
  if (isOfBy && /^runs?$/.test(text)) return true;
  return ASKING.has(before.tag.is) && before.text !== "what" && isNoun && !DOING.test(text);
};
const ARTICLES = /^(?:a|an|the|our|your|their|its|single)$/;

/** One of the words that say nothing to this subject. */
const isQuiet = (text: string, { plan }: Written): boolean => {
  const quiet = (plan.subject.quiet ?? "").split(",").flatMap((phrase) => wordsIn(phrase).map(({ stem }) => stem));
  const echoes =
    /^(?:again and again|account(?:s|ed|ing)? for|ma[dk]e?s? up|t[ao]+kes? up|responsible for|down to|distribution|side by side|next to each other|at all)$/;
  const words = wordsIn(text);
  return (
    echoes.test(text) ||
    (words.some(({ stem }) => quiet.includes(stem)) &&
      words.every((word) => quiet.includes(word.stem) || isEmptyWord(word)))
  );
};

const nextOf = (pieces: readonly Piece[], index: number): Piece | undefined =>
  pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler");

const NAMED = new Set(["measure", "degree", "value", "flag", "records", "dimension"]);
const isNamed = (piece: Piece | undefined): boolean => piece !== undefined && NAMED.has(piece.tag.is);
