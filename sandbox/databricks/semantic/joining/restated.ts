import { unrounded } from "../composing/figures.ts";
import type { Dimension, Subject } from "../subject.ts";
import type { Bounds, Piece } from "../tags.ts";

/* Figures and orders that are said in parts: "bad rows as a percentage of the checked rows", "ranked by stock, smallest first". */

/** The pieces with such parts as the one that they mean. */
export const restated = (pieces: readonly Piece[], subject: Subject): Piece[] =>
  steps.reduce<Piece[]>((read, step) => step(read, subject), [...pieces]);

const echo = (piece: Piece): Piece => ({ ...piece, tag: { is: "filler" }, isEcho: true });

/** "Rank the products by stock, smallest first": which end comes first is said behind. */
const endBehind = (pieces: readonly Piece[]): Piece[] => {
  const end = pieces.findIndex(
    ({ tag }, at) => (tag.is === "order" || tag.is === "degree") && pieces[at + 1]?.text === "first",
  );
  return pieces.map((piece, at) => (at < end && /^rank(?:s|ed|ing)?$/.test(piece.text) ? echo(piece) : piece));
};

/** "Bad rows as a percentage of all checked rows": the rate that divides the one by the other. */
const rateOf = (pieces: readonly Piece[], { measures }: Subject): Piece[] => {
  const share = pieces.findIndex(({ tag }, at) => tag.is === "share" && /^an?$|^as$/.test(pieces[at - 1]?.text ?? ""));
  const [part, whole] = [
    pieces.slice(0, Math.max(share, 0)).findLast(({ tag }) => tag.is === "measure")?.tag,
    pieces.slice(share + 1).find(({ tag }) => tag.is !== "filler" && tag.is !== "all" && tag.is !== "total"),
  ];
  if (share < 0 || part?.is !== "measure" || whole?.tag.is !== "measure") return [...pieces];
  const divisor = unrounded(whole.tag.measure.sql);
  const rate = measures.find(({ name, sql }) => name === part.measure.rate && sql.includes(divisor));
  if (!rate) return [...pieces];
  return pieces.map((piece) =>
    piece.tag === part ? { ...piece, tag: { is: "measure", measure: rate } } : piece === whole ? echo(piece) : piece,
  );
};

/** "Are mice above their minimum, and by how much", "by how many pieces are laptops above it": how far, on that side. */
const distance = (pieces: readonly Piece[], { measures }: Subject): Piece[] => {
  const state = pieces.find(({ tag, text }) => tag.is === "flag" && SIDE.test(text));
  const counted = pieces.findIndex(({ text }, at) => text === "by" && pieces[at + 1]?.tag.is === "count");
  const named = pieces.findIndex(({ tag, text }) => tag.is === "measure" && /^by how (?:much|many|far)\b/.test(text));
  const asked = named < 0 && counted >= 0 ? counted + 2 : named;
  const side = SIDE.exec(state?.text ?? "")?.[0];
  const where = state?.tag.is === "flag" ? state.tag.flag.where : undefined;
  const measure = measures.find((each) => each.where === where && each.words.includes(`how far ${side}`));
  if (asked < 0 || !measure) return [...pieces];
  return pieces.map((piece, at) => {
    if (at === asked) return { ...piece, tag: { is: "measure", measure } };
    return asked !== named && (at === counted || at === counted + 1) ? echo(piece) : piece;
  });
};
const SIDE = /^(?:above|below|under|over)\b/;

/** "Failed checks per table and check": what a row is called is what the rows are split by. */
const keyBeside = (pieces: readonly Piece[], { dimensions, record }: Subject): Piece[] => {
  const like: Dimension | undefined = dimensions.find(
    ({ many, name }) => many === record.many && name !== record.dimension,
  );
  return pieces.map((piece, at) => {
    const [by, key, joint] = pieces.slice(Math.max(0, at - 3), at);
    const isKey =
      piece.tag.is === "records" &&
      joint?.text === "and" &&
      (key?.tag.is === "dimension" || key?.tag.is === "unit") &&
      (by?.tag.is === "by" || /^(?:by|per|each) /.test(key.text));
    return like && isKey && !/s$/.test(piece.text) ? { ...piece, tag: { is: "dimension", dimension: like } } : piece;
  });
};

