import { columnOf } from "../composing/figures.ts";
import { quoted } from "../composing/sql.ts";
import type { Parts } from "../parts.ts";
import type { Tag } from "../tags.ts";

/* What several words say together: "on the same day", "above average", "more than half of", "in the same region as". */

/** Adds what such a piece says; false: it is no such piece. */
export const addWide = (parts: Parts, tag: Tag): boolean => {
  switch (tag.is) {
    case "occasion":
      parts.occasion = tag.unit;
      return true;
    case "relative": {
      const { is: _, ...relative } = tag;
      parts.relatives = [...(parts.relatives ?? []), relative];
      return true;
    }
    case "bothEnds":
      parts.bothEnds = true;
      return true;
    case "part":
      parts.part = tag.bounds;
      return true;
    case "streak": {
      const { is: _, ...streak } = tag;
      parts.streak = streak;
      return true;
    }
    case "like":
      addLike(parts, tag);
      return true;
    default:
      return false;
  }
};

/** "The other customers in the same region as C001": rows with its region, and not its own. */
const addLike = (parts: Parts, { dimension, thing, value }: Extract<Tag, { is: "like" }>): void => {
  const [column, own] = [columnOf(dimension), columnOf(thing)];
  const { joins = {}, from } = parts.subject;
  const join = dimension.join ?? thing.join;
  const table = join ? `${from} ${joins[join]}` : from;
  const where = `${column} IN (SELECT ${column} FROM ${table} WHERE ${own} = ${quoted(value)})`;
  const flag = { name: `with the ${dimension.label} of ${value}`, words: "", where, ...(join && { join }) };
  parts.flags.push({ flag, not: false });
  parts.filters.push({ dimension: thing, values: [value], not: true });
};

/** "Makes up more than half of the revenue": a share of each thing. */
export const addWhole = (parts: Parts): void => {
  const { part, groups, subject, records, order, thresholds } = parts;
  const own = subject.dimensions.find(({ name }) => name === subject.record.dimension);
  if (!part || order || thresholds.length > 0) return;
  if (groups.length === 0 && records && own) Object.assign(parts, { groups: [own], records: false });
  if (parts.groups.length === 1) parts.share = true;
};

/** "Failed twice on the same day": of the thing and a day together. */
export const addOccasion = (parts: Parts): void => {
  const { occasion, groups, per, grain, thresholds, some, order, when } = parts;
  const isLimited = thresholds.length > 0 || some !== undefined;
  if (!occasion || (grain && grain !== occasion)) return;
  if (groups.length > 0 && isLimited)
    Object.assign(parts, { grain: occasion, folded: !grain && !when, when: false, records: false });
  else if (groups.length < 2 && per.length === 0 && !isLimited && order)
    Object.assign(parts, { grain: occasion, limit: parts.limit ?? 1 });
};

/** "On how many days did it fail": the number of days on which there was such a row. */
export const countDays = (parts: Parts): void => {
  const { grain, flags, measures, subject, counted, relatives, streak, order } = parts;
  const isPlain = counted === "records" && measures.length === 0 && !order && !relatives && !streak;
  if (grain !== "day" || !isPlain || flags.some(({ not }) => not) || !subject.day) return;
  const sql = `COUNT(DISTINCT ${subject.day})`;
  Object.assign(parts, {
    counted: undefined,
    grain: undefined,
    measures: [{ name: "days", label: "days", words: "", sql, unit: "count", adds: false }],
  });
};
