import { distinctCount } from "../counts.ts";
import type { Parts } from "../parts.ts";
import type { Measure, Subject } from "../subject.ts";
import type { Order } from "../tags.ts";
import { fittingMeasure } from "./units.ts";

/** The measures asked for, or those that the other parts imply. */
export const measuresOf = (parts: Parts): Measure[] => {
  const { subject, counted } = parts;
  if (parts.moment === "both") return [momentOf(parts, "asc"), momentOf(parts, "desc")];
  if (parts.moment) return [momentOf(parts, parts.moment)];
  if (counted) {
    const count = counted === "records" ? recordCount(parts) : distinctCount(counted);
    const more =
      counted !== "records" && parts.flags.length > 0 && !(parts.order && parts.grain) ? [recordCount(parts)] : [];
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
  // "Queries on bi-shared compared to finance-reports": the rows that are named, and not what they are mostly about.
  const isOverTime = parts.change || parts.trend || parts.running;
  if ((parts.versus || isOverTime) && parts.records && !parts.order && parts.flags.length === 0)
    return [recordCount(parts)];
  const isAboutRows = parts.flags.length > 0 || (parts.records && (parts.share || parts.average || parts.total));
  const limited = parts.thresholds.flatMap(({ bounds }) => fittingMeasure(subject, bounds) ?? []);
  if (limited.length > 0 && parts.flags.length === 0 && !(parts.records && parts.plural && parts.groups.length > 0))
    return limited.slice(0, 1);
  const wantsMain =
    parts.relatives ||
    parts.median ||
    parts.running ||
    parts.versus ||
    parts.order ||
    parts.limit ||
    parts.change ||
    parts.average ||
    parts.total ||
    parts.share ||
    parts.trend;
  // "The top reasons": only failed runs have one, so they are counted; a rate of them says nothing.
  const isOfSome = mainOf(subject).unit === "percent" && parts.groups.some(({ where }) => where !== undefined);
  if (wantsMain && !isAboutRows && !isOfSome && !(parts.records && parts.latest)) return [mainOf(subject)];
  return parts.groups.length > 0 || parts.grain || (wantsMain && isAboutRows && !parts.limit)
    ? [recordCount(parts)]
    : [];
};

/** The first or the last time at which there was such a row. */
const momentOf = (parts: Parts, moment: Order): Measure => {
  const { time, day = "" } = parts.subject;
  const word = moment === "asc" ? "first" : "last";
  const what = recordCount(parts).label;
  const { one, many } = parts.subject.record;
  return {
    name: `${word}_${time ?? day}`,
    label: `${word} ${what.endsWith(many) ? `${what.slice(0, -many.length)}${one}` : one}`,
    words: "",
    sql: `${moment === "asc" ? "MIN" : "MAX"}(${time ?? day})`,
    unit: "count",
    adds: false,
  };
};

/** The measure that a subject is mostly about. */
export const mainOf = (subject: Subject): Measure => {
  const main = subject.measures.find(({ name }) => name === subject.main);
  if (main) return main;
  throw new Error(`${subject.from} has no measure ${subject.main}`);
};

const recordCount = ({ subject, flags, groups }: Parts): Measure => {
  // "The reasons": what has one is failed.
  const implied = subject.flags?.find(({ where }) => groups.some((group) => group.where === where));
  const [flag = implied && { flag: implied, not: false }] = flags;
  const known = flag ? undefined : subject.measures.find(({ sql }) => sql === "COUNT(*)");
  if (known) return known;
  const words =
    flag && !flag.not && /^[a-z ]+$/.test(flag.flag.name) && flag.flag.name.split(" ").length === 1
      ? `${flag.flag.name} ${subject.record.many}`
      : subject.record.many;
  return { name: words.replaceAll(" ", "_"), label: words, words: "", sql: "COUNT(*)", unit: "count", adds: true };
};
