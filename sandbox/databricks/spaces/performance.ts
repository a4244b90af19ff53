import { namedId } from "../ids.ts";
import { overviewOf } from "./overview.ts";
import { list, number, type Space, type TrustedQuestion } from "./space.ts";

const filters = { warehouse: "warehouse", user: "user_email" };
const DURING = "query_date BETWEEN :from_date AND :to_date";
const month: TrustedQuestion["period"] = (calendar) => calendar.lastDays(30);

const slowJobs: TrustedQuestion = {
  asks: ["Which jobs are slow?", "Which jobs take the longest?"],
  words: ["average", "runtime", "time", "minute", "performance"],
  about: "Averages the duration of each job's runs.",
  query: {
    select: `job_name, team, COUNT(*) AS runs,
  ROUND(AVG(duration_minutes), 1) AS average_minutes, MAX(duration_minutes) AS longest_minutes`,
    from: "lakeflow.job_runs",
    where: ["run_date BETWEEN :from_date AND :to_date"],
    group: "job_name, team",
    order: "average_minutes DESC",
    limit: 10,
  },
  filters: { job: "job_name", team: "team" },
  period: month,
  say: (rows, { where, when }) =>
    `The slowest jobs${where} ${when} are ${list(
      rows.slice(0, 3).map((row) => `**${row["job_name"]}** (${number(row["average_minutes"])} minutes on average)`),
    )}.`,
};

const slowQueries: TrustedQuestion = {
  asks: ["Which queries are slow?", "Show the longest running queries"],
  words: ["sql", "top", "second"],
  about: "Lists the ten queries that took the longest.",
  query: {
    select: "start_time, warehouse, user_email, duration_seconds, queued_seconds, status",
    from: "query.history",
    where: [DURING],
    order: "duration_seconds DESC",
    limit: 10,
  },
  filters,
  period: month,
  say: ([top], { where, when }) =>
    `The slowest query${where} ${when} took **${number(top?.["duration_seconds"])} seconds** on ${top?.["warehouse"]}, run by ${top?.["user_email"]}.`,
};

const warehouses: TrustedQuestion = {
  asks: ["Which warehouse is the slowest?", "How long do queries wait in each warehouse?"],
  words: ["queue", "wait", "utilization", "busy", "load", "size"],
  about: "Averages duration and waiting time of the queries of each warehouse.",
  query: {
    select: `warehouse, COUNT(*) AS queries,
  ROUND(AVG(duration_seconds), 1) AS average_seconds, ROUND(AVG(queued_seconds), 2) AS average_queued_seconds`,
    from: "query.history",
    where: [DURING],
    group: "warehouse",
    order: "average_seconds DESC",
  },
  filters,
  period: month,
  say: (rows, { where, when }) =>
    `Average query time${where} ${when}: ${list(
      rows.map(
        (row) =>
          `${row["warehouse"]} **${number(row["average_seconds"])} s** (waiting ${number(row["average_queued_seconds"])} s)`,
      ),
    )}.`,
};

const dataRead: TrustedQuestion = {
  asks: ["How much data is read by each warehouse?", "Who reads the most data?"],
  words: ["byte", "volume", "scan", "io", "user"],
  about: "Adds up the bytes read by warehouse and user.",
  query: {
    select: "warehouse, user_email, SUM(read_bytes) AS read_bytes",
    from: "query.history",
    where: [DURING],
    group: "warehouse, user_email",
    order: "read_bytes DESC",
  },
  filters,
  period: month,
  say: ([top], { where, when }) =>
    `Most data${where} ${when} was read by ${top?.["user_email"]} on ${top?.["warehouse"]}: **${number(Number(top?.["read_bytes"]) / 1e9)} GB**.`,
};

const perDay: TrustedQuestion = {
  asks: ["How many queries ran per day?"],
  words: ["count", "number", "volume", "many", "daily"],
  about: "Counts the queries of each day.",
  query: {
    select: "query_date, COUNT(*) AS queries",
    from: "query.history",
    where: [DURING],
    group: "query_date",
    order: "query_date",
  },
  filters,
  period: month,
  say: (rows, { where, when }) =>
    `On average **${number(rows.reduce((total, row) => total + Number(row["queries"]), 0) / rows.length)}** queries a day${where} ${when}.`,
};

const trend: TrustedQuestion = {
  asks: ["How did query duration develop per month?", "Is performance getting worse?"],
  words: ["trend", "time", "slower", "faster", "better"],
  about: "Averages the duration of the queries of each month.",
  query: {
    select:
      "substr(query_date, 1, 7) AS month, ROUND(AVG(duration_seconds), 1) AS average_seconds, COUNT(*) AS queries",
    from: "query.history",
    where: [DURING],
    group: "month",
    order: "month",
  },
  filters,
  period: (calendar) => calendar.lastDays(365),
  say: (rows, { where }) =>
    `Queries${where} took ${number(rows[0]?.["average_seconds"])} s on average in ${rows[0]?.["month"]} and **${number(rows.at(-1)?.["average_seconds"])} s** in ${rows.at(-1)?.["month"]}.`,
};

export const performance: Space = {
  id: namedId("space performance"),
  agent: "performance",
  title: "Platform performance",
  description: "How fast jobs, queries and warehouses are, over two years.",
  tables: ["lakeflow.job_runs", "query.history"],
  dimensions: [
    { name: "warehouse", values: "SELECT DISTINCT warehouse FROM query.history" },
    { name: "user", values: "SELECT DISTINCT user_email FROM query.history" },
    { name: "job", values: "SELECT DISTINCT job_name FROM lakeflow.job_runs" },
    { name: "team", values: "SELECT DISTINCT team FROM lakeflow.job_runs" },
  ],
  questions: [
    slowJobs,
    slowQueries,
    overviewOf("performance", [
      { name: "queries", value: "COUNT(*)", from: "query.history", day: "query_date" },
      { name: "seconds per query", value: "AVG(duration_seconds)", from: "query.history", day: "query_date" },
      { name: "seconds waiting per query", value: "AVG(queued_seconds)", from: "query.history", day: "query_date" },
      { name: "minutes per job run", value: "AVG(duration_minutes)", from: "lakeflow.job_runs", day: "run_date" },
    ]),
    warehouses,
    dataRead,
    perDay,
    trend,
  ],
};
