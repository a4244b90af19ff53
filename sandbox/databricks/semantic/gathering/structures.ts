import { quoted } from "../composing/sql.ts";
import type { Parts } from "../parts.ts";
import type { Piece } from "../tags.ts";
import { addBeside, addButNone, addEach, addOpposites } from "./belonging/demands.ts";
import { deniesRows, isSuch } from "./denied-rows.ts";
import { addEither } from "./either.ts";
import { addLapsed, addOccasions } from "./occasions.ts";
import { addPair, addSides } from "./sides.ts";

/* What is true of a thing by all of its rows: "passed every check", "both read and downloaded", "never bought". */

/** Makes conditions of things of what would be one of rows. */
export const shape = (parts: Parts, pieces: readonly Piece[]): void => {
  addAbsence(parts, pieces);
  addElsewhere(parts, pieces);
  if (parts.absent) return;
  addOccasions(parts, pieces);
  addLapsed(parts, pieces);
  addPlace(parts, pieces);
  addCourse(parts, pieces);
  addHaving(parts, pieces);
  addRest(parts);
  addEither(parts, pieces);
  addPair(parts);
  addSides(parts, pieces);
  addEvery(parts, pieces);
  addEach(parts, pieces);
  addButNone(parts, pieces);
  addOpposites(parts);
  addBeside(parts, pieces);
};

/** "Customers who never bought electronics": no such row is theirs. */
const addAbsence = (parts: Parts, pieces: readonly Piece[]): void => {
  if (!pieces.some((_, index) => deniesRows(pieces, index))) return;
  const { counted, groups, subject } = parts;
  const own = subject.dimensions.find(({ name }) => name === subject.who);
  const dimension =
    groups.length === 1
      ? groups[0]
      : typeof counted === "object"
        ? counted
        : groups.length === 0 && asksWho(pieces)
          ? own
          : groups.length === 0 && asksWhatThing(pieces)
            ? subject.dimensions.find(({ name }) => name === subject.what)
            : undefined;
  if (!dimension || parts.grain || parts.thresholds.length > 0) return;
  // "No furniture sales": what is denied are such rows, and not the furniture.
  const denied = pieces
    .filter((_, index) => isSuch(pieces, index))
    .flatMap(({ tag }) => (tag.is === "value" ? tag : []));
  parts.filters = parts.filters.map((filter) =>
    filter.not && denied.some(({ dimension: own }) => own === filter.dimension) ? { ...filter, not: false } : filter,
  );
  parts.absent = { dimension, counts: typeof counted === "object" };
  parts.groups = [dimension];
  parts.measures = [];
  parts.records = false;
  delete parts.counted;
  delete parts.order;
};

/** "Which category is not in Leipzig": none of its rows is there, and not those that have one elsewhere. */
const addElsewhere = (parts: Parts, pieces: readonly Piece[]): void => {
  const { groups, filters, measures, flags, subject, counted, grain, thresholds } = parts;
  const [group, ...more] = groups;
  const [only, ...others] = filters;
  const at = pieces.findIndex(
    ({ tag, text }) => tag.is === "not" && /^(?:not|not in|not from|missing|absent)$/.test(text),
  );
  const [thing, verb] = pieces.slice(Math.max(0, at - 2), at);
  const isPlain = measures.length + flags.length + thresholds.length + more.length + others.length === 0 && !grain;
  if (!group || !only?.not || !isPlain || counted !== undefined || parts.order || parts.share) return;
  const isOfRows = [group.name, only.dimension.name].includes(subject.record.dimension ?? group.name);
  if (isOfRows || thing?.tag.is !== "dimension" || !/^(?:is|are|was|were)$/.test(verb?.text ?? "")) return;
  Object.assign(parts, {
    filters: [{ ...only, not: false }],
    absent: { dimension: group, counts: false },
    records: false,
  });
};

const asksWhatThing = (pieces: readonly Piece[]): boolean =>
  pieces.some(({ tag, text }) => tag.is === "which" && text === "what");

const asksWho = (pieces: readonly Piece[]): boolean => pieces.some(({ tag }) => tag.is === "who");

/** "Place two" is one of the highest; a change "in percent" is no share. */
const addPlace = (parts: Parts, pieces: readonly Piece[]): void => {
  if (parts.nth && pieces.some(({ tag, text }) => tag.is === "nth" && /^(?:place|rank|number|runner)/.test(text)))
    parts.order ??= "desc";
  const isAmount = pieces.some(({ tag, text }) => tag.is === "share" && /^(?:in )?percent/.test(text));
  if (isAmount && (parts.periods.length > 1 || parts.change)) Object.assign(parts, { share: false, relative: true });
};

