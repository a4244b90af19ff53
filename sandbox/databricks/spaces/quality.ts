import { namedId } from "../ids.ts";
import type { Subject } from "../semantic/subject.ts";
import { qualityOverview } from "./overviews.ts";
import type { Space } from "./space.ts";

const FAILED = "CASE WHEN passed THEN 0 ELSE 1 END";

const checks: Subject = {
  from: "quality.checks",
  day: "check_date",
  record: {
    one: "check",
    many: "checks",
    words:
      "check, test, quality check, data quality check, validation, rule, expectation, quality test, check result, data test, data check",
  },
  list: {
    columns: "check_date, table_name, check_name, passed, checked_rows, failed_rows",
    order: "check_date DESC, table_name",
  },
  main: "passed_percent",
  usualDays: 30,
  quiet: "data, quality, dq, result, run",
  measures: [
    {
      name: "passed_percent",
      label: "pass rate",
      words:
        "pass rate, success rate, quality score, quality, data quality, share of passed checks, score, percentage of passed checks, quality level, passed percent",
      sql: `ROUND(100.0 - 100.0 * AVG(${FAILED}), 1)`,
      unit: "percent",
      adds: false,
      high: "good, clean, healthy, trustworthy, reliable",
      low: "bad, poor, dirty, unreliable, messy",
    },
    {
      name: "failed_percent",
      label: "failure rate",
      words: "failure rate, fail rate, share of failed checks, percentage of failed checks, error rate, failed percent",
      sql: `ROUND(100.0 * AVG(${FAILED}), 1)`,
      unit: "percent",
      adds: false,
      lowIsGood: true,
    },
    {
      name: "failed_checks",
      label: "failed checks",
      words: `failure, quality problem, data quality problem, quality issue, data quality issue, problem, issue, error, data problem,
        data issue, wrong, violation, bad data, check failures`,
      sql: `SUM(${FAILED})`,
      flag: "failed",
      unit: "count",
      adds: true,
      lowIsGood: true,
    },
    {
      name: "failed_rows",
      label: "failed rows",
      words:
        "failed row, bad row, row fail, rows failed, failed record, bad record, rows that failed, faulty row, invalid row, rejected row, wrong row, broken row, failing row, dirty row, row failing, rows were hit, rows hit, rows were affected, rows affected, affected row",
      sql: "SUM(failed_rows)",
      value: "failed_rows",
      unit: "count",
      adds: true,
      lowIsGood: true,
      rate: "failed_row_percent",
    },
    {
      name: "failed_row_percent",
      label: "share of failed rows",
      words:
        "share of failed rows, percentage of failed rows, failed row rate, failed row percentage, rate of failed rows, proportion of failed rows",
      sql: "ROUND(100.0 * SUM(failed_rows) / SUM(checked_rows), 3)",
      unit: "percent",
      adds: false,
      lowIsGood: true,
    },
    {
      name: "null_rows",
      label: "rows with missing values",
      words: "null, null row, null value, missing value, missing data, empty value, blank, incomplete row",
      sql: "SUM(failed_rows)",
      value: "failed_rows",
      unit: "count",
      adds: true,
      lowIsGood: true,
      where: "check_name = 'not_null'",
    },
    {
      name: "duplicate_rows",
      label: "duplicate rows",
      words: "duplicate, duplicate row, duplicate key, duplicate record, double entry, dupe",
      sql: "SUM(failed_rows)",
      value: "failed_rows",
      unit: "count",
      adds: true,
      lowIsGood: true,
      where: "check_name = 'unique_key'",
    },
    {
      name: "checked_rows",
      label: "checked rows",
      words:
        "checked row, row checked, rows tested, rows were checked, row, record, tested rows, rows validated, validated rows",
      sql: "SUM(checked_rows)",
      value: "checked_rows",
      unit: "count",
      adds: true,
    },
    {
      name: "checks",
      label: "checks",
      words: "number of checks, check count",
      sql: "COUNT(*)",
      unit: "count",
      adds: true,
    },
  ],
  dimensions: [
    { name: "table_name", label: "table", many: "tables", words: "table, dataset, data set, source" },
    {
      name: "check_name",
      label: "check",
      many: "checks",
      words:
        "kind of check, type of check, check type, check name, each check, which check, by check, by check type, per check type, by kind of check, per check, which quality check, every check, check kind, kind of test, by type, per type, which type, which kind, by kind",
      aliases: {
        not_null: "null check, null test, completeness, completeness check",
        unique_key: "unique, uniqueness, unique key, duplicate check, uniqueness check, uniqueness test, unique test",
      },
    },
  ],
  flags: [
    { name: "failed", words: "failed, fail, failing, broken, unsuccessful, red, break", where: "NOT passed" },
    { name: "passed", words: "passed, pass, passing, successful, succeeded, green", where: "passed" },
  ],
};

