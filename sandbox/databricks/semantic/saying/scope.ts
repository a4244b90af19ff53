import type { Calendar } from "../../data/calendar.ts";
import type { Row } from "../../data/database.ts";
import type { Figure } from "../composing/figures.ts";
import type { Filter } from "../parts.ts";
import type { FiguresPlan, Plan } from "../plan.ts";
import type { Flag } from "../subject.ts";
import type { Bounds } from "../tags.ts";
import type { Voice } from "./words.ts";

/* Parts of sentences: what an answer is limited to, and what its rows are called. */

/** " (region North) in October 2026" */
export const scopeText = (voice: Voice, plan: Plan, without: readonly Flag[] = []): string => {
  const flags = plan.flags.filter(({ flag, not }) => not || !without.includes(flag));
  return voice.answers.scope(conditions(voice, { ...plan, flags }, false), periodText(voice, plan));
};

export const periodText = ({ times }: Voice, { period }: Plan): string => (period ? times.period(period) : "");

/** The figure's own name says it already. */
const isLabelled = (plan: Plan, { name }: Flag): boolean =>
  plan.kind === "figures" && plan.figures.some(({ label }) => label.startsWith(name));

/** "North", "without Chair", "failed"; `saysOnly`: "only failed". */
export const conditions = (voice: Voice, plan: Plan, saysOnly: boolean): string[] => {
  const { filters, rowLimits } = plan;
  const flags = plan.flags.filter(({ flag, not }) => not || !isLabelled(plan, flag));
  const { answers, names } = voice;
  const only = (text: string) => (saysOnly ? answers.only(text) : text);
  return [
    ...filters.map((filter) => filterText(voice, filter, only)),
    ...flags.map(({ flag, not }) => (not ? answers.not(names.state(flag.name)) : only(names.state(flag.name)))),
    ...rowLimits.map(
      ({ label, bounds, unit, of }) =>
        `${names.figure(label)} ${of ? multiples(voice, bounds) : boundsText(voice, bounds, unit)}`,
    ),
  ];
};

const filterText = (
  { answers, names }: Voice,
  { dimension, values, not }: Filter,
  only: (text: string) => string,
): string => {
  if (values.length === 0) return only(names.many(dimension));
  const said = values.map((value) => (dimension.name === "kind" ? names.state(value) : value));
  const named = answers.values(names.one(dimension), said);
  return not ? answers.without(named) : only(named);
};

export const boundsText = (
  { names, plain, whole }: Voice,
  bounds: Bounds,
  unit: Figure["unit"],
  isNumber = false,
): string => names.bounds(bounds, (value) => (Number.isInteger(value) ? whole : plain).amount(value, unit), isNumber);

const multiples = ({ names, plain }: Voice, bounds: Bounds): string => names.multiples(bounds, plain.number);

/** "cost above $5.00", "no failed runs", "at least 2 runs" */
export const limitsText = (voice: Voice, { groupLimits }: Pick<FiguresPlan, "groupLimits">): string[] =>
  groupLimits.map(({ figure, bounds, of }) => {
    const { abouts, names } = voice;
    const name = names.figure(figure.label);
    if (of) return `${name} ${multiples(voice, bounds)}`;
    const isNumber = figure.unit === "count" && figure.adds;
    if (isNumber && bounds.atMost === 0) return names.none(figure.label);
    if (isNumber && bounds.atLeast === 1 && bounds.atMost === undefined && bounds.below === undefined)
      return names.figure(figure.label.replace(/^number of /, ""));
    const text = boundsText(voice, bounds, figure.unit, isNumber);
    return isNumber
      ? abouts.rowsAtLeast(names.figure(figure.label.replace(/^number of /, "")), text)
      : abouts.atLeast(name, text);
  });

/** The units of time and the things that a figure is split by. */
export const keyLabels = (
  { names, times }: Voice,
  { groups, grain }: Pick<FiguresPlan, "groups" | "grain">,
): string[] => [...(grain ? [times.grain(grain)] : []), ...groups.map((group) => names.one(group))];

/** What a row of figures is of: "September, North". */
export const label = (voice: Voice, plan: FiguresPlan, row: Row, withYear = true): string =>
  [
    ...(plan.grain ? [unitText(voice, plan, row, withYear)] : []),
    ...plan.groups.map(({ name }) => {
      if (name === "kind") return voice.names.state(String(row[name]));
      return name === "hour" ? voice.times.hour(String(row[name])) : cellText(voice, row[name]);
    }),
  ].join(" / ");

const unitText = ({ times, answers }: Voice, { grain, subject }: FiguresPlan, row: Row, withYear: boolean): string => {
  const value = row[grain === "day" ? (subject.day ?? "day") : (grain ?? "")];
  const text = String(value ?? "").slice(0, 10);
  if (text === "") return answers.none;
  switch (grain) {
    case "day":
      return times.day(text, withYear);
    case "week":
      return times.week(text, withYear);
    case "month":
      return times.month(text, withYear);
    case "quarter":
      return times.quarter(text, withYear);
    case "weekday":
      return times.weekday(text);
    case "hour":
      return times.hour(text);
    default:
      return text;
  }
};

/** The one year of all units of time, where they have one. */
export const yearOf = ({ grain, subject }: FiguresPlan, rows: readonly Row[]): string | undefined => {
  if (!grain || grain === "year" || grain === "weekday" || grain === "hour") return undefined;
  const key = grain === "day" ? (subject.day ?? "day") : grain;
  const years = new Set(rows.map((row) => String(row[key] ?? "").slice(0, 4)));
  const [year] = years;
  return years.size === 1 && /^\d{4}$/.test(year ?? "") ? year : undefined;
};

/** A value of the data as a sentence has it. */
export const cellText = ({ answers, number, times }: Voice, value: Row[string] | undefined): string => {
  if (value === null || value === undefined) return answers.none;
  if (typeof value === "number") return number(value);
  const [, day, clock] = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d).*)?$/.exec(value) ?? [];
  if (day === undefined) return value;
  return clock === undefined ? times.day(day) : times.moment(times.day(day), clock);
};

/** What a row has of a figure: an amount, or a moment. */
export const valueText = (voice: Voice, { name, unit }: Figure, row: Row | undefined): string => {
  const value = row?.[name];
  return typeof value === "string" ? cellText(voice, value) : voice.amount(value, unit);
};

/** The period has ended. */
export const isOver = ({ period }: Plan, { today }: Calendar): boolean => period !== undefined && period.to < today;
