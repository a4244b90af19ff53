import { countOf } from "../counts.ts";
import type { Parts } from "../parts.ts";

/** "Days on which nothing failed", "the number of days without a failed check": units of time that have no such row. */
export const withQuietUnits = (parts: Parts): Parts => {
  const { counted, grain, groups, order, flags, subject } = parts;
  const denied = flags.filter(({ not, excluded }) => not && !excluded);
  const [only] = denied;
  const isAsked = counted === "records" || (counted === undefined && !order);
  if (!grain || groups.length > 0 || parts.never || !isAsked || denied.length !== 1 || !only?.none) return parts;
  const { counted: _, ...rest } = parts;
  return {
    ...rest,
    measures: [countOf(subject)],
    records: false,
    never: [only.flag],
    flags: flags.filter((each) => each !== only),
    ...(counted === "records" && { tally: true }),
  };
};
