import type { Calendar, Period } from "../../data/calendar.ts";
import { type Result, type Row, records } from "../../data/database.ts";
import { list } from "../../spaces/space.ts";
import type { AbsentPlan, FiguresPlan, ListPlan, Plan } from "../plan.ts";
import { dayName } from "../reading/dates.ts";
import { partOf, wholeOf } from "../shares.ts";
import { amount, number, signed } from "./amounts.ts";
import { bare, capital, keyLabels, limitsText, narrowing } from "./describe.ts";
import type { Figure } from "./figures.ts";
import { isCount, label, ordinal, scopeText, singular, superlative } from "./phrases.ts";
import { sayFolded, sayStreaks, sayTally, sayTogether } from "./say-fitting.ts";

/** How many rows a sentence names. */
const NAMED = 5;

/** The answer in words: figures, what they are limited to, and the period. */
export const sayAnswer = (plan: Plan, result: Result, calendar: Calendar): string => {
  const rows = records(result);
  if (plan.kind === "list") return result.truncated ? sayCut(plan, rows) : sayList(plan, rows, calendar);
  if (plan.kind === "absent") return sayAbsent(plan, rows);
  if (plan.kind === "streaks") return sayStreaks(plan, rows);
  if (plan.compared) return sayComparison(plan, plan.compared, rows);
  if (plan.tally) return sayTally(plan, rows);
  if (rows.length === 0) return sayNothing(plan, calendar);
  if (plan.folded) return sayFolded(plan, rows);
  if (plan.together) return sayTogether(plan, plan.together, rows);
  if (plan.groupLimits.length > 0)
    return `${rows.length} ${rows.length === 1 ? "fits" : "fit"} (${list(limitsText(plan))}). ${sayFigures(plan, rows)}`;
  return sayFigures(plan, rows);
};

/** "1 product has no sale (region North): **Chair**." */
const sayAbsent = (plan: AbsentPlan, rows: Row[]): string => {
  const { dimension, subject, counts } = plan;
  const what = (count: number) =>
    `**${number(count)}** ${count === 1 ? `${dimension.label} has` : `${dimension.many} have`} no ${subject.record.one}${scopeText(plan)}`;
  if (counts) return `${what(Number(Object.values(rows[0] ?? {})[0] ?? 0))}.`;
  const names = rows.slice(0, NAMED).map((row) => `**${row[dimension.name]}**`);
  const more = rows.length > NAMED ? ` The table shows all ${rows.length}.` : "";
  return `${what(rows.length)}${names.length > 0 ? `: ${list(names)}` : ""}.${more}`;
};

const sayFigures = (plan: FiguresPlan, rows: Row[]): string => {
  if (plan.share) return sayShare(plan, rows);
  if (plan.running)
    return `${saySeries(plan, rows)} Added up, it reaches ${amount(rows.at(-1)?.["running_total"], plan.figures[0]?.unit ?? "count")}.`;
  if (plan.grain && !plan.order) return saySeries(plan, rows);
  return keyLabels(plan).length > 0 ? sayGroups(plan, rows) : sayTotal(plan, rows);
};

/** The same figures over all data, for a question that named no period. */
export const sayEver = (plan: FiguresPlan, result: Result): string => {
  const [row] = records(result);
  const parts = plan.figures.map(({ name, unit }) => amount(row?.[name], unit));
  return `No period was named; over all data it is ${list(parts)}.`;
};

const sayNothing = (plan: FiguresPlan, calendar: Calendar): string => {
  const [figure] = plan.figures;
  if (plan.groupLimits.length > 0)
    return `No ${list(keyLabels(plan))} fits (${list(limitsText(plan))})${scopeText(plan)}, so there are **0**.`;
  const ends = plan.period && plan.period.to > calendar.ago(1) ? ` The data ends on ${dayName(calendar.ago(1))}.` : "";
  const none =
    figure && isCount(figure) && figure.adds
      ? `there are **0** ${figure.label}`
      : `the ${figure?.label} is ${figure?.adds ? "**0**" : "unknown"}`;
  return `There is nothing to show${scopeText(plan)}: no row fits, so ${none}.${ends}`;
};

