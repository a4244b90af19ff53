import { namedId } from "../ids.ts";
import { overviewOf } from "./overview.ts";
import { list, number, type Space, type TrustedQuestion } from "./space.ts";

const filters = { table: "table_name", check: "check_name" };
const DURING = "check_date BETWEEN :from_date AND :to_date";
const FAILED = "SUM(CASE WHEN passed THEN 0 ELSE 1 END)";
const month: TrustedQuestion["period"] = (calendar) => calendar.lastDays(30);

const failingTables: TrustedQuestion = {
  asks: ["Which tables fail quality checks?", "Where are the data quality problems?"],
  words: ["issue", "good", "bad", "worst", "poor", "wrong"],
  about: "Counts the failed checks of each table.",
  query: {
    select: `table_name, COUNT(*) AS checks, ${FAILED} AS failed_checks`,
    from: "quality.checks",
    where: [DURING],
    group: "table_name",
    order: "failed_checks DESC",
  },
  filters,
  period: month,
  say: (rows, { where, when }) =>
    `Failed checks${where} ${when}: ${list(
      rows
        .slice(0, 4)
        .map((row) => `**${row["table_name"]}** ${number(row["failed_checks"])} of ${number(row["checks"])}`),
    )}.`,
};

const stale: TrustedQuestion = {
  asks: ["Which tables are stale?", "How fresh is the data?"],
  words: ["old", "update", "age", "hour"],
  about: "Lists the tables whose last update is older than allowed.",
  query: {
    select: "table_name, last_update, allowed_hours, hours_old",
    from: "quality.freshness",
    where: ["hours_old > allowed_hours"],
    order: "hours_old DESC",
  },
  filters: { table: "table_name" },
  say: (rows, { where }) =>
    `Stale tables${where}: ${list(
      rows.map(
        (row) =>
          `**${row["table_name"]}** (${number(row["hours_old"])} hours old, ${number(row["allowed_hours"])} allowed)`,
      ),
    )}.`,
};

const failedRows: TrustedQuestion = {
  asks: ["Which tables have the most failed rows?", "How many rows fail per table?"],
  words: ["record", "null", "duplicate", "missing", "count"],
  about: "Adds up the rows that failed a check, by table and check.",
  query: {
    select: `table_name, check_name, SUM(failed_rows) AS failed_rows,
  ROUND(100.0 * SUM(failed_rows) / SUM(checked_rows), 3) AS failed_percent`,
    from: "quality.checks",
    where: [DURING],
    group: "table_name, check_name",
    order: "failed_rows DESC",
  },
  filters,
  period: month,
  say: (rows, { where, when }) =>
    `Rows that failed a check${where} ${when}: ${list(
      rows.slice(0, 3).map((row) => `${row["table_name"]} (${row["check_name"]}) **${number(row["failed_rows"])}**`),
    )}.`,
};

const passRate: TrustedQuestion = {
  asks: ["What is the pass rate of each check?", "Which checks fail most?"],
  words: ["type", "kind", "percent", "share"],
  about: "Computes the share of passed checks by kind.",
  query: {
    select:
      "check_name, COUNT(*) AS checks, ROUND(100.0 * AVG(CASE WHEN passed THEN 1 ELSE 0 END), 1) AS passed_percent",
    from: "quality.checks",
    where: [DURING],
    group: "check_name",
    order: "passed_percent",
  },
  filters,
  period: month,
  say: (rows, { where, when }) =>
    `Pass rate${where} ${when}: ${list(rows.map((row) => `${row["check_name"]} **${number(row["passed_percent"])} %**`))}.`,
};

const trend: TrustedQuestion = {
  asks: ["How did data quality develop per month?", "Is data quality getting worse?"],
  words: ["trend", "time", "better", "improve"],
  about: "Computes the share of passed checks of each month.",
  query: {
    select:
      "substr(check_date, 1, 7) AS month, ROUND(100.0 * AVG(CASE WHEN passed THEN 1 ELSE 0 END), 1) AS passed_percent",
    from: "quality.checks",
    where: [DURING],
    group: "month",
    order: "month",
  },
  filters,
  period: (calendar) => calendar.lastDays(365),
  say: (rows, { where }) =>
    `Passed checks${where}: ${number(rows[0]?.["passed_percent"])} % in ${rows[0]?.["month"]}, **${number(rows.at(-1)?.["passed_percent"])} %** in ${rows.at(-1)?.["month"]}.`,
};

const results: TrustedQuestion = {
  asks: ["Show all check results", "List every check in detail"],
  words: ["raw", "record", "row", "data", "result"],
  about: "Lists every result of every check.",
  query: {
    select: "check_date, table_name, check_name, passed, checked_rows, failed_rows",
    from: "quality.checks",
    order: "check_date DESC, table_name",
  },
  filters,
  say: (rows, { where }) => `The result lists **${number(rows.length)}** check results${where}.`,
};

export const quality: Space = {
  id: namedId("space quality"),
  agent: "quality",
  title: "Data quality",
  description: "Which tables fail their checks or are out of date, over two years.",
  tables: ["quality.checks", "quality.freshness"],
  dimensions: [
    { name: "table", values: "SELECT DISTINCT table_name FROM quality.checks" },
    { name: "check", values: "SELECT DISTINCT check_name FROM quality.checks" },
  ],
  questions: [
    failingTables,
    stale,
    overviewOf("data quality", [
      { name: "checks", value: "COUNT(*)", from: "quality.checks", day: "check_date" },
      { name: "failed checks", value: FAILED, from: "quality.checks", day: "check_date" },
      { name: "failed rows", value: "SUM(failed_rows)", from: "quality.checks", day: "check_date" },
    ]),
    failedRows,
    passRate,
    trend,
    results,
  ],
};
