import type { Row } from "../../data/database.ts";
import type { Figure } from "../composing/figures.ts";
import type { FiguresPlan } from "../plan.ts";
import type { Order } from "../tags.ts";
import { keyLabels, label, scopeText, valueText, yearOf } from "./scope.ts";
import { NAMED, shown } from "./shown.ts";
import type { Voice } from "./words.ts";

/* Sentences about figures of several things or units of time. */

export const sayGroups = (voice: Voice, asked: FiguresPlan, rows: Row[]): string => {
  const { answers, names } = voice;
  const plan = withoutTold(asked, rows);
  const name = labelled(voice, plan, rows);
  const [figure] = plan.figures;
  const [top] = rows;
  if (!figure || !top) return "";
  const { named, more } = shown(voice, rows);
  if (plan.isSplit) return saySplit(voice, plan, figure, rows) + more;
  const each = named.map((row) => `${name(row)} ${facts(voice, plan, row)}`);
  if (plan.placed) return `${placesText(voice, plan, figure)}: ${answers.list(each)}.${more}`;
  const value = valueText(voice, figure, top);
  if (plan.nth) return answers.has(name(top), mostText(voice, plan, figure), scopeText(voice, plan), value);
  // Where all have the same, none of them has the most.
  const isSame = rows.length > NAMED && rows.every((row) => row[figure.name] === top[figure.name]);
  const isRanked = plan.order && !isSame && (rows.length > 1 || plan.limit === 1);
  if (isRanked) return sayRanked(voice, plan, figure, rows) + differenceText(voice, asked, rows) + more;
  const head = answers.by(names.figure(figure.label), keyLabels(voice, plan), scopeIn(voice, plan));
  return `${head}: ${answers.list(each)}.${sumText(voice, plan, figure, rows)}${differenceText(voice, asked, rows)}${more}`;
};

/** Without the values that are all named one by one. */
const withoutTold = (plan: FiguresPlan, rows: Row[]): FiguresPlan => ({
  ...plan,
  filters: plan.filters.filter(
    ({ dimension, values, not }) =>
      not || values.length < 2 || values.length !== rows.length || !plan.groups.includes(dimension),
  ),
});

/** What each row is of; the year is left out where the period says it. */
const labelled = (voice: Voice, plan: FiguresPlan, rows: Row[]): ((row: Row) => string) => {
  const year = yearOf(plan, rows);
  const isKnown = year !== undefined && scopeText(voice, plan).includes(year);
  return (row) => label(voice, plan, row, !isKnown);
};

/** What fits has said already what it is limited to. */
const scopeIn = (voice: Voice, plan: FiguresPlan): string =>
  plan.groupLimits.length > 0 ? "" : scopeText(voice, plan);

/** The total, and what each has of it; where nothing adds up, only the latter. */
const saySplit = (voice: Voice, plan: FiguresPlan, figure: Figure, rows: Row[]): string => {
  const { answers, names } = voice;
  const { named } = shown(voice, rows);
  const [what, scope] = [names.figure(figure.label), scopeText(voice, plan)];
  if (!figure.adds) {
    const each = named.map((row) => `${label(voice, plan, row)} **${valueText(voice, figure, row)}**`);
    return `${answers.by(what, keyLabels(voice, plan), scope)}: ${answers.list(each)}.`;
  }
  const parts = named.map((row) => answers.part(label(voice, plan, row), valueText(voice, figure, row)));
  const total = voice.amount(sumOf(figure, rows), figure.unit);
  return answers.total(what, total, scope, rows.length > 1 ? parts : []);
};

/** "**Laptop** has the highest revenue: **2,400**. Next: Chair (750) and Mouse (125)." */
const sayRanked = (voice: Voice, plan: FiguresPlan, figure: Figure, rows: Row[]): string => {
  const { answers } = voice;
  const name = labelled(voice, plan, rows);
  const [first] = rows;
  const tied = rows.filter((row) => row[figure.name] === first?.[figure.name]);
  const isTie = tied.length > 1 && tied.length <= NAMED && plan.figures.length === 1;
  const [most, scope] = [mostText(voice, plan, figure), scopeText(voice, plan)];
  const value = valueText(voice, figure, first);
  const leading = isTie ? tied : rows.slice(0, 1);
  const start = isTie
    ? answers.have(
        tied.map((row) => name(row)),
        most,
        scope,
        value,
      )
    : answers.has(name(first ?? {}), most, scope, value, othersText(voice, plan, first ?? {}).join(", "));
  const { named } = shown(voice, rows);
  const others = named
    .slice(leading.length)
    .map((row) => `${name(row)} (${[valueText(voice, figure, row), ...othersText(voice, plan, row)].join(", ")})`);
  if (others.length === 0) return start;
  return start + (plan.bothEnds ? answers.otherEnd(others) : answers.next(others));
};

