import type { Calendar } from "../../data/calendar.ts";
import { type Result, type Row, records } from "../../data/database.ts";
import type { Figure } from "../composing/figures.ts";
import type { AbsentPlan, FiguresPlan, Plan } from "../plan.ts";
import { isCount } from "./names.ts";
import { sayComparison } from "./say-comparison.ts";
import { sayFits, sayFolded, sayStreaks, sayTally, sayTogether } from "./say-fitting.ts";
import { sayGroups, saySeries } from "./say-groups.ts";
import { sayCut, sayList } from "./say-list.ts";
import { sayShare } from "./say-shares.ts";
import { cellText, isOver, keyLabels, limitsText, scopeText, valueText } from "./scope.ts";
import { shown } from "./shown.ts";
import type { Voice } from "./words.ts";

/** The answer in words: figures, what they are limited to, and the period. */
export const sayAnswer = (voice: Voice, plan: Plan, result: Result, calendar: Calendar): string => {
  const rows = records(result);
  switch (plan.kind) {
    case "list":
      return result.truncated ? sayCut(voice, plan, rows) : sayList(voice, plan, rows, calendar);
    case "absent":
      return sayAbsent(voice, plan, rows, calendar);
    case "streaks":
      return sayStreaks(voice, plan, rows);
    case "figures":
      return sayFigures(voice, plan, rows, calendar);
  }
};

const sayFigures = (voice: Voice, plan: FiguresPlan, rows: Row[], calendar: Calendar): string => {
  if (plan.compared) return sayComparison(voice, plan, plan.compared, rows);
  if (plan.tally) return sayTally(voice, plan, rows);
  if (rows.length === 0) return sayNothing(voice, plan, calendar);
  if (plan.folded) return sayFolded(voice, plan, rows);
  if (plan.together) return sayTogether(voice, plan, plan.together, rows);
  if (plan.groupLimits.length > 0) return `${sayFits(voice, plan, rows)} ${sayRows(voice, plan, rows, calendar)}`;
  return sayRows(voice, plan, rows, calendar);
};

const sayRows = (voice: Voice, plan: FiguresPlan, rows: Row[], calendar: Calendar): string => {
  if (plan.share) return sayShare(voice, plan, rows);
  if (plan.running) {
    const last = voice.amount(rows.at(-1)?.["running_total"], plan.figures[0]?.unit ?? "count");
    return saySeries(voice, plan, rows) + voice.answers.addedUp(last);
  }
  if (plan.grain && !plan.order) return saySeries(voice, plan, rows);
  return keyLabels(voice, plan).length > 0 && !isOfOne(plan, rows)
    ? sayGroups(voice, plan, rows)
    : sayTotal(voice, plan, rows, calendar);
};

/** It is the one thing that was asked about. */
const isOfOne = ({ groups, grain, filters, order, figures }: FiguresPlan, rows: Row[]): boolean =>
  rows.length === 1 &&
  groups.length === 1 &&
  !grain &&
  !order &&
  figures.length === 1 &&
  filters.some(({ dimension, values, not }) => groups.includes(dimension) && values.length === 1 && !not);

/** "**2** products had no sale in October 2026: **Chair** and **Laptop**." */
const sayAbsent = (voice: Voice, plan: AbsentPlan, rows: Row[], calendar: Calendar): string => {
  const { answers, names, number } = voice;
  const { dimension, subject, counts } = plan;
  const count = counts ? Number(Object.values(rows[0] ?? {})[0] ?? 0) : rows.length;
  const one = count === 1;
  const things = one ? names.one(dimension) : names.many(dimension);
  const lacked = names.rows(subject.record, [], voice.language === "de" ? 2 : 1);
  const said = answers.lacking(number(count), things, one, lacked, scopeText(voice, plan), isOver(plan, calendar));
  if (counts || rows.length === 0) return `${said}.`;
  const { named, more } = shown(voice, rows);
  return `${said}: ${answers.list(named.map((row) => `**${cellText(voice, row[dimension.name])}**`))}.${more}`;
};

/** The same figures over all data, for a question that named no period. */
export const sayEver = (voice: Voice, plan: FiguresPlan, result: Result): string => {
  const [row] = records(result);
  return voice.answers.ever(plan.figures.map(({ name, unit }) => voice.amount(row?.[name], unit)));
};

const sayNothing = (voice: Voice, plan: FiguresPlan, calendar: Calendar): string => {
  const { answers, names, times } = voice;
  const [figure] = plan.figures;
  const scope = scopeText(voice, plan);
  if (plan.groupLimits.length > 0)
    return answers.noneFits(answers.list(keyLabels(voice, plan)), limitsText(voice, plan), scope);
  const last = calendar.ago(1);
  const ends = plan.period && plan.period.to > last ? answers.dataEnds(times.day(last)) : "";
  if (!figure) return ends;
  const what = names.figure(figure.label);
  const rows = names.rows(plan.subject.record, [], 2);
  if (isCount(figure) && figure.adds) return answers.noRows(what, scope, isOver(plan, calendar)) + ends;
  return (
    (figure.adds
      ? answers.nothing(what, rows, scope, isOver(plan, calendar))
      : answers.nothingKnown(what, rows, scope)) + ends
  );
};

const sayTotal = (voice: Voice, plan: FiguresPlan, [row]: Row[], calendar: Calendar): string => {
  const { answers } = voice;
  const [first, ...others] = plan.figures;
  if (!first) return "";
  const more = others.map((figure) => answers.more(nameOf(voice, plan, figure, row), valueText(voice, figure, row)));
  return `${[sayFigure(voice, plan, first, row, calendar), ...more].join(", ")}.`;
};

const sayFigure = (
  voice: Voice,
  plan: FiguresPlan,
  figure: Figure,
  row: Row | undefined,
  calendar: Calendar,
): string => {
  const { answers } = voice;
  const [what, value, scope] = [
    nameOf(voice, plan, figure, row),
    valueText(voice, figure, row),
    scopeText(voice, plan),
  ];
  const { event, record } = plan.subject;
  if (typeof row?.[figure.name] === "string") return answers.moment(what, value, scope);
  if (!isCount(figure)) return answers.figure(what, value, scope, isOver(plan, calendar));
  if (event && plan.period && figure.label === record.many) return answers.happened(value, what, event.name, scope);
  return answers.count(value, what, scope, isOver(plan, calendar), row?.[figure.name] === 1);
};

/** In the singular where it is one. */
const nameOf = ({ names }: Voice, { subject }: FiguresPlan, figure: Figure, row: Row | undefined): string => {
  const name = names.figure(figure.label);
  if (!isCount(figure) || row?.[figure.name] !== 1) return name;
  const { one, many } = subject.record;
  if (figure.label === many) return names.rows({ one, many }, [], 1);
  const state = figure.label.endsWith(` ${many}`) ? figure.label.slice(0, -many.length - 1) : "";
  if (names.isAttribute(state)) return names.rows({ one, many }, [state], 1);
  const dimension = subject.dimensions.find((each) => each.many === figure.label);
  return dimension ? names.one(dimension) : name;
};
