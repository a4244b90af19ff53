import { cells, openSpaces } from "../../../support/databricks/genie-answers.ts";
import type { AgentId } from "../../../support/seed-questions.ts";

/* What is asked next changes one part of what was asked before, or is asked back. */

const { ask, sql } = openSpaces();

it.each<[AgentId, string[], string]>([
  [
    "cost",
    ["cost of production in October", "by team", "and the second most expensive?", "per SKU"],
    "SELECT sku, ROUND(SUM(cost), 2) AS c FROM billing.usage WHERE workspace = 'production' AND usage_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 ORDER BY c DESC",
  ],
  [
    "cost",
    ["cost of web in October", "and the year before?"],
    "SELECT ROUND(SUM(cost), 2) FROM billing.usage WHERE team = 'web' AND usage_date BETWEEN '2025-10-01' AND '2025-10-31'",
  ],
  [
    "reliability",
    ["which jobs failed in October?", "only customer-merge", "how often in September?"],
    "SELECT job_name, COUNT(*) FROM lakeflow.job_runs WHERE job_name = 'customer-merge' AND result_state = 'FAILED' AND run_date BETWEEN '2026-09-01' AND '2026-09-30' GROUP BY 1",
  ],
  [
    "reliability",
    ["failure rate by team in October", "without cancelled runs"],
    "SELECT team, ROUND(100.0 * AVG(result_state = 'FAILED'), 1) AS p FROM lakeflow.job_runs WHERE termination_code <> 'CANCELED' AND run_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 ORDER BY p DESC, 1",
  ],
  [
    "sales",
    ["top product by revenue in October", "how many units?"],
    "SELECT product, SUM(units) FROM retail.sales WHERE sale_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 ORDER BY 2 DESC",
  ],
  [
    "reliability",
    ["average run time by job in October", "in hours"],
    "SELECT job_name, ROUND(AVG(duration_minutes) / 60.0, 2) AS h FROM lakeflow.job_runs WHERE run_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 ORDER BY h DESC, 1",
  ],
  [
    "performance",
    ["data read per warehouse in October", "in TB"],
    "SELECT warehouse, ROUND(SUM(read_bytes) / 1e12, 2) AS t FROM query.history WHERE query_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 ORDER BY t DESC",
  ],
  [
    "security",
    ["how many logins in October", "how many failed?"],
    "SELECT COUNT(*) FROM access.logins WHERE result = 'failed' AND login_date BETWEEN '2026-10-01' AND '2026-10-31'",
  ],
  [
    "cost",
    ["costs of marketing in October", "compare with finance"],
    "SELECT team, ROUND(SUM(cost), 2) AS c FROM billing.usage WHERE team IN ('marketing', 'finance') AND usage_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 ORDER BY c DESC",
  ],
  [
    "sales",
    ["how many sales in October", "how much revenue?"],
    "SELECT region, SUM(revenue) FROM retail.sales WHERE sale_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1",
  ],
  [
    "reliability",
    ["runs of nightly-etl in October", "average duration?"],
    "SELECT ROUND(AVG(duration_minutes), 1) FROM lakeflow.job_runs WHERE job_name = 'nightly-etl' AND run_date BETWEEN '2026-10-01' AND '2026-10-31'",
  ],
  [
    "reliability",
    ["runs of nightly-etl in October", "any failures?"],
    "SELECT SUM(result_state = 'FAILED') FROM lakeflow.job_runs WHERE job_name = 'nightly-etl' AND run_date BETWEEN '2026-10-01' AND '2026-10-31'",
  ],
  [
    "performance",
    ["average wait by warehouse in October", "in minutes"],
    "SELECT warehouse, ROUND(AVG(queued_seconds) / 60.0, 2) AS m FROM query.history WHERE query_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 ORDER BY m DESC",
  ],
  [
    "sales",
    ["revenue by month", "cumulative", "which month was best?"],
    "SELECT substr(sale_date, 1, 7) AS m, SUM(revenue) AS r FROM retail.sales GROUP BY 1 ORDER BY r DESC",
  ],
  [
    "customer",
    ["which customers are at risk", "what did they buy"],
    "SELECT product, SUM(revenue) FROM retail.sales WHERE customer_id IN (SELECT customer_id FROM retail.customers WHERE churn_risk = 'High') GROUP BY 1",
  ],
  [
    "sales",
    ["Umsatz pro Produkt", "nur im Norden", "als Kuchen"],
    "SELECT product, SUM(revenue) AS r FROM retail.sales WHERE region = 'North' GROUP BY 1 ORDER BY r DESC",
  ],
  [
    "inventory",
    ["what is low on stock?", "who supplies them?"],
    "SELECT supplier, SUM(stock) FROM retail.inventory WHERE stock < reorder_level GROUP BY 1",
  ],
  [
    "sales",
    ["revenue by product", "only the north", "and in October?"],
    "SELECT product, SUM(revenue) FROM retail.sales WHERE region = 'North' AND sale_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1",
  ],
  [
    "sales",
    ["top 2 products by revenue", "and the worst one?"],
    "SELECT product, SUM(revenue) AS r FROM retail.sales GROUP BY 1 ORDER BY r LIMIT 1",
  ],
  [
    "customer",
    ["list the premium customers", "sorted by lifetime value", "just the top one"],
    "SELECT customer_id, region, segment, churn_risk, lifetime_value, age_group, gender, customer_since FROM retail.customers WHERE segment = 'Premium' ORDER BY lifetime_value DESC LIMIT 1",
  ],
  [
    "inventory",
    ["stock by warehouse", "only electronics", "and by supplier?"],
    "SELECT supplier, SUM(stock) FROM retail.inventory WHERE category = 'Electronics' GROUP BY 1",
  ],
  [
    "cost",
    ["cost by team last month", "same for September", "only the top 3"],
    "SELECT team, ROUND(SUM(cost), 2) AS c FROM billing.usage WHERE usage_date BETWEEN '2026-09-01' AND '2026-09-30' GROUP BY 1 ORDER BY c DESC LIMIT 3",
  ],
  [
    "security",
    ["who downloaded data last week", "only restricted tables", "the week before?"],
    "SELECT user_email, COUNT(*) AS c FROM access.audit WHERE action = 'downloadQueryResult' AND sensitivity = 'restricted' AND event_date BETWEEN '2026-11-02' AND '2026-11-08' GROUP BY 1 ORDER BY c DESC, 1",
  ],
  [
    "performance",
    ["how many queries last month", "per hour", "before noon only"],
    "SELECT substr(start_time, 12, 2) AS h, COUNT(*) AS c FROM query.history WHERE substr(start_time, 12, 2) < '12' AND query_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 ORDER BY c DESC, 1",
  ],
  [
    "performance",
    ["average query time by warehouse in October", "median instead", "only bi-shared"],
    "SELECT warehouse, ROUND(percentile(duration_seconds, 0.5), 1) FROM query.history WHERE warehouse = 'bi-shared' AND query_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1",
  ],
  [
    "reliability",
    ["failure rate by job this year", "only marketing", "same for last year"],
    "SELECT job_name, ROUND(100.0 * AVG(result_state = 'FAILED'), 1) AS p FROM lakeflow.job_runs WHERE team = 'marketing' AND run_date BETWEEN '2025-01-01' AND '2025-12-31' GROUP BY 1 ORDER BY p DESC",
  ],
  [
    "quality",
    ["failed rows of ml.features in October", "per check", "same for March"],
    "SELECT check_name, SUM(failed_rows) AS r FROM quality.checks WHERE table_name = 'ml.features' AND check_date BETWEEN '2026-03-01' AND '2026-03-31' GROUP BY 1 ORDER BY r DESC",
  ],
  // What is named anew replaces what is of its kind, and nothing else.
  [
    "security",
    ["who was denied in October", "at night only", "per table"],
    "SELECT table_name, COUNT(*) AS c FROM access.audit WHERE response = 'denied' AND substr(event_time, 12, 2) < '05' AND event_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 ORDER BY c DESC, 1",
  ],
  [
    "customer",
    ["premium customers", "in the North", "at high risk", "how many"],
    "SELECT COUNT(*) FROM retail.customers WHERE segment = 'Premium' AND region = 'North' AND churn_risk = 'High'",
  ],
  [
    "reliability",
    ["runs over an hour in October", "how many per job?"],
    "SELECT job_name, COUNT(*) AS c FROM lakeflow.job_runs WHERE duration_minutes > 60 AND run_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 ORDER BY c DESC, 1",
  ],
  [
    "reliability",
    ["success rate per team in October", "only those under 95 %"],
    "SELECT team, ROUND(100.0 - 100.0 * AVG(result_state = 'FAILED'), 1) AS p FROM lakeflow.job_runs WHERE run_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 HAVING p < 95 ORDER BY p DESC",
  ],
  [
    "performance",
    ["queries over 60 seconds per user in October", "over 120?"],
    "SELECT user_email, COUNT(*) AS c FROM query.history WHERE duration_seconds > 120 AND query_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 ORDER BY c DESC, 1",
  ],
  [
    "cost",
    ["days in October with a cost over 2000", "how many?"],
    "SELECT COUNT(*) FROM (SELECT usage_date FROM billing.usage WHERE usage_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 HAVING SUM(cost) > 2000)",
  ],
  [
    "cost",
    ["what share of marketing's cost in October was on weekends", "and on Mondays?"],
    "SELECT ROUND(SUM(CASE WHEN dayname(usage_date) = 'Mon' THEN cost END), 2), ROUND(SUM(cost), 2), ROUND(100.0 * SUM(CASE WHEN dayname(usage_date) = 'Mon' THEN cost END) / SUM(cost), 1) FROM billing.usage WHERE team = 'marketing' AND usage_date BETWEEN '2026-10-01' AND '2026-10-31'",
  ],
  [
    "sales",
    ["orders over 500", "under 200"],
    "SELECT product, category, region, revenue, units, customer_id, sale_date FROM retail.sales WHERE revenue < 200 ORDER BY revenue DESC",
  ],
  [
    "sales",
    ["revenue of laptops", "and chairs?", "all products"],
    "SELECT product, SUM(revenue) AS r FROM retail.sales GROUP BY 1 ORDER BY r DESC",
  ],
  [
    "reliability",
    ["average run time of nightly-etl in September", "of failed runs"],
    "SELECT ROUND(AVG(duration_minutes), 1) FROM lakeflow.job_runs WHERE job_name = 'nightly-etl' AND result_state = 'FAILED' AND run_date BETWEEN '2026-09-01' AND '2026-09-30'",
  ],
  [
    "security",
    ["denied accesses by table in October", "more than 3", "in September"],
    "SELECT table_name, COUNT(*) AS c FROM access.audit WHERE response = 'denied' AND event_date BETWEEN '2026-09-01' AND '2026-09-30' GROUP BY 1 HAVING c > 3 ORDER BY c DESC, 1",
  ],
  [
    "reliability",
    ["how many runs failed in october", "and which job failed most"],
    "SELECT job_name, COUNT(*) AS c FROM lakeflow.job_runs WHERE result_state = 'FAILED' AND run_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY 1 ORDER BY c DESC, 1",
  ],
])("%s: %j", (agent, questions, query) => {
  const answer = ask(agent, ...questions);
  expect(answer.kind === "query" ? cells(answer.attempt.result) : answer.text).toEqual(sql(query));
});

