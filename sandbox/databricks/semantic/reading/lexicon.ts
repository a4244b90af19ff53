import type { Dimension, Flag, Subject } from "../subject.ts";
import { common, type Tag } from "../tags.ts";
import { colloquialOf } from "./spoken/colloquial.ts";
import { isFiller, isVerbForm, stemsOf, type Word, wordsIn } from "./words.ts";

/** What a stretch of words may mean, and how many words it has. */
export interface Found {
  tag: Tag;
  length: number;
}

export interface Lexicon {
  /** The longest phrase that begins here. */
  at(words: readonly Word[], index: number): Found | undefined;
  /** Every word of its phrases, as written and as stem. */
  vocabulary: ReadonlyMap<string, string>;
  /** Words of the data's values. */
  values: ReadonlySet<string>;
  /** Stems of colloquial words: known, and nothing that a typing error is taken for. */
  spoken: ReadonlySet<string>;
}

interface Entry {
  stems: string[];
  /** As they are declared. */
  words: string[];
  /** A word of it is something that goes on: "running". */
  isGoing?: boolean;
  tag: Tag;
}

/** Words that may stand within a phrase without changing it. */
const SKIPPED = new Set(stemsOf("a an the our their its your my any is are of in on to we i"));

/** The words of a subject and of every space; `valuesOf` lists what the data holds for a dimension. */
export const lexiconOf = (subject: Subject, valuesOf: (dimension: Dimension) => string[]): Lexicon => {
  const flags = [...(subject.flags ?? []), ...dayFlags(subject)].flatMap((flag) =>
    entriesOf({ is: "flag", flag }, [flag.words, codeIn(flag)].join(", ")),
  );
  const own = [...flags, ...valueEntries(subject, valuesOf), ...subjectEntries(subject)];
  const entries = [...own, ...common.flatMap(([tag, words]) => entriesOf(tag, words))];
  const spoken = colloquialOf(entries);
  const all = [...entries, ...partEntries(subject, valuesOf, entries), ...spoken];
  const byFirst = Map.groupBy(all, ({ stems }) => stems[0] ?? "");
  const phrases = [
    ...own.flatMap(({ stems }) => stems),
    ...common.flatMap(([, words]) => wordsIn(words).flatMap(({ text, stem }) => [text, stem])),
  ];
  const values = subject.dimensions
    .filter(isListed)
    .flatMap((dimension) => valuesOf(dimension).flatMap((value) => wordsIn(value)));
  return {
    at: (words, index) => longest(byFirst.get(words[index]?.stem ?? "") ?? [], words, index),
    vocabulary: new Map([
      ...[...declaredWords(subject), ...values].map(({ text, stem }): [string, string] => [text, stem]),
      ...phrases.map((stem): [string, string] => [stem, stem]),
      ...superlatives(subject),
      ...common.flatMap(([, words]) => wordsIn(words).map(({ text, stem }): [string, string] => [text, stem])),
    ]),
    values: new Set(values.map(({ text }) => text)),
    spoken: new Set(spoken.flatMap(({ stems }) => stems)),
  };
};

/** The code that a condition compares with, as people copy it from the data: "downloadQueryResult". */
const codeIn = ({ where }: Flag): string => /^\w+ = '([a-z]+[A-Z]\w*|\w+_\w+)'$/.exec(where)?.[1] ?? "";

const WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");

/** Kinds of days, where rows have one. */
const dayFlags = ({ day }: Subject): Flag[] => {
  if (day === undefined) return [];
  const weekend = `dayname(${day}) IN ('Sat', 'Sun')`;
  return [
    { name: "on weekends", words: "weekend, on weekends, at weekends, weekend day", where: weekend },
    ...WEEKDAYS.map((name) => ({
      name: `on ${name}s`,
      words: `on a ${name}, every ${name}, each ${name}, on ${name}s, ${name}s`.toLowerCase(),
      where: `dayname(${day}) = '${name.slice(0, 3)}'`,
    })),
    { name: "on working days", words: "working day, business day, workday, on weekdays", where: `NOT ${weekend}` },
  ];
};

