import type { Row } from "../../data/database.ts";
import { tallyName } from "../composing/compose.ts";
import type { FiguresPlan } from "../plan.ts";
import type { StreakPlan } from "../streaks.ts";
import { rankedText } from "./say-groups.ts";
import { boundsText, cellText, limitsText, scopeText } from "./scope.ts";
import { shown } from "./shown.ts";
import type { Voice } from "./words.ts";

/* Sentences about what fits, and about the first few together. */

/** "**20** days fit (cost above $2,000.00) in October 2026." */
export const sayTally = (voice: Voice, plan: FiguresPlan, [row]: Row[]): string =>
  `${fitText(voice, plan, Number(row?.[tallyName(plan)] ?? 0), limitsText(voice, plan))}.`;

/** "**2** jobs fit (no failed runs) in October 2026." */
export const sayFits = (voice: Voice, plan: FiguresPlan, rows: Row[]): string =>
  `${fitText(voice, plan, rows.length, limitsText(voice, plan))}.`;

const fitText = (voice: Voice, plan: FiguresPlan, count: number, limits: string[]): string => {
  const { answers, plain } = voice;
  const what = thingsText(voice, plan, count === 1);
  return answers.fits(plain.number(count), what, count === 1, limits, scopeText(voice, plan));
};

/** What the rows are of. */
const thingsText = (
  { answers, names, times }: Voice,
  { groups, grain }: Pick<FiguresPlan, "groups" | "grain">,
  one: boolean,
): string => {
  const [group] = groups;
  if (groups.length + (grain ? 1 : 0) > 1) return answers.combination(one);
  if (group) return one ? names.one(group) : names.many(group);
  return one ? times.grain(grain ?? "day") : times.grains(grain ?? "day");
};

/** "The 3 teams with the highest cost have **$5** together, **40%** of all." */
export const sayTogether = (voice: Voice, plan: FiguresPlan, first: number, [row]: Row[]): string => {
  const { amount, answers, names } = voice;
  const [figure] = plan.figures;
  const [group] = plan.groups;
  if (!figure || !group) return "";
  const things = first === 1 ? names.one(group) : names.many(group);
  const ranked = rankedText(voice, figure, plan.order);
  const scope = scopeText(voice, plan);
  if (plan.averaged) {
    const average = amount(row?.[`average_${figure.name}`], figure.unit);
    return answers.firstAveraged(first, things, ranked, average, scope);
  }
  const percent = amount(row?.["share_percent"], "percent");
  return answers.firstTogether(first, things, ranked, amount(row?.[figure.name], figure.unit), scope, percent);
};

/** "**1** job fits (at least 2 failed runs, within one day): **x** (3 days)." */
export const sayFolded = (voice: Voice, plan: FiguresPlan, rows: Row[]): string => {
  const { answers, number, times } = voice;
  const grain = plan.grain ?? "day";
  const units = (row: Row) => {
    const count = Number(row[`${grain}s`]);
    return `${number(count)} ${count === 1 ? times.grain(grain) : times.grains(grain)}`;
  };
  const { named, more } = shown(voice, rows);
  const each = named.map((row) => `**${plan.groups.map(({ name }) => row[name]).join(", ")}** (${units(row)})`);
  const texts = limitsText(voice, plan);
  const limits = [...texts.slice(0, -1), `${texts.at(-1) ?? ""} ${times.within(grain)}`.trim()];
  const fit = fitText(voice, { ...plan, grain: undefined }, rows.length, limits);
  return `${fit}: ${answers.list(each)}.${more}`;
};

/** "**2** jobs fit (at least 2 days in a row): **x** (3 days)." */
export const sayStreaks = (voice: Voice, plan: StreakPlan, rows: Row[]): string => {
  const { answers, names, number, times } = voice;
  const days = (row: Row | undefined) => Number(row?.["days_in_a_row"] ?? 0);
  const inRow = (row: Row | undefined) => answers.inRow(`**${number(days(row))}**`, days(row) === 1);
  const limited = limitsText(voice, plan);
  const limits = limited.length > 0 ? answers.limits(limited) : "";
  const until = plan.endsOn ? answers.upTo(times.day(plan.endsOn)) : "";
  const scope = scopeText(voice, plan);
  const [group] = plan.groups;
  if (!group && !plan.bounds) return `${inRow(rows[0])}${until}${limits}${scope}${until ? "" : answers.atMost}.`;
  const asked = answers.inRow(plan.bounds ? boundsText(voice, plan.bounds, "count") : "", false).trim();
  if (!group) return answers.longest(inRow(rows[0]), limits + scope, asked);
  const conditions = [asked + until, ...limited];
  if (rows.length === 0) return answers.noneFits(names.one(group), conditions, scope);
  const { named, more } = shown(voice, rows);
  const each = named.map(
    (row) =>
      `**${cellText(voice, row[group.name])}** (${number(days(row))} ${days(row) === 1 ? times.grain("day") : times.grains("day")})`,
  );
  const one = rows.length === 1;
  const fit = answers.fits(
    number(rows.length),
    thingsText(voice, { groups: [group], grain: undefined }, one),
    one,
    conditions,
    scope,
  );
  return `${fit}: ${answers.list(each)}.${more}`;
};
