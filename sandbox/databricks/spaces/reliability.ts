import { namedId } from "../ids.ts";
import { overviewOf } from "./overview.ts";
import { list, number, type Space, type TrustedQuestion } from "./space.ts";

const filters = { job: "job_name", team: "team" };
const DURING = "run_date BETWEEN :from_date AND :to_date";
const month: TrustedQuestion["period"] = (calendar) => calendar.lastDays(30);

const failingJobs: TrustedQuestion = {
  asks: ["Which jobs are failing?", "Are expensive jobs also failing?", "What is the failure rate of each job?"],
  words: ["most", "often", "unreliable", "cost"],
  about: "Counts the failed runs of each job.",
  query: {
    select: `job_name, team, COUNT(*) AS runs,
  SUM(CASE WHEN result_state = 'FAILED' THEN 1 ELSE 0 END) AS failed_runs,
  ROUND(100.0 * AVG(CASE WHEN result_state = 'FAILED' THEN 1 ELSE 0 END), 1) AS failed_percent`,
    from: "lakeflow.job_runs",
    where: [DURING],
    group: "job_name, team",
    having: "failed_runs > 0",
    order: "failed_runs DESC, failed_percent DESC",
  },
  filters,
  period: month,
  say: (rows, { where, when }) =>
    `Failing jobs${where} ${when}: ${list(
      rows
        .slice(0, 4)
        .map((row) => `**${row["job_name"]}** (${number(row["failed_runs"])} of ${number(row["runs"])} runs failed)`),
    )}.`,
};

const overdueJobs: TrustedQuestion = {
  asks: ["Which jobs are slow?", "Which jobs take longer than usual?"],
  words: ["overrun", "late", "timeout", "delay", "time", "minute", "normal"],
  about: "Compares the average duration of each job with the 90 days before.",
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
  filters,
  period: month,
  say: (rows, { where, when }) =>
    `The jobs that run longest${where} ${when}: ${list(
      rows
        .slice(0, 3)
        .map(
          (row) =>
            `**${row["job_name"]}** (${number(row["average_minutes"])} minutes on average, usually ${number(row["usual_minutes"])})`,
        ),
    )}.`,
};

const reasons: TrustedQuestion = {
  asks: ["Why do jobs fail?", "What are the reasons of failures?"],
  words: ["cause", "code", "type", "kind", "why", "termination"],
  about: "Counts the failed runs by termination code.",
  query: {
    select: "termination_code, COUNT(*) AS failed_runs, COUNT(DISTINCT job_name) AS jobs",
    from: "lakeflow.job_runs",
    where: ["result_state = 'FAILED'", DURING],
    group: "termination_code",
    order: "failed_runs DESC",
  },
  filters,
  period: month,
  say: (rows, { where, when }) =>
    `Reasons of failed runs${where} ${when}: ${list(
      rows.map((row) => `${row["termination_code"]} **${number(row["failed_runs"])}**`),
    )}.`,
};

const successRate: TrustedQuestion = {
  asks: ["How did the success rate develop per month?", "What is the success rate?"],
  words: ["trend", "percent", "time", "slo", "sla"],
  about: "Computes the share of successful runs of each month.",
  query: {
    select: `substr(run_date, 1, 7) AS month, COUNT(*) AS runs,
  ROUND(100.0 * AVG(CASE WHEN result_state = 'SUCCESS' THEN 1 ELSE 0 END), 1) AS success_percent`,
    from: "lakeflow.job_runs",
    where: [DURING],
    group: "month",
    order: "month",
  },
  filters,
  period: (calendar) => calendar.lastDays(365),
  say: (rows, { where }) =>
    `The success rate${where} was ${number(rows[0]?.["success_percent"])} % in ${rows[0]?.["month"]} and **${number(rows.at(-1)?.["success_percent"])} %** in ${rows.at(-1)?.["month"]}.`,
};

const latestFailures: TrustedQuestion = {
  asks: ["Show the latest failed runs", "Which runs failed recently?"],
  words: ["recent", "last", "detail", "newest"],
  about: "Lists the latest failed runs.",
  query: {
    select: "run_id, job_name, team, start_time, duration_minutes, termination_code",
    from: "lakeflow.job_runs",
    where: ["result_state = 'FAILED'", DURING],
    order: "start_time DESC",
    limit: 20,
  },
  draft: {
    query: {
      select: "run_id, job_name, start_time",
      from: "lakeflow.job_runs",
      where: ["result_state = 'ERROR'"],
      order: "start_time DESC",
      limit: 20,
    },
    about: "Lists the latest runs with an error.",
    note: "No run has the state ERROR. Failed runs have the state FAILED, so I will look for those.",
  },
  filters,
  period: month,
  say: (rows, { where, when }) =>
    `The latest failed run${where} ${when} is **${rows[0]?.["job_name"]}** (${rows[0]?.["termination_code"]}) at ${rows[0]?.["start_time"]}. The table shows ${number(rows.length)}.`,
};

const byTeam: TrustedQuestion = {
  asks: ["Which team has the most failures?", "Show failures by team"],
  words: ["owner", "department", "group"],
  about: "Counts the failed runs by team.",
  query: {
    select: "team, COUNT(*) AS runs, SUM(CASE WHEN result_state = 'FAILED' THEN 1 ELSE 0 END) AS failed_runs",
    from: "lakeflow.job_runs",
    where: [DURING],
    group: "team",
    order: "failed_runs DESC",
  },
  filters,
  period: month,
  say: (rows, { where, when }) =>
    `Failed runs by team${where} ${when}: ${list(rows.map((row) => `${row["team"]} **${number(row["failed_runs"])}**`))}.`,
};

export const reliability: Space = {
  id: namedId("space reliability"),
  agent: "reliability",
  title: "Platform reliability",
  description: "Which job runs fail, why, and whether they take longer than usual, over two years.",
  tables: ["lakeflow.job_runs"],
  dimensions: [
    { name: "job", values: "SELECT DISTINCT job_name FROM lakeflow.job_runs" },
    { name: "team", values: "SELECT DISTINCT team FROM lakeflow.job_runs" },
  ],
  questions: [
    failingJobs,
    overdueJobs,
    overviewOf("reliability", [
      { name: "job runs", value: "COUNT(*)", from: "lakeflow.job_runs", day: "run_date" },
      {
        name: "failed runs",
        value: "SUM(CASE WHEN result_state = 'FAILED' THEN 1 ELSE 0 END)",
        from: "lakeflow.job_runs",
        day: "run_date",
      },
      {
        name: "success rate in percent",
        value: "100.0 * AVG(CASE WHEN result_state = 'SUCCESS' THEN 1 ELSE 0 END)",
        from: "lakeflow.job_runs",
        day: "run_date",
      },
    ]),
    reasons,
    successRate,
    latestFailures,
    byTeam,
  ],
};
