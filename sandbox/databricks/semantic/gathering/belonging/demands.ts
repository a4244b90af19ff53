import type { Parts } from "../../parts.ts";
import type { Dimension, Flag } from "../../subject.ts";
import type { Piece } from "../../tags.ts";
import { valueFlag } from "../either.ts";

/* What some row of a thing has to be, and what none may be: "both read and downloaded", "electronics but no laptops". */

/** "Who both downloaded results and changed permissions": some row is the one, some the other. */
export const addEach = (parts: Parts, pieces: readonly Piece[]): void => {
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

/** "Bought electronics but no laptops": some row of the thing is the one, and none the other. */
export const addButNone = (parts: Parts, pieces: readonly Piece[]): void => {
  const but = pieces.findIndex(({ tag, text }) => tag.is === "joint" && text === "but");
  const [not, none] = pieces.slice(but + 1).filter(({ tag }) => !["filler", "measure"].includes(tag.is));
  const denied = none?.tag.is === "value" ? none.tag : undefined;
  const filter = parts.filters.find(({ dimension, not: isNot }) => isNot && dimension === denied?.dimension);
  const { counted, groups } = parts;
  const things = typeof counted === "object" ? [counted] : groups;
  const side = conditionsIn(pieces.slice(0, Math.max(but, 0)), parts);
  if (but < 0 || not?.tag.is !== "not" || !denied || !filter || things.length !== 1 || side.length === 0) return;
  if (things[0] === denied.dimension || side.some(({ dimension }) => dimension === denied.dimension)) return;
  demand(parts, [side]);
  parts.filters = parts.filters.filter((each) => each !== filter);
  parts.never = [...(parts.never ?? []), valueFlag(denied.dimension, denied.values)];
  if (counted !== things[0]) return;
  delete parts.counted;
  Object.assign(parts, { groups: things, tally: true });
};

/** "Who read but never downloaded anything": what stands before the denial is no condition of the rows that are denied. */
export const addBeside = (parts: Parts, pieces: readonly Piece[]): void => {
  const none = pieces.findIndex(
    ({ tag }) => tag.is === "flag" && parts.flags.some((each) => each.flag === tag.flag && each.none),
  );
  const joint = pieces.findLastIndex(({ tag }, index) => index < none && tag.is === "joint");
  if (joint < 0 || parts.groups.length === 0) return;
  const side = conditionsIn(pieces.slice(0, joint), parts);
  if (side.length > 0) demand(parts, [side]);
};

/** "Downloaded and changed permissions", "failed not_null but not unique_key": no row can be the one and the other. */
export const addOpposites = (parts: Parts): void => {
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
