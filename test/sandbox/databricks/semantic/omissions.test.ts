import { spaces } from "../../../../sandbox/databricks/spaces/index.ts";
import { openSpaces } from "../../../support/databricks/genie-answers.ts";
import type { AgentId } from "../../../support/seed-questions.ts";

/* No question is answered without a word of it: each ends in the query, or it is named in the question back. */

const { ask } = openSpaces();

const more: [AgentId, string][] = [
  ["sales", "how many units did we sell"],
  ["sales", "the two biggest sellers by units"],
  ["sales", "revenue per region last quarter"],
  ["customer", "average lifetime value of women versus men"],
  ["customer", "customers worth more than 1000"],
  ["inventory", "which supplier has the most units with us"],
  ["inventory", "products with fewer than 20 units"],
  ["cost", "top 4 workloads by dbus this year"],
  ["cost", "share of Model Serving in total cost last month"],
  ["security", "which user had the most denied requests this year"],
  ["security", "failed logins by client last month"],
  ["performance", "what fraction of queries failed in October"],
  ["performance", "who scanned the most data last week"],
  ["reliability", "jobs without a single failure last week"],
  ["reliability", "how many runs did nightly-etl have last month and how many of them failed"],
  ["quality", "which table had the most bad rows this year"],
  ["quality", "how old is web.sessions"],
];

/** Things in the data of each space. */
const values: [AgentId, string[]][] = [
  ["sales", ["Laptop", "South", "Premium"]],
  ["customer", ["South", "Premium"]],
  ["inventory", ["Hamburg", "Nordtech"]],
  ["cost", ["fraud", "research", "Model Serving"]],
  ["security", ["svc-etl", "hr.salaries", "restricted"]],
  ["performance", ["bi-shared", "nightly-etl"]],
  ["reliability", ["nightly-etl", "fraud"]],
  ["quality", ["ml.features", "unique_key"]],
];

const questionsOf = (agent: AgentId): string[] => {
  const samples = spaces.find((space) => space.agent === agent)?.samples ?? [];
  const own = more.flatMap(([of, question]) => (of === agent ? [question] : []));
  return [...own, ...samples].filter((question) => ask(agent, question).kind === "query");
};

/** The query with its parameters; undefined: it was asked back. */
const queryOf = (agent: AgentId, question: string): string | undefined => {
  const answer = ask(agent, question);
  return answer.kind === "query" ? `${answer.attempt.sql} ${JSON.stringify(answer.attempt.parameters)}` : undefined;
};

it("has enough questions to try", () => {
  expect(values.flatMap(([agent]) => questionsOf(agent)).length).toBeGreaterThan(50);
});

describe.each(values)("the space %s", (agent, named) => {
  const own = questionsOf(agent);

  it("asks back for a word that it does not know, wherever it stands", () => {
    for (const question of own)
      for (const [at] of [...question.split(" "), ""].entries()) {
        const words = question.split(" ").toSpliced(at, 0, "zorblat").join(" ");
        const answer = ask(agent, words);
        expect({ words, kind: answer.kind }).toEqual({ words, kind: "text" });
        expect(answer.text).toContain("“zorblat”");
      }
  });

  it("limits its query to a value that is named, or asks back", () => {
    for (const question of own)
      for (const value of named)
        for (const asked of [`${question}, only ${value}`, `${value}: ${question}`, `${question} for ${value}`]) {
          const query = queryOf(agent, asked);
          expect(query === undefined || query.includes(value), `${asked}\n${query}`).toBe(true);
        }
  });

  it.each<[string, string[]]>([
    ["in March 2026", ["2026-03-01", "2026-03-31"]],
    ["between 2026-02-03 and 2026-02-09", ["2026-02-03", "2026-02-09"]],
    ["above 77", ["77"]],
    ["per month", ["substr("]],
    ["on weekends", ["dayname("]],
  ])("has in its query what “%s” says, or asks back", (words, parts) => {
    for (const question of own) {
      const query = queryOf(agent, `${question} ${words}`);
      expect(query === undefined || parts.every((part) => query.includes(part)), `${question}\n${query}`).toBe(true);
    }
  });
});

describe("a question that goes on with another", () => {
  it.each<[AgentId, string]>([
    ["sales", "And what about the North only?"],
    ["inventory", "and only Hamburg?"],
    ["customer", "what about Premium?"],
    ["cost", "and last month?"],
  ])("is asked back where there was none: %s, %s", (agent, question) => {
    expect(ask(agent, question)).toMatchObject({ kind: "text", clarifies: true });
  });

  it("is answered where there was one", () => {
    expect(ask("sales", "total revenue", "And what about the North only?")).toMatchObject({ kind: "query" });
    expect(ask("inventory", "stock by product", "and only Hamburg?")).toMatchObject({ kind: "query" });
  });
});

describe("a German question", () => {
  it.each<[AgentId, string, RegExp]>([
    ["sales", "Umsatz im Oktober", /Umsatz.*\*\*125\*\*/],
    ["customer", "Wie viele Kunden haben ein hohes Abwanderungsrisiko?", /\*\*1\*\* Kunde/],
    ["inventory", "Wie viele Stühle sind noch da?", /\*\*6\*\*/],
    ["cost", "Kosten pro Team letzte Woche", /nach Team in der Woche vom/],
    [
      "reliability",
      "Welche Jobs sind gestern fehlgeschlagen?",
      /nach Job gestern|Fehlgeschlagene Läufe gestern .*\*\*0\*\*/,
    ],
    ["quality", "Welche Tabellen sind veraltet?", /ml\.features/],
    ["inventory", "Welches Lager hat am wenigsten Bestand?", /^\*\*Leipzig\*\* hat den niedrigsten Bestand/],
    ["cost", "Kosten ohne das Team fraud im Oktober", /ohne Team fraud/],
    [
      "cost",
      "Um wie viel Prozent sind die Kosten von September auf Oktober gestiegen?",
      /gegenüber .* im September 2026.* %/,
    ],
    ["customer", "Welche Kunden sind am wertvollsten?", /^3 Kunden, höchster Wert zuerst \(Kundenwert\)/],
    [
      "reliability",
      "Welcher Job ist im Oktober am häufigsten fehlgeschlagen?",
      /^\*\*\S+\*\* hat die meisten fehlgeschlagenen Läufe/,
    ],
  ])("is read as an English one: %s, %s", (agent, question, text) => {
    const answer = ask(agent, question);
    expect(answer).toMatchObject({ kind: "query" });
    expect(answer.text).toMatch(text);
  });

  it("has the words named that it does not know, as they were written", () => {
    expect(ask("cost", "Wofür geht im Oktober das meiste Geld raus?").text).toContain("„geht im Oktober");
    expect(ask("sales", "Umsatz im Oktober für Schraubenzieher").text).toContain("„Schraubenzieher“");
  });
});
