import type { Row } from "../data/database.ts";
import { namedId } from "../ids.ts";
import { cellText } from "../semantic/saying/scope.ts";
import type { Voice } from "../semantic/saying/words.ts";
import type { Subject } from "../semantic/subject.ts";
import { reliabilityOverview } from "./overviews.ts";
import { percentiles } from "./percentiles.ts";
import type { Space, TrustedQuestion } from "./space.ts";
import { hourOf, partsOfDay } from "./times-of-day.ts";

/** Failed runs that one answer lists. */
const mostFailures = 20;

const FAILED = "CASE WHEN result_state = 'FAILED' THEN 1 ELSE 0 END";

const runs: Subject = {
  from: "lakeflow.job_runs",
  day: "run_date",
  time: "start_time",
  record: { one: "run", many: "runs", words: "run, job run, execution" },
  list: {
    columns: "run_id, job_name, team, start_time, duration_minutes, result_state, termination_code",
    order: "start_time DESC",
  },
  main: "failed_percent",
  usualDays: 30,
  who: "team",
  what: "job_name",
  why: "termination_code",
  quiet: "reliability, execute, time, data, finish, recent, all the time",
  measures: [
    {
      name: "failed_percent",
      label: "failure rate",
      words:
        "failure rate, fail rate, error rate, failed rate, failure percentage, failed percent, share of failed runs, percentage of failed runs",
      sql: `ROUND(100.0 * AVG(${FAILED}), 1)`,
      unit: "percent",
      adds: false,
      high: "unreliable, flaky, unstable, fragile, problematic",
      low: "reliable, stable, dependable, robust",
      lowIsGood: true,
    },
    {
      name: "success_percent",
      label: "success rate",
      words:
        "success rate, reliability, sla, slo, slas, percentage of successful runs, success percentage, share of successful runs, uptime, completion rate",
      sql: `ROUND(100.0 - 100.0 * AVG(${FAILED}), 1)`,
      unit: "percent",
      adds: false,
    },
    {
      name: "failed_runs",
      label: "failed runs",
      words: "failure, number of failures, incident, error, breakdown, failure count, problem, issue, trouble",
      sql: `SUM(${FAILED})`,
      flag: "failed",
      unit: "count",
      adds: true,
      lowIsGood: true,
    },
    {
      name: "average_minutes",
      label: "average run time",
      words: `duration, runtime, run time, execution time, how long, average time, running time, time to run, job duration, take time, average duration, minutes, average run time, how long take, job run time, run time of jobs`,
      sql: "ROUND(AVG(duration_minutes), 1)",
      value: "duration_minutes",
      unit: "minutes",
      adds: false,
      high: "slow, long, long running, take long, sluggish",
      low: "fast, quick, short",
      lowIsGood: true,
    },
    ...percentiles({ label: "run time", column: "duration_minutes", unit: "minutes" }, [
      "run time",
      "runtime",
      "duration",
      "run duration",
      "run times",
      "how long it took",
      "how long they took",
      "how long runs took",
    ]),
    {
      name: "total_minutes",
      label: "total run time",
      words:
        "total run time, total runtime, total duration, total time, total minutes, time spent running, run time in total",
      sql: "ROUND(SUM(duration_minutes), 1)",
      value: "duration_minutes",
      unit: "minutes",
      adds: true,
    },
    {
      name: "runs",
      label: "runs",
      words: "number of runs, run count, job runs, total runs, how many times run",
      sql: "COUNT(*)",
      high: "busy, active",
      unit: "count",
      adds: true,
    },
  ],
  dimensions: [
    {
      name: "job_name",
      label: "job",
      many: "jobs",
      words: "job, pipeline, workflow, load, etl job, process, task",
    },
    { name: "team", label: "team", many: "teams", words: "team, owner, department, group", of: ["job_name"] },
    {
      name: "termination_code",
      where: "result_state = 'FAILED'",
      label: "reason",
      many: "reasons",
      words:
        "reason, cause, error code, termination code, root cause, error type, failure type, kind of failure, type of failure, failure reason, kind of error, type of error, reason for failure, failure cause",
      aliases: {
        CLUSTER_ERROR: "cluster error",
        RUN_EXECUTION_ERROR: "execution error",
        CLOUD_FAILURE: "cloud failure",
        LIBRARY_INSTALLATION_ERROR: "library error, library installation error",
        CANCELED: "cancelled, canceled",
      },
    },
    hourOf("start_time"),
  ],
  flags: [
    {
      name: "failed",
      words:
        "failed, fail, failing, bad run, hiccup, stumble, misbehave, act up, crash, crashed, crashing, broken, break, broke, breaking, unsuccessful, go wrong, went wrong, gone wrong, die, died, red, not succeed, did not finish, blow up, fall over",
      where: "result_state = 'FAILED'",
    },
    {
      name: "successful",
      words:
        "successful, succeeded, succeed, success, successfully, complete, completed, finished, green, went through, go through, pass, passed, make it through, made it through, get through, come through",
      where: "result_state = 'SUCCESS'",
    },
    ...partsOfDay("start_time"),
  ],
};

