import { cells, openSpaces, written } from "../../../support/databricks/genie-answers.ts";
import type { AgentId } from "../../../support/seed-questions.ts";

/* What one word makes of a whole question: a place in an order, an order within each, a denial, two sides, a sum so far. */

const { ask, sql } = openSpaces();

const october = (day: string) => `${day} BETWEEN '2026-10-01' AND '2026-10-31'`;

it.each<[AgentId, string, string]>([
  [
    "cost",
    "the third most expensive workload in October",
    `SELECT workload, SUM(cost) FROM billing.usage WHERE ${october("usage_date")} GROUP BY 1 ORDER BY 2 DESC LIMIT 1 OFFSET 2`,
  ],
  [
    "reliability",
    "which job has the second highest failure rate in October",
    `SELECT job_name, 100.0 * AVG(result_state = 'FAILED') FROM lakeflow.job_runs WHERE ${october("run_date")} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1 OFFSET 1`,
  ],
  [
    "cost",
    "the cheapest workload of each team in October",
    `SELECT workload, team, c FROM (SELECT team, workload, SUM(cost) AS c, ROW_NUMBER() OVER (PARTITION BY team ORDER BY SUM(cost)) AS n FROM billing.usage WHERE ${october("usage_date")} GROUP BY 1, 2) WHERE n = 1 ORDER BY team`,
  ],
  [
    "performance",
    "the longest query of each user in October",
    `SELECT user_email, MAX(duration_seconds) FROM query.history WHERE ${october("query_date")} GROUP BY 1 ORDER BY 2 DESC`,
  ],
  [
    "sales",
    "which customers have not bought a laptop",
    "SELECT DISTINCT customer_id FROM retail.sales WHERE customer_id NOT IN (SELECT customer_id FROM retail.sales WHERE product = 'Laptop') ORDER BY 1",
  ],
  [
    "security",
    "who read and downloaded in October, both of it on hr.salaries",
    `SELECT user_email FROM access.audit WHERE ${october("event_date")} AND table_name = 'hr.salaries' GROUP BY 1 HAVING SUM(action = 'selectTable') > 0 AND SUM(action = 'downloadQueryResult') > 0 ORDER BY COUNT(*) DESC, 1`,
  ],
  [
    "quality",
    "tables that passed every check in October",
    `SELECT table_name FROM quality.checks WHERE ${october("check_date")} GROUP BY 1 HAVING MIN(passed) = 1 ORDER BY COUNT(*) DESC, 1`,
  ],
  [
    "cost",
    "October costs of every team but web",
    `SELECT team, ROUND(SUM(cost), 2) FROM billing.usage WHERE ${october("usage_date")} AND team <> 'web' GROUP BY 1 ORDER BY 2 DESC`,
  ],
  [
    "cost",
    "cost by team in October, marketing excluded",
    `SELECT team, ROUND(SUM(cost), 2) FROM billing.usage WHERE ${october("usage_date")} AND team <> 'marketing' GROUP BY 1 ORDER BY 2 DESC`,
  ],
  [
    "sales",
    "cumulative units by month",
    "SELECT m, u, SUM(u) OVER (ORDER BY m) FROM (SELECT substr(sale_date, 1, 7) AS m, SUM(units) AS u FROM retail.sales GROUP BY 1)",
  ],
  [
    "cost",
    "median cost per day in October",
    `SELECT ROUND(percentile(c, 0.5), 2) FROM (SELECT SUM(cost) AS c FROM billing.usage WHERE ${october("usage_date")} GROUP BY usage_date)`,
  ],
  [
    "inventory",
    "suppliers with more than one product",
    "SELECT supplier, COUNT(*) FROM retail.inventory GROUP BY 1 HAVING COUNT(*) > 1",
  ],
  [
    "performance",
    "what share of the queries took longer than a minute in October",
    `SELECT SUM(duration_seconds > 60), COUNT(*), ROUND(100.0 * AVG(duration_seconds > 60), 1) FROM query.history WHERE ${october("query_date")}`,
  ],
  [
    "sales",
    "revenue since the start of October",
    "SELECT region, SUM(revenue) FROM retail.sales WHERE sale_date >= '2026-10-01' GROUP BY 1 ORDER BY 2 DESC",
  ],
  [
    "cost",
    "web against everyone else in October",
    `SELECT ROUND(SUM(cost), 2) AS c FROM billing.usage WHERE ${october("usage_date")} GROUP BY (team = 'web') ORDER BY c DESC`,
  ],
  [
    "cost",
    "teams whose DBUs rose from August to September",
    "SELECT team, ROUND(SUM(CASE WHEN usage_date >= '2026-09-01' THEN dbus END), 1) AS n, ROUND(SUM(CASE WHEN usage_date < '2026-09-01' THEN dbus END), 1) AS b FROM billing.usage WHERE usage_date BETWEEN '2026-08-01' AND '2026-09-30' GROUP BY 1 HAVING n > b ORDER BY n - b DESC",
  ],
  [
    "cost",
    "Tageskosten je Team im Oktober im Durchschnitt",
    `SELECT team, ROUND(SUM(cost) / 31, 2) AS c FROM billing.usage WHERE ${october("usage_date")} GROUP BY 1 ORDER BY c DESC`,
  ],
  [
    "customer",
    "how many men are over 44",
    "SELECT COUNT(*) FROM retail.customers WHERE gender = 'male' AND age_group = '45-54'",
  ],
  [
    "inventory",
    "products with less than twice their reorder level",
    "SELECT product FROM retail.inventory WHERE stock < 2 * reorder_level",
  ],
  [
    "quality",
    "share of bad rows by table in October",
    `SELECT table_name, ROUND(100.0 * SUM(failed_rows) / SUM(checked_rows), 3) AS p FROM quality.checks WHERE ${october("check_date")} GROUP BY 1 ORDER BY p DESC, 1`,
  ],
  [
    "reliability",
    "which job ran longest on 2 October",
    "SELECT job_name, ROUND(AVG(duration_minutes), 1) AS m FROM lakeflow.job_runs WHERE run_date = '2026-10-02' GROUP BY 1 ORDER BY m DESC",
  ],
  [
    "reliability",
    "jobs that failed at least twice in both September and October",
    `SELECT job_name, SUM(run_date < '2026-10-01') AS s, SUM(run_date >= '2026-10-01') AS o FROM lakeflow.job_runs WHERE result_state = 'FAILED' AND run_date BETWEEN '2026-09-01' AND '2026-10-31' GROUP BY 1 HAVING s >= 2 AND o >= 2 ORDER BY 2 DESC`,
  ],
  [
    "cost",
    "teams that spent more than 9000 in both September and October",
    `SELECT team, SUM(CASE WHEN usage_date < '2026-10-01' THEN cost ELSE 0 END) AS s, SUM(CASE WHEN usage_date >= '2026-10-01' THEN cost ELSE 0 END) AS o FROM billing.usage WHERE usage_date BETWEEN '2026-09-01' AND '2026-10-31' GROUP BY 1 HAVING s > 9000 AND o > 9000 ORDER BY 2 DESC`,
  ],
  [
    "cost",
    "how often did daily cost exceed 2000 in October",
    `SELECT COUNT(*) FROM (SELECT usage_date FROM billing.usage WHERE ${october("usage_date")} GROUP BY 1 HAVING SUM(cost) > 2000)`,
  ],
  [
    "security",
    "on which days in October were there more than 2 denied events",
    `SELECT event_date, COUNT(*) AS c FROM access.audit WHERE response = 'denied' AND ${october("event_date")} GROUP BY 1 HAVING c > 2 ORDER BY 1`,
  ],
  [
    "security",
    "how many events before 6 am in October",
    `SELECT COUNT(*) FROM access.audit WHERE substr(event_time, 12, 2) < '06' AND ${october("event_date")}`,
  ],
  [
    "performance",
    "how many queries were there between 2 and 4 pm in October",
    `SELECT COUNT(*) FROM query.history WHERE substr(start_time, 12, 2) IN ('14', '15') AND ${october("query_date")}`,
  ],
  [
    "customer",
    "highest lifetime value in each region",
    "SELECT region, MAX(lifetime_value) AS m FROM retail.customers GROUP BY 1 ORDER BY m DESC",
  ],
  [
    "inventory",
    "which products are more than 5 units above their reorder level",
    "SELECT product, stock - reorder_level AS u FROM retail.inventory WHERE u > 5 ORDER BY u DESC",
  ],
  [
    "reliability",
    "how many jobs had no failures in October",
    `SELECT COUNT(*) FROM (SELECT job_name FROM lakeflow.job_runs WHERE ${october("run_date")} GROUP BY 1 HAVING SUM(result_state = 'FAILED') = 0)`,
  ],
  [
    "customer",
    "what share of lifetime value do premium customers have",
    "SELECT 'Premium', ROUND(100.0 * SUM(CASE WHEN segment = 'Premium' THEN lifetime_value END) / SUM(lifetime_value), 1) FROM retail.customers",
  ],
  [
    "sales",
    "how much do premium customers spend on average",
    "SELECT 1.0 * SUM(revenue) / COUNT(DISTINCT customer_id) FROM retail.sales JOIN retail.customers USING (customer_id, region) WHERE segment = 'Premium'",
  ],
  [
    "inventory",
    "how many pieces do we need to reorder in total",
    "SELECT SUM(reorder_level - stock) FROM retail.inventory WHERE stock < reorder_level",
  ],
  [
    "performance",
    "average wait of queries that waited in October",
    `SELECT ROUND(AVG(queued_seconds), 2) FROM query.history WHERE queued_seconds > 0 AND ${october("query_date")}`,
  ],
  [
    "cost",
    "cost on Fridays in October",
    `SELECT ROUND(SUM(cost), 2) FROM billing.usage WHERE dayname(usage_date) = 'Fri' AND ${october("usage_date")}`,
  ],
  [
    "customer",
    "average lifetime value of customers who joined this year",
    "SELECT AVG(lifetime_value) FROM retail.customers WHERE customer_since >= '2026-01-01'",
  ],
  ["sales", "the smallest sale", "SELECT product, revenue FROM retail.sales ORDER BY revenue LIMIT 1"],
  ["sales", "sales above 500 per region", "SELECT region, COUNT(*) FROM retail.sales WHERE revenue > 500 GROUP BY 1"],
  [
    "security",
    "first login of guest this year",
    "SELECT login_time FROM access.logins WHERE user_email = 'guest@example.com' AND login_date >= '2026-01-01' ORDER BY 1 LIMIT 1",
  ],
  [
    "quality",
    "show the failed checks of last week with table, check and bad rows",
    "SELECT check_date, table_name, check_name, failed_rows FROM quality.checks WHERE NOT passed AND check_date BETWEEN '2026-11-09' AND '2026-11-15' ORDER BY 1 DESC, 2",
  ],
  [
    "reliability",
    "top 3 reasons for failures in October",
    `SELECT termination_code, COUNT(*) FROM lakeflow.job_runs WHERE result_state = 'FAILED' AND ${october("run_date")} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 3`,
  ],
  [
    "reliability",
    "how long did etl take on average in October",
    `SELECT ROUND(AVG(duration_minutes), 1) FROM lakeflow.job_runs WHERE job_name = 'nightly-etl' AND ${october("run_date")}`,
  ],
  [
    "reliability",
    "runs that started after 1 am on 2 October",
    "SELECT run_id FROM lakeflow.job_runs WHERE run_date = '2026-10-02' AND substr(start_time, 12, 2) >= '01' ORDER BY start_time DESC",
  ],
  [
    "sales",
    "what percentage of sales comes from the north",
    "SELECT 'North', ROUND(100.0 * SUM(CASE WHEN region = 'North' THEN revenue END) / SUM(revenue), 1) FROM retail.sales",
  ],
  [
    "sales",
    "average sales per day",
    "SELECT ROUND(1.0 * SUM(revenue) / COUNT(DISTINCT sale_date), 2), ROUND(1.0 * COUNT(*) / COUNT(DISTINCT sale_date), 2) FROM retail.sales",
  ],
  [
    "customer",
    "rank the segments by customers",
    "SELECT segment, COUNT(*) FROM retail.customers GROUP BY 1 ORDER BY 2 DESC",
  ],
  [
    "performance",
    "change in queries from September to October",
    `SELECT SUM(query_date < '2026-10-01'), SUM(query_date >= '2026-10-01') FROM query.history WHERE query_date BETWEEN '2026-09-01' AND '2026-10-31'`,
  ],
  [
    "reliability",
    "what failed on 24 October",
    "SELECT job_name, COUNT(*) FROM lakeflow.job_runs WHERE result_state = 'FAILED' AND run_date = '2026-10-24' GROUP BY 1 ORDER BY 2 DESC, 1",
  ],
  [
    "customer",
    "who joined in 2026",
    "SELECT customer_id, segment FROM retail.customers WHERE customer_since BETWEEN '2026-01-01' AND '2026-12-31' ORDER BY 1",
  ],
  [
    "customer",
    "what did each customer buy",
    "SELECT customer_id, product, SUM(revenue) FROM retail.sales GROUP BY 1, 2 ORDER BY 3 DESC",
  ],
  [
    "sales",
    "how does revenue differ between regions",
    "SELECT region, SUM(revenue) FROM retail.sales GROUP BY 1 ORDER BY 2 DESC",
  ],
  [
    "security",
    "peak hour for accesses in October",
    `SELECT substr(event_time, 12, 2), COUNT(*) FROM access.audit WHERE ${october("event_date")} GROUP BY 1 ORDER BY 2 DESC, 1`,
  ],
  [
    "cost",
    "what I'm after is what marketing spent in October",
    `SELECT ROUND(SUM(cost), 2) FROM billing.usage WHERE team = 'marketing' AND ${october("usage_date")}`,
  ],
  [
    "quality",
    "which tables came through every single check in October",
    `SELECT table_name, COUNT(*) FROM quality.checks WHERE ${october("check_date")} GROUP BY 1 HAVING SUM(NOT passed) = 0 ORDER BY 1`,
  ],
  [
    "quality",
    "which checks failed in October, and on how many rows",
    `SELECT check_name, SUM(failed_rows) FROM quality.checks WHERE NOT passed AND ${october("check_date")} GROUP BY 1 ORDER BY 2 DESC`,
  ],
  [
    "performance",
    "how long did people have to wait in the queue on average in October, by warehouse",
    `SELECT warehouse, ROUND(AVG(queued_seconds), 1) FROM query.history WHERE ${october("query_date")} GROUP BY 1 ORDER BY AVG(queued_seconds) DESC`,
  ],
  [
    "sales",
    "anything that's brought in less than a thousand in total",
    "SELECT product, SUM(revenue) FROM retail.sales GROUP BY 1 HAVING SUM(revenue) < 1000 ORDER BY 2 DESC",
  ],
  [
    "sales",
    "average value of a sale, and the median too",
    "SELECT ROUND(AVG(revenue), 2), ROUND(percentile(revenue, 0.5), 2) FROM retail.sales",
  ],
  [
    "sales",
    "I'm preparing the quarterly deck for Friday: could you put the months in order of income, strongest first?",
    "SELECT substr(sale_date, 1, 7), SUM(revenue) FROM retail.sales GROUP BY 1 ORDER BY 2 DESC",
  ],
  [
    "security",
    "do people mostly log in through the browser or the API in October",
    `SELECT client, COUNT(*) FROM access.logins WHERE client IN ('browser', 'api') AND ${october("login_date")} GROUP BY 1 ORDER BY 2 DESC`,
  ],
  [
    "customer",
    "what did our 25 to 34 year olds buy",
    "SELECT product, SUM(revenue) FROM retail.sales JOIN retail.customers USING (customer_id) WHERE age_group = '25-34' GROUP BY 1",
  ],
  [
    "quality",
    "how many tables passed all checks in October",
    `SELECT COUNT(*) FROM (SELECT table_name FROM quality.checks WHERE ${october("check_date")} GROUP BY 1 HAVING SUM(NOT passed) = 0)`,
  ],
  [
    "security",
    "which user accessed the most tables that are restricted in October",
    `SELECT user_email, COUNT(DISTINCT table_name) FROM access.audit WHERE sensitivity = 'restricted' AND ${october("event_date")} GROUP BY 1 ORDER BY 2 DESC, 1`,
  ],
  [
    "security",
    "which user changed the most permissions in October",
    `SELECT user_email, COUNT(*) FROM access.audit WHERE action = 'updatePermissions' AND ${october("event_date")} GROUP BY 1 ORDER BY 2 DESC`,
  ],
  [
    "security",
    "last download in October",
    `SELECT user_email, table_name FROM access.audit WHERE action = 'downloadQueryResult' AND ${october("event_date")} ORDER BY event_time DESC LIMIT 1`,
  ],
  [
    "quality",
    "which tables passed everything in October",
    `SELECT table_name FROM quality.checks WHERE ${october("check_date")} GROUP BY 1 HAVING SUM(NOT passed) = 0 ORDER BY 1`,
  ],
  [
    "reliability",
    "which job ran most often in October",
    `SELECT job_name, COUNT(*) FROM lakeflow.job_runs WHERE ${october("run_date")} GROUP BY 1 ORDER BY 2 DESC, 1`,
  ],
  [
    "reliability",
    "do more runs fail at night than in the morning in October",
    `SELECT CASE WHEN substr(start_time, 12, 2) < '05' THEN 'at night' ELSE 'in the morning' END, COUNT(*) FROM lakeflow.job_runs WHERE result_state = 'FAILED' AND substr(start_time, 12, 2) < '12' AND ${october("run_date")} GROUP BY 1 ORDER BY 2 DESC`,
  ],
  [
    "performance",
    "which user waits longest in October",
    `SELECT user_email, ROUND(AVG(queued_seconds), 1) FROM query.history WHERE ${october("query_date")} GROUP BY 1 ORDER BY AVG(queued_seconds) DESC`,
  ],
  [
    "customer",
    "what did our 25 to 34 year olds not buy",
    "SELECT DISTINCT product FROM retail.sales WHERE product NOT IN (SELECT product FROM retail.sales JOIN retail.customers USING (customer_id) WHERE age_group = '25-34') ORDER BY 1",
  ],
  [
    "customer",
    "rank the segments by customers in the north",
    "SELECT segment, COUNT(*) FROM retail.customers WHERE region = 'North' GROUP BY 1 ORDER BY 2 DESC",
  ],
  [
    "quality",
    "which checks failed on ml.features in October and on how many rows",
    `SELECT check_name, SUM(failed_rows) FROM quality.checks WHERE NOT passed AND table_name = 'ml.features' AND ${october("check_date")} GROUP BY 1 ORDER BY 2 DESC`,
  ],
])("%s: %s", (agent, question, query) => {
  const answer = ask(agent, question);
  expect(answer.kind === "query" ? answer.text : `asked back: ${answer.text}`).not.toMatch(/^asked back/);
  const expected = sql(query);
  const found = answer.kind === "query" ? cells(answer.attempt.result) : [];
  expect(found).toHaveLength(expected.length);
  for (const [row, values] of expected.entries())
    expect(found[row]?.map(rounded)).toEqual(expect.arrayContaining(values.map(rounded)));
});