const mostText = ({ names }: Voice, { order, nth }: FiguresPlan, figure: Figure): string =>
  names.most(figure, order ?? "desc", nth);

/** A figure and the order in which it is put. */
export const rankedText = ({ names }: Voice, figure: Figure, order: Order | undefined, place?: number) => ({
  most: names.most(figure, order ?? "desc", place),
  what: names.figure(figure.label),
  isDescending: (order ?? "desc") === "desc",
  place,
});

const placesText = (voice: Voice, plan: FiguresPlan, figure: Figure): string => {
  const { within = [], first = 1 } = plan.placed ?? {};
  const keys = within.map((name) => {
    const group = plan.groups.find((each) => each.name === name);
    return group ? voice.names.one(group) : plan.grain ? voice.times.grain(plan.grain) : name;
  });
  const ranked = rankedText(voice, figure, plan.order, plan.nth);
  return voice.answers.ofEach(ranked, keys, plan.nth ? 1 : first, scopeText(voice, plan));
};

const sumOf = ({ name }: Figure, rows: Row[]): number => rows.reduce((sum, row) => sum + Number(row[name] ?? 0), 0);

/** What all have together, where that means something and the query left none out. */
const sumText = ({ amount, answers }: Voice, plan: FiguresPlan, figure: Figure, rows: Row[]): string =>
  figure.adds && !plan.limit && !plan.bothEnds && rows.length > 1
    ? answers.sum(amount(sumOf(figure, rows), figure.unit), rows.length)
    : "";

/** Two that are named, or stand at both ends, are compared. */
const differenceText = ({ amount, answers }: Voice, plan: FiguresPlan, rows: Row[]): string => {
  const [figure] = plan.figures;
  const [one, other] = rows;
  const isPair = plan.bothEnds || plan.filters.some(({ values, not }) => values.length === 2 && !not);
  if (!figure || !one || !other || rows.length > 2 || !isPair) return "";
  const by = Math.abs(Number(one[figure.name] ?? 0) - Number(other[figure.name] ?? 0));
  return answers.difference(amount(Math.round(by * 100) / 100, figure.unit));
};

/** The figures of one row: "**2,525**, units sold 7" */
const facts = (voice: Voice, plan: FiguresPlan, row: Row): string => {
  const [first] = plan.figures;
  return first ? [`**${valueText(voice, first, row)}**`, ...othersText(voice, plan, row)].join(", ") : "";
};

/** The figures besides the first. */
const othersText = (voice: Voice, { figures }: FiguresPlan, row: Row): string[] =>
  figures.slice(1).map((figure) => `${voice.names.figure(figure.label)} ${valueText(voice, figure, row)}`);

/** A figure over time: where it began and ended, and its peak. */
export const saySeries = (voice: Voice, plan: FiguresPlan, found: Row[]): string => {
  const { amount, answers, names, times } = voice;
  const [figure] = plan.figures;
  if (!figure) return "";
  const isOfWeek = plan.grain === "weekday";
  const rows = isOfWeek ? found.toSorted((one, other) => dayOfWeek(one) - dayOfWeek(other)) : found;
  const year = yearOf(plan, rows);
  const name = (row: Row | undefined) => label(voice, plan, row ?? {}, year === undefined);
  const value = (row: Row | undefined) => valueText(voice, figure, row);
  const scope = scopeIn(voice, plan);
  // "In the last 30 days" needs no year.
  const isDated = plan.period !== undefined && /\blast \d/.test(plan.period.words);
  const when = scope + (year && !isDated && !scope.includes(year) ? answers.inYear(year) : "");
  if (rows.length <= NAMED + 1 || isOfWeek || plan.groups.length > 0 || !plan.grain) {
    const { named, more } = isOfWeek && plan.groups.length === 0 ? { named: rows, more: "" } : shown(voice, rows);
    const each = named.map((row) => `${name(row)} **${value(row)}**`);
    const head = answers.by(names.figure(figure.label), keyLabels(voice, plan), when);
    return `${head}: ${answers.list(each)}.${sumText(voice, plan, figure, rows)}${more}`;
  }
  const highest = rows.reduce((top, row) => (Number(row[figure.name]) > Number(top[figure.name]) ? row : top));
  const ends = [rows[0], rows.at(-1)].map((row) => `${value(row)} (${name(row)})`);
  const [from = "", to = ""] = [ends[0], `**${value(rows.at(-1))}** (${name(rows.at(-1))})`];
  const sum = figure.adds ? answers.sumOfCourse(amount(sumOf(figure, rows), figure.unit)) : "";
  return `${answers.course(names.figure(figure.label), times.grain(plan.grain), when, from, to)}${answers.peak(value(highest), name(highest))}${sum}`;
};

const dayOfWeek = (row: Row): number =>
  ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(String(row["weekday"]));
