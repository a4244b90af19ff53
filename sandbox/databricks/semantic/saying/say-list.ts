import type { Calendar } from "../../data/calendar.ts";
import type { Row } from "../../data/database.ts";
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
    ? answers.firstRows(count, of, scope)
    : isPlainFlag(plan)
      ? answers.are(count, of, rows.length === 1, stateText(voice, plan))
      : answers.lists(count, of, scope);
  const ranked = plan.by ? answers.ordered(voice.names.figure(plan.by.label), /DESC$/.test(plan.order)) : "";
  const rest = more && isCut ? answers.these(count) : more;
  return `${start}${ranked}: ${answers.list(named.map((row) => rowText(voice, row, telling(plan, rows))))}.${rest}`;
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

/** "**Laptop** (category Electronics, region North, revenue 2,400)" */
const rowText = (voice: Voice, row: Row, columns: readonly string[]): string => {
  const text = (key: string) => (/_id$/.test(key) ? String(row[key]) : cellText(voice, row[key]));
  const [name = "", ...others] = columns;
  const said = others.map((key) => `${voice.names.column(key)} ${text(key)}`);
  return `**${text(name)}**${said.length > 0 ? ` (${said.join(", ")})` : ""}`;
};

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
      : voice.answers.latest(what, plan.latest === "desc", scope, when, ago);
  const columns = telling(plan, [first]).filter((key, index) => index === 0 || key !== (time ?? day));
  const isNamed = columns[0] !== (time ?? day) || columns.length > 1;
  return isNamed ? `${said}: ${rowText(voice, first, columns)}.` : `${said}.`;
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
  const figure = { ...by, label: by.label.replace(/^average /, "") };
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
