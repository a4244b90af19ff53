import { spoken } from "../data/calendar.ts";
import type { Row } from "../data/database.ts";
import { namedId } from "../ids.ts";
import { overviewOf } from "./overview.ts";
import { dollars, list, number, type Space, sum, type TrustedQuestion } from "./space.ts";

const filters = { team: "team", sku: "sku", workload: "workload" };
const DURING = "usage_date BETWEEN :from_date AND :to_date";

const spike: TrustedQuestion = {
  asks: ["Why did costs spike?", "What caused the rise of our costs?"],
  words: ["reason", "driver", "drive", "unusual", "high", "explain", "more", "why"],
  about:
    "Takes the most expensive day of the period and compares each workload with its average of the 14 days before.",
  query: {
    with: `peak AS (
  SELECT usage_date AS day, date_sub(usage_date, 14) AS start
  FROM billing.usage
  WHERE ${DURING}
  GROUP BY usage_date
  ORDER BY SUM(cost) DESC
  LIMIT 1
)`,
    select: `peak.day, workload, team, sku,
  ROUND(SUM(CASE WHEN usage_date = day THEN cost ELSE 0 END), 2) AS cost,
  ROUND(SUM(CASE WHEN usage_date < day THEN cost ELSE 0 END) / 14, 2) AS usual_cost,
  ROUND(SUM(CASE WHEN usage_date = day THEN cost ELSE -cost / 14 END), 2) AS increase`,
    from: "billing.usage JOIN peak ON usage_date BETWEEN start AND day",
    group: "peak.day, workload, team, sku",
    order: "increase DESC",
    limit: 5,
  },
  filters,
  period: (calendar) => calendar.lastDays(14),
  say: ([top, ...others]) => {
    const day = spoken(String(top?.["day"]));
    const figures = `${dollars(top?.["cost"])} against a usual ${dollars(top?.["usual_cost"])}`;
    const driver = `**${top?.["workload"]}** (team ${top?.["team"]}, ${top?.["sku"]}) with ${figures}`;
    const next = `The next largest increase was ${dollars(others[0]?.["increase"])} for ${others[0]?.["workload"]}.`;
    return isSpike(top)
      ? `Costs spiked on ${day} because of ${driver}, which is ${dollars(top?.["increase"])} more. ${next}`
      : `There was no spike on ${day}: the largest increase came from ${driver}.`;
  },
};

const isSpike = (row: Row | undefined): boolean => Number(row?.["cost"]) > 2 * Number(row?.["usual_cost"]);

const expensiveJobs: TrustedQuestion = {
  asks: ["Which jobs are the most expensive?", "Are expensive jobs also failing?"],
  words: ["top", "biggest", "costly"],
  about: "Adds up the cost of each job.",
  query: {
    select: "workload AS job, team, ROUND(SUM(cost), 2) AS cost, ROUND(SUM(dbus), 1) AS dbus",
    from: "billing.usage",
    where: ["sku = 'Jobs Compute'", DURING],
    group: "workload, team",
    order: "cost DESC",
    limit: 10,
  },
  filters: { team: "team", workload: "workload" },
  period: (calendar) => calendar.lastDays(30),
  say: (rows, { where, when }) =>
    `The most expensive jobs${where} ${when} are ${list(
      rows.slice(0, 3).map((row) => `**${row["job"]}** (${dollars(row["cost"])}, team ${row["team"]})`),
    )}.`,
};

const total: TrustedQuestion = {
  asks: ["How much did we spend?", "What is the total cost?"],
  words: ["sum", "amount", "total"],
  about: "Adds up all costs of the period.",
  query: {
    select: "ROUND(SUM(cost), 2) AS cost, ROUND(SUM(dbus), 1) AS dbus",
    from: "billing.usage",
    where: [DURING],
  },
  filters,
  period: (calendar) => calendar.lastDays(30),
  say: ([row], { where, when }) =>
    `The cost${where} ${when} was **${dollars(row?.["cost"])}** for ${number(row?.["dbus"])} DBUs.`,
};

const by = (column: "team" | "sku", asks: [string, ...string[]], words: string[]): TrustedQuestion => ({
  asks,
  words,
  about: `Adds up the cost of each ${column}.`,
  query: {
    select: `${column}, ROUND(SUM(cost), 2) AS cost`,
    from: "billing.usage",
    where: [DURING],
    group: column,
    order: "cost DESC",
  },
  filters,
  period: (calendar) => calendar.lastDays(30),
  say: (rows, { where, when }) =>
    `Costs by ${column}${where} ${when}: ${list(rows.map((row) => `${row[column]} **${dollars(row["cost"])}**`))}, together ${dollars(sum(rows, "cost"))}.`,
});

const trend: TrustedQuestion = {
  asks: ["How did costs develop per month?", "What is the cost trend?"],
  words: ["time", "grow", "growth", "chart"],
  about: "Adds up the cost of each month.",
  query: {
    select: "substr(usage_date, 1, 7) AS month, ROUND(SUM(cost), 2) AS cost",
    from: "billing.usage",
    where: [DURING],
    group: "month",
    order: "month",
  },
  filters,
  period: (calendar) => calendar.lastDays(365),
  say: (rows, { where }) =>
    `Costs per month${where} went from ${dollars(rows[0]?.["cost"])} in ${rows[0]?.["month"]} to **${dollars(rows.at(-1)?.["cost"])}** in ${rows.at(-1)?.["month"]}. The first and the last month may be incomplete.`,
};

const records: TrustedQuestion = {
  asks: ["Show all usage records", "List every usage record in detail"],
  words: ["raw", "row", "data", "usage", "export"],
  about: "Lists every usage record of two years.",
  query: {
    select: "usage_date, team, sku, workload, dbus, cost",
    from: "billing.usage",
    order: "usage_date DESC, cost DESC",
  },
  filters,
  say: (rows, { where }) => `The result lists **${number(rows.length)}** usage records${where}.`,
};

export const cost: Space = {
  id: namedId("space cost"),
  agent: "cost",
  title: "Platform cost",
  description: "What the platform costs: usage by day, team, SKU and workload over two years.",
  tables: ["billing.usage"],
  dimensions: [
    { name: "team", values: "SELECT DISTINCT team FROM billing.usage" },
    { name: "sku", values: "SELECT DISTINCT sku FROM billing.usage" },
    { name: "workload", values: "SELECT DISTINCT workload FROM billing.usage" },
  ],
  questions: [
    spike,
    expensiveJobs,
    overviewOf("cost", [
      { name: "cost in dollars", value: "SUM(cost)", from: "billing.usage", day: "usage_date" },
      { name: "DBUs", value: "SUM(dbus)", from: "billing.usage", day: "usage_date" },
      {
        name: "cost of jobs in dollars",
        value: "SUM(CASE WHEN sku = 'Jobs Compute' THEN cost END)",
        from: "billing.usage",
        day: "usage_date",
      },
    ]),
    total,
    by("team", ["Which team spends the most?", "Show costs by team"], ["department", "owner", "workspace"]),
    by("sku", ["What do we spend money on?", "Show costs by SKU"], ["product", "type", "compute"]),
    trend,
    records,
  ],
};
