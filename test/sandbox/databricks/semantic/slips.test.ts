import { openSpaces } from "../../../support/databricks/genie-answers.ts";
import type { AgentId } from "../../../support/seed-questions.ts";

/* Words that are nearly others: typing errors, and forms of another word with the same stem. */

const { ask } = openSpaces(Date.parse("2026-11-30T12:00:00Z"));

it.each<[AgentId, string, string, string]>([
  ["sales", "revenue of chiars", "product = 'Chair'", "“chiars” as “chair”"],
  ["sales", "chatr of revenue by month", "GROUP BY month", "“chatr” as “chart”"],
  ["cost", "cost for fruad in otcober", "team = 'fraud'", "“fruad” as “fraud”"],
  ["security", "who accessed the ledegr", "table_name = 'finance.ledger'", "“ledegr” as “ledger”"],
  ["quality", "finance.leder failures in October", "table_name = 'finance.ledger'", "“leder” as “ledger”"],
  ["reliability", "jobs that faled in October", "result_state = 'FAILED'", "“faled” as “fail”"],
  ["customer", "customres by segemnt", "GROUP BY segment", "“segemnt” as “segment”"],
  ["inventory", "stok by wharehouse", "GROUP BY warehouse", "“wharehouse” as “warehouse”"],
])("%s: “%s” is read, and the answer says how", (agent, question, part, note) => {
  const answer = ask(agent, question);
  expect(answer.kind === "query" && answer.attempt.sql).toContain(part);
  expect(answer.text).toContain(note);
});

it.each<[AgentId, string, string]>([
  // As near to one known word as to another: chart and chair, leader and ledger.
  ["sales", "char revenue", "char"],
  ["quality", "leder failures in October", "leder"],
  // Another word with the stem of a known one.
  ["sales", "average rating per product", "rating"],
  ["performance", "how many queries timed out in October", "timed"],
  ["reliability", "how long does loading take", "loading"],
  ["security", "which tables were shared in October", "shared"],
  ["customer", "churning customers by region", "churning"],
  ["cost", "cost of the accounting team", "accounting"],
])("%s: “%s” is asked back for “%s”", (agent, question, word) => {
  expect(ask(agent, question)).toMatchObject({ kind: "text", text: expect.stringContaining(`“${word}”`) });
});

it("reads a small word with its letters in another order as that word", () => {
  const answer = ask("customer", "list customers and thier region");
  expect(answer.kind === "query" && answer.attempt.sql).not.toMatch(/GROUP BY segment/);
});