const sayTotal = (plan: FiguresPlan, [row]: Row[]): string => {
  const counted = (figure: Figure) => isCount(figure) && figure === plan.figures[0];
  const parts = plan.figures.map((figure) => {
    const value = amount(row?.[figure.name], figure.unit);
    return isCount(figure)
      ? `**${value}** ${value === "1" ? singular(plan, figure.label) : figure.label}`
      : `${figure.label} is **${value}**`;
  });
  const [first] = plan.figures;
  const start = first && counted(first) ? `There ${Number(row?.[first.name]) === 1 ? "is" : "are"}` : "The";
  return `${start} ${parts.join(", with ")}${scopeText(plan)}.`;
};

const sayGroups = (plan: FiguresPlan, rows: Row[]): string => {
  const [figure] = plan.figures;
  if (!figure) return "";
  const total = rows.reduce((sum, row) => sum + Number(row[figure.name] ?? 0), 0);
  const complete = figure.adds && !plan.limit && !plan.bothEnds;
  const together = complete ? amount(total, figure.unit) : "";
  const each = rows.slice(0, NAMED).map((row) => `${label(plan, row)} ${facts(plan, row)}`);
  const more = rows.length > NAMED ? ` The table shows all ${rows.length}.` : "";
  if (plan.isSplit) {
    const parts =
      rows.length > 1
        ? `: ${list(rows.slice(0, NAMED).map((row) => `${label(plan, row)} with ${amount(row[figure.name], figure.unit)}`))}`
        : "";
    return `${complete ? `Total ${figure.label}${scopeText(plan)} is **${together}**${parts}` : `${capital(figure.label)}${scopeText(plan)}: ${list(each)}`}.${more}`;
  }
  if (plan.placed) return `${sayPlaces(plan, each)}.${more}`;
  const [top, ...others] = rows;
  if (plan.nth && top)
    return `**${label(plan, top)}** has the ${ordinal(plan.nth)} ${superlative(plan.order ?? "desc", figure)} ${figure.label}${scopeText(plan)}: **${amount(top[figure.name], figure.unit)}**.`;
  if (plan.order && top && others.length > 0) {
    const rest = list(
      others.slice(0, NAMED - 1).map((row) => `${label(plan, row)} (${facts(plan, row).replaceAll("**", "")})`),
    );
    return `**${label(plan, top)}** has the ${superlative(plan.order, figure)} ${figure.label.replace(/^(?:highest|lowest) /, "")}${scopeText(plan)}: ${facts(plan, top)}. Next: ${rest}.${difference(plan, rows)}${more}`;
  }
  const sum = complete && rows.length > 1 ? `, together ${together}` : "";
  return `${capital(figure.label)} by ${list(keyLabels(plan))}${scopeText(plan)}: ${list(each)}${sum}.${difference(plan, rows)}${more}`;
};

const sayPlaces = (plan: FiguresPlan, each: string[]): string => {
  const [figure] = plan.figures;
  const { within = [], first = 1 } = plan.placed ?? {};
  const names = within.map((name) => plan.groups.find((group) => group.name === name)?.label ?? plan.grain ?? name);
  const place = plan.nth ? `${ordinal(plan.nth)} ` : first > 1 ? `${first} ` : "";
  const most = figure ? superlative(plan.order ?? "desc", figure) : "";
  return `The ${place}${most} ${figure?.label} of each ${list(names)}${scopeText(plan)}: ${list(each)}`;
};

/** Two that are named are compared. */
const difference = (plan: FiguresPlan, rows: Row[]): string => {
  const [figure] = plan.figures;
  const [one, other] = rows;
  const isPair = plan.filters.some(({ values, not }) => values.length === 2 && !not);
  if (!figure || !one || !other || rows.length > 2 || !isPair) return "";
  const by = Math.abs(Number(one[figure.name] ?? 0) - Number(other[figure.name] ?? 0));
  return ` The difference is ${amount(Math.round(by * 100) / 100, figure.unit)}.`;
};

