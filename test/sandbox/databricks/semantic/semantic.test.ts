import type { Answer } from "../../../../sandbox/databricks/genie/answer.ts";
import { cells, openSpaces, written } from "../../../support/databricks/genie-answers.ts";
import { excess } from "../../../support/reading/linear.ts";
import type { AgentId } from "../../../support/seed-questions.ts";

/* What the spaces answer to questions in people's own words. The expected figures come from SQL that is written here. */

const { ask, sql } = openSpaces();

/** The answer as text and rows; fails with the question back. */
const answered = (answer: Answer) =>
  answer.kind === "query" ? { text: answer.text, rows: cells(answer.attempt.result) } : expect.fail(answer.text);

/** One figure stands in the sentence; rows have the expected cells, in order. */
const expectFigures = (answer: Answer, query: string): void => {
  const { text, rows } = answered(answer);
  const expected = sql(query);
  const [only] = expected;
  if (expected.length === 1 && only?.length === 1) {
    expect(text).toContain(`**${text.includes("**$") ? `$${dollars(only[0])}` : written(only[0] ?? 0)}`);
    return;
  }
  expect(rows.map((row, at) => row.filter((cell) => expected[at]?.includes(cell)))).toEqual(expected);
};
const dollars = (value: unknown): string =>
  Number(value ?? 0).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

type Case = [question: string, query: string];

const day = (column: string, from: string, to: string) => `${column} BETWEEN '${from}' AND '${to}'`;
/** The last 30 days, which the platform's spaces mean where no period is named. */
const usual = (column: string) => day(column, "2026-10-21", "2026-11-19");
const october = (column: string) => day(column, "2026-10-01", "2026-10-31");
const lastWeek = (column: string) => day(column, "2026-11-09", "2026-11-15");
const lastQuarter = (column: string) => day(column, "2026-07-01", "2026-09-30");
const thisYear = (column: string) => day(column, "2026-01-01", "2026-11-20");

const revenueBy = (column: string, more = "") =>
  `SELECT ${column}, SUM(revenue) AS r FROM retail.sales JOIN retail.customers USING (customer_id, region) ${more} GROUP BY 1 ORDER BY r DESC`;
const revenue = (where = "TRUE") => `SELECT COALESCE(SUM(revenue), 0) FROM retail.sales WHERE ${where}`;

const sales: Case[] = [
  ["total turnover please", revenue()],
  ["How much money did we make in October?", revenue(october("sale_date"))],
  ["revenue last quarter", revenue(lastQuarter("sale_date"))],
  ["what did we earn in September 2026", revenue(day("sale_date", "2026-09-01", "2026-09-30"))],
  ["income in the north", revenue("region = 'North'")],
  ["Revenue from southern customers", revenue("region = 'South'")],
  ["rank the products by revenue", revenueBy("product")],
  ["Which category earns most?", revenueBy("category")],
  ["turnover per age group", revenueBy("age_group")],
  ["sales revenue by customer segment", revenueBy("segment")],
  ["revenue split by gender", revenueBy("gender")],
  ["top 2 items", `${revenueBy("product")} LIMIT 2`],
  ["the 2 weakest products", "SELECT product, SUM(revenue) AS r FROM retail.sales GROUP BY 1 ORDER BY r LIMIT 2"],
  ["how many units were sold?", "SELECT SUM(units) FROM retail.sales"],
  ["How many laptops did we sell?", "SELECT SUM(units) FROM retail.sales WHERE product = 'Laptop'"],
  ["units sold by category", "SELECT category, SUM(units) AS u FROM retail.sales GROUP BY 1 ORDER BY u DESC"],
  ["How many orders were there?", "SELECT COUNT(*) FROM retail.sales"],
  ["number of sales above 500", "SELECT COUNT(*) FROM retail.sales WHERE revenue > 500"],
  ["what is our average order value", "SELECT ROUND(AVG(revenue), 2) FROM retail.sales"],
  [
    "average revenue per customer",
    "SELECT ROUND(1.0 * SUM(revenue) / COUNT(DISTINCT customer_id), 2) FROM retail.sales",
  ],
  [
    "average monthly revenue",
    "SELECT ROUND(1.0 * SUM(revenue) / COUNT(DISTINCT substr(sale_date, 1, 7)), 2) FROM retail.sales",
  ],
  [
    "price per unit of the mouse",
    "SELECT ROUND(1.0 * SUM(revenue) / SUM(units), 2) FROM retail.sales WHERE product = 'Mouse'",
  ],
  ["revenue trend", "SELECT substr(sale_date, 1, 7) AS m, SUM(revenue) FROM retail.sales GROUP BY 1 ORDER BY 1"],
  [
    "what percentage of revenue is furniture",
    "SELECT 'Furniture' AS a, 750 AS b, ROUND(100.0 * 750 / SUM(revenue), 1) AS c FROM retail.sales",
  ],
  [
    "share of units by product",
    "SELECT product, SUM(units) AS u, ROUND(100.0 * SUM(units) / SUM(SUM(units)) OVER (), 1) FROM retail.sales GROUP BY 1 ORDER BY u DESC",
  ],
  ["regions with revenue over 1k", "SELECT region, SUM(revenue) AS r FROM retail.sales GROUP BY 1 HAVING r > 1000"],
  ["revenue without the laptop", revenue("product <> 'Laptop'")],
  ["everything except furniture: revenue", revenue("category <> 'Furniture'")],
  ["revenue of premium clients by product", revenueBy("product", "WHERE segment = 'Premium'")],
  ["who bought the most?", revenueBy("customer_id")],
  ["revenue between 2026-10-01 and 2026-11-19", revenue(day("sale_date", "2026-10-01", "2026-11-19"))],
  ["compare North and South by revenue", revenueBy("region")],
  ["sales this month versus last month", "SELECT 125 AS a, 2400 AS b, 2275 AS c, 1820.0 AS d"],
  ["show every single sale", "SELECT product, revenue FROM retail.sales ORDER BY revenue DESC"],
  ["revnue by prodct categroy", revenueBy("category")],
];