const isListed = ({ values }: Dimension): boolean => values !== false;

const longest = (entries: readonly Entry[], words: readonly Word[], index: number): Found | undefined => {
  let best: Found | undefined;
  for (const { stems, tag, isGoing, words: declared } of entries) {
    const length = lengthOf(stems, words, index);
    if (length && isOtherWord(tag, words.slice(index, index + length), declared)) continue;
    if (
      length &&
      !isGoing &&
      (tag.is === "measure" || tag.is === "records") &&
      words.slice(index + 1, index + length).some(isGerund)
    )
      continue;
    // "The longest run" is no "long running" one.
    if (length && isGoing && tag.is === "degree" && /^runs?$/.test(words[index + length - 1]?.text ?? "")) continue;
    if (length && (tag.is === "flag" || tag.is === "event") && words.slice(index, index + length).some(isSuperlative))
      continue;
    if (length && tag.is === "flag" && stems[0] === "be" && words.slice(index, index + length).some(isArticle))
      continue;
    if (isOtherForm(tag, words[index])) continue;
    if (length && length > (best?.length ?? 0)) best = { tag, length };
  }
  return best;
};

/** Two words that have one stem: "timed" is no "time", "rated" no "rate", "churned" no "churn". */
const isOtherWord = ({ is }: Tag, typed: readonly Word[], declared: readonly string[]): boolean =>
  (NOUNS.has(is) || (is === "measure" && declared.length > 1)) &&
  typed.some(({ text }) => isVerbForm(text) && !declared.includes(text));
const NOUNS = new Set(["dimension", "unit", "share"]);

/** "Seconds" are no "second", "runs in total" no "running total". */
const isOtherForm = (tag: Tag, word: Word | undefined): boolean =>
  (tag.is === "nth" && /s$/.test(word?.text ?? "")) || (tag.is === "running" && /^runs?$/.test(word?.text ?? ""));

/** "Jobs running for an hour" and "the job ran" are no "job runs". */
const isGerund = ({ text, stem }: Word): boolean => text === "ran" || (text.endsWith("ing") && stem !== text);

/** "Was the queueing worse" asks about the queueing, and of nothing that was queued. */
const isArticle = ({ text }: Word): boolean => /^(?:the|an?)$/.test(text);

/** "The lowest stock" is not "low stock". */
const isSuperlative = ({ text, stem }: Word): boolean => text.endsWith("est") && stem !== text;

/** How many words the phrase takes up here; undefined: it does not stand here. */
const lengthOf = (stems: readonly string[], words: readonly Word[], index: number): number | undefined => {
  let at = index;
  for (const [place, stem] of stems.entries()) {
    const skips = place > 0 ? 2 : 0;
    const end = at + skips;
    const isRange = /^\d/.test(stem) && /^\d/.test(stems[place - 1] ?? "");
    const isSkipped = (word: string) => SKIPPED.has(word) || (isRange && word === "and");
    while (words[at]?.stem !== stem && at < end && isSkipped(words[at]?.stem ?? "")) at += 1;
    if (words[at]?.stem !== stem || (place > 0 && words[at]?.clause)) return undefined;
    at += 1;
  }
  return at - index;
};

const entriesOf = (tag: Tag, words: string | undefined): Entry[] =>
  (words ?? "")
    .split(",")
    .map((phrase) => ({
      stems: stemsOf(phrase),
      words: wordsIn(phrase).map(({ text }) => text),
      tag,
      isGoing: /ing\b/.test(phrase),
    }))
    .filter(({ stems }) => stems.length > 0);

