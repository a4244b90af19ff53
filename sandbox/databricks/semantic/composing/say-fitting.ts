import type { Row } from "../../data/database.ts";
import { list } from "../../spaces/space.ts";
import type { FiguresPlan } from "../plan.ts";
import { amount, number } from "./amounts.ts";
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