const customer: Case[] = [
  ["How many clients have we got?", "SELECT COUNT(*) FROM retail.customers"],
  ["customer count per region", "SELECT region, COUNT(*) AS c FROM retail.customers GROUP BY 1 ORDER BY c DESC"],
  [
    "How are our customers segmented?",
    "SELECT segment, COUNT(*) AS c FROM retail.customers GROUP BY 1 ORDER BY c DESC",
  ],
  ["number of premium customers", "SELECT COUNT(*) FROM retail.customers WHERE segment = 'Premium'"],
  ["customers by age group", "SELECT age_group, COUNT(*) FROM retail.customers GROUP BY 1 ORDER BY 1"],
  [
    "demographics: how many customers by gender",
    "SELECT gender, COUNT(*) AS c FROM retail.customers GROUP BY 1 ORDER BY c DESC",
  ],
  ["average lifetime value", "SELECT ROUND(AVG(lifetime_value), 2) FROM retail.customers"],
  ["What is our CLV?", "SELECT ROUND(AVG(lifetime_value), 2) FROM retail.customers"],
  [
    "LTV per segment",
    "SELECT segment, ROUND(AVG(lifetime_value), 2) AS v FROM retail.customers GROUP BY 1 ORDER BY v DESC",
  ],
  ["total lifetime value in the North", "SELECT SUM(lifetime_value) FROM retail.customers WHERE region = 'North'"],
  [
    "customers worth more than 1,500",
    "SELECT customer_id FROM retail.customers WHERE lifetime_value > 1500 ORDER BY lifetime_value DESC",
  ],
  ["which customers may churn", "SELECT customer_id FROM retail.customers WHERE churn_risk = 'High'"],
  ["How many customers are likely to leave?", "SELECT COUNT(*) FROM retail.customers WHERE churn_risk = 'High'"],
  [
    "churn rate by region",
    "SELECT region, ROUND(100.0 * AVG(churn_risk = 'High'), 1) AS c FROM retail.customers GROUP BY 1 ORDER BY c DESC",
  ],
  ["what share of customers is premium", "SELECT 'Premium' AS a, 2 AS b, ROUND(100.0 * 2 / 3, 1) AS c"],
  [
    "average order value by age group",
    "SELECT age_group, ROUND(AVG(revenue), 2) AS v FROM retail.customers JOIN retail.sales USING (customer_id, region) GROUP BY 1 ORDER BY v DESC",
  ],
  [
    "which segment spends the most",
    "SELECT segment, SUM(revenue) AS s FROM retail.customers JOIN retail.sales USING (customer_id, region) GROUP BY 1 ORDER BY s DESC",
  ],
  [
    "What do premium customers buy?",
    "SELECT product, SUM(revenue) AS s FROM retail.customers JOIN retail.sales USING (customer_id, region) WHERE segment = 'Premium' GROUP BY 1 ORDER BY s DESC",
  ],
  ["how many customers joined this year", "SELECT COUNT(*) FROM retail.customers WHERE customer_since >= '2026-01-01'"],
  ["average customers per region", "SELECT ROUND(1.0 * COUNT(*) / COUNT(DISTINCT region), 2) FROM retail.customers"],
  [
    "most valuable segment",
    "SELECT segment, ROUND(AVG(lifetime_value), 2) AS v FROM retail.customers GROUP BY 1 ORDER BY v DESC",
  ],
  ["how many custmers are ther in the Noth", "SELECT COUNT(*) FROM retail.customers WHERE region = 'North'"],
];

const low = "SELECT product, stock, reorder_level FROM retail.inventory WHERE stock < reorder_level";
const inventory: Case[] = [
  ["anything we should reorder?", low],
  ["which articles run low", low],
  [
    "Are we short of anything?",
    "SELECT product, reorder_level - stock FROM retail.inventory WHERE stock < reorder_level",
  ],
  ["How many units are on hand?", "SELECT SUM(stock) FROM retail.inventory"],
  ["stock by warehouse", "SELECT warehouse, SUM(stock) AS s FROM retail.inventory GROUP BY 1 ORDER BY s DESC"],
  ["inventory per vendor", "SELECT supplier, SUM(stock) AS s FROM retail.inventory GROUP BY 1 ORDER BY s DESC"],
  ["how many chairs are left", "SELECT stock FROM retail.inventory WHERE product = 'Chair'"],
  ["How many chairs do we lack?", "SELECT reorder_level - stock FROM retail.inventory WHERE product = 'Chair'"],
  ["What is the reorder point of the mouse?", "SELECT reorder_level FROM retail.inventory WHERE product = 'Mouse'"],
  [
    "products with fewer than 20 units",
    "SELECT product, stock FROM retail.inventory WHERE stock < 20 ORDER BY stock DESC",
  ],
  ["how many products are below the minimum", "SELECT COUNT(*) FROM retail.inventory WHERE stock < reorder_level"],
  ["how many products do we have", "SELECT COUNT(*) FROM retail.inventory"],
  ["average stock per product", "SELECT AVG(stock) FROM retail.inventory"],
  [
    "share of stock by category",
    "SELECT category, SUM(stock) AS s, ROUND(100.0 * SUM(stock) / SUM(SUM(stock)) OVER (), 1) FROM retail.inventory GROUP BY 1 ORDER BY s DESC",
  ],
  ["what surplus do we have", "SELECT SUM(stock - reorder_level) FROM retail.inventory WHERE stock >= reorder_level"],
  ["which item has the most stock", "SELECT product, stock FROM retail.inventory ORDER BY stock DESC LIMIT 1"],
  ["stcok of laptpos", "SELECT stock FROM retail.inventory WHERE product = 'Laptop'"],
];

