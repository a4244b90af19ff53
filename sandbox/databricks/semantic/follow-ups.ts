import { addsCondition, filtersAfter, flagsAfter, thresholdsAfter } from "./carried.ts";
import type { Parts, Threshold } from "./parts.ts";
import { earlier } from "./reading/spans.ts";
import type { Subject } from "./subject.ts";
import { CONTENT, type Piece } from "./tags.ts";

/* Questions that go on with the one before. */

/** "Who supplies them?": those of the answer before. */
export const refersBack = (pieces: readonly Piece[]): boolean => {
  const at = pronounIn(pieces);
  const named = pieces.slice(0, Math.max(at, 0));
  // "How many queries does it have?"
  const isOfIt = named[0]?.tag.is === "count" && /^(?:do|does|did)$/.test(named.at(-1)?.text ?? "");
  const isVerb = (index: number) =>
    named[index - 1]?.tag.is === "who" || (isOfIt && named[index]?.tag.is === "records");
  return (
    at >= 0 &&
    at < 6 &&
    !named.some(({ tag }, index) => ["records", "value", "flag"].includes(tag.is) && !isVerb(index))
  );
};

/** Where "them" stands, or an "it" that is a thing, not the answer: "of it", not "show it". */
const pronounIn = (pieces: readonly Piece[]): number =>
  pieces.findIndex(
    ({ text }, index) =>
      /^(?:them|they|those|these|its)$/.test(text) ||
      (/^(?:their|his|her)$/.test(text) && !pieces.slice(0, index).some(({ tag }) => CONTENT.has(tag.is))) ||
      (text === "it" &&
        (/^(?:of|for|does|did|has|was)$/.test(pieces[index - 1]?.text ?? "") || asksAboutIt(pieces.slice(0, index)))),
  );

/** "Who ran it?", "when was it updated?" */
const asksAboutIt = (pieces: readonly Piece[]): boolean =>
  pieces.some(({ tag }) => ["who", "when", "where", "why"].includes(tag.is));

/** "How many units of it" after a ranking: which of its rows is meant is nowhere in the question. */
export const unclearPronoun = (pieces: readonly Piece[], before: Parts): string | undefined => {
  if (!refersBack(pieces)) return undefined;
  const at = pronounIn(pieces);
  const text = pieces[at]?.text ?? "";
  if (/^(?:compare|versus|show|list)$/.test(pieces[at - 1]?.text ?? "")) return undefined;
  const isCut =
    [before.limit, before.nth, before.top, before.never, before.some, before.tally].some(Boolean) ||
    (before.order !== undefined && (before.records || before.rank || before.extreme || before.grade)) === true;
  const isOne = /^its?$/.test(text) && (before.groups.length > 0 || before.order !== undefined);
  return isCut || before.thresholds.length > 0 || isOne ? text : undefined;
};

/** What the question before was limited to, in the words of another subject; undefined: it has no words for some of it. */
export const heldIn = (before: Parts, subject: Subject): Parts | undefined => {
  const filters = before.filters.flatMap((filter) => {
    const own = subject.dimensions.find(({ name }) => name === filter.dimension.name);
    return own ? [{ ...filter, dimension: own }] : [];
  });
  const flags = before.flags.filter(({ flag }) => subject.flags?.some(({ where }) => where === flag.where));
  const isWhole = filters.length === before.filters.length && flags.length === before.flags.length;
  return isWhole && before.periods.length === 0 ? { ...before, subject, filters, flags } : undefined;
};

/** Another question about the same rows. */
export const within = (before: Parts, parts: Parts): Parts => ({
  ...parts,
  filters: [
    ...before.filters.filter(({ dimension }) => !parts.filters.some((filter) => filter.dimension === dimension)),
    ...parts.filters,
  ],
  flags: [...before.flags.filter(({ flag }) => !parts.flags.some((each) => each.flag === flag)), ...parts.flags],
  periods: parts.periods.length > 0 ? parts.periods : before.periods,
});

/** What the question before said is only said again: "how many runs failed", "and which job failed most". */
export const withoutRepeats = (pieces: readonly Piece[], { flags }: Parts): Piece[] =>
  pieces.map((piece) => {
    const { tag } = piece;
    const isRepeat = tag.is === "flag" && flags.some(({ flag, not }) => flag === tag.flag && !not);
    return isRepeat ? { ...piece, isEcho: true } : piece;
  });

