import { countOf } from "../counts.ts";
import type { Dimension, Subject } from "../subject.ts";
import type { Bounds, Piece, Tag } from "../tags.ts";

/* Limits of several words: "more than three times", "above average", "more than half of the revenue", "both checks". */

/** How many values a dimension has. */
export type Sizes = (dimension: Dimension) => number;

/** The pieces with such limits as one. */
export const withLimits = (pieces: readonly Piece[], subject: Subject, sizes: Sizes): Piece[] =>
  parts(averages(times(distinct(coverages(boths(pieces, subject, sizes), sizes))), subject));

/** "Both checks": as many different ones as there are. */
const boths = (pieces: readonly Piece[], subject: Subject, sizes: Sizes): Piece[] => {
  const own = subject.dimensions.find(
    ({ name, many }) => many === subject.record.many && name !== subject.record.dimension,
  );
  return pieces.map((piece, index) => {
    const [before, next] = [pieces[index - 1], pieces[index + 1]];
    if (isBoth(piece) && thingAt(next, own, sizes))
      return { ...piece, tag: { is: "threshold", threshold: { atLeast: 2 } } };
    const dimension = before && isBoth(before) ? thingAt(piece, own, sizes) : undefined;
    return dimension ? { ...piece, tag: { is: "dimension", dimension } } : piece;
  });
};
const isBoth = ({ tag, text }: Piece): boolean => tag.is === "joint" && text === "both";

const thingAt = (piece: Piece | undefined, own: Dimension | undefined, sizes: Sizes): Dimension | undefined => {
  if (!piece || !/s$/.test(piece.text)) return undefined;
  const dimension = piece.tag.is === "dimension" ? piece.tag.dimension : piece.tag.is === "records" ? own : undefined;
  return dimension && sizes(dimension) === 2 ? dimension : undefined;
};

/** "Who used every warehouse", "users who failed on all warehouses": as many different ones as there are. */
const coverages = (pieces: readonly Piece[], sizes: Sizes): Piece[] =>
  pieces.map((piece, index) => {
    const thing = thingCovered(pieces, index);
    const isBefore = thingCovered(pieces, index + 1);
    const isBy = piece.tag.is === "by" && piece.text === "by" && thingCovered(pieces, index + 2) !== undefined;
    if (isBy) return { ...piece, tag: { is: "filler" }, isEcho: true };
    if (isBefore) return { ...piece, tag: { is: "threshold", threshold: { atLeast: Math.max(2, sizes(isBefore)) } } };
    return thing && piece.tag.is !== "dimension" ? { ...piece, tag: { is: "dimension", dimension: thing } } : piece;
  });

/** The things of which none may be missing, behind "every" or "all", of others that are asked for. */
const thingCovered = (pieces: readonly Piece[], index: number): Dimension | undefined => {
  const [lead, here] = pieces.slice(Math.max(0, index - 1), index + 1);
  if (here?.tag.is !== "dimension" || here.clause || !lead || index < 2) return undefined;
  const isAll = lead.tag.is === "all" || /^(?:every|for every|in all)$/.test(lead.text);
  const before = pieces.slice(0, index - 1);
  const isSaid = DOING.has(before.findLast(isSaying)?.tag.is ?? "");
  const { dimension } = here.tag;
  const asked = before.findLast(({ tag }) => tag.is === "dimension" || tag.is === "who");
  const isOther = asked !== undefined && !(asked.tag.is === "dimension" && asked.tag.dimension === dimension);
  const isAsked = before.some(({ tag, text }) => ["who", "count"].includes(tag.is) || text === "which");
  const isPlain = !pieces.some(({ tag }) => FOLDING.has(tag.is));
  return isAll && isOther && isAsked && isSaid && isPlain ? dimension : undefined;
};
const isSaying = ({ tag, text }: Piece): boolean => tag.is !== "filler" && !/^(?:who|that|which|by)$/.test(text);
const DOING = new Set<string>(["measure", "flag", "records", "degree"]);
const FOLDING = new Set<string>([
  "order",
  "average",
  "share",
  "trend",
  "versus",
  "grade",
  "median",
  "change",
  "threshold",
  "not",
]);

/** "From two different clients": at least so many. */
const distinct = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, index) => {
    const [next, thing] = [pieces[index + 1], pieces[index + 2]];
    const isDistinct = /^(?:different|distinct|separate)$/.test(next?.text ?? "") && thing?.tag.is === "dimension";
    const isRanked = pieces[index - 1]?.tag.is === "order";
    return piece.tag.is === "number" && piece.tag.number > 1 && isDistinct && !isRanked
      ? { ...piece, tag: { is: "threshold", threshold: { atLeast: piece.tag.number } } }
      : piece;
  });

/** "More than three times" */
const times = (pieces: readonly Piece[]): Piece[] =>
  pieces.flatMap((piece, index) => {
    const [before, next] = [pieces[index - 1], pieces[index + 1]];
    if (isTimes(piece) && isBare(before) && isMultiplied(pieces, index + 1)) return [];
    return isBare(piece) && isTimes(next) && isMultiplied(pieces, index + 2)
      ? [{ ...piece, text: `${piece.text} times` }]
      : [piece];
  });
const isTimes = (piece: Piece | undefined): boolean => piece?.tag.is === "filler" && piece.text === "times";
const isBare = (piece: Piece | undefined): boolean =>
  piece?.tag.is === "threshold" && piece.tag.threshold.unit === undefined;

/** What stands behind "times" is a figure or an average. */
const isMultiplied = (pieces: readonly Piece[], from: number): boolean => {
  const next = pieces.slice(from).find(({ text }) => !ARTICLES.test(text));
  return next?.tag.is === "measure" || next?.tag.is === "average" || next?.tag.is === "unit";
};
const ARTICLES = /^(?:the|our|its|their|an?|as much as|of)$/;