const costBy = (column: string, where: string, order = "DESC") =>
  `SELECT ${column}, ROUND(SUM(cost), 2) AS c FROM billing.usage WHERE ${where} GROUP BY 1 ORDER BY c ${order}`;
const costOf = (where: string) => `SELECT ROUND(SUM(cost), 2) FROM billing.usage WHERE ${where}`;
const jobs = "sku = 'Jobs Compute'";
const cost: Case[] = [
  ["what's our spend?", costOf(usual("usage_date"))],
  ["cloud bill of last month", costOf(october("usage_date"))],
  ["how much did marketing pay last quarter", costOf(`team = 'marketing' AND ${lastQuarter("usage_date")}`)],
  ["expenses by department in October", costBy("team", october("usage_date"))],
  ["Which workspace was the most expensive last week?", costBy("workspace", lastWeek("usage_date"))],
  ["cheapest team last month", costBy("team", october("usage_date"), "ASC")],
  ["top 3 jobs by cost this year", `${costBy("workload", `${jobs} AND ${thisYear("usage_date")}`)} LIMIT 3`],
  [
    "cost of nightly-etl in 2025",
    costOf(`workload = 'nightly-etl' AND ${day("usage_date", "2025-01-01", "2025-12-31")}`),
  ],
  ["spend on serverless yesterday", costOf("sku = 'Serverless SQL' AND usage_date = '2026-11-19'")],
  [
    "DBUs used by the web team last week",
    `SELECT ROUND(SUM(dbus), 1) FROM billing.usage WHERE team = 'web' AND ${lastWeek("usage_date")}`,
  ],
  [
    "monthly costs in 2026",
    `SELECT substr(usage_date, 1, 7) AS m, ROUND(SUM(cost), 2) FROM billing.usage WHERE ${day("usage_date", "2026-01-01", "2026-12-31")} GROUP BY 1 ORDER BY 1`,
  ],
  [
    "costs day by day last week",
    `SELECT usage_date, ROUND(SUM(cost), 2) FROM billing.usage WHERE ${lastWeek("usage_date")} GROUP BY 1 ORDER BY 1`,
  ],
  [
    "average cost per day in October",
    `SELECT ROUND(SUM(cost) / COUNT(DISTINCT usage_date), 2) FROM billing.usage WHERE ${october("usage_date")}`,
  ],
  [
    "what share of the cost does each sku have last month",
    `SELECT sku, ROUND(SUM(cost), 2) AS c, ROUND(100.0 * SUM(cost) / SUM(SUM(cost)) OVER (), 1) FROM billing.usage WHERE ${october("usage_date")} GROUP BY 1 ORDER BY c DESC`,
  ],
  [
    "teams that spent more than $5,000 last month",
    `SELECT team, ROUND(SUM(cost), 2) AS c FROM billing.usage WHERE ${october("usage_date")} GROUP BY 1 HAVING SUM(cost) > 5000 ORDER BY c DESC`,
  ],
  [
    "Which jobs cost less than 500 in October?",
    `SELECT workload, ROUND(SUM(cost), 2) AS c FROM billing.usage WHERE ${jobs} AND ${october("usage_date")} GROUP BY 1 HAVING SUM(cost) < 500 ORDER BY c DESC`,
  ],
  ["most expensive day of last month", `${costBy("usage_date", october("usage_date"))}`],
  [
    "compare finance and fraud last quarter by cost",
    costBy("team", `team IN ('finance', 'fraud') AND ${lastQuarter("usage_date")}`),
  ],
  ["cost in October without ml-platform", costOf(`team <> 'ml-platform' AND ${october("usage_date")}`)],
  ["total cost of all time", costOf("TRUE")],
  ["how many workloads are there", `SELECT COUNT(DISTINCT workload) FROM billing.usage WHERE ${usual("usage_date")}`],
  [
    "cost per workspace and team last month",
    `SELECT workspace, team, ROUND(SUM(cost), 2) AS c FROM billing.usage WHERE ${october("usage_date")} GROUP BY 1, 2 ORDER BY c DESC`,
  ],
  [
    "did costs rise in October",
    `SELECT ROUND(SUM(cost) FILTER (WHERE ${day("usage_date", "2026-09-01", "2026-09-30")}), 2), ROUND(SUM(cost) FILTER (WHERE ${october("usage_date")}), 2) FROM billing.usage`,
  ],
  ["costs since 1 November", costOf("usage_date >= '2026-11-01'")],
  ["how mcuh did we spned last week", costOf(lastWeek("usage_date"))],
];

const eventsBy = (column: string, where: string) =>
  `SELECT ${column}, COUNT(*) AS c FROM access.audit WHERE ${where} GROUP BY 1 ORDER BY c DESC, 1`;
