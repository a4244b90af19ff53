import { quoted } from "../composing/sql.ts";
import type { Parts } from "../parts.ts";
import type { Piece } from "../reading/reading.ts";
import type { Dimension, Flag } from "../subject.ts";
import { deniesRows, isSuch } from "./denied-rows.ts";
import { addEither, valueFlag } from "./either.ts";
import { addLapsed, addOccasions } from "./occasions.ts";
import { addPair, addSides } from "./sides.ts";

/* What is true of a thing by all of its rows: "passed every check", "both read and downloaded", "never bought". */

/** Makes conditions of things of what would be one of rows. */
export const shape = (parts: Parts, pieces: readonly Piece[]): void => {
  addAbsence(parts, pieces);
  if (parts.absent) return;
  addOccasions(parts, pieces);
  addLapsed(parts, pieces);
  addPlace(parts, pieces);
  addCourse(parts, pieces);
  addHaving(parts, pieces);
  addRest(parts);
  addEither(parts, pieces);
  addPair(parts);
  addSides(parts, pieces);
  addEvery(parts, pieces);
  addEach(parts, pieces);
  addOpposites(parts);
  addBeside(parts, pieces);
};

/** "Customers who never bought electronics": no such row is theirs. */
const addAbsence = (parts: Parts, pieces: readonly Piece[]): void => {
  if (!pieces.some((_, index) => deniesRows(pieces, index))) return;
  const { counted, groups, subject } = parts;
  const own = subject.dimensions.find(({ name }) => name === subject.who);
  const dimension =
    groups.length === 1
      ? groups[0]
      : typeof counted === "object"
        ? counted
        : groups.length === 0 && asksWho(pieces)
          ? own
          : groups.length === 0 && asksWhatThing(pieces)
            ? subject.dimensions.find(({ name }) => name === subject.what)
            : undefined;
  if (!dimension || parts.grain || parts.thresholds.length > 0) return;
  // "No furniture sales": what is denied are such rows, and not the furniture.
  const denied = pieces
    .filter((_, index) => isSuch(pieces, index))
    .flatMap(({ tag }) => (tag.is === "value" ? tag : []));
  parts.filters = parts.filters.map((filter) =>
    filter.not && denied.some(({ dimension: own }) => own === filter.dimension) ? { ...filter, not: false } : filter,
  );
  parts.absent = { dimension, counts: typeof counted === "object" };
  parts.groups = [dimension];
  parts.measures = [];
  parts.records = false;
  delete parts.counted;
  delete parts.order;
};

const asksWhatThing = (pieces: readonly Piece[]): boolean =>
  pieces.some(({ tag, text }) => tag.is === "which" && text === "what");

const asksWho = (pieces: readonly Piece[]): boolean => pieces.some(({ tag }) => tag.is === "who");

/** "Place two" is one of the highest; a change "in percent" is no share. */
const addPlace = (parts: Parts, pieces: readonly Piece[]): void => {
  if (parts.nth && pieces.some(({ tag, text }) => tag.is === "nth" && /^(?:place|rank|number|runner)/.test(text)))
    parts.order ??= "desc";
  const isAmount = pieces.some(({ tag, text }) => tag.is === "share" && /^(?:in )?percent/.test(text));
  if (isAmount && (parts.periods.length > 1 || parts.change)) Object.assign(parts, { share: false, relative: true });
};

