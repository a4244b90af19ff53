import type { Calendar } from "../../data/calendar.ts";
import type { Parts } from "../parts.ts";
import { type FiguresPlan, type ListPlan, planOf } from "../plan.ts";
import type { Dimension, Subject } from "../subject.ts";
import type { Piece } from "../tags.ts";
import { type Ask, askOf, clausesOf, MOST_CLAUSES } from "./asks-again.ts";
import { partsOf } from "./second-figures.ts";

/*
 * A second clause that asks for more of the same rows: "the slowest query and who ran it", "who was denied and on which
 * tables", "how much did finance spend and on what". The first clause is read alone; the others add columns to its rows,
 * splits to its figures, or figures of each.
 */

/** The parts of the first clause with what the others ask for, and its pieces; undefined: they ask for something else. */
export const withSecondColumns = (
  pieces: readonly Piece[],
  subject: Subject,
  calendar: Calendar,
): { parts: Parts; own: readonly Piece[]; asks: readonly Ask[] } | undefined => {
  const [own = [], ...others] = clausesOf(pieces);
  if (others.length === 0 || others.length >= MOST_CLAUSES) return undefined;
  const asks = others.flatMap((clause) => askOf(clause, subject) ?? []);
  const isOfRow = isOneRow(planOf(partsOf(own, subject), calendar));
  const isMore =
    isOfRow || asks.some(({ columns, moment, each, ones }) => columns.length > 0 || moment || each || ones);
  if (asks.length === 0 || asks.length < others.length || !isMore) return undefined;
  if (isOneRow(planOf(partsOf(pieces, subject), calendar))) return undefined;
  const parts = extendedBy(own, asks, subject, calendar);
  return parts && { parts, own, asks };
};

/** "The last denied access: who was it?": the whole question is about one row, and all of that stands in it. */
const isOneRow = (plan: ReturnType<typeof planOf>): boolean => plan.kind === "list" && plan.limit === 1;

/** The parts of a clause, with what is asked for beside them. */
export const extendedBy = (
  own: readonly Piece[],
  asks: readonly Ask[],
  subject: Subject,
  calendar: Calendar,
): Parts | undefined =>
  asks.reduce<Parts | undefined>((parts, ask) => parts && extended(parts, ask, calendar), partsOf(own, subject));

const extended = (parts: Parts, ask: Ask, calendar: Calendar): Parts | undefined => {
  const plan = planOf(parts, calendar);
  if (plan.kind === "list") return asColumns(parts, ask, plan);
  return plan.kind === "figures" ? asSplits(parts, ask, plan) : undefined;
};

/** Rows that show what is asked for. */
const asColumns = (
  parts: Parts,
  { columns, figures, moment, each, ranked }: Ask,
  plan: ListPlan,
): Parts | undefined => {
  const { list, time, day, measures, main, record } = parts.subject;
  // "Did svc-etl download anything, from which tables": no rows are asked for, so there is a figure to split.
  if (![parts.records, parts.latest, parts.order, parts.when, record.dimension].some(Boolean)) return undefined;
  const known = list.columns.split(", ");
  const own = each ? [measures.find(({ name }) => name === main)?.value] : [];
  const wanted = [
    ...columns.map(({ name, sql }) => (sql ? undefined : name)),
    ...figures.map(({ value }) => value),
    ...(moment ? [time ?? day] : []),
    ...own,
  ];
  if (ranked || wanted.some((name) => name === undefined || !known.includes(name))) return undefined;
  const shown = plan.columns.split(", ");
  return wanted.every((name) => name !== undefined && shown.includes(name)) ? parts : { ...parts, whole: true };
};

/** Figures that are split by it as well. */
const asSplits = (parts: Parts, ask: Ask, plan: FiguresPlan): Parts | undefined => {
  const { columns, figures, moment, each, ranked } = ask;
  const isPlain = ![plan.share, plan.compared, plan.tally, plan.together, plan.placed, plan.nth].some(Boolean);
  // "And which team spent the most of it": the same figure.
  if (!isPlain || figures.some((figure) => !parts.measures.includes(figure))) return undefined;
  if (ask.ones) return asThings(parts);
  if (moment) return asRows(parts, columns);
  if (each) return withEach(parts);
  const added = columns.filter((column) => !parts.groups.includes(column));
  const isOrdered = [parts.order, parts.limit, parts.extreme, parts.grade].some(Boolean);
  const isOfGroup = ({ of = [] }: Dimension) => parts.groups.some(({ name }) => of.includes(name));
  if (added.length === 0 || (isOrdered && !added.every(isOfGroup))) return undefined;
  if (parts.groups.length > 0 || parts.grain)
    return ranked ? undefined : { ...parts, groups: [...parts.groups, ...added] };
  // "How much did they spend, and on what": the figure of all is what its parts add up to.
  return plan.figures.every(({ adds }) => adds) ? { ...parts, groups: added } : undefined;
};

/** "How many jobs failed, and which ones": each of those that are counted, so that the rows say how many there are. */
const asThings = ({ counted, ...parts }: Parts): Parts | undefined =>
  typeof counted === "object" && parts.groups.length === 0 && !parts.tally
    ? { ...parts, groups: [counted] }
    : undefined;

/** "Which jobs failed, and when": the rows that were counted. */
const asRows = (parts: Parts, columns: readonly Dimension[]): Parts | undefined => {
  const { list, time, day, flags = [] } = parts.subject;
  const known = list.columns.split(", ");
  const moment = time ?? day;
  // "Who bought the chairs and when": what was paid stands in the rows.
  const counts = parts.measures.filter(({ value }) => value === undefined || !known.includes(value));
  const states = counts.map(({ flag }) => flags.find(({ name }) => name === flag));
  const shown = [...parts.groups, ...columns];
  const isKnown = shown.every(({ name, sql }) => sql === undefined && known.includes(name));
  const isOrdered = [parts.order, parts.limit, parts.grain, parts.average].some(Boolean);
  if (isOrdered || !isKnown || !moment || !known.includes(moment) || typeof parts.counted === "object")
    return undefined;
  const counting = states.flatMap((flag) => (flag ? [{ flag, not: false }] : []));
  if (counting.length < states.length) return undefined;
  const { counted: _, ...rest } = parts;
  return {
    ...rest,
    groups: [],
    measures: [],
    flags: [...parts.flags, ...counting],
    records: true,
    list: true,
    whole: true,
  };
};

/** "And how many of each": the units of what is sold, else the rows. */
const withEach = (parts: Parts): Parts | undefined => {
  const { measures, main } = parts.subject;
  const own = measures.find(({ name }) => name === main);
  const figure = own?.unit === "count" && own.adds ? own : measures.find(({ name }) => name === own?.counted);
  if (!figure || parts.groups.length === 0 || parts.order) return undefined;
  return { ...parts, measures: [...new Set([...parts.measures, figure])] };
};