/** "Has bought at least once", "tables with at least one failed check": that there is such a row says so. */
const once = (pieces: readonly Piece[], { flags = [] }: Subject): Piece[] => {
  const at = pieces.findIndex(({ tag, text }) => tag.is === "threshold" && /^at least (?:once|one|1)$/.test(text));
  const [verb, next, rows] = [pieces[at - 1], pieces[at + 1]?.tag, pieces[at + 2]?.tag];
  const isDone = verb?.tag.is === "degree" && /^(?:bought|sold|ordered|purchased)$/.test(verb.text);
  const isCounted = pieces[0]?.tag.is === "count" && pieces[1]?.tag.is === "dimension";
  const flag =
    next?.is === "flag" && rows?.is === "records"
      ? next.flag
      : next?.is === "measure"
        ? flags.find(({ name }) => name === next.measure.flag)
        : undefined;
  if (at < 0 || !(isDone || (isCounted && flag))) return [...pieces];
  return pieces.map((piece, index) => {
    if (index === at) return echo(piece);
    return index === at + 1 && flag && isCounted ? { ...piece, tag: { is: "flag", flag } } : piece;
  });
};

/** "How many jobs had failures per month": those that did. */
const thatHad = (pieces: readonly Piece[], { flags = [] }: Subject): Piece[] =>
  pieces.map((piece, at) => {
    const name = piece.tag.is === "measure" ? piece.tag.measure.flag : undefined;
    const flag = flags.find((each) => each.name === name);
    const [count, thing] = pieces.slice(at - 3, at - 1).map(({ tag }) => tag.is);
    const isHad = /^(?:had|have|has|with)$/.test(pieces[at - 1]?.text ?? "") && at === 3;
    const isSplit = pieces.slice(at).some(({ tag }) => tag.is === "unit");
    return flag && isHad && isSplit && count === "count" && thing === "dimension"
      ? { ...piece, tag: { is: "flag", flag } }
      : piece;
  });

/** "Neither at high risk nor a value above 2,000": the other side of the limit. */
const deniedLimits = (pieces: readonly Piece[]): Piece[] => {
  const denied = pieces.flatMap(({ text }, at) => {
    if (!/^(?:neither|nor)$/.test(text)) return [];
    const next = pieces.findIndex(({ tag }, index) => index > at && !["filler", "measure", "degree"].includes(tag.is));
    return pieces[next]?.tag.is === "threshold" ? [{ at, next }] : [];
  });
  return pieces.map((piece, at) => {
    if (denied.some((each) => each.at === at)) return { ...piece, text: "and", tag: { is: "joint" } };
    const isDenied = denied.some(({ next }) => next === at);
    return isDenied && piece.tag.is === "threshold"
      ? { ...piece, tag: { is: "threshold", threshold: otherSide(piece.tag.threshold) } }
      : piece;
  });
};

const otherSide = ({ above, atLeast, below, atMost, ...rest }: Bounds): Bounds => ({
  ...rest,
  ...(above !== undefined && { atMost: above }),
  ...(atLeast !== undefined && { below: atLeast }),
  ...(below !== undefined && { atLeast: below }),
  ...(atMost !== undefined && { above: atMost }),
});