const events = (where: string) => `SELECT COUNT(*) FROM access.audit WHERE ${where}`;
const security: Case[] = [
  [
    "who opened the salary table last week",
    eventsBy("user_email", `table_name = 'hr.salaries' AND ${lastWeek("event_date")}`),
  ],
  [
    "how often was crm.customers read in October",
    events(`table_name = 'crm.customers' AND action = 'selectTable' AND ${october("event_date")}`),
  ],
  ["access events per table last month", eventsBy("table_name", october("event_date"))],
  ["how many denied accesses were there last quarter", events(`response = 'denied' AND ${lastQuarter("event_date")}`)],
  ["who was refused most this year", eventsBy("user_email", `response = 'denied' AND ${thisYear("event_date")}`)],
  [
    "permission changes by table last month",
    eventsBy("table_name", `action = 'updatePermissions' AND ${october("event_date")}`),
  ],
  [
    "how many exports did guest make this year",
    events(`user_email = 'guest@example.com' AND action = 'downloadQueryResult' AND ${thisYear("event_date")}`),
  ],
  [
    "downloads of confidential data by user in October",
    eventsBy(
      "user_email",
      `sensitivity = 'restricted' AND action = 'downloadQueryResult' AND ${october("event_date")}`,
    ),
  ],
  [
    "accesses at night last month",
    `SELECT event_time FROM access.audit WHERE substr(event_time, 12, 2) < '05' AND ${october("event_date")} ORDER BY event_time DESC`,
  ],
  [
    "what percentage of accesses was denied last month",
    `SELECT ROUND(100.0 * AVG(response = 'denied'), 1) FROM access.audit WHERE ${october("event_date")}`,
  ],
  ["top 2 users by accesses yesterday", `${eventsBy("user_email", "event_date = '2026-11-19'")} LIMIT 2`],
  [
    "how many people accessed finance.payments last week",
    `SELECT COUNT(DISTINCT user_email) FROM access.audit WHERE table_name = 'finance.payments' AND ${lastWeek("event_date")}`,
  ],
  ["accesses by classification in October", eventsBy("sensitivity", october("event_date"))],
  [
    "failed logins by user last month",
    `SELECT user_email, COUNT(*) AS c FROM access.logins WHERE result = 'failed' AND ${october("login_date")} GROUP BY 1 ORDER BY c DESC, 1`,
  ],
  [
    "how many logins failed last week",
    `SELECT COUNT(*) FROM access.logins WHERE result = 'failed' AND ${lastWeek("login_date")}`,
  ],
  [
    "sign-ins per day last week",
    `SELECT login_date, COUNT(*) FROM access.logins WHERE ${lastWeek("login_date")} GROUP BY 1 ORDER BY 1`,
  ],
  ["how many acces evnts in Octobr", events(october("event_date"))],
];

const queriesBy = (column: string, value: string, where: string, order = "DESC") =>
  `SELECT ${column}, ${value} AS v FROM query.history WHERE ${where} GROUP BY 1 ORDER BY v ${order}, 1`;
const seconds = "ROUND(AVG(duration_seconds), 1)";
const minutes = "ROUND(AVG(duration_minutes), 1)";
const performance: Case[] = [
  ["average query time last month", `SELECT ${seconds} FROM query.history WHERE ${october("query_date")}`],
  ["which warehouse is slowest this year", queriesBy("warehouse", seconds, thisYear("query_date"))],
  ["fastest warehouse last month", queriesBy("warehouse", seconds, october("query_date"), "ASC")],
  [
    "waiting time by warehouse in October",
    queriesBy("warehouse", "ROUND(AVG(queued_seconds), 2)", october("query_date")),
  ],
  ["how many queries ran last week", `SELECT COUNT(*) FROM query.history WHERE ${lastWeek("query_date")}`],
  ["who ran the most queries in October", queriesBy("user_email", "COUNT(*)", october("query_date"))],
  ["load per warehouse last quarter", queriesBy("warehouse", "COUNT(*)", lastQuarter("query_date"))],
  [
    "failed queries by warehouse this year",
    queriesBy("warehouse", "COUNT(*)", `status = 'FAILED' AND ${thisYear("query_date")}`),
  ],
  [
    "queries slower than 5 minutes last month",
    `SELECT start_time FROM query.history WHERE duration_seconds > 300 AND ${october("query_date")} ORDER BY duration_seconds DESC`,
  ],
  [
    "how many queries took longer than 1 minute in October",
    `SELECT COUNT(*) FROM query.history WHERE duration_seconds > 60 AND ${october("query_date")}`,
  ],
  [
    "the 3 longest queries of last month",
    `SELECT start_time, duration_seconds FROM query.history WHERE ${october("query_date")} ORDER BY duration_seconds DESC LIMIT 3`,
  ],
  ["data scanned by user last week", queriesBy("user_email", "SUM(read_bytes)", lastWeek("query_date"))],
  [
    "average run time of nightly-etl last month",
    `SELECT ${minutes} FROM lakeflow.job_runs WHERE job_name = 'nightly-etl' AND ${october("run_date")}`,
  ],
  [
    "slowest jobs in October",
    `SELECT job_name, ${minutes} AS v FROM lakeflow.job_runs WHERE ${october("run_date")} GROUP BY 1 ORDER BY v DESC`,
  ],
  [
    "jobs that run longer than an hour last month",
    `SELECT job_name, ${minutes} AS v FROM lakeflow.job_runs WHERE ${october("run_date")} GROUP BY 1 HAVING AVG(duration_minutes) > 60 ORDER BY v DESC`,
  ],
  [
    "is performance getting worse",
    `SELECT substr(query_date, 1, 7) AS m, ${seconds} FROM query.history WHERE ${day("query_date", "2025-11-20", "2026-11-19")} GROUP BY 1 ORDER BY 1`,
  ],
  [
    "query time by hour in October",
    `SELECT substr(start_time, 12, 2) AS h, ${seconds} AS v FROM query.history WHERE ${october("query_date")} GROUP BY 1 ORDER BY v DESC, 1`,
  ],
  [
    "avrage qurey duration in Septmber",
    `SELECT ${seconds} FROM query.history WHERE ${day("query_date", "2026-09-01", "2026-09-30")}`,
  ],
];

