import type { Parts } from "./parts.ts";
import type { Piece, Reading } from "./reading.ts";
import type { Dimension, Measure, Subject } from "./subject.ts";
import type { Grain, Order } from "./tags.ts";

/** A question in parts, and what of it was not understood. */
export interface Interpretation {
  parts: Parts;
  /** Words that name nothing in the data. */
  unknown: string[];
  /** Clauses that are not about this data, beside others that are. */
  apart: string[];
  /** It changes a part of the question before. */
  follows: boolean;
  /** How many pieces are about the data. */
  content: number;
  slips: [string, string][];
}

const SAYING = new Set(["measure", "degree", "flag"]);
const CONTENT = new Set(["measure", "degree", "dimension", "value", "flag", "records"]);

/** What the pieces of a question ask for together. */
export const interpret = ({ pieces, slips }: Reading, subject: Subject): Interpretation => {
  const { own, unknown, apart } = sifted(pieces);
  const parts: Parts = {
    subject,
    measures: [],
    groups: [],
    per: [],
    filters: [],
    flags: [],
    thresholds: [],
    periods: [],
  };
  for (const index of own.keys()) add(parts, own, index);
  settle(parts, own);
  return {
    parts,
    unknown,
    apart,
    follows: isFollowUp(own, parts),
    content: own.filter(({ tag }) => CONTENT.has(tag.is)).length,
    slips,
  };
};

/** Clauses that hold something unknown and nothing of this data are left out where others are about it. */
const sifted = (pieces: readonly Piece[]): { own: Piece[]; unknown: string[]; apart: string[] } => {
  const clauses = clausesOf(pieces);
  const isOwn = (clause: Piece[]) => clause.some(({ tag }) => CONTENT.has(tag.is));
  const isStrange = (clause: Piece[]) => clause.some(({ tag }) => tag.is === "unknown");
  const anyOwn = clauses.some(
    (clause) => isOwn(clause) && clause.some(({ tag }) => SAYING.has(tag.is) || tag.is === "records"),
  );
  const kept = clauses.filter((clause) => !anyOwn || isOwn(clause) || !isStrange(clause));
  const strange = clauses.filter((clause) => !kept.includes(clause));
  const beside = kept.filter((clause) => isBeside(clause, kept));
  return {
    own: kept.flat(),
    unknown: kept.filter((clause) => !beside.includes(clause)).flatMap(unknownIn),
    apart: [...strange, ...beside].flatMap(unknownIn),
  };
};

/** "Are expensive jobs also failing?": one clause says of the jobs what only another space knows, the other is ours. */
const isBeside = (clause: Piece[], clauses: Piece[][]): boolean => {
  const says = (each: Piece[]) => each.some(({ tag }) => SAYING.has(tag.is));
  const strange = clause.filter(({ tag }) => tag.is === "unknown");
  return (
    strange.length > 0 &&
    strange.every(({ tag }) => tag.is === "unknown" && tag.foreign) &&
    !says(clause) &&
    clauses.some(says)
  );
};

const clausesOf = (pieces: readonly Piece[]): Piece[][] => {
  const clauses: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.clause || piece.tag.is === "joint" || (piece.tag.is === "versus" && piece.text !== "than"))
      clauses.push([]);
    clauses.at(-1)?.push(piece);
  }
  return clauses;
};

const unknownIn = (clause: Piece[]): string[] =>
  clause.filter(({ tag }) => tag.is === "unknown").map(({ text }) => text);

/** Adds what one piece says. */
const add = (parts: Parts, pieces: readonly Piece[], index: number): void => {
  const tag = pieces[index]?.tag;
  switch (tag?.is) {
    case "measure":
      if (parts.measures.length > 0 && isPer(pieces, index)) parts.over = tag.measure;
      else if (!tag.weak || !pieces.some(isStrongOrCount)) addMeasure(parts, tag.measure);
      return;
    case "degree":
      addMeasure(parts, tag.measure);
      parts.order = isTurned(pieces, index) ? turned(tag.order) : tag.order;
      parts.extreme = true;
      return;
    case "dimension":
      if (!tag.weak || !pieces.some((piece) => piece.tag.is === "dimension" && !piece.tag.weak))
        addDimension(parts, pieces, index, tag.dimension);
      return;
    case "value":
      addValues(parts, tag.dimension, tag.values, isDenied(pieces, index));
      return;
    case "flag":
      if (!parts.flags.some(({ flag }) => flag === tag.flag))
        parts.flags.push({ flag: tag.flag, not: isDenied(pieces, index) });
      return;
    case "records":
      addRecords(parts, pieces, index);
      return;
    case "unit":
      addUnit(parts, pieces, index, tag.unit);
      return;
    case "period":
      parts.periods.push(tag.period);
      return;
    case "threshold":
      parts.thresholds.push({ bounds: tag.threshold, ...nearestMeasure(pieces, index) });
      return;
    case "number":
      addNumber(parts, pieces, index, tag.number);
      return;
    default:
      addSign(parts, pieces, index);
      return;
  }
};