/** "Teams whose bill went down": only those. */
const addCourse = (parts: Parts, pieces: readonly Piece[]): void => {
  const at = pieces.findIndex(({ tag }) => tag.is === "change");
  const change = pieces[at]?.text ?? "";
  const before = pieces.slice(0, at).map(({ text }) => text);
  // "The failures went up for which jobs"
  const isAskedBehind = pieces.some(
    ({ text }, index) => index > at && text === "for" && /^which\b/.test(pieces[index + 1]?.text ?? ""),
  );
  if (parts.groups.length === 0) return;
  // "Improved the most": up or down is said by what is good.
  if (BETTER.test(change) || WORSE.test(change)) {
    if (parts.order && WORSE.test(change)) parts.order = parts.order === "desc" ? "asc" : "desc";
    parts.grade = true;
  }
  // "Which team spent more in October than in September"
  const than = pieces.findIndex(({ text }) => text === "than");
  const more = pieces
    .slice(0, than)
    .find(({ text }) => /^(?:more|less|fewer|higher|lower|better|worse)$/.test(text))?.text;
  if (than >= 0 && more && parts.periods.length === 2)
    Object.assign(parts, {
      course: /^(?:more|higher|better)$/.test(more) ? "up" : "down",
      grade: parts.grade || /^(?:better|worse)$/.test(more),
    });
  if (at < 0 || !(isAskedBehind || before.some((text) => /^(?:which|whose|that|where)$/.test(text)))) return;
  if (BETTER.test(change)) parts.course = "up";
  else if (WORSE.test(change)) parts.course = "down";
  else if (DOWN.test(change)) parts.course = "down";
  else if (UP.test(change)) parts.course = "up";
};
const BETTER = /^(?:improve|improved|improving|improvement|get better|got better|gets better)\b/;
const WORSE = /^(?:worsen|worsened|worsening|get worse|got worse|gets worse)\b/;
const DOWN =
  /^(?:fall|fell|fallen|drop|dropped|decline|declined|decrease|decreased|go down|goes down|went down|shrank|shrunk)\b/;
const UP = /^(?:rise|rose|risen|grow|grew|grown|increase|increased|go up|goes up|went up|climbed|jumped|surged)\b/;

/** "Tables with duplicates": those that have any. */
const addHaving = (parts: Parts, pieces: readonly Piece[]): void => {
  const at = pieces.findIndex(({ tag }) => tag.is === "measure" && tag.measure.adds);
  const tag = pieces[at]?.tag;
  const thing = pieces.slice(0, at).findLast(({ tag: { is }, text }) => is !== "filler" && text !== "with")?.tag;
  const between = pieces
    .slice(0, at)
    .filter(({ clause }) => !clause)
    .map(({ text }) => text);
  const isPlain = !parts.order && parts.counted === undefined && parts.thresholds.length === 0 && !parts.share;
  if (tag?.is !== "measure" || tag.measure.unit !== "count" || !isPlain || parts.groups.length !== 1) return;
  if (thing?.is !== "dimension" || !/^(?:with|has|have|had|having)$/.test(between.at(-1) ?? "")) return;
  parts.thresholds.push({ bounds: { above: 0 }, measure: tag.measure });
};

/** "Marketing against the rest": the values that are named, and all others together. */
const addRest = (parts: Parts): void => {
  const [named] = parts.filters.filter(({ values, not }) => values.length > 0 && !not);
  if (!parts.rest || !named) return;
  const { dimension, values } = named;
  const column = dimension.sql ?? dimension.name;
  const own = `CASE WHEN ${column} IN (${values.map(quoted).join(", ")}) THEN ${column} ELSE 'all others' END`;
  parts.groups = [{ ...dimension, name: `${dimension.name}_or_other`, sql: own }];
  parts.filters = parts.filters.filter((filter) => filter !== named);
  parts.versus = true;
};

/** "Passed every check": no row of the thing is otherwise. */
const addEvery = (parts: Parts, pieces: readonly Piece[]): void => {
  const at = pieces.findIndex((_, index) => isEveryRow(pieces, index));
  const tag = pieces[at]?.tag;
  const [only] = parts.flags;
  if (!tag || !only || only.not || parts.flags.length > 1) return;
  const groups = parts.groups.filter((group) => tag.is !== "dimension" || tag.dimension !== group);
  if (groups.length === 0) return;
  Object.assign(parts, { groups, per: parts.per.filter((group) => groups.includes(group)), flags: [], records: false });
  delete parts.counted;
  parts.never = [
    ...(parts.never ?? []),
    { ...only.flag, name: `not ${only.flag.name}`, where: `NOT (${only.flag.where})` },
  ];
};

const isEveryRow = (pieces: readonly Piece[], index: number): boolean => {
  const { tag, text } = pieces[index] ?? { tag: { is: "filler" }, text: "" };
  if (tag.is === "dimension") return /^(?:every|all) /.test(text);
  const before = pieces.slice(0, index).findLast((piece) => piece.tag.is !== "filler");
  return tag.is === "records" && (before?.tag.is === "all" || (before?.tag.is === "by" && before.text === "every"));
};
