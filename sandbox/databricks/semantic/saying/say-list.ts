import type { Calendar } from "../../data/calendar.ts";
import type { Row } from "../../data/database.ts";
import type { Figure } from "../composing/figures.ts";
import type { ListPlan } from "../plan.ts";
import { rankedText } from "./say-groups.ts";
import { cellText, isOver, scopeText } from "./scope.ts";
import { shown } from "./shown.ts";
import type { Voice } from "./words.ts";

/* Sentences about rows as they are. */

/** Columns that a sentence says of a row, and rows of a longer list. */
const MOST_COLUMNS = 4;
const MOST_ROWS = 3;

export const sayList = (voice: Voice, plan: ListPlan, rows: Row[], calendar: Calendar): string => {
  const { answers, plain } = voice;
  const [first] = rows;
  const scope = scopeText(voice, plan, attributesOf(voice, plan));
  if (!first)
    return isPlainFlag(plan)
      ? `${answers.are("**0**", rowsText(voice, plan, 0), false, stateText(voice, plan))}.`
      : answers.noRows(rowsText(voice, plan, 0), scope, isOver(plan, calendar));
  const isOfOne = plan.subject.event !== undefined && rows.length === 1 && plan.filters.length > 0;
  if (plan.latest && (plan.limit === 1 || isOfOne)) return sayLatest(voice, plan, first, calendar);
  if (plan.by && plan.limit === 1) return sayBest(voice, plan, first);
  const { named, more } = shown(voice, rows, MOST_ROWS);
  const count = plain.number(rows.length);
  const isCut = plan.limit !== undefined && rows.length >= plan.limit;
  const of = rowsText(voice, plan, rows.length);
  const start = isCut
    ? answers.firstRows(count, of, scope, plan.latest === "desc")
    : isPlainFlag(plan)
      ? answers.are(count, of, rows.length === 1, stateText(voice, plan))
      : answers.lists(count, of, scope);
  const ranked = plan.by ? answers.ordered(voice.names.figure(ofRow(plan.by).label), /DESC$/.test(plan.order)) : "";
  const rest = more && isCut ? answers.these(count) : differenceText(voice, plan, rows) + more;
  return `${start}${ranked}: ${answers.list(named.map((row) => rowText(voice, row, ranking(plan, rows))))}.${rest}`;
};

/** The columns that say something of a row: not what is the same in all, or was asked for. */
const telling = ({ filters }: ListPlan, rows: Row[]): string[] => {
  const [first = {}] = rows;
  const isSaid = (key: string) => {
    const isAsked = filters.some(({ dimension, values, not }) => dimension.name === key && values.length === 1 && !not);
    return isAsked || (rows.length > 1 && rows.every((row) => row[key] === first[key]));
  };
  const [name = "", ...others] = Object.keys(first).slice(0, MOST_COLUMNS);
  return [name, ...others.filter((key) => !isSaid(key))];
};

/** What rows are ordered by is said first of them. */
const ranking = (plan: ListPlan, rows: Row[]): string[] => {
  const [name = "", ...others] = telling(plan, rows);
  const { by, order, latest, subject } = plan;
  const keys = latest
    ? [subject.time ?? subject.day ?? ""]
    : by
      ? [by.name, order.slice(0, order.lastIndexOf(" "))]
      : [];
  const key = keys.find((one) => one !== name && rows[0]?.[one] !== undefined);
  if (key === undefined) return [name, ...others];
  return [name, key, ...others.filter((other) => other !== key)].slice(0, MOST_COLUMNS);
};

/** How far both ends of an order are apart. */
const differenceText = ({ amount, answers }: Voice, { bothEnds, by, order }: ListPlan, rows: Row[]): string => {
  if (!bothEnds || !by || rows.length !== 2) return "";
  const [one, other] = rows.map((row) => Number(row[by.name] ?? row[order.slice(0, order.lastIndexOf(" "))]));
  return answers.difference(amount(Math.round(Math.abs((one ?? 0) - (other ?? 0)) * 100) / 100, by.unit));
};

/** A row has its own value, and no average. */
const ofRow = (figure: Figure): Figure => ({ ...figure, label: figure.label.replace(/^average /, "") });

