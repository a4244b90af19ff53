import { list } from "../../spaces/space.ts";
import type { Filter } from "../parts.ts";
import type { FiguresPlan, ListPlan, Plan } from "../plan.ts";
import { boundsText } from "./amounts.ts";

/* What a plan is about, in words. */

/** What the plan computes, in one sentence: Genie's own understanding of the question. */
export const describe = (plan: Plan): string => {
  const limits =
    plan.kind === "figures"
      ? plan.groupLimits.map(({ figure, bounds }) => `where the ${figure.label} is ${boundsText(bounds, figure.unit)}`)
      : [];
  const about = plan.kind === "list" ? listAbout(plan) : figuresAbout(plan);
  return `${capital([about, ...narrowing(plan), ...limits, when(plan)].filter(Boolean).join(", "))}.`;
};

const listAbout = ({ subject, by, limit }: ListPlan): string =>
  `lists ${limit ? `up to ${limit} ` : "the "}${subject.record.many}${by ? ` by ${by.label}` : ""}`;

const figuresAbout = (plan: FiguresPlan): string => {
  const what = list(plan.figures.map(({ label }) => label));
  const by = keyLabels(plan);
  const start = plan.share ? `share of ${what}` : what;
  const end = plan.order ? `, ${plan.order === "desc" ? "highest" : "lowest"} first` : "";
  const against = plan.compared ? `, compared with ${bare(plan.compared.words)}` : "";
  return `${start}${by.length > 0 ? ` by ${list(by)}` : ""}${against}${plan.limit ? `, the first ${plan.limit}` : ""}${end}`;
};

/** A period without "in" or "on" before it. */
export const bare = (words: string): string => words.replace(/^(?:in|on) /, "");

export const keyLabels = ({ groups, grain }: FiguresPlan): string[] => [
  ...(grain ? [grain] : []),
  ...groups.map(({ label }) => label),
];

/** "only North", "without Chair", "only failed" */
export const narrowing = ({ filters, flags, rowLimits }: Plan): string[] => [
  ...filters.map(filterText),
  ...flags.map(({ flag, not }) => `${not ? "not" : "only"} ${flag.name}`),
  ...rowLimits.map(({ label, bounds, unit }) => `${label} ${boundsText(bounds, unit)}`),
];

const filterText = ({ dimension, values, not }: Filter): string =>
  values.length === 0 ? `only ${dimension.many}` : `${not ? "without" : "only"} ${dimension.label} ${list(values)}`;

const when = ({ period, subject, usual }: Plan): string => {
  if (!period) return subject.day ? "over all data" : "as of now";
  return usual ? `${period.words}, since no period was named` : period.words;
};

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
