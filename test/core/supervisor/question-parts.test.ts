import { route } from "../../../src/supervisor/planning/keyword-router.ts";
import { exampleProfiles } from "../../support/bench.ts";

/* A question with parts for several agents, without a model: each gets its own, or all of them the whole. */

const profiles = exampleProfiles();
const space = (values: string[]) => ({
  ...{ title: "", description: "", questions: [], measures: [], columns: [], values },
});
const spaces = new Map([
  ["cost", space(["nightly-etl", "marketing", "bi-shared"])],
  ["reliability", space(["nightly-etl", "marketing"])],
  ["performance", space(["bi-shared"])],
]);
const asks = (question: string) =>
  Object.fromEntries(route(question, profiles, [], spaces).asks.map(({ agent, question: own }) => [agent, own]));

describe("a question with parts", () => {
  it.each<[string, Record<string, string>]>([
    [
      "what did our jobs cost, and which failed most?",
      { cost: "what did our jobs cost?", reliability: "which jobs failed most?" },
    ],
    [
      "who had the most denied accesses in the third quarter and which warehouse was slowest?",
      {
        security: "who had the most denied accesses in the third quarter?",
        performance: "which warehouse was slowest in the third quarter?",
      },
    ],
    [
      "top 3 workloads by cost and top 3 users by denied accesses this month",
      { cost: "top 3 workloads by cost this month", security: "top 3 users by denied accesses this month" },
    ],
    [
      "In October, what did marketing spend and how many of its runs failed?",
      {
        cost: "In October, what did marketing spend?",
        reliability: "In October, how many of marketing's runs failed?",
      },
    ],
    [
      "How much did nightly-etl cost in October, and how often did it fail?",
      { cost: "How much did nightly-etl cost in October?", reliability: "how often did nightly-etl fail in October?" },
    ],
    ["compare revenue and stock per product", { sales: "compare revenue per product", inventory: "stock per product" }],
    [
      "Was haben wir im Oktober ausgegeben und welche Jobs sind fehlgeschlagen?",
      { cost: "Was haben wir im Oktober ausgegeben?", reliability: "welche Jobs sind fehlgeschlagen im Oktober?" },
    ],
    [
      "were there any denied accesses yesterday, any failed jobs, and any failed checks?",
      {
        security: "were there any denied accesses yesterday?",
        reliability: "any failed jobs yesterday?",
        quality: "any failed checks yesterday?",
      },
    ],
  ])("gives each agent its own: %s", (question, own) => {
    expect(asks(question)).toEqual(own);
  });

  it("keeps a period from what is so now", () => {
    expect(asks("what's our revenue this quarter, and what do we have in stock?")["inventory"]).toBe(
      "what do we have in stock?",
    );
    expect(asks("what is our total stock, and how much did we sell last month?")["inventory"]).toBe(
      "what is our total stock?",
    );
  });

  it.each([
    // What "they" and "them" are is found by another agent.
    "Which jobs failed yesterday? What did they cost?",
    "which tables failed their checks last week, and who accessed them?",
    // Whose jobs, only the whole question says.
    "what did marketing spend in October, and which jobs failed most?",
    // One clause.
    "What do our Premium customers buy?",
    "Do we have enough stock for the products with most revenue?",
  ])("stays whole where a part needs another one: %s", (question) => {
    const given = Object.values(asks(question));
    expect(given.length).toBeGreaterThan(0);
    expect(new Set(given)).toEqual(new Set([question]));
  });

  it("is no question about exports where somebody wants one", () => {
    expect(asks("export the sales table")).toEqual({ sales: "export the sales table" });
    expect(Object.keys(asks("who exported the salaries table?"))).toEqual(["security"]);
  });
});
