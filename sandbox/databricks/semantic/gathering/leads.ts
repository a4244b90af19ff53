import type { Parts } from "../parts.ts";
import type { Dimension } from "../subject.ts";
import type { Piece } from "../tags.ts";

/** "Per" or "each" stands before it. */
export const isPer = (pieces: readonly Piece[], index: number): boolean => {
  const before = pieces
    .slice(0, index)
    .findLast(({ tag }) => tag.is !== "filler" && tag.is !== "flag" && tag.is !== "value");
  return before?.tag.is === "by" && /^(?:per|each|every|for|in|within)\b/.test(before.text);
};

/** "The most customers" where customers are a dimension: they are counted. */
export const isManyOf = (pieces: readonly Piece[], index: number): boolean => {
  const at = pieces.findLastIndex(
    ({ tag, text }, place) =>
      place < index && !/^(?:different|distinct|unique|separate)$/.test(text) && !isOfNumber(pieces, place, tag.is),
  );
  const before = pieces[at]?.tag;
  return (
    before?.is === "order" &&
    before.counts &&
    pieces.slice(0, index).some(({ tag }) => tag.is === "dimension" || tag.is === "where" || tag.is === "unit")
  );
};

/** "The largest number of restricted tables": what kind of them stands between. */
const isOfNumber = (pieces: readonly Piece[], at: number, is: Piece["tag"]["is"]): boolean =>
  (is === "value" || is === "flag") && / number of$/.test(pieces[at - 1]?.text ?? "");

/** "North region": the dimension only says what kind of value that is. */
export const qualifies = (pieces: readonly Piece[], index: number, dimension: Dimension): boolean => {
  const isValue = (piece: Piece | undefined) => piece?.tag.is === "value" && piece.tag.dimension === dimension;
  const lead = pieces[index - 1]?.tag.is;
  if (isValue(pieces[index - 1])) return true;
  return isValue(pieces[index + 1]) && lead !== "by" && lead !== "which" && !pieces[index + 1]?.clause;
};

/**
 * "How much do premium customers spend compared to standard ones", "what did customers in the North spend in total": who
 * acts, of whom a whole is asked for and not each.
 */
export const actsTogether = (pieces: readonly Piece[], index: number): boolean => {
  const asksWhole = pieces.some(({ tag, text }) => tag.is === "total" || (tag.is === "versus" && text !== "than"));
  const before = pieces
    .slice(0, index)
    .findLast(({ tag, text }) => tag.is !== "value" && !/^(?:the|our|all)$/.test(text));
  const next = pieces.slice(index + 1).find(({ tag }) => tag.is === "measure");
  return asksWhole && next !== undefined && /^(?:do|did|does|have|has|had)$/.test(before?.text ?? "");
};

/** "…? Table and check, please": one of the columns that are listed behind a question. */
export const isColumn = (pieces: readonly Piece[], index: number): boolean => {
  const start = pieces.slice(0, index + 1).findLastIndex(({ sentence, tag }) => sentence && tag.is === "dimension");
  return (
    start > 0 &&
    pieces.slice(start).every(({ tag }) => ["dimension", "joint", "filler", "measure", "count"].includes(tag.is))
  );
};

/** "How many mice are in the warehouse": where they are, and not how many warehouses. */
const isPlace = (pieces: readonly Piece[], index: number): boolean =>
  /^(?:in|at|inside|on)$/.test(
    pieces.slice(0, index).findLast(({ text }) => !/^(?:the|our|a)$/.test(text))?.text ?? "",
  );

/** What is counted are rows: "how often did jobs of fraud fail". */
const HOW_OFTEN = /^how (?:often|many times)$/;

type Lead = "often" | "count" | "split" | "context" | "whole" | "plain";

/** What the words before a dimension make of it. */
export const leadOf = (pieces: readonly Piece[], index: number): Lead => {
  let qualified = false;
  let verb = false;
  for (let at = index - 1; at >= 0; at -= 1) {
    const piece = pieces[at];
    if (!piece) break;
    switch (piece.tag.is) {
      case "count":
        if (HOW_OFTEN.test(piece.text)) return "often";
        return qualified && isPlace(pieces, index) ? "context" : "count";
      case "which":
        return piece.text !== "what" || !verb ? "split" : qualified ? "context" : "plain";
      case "by":
        return "split";
      case "who":
        return qualified ? "context" : "split";
      case "filler":
        verb ||= /^(?:do|does|did|is|are|was|were)$/.test(piece.text);
        break;
      case "list":
      case "order":
      case "grade":
      case "degree":
      case "number":
      case "nth":
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

/** "The price per laptop sold": said of the thing, and no figure of its own. */
export const isSoldThing = ({ measures }: Parts, pieces: readonly Piece[], index: number): boolean =>
  measures.length > 0 &&
  /^(?:sold|bought)$/.test(pieces[index]?.text ?? "") &&
  ["value", "dimension"].includes(pieces[index - 1]?.tag.is ?? "") &&
  isPer(pieces, index);

/** "Per customer in each region": the one is averaged over, the other splits. */
export const isOuter = ({ per }: Parts, pieces: readonly Piece[], index: number): boolean =>
  per.length > 0 && /^(?:in|for|within) (?:each|every)$/.test(pieces[index - 1]?.text ?? "");

/** "What does the average customer spend": all of it, divided by how many they are. */
export const isAverageOne = (pieces: readonly Piece[], index: number): boolean => {
  const at = pieces.findLastIndex(({ tag }, place) => place < index && tag.is !== "value" && tag.is !== "flag");
  const lead = pieces.slice(0, Math.max(at, 0)).findLast(({ text }) => !/^(?:the|an?|our)$/.test(text));
  // "More than the average user" is a limit, "the average team cost" a figure.
  const isLimit = /^(?:than|above|below|over|under|as|versus|vs)$/.test(lead?.text ?? "");
  const isOne = !/s$/.test(pieces[index]?.text ?? "") && pieces[index + 1]?.tag.is !== "records";
  return /^(?:average|typical)$/.test(pieces[at]?.text ?? "") && pieces[at]?.tag.is === "average" && isOne && !isLimit;
};

/** "Per premium customer" */
export const isPerSuch = (pieces: readonly Piece[], index: number): boolean =>
  pieces[index - 2]?.tag.is === "by" &&
  pieces[index - 2]?.text === "per" &&
  ["value", "flag"].includes(pieces[index - 1]?.tag.is ?? "") &&
  !/s$/.test(pieces[index]?.text ?? "");