const subjectEntries = (subject: Subject): Entry[] => [
  ...subject.measures.flatMap((measure) => entriesOf({ is: "measure", measure }, measure.words)),
  ...subject.measures.flatMap((measure) => entriesOf({ is: "measure", measure, weak: true }, measure.weak)),
  ...subject.measures.flatMap((measure) => entriesOf({ is: "degree", measure, order: "desc" }, measure.high)),
  ...subject.measures.flatMap((measure) => entriesOf({ is: "degree", measure, order: "asc" }, measure.low)),
  ...entriesOf({ is: "event" }, subject.event?.words),
  ...entriesOf({ is: "when" }, subject.when),
  ...entriesOf({ is: "earliest" }, subject.earliest),
  ...entriesOf({ is: "latest" }, subject.latest),
  ...entriesOf({ is: "records" }, subject.record.words),
  ...subject.dimensions.flatMap((dimension) => entriesOf({ is: "dimension", dimension }, dimension.words)),
  ...subject.dimensions.flatMap((dimension) => entriesOf({ is: "dimension", dimension, weak: true }, dimension.weak)),
  ...entriesOf({ is: "filler" }, subject.quiet),
];

const valueEntries = (subject: Subject, valuesOf: (dimension: Dimension) => string[]): Entry[] =>
  subject.dimensions
    .filter(isListed)
    .flatMap((dimension) => [
      ...valuesOf(dimension).flatMap((value) =>
        entriesOf({ is: "value", dimension, values: [value] }, value.replaceAll(",", " ")),
      ),
      ...Object.entries(dimension.aliases ?? {}).flatMap(([value, words]) =>
        valuesOf(dimension).includes(value) ? entriesOf({ is: "value", dimension, values: [value] }, words) : [],
      ),
    ]);

/** A word that some values of a dimension have, and that means nothing else, stands for them: "payments". */
const partEntries = (
  subject: Subject,
  valuesOf: (dimension: Dimension) => string[],
  entries: readonly Entry[],
): Entry[] => {
  const taken = new Set(entries.filter(({ stems }) => stems.length === 1).map(({ stems }) => stems[0] ?? ""));
  return subject.dimensions.filter(isListed).flatMap((dimension) => {
    const all = valuesOf(dimension);
    const words = all.flatMap((value) => wordsIn(value).map((word) => ({ word, value })));
    return [...Map.groupBy(words, ({ word }) => word.stem)].flatMap(([stem, found]) => {
      const values = [...new Set(found.map(({ value }) => value))];
      const isName = found.every(({ word }) => word.text.length > 1 && !/^\d+$/.test(word.text) && !isFiller(word));
      if (!isName || taken.has(stem) || values.length === all.length) return [];
      taken.add(stem);
      return [{ stems: [stem], words: [], tag: { is: "value" as const, dimension, values } }];
    });
  });
};

/** "Slowest", "cheapest": as they are mistyped. */
const superlatives = ({ measures }: Subject): [string, string][] =>
  measures
    .flatMap(({ high = "", low = "" }) => [...high.split(","), ...low.split(",")])
    .filter((phrase) => /^\s*[a-z]{3,7}\s*$/.test(phrase))
    .flatMap((phrase) => {
      const word = phrase.trim();
      const root = word.replace(/e$/, "").replace(/y$/, "i");
      return [`${root}est`, `${root}er`].map((form): [string, string] => [form, stemsOf(form)[0] ?? form]);
    });

const declaredWords = (subject: Subject): Word[] =>
  [
    subject.record.words,
    subject.quiet ?? "",
    subject.event?.words ?? "",
    subject.when ?? "",
    subject.earliest ?? "",
    subject.latest ?? "",
    ...subject.measures.flatMap(({ words, weak, high, low }) => [words, weak ?? "", high ?? "", low ?? ""]),
    ...subject.dimensions.flatMap(({ words, weak, aliases }) => [words, weak ?? "", ...Object.values(aliases ?? {})]),
    ...(subject.flags ?? []).map(({ words }) => words),
  ].flatMap(wordsIn);

/** The stems of every word that subjects declare. */
export const stemsOfSubjects = (subjects: readonly Subject[]): Set<string> =>
  new Set(subjects.flatMap(declaredWords).map(({ stem }) => stem));