const failed = "result_state = 'FAILED'";
const failuresBy = (column: string, where: string) =>
  `SELECT ${column}, COUNT(*) AS c FROM lakeflow.job_runs WHERE ${failed} AND ${where} GROUP BY 1 ORDER BY c DESC, 1`;
const rate = (state: string) => `ROUND(100.0 * AVG(result_state = '${state}'), 1)`;
const reliability: Case[] = [
  ["Which pipelines break most often?", failuresBy("job_name", usual("run_date"))],
  [
    "how many runs crashed last month",
    `SELECT COUNT(*) FROM lakeflow.job_runs WHERE ${failed} AND ${october("run_date")}`,
  ],
  [
    "how often did customer-merge fail this year",
    `SELECT COUNT(*) FROM lakeflow.job_runs WHERE ${failed} AND job_name = 'customer-merge' AND ${thisYear("run_date")}`,
  ],
  [
    "what was our success rate last quarter",
    `SELECT ${rate("SUCCESS")} FROM lakeflow.job_runs WHERE ${lastQuarter("run_date")}`,
  ],
  [
    "success rate of each team in October",
    `SELECT team, ${rate("SUCCESS")} AS v FROM lakeflow.job_runs WHERE ${october("run_date")} GROUP BY 1 ORDER BY v DESC, 1`,
  ],
  [
    "failure rate per job last month",
    `SELECT job_name, ${rate("FAILED")} AS v FROM lakeflow.job_runs WHERE ${october("run_date")} GROUP BY 1 ORDER BY v DESC, 1`,
  ],
  ["why did jobs fail last quarter", failuresBy("termination_code", lastQuarter("run_date"))],
  [
    "causes of failure for feature-backfill this year",
    failuresBy("termination_code", `job_name = 'feature-backfill' AND ${thisYear("run_date")}`),
  ],
  [
    "what percentage of runs failed in October",
    `SELECT ${rate("FAILED")} FROM lakeflow.job_runs WHERE ${october("run_date")}`,
  ],
  [
    "jobs that failed more than twice last month",
    `SELECT job_name, COUNT(*) AS c FROM lakeflow.job_runs WHERE ${failed} AND ${october("run_date")} GROUP BY 1 HAVING c > 2 ORDER BY c DESC`,
  ],
  [
    "how many jobs failed last month",
    `SELECT COUNT(DISTINCT job_name) FROM lakeflow.job_runs WHERE ${failed} AND ${october("run_date")}`,
  ],
  [
    "failed runs per month in 2026",
    `SELECT substr(run_date, 1, 7) AS m, COUNT(*) FROM lakeflow.job_runs WHERE ${failed} AND ${day("run_date", "2026-01-01", "2026-12-31")} GROUP BY 1 ORDER BY 1`,
  ],
  [
    "the last 3 failures",
    `SELECT run_id FROM lakeflow.job_runs WHERE ${failed} AND ${usual("run_date")} ORDER BY start_time DESC LIMIT 3`,
  ],
  [
    "when did nightly-etl last fail?",
    `SELECT run_id, job_name FROM lakeflow.job_runs WHERE ${failed} AND job_name = 'nightly-etl' ORDER BY start_time DESC LIMIT 1`,
  ],
  [
    "runs of ledger-close in October",
    `SELECT run_id FROM lakeflow.job_runs WHERE job_name = 'ledger-close' AND ${october("run_date")} ORDER BY start_time DESC`,
  ],
  [
    "mean duration by team last month",
    `SELECT team, ${minutes} AS v FROM lakeflow.job_runs WHERE ${october("run_date")} GROUP BY 1 ORDER BY v DESC`,
  ],
  ["wich jobs faild last month", failuresBy("job_name", october("run_date"))],
];

const checksBy = (column: string, value: string, where: string, order = "DESC") =>
  `SELECT ${column}, ${value} AS v FROM quality.checks WHERE ${where} GROUP BY 1 ORDER BY v ${order}, 1`;
