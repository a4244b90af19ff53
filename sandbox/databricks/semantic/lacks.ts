import type { Calendar, Period } from "../data/calendar.ts";
import { list } from "../spaces/space.ts";
import { fits, fittingMeasure } from "./composing/units.ts";
import type { Parts } from "./parts.ts";

/** Why a question cannot be planned: the sentence back. */
export interface Lack {
  kind: "lack";
  text: string;
  /** Nothing of the data is named but a period, if any: the question is after the state of all of it. */
  isOpen?: boolean;
  period?: Period | undefined;
}

/** What is missing before a question can be answered; undefined: nothing. */
export const lackOf = (parts: Parts, calendar: Calendar): string | undefined => {
  const { subject, periods } = parts;
  const number = parts.thresholds.find(({ bounds }) => bounds.unit?.startsWith("bare "))?.bounds.unit?.slice(5);
  if (number) return `What does ${number} stand for: a limit, a number of rows, or a date?`;
  if (!subject.day && (periods.length > 0 || parts.trend || parts.grain || parts.change))
    return `This data is the state of now, without a history, so I cannot answer for a period of time.`;
  if (parts.loose && parts.loose.length > 0)
    return `I cannot tell what “${parts.loose.join("”, “")}” refers to in your question.`;
  if (parts.prior) return "Before which period do you mean?";
  if (parts.when && !subject.day && parts.measures.length === 0)
    return "This data is the state of now, so it says nothing about when.";
  const compared = unclearAverage(parts);
  if (compared) return compared;
  if (parts.rank && !parts.extreme && isAlone(parts))
    return `The ${parts.order === "asc" ? "least" : "most"} by what: which ${subject.dimensions
      .slice(0, 4)
      .map(({ label }) => label)
      .join(", which ")}?`;
  const future = periods.find(({ from }) => from > calendar.today);
  const isRate = parts.records && (parts.per.length > 0 || parts.perGrain);
  if (parts.average && parts.measures.length === 0 && !parts.counted && !isRate && !isOfMain(parts))
    return `The average of which figure do you mean?`;
  if (subject.event && periods.length > 0 && !parts.event)
    return `The only date in this data is the one on which a ${subject.record.one} ${subject.event.name}. Do you mean those who ${subject.event.name} ${periods[0]?.words}?`;
  const misfit = parts.thresholds.find(
    ({ measure, bounds }) => bounds.unit && !fits(measure ?? fittingMeasure(subject, bounds), bounds.unit),
  );
  const edges = misfit?.bounds.unit === "years of age" && subject.dimensions.find((each) => each.edges)?.edges;
  if (edges) return `Years of age are known here only as ${groupsOf(edges)}, so I cannot cut there.`;
  if (misfit) return `No figure of this data is in ${misfit.bounds.unit}, so I cannot apply that limit.`;
  if (future) return `There is no data ${future.words}: it ends ${calendar.ago(1)}. Which earlier period do you mean?`;
  if (parts.why && !subject.why)
    return `I can say how the figures of this data are, but it holds no reasons. Shall I split them, for example by ${subject.dimensions[0]?.label}?`;
  if (isEmpty(parts))
    return isOpen(parts)
      ? "I cannot tell which figure you mean."
      : "I see what to limit it to, but not which figure you mean.";
  return undefined;
};

/** "The daily average per workspace": of what the data is about, where that adds up. */
const isOfMain = ({ subject, groups, grain, filters, records, flags, thresholds }: Parts): boolean => {
  const main = subject.measures.find(({ name }) => name === subject.main);
  const isSplit = groups.length > 0 || grain !== undefined || filters.length > 0;
  return main?.adds === true && isSplit && !records && flags.length + thresholds.length === 0;
};

/** Above which average: of all rows or of those that are meant, of rows or of things? */
const unclearAverage = ({ relatives = [], ...parts }: Parts): string | undefined => {
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
  return "I cannot tell which average you mean: of what, and of all rows or only of those that your question is limited to?";
};

/** "25-34 and 35-44" */
const groupsOf = (edges: readonly number[]): string =>
  list(edges.slice(0, -1).map((from, index) => `${from}-${(edges[index + 1] ?? from) - 1}`));

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
