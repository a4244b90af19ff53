import { cells, openSpaces } from "../../../support/databricks/genie-answers.ts";
import type { AgentId } from "../../../support/seed-questions.ts";

/* What a word asks for is in the query: its unit, what is averaged, none of what may be missing. */

const { ask, sql } = openSpaces(Date.parse("2026-11-30T12:00:00Z"));
const OCTOBER = "BETWEEN '2026-10-01' AND '2026-10-31'";

it.each<[AgentId, string, string]>([
  // The unit that is asked for.
  [
    "performance",
    "how many minutes of query time did bi-shared use in October",
    `SELECT ROUND(SUM(duration_seconds / 60.0), 2) FROM query.history WHERE warehouse = 'bi-shared' AND query_date ${OCTOBER}`,
  ],
  [
    "performance",
    "how many hours did queries wait in total in October",
    `SELECT ROUND(SUM(queued_seconds / 3600.0), 2) FROM query.history WHERE query_date ${OCTOBER}`,
  ],
  [
    "performance",
    "data read in TB in October",
    `SELECT ROUND(SUM(read_bytes) / 1e12, 2) FROM query.history WHERE query_date ${OCTOBER}`,
  ],
  [
    "reliability",
    "how long did nightly-etl run in seconds on average in October",
    `SELECT ROUND(AVG(duration_minutes) * 60, 2) FROM lakeflow.job_runs WHERE job_name = 'nightly-etl' AND run_date ${OCTOBER}`,
  ],
  // What an average and a limit are of.
  [
    "cost",
    "what did the top 3 teams cost on average in October",
    `SELECT ROUND(AVG(total), 2) FROM (SELECT SUM(cost) AS total FROM billing.usage WHERE usage_date ${OCTOBER} GROUP BY team ORDER BY total DESC LIMIT 3) AS top`,
  ],
  [
    "cost",
    "how many teams spent more than 300 a day on average in October",
    `SELECT COUNT(*) FROM (SELECT team FROM billing.usage WHERE usage_date ${OCTOBER} GROUP BY team HAVING SUM(cost) / COUNT(DISTINCT usage_date) > 300) AS fitting`,
  ],
  [
    "sales",
    "revenue per premium customer",
    "SELECT ROUND(1.0 * SUM(revenue) / COUNT(DISTINCT customer_id), 2) FROM retail.sales JOIN retail.customers USING (customer_id, region) WHERE segment = 'Premium'",
  ],
  [
    "cost",
    "average cost of weekends in October",
    `SELECT ROUND(SUM(cost) / COUNT(DISTINCT usage_date), 2) FROM billing.usage WHERE dayname(usage_date) IN ('Sat', 'Sun') AND usage_date ${OCTOBER}`,
  ],
  [
    "sales",
    "who bought the most chairs",
    "SELECT SUM(units) FROM retail.sales WHERE customer_id = 'C002' AND product = 'Chair'",
  ],
  // What is good goes up or down by what it is.
  ["reliability", "which job improved the most from September to October", "SELECT 'clickstream-sessions'"],
  ["reliability", "which job got worse the most from September to October", "SELECT 'customer-merge'"],
  // The thing, and not only its value.
  [
    "inventory",
    "product with the lowest stock in each warehouse",
    "SELECT product FROM retail.inventory WHERE warehouse = 'Hamburg' ORDER BY stock LIMIT 1",
  ],
  // None may be missing, or all of them are.
  [
    "performance",
    "how many different users used every warehouse in October",
    `SELECT COUNT(*) FROM (SELECT user_email FROM query.history WHERE query_date ${OCTOBER} GROUP BY user_email HAVING COUNT(DISTINCT warehouse) = 3) AS fitting`,
  ],
  ["sales", "which region has no furniture sales", "SELECT 'North'"],
  ["sales", "customers that bought electronics but no laptops", "SELECT 'C003'"],
  ["sales", "what is our bestseller by number of pieces", "SELECT 'Mouse'"],
  ["customer", "are there more women or men", "SELECT COUNT(*) FROM retail.customers WHERE gender = 'female'"],
  ["inventory", "are we low on anything from Holzwerk", "SELECT 'Chair'"],
  [
    "sales",
    "list sales over 500 sorted by date",
    "SELECT sale_date FROM retail.sales WHERE revenue > 500 ORDER BY 1 LIMIT 1",
  ],
  [
    "reliability",
    "how often did jobs of the fraud team fail in October",
    `SELECT COUNT(*) FROM lakeflow.job_runs WHERE team = 'fraud' AND result_state = 'FAILED' AND run_date ${OCTOBER}`,
  ],
  // What is left out, and what a limit is of.
  [
    "performance",
    "average query time in October, excluding failed queries and bi-shared",
    `SELECT ROUND(AVG(duration_seconds), 1) FROM query.history WHERE warehouse <> 'bi-shared' AND status <> 'FAILED' AND query_date ${OCTOBER}`,
  ],
  [
    "reliability",
    "shortest failed run in October",
    `SELECT MIN(duration_minutes) FROM lakeflow.job_runs WHERE result_state = 'FAILED' AND run_date ${OCTOBER}`,
  ],
  ["inventory", "products whose reorder level is higher than 20", "SELECT 'Mouse'"],
  [
    "performance",
    "number of queries by user with more than 10 failed ones this year",
    "SELECT COUNT(*) FROM query.history WHERE query_date >= '2026-01-01' GROUP BY user_email HAVING SUM(status = 'FAILED') > 10 ORDER BY 1 DESC LIMIT 1",
  ],
  [
    "reliability",
    "did all runs of nightly-etl succeed in October",
    `SELECT ROUND(100.0 * AVG(result_state = 'SUCCESS'), 1) FROM lakeflow.job_runs WHERE job_name = 'nightly-etl' AND run_date ${OCTOBER}`,
  ],
  // The period.
  ["cost", "the last months cost", `SELECT ROUND(SUM(cost), 2) FROM billing.usage WHERE usage_date ${OCTOBER}`],
  [
    "quality",
    "how many days in a row has ml.features failed",
    `SELECT datediff('2026-11-29', MAX(day)) FROM (SELECT check_date AS day FROM quality.checks WHERE table_name = 'ml.features' GROUP BY check_date HAVING SUM(CASE WHEN passed THEN 0 ELSE 1 END) = 0) AS clean`,
  ],
])("%s: “%s” has the figure of SQL", (agent, question, query) => {
  const answer = ask(agent, question);
  const [[figure] = []] = sql(query);
  expect(answer.kind === "query" ? cells(answer.attempt.result)[0] : answer.text).toContain(figure);
});

