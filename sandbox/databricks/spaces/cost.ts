import { spoken } from "../data/calendar.ts";
import type { Row } from "../data/database.ts";
import { namedId } from "../ids.ts";
import type { Subject } from "../semantic/subject.ts";
import { overviewOf } from "./overview.ts";
import { dollars, list, type Space, sum, type TrustedQuestion } from "./space.ts";

const usage: Subject = {
  from: "billing.usage",
  day: "usage_date",
  record: {
    one: "usage record",
    many: "usage records",
    words: "usage record, billing record, usage entry, billing entry, usage row, billing row, billing usage, line item",
  },
  list: { columns: "usage_date, team, workspace, sku, workload, dbus, cost", order: "usage_date DESC, cost DESC" },
  main: "cost",
  usualDays: 30,
  who: "team",
  what: "workload",
  where: "workspace",
  quiet: "run, infrastructure, finops, lakehouse, cloud",
  measures: [
    {
      name: "cost",
      label: "cost",
      words: `cost, spend, spending, cash, expense, expenditure, bill, billing, charge, charged, price, pay, dollar, money, burn, cost us, usd, invoice, outlay, run up, consumption cost,
        cloud bill, money spent, eat up, set us back, chargeback`,
      sql: "ROUND(SUM(cost), 2)",
      value: "cost",
      unit: "dollars",
      adds: true,
      high: "expensive, costly, pricey, pricy, wasteful, waste, big spender, spender, eat",
      low: "cheap, inexpensive, economical",
      lowIsGood: true,
    },
    {
      name: "dbus",
      label: "DBUs",
      words:
        "dbu, databricks unit, consumption, usage, consume, units consumed, compute usage, dbu consumption, use, used",
      sql: "ROUND(SUM(dbus), 1)",
      value: "dbus",
      unit: "count",
      adds: true,
      lowIsGood: true,
    },
  ],
  dimensions: [
    {
      name: "team",
      label: "team",
      many: "teams",
      of: ["workload", "job", "warehouse", "cluster"],
      words: "team, department, group, owner, business unit, cost center, cost centre, unit",
    },
    {
      name: "workspace",
      label: "workspace",
      many: "workspaces",
      words: "workspace, environment",
      of: ["workload", "job", "warehouse", "cluster", "team"],
    },
    {
      name: "sku",
      label: "SKU",
      many: "SKUs",
      of: ["workload"],
      words:
        "sku, product, service, type of compute, compute type, kind of compute, what do we spend money on, category, service type, cost type, what we spend on",
      aliases: {
        "Jobs Compute": "job compute, job clusters",
        "Serverless SQL": "serverless",
        "All-Purpose Compute": "all purpose, interactive, interactive clusters, all-purpose clusters",
        "Model Serving": "serving, model endpoints",
      },
    },
    {
      name: "workload",
      label: "workload",
      many: "workloads",
      words: "workload, pipeline, process, app, resource, driver, cost driver",
    },
    {
      name: "job",
      label: "job",
      many: "jobs",
      words: "job, pipeline, workflow, etl job",
      sql: "workload",
      where: "sku = 'Jobs Compute'",
      values: false,
    },
    {
      name: "warehouse",
      label: "warehouse",
      many: "warehouses",
      words: "warehouse, sql warehouse",
      sql: "workload",
      where: "sku = 'Serverless SQL'",
      values: false,
    },
    {
      name: "cluster",
      label: "cluster",
      many: "clusters",
      words: "cluster, all purpose cluster, notebook cluster",
      sql: "workload",
      where: "sku = 'All-Purpose Compute'",
      values: false,
    },
  ],
};

const DURING = "usage_date BETWEEN :from_date AND :to_date";

const spike: TrustedQuestion = {
  asks: ["Why did costs spike?", "What caused the rise of our costs?"],
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
  filters: { team: "team", sku: "sku", workload: "workload", workspace: "workspace" },
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

const byWorkspace: TrustedQuestion = {
  asks: ["Which workspaces spend the most?", "Cost by workspace", "How much does each workspace cost?"],
  about: "Adds up the cost of each workspace.",
  query: {
    select: "workspace, ROUND(SUM(cost), 2) AS cost",
    from: "billing.usage",
    where: [DURING],
    group: "workspace",
    order: "cost DESC",
  },
  filters: { team: "team", sku: "sku", workload: "workload" },
  period: (calendar) => calendar.lastDays(30),
  say: (rows, { where, when }) =>
    `Costs by workspace${where} ${when}: ${list(rows.map((row) => `${row["workspace"]} **${dollars(row["cost"])}**`))}, together ${dollars(sum(rows, "cost"))}.`,
};

export const cost: Space = {
  id: namedId("space cost"),
  agent: "cost",
  title: "Platform cost",
  description:
    "What the platform costs: dollars and DBUs by day, team, workspace, SKU, job and workload over two years. Without a period, the last 30 days are meant.",
  subjects: [usage],
  trusted: [
    spike,
    byWorkspace,
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
  ],
  samples: [
    "Why did costs spike?",
    "Which jobs are the most expensive?",
    "Give me an overview of the platform's cost",
    "How much did we spend?",
    "Which team spends the most?",
    "Which workspaces spend the most?",
    "Show costs by SKU",
    "How did costs develop per month?",
    "Show all usage records",
  ],
};
