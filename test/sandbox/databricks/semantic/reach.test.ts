import { cells, openSpaces } from "../../../support/databricks/genie-answers.ts";
import type { AgentId } from "../../../support/seed-questions.ts";

/* Each condition holds for what it was said of. Where a query would put it on something else as well, it is asked back. */

const { ask, sql } = openSpaces(Date.parse("2026-11-30T12:00:00Z"));

it.each<[AgentId, string, string]>([
  // Each side of an "and" has conditions of its own.
  ["sales", "revenue of premium customers and units of the South", "and units of the south"],
  ["sales", "revenue in the North and number of orders above 100", "and number of orders"],
  ["cost", "cost of marketing in October and fraud in September", "and fraud"],
  ["cost", "how many workloads of marketing cost more than 500 and how many of finance", "and how many"],
  ["security", "denied accesses to hr.salaries and downloads of crm.customers", "and downloads"],
  ["reliability", "failures of nightly-etl in October and of the finance team in September", "and of the finance"],
  ["customer", "average lifetime value of women in the North versus men in the South", "versus men"],
  ["inventory", "products of Nordtech and products in Leipzig", "and products"],
  [
    "quality",
    "failed checks on crm.customers in October and failed rows on finance.ledger in September",
    "and failed rows",
  ],
  // Two rankings in one.
  ["sales", "revenue per region and the top product in October", "and the top product"],
  ["security", "most accessed restricted table and most accessed public table", "and most"],
  ["reliability", "top 3 jobs by failures and top 3 by run time", "and top"],
  // No row is of both kinds.
  ["cost", "how much did marketing spend on serverless and on jobs in October", "serverless"],
  ["performance", "average wait on bi-shared in the morning and afternoon", "afternoon"],
  ["sales", "how many orders were over 500 and how many under 100", "under 100"],
  // What a limit, a number or a divisor is said of.
  ["sales", "total revenue of customers with more than 1 order", "more than 1"],
  ["performance", "queries between 9 and 11 that waited over 10 seconds", "between 9 and 11"],
  ["customer", "customers under 35 and over 55", "over 55"],
  ["reliability", "failures per 100 runs by team", "100"],
  ["quality", "bad rows per failed check by table", "per"],
  ["performance", "data read per user and query in October", "query"],
  ["cost", "average cost of a workload of marketing in October", "workload"],
  // One that another ranking would have to find first.
  ["sales", "revenue by month for the top product", "top"],
  ["cost", "top 3 workloads of the most expensive team", "expensive"],
  ["reliability", "failures by reason for the team with the most failures", "team"],
  ["performance", "average duration of the 10 longest queries", "average duration"],
  ["customer", "the most valuable customer in each region and segment", "most"],
  // A second figure that is not in the query.
  ["customer", "average lifetime value of premium customers and number of standard ones", "number of"],
  ["sales", "of those customers who bought laptops, how many also bought mice", "those"],
  ["reliability", "the three longest runs of each team in October", "longest"],
  ["sales", "between the North and the South, who sold more mice in October", "who"],
  ["cost", "DBUs of everything but jobs per team", "but"],
  ["sales", "the North's best product and the South's worst", "worst"],
  ["cost", "teams other than marketing with over 100 on serverless in October", "over 100"],
  ["reliability", "failure rate of jobs that run longer than an hour on average", "longer than an hour"],
  ["reliability", "average time of successful runs of jobs that failed in October", "failed"],
  ["reliability", "runs per job on the day with the most failures", "day"],
  ["sales", "Out of all the orders we had, which part was below 200", "part"],
  ["sales", "The customer with the most orders - what did he spend in all", "most"],
  ["cost", "Weekday spend only, per team, October, everybody above 3000", "weekday"],
  ["security", "Everyone with denied accesses in October but without a single download", "everyone"],
  // A share whose part may be another one.
  ["sales", "laptops sold to premium customers as a share of all laptops", "share of"],
  ["sales", "share of laptop revenue that came in October", "share of"],
  ["performance", "share of failed queries over 60 seconds", "share of"],
  ["customer", "what share of high risk customers are women in the North", "share of"],
  ["quality", "what share of failed rows are duplicates", "a share of which"],
])("%s: “%s” is asked back for “%s”", (agent, question, words) => {
  const answer = ask(agent, question);
  expect(answer.kind).toBe("text");
  expect(answer.text.toLowerCase()).toContain(words);
});