/** "And together?" after one of them, "and public ones?" after "who read restricted tables but no others": no part of it. */
export const isUnclearChange = (before: Parts, named: Parts, pieces: readonly Piece[]): boolean => {
  const isOfSeveral = before.groups.length > 0 || before.filters.some(({ values }) => values.length > 1);
  const isTogether = pieces.some(
    ({ tag, text }) => tag.is === "total" && /^(?:all )?(?:together|combined)$/.test(text),
  );
  const shaped = [...(before.some ?? []), ...(before.never ?? [])];
  const isInShape = named.filters.some(({ dimension: { name, sql } }) =>
    shaped.some(({ where }) => where.includes(sql ?? name)),
  );
  return (isTogether && !isOfSeveral && named.filters.length === 0) || isInShape;
};

/** Nothing is named that could change. */
export const isUnchanged = ({ subject: _, ...named }: Parts): boolean =>
  Object.values(named).every(
    (value) => value === undefined || value === false || (Array.isArray(value) && value.length === 0),
  );

/** The question before with the parts that were named anew. */
export const changed = (before: Parts, { subject: _, ...named }: Parts, pieces: readonly Piece[]): Parts => {
  if (countsWhatFits(before, named)) return { ...before, tally: true };
  const splits = named.groups.length > 0 || named.grain !== undefined;
  const isOtherCount =
    named.flags.length > 0 &&
    !before.share &&
    !addsCondition(pieces) &&
    before.measures.every(({ unit }) => unit === "count");
  const measures = named.measures.length > 0 || named.counted !== undefined || isOtherCount;
  const given = Object.fromEntries(
    Object.entries(named).filter(
      ([, value]) => value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0),
    ),
  );
  const kept: Parts = {
    ...before,
    ...(splits && without(before, ["grain", "order", "limit", "perGrain", "nth", "course", "rest", "top", "tally"])),
    ...(measures && without(before, ["counted", "average", "share", "order", "grade", "limit", ...SHAPES])),
    ...(named.order && without(before, SHAPES)),
  };
  if (splits) Object.assign(kept, { groups: [], per: [] });
  if (measures)
    Object.assign(kept, { measures: [], thresholds: before.thresholds.filter((each) => isOfRows(before, each)) });
  const thresholds = thresholdsAfter({ ...before, thresholds: kept.thresholds }, named);
  const [last] = before.periods;
  const prior = named.prior && last ? earlier(last, named.prior) : undefined;
  return {
    ...kept,
    ...given,
    // "The top 5 on average", then "and the top 3?": those are taken together as well.
    ...(before.together &&
      named.limit &&
      !splits &&
      !measures && { together: named.limit, averaged: before.averaged === true }),
    filters: filtersAfter(before, named, pieces),
    flags: flagsAfter(before, named, pieces),
    thresholds,
    ...(named.ever && { periods: [] }),
    // "Since when?" asks for no figure again.
    ...(named.when && !before.subject.day && named.measures.length === 0 && { measures: [] }),
    ...(prior && last && { periods: named.versus ? [last, prior] : [prior], prior: undefined }),
    ...(isNarrower(before, named) && without(before, ["records", "plural"])),
  };
};

/** "Runs over an hour", then "how many per job?": still those. */
const isOfRows = ({ records, groups, measures }: Parts, { of }: Threshold): boolean =>
  of === "rows" || (records === true && groups.length + measures.length === 0);

/** "Days over 2,000", then "how many?" */
const countsWhatFits = ({ thresholds, some, never, groups, grain }: Parts, { counted, ...named }: Named): boolean =>
  counted === "records" &&
  !named.records &&
  (groups.length > 0 || grain !== undefined) &&
  (thresholds.length > 0 || some !== undefined || never !== undefined) &&
  named.measures.length + named.groups.length + named.filters.length + named.flags.length === 0 &&
  named.thresholds.length + named.periods.length === 0 &&
  named.grain === undefined;
type Named = Omit<Parts, "subject">;

/** Shapes of one query, which another figure or order does not keep. */
const SHAPES = [
  "nth",
  "median",
  "running",
  "absent",
  "some",
  "never",
  "course",
  "rest",
  "top",
  "one",
  "tally",
  "relative",
  "relatives",
  "part",
  "occasion",
  "folded",
  "moment",
  "together",
  "averaged",
  "pairs",
  "streak",
] as const;

/** "Without cancelled runs": rows that are no longer meant, and no wish for rows. */
const isNarrower = (before: Parts, named: Omit<Parts, "subject">): boolean =>
  named.records === true && !named.list && before.records !== true && named.filters.length + named.flags.length > 0;

const without = (parts: Parts, names: readonly (keyof Parts)[]): Partial<Parts> =>
  Object.fromEntries(names.filter((name) => name in parts).map((name) => [name, undefined]));