const passed = `ROUND(100.0 - 100.0 * AVG(CASE WHEN passed THEN 0 ELSE 1 END), 1)`;
const quality: Case[] = [
  [
    "which tables have problems?",
    `SELECT table_name, COUNT(*) AS c FROM quality.checks WHERE NOT passed AND ${usual("check_date")} GROUP BY 1 ORDER BY c DESC, 1`,
  ],
  [
    "how many checks failed last month",
    `SELECT COUNT(*) FROM quality.checks WHERE NOT passed AND ${october("check_date")}`,
  ],
  ["pass rate last quarter", `SELECT ${passed} FROM quality.checks WHERE ${lastQuarter("check_date")}`],
  ["quality score by table in October", checksBy("table_name", passed, october("check_date"))],
  ["worst table this year", checksBy("table_name", passed, thisYear("check_date"), "ASC")],
  ["bad rows by table last month", checksBy("table_name", "SUM(failed_rows)", october("check_date"))],
  [
    "duplicates in crm.customers this year",
    `SELECT SUM(failed_rows) FROM quality.checks WHERE check_name = 'unique_key' AND table_name = 'crm.customers' AND ${thisYear("check_date")}`,
  ],
  [
    "missing values per table in October",
    checksBy("table_name", "SUM(failed_rows)", `check_name = 'not_null' AND ${october("check_date")}`),
  ],
  [
    "how many rows did we check last week",
    `SELECT SUM(checked_rows) FROM quality.checks WHERE ${lastWeek("check_date")}`,
  ],
  ["which check fails most this year", checksBy("check_name", "COUNT(*)", `NOT passed AND ${thisYear("check_date")}`)],
  [
    "quality trend",
    `SELECT substr(check_date, 1, 7) AS m, ${passed} FROM quality.checks WHERE ${day("check_date", "2025-11-20", "2026-11-19")} GROUP BY 1 ORDER BY 1`,
  ],
  ["which tables are outdated", "SELECT table_name, hours_old FROM quality.freshness WHERE hours_old > allowed_hours"],
  ["how old is the data of ml.features", "SELECT hours_old FROM quality.freshness WHERE table_name = 'ml.features'"],
  ["how many tables are up to date", "SELECT COUNT(*) FROM quality.freshness WHERE hours_old <= allowed_hours"],
  [
    "tables older than 2 hours",
    "SELECT table_name, hours_old FROM quality.freshness WHERE hours_old > 2 ORDER BY hours_old DESC",
  ],
  ["when was web.sessions last loaded", "SELECT last_update FROM quality.freshness WHERE table_name = 'web.sessions'"],
  ["failed cheks by tabel last month", checksBy("table_name", "COUNT(*)", `NOT passed AND ${october("check_date")}`)],
];

const cases: [AgentId, Case[]][] = [
  ["sales", sales],
  ["customer", customer],
  ["inventory", inventory],
  ["cost", cost],
  ["security", security],
  ["performance", performance],
  ["reliability", reliability],
  ["quality", quality],
];

describe.each(cases)("%s", (agent, own) => {
  it.each(own)("%s", (question, query) => expectFigures(ask(agent, question), query));
});

it("covers every space with at least 150 questions", () => {
  expect(cases.flatMap(([, own]) => own).length).toBeGreaterThanOrEqual(150);
});

describe("small words count", () => {
  it.each<[AgentId, string, string]>([
    [
      "customer",
      "How many customers are not premium?",
      "SELECT COUNT(*) FROM retail.customers WHERE segment <> 'Premium'",
    ],
    [
      "inventory",
      "the product with the lowest stock",
      "SELECT product, stock FROM retail.inventory ORDER BY stock LIMIT 1",
    ],
    ["sales", "units per order", "SELECT ROUND(1.0 * SUM(units) / COUNT(*), 2) FROM retail.sales"],
    [
      "cost",
      "how many jobs cost more than 500 in October",
      `SELECT COUNT(*) FROM (SELECT workload FROM billing.usage WHERE ${jobs} AND ${october("usage_date")} GROUP BY 1 HAVING SUM(cost) > 500)`,
    ],
    [
      "cost",
      "cost per DBU last month",
      `SELECT ROUND(SUM(cost) / SUM(dbus), 2) FROM billing.usage WHERE ${october("usage_date")}`,
    ],
    [
      "cost",
      "spend on the web team's jobs in September",
      costOf(`team = 'web' AND ${jobs} AND ${day("usage_date", "2026-09-01", "2026-09-30")}`),
    ],
    [
      "cost",
      "how did costs change between August and September",
      `SELECT ROUND(SUM(cost) FILTER (WHERE ${day("usage_date", "2026-08-01", "2026-08-31")}), 2) AS a, ROUND(SUM(cost) FILTER (WHERE ${day("usage_date", "2026-09-01", "2026-09-30")}), 2) AS b FROM billing.usage`,
    ],
    [
      "performance",
      "did queries get slower in October",
      `SELECT ROUND(AVG(duration_seconds) FILTER (WHERE ${day("query_date", "2026-09-01", "2026-09-30")}), 1) AS a, ROUND(AVG(duration_seconds) FILTER (WHERE ${october("query_date")}), 1) AS b FROM query.history`,
    ],
    [
      "performance",
      "queries over 2 minutes by warehouse in October",
      queriesBy("warehouse", "COUNT(*)", `duration_seconds > 120 AND ${october("query_date")}`),
    ],
    [
      "reliability",
      "which jobs never failed last month",
      `SELECT job_name, COUNT(*) AS c FROM lakeflow.job_runs WHERE ${october("run_date")} GROUP BY 1 HAVING SUM(${failed}) = 0 ORDER BY c DESC, 1`,
    ],
    [
      "quality",
      "pass rate last week vs the week before",
      `SELECT ROUND(100.0 * AVG(passed) FILTER (WHERE ${day("check_date", "2026-11-02", "2026-11-08")}), 1) AS a, ROUND(100.0 * AVG(passed) FILTER (WHERE ${lastWeek("check_date")}), 1) AS b FROM quality.checks`,
    ],
  ])("%s: %s", (agent, question, query) => expectFigures(ask(agent, question), query));

  it.each<[AgentId, string, string]>([
    ["customer", "how many customers left last year", "“left”"],
    ["customer", "customers older than 45", "Years of age"],
    ["customer", "how many customers did we have last month", "joined"],
    ["sales", "revenue by store", "“by”"],
    ["cost", "cost per platform", "“per”"],
    ["inventory", "when do we run out of chairs", "nothing about when"],
  ])("and are asked about where they fit nothing: %s, %s", (agent, question, words) => {
    expect(ask(agent, question)).toMatchObject({ kind: "text", clarifies: true, text: expect.stringContaining(words) });
  });
});