it.each<[AgentId, string, string]>([
  [
    "security",
    "failed browser logins vs failed api logins in October",
    `SELECT client, COUNT(*) FROM access.logins WHERE result = 'failed' AND client IN ('api', 'browser')
     AND login_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY client ORDER BY 2 DESC, 1`,
  ],
  [
    "cost",
    "cost of serverless sql excluding marketing and finance in September",
    `SELECT ROUND(SUM(cost), 2) FROM billing.usage WHERE sku = 'Serverless SQL' AND team NOT IN ('marketing', 'finance')
     AND usage_date BETWEEN '2026-09-01' AND '2026-09-30'`,
  ],
  [
    "reliability",
    "how many runs did nightly-etl have in October and how many of them failed",
    `SELECT COUNT(*), SUM(CASE WHEN result_state = 'FAILED' THEN 1 ELSE 0 END) FROM lakeflow.job_runs
     WHERE job_name = 'nightly-etl' AND run_date BETWEEN '2026-10-01' AND '2026-10-31'`,
  ],
  // The figure of the superlative gives the order.
  [
    "reliability",
    "which day in October had the most failures and how many runs did it have",
    `SELECT run_date, SUM(CASE WHEN result_state = 'FAILED' THEN 1 ELSE 0 END), COUNT(*) FROM lakeflow.job_runs
     WHERE run_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 ORDER BY 2 DESC, 1`,
  ],
  [
    "sales",
    "is revenue higher on weekends or on weekdays",
    "SELECT 'on working days', SUM(revenue) FROM retail.sales WHERE NOT dayname(sale_date) IN ('Sat', 'Sun')",
  ],
  [
    "cost",
    "cost of the team with the most DBUs in October",
    `SELECT team, ROUND(SUM(dbus), 1), ROUND(SUM(cost), 2) FROM billing.usage
     WHERE usage_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 ORDER BY 2 DESC, 1`,
  ],
  // A state that one figure counts is no condition of the other.
  [
    "quality",
    "tables with more than 3 failed checks in October and a pass rate under 95 %",
    `SELECT table_name, ROUND(100.0 - 100.0 * AVG(CASE WHEN passed THEN 0 ELSE 1 END), 1) AS rate FROM quality.checks
     WHERE check_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1
     HAVING SUM(CASE WHEN passed THEN 0 ELSE 1 END) > 3 AND rate < 95 ORDER BY 2 DESC, 1`,
  ],
  [
    "performance",
    "the user with the most failed queries in October and his average duration",
    `SELECT user_email, SUM(CASE WHEN status = 'FAILED' THEN 1 ELSE 0 END), ROUND(AVG(duration_seconds), 1)
     FROM query.history WHERE query_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 ORDER BY 2 DESC, 1`,
  ],
  [
    "reliability",
    "jobs that failed more than once in October and run longer than an hour on average",
    `SELECT job_name, ROUND(AVG(duration_minutes), 1) AS minutes FROM lakeflow.job_runs
     WHERE run_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1
     HAVING SUM(CASE WHEN result_state = 'FAILED' THEN 1 ELSE 0 END) > 1 AND minutes > 60 ORDER BY 2 DESC, 1`,
  ],
  // A limit of rows, of things, and what is left out of the rows.
  [
    "reliability",
    "average run time per team of runs over an hour that failed in October",
    `SELECT team, ROUND(AVG(duration_minutes), 1) FROM lakeflow.job_runs WHERE result_state = 'FAILED'
     AND duration_minutes > 60 AND run_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 ORDER BY 2 DESC, 1`,
  ],
  [
    "security",
    "denied accesses in October except at night by user, top 3",
    `SELECT user_email, COUNT(*) FROM access.audit WHERE response = 'denied' AND substr(event_time, 12, 2) >= '05'
     AND event_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 3`,
  ],
  [
    "security",
    "who was denied more than 3 times on restricted tables in October",
    `SELECT user_email, COUNT(*) FROM access.audit WHERE response = 'denied' AND sensitivity = 'restricted'
     AND event_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 HAVING COUNT(*) > 3 ORDER BY 2 DESC, 1`,
  ],
  [
    "performance",
    "how many users ran queries on both bi-shared and finance-reports in October",
    `SELECT COUNT(*) FROM (SELECT user_email FROM query.history WHERE query_date BETWEEN '2026-10-01' AND '2026-10-31'
     AND warehouse IN ('bi-shared', 'finance-reports') GROUP BY 1 HAVING COUNT(DISTINCT warehouse) = 2)`,
  ],
  [
    "security",
    "failed logins of guest by client compared to admin in October",
    `SELECT client, user_email, COUNT(*) FROM access.logins WHERE result = 'failed'
     AND user_email IN ('guest@example.com', 'admin@example.com')
     AND login_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`,
  ],
  // A limit of a share of each one's rows: the state is no condition of the rows.
  [
    "reliability",
    "jobs where less than 90 % of runs succeeded in October",
    `SELECT job_name, ROUND(100.0 * AVG(CASE WHEN result_state = 'SUCCESS' THEN 1 ELSE 0 END), 1) AS rate
     FROM lakeflow.job_runs WHERE run_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 HAVING rate < 90
     ORDER BY 2 DESC, 1`,
  ],
  [
    "customer",
    "regions where more than half of customers are at high risk",
    `SELECT region, ROUND(100.0 * AVG(CASE WHEN churn_risk = 'High' THEN 1 ELSE 0 END), 1) AS rate
     FROM retail.customers GROUP BY 1 HAVING rate > 50 ORDER BY 2 DESC, 1`,
  ],
  [
    "customer",
    "segments where at least 50 % are women",
    `SELECT segment, ROUND(100.0 * AVG(CASE WHEN gender = 'female' THEN 1 ELSE 0 END), 1) AS rate
     FROM retail.customers GROUP BY 1 HAVING rate >= 50 ORDER BY 2 DESC, 1`,
  ],
  [
    "sales",
    "regions where over half of revenue is from laptops",
    `SELECT region, ROUND(100.0 * SUM(CASE WHEN product = 'Laptop' THEN revenue ELSE 0 END) / SUM(revenue), 1) AS rate
     FROM retail.sales GROUP BY 1 HAVING rate > 50 ORDER BY 2 DESC, 1`,
  ],
  [
    "security",
    "users with over 10 % denied accesses in October",
    `SELECT user_email, ROUND(100.0 * AVG(CASE WHEN response = 'denied' THEN 1 ELSE 0 END), 1) AS rate
     FROM access.audit WHERE event_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 HAVING rate > 10
     ORDER BY 2 DESC, 1`,
  ],
  [
    "performance",
    "average wait of queries longer than a minute by warehouse in October",
    `SELECT warehouse, ROUND(AVG(queued_seconds), 2) FROM query.history WHERE duration_seconds > 60
     AND query_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 ORDER BY 2 DESC, 1`,
  ],
  [
    "cost",
    "the average cost of a day in October for production",
    `SELECT ROUND(SUM(cost) / COUNT(DISTINCT usage_date), 2) FROM billing.usage WHERE workspace = 'production'
     AND usage_date BETWEEN '2026-10-01' AND '2026-10-31'`,
  ],
  [
    "customer",
    "number of customers under 35 per region",
    `SELECT region, COUNT(*) FROM retail.customers WHERE age_group = '25-34' GROUP BY 1 ORDER BY 2 DESC, 1`,
  ],
  [
    "security",
    "who accessed at least 3 restricted tables in October",
    `SELECT user_email, COUNT(*) FROM access.audit WHERE sensitivity = 'restricted'
     AND event_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 HAVING COUNT(DISTINCT table_name) >= 3
     ORDER BY 2 DESC, 1`,
  ],
])("%s: “%s” has the rows of SQL", (agent, question, query) => {
  const answer = ask(agent, question);
  expect(answer.kind === "query" && cells(answer.attempt.result)).toEqual(sql(query));
});