it.each<[AgentId, string[], string]>([
  ["cost", ["cost of web in October", "and the week before?"], "Before which period"],
  ["quality", ["which tables are stale?", "since when?"], "nothing about when"],
  ["inventory", ["what is low on stock?", "and the others?"], "“the others”"],
  ["sales", ["top 2 products by revenue", "how many units of it"], "“it”"],
  ["cost", ["which workload is the most expensive this month", "its cost per day"], "“its”"],
  ["performance", ["slowest queries last week", "who ran them?"], "“them”"],
  ["quality", ["which tables are stale", "how old are they?", "since when?"], "nothing about when"],
  ["performance", ["longest query in October", "who ran it?"], "“it”"],
  ["performance", ["slowest warehouse in October", "how many queries does it have?"], "“it”"],
  ["sales", ["which customer bought most in October", "and what did they buy"], "“they”"],
  ["sales", ["top customer in the North", "their average order value"], "“their”"],
  ["inventory", ["stock of Nordtech", "and Holzwerk", "together"], "what of the last question"],
  ["security", ["who read restricted tables but never downloaded", "and public ones?"], "what of the last question"],
  ["quality", ["tables with more than 3 failed checks in October", "and the pass rate?"], "says nothing"],
  ["customer", ["customers that joined this year", "what did they buy"], "which rows you mean"],
  ["cost", ["cost per team in October without serverless", "with serverless"], "“serverless”"],
])("asks back: %s, %j", (agent, questions, part) => {
  expect(ask(agent, ...questions)).toMatchObject({ kind: "text", text: expect.stringContaining(part) });
});