describe("a hostile question", () => {
  it.each([
    ["words", "zqxv "],
    ["one word", "z"],
    ["quotation marks", '" a'],
    ["numbers", "1,000.5 "],
    ["limits", "more than "],
    ["periods", "between last "],
    ["marks", "e\u0301"],
    ["negations", "not "],
  ])("of %s is read in linear time", (_, piece) => {
    expect(
      excess(
        (text) => ask("sales", text),
        (length) => piece.repeat(Math.ceil(length / piece.length)),
      ),
    ).toBeUndefined();
  });
});

describe("what is not in the data", () => {
  it.each<[AgentId, string, string]>([
    ["sales", "revenue in the West", "west"],
    ["sales", "profit by region", "profit"],
    ["sales", "revenue from shoes", "shoes"],
    ["sales", "How many returns did we have?", "returns"],
    ["sales", "revenue in Paris", "paris"],
    ["sales", "What is the weather in Paris?", "weather"],
    ["customer", "How many customers do we have in Berlin?", "berlin"],
    ["customer", "What is the NPS of our customers?", "nps"],
    ["customer", "average income by segment", "income"],
    ["inventory", "how many keyboards are in stock", "keyboards"],
    ["inventory", "what is the stock value", "value"],
    ["inventory", "delivery time by supplier", "delivery"],
    ["cost", "cost of the design team", "design"],
    ["cost", "are we over budget", "budget"],
    ["cost", "carbon footprint by team", "carbon"],
    ["security", "who deleted tables last week", "deleted"],
    ["security", "how many tokens expire this month", "tokens"],
    ["performance", "cache hit ratio by warehouse", "cache"],
    ["performance", "what is the p42 latency", "p42"],
    ["reliability", "how many retries last week", "retries"],
    ["reliability", "failures of the payroll job", "payroll"],
    ["quality", "lineage of finance.ledger", "lineage"],
    ["quality", "null values in the address column", "address"],
  ])("is asked back and named: %s, %s", (agent, question, word) => {
    const answer = ask(agent, question);
    expect(answer).toMatchObject({ kind: "text", clarifies: true, text: expect.stringContaining(`“${word}”`) });
  });

  it.each<[AgentId, string, string]>([
    ["inventory", "stock level last month", "without a history"],
    ["cost", "what will we spend next month", "There is no data"],
    ["sales", "why did revenue fall", "holds no reasons"],
    ["sales", "top 17", "figure"],
    ["sales", "in the South", "which figure"],
    ["customer", "average by region", "average of which figure"],
    ["performance", "queries over 500 dollars", "dollars"],
  ])("is asked back: %s, %s", (agent, question, words) => {
    const answer = ask(agent, question);
    expect(answer).toMatchObject({ kind: "text", clarifies: true, text: expect.stringContaining(words) });
  });

  it("is named beside the part that is answered, where the question joins two", () => {
    const { text, rows } = answered(ask("sales", "What is our revenue by region, and how is the weather?"));
    expect(rows).toEqual([
      ["North", 2525],
      ["South", 750],
    ]);
    expect(text).toContain("nothing about “weather”");
    expect(answered(ask("cost", "Are expensive jobs also failing?")).text).toContain("nothing about “failing”");
    expect(answered(ask("reliability", "Are expensive jobs also failing?")).text).toContain(
      "nothing about “expensive”",
    );
  });

  it("is said of a day without rows", () => {
    expect(answered(ask("sales", "revenue in 2025")).text).toContain("**0**");
    expect(answered(ask("cost", "cost today by team")).text).toContain("ends on 19 November 2026");
  });
});

describe("what was understood", () => {
  it("is said: measure, filters, period and typing errors", () => {
    const answer = ask("cost", "cots of the finanse team last quarter");
    if (answer.kind !== "query") expect.fail(answer.text);
    expect(answer.attempt.about).toBe(
      "Cost, only team finance, in Q3 2026 (1 July to 30 September 2026). I read “cots” as “cost” and “finanse” as “finance”.",
    );
    expect(answer.attempt.sql).toBe(
      "SELECT ROUND(SUM(cost), 2) AS cost\nFROM billing.usage\nWHERE team = 'finance'\n  AND usage_date BETWEEN '2026-07-01' AND '2026-09-30'",
    );
  });

  it("is said where no period was named, with the figure over all data", () => {
    const { text } = answered(ask("cost", "how much did we spend"));
    expect(text).toContain("in the last 30 days");
    expect(text).toContain(`over all data it is $${dollars(sql(costOf("TRUE"))[0]?.[0])}`);
  });

  it("never writes to the data, whatever the question holds", () => {
    for (const text of [
      "revenue'; DROP TABLE retail.sales; --",
      "DELETE FROM retail.sales",
      'revenue in "North" OR 1=1',
    ])
      ask("sales", text);
    expect(sql("SELECT COUNT(*) FROM retail.sales")).toEqual([[3]]);
  });
});

