import { fits } from "./composing/units.ts";
import type { Filter, Parts, State, Threshold } from "./parts.ts";
import { limitFlag } from "./rewriting/rows.ts";
import type { Measure } from "./subject.ts";
import type { Piece } from "./tags.ts";

/* What of the conditions of a question the next one keeps: what it names anew replaces what is of the same kind. */

type Named = Omit<Parts, "subject">;

/** "At night only", "that failed": a condition more, and no other one. */
export const addsCondition = (pieces: readonly Piece[]): boolean => {
  const opening = pieces.find(({ tag, text }) => tag.is !== "joint" && !/^(?:and|the|those|ones)$/.test(text));
  const isRestrictive = pieces.some(({ text }) => /^(?:only|just|that)$/.test(text));
  return isRestrictive || ADVERBIAL.test(opening?.text ?? "");
};
const ADVERBIAL = /^(?:at|in|on|during|before|after|within|with|without|by)\b/;

/** States of the question before that stay. */
export const flagsAfter = (before: Parts, named: Named, pieces: readonly Piece[]): State[] => {
  const limits = named.thresholds.length > 0 || named.flags.some(({ at }) => at !== undefined);
  const kept = before.flags.filter((each) => {
    if (each.at !== undefined) return !limits;
    if (named.flags.length === 0) return true;
    const isSameKind = named.flags.some(({ flag }) => columnOf(flag.where) === columnOf(each.flag.where));
    return !isSameKind && (addsCondition(pieces) || ADVERBIAL.test(each.flag.name));
  });
  return [...kept, ...partOf(before, named)];
};

/** What is named anew is the part of a share, as what it replaces was. */
const partOf = (before: Parts, named: Named): State[] => {
  const isPart = before.flags.some(({ part }) => part);
  if (!isPart) return named.flags;
  const limits = before.flags.some(({ at, part }) => part && at !== undefined)
    ? named.thresholds.flatMap((limit) => limitFlagsOf(before, limit))
    : [];
  return [...named.flags, ...limits].map((each) => ({ ...each, part: true }));
};

const limitFlagsOf = ({ subject }: Parts, { measure, bounds }: Threshold): State[] => {
  const main = measure ?? subject.measures.find(({ name }) => name === subject.main);
  return main?.value ? [{ flag: limitFlag(main, bounds), not: false, at: -1 }] : [];
};

/** The column, or what is made of it, that a condition is about. */
const columnOf = (where: string): string => /^(?:NOT )?\(?([\w()]+(?:, ?\d+)*\)?)/.exec(where)?.[1] ?? where;

/** Values of the question before that stay, and those that are named. */
export const filtersAfter = (before: Parts, named: Named, pieces: readonly Piece[]): Filter[] => {
  const isOther = ({ dimension, values, not }: Filter): boolean =>
    !named.filters.some((filter) => filter.dimension === dimension) &&
    // "Of chairs", then "by product": all of them.
    !(named.groups.includes(dimension) && values.length === 1 && !not);
  const added = named.filters.filter((filter) => !isIncludedAgain(before, filter, pieces));
  const inherited = added.map((filter) => {
    const old = before.filters.find(({ dimension }) => dimension === filter.dimension);
    // "Costs of marketing", then "compare with finance": both.
    if (old && named.versus && !old.not && !filter.not && filter.values.length === 1)
      return { ...filter, values: [...new Set([...old.values, ...filter.values])] };
    return old?.part ? { ...filter, part: true as const } : filter;
  });
  return [...before.filters.filter(isOther), ...inherited];
};

/** "Without laptops", then "with laptops": all again. */
const isIncludedAgain = (before: Parts, { dimension, values, not }: Filter, pieces: readonly Piece[]): boolean => {
  const isWith = pieces.some(
    ({ tag }, at) =>
      tag.is === "value" && tag.dimension === dimension && /^(?:with|including)$/.test(pieces[at - 1]?.text ?? ""),
  );
  const isLeftOut = before.filters.some(
    (filter) => filter.dimension === dimension && filter.not && values.every((value) => filter.values.includes(value)),
  );
  return !not && isWith && isLeftOut;
};

/** Limits of other figures stay; a bare number is one of what the limit before was of. */
export const thresholdsAfter = (before: Parts, named: Named): Threshold[] => {
  const [old] = before.thresholds;
  const isPart = before.flags.some(({ part, at }) => part && at !== undefined);
  if (isPart) return before.thresholds;
  const limits = named.thresholds.map((limit) => {
    if (limit.measure) return limit;
    const measure = old?.measure ?? measureFor(before, limit);
    const unit = limit.bounds.unit ?? old?.bounds.unit;
    return {
      ...limit,
      bounds: { ...limit.bounds, ...(unit && { unit }) },
      ...(measure && { measure }),
      ...(old?.of && { of: old.of }),
    };
  });
  if (limits.length === 0) return before.thresholds;
  const others = before.thresholds.filter(
    ({ measure }) => measure && limits.every((limit) => limit.measure && limit.measure.name !== measure.name),
  );
  return [...others, ...limits];
};

const measureFor = ({ measures }: Parts, { bounds }: Threshold): Measure | undefined =>
  measures.find((measure) => bounds.unit !== undefined && fits(measure, bounds.unit));