/** The figures of one row: "**2,525**, 7 units sold" */
const facts = ({ figures }: FiguresPlan, row: Row): string =>
  figures
    .map(({ name, unit, label }, index) =>
      index === 0 ? `**${amount(row[name], unit)}**` : `${label} ${amount(row[name], unit)}`,
    )
    .join(", ");

const saySeries = (plan: FiguresPlan, rows: Row[]): string => {
  const [figure] = plan.figures;
  if (!figure) return "";
  const value = (row: Row | undefined) => amount(row?.[figure.name], figure.unit);
  if (rows.length <= NAMED || plan.groups.length > 0)
    return `${capital(figure.label)} by ${list(keyLabels(plan))}${scopeText(plan)}: ${list(rows.slice(0, NAMED).map((row) => `${label(plan, row)} **${value(row)}**`))}.${rows.length > NAMED ? ` The table shows all ${rows.length}.` : ""}`;
  const highest = rows.reduce((top, row) => (Number(row[figure.name]) > Number(top[figure.name]) ? row : top));
  const total = figure.adds
    ? `, together ${amount(
        rows.reduce((sum, row) => sum + Number(row[figure.name] ?? 0), 0),
        figure.unit,
      )}`
    : "";
  return `${capital(figure.label)} by ${plan.grain}${scopeText(plan)} went from ${value(rows[0])} (${label(plan, rows[0] ?? {})}) to **${value(rows.at(-1))}** (${label(plan, rows.at(-1) ?? {})}), with the highest value ${value(highest)} (${label(plan, highest)})${total}.`;
};

const sayShare = (plan: FiguresPlan, rows: Row[]): string => {
  const [figure] = plan.figures;
  const scope = scopeText(plan.share?.of === "rows" ? { ...plan, flags: wholeOf(plan.flags) } : plan);
  if (plan.share?.of === "rows" && plan.groups.length === 0 && !plan.grain) {
    const [row] = rows;
    const what = figure?.value ? figure.label : plan.subject.record.many;
    const all = row?.[`all_${figure?.value ? figure.name : what.replaceAll(" ", "_")}`];
    return `**${amount(row?.["share_percent"], "percent")}** of the ${what}${scope} ${figure?.value ? "is" : "are"} ${list(partOf(plan.flags).map(({ flag, not }) => `${not ? "not " : ""}${flag.name}`))}: ${amount(row?.[figure?.name ?? ""], figure?.unit ?? "count")} of ${amount(all, figure?.unit ?? "count")}.`;
  }
  const each = rows
    .slice(0, NAMED)
    .map(
      (row) =>
        `${label(plan, row)} **${amount(row["share_percent"], "percent")}** (${amount(row[figure?.name ?? ""], figure?.unit ?? "count")})`,
    );
  return `Share of ${figure?.label}${scope}: ${list(each)}.${rows.length > NAMED ? ` The table shows all ${rows.length}.` : ""}`;
};