describe("follow-ups change one part", () => {
  it.each<[AgentId, string[], string]>([
    ["sales", ["total revenue", "only the North"], revenue("region = 'North'")],
    [
      "sales",
      ["total revenue", "only the North", "by product instead"],
      "SELECT product, revenue FROM retail.sales WHERE region = 'North' ORDER BY revenue DESC",
    ],
    ["sales", ["revenue in October", "and in September?"], revenue(day("sale_date", "2026-09-01", "2026-09-30"))],
    [
      "sales",
      ["revenue by product", "and units?"],
      "SELECT product, SUM(units) AS u FROM retail.sales GROUP BY 1 ORDER BY u DESC",
    ],
    [
      "sales",
      ["revenue by product", "top 1"],
      "SELECT product, revenue FROM retail.sales ORDER BY revenue DESC LIMIT 1",
    ],
    [
      "sales",
      ["revenue by product", "without the laptop"],
      "SELECT product, revenue FROM retail.sales WHERE product <> 'Laptop' ORDER BY revenue DESC",
    ],
    [
      "sales",
      ["revenue by product", "as a share"],
      "SELECT product, ROUND(100.0 * revenue / 3275, 1) AS s FROM retail.sales ORDER BY s DESC",
    ],
    [
      "customer",
      ["how many customers are in the North?", "and in the South?"],
      "SELECT COUNT(*) FROM retail.customers WHERE region = 'South'",
    ],
    [
      "inventory",
      ["stock by category", "per supplier instead"],
      "SELECT supplier, SUM(stock) AS s FROM retail.inventory GROUP BY 1 ORDER BY s DESC",
    ],
    ["cost", ["cost by team last week", "and last month?"], costBy("team", october("usage_date"))],
    [
      "cost",
      ["cost last month", "only finance", "per month in 2026"],
      `SELECT substr(usage_date, 1, 7) AS m, ROUND(SUM(cost), 2) FROM billing.usage WHERE team = 'finance' AND ${day("usage_date", "2026-01-01", "2026-12-31")} GROUP BY 1 ORDER BY 1`,
    ],
    ["cost", ["Which workspaces spend the most?", "and by team last month?"], costBy("team", october("usage_date"))],
    [
      "reliability",
      ["failures by job in October", "per team instead"],
      `SELECT team, ${"SUM(result_state = 'FAILED')"} AS c FROM lakeflow.job_runs WHERE ${october("run_date")} GROUP BY 1 ORDER BY c DESC, 1`,
    ],
    [
      "security",
      ["denied accesses by user in October", "by table"],
      eventsBy("table_name", `response = 'denied' AND ${october("event_date")}`),
    ],
    [
      "quality",
      ["pass rate in October", "only ml.features"],
      `SELECT ${passed} FROM quality.checks WHERE table_name = 'ml.features' AND ${october("check_date")}`,
    ],
  ])("%s: %j", (agent, questions, query) => expectFigures(ask(agent, ...questions), query));

  it("start anew with a whole question", () => {
    expectFigures(
      ask("sales", "revenue in the South", "How many units were sold?"),
      "SELECT SUM(units) FROM retail.sales",
    );
  });

  it("ask back when nothing is to change", () => {
    expect(ask("sales", "revenue in the South", "and the rest?")).toMatchObject({ kind: "text", clarifies: true });
  });
});

describe("kinds of questions", () => {
  it("limit the figure behind a limit", () => {
    expectFigures(
      ask("sales", "Which products sold more than 2 units?"),
      "SELECT product, SUM(units) AS u FROM retail.sales GROUP BY 1 HAVING SUM(units) > 2 ORDER BY u DESC",
    );
  });

  it("take the newest by its day, and a column of rows for no split", () => {
    const rowsOf = (agent: AgentId, question: string) => answered(ask(agent, question)).rows;
    expect(rowsOf("customer", "newest customer")[0]?.[0]).toBe("C003");
    expect(rowsOf("customer", "list the male customers with their churn risk").map(([id]) => id)).toEqual(["C002"]);
    expect(rowsOf("inventory", "everything stored in Hamburg").map(([product]) => product)).toEqual([
      "Mouse",
      "Laptop",
    ]);
    expect(rowsOf("quality", "freshest table")[0]?.[3]).toBe(
      sql("SELECT MIN(hours_old) FROM quality.freshness")[0]?.[0],
    );
  });

  it("add up, halve and compare as the words say", () => {
    expect(answered(ask("sales", "how much more did the North make than the South")).text).toContain(
      "difference is 1,775",
    );
    expect(answered(ask("sales", "chairs: how many and for how much")).text).toMatch(/3.*750|750.*3/);
    const [[total]] = sql(
      `SELECT ROUND(SUM(duration_minutes), 1) FROM lakeflow.job_runs WHERE team = 'fraud' AND ${october("run_date")}`,
    ) as [[number]];
    expect(answered(ask("reliability", "total runtime of fraud jobs in October")).text).toContain(written(total));
    const times = sql(`SELECT duration_seconds FROM query.history WHERE ${october("query_date")} ORDER BY 1`).map(
      ([value]) => Number(value),
    );
    const middle =
      ((times[Math.floor((times.length - 1) / 2)] ?? 0) + (times[Math.ceil((times.length - 1) / 2)] ?? 0)) / 2;
    expect(answered(ask("performance", "median query time in October")).text).toContain(
      written(Math.round(10 * middle) / 10),
    );
  });

  it.each<[AgentId, string, RegExp]>([
    ["quality", "who owns the table hr.salaries", /own|who/],
    ["cost", "invoice number of October", /number/],
    ["sales", "profit by product", /profit/],
    ["inventory", "weight of a laptop", /weight/],
  ])("%s names what is missing: %s", (agent, question, missing) => {
    const answer = ask(agent, question);
    expect(answer).toMatchObject({ kind: "text", clarifies: true });
    expect(answer.text).toMatch(missing);
  });

  it("finds groups without any of the rows that a figure counts", () => {
    expectFigures(
      ask("reliability", "which teams had no failures in October"),
      `SELECT team, COUNT(*) AS c FROM lakeflow.job_runs WHERE ${october("run_date")} GROUP BY 1 HAVING SUM(result_state = 'FAILED') = 0 ORDER BY c DESC`,
    );
  });
});
