import type { Parts } from "./parts.ts";
import type { Piece } from "./reading/reading.ts";
import { earlier } from "./reading/spans.ts";

/* Questions that go on with the one before. */

/** "Who supplies them?": those of the answer before. */
export const refersBack = (pieces: readonly Piece[]): boolean => {
  const at = pronounIn(pieces);
  const named = pieces.slice(0, Math.max(at, 0));
  const isVerb = (index: number) => named[index - 1]?.tag.is === "who";
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
      (text === "it" && /^(?:of|for|does|did|has|was)$/.test(pieces[index - 1]?.text ?? "")),
  );

/** "How many units of it" after a ranking: which of its rows is meant is nowhere in the question. */
export const unclearPronoun = (pieces: readonly Piece[], before: Parts): string | undefined => {
  if (!refersBack(pieces)) return undefined;
  const at = pronounIn(pieces);
  const text = pieces[at]?.text ?? "";
  if (/^(?:compare|versus|show|list)$/.test(pieces[at - 1]?.text ?? "")) return undefined;
  const isCut =
    [before.limit, before.nth, before.top, before.never, before.some, before.tally].some(Boolean) ||
    (before.records === true && before.order !== undefined);
  const isOne = /^its?$/.test(text) && (before.groups.length > 0 || before.order !== undefined);
  return isCut || before.thresholds.length > 0 || isOne ? text : undefined;
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

/** Nothing is named that could change. */
export const isUnchanged = ({ subject: _, ...named }: Parts): boolean =>
  Object.values(named).every(
    (value) => value === undefined || value === false || (Array.isArray(value) && value.length === 0),
  );

/** The question before with the parts that were named anew. */
export const changed = (before: Parts, { subject: _, ...named }: Parts): Parts => {
  const splits = named.groups.length > 0 || named.grain !== undefined;
  const isOtherCount = named.flags.length > 0 && before.measures.every(({ unit }) => unit === "count");
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
  if (measures) Object.assign(kept, { measures: [], thresholds: [] });
  const filters = [
    ...before.filters.filter(({ dimension }) => !named.filters.some((filter) => filter.dimension === dimension)),
    ...named.filters,
  ];
  const [last] = before.periods;
  const prior = named.prior && last ? earlier(last, named.prior) : undefined;
  return {
    ...kept,
    ...given,
    filters,
    ...(named.ever && { periods: [] }),
    // "Since when?" asks for no figure again.
    ...(named.when && !before.subject.day && named.measures.length === 0 && { measures: [] }),
    ...(prior && last && { periods: named.versus ? [last, prior] : [prior], prior: undefined }),
    ...(isNarrower(before, named) && without(before, ["records", "plural"])),
  };
};

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
  "pairs",
  "streak",
] as const;

/** "Without cancelled runs": rows that are no longer meant, and no wish for rows. */
const isNarrower = (before: Parts, named: Omit<Parts, "subject">): boolean =>
  named.records === true && !named.list && before.records !== true && named.filters.length + named.flags.length > 0;

const without = (parts: Parts, names: readonly (keyof Parts)[]): Partial<Parts> =>
  Object.fromEntries(names.filter((name) => name in parts).map((name) => [name, undefined]));
