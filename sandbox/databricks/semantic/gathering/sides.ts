import { quoted } from "../composing/sql.ts";
import type { Parts } from "../parts.ts";
import type { Dimension, Flag } from "../subject.ts";
import type { Piece } from "../tags.ts";

/* Two that are to be seen beside each other. */

/** "The North against the South month by month": a course of each. */
export const addPair = ({ versus, total, average, order, grain, groups, filters }: Parts): void => {
  const pair = filters.find(({ values, not, together }) => values.length > 1 && !not && !together);
  const isBeside = versus || !(total || average || order);
  const isOver = grain !== undefined || (versus === true && groups.length > 0);
  if (isBeside && isOver && pair && !groups.includes(pair.dimension)) groups.push(pair.dimension);
};

/** "Weekends versus weekdays", "failed against successful runs": rows of two kinds beside each other. */
export const addSides = (parts: Parts, pieces: readonly Piece[]): void => {
  const { flags } = parts;
  if (!pieces.some(({ tag }) => tag.is === "versus" || tag.is === "joint")) return;
  const weekend = flags.find(({ flag }) => flag.name === "on weekends");
  const isOfWeek = weekend !== undefined && pieces.some(({ text }) => /^weekdays?$/.test(text));
  const sides = isOfWeek
    ? [weekend.flag, { name: "on weekdays", words: "", where: `NOT ${weekend.flag.where}` }]
    : besideThan(
        flags.filter(({ not }) => !not).map(({ flag }) => flag),
        pieces,
      );
  if (sides.length < 2 || !(isOfWeek || (parts.versus && parts.groups.length === 0))) return;
  const kinds = sides.map(({ name, where }) => `WHEN ${where} THEN ${quoted(name)}`).join(" ");
  const kind: Dimension = { name: "kind", label: "kind", many: "kinds", words: "", sql: `CASE ${kinds} END` };
  parts.groups.push(kind);
  parts.filters.push({ dimension: kind, values: sides.map(({ name }) => name), not: false });
  parts.flags = flags.filter(({ flag }) => !sides.includes(flag));
  if (isOfWeek) delete parts.grain;
  // "Average weekday vs weekend day": of what the data is about.
  if (parts.measures.length === 0 && !(parts.average && !parts.records)) parts.counted ??= "records";
};

/** "Do more runs fail at night than in the morning": of more than two, those on either side of the word. */
const besideThan = (flags: Flag[], pieces: readonly Piece[]): Flag[] => {
  const than = pieces.findIndex(({ tag, text }) => tag.is === "versus" || text === "than");
  if (flags.length < 3 || than < 0) return flags;
  const isOne = ({ tag }: Piece) => tag.is === "flag" && flags.includes(tag.flag);
  const sides = [pieces.slice(0, than).findLast(isOne), pieces.slice(than).find(isOne)];
  return sides.flatMap((piece) => (piece?.tag.is === "flag" ? [piece.tag.flag] : []));
};
