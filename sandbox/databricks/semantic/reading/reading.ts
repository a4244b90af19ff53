import type { Calendar } from "../../data/calendar.ts";
import { isLightVerb } from "../joining/light-verbs.ts";
import type { Subject } from "../subject.ts";
import type { Piece, Tag } from "../tags.ts";
import { corrected } from "./corrections.ts";
import { deniedFirst } from "./denials.ts";
import type { FoundPeriod } from "./found-period.ts";
import { inEnglish } from "./german/german.ts";
import { hoursAt } from "./hours.ts";
import type { Found, Lexicon } from "./lexicon.ts";
import { withoutEchoes } from "./neutral.ts";
import { periodAt, periodWords } from "./periods.ts";
import { spokenPlainly } from "./spoken/spoken.ts";
import { numberOf, thresholdAt } from "./thresholds.ts";
import { isWholeOf } from "./wholes.ts";
import { plainly } from "./wordings.ts";
import { fillerWords, isFiller, isSlip, isVerbForm, stemsOf, type Word, wordsIn } from "./words.ts";

/** A question as one subject reads it. */
export interface Reading {
  pieces: Piece[];
  /** Words that were taken for others: what was written, what was read. */
  slips: [string, string][];
}

export interface Reader {
  subject: Subject;
  lexicon: Lexicon;
  calendar: Calendar;
  /** Stems that some other subject knows. */
  foreign: ReadonlySet<string>;
  /** Stems that the other subjects of the space know: a question that needs them is no question to two spaces. */
  siblings: ReadonlySet<string>;
}

/** Longest question that is read, in words. */
const MOST_WORDS = 300;
/** Words of every question that are often mistyped. */
const COMMON = `please show what which when where many much average total between compare before number customers least
  often fewest lowest highest never`.split(" ");

/** The pieces of a question, typing errors corrected. */
export const read = (question: string, reader: Reader): Reading => {
  const text = plainly(inEnglish(plainly(spokenPlainly(question, (words) => narrows(words, reader)))));
  const names = namesIn(text);
  const slips: [string, string][] = [];
  const words = wordsIn(text)
    .slice(0, MOST_WORDS)
    .map((word) => {
      if (isKnown(word, reader)) return word;
      const isName = names.has(word.text) || word.isJoined === true;
      const more = isName ? periodWords() : [...periodWords(), ...COMMON];
      const other = corrected(word, reader.lexicon, more, isName) ?? filler(word, names);
      // "Aborted" is no slip of "about": what was done is never taken for a word that says nothing.
      if (!other || (isFiller(other) && isVerbForm(word.text))) return word;
      if (!isFiller(other)) slips.push([word.text, other.text]);
      return other;
    });
  return { pieces: withoutEchoes(deniedFirst(piecesOf(words, reader)), reader.subject), slips };
};

/** The words say which of the data is meant. */
const narrows = (text: string, reader: Reader): boolean =>
  piecesOf(wordsIn(text), reader).some(({ tag }) => NARROWING.has(tag.is));
const NARROWING = new Set(["value", "flag", "period", "threshold", "number", "rest"]);

/** A mistyped word of every question: the same letters in another order. */
const filler = (word: Word, names: ReadonlySet<string>): Word | undefined => {
  if (names.has(word.text)) return undefined;
  const meant = frequent.find((each) => isAnagram(each, word.text));
  return meant === undefined ? undefined : { ...word, text: meant, stem: stemsOf(meant)[0] ?? meant };
};
const frequent = [
  ..."the and show give what with have from our tell this that for".split(" "),
  ...fillerWords.filter(({ length }) => length > 4),
];
const isAnagram = (one: string, other: string): boolean =>
  one.length === other.length &&
  (one.length < 4 || isSlip(one, other)) &&
  [...one].toSorted().join("") === [...other].toSorted().join("");

const isKnown = ({ text, stem }: Word, { lexicon, foreign }: Reader): boolean =>
  [...text].length < 3 ||
  /^\d/.test(text) ||
  lexicon.vocabulary.has(text) ||
  lexicon.vocabulary.has(stem) ||
  lexicon.spoken.has(stem) ||
  isFiller({ text, stem, clause: false }) ||
  isLightVerb(text) ||
  foreign.has(stem) ||
  timeWords.has(text) ||
  timeWords.has(stem) ||
  numberOf(text) !== undefined;
const timeWords = new Set([
  ...periodWords(),
  ...`next coming tomorrow mtd ytd qtd couple several once twice half second third fourth thousand night million
  billion hundred exactly exceed beyond equal least twelve through until till jan feb mar apr jun jul aug sep
  sept oct nov dec`.split(/\s+/),
]);

/** Words with a capital in the middle of a sentence: names. */
const namesIn = (text: string): Set<string> =>
  new Set(
    [...text.slice(0, 4_000).matchAll(/(?<=[\p{Ll}\p{N},] )\p{Lu}\p{Ll}+/gu)].map(([name]) => name.toLowerCase()),
  );

