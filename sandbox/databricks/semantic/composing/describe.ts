import { list } from "../../spaces/space.ts";
import type { Filter } from "../parts.ts";
import type { AbsentPlan, FiguresPlan, ListPlan, Plan } from "../plan.ts";
import type { StreakPlan } from "../streaks.ts";
import { boundsText, timesText } from "./amounts.ts";

/* What a plan is about, in words. */

/** What the plan computes, in one sentence: Genie's own understanding of the question. */
export const describe = (plan: Plan): string => {
  const limits =
    plan.kind === "figures" || plan.kind === "streaks" ? limitsText(plan).map((text) => `where ${text}`) : [];
  return `${capital([aboutOf(plan), ...narrowing(plan), ...limits, when(plan)].filter(Boolean).join(", "))}.`;
};

const aboutOf = (plan: Plan): string => {
  switch (plan.kind) {
    case "list":
      return listAbout(plan);
    case "absent":
      return absentAbout(plan);
    case "streaks":
      return streakAbout(plan);
    case "figures":
      return figuresAbout(plan);
  }
};

const streakAbout = ({ groups, bounds, endsOn }: StreakPlan): string => {
  const limit = bounds ? `, ${boundsText(bounds, "count")}` : "";
  const of = groups.length > 0 ? ` by ${list(groups.map(({ label }) => label))}` : "";
  return `days in a row${of}${limit}${endsOn ? ` up to ${endsOn}` : ""}`;
};

const absentAbout = ({ dimension, subject, counts }: AbsentPlan): string =>
  `${counts ? "counts" : "lists"} the ${dimension.many} without a ${subject.record.one}`;

/** "the cost is above $5", "there is no failed run" */
export const limitsText = ({ groupLimits }: Pick<FiguresPlan, "groupLimits">): string[] =>
  groupLimits.map(({ figure, bounds, of }) => {
    if (of) return `the ${figure.label} is ${timesText(bounds)} the average`;
    const rows = figure.label.replace(/^number of /, "");
    if (figure.label !== rows && bounds.atMost === 0) return `there are no ${rows}`;
    if (figure.label !== rows && bounds.atLeast === 1) return `there are ${rows}`;
    return `the ${figure.label} is ${boundsText(bounds, figure.unit)}`;
  });

const listAbout = ({ subject, by, limit }: ListPlan): string =>
  `lists ${limit ? `up to ${limit} ` : "the "}${subject.record.many}${by ? ` by ${by.label}` : ""}`;

const figuresAbout = (plan: FiguresPlan): string => {
  const place = plan.placed
    ? `, the first ${plan.placed.first} of each`
    : plan.nth
      ? `, number ${plan.nth} of the order`
      : "";
  const running = plan.running ? ", added up" : "";
  const what = list(plan.figures.map(({ label }) => label));
  const by = keyLabels(plan);
  const start = plan.share ? `share of ${what}` : what;
  const end = plan.order ? `, ${plan.order === "desc" ? "highest" : "lowest"} first` : "";
  const against = plan.compared ? `, compared with ${bare(plan.compared.words)}` : "";
  return `${start}${by.length > 0 ? ` by ${list(by)}` : ""}${against}${plan.limit ? `, the first ${plan.limit}` : ""}${place}${running}${end}`;
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
  ...rowLimits.map(
    ({ label, bounds, unit, of }) => `${label} ${of ? `${timesText(bounds)} the average` : boundsText(bounds, unit)}`,
  ),
];

const filterText = ({ dimension, values, not }: Filter): string =>
  values.length === 0 ? `only ${dimension.many}` : `${not ? "without" : "only"} ${dimension.label} ${list(values)}`;

const when = ({ period, subject, usual }: Plan): string => {
  if (!period) return subject.day ? "over all data" : "as of now";
  return usual ? `${period.words}, since no period was named` : period.words;
};

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
