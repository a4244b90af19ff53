import { countOf } from "../counts.ts";
import type { Parts } from "../parts.ts";
import type { Flag } from "../subject.ts";

/**
 * "Average number of failed checks per day": divided by all days, and not only by those on which one failed. The state
 * belongs to what is counted; what kind of day it is stays a condition of the rows.
 */
export const withCountedStates = (parts: Parts): Parts => {
  const { average, flags, measures, counted, per, perGrain, subject, share, thresholds } = parts;
  const states = flags.filter(({ flag }) => !flag.where.includes("dayname("));
  const isOverUnits = average === true && (perGrain === true || per.length > 0);
  const isPlain = measures.length === 0 && typeof counted !== "object" && !share && thresholds.length === 0;
  if (!isOverUnits || !isPlain || states.length === 0 || states.some(({ not, none }) => not || none)) return parts;
  const { counted: _, ...rest } = parts;
  return {
    ...rest,
    measures: [countOf(subject, together(states.map(({ flag }) => flag)))],
    flags: flags.filter((each) => !states.includes(each)),
    records: false,
  };
};

const together = (flags: readonly Flag[]): Flag | undefined => {
  const [first, ...more] = flags;
  if (!first || more.length === 0) return first;
  return {
    name: flags.map(({ name }) => name).join(" and "),
    words: "",
    where: flags.map(({ where }) => where).join(" AND "),
  };
};
