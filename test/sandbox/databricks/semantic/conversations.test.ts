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
    ["revenue by month", "cumulative", "which month was best?"],
    "SELECT substr(sale_date, 1, 7) AS m, SUM(revenue) AS r FROM retail.sales GROUP BY 1 ORDER BY r DESC",
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
])("asks back: %s, %j", (agent, questions, part) => {
  expect(ask(agent, ...questions)).toMatchObject({ kind: "text", text: expect.stringContaining(part) });
});

it("a mark for the asker's own files says nothing, also above a note of what was asked before", () => {
  const marked =
    'What is the total revenue? (case12b)\n\n(Asked before, oldest first: "Which product is the top seller? (case12a)")';
  const [answer, plain] = [ask("sales", marked), ask("sales", "What is the total revenue?")];
  expect(answer.kind).toBe("query");
  expect(answer.text).toBe(plain.text);
});