const sayComparison = (plan: FiguresPlan, before: Period, rows: Row[]): string => {
  const [figure] = plan.figures;
  if (!figure) return "";
  const change = (row: Row) => {
    const percent = row["change_percent"] === null ? "" : `, ${signed(Number(row["change_percent"]))} %`;
    return `**${amount(row[figure.name], figure.unit)}** against ${amount(row[`${figure.name}_before`], figure.unit)} (${signed(Number(row["change"]))}${percent})`;
  };
  const scope = narrowing(plan).map((text) => text.replace(/^only /, ""));
  const narrowed = scope.length > 0 ? ` (${scope.join(", ")})` : "";
  const times = `${plan.period?.words} against ${bare(before.words)}`;
  const [only] = rows;
  if (!only)
    return `The ${figure.label}${narrowed} by ${list(keyLabels(plan))} ${plan.course === "up" ? "rose" : "fell"} for none ${times}.`;
  if (plan.groups.length === 0) return `The ${figure.label}${narrowed} ${times}: ${change(only)}.`;
  if (plan.order && rows.length > 1)
    return `**${label(plan, only)}** has the ${plan.course === "down" ? "largest decrease" : plan.order === "asc" ? "lowest change" : "largest increase"} of ${figure.label}${narrowed} ${times}: ${change(only)}. Next: ${list(rows.slice(1, NAMED).map((row) => `${label(plan, row)} ${change(row)}`))}.`;
  return `${capital(figure.label)}${narrowed} by ${list(keyLabels(plan))} ${times}: ${list(rows.slice(0, NAMED).map((row) => `${label(plan, row)} ${change(row)}`))}.`;
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
const sayCut = (plan: ListPlan, rows: Row[]): string =>
  `There are more than **${number(rows.length)}** ${plan.subject.record.many}${scopeText(plan)}; the table has the first ${number(rows.length)}.`;

/** ", 12 days ago" */
const daysAgo = (moment: Row[string] | undefined, calendar: Calendar): string => {
  const days = Math.round((Date.parse(calendar.today) - Date.parse(String(moment).slice(0, 10))) / 86_400_000);
  return Number.isNaN(days) || days < 1 ? "" : `, ${days === 1 ? "a day" : `${number(days)} days`} ago`;
};

const sayList = (plan: ListPlan, rows: Row[], calendar: Calendar): string => {
  const { one, many } = plan.subject.record;
  const [first] = rows;
  if (!first) return `No ${one} fits${scopeText(plan)}: the query returned no rows, so there are **0**.`;
  const names = Object.keys(first);
  const shown = rows.slice(0, NAMED).map((row) => {
    const [name, ...others] = names
      .slice(0, 4)
      .map((key, at) => `${at === 0 ? "" : `${key.replaceAll("_", " ")} `}${row[key] ?? "none"}`);
    return `**${name}**${others.length > 0 ? ` (${others.join(", ")})` : ""}`;
  });
  const more =
    rows.length > NAMED
      ? ` The table shows ${rows.length === plan.limit ? "these" : "all"} ${number(rows.length)}.`
      : "";
  const ranked = plan.by ? `, by ${plan.by.label} ${/DESC$/.test(plan.order) ? "highest" : "lowest"} first` : "";
  const time = plan.subject.time ?? plan.subject.day ?? "";
  if (plan.latest && plan.subject.event && rows.length === 1 && plan.filters.length > 0)
    return `The ${one}${scopeText(plan)} ${plan.subject.event.name} at **${first[time]}**${daysAgo(first[time], calendar)}: ${list(shown)}.`;
  if (plan.latest && plan.limit === 1)
    return `The ${plan.latest === "desc" ? "latest" : "earliest"} ${one}${scopeText(plan)} was at **${first[time]}**${daysAgo(first[time], calendar)}: ${list(shown)}.`;
  if (plan.by && plan.limit === 1)
    return `**${first[names[0] ?? ""]}** has the ${superlative(/DESC$/.test(plan.order) ? "desc" : "asc", plan.by)} ${plan.by.label.replace(/^average /, "")}${scopeText(plan)}: **${amount(first[plan.by.name] ?? first[plan.order.split(" ")[0] ?? ""], plan.by.unit)}**.`;
  const count =
    plan.limit && rows.length >= plan.limit
      ? `The first ${number(rows.length)} ${rows.length === 1 ? one : many}`
      : `${number(rows.length)} ${rows.length === 1 ? one : many}`;
  return `${count}${isPlainFlag(plan) ? ` ${rows.length === 1 ? "is" : "are"} ${plan.flags[0]?.flag.name}` : scopeText(plan)}${ranked}: ${list(shown)}.${more}`;
};