/** "Longer than average", "above the average", "more than twice the daily average" */
const averages = (pieces: readonly Piece[], subject: Subject): Piece[] => {
  const made: Piece[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const found = comparedAt(pieces, at);
    const average = found && averageAt(pieces, at + found.length);
    const piece = pieces[at];
    if (!piece) break;
    if (!found || !average) {
      made.push(piece);
      continue;
    }
    const end = at + found.length + average.length;
    const text = pieces
      .slice(at, end)
      .map((each) => each.text)
      .join(" ");
    // "More money than the average product", "more queries than the average user"
    const between = found.length > 2 ? pieces[at + 1] : undefined;
    if (between?.tag.is === "records") made.push({ ...between, tag: { is: "measure", measure: countOf(subject) } });
    else if (between) made.push(between);
    if (piece.tag.is === "degree") made.push({ ...piece, tag: { is: "measure", measure: piece.tag.measure } });
    // "Jobs above the average run time"
    else if (!between && average.named) made.push(average.named);
    // "The average of each region": of other rows.
    const isOther = pieces[end]?.text === "of";
    made.push({
      ...piece,
      text,
      tag: { is: "relative", bounds: found.bounds, ...average.of, ...(isOther && { isOther }) },
    });
    at = end - 1;
  }
  return made;
};

/** "Longer than", "above", "more than twice" */
const comparedAt = (pieces: readonly Piece[], at: number): { bounds: Bounds; length: number } | undefined => {
  const { tag, text } = pieces[at] ?? { tag: { is: "filler" }, text: "" };
  if (tag.is === "threshold") return / (?:twice|times)$/.test(text) ? { bounds: tag.threshold, length: 1 } : undefined;
  if ((tag.is === "filler" || tag.is === "unknown") && /^(?:above|over|below|under)$/.test(text))
    return { bounds: /^(?:above|over)$/.test(text) ? { above: 1 } : { below: 1 }, length: 1 };
  const isOfFigure =
    tag.is === "order" &&
    /^(?:more|less|fewer)$/.test(text) &&
    (/^(?:measure|records)$/.test(pieces[at + 1]?.tag.is ?? "") || pieces[at + 1]?.text === "data");
  if (isOfFigure && pieces[at + 2]?.text === "than")
    return { bounds: text === "more" ? { above: 1 } : { below: 1 }, length: 3 };
  if ((tag.is !== "order" && tag.is !== "degree") || pieces[at + 1]?.text !== "than" || !/(?:er|more|less)$/.test(text))
    return undefined;
  return { bounds: tag.order === "desc" ? { above: 1 } : { below: 1 }, length: 2 };
};

/** "The average", "the daily average", "the average team", "our average order" */
const averageAt = (
  pieces: readonly Piece[],
  from: number,
):
  | { of: { unit?: Extract<Tag, { is: "unit" }>["unit"]; dimension?: Dimension }; named?: Piece; length: number }
  | undefined => {
  const lead = pieces.slice(from).findIndex(({ text }) => !ARTICLES.test(text));
  const [first, second] = pieces.slice(from + lead);
  if (lead < 0 || !first) return undefined;
  const isDaily = first.tag.is === "unit" && second?.tag.is === "average" && second.text !== "usual";
  if (isDaily && first.tag.is === "unit") return { of: { unit: first.tag.unit }, length: lead + 2 };
  if (first.tag.is === "measure" && /^average /.test(first.text)) return { of: {}, named: first, length: lead + 1 };
  // What is usual is not said to be an average.
  if (first.tag.is !== "average" || !/^(?:average|avg|mean)$/.test(first.text)) return undefined;
  if (second?.tag.is === "unit") return { of: { unit: second.tag.unit }, length: lead + 2 };
  if (second?.tag.is === "dimension" && !second.clause)
    return { of: { dimension: second.tag.dimension }, length: lead + 2 };
  const isOfRow = second?.tag.is === "records" && !second.clause;
  return { of: {}, length: lead + (isOfRow ? 2 : 1) };
};

/** "More than half of our revenue": of the whole, where it is not one of a thing's own. */
const parts = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, index) => {
    const { tag } = piece;
    if (tag.is !== "threshold" || tag.threshold.unit !== "percent") return piece;
    const of = /^(?:of|the|our|all)\b/.test(pieces[index + 1]?.text ?? "");
    const next = pieces
      .slice(index + 1)
      .find(({ tag: { is }, text }) => !QUIET.has(is) && !/^(?:its|their|each)$/.test(text));
    const isOwn = pieces.slice(index + 1, index + 4).some(({ text }) => /^(?:its|their|each)$/.test(text));
    const behind = next && pieces.slice(pieces.indexOf(next) + 1).find(({ tag: { is } }) => is !== "filler");
    // "More than a tenth of the runs failed" is a rate of each thing.
    const isRate = next?.tag.is === "records" && behind?.tag.is === "flag" && !behind.clause;
    // "More than a tenth of the total"
    const isOfTotal = !next && pieces.slice(index + 1, index + 4).some(({ tag: { is } }) => is === "total");
    if (!of || isOwn || isRate || !(isOfTotal || (next && WHOLE.has(next.tag.is)))) return piece;
    const { unit: _, ...bounds } = tag.threshold;
    return { ...piece, tag: { is: "part", bounds } };
  });
const QUIET = new Set<string>(["filler", "total", "all", "period"]);
const WHOLE = new Set<string>(["measure", "records", "flag", "value"]);
