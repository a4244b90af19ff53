import type { Lack } from "../lacks.ts";
import type { Parts } from "../parts.ts";
import type { Dimension, Measure, Subject } from "../subject.ts";
import type { Grain } from "../tags.ts";
import { grainColumn } from "./times.ts";

/** A measure as it is computed for one answer. */
export interface Figure {
  name: string;
  label: string;
  sql: string;
  unit: Measure["unit"];
  adds: boolean;
  lowIsGood: boolean;
  /** The measure that it is made of. */
  of?: string;
  /** The value of one row. */
  value?: string;
  /** It is one of the totals of these units. */
  inner?: { units: string[]; total: string };
}

/** The expression of a dimension. */
export const columnOf = ({ name, sql }: Dimension): string => sql ?? name;

export interface Averaged {
  figures: Figure[];
  groups: Dimension[];
  grain: Grain | undefined;
}

/** An average over groups is the total divided by their number; one over rows is that of their values. */
export const averageOf = (parts: Parts, measures: Measure[]): Averaged | Lack => {
  const { subject, groups, per, grain } = parts;
  const plain: Averaged = { figures: measures.map(figureOf), groups, grain };
  if (parts.over && measures[0]) return { ...plain, figures: [dividedBy(measures[0], parts.over)] };
  if (parts.total && !parts.average && parts.groups.length === groups.length)
    plain.figures = measures.map((measure) => totalOf(measure, subject));
  if (parts.median) return medianOf(parts, measures);
  if (!parts.average)
    return isExtreme(parts, measures)
      ? { ...plain, figures: measures.map((measure) => extremeOf(measure, parts)) }
      : plain;
  const adding = measures.filter(({ adds }) => adds);
  if (adding.length === 0) return plain;
  if (parts.pairs && grain) return overPairs(parts, measures, grain);
  const { inner } = parts;
  if (inner && grain && per.length === 0)
    return {
      ...plain,
      figures: measures.map((each) =>
        each.adds ? ratioOf(each, `COUNT(DISTINCT ${grainColumn(inner, subject)})`, inner) : figureOf(each),
      ),
    };
  // "Which weekday is the cheapest on average": of the days of each.
  if (grain === "weekday" && per.length === 0)
    return {
      ...plain,
      figures: measures.map((each) =>
        each.adds ? ratioOf(each, `COUNT(DISTINCT ${subject.day})`, "day") : figureOf(each),
      ),
    };
  // "Average cost on Mondays", "of weekends versus weekdays": of such a day.
  const isOfDays =
    !grain && per.length === 0 && (isOfKindOfDay(parts) || groups.some(({ sql }) => sql?.includes("dayname(")));
  if (isOfDays)
    return {
      ...plain,
      figures: measures.map((each) =>
        each.adds ? ratioOf(each, `COUNT(DISTINCT ${subject.day})`, "day") : figureOf(each),
      ),
    };
  const overGrain = grain && parts.perGrain ? grain : undefined;
  // "Cost per day of each workspace": the time is divided by, the things stay apart.
  const divisors = overGrain ? [] : per;
  const units = overGrain ? [grainColumn(overGrain, subject)] : per.map(columnOf);
  if (units.length > 0) {
    const over = units.length === 1 ? `COUNT(DISTINCT ${units[0]})` : `COUNT(DISTINCT ${units.join(" || '|' || ")})`;
    const name = overGrain ?? divisors.map(({ label }) => label).join(" and ");
    return {
      figures: measures.map((measure) => (measure.adds ? ratioOf(measure, over, name) : figureOf(measure))),
      groups: groups.filter((group) => !divisors.includes(group)),
      grain: overGrain ? undefined : grain,
    };
  }
  if (adding.every(({ value }) => value))
    return { ...plain, figures: measures.map((measure) => meanOf(measure, subject)) };
  return {
    kind: "lack",
    say: ({ lacks, names }) =>
      lacks.averagePer(names.figure(adding[0]?.label ?? ""), [
        ...(subject.day ? [lacks.dayOrMonth] : []),
        ...subject.dimensions.slice(0, 2).map(names.one),
      ]),
  };
};