const piecesOf = (words: readonly Word[], reader: Reader): Piece[] => {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < words.length) {
    const { tag, length } = pieceAt(words, at, reader);
    const covered = words.slice(at, at + length);
    const piece: Piece = {
      tag,
      text: covered.map(({ text }) => text).join(" "),
      clause: covered[0]?.clause ?? false,
      ...(covered[0]?.sentence && { sentence: true }),
    };
    const last = pieces.at(-1);
    const whole = last && covered[0]?.isJoined ? ofOneName(last, piece) : undefined;
    if (last && whole) Object.assign(last, whole);
    else pieces.push(piece);
    at += length;
  }
  return pieces;
};

/** "Nightly-etl" is no "svc-etl": a value is none within a name that is not known. */
const ofOneName = (one: Piece, other: Piece): Partial<Piece> | undefined => {
  const tags = new Set([one.tag.is, other.tag.is]);
  if (!tags.has("unknown") || !tags.has("value")) return undefined;
  return { tag: { is: "unknown", foreign: false }, text: `${one.text}-${other.text}` };
};

const pieceAt = (
  words: readonly Word[],
  at: number,
  { lexicon, calendar, subject, foreign, siblings }: Reader,
): { tag: Tag; length: number } => {
  const word = words[at];
  if (word?.text === "between" && lexicon.at(words, at + 1)?.tag.is === "value")
    return { tag: { is: "filler" }, length: 1 };
  const hours = hoursAt(words, at, subject);
  if (hours) return { tag: { is: "flag", flag: hours.flag }, length: hours.length };
  const threshold = thresholdAt(words, at);
  const isDates =
    /^(?:between|past)$/.test(word?.text ?? "") &&
    (periodAt(words, at, calendar)?.length ?? 0) > (threshold?.length ?? 0);
  if (threshold && !isDates)
    return { tag: { is: "threshold", threshold: threshold.threshold }, length: threshold.length };
  const read = periodAt(words, at, calendar);
  // "Top 3, October": no day of the month.
  const period = /^\d/.test(word?.text ?? "") && read && read.length > 1 && words[at + 1]?.clause ? undefined : read;
  const found = lexicon.at(words, at);
  const phrase = found && readablePhrase(words, at, found, { lexicon, calendar });
  if (period && isTime(words, at, { period, phrase, subject }))
    return {
      tag: { is: "period", period: period.period, ...(period.ends && { ends: period.ends }) },
      length: period.length,
    };
  if (isName(words, at, { lexicon, calendar })) return { tag: { is: "unknown", foreign: false }, length: 1 };
  if (phrase) return phrase;
  const number = numberOf(word?.text);
  if (number !== undefined && word?.text !== "one") return { tag: { is: "number", number }, length: 1 };
  // "Failed their checks": things of another space, and no verb.
  const isThing = word?.text === "checks" && foreign.has(word.stem);
  if (!word || (isFiller(word) && !isThing)) return { tag: { is: "filler" }, length: 1 };
  return { tag: { is: "unknown", foreign: foreign.has(word.stem) && !siblings.has(word.stem) }, length: 1 };
};

/** "The invoice number of May" is what something is called, and no count. */
const isName = (
  words: readonly Word[],
  at: number,
  { lexicon, calendar }: Pick<Reader, "lexicon" | "calendar">,
): boolean =>
  at > 0 &&
  /^(?:number|id|address|owner)$/.test(words[at]?.text ?? "") &&
  (words[at + 1]?.text !== "of" || periodAt(words, at + 2, calendar) !== undefined) &&
  lexicon.at(words, at - 1)?.tag.is === "measure";

/** "Take longer than an hour": the limit is no part of a phrase before it. */
const holdsThreshold = (words: readonly Word[], at: number, length: number): boolean =>
  Array.from({ length: length - 1 }, (_, index) => at + index + 1).some(
    (start) => thresholdAt(words, start) !== undefined,
  );

const readablePhrase = (
  words: readonly Word[],
  at: number,
  found: Found,
  { lexicon, calendar }: Pick<Reader, "lexicon" | "calendar">,
): Found | undefined => {
  if (holdsThreshold(words, at, found.length)) return undefined;
  if (isWholeOf(words, at, found, lexicon)) return lexicon.at(words.slice(0, at + 2), at);
  // "That waited longer than 10 seconds": the limit says how long, and the first word who did.
  if (
    found.tag.is === "flag" &&
    /^(?:that|which|queries)$/.test(words[at]?.text ?? "") &&
    thresholdAt(words, at + found.length)
  )
    return lexicon.at(words.slice(0, at + 1), at);
  return endsInPeriod(words, at, found, calendar) ? lexicon.at(words.slice(0, at + found.length - 1), at) : found;
};

/** "On which days since July": no question for a moment. */
const endsInPeriod = (words: readonly Word[], at: number, { tag, length }: Found, calendar: Calendar): boolean =>
  tag.is === "when" &&
  length > 1 &&
  words[at + length - 1]?.text === "since" &&
  periodAt(words, at + length - 1, calendar) !== undefined;

/** Where the rows have no time, a word of time is one only if nothing else is meant. */
const isTime = (
  words: readonly Word[],
  at: number,
  { period, phrase, subject }: { period: FoundPeriod; phrase: Found | undefined; subject: Subject },
): boolean => {
  if (subject.day) return !phrase || period.length >= phrase.length;
  const word = words[at];
  return !phrase && word !== undefined && !isFiller(word);
};
