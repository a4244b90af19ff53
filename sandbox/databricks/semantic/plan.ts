import type { Calendar, Period } from "../data/calendar.ts";
import type { Filter, Parts } from "./parts.ts";
import { periodAfter, periodBefore } from "./periods.ts";
import type { Dimension, Flag, Measure, Subject } from "./subject.ts";
import type { Bounds, Grain, Order } from "./tags.ts";

/** A measure as it is computed for one answer. */
export interface Figure {
  name: string;
  label: string;
  sql: string;
  unit: Measure["unit"];
  adds: boolean;
  lowIsGood: boolean;
}

/** What all plans have: which rows they are about. */
interface Scope {
  subject: Subject;
  filters: Filter[];
  flags: { flag: Flag; not: boolean }[];
  /** Limits that each row must keep. */
  rowLimits: { sql: string; bounds: Bounds; label: string; unit: Measure["unit"] }[];
  conditions: string[];
  joins: string[];
  period: Period | undefined;
  /** Nobody named the period. */
  usual: boolean;
}

/** The rows with a flag among all, each group of the total, or some values of a dimension of the total. */
export type Share = { of: "rows" } | { of: "groups" } | { of: "values"; filter: Filter };

export interface FiguresPlan extends Scope {
  kind: "figures";
  figures: Figure[];
  groups: Dimension[];
  grain: Grain | undefined;
  /** Limits that each group must keep. */
  groupLimits: { figure: Figure; bounds: Bounds }[];
  order: Order | undefined;
  limit: number | undefined;
  /** The total is asked for, and shown by its usual split. */
  isSplit: boolean;
  share: Share | undefined;
  compared: Period | undefined;
}

export interface ListPlan extends Scope {
  kind: "list";
  columns: string;
  order: string;
  limit: number | undefined;
  by: Figure | undefined;
  /** The latest or the earliest rows come first. */
  latest: Order | undefined;
}

export type Plan = FiguresPlan | ListPlan;

/** Why a question cannot be planned: the sentence back. */
export interface Lack {
  kind: "lack";
  text: string;
}

/** Decides how the parts of a question become one query. */
export const planOf = (asked: Parts, calendar: Calendar): Plan | Lack => {
  const parts = withRows({ ...asked, thresholds: asked.thresholds.map((threshold) => fitted(threshold)) });
  const lack = lackOf(parts, calendar);
  if (lack) return { kind: "lack", text: lack };
  const measures = measuresOf(parts);
  return isList(parts, measures) ? listPlan(parts, measures, calendar) : figuresPlan(parts, measures, calendar);
};

const lackOf = (parts: Parts, calendar: Calendar): string | undefined => {
  const { subject, periods } = parts;
  const number = parts.thresholds.find(({ bounds }) => bounds.unit?.startsWith("bare "))?.bounds.unit?.slice(5);
  if (number) return `What does ${number} stand for: a limit, a number of rows, or a date?`;
  if (!subject.day && (periods.length > 0 || parts.trend || parts.grain || parts.change))
    return `This data is the state of now, without a history, so I cannot answer for a period of time.`;
  if (parts.loose && parts.loose.length > 0) return `I cannot tell what “${parts.loose.join("”, “")}” refers to in your question.`;
  if (parts.when && !subject.day && parts.measures.length === 0)
    return "This data is the state of now, so it says nothing about when.";
  if (parts.rank && !parts.extreme && isAlone(parts))
    return `The ${parts.order === "asc" ? "least" : "most"} by what: which ${subject.dimensions.slice(0, 4).map(({ label }) => label).join(", which ")}?`;
  const future = periods.find(({ from }) => from > calendar.today);
  const isRate = parts.records && (parts.per.length > 0 || parts.perGrain);
  if (parts.average && parts.measures.length === 0 && !parts.counted && !isRate)
    return `The average of which figure do you mean?`;
  if (subject.event && periods.length > 0 && !parts.event)
    return `The only date in this data is the one on which a ${subject.record.one} ${subject.event.name}. Do you mean those who ${subject.event.name} ${periods[0]?.words}?`;
  const misfit = parts.thresholds.find(
    ({ measure, bounds }) => bounds.unit && !fits(measure ?? fittingMeasure(subject, bounds), bounds.unit),
  );
  if (misfit) return `No figure of this data is in ${misfit.bounds.unit}, so I cannot apply that limit.`;
  if (future) return `There is no data ${future.words}: it ends ${calendar.ago(1)}. Which earlier period do you mean?`;
  if (parts.why && !subject.why)
    return `I can say how the figures of this data are, but it holds no reasons. Shall I split them, for example by ${subject.dimensions[0]?.label}?`;
  if (isEmpty(parts)) return `I see what it is to be limited to, but not which figure you mean.`;
  return undefined;
};