const freshness: Subject = {
  from: "quality.freshness",
  record: { one: "table", many: "tables", words: "table, dataset, data set, source", dimension: "table_name" },
  list: { columns: "table_name, last_update, allowed_hours, hours_old", order: "hours_old DESC" },
  main: "hours_old",
  quiet: "all, data, current, monitor, track, watch, everything, quality, today, complete",
  measures: [
    {
      name: "hours_old",
      label: "age in hours",
      words:
        "hours old, freshness, age, how old, how fresh, how stale, how outdated, hour, data freshness, staleness, recency, how recent, how current, age of the data, how up to date",
      sql: "ROUND(AVG(hours_old), 1)",
      value: "hours_old",
      unit: "hours",
      adds: false,
      high: "old, long ago, old data, stale, outdated, out of date",
      low: "recent, new, fresh",
      lowIsGood: true,
      split: "table_name",
    },
    {
      name: "last_update",
      label: "last update",
      words:
        "last update, last updated, updated, update, refresh, refreshed, last refresh, last loaded, loaded, last load, latest update, when updated, load",
      sql: "MAX(last_update)",
      unit: "count",
      adds: false,
      split: "table_name",
    },
    {
      name: "hours_over",
      label: "hours over the allowed age",
      words:
        "by how many hours, hours past limit, hours over limit, past its limit, over its limit, hours late, hours overdue, hours too old, how late, how overdue, how many hours past limit, how many hours over limit, hours over the allowed age, how far past",
      sql: "ROUND(MAX(hours_old - allowed_hours), 1)",
      value: "hours_old - allowed_hours",
      unit: "hours",
      adds: false,
      high: "overdue, late, delayed, behind schedule",
      split: "table_name",
      where: "hours_old > allowed_hours",
    },
    {
      name: "allowed_hours",
      label: "allowed hours",
      words:
        "allowed hours, allowed age, how old may, how old can, how old should, how old is allowed, freshness limit, freshness target, sla",
      sql: "MAX(allowed_hours)",
      value: "allowed_hours",
      unit: "hours",
      adds: false,
      split: "table_name",
    },
  ],
  dimensions: [
    {
      name: "table_name",
      label: "table",
      many: "tables",
      words: "each table, which table, by table, per table, every table, table name",
    },
  ],
  flags: [
    {
      name: "stale",
      words: `stale, outdated, out of date, late, delayed, overdue, not fresh, too old, not up to date, behind, delay, behind schedule, not updated, not refreshed, stale data, older than allowed, older than they may be, older than it may be, over the allowed age, past the allowed age, exceed the allowed age, exceed allowed age, not been updated, not been refreshed, old`,
      where: "hours_old > allowed_hours",
    },
    {
      name: "up to date",
      words:
        "up to date, up-to-date, fresh, on time, in time, within allowed age, within the allowed age, within allowed hours, recently updated",
      where: "hours_old <= allowed_hours",
    },
  ],
};

export const quality: Space = {
  id: namedId("space quality"),
  agent: "quality",
  title: "Data quality",
  description:
    "Which tables fail their checks or are out of date, over two years. Without a period, the checks of the last 30 days are meant.",
  subjects: [checks, freshness],
  trusted: [qualityOverview],
  samples: [
    "Which tables fail quality checks?",
    "Which tables are stale?",
    "Give me an overview of the platform's data quality",
    "Which tables have the most failed rows?",
    "What is the pass rate of each check?",
    "How did data quality develop per month?",
    "Show all check results",
  ],
};
