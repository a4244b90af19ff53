import { spoken } from "../data/calendar.ts";
import type { Row } from "../data/database.ts";
import { namedId } from "../ids.ts";
import type { Voice } from "../semantic/saying/words.ts";
import type { Subject } from "../semantic/subject.ts";
import { costOverview } from "./overviews.ts";
import { type Space, sum, type TrustedQuestion } from "./space.ts";

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
      high: "expensive, costly, pricey, pricy, dearest, dearer, wasteful, waste, big spender, spender, eat",
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
      words:
        "workload, pipeline, process, app, resource, driver, cost driver, workload type, type of workload, kind of workload",
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
  about: {
    en: "Takes the most expensive day of the period and compares each workload with its average of the 14 days before.",
    de: "Nimmt den teuersten Tag des Zeitraums und vergleicht jeden Workload mit seinem Durchschnitt der 14 Tage davor.",
  },
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
  say: {
    en: ([top, ...others], { voice }) => {
      const { cost, usual, increase, next } = spikeOf(voice, top, others[0]);
      const day = spoken(String(top?.["day"]));
      const driver = `**${top?.["workload"]}** (team ${top?.["team"]}, ${top?.["sku"]}) with ${cost} against a usual ${usual}`;
      return isSpike(top)
        ? `Costs spiked on ${day} because of ${driver}, which is ${increase} more. The next largest increase was ${next} for ${others[0]?.["workload"]}.`
        : `There was no spike on ${day}: the largest increase came from ${driver}.`;
    },
    de: ([top, ...others], { voice }) => {
      const { cost, usual, increase, next } = spikeOf(voice, top, others[0]);
      const day = voice.times.day(String(top?.["day"]));
      const driver = `**${top?.["workload"]}** (Team ${top?.["team"]}, ${top?.["sku"]}) mit ${cost} statt der üblichen ${usual}`;
      return isSpike(top)
        ? `Am ${day} sind die Kosten stark gestiegen, und zwar durch ${driver}, also ${increase} mehr. Der nächstgrößte Anstieg: ${others[0]?.["workload"]} mit ${next}.`
        : `Am ${day} gab es keinen Ausreißer: Der größte Anstieg kam von ${driver}.`;
    },
  },
};

const spikeOf = ({ amount }: Voice, top: Row | undefined, second: Row | undefined) => ({
  cost: amount(top?.["cost"], "dollars"),
  usual: amount(top?.["usual_cost"], "dollars"),
  increase: amount(top?.["increase"], "dollars"),
  next: amount(second?.["increase"], "dollars"),
});

const isSpike = (row: Row | undefined): boolean => Number(row?.["cost"]) > 2 * Number(row?.["usual_cost"]);

const byWorkspace: TrustedQuestion = {
  asks: ["Which workspaces spend the most?", "Cost by workspace", "How much does each workspace cost?"],
  about: { en: "Adds up the cost of each workspace.", de: "Zählt die Kosten jedes Workspace zusammen." },
  query: {
    select: "workspace, ROUND(SUM(cost), 2) AS cost",
    from: "billing.usage",
    where: [DURING],
    group: "workspace",
    order: "cost DESC",
  },
  filters: { team: "team", sku: "sku", workload: "workload" },
  period: (calendar) => calendar.lastDays(30),
  say: {
    en: (rows, { where, when, voice }) => `Cost by workspace${where} ${when}: ${costsText(rows, voice)}`,
    de: (rows, { where, when, voice }) => `Kosten nach Workspace${where} ${when}: ${costsText(rows, voice)}`,
  },
};

const costsText = (rows: Row[], { amount, answers }: Voice): string => {
  const each = rows.map((row) => `${row["workspace"]} **${amount(row["cost"], "dollars")}**`);
  return `${answers.list(each)}.${answers.sum(amount(sum(rows, "cost"), "dollars"), rows.length)}`;
};

export const cost: Space = {
  id: namedId("space cost"),
  agent: "cost",
  title: "Platform cost",
  description:
    "What the platform costs: dollars and DBUs by day, team, workspace, SKU, job and workload over two years. Without a period, the last 30 days are meant.",
  subjects: [usage],
  trusted: [spike, byWorkspace, costOverview],
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
