import { unrounded } from "../../composing/figures.ts";
import type { Parts, State } from "../../parts.ts";
import type { Flag, Measure } from "../../subject.ts";
import type { Piece } from "../../tags.ts";
import { valueFlag } from "../either.ts";
import { isDenied } from "../nearby.ts";

/*
 * A limit of a share of each thing's rows: "teams where over half of the runs failed", "regions where over 50 % of the
 * revenue is from laptops". The state is what the share is one of, and no condition of the rows.
 */

/** "Did the share of failed queries fall from Q2 to Q3": the rate in each. */
export const addRateOfChange = (parts: Parts): void => {
  const { share, change, flags, measures, subject, filters } = parts;
  const [only] = flags;
  const flag = only?.flag ?? subject.flags?.find(({ name }) => name === measures[0]?.flag);
  const isPlain =
    flags.length < 2 &&
    measures.length < 2 &&
    measures.every(({ sql }) => sql.includes("COUNT(") || sql.includes("CASE"));
  if (
    !share ||
    !(change || parts.versus || parts.ends) ||
    !flag ||
    only?.not ||
    !isPlain ||
    filters.some(({ part }) => part)
  )
    return;
  const rate = subject.measures.find(
    ({ unit, sql }) => unit === "percent" && sql.includes(`WHEN ${flag.where} `) && !sql.includes("100.0 - "),
  );
  if (rate) Object.assign(parts, { measures: [rate], flags: [], share: false, records: false, counted: undefined });
};

/** Makes such a limit one of that share. */
export const addOwnRates = (parts: Parts, pieces: readonly Piece[]): void => {
  const at = pieces.findIndex(
    ({ tag }) => tag.is === "part" || (tag.is === "threshold" && tag.threshold.unit === "percent"),
  );
  const limit = pieces[at]?.tag;
  const isNamed = parts.measures.some(({ unit }) => unit === "percent");
  if (at < 0 || parts.groups.length === 0 || isNamed || parts.share) return;
  const behind = statesIn(parts, pieces, wholeAt(pieces, at) + 1, pieces.length);
  const before = behind.length === 0 ? statesIn(parts, pieces, at - 1, at) : [];
  const [state, ...others] = [...behind, ...before];
  if (!state) return;
  if (others.length > 0) {
    parts.loose = [...(parts.loose ?? []), pieces[at]?.text ?? ""];
    return;
  }
  const rate = rateOf(parts, state.flag);
  if (limit?.is === "part") {
    parts.thresholds.push({ bounds: limit.bounds, measure: rate });
    delete parts.part;
  } else
    parts.thresholds = parts.thresholds.map((each) =>
      limit?.is === "threshold" && each.bounds === limit.threshold ? { ...each, measure: rate } : each,
    );
  parts.flags = parts.flags.filter(({ flag }) => flag !== state.flag);
  parts.filters = parts.filters.filter(({ dimension }) => dimension.name !== state.dimension);
  Object.assign(parts, { measures: [rate], records: false });
  delete parts.counted;
};

/** Where the whole ends: in "a quarter of all denied accesses" the state belongs to it. */
const wholeAt = (pieces: readonly Piece[], at: number): number => {
  const isOf = pieces[at + 1]?.text === "of" || / of(?: all| the)?$/.test(pieces[at]?.text ?? "");
  if (!isOf) return at;
  const noun = pieces.findIndex(({ tag }, place) => place > at && (tag.is === "records" || tag.is === "measure"));
  const state = pieces.findIndex(({ tag }, place) => place > at && tag.is === "flag");
  return Math.max(at, noun >= 0 ? noun : state);
};

interface Named {
  flag: Flag;
  dimension?: string;
}

/** The states and values that stand there, as conditions. */
const statesIn = (parts: Parts, pieces: readonly Piece[], from: number, to: number): Named[] =>
  pieces.slice(from, to).flatMap(({ tag }, offset): Named[] => {
    if (isDenied(pieces, from + offset)) return [];
    if (tag.is === "flag") return parts.flags.some(({ flag }: State) => flag === tag.flag) ? [{ flag: tag.flag }] : [];
    if (tag.is === "value" && !parts.groups.includes(tag.dimension))
      return [{ flag: valueFlag(tag.dimension, tag.values), dimension: tag.dimension.name }];
    const counted =
      tag.is === "measure" ? parts.subject.flags?.find(({ name }) => name === tag.measure.flag) : undefined;
    return counted ? [{ flag: counted }] : [];
  });

/** The share of such rows, or of a figure in them. */
const rateOf = ({ subject, measures }: Parts, { name, where, join }: Flag): Measure => {
  const of = measures.find(({ adds, value }) => adds && value !== undefined);
  const what = of ? of.label : subject.record.many;
  const part = `CASE WHEN ${where} THEN ${of?.value ?? 1} ELSE 0 END`;
  return {
    name: `${name.replace(/\W+/g, "_")}_percent`,
    label: `share of ${what} ${/^(?:at|in|on|with) /.test(name) ? name : `that are ${name}`}`,
    words: "",
    sql: of ? `ROUND(100.0 * SUM(${part}) / NULLIF(${unrounded(of.sql)}, 0), 1)` : `ROUND(100.0 * AVG(${part}), 1)`,
    unit: "percent",
    adds: false,
    ...(join && { join }),
  };
};