const isStrongOrCount = ({ tag }: Piece): boolean => (tag.is === "measure" && !tag.weak) || tag.is === "degree";

const addMeasure = (parts: Parts, measure: Measure): void => {
  if (!parts.measures.includes(measure)) parts.measures.push(measure);
};

const addSign = (parts: Parts, pieces: readonly Piece[], index: number): void => {
  const tag = pieces[index]?.tag;
  switch (tag?.is) {
    case "order":
      parts.order ??= tag.order;
      parts.extreme ||= !tag.counts;
      parts.rows ||= tag.rows === true;
      parts.rank ||= /^(?:most|least|fewest)$/.test(pieces[index]?.text ?? "");
      if (tag.counts && countsNext(pieces, index)) parts.counted ??= "records";
      return;
    case "grade":
      parts.order = tag.good ? "desc" : "asc";
      parts.grade = true;
      return;
    case "total":
    case "average":
    case "share":
    case "trend":
    case "versus":
    case "change":
    case "list":
    case "ever":
    case "when":
    case "event":
    case "why":
      parts[tag.is] = true;
      return;
    case "all":
      if (nextContent(pieces, index)?.tag.is === "records") {
        parts.ever = true;
        parts.list = true;
      }
      return;
    case "latest":
      parts.latest = "desc";
      return;
    case "earliest":
      parts.latest = "asc";
      return;
    case "who":
      addAsked(parts, parts.subject.who);
      return;
    case "where":
      addAsked(parts, parts.subject.where);
      return;
    default:
      return;
  }
};

/** "Who" and "where" split by the dimension that they ask for. */
const addAsked = (parts: Parts, name: string | undefined): void => {
  const dimension = parts.subject.dimensions.find((each) => each.name === name);
  if (dimension && !parts.groups.includes(dimension)) parts.groups.push(dimension);
};

/** "Most customers": the customers are counted. */
const countsNext = (pieces: readonly Piece[], index: number): boolean => {
  const next = pieces[index + 1]?.tag;
  return next?.is === "records" || (next?.is === "flag" && pieces[index + 2]?.tag.is === "records");
};

const addValues = (parts: Parts, dimension: Dimension, values: string[], not: boolean): void => {
  const before = parts.filters.find((filter) => filter.dimension === dimension && filter.not === not);
  if (before) before.values = [...new Set([...before.values, ...values])];
  else parts.filters.push({ dimension, values: [...values], not });
};

const addDimension = (parts: Parts, pieces: readonly Piece[], index: number, dimension: Dimension): void => {
  if (qualifies(pieces, index, dimension)) return;
  const before = leadOf(pieces, index);
  if (before === "count" || isManyOf(pieces, index)) {
    parts.counted = dimension;
    return;
  }
  const isTold = pieces.some(({ tag }) => ["measure", "degree", "records"].includes(tag.is));
  const isWhole = before === "whole" && (parts.average || parts.total || !parts.measures.at(-1)?.adds);
  if (isWhole || (before === "context" && (parts.groups.length > 0 || isTold))) {
    if (dimension.where) parts.filters.push({ dimension, values: [], not: false });
    return;
  }
  if (!parts.groups.includes(dimension)) parts.groups.push(dimension);
  if (isPer(pieces, index)) parts.per.push(dimension);
};

/** "Per" or "each" stands before it. */
const isPer = (pieces: readonly Piece[], index: number): boolean => {
  const before = pieces
    .slice(0, index)
    .findLast(({ tag }) => tag.is !== "filler" && tag.is !== "flag" && tag.is !== "value");
  return before?.tag.is === "by" && /^(?:per|each|every|for|in|within)\b/.test(before.text);
};

/** "The most customers" where customers are a dimension: they are counted. */
const isManyOf = (pieces: readonly Piece[], index: number): boolean => {
  const before = pieces[index - 1]?.tag;
  return (
    before?.is === "order" &&
    before.counts &&
    pieces.slice(0, index).some(({ tag }) => tag.is === "dimension" || tag.is === "where")
  );
};

