import type { Row } from "../../data/database.ts";
import { list } from "../../spaces/space.ts";
import type { FiguresPlan } from "../plan.ts";
import { dayName } from "../reading/dates.ts";
import type { StreakPlan } from "../streaks.ts";
import { amount, boundsText, number } from "./amounts.ts";
import { tallyName } from "./compose.ts";
import { limitsText } from "./describe.ts";
import { scopeText, superlative } from "./phrases.ts";

/* Sentences about what fits, and about the first few together. */

/** How many rows a sentence names. */
const NAMED = 5;

/** "**20** days fit (the cost is above $2,000.00) in October 2026." */
export const sayTally = (plan: FiguresPlan, [row]: Row[]): string => {
  const name = tallyName(plan);
  const count = Number(row?.[name] ?? 0);
  const what = count === 1 ? (plan.groups[0]?.label ?? plan.grain) : name.replaceAll("_", " ");
  return `**${number(count)}** ${what} ${count === 1 ? "fits" : "fit"} (${list(limitsText(plan))})${scopeText(plan)}.`;
};

/** "The 3 teams with the highest cost have **$5** together, 40 % of all." */
export const sayTogether = (plan: FiguresPlan, first: number, [row]: Row[]): string => {
  const [figure] = plan.figures;
  const [group] = plan.groups;
  if (!figure || !group) return "";
  const of = `${superlative(plan.order ?? "desc", figure)} ${figure.label}`;
  const named =
    first === 1 ? `The ${group.label} with the ${of} has` : `The ${first} ${group.many} with the ${of} have`;
  if (plan.averaged)
    return `${named} **${amount(row?.[`average_${figure.name}`], figure.unit)}** on average${scopeText(plan)}.`;
  const together = first === 1 ? "" : " together";
  return `${named} **${amount(row?.[figure.name], figure.unit)}**${together}${scopeText(plan)}, **${amount(row?.["share_percent"], "percent")}** of all.`;
};

/** "2 fit on one day (…): **x** (3 days)." */
export const sayFolded = (plan: FiguresPlan, rows: Row[]): string => {
  const units = (row: Row) =>
    `${number(Number(row[`${plan.grain}s`]))} ${Number(row[`${plan.grain}s`]) === 1 ? plan.grain : `${plan.grain}s`}`;
  const each = rows
    .slice(0, NAMED)
    .map((row) => `**${plan.groups.map(({ name }) => row[name]).join(", ")}** (${units(row)})`);
  const more = rows.length > NAMED ? ` The table shows all ${rows.length}.` : "";
  return `${rows.length} ${rows.length === 1 ? "fits" : "fit"} (${list(limitsText(plan))} within one ${plan.grain})${scopeText(plan)}: ${list(each)}.${more}`;
};

/** "2 fit (at least 2 days in a row): **x** (3 days)." */
export const sayStreaks = (plan: StreakPlan, rows: Row[]): string => {
  const days = (row: Row | undefined) => number(Number(row?.["days_in_a_row"] ?? 0));
  const limits = plan.groupLimits.length > 0 ? ` (${list(limitsText(plan))})` : "";
  const until = plan.endsOn ? ` up to ${dayName(plan.endsOn)}` : "";
  const [group] = plan.groups;
  if (!group && !plan.bounds)
    return `**${days(rows[0])}** days in a row${until}${limits}${scopeText(plan)}${until ? "" : ", at most"}.`;
  const row = plan.bounds ? `${boundsText(plan.bounds, "count")} days in a row` : "days in a row";
  if (!group) return `The longest has **${days(rows[0])}** days in a row${limits}${scopeText(plan)} (asked: ${row}).`;
  const each = rows.slice(0, NAMED).map((found) => `**${found[group.name]}** (${days(found)} days)`);
  const more = rows.length > NAMED ? ` The table shows all ${rows.length}.` : "";
  if (rows.length === 0)
    return `No ${group.label} fits (${row})${until}${limits}${scopeText(plan)}, so there are **0**.`;
  return `${rows.length} ${rows.length === 1 ? "fits" : "fit"} (${row})${until}${limits}${scopeText(plan)}: ${list(each)}.${more}`;
};