/** "Teams whose bill went down": only those. */
const addCourse = (parts: Parts, pieces: readonly Piece[]): void => {
  const at = pieces.findIndex(({ tag }) => tag.is === "change");
  const change = pieces[at]?.text ?? "";
  const before = pieces.slice(0, at).map(({ text }) => text);
  // "The failures went up for which jobs"
  const isAskedBehind = pieces.some(
    ({ text }, index) => index > at && text === "for" && /^which\b/.test(pieces[index + 1]?.text ?? ""),
  );
  if (parts.groups.length === 0) return;
  // "Improved the most": up or down is said by what is good.
  if (BETTER.test(change) || WORSE.test(change)) {
    if (parts.order && WORSE.test(change)) parts.order = parts.order === "desc" ? "asc" : "desc";
    parts.grade = true;
  }
  // "Which team spent more in October than in September"
  const than = pieces.findIndex(({ text }) => text === "than");
  const more = pieces
    .slice(0, than)
    .find(({ text }) => /^(?:more|less|fewer|higher|lower|better|worse)$/.test(text))?.text;
  if (than >= 0 && more && parts.periods.length === 2)
    Object.assign(parts, {
      course: /^(?:more|higher|better)$/.test(more) ? "up" : "down",
      grade: parts.grade || /^(?:better|worse)$/.test(more),
    });
  if (at < 0 || !(isAskedBehind || before.some((text) => /^(?:which|whose|that|where)$/.test(text)))) return;
  if (BETTER.test(change)) parts.course = "up";
  else if (WORSE.test(change)) parts.course = "down";
  else if (DOWN.test(change)) parts.course = "down";
  else if (UP.test(change)) parts.course = "up";
};
const BETTER = /^(?:improve|improved|improving|improvement|get better|got better|gets better)\b/;
const WORSE = /^(?:worsen|worsened|worsening|get worse|got worse|gets worse)\b/;
const DOWN =
  /^(?:fall|fell|fallen|drop|dropped|decline|declined|decrease|decreased|go down|goes down|went down|shrank|shrunk)\b/;
const UP = /^(?:rise|rose|risen|grow|grew|grown|increase|increased|go up|goes up|went up|climbed|jumped|surged)\b/;

/** "Tables with duplicates": those that have any. */
const addHaving = (parts: Parts, pieces: readonly Piece[]): void => {
  const at = pieces.findIndex(({ tag }) => tag.is === "measure" && tag.measure.adds);
  const tag = pieces[at]?.tag;
  const thing = pieces.slice(0, at).findLast(({ tag: { is }, text }) => is !== "filler" && text !== "with")?.tag;
  const between = pieces
    .slice(0, at)
    .filter(({ clause }) => !clause)
    .map(({ text }) => text);
  const isPlain = !parts.order && parts.counted === undefined && parts.thresholds.length === 0 && !parts.share;
  if (tag?.is !== "measure" || tag.measure.unit !== "count" || !isPlain || parts.groups.length !== 1) return;
  if (thing?.is !== "dimension" || !/^(?:with|has|have|had|having)$/.test(between.at(-1) ?? "")) return;
  parts.thresholds.push({ bounds: { above: 0 }, measure: tag.measure });
};

/** "Marketing against the rest": the values that are named, and all others together. */
const addRest = (parts: Parts): void => {
  const [named] = parts.filters.filter(({ values, not }) => values.length > 0 && !not);
  if (!parts.rest || !named) return;
  const { dimension, values } = named;
  const column = dimension.sql ?? dimension.name;
  const own = `CASE WHEN ${column} IN (${values.map(quoted).join(", ")}) THEN ${column} ELSE 'all others' END`;
  parts.groups = [{ ...dimension, name: `${dimension.name}_or_other`, sql: own }];
  parts.filters = parts.filters.filter((filter) => filter !== named);
  parts.versus = true;
};

/** "Passed every check": no row of the thing is otherwise. */
const addEvery = (parts: Parts, pieces: readonly Piece[]): void => {
  const at = pieces.findIndex((_, index) => isEveryRow(pieces, index));
  const tag = pieces[at]?.tag;
  const [only] = parts.flags;
  if (!tag || !only || only.not || parts.flags.length > 1) return;
  const groups = parts.groups.filter((group) => tag.is !== "dimension" || tag.dimension !== group);
  if (groups.length === 0) return;
  Object.assign(parts, { groups, per: parts.per.filter((group) => groups.includes(group)), flags: [], records: false });
  delete parts.counted;
  parts.never = [
    ...(parts.never ?? []),
    { ...only.flag, name: `not ${only.flag.name}`, where: `NOT (${only.flag.where})` },
  ];
};

const isEveryRow = (pieces: readonly Piece[], index: number): boolean => {
  const { tag, text } = pieces[index] ?? { tag: { is: "filler" }, text: "" };
  if (tag.is === "dimension") return /^(?:every|all) /.test(text);
  const before = pieces.slice(0, index).findLast((piece) => piece.tag.is !== "filler");
  return tag.is === "records" && (before?.tag.is === "all" || (before?.tag.is === "by" && before.text === "every"));
};