it.each<[AgentId, string, string, string]>([
  [
    "cost",
    "what did we spend in october and which day was the most expensive",
    "SELECT ROUND(SUM(cost), 2) FROM billing.usage WHERE usage_date LIKE '2026-10%'",
    "21 October",
  ],
  [
    "security",
    "how many logins failed last month and who failed most often",
    "SELECT COUNT(*) FROM access.logins WHERE result = 'failed' AND login_date LIKE '2026-10%'",
    "guest@example.com",
  ],
  ["sales", "total revenue and best selling product", "SELECT SUM(revenue) FROM retail.sales", "Laptop"],
])("tells a figure, and then the first of an order: %s, %s", (agent, question, query, first) => {
  const { text } = ask(agent, question);
  const [[figure]] = sql(query) as [[number]];
  const told = text.indexOf(figure.toLocaleString("en-US"));
  expect(told).toBeGreaterThan(0);
  expect(text.indexOf(`**${first}**`)).toBeGreaterThan(told);
});

it("a mark for the asker's own files says nothing, also above a note of what was asked before", () => {
  const marked =
    'What is the total revenue? (case12b)\n\n(Asked before, oldest first: "Which product is the top seller? (case12a)")';
  const [answer, plain] = [ask("sales", marked), ask("sales", "What is the total revenue?")];
  expect(answer.kind).toBe("query");
  expect(answer.text).toBe(plain.text);
});