/** "North region": the dimension only says what kind of value that is. */
const qualifies = (pieces: readonly Piece[], index: number, dimension: Dimension): boolean => {
  const isValue = (piece: Piece | undefined) => piece?.tag.is === "value" && piece.tag.dimension === dimension;
  const lead = pieces[index - 1]?.tag.is;
  if (isValue(pieces[index - 1])) return true;
  return isValue(pieces[index + 1]) && lead !== "by" && lead !== "which" && !pieces[index + 1]?.clause;
};

type Lead = "count" | "split" | "context" | "whole" | "plain";

/** What the words before a dimension make of it. */
const leadOf = (pieces: readonly Piece[], index: number): Lead => {
  let qualified = false;
  let verb = false;
  for (let at = index - 1; at >= 0; at -= 1) {
    const piece = pieces[at];
    if (!piece) break;
    switch (piece.tag.is) {
      case "count":
        return "count";
      case "which":
        return piece.text !== "what" || !verb ? "split" : qualified ? "context" : "plain";
      case "by":
      case "who":
        return "split";
      case "filler":
        verb ||= /^(?:do|does|did|is|are|was|were)$/.test(piece.text);
        break;
      case "list":
      case "order":
      case "grade":
      case "degree":
      case "number":
      case "latest":
        return qualified ? "context" : "split";
      case "joint":
        if (!["dimension", "unit", "records"].includes(pieces[at - 1]?.tag.is ?? "")) return "plain";
        break;
      case "flag":
      case "value":
        qualified = true;
        break;
      case "measure":
        return qualified ? "context" : /^(?:of|for)$/.test(pieces[at + 1]?.text ?? "") ? "whole" : "plain";
      case "records":
        return qualified ? "context" : "plain";
      default:
        break;
    }
  }
  return "plain";
};

const addRecords = (parts: Parts, pieces: readonly Piece[], index: number): void => {
  const lead = leadOf(pieces, index);
  const before = pieces[index - 1]?.tag.is;
  const { record, dimensions } = parts.subject;
  const own = dimensions.find(({ name }) => name === record.dimension);
  const like = own ?? dimensions.find(({ many }) => many === record.many);
  const listed = pieces[index - 1]?.tag.is === "joint" && parts.groups.length > 0 && lead === "split";
  if ((before === "by" || listed) && like) {
    if (!parts.groups.includes(like)) parts.groups.push(like);
    if (isPer(pieces, index)) parts.per.push(like);
  } else if (before === "by") {
    const count = parts.subject.measures.find(({ sql }) => sql === "COUNT(*)");
    if (count && parts.measures.length > 0) parts.over = count;
    else parts.loose = [...(parts.loose ?? []), `per ${record.one}`];
  } else if (lead === "count") parts.counted ??= "records";
  else if (lead === "split" || parts.measures.length === 0 || (own && parts.order)) parts.records = true;
  if (lead === "split" && !own) parts.list = true;
};

const addUnit = (parts: Parts, pieces: readonly Piece[], index: number, unit: Grain): void => {
  if (parts.grain && parts.grain !== unit && unit !== "weekday") return;
  parts.grain = unit;
  if (isPer(pieces, index) || pieces[index - 1]?.tag.is === "average" || /ly$/.test(pieces[index]?.text ?? "")) parts.perGrain = true;
  const before = pieces[index - 1]?.tag;
  if (before?.is === "grade") parts.order = before.good ? "desc" : "asc";
};

const addNumber = (parts: Parts, pieces: readonly Piece[], index: number, number: number): void => {
  const near = [pieces[index - 1], pieces[index + 1]];
  const limits = near.some(
    (piece) =>
      piece &&
      ["order", "grade", "degree", "latest", "earliest", "dimension", "records", "flag", "value", "measure"].includes(
        piece.tag.is,
      ),
  );
  if (limits && number > 0 && Number.isInteger(number)) parts.limit = number;
  else parts.thresholds.push({ bounds: { unit: `bare ${number}` } });
};

const nearestMeasure = (pieces: readonly Piece[], index: number): { measure?: Measure } => {
  for (let by = 1; by < pieces.length; by += 1)
    for (const at of [index - by, index + by]) {
      const tag = pieces[at]?.tag;
      if (tag?.is === "measure" || tag?.is === "degree") return { measure: tag.measure };
    }
  return {};
};

const nextContent = (pieces: readonly Piece[], index: number): Piece | undefined =>
  pieces.slice(index + 1).find(({ tag }) => CONTENT.has(tag.is));

