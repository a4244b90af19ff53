import { namedId } from "../ids.ts";
import type { Subject } from "../semantic/subject.ts";
import { performanceOverview } from "./overviews.ts";
import { percentiles } from "./percentiles.ts";
import type { Space } from "./space.ts";
import { hourOf, partsOfDay } from "./times-of-day.ts";

const SPEED = "slow, sluggish, crawl, lag, laggy, drag, long, long running, take long, last long";

const queries: Subject = {
  from: "query.history",
  day: "query_date",
  time: "start_time",
  record: {
    one: "query",
    many: "queries",
    words: "query, statement, sql, sql query, request, dashboard query, sql statement, report",
  },
  list: {
    columns: "start_time, warehouse, user_email, duration_seconds, queued_seconds, read_bytes, status",
    order: "start_time DESC",
  },
  main: "average_seconds",
  usualDays: 30,
  who: "user_email",
  where: "warehouse",
  quiet: "performance, run, execute, execution, sql, data, finish, time",
  measures: [
    {
      name: "average_seconds",
      label: "average query time",
      words: `query time, duration, runtime, run time, latency, execution time, speed, response time, query duration, how long, time to run, running time, average time, average duration, take time, performance,
        how fast, how slow, processing time, how long take`,
      sql: "ROUND(AVG(duration_seconds), 1)",
      value: "duration_seconds",
      unit: "seconds",
      adds: false,
      high: SPEED,
      low: "fast, quick, speedy, short, snappy",
      lowIsGood: true,
    },
    {
      name: "average_queued_seconds",
      label: "average waiting time",
      words:
        "queue time, waiting time, wait time, wait, queue, queued, queueing, queuing, time in queue, time waiting, queued time, how long wait, queue up, sat in queue, sit in queue",
      sql: "ROUND(AVG(queued_seconds), 2)",
      value: "queued_seconds",
      unit: "seconds",
      adds: false,
      high: "overloaded, congested, clogged",
      lowIsGood: true,
    },
    {
      name: "read_bytes",
      label: "data read",
      words:
        "data read, bytes read, bytes, byte, volume, data volume, scan, scanned, data scanned, read data, read, io, how much data, amount of data, bytes scanned, reading, gigabytes, gigabyte, gb, terabytes, terabyte, tb, megabytes, mb",
      sql: "SUM(read_bytes)",
      value: "read_bytes",
      unit: "bytes",
      adds: true,
    },
    {
      name: "queries",
      label: "queries",
      words:
        "number of queries, query count, query volume, load, utilization, utilisation, traffic, demand, workload, throughput, warehouse load, usage, use, used, activity",
      sql: "COUNT(*)",
      unit: "count",
      adds: true,
      high: "busy, popular, active",
      low: "idle, quiet",
    },
    {
      name: "failed_percent",
      label: "share of failed queries",
      words: "failure rate, error rate, fail rate, failed rate, query failure rate",
      sql: "ROUND(100.0 * AVG(CASE WHEN status = 'FAILED' THEN 1 ELSE 0 END), 1)",
      unit: "percent",
      adds: false,
      lowIsGood: true,
    },
    {
      name: "longest_seconds",
      label: "longest query time",
      words:
        "longest query time, maximum query time, worst query time, max duration, maximum duration, longest duration, longest run time, maximum runtime",
      sql: "MAX(duration_seconds)",
      value: "duration_seconds",
      unit: "seconds",
      adds: false,
    },
    ...percentiles({ label: "query time", column: "duration_seconds", unit: "seconds" }, [
      "query time",
      "query duration",
      "latency",
      "duration",
      "query times",
      "how long it took",
      "how long they took",
      "how long queries took",
    ]),
    {
      name: "median_seconds",
      label: "median query time",
      words:
        "median, median query time, median duration, median latency, median run time, median runtime, p50, 50th percentile, typical query time",
      sql: "ROUND(percentile(duration_seconds, 0.5), 1)",
      unit: "seconds",
      adds: false,
      lowIsGood: true,
    },
  ],
  dimensions: [
    {
      name: "warehouse",
      label: "warehouse",
      many: "warehouses",
      words: "warehouse, sql warehouse, cluster, endpoint, compute, cluster utilization",
    },
    {
      name: "user_email",
      label: "user",
      many: "users",
      words: "user, person, people, employee, analyst, account",
    },
    { name: "status", label: "status", many: "statuses", words: "status, state, outcome", values: false },
    hourOf("start_time"),
  ],
  flags: [
    {
      name: "failed",
      words: "failed, fail, failing, failure, error, erroneous, crashed, broken, unsuccessful, crash, break",
      where: "status = 'FAILED'",
    },
    { name: "finished", words: "finished, successful, succeeded, success, completed", where: "status = 'FINISHED'" },
    {
      name: "that waited in the queue",
      words:
        "had to wait, have to wait, had to queue, have to queue, had to queue up, had to stand in line, were queued, queries waited, queries queued, that waited, that waited in the queue, which waited, that queued, that had to wait",
      where: "queued_seconds > 0",
    },
    ...partsOfDay("start_time"),
  ],
};