it.each<[AgentId, string, string]>([
  ["reliability", "what's running right now?", "under way"],
  ["security", "who is logged in right now", "under way"],
  ["performance", "which queries were slow and also failed", "From which query time on"],
  ["performance", "how many slow queries failed", "From which query time on"],
  ["performance", "of the 20 longest queries in October, how many failed", "“how many”"],
  ["reliability", "average time between failures of customer-merge", "“between”"],
  ["reliability", "runs that took more than twice as long as their job's average", "“more than twice”"],
  ["inventory", "the product with the least stock relative to its reorder level", "“relative to”"],
  ["sales", "who bought a laptop after buying a mouse", "“after”"],
  ["performance", "in how many hours did queries fail", "“hours”"],
  ["reliability", "after how many runs did nightly-etl fail this month", "“after”"],
  ["reliability", "which jobs failed every month this year", "“every”"],
  ["inventory", "does every warehouse have chairs", "“every”"],
  ["quality", "when did finance.ledger last pass all checks", "“all”"],
  ["cost", "how much more per day do we spend now than in January", "under way"],
  ["cost", "ratio of marketing cost to finance cost in October", "“ratio”"],
  ["sales", "biggest gap between two sales", "“gap between”"],
  ["security", "who has access to hr.salaries", "“access”"],
  ["customer", "who joined between C001 and C003", "“between”"],
  ["inventory", "how many suppliers do we have and how many products from each", "“each”"],
  ["quality", "which table had bad rows on the most days in October", "“days”"],
  ["reliability", "how many runs failed out of how many in October", "“how many”"],
  ["reliability", "when was the last day without any failure", "“without”"],
  ["cost", "how much did we burn on the weekend of 10 October", "“on the weekend”"],
  ["inventory", "is any product exactly at its reorder level", "“exactly”"],
  ["cost", "cost per workspace, but only for teams that use serverless", "“that”"],
  ["cost", "October cost for finance and web, each by workspace", "“each”"],
  ["reliability", "failures as a share of runs for the three worst teams in October", "“share of”"],
  ["reliability", "longest time a job ran without failing", "“without”"],
  ["security", "busiest day for logins and how many failed that day", "“how many”"],
  ["cost", "what did we spend in total, and how much of it was finance, in October", "“how much of”"],
  ["security", "who downloaded most and how much of all downloads is that", "“that”"],
])("%s: “%s” is asked back for %s", (agent, question, missing) => {
  expect(ask(agent, question)).toMatchObject({ kind: "text", text: expect.stringContaining(missing) });
});
