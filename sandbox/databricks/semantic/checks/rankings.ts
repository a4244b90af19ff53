import type { Written } from "../composing/written.ts";
import { isSuperlative } from "../gathering/nearby.ts";
import type { Piece } from "../tags.ts";

/* What is put in an order, and within what: "its highest", "of the product with the lowest", "lowest of each". */

type Rule = (pieces: readonly Piece[], index: number, query: Written) => boolean;

/** Words that rank another thing than the query does. */
export const misranked = (pieces: readonly Piece[], query: Written): string[] =>
  pieces.flatMap(({ text }, index) => (rules.some((rule) => rule(pieces, index, query)) ? [text] : []));

const nextOf = (pieces: readonly Piece[], index: number): Piece | undefined =>
  pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler");
const hasAny = (pieces: readonly Piece[], ...tags: Piece["tag"]["is"][]): boolean =>
  pieces.some(({ tag }) => tags.includes(tag.is));

/** "Which team had its highest cost on a Monday" */
const isItsOwn: Rule = (pieces, index) =>
  /^(?:its|their|his|her)$/.test(pieces[index]?.text ?? "") &&
  (isSuperlative(pieces, index + 1) ||
    /^(?:highest|lowest|most|best|worst|top)$/.test(pieces[index + 1]?.text ?? "")) &&
  pieces[index + 1]?.tag.is !== "filler" &&
  pieces.slice(0, index).some(({ tag }) => tag.is === "which" || tag.is === "who");

/** "Daily cost of the most expensive team", "by month for the team with the most failures": that one would have to be found first. */
const isOfTheTop: Rule = (pieces, index, { plan }) => {
  const thing = isTop(pieces, index) ? index : isThingWithTop(pieces, index) ? index : undefined;
  if (thing === undefined || plan.kind !== "figures" || plan.groups.length + (plan.grain ? 1 : 0) < 2) return false;
  const lead = pieces.findLastIndex(({ tag, text }, at) => at < thing && !ARTICLE.test(text) && tag.is !== "number");
  if (!/^(?:of|for|in|on|by)$/.test(pieces[lead]?.text ?? "") || pieces[lead]?.tag.is === "by") return false;
  return pieces.slice(0, lead).some(({ tag }) => tag.is === "dimension" || tag.is === "unit");
};
const ARTICLE = /^(?:the|our|a|most|least|top)$/;
const isTop = (pieces: readonly Piece[], at: number): boolean => {
  const { tag, text } = pieces[at] ?? { tag: { is: "filler" }, text: "" };
  if (tag.is === "degree") return isSuperlative(pieces, at);
  return (
    (tag.is === "order" || tag.is === "grade") && /^(?:most|fewest|least|top|bottom|best|worst|\w+est)\b/.test(text)
  );
};
const isThingWithTop = (pieces: readonly Piece[], at: number): boolean => {
  const [lead, ...next] = pieces.slice(at + 1, at + 5);
  if (
    !["dimension", "unit"].includes(pieces[at]?.tag.is ?? "") ||
    !/^(?:with|that|which|whose)$/.test(lead?.text ?? "")
  )
    return false;
  return next.some((_, offset) => isTop(pieces, at + 2 + offset));
};

/** "Which table has the most failed rows per check": of the pairs, or one by the other? */
const isSecondSplit: Rule = (pieces, index, { plan }) =>
  ((pieces[index]?.text === "per" && pieces[index + 1]?.tag.is === "dimension") ||
    (pieces[index]?.tag.is === "dimension" && /^per /.test(pieces[index]?.text ?? ""))) &&
  plan.kind === "figures" &&
  plan.groups.length > 1 &&
  !plan.placed &&
  plan.order !== undefined &&
  hasAny(pieces.slice(0, index), "which", "who");

/** "Which team's jobs fail": teams are asked for, and jobs would be shown. */
const isTheirs: Rule = (pieces, index, { plan }) => {
  const [which, owner, owned] = [pieces[index - 2]?.tag, pieces[index - 1]?.tag, pieces[index]?.tag];
  if (which?.is !== "which" || owner?.is !== "dimension" || owned?.is !== "dimension") return false;
  return plan.kind === "figures" && plan.groups.includes(owned.dimension) && plan.groups.includes(owner.dimension);
};