const DURING = "run_date BETWEEN :from_date AND :to_date";

const overdueJobs: TrustedQuestion = {
  asks: ["Which jobs take longer than usual?", "Which jobs are slow?"],
  about: {
    en: "Compares the average duration of each job with the 90 days before.",
    de: "Vergleicht die durchschnittliche Laufzeit jedes Jobs mit den 90 Tagen davor.",
  },
  query: {
    select: `job_name, team,
  ROUND(AVG(CASE WHEN run_date >= :from_date THEN duration_minutes END), 1) AS average_minutes,
  ROUND(AVG(CASE WHEN run_date < :from_date THEN duration_minutes END), 1) AS usual_minutes,
  MAX(CASE WHEN run_date >= :from_date THEN duration_minutes END) AS longest_minutes`,
    from: "lakeflow.job_runs",
    where: ["run_date BETWEEN date_sub(:from_date, 90) AND :to_date"],
    group: "job_name, team",
    order: "average_minutes DESC",
    limit: 10,
  },
  filters: { job_name: "job_name", team: "team" },
  period: (calendar) => calendar.lastDays(30),
  say: {
    en: (rows, { where, when, voice }) =>
      `The jobs that run longest${where} ${when}: ${longest(rows, voice, (now, usual) => `${now} on average, usually ${usual}`)}.`,
    de: (rows, { where, when, voice }) =>
      `Die Jobs mit der längsten Laufzeit${where} ${when}: ${longest(rows, voice, (now, usual) => `im Schnitt ${now}, sonst ${usual}`)}.`,
  },
};

const longest = (
  rows: Row[],
  { amount, answers, number }: Voice,
  say: (now: string, usual: string) => string,
): string =>
  answers.list(
    rows.slice(0, 3).map((row) => {
      const [now, usual] = [amount(row["average_minutes"], "minutes"), number(Number(row["usual_minutes"] ?? 0))];
      return `**${row["job_name"]}** (${say(now, usual)})`;
    }),
  );

const latestFailures: TrustedQuestion = {
  asks: ["Show the latest failed runs", "Which runs failed recently?"],
  about: { en: "Lists the latest failed runs.", de: "Listet die letzten fehlgeschlagenen Läufe." },
  query: {
    select: "run_id, job_name, team, start_time, duration_minutes, termination_code",
    from: "lakeflow.job_runs",
    where: ["result_state = 'FAILED'", DURING],
    order: "start_time DESC",
    limit: mostFailures,
  },
  draft: {
    query: {
      select: "run_id, job_name, start_time",
      from: "lakeflow.job_runs",
      where: ["result_state = 'ERROR'"],
      order: "start_time DESC",
      limit: 20,
    },
    about: { en: "Lists the latest runs with an error.", de: "Listet die letzten Läufe mit einem Fehler." },
    note: {
      en: "No run has the state ERROR. Failed runs have the state FAILED, so I will look for those.",
      de: "Kein Lauf hat den Status ERROR. Fehlgeschlagene Läufe haben den Status FAILED, danach suche ich jetzt.",
    },
  },
  filters: { job_name: "job_name", team: "team" },
  period: (calendar) => calendar.lastDays(30),
  say: {
    en: (rows, { where, when, voice }) => {
      const { count, name, code, began } = failuresOf(rows, voice);
      const many = rows.length < mostFailures ? count : `At least ${count}`;
      return `${many} ${rows.length === 1 ? "run" : "runs"} failed${where} ${when}. The latest is **${name}** (${code}), which began on ${began}.`;
    },
    de: (rows, { where, when, voice }) => {
      const { count, name, code, began } = failuresOf(rows, voice);
      const many = rows.length < mostFailures ? count : `mindestens ${count}`;
      return `Fehlgeschlagene Läufe${where} ${when}: ${many}. Zuletzt **${name}** (${code}), Beginn: ${began}.`;
    },
  },
};

const failuresOf = (rows: Row[], voice: Voice) => ({
  count: voice.plain.number(rows.length),
  name: rows[0]?.["job_name"],
  code: rows[0]?.["termination_code"],
  began: cellText(voice, rows[0]?.["start_time"]),
});

export const reliability: Space = {
  id: namedId("space reliability"),
  agent: "reliability",
  title: "Platform reliability",
  description:
    "Which job runs fail, why, and whether they take longer than usual, over two years. Without a period, the last 30 days are meant.",
  subjects: [runs],
  trusted: [overdueJobs, latestFailures, reliabilityOverview],
  samples: [
    "Which jobs are failing?",
    "Which jobs take longer than usual?",
    "Give me an overview of the platform's reliability",
    "Why do jobs fail?",
    "How did the success rate develop per month?",
    "Show the latest failed runs",
    "Which team has the most failures?",
  ],
};