/** "Not", with nothing between but small words. */
const isDenied = (pieces: readonly Piece[], index: number): boolean => {
  for (let at = index - 1; at >= 0; at -= 1) {
    const is = pieces[at]?.tag.is;
    if (is === "not") return true;
    if (is === "joint" && pieces[at + 1] && at < index - 1) return false;
    if (is !== "filler" && is !== "joint" && !(is === "value" && pieces[at + 1]?.tag.is === "joint")) return false;
  }
  return false;
};

/** "Least expensive" */
const isTurned = (pieces: readonly Piece[], index: number): boolean => {
  const before = pieces[index - 1]?.tag;
  return before?.is === "not" || (before?.is === "order" && before.order === "asc");
};
const turned = (order: Order): Order => (order === "desc" ? "asc" : "desc");

/** What follows from the pieces together. */
const settle = (parts: Parts, pieces: readonly Piece[]): void => {
  const counts = pieces.some(({ tag }) => tag.is === "count");
  if (parts.rows && parts.measures.length === 0) parts.counted ??= "records";
  if (counts && parts.measures.length === 0) parts.counted ??= "records";
  if (parts.counted === "records" && countsMeasure(pieces)) delete parts.counted;
  if (parts.measures.length > 0 && parts.counted !== undefined)
    parts.measures = parts.measures.filter(
      (measure) => !pieces.some(({ tag }) => tag.is === "measure" && tag.weak && tag.measure === measure),
    );
  if (counts && pieces.some(isTrade))
    parts.measures = parts.measures.map((measure) => countedOf(measure, parts.subject));
  const loose = pieces.flatMap((piece, index) => (piece.tag.is === "not" && !denies(pieces, index) ? [piece.text] : []));
  if (loose.length > 0) parts.loose = [...(parts.loose ?? []), ...loose];
  const period = pieces.findIndex(({ tag }) => tag.is === "period");
  parts.against =
    parts.periods.length === 1 &&
    pieces.slice(0, period).findLast(({ tag }) => tag.is !== "filler")?.tag.is === "versus";
  if (parts.groups.length === 0 && asksWhat(pieces)) addAsked(parts, parts.subject.what);
  if (parts.why && parts.subject.why) {
    parts.groups = [...parts.per];
    addAsked(parts, parts.subject.why);
  }
};

const countedOf = (measure: Measure, { measures }: Subject): Measure =>
  measures.find(({ name }) => name === measure.counted) ?? measure;

/** A verb of buying or selling. */
const isTrade = ({ tag, text }: Piece): boolean =>
  (tag.is === "measure" || tag.is === "degree") && /^(?:sells?|sold|selling|buys?|bought|buying)\b/.test(text);

/** "Not" belongs to a value, a flag or an adjective behind it. */
const denies = (pieces: readonly Piece[], index: number): boolean => {
  const next = pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler" && tag.is !== "not");
  if (!next) return false;
  if (isTrade(next)) return false;
  if (["value", "flag", "degree", "ever"].includes(next.tag.is)) return true;
  const after = pieces[pieces.indexOf(next) + 1]?.tag.is;
  return (next.tag.is === "dimension" || next.tag.is === "records") && after === "value";
};

/** "What do they buy", "what sells best": the thing is asked for. */
const asksWhat = (pieces: readonly Piece[]): boolean => {
  const at = pieces.findIndex(({ tag, text }) => tag.is === "which" && text === "what");
  const next = pieces[at + 1];
  if (at < 0 || !next) return false;
  if (isTrade(next) || (next.text === "costs" && next.tag.is === "measure")) return true;
  return /^(?:do|does|did|is|are)$/.test(next.text) && pieces.slice(at).some(isTrade);
};

/** "How many units": the measure is what is counted. */
const countsMeasure = (pieces: readonly Piece[]): boolean => {
  const at = pieces.findIndex(({ tag }) => tag.is === "count");
  const next = pieces.slice(at + 1).find(({ tag }) => !["filler", "flag", "value", "order", "total"].includes(tag.is));
  return at >= 0 && next?.tag.is === "measure";
};

const isFollowUp = (pieces: readonly Piece[], parts: Parts): boolean => {
  const first = pieces.find(({ tag }) => tag.is !== "filler")?.tag.is;
  if (
    first === "follow" ||
    first === "joint" ||
    pieces.some(({ tag, text }) => tag.is === "follow" && text === "instead")
  )
    return true;
  return parts.measures.length === 0 && !parts.records && !parts.counted && parts.flags.length === 0;
};