/** "Who both downloaded results and changed permissions": some row is the one, some the other. */
const addEach = (parts: Parts, pieces: readonly Piece[]): void => {
  const both = pieces.findIndex(({ tag, text }) => tag.is === "joint" && text === "both");
  const middle = pieces.findIndex(({ tag, text }, index) => index > both + 1 && tag.is === "joint" && text === "and");
  const { counted, groups } = parts;
  const things = typeof counted === "object" ? [counted] : groups;
  if (both < 0 || middle < 0 || things.length === 0) return;
  const sides = [pieces.slice(both + 1, middle), pieces.slice(middle + 1)].map((side) => conditionsIn(side, parts));
  if (!sides.every((side) => side.length > 0)) return;
  demand(parts, sides);
  if (counted !== things[0]) return;
  delete parts.counted;
  Object.assign(parts, { groups: things, tally: true });
};

/** "Who read but never downloaded anything": what stands before the denial is no condition of the rows that are denied. */
const addBeside = (parts: Parts, pieces: readonly Piece[]): void => {
  const none = pieces.findIndex(
    ({ tag }) => tag.is === "flag" && parts.flags.some((each) => each.flag === tag.flag && each.none),
  );
  const joint = pieces.findLastIndex(({ tag }, index) => index < none && tag.is === "joint");
  if (joint < 0 || parts.groups.length === 0) return;
  const side = conditionsIn(pieces.slice(0, joint), parts);
  if (side.length > 0) demand(parts, [side]);
};

/** "Downloaded and changed permissions", "failed not_null but not unique_key": no row can be the one and the other. */
const addOpposites = (parts: Parts): void => {
  if (parts.groups.length === 0 || parts.versus) return;
  const positive = parts.flags.filter(({ not }) => !not).map(({ flag }) => flag);
  const columns = positive.map(({ where }) => /^(\w+) = '/.exec(where)?.[1]);
  const clashing = positive.filter(
    (_, at) => columns[at] && columns.filter((column) => column === columns[at]).length > 1,
  );
  if (clashing.length > 1)
    demand(
      parts,
      clashing.map((flag) => [{ flag }]),
    );
  for (const denied of parts.filters.filter(({ not }) => not)) {
    const named = parts.filters.find(({ dimension, not }) => !not && dimension === denied.dimension);
    if (!named || parts.groups.includes(named.dimension)) continue;
    demand(parts, [[{ flag: valueFlag(named.dimension, named.values), dimension: named.dimension }]]);
    parts.filters = parts.filters.filter((filter) => filter !== denied);
    parts.never = [...(parts.never ?? []), valueFlag(denied.dimension, denied.values)];
  }
};

interface Condition {
  flag: Flag;
  /** It is one of values of a dimension. */
  dimension?: Dimension;
}

const conditionsIn = (side: readonly Piece[], parts: Parts): Condition[] =>
  side.flatMap(({ tag }): Condition[] => {
    if (tag.is === "flag" && parts.flags.some(({ flag, not }) => flag === tag.flag && !not))
      return [{ flag: tag.flag }];
    if (tag.is !== "value" || parts.groups.includes(tag.dimension)) return [];
    return parts.filters.some(({ dimension, not }) => dimension === tag.dimension && !not)
      ? [{ flag: valueFlag(tag.dimension, tag.values), dimension: tag.dimension }]
      : [];
  });

/** Each side is true of some row of the thing, and no longer of every row. */
const demand = (parts: Parts, sides: Condition[][]): void => {
  const all = sides.flat();
  const flags = sides.map(
    (side): Flag => ({
      name: side.map(({ flag }) => flag.name).join(" and "),
      words: "",
      where: side.map(({ flag }) => flag.where).join(" AND "),
      ...side.map(({ flag }) => flag.join && { join: flag.join }).find(Boolean),
    }),
  );
  parts.some = [...(parts.some ?? []), ...flags];
  parts.flags = parts.flags.filter(({ flag, not }) => not || !all.some((each) => each.flag === flag));
  parts.filters = parts.filters.filter(
    ({ dimension, not }) => not || !all.some((each) => each.dimension === dimension),
  );
  parts.records = false;
};