/** "How many products have enough": those that are not short of it. */
const haveEnough = (pieces: readonly Piece[], { flags = [] }: Subject): Piece[] =>
  pieces.map((piece, at) => {
    const [thing, verb] = pieces.slice(Math.max(0, at - 2), at);
    const isSaid = /^(?:have|has|with)$/.test(verb?.text ?? "") && /^(?:records|dimension)$/.test(thing?.tag.is ?? "");
    const where = piece.tag.is === "flag" && /^enough\b/.test(piece.text) ? piece.tag.flag.where : undefined;
    const other = where && flags.find((flag) => flag.where === where.replace(" < ", " >= ") && flag.where !== where);
    return isSaid && other ? { ...piece, tag: { is: "flag", flag: other } } : piece;
  });

/** "Waited in the queue": where it did is no figure of its own. */
const whereDone = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, at) => {
    const before = pieces.slice(0, at).findLast(({ tag }) => tag.is !== "filler")?.tag;
    const value = piece.tag.is === "measure" ? piece.tag.measure.value : undefined;
    const isSame = before?.is === "flag" && value !== undefined && before.flag.where === `${value} > 0`;
    return isSame && /^(?:queue|line)s?$/.test(piece.text) ? echo(piece) : piece;
  });

/** "The total time that queries took" */
const totalTime = (pieces: readonly Piece[], { measures }: Subject): Piece[] =>
  pieces.map((piece, at) => {
    const measure = measures.find(({ unit, value, adds }) => /^(?:seconds|minutes)$/.test(unit) && value && !adds);
    const isTotal = pieces[at - 1]?.tag.is === "total" && piece.text === "time" && piece.tag.is === "filler";
    const isNamed = pieces.some(({ tag }) => tag.is === "measure");
    return isTotal && measure && !isNamed ? { ...piece, tag: { is: "measure", measure } } : piece;
  });

/** "Which supplier delivers the chairs": what they do with all that is theirs. */
const delivers = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, at) => {
    const isDone = piece.tag.is === "unknown" && /^(?:deliver|provide)(?:s|d|ed)?$/.test(piece.text);
    return isDone && /^(?:dimension|value)$/.test(pieces[at - 1]?.tag.is ?? "") ? echo(piece) : piece;
  });

/** "Average sales per day": of the days, and not of the sales. */
const salesPerUnit = (pieces: readonly Piece[], { record }: Subject): Piece[] =>
  pieces.flatMap((piece, at) => {
    const isOfMany = piece.tag.is === "measure" && piece.text === `average ${record.many}`;
    const next = pieces[at + 1];
    const isPer = next?.tag.is === "unit" || (next?.tag.is === "by" && pieces[at + 2]?.tag.is === "unit");
    if (!isOfMany || !isPer) return [piece];
    return [
      { ...piece, text: "average", tag: { is: "average" } },
      { text: record.many, clause: false, tag: { is: "records" } },
    ];
  });

const SPLITS = new Set(["joint", "dimension", "measure", "unit", "threshold", "number"]);

/** "Rank the segments by customers": by how many of them there are. */
const rankedByNumber = (pieces: readonly Piece[], { record }: Subject): Piece[] => {
  const by = pieces.findIndex(({ tag }) => tag.is === "by");
  const isRanking = pieces.slice(0, by).some(({ text }) => /^(?:rank|sort|order)(?:s|ed|ing)?$/.test(text));
  const key = pieces[by + 1]?.tag;
  const isOwn = key?.is === "dimension" && key.dimension.name === record.dimension;
  const isRecord = key?.is === "records" || pieces[by + 1]?.text === record.many;
  if (by < 1 || !isRanking || !(isOwn || isRecord) || SPLITS.has(pieces[by + 2]?.tag.is ?? "")) return [...pieces];
  const count: Piece = { text: "number of", clause: false, tag: { is: "count" } };
  return [...pieces.slice(0, by + 1), count, ...pieces.slice(by + 1)];
};

const steps: readonly ((pieces: readonly Piece[], subject: Subject) => Piece[])[] = [
  endBehind,
  rateOf,
  distance,
  keyBeside,
  once,
  thatHad,
  deniedLimits,
  delivers,
  haveEnough,
  totalTime,
  whereDone,
  salesPerUnit,
  rankedByNumber,
];
