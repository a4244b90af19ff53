import { boundsText } from "../composing/bounds-text.ts";
import { converted, fittingMeasure } from "../composing/units.ts";
import type { Parts } from "../parts.ts";
import type { Flag, Measure } from "../subject.ts";
import type { Bounds } from "../tags.ts";

/** "Which tables are stale": each row is one table, so the rows are the answer. */
export const withRows = (parts: Parts): Parts => {
  const { counted: wanted, when, order, groups, grain, subject } = parts;
  const limited = averagedLimits(parts);
  if (limited.length > 0) return withRows({ ...parts, average: false, measures: limited });
  const rated = ratedLimits(parts);
  if (rated.length > 0) return withRows({ ...parts, measures: [], thresholds: [], flags: [...parts.flags, ...rated] });
  const inner = rowLimits(parts);
  if (inner.length > 0)
    return withRows({
      ...parts,
      thresholds: parts.thresholds.filter((each) => !inner.includes(each)),
      flags: [
        ...parts.flags,
        ...inner.map((each) => ({ flag: limitFlag(measureOf(parts, each), each.bounds), not: false })),
      ],
      measures: parts.measures.filter((measure) => !inner.some((each) => measureOf(parts, each) === measure)),
    });
  if (namesThings(parts)) return { ...parts, records: true };
  if (typeof wanted === "object" && parts.thresholds.length > 0) {
    const measures = parts.thresholds.flatMap(({ measure }) => measure ?? []);
    return withRows({ ...uncounted(parts), groups: [wanted], measures: [...new Set(measures)], tally: true });
  }
  const never = parts.flags.filter(({ not, excluded }) => not && !excluded);
  // "How many jobs had no failure"
  if (typeof wanted === "object" && never.some(({ none }) => none) && !isRowOf({ ...parts, groups: [wanted] }))
    return withRows({ ...uncounted(parts), measures: [], groups: [wanted], tally: true });
  if (
    never.length > 0 &&
    groups.length > 0 &&
    !isRowOf(parts) &&
    parts.measures.length === 0 &&
    wanted === undefined &&
    (!parts.records || never.some(({ none }) => none)) &&
    !parts.never
  )
    return {
      ...parts,
      records: false,
      never: never.map(({ flag }) => flag),
      flags: parts.flags.filter((each) => !never.includes(each)),
    };
  if (when && order && groups.length === 0 && !grain && subject.day) return { ...parts, grain: "day" };
  const counted = countedFlags(parts);
  if (counted.length > 0)
    return {
      ...parts,
      measures: [],
      records: true,
      flags: [...parts.flags, ...counted.map((flag) => ({ flag, not: false }))],
    };
  const isRow = isRowOf(parts);
  const isPlain =
    parts.measures.length === 0 && parts.counted === undefined && !parts.order && !parts.share && !parts.grain;
  return isRow && isPlain && parts.flags.length > 0 ? { ...parts, groups: [], records: true } : parts;
};

/** "Jobs that run longer than an hour on average": the average is that of the figure which is limited. */
const averagedLimits = ({ average, measures, counted, groups, thresholds, subject }: Parts): Measure[] =>
  average && measures.length === 0 && counted === undefined && groups.length > 0
    ? thresholds
        .flatMap(({ measure, bounds }) => fittingMeasure(subject, bounds) ?? measure ?? [])
        .filter(({ adds }) => !adds)
    : [];

/** "At least one query that ran over three minutes": a limit of each row, beside one of their number. */
const rowLimits = (parts: Parts): Parts["thresholds"] => {
  const isCount = ({ measure }: Parts["thresholds"][number]) => measure?.sql === "COUNT(*)";
  if (parts.thresholds.length !== 2 || !parts.thresholds.some(isCount)) return [];
  return parts.thresholds.filter(
    (each) => !isCount(each) && each.bounds.unit !== undefined && measureOf(parts, each)?.value !== undefined,
  );
};

const measureOf = ({ subject }: Parts, { measure, bounds }: Parts["thresholds"][number]): Measure | undefined =>
  fittingMeasure(subject, bounds) ?? measure;

/** "The share of queries that waited over a minute": a share of the rows within the limit. */
const ratedLimits = ({ share, measures, thresholds, subject, flags, filters }: Parts): Parts["flags"] => {
  const hasPart = [...flags, ...filters].some(({ part }) => part);
  if (!share || thresholds.length === 0 || hasPart) return [];
  const limited = thresholds.map(({ bounds, measure }) => ({
    bounds,
    measure: measure ?? fittingMeasure(subject, bounds),
  }));
  const isOfThese = measures.every((each) => each.adds === false && limited.some(({ measure }) => measure === each));
  if (!isOfThese || limited.some(({ measure }) => !measure?.value)) return [];
  return limited.flatMap(({ bounds, measure }) => (measure ? [{ flag: limitFlag(measure, bounds), not: false }] : []));
};

const signs = { above: ">", atLeast: ">=", below: "<", atMost: "<=" };

/** A limit of each row as a condition. */
export const limitFlag = (measure: Measure | undefined, bounds: Bounds): Flag => {
  if (!measure) return { name: "", words: "", where: "" };
  const limits = converted(bounds, measure.unit);
  const where = (["above", "atLeast", "below", "atMost"] as const).flatMap((name) =>
    limits[name] === undefined ? [] : [`${measure.value} ${signs[name]} ${limits[name]}`],
  );
  const name = `with a ${measure.label.replace(/^average /, "")} ${boundsText(limits, measure.unit)}`;
  return { name, words: "", where: where.join(" AND ") };
};

/** "Everything stored in Hamburg": where each row is a thing, those that are named are wanted. */
const namesThings = ({ subject, filters, measures, groups, flags, grain, thresholds, ...asked }: Parts): boolean =>
  subject.record.dimension !== undefined &&
  filters.length > 0 &&
  measures.length + groups.length + flags.length + thresholds.length === 0 &&
  ![grain, asked.counted, asked.order, asked.share, asked.average, asked.total, asked.versus, asked.change, asked.why]
    .concat(asked.trend, asked.when)
    .some(Boolean);

/** The one group is what each row is. */
const isRowOf = ({ groups, subject }: Parts): boolean =>
  groups.length === 1 && groups[0]?.name === subject.record.dimension;

const uncounted = ({ counted: _, ...parts }: Parts): Parts => parts;

/** "The last failures": the rows that the measures count are wanted. */
const countedFlags = ({ subject, measures, groups, grain, latest, list, when }: Parts): Flag[] => {
  if (measures.length === 0 || groups.length > 0 || grain || !(latest || list || when)) return [];
  return (subject.flags ?? []).filter(({ name }) => measures.every(({ flag }) => flag === name));
};

/** The figure that is put in order comes first. */
export const rankedFirst = (measures: Measure[], { order, ranked }: Parts): Measure[] =>
  order && ranked ? measures.toSorted((one, other) => rankOf(other, ranked) - rankOf(one, ranked)) : measures;
const rankOf = ({ name }: Measure, ranked: Measure): number => (name === ranked.name ? 1 : 0);
