import type { Calendar, Period } from "../data/calendar.ts";
import { fits, fittingMeasure } from "./composing/units.ts";
import type { Parts } from "./parts.ts";
import type { Say } from "./saying/words.ts";

/** Why a question cannot be planned: the sentence back. */
export interface Lack {
  kind: "lack";
  say: Say;
  /** Nothing of the data is named but a period, if any: the question is after the state of all of it. */
  isOpen?: boolean;
  period?: Period | undefined;
}

/** What is missing before a question can be answered; undefined: nothing. */
export const lackOf = (parts: Parts, calendar: Calendar): Say | undefined => {
  const { subject, periods } = parts;
  const number = parts.thresholds.find(({ bounds }) => bounds.unit?.startsWith("bare "))?.bounds.unit?.slice(5);
  if (number) return ({ lacks }) => lacks.bareNumber(number);
  if (!subject.day && (periods.length > 0 || parts.trend || parts.grain || parts.change))
    return ({ lacks }) => lacks.noHistory;
  const { loose = [] } = parts;
  if (loose.length > 0) return ({ asked, lacks }) => lacks.loose(asked(loose));
  if (parts.prior) return ({ lacks }) => lacks.beforeWhich;
  if (parts.when && !subject.day && parts.measures.length === 0) return ({ lacks }) => lacks.noMoments;
  const compared = unclearAverage(parts);
  if (compared) return compared;
  if (parts.rank && !parts.extreme && isAlone(parts))
    return ({ lacks, names }) => lacks.mostByWhat(parts.order === "asc", subject.dimensions.slice(0, 4).map(names.one));
  const future = periods.find(({ from }) => from > calendar.today);
  const isRate = parts.records && (parts.per.length > 0 || parts.perGrain);
  if (parts.average && parts.measures.length === 0 && !parts.counted && !isRate && !isOfMain(parts))
    return ({ lacks }) => lacks.averageOfWhich;
  const { event, record } = subject;
  const [period] = periods;
  if (event && period && !parts.event)
    return ({ lacks, names, times }) => lacks.onlyDate(names.rows(record, [], 1), event.name, times.period(period));
  const misfit = parts.thresholds.find(
    ({ measure, bounds }) => bounds.unit && !fits(measure ?? fittingMeasure(subject, bounds), bounds.unit),
  );
  const edges = misfit?.bounds.unit === "years of age" && subject.dimensions.find((each) => each.edges)?.edges;
  if (edges) return ({ lacks }) => lacks.onlyGroups(groupsOf(edges));
  if (misfit) return ({ lacks }) => lacks.noUnit(misfit.bounds.unit ?? "");
  if (future) return ({ lacks, times }) => lacks.future(times.period(future), times.day(calendar.ago(1)));
  const [dimension] = subject.dimensions;
  if (parts.why && !subject.why && dimension) return ({ lacks, names }) => lacks.noReasons(names.one(dimension));
  if (isEmpty(parts)) return ({ lacks }) => (isOpen(parts) ? lacks.noFigure : lacks.onlyLimits);
  return undefined;
};

/** "The daily average per workspace": of what the data is about, where that adds up. */
const isOfMain = ({ subject, groups, grain, filters, records, flags, thresholds }: Parts): boolean => {
  const main = subject.measures.find(({ name }) => name === subject.main);
  const isSplit = groups.length > 0 || grain !== undefined || filters.length > 0;
  return main?.adds === true && isSplit && !records && flags.length + thresholds.length === 0;
};

/** Above which average: of all rows or of those that are meant, of rows or of things? */
const unclearAverage = ({ relatives = [], ...parts }: Parts): Say | undefined => {
  const { groups, grain, filters, flags, thresholds, measures, counted, records } = parts;
  if (relatives.length === 0) return undefined;
  const isOfRows = (groups.length === 0 && !grain && records === true) || counted === "records";
  const isOfOne = groups.length + (grain ? 1 : 0) === 1 && counted === undefined;
  const isOwn = relatives.every(
    ({ unit, dimension }) =>
      (unit === undefined || (isOfOne && unit === grain)) &&
      (dimension === undefined || (isOfOne && dimension === groups[0])),
  );
  const isOfThings = relatives.some(({ unit, dimension }) => unit ?? dimension) && measures.some(({ adds }) => !adds);
  const isPlain = filters.length + flags.length + thresholds.length === 0 && measures.length < 2;
  if (relatives.length === 1 && !relatives[0]?.isOther && (isOfRows || isOfOne) && isOwn && isPlain && !isOfThings)
    return undefined;
  return ({ lacks }) => lacks.whichAverage;
};

/** "25-34 and 35-44" */
const groupsOf = (edges: readonly number[]): string[] =>
  edges.slice(0, -1).map((from, index) => `${from}-${(edges[index + 1] ?? from) - 1}`);

/** A single figure, with nothing that it could be ranked by. */
const isAlone = ({ groups, grain, records, limit, versus, change, periods, counted }: Parts): boolean =>
  groups.length === 0 &&
  !grain &&
  !records &&
  !limit &&
  !versus &&
  !change &&
  periods.length < 2 &&
  counted === undefined;

/** Neither a figure nor anything to limit it to is named. */
export const isOpen = (parts: Parts): boolean =>
  isEmpty(parts) && parts.filters.length === 0 && parts.thresholds.length === 0 && !parts.order && !parts.why;

const isEmpty = (parts: Parts): boolean =>
  parts.measures.length === 0 &&
  parts.counted === undefined &&
  parts.groups.length === 0 &&
  parts.flags.length === 0 &&
  !parts.records &&
  !parts.latest &&
  !parts.moment &&
  !(parts.when && parts.subject.event && parts.filters.length > 0) &&
  !(
    (parts.order || parts.trend || parts.list || parts.versus || parts.change) &&
    (parts.filters.length > 0 || parts.grain)
  );