const rounded = (value: unknown) => (typeof value === "number" ? written(Math.round(value * 10) / 10) : value);

it.each<[AgentId, string, string]>([
  ["quality", "tables that are stale and failed a check in October", "“stale” is in another table"],
  ["sales", "Umsatz ohne Rückgaben", "„Rückgaben“"],
  ["customer", "women under 40", "25-34, 35-44 and 45-54"],
  ["performance", "cumulative query time by month", "cannot be added up"],
  ["inventory", "overstocked products", "“overstocked”"],
  ["quality", "which tables were updated today", "“today”"],
  ["quality", "which tables passed everything yesterday but not the day before", "“everything”"],
  ["security", "last download but one", "“second”"],
  ["cost", "I'm preparing the web team's report: costs in October", "“preparing”"],
  ["customer", "what did each customer not buy", "“what”"],
])("asks back what is missing, as it was written: %s, %s", (agent, question, part) => {
  expect(ask(agent, question)).toMatchObject({ kind: "text", clarifies: true, text: expect.stringContaining(part) });
});

it("has no first one where all have the same", () => {
  expect(ask("performance", "busiest hour for queries in October")).toMatchObject({
    text: expect.stringMatching(/^Queries by hour in October 2026: /),
  });
});

it("answers in the language of the question, where a word is one of both", () => {
  expect(ask("quality", "average pass rate")).toMatchObject({ text: expect.stringMatching(/^The pass rate/) });
});

it("says the most, and not the highest, of things that are counted", () => {
  const text = expect.stringContaining("have the most workloads in October 2026");
  expect(ask("cost", "which team has the most workloads in October")).toMatchObject({ text });
});