/** A single figure, with nothing that it could be ranked by. */
const isAlone = ({ groups, grain, records, limit, versus, change, periods, counted }: Parts): boolean =>
  groups.length === 0 && !grain && !records && !limit && !versus && !change && periods.length < 2 && counted === undefined;

/** "Which tables are stale": each row is one table, so the rows are the answer. */
const withRows = (parts: Parts): Parts => {
  const { counted: wanted, when, order, groups, grain, subject } = parts;
  if (typeof wanted === "object" && parts.thresholds.length > 0) {
    const measures = parts.thresholds.flatMap(({ measure }) => measure ?? []);
    return withRows({ ...uncounted(parts), groups: [wanted], measures: [...new Set(measures)] });
  }
  const never = parts.flags.filter(({ not }) => not);
  if (never.length > 0 && groups.length > 0 && !isRowOf(parts) && parts.measures.length === 0 && wanted === undefined && !parts.records && !parts.never)
    return { ...parts, never: never.map(({ flag }) => flag), flags: parts.flags.filter(({ not }) => !not) };
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

/** The one group is what each row is. */
const isRowOf = ({ groups, subject }: Parts): boolean =>
  groups.length === 1 && groups[0]?.name === subject.record.dimension;

const uncounted = ({ counted: _, ...parts }: Parts): Parts => parts;

/** "The last failures": the rows that the measures count are wanted. */
const countedFlags = ({ subject, measures, groups, grain, latest, list, when }: Parts): Flag[] => {
  if (measures.length === 0 || groups.length > 0 || grain || !(latest || list || when)) return [];
  return (subject.flags ?? []).filter(({ name }) => measures.every(({ flag }) => flag === name));
};

const isEmpty = (parts: Parts): boolean =>
  parts.measures.length === 0 &&
  parts.counted === undefined &&
  parts.groups.length === 0 &&
  parts.flags.length === 0 &&
  !parts.records &&
  !parts.latest &&
  !((parts.order || parts.trend || parts.list || parts.versus || parts.change) && (parts.filters.length > 0 || parts.grain));

/** The measures asked for, or those that the other parts imply. */
const measuresOf = (parts: Parts): Measure[] => {
  const { subject, counted } = parts;
  if (counted) {
    const count = counted === "records" ? recordCount(parts) : distinctCount(counted);
    const more = counted !== "records" && parts.flags.length > 0 ? [recordCount(parts)] : [];
    const limiting = new Set(parts.thresholds.map(({ measure }) => measure));
    return [count, ...more, ...parts.measures.filter((measure) => !limiting.has(measure) && measure.sql !== count.sql)];
  }
  if (parts.measures.length > 0) return parts.measures;
  const meant =
    parts.records &&
    !parts.list &&
    !parts.latest &&
    !parts.share &&
    parts.flags.length === 0 &&
    parts.thresholds.length === 0
      ? subject.measures.find(({ name }) => name === subject.record.measure)
      : undefined;
  if (meant) return [meant, recordCount(parts)];
  const isAboutRows = parts.flags.length > 0 || (parts.records && (parts.share || parts.average));
  const limited = parts.thresholds.flatMap(({ bounds }) => fittingMeasure(subject, bounds) ?? []);
  if (limited.length > 0 && parts.flags.length === 0) return limited.slice(0, 1);
  const wantsMain =
    parts.versus || parts.order || parts.limit || parts.change || parts.average || parts.total || parts.share || parts.trend;
  if (wantsMain && !isAboutRows && !(parts.records && parts.latest)) return [mainOf(subject)];
  return parts.groups.length > 0 || parts.grain || (wantsMain && isAboutRows && !parts.limit)
    ? [recordCount(parts)]
    : [];
};

const mainOf = (subject: Subject): Measure => {
  const main = subject.measures.find(({ name }) => name === subject.main);
  if (main) return main;
  throw new Error(`${subject.from} has no measure ${subject.main}`);
};

const recordCount = ({ subject, flags }: Parts): Measure => {
  const [flag] = flags;
  const known = flag ? undefined : subject.measures.find(({ sql }) => sql === "COUNT(*)");
  if (known) return known;
  const words =
    flag && !flag.not && /^[a-z ]+$/.test(flag.flag.name) && flag.flag.name.split(" ").length === 1
      ? `${flag.flag.name} ${subject.record.many}`
      : subject.record.many;
  return { name: words.replaceAll(" ", "_"), label: words, words: "", sql: "COUNT(*)", unit: "count", adds: true };
};

const distinctCount = (dimension: Dimension): Measure => ({
  name: dimension.many.replaceAll(" ", "_").toLowerCase(),
  label: dimension.many,
  words: "",
  sql: `COUNT(DISTINCT ${columnOf(dimension)})`,
  unit: "count",
  adds: false,
  ...(dimension.join && { join: dimension.join }),
  ...(dimension.where && { where: dimension.where }),
});

/** The expression of a dimension. */
export const columnOf = ({ name, sql }: Dimension): string => sql ?? name;

/** Rows are wanted, not figures about them. */
const isList = (parts: Parts, measures: Measure[]): boolean => {
  if (parts.when && parts.subject.day && !parts.order && parts.groups.length === 0) return true;
  if (
    parts.counted ||
    parts.groups.length > 0 ||
    parts.grain ||
    parts.share ||
    parts.trend ||
    parts.change ||
    parts.average ||
    parts.total
  )
    return false;
  if (measures.length === 0) return true;
  return (
    parts.records === true &&
    measures.every(({ value }) => value !== undefined) &&
    (parts.order !== undefined ||
      parts.thresholds.length > 0 ||
      parts.subject.record.dimension !== undefined ||
      parts.list === true)
  );
};

const listPlan = (parts: Parts, measures: Measure[], calendar: Calendar): Plan => {
  const { subject } = parts;
  const shown = parts.flags.find(({ flag, not }) => flag.list && !not)?.flag.list ?? subject.list;
  const limiting = parts.thresholds.map((threshold) => limitedOf(parts, threshold));
  const [measure] = measures;
  const order = orderOf(parts, measure) ?? (measure && "desc");
  const byTime = (parts.latest || parts.when) && (subject.time ?? subject.day);
  return {
    ...scopeOf(parts, measures, calendar, []),
    kind: "list",
    columns: withColumns(shown.columns, [...measures, ...limiting], subject),
    latest: byTime ? (parts.latest ?? "desc") : undefined,
    order: byTime
      ? `${byTime} ${parts.latest === "asc" ? "ASC" : "DESC"}`
      : measure?.value && order
        ? `${measure.value} ${order.toUpperCase()}`
        : shown.order,
    limit:
      parts.limit ??
      (parts.when && parts.latest ? 1 : byTime ? 20 : parts.order && !subject.record.dimension ? 10 : undefined),
    by: measure?.value && order && !byTime ? figureOf(measure) : undefined,
  };
};

/** The columns of a list, with the values that it is ordered or limited by. */
const withColumns = (columns: string, measures: (Measure | undefined)[], subject: Subject): string => {
  const all = columns.split(", ");
  const more = measures.flatMap((measure) =>
    measure?.value && !all.includes(measure.value) && !all.includes(measure.name)
      ? [measure.value === measure.name ? measure.name : `${measure.value} AS ${measure.name}`]
      : [],
  );
  return subject.record.dimension || more.length > 0 ? [...new Set([...all, ...more])].join(", ") : columns;
};

const figuresPlan = (parts: Parts, measures: Measure[], calendar: Calendar): Plan | Lack => {
  const average = averageOf(parts, measures);
  if ("kind" in average) return average;
  const { figures, groups, grain } = average;
  const share = shareOf(parts, groups, figures);
  if (share && "kind" in share) return share;
  const compared = comparisonOf(parts, calendar);
  const split = splitOf(parts, measures, { ...average, isPlain: !share && !compared });
  const shared = share?.of === "values" ? [share.filter.dimension] : undefined;
  const all = shared ?? (split ? [split] : groups.length > 0 || grain ? groups : severalOf(parts));
  const scope = scopeOf(compared ? { ...parts, periods: [compared.now] } : parts, measures, calendar, all);
  const loose = parts.thresholds.some((threshold) => !isRowLimit(parts, threshold)) && all.length === 0 && !grain;
  if (loose) return { kind: "lack", text: "I cannot tell what the limit in your question applies to." };
  const unit = grain ?? (wantsTrend(parts, compared) ? grainFor(scope.period) : undefined);
  return {
    ...scope,
    ...(share?.of === "values" && { filters: scope.filters.filter((filter) => filter !== share.filter) }),
    kind: "figures",
    figures,
    groups: all,
    grain: unit,
    groupLimits: groupLimitsOf(parts, figures, all, unit),
    order: orderOf(parts, measures[0]),
    limit: parts.limit,
    isSplit: split !== undefined,
    share,
    compared: compared?.before,
  };
};

/** The dimension that a lone total is shown by. */
const splitOf = (
  parts: Parts,
  measures: Measure[],
  { figures, groups, grain, isPlain }: Averaged & { isPlain: boolean },
): Dimension | undefined => {
  const isLone = groups.length === 0 && !grain && figures.length === 1 && isPlain;
  if (
    !isLone ||
    parts.average ||
    wantsTrend(parts, undefined) ||
    isExtreme(parts, measures) ||
    severalOf(parts).length > 0
  )
    return undefined;
  return parts.subject.dimensions.find(({ name }) => name === measures[0]?.split);
};

const wantsTrend = (parts: Parts, compared: { now: Period } | undefined): boolean =>
  (parts.trend === true || (parts.change === true && parts.periods.length === 0 && severalOf(parts).length === 0)) && !compared;

/** Two values of one dimension are to be seen beside each other. */
const severalOf = ({ filters }: Parts): Dimension[] =>
  filters.filter(({ values, not }) => values.length > 1 && !not).map(({ dimension }) => dimension);

const grainFor = (period: Period | undefined): Grain => {
  const days = period ? (Date.parse(period.to) - Date.parse(period.from)) / 86_400_000 : 365;
  return days <= 31 ? "day" : days <= 100 ? "week" : "month";
};

interface Averaged {
  figures: Figure[];
  groups: Dimension[];
  grain: Grain | undefined;
}

/** An average over groups is the total divided by their number; one over rows is that of their values. */
const averageOf = (parts: Parts, measures: Measure[]): Averaged | Lack => {
  const { subject, groups, per, grain } = parts;
  const plain: Averaged = { figures: measures.map(figureOf), groups, grain };
  if (parts.over && measures[0]) return { ...plain, figures: [dividedBy(measures[0], parts.over)] };
  if (!parts.average)
    return isExtreme(parts, measures)
      ? { ...plain, figures: measures.map((measure) => extremeOf(measure, parts)) }
      : plain;
  const adding = measures.filter(({ adds }) => adds);
  if (adding.length === 0) return plain;
  const overGrain = grain && parts.perGrain ? grain : undefined;
  const units = [...per.map(columnOf), ...(overGrain ? [grainColumn(overGrain, subject)] : [])];
  if (units.length > 0) {
    const over = units.length === 1 ? `COUNT(DISTINCT ${units[0]})` : `COUNT(DISTINCT ${units.join(" || '|' || ")})`;
    const name = [...per.map(({ label }) => label), ...(overGrain ? [overGrain] : [])].join(" and ");
    return {
      figures: measures.map((measure) => (measure.adds ? ratioOf(measure, over, name) : figureOf(measure))),
      groups: groups.filter((group) => !per.includes(group)),
      grain: overGrain ? undefined : grain,
    };
  }
  if (adding.every(({ value }) => value))
    return { ...plain, figures: measures.map((measure) => meanOf(measure, subject)) };
  return {
    kind: "lack",
    text: `The average of ${adding[0]?.label} per what: ${subject.day ? "day, month" : ""}${subject.dimensions
      .slice(0, 2)
      .map(({ label }) => `, ${label}`)
      .join("")}?`,
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
const isExtreme = (parts: Parts, measures: Measure[]): boolean =>
  parts.order !== undefined &&
  parts.extreme === true &&
  !parts.versus &&
  !parts.change &&
  parts.periods.length < 2 &&
  parts.groups.length === 0 &&
  !parts.grain &&
  !parts.limit &&
  !parts.grade &&
  !parts.counted &&
  measures.length === 1 &&
  measures.every(({ value, sql }) => value && !sql.startsWith("MAX"));

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

const unrounded = (sql: string): string => /^ROUND\((.*), \d\)$/s.exec(sql)?.[1] ?? sql;

const figureOf = ({ name, label, sql, unit, adds, lowIsGood }: Measure): Figure => ({
  name,
  label,
  sql,
  unit,
  adds,
  lowIsGood: lowIsGood ?? false,
});

const shareOf = (parts: Parts, groups: Dimension[], [figure]: Figure[]): Share | Lack | undefined => {
  if (!parts.share || figure?.unit === "percent") return undefined;
  if (parts.flags.length > 0 && figure?.sql === "COUNT(*)") return { of: "rows" };
  if (!figure?.adds)
    return {
      kind: "lack",
      text: `A share of the ${figure?.label} makes no sense. Do you want the figure itself, or its split by ${parts.subject.dimensions[0]?.label}?`,
    };
  if (groups.length > 0) return { of: "groups" };
  const filter = parts.filters.find(({ values, not }) => values.length > 0 && !not);
  if (filter) return { of: "values", filter };
  const names = parts.subject.dimensions.slice(0, 3).map(({ label }) => label);
  return { kind: "lack", text: `The share of what: of each ${names.join(", or of each ")}?` };
};

/** Two periods side by side, or one and the one before it. */
const comparisonOf = (parts: Parts, calendar: Calendar): { now: Period; before: Period } | undefined => {
  const [first, second] = parts.periods;
  if (first && second)
    return first.from >= second.from ? { now: first, before: second } : { now: second, before: first };
  const after = first && parts.against ? periodAfter(first, calendar) : undefined;
  if (first && after) return { now: after, before: first };
  const isOfPeriods =
    parts.change ||
    (parts.versus && parts.groups.length === 0 && parts.measures.length < 2 && severalOf(parts).length === 0);
  if (!isOfPeriods || parts.grain || parts.trend) return undefined;
  const usual =
    parts.subject.usualDays && parts.groups.length > 0 && parts.change
      ? calendar.lastDays(parts.subject.usualDays)
      : undefined;
  const now = first ?? usual;
  return now && { now, before: periodBefore(now) };
};

const orderOf = (parts: Parts, measure: Measure | undefined): Order | undefined => {
  if (!parts.order || !parts.grade || !measure?.lowIsGood) return parts.order;
  return parts.order === "desc" ? "asc" : "desc";
};

const groupLimitsOf = (
  parts: Parts,
  figures: Figure[],
  groups: Dimension[],
  grain: Grain | undefined,
): FiguresPlan["groupLimits"] => {
  if (groups.length === 0 && !grain) return [];
  const named = parts.thresholds
    .filter((threshold) => !isRowLimit(parts, threshold))
    .flatMap(({ measure, bounds }) => {
      const wanted = measure ?? fittingMeasure(parts.subject, bounds);
      const figure = figures.find(({ name }) => name === wanted?.name) ?? (wanted ? figureOf(wanted) : figures[0]);
      return figure ? [{ figure, bounds: converted(bounds, figure.unit) }] : [];
    });
  return [...named, ...(parts.never ?? []).map((flag) => ({ figure: flaggedCount(flag, parts.subject), bounds: { atMost: 0 } }))];
};

const flaggedCount = ({ name, where }: Flag, { record }: Subject): Figure => ({
  name: `${name.replaceAll(" ", "_")}_${record.many.replaceAll(" ", "_")}`,
  label: `number of ${name} ${record.many}`,
  sql: `SUM(CASE WHEN ${where} THEN 1 ELSE 0 END)`,
  unit: "count",
  adds: true,
  lowIsGood: false,
});

/** A limit is about rows where rows are listed or counted, and about groups otherwise. */
const isRowLimit = (parts: Parts, threshold: Parts["thresholds"][number]): boolean => {
  if (!limitedOf(parts, threshold)?.value) return false;
  return parts.counted === "records" || (parts.groups.length === 0 && !parts.grain);
};

/** The measure that a limit on rows is about. */
const limitedOf = (
  { subject, measures }: Parts,
  { measure, bounds }: Parts["thresholds"][number],
): Measure | undefined =>
  measure ?? fittingMeasure(subject, bounds) ?? measures[0] ?? (bounds.unit ? undefined : mainOf(subject));

/** The measure of a limit by its unit. */
const fittingMeasure = (subject: Subject, { unit }: Bounds): Measure | undefined => {
  const family = unit && families.find((each) => each.includes(unit));
  return family ? subject.measures.find((measure) => family.includes(measure.unit)) : undefined;
};
/** A limit with a unit is about a measure of that unit, not about the one that stands nearest. */
const fitted = ({ measure, bounds }: Parts["thresholds"][number]): Parts["thresholds"][number] =>
  measure && bounds.unit && !fits(measure, bounds.unit) ? { bounds } : { bounds, ...(measure && { measure }) };

const fits = (measure: Measure | undefined, unit: string): boolean =>
  measure !== undefined && families.some((family) => family.includes(unit) && family.includes(measure.unit));
const families = [
  ["seconds", "minutes", "hours"],
  ["dollars", "amount"],
  ["percent"],
  ["bytes", "megabytes", "gigabytes", "terabytes"],
];

const sizes: Record<string, number> = {
  seconds: 1,
  minutes: 60,
  hours: 3_600,
  bytes: 1,
  megabytes: 1e6,
  gigabytes: 1e9,
  terabytes: 1e12,
};

/** The limits in the measure's own unit. */
const converted = (bounds: Bounds, unit: Measure["unit"]): Bounds => {
  const from = sizes[bounds.unit ?? ""];
  const to = sizes[unit];
  const by = from && to ? from / to : 1;
  const { unit: _, ...limits } = bounds;
  return Object.fromEntries(Object.entries(limits).map(([name, value]) => [name, Number(value) * by]));
};

const scopeOf = (parts: Parts, measures: Measure[], calendar: Calendar, groups: Dimension[]): Scope => {
  const { subject } = parts;
  const limiting = parts.thresholds.flatMap((threshold) => {
    const measure = limitedOf(parts, threshold);
    return measure?.value && isRowLimit(parts, threshold) ? [{ measure, bounds: threshold.bounds }] : [];
  });
  const dimensions = [...groups, ...parts.per, ...parts.filters.map(({ dimension }) => dimension)];
  const used = [...measures, ...limiting.map(({ measure }) => measure)];
  const { period, usual } = periodOf(parts, calendar);
  return {
    subject,
    filters: parts.filters,
    flags: parts.flags,
    rowLimits: limiting.map(({ measure, bounds }) => ({
      sql: measure.value ?? "",
      bounds: converted(bounds, measure.unit),
      label: measure.label.replace(/^average /, ""),
      unit: measure.unit,
    })),
    conditions: [...new Set([...dimensions, ...used].flatMap(({ where }) => where ?? []))],
    joins: [...new Set([...dimensions, ...used].flatMap(({ join }) => join ?? []))].map(
      (name) => subject.joins?.[name] ?? "",
    ),
    period,
    usual,
  };
};

const periodOf = (parts: Parts, calendar: Calendar): { period: Period | undefined; usual: boolean } => {
  const { subject } = parts;
  const [period] = parts.periods;
  if (period) return { period, usual: false };
  if (parts.ever || parts.when || !subject.usualDays) return { period: undefined, usual: false };
  const isLong =
    parts.trend ||
    (parts.change && parts.groups.length === 0) ||
    parts.grain === "month" ||
    parts.grain === "quarter" ||
    parts.grain === "week";
  if (parts.grain === "year") return { period: undefined, usual: false };
  return { period: calendar.lastDays(isLong ? 365 : subject.usualDays), usual: true };
};

/** The expression of a unit of time. */
export const grainColumn = (grain: Grain, { day = "", time = "" }: Subject): string => {
  switch (grain) {
    case "day":
      return day;
    case "hour":
      return `substr(${time}, 12, 2)`;
    case "weekday":
      return `dayname(${day})`;
    case "month":
      return `substr(${day}, 1, 7)`;
    case "year":
      return `substr(${day}, 1, 4)`;
    case "week":
    case "quarter":
      return `date_trunc('${grain.toUpperCase()}', ${day})`;
  }
};