/* What stands behind the verb is the part, what stands before it the whole. */
it.each<[AgentId, string, string, string]>([
  [
    "performance",
    "what share of queries over 60 seconds in October failed",
    "status = 'FAILED'",
    "duration_seconds > 60",
  ],
  [
    "performance",
    "share of failed queries among those over 60 seconds in October",
    "status = 'FAILED'",
    "duration_seconds > 60",
  ],
  [
    "performance",
    "share of queries in the morning in October that waited over 5 seconds",
    "queued_seconds > 5",
    "substr(start_time, 12, 2) < '12'",
  ],
  [
    "performance",
    "what share of failed queries in October were on bi-shared",
    "warehouse = 'bi-shared'",
    "status = 'FAILED'",
  ],
  [
    "security",
    "what share of denied accesses in October were on restricted tables",
    "sensitivity = 'restricted'",
    "response = 'denied'",
  ],
  [
    "security",
    "what share of downloads in October are of restricted tables and at night",
    "sensitivity = 'restricted' AND substr(event_time, 12, 2) < '05'",
    "action = 'downloadQueryResult'",
  ],
  [
    "reliability",
    "what share of failed runs in October were on weekends",
    "dayname(run_date) IN ('Sat', 'Sun')",
    "result_state = 'FAILED'",
  ],
  ["sales", "what share of orders over 1000 were in the North", "region = 'North'", "revenue > 1000"],
  ["customer", "share of high risk customers that are premium", "segment = 'Premium'", "churn_risk = 'High'"],
  [
    "customer",
    "what percentage of customers worth over 1000 are at high risk",
    "churn_risk = 'High'",
    "lifetime_value > 1000",
  ],
  [
    "inventory",
    "what share of Nordtech products are below the reorder level",
    "stock < reorder_level",
    "supplier = 'Nordtech'",
  ],
  ["quality", "what share of failed checks in October were not_null", "check_name = 'not_null'", "NOT passed"],
  [
    "inventory",
    "Nordtech's share of everything that is below its reorder level",
    "supplier = 'Nordtech'",
    "stock < reorder_level",
  ],
])("%s: “%s” is the share of %s in %s", (agent, question, part, whole) => {
  const tables: Partial<Record<AgentId, [string, string?]>> = {
    performance: ["query.history", "query_date"],
    security: ["access.audit", "event_date"],
    reliability: ["lakeflow.job_runs", "run_date"],
    sales: ["retail.sales"],
    customer: ["retail.customers"],
    inventory: ["retail.inventory"],
    quality: ["quality.checks", "check_date"],
  };
  const [table, day] = tables[agent] ?? [];
  const october = day ? ` AND ${day} BETWEEN '2026-10-01' AND '2026-10-31'` : "";
  const answer = ask(agent, question);
  const [[percent] = []] = sql(
    `SELECT ROUND(100.0 * AVG(CASE WHEN ${part} THEN 1 ELSE 0 END), 1) FROM ${table} WHERE ${whole}${october}`,
  );
  const { rows, columns } = answer.kind === "query" ? answer.attempt.result : { rows: [], columns: [] };
  expect(answer.kind).toBe("query");
  expect(rows[0]?.[columns.findIndex(({ name }) => name === "share_percent")] ?? 0).toBe(percent);
});

it("divides what a figure is in some of its rows by what it is in all of them", () => {
  const answer = ask("cost", "what share of marketing's cost in October was on weekends");
  const expected =
    sql(`SELECT ROUND(SUM(CASE WHEN dayname(usage_date) IN ('Sat', 'Sun') THEN cost END), 2), ROUND(SUM(cost), 2),
    ROUND(100.0 * SUM(CASE WHEN dayname(usage_date) IN ('Sat', 'Sun') THEN cost END) / SUM(cost), 1) FROM billing.usage
    WHERE team = 'marketing' AND usage_date BETWEEN '2026-10-01' AND '2026-10-31'`);
  expect(answer.kind === "query" && cells(answer.attempt.result)).toEqual(expected);
});