const isOfKindOfDay = ({ flags }: Parts): boolean => flags.some(({ flag }) => /^(?:NOT )?dayname\(/.test(flag.where));

/** "Queries per user and day on average" */
const overPairs = ({ per, subject }: Parts, measures: Measure[], grain: Grain): Averaged => {
  const over = `COUNT(DISTINCT ${[...per.map(columnOf), grainColumn(grain, subject)].join(" || '|' || ")})`;
  const name = [...per.map(({ label }) => label), grain].join(" and ");
  return {
    figures: measures.map((each) => (each.adds ? ratioOf(each, over, name) : figureOf(each))),
    groups: [],
    grain: undefined,
  };
};

/** The median over rows, or over the totals of a unit: "median daily cost". */
const medianOf = ({ per, grain, perGrain, groups, subject }: Parts, measures: Measure[]): Averaged | Lack => {
  const [measure] = measures;
  // "Median daily cost of each team": of the days of each.
  const inner = (grain && perGrain) || !measure?.adds ? [] : per;
  const units = [...inner.map(columnOf), ...(grain && perGrain ? [grainColumn(grain, subject)] : [])];
  if (measure?.name.startsWith("median")) return { figures: [figureOf(measure)], groups, grain };
  if (!measure?.value)
    return { kind: "lack", say: ({ lacks, names }) => lacks.noMedian(names.figure(measure?.label ?? "")) };
  const name = `median_${measure.name.replace(/^(?:total|average)_/, "")}`;
  const label = `median ${measure.label.replace(/^(?:total|average) /, "")}`;
  const median = { ...figureOf(measure), name, label, sql: `ROUND(percentile(${measure.value}, 0.5), 2)`, adds: false };
  if (units.length === 0) return { figures: [median], groups, grain };
  const over = [...inner.map((group) => group.label), ...(grain && perGrain ? [grain] : [])].join(" and ");
  const totals = { units, total: measure.sql };
  return {
    figures: [{ ...median, label: `${label} per ${over}`, sql: "ROUND(percentile(total, 0.5), 2)", inner: totals }],
    groups: groups.filter((group) => !inner.includes(group)),
    grain: perGrain ? undefined : grain,
  };
};

/** "Cost per DBU" */
const dividedBy = (measure: Measure, over: Measure): Figure => ({
  ...figureOf(measure),
  name: `${measure.name}_per_${over.name}`,
  label: `${measure.label} per ${over.label.replace(/s(?: sold| bought)?$/, "")}`,
  sql: `ROUND(1.0 * ${unrounded(measure.sql)} / ${unrounded(over.sql)}, 2)`,
  adds: false,
});

/** "Total run time": the sum of what is usually averaged, where amounts may be added. */
const totalOf = (measure: Measure, { record }: Subject): Figure =>
  measure.adds || !measure.value || measure.unit === "percent" || !/^(?:ROUND\()?AVG\(/.test(measure.sql)
    ? figureOf(measure)
    : {
        ...figureOf(measure),
        name: `total_${measure.name.replace(/^average_/, "")}`,
        label: `${measure.label.replace(/^average /, "")} of all ${record.many}`,
        sql: `ROUND(SUM(${measure.value}), ${measure.value.includes(" / ") ? 2 : 1})`,
        adds: true,
      };

const ratioOf = (measure: Measure, over: string, per: string): Figure => ({
  ...figureOf(measure),
  name: `average_${measure.name}_per_${per.replaceAll(" ", "_").toLowerCase()}`,
  label: `average ${measure.label} per ${per}`,
  sql: `ROUND(1.0 * ${unrounded(measure.sql)} / ${over}, 2)`,
  adds: false,
});

const meanOf = (measure: Measure, subject: Subject): Figure =>
  measure.adds && measure.value
    ? {
        ...figureOf(measure),
        name: `average_${measure.name.replace(/^total_/, "")}`,
        label: `average ${measure.label} per ${subject.record.one}`,
        sql: `ROUND(AVG(${measure.value}), 2)`,
        adds: false,
      }
    : figureOf(measure);

/** "What was the longest query time": the extreme of all rows. */
export const isExtreme = (parts: Parts, measures: Measure[]): boolean =>
  parts.order !== undefined &&
  parts.extreme === true &&
  !parts.versus &&
  !parts.change &&
  parts.periods.length < 2 &&
  (parts.groups.length === 0 || isOfEach(parts)) &&
  !parts.grain &&
  !parts.limit &&
  !parts.nth &&
  !parts.grade &&
  !parts.counted &&
  measures.length === 1 &&
  measures.every(({ value, sql }) => value && !sql.startsWith("MAX"));

/** "The slowest query of each warehouse", "the highest value in each region": one row of each, not a figure of all its rows. */
const isOfEach = ({ groups, per, ofRows, measures, plural }: Parts): boolean =>
  (ofRows === true || measures.every(({ adds }) => !adds)) && !plural && groups.every((group) => per.includes(group));

const extremeOf = (measure: Measure, { order, subject }: Parts): Figure => {
  const fold = order === "asc" ? "MIN" : "MAX";
  const words = order === "asc" ? "lowest" : "highest";
  return {
    ...figureOf(measure),
    name: `${words}_${measure.name.replace(/^(?:total|average)_/, "")}`,
    label: `${words} ${measure.label.replace(/^average /, "")} of one ${subject.record.one}`,
    sql: `${fold}(${measure.value})`,
    adds: false,
  };
};

/** An aggregate without its rounding. */
export const unrounded = (sql: string): string => /^ROUND\((.*), \d\)$/s.exec(sql)?.[1] ?? sql;

/** A measure as it is declared. */
export const figureOf = ({ name, label, sql, unit, adds, lowIsGood, value }: Measure): Figure => ({
  ...(value && { value }),
  name,
  of: name,
  label,
  sql,
  unit,
  adds,
  lowIsGood: lowIsGood ?? false,
});