/** "**Laptop** (category Electronics, region North, revenue 2,400)" */
const rowText = (voice: Voice, row: Row, columns: readonly string[]): string => {
  const [name = "", ...others] = columns;
  return `**${columnText(voice, row, name)}**${others.length > 0 ? ` (${columnsText(voice, row, others)})` : ""}`;
};

const columnsText = (voice: Voice, row: Row, columns: readonly string[]): string =>
  columns.map((key) => `${voice.names.column(key)} ${columnText(voice, row, key)}`).join(", ");

const columnText = (voice: Voice, row: Row, key: string): string =>
  /_id$/.test(key) ? String(row[key]) : cellText(voice, row[key]);

const rowsText = (voice: Voice, plan: ListPlan, count: number): string =>
  voice.names.rows(
    plan.subject.record,
    attributesOf(voice, plan).map(({ name }) => name),
    count,
  );

/** States that stand before what is listed. */
const attributesOf = ({ names }: Voice, { flags }: ListPlan) =>
  flags.filter(({ flag, not }) => !not && names.isAttribute(flag.name)).map(({ flag }) => flag);

const stateText = ({ names }: Voice, { flags }: ListPlan): string => names.state(flags[0]?.flag.name ?? "");

const sayLatest = (voice: Voice, plan: ListPlan, first: Row, calendar: Calendar): string => {
  const { time, day = "" } = plan.subject;
  const at = first[time ?? day];
  const scope = scopeText(voice, plan, attributesOf(voice, plan));
  const ago = daysAgo(voice, at, calendar);
  const { event } = plan.subject;
  const [what, when] = [rowsText(voice, plan, 1), cellText(voice, at)];
  const said =
    event && plan.filters.length > 0
      ? voice.answers.since(what, event.name, scope, when, ago)
      : voice.answers.latest(what, plan.latest === "desc", scope, when, ago, event?.name);
  const columns = telling(plan, [first]).filter((key, index) => index === 0 || key !== (time ?? day));
  // The moment has been said.
  if (columns[0] !== (time ?? day)) return `${said}: ${rowText(voice, first, columns)}.`;
  return columns.length > 1 ? `${said}: ${columnsText(voice, first, columns.slice(1))}.` : `${said}.`;
};

/** "12 days ago" */
const daysAgo = ({ plain, times }: Voice, moment: Row[string] | undefined, calendar: Calendar): string => {
  const days = Math.round((Date.parse(calendar.today) - Date.parse(String(moment).slice(0, 10))) / 86_400_000);
  return Number.isNaN(days) || days < 1 ? "" : times.daysAgo(days, plain.number(days));
};

const sayBest = (voice: Voice, plan: ListPlan, first: Row): string => {
  const { by, order } = plan;
  if (!by) return "";
  const [name = ""] = Object.keys(first);
  const figure = ofRow(by);
  const most = voice.names.most(figure, /DESC$/.test(order) ? "desc" : "asc", plan.nth);
  const value = voice.amount(first[by.name] ?? first[order.split(" ")[0] ?? ""], by.unit);
  const columns = telling(plan, [first]).filter((key) => key !== by.name && key !== order.split(" ")[0]);
  // What begins with a moment or a number of its own has no name.
  const isNumber = /_id$/.test(name) && name !== plan.subject.record.dimension;
  if (isNumber || /^\d{4}-\d\d-\d\dT/.test(String(first[name])))
    return voice.answers.best(
      rankedText(voice, figure, /DESC$/.test(order) ? "desc" : "asc", plan.nth),
      scopeText(voice, plan),
      value,
      rowText(voice, first, columns),
    );
  return voice.answers.has(cellText(voice, first[name]), most, scopeText(voice, plan), value);
};

/** Nothing narrows the list but one state that things can be in: "1 product is below the reorder level". */
const isPlainFlag = ({ flags, filters, rowLimits, period }: ListPlan): boolean =>
  flags.length === 1 &&
  !flags[0]?.not &&
  /^(?:above|at|below|out of) /.test(flags[0]?.flag.name ?? "") &&
  filters.length === 0 &&
  rowLimits.length === 0 &&
  !period;

/** Nobody is helped by the first few of thousands. */
export const sayCut = (voice: Voice, plan: ListPlan, rows: Row[]): string => {
  const scope = scopeText(voice, plan, attributesOf(voice, plan));
  return voice.answers.moreThan(voice.plain.number(rows.length), rowsText(voice, plan, rows.length), scope);
};