/** "Lowest stock per category": the lowest of each one's rows, or the category in which it is lowest? */
const isExtremeOfEach: Rule = (pieces, index, { plan, sql }) =>
  /^(?:lowest|highest|smallest|largest|biggest|maximum|minimum|max|min)$/.test(pieces[index]?.text ?? "") &&
  pieces[index + 1]?.tag.is === "measure" &&
  /^(?:per|each|every)\b/.test(nextOf(pieces, index + 1)?.text ?? "") &&
  plan.kind === "figures" &&
  plan.groups.length === 1 &&
  !plan.placed &&
  !/\b(?:MIN|MAX)\(/.test(sql);

/** "The supplier of the product with the lowest stock": the product is ranked, not the supplier. */
const isRankedThing: Rule = (pieces, index, { plan }) => {
  const [of, here, next] = [pieces.slice(0, index), pieces[index], pieces.slice(index + 1, index + 4)];
  const isOf = of.findLast(({ text }) => !/^(?:the|our|a)$/.test(text))?.text === "of";
  const isTop =
    /^(?:with|that|which|whose)$/.test(next[0]?.text ?? "") &&
    next.some(({ tag, text }) => tag.is === "order" || (tag.is === "degree" && /est$/.test(text)));
  const thing = here?.tag.is === "dimension" ? here.tag.dimension : undefined;
  if (!isOf || !isTop || (!thing && here?.tag.is !== "records")) return false;
  return plan.kind === "figures" && !plan.groups.some((group) => group === thing);
};

/** "Longest total wait", "fastest by median", "longest a query sat in the queue": which of the two figures is at its end? */
const isOfOtherFigure: Rule = (pieces, index, { plan }) => {
  const tag = pieces[index]?.tag;
  if (tag?.is !== "degree" || plan.kind !== "figures" || !isSuperlative(pieces, index)) return false;
  // A number of rows beside it has no end of its own.
  const ends = plan.figures.filter(({ sql }) => sql !== "COUNT(*)");
  return ends.length > 1 && !plan.compared;
};

/** "The worst pass rate by table and month": one of all, and they are shown month by month. */
const isOfAllKeys: Rule = (pieces, index, { plan }) => {
  const tag = pieces[index]?.tag;
  const isTop =
    (tag?.is === "degree" && isSuperlative(pieces, index)) ||
    /^(?:best|worst|highest|lowest|most|fewest|least)$/.test(pieces[index]?.text ?? "");
  return (
    isTop &&
    tag?.is !== "filler" &&
    plan.kind === "figures" &&
    plan.grain !== undefined &&
    plan.groups.length > 0 &&
    plan.order !== undefined &&
    !plan.placed &&
    plan.limit === undefined
  );
};

/** "What are we running lowest on": a thing is asked for, and a figure alone has no name. */
const isTopOfNothing: Rule = (pieces, index, { plan, sql }) => {
  const isTop = pieces[index]?.tag.is === "order" || pieces[index]?.tag.is === "degree";
  const isAsked = pieces.slice(0, index).some(({ tag }) => tag.is === "which");
  const isNamed = pieces.slice(index + 1).some(({ tag }) => ["measure", "records", "dimension"].includes(tag.is));
  const isOn = nextWord(pieces, index) === "on";
  if (plan.kind !== "figures" || plan.groups.length > 0 || plan.grain || !/\b(?:MIN|MAX)\(/.test(sql)) return false;
  return isTop && isAsked && (isOn || !isNamed) && !pieces.slice(0, index).some(({ tag }) => tag.is === "measure");
};
const nextWord = (pieces: readonly Piece[], index: number): string | undefined => pieces[index + 1]?.text;

/** "The three longest runs of each team": rows, and no figure of each. */
const isOfRows: Rule = (pieces, index, { plan }) =>
  pieces[index]?.tag.is === "degree" &&
  isSuperlative(pieces, index) &&
  pieces[index + 1]?.tag.is === "records" &&
  plan.kind === "figures" &&
  plan.limit !== undefined &&
  plan.limit > 1 &&
  plan.groups.length > 0 &&
  plan.subject.record.dimension === undefined;

/** "Does it fail more on weekends": than when? */
const isOneSided: Rule = (pieces, index, { plan, sql }) => {
  const { tag, text } = pieces[index] ?? { tag: { is: "filler" }, text: "" };
  const isMore = tag.is === "order" && /^(?:more|less|fewer)$/.test(text);
  const isAsked = /^(?:do|does|did|is|are|was|were|has|have)$/.test(pieces[0]?.text ?? "");
  const isBeside = hasAny(pieces, "versus", "which", "who", "relative", "part", "change") || sql.includes("HAVING");
  return (
    isMore &&
    isAsked &&
    !isBeside &&
    plan.kind === "figures" &&
    plan.groups.length === 0 &&
    !plan.compared &&
    !plan.grain
  );
};

const rules: readonly Rule[] = [
  isOneSided,
  isOfRows,
  isTopOfNothing,
  isOfOtherFigure,
  isOfAllKeys,
  isRankedThing,
  isExtremeOfEach,
  isItsOwn,
  isOfTheTop,
  isSecondSplit,
  isTheirs,
];