const runs: Subject = {
  from: "lakeflow.job_runs",
  day: "run_date",
  time: "start_time",
  record: { one: "run", many: "runs", words: "run, job run, execution" },
  list: { columns: "run_id, job_name, team, start_time, duration_minutes, result_state", order: "start_time DESC" },
  main: "average_minutes",
  usualDays: 30,
  who: "team",
  quiet: "performance, execute, execution, data, finish, time, run",
  measures: [
    {
      name: "average_minutes",
      label: "average run time",
      words: `duration, runtime, run time, execution time, speed, how long, running time, average time, time to run, job duration, take time, average duration, minutes, how fast, how slow, latency,
        processing time, performance, how long take, job run time, run time of jobs`,
      sql: "ROUND(AVG(duration_minutes), 1)",
      value: "duration_minutes",
      unit: "minutes",
      adds: false,
      high: SPEED,
      low: "fast, quick, short, speedy",
      lowIsGood: true,
    },
    {
      name: "total_minutes",
      label: "total run time",
      words:
        "total run time, total runtime, total duration, total time, total minutes, total hours, compute time, time spent running",
      sql: "ROUND(SUM(duration_minutes), 1)",
      value: "duration_minutes",
      unit: "minutes",
      adds: true,
    },
    {
      name: "runs",
      label: "runs",
      words: "number of runs, run count, number of job runs",
      sql: "COUNT(*)",
      high: "busy, active",
      unit: "count",
      adds: true,
    },
    {
      name: "longest_minutes",
      label: "longest run",
      words:
        "longest run time, longest duration, maximum run time, maximum duration, max duration, longest runtime, worst run time, maximum runtime",
      sql: "MAX(duration_minutes)",
      value: "duration_minutes",
      unit: "minutes",
      adds: false,
      lowIsGood: true,
    },
  ],
  dimensions: [
    { name: "job_name", label: "job", many: "jobs", words: "job, pipeline, workflow, load, etl job, process" },
    { name: "team", label: "team", many: "teams", words: "team, owner, department", of: ["job_name"] },
    hourOf("start_time"),
  ],
  flags: [
    { name: "failed", words: "failed, fail, failing, failure, crashed", where: "result_state = 'FAILED'" },
    { name: "successful", words: "successful, succeeded", where: "result_state = 'SUCCESS'" },
    ...partsOfDay("start_time"),
  ],
};

export const performance: Space = {
  id: namedId("space performance"),
  agent: "performance",
  title: "Platform performance",
  description:
    "How fast queries, warehouses and jobs are, how long queries wait and how much they read, over two years. Without a period, the last 30 days are meant.",
  subjects: [queries, runs],
  trusted: [performanceOverview],
  samples: [
    "Which jobs are slow?",
    "Which queries are slow?",
    "Give me an overview of the platform's performance",
    "Which warehouses queue the most?",
    "How much data is read by each warehouse?",
    "How many queries ran per day?",
    "How did query duration develop per month?",
  ],
};
