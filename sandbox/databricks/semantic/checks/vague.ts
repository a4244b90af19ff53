import type { Say } from "../saying/words.ts";
import type { Measure, Subject } from "../subject.ts";
import type { Piece } from "../tags.ts";

/*
 * "Slow" puts rows in an order. Where it is to be true of some and not of others ("how many were slow", "slow and failed"),
 * it is a limit, and nobody has said which.
 */

/** The first such adjective. */
export const vague = (pieces: readonly Piece[]): { text: string; measure: Measure; isMuch: boolean } | undefined => {
  const at = pieces.findIndex((_, index) => isCondition(pieces, index));
  const { tag, text } = pieces[at] ?? { tag: { is: "filler" }, text: "" };
  return tag.is === "degree" ? { text, measure: tag.measure, isMuch: tag.order === "desc" } : undefined;
};

const isCondition = (pieces: readonly Piece[], index: number): boolean => {
  if (!isPlain(pieces, index)) return false;
  const count = pieces.findIndex(({ tag, text }) => tag.is === "count" && /^(?:how many|number of)$/.test(text));
  const isCounted =
    count >= 0 && count < index && !pieces.slice(count, index).some(({ clause }, at) => at > 0 && clause);
  return isCounted || isJoined(pieces, index);
};

/** "Slow", and neither "slowest", "slower", "how slow" nor "slow ones first". */
const isPlain = (pieces: readonly Piece[], index: number): boolean => {
  const [before, here, next] = [pieces[index - 1], pieces[index], pieces[index + 1]];
  if (
    here?.tag.is !== "degree" ||
    /(?:est|er)\b|^(?:sell|sold|buy|bought)/.test(here.text) ||
    next?.tag.is === "measure"
  )
    return false;
  return (
    !/^(?:how|so|too|most|least|more|less|as|gets?|got)$/.test(before?.text ?? "") &&
    next?.tag.is !== "by" &&
    next?.tag.is !== "threshold" &&
    next?.tag.is !== "relative"
  );
};

/** "Were slow and also failed", "valuable but at risk": two conditions. */
const isJoined = (pieces: readonly Piece[], index: number): boolean => {
  const isIt = /^(?:is|are|was|were|being)$/;
  const behind = pieces.slice(index + 1).filter(({ tag }) => tag.is !== "filler");
  const before = pieces.slice(0, index).filter(({ tag }) => tag.is !== "filler");
  const isSaid = isIt.test(pieces[index - 1]?.text ?? "");
  const isFirst = behind[0]?.tag.is === "joint" && isState(behind.find(({ tag }) => tag.is !== "joint"));
  // "Slow queries that failed"
  const [rows, that, state] = pieces.slice(index + 1);
  if (rows?.tag.is === "records" && /^(?:that|which|who)$/.test(that?.text ?? "") && state?.tag.is === "flag")
    return true;
  const isSecond = before.at(-1)?.tag.is === "joint" && isState(before.findLast(({ tag }) => tag.is !== "joint"));
  return isSaid && (isFirst || isSecond);
};
const isState = (piece: Piece | undefined): boolean => piece?.tag.is === "flag" || piece?.tag.is === "value";

/** Which limit is missing. */
export const vagueText =
  ({ text, measure, isMuch }: NonNullable<ReturnType<typeof vague>>, { record }: Subject): Say =>
  ({ asked, lacks, names }) =>
    lacks.vague(
      asked([text]).join(" "),
      names.figure(measure.label.replace(/^average /, "")),
      names.rows(record, [], 1),
      isMuch,
    );
