import type { Piece } from "../reading/reading.ts";
import type { Written } from "./omissions.ts";

/* What is true of every one, of what was found, or may be: "every week", "of all downloads is that", "has access". */

type Rule = (pieces: readonly Piece[], index: number, query: Written) => boolean;

/** Words that ask for what is true of more, or of something else, than the query has. */
export const unquantified = (pieces: readonly Piece[], query: Written): string[] =>
  pieces.flatMap(({ text }, index) => (rules.some((rule) => rule(pieces, index, query)) ? [text] : []));

const nextOf = (pieces: readonly Piece[], index: number): Piece | undefined =>
  pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler");
const hasAny = (pieces: readonly Piece[], ...tags: Piece["tag"]["is"][]): boolean =>
  pieces.some(({ tag }) => tags.includes(tag.is));

/** "At least one failure every week", "going up every month": true of each of them. */
const isOfEvery: Rule = (pieces, index, { plan }) =>
  /^(?:every|each)\b/.test(pieces[index]?.text ?? "") &&
  nextOf(pieces, index)?.tag.is === "unit" &&
  plan.kind === "figures" &&
  (plan.groups.length > 0 || (/^every/.test(pieces[index]?.text ?? "") && countsThings(plan.figures))) &&
  (hasAny(pieces, "threshold", "change", "count") || plan.groupLimits.length > 0 || asksWho(pieces, index));
const countsThings = (figures: readonly { sql: string }[]): boolean =>
  figures.some(({ sql }) => /COUNT\(DISTINCT/.test(sql));

/** "Which jobs failed every month": those that did in each of them. */
const asksWho = (pieces: readonly Piece[], index: number): boolean =>
  /^every/.test(pieces[index]?.text ?? "") &&
  pieces.slice(0, index).some(({ tag, text }) => tag.is === "who" || text === "which") &&
  hasAny(pieces.slice(0, index), "flag");

/** "Who has access to it": who may, and not who did. */
const isRight: Rule = (pieces, index) =>
  pieces[index]?.text === "access" &&
  /^(?:has|have|had|with|without|get|gets|got|no|any)$/.test(pieces[index - 1]?.text ?? "") &&
  pieces[index + 1]?.text === "to";

/** "How much of all downloads is that": of what was found, which is no part of this query. */
const isOfFound: Rule = (pieces, index, { plan }) =>
  /^(?:that|this|it)$/.test(pieces[index]?.text ?? "") &&
  /^(?:is|was|are|were|does|did)$/.test(pieces[index - 1]?.text ?? "") &&
  pieces.slice(0, index).some(({ tag }) => tag.is === "share") &&
  plan.kind === "figures" &&
  plan.share?.of === "rows" &&
  plan.groups.length > 0;

/** "Does every warehouse have chairs": a list of some says nothing of all. */
const isAskedOfAll: Rule = (pieces, index, { plan }) =>
  /^(?:every|each|all)$/.test(pieces[index]?.text ?? "") &&
  /^(?:is|are|was|were|do|does|did|have|has|had)$/.test(pieces[0]?.text ?? "") &&
  pieces.slice(1, index).every(({ tag, text }) => tag.is === "filler" && text !== "there") &&
  !(plan.kind === "figures" && plan.share !== undefined);

const rules: readonly Rule[] = [isOfEvery, isRight, isOfFound, isAskedOfAll];
