import type { Written } from "../composing/written.ts";
import type { Say } from "../saying/words.ts";
import type { Subject } from "../subject.ts";
import type { Piece } from "../tags.ts";

/* "What is running right now": what is under way is nowhere in a history of what has ended. */

/** Words that ask for what is under way, where the query lists or counts rows of a usual period. */
export const present = (pieces: readonly Piece[], query: Written): string[] =>
  query.plan.subject.day !== undefined && ((query.plan.usual && isAboutRows(query)) || isAgainstOne(pieces, query))
    ? pieces.flatMap((_, index) => (isPresent(pieces, index) ? [pieces[index]?.text ?? ""] : []))
    : [];

/** "More now than in January": which period is meant by now is not said. */
const isAgainstOne = (pieces: readonly Piece[], { plan }: Written): boolean =>
  plan.kind === "figures" && plan.compared !== undefined && pieces.filter(({ tag }) => tag.is === "period").length < 2;

const isPresent = (pieces: readonly Piece[], index: number): boolean => {
  const { tag, text } = pieces[index] ?? { tag: { is: "filler" }, text: "" };
  if (tag.is === "filler" && NOW.test(text)) return true;
  const [before, next] = [pieces[index - 1], pieces[index + 1]];
  const isSaid = before === undefined || /^(?:is|are|what|still|jobs?|queries|anything|runs?)$/.test(before.text);
  return DOING.test(text) && isSaid && (next === undefined || next.tag.is === "filler" || next.clause);
};
const NOW = /^(?:now|currently|presently|live|moment)$/;
const DOING = /^(?:running|executing)$/;

/** Rows are listed or counted, and not what they come to. */
const isAboutRows = ({ plan }: Written): boolean =>
  plan.kind === "list" || (plan.kind === "figures" && plan.figures.every(({ sql }) => sql.startsWith("COUNT(")));

/** What is missing for that. */
export const presentText =
  ({ record }: Subject): Say =>
  ({ lacks, names }) =>
    lacks.onlyEnded(names.rows(record, [], 2));
