import { openSpaces } from "../../../support/databricks/genie-answers.ts";
import type { AgentId } from "../../../support/seed-questions.ts";

/* Every word of a question came into its query or says nothing; what is neither is named in a question back. */

const { ask, sql } = openSpaces(Date.parse("2026-11-30T12:00:00Z"));

it.each<[AgentId, string, string]>([
  // Words that the data does not hold, and that would be left out.
  ["sales", "revenue per store last month", "per"],
  ["sales", "how many shops sold laptops", "shops"],
  ["sales", "revenue of team B", "b"],
  ["sales", "sales since the last laptop sale", "since"],
  ["sales", "what else did C001 buy", "else"],
  ["sales", "how much did customers with one order spend", "one"],
  ["sales", "sales in October, paid by invoice", "invoice"],
  ["cost", "cost per run of each job", "run"],
  ["quality", "which table's data is the oldest but still within its limit", "limit"],
  ["cost", "cost of every workload that started this month", "started"],
  // Two questions in one, and "or" and "and" between conditions of two kinds.
  ["sales", "How much did we sell in the north and how much furniture?", "how"],
  ["customer", "how much did men spend on electronics and women on furniture", "and"],
  ["inventory", "stock of the mouse and of everything from Holzwerk", "and"],
  ["cost", "cost of marketing and workspace production", "and"],
  ["performance", "queries that failed or waited more than 30 seconds", "or"],
  ["reliability", "jobs that failed in October or ran in September", "or"],
  ["sales", "how many customers bought in October as well as in November", "as well as"],
  // What is compared, averaged, added up or put in an order is another thing.
  ["sales", "which region sold more chairs than mice", "than"],
  ["customer", "is C001 worth more than C002 and C003 together?", "together"],
  ["quality", "is crm.customers fresher than finance.ledger", "than"],
  ["cost", "average of the average daily cost of each team", "average"],
  ["inventory", "average stock per warehouse per category", "per"],
  ["customer", "total lifetime value of our two best customers", "total lifetime value"],
  ["cost", "cost in the last week of October", "october"],
  ["cost", "daily cost of the most expensive team", "expensive"],
  ["cost", "which team had its highest cost on a Monday", "its"],
  ["inventory", "supplier of the product with the lowest stock", "product"],
  ["reliability", "average run time without the slowest job", "without"],
  ["reliability", "who has the most reliable jobs", "jobs"],
  ["reliability", "how many jobs failed in both October and November", "both"],
  ["security", "who changed whose permissions", "whose"],
  ["security", "who has the most failed logins in a row", "row"],
  ["sales", "total and average revenue per region", "and"],
  ["reliability", "how many jobs ran more than once a day", "how many"],
  ["performance", "which user had the longest total wait last month", "longest"],
  // What is put in order, compared or added up together is something else.
  ["reliability", "what share of runs did the top 3 jobs by run time have", "share"],
  ["cost", "how much of the cost do the top 3 teams and fraud make up", "share"],
  ["cost", "cost by the end of the week", "end"],
  ["reliability", "last run of each job and whether it failed", "failed"],
  ["reliability", "jobs that failed on the same day as nightly-etl", "same day"],
  ["sales", "first order of each customer and its revenue", "first"],
  ["sales", "which of our customers spent the most, and what did they buy", "what"],
  // What is denied is something else.
  ["inventory", "stock of all but the largest item", "but"],
  ["security", "which users never logged in", "never"],
  ["sales", "which customers from the North did not buy in October", "north"],
  ["quality", "failed rows by table in the last 7 days, without duplicates", "failed rows"],
  ["quality", "how many tables have not failed since October", "not"],
  ["customer", "how many stars do our customers give us on average", "stars"],
  ["cost", "how much did each spend", "each"],
  // An average or a rate that nobody named says nothing of a size.
  ["reliability", "our biggest job", "biggest"],
  ["performance", "who is the heaviest user", "heaviest"],
  ["quality", "top 3 tables", "top"],
])("%s: “%s” is asked back for “%s”", (agent, question, word) => {
  const answer = ask(agent, question);
  expect(answer).toMatchObject({ kind: "text", text: expect.stringMatching(new RegExp(`“[^”]*${word}[^”]*”`, "i")) });
});

it.each<[AgentId, string, string]>([
  [
    "sales",
    "revenue of laptops or in the south",
    "SELECT SUM(revenue) FROM retail.sales WHERE product = 'Laptop' OR region = 'South'",
  ],
  [
    "cost",
    "how much did we spend on Mondays and Fridays in October",
    "SELECT ROUND(SUM(cost), 2) FROM billing.usage WHERE dayname(usage_date) IN ('Mon', 'Fri') AND usage_date BETWEEN '2026-10-01' AND '2026-10-31'",
  ],
  [
    "cost",
    "cost in October excluding weekends and marketing",
    "SELECT ROUND(SUM(cost), 2) FROM billing.usage WHERE dayname(usage_date) NOT IN ('Sat', 'Sun') AND team <> 'marketing' AND usage_date BETWEEN '2026-10-01' AND '2026-10-31'",
  ],
  [
    "inventory",
    "what is the stock of everything but the mouse",
    "SELECT SUM(stock) FROM retail.inventory WHERE product <> 'Mouse'",
  ],
])("%s: “%s” has the figure of SQL", (agent, question, query) => {
  const [[figure] = []] = sql(query);
  expect(ask(agent, question).text).toContain(Number(figure).toLocaleString("en-US", { maximumFractionDigits: 2 }));
});

it("divides what a share is of by what stands before the verb", () => {
  const query =
    "SELECT ROUND(100.0 * SUM(CASE WHEN team = 'marketing' THEN cost ELSE 0 END) / SUM(cost), 1) FROM billing.usage WHERE sku = 'Serverless SQL' AND usage_date BETWEEN '2026-10-01' AND '2026-10-31'";
  const [[share] = []] = sql(query);
  expect(ask("cost", "how much of the serverless cost in October is the marketing team's").text).toContain(`${share}%`);
});

it("knows the customers that have not bought by what they are themselves", () => {
  const { text } = ask("customer", "which premium customers have not bought anything since November");
  expect(text).toContain("C003");
  expect(text).not.toContain("C002");
});
